//! The ordering lab: lanes of trucks, each with its own way to its consumers, under the same load.
//!
//! A lane is a sender and its consumers: through a stream, a queue, or a topic with its queues. All lanes make the same
//! points at the same times, so that what differs is the service. Owns who does what when, and what they have noticed;
//! the calls themselves are `sim`'s. Nothing here knows of a service's rules.
//!
//! A consumer takes messages, works on one after the other, and says so when the batch is done: it deletes them, or writes
//! its checkpoint. When it crashes, what it had done of its batch comes again. That is the same in every lane; what follows
//! from it is the service's.
//!
//! | module | what it owns |
//! |---|---|
//! | [`spec`](LaneSpec) | what a user says about a lane |
//! | [`check`](Check) | order, doubles and what is missing, by what was sent and what was received alone |
//! | [`sender`](Sender) | which message is next, and which has to be sent again |
//! | [`consumer`](Receiver) | consumers, what they hold, and whether they work |
//! | [`drawing`](Drawing) | points drawn by hand, which a lane can send instead of trucks' |
//! | [`cost`] | prices |
mod check;
mod consumer;
pub mod cost;
mod drawing;
mod sender;
mod spec;

#[cfg(test)]
mod tests;

pub use check::{Check, Verdict};
pub use consumer::{Consumer, Doing, Lease, Receiver, Taken, Ticket};
pub use drawing::{Drawing, Drawn, Mark, Point};
pub use sender::{Seconds, Sender};
pub use spec::{LaneSpec, Target};

use super::Workload;
use super::{Api, Distribution, Field, PartitionKey, ProducerSpec, Retry};
use crate::base::{Instant, mix};
use crate::client::ActorId;
use alloc::vec::Vec;

/// What the points of all lanes are made from, in place of an actor's number: the same in every lane.
const POINTS: u64 = u32::MAX as u64;

/// A lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    pub id: ActorId,
    pub spec: LaneSpec,
    /// Number of the recipe of its messages.
    pub source: u16,
    /// Recipes of the messages that it knows: its own, earlier ones, and those of lanes alike.
    pub known: Vec<u16>,
    pub sender: Sender,
    /// Of the stream or the queue; of a topic one for each queue.
    pub receivers: Vec<Receiver>,
    /// Until when its shards have been counted, and how many there were for how long, in shard-microseconds.
    pub charged_at: Instant,
    pub shard_micros: u64,
    /// 25 KB units put into the stream.
    pub put_units: u64,
}

/// The seed of the points of a run with the seed `run`.
pub fn seed_of_points(run: u64) -> u64 {
    mix(run, POINTS)
}

impl LaneSpec {
    /// The recipe of its messages, as a producer would have it.
    pub fn recipe(&self) -> ProducerSpec {
        let prefix = if self.drawing { "key_" } else { "group_" };
        let workload = match self.drawing || self.groups < self.trucks {
            true => Workload::Custom { prefix: prefix.into() },
            false => Workload::Trucks,
        };
        ProducerSpec {
            name: self.name.clone(),
            stream_name: self.target.name().into(),
            workload,
            rate: self.rate,
            record_bytes: spec::MESSAGE_BYTES,
            keys: self.groups,
            distribution: Distribution::Even,
            api: Api::PutRecords { batch: 500 },
            retry: Retry::Backoff,
            keep_order: false,
            latency_millis: 0,
            encrypted: false,
            partition_key: PartitionKey::default(),
            subject: Field::Id,
        }
    }
}

impl Lane {
    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        let checks: u64 = self.receivers.iter().map(|receiver| receiver.check.heap_bytes()).sum();
        checks + self.own_bytes()
    }

    /// Bytes that this copy keeps alive beside another.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        let receivers = self.receivers.iter().zip(&other.receivers);
        receivers.map(|(own, other)| own.check.bytes_beside(&other.check)).sum::<u64>() + self.own_bytes()
    }

    /// Bytes of what every copy has for itself: consumers with what they hold, the last messages, what is to be sent again.
    fn own_bytes(&self) -> u64 {
        let receivers = self.receivers.iter().map(|receiver| {
            let held: usize = receiver.consumers.iter().map(|of| of.batch.len() + of.done.len() + 8).sum();
            (receiver.recent.len() * 8 + held * 40 + receiver.leases.len() * 128 + 4_096) as u64
        });
        receivers.sum::<u64>() + self.sender.heap_bytes() + 2_048
    }
}
