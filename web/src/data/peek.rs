//! A first look at a file: what it is, its columns, and which of them is probably what.
use super::csv::Rows;
use super::encoding::Decoder;
use super::plan::DEPTH_MOST;
use super::{Encoding, Fields, Format, Plan, TimeUnit, Timestamps, ndjson, text_of, time};
use crate::words::Plain;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes that are looked at.
pub const PEEK_BYTES: usize = 256 << 10;
const SAMPLE_ROWS: usize = 200;

/// What the beginning of a file shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Peek {
    /// The reading that is proposed.
    pub plan: Plan,
    /// The first rows, the header not among them.
    pub sample: Vec<Vec<String>>,
    pub bytes: f64,
    /// What is wrong with the first of these rows that cannot be read.
    pub problem: Option<String>,
    /// What the rows do not tell, and the user should.
    pub questions: Vec<Plain>,
}

const WHICH_FIRST: Plain = message!(data.day_or_month_first_the_first);
const WHICH_LETTERS: Plain = message!(data.these_letters_are_not_utf_8);
const WHICH_COLUMN: Plain = message!(data.this_looks_like_a_column_of);
const NO_TIMES: Plain = message!(data.no_column_of_times_was_found);

/// Looks at the beginning of a file of so many bytes.
///
/// Errors: nothing in it can be read as rows of text.
pub fn peek(file_name: &str, start: &[u8], bytes: f64) -> Result<Peek, String> {
    peek_as(file_name, start, bytes, None)
}

/// The same where the user says how its letters are written.
pub fn peek_as(file_name: &str, start: &[u8], bytes: f64, told: Option<Encoding>) -> Result<Peek, String> {
    if start.is_empty() {
        return Err(t!(data.the_file_is_empty).into());
    }
    let start = &start[..start.len().min(PEEK_BYTES)];
    let is_cut = start.len() >= PEEK_BYTES;
    let encoding = told.unwrap_or_else(|| Encoding::of(start));
    let decoded = Decoder::new(encoding).decode(start);
    let start = decoded.as_ref();
    if let Some(at) = start.iter().position(|byte| *byte == 0) {
        let line = 1 + start[..at].iter().filter(|byte| **byte == b'\n').count();
        return Err(t!(data.this_is_not_a_text_file, line = line));
    }
    let begins = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if begins.starts_with(b"[") {
        return Err(t!(data.line_1_this_is_one_json).into());
    }
    let mut peek = if begins.starts_with(b"{") {
        of_ndjson(file_name, start, bytes, is_cut)
    } else {
        of_csv(file_name, start, bytes, is_cut)
    }?;
    peek.plan.encoding = encoding;
    if told.is_none() && encoding == Encoding::Latin1 {
        peek.questions.push(WHICH_LETTERS);
    }
    Ok(peek)
}

/// Names and texts of an object's fields; those of objects within it by their path.
fn flat(map: BTreeMap<String, &RawValue>, path: &str, depth: usize, into: &mut BTreeMap<String, String>) {
    for (name, value) in map {
        let path = if path.is_empty() { name } else { format!("{path}.{name}") };
        match serde_json::from_str::<BTreeMap<String, &RawValue>>(value.get()) {
            Ok(inner) if depth > 0 && !inner.is_empty() => flat(inner, &path, depth - 1, into),
            _ => drop(into.insert(path, text_of(value).into_owned())),
        }
    }
}

fn of_ndjson(file_name: &str, start: &[u8], bytes: f64, is_cut: bool) -> Result<Peek, String> {
    let (mut columns, mut maps) = (Vec::<String>::new(), Vec::<BTreeMap<String, String>>::new());
    let texts = |map: BTreeMap<String, &RawValue>| -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        flat(map, "", DEPTH_MOST, &mut texts);
        texts
    };
    let mut first_error = None;
    let mut rows = ndjson::Rows::default();
    rows.push(start, &mut |line, row| match row.fields {
        Ok(Fields::Map(map)) if maps.len() < SAMPLE_ROWS => {
            let map = texts(map);
            for name in map.keys() {
                if !columns.contains(name) && columns.len() < 200 {
                    columns.push(name.clone());
                }
            }
            maps.push(map);
        }
        Err(reason) if first_error.is_none() => first_error = Some(t!(data.line, line = line, reason = reason)),
        _ => {}
    });
    // The last line of a short file has no end.
    rows.finish(&mut |_, row| {
        if let Ok(Fields::Map(map)) = row.fields
            && maps.is_empty()
        {
            let map = texts(map);
            columns.extend(map.keys().take(200).cloned());
            maps.push(map);
        }
    });
    if maps.is_empty() {
        let what = if is_cut { t!(data.the_first_line_has_more_than) } else { t!(data.not_a_json_object) };
        return Err(first_error.unwrap_or_else(|| t!(data.line_1, what = what)));
    }
    let row = |map: &BTreeMap<String, String>| {
        columns.iter().map(|name| map.get(name).cloned().unwrap_or_default()).collect()
    };
    let sample: Vec<Vec<String>> = maps.iter().map(row).collect();
    Ok(Peek { problem: first_error, ..propose(file_name, Format::Ndjson, true, columns, sample, bytes) })
}

fn of_csv(file_name: &str, start: &[u8], bytes: f64, is_cut: bool) -> Result<Peek, String> {
    let delimiter = delimiter(start);
    let mut sample: Vec<Vec<String>> = Vec::new();
    let mut first_error = None;
    let mut take = |line: u64, row: super::Row<'_>| match row.fields {
        Ok(Fields::List(list)) if sample.len() <= SAMPLE_ROWS => {
            sample.push(list.into_iter().map(String::from).collect());
        }
        Err(reason) if first_error.is_none() => first_error = Some(t!(data.line, line = line, reason = reason)),
        _ => {}
    };
    let mut rows = Rows::new(delimiter);
    rows.push(start, &mut take);
    if !is_cut {
        rows.finish(&mut take);
    }
    let Some(first) = sample.first().cloned() else {
        let is_blank = start.iter().all(u8::is_ascii_whitespace);
        let none = || match (is_cut, is_blank) {
            (false, _) => t!(data.the_file_has_no_rows).to_string(),
            (true, true) => t!(data.the_first_lines_are_blank).into(),
            (true, false) => t!(data.line_1_the_first_row_has).into(),
        };
        return Err(first_error.unwrap_or_else(none));
    };
    let header = is_header(&sample);
    let columns = match header {
        true => {
            sample.remove(0);
            first
        }
        false => (1..=first.len()).map(|number| t!(data.column, number = number)).collect(),
    };
    Ok(Peek { problem: first_error, ..propose(file_name, Format::Csv { delimiter }, header, columns, sample, bytes) })
}

/// The delimiter that occurs equally often in the first lines, and most often.
fn delimiter(start: &[u8]) -> u8 {
    let lines: Vec<&[u8]> =
        start.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).take(10).collect();
    let score = |delimiter: u8| {
        let count = |line: &&[u8]| line.iter().filter(|&&byte| byte == delimiter).count();
        let counts: Vec<usize> = lines.iter().map(count).collect();
        let first = counts.first().copied().unwrap_or(0);
        let same = counts.iter().filter(|&&count| count == first).count();
        if first == 0 { (0, 0) } else { (same, first) }
    };
    b",;\t|".iter().copied().max_by_key(|&delimiter| score(delimiter)).filter(|&d| score(d).0 > 0).unwrap_or(b',')
}

/// Whether the first row names the columns: all different, none empty, a number or a date.
fn is_header(rows: &[Vec<String>]) -> bool {
    let Some(first) = rows.first() else { return false };
    let name = |text: &String| !text.trim().is_empty() && text.trim().parse::<f64>().is_err();
    let different = first.iter().collect::<BTreeSet<_>>().len() == first.len();
    let dates = [TimeUnit::Iso8601, TimeUnit::DayFirst, TimeUnit::MonthFirst];
    let date = |text: &String| dates.iter().any(|unit| time::parse(text, *unit).is_ok());
    different && first.iter().all(name) && !first.iter().any(date)
}

fn propose(
    file_name: &str,
    format: Format,
    header: bool,
    columns: Vec<String>,
    sample: Vec<Vec<String>>,
    bytes: f64,
) -> Peek {
    let column = |index: usize| sample.iter().filter_map(move |row| row.get(index));
    let (time, question) = times(&columns, &sample);
    let key_like = |index: &usize| {
        let name = columns[*index].to_lowercase();
        let by_name = ["key", "id", "user", "device", "origin"].iter().any(|part| name.contains(part));
        // A key comes again; an object or nothing at all is no key.
        let texts: BTreeSet<&String> = column(*index).collect();
        let usable = texts.iter().any(|text| !text.is_empty() && *text != "null" && !text.starts_with(['{', '[']));
        (usable, by_name, texts.len() < sample.len(), std::cmp::Reverse(*index))
    };
    let not_time = (0..columns.len()).filter(|&index| Some(index) != time.map(|(index, _)| index));
    let key = not_time.max_by_key(key_like).unwrap_or(0);
    let timestamps = time.map_or(Timestamps::Rate(1_000), |(index, unit)| Timestamps::Column(index, unit));
    let (file_name, encoding) = (file_name.into(), Encoding::Utf8);
    let plan = Plan { file_name, format, encoding, header, columns, key, subject: None, timestamps };
    Peek { plan, sample, bytes, problem: None, questions: question.into_iter().collect() }
}

/// The column of times with how it is written, and what should be asked about it.
fn times(columns: &[String], sample: &[Vec<String>]) -> (Option<(usize, TimeUnit)>, Option<Plain>) {
    let column = |index: usize| sample.iter().filter_map(move |row| row.get(index));
    let dates = |index: usize| Some((index, time::order(column(index)).filter(|_| sample.len() > 1)?));
    if let Some((index, (unit, unsure))) = (0..columns.len()).find_map(dates) {
        return (Some((index, unit)), unsure.then_some(WHICH_FIRST));
    }
    // Numbers are Unix times if all of them fall between 2001 and 2100: surely where the name says so, else where they rise.
    let unix = |index: usize| {
        let units = [TimeUnit::Seconds, TimeUnit::Millis, TimeUnit::Micros];
        let read = |unit| column(index).map(|text| plausible(text, unit)).collect::<Option<Vec<u64>>>();
        let (unit, numbers) = units.into_iter().find_map(|unit| Some((unit, read(unit)?)))?;
        let name = columns[index].to_lowercase();
        let named = ["time", "date", "stamp", "ts", "epoch"].iter().any(|part| name.contains(part));
        let rise = numbers.is_sorted() && numbers.first() < numbers.last();
        (!numbers.is_empty()).then_some((index, unit, named, rise))
    };
    let mut all = (0..columns.len()).filter_map(unix).collect::<Vec<_>>();
    all.sort_by_key(|(.., named, rise)| (!named, !rise));
    match all.first() {
        Some(&(index, unit, named, _)) => (Some((index, unit)), (!named).then_some(WHICH_COLUMN)),
        None => (None, Some(NO_TIMES)),
    }
}

fn plausible(text: &str, unit: TimeUnit) -> Option<u64> {
    time::parse(text, unit).ok().filter(|micros| (1_000_000_000_000_000..4_102_444_800_000_000).contains(micros))
}
