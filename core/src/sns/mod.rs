//! Amazon Simple Notification Service: topics, subscriptions, filters, deliveries, archives.
//!
//! Owns the rules of the service and what it holds until it is delivered. Leaves to others: who publishes and when
//! (`client`), what an endpoint does with a message (`sim` routes it, through the [`Out`]), the form of a call (`api`).
//! Every call takes the time as an argument. Models the API as of November 2026; numbers are in [`quota`], what is
//! simplified is in docs/MODEL.md.
//!
//! A topic keeps nothing: a message is handed to each subscription in the instant in which it is published. What cannot
//! be handed over is tried again, and goes to the subscription's dead-letter queue in the end. Only a FIFO topic can have
//! an archive, from which a subscription gets everything again.
//!
//! | module | what it owns |
//! |---|---|
//! | [`attributes`] | what topics and subscriptions are set to, and the bounds of each |
//! | [`filter`] | filter policies: which messages a subscription wants |
//! | `topic` | topics and subscriptions, and what they have counted |
//! | `publishing` | Publish and PublishBatch: checks, rates, deduplication |
//! | `delivery` | attempts, retries, order within a group, dead letters |
//! | `envelope` | the JSON that a message comes in |
//! | `archive` | what a FIFO topic keeps, and its replay |
//! | `service` | the calls about topics and subscriptions |
//! | [`request`], `handle` | the requests of the API, and what carries them out |
mod answer;
mod archive;
pub mod attributes;
mod delivery;
mod envelope;
mod error;
mod event;
pub mod filter;
mod handle;
mod model;
mod publishing;
pub mod quota;
pub mod request;
mod service;
mod topic;

#[cfg(test)]
mod tests;

pub use attributes::{SubscriptionAttributes, TopicAttributes};
pub use delivery::Delivery;
pub use envelope::{envelope, sequence_number};
pub use error::Error;
pub use event::{Effect, Endpoint, Event, Failure, Out, Timer};
pub use filter::FilterPolicy;
pub use handle::{Reply, topic_arn};
pub use publishing::{Entry, Sent};
pub use request::Request;
pub use service::Sns;
pub use topic::{Published, Subscription, SubscriptionCounts, SubscriptionId, Topic, TopicCounts, TopicId};
