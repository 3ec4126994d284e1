//! A poller of the mapping: it receives, gathers a batch, has the function invoked with it, deletes what is done.
use super::{MessageFunctionSpec, event};
use crate::base::{Duration, Instant};
use crate::message::{Content, MessageId};
use crate::sqs::{PollId, QueueId, ReceiptHandle};
use alloc::vec::Vec;

/// What counts for a poller, and for a message of its batch, the same on every machine.
const POLLER_BYTES: u64 = 160;
const TAKEN_BYTES: u64 = 96;
const _: () = assert!(size_of::<Taken>() as u64 <= TAKEN_BYTES && size_of::<Poller>() as u64 <= POLLER_BYTES);

/// A message of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub id: MessageId,
    pub handle: ReceiptHandle,
    pub content: Content,
    /// Number of its group among its queue's.
    pub group: Option<u32>,
    /// Whether it is of a FIFO queue: a function that reports failures stops at the first.
    pub is_fifo: bool,
    /// Until when the mapping has it.
    pub hidden_until: Instant,
}

/// What a poller does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doing {
    /// It is about to receive.
    #[default]
    Receives,
    /// A receive of its waits for messages.
    Waits(QueueId, PollId),
    /// The function works on its batch, until then.
    Invokes(Instant),
    /// Its batch waits for an invocation: the function's concurrency is used up.
    Throttled,
    /// It deletes what is done.
    Deletes,
}

/// One of the mapping's pollers. It has one batch at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poller {
    pub doing: Doing,
    pub batch: Vec<Taken>,
    /// Bytes of the event with the batch so far.
    pub(crate) event_bytes: u64,
    /// When the first message of the batch came.
    pub since: Option<Instant>,
    /// Messages that did not fit into the event: the next batch begins with them.
    over: Vec<(Taken, u64)>,
    /// Whether the invocation is stopped before it is done.
    pub(crate) times_out: bool,
    /// What is still to be deleted.
    pub(crate) done: Vec<ReceiptHandle>,
    /// Tells wake-ups of before a change apart.
    pub(crate) turn: u32,
}

impl Poller {
    /// How many messages more a receive may bring, 10 at most; none where the batch is complete.
    pub(crate) fn room(&self, spec: &MessageFunctionSpec) -> u32 {
        let most = spec.batch_size.saturating_sub(self.batch.len() as u32);
        if self.over.is_empty() { most.min(10) } else { 0 }
    }

    /// When the batch goes to the function, full or not.
    pub(crate) fn due(&self, spec: &MessageFunctionSpec) -> Option<Instant> {
        self.since.map(|since| since + Duration::from_secs(u64::from(spec.window_seconds)))
    }

    /// Takes messages in, with their bytes in the event. What does not fit any more is for the next batch.
    pub(crate) fn take(&mut self, taken: Vec<(Taken, u64)>, now: Instant) {
        for (one, bytes) in taken {
            let fits = self.batch.is_empty() || event::FRAME + self.event_bytes + bytes <= event::PAYLOAD_MOST;
            if !self.over.is_empty() || !fits {
                self.over.push((one, bytes));
                continue;
            }
            self.since.get_or_insert(now);
            self.event_bytes += bytes;
            self.batch.push(one);
        }
        debug_assert!(self.since.is_some() != self.batch.is_empty(), "a batch begins with its first message");
    }

    /// The batch is done with, one way or the other.
    pub(crate) fn empty(&mut self) -> Vec<Taken> {
        (self.event_bytes, self.since) = (0, None);
        core::mem::take(&mut self.batch)
    }

    /// The next batch begins.
    pub(crate) fn begin_again(&mut self, now: Instant) {
        debug_assert!(self.batch.is_empty() && self.done.is_empty(), "the one before is done with");
        let over = core::mem::take(&mut self.over);
        self.take(over, now);
    }

    /// What did not fit goes back to the queue, too: behind messages of a FIFO queue that come again it is not next.
    pub(crate) fn drop_over(&mut self) {
        self.over.clear();
    }

    /// Bytes that it holds, by lengths: the queue of its messages may be gone.
    pub(crate) fn heap_bytes(&self) -> u64 {
        let held = self.batch.iter().chain(self.over.iter().map(|(taken, _)| taken));
        let bodies: u64 = held.map(|taken| taken.content.bytes_behind()).sum();
        (self.batch.len() + self.over.len() + self.done.len()) as u64 * TAKEN_BYTES + POLLER_BYTES + bodies
    }

    /// When the first message of the batch becomes visible again.
    pub(crate) fn visible_at(&self) -> Option<Instant> {
        self.batch.iter().map(|taken| taken.hidden_until).min()
    }
}
