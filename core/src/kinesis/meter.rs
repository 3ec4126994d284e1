//! What has been counted on a shard or a stream: totals for ever, and short histories for the screen.
use super::Limit;
use crate::base::{Duration, Instant};
use alloc::boxed::Box;
use serde::Serialize;

/// Counts of one stretch of time, or of all time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Counts {
    pub incoming_records: u64,
    /// Data and partition keys.
    pub incoming_bytes: u64,
    /// Records refused for a shard's write limits.
    pub throttled_records: u64,
    /// Records that fewer than two zones could hold.
    pub failed_records: u64,
    pub outgoing_records: u64,
    pub outgoing_bytes: u64,
    /// GetRecords calls refused for a shard's read limits.
    pub throttled_reads: u64,
    /// The highest age, in milliseconds, of the last record that a GetRecords call returned.
    pub iterator_age_millis: u64,
    /// Records and bytes pushed to registered consumers, all of them together.
    pub fan_out_records: u64,
    pub fan_out_bytes: u64,
    /// The highest MillisBehindLatest of a pushed event.
    pub fan_out_behind_millis: u64,
    /// PutRecord calls that were accepted, and their bytes.
    pub put_record_calls: u64,
    pub put_record_bytes: u64,
    /// PutRecords calls of which at least one record was accepted, and all records that were asked for.
    pub put_records_calls: u64,
    pub put_records_total: u64,
    pub put_records_successful: u64,
    pub put_records_throttled: u64,
    pub put_records_bytes: u64,
    /// GetRecords calls that were answered.
    pub get_records_calls: u64,
    /// Events that were pushed.
    pub fan_out_events: u64,
    /// SubscribeToShard calls: those that were answered, and those that came too often.
    pub subscribe_calls: u64,
    pub subscribe_rate_exceeded: u64,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.incoming_records += other.incoming_records;
        self.incoming_bytes += other.incoming_bytes;
        self.throttled_records += other.throttled_records;
        self.failed_records += other.failed_records;
        self.outgoing_records += other.outgoing_records;
        self.outgoing_bytes += other.outgoing_bytes;
        self.throttled_reads += other.throttled_reads;
        self.iterator_age_millis = self.iterator_age_millis.max(other.iterator_age_millis);
        self.fan_out_records += other.fan_out_records;
        self.fan_out_bytes += other.fan_out_bytes;
        self.fan_out_behind_millis = self.fan_out_behind_millis.max(other.fan_out_behind_millis);
        self.put_record_calls += other.put_record_calls;
        self.put_record_bytes += other.put_record_bytes;
        self.put_records_calls += other.put_records_calls;
        self.put_records_total += other.put_records_total;
        self.put_records_successful += other.put_records_successful;
        self.put_records_throttled += other.put_records_throttled;
        self.put_records_bytes += other.put_records_bytes;
        self.get_records_calls += other.get_records_calls;
        self.fan_out_events += other.fan_out_events;
        self.subscribe_calls += other.subscribe_calls;
        self.subscribe_rate_exceeded += other.subscribe_rate_exceeded;
    }
}

/// Length of one slice of a shard's recent past, and how many are kept: together 2.5 s, over which a meter
/// is smoothed. The raw use flickers and cannot be read.
const SLICE: Duration = Duration::from_millis(250);
const SLICES: usize = 10;

/// A shard's totals and its last 2.5 simulated seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    pub total: Counts,
    /// The limit for which a record was refused last.
    pub limit: Option<Limit>,
    recent: [Recent; SLICES],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Recent {
    number: u64,
    records: u32,
    bytes: u32,
    throttled: u32,
}

/// A shard's use now, in units a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    pub records: u64,
    pub bytes: u64,
    pub throttled: u64,
    /// The busiest quarter of a second in the same stretch, as a rate.
    pub peak_records: u64,
    pub peak_bytes: u64,
}

impl Meter {
    #[inline]
    pub fn accepted(&mut self, now: Instant, bytes: u32) {
        self.total.incoming_records += 1;
        self.total.incoming_bytes += u64::from(bytes);
        let slice = self.slice(now);
        slice.records += 1;
        slice.bytes = slice.bytes.saturating_add(bytes);
        debug_assert!(
            self.total.incoming_bytes >= self.total.incoming_records,
            "a record has a key of one byte at least"
        );
    }
    #[inline]
    pub fn throttled(&mut self, now: Instant, limit: Limit) {
        self.limit = Some(limit);
        self.total.throttled_records += 1;
        self.slice(now).throttled += 1;
    }
    fn slice(&mut self, now: Instant) -> &mut Recent {
        let number = now.as_micros() / SLICE.as_micros();
        let slice = &mut self.recent[(number % SLICES as u64) as usize];
        debug_assert!(number >= slice.number, "time does not run back");
        if slice.number != number {
            *slice = Recent { number, ..Recent::default() };
        }
        slice
    }
    /// The smoothed use over the last 2.5 s, the slice that is being filled not counted.
    pub fn rate(&self, now: Instant) -> Rate {
        let current = now.as_micros() / SLICE.as_micros();
        let span = SLICE.as_micros() * (SLICES as u64 - 1);
        let per_second = |sum: u64| sum * 1_000_000 / span;
        let mut rate = Rate::default();
        let live = self.recent.iter().filter(|s| s.number < current && current - s.number < SLICES as u64);
        for slice in live {
            rate.records += u64::from(slice.records);
            rate.bytes += u64::from(slice.bytes);
            rate.throttled += u64::from(slice.throttled);
            rate.peak_records = rate.peak_records.max(u64::from(slice.records) * 4);
            rate.peak_bytes = rate.peak_bytes.max(u64::from(slice.bytes) * 4);
        }
        rate.records = per_second(rate.records);
        rate.bytes = per_second(rate.bytes);
        rate.throttled = per_second(rate.throttled);
        rate
    }
}

/// Points of one chart.
pub const SERIES_POINTS: usize = 180;
/// The time that one point of each level covers: charts show 3 minutes, 3 hours or 7.5 days.
pub const SERIES_LEVELS: [Duration; 3] = [Duration::SECOND, Duration::from_secs(60), Duration::from_secs(3_600)];

/// A stream's metrics over time, at three resolutions, by the names of CloudWatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub total: Counts,
    levels: Box<[[(u64, Counts); SERIES_POINTS]; 3]>,
}

impl Default for Series {
    fn default() -> Self {
        Self { total: Counts::default(), levels: Box::new([[(0, Counts::default()); SERIES_POINTS]; 3]) }
    }
}

impl Series {
    /// What one takes on the heap.
    pub const BYTES: u64 = size_of::<[[(u64, Counts); SERIES_POINTS]; 3]>() as u64;

    pub fn add(&mut self, now: Instant, counts: &Counts) {
        self.total.add(counts);
        for (points, step) in self.levels.iter_mut().zip(SERIES_LEVELS) {
            let number = now.as_micros() / step.as_micros();
            let point = &mut points[(number % SERIES_POINTS as u64) as usize];
            debug_assert!(number >= point.0, "time does not run back");
            if point.0 != number {
                *point = (number, Counts::default());
            }
            point.1.add(counts);
        }
    }
    /// The points of one level, oldest first, up to the one that is being filled; none before `since`.
    pub fn points(&self, level: usize, since: Instant, now: Instant) -> impl DoubleEndedIterator<Item = Counts> {
        let step = SERIES_LEVELS[level].as_micros();
        let last = now.as_micros() / step;
        let first = (since.as_micros() / step).max((last + 1).saturating_sub(SERIES_POINTS as u64));
        (first..=last).map(move |number| {
            let (at, counts) = self.levels[level][(number % SERIES_POINTS as u64) as usize];
            if at == number { counts } else { Counts::default() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use serde_json::Value;

    /// Every field of a point is the sum of what was added, but for the highest ages.
    #[test]
    fn a_point_adds_up_every_field() {
        let Value::Object(names) = serde_json::to_value(Counts::default()).unwrap() else { panic!("fields") };
        let numbered = |factor: u64| {
            let fields = names.keys().enumerate().map(|(place, name)| (name.clone(), (place as u64 + 1) * factor));
            fields.collect::<alloc::collections::BTreeMap<String, u64>>()
        };
        let counts = |factor: u64| -> Counts {
            serde_json::from_value(serde_json::to_value(numbered(factor)).unwrap()).unwrap()
        };
        let mut series = Series::default();
        let second = Instant::from_secs(7);
        series.add(second, &counts(1));
        series.add(second, &counts(10));
        for found in [series.total, series.points(0, second, second).next().unwrap()] {
            let Value::Object(found) = serde_json::to_value(found).unwrap() else { panic!("fields") };
            for (name, one) in numbered(1) {
                let highest = ["iterator_age_millis", "fan_out_behind_millis"].contains(&&*name);
                assert_eq!(found[&name], if highest { one * 10 } else { one * 11 }, "{name}");
            }
        }
    }
}
