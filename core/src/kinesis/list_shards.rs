//! ListShards with every filter, and paging.
use super::control::in_range;
use super::{Error, Kinesis, Operation, Shard, ShardId, Stream, StreamId, StreamStatus, quota};
use crate::base::Instant;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// AWS's `ShardFilter`. The default is FROM_TRIM_HORIZON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShardFilter {
    /// Shards with a higher number than this one.
    AfterShardId(ShardId),
    /// Shards that were open at the trim horizon.
    AtTrimHorizon,
    /// Every shard from the trim horizon on.
    #[default]
    FromTrimHorizon,
    /// Shards that are open.
    AtLatest,
    /// Shards that were open at that time.
    AtTimestamp(Instant),
    /// Shards that were open at that time or opened later.
    FromTimestamp(Instant),
}

impl ShardFilter {
    fn admits(self, shard: &Shard, horizon: Instant) -> bool {
        let open_at = |when| shard.created_at <= when && shard.closed_at.is_none_or(|closed| closed > when);
        let open_from = |when| shard.closed_at.is_none_or(|closed| closed > when);
        match self {
            Self::AfterShardId(id) => shard.id > id,
            Self::AtTrimHorizon => open_at(horizon),
            Self::FromTrimHorizon => true,
            Self::AtLatest => shard.is_open(),
            Self::AtTimestamp(when) => open_at(when.max(horizon)),
            Self::FromTimestamp(when) => open_from(when.max(horizon)),
        }
    }
}

/// AWS's `NextToken`, taken apart: where the next page begins, in which list, and since when it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListShardsToken {
    pub stream: StreamId,
    pub after: ShardId,
    pub filter: ShardFilter,
    pub issued_at: Instant,
}

/// One page of shards, by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListShardsPage {
    pub shards: Vec<ShardId>,
    pub next_token: Option<ListShardsToken>,
}

impl Kinesis {
    /// ListShards by name: the first page. `max_results` is 1 … 10,000; a page has 1,000 at most.
    ///
    /// Errors: `ResourceNotFound`, `ResourceInUse` while CREATING or DELETING, `Validation`,
    /// `LimitExceeded` over 1,000 calls a second.
    pub fn list_shards(
        &mut self,
        now: Instant,
        name: &str,
        filter: ShardFilter,
        max_results: Option<u32>,
    ) -> Result<ListShardsPage, Error> {
        let max_results = in_range("maxResults", max_results.unwrap_or(quota::LIST_SHARDS_PAGE), 1, 10_000)?;
        let id = self.called(Operation::ListShards, name, now)?;
        self.page(now, id, filter, None, max_results)
    }

    /// ListShards by `NextToken`: a further page.
    ///
    /// Errors: `ExpiredNextToken` after 300 s, `ResourceNotFound` if the stream is gone, else as above.
    pub fn list_more_shards(
        &mut self,
        now: Instant,
        token: ListShardsToken,
        max_results: Option<u32>,
    ) -> Result<ListShardsPage, Error> {
        let max_results = in_range("maxResults", max_results.unwrap_or(quota::LIST_SHARDS_PAGE), 1, 10_000)?;
        if !self.streams.contains_key(&token.stream) {
            return Err(self.no_stream("of the NextToken"));
        }
        self.calls.admit(Operation::ListShards, Some(token.stream), now)?;
        if now.since(token.issued_at) > quota::NEXT_TOKEN_LIFE {
            return Err(Error::ExpiredNextToken);
        }
        debug_assert!(token.issued_at <= now, "a token of the future is of another branch");
        self.page(now, token.stream, token.filter, Some(token.after), max_results)
    }

    fn page(
        &self,
        now: Instant,
        id: StreamId,
        filter: ShardFilter,
        after: Option<ShardId>,
        max_results: u32,
    ) -> Result<ListShardsPage, Error> {
        let stream: &Stream = self.streams.get(&id).ok_or_else(|| self.no_stream("of the NextToken"))?;
        if matches!(stream.status, StreamStatus::Creating | StreamStatus::Deleting) {
            return Err(self.in_use(id));
        }
        let horizon = stream.horizon(now);
        let listed = |shard: &&Shard| filter.admits(shard, horizon) && after.is_none_or(|after| shard.id > after);
        let mut shards: Vec<ShardId> = stream.live_shards(now).filter(listed).map(|shard| shard.id).collect();
        let size = max_results.min(quota::LIST_SHARDS_PAGE) as usize;
        let more = shards.len() > size;
        shards.truncate(size);
        let next_token =
            shards.last().filter(|_| more).map(|&after| ListShardsToken { stream: id, after, filter, issued_at: now });
        Ok(ListShardsPage { shards, next_token })
    }
}
