//! A function that messages invoke: what it and its mapping keep.
use super::{BATCHES_FIRST, Doing, MessageFunctionSpec, Poller, event};
use crate::base::{Instant, below, mix};
use crate::client::kcl::{Delivered, Results};
use crate::client::{ActorId, Source};
use crate::engine::ChunkMap;
use crate::kinesis::ShardId;
use crate::message::{Content, MessageId};
use crate::service::Contents;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use serde::Serialize;

/// Totals since the function was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MessageFunctionStats {
    pub invocations: u64,
    /// Invocations that failed, those among them that ran out of time, and messages that were to be processed again for it.
    pub errors: u64,
    pub timeouts: u64,
    pub failed_messages: u64,
    pub throttles: u64,
    /// Messages of throttled batches that went back to the queue.
    pub dropped: u64,
    /// Messages that were deleted from the queue.
    pub deleted: u64,
    /// `AsyncEventsReceived`, and of them those that were given up.
    pub async_events_received: u64,
    pub async_events_dropped: u64,
    /// Most invocations at once.
    pub most_at_once: u32,
}

/// A message of a topic that waits for an invocation, or is worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingEvent {
    pub content: Content,
    pub message: MessageId,
    pub received_at: Instant,
    /// How often the function has failed at it, and how often it was throttled since.
    pub attempts: u32,
    pub throttles: u32,
    /// Until when it is worked on, and whether that is stopped before it is done.
    pub runs_until: Option<Instant>,
    pub(crate) times_out: bool,
}

/// What counts for an event that waits.
const EVENT_BYTES: u64 = 96;

/// A function that messages invoke. Fields are read by views; only `sim` changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageFunction {
    pub id: ActorId,
    pub spec: MessageFunctionSpec,
    pub pollers: BTreeMap<u32, Poller>,
    /// Batches of the queue that there may be at once.
    pub batches: u32,
    /// Invocations that run.
    pub running: u32,
    pub stats: MessageFunctionStats,
    pub results: Results,
    /// What topics have invoked it with, by number.
    pub events: ChunkMap<u64, WaitingEvent, EVENT_BYTES>,
    pub(crate) event_bytes: u64,
    pub(crate) next_event: u64,
    pub(crate) next_poller: u32,
    /// Whether a batch failed or was throttled since the mapping last looked.
    pub(crate) is_backing_off: bool,
    /// Whether a receive brought messages since then.
    pub(crate) has_received: bool,
    /// Attempts so far: with the message, what decides whether one fails.
    pub(crate) attempts: u64,
}

impl MessageFunction {
    pub(crate) fn new(id: ActorId, spec: MessageFunctionSpec) -> Self {
        let batches = BATCHES_FIRST.min(spec.batches_most());
        Self {
            id,
            results: Results::new(spec.idempotence),
            spec,
            pollers: BTreeMap::new(),
            batches,
            running: 0,
            stats: MessageFunctionStats::default(),
            events: ChunkMap::default(),
            event_bytes: 0,
            next_event: 0,
            next_poller: 0,
            is_backing_off: false,
            has_received: false,
            attempts: 0,
        }
    }

    /// Batches of the queue that the function works on.
    pub fn batches_running(&self) -> u32 {
        self.pollers.values().filter(|poller| matches!(poller.doing, Doing::Invokes(_))).count() as u32
    }

    /// Events of topics that wait for an invocation.
    pub fn events_waiting(&self) -> u64 {
        // What runs is a batch of the queue or an event.
        self.events.len() - u64::from(self.running - self.batches_running())
    }

    /// Whether the function fails at a message now; what is poison fails each time.
    pub(crate) fn fails_at(&mut self, seed: u64, message: MessageId) -> bool {
        self.attempts += 1;
        let of = mix(seed ^ u64::from(self.id.0) << 32, message.0);
        below(mix(of, 1), 1_000) < self.spec.poison_per_mille.into()
            || below(mix(of, 1 + self.attempts), 1_000) < self.spec.failures_per_mille.into()
    }

    /// Live bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        let pollers: u64 = self.pollers.values().map(Poller::heap_bytes).sum();
        self.results.heap_bytes() + pollers + self.own_bytes()
    }

    fn own_bytes(&self) -> u64 {
        self.events.heap_bytes() + self.event_bytes + 1_024
    }

    /// Bytes that this copy keeps alive beside another of the same function.
    pub(crate) fn bytes_beside(&self, other: &Self) -> u64 {
        let events = self.events.bytes_beside(&other.events, |_, event| event.content.bytes_behind());
        self.heap_bytes() - self.events.heap_bytes() - self.event_bytes + events
    }

    pub(crate) fn keep_event(&mut self, number: u64, event: WaitingEvent) {
        self.event_bytes += event.content.bytes_behind();
        let before = self.events.insert(number, event);
        debug_assert!(before.is_none(), "a number is new");
    }

    pub(crate) fn drop_event(&mut self, number: u64) -> Option<WaitingEvent> {
        let event = self.events.remove(&number)?;
        debug_assert!(self.event_bytes >= event.content.bytes_behind(), "what is kept is counted");
        self.event_bytes -= event.content.bytes_behind();
        Some(event)
    }
}

/// A message as results know it: by its id, and by what it is about: what made it knows; of a user's message its group.
pub(crate) fn delivered<'a>(
    message: MessageId,
    content: &'a Content,
    group: Option<&'a str>,
    sources: &'a [Arc<Source>],
) -> Delivered<'a> {
    use crate::client::kcl::Content as Known;
    let content = match content {
        Content::Made { source, index } => Known::Made(&sources[usize::from(*source)], *index),
        Content::Supplied(supplied) => {
            let bytes = supplied.body.len() as u32;
            group.map_or(Known::Packed { bytes }, |group| Known::Written { partition_key: group.as_bytes(), bytes })
        }
    };
    Delivered { shard: ShardId(0), ordinal: message.0, sub: 0, content }
}

/// Bytes of a message in the event that the function gets.
pub(crate) fn event_bytes(queue_name: &str, content: &Content, bytes: u32, contents: &dyn Contents) -> u64 {
    let supplied = crate::message::supplied(contents, content);
    event::message_bytes(queue_name, &supplied.body, bytes)
}
