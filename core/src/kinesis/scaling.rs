//! How an on-demand stream grows and shrinks. A shard that is written to with more than half of what it takes is split in
//! the middle; two neighbours are merged where the stream takes more than twice the highest rate of the last 30 days.
//!
//! So it takes twice the highest rate that it has had for a while, and throttles what more than doubles sooner. One key
//! stays on one shard, whatever is split. Source: Kinesis Data Streams developer guide, "Choose the data stream capacity
//! mode". Ours: that a shard has to be busy for five minutes, where the guide says that it takes 15 at most; that the rate is
//! that of a minute; and that a pair of shards is merged each minute.
use super::reshard::Change;
use super::{Kinesis, Out, ShardId, Stream, StreamId, StreamMode, Timer, quota};
use crate::base::{Duration, Instant};
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// How often shards are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// Looks in a row at which a shard has to be busy.
const BUSY_LOOKS: u32 = 5;

/// The highest rate of this many days counts.
const DAYS: u64 = 30;

/// What has been seen of the open shards of an on-demand stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scaling {
    /// Whether it is to be looked at.
    is_due: bool,
    /// By number.
    shards: Vec<(ShardId, Seen)>,
    /// The highest rate of each day, the newest last: of today, the 30 before it, and one more.
    peaks: VecDeque<Peak>,
}

/// The highest bytes and records a second of a day since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Peak {
    day: u64,
    bytes: u64,
    records: u64,
}

/// What an open shard was written to with since the last look, in a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rate {
    shard: ShardId,
    bytes: u64,
    records: u64,
    busy: u32,
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
            stream.scaling = Scaling::default();
            return;
        }
        let rates = stream.rates();
        stream.scaling.note(now, &rates);
        let busy = rates.iter().filter(|rate| rate.busy >= BUSY_LOOKS).map(|rate| rate.shard);
        let busy: Vec<ShardId> = busy.take(limit.saturating_sub(used) as usize).collect();
        if busy.is_empty()
            && stream.scaling.needed(now).is_some_and(|needed| rates.len() as u64 > needed)
            && let Some((shard, adjacent)) = quietest_pair(&rates)
        {
            stream.apply(Change::Merge { shard, adjacent }, now, out);
        }
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

impl Scaling {
    /// Remembers the rate of the whole stream, and forgets what is too old to count.
    fn note(&mut self, now: Instant, rates: &[Rate]) {
        let day = now.as_secs() / 86_400;
        let sum = |of: fn(&Rate) -> u64| rates.iter().map(of).sum::<u64>();
        let (bytes, records) = (sum(|rate| rate.bytes), sum(|rate| rate.records));
        match self.peaks.back_mut().filter(|peak| peak.day == day) {
            Some(peak) => (peak.bytes, peak.records) = (peak.bytes.max(bytes), peak.records.max(records)),
            None => self.peaks.push_back(Peak { day, bytes, records }),
        }
        // One extra day is kept, which shows that the 30 that count are all known.
        while self.peaks.get(1).is_some_and(|second| second.day + DAYS < day) {
            self.peaks.pop_front();
        }
    }

    /// Shards that take twice the highest rate of the last 30 days; `None` while the stream is not known for as long.
    fn needed(&self, now: Instant) -> Option<u64> {
        let first = now.as_secs() / 86_400 - DAYS;
        let _known = self.peaks.front().filter(|peak| peak.day < first)?;
        let counted = || self.peaks.iter().filter(|peak| peak.day >= first);
        let bytes = counted().map(|peak| peak.bytes).max().unwrap_or(0);
        let records = counted().map(|peak| peak.records).max().unwrap_or(0);
        let of_bytes = (bytes * 2).div_ceil(quota::WRITE_BYTES_PER_SECOND.into());
        let of_records = (records * 2).div_ceil(quota::WRITE_RECORDS_PER_SECOND.into());
        Some(of_bytes.max(of_records).max(quota::ON_DEMAND_SHARDS.into()))
    }
}

/// Of shards in the order of their hash keys the two neighbours that are written to least, if together they would not be
/// split again.
fn quietest_pair(rates: &[Rate]) -> Option<(ShardId, ShardId)> {
    let (bytes_most, records_most) = quota::ON_DEMAND_SPLIT;
    let pairs = rates.windows(2).map(|two| (two[0].bytes + two[1].bytes, two[0].records + two[1].records, two));
    let quiet = pairs.filter(|(bytes, records, _)| *bytes <= bytes_most && *records <= records_most);
    quiet.min_by_key(|(bytes, ..)| *bytes).map(|(.., two)| (two[0].shard, two[1].shard))
}

impl Stream {
    /// What each open shard was written to with since the last look, in the order of hash keys.
    fn rates(&mut self) -> Vec<Rate> {
        let seconds = LOOK_EVERY.as_secs();
        let (bytes_most, records_most) = quota::ON_DEMAND_SPLIT;
        let before = core::mem::take(&mut self.scaling.shards);
        let (mut rates, mut seen) = (Vec::new(), Vec::new());
        for shard in self.open_shards() {
            let total = &shard.meter.total;
            let now = Seen { bytes: total.incoming_bytes, records: total.incoming_records, busy: 0 };
            // Of a shard that is seen for the first time nothing is known: the next look counts.
            let known = before.binary_search_by_key(&shard.id, |(id, _)| *id);
            let last = known.ok().map_or(now, |place| before[place].1);
            debug_assert!(now.bytes >= last.bytes && now.records >= last.records, "totals only grow");
            let (bytes, records) = ((now.bytes - last.bytes) / seconds, (now.records - last.records) / seconds);
            let is_over = bytes > bytes_most || records > records_most;
            let busy = if is_over { last.busy + 1 } else { 0 };
            seen.push((shard.id, Seen { busy, ..now }));
            rates.push(Rate { shard: shard.id, bytes, records, busy });
        }
        seen.sort_unstable_by_key(|(id, _)| *id);
        debug_assert!(seen.windows(2).all(|two| two[0].0 < two[1].0), "a shard is seen once");
        self.scaling.shards = seen;
        rates
    }
}
