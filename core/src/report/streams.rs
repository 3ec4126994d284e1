//! Streams and shards in numbers.
use crate::kinesis::{Consumer, Counts, Rate, Shard, Stream};
use crate::kinesis::{arn, consumer_arn};
use crate::sim::Sim;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// Shards that a stream's state lists; a stream may have had more.
const SHARDS_MOST: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StreamState {
    pub name: String,
    pub arn: String,
    pub status: String,
    /// PROVISIONED or ON_DEMAND.
    pub mode: String,
    pub retention_hours: u64,
    /// Ids of the open shards, in the order of the key space.
    pub open_shards: Vec<String>,
    /// The first thousand of all that there ever were.
    pub shards: Vec<ShardState>,
    pub total: Counts,
    /// How many consumers are registered.
    pub consumers: u64,
    pub registered_consumers: Vec<ConsumerState>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsumerState {
    pub name: String,
    pub arn: String,
    pub status: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShardState {
    pub shard_id: String,
    pub starting_hash_key: String,
    pub ending_hash_key: String,
    pub parent_shard_id: Option<String>,
    pub adjacent_parent_shard_id: Option<String>,
    pub open: bool,
    /// Records that are kept.
    pub records: u64,
    pub total: Counts,
    /// Units a second over the last 2.5 s, the quarter of a second that runs not counted.
    pub rate: Rate,
}

impl StreamState {
    pub fn of(stream: &Stream, sim: &Sim) -> Self {
        let account = &sim.config().account.account_id;
        Self {
            name: stream.name.clone(),
            arn: arn(account, &stream.name),
            status: stream.status.to_string(),
            mode: stream.mode.name().to_string(),
            retention_hours: stream.retention.as_hours(),
            open_shards: stream.open_shards().map(|shard| shard.id.to_string()).collect(),
            shards: stream.shards.iter().take(SHARDS_MOST).map(|shard| ShardState::of(shard, sim)).collect(),
            total: stream.series.total,
            consumers: stream.fan_out.consumers.len() as u64,
            registered_consumers: stream.fan_out.consumers.iter().map(|of| consumer(of, stream, account)).collect(),
        }
    }
}

fn consumer(consumer: &Consumer, stream: &Stream, account: &str) -> ConsumerState {
    ConsumerState {
        name: consumer.name.clone(),
        arn: consumer_arn(account, &stream.name, &consumer.name, consumer.created_at.as_secs()),
        status: consumer.status.name().to_string(),
    }
}

impl ShardState {
    fn of(shard: &Shard, sim: &Sim) -> Self {
        Self {
            shard_id: shard.id.to_string(),
            starting_hash_key: shard.range.starting_hash_key.to_string(),
            ending_hash_key: shard.range.ending_hash_key.to_string(),
            parent_shard_id: shard.parent.map(|id| id.to_string()),
            adjacent_parent_shard_id: shard.adjacent_parent.map(|id| id.to_string()),
            open: shard.is_open(),
            records: shard.log.end() - shard.log.trimmed(),
            total: shard.meter.total,
            rate: shard.meter.rate(sim.now()),
        }
    }
}
