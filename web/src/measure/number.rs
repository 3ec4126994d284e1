//! A number and a condition.
use super::query::Query;
use shardscope_core::base::{Duration, Instant};
use std::collections::BTreeSet;

/// A number of a run at a moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    Literal(f64),
    /// A query over the run's state.
    Now(Query),
    /// A query over its state, looked at for so long up to the moment; without a length since the beginning.
    Over(Over, Query, Option<Duration>),
    /// Another number, by its place among those that have a label.
    Named(usize),
    Both(Box<Number>, Sign, Box<Number>),
}

/// What becomes of a number that was looked at for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Over {
    /// How much it grew, a second.
    Rate,
    /// How much it grew.
    Gain,
    Max,
    Min,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
    Times,
    By,
}

impl Sign {
    fn of(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Plus => left + right,
            Self::Minus => left - right,
            Self::Times => left * right,
            Self::By => left / right,
        }
    }
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Op {
    /// With their signs; the longer ones first, so that none is taken for the beginning of another.
    pub const ALL: [(&'static str, Self); 6] = [
        ("==", Self::Equal),
        ("!=", Self::Unequal),
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Less),
        (">", Self::More),
    ];

    /// Whether it is so; not where one side is unknown.
    pub fn holds(self, left: Option<f64>, right: Option<f64>) -> bool {
        let (Some(left), Some(right)) = (left, right) else { return false };
        match self {
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

/// A number against a number, so that a margin can be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub left: Number,
    pub op: Op,
    pub right: Number,
    /// As it was written.
    pub text: String,
}

impl Condition {
    pub fn numbers(&self) -> [&Number; 2] {
        [&self.left, &self.right]
    }
}

impl Number {
    /// The queries that it asks.
    pub fn queries<'a>(&'a self, found: &mut Vec<&'a Query>) {
        match self {
            Self::Now(query) | Self::Over(_, query, _) => found.push(query),
            Self::Both(left, _, right) => {
                left.queries(found);
                right.queries(found);
            }
            Self::Literal(_) | Self::Named(_) => {}
        }
    }

    /// The places of the numbers with labels that it is calculated from.
    pub fn names(&self, found: &mut Vec<usize>) {
        match self {
            Self::Named(place) => found.push(*place),
            Self::Both(left, _, right) => {
                left.names(found);
                right.names(found);
            }
            Self::Literal(_) | Self::Now(_) | Self::Over(..) => {}
        }
    }

    /// The times over which something in it is looked at.
    fn lengths(&self, found: &mut Vec<Duration>) {
        match self {
            Self::Over(_, _, length) => found.extend(*length),
            Self::Both(left, _, right) => {
                left.lengths(found);
                right.lengths(found);
            }
            Self::Literal(_) | Self::Now(_) | Self::Named(_) => {}
        }
    }

    /// The shortest of them.
    pub fn shortest(&self) -> Option<Duration> {
        let mut found = Vec::new();
        self.lengths(&mut found);
        found.into_iter().min()
    }

    /// The longest of them.
    pub fn longest(&self) -> Option<Duration> {
        let mut found = Vec::new();
        self.lengths(&mut found);
        found.into_iter().max()
    }

    /// The moments at which the run has to be looked at to know it at `at`, when nothing counts before `since`.
    /// In their order.
    pub fn moments(&self, at: Instant, since: Instant) -> BTreeSet<Instant> {
        let mut found = BTreeSet::from([at]);
        self.add_moments(at, since, &mut found);
        found
    }

    fn add_moments(&self, at: Instant, since: Instant, found: &mut BTreeSet<Instant>) {
        match self {
            Self::Over(over, _, length) => {
                let from = begin(at, since, *length);
                let many = if matches!(over, Over::Max | Over::Min) { LOOKS } else { 1 };
                let part = |number| Duration::from_micros(at.since(from).as_micros() / many * number);
                found.extend((0..many).map(|number| from + part(number)));
            }
            Self::Both(left, _, right) => {
                left.add_moments(at, since, found);
                right.add_moments(at, since, found);
            }
            Self::Literal(_) | Self::Now(_) | Self::Named(_) => {}
        }
    }

    /// Its value, from the values of queries at moments and of numbers with labels. `None` where a query finds no number, or where
    /// there is none, as of a rate over no time.
    pub fn value(&self, at: Instant, since: Instant, looks: &dyn Looks) -> Option<f64> {
        let number = match self {
            Self::Literal(number) => *number,
            Self::Now(query) => looks.at(query, at)?.1,
            Self::Named(place) => looks.named(*place)?,
            Self::Both(left, sign, right) => sign.of(left.value(at, since, looks)?, right.value(at, since, looks)?),
            Self::Over(over, query, length) => {
                let from = begin(at, since, *length);
                match over {
                    Over::Max => looks.between(query, from, at).reduce(f64::max)?,
                    Over::Min => looks.between(query, from, at).reduce(f64::min)?,
                    Over::Gain | Over::Rate => {
                        let ((first, before), (last, after)) = (looks.at(query, from)?, looks.at(query, at)?);
                        let seconds = last.since(first).as_micros() as f64 / 1e6;
                        (after - before) / if *over == Over::Rate { seconds } else { 1.0 }
                    }
                }
            }
        };
        number.is_finite().then_some(number)
    }
}

/// How often a run is looked at to know its highest and its lowest.
const LOOKS: u64 = 60;

fn begin(at: Instant, since: Instant, length: Option<Duration>) -> Instant {
    let far = length.map_or(u64::MAX, Duration::as_micros).min(at.since(since).as_micros());
    at - Duration::from_micros(far)
}

/// What is known of a run.
pub trait Looks {
    /// What a query found when the run was looked at last up to a moment, and when that was.
    fn at(&self, query: &Query, at: Instant) -> Option<(Instant, f64)>;
    /// All that it found between two moments, both included.
    fn between(&self, query: &Query, from: Instant, to: Instant) -> Box<dyn Iterator<Item = f64> + '_>;
    /// The number with a label.
    fn named(&self, place: usize) -> Option<f64>;
}
