//! How often an operation may be called.
use super::{Error, StreamId, quota};
use crate::base::Instant;
use crate::engine::TokenBucket;
use alloc::collections::BTreeMap;
use alloc::format;

/// An operation of the control plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    CreateStream,
    DeleteStream,
    DescribeStream,
    DescribeStreamSummary,
    ListStreams,
    ListShards,
    SplitShard,
    MergeShards,
    UpdateShardCount,
    IncreaseStreamRetentionPeriod,
    DecreaseStreamRetentionPeriod,
    DescribeLimits,
    AddTagsToStream,
    RemoveTagsFromStream,
    ListTagsForStream,
    StartStreamEncryption,
    StopStreamEncryption,
    UpdateStreamMode,
    UpdateMaxRecordSize,
    EnableEnhancedMonitoring,
    DisableEnhancedMonitoring,
    RegisterStreamConsumer,
    DeregisterStreamConsumer,
    DescribeStreamConsumer,
    ListStreamConsumers,
    PutResourcePolicy,
    GetResourcePolicy,
    DeleteResourcePolicy,
}

/// What a call rate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallScope {
    Account,
    Stream,
}

/// The call rates in use; an operation that was never called has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls(BTreeMap<(Operation, Option<StreamId>), TokenBucket>);

impl Calls {
    /// Counts one call; `LimitExceeded` where the operation was called too often.
    pub fn admit(&mut self, operation: Operation, stream: Option<StreamId>, now: Instant) -> Result<(), Error> {
        let (per_second, scope) = quota::calls_per_second(operation);
        debug_assert!(per_second > 0, "{operation:?} has a rate");
        let stream = stream.filter(|_| scope == CallScope::Stream);
        let bucket = self.0.entry((operation, stream)).or_insert_with(|| TokenBucket::full(per_second, now));
        bucket.try_one(now).map_err(|_| {
            let of = if scope == CallScope::Stream { "stream" } else { "account" };
            Error::LimitExceeded(format!("Rate exceeded for {operation:?}: {per_second} calls per second and {of}."))
        })
    }
    /// Forgets the rates of a stream that is gone.
    pub fn forget(&mut self, stream: StreamId) {
        self.0.retain(|(_, of), _| *of != Some(stream));
    }
}
