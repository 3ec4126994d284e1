//! A set of records, by group and number: cheap to add to in order, cheap to copy.
use alloc::collections::BTreeMap;
use alloc::sync::Arc;

/// Numbers of one chunk.
const CHUNK: u64 = 4_096;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Chunk {
    bits: [u64; 64],
    count: u32,
}

/// What counts for a chunk, the same on every machine.
const CHUNK_BYTES: u64 = 552;
const _: () = assert!(size_of::<Chunk>() as u64 + 16 <= CHUNK_BYTES);

/// A set of (group, number). Chunks that are full take no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// `None` is a full chunk.
    chunks: BTreeMap<(u64, u64), Option<Arc<Chunk>>>,
    /// The chunk that was used last, taken out of the map.
    open: Option<((u64, u64), Arc<Chunk>)>,
    /// Chunks in the map that are not full: counted as they come and go, because memory is asked for all the time.
    partial: u64,
}

impl Seen {
    /// Adds a number. Whether it was new.
    #[inline]
    pub fn insert(&mut self, group: u64, number: u64) -> bool {
        let key = (group, number / CHUNK);
        if !matches!(&self.open, Some((open, _)) if *open == key) && !self.turn_to(key) {
            return false;
        }
        let Some((_, chunk)) = &mut self.open else { return false };
        let chunk = Arc::make_mut(chunk);
        let (word, bit) = ((number % CHUNK / 64) as usize, 1 << (number % 64));
        let new = chunk.bits[word] & bit == 0;
        chunk.bits[word] |= bit;
        chunk.count += u32::from(new);
        debug_assert!(u64::from(chunk.count) <= CHUNK, "a chunk has so many numbers");
        new
    }

    pub fn contains(&self, group: u64, number: u64) -> bool {
        let key = (group, number / CHUNK);
        let has = |chunk: &Chunk| chunk.bits[(number % CHUNK / 64) as usize] >> (number % 64) & 1 == 1;
        match &self.open {
            Some((open, chunk)) if *open == key => has(chunk),
            _ => self.chunks.get(&key).is_some_and(|chunk| chunk.as_ref().is_none_or(|chunk| has(chunk))),
        }
    }

    /// Opens a chunk; false if it is full, so that nothing can be added.
    #[cold]
    fn turn_to(&mut self, key: (u64, u64)) -> bool {
        self.close();
        match self.chunks.get(&key) {
            Some(None) => return false,
            Some(Some(_)) => {
                self.open = self.chunks.remove(&key).flatten().map(|chunk| (key, chunk));
                debug_assert!(self.partial > 0, "what is opened was counted");
                self.partial -= 1;
            }
            None => self.open = Some((key, Arc::new(Chunk { bits: [0; 64], count: 0 }))),
        }
        true
    }

    fn close(&mut self) {
        if let Some((key, chunk)) = self.open.take() {
            let is_partial = u64::from(chunk.count) < CHUNK;
            self.partial += u64::from(is_partial);
            debug_assert!(!self.chunks.contains_key(&key), "an open chunk is not among the others");
            self.chunks.insert(key, is_partial.then_some(chunk));
        }
    }

    /// Forgets the chunks that a test names, by group and chunk.
    pub fn forget(&mut self, old: impl Fn(u64, u64) -> bool) {
        self.close();
        self.chunks.retain(|&(group, chunk), _| !old(group, chunk));
        self.partial = self.chunks.values().filter(|chunk| chunk.is_some()).count() as u64;
    }

    /// The chunk that a number is in: what is forgotten together.
    pub const fn chunk_of(number: u64) -> u64 {
        number / CHUNK
    }

    /// The first number of a chunk.
    pub const fn first_of(chunk: u64) -> u64 {
        chunk * CHUNK
    }

    /// How many numbers of a chunk are in the set.
    pub fn count(&self, group: u64, chunk: u64) -> u32 {
        match &self.open {
            Some((open, held)) if *open == (group, chunk) => held.count,
            _ => match self.chunks.get(&(group, chunk)) {
                None => 0,
                Some(None) => CHUNK as u32,
                Some(Some(held)) => held.count,
            },
        }
    }

    /// Live bytes on the heap.
    pub fn heap_bytes(&self) -> u64 {
        let partial = self.partial + u64::from(self.open.is_some());
        self.chunks.len() as u64 * 40 + partial * CHUNK_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_set() {
        let mut seen = Seen::default();
        let mut count = 0;
        for round in 0..2 {
            for number in (0..20_000).rev().chain(0..20_000).map(|n| n * 3 % 20_000) {
                count += u32::from(seen.insert(number % 2, number));
            }
            assert_eq!(count, 20_000, "round {round}");
        }
        assert!(seen.contains(1, 19_999) && !seen.contains(0, 19_999) && !seen.contains(0, 20_000));
        assert!((0..CHUNK * 2).all(|number| seen.insert(7, number)));
        assert!((0..CHUNK * 2).all(|number| !seen.insert(7, number) && seen.contains(7, number)));
        // Full chunks take no room but their place in the map; the counter agrees with the map.
        let by_hand = |seen: &Seen| seen.chunks.values().flatten().count() as u64;
        assert_eq!(seen.partial, by_hand(&seen));
        seen.forget(|group, chunk| group == 7 && chunk == 0);
        assert_eq!(seen.partial, by_hand(&seen));
        assert!(!seen.contains(7, CHUNK - 1) && seen.contains(7, CHUNK));
    }
}
