//! Lambda with an event source mapping: batches of a shard's records go to a function, one batch of a lane at a time.
//!
//! Owns what the mapping keeps: positions, lanes, batches under way, retries, what was given up. Leaves to `sim`: time and
//! calls to the service. Models the mapping as AWS's guide has it: batch size and window, parallelization factor with the
//! order of each key, retries, age, bisecting, partial batch responses, on-failure destination, tumbling
//! windows.
pub mod event;
mod mapping;
mod spec;
mod window;

pub use mapping::{Discarded, Event, Invocation, Lane, Mapping, MappingStats, ShardPoller, Why};
pub use spec::MappingSpec;
pub use window::{Window, WindowResult};

use crate::base::Duration;

/// Each shard is polled once a second. Lambda developer guide, "Using Lambda with Kinesis".
pub const POLL_EVERY: Duration = Duration::SECOND;
/// From a failure to the next attempt. Nothing public says how long: ours.
pub const RETRY_AFTER: Duration = Duration::SECOND;
/// Records of a shard that may wait for the function: what one GetRecords answers at most. Ours: it bounds what waits.
pub const WAITING_MOST: u64 = 10_000;
