//! Queues, topics and lanes in numbers.
use serde::Serialize;
use shardscope_core::client::lab::{Lane, Receiver};
use shardscope_core::sim::Sim;

#[derive(Serialize)]
pub struct QueueState {
    pub name: String,
    pub is_fifo: bool,
    pub approximate_number_of_messages: u64,
    pub approximate_number_of_messages_not_visible: u64,
    pub approximate_number_of_messages_delayed: u64,
    pub number_of_messages_sent: u64,
    pub number_of_messages_received: u64,
    pub number_of_messages_deleted: u64,
    pub requests: u64,
}

#[derive(Serialize)]
pub struct TopicState {
    pub name: String,
    pub is_fifo: bool,
    pub number_of_messages_published: u64,
    pub subscriptions: usize,
}

#[derive(Serialize)]
pub struct LaneState {
    pub lane: u32,
    pub name: String,
    /// Messages that the service has taken, has refused, and that wait for it.
    pub sent: u64,
    pub refused: u64,
    pub waiting: u64,
    pub receivers: Vec<ReceiverState>,
}

#[derive(Serialize)]
pub struct ReceiverState {
    pub queue: Option<String>,
    pub in_order: u64,
    pub out_of_order: u64,
    pub doubled: u64,
    pub consumers: usize,
    pub working: usize,
}

pub fn queues(sim: &Sim) -> Vec<QueueState> {
    let queues = sim.sqs().queues();
    let state = |queue: &shardscope_core::sqs::Queue| {
        let (depth, total) = (queue.depth(sim.now()), queue.total);
        QueueState {
            name: queue.name.clone(),
            is_fifo: queue.is_fifo(),
            approximate_number_of_messages: depth.approximate_number_of_messages_visible,
            approximate_number_of_messages_not_visible: depth.approximate_number_of_messages_not_visible,
            approximate_number_of_messages_delayed: depth.approximate_number_of_messages_delayed,
            number_of_messages_sent: total.number_of_messages_sent,
            number_of_messages_received: total.number_of_messages_received,
            number_of_messages_deleted: total.number_of_messages_deleted,
            requests: total.requests,
        }
    };
    queues.map(state).collect()
}

pub fn topics(sim: &Sim) -> Vec<TopicState> {
    let sns = sim.sns();
    let state = |topic: &shardscope_core::sns::Topic| TopicState {
        name: topic.name.clone(),
        is_fifo: topic.is_fifo(),
        number_of_messages_published: topic.total.number_of_messages_published,
        subscriptions: sns.of_topic(topic.id).count(),
    };
    sns.topics().map(state).collect()
}

pub fn lanes(sim: &Sim) -> Vec<LaneState> {
    let receiver = |of: &Receiver| ReceiverState {
        queue: of.queue.and_then(|id| sim.sqs().queue(id)).map(|queue| queue.name.clone()),
        in_order: of.check.in_order,
        out_of_order: of.check.out_of_order,
        doubled: of.check.doubled,
        consumers: of.consumers.len(),
        working: of.working(),
    };
    let state = |lane: &Lane| LaneState {
        lane: lane.id.0,
        name: lane.spec.name.clone(),
        sent: lane.sender.taken,
        refused: lane.sender.throttled,
        waiting: lane.sender.waiting(),
        receivers: lane.receivers.iter().map(receiver).collect(),
    };
    sim.lanes().map(state).collect()
}
