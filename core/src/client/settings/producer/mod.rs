//! The settings of a producer.
mod words;

use self::words::{
    api_text, distribution, distribution_text, partition_key_text, retry, retry_text, set_api, set_partition_key,
    set_workload, workload_text,
};
use super::row::{Row, Unit};
use super::table::{self, Described};
use crate::client::{Api, COUNTRIES, Distribution, Field, InvalidSpec, PartitionKey, ProducerSpec, Retry, Workload};
use crate::kinesis::quota;
use alloc::string::{String, ToString};

/// A setting of the Kinesis Producer Library, by its own name. Defaults and ranges: default_config.properties of
/// amazon-kinesis-producer.
macro_rules! kpl {
    ($name:literal, $label:literal, $unit:ident, $bounds:expr, $field:ident, $help:literal) => {
        R::number(
            $name,
            $label,
            Unit::$unit,
            |_| $bounds,
            |of| if let Api::Kpl(settings) = &of.api { Some(settings.$field) } else { None },
            |of, value| {
                if let Api::Kpl(settings) = &mut of.api {
                    settings.$field = value;
                }
            },
            $help,
        )
    };
}

/// A setting of the Kinesis agent, by its own name. Agent's documentation, "Agent configuration settings".
macro_rules! agent {
    ($name:literal, $label:literal, $unit:ident, $bounds:expr, $field:ident, $help:literal) => {
        R::number(
            $name,
            $label,
            Unit::$unit,
            |_| $bounds,
            |of| if let Api::Agent(settings) = &of.api { Some(settings.$field) } else { None },
            |of, value| {
                if let Api::Agent(settings) = &mut of.api {
                    settings.$field = value;
                }
            },
            $help,
        )
    };
}

type R = Row<ProducerSpec>;

static ROWS: [Row<ProducerSpec>; 24] = [
    R::choice(
        "name",
        "Name",
        &[],
        |of| Some(of.name.clone()),
        |of, text| {
            of.name = text.into();
            Ok(())
        },
        "What it is called: 64 characters at most.",
    ),
    R::choice(
        "stream-name",
        "Stream",
        &["{stream}"],
        |of| Some(of.stream_name.clone()),
        |of, text| {
            of.stream_name = text.into();
            Ok(())
        },
        "Where its records go.",
    )
    .fixed(),
    R::choice(
        "workload",
        "Workload",
        &["trucks", "clicks", "sensors", "countries", "keys:", "hot:"],
        |of| Some(workload_text(&of.workload)),
        set_workload,
        "What its records are about.",
    )
    .fixed(),
    R::number(
        "rate",
        "Rate",
        Unit::PerSecond,
        |_| (0, 1_000_000),
        |of| Some(of.rate),
        |of, value| of.rate = value,
        "How many records it makes.",
    ),
    R::number(
        "record-bytes",
        "Record size",
        Unit::Bytes,
        |of| (of.workload.least_bytes(), 1 << 20),
        |of| Some(of.record_bytes),
        |of, value| of.record_bytes = value,
        "Bytes of data in each record; a record has 1 MiB at most, 1,052 bytes of which are kept for its key and encryption.",
    ),
    R::number(
        "keys",
        "Keys",
        Unit::Count,
        |of| (1, most_keys(of)),
        |of| Some(of.keys),
        |of, value| of.keys = value,
        "How many senders there are: trucks, users, sensors, or keys.",
    ),
    R::choice(
        "distribution",
        "Key order",
        &["even", "uniform", "unique", "zipf:1.1", "share:90%"],
        |of| Some(distribution_text(of.distribution)),
        |of, text| {
            of.distribution = distribution(text)?;
            Ok(())
        },
        "Which of them sends the next record.",
    ),
    R::choice(
        "api",
        "Call",
        &["put-record", "put-records:50", "kpl", "agent"],
        |of| Some(api_text(of.api)),
        set_api,
        "Which call it makes, or what makes it.",
    ),
    R::choice(
        "retry",
        "On throttle",
        &["never", "at-once", "backoff"],
        |of| Some(retry_text(of.retry).into()),
        |of, text| {
            of.retry = retry(text)?;
            Ok(())
        },
        "What becomes of a record that was refused.",
    ),
    R::flag(
        "keep-order",
        "Retries keep the order of each subject",
        |of| of.keep_order,
        |of, is| of.keep_order = is,
        "A record waits until the one before it about the same subject has arrived.",
    ),
    R::number(
        "latency",
        "Latency",
        Unit::Millis,
        |_| (0, 60_000),
        |of| Some(of.latency_millis),
        |of, value| of.latency_millis = value,
        "One way to the service; a call takes up to a quarter longer.",
    ),
    R::flag(
        "encrypted",
        "Encrypts the data itself",
        |of| of.encrypted,
        |of, is| of.encrypted = is,
        "AES-128-GCM, 28 bytes more; partition keys stay readable.",
    ),
    kpl!(
        "aggregation-max-size",
        "AggregationMaxSize",
        Bytes,
        (64, 10 << 20),
        aggregation_max_size,
        "Bytes of a packed record; never more than the stream takes."
    ),
    kpl!(
        "aggregation-max-count",
        "AggregationMaxCount",
        Count,
        (1, u32::MAX),
        aggregation_max_count,
        "User records in a packed one; with 1 nothing is packed."
    ),
    kpl!(
        "collection-max-count",
        "CollectionMaxCount",
        Count,
        (1, quota::PUT_RECORDS_ENTRIES as u32),
        collection_max_count,
        "Records of one PutRecords."
    ),
    kpl!(
        "collection-max-size",
        "CollectionMaxSize",
        Bytes,
        (52_224, 10 << 20),
        collection_max_size,
        "Bytes of one PutRecords."
    ),
    kpl!(
        "buffered-time",
        "RecordMaxBufferedTime",
        Millis,
        (1, 3_600_000),
        buffered_millis,
        "How long a record may wait to be packed."
    ),
    kpl!(
        "record-ttl",
        "RecordTtl",
        Millis,
        (100, 86_400_000),
        ttl_millis,
        "How long a record is tried before it is given up."
    ),
    kpl!("rate-limit", "RateLimit", PerCent, (1, 1_000), rate_limit, "Of what a shard takes."),
    agent!("buffer-records", "maxBufferSizeRecords", Count, (1, 500), buffer_records, "Lines of one PutRecords."),
    agent!("buffer-bytes", "maxBufferSizeBytes", Bytes, (1, 4 << 20), buffer_bytes, "Bytes of one PutRecords."),
    agent!(
        "buffer-age",
        "maxBufferAgeMillis",
        Millis,
        (1_000, 900_000),
        buffer_age_millis,
        "How long a line may wait to be sent."
    ),
    R::choice(
        "partition-key",
        "Partition key",
        &["random", "truck_id", "heading", "user_id", "page", "sensor_id", "deterministic"],
        partition_key_text,
        set_partition_key,
        "The field that is the partition key, or random: a UUID for each record. Of an agent: whether a line's key is random, or deterministic, a hash of its data.",
    ),
    R::choice(
        "subject",
        "What a record is about",
        &["truck_id", "heading", "user_id", "page", "sensor_id"],
        |of| of.workload.field(of.subject).map(ToString::to_string),
        |of, text| {
            of.subject = of.workload.field_named(text)?;
            Ok(())
        },
        "The field by which order, duplicates and losses are judged.",
    )
    .fixed(),
];

impl Described for ProducerSpec {
    fn unnamed() -> Self {
        Self {
            name: String::new(),
            stream_name: String::new(),
            workload: Workload::Trucks,
            rate: 100,
            record_bytes: 180,
            keys: 100,
            distribution: Distribution::Even,
            api: Api::PutRecord,
            retry: Retry::Backoff,
            keep_order: false,
            latency_millis: 100,
            encrypted: false,
            partition_key: PartitionKey::default(),
            subject: Field::Id,
        }
    }

    fn rows() -> &'static [Row<Self>] {
        &ROWS
    }

    fn missing(&self) -> Option<&'static str> {
        self.stream_name.is_empty().then_some("expected --stream-name")
    }

    fn validate(&self) -> Result<(), InvalidSpec> {
        crate::client::spec::named(&self.name)?;
        table::check(self)?;
        self.agrees()
    }
}

fn most_keys(of: &ProducerSpec) -> u32 {
    match (&of.workload, of.distribution) {
        (Workload::Countries, _) => COUNTRIES.len() as u32,
        (_, Distribution::Zipf { .. }) => 100_000,
        _ => 1_000_000,
    }
}
