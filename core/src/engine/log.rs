//! The record log of one shard: append at the end, trim at the front, read anywhere.
//!
//! A record is 12 bytes. What the simulator makes up is not stored: `source` and `index` say how to make it
//! again. What a user supplied lies in its segment's arena. Full segments never change and are shared by all
//! clones; only the open one is copied, when it is written to after a clone.
use crate::base::{Duration, Instant};
use crate::hash::HashKey;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Records in a full segment. Larger makes a clone of a long log cheaper, smaller the first write after it.
const SEGMENT_SLOTS: usize = 1024;

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

/// Where a segment begins; kept beside the pointer so that searching touches no segment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    first: u64,
    base: Instant,
    segment: Arc<Segment>,
}

/// Records by ordinal: the first record ever appended has ordinal 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    segments: VecDeque<Entry>,
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
        let open = self.segments.back().is_some_and(|entry| {
            entry.segment.slots.len() < SEGMENT_SLOTS
                && entry.segment.arena.len() < u32::MAX as usize / 2
                && now.since(entry.base).as_micros() <= u64::from(u32::MAX)
        });
        if !open {
            let mut next = Segment::default();
            if let Some(last) = self.segments.back_mut() {
                // The next segment's content is most often as large as this one's.
                next.arena.reserve_exact(last.segment.arena.len());
                if let Some(segment) = Arc::get_mut(&mut last.segment) {
                    segment.slots.shrink_to_fit();
                    segment.arena.shrink_to_fit();
                }
            }
            self.segments.push_back(Entry { first: self.end, base: now, segment: Arc::new(next) });
        }
        let last = self.segments.back_mut().expect("pushed above");
        (last.base, Arc::make_mut(&mut last.segment))
    }

    /// Forgets every record that arrived before `horizon`. Returns how many.
    pub fn trim_before(&mut self, horizon: Instant) -> u64 {
        let before = self.trimmed;
        self.trimmed = self.first_at_or_after(horizon).max(before);
        while let Some(front) = self.segments.front()
            && front.first + front.segment.slots.len() as u64 <= self.trimmed
        {
            debug_assert!(self.arena_bytes >= front.segment.arena.len() as u64, "what goes was counted");
            self.arena_bytes -= front.segment.arena.len() as u64;
            self.segments.pop_front();
        }
        debug_assert!(self.trimmed <= self.end, "only what there is is dropped");
        self.trimmed - before
    }

    /// Forgets every record.
    pub fn clear(&mut self) {
        self.segments.clear();
        self.trimmed = self.end;
        self.arena_bytes = 0;
    }

    /// The ordinal of the first record, not yet trimmed, that arrived at `when` or later.
    pub fn first_at_or_after(&self, when: Instant) -> u64 {
        let after = self.segments.partition_point(|entry| entry.base < when);
        let Some(entry) = after.checked_sub(1).map(|i| &self.segments[i]) else {
            return self.trimmed;
        };
        let within = entry.segment.slots.partition_point(|slot| entry.arrival(slot) < when);
        (entry.first + within as u64).max(self.trimmed)
    }

    /// Like [`first_at_or_after`](Self::first_at_or_after), without searching where nothing has expired.
    pub fn live_from(&self, horizon: Instant) -> u64 {
        match self.segments.front() {
            Some(front) if front.base < horizon => self.first_at_or_after(horizon),
            _ => self.trimmed,
        }
    }

    /// Runs of records from ordinal `from` on, each with the ordinal of its first record.
    pub fn runs(&self, from: u64) -> impl Iterator<Item = Run<'_>> {
        let start = self.segments.partition_point(|entry| entry.first <= from).saturating_sub(1);
        self.segments.range(start.min(self.segments.len())..).filter_map(move |entry| {
            let skip = from.saturating_sub(entry.first) as usize;
            let slots = entry.segment.slots.get(skip..).filter(|slots| !slots.is_empty())?;
            Some(Run { first: entry.first + skip as u64, slots, entry })
        })
    }

    /// When the record at `ordinal` arrived; `None` where there is none, or no longer.
    pub fn arrival(&self, ordinal: u64) -> Option<Instant> {
        let run = self.runs(ordinal).next().filter(|run| run.first == ordinal)?;
        Some(run.arrival(&run.slots[0]))
    }

    /// Bytes on the heap, by lengths: shared segments, and the room of the open one.
    pub fn heap_bytes(&self) -> u64 {
        let Some(open) = self.segments.back() else { return 0 };
        let slots = self.end - self.segments.front().map_or(self.end, |front| front.first);
        let written = open.segment.slots.len() as u64;
        let room = written.next_power_of_two() - written;
        (slots + room) * SLOT_BYTES + self.arena_bytes + self.segments.len() as u64 * SEGMENT_BYTES
    }

    /// Bytes that this copy keeps alive beside another: what the other has dropped, and segments that differ.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        let same = |entry: &Entry| {
            let at = other.segments.binary_search_by_key(&entry.first, |other| other.first);
            at.is_ok_and(|at| Arc::ptr_eq(&other.segments[at].segment, &entry.segment))
        };
        // Those at either end: what lies between two that are shared is shared.
        let first = self.segments.iter().take_while(|entry| !same(entry));
        let dropped = first.clone().count();
        let last = self.segments.iter().skip(dropped).rev().take_while(|entry| !same(entry));
        let own: u64 = first.chain(last).map(|entry| entry.segment.heap_bytes()).sum();
        own + self.segments.len() as u64 * ENTRY_BYTES
    }
}

/// What counts for a record, a segment with its place in the list, and that place: the same on every machine.
const SLOT_BYTES: u64 = 12;
const SEGMENT_BYTES: u64 = 152;
const ENTRY_BYTES: u64 = 32;
const _: () = assert!(size_of::<Slot>() as u64 == SLOT_BYTES && size_of::<Entry>() as u64 <= ENTRY_BYTES);
const _: () = assert!(size_of::<Segment>() as u64 + ENTRY_BYTES + 16 <= SEGMENT_BYTES);

impl Segment {
    fn heap_bytes(&self) -> u64 {
        let large = self.large.capacity() as u64 * 8;
        self.slots.capacity() as u64 * SLOT_BYTES + self.arena.capacity() as u64 + large + SEGMENT_BYTES
    }
}

impl Entry {
    fn arrival(&self, slot: &Slot) -> Instant {
        self.base + Duration::from_micros(u64::from(slot.arrival))
    }
}

/// Consecutive records of one segment.
pub struct Run<'a> {
    /// The ordinal of `slots[0]`.
    pub first: u64,
    pub slots: &'a [Slot],
    entry: &'a Entry,
}

impl<'a> Run<'a> {
    pub fn arrival(&self, slot: &Slot) -> Instant {
        self.entry.arrival(slot)
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
        let segment = &self.entry.segment;
        let place = (segment.slots.len() - self.slots.len() + at) as u32;
        let found = segment.large.binary_search_by_key(&place, |&(place, _)| place);
        segment.large[found.expect("every large record is listed")].1
    }
    /// The content of a slot whose source is [`Slot::SUPPLIED`].
    pub fn supplied(&self, slot: &Slot) -> Supplied<'a> {
        let arena = &self.entry.segment.arena;
        let (hash_key, rest) = arena[slot.index as usize..].split_at(16);
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte));
        let length = |at: usize| number(&rest[at..at + 4]) as usize;
        let (partition_key, rest) = rest[12..].split_at(length(0));
        let (data, rest) = rest.split_at(length(4));
        Supplied { hash_key: HashKey(number(hash_key)), partition_key, data, origins: &rest[..length(8)] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn a_copy_keeps_alive_what_it_does_not_share() {
        let mut log = Log::default();
        let now = Instant::from_secs(1);
        for index in 0..5_000 {
            log.append(now, 0, index, 100);
        }
        let early = log.clone();
        let places = |log: &Log| log.segments.len() as u64 * ENTRY_BYTES;
        assert_eq!(log.bytes_beside(&early), places(&log), "all of it is shared, but for the list");
        for index in 5_000..9_000 {
            log.append(now, 0, index, 100);
        }
        let own = log.bytes_beside(&early) - places(&log);
        // The segment that was open in both, and those that came since.
        assert!((4_000 * SLOT_BYTES..8_000 * SLOT_BYTES).contains(&own), "{own} bytes");
        assert!(early.bytes_beside(&log) < own);
    }

    /// Ordinals and bytes of all records from one on.
    fn sizes(log: &Log, from: u64) -> Vec<(u64, u32)> {
        let of_run = |run: Run<'_>| (0..run.slots.len()).map(|at| (run.first + at as u64, run.bytes(at))).collect();
        log.runs(from).flat_map(|run| -> Vec<_> { of_run(run) }).collect()
    }

    #[test]
    fn large_records_have_their_size_from_wherever_they_are_read() {
        let mut log = Log::default();
        let bytes = [10, 70_000, 20, 65_534, 65_535, 1_000_000, 30];
        for (second, bytes) in (0..).zip(bytes) {
            log.append(Instant::from_secs(second), 0, second as u32, bytes);
        }
        for from in 0..7 {
            let expected: Vec<(u64, u32)> = (0..).zip(bytes).skip(from).collect();
            assert_eq!(sizes(&log, from as u64), expected, "from {from}");
        }
        log.trim_before(Instant::from_secs(2));
        assert_eq!((log.trimmed(), sizes(&log, 4)), (2, vec![(4, 65_535), (5, 1_000_000), (6, 30)]));
    }

    #[test]
    fn what_is_trimmed_needs_no_memory() {
        let data = vec![7; 100_000];
        let mut log = Log::default();
        let record = || Supplied { hash_key: HashKey(0), partition_key: b"k", data: &data, origins: &[] };
        let mut second = 0;
        let mut append = |log: &mut Log, records: u64| {
            for _ in 0..records {
                log.append_supplied(Instant::from_secs(second), record());
                second += 1;
            }
        };
        let slots = SEGMENT_SLOTS as u64;
        append(&mut log, slots);
        let full = log.heap_bytes();
        assert!(full > slots * 100_000, "{full}");
        append(&mut log, 1);
        log.trim_before(Instant::from_secs(slots));
        assert_eq!((log.trimmed(), log.end()), (slots, slots + 1));
        // The segment that is open has room for what the last one held.
        assert!(log.heap_bytes() <= full + 200_000, "{} of {full}", log.heap_bytes());
        log.clear();
        assert!(log.heap_bytes() < 100_000, "{}", log.heap_bytes());
    }
}
