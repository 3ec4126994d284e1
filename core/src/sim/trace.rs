//! What happened, in order, for those who pass in a sink.
use crate::base::Instant;
use crate::client::ActorId;
use crate::client::kcl;
use crate::client::{lambda, message_lambda};
use crate::kinesis::ShardId;
use crate::service::{enum_of_services, services};
use alloc::vec::Vec;
use serde::Serialize;

services! { enum_of_services! {
    /// Something that happened.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub enum Event of Event {
        /// A call left a producer.
        Sent {
            producer: ActorId,
            call: u64,
            records: u32,
        },
        /// The answer to a call with refusals came back; so many of its records are given up.
        Refused {
            producer: ActorId,
            call: u64,
            records: u32,
            lost: u32,
        },
        /// An application read; the counts are those of this batch.
        Read {
            reader: ActorId,
            shard: ShardId,
            records: u32,
            out_of_order: u32,
            read_twice: u32,
            missed: u64,
        },
        /// An application has read a closed shard to its end.
        Ended {
            reader: ActorId,
            shard: ShardId,
        },
        /// Records that a producer held back for a shard's limits were given up, unsent.
        Late {
            producer: ActorId,
            records: u32,
        },
        /// The answer to a call got lost; its records are sent again, but for those that are given up.
        TimedOut {
            producer: ActorId,
            call: u64,
            records: u32,
            lost: u32,
        },
        /// Something happened in a KCL application.
        Application(ActorId, kcl::Event),
        /// Something happened in an event source mapping.
        Mapping(ActorId, lambda::Event),
    } then {
        /// Something happened to a function that messages invoke.
        MessageFunction(ActorId, message_lambda::Event),
    }
} }

/// Takes events as they happen.
pub trait Sink {
    fn record(&mut self, at: Instant, event: Event);
    /// Whether it wants an event for every record that is accepted, too.
    fn wants_records(&self) -> bool {
        false
    }
}

impl Sink for Vec<(Instant, Event)> {
    fn record(&mut self, at: Instant, event: Event) {
        self.push((at, event));
    }
}

/// Drops everything.
impl Sink for () {
    fn record(&mut self, _: Instant, _: Event) {}
}
