//! How often each of a producer's keys has come lately.
use crate::base::Instant;
use alloc::vec::Vec;

/// How often one of a producer's keys has come lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRate {
    pub key: u32,
    /// Records in the last whole window of 2 s and the present one.
    pub records: u32,
    /// The time, in microseconds, in which they came; a second at least, since less says nothing of a rate.
    pub micros: u64,
}

impl KeyRate {
    /// Records a second, to the nearest whole number.
    pub fn per_second(&self) -> u64 {
        (u64::from(self.records) * 1_000_000 + self.micros / 2) / self.micros
    }
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
    const LEAST: u64 = 1_000_000;

    /// Counts so many keys from now on, and forgets the others.
    pub fn start(&mut self, keys: usize, now: Instant) {
        let window = now.as_micros() / Self::WINDOW;
        *self = Self { window, began: now.as_micros(), counts: [alloc::vec![0; keys], alloc::vec![0; keys]] };
    }

    pub fn roll(&mut self, now: Instant) {
        let window = now.as_micros() / Self::WINDOW;
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
        let micros = now.as_micros().saturating_sub(start).max(Self::LEAST);
        (0..self.counts[0].len()).map(move |key| {
            let newest = if fresh(self.window) { self.counts[(self.window % 2) as usize][key] } else { 0 };
            let before = self.window.checked_sub(1).filter(|&w| fresh(w));
            let before = before.map_or(0, |w| self.counts[(w % 2) as usize][key]);
            KeyRate { key: key as u32, records: newest + before, micros }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_start_forgets_the_keys_before_and_counts_from_there() {
        let at = |millis: u64| Instant::from_micros(millis * 1_000);
        let rates = |meter: &KeyMeter, now: u64| {
            meter.rates(at(now)).map(|rate| (rate.records, rate.micros)).collect::<Vec<_>>()
        };
        let mut meter = KeyMeter::default();
        meter.start(2, at(10_000));
        meter.roll(at(10_100));
        (0..30).for_each(|_| meter.count(1));
        // A tenth of a second is no time to measure a rate in.
        assert_eq!(rates(&meter, 10_100), [(0, 1_000_000), (30, 1_000_000)]);
        assert_eq!(meter.rates(at(10_100)).nth(1).map(|rate| rate.per_second()), Some(30));
        meter.roll(at(12_500));
        meter.count(0);
        assert_eq!(rates(&meter, 12_500), [(1, 2_500_000), (30, 2_500_000)]);
        meter.start(1, at(12_600));
        assert_eq!(rates(&meter, 12_600), [(0, 1_000_000)]);
    }
}
