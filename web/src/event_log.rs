//! What happened, for people: the trace with its thousands of calls condensed to what matters.
mod what;

pub use what::What;

use shardscope_core::base::Instant;
use shardscope_core::client::kcl::{self, WorkerId};
use shardscope_core::client::lambda::{self};
use shardscope_core::kinesis::{self, Ending, Push, SubscriptionId};
use shardscope_core::message::MessageId;
use shardscope_core::sim::{Event, Sink};
use shardscope_core::{sns, sqs};
use std::collections::VecDeque;

/// Lines that are kept.
const MOST: usize = 200;
/// Repetitions within this many microseconds go into the line that is already there.
const TOGETHER_MICROS: u64 = 2_000_000;

/// A line: when it began, when it was last repeated, and how many records or calls it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub number: u64,
    pub at: Instant,
    pub last: Instant,
    pub what: What,
    pub count: u64,
}

/// The last events, newest last.
#[derive(Clone, Debug, Default)]
pub struct EventLog {
    lines: VecDeque<Line>,
    next: u64,
    /// Subscriptions that somebody outside reads, and what was pushed to them since it was taken.
    pub watched: Vec<SubscriptionId>,
    pub pushes: Vec<Push>,
    pub endings: Vec<(SubscriptionId, Ending)>,
}

impl EventLog {
    /// Newest first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().rev()
    }

    fn add(&mut self, at: Instant, what: What, count: u64) {
        let recent = |line: &&mut Line| line.what == what && at.since(line.last).as_micros() < TOGETHER_MICROS;
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

    fn add_kinesis(&mut self, at: Instant, event: &kinesis::Event) {
        use kinesis::Event as E;
        match event {
            E::Pushed(push) if self.watched.contains(&push.subscription) => self.pushes.push(push.clone()),
            E::SubscriptionEnded { subscription, ending, .. } if self.watched.contains(subscription) => {
                self.endings.push((*subscription, *ending));
            }
            E::StatusChanged { .. }
            | E::Deleted { .. }
            | E::ShardOpened { .. }
            | E::ShardClosed { .. }
            | E::RetentionChanged { .. }
            | E::Put { .. }
            | E::Throttled { .. }
            | E::PutFailed { .. }
            | E::Got { .. }
            | E::GetThrottled { .. }
            | E::Trimmed { .. }
            | E::ZonePaused { .. }
            | E::ZoneResumed { .. }
            | E::ConsumerStatusChanged { .. }
            | E::ConsumerDeleted { .. }
            | E::Subscribed { .. }
            | E::SubscriptionEnded { .. }
            | E::Pushed(_)
            | E::Accepted { .. } => {}
        }
        let (what, count) = match *event {
            E::StatusChanged { stream, status } => (What::Status(stream, status), 1),
            E::Deleted { stream } => (What::Deleted(stream), 1),
            E::ShardOpened { stream, shard } => (What::Opened(stream, shard), 1),
            E::ShardClosed { stream, shard } => (What::Closed(stream, shard), 1),
            E::RetentionChanged { stream, hours } => (What::Retention(stream, hours), 1),
            E::Throttled { stream, shard, limit, records } => {
                (What::Throttled(stream, shard, limit), u64::from(records))
            }
            E::GetThrottled { stream, shard, limit } => (What::ReadThrottled(stream, shard, limit), 1),
            E::PutFailed { stream, records } => (What::PutFailed(stream), u64::from(records)),
            E::ZonePaused { zone } => (What::ZonePaused(zone), 1),
            E::ZoneResumed { zone } => (What::ZoneResumed(zone), 1),
            E::ConsumerStatusChanged { stream, consumer, status } => (What::Consumer(stream, consumer, status), 1),
            E::SubscriptionEnded { stream, shard, ending, .. } => (What::SubscriptionEnded(stream, shard, ending), 1),
            E::Put { .. } | E::Got { .. } | E::Trimmed { .. } => return,
            E::ConsumerDeleted { .. } | E::Subscribed { .. } | E::Pushed(_) | E::Accepted { .. } => return,
        };
        self.add(at, what, count);
    }
}

impl Sink for EventLog {
    fn record(&mut self, at: Instant, event: Event) {
        match event {
            Event::Kinesis(event) => self.add_kinesis(at, &event),
            Event::Refused { lost, .. } if lost > 0 => self.add(at, What::Lost, u64::from(lost)),
            Event::Read { reader, shard, out_of_order, missed, .. } => {
                if out_of_order > 0 {
                    self.add(at, What::OutOfOrder(reader, shard), u64::from(out_of_order));
                }
                if missed > 0 {
                    self.add(at, What::Missed(reader, shard), missed);
                }
            }
            Event::Ended { reader, shard } => self.add(at, What::Ended(reader, shard), 1),
            Event::TimedOut { lost, .. } if lost > 0 => self.add(at, What::Lost, u64::from(lost)),
            Event::Late { records, .. } => self.add(at, What::Lost, u64::from(records)),
            Event::Application(id, event) => {
                for (what, count) in condensed(event) {
                    self.add(at, What::Kcl(id, what), count);
                }
            }
            Event::Mapping(id, event) => {
                if let Some((what, count)) = condensed_mapping(event) {
                    self.add(at, What::Lambda(id, what), count);
                }
            }
            Event::Sqs(event) => {
                if let Some((what, count)) = condensed_queue(event) {
                    self.add(at, What::Queue(what), count);
                }
            }
            Event::Sns(event) => {
                if let Some((what, count)) = condensed_topic(event) {
                    self.add(at, What::Topic(what), count);
                }
            }
            Event::Sent { .. } | Event::Refused { .. } | Event::TimedOut { .. } => {}
        }
    }
}

/// What is worth a line of a queue, with what counts in it.
fn condensed_queue(event: sqs::Event) -> Option<(sqs::Event, u64)> {
    use sqs::Event as E;
    match event {
        E::Sent { queue, deduplicated, .. } if deduplicated > 0 => {
            Some((E::Sent { queue, messages: 0, deduplicated: 0 }, u64::from(deduplicated)))
        }
        E::Sent { .. } | E::Received { .. } | E::MessageDeleted { .. } => None,
        E::Purged { queue, messages } => Some((E::Purged { queue, messages: 0 }, messages)),
        E::Expired { queue, messages } => Some((E::Expired { queue, messages: 0 }, messages)),
        E::Moved { from, to, .. } => Some((E::Moved { message: MessageId(0), from, to }, 1)),
        E::Created { .. } | E::Deleted { .. } | E::Throttled { .. } => Some((event, 1)),
    }
}

/// What is worth a line of a topic, with what counts in it.
fn condensed_topic(event: sns::Event) -> Option<(sns::Event, u64)> {
    use sns::Event as E;
    match event {
        E::Published { .. } => None,
        E::Retried { subscription, .. } => Some((E::Retried { subscription, attempts: 0 }, 1)),
        E::Replayed { subscription, messages } => Some((E::Replayed { subscription, messages: 0 }, messages)),
        event @ (E::Created { .. }
        | E::Deleted { .. }
        | E::Subscribed { .. }
        | E::Unsubscribed { .. }
        | E::Deduplicated { .. }
        | E::GivenUp { .. }
        | E::Throttled { .. }) => Some((event, 1)),
    }
}

/// What is worth a line, with what counts in it; numbers that would keep lines apart are zero.
fn condensed(event: kcl::Event) -> Vec<(kcl::Event, u64)> {
    use kcl::Event as E;
    let worker = WorkerId(0);
    match event {
        E::Processed { shard, doubled, reordered, .. } => {
            let of = |reordered| E::Processed { worker, shard, from: 0, to: 0, doubled: 0, reordered };
            let both = [(of(0), u64::from(doubled)), (of(1), u64::from(reordered))];
            both.into_iter().filter(|(_, count)| *count > 0).collect()
        }
        E::Skipped { shard, from, to, .. } => vec![(E::Skipped { worker, shard, from: 0, to: 0 }, to - from)],
        E::Missed { shard, records } => vec![(E::Missed { shard, records: 0 }, records)],
        E::Begun { .. } | E::Checkpointed { .. } | E::LeaseCreated { .. } => Vec::new(),
        other @ (E::Started { .. }
        | E::Crashed { .. }
        | E::Stopped { .. }
        | E::LeaseTaken { .. }
        | E::LeaseLost { .. }
        | E::LeaseDeleted { .. }
        | E::CheckpointRefused { .. }
        | E::ShardEnded { .. }) => vec![(other, 1)],
    }
}

/// The same of a function: what went wrong.
fn condensed_mapping(event: lambda::Event) -> Option<(lambda::Event, u64)> {
    use lambda::Event as E;
    match event {
        E::Failed { shard, .. } => Some((E::Failed { shard, first: 0, records: 0 }, 1)),
        E::Discarded { shard, records, why, .. } => {
            Some((E::Discarded { shard, first: 0, records: 0, why }, u64::from(records)))
        }
        E::Throttled { shard } => Some((E::Throttled { shard }, 1)),
        E::WindowClosed { shard, start, records, .. } => Some((E::WindowClosed { shard, start, records, sum: 0 }, 1)),
        E::Invoked { .. } | E::Processed { .. } | E::Bisected { .. } | E::Ended { .. } => None,
    }
}
