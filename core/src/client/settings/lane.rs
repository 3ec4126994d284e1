//! The settings of a lane of the lab.
use super::row::{Row, Unit};
use super::table::{self, Described};
use crate::client::InvalidSpec;
use crate::client::lab::{LaneSpec, Target};
use alloc::string::String;

/// Where the messages go: one of three options, for which nothing else may have been said.
macro_rules! target {
    ($name:literal, $label:literal, $values:expr, $Kind:ident, $help:literal) => {
        R::choice(
            $name,
            $label,
            $values,
            |of| match &of.target {
                Target::$Kind(name) => Some(name.clone()),
                other => other.name().is_empty().then(String::new),
            },
            |of, text| {
                of.target = Target::$Kind(text.into());
                Ok(())
            },
            $help,
        )
        .fixed()
    };
}

type R = Row<LaneSpec>;

static ROWS: [Row<LaneSpec>; 13] = [
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
    target!("stream-name", "Stream", &["{stream}"], Stream, "The stream that it sends to and reads."),
    target!("queue-name", "Queue", &["{queue}"], Queue, "The queue that it sends to and receives from."),
    target!(
        "topic-name",
        "Topic",
        &["{topic}"],
        Topic,
        "The topic that it publishes to; it receives from the queues that subscribe."
    ),
    R::number(
        "trucks",
        "Trucks",
        Unit::Count,
        |_| (1, 10_000),
        |of| Some(of.trucks),
        set_trucks,
        "Who sends, one after the other.",
    )
    .fixed(),
    R::number(
        "rate",
        "Messages a second",
        Unit::PerSecond,
        |_| (0, 10_000),
        |of| Some(of.rate),
        |of, value| of.rate = value,
        "How many messages the trucks send together.",
    ),
    R::number(
        "groups",
        "Groups",
        Unit::Count,
        |of| (1, of.trucks),
        |of| Some(of.groups),
        |of, value| of.groups = value,
        "Partition keys or message groups that the trucks share.",
    ),
    R::number(
        "batch",
        "Messages per call",
        Unit::Count,
        |of| (1, if let Target::Stream(_) = of.target { 500 } else { 10 }),
        |of| Some(of.batch),
        |of, value| of.batch = value,
        "Messages that are sent at once.",
    ),
    R::number(
        "consumers",
        "Consumers",
        Unit::Count,
        |_| (0, 200),
        |of| Some(of.consumers),
        |of, value| of.consumers = value,
        "Of the stream, the queue, or each queue of the topic.",
    ),
    R::number(
        "work",
        "Work",
        Unit::Micros,
        |_| (0, 60_000_000),
        |of| Some(of.work_micros),
        |of, value| of.work_micros = value,
        "Time for a message.",
    ),
    R::number(
        "failures",
        "Crashes",
        Unit::PerMille,
        |_| (0, 1_000),
        |of| Some(of.failures_per_mille),
        |of, value| of.failures_per_mille = value,
        "Share of the messages at which a consumer crashes.",
    ),
    R::flag(
        "drawing",
        "Sends the drawing",
        |of| of.drawing,
        |of, is| of.drawing = is,
        "Its messages are the points of the run's drawing.",
    )
    .fixed(),
    R::choice(
        "note",
        "Note",
        &[],
        |of| Some(of.note.clone()),
        |of, text| {
            of.note = text.into();
            Ok(())
        },
        "What there is to see in it: 200 characters at most.",
    ),
];

/// As many groups as trucks, unless they stay as many.
const fn set_trucks(of: &mut LaneSpec, trucks: u32) {
    if of.trucks != trucks {
        (of.trucks, of.groups) = (trucks, trucks);
    }
}

impl Described for LaneSpec {
    fn unnamed() -> Self {
        Self::new("", Target::Stream(String::new()))
    }

    fn rows() -> &'static [Row<Self>] {
        &ROWS
    }

    fn missing(&self) -> Option<&'static str> {
        self.target.name().is_empty().then_some("expected one of --stream-name, --queue-name and --topic-name")
    }

    fn validate(&self) -> Result<(), InvalidSpec> {
        crate::client::spec::named(&self.name)?;
        table::check(self)?;
        self.agrees()
    }
}
