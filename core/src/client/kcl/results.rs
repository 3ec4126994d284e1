//! What an application has computed, beside what it should have: lost, doubled and reordered records as they happen.
//!
//! The result of each key: how many records, their sum (the speed of trucks, else bytes of data), and the last one. The
//! truth counts each record once, and the last of a key is the one that was made last.
use super::{Idempotence, Seen};
use crate::base::{Duration, Instant};
use crate::client::{ProducerId, Source};
use crate::kinesis::ShardId;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::Serialize;

/// The result of one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KeyResult {
    pub count: u64,
    pub sum: u64,
    /// One more than the index of the last record.
    pub last: u64,
}

/// Totals of what was processed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Deliveries, repetitions included.
    pub processed: u64,
    /// Deliveries of records that had been processed before.
    pub doubled: u64,
    /// First deliveries of records older than one of the same key that was processed before.
    pub reordered: u64,
    /// Records that it passed over and has not processed since.
    pub lost: u64,
    /// Repetitions that counted in the result.
    pub counted_twice: u64,
    /// Repetitions that were kept from counting.
    pub kept_out: u64,
    /// First deliveries that were kept from counting, wrongly.
    pub left_out: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct OfKey {
    mine: KeyResult,
    truth: KeyResult,
    /// Shard and ordinal of the last record that counted: what is kept with the result.
    place: (u32, u64),
}

impl OfKey {
    fn is_known(&self) -> bool {
        self.truth.count > 0 || self.mine.count > 0
    }
    fn is_wrong(&self) -> bool {
        self.mine != self.truth
    }
}

/// A delivered record.
#[derive(Clone, Copy, Debug)]
pub struct Delivered<'a> {
    pub shard: ShardId,
    pub ordinal: u64,
    /// Place within an aggregated record.
    pub sub: u32,
    /// Source and index of what a producer made; none of what a user wrote.
    pub made: Option<(&'a Source, u32)>,
}

/// An application's results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    pub tally: Tally,
    idempotence: Idempotence,
    known_keys: u64,
    wrong_keys: u64,
    /// By producer, then by key.
    keys: Vec<Vec<OfKey>>,
    seen: Seen,
    skipped: Seen,
    /// The external table of ids, and when each of its chunks was written last.
    ids: Seen,
    written: BTreeMap<(u64, u64), Instant>,
}

/// Whom a user's records belong to: no producer has such a number.
const USER: u64 = 1 << 32;

impl Delivered<'_> {
    /// What tells this record from all others.
    fn id(&self) -> (u64, u64) {
        match self.made {
            Some((source, index)) => (u64::from(source.producer.0), source.base + u64::from(index)),
            None => (USER | u64::from(self.shard.0), self.ordinal << 16 | u64::from(self.sub)),
        }
    }
}

impl Results {
    pub(crate) fn new(idempotence: Idempotence) -> Self {
        Self {
            tally: Tally::default(),
            idempotence,
            known_keys: 0,
            wrong_keys: 0,
            keys: Vec::new(),
            seen: Seen::default(),
            skipped: Seen::default(),
            ids: Seen::default(),
            written: BTreeMap::new(),
        }
    }

    /// The result of a key, and the truth.
    pub fn of_key(&self, producer: ProducerId, key: u32) -> (KeyResult, KeyResult) {
        let of = self.keys.get(producer.0 as usize).and_then(|keys| keys.get(key as usize));
        of.map_or_else(Default::default, |of| (of.mine, of.truth))
    }

    /// Keys of all producers that have a result, and how many of the results are wrong.
    pub const fn keys(&self) -> (u64, u64) {
        (self.known_keys, self.wrong_keys)
    }

    /// Works off one record.
    #[inline]
    pub(crate) fn process(&mut self, now: Instant, record: Delivered<'_>) {
        let (group, number) = record.id();
        let new = self.seen.insert(group, number);
        self.tally.processed += 1;
        self.tally.doubled += u64::from(!new);
        if new && self.tally.lost > 0 && self.skipped.contains(group, number) {
            self.tally.lost -= 1;
        }
        let fresh_id = match self.idempotence {
            Idempotence::ConditionalPut { ttl_seconds } => self.put_id(now, group, number, ttl_seconds),
            _ => true,
        };
        let by_number = self.idempotence == Idempotence::SequenceNumber;
        let counts = match record.made.filter(|(source, _)| !source.is_unique()) {
            Some((source, index)) => self.count(source, index, &record, new, fresh_id, by_number),
            // Without a key's result there is nothing to keep a number with.
            None => fresh_id,
        };
        self.tally.counted_twice += u64::from(counts && !new);
        self.tally.kept_out += u64::from(!counts && !new);
        self.tally.left_out += u64::from(!counts && new);
    }

    /// Counts a record in its key's result and in the truth. Whether it counted in the result.
    fn count(
        &mut self,
        source: &Source,
        index: u32,
        record: &Delivered<'_>,
        new: bool,
        fresh: bool,
        by_number: bool,
    ) -> bool {
        let (key, last) = (source.key_of(index), source.base + u64::from(index) + 1);
        let value = source.reading(index, key);
        let place = (record.shard.0, record.ordinal);
        let of = self.of(source.producer, source.keys, key);
        let (known, wrong) = (of.is_known(), of.is_wrong());
        let counts = fresh && !(by_number && of.mine.count > 0 && place <= of.place);
        if counts {
            of.mine = KeyResult { count: of.mine.count + 1, sum: of.mine.sum + value, last };
            of.place = place;
        }
        let reordered = new && last < of.truth.last;
        if new {
            let truth = of.truth;
            of.truth = KeyResult { count: truth.count + 1, sum: truth.sum + value, last: truth.last.max(last) };
        }
        let (newly_known, wrong_now) = (!known && of.is_known(), of.is_wrong());
        self.tally.reordered += u64::from(reordered);
        self.known_keys += u64::from(newly_known);
        self.wrong_keys = self.wrong_keys + u64::from(wrong_now) - u64::from(wrong);
        counts
    }

    fn of(&mut self, producer: ProducerId, keys: u32, key: u32) -> &mut OfKey {
        let place = producer.0 as usize;
        if self.keys.len() <= place {
            self.keys.resize(place + 1, Vec::new());
        }
        if self.keys[place].len() < keys as usize {
            self.keys[place].resize(keys as usize, OfKey::default());
        }
        &mut self.keys[place][key as usize]
    }

    /// A conditional put of a record's id. Whether there was none. Rows of 4,096 records one after the other go together.
    fn put_id(&mut self, now: Instant, group: u64, number: u64, ttl_seconds: u32) -> bool {
        let key = (group, Seen::chunk_of(number));
        if let Some(last) = self.written.get(&key)
            && now.since(*last) > Duration::from_secs(u64::from(ttl_seconds))
        {
            self.ids.forget(|group, chunk| (group, chunk) == key);
        }
        self.written.insert(key, now);
        self.ids.insert(group, number)
    }

    /// Passes over a record.
    pub(crate) fn skip(&mut self, record: Delivered<'_>) {
        let (group, number) = record.id();
        if !self.seen.contains(group, number) && self.skipped.insert(group, number) {
            self.tally.lost += 1;
        }
    }

    /// Records that expired unread: which they were is not known any more.
    pub(crate) fn miss(&mut self, records: u64) {
        self.tally.lost += records;
    }

    /// Live bytes on the heap, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        let keys: usize = self.keys.iter().map(|keys| keys.capacity() * size_of::<OfKey>()).sum();
        let sets = self.seen.heap_bytes() + self.skipped.heap_bytes() + self.ids.heap_bytes();
        keys as u64 + sets + self.written.len() as u64 * 40
    }
}
