//! What a picture says in text.
use super::Table;
use super::focus::Subject;
use super::part::Tone;
use crate::story::Part;
use shardscope_core::kinesis::ShardId;

/// A text over a picture, at a place in device pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub text: String,
    pub x: i32,
    pub y: i32,
    pub tone: Tone,
    /// How wide it may be; what is longer is cut off with a sign.
    pub most: Option<i32>,
}

impl Label {
    pub const fn new(text: String, x: i32, y: i32, tone: Tone) -> Self {
        Self { text, x, y, tone, most: None }
    }

    /// The same within so many pixels.
    pub const fn within(mut self, most: i32) -> Self {
        self.most = Some(most);
        self
    }
}

/// A picture of a thing: what the frame shows around what the scene draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenery {
    pub of: Subject,
    pub title: String,
    pub about: String,
    pub labels: Vec<Label>,
    /// The table that says the same.
    pub table: Table,
}

/// What is lit; if nothing is, all is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lit {
    pub parts: Vec<Part>,
    pub shards: Vec<ShardId>,
}
