//! Parts of the app's state: what the run tells, how the page is set up, and the other branch.
use crate::kinds::Strip;
use crate::kinds::stream::Scene;
use crate::lessons::Progress;
use crate::platform::storage;
use crate::player::Course;
use crate::view::View;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// The story that the run tells.
#[derive(Default)]
pub(super) struct Telling {
    pub course: Option<Course>,
    /// Whether the user has left it to play freely.
    pub free: bool,
    /// The step whose stage was set.
    pub staged: Option<usize>,
    /// Whether the next step is entered once the run has arrived.
    pub goes_on: bool,
    /// The step that the address names, from 1, until the run is there.
    pub wanted: Option<usize>,
    /// Whether a challenge begins anew once the run is back at its beginning.
    pub tries: bool,
    /// What was done in lessons, in all of them.
    pub progress: Rc<Progress>,
    /// The story that the address asked for, in the page's language.
    pub asked: Option<String>,
}

impl Telling {
    pub fn begin(story_text: Option<String>, step: Option<usize>) -> Self {
        Self { progress: storage::progress().into(), wanted: step, asked: story_text, ..Self::default() }
    }
}

/// How the page is set up besides what it shows.
#[derive(Default)]
pub(super) struct Screen {
    /// For a projector: hero, cause, one consequence.
    pub presenting: bool,
    /// Nothing is shown: white, or black.
    pub blank: Option<bool>,
    /// Which of the charts is shown where there is room for one.
    pub metric: usize,
    /// Whether somebody asked for what is looked at: on a phone the answer lies over the story.
    pub looked: bool,
    /// Whether what has a room of its own gives way to the stream.
    pub room_away: bool,
    pub strips: Strips,
}

/// The canvases of a room that show a part of a thing each. They take turns: all of them in each frame would be too much for a
/// slow machine, and none of them is looked at as the one picture of a stream is.
#[derive(Default)]
pub(super) struct Strips {
    pub scene: Scene,
    pub all: Vec<(Strip, u32, usize, HtmlCanvasElement)>,
    pub next: usize,
}

/// The picture of another branch.
#[derive(Default)]
pub(super) struct Beside {
    pub scene: Scene,
    pub canvas: NodeRef,
    pub view: Option<Rc<View>>,
}
