//! A sorted map that is cheap to copy: chunks of entries in order, shared by all copies until one of them changes.
//!
//! A copy costs a pointer for each chunk; the first change of a chunk after it copies that chunk. Where chunks begin depends on
//! what was put in and taken out alone, never on when copies were made: so equal histories are equal values, and the bytes
//! that a map counts are the same on every way to it.
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A map in the order of its keys. A set is a map to nothing. `ENTRY` is how many bytes an entry counts: at least as many as it
/// takes on any machine, and the same on every one. `CHUNK` is about how many bytes the entries of a full chunk
/// count; it has 16 of them at least. Small chunks are for many small maps that are copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkMap<K, V, const ENTRY: u64, const CHUNK: u64 = 4_096> {
    /// None of them is empty.
    chunks: Vec<Arc<Chunk<K, V>>>,
    len: u64,
}

#[derive(Debug, PartialEq, Eq)]
struct Chunk<K, V>(VecDeque<(K, V)>);

impl<K: Clone, V: Clone> Clone for Chunk<K, V> {
    fn clone(&self) -> Self {
        // With the room that it has: it is copied to be changed.
        let mut entries = VecDeque::with_capacity(self.0.capacity());
        entries.extend(self.0.iter().cloned());
        Self(entries)
    }
}

impl<K, V, const ENTRY: u64, const CHUNK: u64> Default for ChunkMap<K, V, ENTRY, CHUNK> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<K: Ord + Clone, V: Clone, const ENTRY: u64, const CHUNK: u64> ChunkMap<K, V, ENTRY, CHUNK> {
    /// Entries of a full chunk: about 4 KiB where nothing else is said, so that the first change after a copy costs a microsecond.
    const FULL: usize = {
        assert!(size_of::<(K, V)>() as u64 <= ENTRY, "an entry counts at least its bytes");
        match CHUNK / ENTRY {
            128.. => 128,
            64.. => 64,
            32.. => 32,
            _ => 16,
        }
    };
    /// Bytes of a chunk besides its entries: pointer, counts, header, and what the allocator adds.
    const HEADER: u64 = 72;

    pub const fn len(&self) -> u64 {
        self.len
    }
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The chunk that holds a key, if any does.
    fn chunk_of(&self, key: &K) -> Option<usize> {
        self.chunks.partition_point(|chunk| chunk.first() <= key).checked_sub(1)
    }

    pub fn get(&self, key: &K) -> Option<&V> {
        let chunk = &self.chunks[self.chunk_of(key)?];
        chunk.place(key).ok().map(|place| &chunk.0[place].1)
    }

    pub fn contains_key(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// A value to change. Its chunk is copied if another copy of the map has it, too.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.chunk_of(key)?;
        let place = self.chunks[at].place(key).ok()?;
        Some(&mut Arc::make_mut(&mut self.chunks[at]).0[place].1)
    }

    /// Puts an entry in, and gives back the value that the key had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let at = self.chunk_of(&key).unwrap_or(0);
        let Some(chunk) = self.chunks.get_mut(at) else {
            self.chunks.push(Arc::new(Chunk(VecDeque::from([(key, value)]))));
            self.len = 1;
            return None;
        };
        let place = match chunk.place(&key) {
            Ok(place) => return Some(core::mem::replace(&mut Arc::make_mut(chunk).0[place].1, value)),
            Err(place) => place,
        };
        self.len += 1;
        if chunk.0.len() < Self::FULL {
            Arc::make_mut(chunk).0.insert(place, (key, value));
            return None;
        }
        // Behind a full chunk another begins: what only grows fills its chunks.
        if place == Self::FULL {
            self.chunks.insert(at + 1, Arc::new(Chunk(VecDeque::from([(key, value)]))));
            return None;
        }
        let chunk = Arc::make_mut(chunk);
        debug_assert!(place < Self::FULL && chunk.0.len() == Self::FULL, "a full chunk is cut in two");
        let mut second = VecDeque::with_capacity(Self::FULL);
        second.extend(chunk.0.drain(Self::FULL / 2..));
        match place.checked_sub(Self::FULL / 2) {
            Some(place) => second.insert(place, (key, value)),
            None => chunk.0.insert(place, (key, value)),
        }
        self.chunks.insert(at + 1, Arc::new(Chunk(second)));
        None
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.chunk_of(key)?;
        let place = self.chunks[at].place(key).ok()?;
        let (_, value) = Arc::make_mut(&mut self.chunks[at]).0.remove(place)?;
        self.len -= 1;
        debug_assert!(
            self.len > 0 || self.chunks.iter().all(|chunk| chunk.0.is_empty()),
            "the length is that of the chunks"
        );
        self.tidy(at);
        Some(value)
    }

    /// An empty chunk goes; a small one joins the next one, if both together leave room.
    fn tidy(&mut self, at: usize) {
        let len = self.chunks[at].0.len();
        if len == 0 {
            self.chunks.remove(at);
        } else if self.chunks.len() == 1 && len < Self::FULL / 4 {
            // One that was full gives its room back.
            Arc::make_mut(&mut self.chunks[at]).0.shrink_to(room(len) as usize);
        } else if len < Self::FULL / 4
            && self.chunks.get(at + 1).is_some_and(|next| len + next.0.len() <= Self::FULL / 2)
        {
            debug_assert!(len > 0, "an empty chunk is gone");
            let next = self.chunks.remove(at + 1);
            Arc::make_mut(&mut self.chunks[at]).0.extend(next.0.iter().cloned());
        }
    }

    pub fn first(&self) -> Option<(&K, &V)> {
        self.chunks.first().and_then(|chunk| chunk.0.front()).map(|(key, value)| (key, value))
    }

    pub fn last(&self) -> Option<(&K, &V)> {
        self.chunks.last().and_then(|chunk| chunk.0.back()).map(|(key, value)| (key, value))
    }

    pub fn pop_first(&mut self) -> Option<(K, V)> {
        let entry = Arc::make_mut(self.chunks.first_mut()?).0.pop_front()?;
        self.len -= 1;
        self.tidy(0);
        Some(entry)
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.chunks.iter().flat_map(|chunk| chunk.0.iter()).map(|(key, value)| (key, value))
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The entries from a key on, in order.
    pub fn from<'a>(&'a self, key: &K) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V, ENTRY, CHUNK> {
        let at = self.chunk_of(key).unwrap_or(0);
        let skipped = self.chunks.get(at).map_or(0, |chunk| chunk.place(key).unwrap_or_else(|place| place));
        let rest = self.chunks[at.min(self.chunks.len())..].iter().flat_map(|chunk| chunk.0.iter());
        rest.skip(skipped).map(|(key, value)| (key, value))
    }

    /// The last entry whose key is not after this one.
    pub fn last_up_to(&self, key: &K) -> Option<(&K, &V)> {
        let chunk = &self.chunks[self.chunk_of(key)?];
        let place = chunk.place(key).map_or_else(|place| place.checked_sub(1), Some)?;
        chunk.0.get(place).map(|(key, value)| (key, value))
    }

    /// The last entry of which something is true that is true of all before it, and of none after.
    pub fn last_where(&self, is: impl Fn(&K, &V) -> bool) -> Option<(&K, &V)> {
        let of = |(key, value): &(K, V)| is(key, value);
        let chunk = &self.chunks[self.chunks.partition_point(|chunk| of(&chunk.0[0])).checked_sub(1)?];
        let place = chunk.0.partition_point(of).checked_sub(1)?;
        chunk.0.get(place).map(|(key, value)| (key, value))
    }

    /// Keeps what `keep` wants.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &V) -> bool) {
        let drops = self.iter().filter(|(key, value)| !keep(key, value)).map(|(key, _)| key.clone());
        for key in drops.collect::<Vec<_>>() {
            self.remove(&key);
        }
    }

    /// Bytes on the heap, but for what keys and values point to: the same for equal histories.
    pub fn heap_bytes(&self) -> u64 {
        match self.chunks.len() {
            // A small one grows by doubling.
            1 => Self::chunk_bytes(room(self.len as usize)) + 8,
            many => many as u64 * (Self::chunk_bytes(Self::FULL as u64) + 8),
        }
    }

    /// Bytes that this copy keeps alive beside `other`, a later or an earlier one. `behind` counts what an entry points to.
    pub fn bytes_beside(&self, other: &Self, behind: impl Fn(&K, &V) -> u64) -> u64 {
        let mut own = self.chunks.len() as u64 * 8;
        let mut theirs = other.chunks.iter().peekable();
        for chunk in &self.chunks {
            while theirs.next_if(|other| other.first() < chunk.first()).is_some() {}
            if theirs.peek().is_none_or(|other| !Arc::ptr_eq(other, chunk)) {
                // What an entry points to is shared by the copy of its chunk, as long as the other has the entry.
                let entries = chunk.0.iter().map(|(key, value)| (key, behind(key, value)));
                let gone = entries.filter(|(key, behind)| *behind > 0 && !other.contains_key(key));
                own += Self::chunk_bytes(room(chunk.0.len())) + gone.map(|(_, behind)| behind).sum::<u64>();
            }
        }
        own
    }

    const fn chunk_bytes(entries: u64) -> u64 {
        entries * ENTRY + Self::HEADER
    }

    /// Fails where the chunks are not what the map relies on.
    pub fn check(&self) {
        assert_eq!(self.len, self.chunks.iter().map(|chunk| chunk.0.len() as u64).sum::<u64>());
        assert!(self.chunks.iter().all(|chunk| !chunk.0.is_empty() && chunk.0.len() <= Self::FULL));
        assert!(self.keys().is_sorted_by(|a, b| a < b));
    }
}

/// Entries for which a chunk of so many has room: it grows by doubling.
fn room(len: usize) -> u64 {
    len.next_power_of_two().max(4) as u64
}

impl<K: Ord, V> Chunk<K, V> {
    fn first(&self) -> &K {
        &self.0[0].0
    }
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }
}

impl<K: Ord + Clone, V: Clone, const ENTRY: u64, const CHUNK: u64> FromIterator<(K, V)>
    for ChunkMap<K, V, ENTRY, CHUNK>
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        entries.into_iter().for_each(|(key, value)| drop(map.insert(key, value)));
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::mix;
    use alloc::collections::BTreeMap;

    #[test]
    fn it_is_a_map_and_copies_stay_what_they_were() {
        let (mut map, mut model) = (ChunkMap::<u64, u64, 16>::default(), BTreeMap::new());
        let mut copies = Vec::new();
        for round in 0..20_000_u64 {
            let key = mix(7, round) % 1_500;
            match mix(8, round) % 5 {
                0 | 1 => assert_eq!(map.insert(key, round), model.insert(key, round)),
                2 => assert_eq!(map.insert(round + 2_000, 1), model.insert(round + 2_000, 1)),
                3 => assert_eq!(map.remove(&key), model.remove(&key)),
                _ => {
                    assert_eq!(map.pop_first(), model.pop_first());
                    if let Some(value) = map.get_mut(&key) {
                        *value += 1;
                        *model.get_mut(&key).unwrap() += 1;
                    }
                }
            }
            assert_eq!(map.first(), model.first_key_value());
            assert_eq!(map.last(), model.last_key_value());
            assert_eq!(map.get(&key), model.get(&key));
            assert_eq!(map.last_up_to(&key), model.range(..=key).next_back());
            assert_eq!(map.last_where(|other, _| *other < key), model.range(..key).next_back());
            if round % 997 == 0 {
                map.check();
                assert!(map.iter().eq(&model) && map.from(&key).eq(model.range(key..)));
                copies.push((map.clone(), model.clone()));
            }
        }
        assert!(copies.iter().all(|(map, model)| map.iter().eq(model)));
        map.retain(|key, _| key % 3 == 0);
        model.retain(|key, _| key % 3 == 0);
        map.check();
        assert!(map.len() > 100 && map.iter().eq(&model));
    }

    #[test]
    fn chunks_and_bytes_are_the_same_with_copies_and_without() {
        let fill = |copies: bool| {
            let (mut map, mut kept) = (ChunkMap::<u64, [u64; 9], 80>::default(), Vec::new());
            for round in 0..5_000_u64 {
                map.insert(mix(3, round) % 3_000, [round; 9]);
                map.remove(&(mix(4, round) % 3_000));
                if copies && round % 10 == 0 {
                    kept.push(map.clone());
                }
            }
            map
        };
        let (with, without) = (fill(true), fill(false));
        assert!(with == without && with.chunks.len() > 10);
        assert_eq!(with.heap_bytes(), without.heap_bytes());
    }

    #[test]
    fn a_copy_shares_all_but_what_was_changed() {
        let mut map: ChunkMap<u64, u64, 16> = (0..10_000).map(|key| (key, key)).collect();
        let before = map.clone();
        assert_eq!(before.bytes_beside(&map, |_, _| 0), before.chunks.len() as u64 * 8);
        *map.get_mut(&5_000).unwrap() = 0;
        map.pop_first();
        map.insert(10_000, 0);
        // The chunk that was changed, the first, and the last, of which only the pointers are more.
        let own = before.bytes_beside(&map, |_, _| 1) - before.chunks.len() as u64 * 8;
        assert!((2 * 2_048..3 * 2_400).contains(&own), "{own}");
        assert!(map.heap_bytes() * 10 < map.len() * 16 * 12, "{} bytes for {}", map.heap_bytes(), map.len());
    }
}
