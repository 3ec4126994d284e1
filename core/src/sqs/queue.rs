//! A queue: its messages, what hides them, and what may be received.
use super::lanes::{Lanes, NO_GROUP};
use super::{Attributes, Event, Message, MessageId, Outbox, quota};
use crate::base::{Duration, Instant};
use crate::engine::TokenBucket;
use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
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
    pub(super) messages: BTreeMap<u64, Message>,
    pub(super) next_copy: u64,
    /// One for each partition of a standard queue; one in all for a FIFO queue.
    pub(super) lanes: Vec<Lanes>,
    pub(super) hidden: BTreeSet<(Instant, u64)>,
    /// Copies in flight, by group.
    pub(super) in_flight: BTreeMap<u32, BTreeSet<u64>>,
    pub(super) flying: u64,
    pub(super) ages: BTreeSet<(Instant, u64)>,
    pub(super) groups: Groups,
    pub(super) known: BTreeMap<DedupKey, Known>,
    pub(super) known_until: VecDeque<(Instant, DedupKey)>,
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
    names: Vec<Arc<str>>,
    numbers: BTreeMap<Arc<str>, u32>,
}

impl Groups {
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let (number, name): (u32, Arc<str>) = (self.names.len() as u32, name.into());
        self.names.push(name.clone());
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
            messages: BTreeMap::new(),
            next_copy: 0,
            lanes: (0..partitions).map(|_| Lanes::default()).collect(),
            hidden: BTreeSet::new(),
            in_flight: BTreeMap::new(),
            flying: 0,
            ages: BTreeSet::new(),
            groups: Groups::default(),
            known: BTreeMap::new(),
            known_until: VecDeque::new(),
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
        self.groups.names.get(group as usize).map(|name| &**name)
    }

    /// The messages, oldest first; one that is stored twice comes twice.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.values()
    }

    /// What it holds at `now`.
    pub fn depth(&self, now: Instant) -> Depth {
        // What has become visible since the last call is counted as such, although nobody has moved it yet.
        let visible_since = self.hidden.iter().take_while(|(until, _)| *until <= now);
        let (mut back, mut due) = (0, 0);
        for (_, copy) in visible_since {
            match self.messages[copy].receive_count {
                0 => due += 1,
                _ => back += 1,
            }
        }
        let delayed = self.hidden.len() as u64 - self.flying;
        Depth {
            approximate_number_of_messages_visible: self.lanes.iter().map(Lanes::len).sum::<u64>() + back + due,
            approximate_number_of_messages_not_visible: self.flying - back,
            approximate_number_of_messages_delayed: delayed - due,
            approximate_age_of_oldest_message: self.ages.first().map_or(0, |(since, _)| now.since(*since).as_millis()),
            approximate_number_of_noisy_groups: self.noisy.len() as u64,
        }
    }

    /// When something that is hidden now may be received.
    pub fn next_visible_at(&self) -> Option<Instant> {
        self.hidden.first().map(|(until, _)| *until)
    }

    /// Puts a message in: hidden, if its time has not come.
    pub(super) fn store(&mut self, message: Message, now: Instant) -> u64 {
        let copy = self.next_copy;
        self.next_copy += 1;
        self.ages.insert((message.retained_from, copy));
        let (partition, group, order) = (message.partition, message.group.unwrap_or(NO_GROUP), message.order);
        let hidden_until = message.hidden_until;
        self.messages.insert(copy, message);
        if hidden_until > now {
            self.hidden.insert((hidden_until, copy));
        } else {
            self.lanes[partition as usize].push(group, order, copy);
        }
        copy
    }

    /// Takes a message out, wherever it is.
    pub(super) fn take_out(&mut self, copy: u64) -> Option<Message> {
        let message = self.messages.remove(&copy)?;
        self.ages.remove(&(message.retained_from, copy));
        let group = message.group.unwrap_or(NO_GROUP);
        if self.hidden.remove(&(message.hidden_until, copy)) {
            self.lands(group, copy);
        } else {
            self.lanes[message.partition as usize].remove(group, message.order, copy);
        }
        Some(message)
    }

    /// Hides a message that has just been received, or hides it anew.
    pub(super) fn hide(&mut self, copy: u64, until: Instant) {
        let Some(message) = self.messages.get_mut(&copy) else { return };
        let (group, before) = (message.group.unwrap_or(NO_GROUP), message.hidden_until);
        message.hidden_until = until;
        let (partition, order) = (message.partition as usize, message.order);
        if !self.hidden.remove(&(before, copy)) {
            self.lanes[partition].remove(group, order, copy);
        }
        self.hidden.insert((until, copy));
        if self.in_flight.entry(group).or_default().insert(copy) {
            self.flying += 1;
        }
        if self.attributes.fifo {
            self.lanes[0].lock(group, true);
        }
    }

    /// A copy is not in flight any more.
    fn lands(&mut self, group: u32, copy: u64) {
        let Some(copies) = self.in_flight.get_mut(&group) else { return };
        if !copies.remove(&copy) {
            return;
        }
        self.flying -= 1;
        if copies.is_empty() {
            self.in_flight.remove(&group);
            if self.attributes.fifo {
                self.lanes[0].lock(group, false);
            }
        }
    }

    /// Brings everything to `now`: what was hidden comes back, what is too old goes.
    pub(super) fn refresh(&mut self, now: Instant, out: &mut dyn Outbox) {
        while let Some(&(until, copy)) = self.hidden.first().filter(|(until, _)| *until <= now) {
            self.hidden.remove(&(until, copy));
            let Some(message) = self.messages.get_mut(&copy) else { continue };
            let goes_back = self.attributes.redrive_policy.as_ref();
            let goes_back = goes_back.is_some_and(|policy| policy.max_receive_count > quota::BACK_OF_QUEUE);
            if !self.attributes.fifo && goes_back && message.receive_count >= quota::BACK_OF_QUEUE {
                message.order = self.next_copy;
                self.next_copy += 1;
            }
            let (partition, group, order) = (message.partition, message.group.unwrap_or(NO_GROUP), message.order);
            self.lands(group, copy);
            self.lanes[partition as usize].push(group, order, copy);
        }
        self.calm_down(now);
        let retention = Duration::from_secs(u64::from(self.attributes.message_retention_period));
        let mut expired = 0;
        while let Some(&(since, copy)) = self.ages.first().filter(|(since, _)| now.since(*since) >= retention) {
            self.ages.remove(&(since, copy));
            self.take_out(copy);
            expired += 1;
        }
        if expired > 0 {
            self.total.expired += expired;
            out.emit(Event::Expired { queue: self.id, messages: expired });
        }
        while let Some((_, key)) = self.known_until.pop_front_if(|(until, _)| *until <= now) {
            if self.known.get(&key).is_some_and(|known| known.until <= now) {
                self.known.remove(&key);
            }
        }
        self.attempts.retain(|_, (until, _)| *until > now);
    }

    /// Groups whose backlog is gone, or that have been noisy for long enough, are quiet again.
    fn calm_down(&mut self, now: Instant) {
        let backlog = |group: &u32| self.lanes.iter().any(|lanes| lanes.first_of(*group).is_some());
        let over = self.noisy.iter().filter(|(group, until)| **until <= now || !backlog(group));
        let over: Vec<u32> = over.map(|(group, _)| *group).collect();
        for group in over {
            self.noisy.remove(&group);
            self.lanes.iter_mut().for_each(|lanes| lanes.set_noisy(group, false));
        }
    }

    /// Whether a call of an action fits into the queue's throughput; standard queues take any number.
    pub(super) fn admits(&mut self, action: Action, partition: u32, per_second: u32, now: Instant) -> bool {
        let bucket = self.buckets.entry((action, partition)).or_insert_with(|| TokenBucket::full(per_second, now));
        bucket.refill(now);
        bucket.admits(1)
    }

    pub(super) fn spend(&mut self, action: Action, partition: u32) {
        if let Some(bucket) = self.buckets.get_mut(&(action, partition)) {
            bucket.take(1);
        }
    }

    /// Live bytes on the heap, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        let content = |message: &Message| match &message.content {
            super::Content::Made { .. } => 0,
            super::Content::Supplied(_) => u64::from(message.bytes) + 64,
        };
        let supplied: u64 =
            if self.total.sent_message_size == 0 { 0 } else { self.messages.values().map(content).sum() };
        let each = (size_of::<Message>() + 3 * 32) as u64;
        self.messages.len() as u64 * each
            + supplied
            + self.known.len() as u64 * 160
            + self.groups.names.len() as u64 * 96
    }
}
