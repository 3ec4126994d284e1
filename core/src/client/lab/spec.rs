//! What a user says about a lane, and what of it is refused.
use crate::client::InvalidSpec;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Bytes of a point, the least that its text needs.
pub const MESSAGE_BYTES: u32 = 128;

/// Where a lane's messages go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Stream(String),
    Queue(String),
    /// Its consumers read the queues that subscribe to it.
    Topic(String),
}

impl Target {
    pub fn name(&self) -> &str {
        match self {
            Self::Stream(name) | Self::Queue(name) | Self::Topic(name) => name,
        }
    }
}

/// A lane, as a user describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneSpec {
    pub name: String,
    pub target: Target,
    /// Trucks that send, one after the other: 1 … 10,000.
    pub trucks: u32,
    /// Messages a second, 0 … 10,000.
    pub rate: u32,
    /// Partition keys or groups that the trucks share, 1 … as many as trucks: truck 1 the first, truck 2 the second and so
    /// on, and again.
    pub groups: u32,
    /// Messages per call: 1 … 10, 1 … 500 for a stream.
    pub batch: u32,
    /// Consumers of the stream, the queue, or each queue of the topic: 0 … 200.
    pub consumers: u32,
    /// Work on a message, in microseconds, up to a minute.
    pub work_micros: u32,
    /// Of 1,000 messages, at how many their consumer crashes.
    pub failures_per_mille: u32,
    /// Whether its messages are the points of the run's drawing, one point with the first key, the next with the second.
    pub drawing: bool,
    /// What it shows, in a sentence for the viewer: 200 characters at most.
    pub note: String,
}

/// Most characters of a lane's note.
const NOTE_MOST: usize = 200;

impl LaneSpec {
    pub fn new(name: &str, target: Target) -> Self {
        Self {
            name: name.into(),
            target,
            trucks: 100,
            rate: 100,
            groups: 100,
            batch: 10,
            consumers: 5,
            work_micros: 5_000,
            failures_per_mille: 0,
            drawing: false,
            note: String::new(),
        }
    }

    /// Whether both send the same points to the same place: then each knows the other's messages.
    pub fn is_alike(&self, other: &Self) -> bool {
        self.target == other.target && self.trucks == other.trucks && self.drawing == other.drawing
    }

    /// Whose order a message belongs to, and which one it is in it: its truck's, or the drawing's.
    pub const fn order_of(&self, index: u32) -> (u32, u32) {
        if self.drawing { (0, index) } else { (index % self.trucks, index / self.trucks) }
    }

    /// Whether what was said goes together. Errors: what does not.
    pub(in crate::client) fn agrees(&self) -> Result<(), InvalidSpec> {
        if self.note.chars().count() > NOTE_MOST {
            return Err(InvalidSpec::new("note", "a lane's note has 200 characters at most"));
        }
        Ok(())
    }
}
