//! How a file is to be read: what the user chose, or what was recognised.
use super::{Encoding, Fields, TimeUnit, text_of};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv { delimiter: u8 },
    Ndjson,
}

/// When the rows become records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timestamps {
    /// At their own times, from this column.
    Column(usize, TimeUnit),
    /// One after the other, so many a second.
    Rate(u32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub file_name: String,
    pub format: Format,
    pub encoding: Encoding,
    /// The first row names the columns; CSV only.
    pub header: bool,
    pub columns: Vec<String>,
    /// Column of the partition key.
    pub key: usize,
    /// Column of what a row is about, where that is not the key: order, duplicates and losses are judged by it.
    pub subject: Option<usize>,
    pub timestamps: Timestamps,
}

impl Plan {
    /// The text of a column in a row.
    pub(super) fn field<'a>(&self, fields: &'a Fields<'_>, column: usize) -> Result<Cow<'a, str>, String> {
        let name = self.columns.get(column).ok_or(t!(data.there_is_no_such_column))?;
        match fields {
            Fields::List(list) => {
                list.get(column).map(|text| Cow::Borrowed(*text)).ok_or_else(|| t!(data.no_column, name = name))
            }
            Fields::Map(map) => match at(map, name).map(|value| (value, value.get().as_bytes().first())) {
                None | Some((_, Some(b'n'))) => Err(t!(data.no_field, name = name)),
                Some((_, Some(b'[' | b'{'))) => Err(t!(data.is_not_a_text_or_number, name = name)),
                Some((value, _)) => Ok(text_of(value)),
            },
        }
    }
}

/// Levels of objects within each other that a path goes into.
pub(super) const DEPTH_MOST: usize = 8;

/// The value of a field, or of one within others by a path such as `user.id`. A name with points in it comes first.
pub(super) fn at<'a>(map: &BTreeMap<String, &'a RawValue>, path: &str) -> Option<&'a RawValue> {
    within(map, path, DEPTH_MOST)
}

fn within<'a>(map: &BTreeMap<String, &'a RawValue>, path: &str, depth: usize) -> Option<&'a RawValue> {
    if let Some(value) = map.get(path) {
        return Some(value);
    }
    let mut splits = path.match_indices('.').filter(|_| depth > 0);
    splits.find_map(|(place, _)| {
        let value = map.get(&path[..place]).filter(|value| value.get().starts_with('{'))?;
        let inner: BTreeMap<String, &'a RawValue> = serde_json::from_str(value.get()).ok()?;
        within(&inner, &path[place + 1..], depth - 1)
    })
}
