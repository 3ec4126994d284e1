//! The settings of a polling application.
use super::row::{Row, Unit};
use super::table::{self, Described};
use crate::client::{InvalidSpec, READ_LATENCY_MILLIS, ReaderSpec, StartingPosition};
use alloc::format;
use alloc::string::String;

type R = Row<ReaderSpec>;

static ROWS: [Row<ReaderSpec>; 7] = [
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
    R::number(
        "polling",
        Unit::Millis,
        |_| (1, 3_600_000),
        |of| Some(of.polling_millis),
        |of, value| of.polling_millis = value,
    ),
    R::number(
        "records-per-second",
        Unit::PerSecond,
        |_| (1, 1_000_000),
        |of| Some(of.records_per_second),
        |of, value| of.records_per_second = value,
    ),
    R::number(
        "latency",
        Unit::Millis,
        |_| (0, 10_000),
        |of| Some(of.latency_millis),
        |of, value| of.latency_millis = value,
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
    R::flag("any-order", |of| !of.parents_first, |of, is| of.parents_first = !is).fixed(),
];

impl Described for ReaderSpec {
    fn unnamed() -> Self {
        Self {
            name: String::new(),
            stream_name: String::new(),
            polling_millis: 1_000,
            records_per_second: 2_000,
            start: StartingPosition::TrimHorizon,
            parents_first: true,
            latency_millis: READ_LATENCY_MILLIS,
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
        table::check(self)
    }
}

pub(super) fn start(text: &str) -> Result<StartingPosition, String> {
    match text {
        "TRIM_HORIZON" => Ok(StartingPosition::TrimHorizon),
        "LATEST" => Ok(StartingPosition::Latest),
        other => Err(format!("expected TRIM_HORIZON or LATEST, found '{other}'")),
    }
}

pub(super) const fn start_text(start: StartingPosition) -> &'static str {
    match start {
        StartingPosition::TrimHorizon => "TRIM_HORIZON",
        StartingPosition::Latest => "LATEST",
    }
}
