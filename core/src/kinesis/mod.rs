//! Amazon Kinesis Data Streams: streams, shards, limits, resharding, retention and reads.
//!
//! Owns the rules of the service, its records, its requests and answers. Leaves to others: who calls it and when (`client`), the
//! network (`sim`). Every call takes the time as an argument; what it has to say
//! goes into an [`Out`]. Models the API of 2013-12-02 as of November 2026; numbers are in [`quota`], what
//! is simplified is in docs/MODEL.md.
mod answer;
mod arguments;
mod branch;
mod calls;
mod consumer;
mod control;
mod cut_and_join;
mod describe;
mod error;
mod fan_out;
mod handle;
mod heat;
mod list_shards;
mod making;
pub mod members;
mod meter;
mod model;
mod patterns;
mod policy;
mod put;
pub mod quota;
mod read;
pub mod request;
mod reshard;
mod retention;
mod rhythm;
mod scaling;
mod sequence_number;
mod service;
mod settings;
mod shapes;
mod shard;
mod stream;
mod token;
mod zones;

pub use answer::{ending, event};
pub use branch::BranchId;
pub use calls::{CallScope, Operation};
pub use consumer::{Consumer, ConsumerId, ConsumerRef, ConsumerStatus, ConsumersToken};
pub use error::{Error, Limit};
pub use fan_out::{Ending, FanOut, Push, Subscription, SubscriptionId};
pub use handle::Reply;
pub use heat::{HEAT_BUCKETS, Heat};
pub use list_shards::{ListShardsPage, ListShardsToken, ShardFilter};
pub use members::{arn, consumer_arn};
pub use meter::{Counts, Meter, Rate, SERIES_LEVELS, SERIES_POINTS, Series};
pub use put::{Entry, Payload, Put, PutCall};
pub use read::{GetRecordsOutput, IteratorType, ShardIterator};
pub use request::{PutRecordsRequestEntry, Request};
pub use reshard::Change;
pub use sequence_number::{ParseSequenceNumberError, SequenceNumber};
pub use service::{Account, Effect, Event, Kinesis, Out, Timer};
pub use settings::{Metric, Settings, Tags};
pub use shard::{ParseShardIdError, Shard, ShardId};
pub use stream::{Stream, StreamId, StreamMode, StreamStatus};
pub use zones::{ZONES, Zone, ZoneState};

#[cfg(test)]
mod tests;
