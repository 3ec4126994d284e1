//! The service's operations as data, so that a run can be written down and replayed.
use super::{
    Entry, Error, Kinesis, ListShardsPage, Outbox, SequenceNumber, ShardFilter, ShardId, StreamId, StreamMode,
};
use crate::base::Instant;
use crate::hash::HashKey;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A request that changes the service. Reads that only look are methods of [`Kinesis`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    CreateStream { stream_name: String, mode: StreamMode, shard_count: Option<u32> },
    DeleteStream { stream_name: String },
    PutRecord { stream_name: String, partition_key: String, explicit_hash_key: Option<HashKey>, data: Vec<u8> },
    SplitShard { stream_name: String, shard_to_split: ShardId, new_starting_hash_key: HashKey },
    MergeShards { stream_name: String, shard_to_merge: ShardId, adjacent_shard_to_merge: ShardId },
    UpdateShardCount { stream_name: String, target_shard_count: u32 },
    IncreaseStreamRetentionPeriod { stream_name: String, retention_period_hours: u32 },
    DecreaseStreamRetentionPeriod { stream_name: String, retention_period_hours: u32 },
    ListShards { stream_name: String, shard_filter: ShardFilter },
}

/// What a request answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Done,
    Created(StreamId),
    Put { shard: ShardId, sequence_number: SequenceNumber },
    ShardCount { current: u32, target: u32 },
    Shards(ListShardsPage),
}

impl Kinesis {
    /// Carries out one request at `now`. Errors are those of the operation.
    pub fn handle(&mut self, now: Instant, request: &Request, out: &mut dyn Outbox) -> Result<Reply, Error> {
        let done = |()| Reply::Done;
        match request {
            Request::CreateStream { stream_name, mode, shard_count } => {
                self.create_stream(now, stream_name, *mode, *shard_count, out).map(Reply::Created)
            }
            Request::DeleteStream { stream_name } => self.delete_stream(now, stream_name, out).map(done),
            Request::PutRecord { stream_name, partition_key, explicit_hash_key, data } => {
                let entry = Entry::supplied(partition_key, *explicit_hash_key, data)?;
                let put = self.put_record(now, stream_name, &entry, None, out);
                put.map(|(shard, sequence_number)| Reply::Put { shard, sequence_number })
            }
            Request::SplitShard { stream_name, shard_to_split, new_starting_hash_key } => {
                self.split_shard(now, stream_name, *shard_to_split, *new_starting_hash_key, out).map(done)
            }
            Request::MergeShards { stream_name, shard_to_merge, adjacent_shard_to_merge } => {
                self.merge_shards(now, stream_name, *shard_to_merge, *adjacent_shard_to_merge, out).map(done)
            }
            Request::UpdateShardCount { stream_name, target_shard_count: target } => self
                .update_shard_count(now, stream_name, *target, out)
                .map(|current| Reply::ShardCount { current, target: *target }),
            Request::IncreaseStreamRetentionPeriod { stream_name, retention_period_hours } => {
                self.increase_retention(now, stream_name, *retention_period_hours, out).map(done)
            }
            Request::DecreaseStreamRetentionPeriod { stream_name, retention_period_hours } => {
                self.decrease_retention(now, stream_name, *retention_period_hours, out).map(done)
            }
            Request::ListShards { stream_name, shard_filter } => {
                self.list_shards(now, stream_name, *shard_filter, None).map(Reply::Shards)
            }
        }
    }
}
