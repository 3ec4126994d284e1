//! A queue: its messages, what hides them, and what may be received.
use super::lines::{Lines, NO_GROUP, Place};
use super::{Attributes, Message, quota};
use crate::base::Instant;
use crate::engine::{ChunkMap, TokenBucket};
use crate::message::MessageId;
use crate::wire::texts_weight;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A queue's number within its account: never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QueueId(pub u32);

/// Totals since the queue was created, by CloudWatch's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub number_of_messages_sent: u64,
    pub number_of_messages_received: u64,
    pub number_of_messages_deleted: u64,
    pub number_of_empty_receives: u64,
    /// Ours, those of them that missed something: short polls of a standard queue with messages visible at that moment, and receives
    /// of a FIFO queue with groups of which one is in flight while others wait.
    pub empty_though_visible: u64,
    /// Bytes.
    pub sent_message_size: u64,
    /// Messages that a deduplication id kept out.
    pub deduplicated: u64,
    /// Messages that were stored twice, as standard queues do now and then.
    pub stored_twice: u64,
    pub moved_to_dead_letter_queue: u64,
    pub expired: u64,
    /// Calls, for the bill: each 64 KiB of a call's messages is one.
    pub requests: u64,
    /// Calls refused for the throughput of a FIFO queue.
    pub throttled: u64,
}

/// What a queue holds now, by CloudWatch's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Depth {
    pub approximate_number_of_messages_visible: u64,
    pub approximate_number_of_messages_not_visible: u64,
    pub approximate_number_of_messages_delayed: u64,
    /// Milliseconds.
    pub approximate_age_of_oldest_message: u64,
    pub approximate_number_of_noisy_groups: u64,
}

/// Actions of which a FIFO queue takes so many a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Action {
    Send,
    Receive,
    Delete,
}

/// Until when a deduplication id counts, and which message it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub until: Instant,
    pub id: MessageId,
    pub sequence_number: u64,
}

/// A deduplication id, with the group that it is good for where it is not good for the whole queue.
pub(super) type DedupKey = (Option<u32>, Arc<str>);

/// A queue. Fields are read by views; only the service changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    pub id: QueueId,
    pub name: String,
    pub created_at: Instant,
    pub modified_at: Instant,
    pub attributes: Attributes,
    pub tags: BTreeMap<String, String>,
    pub total: Counts,
    /// By copy: some messages of a standard queue are stored twice.
    pub(super) messages: ChunkMap<u64, Message, 168>,
    /// Bytes that messages point to: what users supplied, and deduplication ids.
    pub(super) message_bytes: u64,
    pub(super) next_copy: u64,
    /// One for each partition of a standard queue; one in all for a FIFO queue.
    pub(super) lines: Vec<Lines>,
    pub(super) hidden: ChunkMap<(Instant, u64), (), 16>,
    /// Copies in flight by group and place, and how many of each group.
    pub(super) in_flight: ChunkMap<Place, (), 24>,
    pub(super) in_flight_of: ChunkMap<u32, u64, 16>,
    pub(super) in_flight_now: u64,
    pub(super) ages: ChunkMap<(Instant, u64), (), 16>,
    /// When copies came that another queue had before. Ages count from here; retention may count from when they were sent.
    pub(super) moved_in: ChunkMap<u64, Instant, 16>,
    pub(super) groups: Groups,
    pub(super) known: ChunkMap<DedupKey, Known, 48>,
    /// When a deduplication id is forgotten, in the order of the messages.
    pub(super) known_until: ChunkMap<(Instant, u64), DedupKey, 40>,
    /// Bytes of deduplication ids.
    pub(super) known_bytes: u64,
    /// Noisy groups, and until when they are at most.
    pub(super) noisy: BTreeMap<u32, Instant>,
    pub(super) buckets: BTreeMap<(Action, u32), TokenBucket>,
    pub(super) attempts: BTreeMap<Arc<str>, (Instant, Vec<super::ReceiptHandle>)>,
    pub(super) purged_at: Option<Instant>,
    /// When those who wait are to be served next.
    pub(super) alarm: Option<Instant>,
    pub(super) next_sequence: u64,
}

/// Names of message groups, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups {
    names: ChunkMap<u32, Arc<str>, 24>,
    numbers: ChunkMap<Arc<str>, u32, 24>,
    bytes: u64,
}

impl Groups {
    pub fn number(&mut self, name: &str) -> u32 {
        let (number, name): (u32, Arc<str>) = (self.names.len() as u32, name.into());
        if let Some(number) = self.numbers.get(&name) {
            return *number;
        }
        self.bytes += text_bytes(&name);
        debug_assert!(!self.names.contains_key(&number), "a number is new");
        self.names.insert(number, name.clone());
        self.numbers.insert(name, number);
        number
    }
}

impl Queue {
    pub(super) fn new(id: QueueId, name: &str, attributes: Attributes, now: Instant) -> Self {
        let partitions = if attributes.fifo { 1 } else { quota::PARTITIONS };
        Self {
            id,
            name: name.into(),
            created_at: now,
            modified_at: now,
            attributes,
            tags: BTreeMap::new(),
            total: Counts::default(),
            messages: ChunkMap::default(),
            message_bytes: 0,
            next_copy: 0,
            lines: (0..partitions).map(|_| Lines::default()).collect(),
            hidden: ChunkMap::default(),
            in_flight: ChunkMap::default(),
            in_flight_of: ChunkMap::default(),
            in_flight_now: 0,
            ages: ChunkMap::default(),
            moved_in: ChunkMap::default(),
            groups: Groups::default(),
            known: ChunkMap::default(),
            known_until: ChunkMap::default(),
            known_bytes: 0,
            noisy: BTreeMap::new(),
            buckets: BTreeMap::new(),
            attempts: BTreeMap::new(),
            purged_at: None,
            alarm: None,
            next_sequence: 0,
        }
    }

    pub const fn is_fifo(&self) -> bool {
        self.attributes.fifo
    }

    /// The name of a message's group.
    pub fn group_name(&self, group: u32) -> Option<&str> {
        self.groups.names.get(&group).map(|name| &**name)
    }

    /// The messages, oldest first; one that is stored twice comes twice.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.values()
    }

    /// The same by the numbers of their copies: a standard queue stores some messages twice.
    pub const fn copies(&self) -> &ChunkMap<u64, Message, 168> {
        &self.messages
    }

    /// What it holds at `now`.
    pub fn depth(&self, now: Instant) -> Depth {
        // What has become visible since the last call is counted as such, although nobody has moved it yet.
        let visible_since = self.hidden.keys().take_while(|(until, _)| *until <= now);
        let (mut back, mut due) = (0, 0);
        for message in visible_since.filter_map(|(_, copy)| self.messages.get(copy)) {
            match message.receive_count {
                0 => due += 1,
                _ => back += 1,
            }
        }
        let delayed = self.hidden.len() - self.in_flight_now;
        Depth {
            approximate_number_of_messages_visible: self.lines.iter().map(Lines::len).sum::<u64>() + back + due,
            approximate_number_of_messages_not_visible: self.in_flight_now - back,
            approximate_number_of_messages_delayed: delayed - due,
            approximate_age_of_oldest_message: self.oldest_since().map_or(0, |since| now.since(since).as_millis()),
            approximate_number_of_noisy_groups: self.noisy.len() as u64,
        }
    }

    /// Since when the oldest message is in this queue: copies are numbered as they come. Source: SQS developer guide,
    /// "Setting up dead-letter queue retention".
    fn oldest_since(&self) -> Option<Instant> {
        let (copy, message) = self.messages.first()?;
        Some(self.moved_in.get(copy).copied().unwrap_or(message.retained_from))
    }

    /// When something that is hidden now may be received.
    pub fn next_visible_at(&self) -> Option<Instant> {
        self.hidden.first().map(|((until, _), ())| *until)
    }

    /// Puts a message in: hidden, if its time has not come.
    pub(super) fn store(&mut self, message: Message, now: Instant) -> u64 {
        let copy = self.next_copy;
        self.next_copy += 1;
        debug_assert!(!self.messages.contains_key(&copy), "a number is new");
        self.ages.insert((message.retained_from, copy), ());
        self.message_bytes += message.bytes_behind();
        let (partition, group, order) = (message.partition, message.group.unwrap_or(NO_GROUP), message.order);
        let hidden_until = message.hidden_until;
        self.messages.insert(copy, message);
        if hidden_until > now {
            self.hidden.insert((hidden_until, copy), ());
        } else {
            self.lines[partition as usize].push(group, order, copy);
        }
        copy
    }

    /// Takes a message out, wherever it is.
    pub(super) fn take_out(&mut self, copy: u64) -> Option<Message> {
        let message = self.messages.remove(&copy)?;
        self.ages.remove(&(message.retained_from, copy));
        self.moved_in.remove(&copy);
        debug_assert!(self.message_bytes >= message.bytes_behind(), "what goes was counted");
        self.message_bytes -= message.bytes_behind();
        let group = message.group.unwrap_or(NO_GROUP);
        if self.hidden.remove(&(message.hidden_until, copy)).is_some() {
            self.lands((group, message.order, copy));
        } else {
            self.lines[message.partition as usize].remove(group, message.order, copy);
        }
        Some(message)
    }

    /// Whether a call of an action fits into the queue's throughput; standard queues take any number.
    pub(super) fn admits(&mut self, action: Action, partition: u32, per_second: u32, now: Instant) -> bool {
        let bucket = self.buckets.entry((action, partition)).or_insert_with(|| TokenBucket::full(per_second, now));
        bucket.refill(now);
        bucket.admits(1)
    }

    pub(super) fn spend(&mut self, action: Action, partition: u32) {
        if let Some(bucket) = self.buckets.get_mut(&(action, partition)) {
            debug_assert!(bucket.admits(1), "only what is admitted is spent");
            bucket.take(1);
        }
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        let indexes = self.hidden.heap_bytes()
            + self.in_flight.heap_bytes()
            + self.in_flight_of.heap_bytes()
            + self.ages.heap_bytes()
            + self.moved_in.heap_bytes();
        let lines: u64 = self.lines.iter().map(Lines::heap_bytes).sum();
        let known = self.known.heap_bytes() + self.known_until.heap_bytes() + self.known_bytes;
        self.messages.heap_bytes()
            + self.message_bytes
            + indexes
            + lines
            + known
            + self.groups.heap_bytes()
            + self.own_bytes()
    }

    /// Bytes that this copy keeps alive beside another.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        let messages = self.messages.bytes_beside(&other.messages, |_, message| message.bytes_behind());
        let indexes = self.hidden.bytes_beside(&other.hidden, |_, ()| 0)
            + self.in_flight.bytes_beside(&other.in_flight, |_, ()| 0)
            + self.in_flight_of.bytes_beside(&other.in_flight_of, |_, _| 0)
            + self.ages.bytes_beside(&other.ages, |_, ()| 0)
            + self.moved_in.bytes_beside(&other.moved_in, |_, _| 0);
        let lines: u64 = self.lines.iter().zip(&other.lines).map(|(own, other)| own.bytes_beside(other)).sum();
        let known = self.known.bytes_beside(&other.known, |(_, id), _| text_bytes(id))
            + self.known_until.bytes_beside(&other.known_until, |_, _| 0);
        messages + indexes + lines + known + self.groups.bytes_beside(&other.groups) + self.own_bytes()
    }

    /// Bytes of what every copy has for itself.
    fn own_bytes(&self) -> u64 {
        let texts = texts_weight(&self.tags) + texts_weight(&self.attributes.others);
        let attempts: usize = self.attempts.values().map(|(_, handles)| handles.len() * 16 + 128).sum();
        let small = (self.buckets.len() + self.noisy.len()) * 64;
        (self.name.len() + attempts + small) as u64 + texts + QUEUE_BYTES
    }

    /// Fails where what the queue keeps of its messages does not agree.
    pub fn check(&self) {
        let in_lanes: u64 = self.lines.iter().map(Lines::len).sum();
        assert_eq!(self.messages.len(), self.hidden.len() + in_lanes, "each message is hidden, or in a line");
        assert_eq!(self.messages.len(), self.ages.len());
        assert!(self.moved_in.keys().all(|copy| self.messages.contains_key(copy)), "only what is here was moved here");
        assert_eq!(self.in_flight_now, self.in_flight.len());
        assert_eq!(self.in_flight_now, self.in_flight_of.values().sum::<u64>());
        assert!(self.in_flight.len() <= self.hidden.len(), "what is in flight is hidden");
        assert_eq!(self.message_bytes, self.messages.values().map(Message::bytes_behind).sum::<u64>());
        assert_eq!(self.known_bytes, self.known_until.values().map(|(_, id)| text_bytes(id)).sum::<u64>());
    }
}

/// Bytes of a queue with nothing in it: its fields, attributes, and lines.
const QUEUE_BYTES: u64 = 2_048;

/// Bytes of a text that several places point to.
pub(super) fn text_bytes(text: &str) -> u64 {
    text.len() as u64 + 32
}

impl Groups {
    fn heap_bytes(&self) -> u64 {
        self.names.heap_bytes() + self.numbers.heap_bytes() + self.bytes
    }
    fn bytes_beside(&self, other: &Self) -> u64 {
        self.names.bytes_beside(&other.names, |_, _| 0)
            + self.numbers.bytes_beside(&other.numbers, |name, _| text_bytes(name))
    }
}
