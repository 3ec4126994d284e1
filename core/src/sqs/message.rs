//! A message, and how it is named.
use super::Error;
use crate::base::{Instant, mix};
use crate::message::{Content, MessageId};
use alloc::string::ToString;
use alloc::sync::Arc;
use serde::{Deserialize, Serialize};

/// What names one receive of one message: only the latest one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReceiptHandle {
    pub queue: super::QueueId,
    /// Which stored copy.
    pub copy: u64,
    /// Which of its receives.
    pub receive: u32,
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
    /// Bytes that it points to.
    pub(crate) fn bytes_behind(&self) -> u64 {
        self.content.bytes_behind() + self.deduplication_id.as_ref().map_or(0, |id| id.len() as u64 + 32)
    }

    /// Whether somebody has received it and neither deleted it nor let the time pass.
    pub fn is_in_flight(&self, now: Instant) -> bool {
        self.receive_count > 0 && self.hidden_until > now
    }
}

/// In front of every handle, as AWS's begin.
const HANDLE: &str = "AQEB";

impl core::fmt::Display for ReceiptHandle {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let check = mix(mix(self.copy, u64::from(self.queue.0)), u64::from(self.receive));
        write!(f, "{HANDLE}{:08x}{:016x}{:08x}{check:016x}", self.queue.0, self.copy, self.receive)
    }
}

impl core::str::FromStr for ReceiptHandle {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix(HANDLE).filter(|digits| digits.len() == 48 && digits.is_ascii()).ok_or(())?;
        let number = |from: usize, to: usize| u64::from_str_radix(&digits[from..to], 16).map_err(drop);
        let handle =
            Self { queue: super::QueueId(number(0, 8)? as u32), copy: number(8, 24)?, receive: number(24, 32)? as u32 };
        // Whatever differs in a digit, or in the case of one, is no handle.
        if handle.to_string() == text { Ok(handle) } else { Err(()) }
    }
}

/// What a body may consist of. API reference, SendMessage.
pub(super) fn check_body(body: &str) -> Result<(), Error> {
    if crate::message::is_allowed(body) {
        return Ok(());
    }
    Err(Error::InvalidMessageContents(
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 \
         to #x10FFFF"
            .to_string(),
    ))
}
