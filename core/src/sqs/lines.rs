//! Which message comes next: the messages of a group stand in line, and the lines' heads are compared.
//!
//! A standard queue has lines for each of its partitions; groups that are noisy wait until nobody else has anything. A
//! FIFO queue has one set of lines; a group of which a message is in flight is locked.
use crate::engine::ChunkMap;
use alloc::collections::BTreeSet;

/// Messages without a group.
pub const NO_GROUP: u32 = u32::MAX;

/// Messages that may be received, by group, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    lines: ChunkMap<Place, (), 24>,
    /// Place and group of the first of each line that may be taken from; quiet groups first.
    heads: ChunkMap<(bool, u64, u32), (), 16>,
    /// Groups that nothing may be taken from now.
    locked: ChunkMap<u32, (), 4>,
    /// Groups that come last.
    noisy: BTreeSet<u32>,
}

/// Group, place in its line, copy.
type Place = (u32, u64, u64);

impl Lines {
    pub fn len(&self) -> u64 {
        self.lines.len()
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        self.lines.heap_bytes() + self.heads.heap_bytes() + self.locked.heap_bytes() + self.noisy.len() as u64 * 8
    }

    /// Bytes that this copy keeps alive beside another.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        self.lines.bytes_beside(&other.lines, |_, ()| 0)
            + self.heads.bytes_beside(&other.heads, |_, ()| 0)
            + self.locked.bytes_beside(&other.locked, |_, ()| 0)
            + self.noisy.len() as u64 * 8
    }

    /// Puts a copy at its place of its group's line.
    pub fn push(&mut self, group: u32, place: u64, copy: u64) {
        self.without_head(group, |lines| {
            debug_assert!(!lines.lines.contains_key(&(group, place, copy)), "a copy stands in a line once");
            lines.lines.insert((group, place, copy), ());
        });
    }

    /// The copy that comes next.
    pub fn first(&self) -> Option<u64> {
        let (&(_, _, group), ()) = self.heads.first()?;
        self.first_of(group)
    }

    /// Whether what comes next is of a quiet group.
    pub fn begins_quiet(&self) -> bool {
        self.heads.first().is_some_and(|((noisy, ..), ())| !noisy)
    }

    /// The next copy of a group, whether it is locked or not.
    pub fn first_of(&self, group: u32) -> Option<u64> {
        self.line_of(group).map(|(_, _, copy)| copy)
    }

    /// The first place of a group's line.
    fn line_of(&self, group: u32) -> Option<Place> {
        self.lines.from(&(group, 0, 0)).next().map(|(place, ())| *place).filter(|place| place.0 == group)
    }

    /// Takes a copy out.
    pub fn remove(&mut self, group: u32, place: u64, copy: u64) {
        self.without_head(group, |lines| {
            lines.lines.remove(&(group, place, copy));
        });
    }

    pub fn lock(&mut self, group: u32, locked: bool) {
        self.without_head(group, |lines| {
            if locked {
                lines.locked.insert(group, ());
            } else {
                lines.locked.remove(&group);
            }
        });
    }

    pub fn set_noisy(&mut self, group: u32, noisy: bool) {
        if noisy != self.noisy.contains(&group) {
            self.without_head(group, |lines| {
                if noisy {
                    lines.noisy.insert(group);
                } else {
                    lines.noisy.remove(&group);
                }
            });
        }
    }

    /// Changes a group's line, and puts its head right.
    fn without_head(&mut self, group: u32, change: impl FnOnce(&mut Self)) {
        if let Some(head) = self.head(group) {
            self.heads.remove(&head);
        }
        change(self);
        debug_assert!(self.head(group).is_none_or(|head| !self.heads.contains_key(&head)), "a group has one head");
        if let Some(head) = self.head(group).filter(|_| !self.locked.contains_key(&group)) {
            self.heads.insert(head, ());
        }
    }

    fn head(&self, group: u32) -> Option<(bool, u64, u32)> {
        let (_, place, _) = self.line_of(group)?;
        Some((self.noisy.contains(&group), place, group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn drain(lines: &mut Lines) -> Vec<u64> {
        let group = |copy: u64| (copy / 10) as u32;
        core::iter::from_fn(|| {
            let copy = lines.first()?;
            lines.remove(group(copy), copy % 10, copy);
            Some(copy)
        })
        .collect()
    }

    #[test]
    fn places_decide_then_noise_and_locks() {
        let mut lines = Lines::default();
        for (group, copy) in [(1, 11), (2, 21), (1, 14), (2, 23), (3, 32)] {
            lines.push(group, copy % 10, copy);
        }
        assert_eq!(lines.len(), 5);
        let mut all = lines.clone();
        assert_eq!(drain(&mut all), [11, 21, 32, 23, 14]);
        assert_eq!((all.len(), all.lines.len()), (0, 0));
        let mut noisy = lines.clone();
        noisy.set_noisy(1, true);
        assert_eq!(drain(&mut noisy), [21, 32, 23, 11, 14]);
        lines.lock(1, true);
        lines.push(1, 0, 10);
        assert_eq!(lines.first_of(1), Some(10));
        assert_eq!(drain(&mut lines), [21, 32, 23]);
        lines.lock(1, false);
        assert_eq!(drain(&mut lines), [10, 11, 14]);
    }
}
