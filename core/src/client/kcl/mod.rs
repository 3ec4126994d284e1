//! An application of the Kinesis Client Library: workers that share a stream's shards through a lease table.
//!
//! Owns what workers keep and decide: leases, targets, checkpoints, processors, and the application's own result beside
//! the truth. Leaves to `sim`: time, calls to the service, and who crashes when. Models KCL 2 and 3 as their sources
//! have it (renewals, taker, assignment by use of processors, shard end, skipped batches); the leader is the oldest worker that
//! runs.
//!
//! | type | what it is |
//! |---|---|
//! | [`LeaseTable`] | the DynamoDB table: conditional writes only |
//! | [`Worker`] | a process: what it believes to hold, what it has seen of others |
//! | [`Processor`] | a worker's record processor of one shard |
//! | [`Results`] | what the application computed, and what it should have |
mod application;
pub mod balancer;
mod event;
mod lease;
mod processor;
mod results;
mod seen;
mod spec;
mod taker;
mod worker;

pub use application::{Application, LeaseMoves};
pub use event::Event;
pub use lease::{Checkpoint, ConditionFailed, Lease, LeaseTable};
pub use processor::{Batch, Processor, Wait};
pub use results::{Content, Delivered, IdRows, KeyResult, Results, Standing, Tally, Whose};
pub use seen::Seen;
pub use spec::{ApplicationSpec, CheckpointWhen, Idempotence, Retrieval};
pub use taker::{Due, due_leases, expired, target};
pub use worker::{Worker, WorkerId};

use crate::base::Duration;

/// Between two looks at which leases to take, for the failover time given. KCL: twice (failover + 25 ms).
pub const fn take_every(failover: Duration) -> Duration {
    Duration::from_micros((failover.as_micros() + 25_000) * 2)
}
/// Between two renewals, for the failover time given. KCL: a third of it, less 25 ms.
pub const fn renew_every(failover: Duration) -> Duration {
    Duration::from_micros((failover.as_micros() / 3).saturating_sub(25_000))
}
/// Between two comparisons of leases and shards. KCL `shardSyncIntervalMillis`.
pub const SHARD_SYNC: Duration = Duration::from_secs(60);
/// Between two looks at whether a parent has been read to its end. KCL `parentShardPollIntervalMillis`.
pub const PARENT_POLL: Duration = Duration::from_secs(10);
/// How long a new owner waits for the old one's last checkpoint. KCL 3 `gracefulLeaseHandoffTimeoutMillis`.
pub const HAND_OFF: Duration = Duration::from_secs(30);
/// After a call that was refused. KCL `taskBackoffTimeMillis`.
pub const BACK_OFF: Duration = Duration::from_millis(500);
/// Leases stolen in one round. KCL `maxLeasesToStealAtOneTime`.
pub const STEAL_MOST: usize = 1;
