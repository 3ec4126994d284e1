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
        "Name",
        &[],
        |of| Some(of.function_name.clone()),
        |of, text| {
            of.function_name = text.into();
            Ok(())
        },
        "What the function is called: 64 characters at most.",
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
        "What it reads.",
    )
    .fixed(),
    R::choice(
        "consumer-name",
        "Consumer",
        &[],
        |of| Some(of.consumer_name.clone()),
        |of, text| {
            of.consumer_name = text.into();
            Ok(())
        },
        "The consumer that records are pushed to (enhanced fan-out); without one, each shard is polled once a second.",
    )
    .fixed(),
    R::number(
        "batch-size",
        "Batch size",
        Unit::Count,
        |_| (1, 10_000),
        |of| Some(of.batch_size),
        |of, value| of.batch_size = value,
        "Records of one invocation, at most.",
    )
    .of_aws("batchSize"),
    R::number(
        "window",
        "Window",
        Unit::Seconds,
        |_| (0, 300),
        |of| Some(of.window_seconds),
        |of, value| of.window_seconds = value,
        "How long it waits for a batch to fill.",
    )
    .of_aws("maximumBatchingWindowInSeconds"),
    R::number(
        "tumbling-window",
        "Tumbling window",
        Unit::Seconds,
        |_| (0, 900),
        |of| Some(of.tumbling_seconds),
        |of, value| of.tumbling_seconds = value,
        "Length of the windows that keep a state; 0s is none.",
    )
    .fixed()
    .of_aws("tumblingWindowInSeconds"),
    R::number(
        "parallelization-factor",
        "Parallelization factor",
        Unit::Count,
        |_| (1, 10),
        |of| Some(of.parallelization_factor),
        |of, value| of.parallelization_factor = value,
        "Concurrent batches for each shard.",
    )
    .fixed()
    .of_aws("parallelizationFactor"),
    R::choice(
        "start",
        "Starts at",
        &["TRIM_HORIZON", "LATEST"],
        |of| Some(start_text(of.start).into()),
        |of, text| {
            of.start = start(text)?;
            Ok(())
        },
        "Where it starts.",
    )
    .fixed(),
    R::choice(
        "retries",
        "Retries",
        &["unlimited"],
        |of| Some(limited_text(of.maximum_retry_attempts, Unit::Count)),
        |of, text| {
            of.maximum_retry_attempts = limited(text, Unit::Count)?;
            Ok(())
        },
        "How often a batch that failed is tried again: unlimited, or 0 to 10000.",
    ),
    R::choice(
        "age",
        "Maximum age",
        &["unlimited"],
        |of| Some(limited_text(of.maximum_record_age_seconds, Unit::Seconds)),
        |of, text| {
            of.maximum_record_age_seconds = limited(text, Unit::Seconds)?;
            Ok(())
        },
        "Records older than that are given up: unlimited, or 1m to 168h.",
    ),
    R::flag(
        "bisect",
        "Bisect on error",
        |of| of.bisect,
        |of, is| of.bisect = is,
        "A batch that failed is halved, and the halves are tried by themselves.",
    ),
    R::flag(
        "report-failures",
        "Report batch item failures",
        |of| of.report_failures,
        |of, is| of.report_failures = is,
        "The function says at which record it failed, and those before count as done.",
    ),
    R::flag(
        "destination",
        "On-failure destination",
        |of| of.destination,
        |of, is| of.destination = is,
        "What is given up is noted in a destination.",
    ),
    R::number(
        "concurrency",
        "Concurrency",
        Unit::Count,
        |_| (1, 1_000),
        |of| Some(of.concurrency),
        |of, value| of.concurrency = value,
        "Invocations at once, at most.",
    )
    .of_aws("reservedConcurrentExecutions"),
    R::number(
        "invocation",
        "Invocation",
        Unit::Millis,
        |_| (0, 900_000),
        |of| Some(of.invocation_millis),
        |of, value| of.invocation_millis = value,
        "Time of an invocation besides its records.",
    ),
    R::number(
        "work",
        "Work for a record",
        Unit::Micros,
        |_| (1, 10_000_000),
        |of| Some(of.work_micros),
        |of, value| of.work_micros = value,
        "Time for each record.",
    ),
    R::number(
        "latency",
        "Latency",
        Unit::Millis,
        |_| (0, 10_000),
        |of| of.consumer_name.is_empty().then_some(of.latency_millis),
        |of, value| of.latency_millis = value,
        "From a GetRecords call to its answer.",
    ),
    R::choice(
        "idempotence",
        "Idempotence",
        &["none", "conditional-put:24h", "sequence-number"],
        |of| Some(idempotence_text(of.idempotence)),
        |of, text| {
            of.idempotence = idempotence(text)?;
            Ok(())
        },
        "What keeps a record that comes twice from counting twice.",
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
