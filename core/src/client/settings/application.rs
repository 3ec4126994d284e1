//! The settings of a KCL application.
use super::reader::{start, start_text};
use super::row::{Row, Unit};
use super::table::{self, Described};
use crate::client::InvalidSpec;
use crate::client::kcl::{ApplicationSpec, CheckpointWhen, Idempotence, Retrieval};
use alloc::format;
use alloc::string::{String, ToString};

type R = Row<ApplicationSpec>;

static ROWS: [Row<ApplicationSpec>; 13] = [
    R::choice(
        "name",
        &[],
        |of| Some(of.name.clone()),
        |of, text| {
            of.name = text.into();
            Ok(())
        },
    )
    .fixed(),
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
    R::number("workers", Unit::Count, |_| (1, 100), |of| Some(of.workers), |of, value| of.workers = value).fixed(),
    R::choice(
        "retrieval",
        &["polling:1500ms", "fan-out"],
        |of| Some(retrieval_text(of.retrieval)),
        |of, text| {
            of.retrieval = retrieval(text)?;
            Ok(())
        },
    ),
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
    R::number("work", Unit::Micros, |_| (1, 10_000_000), |of| Some(of.work_micros), |of, value| of.work_micros = value),
    R::number(
        "checkpoint",
        Unit::Millis,
        |_| (0, 3_600_000),
        |of| Some(of.checkpoint_millis),
        |of, value| of.checkpoint_millis = value,
    ),
    R::choice(
        "checkpoint-when",
        &["after", "before"],
        |of| Some(if of.checkpoint_when == CheckpointWhen::Before { "before" } else { "after" }.to_string()),
        |of, text| {
            of.checkpoint_when = when(text)?;
            Ok(())
        },
    ),
    R::number(
        "failover",
        Unit::Millis,
        |_| (1_000, 600_000),
        |of| Some(of.failover_millis),
        |of, value| of.failover_millis = value,
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
    R::number(
        "latency",
        Unit::Millis,
        |_| (0, 10_000),
        |of| (of.retrieval != Retrieval::FanOut).then_some(of.latency_millis),
        |of, value| of.latency_millis = value,
    ),
    R::flag("worker-utilization-aware", |of| of.worker_utilization_aware, |of, is| of.worker_utilization_aware = is)
        .fixed(),
    R::flag("graceful", |of| of.graceful, |of, is| of.graceful = is),
];

impl Described for ApplicationSpec {
    fn unnamed() -> Self {
        Self::new("", "", 1)
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

fn retrieval(text: &str) -> Result<Retrieval, String> {
    match text.split_once(':') {
        None if text == "fan-out" => Ok(Retrieval::FanOut),
        Some(("polling", idle)) => Ok(Retrieval::Polling { idle_millis: Unit::Millis.read(idle)? }),
        _ => Err(format!("expected fan-out or polling:1500ms, found '{text}'")),
    }
}

fn retrieval_text(retrieval: Retrieval) -> String {
    match retrieval {
        Retrieval::FanOut => "fan-out".into(),
        Retrieval::Polling { idle_millis } => format!("polling:{}", Unit::Millis.text(idle_millis)),
    }
}

pub(super) fn idempotence(text: &str) -> Result<Idempotence, String> {
    match text.split_once(':') {
        None if text == "none" => Ok(Idempotence::None),
        None if text == "sequence-number" => Ok(Idempotence::SequenceNumber),
        Some(("conditional-put", ttl)) => Ok(Idempotence::ConditionalPut { ttl_seconds: Unit::Seconds.read(ttl)? }),
        _ => Err(format!("expected none, sequence-number or conditional-put:24h, found '{text}'")),
    }
}

pub(super) fn idempotence_text(idempotence: Idempotence) -> String {
    match idempotence {
        Idempotence::None => "none".into(),
        Idempotence::SequenceNumber => "sequence-number".into(),
        Idempotence::ConditionalPut { ttl_seconds } => {
            format!("conditional-put:{}", Unit::Seconds.text(ttl_seconds))
        }
    }
}

fn when(text: &str) -> Result<CheckpointWhen, String> {
    match text {
        "before" => Ok(CheckpointWhen::Before),
        "after" => Ok(CheckpointWhen::After),
        _ => Err(format!("expected before or after, found '{text}'")),
    }
}
