//! Requests as programs make them: with what is needed most.
use super::request::*;
use super::{IteratorType, ShardId, ShardIterator, StreamMode, token};
use crate::hash::HashKey;
use crate::wire::Timestamp;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Request {
    /// CreateStream with what most streams need. Without a shard count it is on demand.
    pub fn create_stream(stream_name: &str, shard_count: Option<u32>) -> Self {
        let stream_mode_details = shard_count.is_none().then(|| StreamMode::OnDemand.into());
        let stream_name = stream_name.into();
        Self::CreateStream(CreateStream { stream_name, shard_count, stream_mode_details, ..CreateStream::default() })
    }

    /// DeleteStream; its consumers go with it if `enforce` says so.
    pub fn delete_stream(stream_name: &str, enforce: bool) -> Self {
        let stream = stream_name.into();
        Self::DeleteStream(DeleteStream { enforce_consumer_deletion: enforce.then_some(true), stream })
    }

    /// PutRecord with what most records need.
    pub fn put_record(stream_name: &str, partition_key: &str, data: &[u8]) -> Self {
        Self::PutRecord(PutRecord {
            stream: stream_name.into(),
            partition_key: Some(partition_key.into()),
            explicit_hash_key: None,
            data: data.into(),
            sequence_number_for_ordering: None,
        })
    }

    pub fn put_records(stream_name: &str, records: Vec<PutRecordsRequestEntry>) -> Self {
        Self::PutRecords(PutRecords { records, stream: stream_name.into() })
    }

    pub fn split_shard(stream_name: &str, shard_to_split: ShardId, new_starting_hash_key: HashKey) -> Self {
        Self::SplitShard(SplitShard {
            stream: stream_name.into(),
            shard_to_split: shard_to_split.to_string(),
            new_starting_hash_key: new_starting_hash_key.to_string(),
        })
    }

    pub fn merge_shards(stream_name: &str, shard_to_merge: ShardId, adjacent_shard_to_merge: ShardId) -> Self {
        Self::MergeShards(MergeShards {
            stream: stream_name.into(),
            shard_to_merge: shard_to_merge.to_string(),
            adjacent_shard_to_merge: adjacent_shard_to_merge.to_string(),
        })
    }

    pub fn update_shard_count(stream_name: &str, target_shard_count: u32) -> Self {
        let scaling_type = "UNIFORM_SCALING".to_string();
        Self::UpdateShardCount(UpdateShardCount { stream: stream_name.into(), target_shard_count, scaling_type })
    }

    pub fn increase_retention(stream_name: &str, hours: u32) -> Self {
        Self::IncreaseStreamRetentionPeriod(RetentionPeriod::of(stream_name, hours))
    }

    pub fn decrease_retention(stream_name: &str, hours: u32) -> Self {
        Self::DecreaseStreamRetentionPeriod(RetentionPeriod::of(stream_name, hours))
    }

    pub fn get_shard_iterator(stream_name: &str, shard_id: ShardId, kind: IteratorType) -> Self {
        let (kind, number, timestamp) = kind.members();
        Self::GetShardIterator(GetShardIterator {
            stream: stream_name.into(),
            shard_id: shard_id.to_string(),
            shard_iterator_type: kind.into(),
            starting_sequence_number: number.map(|number| number.to_string()),
            timestamp: timestamp.map(Timestamp),
        })
    }

    pub fn get_records(shard_iterator: &ShardIterator, limit: Option<u32>) -> Self {
        Self::GetRecords(GetRecords { shard_iterator: token::iterator_text(shard_iterator), limit })
    }
}

impl PutRecordsRequestEntry {
    /// A record with what most records need.
    pub fn new(partition_key: impl Into<String>, data: &[u8]) -> Self {
        Self { data: data.into(), explicit_hash_key: None, partition_key: Some(partition_key.into()) }
    }
}

impl RetentionPeriod {
    fn of(stream_name: &str, hours: u32) -> Self {
        Self { stream: stream_name.into(), retention_period_hours: i32::try_from(hours).unwrap_or(i32::MAX) }
    }
}
