//! What happened, for people: the trace with its thousands of calls condensed to what matters.
use crate::kinds;
use shardscope_core::base::Instant;
use shardscope_core::kinesis::{self, Ending, Push, ShardId, SubscriptionId};
use shardscope_core::sim::{Event, Sim, Sink};
use std::collections::VecDeque;

/// Lines that are kept.
const MOST: usize = 200;
/// Repetitions within this many microseconds go into the line that is already there.
const TOGETHER_MICROS: u64 = 2_000_000;

/// A line: when it began, when it was last repeated, and how many records or calls it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub number: u64,
    pub at: Instant,
    pub last: Instant,
    /// The event, without what differs from one time to the next.
    pub what: Event,
    pub count: u64,
}

/// The last events, newest last.
#[derive(Clone, Debug, Default)]
pub struct EventLog {
    lines: VecDeque<Line>,
    next: u64,
    /// Subscriptions that somebody outside reads, and the records of their events since it was taken.
    pub watched: Vec<SubscriptionId>,
    pub pushes: Vec<Push>,
    pub endings: Vec<(SubscriptionId, Ending)>,
}

impl EventLog {
    /// Newest first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().rev()
    }

    fn add(&mut self, at: Instant, what: Event, count: u64) {
        // The time first: it is the cheaper question.
        let recent = |line: &&mut Line| at.since(line.last).as_micros() < TOGETHER_MICROS && line.what == what;
        if let Some(line) = self.lines.iter_mut().rev().take(64).find(recent) {
            line.count += count;
            line.last = at;
            return;
        }
        if self.lines.len() == MOST {
            self.lines.pop_front();
        }
        self.lines.push_back(Line { number: self.next, at, last: at, what, count });
        self.next += 1;
    }

    /// The events of subscribers from outside.
    fn watch(&mut self, event: &Event) {
        let Event::Kinesis(event) = event else { return };
        if let kinesis::Event::Pushed(push) = event {
            if self.watched.contains(&push.subscription) {
                self.pushes.push(push.clone());
            }
        } else if let kinesis::Event::SubscriptionEnded { subscription, ending, .. } = event
            && self.watched.contains(subscription)
        {
            self.endings.push((*subscription, *ending));
        }
    }
}

impl Sink for EventLog {
    fn record(&mut self, at: Instant, event: Event) {
        self.watch(&event);
        for (what, count) in (kinds::events(&event).condensed)(event) {
            self.add(at, what, count);
        }
    }
}

impl Line {
    /// With the names that streams and actors have now.
    pub fn text(&self, sim: &Sim) -> String {
        (kinds::events(&self.what).text)(&self.what, self.count, sim)
    }
    /// Something that a user should look at.
    pub fn is_trouble(&self) -> bool {
        (kinds::events(&self.what).is_trouble)(&self.what)
    }
    /// The shard that it is about.
    pub fn shard(&self) -> Option<ShardId> {
        (kinds::events(&self.what).shard)(&self.what)
    }
}
