//! Which message comes next: the messages of a group stand in line, and the lines' heads are compared.
//!
//! A standard queue has lines for each of its partitions; groups that are noisy wait until nobody else has anything. A
//! FIFO queue has one set of lines: nothing of a group is taken from behind a message that is in flight, and a group that
//! was served goes behind the others.
use crate::engine::ChunkMap;
use alloc::collections::BTreeSet;

/// Messages without a group.
pub const NO_GROUP: u32 = u32::MAX;

/// Messages that may be received, by group, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    lines: ChunkMap<Place, (), 24>,
    /// Turn and group of each line that may be taken from; quiet groups first.
    heads: ChunkMap<(bool, u64, u32), (), 16>,
    /// The place of the first message in flight of a group: nothing behind it may be taken.
    bars: ChunkMap<u32, u64, 16>,
    /// Since which place a group that was served waits for its next turn.
    served: ChunkMap<u32, u64, 16>,
    /// Groups that come last.
    noisy: BTreeSet<u32>,
}

/// Group, place in its line, copy.
pub type Place = (u32, u64, u64);

impl Lines {
    pub fn len(&self) -> u64 {
        self.lines.len()
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        self.lines.heap_bytes()
            + self.heads.heap_bytes()
            + self.bars.heap_bytes()
            + self.served.heap_bytes()
            + self.noisy.len() as u64 * 8
    }

    /// Bytes that this copy keeps alive beside another.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        self.lines.bytes_beside(&other.lines, |_, ()| 0)
            + self.heads.bytes_beside(&other.heads, |_, ()| 0)
            + self.bars.bytes_beside(&other.bars, |_, _| 0)
            + self.served.bytes_beside(&other.served, |_, _| 0)
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
        self.next_of(self.first_group()?, None)
    }

    /// The group whose turn it is.
    pub fn first_group(&self) -> Option<u32> {
        self.heads.first().map(|((_, _, group), ())| *group)
    }

    /// Whether what comes next is of a quiet group.
    pub fn begins_quiet(&self) -> bool {
        self.heads.first().is_some_and(|((noisy, ..), ())| !noisy)
    }

    /// The next copy of a group, if its place is before `bar`. Without a bar, the next copy.
    pub fn next_of(&self, group: u32, bar: Option<u64>) -> Option<u64> {
        let (_, place, copy) = self.line_of(group)?;
        bar.is_none_or(|bar| place < bar).then_some(copy)
    }

    /// Whether messages of a group wait here, in reach or not.
    pub fn has(&self, group: u32) -> bool {
        self.line_of(group).is_some()
    }

    /// The place of the first message in flight of a group.
    pub fn bar_of(&self, group: u32) -> Option<u64> {
        self.bars.get(&group).copied()
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

    /// Sets the place of a group's first message in flight; `None` when nothing is in flight.
    pub fn bar(&mut self, group: u32, first: Option<u64>) {
        if self.bar_of(group) == first {
            return;
        }
        self.without_head(group, |lines| {
            match first {
                Some(place) => lines.bars.insert(group, place),
                None => lines.bars.remove(&group),
            };
        });
    }

    /// A group has its turn: its next one comes after those of all that wait since before `place`.
    pub fn serve(&mut self, group: u32, place: u64) {
        self.without_head(group, |lines| {
            lines.served.insert(group, place);
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
        if let Some(head) = self.head(group) {
            self.heads.insert(head, ());
        }
        // With nothing waiting and nothing in flight it is like any other group when it comes again.
        if !self.served.is_empty() && !self.has(group) && !self.bars.contains_key(&group) {
            self.served.remove(&group);
        }
    }

    fn head(&self, group: u32) -> Option<(bool, u64, u32)> {
        let (_, place, _) = self.line_of(group)?;
        let is_barred = self.bar_of(group).is_some_and(|first| first < place);
        let turn = self.served.get(&group).map_or(place, |since| place.max(*since));
        (!is_barred).then(|| (self.noisy.contains(&group), turn, group))
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
    fn places_decide_then_noise_bars_and_turns() {
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
        lines.bar(1, Some(3));
        lines.push(1, 0, 10);
        assert_eq!((lines.next_of(1, Some(1)), lines.next_of(1, Some(0)), lines.has(1)), (Some(10), None, true));
        let mut served = lines.clone();
        assert_eq!(drain(&mut lines), [10, 11, 21, 32, 23]);
        lines.bar(1, None);
        assert_eq!(drain(&mut lines), [14]);
        served.bar(1, None);
        served.serve(1, 5);
        served.serve(2, 6);
        assert_eq!(served.first_group(), Some(3));
        assert_eq!(drain(&mut served), [32, 10, 11, 14, 21, 23]);
        assert!(served.served.is_empty(), "a group without messages is forgotten");
    }
}
