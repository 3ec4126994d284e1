//! Tumbling windows: what a function has summed up of a shard's records of the same stretch of time.
use crate::base::{Duration, Instant};
use crate::kinesis::ShardId;

/// The window that a shard's batches belong to now, and the state that is handed from one invocation to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// A multiple of its length since 1970; records belong to it by their arrival.
    pub start: Instant,
    pub records: u64,
    /// Speeds of trucks, else bytes of data.
    pub sum: u64,
    /// Until when its final invocation runs.
    pub closes_at: Option<Instant>,
}

impl Window {
    /// The window of `length` that a record belongs to.
    pub(crate) const fn of(arrival: Instant, length: Duration) -> Self {
        let start = arrival.as_micros() / length.as_micros() * length.as_micros();
        Self { start: Instant::from_micros(start), records: 0, sum: 0, closes_at: None }
    }
}

/// What a function made of a window in its final invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowResult {
    pub shard: ShardId,
    pub start: Instant,
    pub records: u64,
    pub sum: u64,
    pub at: Instant,
    /// Its shard ended before its time was over.
    pub cut_short: bool,
}
