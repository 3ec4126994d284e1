//! Metrics by CloudWatch's names: live, by the second, and by the minute, as CloudWatch has them.
use super::Seen;
use shardscope_core::kinesis::{Counts, Stream};

/// A metric by CloudWatch's name, in namespace AWS/Kinesis.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricView {
    pub name: &'static str,
    /// What CloudWatch does with the values of a minute.
    pub statistic: &'static str,
    /// Values of whole minutes and whole seconds, oldest first.
    pub minutes: Vec<u64>,
    pub seconds: Vec<u64>,
    /// Where an alarm belongs: at half the retention period.
    pub alarm: Option<u64>,
}

type Value = fn(&Counts) -> u64;

const SUM: &str = "Sum";
const MAXIMUM: &str = "Maximum";

const METRICS: [(&str, &str, Value); 26] = [
    ("IncomingBytes", SUM, |c| c.incoming_bytes),
    ("IncomingRecords", SUM, |c| c.incoming_records),
    ("WriteProvisionedThroughputExceeded", SUM, |c| c.throttled_records),
    ("PutRecord.Bytes", SUM, |c| c.put_record_bytes),
    ("PutRecord.Success", SUM, |c| c.put_record_calls),
    ("PutRecords.Bytes", SUM, |c| c.put_records_bytes),
    ("PutRecords.Success", SUM, |c| c.put_records_calls),
    ("PutRecords.TotalRecords", SUM, |c| c.put_records_total),
    ("PutRecords.SuccessfulRecords", SUM, |c| c.put_records_successful),
    ("PutRecords.FailedRecords", SUM, |c| {
        c.put_records_total.saturating_sub(c.put_records_successful + c.put_records_throttled)
    }),
    ("PutRecords.ThrottledRecords", SUM, |c| c.put_records_throttled),
    ("GetRecords.Bytes", SUM, |c| c.outgoing_bytes),
    ("GetRecords.Records", SUM, |c| c.outgoing_records),
    ("GetRecords.Success", SUM, |c| c.get_records_calls),
    ("GetRecords.IteratorAgeMilliseconds", MAXIMUM, |c| c.iterator_age_millis),
    ("ReadProvisionedThroughputExceeded", SUM, |c| c.throttled_reads),
    ("SubscribeToShard.Success", SUM, |c| c.subscribe_calls),
    ("SubscribeToShard.RateExceeded", SUM, |c| c.subscribe_rate_exceeded),
    ("SubscribeToShardEvent.Bytes", SUM, |c| c.fan_out_bytes),
    ("SubscribeToShardEvent.Records", SUM, |c| c.fan_out_records),
    ("SubscribeToShardEvent.Success", SUM, |c| c.fan_out_events),
    ("SubscribeToShardEvent.MillisBehindLatest", MAXIMUM, |c| c.fan_out_behind_millis),
    ("OutgoingBytes (shard level, all together)", SUM, |c| c.outgoing_bytes + c.fan_out_bytes),
    ("OutgoingRecords (shard level, all together)", SUM, |c| c.outgoing_records + c.fan_out_records),
    ("IteratorAgeMilliseconds (shard level, the worst)", MAXIMUM, |c| c.iterator_age_millis),
    ("Records that two zones could not hold (ours)", SUM, |c| c.failed_records),
];

/// The metrics of a stream.
pub(super) fn of(stream: &Stream, seen: Seen<'_>) -> Vec<MetricView> {
    let whole = |level| {
        let mut points: Vec<Counts> = stream.series.points(level, stream.created_at, seen.now()).collect();
        // The last point is still being filled.
        points.pop();
        points
    };
    let (seconds, minutes) = (whole(0), whole(1));
    let metric = |(name, statistic, value): (&'static str, _, Value)| MetricView {
        name,
        statistic,
        minutes: minutes.iter().map(value).collect(),
        seconds: seconds.iter().map(value).collect(),
        alarm: (statistic == MAXIMUM).then(|| stream.retention.as_millis() / 2),
    };
    METRICS.into_iter().map(metric).collect()
}
