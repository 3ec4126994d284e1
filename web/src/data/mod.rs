//! A user's file becomes records: read in pieces, row by row, never sent anywhere.
//!
//! Plain Rust without the browser: `platform::files` hands over the pieces.
mod columns;
mod csv;
mod encoding;
mod ndjson;
mod peek;
mod plan;
mod problems;
mod time;

pub use columns::{Column, Columns, Comparing, VALUES_MOST};
pub use encoding::Encoding;
pub use peek::{Peek, peek, peek_as};
pub use plan::{Format, Plan, Timestamps};
pub use problems::{Problem, Problems};
pub use time::TimeUnit;

use crate::format::count;
use serde_json::value::RawValue;
use shardscope_core::client::{Dataset, DatasetBuilder, KeyReport};
use shardscope_core::kinesis::quota;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Largest file, in bytes.
pub const FILE_MOST: f64 = 50.0 * 1024.0 * 1024.0;
/// What a file came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    pub rows: Arc<Dataset>,
    pub report: KeyReport,
    /// Columns as partition keys, side by side, once that has been worked out.
    pub columns: Option<Columns>,
    pub problems: Problems,
    pub plan: Plan,
}

/// Takes a file piece by piece.
pub struct Ingest {
    plan: Plan,
    rows: DatasetBuilder,
    problems: Problems,
    decoder: encoding::Decoder,
    /// The next row names the columns.
    at_header: bool,
    parser: Parser,
}

enum Parser {
    Csv(Box<csv::Rows>),
    Ndjson(ndjson::Rows),
}

impl Ingest {
    pub fn new(plan: Plan) -> Self {
        let parser = match plan.format {
            Format::Csv { delimiter } => Parser::Csv(Box::new(csv::Rows::new(delimiter))),
            Format::Ndjson => Parser::Ndjson(ndjson::Rows::default()),
        };
        let at_header = plan.header && plan.format != Format::Ndjson;
        let decoder = encoding::Decoder::new(plan.encoding);
        Self { plan, rows: DatasetBuilder::default(), problems: Problems::default(), decoder, at_header, parser }
    }

    /// The next piece of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        let bytes = self.decoder.decode(bytes).into_owned();
        self.parse(|parser, take| parser.push(&bytes, take));
    }

    /// The end of the file.
    pub fn finish(mut self) -> Loaded {
        self.parse(|parser, take| parser.finish(take));
        let rows = self.rows.finish();
        let rate = match self.plan.timestamps {
            Timestamps::Rate(rate) => Some(rate),
            Timestamps::Column(..) => None,
        };
        let report = KeyReport::new(&rows, rate);
        let rows = Arc::new(rows);
        Loaded { rows, report, columns: None, problems: self.problems, plan: self.plan }
    }

    fn parse(&mut self, read: impl FnOnce(&mut Parser, &mut dyn FnMut(u64, Row<'_>))) {
        let Self { plan, rows, problems, at_header, parser, .. } = self;
        read(parser, &mut |line, row| {
            if std::mem::take(at_header) {
                return;
            }
            if let Err(reason) = add(plan, rows, row) {
                problems.add(line, reason);
            }
        });
    }
}

/// A row as a parser found it: its text, and its fields or what is wrong with it.
pub(crate) struct Row<'a> {
    pub text: &'a [u8],
    pub fields: Result<Fields<'a>, String>,
}

pub(crate) enum Fields<'a> {
    List(Vec<&'a str>),
    /// Values as they stand in the file: a number as a key keeps its digits.
    Map(BTreeMap<String, &'a RawValue>),
}

/// A JSON value as text: a string without its quotes, anything else as it stands in the file.
pub(crate) fn text_of(value: &RawValue) -> Cow<'_, str> {
    serde_json::from_str(value.get()).map_or(Cow::Borrowed(value.get()), Cow::Owned)
}

impl Parser {
    fn push(&mut self, bytes: &[u8], take: &mut dyn FnMut(u64, Row<'_>)) {
        match self {
            Self::Csv(rows) => rows.push(bytes, take),
            Self::Ndjson(rows) => rows.push(bytes, take),
        }
    }
    fn finish(&mut self, take: &mut dyn FnMut(u64, Row<'_>)) {
        match self {
            Self::Csv(rows) => rows.finish(take),
            Self::Ndjson(rows) => rows.finish(take),
        }
    }
}

fn add(plan: &Plan, rows: &mut DatasetBuilder, row: Row<'_>) -> Result<(), String> {
    let fields = row.fields?;
    if row.text.contains(&0) {
        return Err(t!(data.the_row_has_nul_bytes).into());
    }
    if let Fields::List(list) = &fields
        && list.len() != plan.columns.len()
    {
        return Err(t!(
            data.instead_of,
            found = count(list.len() as u64, message!(nouns.field)),
            expected = plan.columns.len()
        ));
    }
    let key = plan.field(&fields, plan.key)?;
    match key.chars().count() {
        0 => return Err(t!(data.the_key_is_empty, columns = plan.columns[plan.key])),
        chars if chars > quota::PARTITION_KEY_CHARS => {
            return Err(t!(data.the_key_has_characters_256_is, chars = chars));
        }
        _ => {}
    }
    if row.text.len() > (quota::MAX_RECORD_KIB.0 << 10) as usize {
        return Err(t!(data.the_row_has_bytes_a_record, row = row.text.len()));
    }
    let micros = match plan.timestamps {
        Timestamps::Column(column, unit) => {
            let text = plan.field(&fields, column)?;
            Some(time::parse(&text, unit).map_err(|reason| format!("{}: {reason}", plan.columns[column]))?)
        }
        Timestamps::Rate(_) => None,
    };
    let subject = match plan.subject.filter(|column| *column != plan.key) {
        Some(column) => Some(plan.field(&fields, column)?),
        None => None,
    };
    rows.push(row.text, &key, subject.as_deref(), micros).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
