//! GetShardIterator and GetRecords: shared reads, with their limits.
use super::control::in_range;
use super::{BranchId, Counts, Error, Event, Kinesis, Out, SequenceNumber, Shard, ShardId, Stream, StreamId, quota};
use crate::base::Instant;
use alloc::format;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where reading starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IteratorType {
    TrimHorizon,
    Latest,
    AtSequenceNumber(SequenceNumber),
    AfterSequenceNumber(SequenceNumber),
    AtTimestamp(Instant),
}

/// A shard iterator: a place in a shard, valid for 300 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardIterator {
    pub stream: StreamId,
    pub shard: ShardId,
    /// Ordinal of the next record.
    pub position: u64,
    pub issued_at: Instant,
    /// On which branch of time it was issued.
    #[serde(default)]
    pub branch: BranchId,
}

/// What GetRecords answers. The records are those from ordinal `from` up to, not including, `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetRecordsOutput {
    pub from: u64,
    pub to: u64,
    /// Data and partition keys.
    pub bytes: u32,
    pub next_shard_iterator: Option<ShardIterator>,
    pub millis_behind_latest: u64,
    /// At the end of a closed shard, and only there.
    pub child_shards: Vec<ShardId>,
}

impl Kinesis {
    /// GetShardIterator.
    ///
    /// Errors: `ResourceNotFound`, `InvalidArgument` for a number of another shard or a time in the future,
    /// `ProvisionedThroughputExceeded` over 5 calls a second on the shard.
    pub fn get_shard_iterator(
        &mut self,
        now: Instant,
        name: &str,
        shard: ShardId,
        kind: IteratorType,
    ) -> Result<ShardIterator, Error> {
        let stream = self.stream_to_read(now, name, shard)?;
        let (branch, account) = (self.branch(), self.account.account_id.clone());
        let of = &mut self.get_mut(stream).shards[shard.index()];
        of.admit_get_shard_iterator(now).map_err(|limit| Error::ProvisionedThroughputExceeded {
            stream: name.into(),
            account,
            shard_id: shard,
            limit,
        })?;
        let position = position(of, kind, now)?;
        debug_assert!(
            position <= self.streams[&stream].shards[shard.index()].log.end(),
            "an iterator is within its shard"
        );
        Ok(ShardIterator { stream, shard, position, issued_at: now, branch })
    }

    /// The stream of this name, if it has a shard that can be read. Errors: `ResourceNotFound`, also while it is CREATING.
    pub(super) fn stream_to_read(&self, now: Instant, name: &str, shard: ShardId) -> Result<StreamId, Error> {
        let has = |stream: &&Stream| stream.shard(shard).is_some_and(|shard| !shard.is_expired(stream.horizon(now)));
        let stream = self.stream_named(name).ok().filter(|stream| stream.is_serving()).filter(has);
        stream.map(|stream| stream.id).ok_or_else(|| self.nothing_to_read(shard, name))
    }

    /// GetRecords: at most `limit` records (1 … 10,000) and 10 MiB. May answer no record although there are
    /// newer ones behind: what the iterator stood on has expired.
    ///
    /// Errors: `ExpiredIterator`, `Validation`, `ResourceNotFound`, `InternalFailure` with every zone paused,
    /// `ProvisionedThroughputExceeded` for the shard's calls, records or bytes.
    pub fn get_records(
        &mut self,
        now: Instant,
        iterator: ShardIterator,
        limit: Option<u32>,
        out: &mut Out,
    ) -> Result<GetRecordsOutput, Error> {
        let limit = in_range("limit", limit.unwrap_or(quota::GET_RECORDS_LIMIT), 1, quota::GET_RECORDS_LIMIT)?;
        self.branches.admit(&iterator, now)?;
        if now.since(iterator.issued_at) > quota::SHARD_ITERATOR_LIFE {
            return Err(Error::ExpiredIterator { issued_at: iterator.issued_at, now });
        }
        let (id, shard_id) = (iterator.stream, iterator.shard);
        let has = |stream: &&mut Stream| stream.is_serving() && stream.shard(shard_id).is_some();
        let Some(stream) = self.streams.get_mut(&id).filter(has) else {
            return Err(self.nothing_to_read(shard_id, self.once_named(id)));
        };
        let horizon = stream.horizon(now);
        let shard = &mut stream.shards[shard_id.index()];
        let readable = self.zones.readable_end(id, shard_id, shard.log.end(), now).ok_or(Error::InternalFailure)?;
        if let Err(limit) = shard.admit_read(now) {
            let counts = Counts { throttled_reads: 1, ..Counts::default() };
            shard.meter.total.add(&counts);
            stream.series.add(now, &counts);
            out.emit(Event::GetThrottled { stream: id, shard: shard_id, limit });
            let account = self.account.account_id.clone();
            return Err(Error::ProvisionedThroughputExceeded { stream: stream.name.clone(), account, shard_id, limit });
        }
        let page = Page::collect(shard, iterator.position, horizon, readable, limit, quota::GET_RECORDS_BYTES);
        let shard = &mut stream.shards[shard_id.index()];
        debug_assert!(
            page.to <= readable.max(page.from) && page.to - page.from <= u64::from(limit),
            "no more than was asked for"
        );
        let records = (page.to - page.from) as u32;
        shard.take_read(records, page.bytes);
        let millis_behind_latest = page.millis_behind_latest(shard, now);
        let counts = Counts {
            outgoing_records: u64::from(records),
            outgoing_bytes: u64::from(page.bytes),
            iterator_age_millis: millis_behind_latest,
            get_records_calls: 1,
            ..Counts::default()
        };
        shard.meter.total.add(&counts);
        stream.series.add(now, &counts);
        let (from, bytes) = (page.from, page.bytes);
        out.emit(Event::Got { stream: id, shard: shard_id, from, records, bytes, millis_behind_latest });
        let stream = &self.streams[&id];
        let shard = &stream.shards[shard_id.index()];
        let ended = !shard.is_open() && page.to >= shard.log.end();
        Ok(GetRecordsOutput {
            from,
            to: page.to,
            bytes,
            next_shard_iterator: (!ended).then_some(ShardIterator {
                position: page.to,
                issued_at: now,
                branch: self.branches.current(),
                ..iterator
            }),
            millis_behind_latest,
            child_shards: if ended { stream.children(shard_id).map(|child| child.id).collect() } else { Vec::new() },
        })
    }
}

/// The records that one call answers, or one event pushes.
pub(super) struct Page {
    pub from: u64,
    pub to: u64,
    pub bytes: u32,
}

impl Page {
    /// As many records as both allowances hold.
    pub(super) fn collect(
        shard: &Shard,
        position: u64,
        horizon: Instant,
        readable: u64,
        records: u32,
        bytes: u32,
    ) -> Self {
        let from = position.max(shard.log.live_from(horizon));
        let mut page = Self { from, to: from, bytes: 0 };
        for run in shard.log.runs(from) {
            for at in 0..run.slots.len() {
                let size = run.bytes(at);
                if page.to >= readable || page.to - from >= u64::from(records) || page.bytes + size > bytes {
                    return page;
                }
                page.bytes += size;
                page.to += 1;
            }
        }
        page
    }

    /// How far the last record of this page is behind the tip; 0 at the tip.
    pub(super) fn millis_behind_latest(&self, shard: &Shard, now: Instant) -> u64 {
        if self.to >= shard.log.end() {
            return 0;
        }
        let last = if self.to > self.from { self.to - 1 } else { self.to };
        shard.log.arrival(last).map_or(0, |arrival| now.since(arrival).as_millis())
    }
}

pub(super) fn position(shard: &Shard, kind: IteratorType, now: Instant) -> Result<u64, Error> {
    let at = |number: SequenceNumber| {
        if number.shard_id == shard.id && number.creation_second != shard.creation_second {
            return Err(Error::InvalidArgument(format!(
                "StartingSequenceNumber {number} used in GetShardIterator on shard {} is invalid because it did not come \
                 from this stream.",
                shard.id
            )));
        }
        if number.shard_id != shard.id {
            return Err(Error::InvalidArgument(format!(
                "Invalid StartingSequenceNumber. It encodes {}, while it was used in a call to a shard with {}",
                number.shard_id, shard.id
            )));
        }
        Ok(number.counter.saturating_sub(1))
    };
    let end = shard.log.end();
    match kind {
        IteratorType::TrimHorizon => Ok(0),
        IteratorType::Latest => Ok(end),
        IteratorType::AtSequenceNumber(number) => at(number).map(|ordinal| ordinal.min(end)),
        // Counter 0 is before the first record: what comes after it is that record.
        IteratorType::AfterSequenceNumber(number) => at(number).map(|_| number.counter.min(end)),
        IteratorType::AtTimestamp(when) if when > now => {
            let (when, now) = (when.as_micros() / 1_000, now.as_micros() / 1_000);
            Err(Error::InvalidArgument(format!(
                "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. \
                 timestampInMillis: {when}, currentTimestampInMillis: {now}"
            )))
        }
        IteratorType::AtTimestamp(when) => Ok(shard.log.first_at_or_after(when)),
    }
}
