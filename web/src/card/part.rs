//! What a card consists of.
use super::Deed;
use super::focus::Notice;
use crate::scene::Theme;
use shardscope_core::sim::Command;
use std::fmt;
use std::rc::Rc;
use yew::prelude::*;

/// How something is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Muted,
    Good,
    Warn,
    Bad,
    /// A word from the author of the run.
    Note,
}

impl Tone {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Muted => "muted",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Note => "lane-note",
        }
    }
    /// Bad, if so.
    pub const fn bad(is: bool) -> Self {
        if is { Self::Bad } else { Self::Plain }
    }
}

/// What ties a card to its marks in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    None,
    /// One of eight colours, by the number of who sends.
    Keys(u32),
    /// One of four colours, by the place among those who read.
    Position(usize),
}

/// How a thing is, in a word or a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub text: String,
    pub tone: Tone,
}

/// A number with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    pub name: &'static str,
    pub value: String,
    pub title: &'static str,
    pub tone: Tone,
}

impl Count {
    pub fn new(name: &'static str, number: u64) -> Self {
        Self { name, value: crate::format::grouped(number), title: "", tone: Tone::Plain }
    }
    /// One that should be 0.
    pub fn bad(name: &'static str, number: u64) -> Self {
        Self { tone: Tone::bad(number > 0), ..Self::new(name, number) }
    }
    pub const fn titled(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }
}

/// A small box with a number: a shard.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    pub number: u32,
    pub title: String,
    /// For the style sheet: `late`, `waits`.
    pub class: &'static str,
}

/// Something to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub name: &'static str,
    pub text: &'static str,
    pub deed: Deed,
}

/// Somebody within the thing: a worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub number: u32,
    pub name: String,
    pub state: Status,
    pub title: String,
    pub tabs: Vec<Tab>,
    pub more: usize,
    /// What can be done to it.
    pub choices: Vec<Choice>,
}

/// A number that can be changed, and the commands that do it.
#[derive(Clone)]
pub struct Setter {
    pub label: &'static str,
    pub unit: &'static str,
    pub value: u32,
    pub least: u32,
    pub most: u32,
    /// Also a slider: up to this value.
    pub slide_to: Option<u32>,
    pub commands: Rc<dyn Fn(u32) -> Vec<Command>>,
}

impl PartialEq for Setter {
    fn eq(&self, other: &Self) -> bool {
        let of = |of: &Self| (of.label, of.unit, of.value, of.least, of.most, of.slide_to);
        of(self) == of(other) && Rc::ptr_eq(&self.commands, &other.commands)
    }
}

impl fmt::Debug for Setter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.label, self.value)
    }
}

/// Something that a kind draws itself, from values of its own.
#[derive(Clone)]
pub struct Inset(Rc<dyn Fn(&Around<'_>) -> Html>);

/// What an inset is drawn with.
pub struct Around<'a> {
    pub send: &'a Callback<Deed>,
    pub theme: Theme,
    /// What was said last, where the inset says it itself.
    pub notice: Option<&'a Notice>,
    /// How the frame shows a card.
    pub card: &'a dyn Fn(&super::Card) -> Html,
}

impl Inset {
    pub fn new(draw: impl Fn(&Around<'_>) -> Html + 'static) -> Self {
        Self(Rc::new(draw))
    }
    pub fn draw(&self, around: &Around<'_>) -> Html {
        (self.0)(around)
    }
}

impl PartialEq for Inset {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Inset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "inset")
    }
}

/// A part of a card, from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Number(Setter),
    Counts(Vec<Count>),
    /// Names and texts.
    Facts(Vec<(&'static str, String)>),
    /// A line of text, and what it says when it is pointed at.
    Line(String, Tone, &'static str),
    /// Shards that it reads, and how many are not listed.
    Tabs(Vec<Tab>, usize),
    Rows(Vec<Row>, usize),
    /// What folds away, by its name.
    Fold(&'static str, Vec<Part>),
    Inset(Inset),
}

impl Part {
    pub fn line(text: String, tone: Tone) -> Self {
        Self::Line(text, tone, "")
    }
}

/// Something that can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub label: String,
    pub title: String,
    pub class: &'static str,
    pub deed: Deed,
    /// Whether it lies with the settings, out of the way.
    pub tucked: bool,
}

impl Action {
    pub fn new(label: &str, deed: Deed) -> Self {
        Self { label: label.into(), title: String::new(), class: "", deed, tucked: false }
    }
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
    pub const fn quiet(mut self) -> Self {
        self.class = "quiet";
        self
    }
    pub const fn tucked(mut self) -> Self {
        self.tucked = true;
        self
    }
    pub const fn danger(mut self) -> Self {
        self.class = "danger";
        self
    }
}
