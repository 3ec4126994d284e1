//! A worker's record processor of one shard.
use crate::base::{Duration, Instant};
use crate::client::Fetched;
use crate::kinesis::{ShardId, ShardIterator, SubscriptionId};
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What a processor waits for before it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Its shard's parents have not been read to the end.
    Parents,
    /// The worker before it writes its last checkpoint, until then at the latest.
    HandOff(Instant),
    Nothing,
}

/// Records that are being worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub from: u64,
    pub to: u64,
    pub since: Instant,
    pub ends_at: Instant,
    /// With the last records of a closed shard: its children.
    pub end: Option<Vec<ShardId>>,
}

/// A processor. Fields are read by views; only `sim` changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Processor {
    pub shard: ShardId,
    /// The lease's counter, as this worker wrote it last, and when.
    pub counter: u64,
    pub renewed_at: Instant,
    pub wait: Wait,
    /// Ordinal of the next record that is read; none until the checkpoint has been looked up.
    pub position: Option<u64>,
    pub batch: Option<Batch>,
    pub millis_behind_latest: u64,
    pub checkpointed_at: Instant,
    /// Up to where a checkpoint was written.
    pub checkpointed: u64,
    pub fetched_at: Instant,
    /// Somebody else owns the lease: this one may write its last checkpoint.
    pub leaving: bool,
    pub(crate) iterator: Option<ShardIterator>,
    pub(crate) subscription: Option<SubscriptionId>,
    /// The answer that is on its way.
    pub(crate) under_way: Option<Box<Fetched>>,
    /// Numbers what it is woken for, so that a timer of before a change is recognised as old.
    pub(crate) turn: u32,
}

impl Processor {
    pub(crate) fn new(shard: ShardId, counter: u64, wait: Wait, now: Instant) -> Self {
        Self {
            shard,
            counter,
            renewed_at: now,
            wait,
            position: None,
            batch: None,
            millis_behind_latest: 0,
            checkpointed_at: now,
            checkpointed: 0,
            fetched_at: now,
            leaving: false,
            iterator: None,
            subscription: None,
            under_way: None,
            turn: 0,
        }
    }

    /// Ordinal up to which the work is done at `now`.
    pub fn processed(&self, now: Instant) -> Option<u64> {
        let Some(batch) = &self.batch else { return self.position };
        let (done, all) = (now.since(batch.since).as_micros(), batch.ends_at.since(batch.since).as_micros().max(1));
        let records = batch.to - batch.from;
        Some(batch.from + (u128::from(records) * u128::from(done.min(all)) / u128::from(all)) as u64)
    }

    /// Whether a checkpoint is due: so much time has passed since the last one.
    pub(crate) fn is_due(&self, now: Instant, every: Duration) -> bool {
        now.since(self.checkpointed_at) >= every
    }
}
