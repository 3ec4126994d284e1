//! Topics in numbers, by the names of their metrics in CloudWatch.
use crate::sim::Sim;
use crate::sns::{Endpoint, Topic};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

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

/// The topics of a run, by name.
pub(super) fn all(sim: &Sim) -> Vec<TopicState> {
    sim.sns().topics().map(|topic| TopicState::of(topic, sim)).collect()
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
