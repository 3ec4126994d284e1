//! How long records take from their shard to an application: CloudWatch has no metric for it, its guides call it the
//! propagation delay.
use crate::base::{Duration, Instant};
use crate::engine::Log;

/// Lengths of time, summed up over the last whole window and the present one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Propagation {
    window: u64,
    sums: [Sum; 2],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    records: u64,
    micros: u64,
}

impl Propagation {
    const WINDOW: u64 = 5_000_000;

    /// Records from ordinal `from` up to, not including, `to` have come to the application now.
    pub(crate) fn delivered(&mut self, now: Instant, log: &Log, from: u64, to: u64) {
        let window = now.as_micros() / Self::WINDOW;
        if window > self.window + 1 {
            self.sums = [Sum::default(); 2];
        } else if window > self.window {
            self.sums[(window % 2) as usize] = Sum::default();
        }
        debug_assert!(window >= self.window, "time does not run back");
        self.window = window;
        let sum = &mut self.sums[(window % 2) as usize];
        for run in log.runs(from) {
            let count = to.saturating_sub(run.first).min(run.slots.len() as u64) as usize;
            if count == 0 {
                return;
            }
            sum.records += count as u64;
            sum.micros += run.slots[..count].iter().map(|slot| now.since(run.arrival(slot)).as_micros()).sum::<u64>();
        }
    }

    /// The mean of the last 5 to 10 s; none where nothing came.
    pub fn mean(&self, now: Instant) -> Option<Duration> {
        let window = now.as_micros() / Self::WINDOW;
        let fresh = |age: u64| window.checked_sub(age).filter(|&of| of == self.window || of + 1 == self.window);
        let sum = |of: u64| self.sums[(of % 2) as usize];
        let (mut records, mut micros) = (0, 0);
        for of in [fresh(0), fresh(1)].into_iter().flatten() {
            records += sum(of).records;
            micros += sum(of).micros;
        }
        micros.checked_div(records).map(Duration::from_micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_of_the_last_seconds_only() {
        let at = |millis: u64| Instant::from_micros(1_000_000_000 + millis * 1_000);
        let (mut log, mut propagation) = (Log::default(), Propagation::default());
        (0..4).for_each(|n| assert_eq!(log.append(at(n * 1_000), 0, n as u32, 100), n));
        propagation.delivered(at(3_000), &log, 0, 2);
        propagation.delivered(at(3_200), &log, 2, 4);
        let mean = |millis| propagation.mean(at(millis)).map(|mean| mean.as_millis());
        assert_eq!(mean(4_000), Some((3_000 + 2_000 + 1_200 + 200) / 4));
        assert_eq!(mean(9_999), Some(1_600), "one window later");
        assert_eq!(mean(10_000), None, "two windows later");
    }
}
