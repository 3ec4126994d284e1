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
        "Name",
        &[],
        |of| Some(of.function_name.clone()),
        |of, text| {
            of.function_name = text.into();
            Ok(())
        },
        "What the function is called: topics invoke it by its name. 64 characters at most.",
    )
    .fixed(),
    R::choice(
        "queue-name",
        "Queue",
        &["{queue}"],
        |of| Some(of.queue_name.clone()),
        |of, text| {
            of.queue_name = text.into();
            Ok(())
        },
        "The queue that its event source mapping reads; without one only topics invoke it.",
    )
    .fixed(),
    R::number(
        "batch-size",
        "Batch size",
        Unit::Count,
        |_| (1, 10_000),
        |of| Some(of.batch_size),
        |of, value| of.batch_size = value,
        "Messages of one invocation, at most; more than 10 need a window.",
    )
    .of_aws("batchSize"),
    R::number(
        "window",
        "Window",
        Unit::Seconds,
        |_| (0, 300),
        |of| Some(of.window_seconds),
        |of, value| of.window_seconds = value,
        "How long it waits for a batch to fill; none of a FIFO queue.",
    )
    .of_aws("maximumBatchingWindowInSeconds"),
    R::choice(
        "maximum-concurrency",
        "Maximum concurrency",
        &["unlimited"],
        |of| Some(limited_text(of.maximum_concurrency, Unit::Count)),
        |of, text| {
            of.maximum_concurrency = limited(text, Unit::Count)?;
            Ok(())
        },
        "Batches of the queue at once: unlimited (1250), or 2 to 1000.",
    ),
    R::flag(
        "report-failures",
        "Report batch item failures",
        |of| of.report_failures,
        |of, is| of.report_failures = is,
        "The function says which messages failed, and the others are deleted.",
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
        "timeout",
        "Timeout",
        Unit::Seconds,
        |_| (1, 900),
        |of| Some(of.timeout_seconds),
        |of, value| of.timeout_seconds = value,
        "An invocation is stopped after it, and fails. When the mapping is made, the queue's visibility timeout must not be shorter.",
    )
    .of_aws("timeout"),
    R::number(
        "invocation",
        "Invocation",
        Unit::Millis,
        |_| (0, 900_000),
        |of| Some(of.invocation_millis),
        |of, value| of.invocation_millis = value,
        "Time of an invocation besides its messages.",
    ),
    R::number(
        "work",
        "Work for a message",
        Unit::Micros,
        |_| (1, 60_000_000),
        |of| Some(of.work_micros),
        |of, value| of.work_micros = value,
        "Time for each message.",
    ),
    R::number(
        "failures",
        "Failures",
        Unit::PerMille,
        |_| (0, 1_000),
        |of| Some(of.failures_per_mille),
        |of, value| of.failures_per_mille = value,
        "Share of the messages at which the function fails, drawn anew at each attempt.",
    ),
    R::number(
        "poison",
        "Poison",
        Unit::PerMille,
        |_| (0, 1_000),
        |of| Some(of.poison_per_mille),
        |of, value| of.poison_per_mille = value,
        "Share of the messages at which the function fails each time.",
    ),
    R::number(
        "retries",
        "Retries",
        Unit::Count,
        |_| (0, 2),
        |of| Some(of.maximum_retry_attempts),
        |of, value| of.maximum_retry_attempts = value,
        "How often a topic's message is tried again: after one minute, and after two.",
    )
    .of_aws("maximumRetryAttempts"),
    R::number(
        "event-age",
        "Maximum age",
        Unit::Seconds,
        |_| (60, 21_600),
        |of| Some(of.maximum_event_age_seconds),
        |of, value| of.maximum_event_age_seconds = value,
        "A topic's message that is older is given up.",
    )
    .of_aws("maximumEventAgeInSeconds"),
    R::choice(
        "idempotence",
        "Idempotence",
        &["none", "conditional-put:24h"],
        |of| Some(idempotence_text(of.idempotence)),
        |of, text| {
            of.idempotence = idempotence(text)?;
            Ok(())
        },
        "What keeps a message that comes twice from counting twice.",
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
