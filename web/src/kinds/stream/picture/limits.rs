//! What a shard takes, as heights of the bar.
use shardscope_core::kinesis::{Rate, quota};

/// How many per cent of the bar's height mean 100 %: above it there is room to see an excess.
pub const FULL: i64 = 82;

/// From so many thousandths of a limit on, a shard has the colour of one that is busy.
pub const NEARLY_FULL: u64 = 750;

/// Use of the fuller and of the other of a shard's two write limits, in thousandths.
pub fn use_of_limits(rate: &Rate) -> (u64, u64) {
    let records = rate.records * 1_000 / u64::from(quota::WRITE_RECORDS_PER_SECOND);
    let bytes = rate.bytes * 1_000 / u64::from(quota::WRITE_BYTES_PER_SECOND);
    (records.max(bytes), records.min(bytes))
}
