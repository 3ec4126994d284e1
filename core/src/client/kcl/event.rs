//! What happens in an application.
use super::WorkerId;
use crate::kinesis::ShardId;
use serde::Serialize;

/// Something that happened in an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Event {
    Started {
        worker: WorkerId,
    },
    Crashed {
        worker: WorkerId,
    },
    Stopped {
        worker: WorkerId,
    },
    LeaseCreated {
        shard: ShardId,
    },
    /// A worker owns a lease now; it reads from ordinal `from` on.
    LeaseTaken {
        shard: ShardId,
        by: WorkerId,
        before: Option<WorkerId>,
    },
    /// A worker has found out that a lease is not its own any more.
    LeaseLost {
        shard: ShardId,
        worker: WorkerId,
    },
    LeaseDeleted {
        shard: ShardId,
    },
    /// A processor begins at ordinal `from`.
    Begun {
        worker: WorkerId,
        shard: ShardId,
        from: u64,
    },
    /// A worker has processed the records from `from` up to, not including, `to`.
    Processed {
        worker: WorkerId,
        shard: ShardId,
        from: u64,
        to: u64,
        duplicates: u32,
        reordered: u32,
    },
    /// An exception: the library goes on after these records.
    Skipped {
        worker: WorkerId,
        shard: ShardId,
        from: u64,
        to: u64,
    },
    /// Records expired before they were read.
    Missed {
        shard: ShardId,
        records: u64,
    },
    /// Reading goes on at `next` if the lease changes hands.
    Checkpointed {
        worker: WorkerId,
        shard: ShardId,
        next: u64,
    },
    CheckpointRefused {
        worker: WorkerId,
        shard: ShardId,
    },
    /// A worker has read a closed shard to its end.
    ShardEnded {
        worker: WorkerId,
        shard: ShardId,
    },
}
