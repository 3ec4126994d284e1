//! Where in the key space the offered traffic falls, so that the effect of a split can be shown before it is
//! made. Ours, not AWS's: a real stream has no such counter.
use crate::base::{Duration, Instant};
use crate::hash::{HashKey, HashKeyRange};
use alloc::boxed::Box;

/// Equal parts into which the key space is counted; each is the top 12 bits of a hash key.
pub const HEAT_BUCKETS: usize = 4096;
const WINDOW: Duration = Duration::from_secs(2);
const SHIFT: u32 = 128 - HEAT_BUCKETS.ilog2();

/// Records offered per part of the key space, in this window of two simulated seconds and in the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heat {
    window: u64,
    counts: Box<[[u32; HEAT_BUCKETS]; 2]>,
}

impl Default for Heat {
    fn default() -> Self {
        Self { window: 0, counts: Box::new([[0; HEAT_BUCKETS]; 2]) }
    }
}

impl Heat {
    /// What one takes on the heap.
    pub const BYTES: u64 = size_of::<[[u32; HEAT_BUCKETS]; 2]>() as u64;

    /// Moves on to the window of `now`. To be called before [`count`](Self::count).
    pub fn roll(&mut self, now: Instant) {
        let window = now.as_micros() / WINDOW.as_micros();
        debug_assert!(window >= self.window, "time does not run back");
        if window != self.window {
            let old = (self.window % 2) as usize;
            if window > self.window + 1 {
                self.counts[old].fill(0);
            }
            self.counts[(window % 2) as usize].fill(0);
            self.window = window;
        }
    }
    #[inline]
    pub fn count(&mut self, key: HashKey) {
        self.counts[(self.window % 2) as usize][(key.0 >> SHIFT) as usize] += 1;
    }
    /// Records in the last whole window and this one, per part of the key space.
    pub fn recent(&self, bucket: usize) -> u64 {
        self.counts.iter().map(|counts| u64::from(counts[bucket])).sum()
    }
    /// Records offered below `at` and from `at` on, inside `range`. The parts at the edges count whole on
    /// the side where their first key lies.
    pub fn divide(&self, range: &HashKeyRange, at: HashKey) -> (u64, u64) {
        let bucket = |key: HashKey| (key.0 >> SHIFT) as usize;
        let (first, last) = (bucket(range.starting_hash_key), bucket(range.ending_hash_key));
        let cut = bucket(at).clamp(first, last);
        let sum = |from: usize, to: usize| (from..to).map(|b| self.recent(b)).sum();
        (sum(first, cut), sum(cut, last + 1))
    }
    /// The cut inside `range` that comes nearest to halving its traffic. `None` without traffic.
    pub fn balance(&self, range: &HashKeyRange) -> Option<HashKey> {
        let bucket = |key: HashKey| (key.0 >> SHIFT) as usize;
        let (first, last) = (bucket(range.starting_hash_key), bucket(range.ending_hash_key));
        let total: u64 = (first..=last).map(|b| self.recent(b)).sum();
        let mut below = 0;
        let mut best = None;
        for cut in first + 1..=last {
            below += self.recent(cut - 1);
            let at = HashKey((cut as u128) << SHIFT);
            let uneven = (2 * below).abs_diff(total);
            let better = best.is_none_or(|(least, _)| uneven < least);
            if total > 0 && better && range.split_at(at).is_some() {
                best = Some((uneven, at));
            }
        }
        best.map(|(_, at)| at)
    }
}
