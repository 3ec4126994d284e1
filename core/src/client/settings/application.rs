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
        "Name",
        &[],
        |of| Some(of.name.clone()),
        |of, text| {
            of.name = text.into();
            Ok(())
        },
        "What it is called, and its lease table and consumer with it.",
    )
    .fixed(),
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
    R::number(
        "workers",
        "Workers",
        Unit::Count,
        |_| (1, 100),
        |of| Some(of.workers),
        |of, value| of.workers = value,
        "Workers to begin with.",
    )
    .fixed(),
    R::choice(
        "retrieval",
        "Retrieval",
        &["polling:1500ms", "fan-out"],
        |of| Some(retrieval_text(of.retrieval)),
        |of, text| {
            of.retrieval = retrieval(text)?;
            Ok(())
        },
        "How records come: by GetRecords so often at most, or pushed to a consumer of the application's name.",
    ),
    R::choice(
        "start",
        "Starts at",
        &["TRIM_HORIZON", "LATEST"],
        |of| Some(start_text(of.start).into()),
        |of, text| {
            of.start = start(text)?;
            Ok(())
        },
        "Where it starts without a checkpoint.",
    )
    .fixed(),
    R::number(
        "work",
        "Work for a record",
        Unit::Micros,
        |_| (1, 10_000_000),
        |of| Some(of.work_micros),
        |of, value| of.work_micros = value,
        "A worker's time for one record; it has one processor for all its shards.",
    ),
    R::number(
        "checkpoint",
        "Checkpoint every",
        Unit::Millis,
        |_| (0, 3_600_000),
        |of| Some(of.checkpoint_millis),
        |of, value| of.checkpoint_millis = value,
        "Time between two checkpoints of a shard; 0s is after every batch.",
    ),
    R::choice(
        "checkpoint-when",
        "Checkpoint",
        &["after", "before"],
        |of| Some(if of.checkpoint_when == CheckpointWhen::Before { "before" } else { "after" }.to_string()),
        |of, text| {
            of.checkpoint_when = when(text)?;
            Ok(())
        },
        "Whether a checkpoint is written before the work on a batch, or after it.",
    ),
    R::number(
        "failover",
        "Failover",
        Unit::Millis,
        |_| (1_000, 600_000),
        |of| Some(of.failover_millis),
        |of, value| of.failover_millis = value,
        "KCL's failoverTimeMillis: how long a lease lives without renewal.",
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
    R::number(
        "latency",
        "Latency",
        Unit::Millis,
        |_| (0, 10_000),
        |of| (of.retrieval != Retrieval::FanOut).then_some(of.latency_millis),
        |of, value| of.latency_millis = value,
        "From a GetRecords call to its answer.",
    ),
    R::flag(
        "worker-utilization-aware",
        "Balances by CPU",
        |of| of.worker_utilization_aware,
        |of, is| of.worker_utilization_aware = is,
        "The leader assigns leases by the workers' CPU use, as KCL 3 does; without it each worker takes its share of the leases, as in KCL 2.",
    )
    .fixed(),
    R::flag(
        "graceful",
        "Hands leases over",
        |of| of.graceful,
        |of, is| of.graceful = is,
        "A lease is handed over with a last checkpoint, as KCL 3 does, and not simply taken.",
    ),
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
