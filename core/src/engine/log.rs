//! The record log of one shard: append at the end, trim at the front, read anywhere.
//!
//! A record is 12 bytes. What the simulator makes up is not stored: `source` and `index` say how to make it
//! again. What a user supplied lies in its segment's arena. Full segments never change and are shared by all
//! clones; only the open one is copied, when it is written to after a clone.
#[cfg(test)]
mod tests;

use super::ChunkMap;
use crate::base::{Duration, Instant};
use crate::hash::HashKey;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Records in a full segment whose first record has this ordinal. Large segments cost a long log less; small ones keep small what
/// copies cannot share, the open segment. The logs of a thousand shards are short.
const fn segment_slots(first: u64) -> usize {
    match first >> 13 {
        0 => 128,
        1 => 256,
        2 | 3 => 512,
        _ => 1_024,
    }
}

/// One record, 12 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Microseconds after its segment's first record.
    arrival: u32,
    /// The record's number within its source; for a supplied one, its place in the arena.
    pub index: u32,
    /// Which source made it; [`Slot::SUPPLIED`] for a record that a user supplied.
    pub source: u16,
    /// Data and partition key in bytes; `u16::MAX` if that is in the segment's list of large records.
    size: u16,
}

impl Slot {
    pub const SUPPLIED: u16 = u16::MAX;
}

/// A record that a user supplied: kept as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supplied<'a> {
    /// Where it was routed: the MD5 of its key, or the explicit hash key that came with it.
    pub hash_key: HashKey,
    pub partition_key: &'a [u8],
    pub data: &'a [u8],
    /// Which records of the simulator's producers it was packed from, as [`Origins`] reads them; empty for what a user wrote.
    pub origins: &'a [u8],
}

/// Source and index of each record that one was packed from: six bytes each.
#[derive(Clone, Debug)]
pub struct Origins<'a>(&'a [u8]);

impl<'a> Origins<'a> {
    pub const fn of(record: &Supplied<'a>) -> Self {
        Self(record.origins)
    }
    /// Writes one more.
    pub fn push(to: &mut Vec<u8>, source: u16, index: u32) {
        to.extend_from_slice(&source.to_le_bytes());
        to.extend_from_slice(&index.to_le_bytes());
    }
}

impl Iterator for Origins<'_> {
    type Item = (u16, u32);
    fn next(&mut self) -> Option<(u16, u32)> {
        let (one, rest) = self.0.split_first_chunk::<6>()?;
        self.0 = rest;
        Some((u16::from_le_bytes([one[0], one[1]]), u32::from_le_bytes([one[2], one[3], one[4], one[5]])))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Segment {
    slots: Vec<Slot>,
    arena: Vec<u8>,
    /// Place and bytes of each record of 64 KiB or more.
    large: Vec<(u32, u32)>,
}

impl Segment {
    fn push(&mut self, arrival: u32, source: u16, index: u32, bytes: u32) {
        let size = u16::try_from(bytes).unwrap_or(u16::MAX);
        if size == u16::MAX {
            self.large.push((self.slots.len() as u32, bytes));
        }
        debug_assert!(
            self.slots.last().is_none_or(|last| last.arrival <= arrival),
            "records arrive one after the other"
        );
        self.slots.push(Slot { arrival, index, source, size });
    }
}

/// The segment that is written to, the ordinal of its first record, and when that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open {
    first: u64,
    base: Instant,
    segment: Arc<Segment>,
}

/// Full segments by the ordinal of their first record, with its arrival: searching touches no segment.
type Full = ChunkMap<u64, (Instant, Arc<Segment>), ENTRY_BYTES, 512>;

/// Records by ordinal: the first record ever appended has ordinal 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    full: Full,
    open: Option<Open>,
    trimmed: u64,
    end: u64,
    arena_bytes: u64,
}

impl Log {
    /// The ordinal after the newest record: how many were ever appended.
    pub const fn end(&self) -> u64 {
        self.end
    }
    /// The ordinal of the oldest record that is still there: how many have been trimmed.
    pub const fn trimmed(&self) -> u64 {
        self.trimmed
    }

    /// Appends a made-up record and returns its ordinal. `now` is not before the last record's arrival.
    #[inline]
    pub fn append(&mut self, now: Instant, source: u16, index: u32, bytes: u32) -> u64 {
        let (base, segment) = self.open_segment(now);
        debug_assert_ne!(source, Slot::SUPPLIED, "that number is not a recipe's");
        segment.push(now.since(base).as_micros() as u32, source, index, bytes);
        self.end += 1;
        self.end - 1
    }

    /// Appends a record that a user supplied. Its partition key has at most 1,024 bytes.
    pub fn append_supplied(&mut self, now: Instant, record: Supplied<'_>) -> u64 {
        let bytes = record.partition_key.len() + record.data.len();
        let (base, segment) = self.open_segment(now);
        let (arrival, at) = (now.since(base).as_micros() as u32, segment.arena.len() as u32);
        segment.push(arrival, Slot::SUPPLIED, at, bytes as u32);
        segment.arena.extend_from_slice(&record.hash_key.0.to_le_bytes());
        segment.arena.extend_from_slice(&(record.partition_key.len() as u32).to_le_bytes());
        segment.arena.extend_from_slice(&(record.data.len() as u32).to_le_bytes());
        segment.arena.extend_from_slice(&(record.origins.len() as u32).to_le_bytes());
        segment.arena.extend_from_slice(record.partition_key);
        segment.arena.extend_from_slice(record.data);
        segment.arena.extend_from_slice(record.origins);
        debug_assert!(u32::try_from(segment.arena.len()).is_ok(), "a place in the arena has 32 bits");
        self.arena_bytes += (bytes + record.origins.len()) as u64 + 28;
        self.end += 1;
        self.end - 1
    }

    fn open_segment(&mut self, now: Instant) -> (Instant, &mut Segment) {
        let has_room = |open: &Open| {
            open.segment.slots.len() < segment_slots(open.first)
                && open.segment.arena.len() < u32::MAX as usize / 2
                && now.since(open.base).as_micros() <= u64::from(u32::MAX)
        };
        if !self.open.as_ref().is_some_and(has_room) {
            self.begin_segment(now);
        }
        let open = self.open.as_mut().expect("begun above");
        (open.base, Arc::make_mut(&mut open.segment))
    }

    #[cold]
    fn begin_segment(&mut self, now: Instant) {
        let mut next = Segment::default();
        if let Some(mut last) = self.open.take() {
            // The next segment's content is most often as large as this one's.
            next.arena.reserve_exact(last.segment.arena.len());
            if let Some(segment) = Arc::get_mut(&mut last.segment) {
                segment.slots.shrink_to_fit();
                segment.arena.shrink_to_fit();
            }
            debug_assert!(self.full.last().is_none_or(|(first, _)| *first < last.first), "segments are in order");
            self.full.insert(last.first, (last.base, last.segment));
        }
        self.open = Some(Open { first: self.end, base: now, segment: Arc::new(next) });
    }

    /// Forgets every record that arrived before `horizon`. Returns how many.
    pub fn trim_before(&mut self, horizon: Instant) -> u64 {
        let before = self.trimmed;
        self.trimmed = self.first_at_or_after(horizon).max(before);
        let ends_by = |first: u64, segment: &Segment| first + segment.slots.len() as u64 <= self.trimmed;
        while let Some((first, (_, segment))) = self.full.first()
            && ends_by(*first, segment)
        {
            debug_assert!(self.arena_bytes >= segment.arena.len() as u64, "what goes was counted");
            self.arena_bytes -= segment.arena.len() as u64;
            self.full.pop_first();
        }
        if self.open.as_ref().is_some_and(|open| ends_by(open.first, &open.segment)) {
            (self.open, self.arena_bytes) = (None, 0);
        }
        debug_assert!(self.trimmed <= self.end, "only what there is is dropped");
        self.trimmed - before
    }

    /// Forgets every record.
    pub fn clear(&mut self) {
        (self.full, self.open) = (Full::default(), None);
        self.trimmed = self.end;
        self.arena_bytes = 0;
    }

    /// The ordinal of the first record, not yet trimmed, that arrived at `when` or later.
    pub fn first_at_or_after(&self, when: Instant) -> u64 {
        let full = || self.full.last_where(|_, (base, _)| *base < when).map(|(first, (base, of))| (*first, *base, of));
        let open = self.open.as_ref().filter(|open| open.base < when);
        let Some((first, base, segment)) = open.map(|open| (open.first, open.base, &open.segment)).or_else(full) else {
            return self.trimmed;
        };
        let within = segment.slots.partition_point(|slot| arrival(base, slot) < when);
        (first + within as u64).max(self.trimmed)
    }

    /// Like [`first_at_or_after`](Self::first_at_or_after), without searching where nothing has expired.
    pub fn live_from(&self, horizon: Instant) -> u64 {
        let oldest = self.full.first().map(|(_, (base, _))| *base).or(self.open.as_ref().map(|open| open.base));
        match oldest {
            Some(oldest) if oldest < horizon => self.first_at_or_after(horizon),
            _ => self.trimmed,
        }
    }

    /// Runs of records from ordinal `from` on, each with the ordinal of its first record.
    pub fn runs(&self, from: u64) -> impl Iterator<Item = Run<'_>> {
        let open = self.open.as_ref();
        // Most readers are near the end.
        let is_open = open.is_some_and(|open| open.first <= from);
        let start = (!is_open).then(|| self.full.last_up_to(&from).map_or(from, |(first, _)| *first));
        let full = start.into_iter().flat_map(|start| self.full.from(&start));
        let segments = full.map(|(first, (base, segment))| (*first, *base, segment));
        segments.chain(open.map(|open| (open.first, open.base, &open.segment))).filter_map(
            move |(first, base, segment)| {
                let skip = from.saturating_sub(first) as usize;
                let slots = segment.slots.get(skip..).filter(|slots| !slots.is_empty())?;
                Some(Run { first: first + skip as u64, slots, base, segment })
            },
        )
    }

    /// When the record at `ordinal` arrived; `None` where there is none, or no longer.
    pub fn arrival(&self, ordinal: u64) -> Option<Instant> {
        let run = self.runs(ordinal).next().filter(|run| run.first == ordinal)?;
        Some(run.arrival(&run.slots[0]))
    }

    /// Bytes on the heap, by lengths: shared segments, and the room of the open one.
    pub fn heap_bytes(&self) -> u64 {
        let Some(open) = &self.open else { return self.full.heap_bytes() };
        let slots = self.end - self.full.first().map_or(open.first, |(first, _)| *first);
        let written = open.segment.slots.len() as u64;
        let room = written.next_power_of_two() - written;
        let segments = (self.full.len() + 1) * SEGMENT_BYTES + self.full.heap_bytes();
        (slots + room) * SLOT_BYTES + self.arena_bytes + segments
    }

    /// Bytes that this copy keeps alive beside another: what the other has dropped, and segments that differ.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        let same = |first: u64, segment: &Arc<Segment>| {
            let open = other.open.as_ref().filter(|open| open.first == first).map(|open| &open.segment);
            open.or_else(|| other.full.get(&first).map(|(_, of)| of)).is_some_and(|of| Arc::ptr_eq(of, segment))
        };
        // Those at either end: what lies between two that are shared is shared.
        let full = || self.full.iter().map(|(first, (_, segment))| (*first, segment));
        let open = self.open.iter().map(|open| (open.first, &open.segment));
        let differ = |(first, segment): &(u64, &Arc<Segment>)| !same(*first, segment);
        let first = || full().take_while(differ);
        let rest = self.full.len() as usize - first().count();
        let last = open.chain(full().rev().take(rest)).take_while(differ);
        let own: u64 = first().chain(last).map(|(_, segment)| segment.heap_bytes()).sum();
        own + self.full.bytes_beside(&other.full, |_, _| 0)
    }
}

/// What counts for a record, for a segment, and for a place in the list of full ones: the same on every machine.
const SLOT_BYTES: u64 = 12;
const SEGMENT_BYTES: u64 = 120;
const ENTRY_BYTES: u64 = 32;
const _: () = assert!(size_of::<Slot>() as u64 == SLOT_BYTES && size_of::<Segment>() as u64 + 48 <= SEGMENT_BYTES);

impl Segment {
    fn heap_bytes(&self) -> u64 {
        let large = self.large.capacity() as u64 * 8;
        self.slots.capacity() as u64 * SLOT_BYTES + self.arena.capacity() as u64 + large + SEGMENT_BYTES
    }
}

fn arrival(base: Instant, slot: &Slot) -> Instant {
    base + Duration::from_micros(u64::from(slot.arrival))
}

/// Consecutive records of one segment.
pub struct Run<'a> {
    /// The ordinal of `slots[0]`.
    pub first: u64,
    pub slots: &'a [Slot],
    base: Instant,
    segment: &'a Segment,
}

impl<'a> Run<'a> {
    pub fn arrival(&self, slot: &Slot) -> Instant {
        arrival(self.base, slot)
    }
    /// Bytes of `slots[at]`, data and partition key.
    #[inline]
    pub fn bytes(&self, at: usize) -> u32 {
        match self.slots[at].size {
            u16::MAX => self.large_bytes(at),
            size => u32::from(size),
        }
    }
    #[cold]
    fn large_bytes(&self, at: usize) -> u32 {
        let segment = self.segment;
        let place = (segment.slots.len() - self.slots.len() + at) as u32;
        let found = segment.large.binary_search_by_key(&place, |&(place, _)| place);
        segment.large[found.expect("every large record is listed")].1
    }
    /// The content of a slot whose source is [`Slot::SUPPLIED`].
    pub fn supplied(&self, slot: &Slot) -> Supplied<'a> {
        let arena = &self.segment.arena;
        let (hash_key, rest) = arena[slot.index as usize..].split_at(16);
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte));
        let length = |at: usize| number(&rest[at..at + 4]) as usize;
        let (partition_key, rest) = rest[12..].split_at(length(0));
        let (data, rest) = rest.split_at(length(4));
        Supplied { hash_key: HashKey(number(hash_key)), partition_key, data, origins: &rest[..length(8)] }
    }
}
