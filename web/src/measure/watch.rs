//! What a run's state was at some moments, as far as somebody asks for it.
use super::number::{Condition, Looks, Number};
use super::query::Query;
use jmespath::Variable;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::report::RunState;
use shardscope_core::sim::Sim;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Values of queries at moments of a run.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    queries: Vec<Query>,
    looks: BTreeMap<Instant, Box<[Option<f64>]>>,
    named: Vec<Option<f64>>,
    longest: Duration,
}

impl Watch {
    /// For all that some numbers ask; `named` are the values of those that have a label.
    pub fn of<'a>(numbers: impl IntoIterator<Item = &'a Number>, named: Vec<Option<f64>>) -> Self {
        let (mut found, mut longest) = (Vec::new(), Duration::ZERO);
        for number in numbers {
            number.queries(&mut found);
            longest = longest.max(number.longest().unwrap_or(Duration::ZERO));
        }
        let mut queries: Vec<Query> = Vec::new();
        for query in found {
            if !queries.contains(query) {
                queries.push(query.clone());
            }
        }
        Self { queries, looks: BTreeMap::new(), named, longest }
    }

    /// Looks at a run as it is now.
    pub fn look(&mut self, sim: &Sim) {
        let state = Variable::from_serializable(RunState::of(sim)).map(Rc::new).ok();
        let value = |query: &Query| state.as_ref().and_then(|state| query.number(state));
        self.looks.insert(sim.now(), self.queries.iter().map(value).collect());
    }

    /// Forgets what no number needs any more that is asked for at `at` or later: all but the first look, and the longest time
    /// over which something is looked at.
    pub fn forget_before(&mut self, at: Instant, since: Instant) {
        let first = at - Duration::from_micros(self.longest.as_micros().min(at.since(since).as_micros()));
        let keeps = self.looks.range(..=first).next_back().map_or(first, |(seen, _)| *seen);
        self.looks.retain(|seen, _| *seen <= since || *seen >= keeps);
    }

    /// Both sides of a condition at a moment.
    pub fn sides(&self, condition: &Condition, at: Instant, since: Instant) -> (Option<f64>, Option<f64>) {
        (condition.left.value(at, since, self), condition.right.value(at, since, self))
    }

    /// Whether a condition is true; not where one side is unknown.
    pub fn holds(&self, condition: &Condition, at: Instant, since: Instant) -> bool {
        let (left, right) = self.sides(condition, at, since);
        condition.op.holds(left, right)
    }
}

impl Watch {
    fn place(&self, query: &Query) -> Option<usize> {
        self.queries.iter().position(|of| of == query)
    }
}

impl Looks for Watch {
    fn at(&self, query: &Query, at: Instant) -> Option<(Instant, f64)> {
        let (seen, values) = self.looks.range(..=at).next_back()?;
        Some((*seen, values[self.place(query)?]?))
    }

    fn between(&self, query: &Query, from: Instant, to: Instant) -> Box<dyn Iterator<Item = f64> + '_> {
        let place = self.place(query);
        Box::new(self.looks.range(from..=to).filter_map(move |(_, values)| values[place?]))
    }

    fn named(&self, place: usize) -> Option<f64> {
        self.named.get(place).copied().flatten()
    }
}
