//! The settings of a lane of the lab.
use super::row::{Row, Unit};
use super::table::{self, Described};
use crate::client::InvalidSpec;
use crate::client::lab::{LaneSpec, Target};
use alloc::string::String;

/// Where the messages go: one of three options, for which nothing else may have been said.
macro_rules! target {
    ($name:literal, $values:expr, $Kind:ident) => {
        R::choice(
            $name,
            $values,
            |of| match &of.target {
                Target::$Kind(name) => Some(name.clone()),
                other => other.name().is_empty().then(String::new),
            },
            |of, text| {
                of.target = Target::$Kind(text.into());
                Ok(())
            },
        )
        .fixed()
    };
}

type R = Row<LaneSpec>;

static ROWS: [Row<LaneSpec>; 13] = [
    R::choice(
        "name",
        &[],
        |of| Some(of.name.clone()),
        |of, text| {
            of.name = text.into();
            Ok(())
        },
    ),
    target!("stream-name", &["{stream}"], Stream),
    target!("queue-name", &["{queue}"], Queue),
    target!("topic-name", &["{topic}"], Topic),
    R::number("trucks", Unit::Count, |_| (1, 10_000), |of| Some(of.trucks), set_trucks).fixed(),
    R::number("rate", Unit::PerSecond, |_| (0, 10_000), |of| Some(of.rate), |of, value| of.rate = value),
    R::number("groups", Unit::Count, |of| (1, of.trucks), |of| Some(of.groups), |of, value| of.groups = value),
    R::number(
        "batch",
        Unit::Count,
        |of| (1, if let Target::Stream(_) = of.target { 500 } else { 10 }),
        |of| Some(of.batch),
        |of, value| of.batch = value,
    ),
    R::number("consumers", Unit::Count, |_| (0, 200), |of| Some(of.consumers), |of, value| of.consumers = value),
    R::number("work", Unit::Micros, |_| (0, 60_000_000), |of| Some(of.work_micros), |of, value| of.work_micros = value),
    R::number(
        "failures",
        Unit::PerMille,
        |_| (0, 1_000),
        |of| Some(of.failures_per_mille),
        |of, value| of.failures_per_mille = value,
    ),
    R::flag("drawing", |of| of.drawing, |of, is| of.drawing = is).fixed(),
    R::choice(
        "note",
        &[],
        |of| Some(of.note.clone()),
        |of, text| {
            of.note = text.into();
            Ok(())
        },
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
