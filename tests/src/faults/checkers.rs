//! Rules that every trace obeys. Each is a function of the trace alone, and says what it found where.
use super::Trace;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::{Event as Kcl, WorkerId};
use shardscope_core::client::lambda::Event as Lambda;
use shardscope_core::kinesis::{Event as Kinesis, ShardId, SubscriptionId};
use shardscope_core::sim::Event;
use std::collections::{BTreeMap, HashMap, HashSet};

pub type Verdict = Result<(), String>;

/// Every checker, in turn.
pub fn all(trace: &Trace) -> Verdict {
    [ownership, checkpoints, delivery, order, functions, write_limits, read_limits, push_limits]
        .iter()
        .try_for_each(|checker| checker(trace))
}

fn kinesis(trace: &Trace) -> impl Iterator<Item = (Instant, &Kinesis)> {
    trace.0.iter().filter_map(|(at, event)| if let Event::Kinesis(event) = event { Some((*at, event)) } else { None })
}

fn applications(trace: &Trace) -> impl Iterator<Item = (Instant, ActorId, Kcl)> {
    trace.0.iter().filter_map(
        |(at, event)| if let Event::Application(id, event) = event { Some((*at, *id, *event)) } else { None },
    )
}

type Lease = (ActorId, ShardId);

/// One owner of a lease at a time, by the table: who takes one takes it from its owner, and only the owner, or with a
/// graceful hand-over the one before it, writes checkpoints.
pub fn ownership(trace: &Trace) -> Verdict {
    let mut owners: HashMap<Lease, (Option<WorkerId>, Option<WorkerId>)> = HashMap::new();
    for (at, id, event) in applications(trace) {
        match event {
            Kcl::LeaseCreated { shard } => drop(owners.insert((id, shard), (None, None))),
            Kcl::LeaseTaken { shard, by, before } => {
                let entry = owners.entry((id, shard)).or_default();
                // A worker that stops gives its leases back without an owner.
                if before.is_some() && before != entry.0 {
                    return Err(format!(
                        "ownership: at {at:?} {by:?} takes {shard} from {before:?}, the owner was {:?}",
                        entry.0
                    ));
                }
                *entry = (Some(by), if entry.0 == Some(by) { entry.1 } else { entry.0 });
            }
            Kcl::Checkpointed { shard, worker, .. } | Kcl::ShardEnded { shard, worker } => {
                let entry = owners.entry((id, shard)).or_default();
                if entry.0 != Some(worker) && entry.1 != Some(worker) {
                    return Err(format!(
                        "ownership: at {at:?} {worker:?} writes a checkpoint of {shard}, the owner is {:?}",
                        entry.0
                    ));
                }
            }
            Kcl::Begun { worker, shard, .. } => {
                let entry = owners.entry((id, shard)).or_default();
                // An owner that begins has seen the last checkpoint of the one before.
                if entry.0 == Some(worker) {
                    entry.1 = None;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// At least once, from the last checkpoint on: who begins begins there, and nobody checkpoints what was not worked on.
/// With checkpoints before the work, the batch under way counts as worked on; what exceptions skip does too.
pub fn checkpoints(trace: &Trace) -> Verdict {
    let (mut checkpoint, mut next): (HashMap<Lease, u64>, HashMap<(Lease, WorkerId), u64>) = Default::default();
    for (at, id, event) in applications(trace) {
        match event {
            Kcl::Begun { worker, shard, from } => {
                let lease = (id, shard);
                let expected = checkpoint.get(&lease).copied().unwrap_or(0);
                if from != expected {
                    return Err(format!(
                        "checkpoints: at {at:?} {worker:?} begins with {shard} at {from}, the checkpoint is {expected}"
                    ));
                }
                next.insert((lease, worker), from);
            }
            Kcl::Processed { worker, shard, from, to, .. } | Kcl::Skipped { worker, shard, from, to } => {
                let place = next.entry(((id, shard), worker)).or_default();
                if from > *place {
                    return Err(format!(
                        "checkpoints: at {at:?} {worker:?} leaves out {} to {from} of {shard}",
                        *place
                    ));
                }
                *place = to.max(*place);
            }
            Kcl::Checkpointed { worker, shard, next: to } => {
                let before = checkpoint.insert((id, shard), to).unwrap_or(0);
                if to < before {
                    return Err(format!("checkpoints: at {at:?} {worker:?} puts {shard} back from {before} to {to}"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// What was accepted is processed by every application, or skipped after an exception, or counted as missed.
pub fn delivery(trace: &Trace) -> Verdict {
    let mut accepted: BTreeMap<ShardId, u64> = BTreeMap::new();
    for (_, event) in kinesis(trace) {
        if let Kinesis::Accepted { shard, ordinal, .. } = event {
            let end = accepted.entry(*shard).or_default();
            if *ordinal != *end {
                return Err(format!("delivery: {shard} accepts {ordinal} after {end}"));
            }
            *end += 1;
        }
    }
    let mut done: BTreeMap<ActorId, BTreeMap<ShardId, Vec<(u64, u64)>>> = BTreeMap::new();
    for (_, id, event) in applications(trace) {
        let of = done.entry(id).or_default();
        match event {
            Kcl::Processed { shard, from, to, .. } | Kcl::Skipped { shard, from, to, .. } => {
                of.entry(shard).or_default().push((from, to))
            }
            _ => {}
        }
    }
    // Where checkpoints come before the work, a crash loses what was under way: those applications promise less.
    let before = at_most_once(trace);
    for (id, shards) in done.iter_mut().filter(|(id, _)| !before.contains(id)) {
        for (shard, end) in &accepted {
            let ranges = shards.entry(*shard).or_default();
            ranges.sort_unstable();
            let mut reached = 0;
            for (from, to) in ranges.iter() {
                if *from > reached {
                    break;
                }
                reached = reached.max(*to);
            }
            if reached < *end {
                return Err(format!("delivery: {id:?} has processed {shard} up to {reached} of {end}"));
            }
        }
    }
    Ok(())
}

/// Applications that have written a checkpoint ahead of the work.
pub fn at_most_once(trace: &Trace) -> Vec<ActorId> {
    let mut worked: HashMap<Lease, u64> = HashMap::new();
    let mut ahead = Vec::new();
    for (_, id, event) in applications(trace) {
        match event {
            Kcl::Processed { shard, to, .. } | Kcl::Skipped { shard, to, .. } => {
                let place = worked.entry((id, shard)).or_default();
                *place = to.max(*place);
            }
            Kcl::Checkpointed { shard, next, .. } if next > worked.get(&(id, shard)).copied().unwrap_or(0) => {
                ahead.push(id)
            }
            _ => {}
        }
    }
    ahead
}

/// The records of a key are processed in the order in which they were accepted, whatever is repeated in between. What a
/// worker does that does not know yet that its lease is gone is beside that: no reader can order two that work at once.
pub fn order(trace: &Trace) -> Verdict {
    let mut records: HashMap<ShardId, Vec<(u128, u64)>> = HashMap::new();
    let mut number = 0;
    let mut newest: HashMap<(ActorId, u128), u64> = HashMap::new();
    let mut seen: HashMap<ActorId, HashMap<ShardId, Vec<bool>>> = HashMap::new();
    let mut owners: HashMap<Lease, WorkerId> = HashMap::new();
    for (at, event) in &trace.0 {
        match event {
            Event::Kinesis(Kinesis::Accepted { shard, hash_key, .. }) => {
                number += 1;
                records.entry(*shard).or_default().push((*hash_key, number));
            }
            Event::Application(id, Kcl::LeaseTaken { shard, by, .. }) => drop(owners.insert((*id, *shard), *by)),
            // What was skipped and comes again later comes out of its turn.
            Event::Application(id, Kcl::Skipped { shard, from, to, .. }) => {
                let seen = seen.entry(*id).or_default().entry(*shard).or_default();
                seen.resize(seen.len().max(*to as usize), false);
                seen[*from as usize..*to as usize].fill(true);
            }
            Event::Application(id, Kcl::Processed { shard, from, to, worker, .. })
                if owners.get(&(*id, *shard)) == Some(worker) =>
            {
                let Some(log) = records.get(shard) else { continue };
                let seen = seen.entry(*id).or_default().entry(*shard).or_default();
                seen.resize(seen.len().max(log.len()), false);
                for ordinal in *from..*to {
                    let Some((key, number)) = log.get(ordinal as usize).copied() else {
                        return Err(format!(
                            "order: at {at:?} {id:?} processes {ordinal} of {shard}, which was never accepted"
                        ));
                    };
                    if core::mem::replace(&mut seen[ordinal as usize], true) {
                        continue;
                    }
                    let newest = newest.entry((*id, key)).or_default();
                    if number < *newest {
                        return Err(format!(
                            "order: at {at:?} {id:?} processes {ordinal} of {shard} after a later one of its key"
                        ));
                    }
                    *newest = number;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// In any window `w`: one second's worth plus the rate times `w`.
struct Window {
    rate: u64,
    /// In units of a millionth: what has come since the bucket was full, less what has drained.
    level: u64,
    last: Option<Instant>,
    /// More than a second's worth has passed: nothing more until all of it has drained.
    is_over: bool,
}

impl Window {
    fn new(rate: u64) -> Self {
        Self { rate, level: 0, last: None, is_over: false }
    }
    /// Counts `amount`; false if it is more than the window allows. One that is larger than all passes an empty window.
    fn add(&mut self, at: Instant, amount: u64) -> bool {
        let drained = self.last.map_or(0, |last| at.since(last).as_micros() * self.rate);
        let empty = self.level <= drained;
        self.level = self.level.saturating_sub(drained) + amount * 1_000_000;
        self.last = Some(at);
        // A bucket counts whole tokens.
        self.level <= (self.rate + 1) * 1_000_000 || empty
    }
    /// Counts `amount`, whatever it is; false where a call before went over a second's worth and that has not drained yet.
    fn add_unless_over(&mut self, at: Instant, amount: u64) -> bool {
        let drained = self.last.map_or(0, |last| at.since(last).as_micros() * self.rate);
        let too_soon = self.is_over && self.level > drained;
        self.add(at, amount);
        self.is_over = self.level > self.rate * 1_000_000;
        !too_soon
    }
}

const MIB: u64 = 1 << 20;

/// A shard takes 1,000 records and 1 MiB a second.
pub fn write_limits(trace: &Trace) -> Verdict {
    let mut shards: HashMap<ShardId, (Window, Window)> = HashMap::new();
    for (at, event) in kinesis(trace) {
        if let Kinesis::Accepted { shard, bytes, .. } = event {
            let (records, size) = shards.entry(*shard).or_insert_with(|| (Window::new(1_000), Window::new(MIB)));
            if !records.add(at, 1) || !size.add(at, u64::from(*bytes)) {
                return Err(format!("write limits: {shard} takes too much at {at:?}"));
            }
        }
    }
    Ok(())
}

/// A shard answers 5 GetRecords a second, each of up to 10 MiB and 10,000 records; one that exceeds 2 MiB or 2,000 records
/// a second is the last until that is made up for.
pub fn read_limits(trace: &Trace) -> Verdict {
    let mut shards: HashMap<ShardId, [Window; 3]> = HashMap::new();
    for (at, event) in kinesis(trace) {
        let &Kinesis::Got { shard, bytes, records, .. } = event else { continue };
        let (bytes, records) = (u64::from(bytes), u64::from(records));
        let [calls, size, count] =
            shards.entry(shard).or_insert_with(|| [Window::new(5), Window::new(2 * MIB), Window::new(2_000)]);
        let within = bytes <= 10 * MIB && records <= 10_000;
        if !calls.add(at, 1) || !size.add_unless_over(at, bytes) || !count.add_unless_over(at, records) || !within {
            return Err(format!("read limits: {shard} answers too much at {at:?}"));
        }
    }
    Ok(())
}

/// A lane of a function's mapping has one invocation at a time; and every record has been processed or given up in the end.
pub fn functions(trace: &Trace) -> Verdict {
    let (mut accepted, mut done): (HashMap<ShardId, u64>, HashMap<(ActorId, ShardId), u64>) = Default::default();
    let mut running: HashSet<(ActorId, ShardId, u32)> = HashSet::new();
    for (at, event) in &trace.0 {
        match event {
            Event::Kinesis(Kinesis::Accepted { shard, .. }) => *accepted.entry(*shard).or_default() += 1,
            Event::Mapping(id, Lambda::Invoked { shard, lane, .. }) if !running.insert((*id, *shard, *lane)) => {
                return Err(format!("functions: at {at:?} {id:?} runs twice for lane {lane} of {shard}"));
            }
            Event::Mapping(id, Lambda::Processed { shard, lane, finished, .. }) => {
                if !running.remove(&(*id, *shard, *lane)) {
                    return Err(format!(
                        "functions: at {at:?} {id:?} ends in lane {lane} of {shard} what it never began"
                    ));
                }
                *done.entry((*id, *shard)).or_default() += u64::from(*finished);
            }
            Event::Mapping(id, Lambda::Discarded { shard, records, .. }) => {
                *done.entry((*id, *shard)).or_default() += u64::from(*records);
            }
            _ => {}
        }
    }
    for ((id, shard), done) in done {
        let all = accepted.get(&shard).copied().unwrap_or(0);
        if done != all {
            return Err(format!("functions: {id:?} is done with {done} of the {all} records of {shard}"));
        }
    }
    Ok(())
}

/// A subscription is pushed 2 MiB a second, hears something every five seconds unless it holds, and lives five minutes.
pub fn push_limits(trace: &Trace) -> Verdict {
    let mut open: HashMap<SubscriptionId, (Window, Instant)> = HashMap::new();
    for (at, event) in kinesis(trace) {
        match event {
            Kinesis::Subscribed { subscription, .. } => drop(open.insert(*subscription, (Window::new(2 * MIB), at))),
            Kinesis::Pushed(push) => {
                let Some((size, begun)) = open.get_mut(&push.subscription) else {
                    return Err(format!(
                        "push limits: at {at:?} an event for {:?}, which is not open",
                        push.subscription
                    ));
                };
                if !size.add(at, u64::from(push.bytes)) || at.since(*begun) > Duration::from_secs(300) {
                    return Err(format!(
                        "push limits: {:?} is pushed too much, or too long, at {at:?}",
                        push.subscription
                    ));
                }
            }
            Kinesis::SubscriptionEnded { subscription, .. } => drop(open.remove(subscription)),
            _ => {}
        }
    }
    Ok(())
}
