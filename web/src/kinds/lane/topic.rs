//! A lane that publishes to a topic.
use super::queue_of;
use crate::format::count;
use shardscope_core::client::lab::{Lane, Receiver, Target};
use shardscope_core::sim::Sim;
use shardscope_core::sns::{Endpoint, Subscription, Topic};

/// What it is, what it takes, and what can be replayed of it.
pub fn about(sim: &Sim, lane: &Lane, queues: u64) -> (String, String, String) {
    let limit = if is_fifo(sim, lane) { t!(lane.n_3_000_a_second_300_for) } else { t!(lane.thirty_thousand_a_second) };
    (
        t!(lane.sns_topic, queues = count(queues, message!(nouns.queue))),
        limit.into(),
        t!(lane.nothing_a_topic_keeps_no_message).into(),
    )
}

pub fn is_fifo(sim: &Sim, lane: &Lane) -> bool {
    topic(sim, lane).is_some_and(Topic::is_fifo)
}

/// Publishes that are paid for.
pub fn publishes(sim: &Sim, lane: &Lane) -> u64 {
    topic(sim, lane).map_or(0, |topic| topic.total.requests)
}

/// The lane's topic.
fn topic<'a>(sim: &'a Sim, lane: &Lane) -> Option<&'a Topic> {
    match &lane.spec.target {
        Target::Topic(name) => sim.sns().named(name),
        Target::Stream(_) | Target::Queue(_) => None,
    }
}

fn subscription<'a>(sim: &'a Sim, lane: &Lane, receiver: &Receiver) -> Option<&'a Subscription> {
    let (topic, queue) = (topic(sim, lane)?, queue_of(sim, receiver)?);
    let of_queue = |of: &&Subscription| matches!(&of.endpoint, Endpoint::Sqs(name) if *name == queue.name);
    sim.sns().of_topic(topic.id).find(of_queue)
}

/// Messages that a subscription does not want.
pub fn filtered(sim: &Sim, lane: &Lane, receiver: &Receiver) -> u64 {
    subscription(sim, lane, receiver).map_or(0, |of| of.total.number_of_notifications_filtered_out)
}

/// Why a lane cannot count what a receiver gets, where that is so.
pub fn unread(sim: &Sim, lane: &Lane, receiver: &Receiver) -> Option<&'static str> {
    topic(sim, lane)?;
    match subscription(sim, lane, receiver) {
        None => Some(t!(lane.does_not_subscribe_any_more)),
        Some(of) if !of.attributes.raw_message_delivery => Some(t!(lane.gets_envelopes_which_are_not)),
        Some(_) => None,
    }
}
