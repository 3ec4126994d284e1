//! What a read brought.
use crate::kinesis::{GetRecordsOutput, Push, ShardId};
use alloc::vec::Vec;

/// What a GetRecords call or a pushed event brought: the records from ordinal `from` up to, not including, `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub from: u64,
    pub to: u64,
    pub millis_behind_latest: u64,
    /// At the end of a closed shard: its children.
    pub end: Option<Vec<ShardId>>,
}

impl From<GetRecordsOutput> for Fetched {
    fn from(got: GetRecordsOutput) -> Self {
        let end = got.next_shard_iterator.is_none().then_some(got.child_shards);
        Self { from: got.from, to: got.to, millis_behind_latest: got.millis_behind_latest, end }
    }
}

impl From<Push> for Fetched {
    fn from(push: Push) -> Self {
        let end = push.continuation.is_none().then_some(push.child_shards);
        Self { from: push.from, to: push.to, millis_behind_latest: push.millis_behind_latest, end }
    }
}
