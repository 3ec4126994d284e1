//! One shard: a range of the key space, its log, its limits, and what has been counted on it.
use super::{Limit, Meter, SequenceNumber, quota};
use crate::base::Instant;
use crate::engine::{Log, TokenBucket};
use crate::hash::HashKeyRange;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// A shard's number within its stream: never reused. Written `shardId-000000000012`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ShardId(pub u32);

impl ShardId {
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for ShardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut text, mut rest) = (*b"shardId-000000000000", self.0);
        for digit in text.iter_mut().rev() {
            if rest == 0 {
                break;
            }
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        f.pad(core::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

/// Text in which no shard number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a shard id: it ends with a number from 0 to 2147483647, such as shardId-000000000012")]
pub struct ParseShardIdError;

impl FromStr for ShardId {
    type Err = ParseShardIdError;
    /// As AWS reads it: `shardId-5`, `anything-5` and `5` name the same shard.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.rsplit('-').next().unwrap_or_default();
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let number = plain.then(|| digits.parse::<u32>().ok()).flatten();
        number.filter(|&n| n <= i32::MAX as u32).map(Self).ok_or(ParseShardIdError)
    }
}

/// A shard, open or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    pub id: ShardId,
    pub range: HashKeyRange,
    pub parent: Option<ShardId>,
    pub adjacent_parent: Option<ShardId>,
    pub created_at: Instant,
    /// The creation second inside sequence numbers: above every number of the parents.
    pub creation_second: u64,
    pub closed_at: Option<Instant>,
    pub log: Log,
    pub meter: Meter,
    /// When its subscribers are looked after next; none without subscribers.
    pub(super) push_at: Option<Instant>,
    write_bytes: TokenBucket,
    write_records: TokenBucket,
    read_bytes: TokenBucket,
    read_records: TokenBucket,
    get_records: TokenBucket,
    get_shard_iterator: TokenBucket,
    /// The limit that the last read went over, until its bucket is full again.
    read_over: Option<Limit>,
}

impl Shard {
    pub fn new(id: ShardId, range: HashKeyRange, created_at: Instant, creation_second: u64) -> Self {
        let bucket = |per_second| TokenBucket::full(per_second, created_at);
        Self {
            id,
            range,
            parent: None,
            adjacent_parent: None,
            created_at,
            creation_second,
            closed_at: None,
            log: Log::default(),
            meter: Meter::default(),
            push_at: None,
            write_bytes: bucket(quota::WRITE_BYTES_PER_SECOND),
            write_records: bucket(quota::WRITE_RECORDS_PER_SECOND),
            read_bytes: bucket(quota::READ_BYTES_PER_SECOND),
            read_records: bucket(quota::READ_RECORDS_PER_SECOND),
            get_records: bucket(quota::GET_RECORDS_PER_SECOND),
            get_shard_iterator: bucket(quota::GET_SHARD_ITERATOR_PER_SECOND),
            read_over: None,
        }
    }

    pub const fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// Closed before the trim horizon: nothing in it can be read any more, and lists omit it.
    pub fn is_expired(&self, horizon: Instant) -> bool {
        self.closed_at.is_some_and(|closed| closed < horizon)
    }

    /// Takes a record's share of both write limits, or says which of them is used up.
    #[inline]
    pub fn admit_write(&mut self, now: Instant, bytes: u32) -> Result<(), Limit> {
        debug_assert!(self.is_open(), "{} takes records", self.id);
        self.write_bytes.refill(now);
        self.write_records.refill(now);
        if !self.write_records.admits(1) {
            return Err(Limit::WriteRecords);
        }
        if !self.write_bytes.admits(bytes) {
            return Err(Limit::WriteBytes);
        }
        self.write_bytes.take(bytes);
        self.write_records.take(1);
        Ok(())
    }

    /// Counts a GetRecords call. A call that exceeds a read limit is answered; those of the second that follows are
    /// refused, longer where it went further over: after 10 MiB from a full bucket five seconds, as the API reference says.
    pub fn admit_read(&mut self, now: Instant) -> Result<(), Limit> {
        self.get_records.try_one(now).map_err(|_| Limit::GetRecordsCalls)?;
        self.read_bytes.refill(now);
        self.read_records.refill(now);
        let over = match self.read_over {
            Some(Limit::ReadRecords) => &self.read_records,
            Some(_) | None => &self.read_bytes,
        };
        self.read_over = self.read_over.filter(|_| !over.is_full());
        self.read_over.map_or(Ok(()), Err)
    }

    /// Takes what a GetRecords call answered from the shard's read limits.
    pub fn take_read(&mut self, records: u32, bytes: u32) {
        debug_assert!(
            records <= quota::GET_RECORDS_LIMIT && bytes <= quota::GET_RECORDS_BYTES && self.read_over.is_none(),
            "no more than a call may read"
        );
        self.read_bytes.take(bytes);
        self.read_records.take(records);
        let over = [(Limit::ReadBytes, self.read_bytes.debt()), (Limit::ReadRecords, self.read_records.debt())];
        let over = over.into_iter().filter_map(|(limit, debt)| Some((debt?, limit)));
        self.read_over = over.max_by_key(|(debt, _)| *debt).map(|(_, limit)| limit);
    }

    pub fn admit_get_shard_iterator(&mut self, now: Instant) -> Result<(), Limit> {
        self.get_shard_iterator.try_one(now).map_err(|_| Limit::GetShardIteratorCalls)
    }

    /// The number of the record at `ordinal`. Counter 0 is the shard's own first number, so records start
    /// at 1.
    pub fn sequence_number(&self, ordinal: u64, arrival: Instant) -> SequenceNumber {
        SequenceNumber {
            creation_second: self.creation_second,
            counter: ordinal + 1,
            arrival_second: arrival.as_secs(),
            shard_id: self.id,
        }
    }

    /// A place in the shard, after the record in front of `position`, as a number: what fan-out goes on after.
    pub fn place(&self, position: u64, now: Instant) -> SequenceNumber {
        SequenceNumber { counter: position, arrival_second: now.as_secs(), ..self.starting_sequence_number() }
    }

    /// AWS's `StartingSequenceNumber`.
    pub const fn starting_sequence_number(&self) -> SequenceNumber {
        SequenceNumber {
            creation_second: self.creation_second,
            counter: 0,
            arrival_second: self.creation_second,
            shard_id: self.id,
        }
    }

    /// AWS's `EndingSequenceNumber`: only a closed shard has one.
    pub fn ending_sequence_number(&self) -> Option<SequenceNumber> {
        let closed_at = self.closed_at?;
        Some(SequenceNumber {
            counter: SequenceNumber::CLOSING,
            arrival_second: closed_at.as_secs().max(self.creation_second),
            ..self.starting_sequence_number()
        })
    }

    /// The creation second of a child, when this shard closes at `now`.
    pub fn child_creation_second(&self, now: Instant) -> u64 {
        now.as_secs().max(self.creation_second) + 1
    }
}
