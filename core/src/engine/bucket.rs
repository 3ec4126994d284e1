//! An integer token bucket: one second's worth of tokens unless told otherwise, refilled continuously.
//!
//! In any window `w` it passes at most one second's worth plus `rate * w`. What is larger than the whole
//! bucket passes when the bucket is full and leaves a debt, so that the average still holds.
use crate::base::{Duration, Instant};

/// A limit of so many tokens a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenBucket {
    per_second: u32,
    /// Most tokens at hand.
    burst: u32,
    /// Millionths of a token: one token a second is one unit a microsecond. Negative is a debt.
    level: i64,
    updated: Instant,
}

const UNITS: i64 = 1_000_000;

impl TokenBucket {
    /// A full bucket of `per_second` tokens.
    pub const fn full(per_second: u32, now: Instant) -> Self {
        Self::with_burst(per_second, per_second, now)
    }
    /// A full bucket of `burst` tokens, refilled with `per_second`.
    pub const fn with_burst(per_second: u32, burst: u32, now: Instant) -> Self {
        Self { per_second, burst, level: burst as i64 * UNITS, updated: now }
    }
    /// Adds what has come since the last call. Time never runs back here.
    pub fn refill(&mut self, now: Instant) {
        let micros = now.since(self.updated).as_micros();
        if micros > 0 {
            let most = self.capacity() - self.level;
            // A debt of 10 MiB at 1 MiB/s is gone after 11 s; the cap keeps the product in range.
            let added = micros.min(3_600 * 1_000_000) as i64 * i64::from(self.per_second);
            debug_assert!(most >= 0 && added >= 0, "a bucket is not over its size");
            self.level += added.min(most);
            self.updated = now;
        }
    }
    /// Whether `tokens` may pass now; to be asked after [`refill`](Self::refill).
    pub fn admits(&self, tokens: u32) -> bool {
        let wanted = i64::from(tokens) * UNITS;
        self.level >= wanted.min(self.capacity())
    }
    /// Takes `tokens`, into debt if need be.
    pub fn take(&mut self, tokens: u32) {
        self.level -= i64::from(tokens) * UNITS;
        debug_assert!(self.level <= self.capacity(), "a bucket is not over its size");
    }
    /// Takes one token, or says how long until there is one.
    pub fn try_one(&mut self, now: Instant) -> Result<(), Duration> {
        self.refill(now);
        if self.admits(1) {
            self.take(1);
            return Ok(());
        }
        let missing = UNITS - self.level;
        Err(Duration::from_micros(missing.unsigned_abs().div_ceil(u64::from(self.per_second))))
    }
    /// Whole tokens at hand; 0 while in debt.
    pub fn available(&self) -> u32 {
        u32::try_from(self.level.max(0) / UNITS).unwrap_or(u32::MAX)
    }
    pub fn is_full(&self) -> bool {
        self.level >= self.capacity()
    }
    /// How long it takes to be full again, if more was taken than there was.
    pub fn debt(&self) -> Option<Duration> {
        let missing = (self.capacity() - self.level).unsigned_abs();
        (self.level < 0).then(|| Duration::from_micros(missing.div_ceil(self.per_second.into())))
    }
    const fn capacity(&self) -> i64 {
        self.burst as i64 * UNITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_debt_is_paid_at_the_rate() {
        let start = Instant::from_secs(1);
        let mut bucket = TokenBucket::full(1_000, start);
        assert!(bucket.admits(5_000), "over the size passes when full");
        bucket.take(5_000);
        for (millis, admits) in [(0, false), (4_000, false), (4_001, true)] {
            bucket.refill(start + Duration::from_millis(millis));
            assert_eq!(bucket.admits(1), admits, "after {millis} ms");
        }
        assert!(!bucket.admits(5_000), "over the size waits until full");
        bucket.refill(start + Duration::from_secs(5));
        assert!(bucket.admits(5_000));
    }

    #[test]
    fn many_small_refills_equal_one() {
        let start = Instant::from_secs(1);
        let mut often = TokenBucket::full(3, start);
        often.take(3);
        let mut once = often;
        for micros in 1..=777_777 {
            often.refill(start + Duration::from_micros(micros));
        }
        once.refill(start + Duration::from_micros(777_777));
        assert_eq!(often, once);
    }
}
