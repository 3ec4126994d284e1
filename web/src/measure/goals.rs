//! What has to be true, for how long, and whether it has been.
use super::number::Condition;
use super::watch::Watch;
use shardscope_core::base::{Duration, Instant};

/// A goal: a condition, and when it has to be true.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What it asks for, in words.
    pub words: String,
    pub when: When,
    pub condition: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Without a break for so long.
    Hold(Duration),
    /// Once, at the latest so long after the beginning.
    Within(Duration),
    /// When all others are reached.
    AtTheEnd,
}

/// How far a goal is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    pub left: Option<f64>,
    pub right: Option<f64>,
    /// Since when it has been true.
    pub since: Option<Instant>,
    pub is_met: bool,
    /// Whether it cannot be met any more.
    pub is_missed: bool,
}

/// Looks at goals from one moment to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Judge {
    begin: Instant,
    pub each: Vec<Standing>,
    /// When all goals were met for the first time.
    pub won: Option<Instant>,
}

/// How often at least goals are looked at, and at most.
const OFTEN: Duration = Duration::SECOND;
const SELDOM: Duration = Duration::from_secs(600);

/// How far apart the moments are at which goals are looked at: a sixtieth of the shortest time that one of them speaks of.
pub fn stride(goals: &[Goal]) -> Duration {
    let of = |goal: &Goal| {
        let own = match goal.when {
            When::Hold(length) | When::Within(length) => Some(length),
            When::AtTheEnd => None,
        };
        let over = goal.condition.numbers().into_iter().filter_map(|number| number.shortest());
        own.into_iter().chain(over).min()
    };
    let shortest = goals.iter().filter_map(of).min().unwrap_or(OFTEN);
    Duration::from_secs((shortest.as_micros() / 60 / 1_000_000).clamp(OFTEN.as_secs(), SELDOM.as_secs()))
}

impl Judge {
    pub fn new(goals: &[Goal], begin: Instant) -> Self {
        Self { begin, each: vec![Standing::default(); goals.len()], won: None }
    }

    /// Looks at what a watch saw at a moment, which is later than those before.
    pub fn look(&mut self, goals: &[Goal], watch: &Watch, at: Instant) {
        for (goal, standing) in goals.iter().zip(&mut self.each) {
            let (left, right) = watch.sides(&goal.condition, at, self.begin);
            let holds = goal.condition.op.holds(left, right);
            let since = holds.then(|| standing.since.unwrap_or(at));
            let (is_met, is_missed) = match goal.when {
                When::Hold(length) => (since.is_some_and(|since| at.since(since) >= length), false),
                When::Within(length) => {
                    let is_met = standing.is_met || (holds && at.since(self.begin) <= length);
                    (is_met, !is_met && at.since(self.begin) >= length)
                }
                When::AtTheEnd => (holds, false),
            };
            *standing = Standing { left, right, since, is_met, is_missed };
        }
        if self.won.is_none() && self.each.iter().all(|standing| standing.is_met) {
            self.won = Some(at);
        }
    }
}
