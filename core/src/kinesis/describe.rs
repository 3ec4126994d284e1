//! What only looks, and is counted as a call: DescribeStream, DescribeStreamSummary, DescribeLimits, ListStreams,
//! ListTagsForStream.
use super::control::in_range;
use super::{Error, Kinesis, Operation, ShardId, StreamId, StreamMode, quota};
use crate::base::Instant;
use alloc::string::String;
use alloc::vec::Vec;

impl Kinesis {
    /// ListStreams: names after `after`, in order, and whether there are more. `limit` is 1 … 10,000.
    ///
    /// Errors: `Validation`, `LimitExceeded` over 5 calls a second.
    pub fn list_streams(
        &mut self,
        now: Instant,
        after: Option<&str>,
        limit: Option<u32>,
    ) -> Result<(Vec<StreamId>, bool), Error> {
        let limit = in_range("limit", limit.unwrap_or(quota::LIST_STREAMS_PAGE.0), 1, quota::LIST_STREAMS_PAGE.1)?;
        self.calls.admit(Operation::ListStreams, None, now)?;
        let listed = self.streams().filter(|stream| after.is_none_or(|after| stream.name.as_str() > after));
        let mut names: Vec<(&str, StreamId)> = listed.map(|stream| (stream.name.as_str(), stream.id)).collect();
        names.sort_unstable();
        debug_assert!(names.windows(2).all(|two| two[0].0 < two[1].0), "a name is one stream's");
        let more = names.len() > limit as usize;
        names.truncate(limit as usize);
        Ok((names.into_iter().map(|(_, id)| id).collect(), more))
    }

    /// DescribeStream: the stream, a page of its shards (1 … 10,000, by default 100) from after the one given, and
    /// whether there are more.
    ///
    /// Errors: `Validation`, `ResourceNotFound`, `LimitExceeded` over 10 calls a second.
    pub fn describe_stream(
        &mut self,
        now: Instant,
        name: &str,
        limit: Option<u32>,
        after: Option<ShardId>,
    ) -> Result<(StreamId, Vec<ShardId>, bool), Error> {
        let (usual, most) = quota::DESCRIBE_STREAM_PAGE;
        let limit = in_range("limit", limit.unwrap_or(usual), 1, most)? as usize;
        let id = self.called(Operation::DescribeStream, name, now)?;
        let live = self.streams[&id].live_shards(now).map(|shard| shard.id);
        // A stream that is being created has no shards to show yet.
        let shown = !matches!(self.streams[&id].status, super::StreamStatus::Creating);
        let mut shards: Vec<_> = live.filter(|&shard| shown && after.is_none_or(|after| shard > after)).collect();
        debug_assert!(shards.is_sorted(), "oldest first");
        let more = shards.len() > limit;
        shards.truncate(limit);
        Ok((id, shards, more))
    }

    /// DescribeStreamSummary. Errors: `ResourceNotFound`, `LimitExceeded` over 20 calls a second.
    pub fn describe_stream_summary(&mut self, now: Instant, name: &str) -> Result<StreamId, Error> {
        self.called(Operation::DescribeStreamSummary, name, now)
    }

    /// DescribeLimits: open shards and on-demand streams. Errors: `LimitExceeded` over one call a second.
    pub fn describe_limits(&mut self, now: Instant) -> Result<(u32, u32), Error> {
        self.calls.admit(Operation::DescribeLimits, None, now)?;
        let on_demand = self.streams().filter(|stream| stream.mode == StreamMode::OnDemand).count();
        debug_assert!(on_demand <= quota::ON_DEMAND_STREAMS, "{on_demand} on-demand streams");
        Ok((self.shards_in_use(), on_demand as u32))
    }

    /// ListTagsForStream and ListTagsForResource: keys after the one given, 1 … 50 of them, and whether there are
    /// more.
    ///
    /// Errors: `Validation`, `ResourceNotFound`, `LimitExceeded` over 5 calls a second.
    pub fn list_tags(
        &mut self,
        now: Instant,
        name: &str,
        after: Option<&str>,
        limit: Option<u32>,
    ) -> Result<(Vec<(String, String)>, bool), Error> {
        let limit = in_range("limit", limit.unwrap_or(quota::TAGS as u32), 1, quota::TAGS as u32)? as usize;
        let id = self.called(Operation::ListTagsForStream, name, now)?;
        let tags = self.streams[&id].settings.tags.iter();
        let mut tags: Vec<_> = tags
            .filter(|(key, _)| after.is_none_or(|after| key.as_str() > after))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        debug_assert!(tags.len() <= quota::TAGS, "{} tags", tags.len());
        let more = tags.len() > limit;
        tags.truncate(limit);
        Ok((tags, more))
    }
}
