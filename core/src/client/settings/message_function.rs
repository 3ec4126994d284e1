//! The settings of a function that messages invoke, by the names of the Lambda API; ranges are its own.
use super::application::{idempotence, idempotence_text};
use super::function::{limited, limited_text};
use super::row::{Row, Unit};
use super::table::{self, Described};
use crate::client::InvalidSpec;
use crate::client::message_lambda::MessageFunctionSpec;

type R = Row<MessageFunctionSpec>;

static ROWS: [Row<MessageFunctionSpec>; 15] = [
    R::choice(
        "name",
        &[],
        |of| Some(of.function_name.clone()),
        |of, text| {
            of.function_name = text.into();
            Ok(())
        },
    )
    .fixed(),
    R::choice(
        "queue-name",
        &["{queue}"],
        |of| Some(of.queue_name.clone()),
        |of, text| {
            of.queue_name = text.into();
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
    R::choice(
        "maximum-concurrency",
        &["unlimited"],
        |of| Some(limited_text(of.maximum_concurrency, Unit::Count)),
        |of, text| {
            of.maximum_concurrency = limited(text, Unit::Count)?;
            Ok(())
        },
    ),
    R::flag("report-failures", |of| of.report_failures, |of, is| of.report_failures = is),
    R::number(
        "concurrency",
        Unit::Count,
        |_| (1, 1_000),
        |of| Some(of.concurrency),
        |of, value| of.concurrency = value,
    )
    .of_aws("reservedConcurrentExecutions"),
    R::number(
        "timeout",
        Unit::Seconds,
        |_| (1, 900),
        |of| Some(of.timeout_seconds),
        |of, value| of.timeout_seconds = value,
    )
    .of_aws("timeout"),
    R::number(
        "invocation",
        Unit::Millis,
        |_| (0, 900_000),
        |of| Some(of.invocation_millis),
        |of, value| of.invocation_millis = value,
    ),
    R::number("work", Unit::Micros, |_| (1, 60_000_000), |of| Some(of.work_micros), |of, value| of.work_micros = value),
    R::number(
        "failures",
        Unit::PerMille,
        |_| (0, 1_000),
        |of| Some(of.failures_per_mille),
        |of, value| of.failures_per_mille = value,
    ),
    R::number(
        "poison",
        Unit::PerMille,
        |_| (0, 1_000),
        |of| Some(of.poison_per_mille),
        |of, value| of.poison_per_mille = value,
    ),
    R::number(
        "retries",
        Unit::Count,
        |_| (0, 2),
        |of| Some(of.maximum_retry_attempts),
        |of, value| of.maximum_retry_attempts = value,
    )
    .of_aws("maximumRetryAttempts"),
    R::number(
        "event-age",
        Unit::Seconds,
        |_| (60, 21_600),
        |of| Some(of.maximum_event_age_seconds),
        |of, value| of.maximum_event_age_seconds = value,
    )
    .of_aws("maximumEventAgeInSeconds"),
    R::choice(
        "idempotence",
        &["none", "conditional-put:24h"],
        |of| Some(idempotence_text(of.idempotence)),
        |of, text| {
            of.idempotence = idempotence(text)?;
            Ok(())
        },
    )
    .fixed(),
];

impl Described for MessageFunctionSpec {
    fn unnamed() -> Self {
        Self::new("", "")
    }

    fn rows() -> &'static [Row<Self>] {
        &ROWS
    }

    fn missing(&self) -> Option<&'static str> {
        None
    }

    fn validate(&self) -> Result<(), InvalidSpec> {
        crate::client::spec::named(&self.function_name)?;
        table::check(self)?;
        self.agrees()
    }
}
