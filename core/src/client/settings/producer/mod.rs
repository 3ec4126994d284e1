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
    ($name:literal, $unit:ident, $bounds:expr, $field:ident) => {
        R::number(
            $name,
            Unit::$unit,
            |_| $bounds,
            |of| if let Api::Kpl(settings) = &of.api { Some(settings.$field) } else { None },
            |of, value| {
                if let Api::Kpl(settings) = &mut of.api {
                    settings.$field = value;
                }
            },
        )
    };
}

/// A setting of the Kinesis agent, by its own name. Agent's documentation, "Agent configuration settings".
macro_rules! agent {
    ($name:literal, $unit:ident, $bounds:expr, $field:ident) => {
        R::number(
            $name,
            Unit::$unit,
            |_| $bounds,
            |of| if let Api::Agent(settings) = &of.api { Some(settings.$field) } else { None },
            |of, value| {
                if let Api::Agent(settings) = &mut of.api {
                    settings.$field = value;
                }
            },
        )
    };
}

type R = Row<ProducerSpec>;

static ROWS: [Row<ProducerSpec>; 24] = [
    R::choice(
        "name",
        &[],
        |of| Some(of.name.clone()),
        |of, text| {
            of.name = text.into();
            Ok(())
        },
    ),
    R::choice(
        "stream-name",
        &["{stream}"],
        |of| Some(of.stream_name.clone()),
        |of, text| {
            of.stream_name = text.into();
            Ok(())
        },
    )
    .fixed(),
    R::choice(
        "workload",
        &["trucks", "clicks", "sensors", "countries", "keys:", "hot:"],
        |of| Some(workload_text(&of.workload)),
        set_workload,
    )
    .fixed(),
    R::number("rate", Unit::PerSecond, |_| (0, 1_000_000), |of| Some(of.rate), |of, value| of.rate = value),
    R::number(
        "record-bytes",
        Unit::Bytes,
        |of| (of.workload.least_bytes(), 1 << 20),
        |of| Some(of.record_bytes),
        |of, value| of.record_bytes = value,
    ),
    R::number("keys", Unit::Count, |of| (1, most_keys(of)), |of| Some(of.keys), |of, value| of.keys = value),
    R::choice(
        "distribution",
        &["even", "uniform", "unique", "zipf:1.1", "share:90%"],
        |of| Some(distribution_text(of.distribution)),
        |of, text| {
            of.distribution = distribution(text)?;
            Ok(())
        },
    ),
    R::choice("api", &["put-record", "put-records:50", "kpl", "agent"], |of| Some(api_text(of.api)), set_api),
    R::choice(
        "retry",
        &["never", "at-once", "backoff"],
        |of| Some(retry_text(of.retry).into()),
        |of, text| {
            of.retry = retry(text)?;
            Ok(())
        },
    ),
    R::flag("keep-order", |of| of.keep_order, |of, is| of.keep_order = is),
    R::number(
        "latency",
        Unit::Millis,
        |_| (0, 60_000),
        |of| Some(of.latency_millis),
        |of, value| of.latency_millis = value,
    ),
    R::flag("encrypted", |of| of.encrypted, |of, is| of.encrypted = is),
    kpl!("aggregation-max-size", Bytes, (64, 10 << 20), aggregation_max_size),
    kpl!("aggregation-max-count", Count, (1, u32::MAX), aggregation_max_count),
    kpl!("collection-max-count", Count, (1, quota::PUT_RECORDS_ENTRIES as u32), collection_max_count),
    kpl!("collection-max-size", Bytes, (52_224, 10 << 20), collection_max_size),
    kpl!("buffered-time", Millis, (1, 3_600_000), buffered_millis),
    kpl!("record-ttl", Millis, (100, 86_400_000), ttl_millis),
    kpl!("rate-limit", PerCent, (1, 1_000), rate_limit),
    agent!("buffer-records", Count, (1, 500), buffer_records),
    agent!("buffer-bytes", Bytes, (1, 4 << 20), buffer_bytes),
    agent!("buffer-age", Millis, (1_000, 900_000), buffer_age_millis),
    R::choice(
        "partition-key",
        &["random", "truck_id", "heading", "user_id", "page", "sensor_id", "deterministic"],
        partition_key_text,
        set_partition_key,
    ),
    R::choice(
        "subject",
        &["truck_id", "heading", "user_id", "page", "sensor_id"],
        |of| of.workload.field(of.subject).map(ToString::to_string),
        |of, text| {
            of.subject = of.workload.field_named(text)?;
            Ok(())
        },
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
