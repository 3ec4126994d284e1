//! Queues and topics in numbers, by the names of their metrics in CloudWatch.
use crate::sim::Sim;
use crate::sns::{Endpoint, Topic};
use crate::sqs::Queue;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicState {
    pub name: String,
    pub arn: String,
    pub is_fifo: bool,
    pub number_of_messages_published: u64,
    /// How many there are.
    pub subscriptions: u64,
    /// What each delivers to: `sqs:jobs`, `lambda:alert`.
    pub endpoints: Vec<String>,
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

impl TopicState {
    pub fn of(topic: &Topic, sim: &Sim) -> Self {
        let endpoint = |of: &Endpoint| match of {
            Endpoint::Sqs(name) => alloc::format!("sqs:{name}"),
            Endpoint::Lambda(name) => alloc::format!("lambda:{name}"),
        };
        let endpoints: Vec<String> = sim.sns().of_topic(topic.id).map(|of| endpoint(&of.endpoint)).collect();
        Self {
            name: topic.name.clone(),
            arn: topic.arn.to_string(),
            is_fifo: topic.is_fifo(),
            number_of_messages_published: topic.total.number_of_messages_published,
            subscriptions: endpoints.len() as u64,
            endpoints,
        }
    }
}
