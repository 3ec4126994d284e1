//! Carries out the requests.
use super::{Entry, Error, Kinesis, Out, Record, Reply, Request};
use crate::base::Instant;
use alloc::vec::Vec;

impl Kinesis {
    /// Carries out one request at `now`. Errors are those of the operation.
    pub(super) fn carry_out(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        if let Request::Consumer(request) = request {
            return self.handle_consumer(now, request, out).map(Reply::Consumer);
        }
        if request.is_read() { self.read(now, request, out) } else { self.write(now, request, out) }
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
