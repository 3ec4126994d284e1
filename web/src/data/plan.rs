//! How a file is to be read: what the user chose, or what was recognised.
use super::{Fields, TimeUnit, text_of};
use std::borrow::Cow;

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
        let name = self.columns.get(column).ok_or("there is no such column")?;
        match fields {
            Fields::List(list) => {
                list.get(column).map(|text| Cow::Borrowed(*text)).ok_or_else(|| format!("no column {name}"))
            }
            Fields::Map(map) => match map.get(name).map(|value| (*value, value.get().as_bytes().first())) {
                None | Some((_, Some(b'n'))) => Err(format!("no field {name}")),
                Some((_, Some(b'[' | b'{'))) => Err(format!("{name} is not a text or number")),
                Some((value, _)) => Ok(text_of(value)),
            },
        }
    }
}
