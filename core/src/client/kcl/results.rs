//! What an application has computed, beside what it should have: lost, duplicate and reordered records as they happen.
//!
//! The result of each subject, which is what a record is about whatever its partition key: how many records, their sum (the
//! speed of trucks, else bytes of data), and the last one. The truth counts each record once, and the last of a subject is the
//! one that was made last. Of records that users wrote the partition key is all that is known.
use super::{Idempotence, Seen};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::{Overtaken, Source};
use crate::kinesis::ShardId;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::Serialize;

/// The result of one subject.
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
    pub duplicates: u64,
    /// First deliveries of records older than one about the same subject that was processed before.
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
    /// Shard, and ordinal with place in it, of the last record that counted: what is kept with the result.
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
    pub content: Content<'a>,
}

/// What is known of a record besides its place.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// Source and index of what a producer or a lane made.
    Made(&'a Source, u32),
    /// Partition key and bytes of data of what a user wrote, or of what a reader takes for one record.
    Written { partition_key: &'a [u8], bytes: u32 },
    /// A record of the library's that nobody takes apart: what it is about is not known.
    Packed { bytes: u32 },
}

/// How the result of a key stands beside the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub mine: KeyResult,
    pub truth: KeyResult,
}

/// What records are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of what a producer or a lane makes: its own numbers.
    Actor(ActorId),
    /// Their numbers in a shard: of what the simulator has not made, or does not look into.
    Shard(ShardId),
}

/// A stretch of the external table of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdRows {
    pub whose: Whose,
    /// Numbers from this one on, 4,096 of them at most.
    pub first: u64,
    pub items: u32,
    pub written_at: Instant,
}

/// What counts for the result of a key, the same on every machine.
const KEY_BYTES: usize = 64;
const _: () = assert!(size_of::<OfKey>() <= KEY_BYTES);

/// Keys of users' own records that get a result. Ours: what is beyond is counted without one.
const WRITTEN_KEYS: usize = 10_000;
/// Bits of a record's place within an aggregated one.
const SUB_BITS: u32 = 20;

/// An application's results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    pub tally: Tally,
    /// The last record that was processed for the first time after a newer one.
    pub overtaken: Option<Overtaken>,
    idempotence: Idempotence,
    known_keys: u64,
    wrong_keys: u64,
    /// By actor, then by subject.
    keys: Vec<Vec<OfKey>>,
    /// Of records that users wrote, by partition key.
    written_keys: BTreeMap<Vec<u8>, OfKey>,
    seen: Seen,
    skipped: Seen,
    /// The external table of ids, and when each of its chunks was written last.
    ids: Seen,
    written: BTreeMap<(u64, u64), Instant>,
    items: u64,
}

/// Groups of records that are told apart by shard and number; and of those within an aggregated one behind its first.
const BY_SHARD: u64 = 1 << 32;
const BY_PLACE: u64 = 1 << 33;

impl Delivered<'_> {
    /// What tells this record from all others.
    fn id(&self) -> (u64, u64) {
        match self.content {
            Content::Made(source, index) => (u64::from(source.actor.0), source.base + u64::from(index)),
            Content::Written { .. } | Content::Packed { .. } if self.sub == 0 => {
                (BY_SHARD | u64::from(self.shard.0), self.ordinal)
            }
            Content::Written { .. } | Content::Packed { .. } => (BY_PLACE | u64::from(self.shard.0), self.place()),
        }
    }

    /// What is summed up of it: the speed of a truck, else its bytes of data.
    pub(crate) fn value(&self) -> u64 {
        match self.content {
            Content::Made(source, index) => source.reading(index),
            Content::Written { bytes, .. } | Content::Packed { bytes } => u64::from(bytes),
        }
    }

    const fn place(&self) -> u64 {
        self.ordinal << SUB_BITS | self.sub as u64
    }
}

impl Results {
    pub(crate) fn new(idempotence: Idempotence) -> Self {
        Self {
            tally: Tally::default(),
            overtaken: None,
            idempotence,
            known_keys: 0,
            wrong_keys: 0,
            keys: Vec::new(),
            written_keys: BTreeMap::new(),
            seen: Seen::default(),
            skipped: Seen::default(),
            ids: Seen::default(),
            written: BTreeMap::new(),
            items: 0,
        }
    }

    /// The result of a subject, and the truth.
    pub fn of_key(&self, actor: ActorId, key: u32) -> (KeyResult, KeyResult) {
        let of = self.keys.get(actor.0 as usize).and_then(|keys| keys.get(key as usize));
        of.map_or_else(Default::default, |of| (of.mine, of.truth))
    }

    /// The results of the subjects of a producer or a lane, by the subject's number; only those that there are.
    pub fn of_actor(&self, actor: ActorId) -> impl Iterator<Item = (u32, Standing)> {
        let keys = self.keys.get(actor.0 as usize).into_iter().flatten();
        let known = (0..).zip(keys).filter(|(_, of)| of.is_known());
        known.map(|(key, of)| (key, Standing { mine: of.mine, truth: of.truth }))
    }

    /// The results of the keys of users' own records.
    pub fn of_written(&self) -> impl Iterator<Item = (&[u8], Standing)> {
        self.written_keys.iter().map(|(key, of)| (&key[..], Standing { mine: of.mine, truth: of.truth }))
    }

    /// The external table of ids, in stretches that were written last at the same time.
    pub fn ids(&self) -> impl Iterator<Item = IdRows> {
        self.written.iter().map(|(&(group, chunk), &written_at)| IdRows {
            whose: match u32::try_from(group) {
                Ok(actor) => Whose::Actor(ActorId(actor)),
                Err(_) => Whose::Shard(ShardId(group as u32)),
            },
            first: Seen::first_of(chunk),
            items: self.ids.count(group, chunk),
            written_at,
        })
    }

    /// Ids that the table holds.
    pub const fn items(&self) -> u64 {
        self.items
    }

    pub const fn idempotence(&self) -> Idempotence {
        self.idempotence
    }

    /// Keys of all actors that have a result, and how many of the results are wrong.
    pub const fn keys(&self) -> (u64, u64) {
        (self.known_keys, self.wrong_keys)
    }

    /// Processes one record.
    #[inline]
    pub(crate) fn process(&mut self, now: Instant, record: Delivered<'_>) {
        let (group, number) = record.id();
        let new = self.seen.insert(group, number);
        self.tally.processed += 1;
        self.tally.duplicates += u64::from(!new);
        // What was passed over before is in the truth already.
        let passed_over = new && self.tally.lost > 0 && self.skipped.contains(group, number);
        self.tally.lost -= u64::from(passed_over);
        debug_assert!(self.tally.duplicates <= self.tally.processed, "a duplicate is processed, too");
        let in_truth = !new || passed_over;
        let fresh_id = match self.idempotence {
            Idempotence::ConditionalPut { ttl_seconds } => self.put_id(now, group, number, ttl_seconds),
            Idempotence::None | Idempotence::SequenceNumber => true,
        };
        let by_number = self.idempotence == Idempotence::SequenceNumber;
        let one = One { fresh: fresh_id, by_number, in_truth };
        let counts = self.count(&record, &one).unwrap_or(fresh_id);
        self.tally.counted_twice += u64::from(counts && !new);
        self.tally.kept_out += u64::from(!counts && !new);
        self.tally.left_out += u64::from(!counts && new);
    }

    /// Counts a record in its key's result and in the truth. Whether it counted in the result; nothing for one without a key.
    #[inline]
    fn count(&mut self, record: &Delivered<'_>, one: &One) -> Option<bool> {
        let (of, last) = match record.content {
            // Without a key's result there is nothing to keep a number with.
            Content::Made(source, _) if source.is_unique() => return None,
            Content::Packed { .. } => return None,
            Content::Made(source, index) => (of_key(&mut self.keys, source, index), source.base + u64::from(index) + 1),
            Content::Written { partition_key, .. } => {
                if self.written_keys.len() >= WRITTEN_KEYS && !self.written_keys.contains_key(partition_key) {
                    return None;
                }
                let of = self.written_keys.entry(partition_key.to_vec()).or_default();
                (of, u64::from(record.shard.0) << 40 | (record.ordinal + 1))
            }
        };
        let (before, latest) = (self.tally.reordered, of.truth.last);
        let totals = (&mut self.known_keys, &mut self.wrong_keys);
        let counts = one.count(of, record, last, &mut self.tally, totals);
        if let Content::Made(source, index) = record.content
            && self.tally.reordered > before
        {
            let (actor, subject) = (source.actor, source.subject_of(index));
            self.overtaken = Some(Overtaken { actor, subject, record: last - 1, by: latest - 1 });
        }
        Some(counts)
    }

    /// A conditional put of a record's id. Whether there was none. Rows of 4,096 records one after the other go together.
    fn put_id(&mut self, now: Instant, group: u64, number: u64, ttl_seconds: u32) -> bool {
        let key = (group, Seen::chunk_of(number));
        if let Some(last) = self.written.get(&key)
            && now.since(*last) > Duration::from_secs(u64::from(ttl_seconds))
        {
            self.items -= u64::from(self.ids.count(key.0, key.1));
            self.ids.forget(|group, chunk| (group, chunk) == key);
        }
        let new = self.ids.insert(group, number);
        debug_assert!(self.ids.contains(group, number), "it is written down");
        self.items += u64::from(new);
        if new {
            // A put that finds the id there writes nothing.
            self.written.insert(key, now);
        }
        new
    }

    /// Passes over a record: it is lost, unless it comes again. The truth has it.
    pub(crate) fn skip(&mut self, record: Delivered<'_>) {
        let (group, number) = record.id();
        if !self.seen.contains(group, number) && self.skipped.insert(group, number) {
            self.tally.lost += 1;
            let (reordered, overtaken) = (self.tally.reordered, self.overtaken);
            self.count(&record, &One { fresh: false, by_number: false, in_truth: false });
            debug_assert!(self.tally.reordered >= reordered, "counts only grow");
            (self.tally.reordered, self.overtaken) = (reordered, overtaken);
        }
    }

    /// Records that expired unread: which they were is not known any more.
    pub(crate) fn miss(&mut self, records: u64) {
        self.tally.lost += records;
    }

    /// Live bytes on the heap, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        let keys: usize = self.keys.iter().map(|keys| keys.len() * KEY_BYTES + 24).sum();
        let sets = self.seen.heap_bytes() + self.skipped.heap_bytes() + self.ids.heap_bytes();
        let written: usize = self.written_keys.keys().map(|key| key.len() + KEY_BYTES + 64).sum();
        (keys + written) as u64 + sets + self.written.len() as u64 * 40
    }
}

fn of_key<'a>(keys: &'a mut Vec<Vec<OfKey>>, source: &Source, index: u32) -> &'a mut OfKey {
    let place = source.actor.0 as usize;
    if keys.len() <= place {
        keys.resize(place + 1, Vec::new());
    }
    if keys[place].len() < source.subjects() as usize {
        keys[place].resize(source.subjects() as usize, OfKey::default());
    }
    &mut keys[place][source.subject_of(index) as usize]
}

/// How a delivery is counted.
struct One {
    /// Not in the table of ids.
    fresh: bool,
    by_number: bool,
    /// The truth has it already.
    in_truth: bool,
}

impl One {
    /// Counts a record in its key's result and in the truth. Whether it counted in the result.
    #[inline]
    fn count(
        &self,
        of: &mut OfKey,
        record: &Delivered<'_>,
        last: u64,
        tally: &mut Tally,
        (known_keys, wrong_keys): (&mut u64, &mut u64),
    ) -> bool {
        let (place, value) = ((record.shard.0, record.place()), record.value());
        let (known, wrong) = (of.is_known(), of.is_wrong());
        let counts = self.fresh && !(self.by_number && of.mine.count > 0 && place <= of.place);
        if counts {
            of.mine = KeyResult { count: of.mine.count + 1, sum: of.mine.sum + value, last };
            of.place = place;
        }
        if !self.in_truth {
            tally.reordered += u64::from(last < of.truth.last);
            let KeyResult { count, sum, last: latest } = of.truth;
            of.truth = KeyResult { count: count + 1, sum: sum + value, last: latest.max(last) };
        }
        let (newly_known, wrong_now) = (!known && of.is_known(), of.is_wrong());
        debug_assert!(!wrong || *wrong_keys > 0, "a wrong key was counted as one");
        *known_keys += u64::from(newly_known);
        *wrong_keys = *wrong_keys + u64::from(wrong_now) - u64::from(wrong);
        counts
    }
}
