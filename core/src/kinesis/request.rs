//! The service's operations as data, so that a run can be written down and replayed.
//!
//! Reads are requests too: they use up calls, as they do on AWS. The form of a variant that a released version wrote
//! never changes; new fields have a default.
use super::{
    ConsumerReply, ConsumerRequest, GetRecordsOutput, IteratorType, ListShardsPage, ListShardsToken, Metric, Put,
    SequenceNumber, ShardFilter, ShardId, ShardIterator, StreamId, StreamMode, Tags,
};
use crate::base::Instant;
use crate::hash::HashKey;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// An entry of PutRecords.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub partition_key: String,
    pub explicit_hash_key: Option<HashKey>,
    pub data: Vec<u8>,
}

/// What counts for a record of a request without its texts, the same on every machine.
const RECORD_BYTES: usize = 96;

/// A request to the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    CreateStream {
        stream_name: String,
        mode: StreamMode,
        shard_count: Option<u32>,
        #[serde(default)]
        tags: Tags,
        #[serde(default)]
        max_record_size_in_kib: Option<u32>,
    },
    DeleteStream {
        stream_name: String,
        #[serde(default)]
        enforce_consumer_deletion: bool,
    },
    PutRecord {
        stream_name: String,
        partition_key: String,
        explicit_hash_key: Option<HashKey>,
        data: Vec<u8>,
        #[serde(default)]
        sequence_number_for_ordering: Option<SequenceNumber>,
    },
    SplitShard {
        stream_name: String,
        shard_to_split: ShardId,
        new_starting_hash_key: HashKey,
    },
    MergeShards {
        stream_name: String,
        shard_to_merge: ShardId,
        adjacent_shard_to_merge: ShardId,
    },
    UpdateShardCount {
        stream_name: String,
        target_shard_count: u32,
    },
    IncreaseStreamRetentionPeriod {
        stream_name: String,
        retention_period_hours: u32,
    },
    DecreaseStreamRetentionPeriod {
        stream_name: String,
        retention_period_hours: u32,
    },
    ListShards {
        stream_name: String,
        shard_filter: ShardFilter,
        #[serde(default)]
        max_results: Option<u32>,
    },
    ListMoreShards {
        next_token: ListShardsToken,
        max_results: Option<u32>,
    },
    PutRecords {
        stream_name: String,
        records: Vec<Record>,
    },
    GetShardIterator {
        stream_name: String,
        shard_id: ShardId,
        shard_iterator_type: IteratorType,
    },
    GetRecords {
        shard_iterator: ShardIterator,
        limit: Option<u32>,
    },
    DescribeStream {
        stream_name: String,
        limit: Option<u32>,
        exclusive_start_shard_id: Option<ShardId>,
    },
    DescribeStreamSummary {
        stream_name: String,
    },
    DescribeLimits,
    ListStreams {
        limit: Option<u32>,
        exclusive_start_stream_name: Option<String>,
    },
    /// AddTagsToStream, or TagResource where the stream is named by its ARN.
    AddTags {
        stream_name: String,
        tags: Tags,
        resource: bool,
    },
    /// RemoveTagsFromStream, or UntagResource.
    RemoveTags {
        stream_name: String,
        tag_keys: Vec<String>,
        resource: bool,
    },
    /// ListTagsForStream, or ListTagsForResource.
    ListTags {
        stream_name: String,
        exclusive_start_tag_key: Option<String>,
        limit: Option<u32>,
        resource: bool,
    },
    StartStreamEncryption {
        stream_name: String,
        key_id: String,
    },
    StopStreamEncryption {
        stream_name: String,
        key_id: String,
    },
    UpdateStreamMode {
        stream_name: String,
        mode: StreamMode,
    },
    UpdateMaxRecordSize {
        stream_name: String,
        max_record_size_in_kib: u32,
    },
    EnableEnhancedMonitoring {
        stream_name: String,
        metrics: Vec<Metric>,
    },
    DisableEnhancedMonitoring {
        stream_name: String,
        metrics: Vec<Metric>,
    },
    Consumer(ConsumerRequest),
}

/// What a request answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Done,
    Created(StreamId),
    Put { shard: ShardId, sequence_number: SequenceNumber },
    Puts { stream: StreamId, now: Instant, puts: Vec<Put> },
    ShardCount { current: u32, target: u32 },
    Shards { stream: StreamId, page: ListShardsPage },
    Iterator(ShardIterator),
    Records { stream: StreamId, shard: ShardId, output: GetRecordsOutput },
    Stream { stream: StreamId, shards: Vec<ShardId>, has_more_shards: bool },
    Summary(StreamId),
    Limits { open_shards: u32, on_demand_streams: u32 },
    Streams { streams: Vec<StreamId>, has_more_streams: bool },
    Tags { tags: Vec<(String, String)>, has_more_tags: bool },
    Monitoring { before: Vec<Metric>, after: Vec<Metric> },
    Consumer(ConsumerReply),
}

impl Request {
    /// CreateStream with what most streams need. Without a shard count it is on demand.
    pub fn create_stream(stream_name: &str, shard_count: Option<u32>) -> Self {
        let mode = if shard_count.is_some() { StreamMode::Provisioned } else { StreamMode::OnDemand };
        let stream_name = stream_name.into();
        Self::CreateStream { stream_name, mode, shard_count, tags: Tags::new(), max_record_size_in_kib: None }
    }

    /// PutRecord with what most records need.
    pub fn put_record(stream_name: &str, partition_key: &str, data: &[u8]) -> Self {
        Self::PutRecord {
            stream_name: stream_name.into(),
            partition_key: partition_key.into(),
            explicit_hash_key: None,
            data: data.to_vec(),
            sequence_number_for_ordering: None,
        }
    }

    /// Whether it only looks. It uses up a call all the same.
    pub const fn is_read(&self) -> bool {
        if let Self::Consumer(request) = self {
            return request.is_read();
        }
        matches!(
            self,
            Self::ListShards { .. }
                | Self::ListMoreShards { .. }
                | Self::GetShardIterator { .. }
                | Self::GetRecords { .. }
                | Self::DescribeStream { .. }
                | Self::DescribeStreamSummary { .. }
                | Self::DescribeLimits
                | Self::ListStreams { .. }
                | Self::ListTags { .. }
        )
    }

    /// Live bytes of what it carries, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        match self {
            Self::PutRecord { partition_key, data, .. } => (partition_key.len() + data.len()) as u64 + 64,
            Self::PutRecords { records, .. } => {
                let of = |record: &Record| record.partition_key.len() + record.data.len() + RECORD_BYTES;
                const { assert!(size_of::<Record>() <= RECORD_BYTES) };
                records.iter().map(|record| of(record) as u64).sum()
            }
            Self::CreateStream { .. }
            | Self::DeleteStream { .. }
            | Self::SplitShard { .. }
            | Self::MergeShards { .. }
            | Self::UpdateShardCount { .. }
            | Self::IncreaseStreamRetentionPeriod { .. }
            | Self::DecreaseStreamRetentionPeriod { .. }
            | Self::ListShards { .. }
            | Self::ListMoreShards { .. }
            | Self::GetShardIterator { .. }
            | Self::GetRecords { .. }
            | Self::DescribeStream { .. }
            | Self::DescribeStreamSummary { .. }
            | Self::DescribeLimits
            | Self::ListStreams { .. }
            | Self::AddTags { .. }
            | Self::RemoveTags { .. }
            | Self::ListTags { .. }
            | Self::StartStreamEncryption { .. }
            | Self::StopStreamEncryption { .. }
            | Self::UpdateStreamMode { .. }
            | Self::UpdateMaxRecordSize { .. }
            | Self::EnableEnhancedMonitoring { .. }
            | Self::DisableEnhancedMonitoring { .. }
            | Self::Consumer(_) => 64,
        }
    }
}
