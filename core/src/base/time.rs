//! Simulated time: whole microseconds, so that no rounding differs between machines.
use core::ops::{Add, AddAssign, Sub};
use serde::{Deserialize, Serialize};

/// A moment of simulated time, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(u64);

/// A length of simulated time, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Duration(u64);

impl Instant {
    /// The moment that many microseconds after 1970.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }
    /// The moment that many seconds after 1970.
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs * 1_000_000)
    }
    /// Microseconds since 1970.
    pub const fn as_micros(self) -> u64 {
        self.0
    }
    /// Whole seconds since 1970, rounded down.
    pub const fn as_secs(self) -> u64 {
        self.0 / 1_000_000
    }
    /// Time from `earlier` until this moment; zero if `earlier` is later.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

impl Duration {
    pub const ZERO: Self = Self(0);
    pub const SECOND: Self = Self(1_000_000);

    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis * 1_000)
    }
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs * 1_000_000)
    }
    pub const fn from_hours(hours: u64) -> Self {
        Self(hours * 3_600_000_000)
    }
    pub const fn as_micros(self) -> u64 {
        self.0
    }
    pub const fn as_millis(self) -> u64 {
        self.0 / 1_000
    }
    pub const fn as_secs(self) -> u64 {
        self.0 / 1_000_000
    }
    pub const fn as_hours(self) -> u64 {
        self.0 / 3_600_000_000
    }
}

impl Add<Duration> for Instant {
    type Output = Self;
    fn add(self, rhs: Duration) -> Self {
        Self(self.0.saturating_add(rhs.0))
    }
}
impl Sub<Duration> for Instant {
    type Output = Self;
    fn sub(self, rhs: Duration) -> Self {
        Self(self.0.saturating_sub(rhs.0))
    }
}
impl Add for Duration {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        Self(self.0.saturating_add(rhs.0))
    }
}
impl AddAssign for Duration {
    fn add_assign(&mut self, rhs: Self) {
        *self = *self + rhs;
    }
}
