//! Columns side by side: what each would be as a partition key. Worked out from the rows in the order of their time, some at
//! a time, so that the page goes on.
use super::csv::Rows;
use super::{Fields, Format, Plan, Row, Timestamps, ndjson};
use shardscope_core::client::{Dataset, KeyReport};
use shardscope_core::kinesis::quota;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// Columns that are compared.
const COLUMNS_MOST: usize = 8;
/// Values of a column that are told apart. What comes later than so many others is counted together.
pub const VALUES_MOST: usize = 200_000;
/// Rows of one step.
const ROWS_AT_ONCE: u32 = 20_000;

/// A column as a partition key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub column: usize,
    /// Different values, `VALUES_MOST` at most.
    pub values: u64,
    /// Whether some value is no number.
    pub has_text: bool,
    /// Rows with a value, and those whose value was not told apart from others.
    pub rows: u64,
    pub beyond: u64,
    /// The value of most rows, and how many they are.
    pub hottest: String,
    pub hottest_rows: u64,
    /// Most rows, and most bytes, of one value in one second.
    pub peak_records: u64,
    pub peak_bytes: u64,
}

/// Of one value.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    rows: u32,
    second: u64,
    in_second: u32,
    bytes_in_second: u64,
}

/// The comparison of all rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub all: Vec<Column>,
    pub rows: u64,
}

/// The comparison on its way.
#[derive(Debug, Default)]
pub struct Comparing {
    columns: Vec<(Column, HashMap<u64, Count>)>,
    done: u32,
}

impl Comparing {
    /// Of the chosen column, and the first others that are no times.
    pub fn of(plan: &Plan) -> Self {
        let time = if let Timestamps::Column(column, _) = plan.timestamps { Some(column) } else { None };
        let others = (0..plan.columns.len()).filter(|column| Some(*column) != time && *column != plan.key);
        let mut columns: Vec<usize> = std::iter::once(plan.key).chain(others.take(COLUMNS_MOST - 1)).collect();
        columns.sort_unstable();
        let empty = |column| (Column { column, ..Column::default() }, HashMap::new());
        Self { columns: columns.into_iter().map(empty).collect(), done: 0 }
    }

    /// Looks at some more rows; the comparison once all are done.
    pub fn next(&mut self, plan: &Plan, rows: &Dataset, report: &KeyReport) -> Option<Columns> {
        let until = rows.len().min(self.done + ROWS_AT_ONCE);
        let mut csv = if let Format::Csv { delimiter } = plan.format { Some(Rows::new(delimiter)) } else { None };
        for row in self.done..until {
            let (second, bytes, text) = (report.second_of(rows, row), u64::from(rows.bytes(row)), rows.row(row));
            let columns = &mut self.columns;
            let mut take = |_: u64, row: Row<'_>| {
                let Ok(fields) = row.fields else { return };
                for (column, counts) in &mut *columns {
                    column.add(counts, plan, &fields, (second, bytes));
                }
            };
            match &mut csv {
                Some(csv) => [text, b"\n"].into_iter().for_each(|text| csv.push(text, &mut take)),
                None => take(0, Row { text, fields: ndjson::fields(text) }),
            }
        }
        self.done = until;
        let all = || self.columns.iter().map(|(column, _)| column.clone()).collect();
        (until == rows.len()).then(|| Columns { all: all(), rows: rows.len().into() })
    }
}

impl Columns {
    /// A better key than a column that is too hot: each row has a value, values come again (so that there is an order to
    /// keep), and none of them is over half of what a shard takes. Of those columns, texts come before numbers, which may be
    /// measurements, and then the one whose most frequent value has the smallest part of the rows. None, where the column will
    /// do, and where it has no order that another one could keep.
    pub fn better_than(&self, key: usize) -> Option<&Column> {
        let chosen = self.all.iter().find(|of| of.column == key)?;
        if chosen.is_cool() || chosen.is_unique() {
            return None;
        }
        let enough = |of: &&Column| of.rows == self.rows && of.values > 1 && !of.is_unique() && of.is_cool();
        self.all.iter().filter(enough).min_by_key(|of| (!of.has_text, of.hottest_rows))
    }
}

impl Column {
    /// Whether hardly any value comes again: such a key spreads perfectly, and keeps no order.
    pub fn is_unique(&self) -> bool {
        (self.values + self.beyond) * 10 >= self.rows * 9 && self.hottest_rows * 100 < self.rows.max(200)
    }

    /// Whether no value is over half of what a shard takes.
    pub fn is_cool(&self) -> bool {
        self.peak_records * 2 <= u64::from(quota::WRITE_RECORDS_PER_SECOND)
            && self.peak_bytes * 2 <= u64::from(quota::WRITE_BYTES_PER_SECOND)
    }

    /// Whether one value is over what a shard takes.
    pub fn is_hot(&self) -> bool {
        self.peak_records > u64::from(quota::WRITE_RECORDS_PER_SECOND)
            || self.peak_bytes > u64::from(quota::WRITE_BYTES_PER_SECOND)
    }

    fn add(&mut self, counts: &mut HashMap<u64, Count>, plan: &Plan, fields: &Fields<'_>, (second, bytes): (u64, u64)) {
        let Ok(text) = plan.field(fields, self.column) else { return };
        if text.is_empty() {
            return;
        }
        self.rows += 1;
        self.has_text = self.has_text || text.trim().parse::<f64>().is_err();
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let (key, full) = (hasher.finish(), counts.len() >= VALUES_MOST);
        if full && !counts.contains_key(&key) {
            self.beyond += 1;
            return;
        }
        let count = counts.entry(key).or_default();
        if count.second != second {
            (count.second, count.in_second, count.bytes_in_second) = (second, 0, 0);
        }
        count.rows += 1;
        count.in_second += 1;
        count.bytes_in_second += bytes;
        self.peak_records = self.peak_records.max(count.in_second.into());
        self.peak_bytes = self.peak_bytes.max(count.bytes_in_second);
        if u64::from(count.rows) > self.hottest_rows {
            self.hottest_rows = count.rows.into();
            if self.hottest != text {
                self.hottest = text.chars().take(40).collect();
            }
        }
        self.values = counts.len() as u64;
    }
}
