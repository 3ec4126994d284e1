//! What the service has to say, what it is to be woken for, and how it hands messages over.
use super::{Delivery, Sns, SubscriptionId, TopicId};
use alloc::boxed::Box;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Event {
    Created {
        topic: TopicId,
    },
    Deleted {
        topic: TopicId,
    },
    Subscribed {
        topic: TopicId,
        subscription: SubscriptionId,
    },
    Unsubscribed {
        subscription: SubscriptionId,
    },
    /// A message was taken, and handed to so many subscriptions, or put off for them.
    Published {
        topic: TopicId,
        subscriptions: u32,
    },
    /// A message whose deduplication id was known: nobody gets it again.
    Deduplicated {
        topic: TopicId,
    },
    /// An endpoint did not take a message; it will be tried again.
    Retried {
        subscription: SubscriptionId,
        attempts: u32,
    },
    /// A message went to the dead-letter queue of its subscription, or, without one, is lost.
    GivenUp {
        subscription: SubscriptionId,
        dead_letter: bool,
    },
    /// Calls were refused for the rate of a topic.
    Throttled {
        topic: TopicId,
    },
    /// A replay of the archive has come to its end.
    Replayed {
        subscription: SubscriptionId,
        messages: u64,
    },
}

/// What has to be done at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// A delivery is tried again.
    Retry(u64),
    /// A replay goes on.
    Replay(SubscriptionId),
}

/// Where messages are delivered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Endpoint {
    /// A queue of the account, by its name.
    Sqs(String),
    /// A function, by its name: it is invoked once for each message.
    Lambda(String),
}

impl Endpoint {
    /// Of the queue or the function.
    pub fn name(&self) -> &str {
        match self {
            Self::Sqs(name) | Self::Lambda(name) => name,
        }
    }
}

/// Why an endpoint did not take a message. Guide, "Amazon SNS dead-letter queues".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is not there, or may not be used: nobody tries again.
    Client,
    /// It cannot take anything right now: tried again.
    Server,
}

/// What the service asks of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A message is to be handed to its endpoint, or to the subscription's dead-letter queue. [`Sns::delivered`] is told what
    /// came of it.
    Deliver(Box<Delivery>),
}

/// Takes what the service says.
pub type Out = crate::service::Out<Sns>;
