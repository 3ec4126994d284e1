//! An event source mapping: a poller for each shard, with lanes of batches.
use super::{MappingSpec, WAITING_MOST, Window, WindowResult, event};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::kcl::Results;
use crate::client::{Fetched, Propagation, Refusals};
use crate::kinesis::{ShardId, ShardIterator, StreamId, SubscriptionId};
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::vec::Vec;
use serde::Serialize;

/// Why records were given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Why {
    /// `RetryAttemptsExhausted`.
    Retries,
    /// `RecordAgeExceeded`.
    Age,
    /// One record whose event is larger than what a function takes.
    Size,
}

/// Something that happened in a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Event {
    /// The function was given so many records, the first with this ordinal.
    Invoked {
        shard: ShardId,
        lane: u32,
        first: u64,
        records: u32,
    },
    /// It has processed a batch, or of a failing one what came before the failure.
    Processed {
        shard: ShardId,
        lane: u32,
        records: u32,
        duplicates: u32,
        /// Records that are not given to the function again.
        finished: u32,
    },
    Failed {
        shard: ShardId,
        first: u64,
        records: u32,
    },
    Bisected {
        shard: ShardId,
        records: u32,
    },
    Discarded {
        shard: ShardId,
        first: u64,
        records: u32,
        why: Why,
    },
    /// Its concurrency is used up.
    Throttled {
        shard: ShardId,
    },
    /// A tumbling window's final invocation is over.
    WindowClosed {
        shard: ShardId,
        start: Instant,
        records: u64,
        sum: u64,
    },
    Ended {
        shard: ShardId,
    },
}

/// What an on-failure destination is told: no data, only where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discarded {
    pub shard: ShardId,
    pub first: u64,
    pub last: u64,
    pub records: u32,
    pub at: Instant,
    pub why: Why,
}

/// A batch that the function works on, or is to be given again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// In the order of the shard.
    pub ordinals: Vec<u64>,
    /// How often it has failed.
    pub attempts: u32,
    /// Until when it runs; it waits for the next attempt where none.
    pub ends_at: Option<Instant>,
    /// Whether it is one record that no function can be given.
    pub is_too_large: bool,
}

/// One of a shard's lanes: keys that hash here, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Records that wait for a batch of their own, with their bytes in the function's event, and when each was read.
    pub waiting: VecDeque<(u64, u32, Instant)>,
    /// Parts of a batch that was cut in two: they come first.
    pub parts: VecDeque<Invocation>,
    pub batch: Option<Invocation>,
    pub(crate) turn: u32,
}

/// A shard's poller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardPoller {
    /// Ordinal of the next record that is read.
    pub position: u64,
    pub lanes: Vec<Lane>,
    /// At the end of a closed shard: its children.
    pub end: Option<Vec<ShardId>>,
    pub millis_behind_latest: u64,
    /// With tumbling windows: the one that is open.
    pub window: Option<Window>,
    pub(crate) iterator: Option<ShardIterator>,
    /// With a consumer: what its records are pushed by.
    pub subscription: Option<SubscriptionId>,
    /// Whether the subscription holds back until there is room.
    pub(crate) holds: bool,
    /// The answer that is on its way.
    pub(crate) under_way: Option<Box<Fetched>>,
}

/// Totals since the mapping was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MappingStats {
    pub invocations: u64,
    pub errors: u64,
    pub throttles: u64,
    pub discarded: u64,
    /// Most invocations at once.
    pub most_at_once: u32,
}

/// A mapping. Fields are read by views; only `sim` changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub id: ActorId,
    pub spec: MappingSpec,
    pub stream: StreamId,
    pub shards: BTreeMap<ShardId, ShardPoller>,
    /// Shards that have been processed to their end.
    pub ended: BTreeSet<ShardId>,
    pub results: Results,
    pub poison: BTreeSet<(ShardId, u64)>,
    pub stats: MappingStats,
    pub refusals: Refusals,
    /// Of the discarded records those that were too old to be tried again, those that were too large for an event, and those
    /// that were never processed.
    pub discarded_for_age: u64,
    pub discarded_for_size: u64,
    pub discarded_unprocessed: u64,
    /// The on-failure destination, the newest last; a thousand at most.
    pub destination: VecDeque<Discarded>,
    /// Results of tumbling windows, the newest last; a thousand at most.
    pub windows: VecDeque<WindowResult>,
    pub propagation: Propagation,
    pub running: u32,
    pub(crate) started: bool,
    /// Whether its consumer was registered for it.
    pub(crate) registered: bool,
}

impl Mapping {
    pub(crate) fn new(id: ActorId, spec: MappingSpec, stream: StreamId) -> Self {
        let results = Results::new(spec.idempotence);
        Self {
            id,
            spec,
            stream,
            shards: BTreeMap::new(),
            ended: BTreeSet::new(),
            results,
            poison: BTreeSet::new(),
            stats: MappingStats::default(),
            refusals: Refusals::default(),
            discarded_for_age: 0,
            discarded_for_size: 0,
            discarded_unprocessed: 0,
            destination: VecDeque::new(),
            windows: VecDeque::new(),
            propagation: Propagation::default(),
            running: 0,
            started: false,
            registered: false,
        }
    }

    /// Shards with a batch that has failed, and how often the worst of them has.
    pub fn failing(&self) -> impl Iterator<Item = (ShardId, u32)> {
        let attempts = self.shards.iter().map(|(shard, poller)| {
            let batches = poller.lanes.iter().filter_map(|lane| lane.batch.as_ref());
            (*shard, batches.map(|batch| batch.attempts).max().unwrap_or(0))
        });
        attempts.filter(|(_, attempts)| *attempts > 0)
    }

    /// The checkpoint: ordinal up to which everything in a shard has been processed or given up.
    pub fn processed(&self, shard: ShardId) -> Option<u64> {
        let poller = self.shards.get(&shard)?;
        Some(poller.lanes.iter().filter_map(Lane::first).min().unwrap_or(poller.position))
    }

    /// Live bytes on the heap, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        let waiting =
            |poller: &ShardPoller| poller.lanes.iter().map(|lane| lane.waiting.len() * 24 + 80).sum::<usize>();
        self.results.heap_bytes() + self.shards.values().map(|poller| waiting(poller) as u64).sum::<u64>()
    }
}

/// Bytes of an event with one record that waits.
fn bytes_of((_, size, _): &(u64, u32, Instant)) -> u64 {
    event::FRAME + u64::from(*size)
}

impl ShardPoller {
    pub(crate) fn new(position: u64, lanes: u32) -> Self {
        let lanes = (0..lanes).map(|_| Lane::default()).collect();
        Self {
            position,
            lanes,
            end: None,
            millis_behind_latest: 0,
            window: None,
            iterator: None,
            subscription: None,
            holds: false,
            under_way: None,
        }
    }

    /// How many records more may wait for the function.
    pub(crate) fn room(&self) -> u64 {
        let waiting: usize = self.lanes.iter().map(|lane| lane.waiting.len()).sum();
        WAITING_MOST.saturating_sub(waiting as u64)
    }

    /// Whether nothing of the shard is left.
    pub(crate) fn is_done(&self) -> bool {
        self.end.is_some() && self.window.is_none() && self.lanes.iter().all(Lane::is_empty)
    }
}

impl Lane {
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.parts.is_empty() && self.batch.is_none()
    }

    /// The oldest record that is under way or waits.
    pub(crate) fn first(&self) -> Option<u64> {
        let batch = self.batch.iter().chain(&self.parts).filter_map(|batch| batch.ordinals.first().copied()).min();
        batch.into_iter().chain(self.waiting.front().map(|(ordinal, ..)| *ordinal)).min()
    }

    /// The next batch of records before ordinal `before`, if it is full, or has waited long enough; else when that will be.
    pub(crate) fn next_batch(
        &mut self,
        spec: &MappingSpec,
        now: Instant,
        no_more: bool,
        before: u64,
    ) -> Result<Invocation, Option<Instant>> {
        if let Some(part) = self.parts.pop_front() {
            return Ok(part);
        }
        let Some((_, _, first)) = self.waiting.front() else { return Err(None) };
        let due = *first + Duration::from_secs(u64::from(spec.window_seconds));
        let (mut count, mut bytes) = (0, event::FRAME);
        let within = self.waiting.iter().take_while(|(ordinal, ..)| *ordinal < before);
        for (_, size, _) in within.take(spec.batch_size as usize) {
            bytes += u64::from(*size);
            if count > 0 && bytes > event::PAYLOAD_MOST {
                break;
            }
            count += 1;
        }
        let full = count == spec.batch_size as usize || bytes > event::PAYLOAD_MOST;
        let window_is_full = count < self.waiting.len().min(spec.batch_size as usize);
        if !full && !window_is_full && !no_more && now < due {
            return Err(Some(due));
        }
        let is_too_large = count == 1 && bytes_of(&self.waiting[0]) > event::PAYLOAD_MOST;
        let ordinals = self.waiting.drain(..count).map(|(ordinal, ..)| ordinal).collect();
        debug_assert!(count <= spec.batch_size as usize, "no more than the batch size");
        Ok(Invocation { ordinals, attempts: 0, ends_at: None, is_too_large })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_is_empty_when_nothing_waits_and_nothing_is_under_way() {
        let batch = || Invocation { ordinals: alloc::vec![7], attempts: 0, ends_at: None, is_too_large: false };
        let waiting = || VecDeque::from([(7, 100, Instant::from_secs(1))]);
        assert!(Lane::default().is_empty());
        assert!(!Lane { waiting: waiting(), ..Lane::default() }.is_empty());
        assert!(!Lane { parts: VecDeque::from([batch()]), ..Lane::default() }.is_empty());
        assert!(!Lane { batch: Some(batch()), ..Lane::default() }.is_empty());
    }
}
