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
/// Values of a column that are told apart: the frequent ones are among the first.
const VALUES_MOST: usize = 200_000;
/// Rows of one step.
const ROWS_AT_ONCE: u32 = 20_000;

/// A column as a partition key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub column: usize,
    /// Different values; `VALUES_MOST` if there are so many or more.
    pub values: u64,
    /// Rows with a value.
    pub rows: u64,
    /// The value of most rows, and how many they are.
    pub hottest: String,
    pub hottest_rows: u64,
    /// Most rows of one value in one second.
    pub peak: u64,
    counts: HashMap<u64, Count>,
}

/// Of one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    rows: u32,
    second: u64,
    in_second: u32,
}

/// The comparison, as far as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub all: Vec<Column>,
    /// Rows that have been looked at.
    pub done: u32,
    pub is_done: bool,
}

impl Columns {
    /// Of the chosen column, and the first others that are no times.
    pub fn of(plan: &Plan) -> Self {
        let time = if let Timestamps::Column(column, _) = plan.timestamps { Some(column) } else { None };
        let others = (0..plan.columns.len()).filter(|column| Some(*column) != time && *column != plan.key);
        let mut columns: Vec<usize> = std::iter::once(plan.key).chain(others.take(COLUMNS_MOST - 1)).collect();
        columns.sort_unstable();
        let all = columns.into_iter().map(|column| Column { column, ..Column::default() }).collect();
        Self { all, done: 0, is_done: false }
    }

    /// Looks at some more rows; `false` once all are done.
    pub fn try_next(&mut self, plan: &Plan, rows: &Dataset, report: &KeyReport) -> bool {
        if self.is_done {
            return false;
        }
        let until = rows.len().min(self.done + ROWS_AT_ONCE);
        let mut csv = if let Format::Csv { delimiter } = plan.format { Some(Rows::new(delimiter)) } else { None };
        for row in self.done..until {
            let second = report.second_of(rows, row);
            let all = &mut self.all;
            let mut take = |_: u64, row: Row<'_>| {
                if let Ok(fields) = row.fields {
                    all.iter_mut().for_each(|column| column.add(plan, &fields, second));
                }
            };
            match &mut csv {
                Some(csv) => {
                    csv.push(rows.row(row), &mut take);
                    csv.push(b"\n", &mut take);
                }
                None => {
                    let text = rows.row(row);
                    take(0, Row { text, fields: ndjson::fields(text) });
                }
            }
        }
        self.done = until;
        if until == rows.len() {
            self.is_done = true;
            self.all.iter_mut().for_each(|column| column.counts = HashMap::new());
        }
        true
    }

    /// The column that is the best key: values come again (so that there is an order to keep), none of them is near what a
    /// shard takes, and, of those columns, the one whose most frequent value has the smallest part of the rows.
    pub fn best(&self) -> Option<&Column> {
        let enough = |of: &&Column| of.rows > 0 && of.values > 1 && !of.is_unique() && of.peak * 2 <= WRITES;
        let share = |of: &Column| of.hottest_rows * 1_000_000 / of.rows.max(1);
        self.all.iter().filter(enough).min_by_key(|of| share(of)).filter(|_| self.is_done)
    }
}

const WRITES: u64 = quota::WRITE_RECORDS_PER_SECOND as u64;

impl Column {
    /// Whether hardly any value comes again: such a key spreads perfectly, and keeps no order.
    pub fn is_unique(&self) -> bool {
        self.values * 10 >= self.rows * 9
    }

    fn add(&mut self, plan: &Plan, fields: &Fields<'_>, second: u64) {
        let Ok(text) = plan.field(fields, self.column) else { return };
        if text.is_empty() {
            return;
        }
        self.rows += 1;
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let (key, full) = (hasher.finish(), self.counts.len() >= VALUES_MOST);
        if full && !self.counts.contains_key(&key) {
            return;
        }
        let count = self.counts.entry(key).or_default();
        if count.second != second {
            (count.second, count.in_second) = (second, 0);
        }
        (count.rows, count.in_second) = (count.rows + 1, count.in_second + 1);
        self.peak = self.peak.max(u64::from(count.in_second));
        if u64::from(count.rows) > self.hottest_rows {
            self.hottest_rows = u64::from(count.rows);
            if self.hottest != text {
                self.hottest = text.chars().take(40).collect();
            }
        }
        self.values = self.counts.len() as u64;
    }
}
