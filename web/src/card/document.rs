//! Figures as rows.
use super::part::Tone;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub text: String,
    pub tone: Tone,
    pub mono: bool,
    pub spark: Option<Spark>,
}

/// A line of values, the newest at the right, without a scale: the figure beside it has the last one.
#[derive(Clone, Debug, PartialEq)]
pub struct Spark {
    pub values: Vec<u64>,
    /// Where an alarm belongs.
    pub alarm: Option<u64>,
}

impl From<Spark> for Cell {
    fn from(spark: Spark) -> Self {
        Self { spark: Some(spark), ..Self::from("") }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, tone: Tone::Plain, mono: false, spark: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_string().into()
    }
}

impl Cell {
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, mono: false, spark: None }
    }
}

/// A table: the first cell of a row names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub caption: String,
    pub head: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub fn new(caption: impl Into<String>, head: &[&'static str], rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        let rows: Vec<_> = rows.into_iter().collect();
        debug_assert!(rows.iter().all(|row| row.len() == head.len()), "a row has a cell for each column");
        Self { caption: caption.into(), head: head.to_vec(), rows }
    }
}

/// Some tables, and a word about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub about: String,
    pub tables: Vec<Table>,
}
