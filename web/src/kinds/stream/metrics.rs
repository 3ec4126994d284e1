//! Metrics by CloudWatch's names: live, by the second, and by the minute, as CloudWatch has them.
use crate::card::{Cell, Spark, Table};
use crate::format::grouped;
use shardscope_core::base::Instant;
use shardscope_core::kinesis::{Counts, Stream};

type Value = fn(&Counts) -> u64;

const SUM: &str = "Sum";
const MAXIMUM: &str = "Maximum";

/// Name, what CloudWatch does with the values of a minute, and where the value is.
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
    let row = |(name, statistic, value): (&str, &'static str, Value)| {
        let mut row = vec![Cell::from(name), Cell::from(statistic)];
        row.extend(cells(&minutes, value, statistic));
        row.extend(cells(&seconds, value, statistic));
        row
    };
    let caption = "CloudWatch, namespace AWS/Kinesis: the last three hours by the minute, and the last three minutes by the \
                   second. The dashed line is an alarm at half the retention period.";
    let head = ["metric", "statistic", "last minute", "3 h", "last second", "3 min"];
    Table::new(caption, &head, METRICS.into_iter().map(row))
}
