//! Queues in numbers, by the names of their metrics in CloudWatch.
use crate::sim::Sim;
use crate::sqs::Queue;
use alloc::string::String;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueueState {
    pub name: String,
    pub arn: String,
    pub is_fifo: bool,
    pub approximate_number_of_messages: u64,
    pub approximate_number_of_messages_not_visible: u64,
    pub approximate_number_of_messages_delayed: u64,
    pub number_of_messages_sent: u64,
    pub number_of_messages_received: u64,
    pub number_of_messages_deleted: u64,
    /// Calls that are paid for.
    pub requests: u64,
}

impl QueueState {
    pub fn of(queue: &Queue, sim: &Sim) -> Self {
        let (depth, total) = (queue.depth(sim.now()), queue.total);
        Self {
            name: queue.name.clone(),
            arn: crate::sqs::attributes::arn(&sim.config().account.account_id, &queue.name),
            is_fifo: queue.is_fifo(),
            approximate_number_of_messages: depth.approximate_number_of_messages_visible,
            approximate_number_of_messages_not_visible: depth.approximate_number_of_messages_not_visible,
            approximate_number_of_messages_delayed: depth.approximate_number_of_messages_delayed,
            number_of_messages_sent: total.number_of_messages_sent,
            number_of_messages_received: total.number_of_messages_received,
            number_of_messages_deleted: total.number_of_messages_deleted,
            requests: total.requests,
        }
    }
}
