//! Why messages wait in a queue.
use super::Cause;
use crate::base::Duration;
use crate::sim::Sim;
use crate::sqs::{QueueId, quota};
use alloc::vec::Vec;

/// What is behind the figures of a queue; nothing, where it is gone, or holds nothing and has refused nothing.
pub fn queue(sim: &Sim, id: QueueId) -> Vec<Cause> {
    let Some(queue) = sim.sqs().queue(id) else { return Vec::new() };
    let (depth, total) = (queue.depth(sim.now()), queue.total);
    let mut chain = Vec::new();
    if depth.approximate_number_of_messages_visible > 0 {
        chain.push(Cause::Waiting {
            messages: depth.approximate_number_of_messages_visible,
            oldest: Duration::from_millis(depth.approximate_age_of_oldest_message),
        });
    }
    if depth.approximate_number_of_messages_not_visible > 0 {
        let messages = depth.approximate_number_of_messages_not_visible;
        chain.push(Cause::InFlight { messages, most: quota::IN_FLIGHT });
    }
    if let calls @ 1.. = total.empty_though_visible {
        let of = total.number_of_empty_receives;
        chain.push(match queue.is_fifo() {
            true => Cause::EmptyForLockedGroups { calls, of },
            false => Cause::EmptyReceives { calls, of },
        });
    }
    let groups = if queue.is_fifo() { queue.groups_in_line(sim.now()) } else { 0 };
    if groups > 0 {
        chain.push(Cause::GroupsLocked { groups });
    }
    if depth.approximate_number_of_messages_delayed > 0 {
        let messages = depth.approximate_number_of_messages_delayed;
        chain.push(Cause::Delayed { messages, seconds: queue.attributes.delay_seconds });
    }
    if total.throttled > 0 {
        chain.push(Cause::CallsRefused { calls: total.throttled });
    }
    if total.moved_to_dead_letter_queue > 0 {
        chain.push(Cause::DeadLetters { messages: total.moved_to_dead_letter_queue });
    }
    if total.expired > 0 {
        chain.push(Cause::TooOld { messages: total.expired });
    }
    if total.stored_twice > 0 {
        chain.push(Cause::StoredTwice { messages: total.stored_twice });
    }
    chain
}
