//! Metrics by CloudWatch's names: live, by the second, and by the minute, as CloudWatch has them.
use crate::card::{Cell, Spark, Table};
use crate::format::grouped;
use crate::words::Plain;
use shardscope_core::base::Instant;
use shardscope_core::kinesis::{Counts, Stream};

type Value = fn(&Counts) -> u64;

const SUM: Plain = message!(stream.sum);
const MAXIMUM: Plain = message!(stream.maximum);

/// Name, what CloudWatch does with the values of a minute, and where the value is.
const METRICS: [(&str, Plain, Value); 26] = [
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
    ("OutgoingBytes", SUM, |c| c.outgoing_bytes + c.fan_out_bytes),
    ("OutgoingRecords", SUM, |c| c.outgoing_records + c.fan_out_records),
    ("IteratorAgeMilliseconds", MAXIMUM, |c| c.iterator_age_millis),
    ("", SUM, |c| c.failed_records),
];

/// The metrics of a stream, each with a line by the minute and one by the second.
pub fn table(stream: &Stream, now: Instant) -> Table {
    let whole = |level| {
        let mut points: Vec<Counts> = stream.series.points(level, stream.created_at, now).collect();
        // The last point is still being filled.
        points.pop();
        points
    };
    let (seconds, minutes) = (whole(0), whole(1));
    let alarm = |statistic| (statistic == MAXIMUM).then(|| stream.retention.as_millis() / 2);
    let cells = |points: &[Counts], value: Value, statistic| {
        let values: Vec<u64> = points.iter().map(value).collect();
        let last = values.last().map_or_else(|| "–".into(), |value| grouped(*value));
        [Cell::from(last), Cell::from(Spark { values, alarm: alarm(statistic) })]
    };
    let row = |(name, statistic, value): (&str, Plain, Value)| {
        let mut row = vec![Cell::from(named(name)), Cell::from(statistic.text())];
        row.extend(cells(&minutes, value, statistic));
        row.extend(cells(&seconds, value, statistic));
        row
    };
    let caption = t!(stream.cloudwatch_namespace_aws_kinesis);
    let head =
        [t!(stream.metric_head), t!(stream.statistic), t!(stream.last_minute), "3 h", t!(stream.last_second), "3 min"];
    Table::new(caption, &head, METRICS.into_iter().map(row))
}

/// The name in the table: CloudWatch's, with what stands beside it.
fn named(name: &str) -> String {
    match name {
        "" => t!(stream.records_that_two_zones_could_not).into(),
        "OutgoingBytes" | "OutgoingRecords" => t!(stream.shard_level_all_together, metric = name),
        "IteratorAgeMilliseconds" => t!(stream.shard_level_the_worst, metric = name),
        _ => name.into(),
    }
}
