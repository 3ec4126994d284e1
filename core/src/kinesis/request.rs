//! The requests of the JSON API, by AWS's names: read from a body, and written as one, by serde.
//!
//! Texts come as they were given; numbers, shards and tokens in them are read when a request is carried out, as AWS does. Reads are
//! requests too: they count against the call limits.
use super::Tags;
use super::members::{ConsumerInput, StreamInput, StreamModeDetails};
use crate::wire::{Blob, Timestamp};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// A request. Its variant is the name of the operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
pub enum Request {
    AddTagsToStream(AddTagsToStream),
    CreateStream(CreateStream),
    DecreaseStreamRetentionPeriod(RetentionPeriod),
    DeleteResourcePolicy(OfResource),
    DeleteStream(DeleteStream),
    DeregisterStreamConsumer(ConsumerInput),
    DescribeLimits,
    DescribeStream(DescribeStream),
    DescribeStreamConsumer(ConsumerInput),
    DescribeStreamSummary(OfStream),
    DisableEnhancedMonitoring(EnhancedMonitoring),
    EnableEnhancedMonitoring(EnhancedMonitoring),
    GetRecords(GetRecords),
    GetResourcePolicy(OfResource),
    GetShardIterator(GetShardIterator),
    IncreaseStreamRetentionPeriod(RetentionPeriod),
    ListShards(ListShards),
    ListStreamConsumers(ListStreamConsumers),
    ListStreams(ListStreams),
    ListTagsForResource(OfResource),
    ListTagsForStream(ListTagsForStream),
    MergeShards(MergeShards),
    PutRecord(PutRecord),
    PutRecords(PutRecords),
    PutResourcePolicy(PutResourcePolicy),
    RegisterStreamConsumer(RegisterStreamConsumer),
    RemoveTagsFromStream(RemoveTagsFromStream),
    SplitShard(SplitShard),
    StartStreamEncryption(StreamEncryption),
    StopStreamEncryption(StreamEncryption),
    SubscribeToShard(SubscribeToShard),
    TagResource(TagResource),
    UntagResource(UntagResource),
    UpdateMaxRecordSize(UpdateMaxRecordSize),
    UpdateShardCount(UpdateShardCount),
    UpdateStreamMode(UpdateStreamMode),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OfStream {
    #[serde(flatten)]
    pub stream: StreamInput,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfResource {
    #[serde(rename = "ResourceARN")]
    pub resource_arn: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AddTagsToStream {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub tags: Tags,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CreateStream {
    pub stream_name: String,
    pub shard_count: Option<u32>,
    pub stream_mode_details: Option<StreamModeDetails>,
    pub tags: Tags,
    #[serde(rename = "MaxRecordSizeInKiB")]
    pub max_record_size_in_kib: Option<u32>,
    #[serde(rename = "WarmThroughputMiBps")]
    pub warm_throughput_mibps: Option<u32>,
    pub record_distribution_strategy: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RetentionPeriod {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub retention_period_hours: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteStream {
    pub enforce_consumer_deletion: Option<bool>,
    #[serde(flatten)]
    pub stream: StreamInput,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeStream {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub limit: Option<u32>,
    pub exclusive_start_shard_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EnhancedMonitoring {
    /// Names of metrics; `ALL` stands for every one of them.
    pub shard_level_metrics: Vec<String>,
    #[serde(flatten)]
    pub stream: StreamInput,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetRecords {
    pub shard_iterator: String,
    pub limit: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetShardIterator {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub shard_id: String,
    pub shard_iterator_type: String,
    pub starting_sequence_number: Option<String>,
    pub timestamp: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListShards {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub next_token: Option<String>,
    pub exclusive_start_shard_id: Option<String>,
    pub shard_filter: Option<ShardFilterInput>,
    pub stream_creation_timestamp: Option<Timestamp>,
    pub max_results: Option<u32>,
}

/// `ShardFilter` as a body has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ShardFilterInput {
    #[serde(rename = "Type")]
    pub kind: String,
    pub shard_id: Option<String>,
    pub timestamp: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListStreamConsumers {
    #[serde(rename = "StreamARN")]
    pub stream_arn: String,
    pub next_token: Option<String>,
    pub max_results: Option<u32>,
    pub stream_creation_timestamp: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListStreams {
    pub limit: Option<u32>,
    pub exclusive_start_stream_name: Option<String>,
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListTagsForStream {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub exclusive_start_tag_key: Option<String>,
    pub limit: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct MergeShards {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub shard_to_merge: String,
    pub adjacent_shard_to_merge: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutRecord {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub data: Blob,
    /// The service model does not mark it as required any more; a stream that spreads by keys needs it.
    pub partition_key: Option<String>,
    pub explicit_hash_key: Option<String>,
    pub sequence_number_for_ordering: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutRecords {
    pub records: Vec<PutRecordsRequestEntry>,
    #[serde(flatten)]
    pub stream: StreamInput,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutRecordsRequestEntry {
    pub data: Blob,
    pub explicit_hash_key: Option<String>,
    pub partition_key: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutResourcePolicy {
    #[serde(rename = "ResourceARN")]
    pub resource_arn: String,
    pub policy: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RegisterStreamConsumer {
    #[serde(rename = "StreamARN")]
    pub stream_arn: String,
    pub consumer_name: String,
    #[serde(default)]
    pub tags: Tags,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RemoveTagsFromStream {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub tag_keys: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SplitShard {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub shard_to_split: String,
    pub new_starting_hash_key: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StreamEncryption {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub encryption_type: String,
    pub key_id: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SubscribeToShard {
    #[serde(flatten)]
    pub consumer: ConsumerInput,
    pub shard_id: String,
    pub starting_position: StartingPosition,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartingPosition {
    #[serde(rename = "Type")]
    pub kind: String,
    pub sequence_number: Option<String>,
    pub timestamp: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TagResource {
    #[serde(rename = "ResourceARN")]
    pub resource_arn: String,
    pub tags: Tags,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UntagResource {
    #[serde(rename = "ResourceARN")]
    pub resource_arn: String,
    pub tag_keys: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateMaxRecordSize {
    #[serde(flatten)]
    pub stream: StreamInput,
    #[serde(rename = "MaxRecordSizeInKiB")]
    pub max_record_size_in_kib: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateShardCount {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub target_shard_count: u32,
    pub scaling_type: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateStreamMode {
    #[serde(flatten)]
    pub stream: StreamInput,
    pub stream_mode_details: StreamModeDetails,
}

/// What counts for a record of a request without its texts, the same on every machine.
const RECORD_BYTES: usize = 96;

impl Request {
    /// Whether it only looks. It counts as a call all the same.
    pub const fn is_read(&self) -> bool {
        matches!(
            self,
            Self::DescribeLimits
                | Self::DescribeStream(_)
                | Self::DescribeStreamConsumer(_)
                | Self::DescribeStreamSummary(_)
                | Self::GetRecords(_)
                | Self::GetResourcePolicy(_)
                | Self::GetShardIterator(_)
                | Self::ListShards(_)
                | Self::ListStreamConsumers(_)
                | Self::ListStreams(_)
                | Self::ListTagsForResource(_)
                | Self::ListTagsForStream(_)
        )
    }

    /// Live bytes of what it carries, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        if let Self::PutRecord(of) = self {
            return (text(&of.partition_key) + of.data.0.len()) as u64 + 64;
        }
        let Self::PutRecords(of) = self else { return crate::wire::weight(self) };
        const { assert!(size_of::<PutRecordsRequestEntry>() <= RECORD_BYTES) };
        let bytes = |record: &PutRecordsRequestEntry| text(&record.partition_key) + record.data.0.len() + RECORD_BYTES;
        of.records.iter().map(|record| bytes(record) as u64).sum()
    }
}
