//! Amazon Simple Queue Service: standard and FIFO queues, visibility, deduplication, dead-letter queues.
//!
//! Owns the rules of the service and its messages. Leaves to others: who calls it and when (`client`), the network
//! (`sim`), the wire format (`api`). Every call takes the time as an argument; what it has to say goes into an
//! [`Out`]. Models the JSON API as of November 2026; numbers are in [`quota`], what is simplified is in docs/MODEL.md.
//!
//! | module | what it owns |
//! |---|---|
//! | [`attributes`] | what a queue is set to, by AWS's names, and the bounds of each |
//! | `lines` | which message comes next: groups in line, quiet ones before noisy ones |
//! | `queue` | the messages of a queue, and what hides them |
//! | `sending`, `receiving` | the calls about messages |
//! | `waiting` | long polling |
//! | `redrive` | dead-letter queues, and the way back |
//! | `service` | the calls about queues |
//! | [`request`], `handle` | the requests of the JSON API, and what carries them out |
mod answer;
pub mod attributes;
mod digest;
mod error;
mod event;
mod handle;
mod input;
mod lines;
mod message;
mod model;
mod permissions;
mod queue;
pub mod quota;
mod receiving;
mod redrive;
pub mod request;
mod sending;
mod service;
mod visibility;
mod waiting;

#[cfg(test)]
mod tests;

pub use attributes::{Attributes, DeduplicationScope, RedrivePolicy, ThroughputLimit, arn, url};
pub use error::{BatchError, Error};
pub use event::{Effect, Event, Out, Timer};
pub use handle::Reply;
pub use message::{Message, ReceiptHandle};
pub use queue::{Counts, Depth, Queue, QueueId};
pub use receiving::{ReceiveOptions, Received};
pub use redrive::{MoveTask, MoveTaskId, MoveTaskStatus};
pub use request::Request;
pub use sending::{Entry, Sent};
pub use service::{Account, Sqs};
pub use waiting::{PollId, Receive};
