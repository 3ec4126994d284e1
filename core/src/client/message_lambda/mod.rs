//! Lambda functions that are invoked with messages: of a queue, by an event source mapping, and of topics, which invoke them
//! asynchronously.
//!
//! Owns what the mapping and the function keep: pollers with their batches, how many batches there may be at once, events that
//! wait for an invocation, results. Leaves to `sim`: time and calls to the services. Models the mapping as Lambda's guide has
//! it ("Using Lambda with Amazon SQS"): batch size and window, five batches at once, 300 more a minute, 1,250 at most, maximum
//! concurrency, partial batch responses, throttled batches that are given up when their messages are visible again; and of
//! asynchronous invocation ("How Lambda handles errors and retries with asynchronous invocation") two retries, after one and
//! two minutes, and the maximum age. What nothing public decides is in docs/MODEL.md.
pub mod event;
mod function;
mod poller;
mod spec;

pub use function::{MessageFunction, MessageFunctionStats, WaitingEvent};
pub(crate) use function::{delivered, event_bytes};
pub use poller::{Doing, Poller, Taken};
pub use spec::MessageFunctionSpec;

use crate::base::Duration;
use serde::Serialize;

/// Batches at once to begin with, and at least. Lambda developer guide, "Scaling behavior for Amazon SQS event source mappings".
pub const BATCHES_FIRST: u32 = 5;
/// Batches more each second while messages are left: 300 a minute.
pub const BATCHES_MORE: u32 = 5;
/// Batches at once at most.
pub const BATCHES_MOST: u32 = 1_250;
/// How often a mapping looks whether it needs more pollers.
pub const SCALE_EVERY: Duration = Duration::SECOND;
/// From a throttle to the next attempt, of a mapping and first of an event. Ours for the mapping.
pub const THROTTLED_AGAIN: Duration = Duration::SECOND;
/// Longest time between two attempts of a throttled event.
pub const THROTTLED_MOST: Duration = Duration::from_secs(300);
/// How long a receive of the mapping waits, in seconds.
pub const WAIT_SECONDS: u32 = 20;

/// What gave a function its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Trigger {
    /// The event source mapping of its queue.
    Queue,
    /// A topic, asynchronously.
    Topic,
}

/// Something that happened to a function that messages invoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Event {
    Invoked {
        by: Trigger,
        messages: u32,
    },
    /// It has processed so many messages of an invocation, some of them for a second time; so many were deleted, or are done.
    Processed {
        by: Trigger,
        messages: u32,
        duplicates: u32,
        finished: u32,
    },
    /// An invocation with so many messages failed, or ran out of time.
    Failed {
        by: Trigger,
        messages: u32,
        timed_out: bool,
    },
    /// Its reserved concurrency is used up.
    Throttled {
        by: Trigger,
    },
    /// A throttled batch was dropped when its messages became visible again: the queue has them.
    Dropped {
        messages: u32,
    },
    /// An event was given up, after all its retries or at its maximum age.
    Discarded {
        for_age: bool,
    },
    /// The mapping processes so many batches at once now.
    Scaled {
        batches: u32,
    },
}
