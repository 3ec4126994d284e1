//! What is there before the page is: its first run, which plays already, and the picture of the run's stream.
//!
//! The module comes in two files (`web/src/main.rs`). The first one makes runs and draws streams; it is half of the whole, so on a
//! slow line something moves in half of the time. The page is the second one. It takes the run over, where it is by then.
mod first;

pub use first::{Asked, First, asked, path};

use crate::kinds::stream::{Pointing, Scene};
use crate::platform::frame::{self, Frames};
use crate::platform::still::Still;
use crate::platform::{canvas, page, storage};
use crate::player::Player;
use crate::scene::Style;
use crate::story::Show;
use shardscope_core::kinesis::StreamId;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::Properties;

/// Milliseconds of a frame that the simulator may use.
const ENGINE_MILLIS: f64 = 6.0;

/// The run, in its picture.
struct Stage {
    /// Until the page has taken it.
    first: Option<First>,
    style: Style,
    scene: Scene,
    picture: Option<(HtmlCanvasElement, StreamId)>,
    /// When the last frame was drawn, in milliseconds.
    last: f64,
}

/// The run that plays until the page is there.
pub struct Opening {
    stage: Rc<RefCell<Stage>>,
    still: Option<Still>,
    _frames: Frames,
}

impl Opening {
    /// Shows the run and lets it play.
    pub fn begin(asked: Asked) -> Self {
        let first = first::first_run(asked);
        let style = Style { theme: storage::theme(), reduced_motion: storage::reduced_motion() };
        page::show_theme(style.theme, style.reduced_motion);
        let still = Still::find();
        let (stream, told) = (stream(&first), told(&first.player));
        let picture = still.as_ref().zip(stream).and_then(|(still, stream)| Some((still.begin(&told)?, stream)));
        let stage = Stage { first: Some(first), style, scene: Scene::default(), picture, last: 0.0 };
        let stage = Rc::new(RefCell::new(stage));
        let of_frames = stage.clone();
        let frames = Frames::start(move |now| of_frames.borrow_mut().frame(now));
        Self { stage, still, _frames: frames }
    }

    /// The run, to be taken by the page, once.
    pub fn begun(&self) -> Begun {
        Begun { stage: self.stage.clone() }
    }

    /// Says that the page could not be loaded.
    pub fn fail(&self) {
        if let Some(still) = &self.still {
            still.fail();
        }
    }
}

impl Stage {
    fn frame(&mut self, now: f64) {
        let (Some(first), Some((element, stream))) = (&mut self.first, &self.picture) else { return };
        let began = frame::now();
        let millis = if self.last > 0.0 { now - self.last } else { 0.0 };
        self.last = now;
        first.player.advance(millis, || frame::now() - began < ENGINE_MILLIS);
        if let Some((width, height, scale)) = canvas::fit(element) {
            self.scene.resize(width, height, scale);
        }
        self.scene.draw(first.player.sim(), *stream, self.style, &Pointing::default());
        canvas::show(element, &self.scene.raster);
    }
}

/// The stream that the page will show first, if it is a stream that it shows, and the run as it is now.
fn stream(first: &First) -> Option<StreamId> {
    let player = &first.player;
    // A run that comes back, or goes to a later step first, is not yet where its page begins.
    let is_elsewhere = first.handed.is_some() || first.wanted.is_some_and(|step| step > 1);
    let is_stream = match player.story() {
        Some(story) => match story.steps[0].show {
            Show::Stream | Show::Shard(_) | Show::ShardOf(_) | Show::Key(_) => true,
            Show::Lanes | Show::Thing(_) => false,
        },
        // Lanes have a room of their own.
        None => player.sim().lanes().next().is_none(),
    };
    player.first_stream().filter(|_| is_stream && !is_elsewhere)
}

/// What the run tells: title and what it is about.
fn told(player: &Player) -> (String, String) {
    match player.story() {
        Some(story) => (story.title.clone(), story.about.clone()),
        None => (player.title.clone(), String::new()),
    }
}

/// The first run on its way to the page.
#[derive(Clone, Properties)]
pub struct Begun {
    stage: Rc<RefCell<Stage>>,
}

impl PartialEq for Begun {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.stage, &other.stage)
    }
}

impl Begun {
    /// The run. From now on nothing but the page plays it.
    ///
    /// # Panics
    /// Where it was taken before: there is one page.
    pub fn take(&self) -> First {
        self.stage.borrow_mut().first.take().expect("one page takes the run")
    }
}
