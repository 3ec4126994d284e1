//! How an on-demand stream grows: a shard that is written to with more than half of what it takes is split in the middle.
//!
//! So it takes twice the highest rate that it has had for a while, and throttles what more than doubles sooner. One key
//! stays on one shard, whatever is split. Source: Kinesis Data Streams developer guide, "Choose the data stream capacity
//! mode". That a shard has to be busy for five minutes is ours: the guide says that it takes 15 at most. Streams do not
//! shrink: AWS keeps what 30 days have needed.
use super::reshard::Change;
use super::{Kinesis, Out, ShardId, Stream, StreamId, StreamMode, Timer, quota};
use crate::base::{Duration, Instant};
use alloc::vec::Vec;

/// How often shards are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// Looks in a row at which a shard has to be busy.
const BUSY_LOOKS: u32 = 5;

/// What has been seen of the open shards of an on-demand stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scaling {
    /// Whether it is to be looked at.
    is_due: bool,
    /// By number.
    shards: Vec<(ShardId, Seen)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    bytes: u64,
    records: u64,
    busy: u32,
}

impl Kinesis {
    /// An on-demand stream is watched from now on.
    pub(super) fn watch(&mut self, id: StreamId, now: Instant, out: &mut Out) {
        let Some(stream) = self.streams.get_mut(&id).filter(|stream| stream.mode == StreamMode::OnDemand) else {
            return;
        };
        if !core::mem::replace(&mut stream.scaling.is_due, true) {
            out.wake(now + LOOK_EVERY, Timer::Scale(id));
        }
    }

    pub(super) fn scale(&mut self, id: StreamId, now: Instant, out: &mut Out) {
        let (used, limit) = (self.shards_in_use(), self.account.shard_limit);
        let Some(stream) = self.streams.get_mut(&id) else { return };
        debug_assert!(stream.scaling.is_due, "somebody asked for this look");
        stream.scaling.is_due = false;
        if stream.mode != StreamMode::OnDemand || !stream.is_serving() {
            stream.scaling.shards.clear();
            return;
        }
        let mut busy = stream.busy_shards();
        busy.truncate(limit.saturating_sub(used) as usize);
        for shard in busy {
            let range = stream.shards[shard.index()].range;
            let new_starting_hash_key = range.midpoint();
            if range.split_at(new_starting_hash_key).is_some() {
                stream.apply(Change::Split { shard, new_starting_hash_key }, now, out);
            }
        }
        self.watch(id, now, out);
    }
}

impl Stream {
    /// The open shards that have been busy for long enough.
    fn busy_shards(&mut self) -> Vec<ShardId> {
        let seconds = LOOK_EVERY.as_secs();
        let (bytes_most, records_most) = quota::ON_DEMAND_SPLIT;
        let before = core::mem::take(&mut self.scaling.shards);
        let mut due = Vec::new();
        let mut seen = Vec::new();
        for shard in self.open_shards() {
            let total = &shard.meter.total;
            let now = Seen { bytes: total.incoming_bytes, records: total.incoming_records, busy: 0 };
            // Of a shard that is seen for the first time nothing is known: the next look counts.
            let known = before.binary_search_by_key(&shard.id, |(id, _)| *id);
            let last = known.ok().map_or(now, |place| before[place].1);
            debug_assert!(now.bytes >= last.bytes && now.records >= last.records, "totals only grow");
            let over = (now.bytes - last.bytes) / seconds > bytes_most
                || (now.records - last.records) / seconds > records_most;
            let busy = if over { last.busy + 1 } else { 0 };
            seen.push((shard.id, Seen { busy, ..now }));
            if busy >= BUSY_LOOKS {
                due.push(shard.id);
            }
        }
        seen.sort_unstable_by_key(|(id, _)| *id);
        debug_assert!(seen.windows(2).all(|two| two[0].0 < two[1].0), "a shard is seen once");
        self.scaling.shards = seen;
        due
    }
}
