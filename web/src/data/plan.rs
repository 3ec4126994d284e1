//! How a file is to be read: what the user chose, or what was recognised.
use super::{Fields, TimeUnit};
use serde_json::Value;
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
            Fields::Map(map) => match map.get(name) {
                None | Some(Value::Null) => Err(format!("no field {name}")),
                Some(Value::String(text)) => Ok(Cow::Borrowed(text)),
                Some(Value::Number(number)) => Ok(Cow::Owned(number.to_string())),
                Some(Value::Bool(value)) => Ok(Cow::Owned(value.to_string())),
                Some(Value::Array(_) | Value::Object(_)) => Err(format!("{name} is not a text or number")),
            },
        }
    }
}
