//! The kinds of things that there are: a folder and a row of [`ALL`] each.
//!
//! A folder holds all that the page knows of a kind: its cards, its picture, its tables and sheets, the words for what happens
//! to it. The frame (panels, app) goes through the rows and knows none of them by name; the one thing that it is built around
//! is the [`stream`] that is shown. Owns reading things off a run. Leaves to others: how cards look, and messages.
mod application;
mod cells;
mod consumers;
mod function;
mod lane;
mod message_function;
mod names;
mod outcomes;
mod producer;
mod queue;
mod reader;
mod reasons;
mod results;
pub mod stream;
mod template;
mod topic;
mod victim;
mod words;

pub use reasons::reasons;
pub use victim::{FaultOf, Victim};
pub use words::{ONE_KEY_CANNOT_BE_SPLIT, zone};

use self::template::Resources;
use crate::card::{Card, Chip, Document, Inset, Scenery, Seen, Subject, Table};
use crate::scene::{Pen, Size};
use crate::words::{Message, Plain};
use shardscope_core::api::Service;
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::{Command, Event, Reply, Sim};
use shardscope_core::why::Cause;

/// Where the cards of a kind stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What writes to the stream that is shown.
    Producers,
    /// What reads it.
    Consumers,
    /// What is beside streams.
    Messaging,
}

/// A kind of thing.
pub struct Kind {
    pub name: &'static str,
    pub side: Side,
    pub cards: fn(Seen<'_>) -> Vec<Card>,
    /// All there are in the run, on the route.
    pub chips: fn(&Sim) -> Vec<Chip>,
    /// What can be added to the stream that is shown, in the words of a menu.
    pub adds: &'static [Add],
    /// All its figures.
    pub tables: fn(Seen<'_>) -> Vec<Table>,
    pub sheets: &'static [Leaf],
    /// What stands in place of the columns, if there is such a thing in the run.
    pub room: fn(Seen<'_>) -> Option<Room>,
    pub picture: Option<Picture>,
    /// Draws a part of a thing that its room shows; whether it is there. And the parts that stand for the whole run.
    pub strip: Option<Strip>,
    pub strips: fn(&Sim) -> Vec<(u32, usize)>,
    /// Why its figures are what they are.
    pub why: fn(&Sim, u32) -> Vec<Cause>,
    /// Whom a fault can be done to.
    pub victims: fn(Seen<'_>) -> Vec<Victim>,
    /// Keys of the keyboard.
    pub keys: &'static [Key],
    pub calls: Option<Calls>,
    /// What it would be in a CloudFormation template.
    pub resources: fn(&Sim, &mut Resources),
}

/// What draws a part of a thing, by the numbers of both.
pub type Strip = fn(&mut Pen<'_>, &Sim, u32, usize) -> bool;

/// Something to add: its words, and the command for the stream of that name.
pub struct Add {
    pub name: &'static str,
    pub text: Plain,
    pub command: fn(Seen<'_>, &str) -> Command,
}

impl std::fmt::Debug for Add {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Add {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A key, and what it does, if it does anything now.
pub struct Key {
    pub key: &'static str,
    pub command: fn(Seen<'_>) -> Option<Command>,
}

/// A sheet that lies over the page.
pub struct Leaf {
    pub name: &'static str,
    pub title: Plain,
    pub wide: bool,
    /// Whether it closes when what it asked for was done.
    pub closes: bool,
    /// Whether it says itself what was answered.
    pub tells: bool,
    /// What is on it; `None` where its thing is gone.
    pub show: fn(Seen<'_>, u32) -> Option<Body>,
}

/// What is on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    Document(Document),
    Form(Inset),
}

/// A view of its own on the whole run.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    pub title: &'static str,
    /// The words of the way there.
    pub way: &'static str,
    /// Who writes to the stream that is shown, and who reads it, where that is seen here and in no card.
    pub writes: Option<&'static str>,
    pub reads: Option<&'static str>,
    pub body: Inset,
}

/// How the frame shows a thing on the stage.
pub struct Picture {
    /// The texts around it; `None` where the thing is gone.
    pub scenery: fn(&Sim, u32, Size) -> Option<Scenery>,
    /// Draws it. Whether it is there.
    pub draw: fn(&mut Pen<'_>, &Sim, u32) -> bool,
    /// The number of what lies at a point, and what there is to say of it now.
    pub spot: fn(&Sim, u32, Size, (i32, i32)) -> Option<u64>,
    pub told: fn(&Sim, u32, u64) -> Option<String>,
}

/// What the page says of the requests of a service.
pub struct Calls {
    pub service: Service,
    /// Requests that are marked on the scrubber, with the words of the mark, which takes members of the request. What only
    /// looks, and what is too small, is not here.
    pub marks: &'static [(&'static str, Message)],
    /// What a script for another account leaves out, and why.
    pub left_out: &'static [(&'static str, Plain)],
    /// What completion proposes for a member of a request.
    pub values: fn(&Sim) -> Vec<Values>,
}

/// The name of a member, and what may stand for it.
pub type Values = (&'static str, Vec<String>);

/// The words for what happens to things of a kind.
pub struct Events {
    /// What of an event is worth a line, and how much it counts: numbers that would keep lines apart are 0.
    pub condensed: fn(Event) -> Vec<(Event, u64)>,
    /// Something that a user should look at.
    pub is_trouble: fn(&Event) -> bool,
    /// A line, for so many.
    pub text: fn(&Event, u64, &Sim) -> String,
    /// The shard that it is about.
    pub shard: fn(&Event) -> Option<ShardId>,
}

const NONE: Kind = Kind {
    name: "",
    side: Side::Messaging,
    cards: |_| Vec::new(),
    chips: |_| Vec::new(),
    adds: &[],
    tables: |_| Vec::new(),
    sheets: &[],
    room: |_| None,
    picture: None,
    strip: None,
    strips: |_| Vec::new(),
    why: |_, _| Vec::new(),
    victims: |_| Vec::new(),
    keys: &[],
    calls: None,
    resources: |_, _| {},
};

/// The kinds, in the order of their cards.
pub const ALL: [&Kind; 9] = [
    &stream::KIND,
    &producer::KIND,
    &application::KIND,
    &function::KIND,
    &reader::KIND,
    &lane::KIND,
    &queue::KIND,
    &message_function::KIND,
    &topic::KIND,
];

/// The words for an event.
pub const fn events(event: &Event) -> &'static Events {
    match event {
        Event::Kinesis(_) => &stream::EVENTS,
        Event::Sent { .. } | Event::Refused { .. } | Event::Late { .. } | Event::TimedOut { .. } => &producer::EVENTS,
        Event::Read { .. } | Event::Ended { .. } => &reader::EVENTS,
        Event::Application(..) => &application::EVENTS,
        Event::Mapping(..) => &function::EVENTS,
        Event::MessageFunction(..) => &message_function::EVENTS,
        Event::Sqs(_) => &queue::EVENTS,
        Event::Sns(_) => &topic::EVENTS,
    }
}

/// What an answer says that is worth reading, as title and text; most say nothing but that it is done.
pub fn answer(reply: &Reply) -> Option<(String, String)> {
    match reply {
        Reply::Kinesis(reply) => stream::answer(reply),
        Reply::Sqs(reply) => queue::answer(reply),
        Reply::Sns(_) | Reply::Done | Reply::Added(_) => None,
    }
}

/// The kind of that name.
pub fn of(name: &str) -> Option<&'static Kind> {
    ALL.into_iter().find(|kind| kind.name == name)
}

/// The sheet of that name.
pub fn leaf(name: &str) -> Option<&'static Leaf> {
    ALL.into_iter().flat_map(|kind| kind.sheets).find(|leaf| leaf.name == name)
}

/// What the page says of a service's requests.
pub fn calls(service: Service) -> Option<&'static Calls> {
    ALL.into_iter().filter_map(|kind| kind.calls.as_ref()).find(|calls| calls.service == service)
}

/// Why the figures of a thing are what they are.
pub fn why(sim: &Sim, of: Subject) -> Vec<Cause> {
    self::of(of.kind).map(|kind| (kind.why)(sim, of.id)).unwrap_or_default()
}

/// What draws a strip of that name: a kind, the number of a thing of it, and of its part.
pub fn strip(name: &str) -> Option<(Strip, u32, usize)> {
    let mut words = name.split(':');
    let kind = self::of(words.next()?)?;
    Some((kind.strip?, words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// What stands for a run that is looked at in a room: each with what draws it.
pub fn strips(sim: &Sim) -> Vec<(Strip, u32, usize)> {
    let of = |kind: &&Kind| Some((kind.strip?, (kind.strips)(sim)));
    let all = ALL.iter().filter_map(of);
    all.flat_map(|(strip, parts)| parts.into_iter().map(move |(id, part)| (strip, id, part))).collect()
}

/// The picture of a thing, if its kind has one.
pub fn picture(of: Subject) -> Option<&'static Picture> {
    self::of(of.kind)?.picture.as_ref()
}

#[cfg(test)]
mod tests;
