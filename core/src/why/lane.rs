//! Why a lane of the lab is not in order, or not through.
use super::Cause;
use super::outcome::out_of_order;
use crate::base::Duration;
use crate::client::lab::{Lane, Target};
use crate::sim::Sim;
use crate::sqs::quota;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) fn lane(sim: &Sim, lane: &Lane) -> Vec<Cause> {
    let mut chain = Vec::new();
    let queues = || lane.receivers.iter().filter_map(|receiver| sim.sqs().queue(receiver.queue?));
    let sum = |of: fn(&crate::client::lab::Check) -> u64| -> u64 {
        lane.receivers.iter().map(|receiver| of(&receiver.check)).sum()
    };
    if let Some(error) = lane.sender.trouble.filter(|_| lane.sender.waiting() > 0) {
        chain.push(Cause::Backlog { messages: lane.sender.waiting(), error });
    }
    if sum(|check| check.out_of_order) > 0 {
        chain.extend(out_of_order(sum(|check| check.out_of_order)));
        chain.extend(overtaken(sim, lane));
        if queues().any(|queue| !queue.is_fifo()) {
            chain.push(Cause::NoOrder);
            if lane.spec.consumers > 1 {
                chain.push(Cause::Parallel { consumers: lane.spec.consumers });
            }
        } else if matches!(lane.spec.target, Target::Stream(_)) && lane.sender.throttled > 0 {
            // Refused entries of a call are sent again, behind those that were taken.
            chain.push(Cause::SentAgain { records: lane.sender.throttled, made: lane.sender.made.into() });
        }
    }
    if sum(|check| check.duplicates) > 0 {
        let stored_twice: u64 = queues().map(|queue| queue.total.stored_twice).sum();
        if stored_twice > 0 {
            chain.push(Cause::StoredTwice { messages: stored_twice });
        }
        let work = Duration::from_micros(u64::from(lane.spec.work_micros) * u64::from(quota::RECEIVE_MOST));
        // A consumer receives as many as a call gives, and deletes them when all are done.
        let visibility = queues().map(|queue| Duration::from_secs(queue.attributes.visibility_timeout.into())).min();
        if let Some(visibility) = visibility.filter(|visibility| *visibility < work) {
            chain.push(Cause::VisibilityTooShort { visibility, work });
        }
    }
    let times = lane.receivers.iter().map(|receiver| receiver.crashes).sum();
    if times > 0 && sum(|check| check.out_of_order + check.duplicates) > 0 {
        chain.push(Cause::Crashes { times });
    }
    chain
}

/// A message that came after a later one of its truck, and which one that was: the last that the first receiver with one has noticed.
fn overtaken(sim: &Sim, lane: &Lane) -> Option<Cause> {
    let last = lane.receivers.iter().find_map(|receiver| receiver.check.overtaken)?;
    let source = sim.sources().iter().rev().find(|source| source.actor == lane.id)?;
    let subject = String::from_utf8_lossy(&source.subject(last.truck)).into_owned();
    // A lane makes messages of one truck after the other: so they are numbered over all of them.
    let number = |of: u32| u64::from(of) * u64::from(source.subjects()) + u64::from(last.truck);
    Some(Cause::Overtaken { sender: lane.id, subject, record: number(last.number), by: number(last.by) })
}
