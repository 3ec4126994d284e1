//! The settings of a function and its event source mapping, by the names of CreateEventSourceMapping; ranges are those of the
//! Lambda API.
use super::application::{idempotence, idempotence_text};
use super::reader::{start, start_text};
use super::row::{Row, Unit};
use super::table::{self, Described};
use crate::client::InvalidSpec;
use crate::client::lambda::MappingSpec;
use alloc::string::{String, ToString};

type R = Row<MappingSpec>;

static ROWS: [Row<MappingSpec>; 18] = [
    R::choice(
        "name",
        &[],
        |of| Some(of.function_name.clone()),
        |of, text| {
            of.function_name = text.into();
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
        "consumer-name",
        &[],
        |of| Some(of.consumer_name.clone()),
        |of, text| {
            of.consumer_name = text.into();
            Ok(())
        },
    )
    .fixed(),
    R::number("batch-size", Unit::Count, |_| (1, 10_000), |of| Some(of.batch_size), |of, value| of.batch_size = value)
        .of_aws("batchSize"),
    R::number(
        "window",
        Unit::Seconds,
        |_| (0, 300),
        |of| Some(of.window_seconds),
        |of, value| of.window_seconds = value,
    )
    .of_aws("maximumBatchingWindowInSeconds"),
    R::number(
        "tumbling-window",
        Unit::Seconds,
        |_| (0, 900),
        |of| Some(of.tumbling_seconds),
        |of, value| of.tumbling_seconds = value,
    )
    .fixed()
    .of_aws("tumblingWindowInSeconds"),
    R::number(
        "parallelization-factor",
        Unit::Count,
        |_| (1, 10),
        |of| Some(of.parallelization_factor),
        |of, value| of.parallelization_factor = value,
    )
    .fixed()
    .of_aws("parallelizationFactor"),
    R::choice(
        "start",
        &["TRIM_HORIZON", "LATEST"],
        |of| Some(start_text(of.start).into()),
        |of, text| {
            of.start = start(text)?;
            Ok(())
        },
    )
    .fixed(),
    R::choice(
        "retries",
        &["unlimited"],
        |of| Some(limited_text(of.maximum_retry_attempts, Unit::Count)),
        |of, text| {
            of.maximum_retry_attempts = limited(text, Unit::Count)?;
            Ok(())
        },
    ),
    R::choice(
        "age",
        &["unlimited"],
        |of| Some(limited_text(of.maximum_record_age_seconds, Unit::Seconds)),
        |of, text| {
            of.maximum_record_age_seconds = limited(text, Unit::Seconds)?;
            Ok(())
        },
    ),
    R::flag("bisect", |of| of.bisect, |of, is| of.bisect = is),
    R::flag("report-failures", |of| of.report_failures, |of, is| of.report_failures = is),
    R::flag("destination", |of| of.destination, |of, is| of.destination = is),
    R::number(
        "concurrency",
        Unit::Count,
        |_| (1, 1_000),
        |of| Some(of.concurrency),
        |of, value| of.concurrency = value,
    )
    .of_aws("reservedConcurrentExecutions"),
    R::number(
        "invocation",
        Unit::Millis,
        |_| (0, 900_000),
        |of| Some(of.invocation_millis),
        |of, value| of.invocation_millis = value,
    ),
    R::number("work", Unit::Micros, |_| (1, 10_000_000), |of| Some(of.work_micros), |of, value| of.work_micros = value),
    R::number(
        "latency",
        Unit::Millis,
        |_| (0, 10_000),
        |of| of.consumer_name.is_empty().then_some(of.latency_millis),
        |of, value| of.latency_millis = value,
    ),
    R::choice(
        "idempotence",
        &["none", "conditional-put:24h", "sequence-number"],
        |of| Some(idempotence_text(of.idempotence)),
        |of, text| {
            of.idempotence = idempotence(text)?;
            Ok(())
        },
    )
    .fixed(),
];

impl Described for MappingSpec {
    fn unnamed() -> Self {
        Self::new("", "")
    }

    fn rows() -> &'static [Row<Self>] {
        &ROWS
    }

    fn missing(&self) -> Option<&'static str> {
        self.stream_name.is_empty().then_some("expected --stream-name")
    }

    fn validate(&self) -> Result<(), InvalidSpec> {
        crate::client::spec::named(&self.function_name)?;
        table::check(self)?;
        self.agrees()
    }
}

/// A number, or `unlimited`.
pub(super) fn limited(text: &str, unit: Unit) -> Result<Option<u32>, String> {
    if text == "unlimited" { Ok(None) } else { unit.read(text).map(Some) }
}

pub(super) fn limited_text(value: Option<u32>, unit: Unit) -> String {
    value.map_or_else(|| "unlimited".to_string(), |value| unit.text(value))
}
