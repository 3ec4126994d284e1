//! The charts: CloudWatch's metrics over the last minutes, hours or days.
use crate::card::Seen;
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

pub fn of(stream: &Stream, seen: Seen<'_>) -> Vec<Chart> {
    let now = seen.sim.now();
    let level = level(seen.speed, now.since(seen.sim.config().epoch));
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
    // The rates of now are those that the shards show: of the last 2.5 s, not of the last whole second.
    let lately =
        stream.open_shards().map(|shard| shard.meter.rate(now)).fold((0, 0, 0), |(records, bytes, refused), of| {
            (records + of.records, bytes + of.bytes, refused + of.throttled)
        });
    let a_second = |value: u64| value / step;
    let rate = |value: u64| format!("{}/s", format::grouped(value));
    let bytes = |value: u64| format!("{}/s", format::bytes(value));
    let mut charts = vec![
        chart(ChartKind::Records, &|c| a_second(c.incoming_records), &|c| a_second(c.outgoing_records), &rate),
        chart(ChartKind::Bytes, &|c| a_second(c.incoming_bytes), &|c| a_second(c.outgoing_bytes), &bytes),
        chart(ChartKind::Throttled, &|c| a_second(c.throttled_records), &|c| a_second(c.throttled_reads), &rate),
        chart(ChartKind::Age, &|c| c.iterator_age_millis, &|c| c.fan_out_behind_millis, &format::millis),
    ];
    if level == 0 {
        let (records, size, refused) = lately;
        for (chart, text) in charts.iter_mut().zip([rate(records), bytes(size), rate(refused)]) {
            chart.now.0 = text;
        }
    }
    charts
}
