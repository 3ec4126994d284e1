//! The charts: CloudWatch's metrics over the last minutes, hours or days.
use super::Seen;
use crate::format;
use shardscope_core::base::Duration;
use shardscope_core::kinesis::{Counts, SERIES_LEVELS, Stream};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    Records,
    Bytes,
    Throttled,
    Age,
}

/// One or two lines over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub kind: ChartKind,
    /// Oldest first; the last point is still being filled and left out.
    pub first: Vec<u64>,
    pub second: Vec<u64>,
    /// The highest value, at least 1.
    pub most: u64,
    /// Seconds that one point covers.
    pub step: u64,
    /// Where CloudWatch would raise an alarm: at half the retention period, in milliseconds.
    pub alarm: Option<u64>,
    /// The newest whole points, as text.
    pub now: (String, String),
}

/// The level that can be read at this speed: a chart should not be over in less than ten real seconds.
fn level(speed: f64, elapsed: Duration) -> usize {
    match speed {
        _ if speed <= 10.0 => 0,
        _ if speed > 100.0 && elapsed > Duration::from_hours(12) => 2,
        _ => 1,
    }
}

pub(super) fn of(stream: &Stream, seen: Seen<'_>) -> Vec<Chart> {
    let (now, speed) = (seen.now(), seen.player.speed);
    let level = level(speed, now.since(seen.player.timeline.epoch()));
    let mut points: Vec<Counts> = stream.series.points(level, stream.created_at, now).collect();
    if points.len() > 1 {
        points.pop();
    }
    let step = SERIES_LEVELS[level].as_secs();
    let chart =
        |kind, first: &dyn Fn(&Counts) -> u64, second: &dyn Fn(&Counts) -> u64, show: &dyn Fn(u64) -> String| {
            let line = |value: &dyn Fn(&Counts) -> u64| points.iter().map(value).collect::<Vec<_>>();
            let (first, second) = (line(first), line(second));
            let most = first.iter().chain(&second).copied().max().unwrap_or(0).max(1);
            let last = |line: &[u64]| show(line.last().copied().unwrap_or(0));
            let alarm = (kind == ChartKind::Age).then(|| stream.retention.as_millis() / 2);
            Chart { kind, now: (last(&first), last(&second)), first, second, most, step, alarm }
        };
    let a_second = |value: u64| value / step;
    let rate = |value: u64| format!("{}/s", format::grouped(value));
    let bytes = |value: u64| format!("{}/s", format::bytes(value));
    vec![
        chart(ChartKind::Records, &|c| a_second(c.incoming_records), &|c| a_second(c.outgoing_records), &rate),
        chart(ChartKind::Bytes, &|c| a_second(c.incoming_bytes), &|c| a_second(c.outgoing_bytes), &bytes),
        chart(ChartKind::Throttled, &|c| a_second(c.throttled_records), &|c| a_second(c.throttled_reads), &rate),
        chart(ChartKind::Age, &|c| c.iterator_age_millis, &|c| c.fan_out_behind_millis, &format::millis),
    ]
}

/// A metric by CloudWatch's name, in namespace AWS/Kinesis: over the last whole minute, and the last whole second.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricView {
    pub name: &'static str,
    /// What CloudWatch does with the values of a minute.
    pub statistic: &'static str,
    pub minute: u64,
    pub second: u64,
}

type Value = fn(&Counts) -> u64;

const METRICS: [(&str, &str, Value); 12] = [
    ("IncomingBytes", "Sum", |c| c.incoming_bytes),
    ("IncomingRecords", "Sum", |c| c.incoming_records),
    ("WriteProvisionedThroughputExceeded", "Sum", |c| c.throttled_records),
    ("PutRecords.FailedRecords", "Sum", |c| c.failed_records),
    ("GetRecords.Bytes", "Sum", |c| c.outgoing_bytes),
    ("GetRecords.Records", "Sum", |c| c.outgoing_records),
    ("GetRecords.IteratorAgeMilliseconds", "Maximum", |c| c.iterator_age_millis),
    ("ReadProvisionedThroughputExceeded", "Sum", |c| c.throttled_reads),
    ("SubscribeToShardEvent.Bytes", "Sum", |c| c.fan_out_bytes),
    ("SubscribeToShardEvent.Records", "Sum", |c| c.fan_out_records),
    ("SubscribeToShardEvent.MillisBehindLatest", "Maximum", |c| c.fan_out_behind_millis),
    ("OutgoingRecords", "Sum", |c| c.outgoing_records + c.fan_out_records),
];

/// The metrics of a stream.
#[inline(never)]
pub(super) fn metrics(stream: &Stream, seen: Seen<'_>) -> Vec<MetricView> {
    // The last point is still being filled.
    let last = |level| {
        let points: Vec<Counts> = stream.series.points(level, stream.created_at, seen.now()).collect();
        points.len().checked_sub(2).map(|place| points[place]).unwrap_or_default()
    };
    let (second, minute) = (last(0), last(1));
    let metric = |(name, statistic, value): (_, _, Value)| MetricView {
        name,
        statistic,
        minute: value(&minute),
        second: value(&second),
    };
    METRICS.into_iter().map(metric).collect()
}
