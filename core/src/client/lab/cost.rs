//! What a lane has cost so far, in nano-dollars. Prices of us-east-1, November 2026, without free tiers.
//!
//! Sources: the pricing pages of the services.

/// A shard, for an hour: 0.015 dollars.
pub const SHARD_HOUR: u64 = 15_000_000;
/// A PUT payload unit of 25 KB: 0.014 dollars per million.
pub const PUT_UNIT: u64 = 14;
/// Bytes of a PUT payload unit.
pub const UNIT_BYTES: u32 = 25_600;
/// A request to a standard queue, to a FIFO queue: 0.40 and 0.50 dollars per million.
pub const REQUEST: u64 = 400;
pub const FIFO_REQUEST: u64 = 500;
/// A publish: 0.50 dollars per million; deliveries to queues are free.
pub const PUBLISH: u64 = 500;

/// Of so many shard-microseconds and units.
pub const fn of_stream(shard_micros: u64, put_units: u64) -> u64 {
    (shard_micros as u128 * SHARD_HOUR as u128 / 3_600_000_000) as u64 + put_units * PUT_UNIT
}

/// Of so many requests to a queue.
pub const fn of_queue(requests: u64, is_fifo: bool) -> u64 {
    requests * if is_fifo { FIFO_REQUEST } else { REQUEST }
}

/// Of so many publishes.
pub const fn of_topic(requests: u64) -> u64 {
    requests * PUBLISH
}
