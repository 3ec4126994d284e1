//! How UpdateShardCount gets to equal shards: cut and join, interleaved from left to right.
//!
//! For each target range in turn: cut the shard that crosses its end, then merge what lies inside it. AWS
//! documents no steps; these leave shards 6, 9 and 10 open for 4 to 3, as a published run on AWS did.
use super::{Change, Stream};
use crate::hash::{HashKey, uniform_ranges};
use alloc::vec::Vec;

/// The next split or merge on the way to `target` equal shards; `None` when they are there.
pub(super) fn next_change(stream: &Stream, target: u32) -> Option<Change> {
    let open: Vec<_> = stream.open_shards().map(|shard| (shard.range, shard.id)).collect();
    // Rounding puts equal boundaries a few keys apart: no slivers.
    let tolerance = u128::from(target).max(open.len() as u128);
    let mut first = 0;
    for range in uniform_ranges(target) {
        let end = range.ending_hash_key;
        let near = |shard_end: HashKey| shard_end.0.abs_diff(end.0) < tolerance;
        // The shard in which this target range ends.
        let last = first + open[first..].partition_point(|(r, _)| r.ending_hash_key < end && !near(r.ending_hash_key));
        if !near(open[last].0.ending_hash_key) {
            return Some(Change::Split { shard: open[last].1, new_starting_hash_key: HashKey(end.0 + 1) });
        }
        if last > first {
            return Some(Change::Merge { shard: open[first].1, adjacent: open[first + 1].1 });
        }
        first = last + 1;
    }
    None
}
