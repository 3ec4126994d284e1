//! Stories: a run told in steps. A text in Markdown, so that a lecturer can write one (docs/STORIES.md has the grammar).
//!
//! | file | what it owns |
//! |---|---|
//! | this | what a story is made of |
//! | [`parse`] | from text to a story; a mistake has its line and its column |
//! | [`markdown`] | headings, paragraphs, answers and blocks of a text |
//! | [`block`] | what a step says besides its text |
//! | [`lesson`] | what makes a lesson of a story: measurements and a challenge |
//! | [`trial`] | a lesson played without a page: by nobody, by its reference, into its traps |
//! | [`blanks`] | `{word}` and what follows from it, filled in from the run |
//!
//! Which step a run is in is written in the run itself: entering a step notes its title. So undo, seeking, branches, saved runs
//! and links keep the place without knowing of it. Owns the text of stories. Leaves to others: where a run
//! is in its story ([`player`](crate::player)), how a step looks ([`panels`](crate::panels)).
mod blanks;
mod block;
mod lesson;
mod markdown;
mod parse;
#[cfg(test)]
mod translated;
pub mod trial;

pub use blanks::Blanks;
pub use parse::{Mistake, STEPS_MOST, TEXT_MOST};

use crate::measure::{Condition, Goal, Number};
use shardscope_core::base::Duration;
use shardscope_core::script::Script;

/// A story: its steps, and the run that its first one begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    pub title: String,
    /// What it is about, in a sentence: the paragraph below the title.
    pub about: String,
    pub steps: Vec<Step>,
    /// What has happened when the first step is shown.
    pub beginning: Script,
    pub header: Header,
    /// What is measured, in the order of the text: numbers with labels.
    pub measures: Vec<Measure>,
}

/// What a lesson says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// How long it takes.
    pub minutes: Option<u32>,
    /// Names of the lessons that it builds on.
    pub needs: Vec<String>,
    /// From 1, easy, to 3.
    pub level: Option<u32>,
}

/// A number that is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub label: String,
    pub number: Number,
    /// The step that shows it.
    pub step: usize,
    pub at: Moment,
    pub of: Of,
}

/// A moment of a story: so long after a step was entered; in the first one, after the beginning of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub step: usize,
    pub after: Duration,
}

/// Which run is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Of {
    #[strum(disabled)]
    Run,
    /// The same without the lines of the step.
    Nothing,
    /// The same with the lines that win the challenge.
    Reference,
}

/// What a reader has to bring about.
#[derive(Clone, Debug, PartialEq)]
pub struct Challenge {
    pub goals: Vec<Goal>,
    /// What lines count: their first words, and the only options that they may have, where there are some. Everything, where there are none.
    pub allowed: Vec<Vec<String>>,
    /// Lines that win.
    pub reference: Vec<Line>,
    pub traps: Vec<Trap>,
    pub hints: Vec<String>,
    /// How long it is played when nobody plays it.
    pub limit: Duration,
}

/// Lines that must not win.
#[derive(Clone, Debug, PartialEq)]
pub struct Trap {
    pub name: String,
    pub lines: Vec<Line>,
}

/// A step: a few sentences, perhaps a question, and what happens when it is entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub title: String,
    pub text: Vec<Paragraph>,
    /// A word that the reader types, with the one that stands there until then.
    pub asks: Option<String>,
    pub choices: Vec<Choice>,
    /// Whether they are about what the next step does: else the run waits for an answer before it shows what this one does.
    pub asks_ahead: bool,
    /// What happens, in lines of a script without their `at`; none in the first step, whose lines are the story's beginning.
    pub lines: Vec<Line>,
    /// How long it takes until what it speaks of is to be seen.
    pub length: Duration,
    pub show: Show,
    pub lights: Vec<Light>,
    /// What is written on the button that goes on.
    pub next: Option<String>,
    /// Simulated seconds per second.
    pub speed: Option<f64>,
    pub challenge: Option<Challenge>,
}

/// A line of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// After the step was entered.
    pub after: Duration,
    /// As it stands in the text, with its blanks.
    pub text: String,
    /// In a challenge's reference: whether it is what the lesson teaches.
    pub is_taught: bool,
    /// Whether the run is meant to refuse it.
    pub is_refused: bool,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub text: String,
    /// As the text says; what is measured decides where there is a condition.
    pub is_right: bool,
    /// When it is right.
    pub when: Option<Condition>,
}

/// A paragraph, in stretches of one look.
pub type Paragraph = Vec<Stretch>;

#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub text: String,
    pub look: Look,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    Strong,
    Emphasis,
    Code,
}

/// What the stage shows, and what is explained beside it. Texts may have blanks.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Show {
    /// The first stream.
    #[default]
    Stream,
    /// All lanes.
    Lanes,
    /// A shard of the first stream, by its number, and why its figures are what they are.
    Shard(String),
    /// The shard that holds a partition key.
    ShardOf(String),
    /// A partition key that a producer sends.
    Key(String),
    /// A thing of the run, by its name.
    Thing(String),
}

/// A part of the page that a step speaks of: the others are dimmed.
#[derive(Clone, Debug, PartialEq)]
pub enum Light {
    /// A part of the frame, by the name it has there.
    Part(Part),
    /// A shard's place in the picture, by its number.
    Shard(String),
    /// The place of the shard that holds a partition key.
    ShardOf(String),
}

/// The parts of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    Route,
    /// Records on their way.
    Flight,
    /// The key space, with its shards and their limit.
    Bar,
    /// What the shards hold.
    Logs,
    /// The shards that there were before.
    Lineage,
    /// The whole picture.
    Picture,
    Why,
    Producers,
    Consumers,
    Timeline,
    Charts,
}

impl Story {
    /// Whether a file is meant as one, whatever it is called: anything else is a script or a table.
    pub fn is_one(text: &str) -> bool {
        Self::is_meant(text) && text.lines().any(|line| line.starts_with("```shardscope"))
    }

    /// Whether a text that is no table is meant as one, and not as a script, which may begin with a comment.
    pub fn is_meant(text: &str) -> bool {
        let begins = text.trim_start_matches('\u{feff}').trim_start().starts_with("# ");
        let mut lines = text.lines().take_while(|line| !line.starts_with("```"));
        begins && !lines.any(|line| line.starts_with("shardscope "))
    }

    /// Reads a story. Errors: the first mistake, with its place.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        parse::story(text.trim_start_matches('\u{feff}'))
    }

    /// Whether it is a lesson: something in it is measured or asked for.
    pub fn is_lesson(&self) -> bool {
        !self.measures.is_empty() || self.challenge().is_some()
    }

    /// The challenge, and the place of its step.
    pub fn challenge(&self) -> Option<(usize, &Challenge)> {
        self.steps.iter().enumerate().find_map(|(place, step)| Some((place, step.challenge.as_ref()?)))
    }

    /// What the reader is asked for, with what stands there at first.
    pub fn word(&self) -> Option<&str> {
        self.steps.iter().find_map(|step| step.asks.as_deref())
    }
}
