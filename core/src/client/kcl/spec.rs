//! What a user says about an application, and what of it is refused.
use crate::base::Duration;
use crate::client::{InvalidSpec, READ_LATENCY_MILLIS, StartingPosition};
use alloc::format;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// How records come to the workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Retrieval {
    /// GetRecords, so many milliseconds after the last one at the earliest (1 … 3,600,000).
    Polling { idle_millis: u32 },
    /// SubscribeToShard, by a consumer of the application's name.
    FanOut,
}

/// Whether a worker writes its checkpoint before it works on a batch, or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckpointWhen {
    /// A crash loses what was under way: at most once.
    Before,
    /// A crash repeats what was not checkpointed: at least once.
    After,
}

/// What keeps a record that comes twice from counting twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Idempotence {
    None,
    /// A conditional put of the record's own id into a table, whose rows live so many seconds.
    ConditionalPut {
        ttl_seconds: u32,
    },
    /// The sequence number of the last record is kept with each key's result.
    SequenceNumber,
}

/// An application, as a user describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationSpec {
    pub name: String,
    pub stream_name: String,
    /// Workers to begin with, 1 … 100.
    pub workers: u32,
    pub retrieval: Retrieval,
    pub start: StartingPosition,
    /// A worker's time for one record, in microseconds, 1 … 10,000,000. A worker has one processor for all its shards.
    pub work_micros: u32,
    /// Milliseconds between two checkpoints of a shard, 0 (after every batch) … 3,600,000.
    pub checkpoint_millis: u32,
    pub checkpoint_when: CheckpointWhen,
    /// KCL's failoverTimeMillis, 1,000 … 600,000.
    pub failover_millis: u32,
    pub idempotence: Idempotence,
    /// Milliseconds from a GetRecords call to its answer, 0 … 10,000.
    #[serde(default = "crate::client::spec::read_latency")]
    pub latency_millis: u32,
    /// Whether the leader assigns leases by the workers' use of their processors (KCL 3), or each worker takes its share (KCL 2).
    #[serde(default)]
    pub worker_utilization_aware: bool,
    /// Whether a lease is handed over with a last checkpoint (KCL 3), or simply taken.
    pub graceful: bool,
}

impl ApplicationSpec {
    /// An application of KCL's defaults.
    pub fn new(name: &str, stream_name: &str, workers: u32) -> Self {
        Self {
            name: name.into(),
            stream_name: stream_name.into(),
            workers,
            retrieval: Retrieval::Polling { idle_millis: 1_500 },
            start: StartingPosition::TrimHorizon,
            work_micros: 200,
            checkpoint_millis: 10_000,
            checkpoint_when: CheckpointWhen::After,
            failover_millis: 10_000,
            idempotence: Idempotence::None,
            latency_millis: READ_LATENCY_MILLIS,
            worker_utilization_aware: false,
            graceful: false,
        }
    }

    /// Whether what was said goes together. Errors: what does not.
    pub(in crate::client) fn agrees(&self) -> Result<(), InvalidSpec> {
        let outside = |field, value: u32, most: u32| {
            let reason = format!("{value} is not between 1 and {most}");
            if (1..=most).contains(&value) { Ok(()) } else { Err(InvalidSpec::new(field, reason)) }
        };
        let legal = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
        if !self.name.bytes().all(legal) {
            return Err(InvalidSpec::new(
                "name",
                "letters, digits, '_', '.' and '-' only: it names a table and a consumer",
            ));
        }
        if let Retrieval::Polling { idle_millis } = self.retrieval {
            outside("retrieval", idle_millis, 3_600_000)?;
        }
        match self.idempotence {
            Idempotence::ConditionalPut { ttl_seconds } => outside("idempotence", ttl_seconds, 31_536_000),
            Idempotence::None | Idempotence::SequenceNumber => Ok(()),
        }
    }
    pub const fn failover(&self) -> Duration {
        Duration::from_millis(self.failover_millis as u64)
    }
}
