//! The service's operations as data, so that a run can be written down and replayed.
//!
//! Reads are requests too: they use up calls, as they do on AWS. The form of a variant that a released version wrote
//! never changes; new fields have a default.
use super::{
    ConsumerReply, ConsumerRequest, Entry, Error, GetRecordsOutput, IteratorType, Kinesis, ListShardsPage,
    ListShardsToken, Metric, Out, Put, SequenceNumber, ShardFilter, ShardId, ShardIterator, StreamId, StreamMode, Tags,
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

impl Kinesis {
    /// Carries out one request at `now`. Errors are those of the operation.
    pub(super) fn carry_out(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        match request {
            Request::Consumer(request) => self.handle_consumer(now, request, out).map(Reply::Consumer),
            _ if request.is_read() => self.read(now, request, out),
            Request::CreateStream { .. }
            | Request::DeleteStream { .. }
            | Request::PutRecord { .. }
            | Request::SplitShard { .. }
            | Request::MergeShards { .. }
            | Request::UpdateShardCount { .. }
            | Request::IncreaseStreamRetentionPeriod { .. }
            | Request::DecreaseStreamRetentionPeriod { .. }
            | Request::ListShards { .. }
            | Request::ListMoreShards { .. }
            | Request::PutRecords { .. }
            | Request::GetShardIterator { .. }
            | Request::GetRecords { .. }
            | Request::DescribeStream { .. }
            | Request::DescribeStreamSummary { .. }
            | Request::DescribeLimits
            | Request::ListStreams { .. }
            | Request::AddTags { .. }
            | Request::RemoveTags { .. }
            | Request::ListTags { .. }
            | Request::StartStreamEncryption { .. }
            | Request::StopStreamEncryption { .. }
            | Request::UpdateStreamMode { .. }
            | Request::UpdateMaxRecordSize { .. }
            | Request::EnableEnhancedMonitoring { .. }
            | Request::DisableEnhancedMonitoring { .. } => self.write(now, request, out),
        }
    }

    fn write(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        let done = |()| Reply::Done;
        match request {
            Request::CreateStream { stream_name, mode, shard_count, tags, max_record_size_in_kib } => {
                let id = self.create_stream(now, stream_name, *mode, *shard_count, out)?;
                let settings = &mut self.get_mut(id).settings;
                settings.tags.clone_from(tags);
                settings.max_record_kib = max_record_size_in_kib.unwrap_or(settings.max_record_kib);
                Ok(Reply::Created(id))
            }
            Request::DeleteStream { stream_name, enforce_consumer_deletion } => {
                self.delete_stream(now, stream_name, *enforce_consumer_deletion, out).map(done)
            }
            Request::PutRecord {
                stream_name,
                partition_key,
                explicit_hash_key,
                data,
                sequence_number_for_ordering,
            } => {
                let entry = Entry::supplied(partition_key, *explicit_hash_key, data)?;
                let put = self.put_record(now, stream_name, &entry, *sequence_number_for_ordering, out);
                put.map(|(shard, sequence_number)| Reply::Put { shard, sequence_number })
            }
            Request::PutRecords { stream_name, records } => self.put_all(now, stream_name, records, out),
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
            Request::ListShards { .. }
            | Request::ListMoreShards { .. }
            | Request::GetShardIterator { .. }
            | Request::GetRecords { .. }
            | Request::DescribeStream { .. }
            | Request::DescribeStreamSummary { .. }
            | Request::DescribeLimits
            | Request::ListStreams { .. }
            | Request::AddTags { .. }
            | Request::RemoveTags { .. }
            | Request::ListTags { .. }
            | Request::StartStreamEncryption { .. }
            | Request::StopStreamEncryption { .. }
            | Request::UpdateStreamMode { .. }
            | Request::UpdateMaxRecordSize { .. }
            | Request::EnableEnhancedMonitoring { .. }
            | Request::DisableEnhancedMonitoring { .. }
            | Request::Consumer(_) => self.set(now, request, out),
        }
    }

    /// Requests that change what a stream is set to.
    fn set(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        let done = |()| Reply::Done;
        let monitoring = |(before, after)| Reply::Monitoring { before, after };
        match request {
            Request::AddTags { stream_name, tags, .. } => self.add_tags(now, stream_name, tags).map(done),
            Request::RemoveTags { stream_name, tag_keys, .. } => self.remove_tags(now, stream_name, tag_keys).map(done),
            Request::StartStreamEncryption { stream_name, key_id } => {
                self.set_encryption(now, stream_name, Some(key_id), out).map(done)
            }
            Request::StopStreamEncryption { stream_name, .. } => {
                self.set_encryption(now, stream_name, None, out).map(done)
            }
            Request::UpdateStreamMode { stream_name, mode } => {
                self.update_stream_mode(now, stream_name, *mode, out).map(done)
            }
            Request::UpdateMaxRecordSize { stream_name, max_record_size_in_kib } => {
                self.update_max_record_size(now, stream_name, *max_record_size_in_kib, out).map(done)
            }
            Request::EnableEnhancedMonitoring { stream_name, metrics } => {
                self.set_monitoring(now, stream_name, metrics, true).map(monitoring)
            }
            Request::DisableEnhancedMonitoring { stream_name, metrics } => {
                self.set_monitoring(now, stream_name, metrics, false).map(monitoring)
            }
            Request::CreateStream { .. }
            | Request::DeleteStream { .. }
            | Request::PutRecord { .. }
            | Request::SplitShard { .. }
            | Request::MergeShards { .. }
            | Request::UpdateShardCount { .. }
            | Request::IncreaseStreamRetentionPeriod { .. }
            | Request::DecreaseStreamRetentionPeriod { .. }
            | Request::ListShards { .. }
            | Request::ListMoreShards { .. }
            | Request::PutRecords { .. }
            | Request::GetShardIterator { .. }
            | Request::GetRecords { .. }
            | Request::DescribeStream { .. }
            | Request::DescribeStreamSummary { .. }
            | Request::DescribeLimits
            | Request::ListStreams { .. }
            | Request::ListTags { .. }
            | Request::Consumer(_) => unreachable!("reads, and what write() carries out itself"),
        }
    }

    fn read(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        match request {
            Request::ListShards { stream_name, shard_filter, max_results } => {
                let page = self.list_shards(now, stream_name, *shard_filter, *max_results)?;
                Ok(Reply::Shards { stream: self.stream_named(stream_name)?.id, page })
            }
            Request::ListMoreShards { next_token, max_results } => {
                let page = self.list_more_shards(now, *next_token, *max_results)?;
                Ok(Reply::Shards { stream: next_token.stream, page })
            }
            Request::GetShardIterator { stream_name, shard_id, shard_iterator_type } => {
                self.get_shard_iterator(now, stream_name, *shard_id, *shard_iterator_type).map(Reply::Iterator)
            }
            Request::GetRecords { shard_iterator, limit } => {
                let output = self.get_records(now, *shard_iterator, *limit, out)?;
                Ok(Reply::Records { stream: shard_iterator.stream, shard: shard_iterator.shard, output })
            }
            Request::DescribeStream { stream_name, limit, exclusive_start_shard_id } => {
                let (stream, shards, has_more_shards) =
                    self.describe_stream(now, stream_name, *limit, *exclusive_start_shard_id)?;
                Ok(Reply::Stream { stream, shards, has_more_shards })
            }
            Request::DescribeStreamSummary { stream_name } => {
                self.describe_stream_summary(now, stream_name).map(Reply::Summary)
            }
            Request::DescribeLimits => {
                let (open_shards, on_demand_streams) = self.describe_limits(now)?;
                Ok(Reply::Limits { open_shards, on_demand_streams })
            }
            Request::ListStreams { limit, exclusive_start_stream_name } => {
                let (streams, has_more_streams) =
                    self.list_streams(now, exclusive_start_stream_name.as_deref(), *limit)?;
                Ok(Reply::Streams { streams, has_more_streams })
            }
            Request::ListTags { stream_name, exclusive_start_tag_key, limit, .. } => {
                let (tags, has_more_tags) =
                    self.list_tags(now, stream_name, exclusive_start_tag_key.as_deref(), *limit)?;
                Ok(Reply::Tags { tags, has_more_tags })
            }
            Request::CreateStream { .. }
            | Request::DeleteStream { .. }
            | Request::PutRecord { .. }
            | Request::SplitShard { .. }
            | Request::MergeShards { .. }
            | Request::UpdateShardCount { .. }
            | Request::IncreaseStreamRetentionPeriod { .. }
            | Request::DecreaseStreamRetentionPeriod { .. }
            | Request::PutRecords { .. }
            | Request::AddTags { .. }
            | Request::RemoveTags { .. }
            | Request::StartStreamEncryption { .. }
            | Request::StopStreamEncryption { .. }
            | Request::UpdateStreamMode { .. }
            | Request::UpdateMaxRecordSize { .. }
            | Request::EnableEnhancedMonitoring { .. }
            | Request::DisableEnhancedMonitoring { .. }
            | Request::Consumer(_) => unreachable!("is_read() names the reads"),
        }
    }

    fn put_all<'a>(
        &mut self,
        now: Instant,
        stream_name: &str,
        records: &'a [Record],
        out: &mut Out,
    ) -> Result<Reply, Error> {
        let entry = |record: &'a Record| Entry::supplied(&record.partition_key, record.explicit_hash_key, &record.data);
        let entries = records.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        let mut puts = Vec::with_capacity(entries.len());
        self.put_records(now, stream_name, &entries, &mut puts, out)?;
        Ok(Reply::Puts { stream: self.stream_named(stream_name)?.id, now, puts })
    }
}
