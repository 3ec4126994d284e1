//! What is there before the page is: its first run, which plays already, and the picture of the run's stream.
//!
//! The module comes in two files (`web/src/main.rs`). The first one makes runs and draws streams, so on a slow line something moves before
//! the second one, the page, is there. The page takes the run over, where it is by then.
mod first;

pub use first::{Asked, First, asked, lesson_path};

use crate::kinds::stream::{Pointing, Scene};
use crate::platform::frame::{self, Frames};
use crate::platform::still::Still;
use crate::platform::{canvas, page, panic, storage};
use crate::player::{Course, Player};
use crate::scene::Style;
use crate::stories;
use crate::story::{Paragraph, Show};
use shardscope_core::kinesis::StreamId;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::Properties;

/// The run, and the picture that it moves in.
struct Moving {
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
    moving: Rc<RefCell<Moving>>,
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
        let moving = Moving { first: Some(first), style, scene: Scene::default(), picture, last: 0.0 };
        let moving = Rc::new(RefCell::new(moving));
        let of_frames = moving.clone();
        let frames = Frames::start(move |now| of_frames.borrow_mut().frame(now));
        Self { moving, still, _frames: frames }
    }

    /// The way by which the page takes the run.
    pub fn hand_over(&self) -> HandOver {
        HandOver { moving: self.moving.clone() }
    }

    /// Says that the page could not be loaded, and comes back when somebody wants it loaded again. The run plays on.
    pub async fn failed(&self) {
        let plays = self.moving.borrow().picture.is_some();
        match &self.still {
            Some(still) => still.failed(plays).await,
            None => panic::stop(t!(app.the_page_could_not_be_loaded)).await,
        }
    }
}

impl Moving {
    fn frame(&mut self, now: f64) {
        let (Some(first), Some((element, stream))) = (&mut self.first, &self.picture) else { return };
        let began = frame::now();
        let millis = if self.last > 0.0 { now - self.last } else { 0.0 };
        self.last = now;
        let room = first.player.millis_of_a_frame();
        first.player.advance(millis, || frame::now() - began < room);
        if let Some((width, height, scale)) = canvas::fit(element) {
            self.scene.resize(width, height, scale);
        }
        self.scene.draw(first.player.sim(), *stream, self.style, &Pointing::default());
        canvas::show(element, &self.scene.raster);
    }
}

/// The stream that the page will show first. `None` where it shows something else, or the run at another moment.
fn stream(first: &First) -> Option<StreamId> {
    let player = &first.player;
    // A run that comes back, or goes to a later step first, is not yet where its page begins; one in the address comes with the page.
    let is_elsewhere = first.handed.is_some()
        || first.wanted.is_some_and(|step| step > 1)
        || panic::was_recovered()
        || page::fragment("run").is_some();
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

/// What the run tells first: a title, a heading, and what stands below it.
fn told(player: &Player) -> (String, String, Vec<String>) {
    let Some(story) = player.story() else {
        let about = stories::named(&player.scenario).map(|of| of.about().to_string());
        return (player.title.clone(), String::new(), about.into_iter().collect());
    };
    let course = Course::of(story, player);
    let (blanks, step) = (course.blanks(player), &course.story.steps[0]);
    let fill = |text: &str| blanks.fill(text, false);
    let paragraph = |of: &Paragraph| of.iter().map(|stretch| fill(&stretch.text)).collect();
    (course.story.title.clone(), fill(&step.title), step.text.iter().map(paragraph).collect())
}

/// The first run on its way to the page.
#[derive(Clone, Properties)]
pub struct HandOver {
    moving: Rc<RefCell<Moving>>,
}

impl PartialEq for HandOver {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.moving, &other.moving)
    }
}

impl HandOver {
    /// The run. From now on nothing but the page plays it.
    ///
    /// # Panics
    /// Where it was taken before: there is one page.
    pub fn take(&self) -> First {
        self.moving.borrow_mut().first.take().expect("one page takes the run")
    }
}
