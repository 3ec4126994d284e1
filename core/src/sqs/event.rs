//! What the service has to say, and what it is to be woken for.
use super::{MoveTaskId, PollId, QueueId, Received};
use crate::message::MessageId;
use alloc::vec::Vec;
use serde::Serialize;

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Event {
    Created {
        queue: QueueId,
    },
    Deleted {
        queue: QueueId,
    },
    Purged {
        queue: QueueId,
        messages: u64,
    },
    /// Messages were taken: so many new ones, and so many that a deduplication id kept out.
    Sent {
        queue: QueueId,
        messages: u32,
        deduplicated: u32,
    },
    /// A message was given to a receiver, for the so manieth time.
    Received {
        queue: QueueId,
        message: MessageId,
        times: u32,
    },
    MessageDeleted {
        queue: QueueId,
        message: MessageId,
    },
    /// A message was received too often and goes to a dead-letter queue, or comes back from one.
    Moved {
        message: MessageId,
        from: QueueId,
        to: QueueId,
    },
    /// Messages were older than the retention period.
    Expired {
        queue: QueueId,
        messages: u64,
    },
    /// Calls were refused for the throughput of a FIFO queue.
    Throttled {
        queue: QueueId,
        action: &'static str,
    },
}

/// What has to be done at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// A message move task goes on.
    Move(MoveTaskId),
    /// Something that was hidden may be received, and somebody waits for it.
    Visible(QueueId),
    /// A receive has waited long enough.
    PollEnds(QueueId, PollId),
}

/// What the service asks of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A receive that waited gets these: nothing, if it waited in vain.
    Answer(PollId, Vec<Received>),
}

/// Takes what the service says.
pub type Out = crate::service::Out<super::Sqs>;
