//! Why a figure is what it is: the chain of its causes, each a number that the run holds.
//!
//! Owns which causes there are and how they follow from one another; reads a [`Sim`] without changing it. A chain begins with
//! what one sees (refused records, a lag) and goes on to what that comes from; an empty one says that there is nothing to
//! explain. What is claimed stands in the run: as a count, or as a setting beside one. Leaves to others: the words.
//!
//! | function | explains |
//! |---|---|
//! | [`shard`] | records that a shard refuses |
//! | [`actor`] | what a producer loses, how far a consumer is behind, what it got twice or out of order |
//! | [`queue`] | what waits in a queue, and why nobody receives it |
//! | [`topic`] | what of a topic did not arrive |
mod function;
mod lag;
mod lane;
mod outcome;
mod producing;
mod queue;
mod reading;
mod shard;
mod topic;

pub use function::Invoking;
pub use lag::{Lag, lags};
pub use outcome::Outcome;
pub use queue::queue;
pub use shard::shard;
pub use topic::topic;

use crate::base::{ActorId, Duration};
use crate::client::kcl::WorkerId;
use crate::hash::HashKey;
use crate::kinesis::{Limit, ShardId};
use crate::sim::{Actor, Sim};
use alloc::string::String;
use alloc::vec::Vec;

/// A link of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A shard refuses so many records a second, for this limit.
    Refused { shard: ShardId, per_second: u64, limit: Limit },
    /// What is offered to it, refused records included, and what it takes; records a second.
    Offered { per_second: u64, taken: u64 },
    /// One key alone is more than a shard takes, however it is cut: so many records or bytes a second, in the unit of the
    /// limit, by all producers whose keys are counted together; the number of the key among those of one of them.
    HotKey { partition_key: String, hash_key: HashKey, per_second: u64, limit: Limit, producer: ActorId, key: u32 },
    /// A split here leaves so many records of the last seconds on both sides.
    Divisible { at: HashKey, below: u64, above: u64 },
    /// Since the beginning, so many records were sent again, of so many that were made.
    SentAgain { records: u64, made: u64 },

    /// Refusals since the beginning, and how many records were sent again.
    RefusedSoFar { refusals: u64, sent_again: u64 },
    /// Records that were given up: refused and not tried again, tried for too long, or without room to wait.
    GivenUp { records: u64 },
    /// A producer's answers get lost for so much longer; what it sends again, if it does, is stored twice.
    AnswersLost { left: Duration, retries: bool },
    /// Records that were stored, and whose answers got lost: what the producer sends again of them is stored twice.
    StoredUnanswered { producer: ActorId, records: u64 },
    /// Lines that an agent sent again from its checkpoint when it was started anew.
    AgentSentAgain { producer: ActorId, lines: u64 },
    /// Records that wait for one of their key, or for room.
    HeldBack { records: u64 },
    /// One of the records that came after a newer one about the same subject: both by their places, from 0 on, among all that
    /// their sender has made.
    Overtaken { sender: ActorId, subject: String, record: u64, by: u64 },
    /// A producer that has sent so many records again and does not hold back newer ones of their keys: where one of these came
    /// first, the order was lost before the stream.
    RetriesOvertake { producer: ActorId, records: u64 },
    /// A producer whose records about one subject have different partition keys: they lie in several shards, and nothing keeps
    /// their order.
    SubjectInManyShards { producer: ActorId },

    /// The shard that is furthest behind.
    Behind(Lag),
    /// Unread, the oldest record of that shard expires in so long.
    ExpiresUnread { shard: ShardId, left: Duration },
    /// Records that expired before they were read.
    Expired { records: u64 },
    /// More is written to the shard than the consumer handles; records a second.
    TooSlow { shard: ShardId, written: u64, handled: u64 },
    /// A shard is read when its parent has been read to its end.
    WaitsForParents { shard: ShardId },
    /// Nothing makes the consumer wait for parents: children are read before them.
    ParentsIgnored,
    /// GetRecords calls that were refused, where more than one limit did it.
    AllReadsRefused { calls: u64 },
    /// GetRecords calls that one limit of a shard refused: all that poll the shard share it.
    ReadsRefused { calls: u64, by: Limit },
    /// The metric of the stream, in milliseconds, knows only the reads that were made.
    MetricKnowsReads { lag_millis: u64, iterator_age_millis: u64 },

    /// No worker holds the lease of the shard.
    NoOwner { shard: ShardId },
    /// The worker that holds it: what keeps it, and for how much longer.
    Worker { worker: WorkerId, is: Ails, left: Option<Duration> },
    /// What is written to a worker's shards needs so much of its processor, in per cent.
    Busy { worker: WorkerId, per_cent: u64 },
    /// Records that were processed again.
    Duplicates { records: u64 },

    /// What became of the records that a consumer got.
    Outcome(Outcome),
    /// A batch holds the shard up: it has failed so many times.
    Fails { shard: ShardId, attempts: u32 },
    /// Invocations refused, with so many at once allowed.
    Concurrency { throttles: u64, most: u32 },
    /// What keeps a function from its messages.
    Invoking(Invoking),
    /// Records of batches that a function has given up after so many retries, good ones among them.
    RetriesExhausted { records: u64, retries: u32 },
    /// Records of batches that a function has given up since they were too old to be tried again.
    RecordAgeExceeded { records: u64 },
    /// Records that are larger, as JSON, than the event that a function takes: so many bytes.
    TooLargeForEvent { records: u64, most: u64 },
    /// Records that were passed over otherwise: skipped after an exception, or expired unread.
    PassedOver { records: u64 },

    /// Visible messages, those behind a locked group included, and the age of the oldest.
    Waiting { messages: u64, oldest: Duration },
    /// Messages in flight, and the most that a queue has.
    InFlight { messages: u64, most: u64 },
    /// Receives that came back empty although messages were visible: a short poll asks only some of a standard queue's servers.
    EmptyReceives { calls: u64, of: u64 },
    /// Receives from a FIFO queue that came back empty although messages were visible: their groups wait for one in flight.
    EmptyForLockedGroups { calls: u64, of: u64 },
    /// Message groups of which one message is in flight: those behind it wait for it.
    GroupsLocked { groups: u64 },
    /// Messages that cannot be received yet.
    Delayed { messages: u64, seconds: u32 },
    /// A message comes back before its consumer is done with it.
    VisibilityTooShort { visibility: Duration, work: Duration },
    /// Messages that a standard queue has stored twice.
    StoredTwice { messages: u64 },
    /// A standard queue promises no order.
    NoOrder,
    /// Calls refused for the throughput of a FIFO queue.
    CallsRefused { calls: u64 },
    /// Messages that were received too often and moved to the dead-letter queue.
    DeadLetters { messages: u64 },
    /// Messages that were older than the queue keeps them.
    TooOld { messages: u64 },

    /// Messages for an endpoint that a topic tries again, and attempts that it did not take since the beginning.
    Retried { endpoint: String, waiting: u64, attempts: u64 },
    /// There is no such queue now.
    EndpointGone { endpoint: String },
    /// Messages that were not delivered and never will be; those moved to a dead-letter queue included.
    Undelivered { endpoint: String, messages: u64, dead_letters: u64 },
    /// Messages that a filter policy kept out.
    FilteredOut { endpoint: String, messages: u64 },
    /// Messages published again within five minutes, and delivered once.
    Deduplicated { messages: u64 },
    /// Publishes refused for a topic's throughput.
    PublishesRefused { calls: u64 },

    /// Messages of a lane that the service has refused, by the error's name, and that wait to be sent again.
    Backlog { messages: u64, error: &'static str },
    /// Crashes since the beginning: what a consumer holds then comes again.
    Crashes { times: u64 },
    /// Several consumers at once, with nothing that keeps the messages of a truck together.
    Parallel { consumers: u32 },
}

impl Cause {
    /// The shard that it is about.
    pub const fn shard(&self) -> Option<ShardId> {
        if let Self::Behind(Lag { shard, .. })
        | Self::Refused { shard, .. }
        | Self::ExpiresUnread { shard, .. }
        | Self::TooSlow { shard, .. }
        | Self::WaitsForParents { shard }
        | Self::NoOwner { shard }
        | Self::Fails { shard, .. } = self
        {
            return Some(*shard);
        }
        None
    }
}

/// What keeps a worker from its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ails {
    /// It is not running.
    Down,
    /// It stands still.
    Stalled,
    /// It does not reach the lease table.
    Cut,
    /// It works at so many per cent of its speed.
    Slow(u32),
}

/// What is behind the figures of an actor; nothing, where it is gone or all is well.
pub fn actor(sim: &Sim, id: ActorId) -> Vec<Cause> {
    match sim.actor(id) {
        Some(Actor::Producer(producer)) => producing::producer(sim, producer),
        Some(Actor::Reader(reader)) => reading::reader(sim, reader),
        Some(Actor::Application(application)) => reading::application(sim, application),
        Some(Actor::Function(mapping)) => reading::function(sim, mapping),
        Some(Actor::Lane(of)) => lane::lane(sim, of),
        Some(Actor::MessageFunction(function)) => function::message_function(sim, function),
        None => Vec::new(),
    }
}

/// How far behind a consumer has to be for that to be worth a word, in milliseconds: five times its usual pause.
pub const LATE_MILLIS: u64 = 5_000;

#[cfg(test)]
mod tests;
