//! How often each of a producer's keys has come lately.
use crate::base::Instant;
use alloc::vec::Vec;

/// How often one of a producer's keys has come lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRate {
    pub key: u32,
    /// Records in the last whole window of 2 s and the present one.
    pub records: u32,
    /// The time, in microseconds, in which they came.
    pub micros: u64,
}

/// Counts by key, in this window and the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyMeter {
    window: u64,
    began: u64,
    counts: [Vec<u32>; 2],
}

impl KeyMeter {
    const WINDOW: u64 = 2_000_000;

    /// Counts so many keys from now on.
    pub fn resize(&mut self, keys: usize) {
        self.counts.iter_mut().for_each(|counts| counts.resize(keys, 0));
    }

    pub fn roll(&mut self, now: Instant) {
        let window = now.as_micros() / Self::WINDOW;
        if self.window == 0 {
            self.began = now.as_micros();
        }
        if window != self.window {
            debug_assert!(window > self.window, "time does not run back");
            if window > self.window + 1 {
                self.counts[(self.window % 2) as usize].fill(0);
            }
            self.counts[(window % 2) as usize].fill(0);
            self.window = window;
        }
    }

    pub fn count(&mut self, key: u32) {
        if let Some(count) = self.counts[(self.window % 2) as usize].get_mut(key as usize) {
            *count += 1;
        }
    }

    pub fn rates(&self, now: Instant) -> impl Iterator<Item = KeyRate> {
        let current = now.as_micros() / Self::WINDOW;
        let fresh = move |window: u64| current - window <= 1;
        let start = ((current.max(1) - 1) * Self::WINDOW).max(self.began);
        let micros = now.as_micros().saturating_sub(start).max(1);
        (0..self.counts[0].len()).map(move |key| {
            let newest = if fresh(self.window) { self.counts[(self.window % 2) as usize][key] } else { 0 };
            let before = self.window.checked_sub(1).filter(|&w| fresh(w));
            let before = before.map_or(0, |w| self.counts[(w % 2) as usize][key]);
            KeyRate { key: key as u32, records: newest + before, micros }
        })
    }
}
