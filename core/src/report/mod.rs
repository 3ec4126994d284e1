//! A run in numbers, as a value of its own: what `state()` gives to other programs.
//!
//! Owns names, units and version of what is told; reads a [`Sim`] without changing it. Nothing in it depends on who looks: two
//! equal runs have equal states. docs/STATE.md lists every field, and a test holds it to what is written here. A field that is
//! there stays as it is within a version; new ones may come.
mod actors;
mod queue;
mod streams;
mod topic;

pub use actors::{
    ApplicationState, BehindState, FunctionState, LaneState, MessageFunctionState, ProducerState, ReaderState,
    ReceiverState, WorkerState,
};
pub use queue::QueueState;
pub use streams::{ConsumerState, ShardState, StreamState};
pub use topic::TopicState;

use crate::sim::Sim;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// The version of the fields below.
pub const VERSION: u32 = 2;

/// A run in numbers, now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunState {
    /// Simulated microseconds since 1970.
    pub now_unix_micros: u64,
    pub account_id: String,
    /// Oldest first.
    pub streams: Vec<StreamState>,
    /// By number, as all actors.
    pub producers: Vec<ProducerState>,
    pub readers: Vec<ReaderState>,
    pub applications: Vec<ApplicationState>,
    pub functions: Vec<FunctionState>,
    pub lanes: Vec<LaneState>,
    /// Those that messages of queues and topics invoke.
    pub message_functions: Vec<MessageFunctionState>,
    /// By name.
    pub queues: Vec<QueueState>,
    pub topics: Vec<TopicState>,
    /// How often topics have invoked each function.
    pub invocations: BTreeMap<String, u64>,
}

impl RunState {
    pub fn of(sim: &Sim) -> Self {
        Self {
            now_unix_micros: sim.now().as_micros(),
            account_id: sim.config().account.account_id.clone(),
            streams: sim.kinesis().streams().map(|stream| StreamState::of(stream, sim)).collect(),
            producers: sim.producers().map(|producer| ProducerState::of(producer, sim)).collect(),
            readers: sim.readers().map(|reader| ReaderState::of(reader, sim)).collect(),
            applications: sim.applications().map(|application| ApplicationState::of(application, sim)).collect(),
            functions: sim.mappings().map(|mapping| FunctionState::of(mapping, sim)).collect(),
            lanes: sim.lanes().map(|lane| LaneState::of(lane, sim)).collect(),
            message_functions: sim.message_functions().map(MessageFunctionState::of).collect(),
            queues: sim.sqs().queues().map(|queue| QueueState::of(queue, sim)).collect(),
            topics: topic::all(sim),
            invocations: sim.invocations().map(|(name, count)| (name.to_string(), count)).collect(),
        }
    }
}
