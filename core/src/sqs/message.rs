//! A message, and how it is named.
use crate::base::{Instant, mix};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A message's number within its account: never reused. Copies of one message have the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MessageId(pub u64);

impl MessageId {
    /// As AWS writes it: a UUID of version 4, made of the number.
    pub fn uuid(self) -> String {
        let (high, low) = (mix(self.0, 1), mix(self.0, 2));
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 48 & 0x3fff | 0x8000,
            low & 0xffff_ffff_ffff
        )
    }
}

/// What names one receive of one message: only the latest one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReceiptHandle {
    pub queue: super::QueueId,
    /// Which stored copy.
    pub copy: u64,
    /// Which of its receives.
    pub receive: u32,
}

/// A message attribute, as the sender gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageAttribute {
    pub name: String,
    /// `String`, `Number` or `Binary`, and perhaps a label after a point.
    pub data_type: String,
    /// The text, or the bytes of `Binary`.
    pub value: Vec<u8>,
}

/// A message that a user sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplied {
    pub body: String,
    pub attributes: Vec<MessageAttribute>,
}

/// What a message consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Made up by the simulator, and made again when somebody looks.
    Made {
        source: u16,
        index: u32,
    },
    Supplied(Arc<Supplied>),
}

/// A message in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub content: Content,
    /// Body and attributes.
    pub bytes: u32,
    pub sent_at: Instant,
    /// From when retention counts: in a dead-letter queue of standard queues as before.
    pub retained_from: Instant,
    pub first_received_at: Option<Instant>,
    pub receive_count: u32,
    /// Number of its group among the queue's; compulsory in a FIFO queue.
    pub group: Option<u32>,
    pub deduplication_id: Option<Arc<str>>,
    /// `SequenceNumber` of a FIFO queue: rises within it.
    pub sequence_number: u64,
    /// Until when it is hidden: by a delay, or because somebody has received it.
    pub hidden_until: Instant,
    /// Where it stands in line.
    pub(super) order: u64,
    /// Which partition holds it.
    pub(super) partition: u32,
    /// The queue that it came from, in a dead-letter queue.
    pub dead_letter_source: Option<super::QueueId>,
}

impl Message {
    /// Whether somebody has received it and neither deleted it nor let the time pass.
    pub fn is_in_flight(&self, now: Instant) -> bool {
        self.receive_count > 0 && self.hidden_until > now
    }
}
