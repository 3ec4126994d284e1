//! What the frame shows of a thing, whatever kind of thing it is: owned values, with no message and no element in them.
//!
//! | type | what it is |
//! |---|---|
//! | [`Card`] | a thing in a column: what it is called, how it is, its counts, what can be done to it |
//! | [`Chip`] | a thing on the route of the records |
//! | [`Table`], [`Document`] | figures as rows, for reading off and for screen readers |
//! | [`Scenery`] | a picture of a thing: texts over it, and the table that says the same |
//! | [`Reason`] | a link of a chain of causes, in words |
//! | [`Deed`] | what a click asks for |
//!
//! Owns the shapes. Leaves to others: what is in them ([`kinds`](crate::kinds)), how they look ([`panels`](crate::panels)).
mod chip;
mod document;
mod focus;
mod part;
mod picture;

pub use chip::{CHIPS_MOST, Chip, Place};
pub use document::{Cell, Document, Spark, Table};
pub use focus::{Dialog, Focus, Notice, Offer, Sheet, Subject};
pub use part::{Action, Around, Choice, Count, Inset, Mark, Part, Row, Setter, Status, Tab, Tone};
pub use picture::{Label, Lit, Scenery};

use shardscope_core::client::{ActorId, ActorSpec};
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::{Command, Sim};

/// A thing in a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub of: Subject,
    /// For the style sheet.
    pub class: &'static str,
    pub mark: Mark,
    pub name: String,
    /// The number by which lines of scripts name it.
    pub number: Option<u32>,
    pub status: Option<Status>,
    /// What it is, in a line.
    pub about: String,
    pub parts: Vec<Part>,
    pub actions: Vec<Action>,
    /// What can be set of it.
    pub settings: Option<(ActorId, ActorSpec)>,
    /// Fields that are no settings of an actor, under the same fold.
    pub fields: Vec<Setter>,
    /// Whether there is something to explain: then its status leads there.
    pub explains: bool,
    /// Whether the frame can show a picture of it.
    pub pictured: bool,
}

impl Card {
    /// A card with a name, and nothing else.
    pub fn new(of: Subject, name: &str, about: String) -> Self {
        Self {
            of,
            class: "",
            mark: Mark::None,
            name: name.into(),
            number: None,
            status: None,
            about,
            parts: Vec::new(),
            actions: Vec::new(),
            settings: None,
            fields: Vec::new(),
            explains: false,
            pictured: false,
        }
    }
}

/// What a click asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Do(Command),
    Show(Dialog),
    /// The dialog goes.
    Close,
    Focus(Focus),
    /// A thing, and the stream that it belongs to.
    Look(Subject, Option<StreamId>),
    Stream(StreamId),
    /// One of the charts, by its place.
    Metric(usize),
    /// What has a room of its own is shown there.
    Room,
    /// The run of that name, from its beginning.
    Begin(&'static str),
    /// What stands in place of the columns gives way to the stream.
    Leave,
}

/// A link of a chain of causes, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    pub text: String,
    /// What to look at.
    pub leads_to: Option<Focus>,
}

/// What a card is made of.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub sim: &'a Sim,
    /// The stream that is shown.
    pub stream: Option<StreamId>,
    /// Simulated seconds of a real one: what a chart's step goes by.
    pub speed: f64,
}

impl<'a> Seen<'a> {
    pub fn stream_name(&self) -> Option<&'a str> {
        self.sim.kinesis().stream(self.stream?).map(|stream| &*stream.name)
    }
}
