//! Those who act, in numbers. Each has its number (`id`) and its name.
use crate::base::{ActorId, Duration};
use crate::client::kcl::{Application, Lease, Tally, Worker};
use crate::client::lab::{Lane, Receiver};
use crate::client::lambda::{Mapping, MappingStats};
use crate::client::message_lambda::{MessageFunction, MessageFunctionStats};
use crate::client::{Order, Producer, ProducerStats, Reader, ReaderStats};
use crate::kinesis::StreamId;
use crate::sim::Sim;
use crate::why::lags;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// How far behind a consumer of a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BehindState {
    /// Records that are kept and that it has not processed.
    pub records_behind: u64,
    /// Age of the oldest of them; 0 where there is none.
    pub millis_behind: u64,
}

impl BehindState {
    fn of(sim: &Sim, id: ActorId) -> Self {
        let lags = lags(sim, id);
        Self {
            records_behind: lags.iter().map(|lag| lag.records).sum(),
            millis_behind: lags.iter().map(|lag| lag.millis).max().unwrap_or(0),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProducerState {
    pub id: u32,
    pub name: String,
    pub stream_name: String,
    /// Records a second that it is set to.
    pub rate: u32,
    #[serde(flatten)]
    pub stats: ProducerStats,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReaderState {
    pub id: u32,
    pub name: String,
    pub stream_name: String,
    #[serde(flatten)]
    pub stats: ReaderStats,
    #[serde(flatten)]
    pub order: Order,
    /// The mean time from a record's arrival to its delivery, over the last 5 to 10 s.
    pub delivered_after_micros: Option<u64>,
    #[serde(flatten)]
    pub behind: BehindState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApplicationState {
    pub id: u32,
    pub name: String,
    pub stream_name: String,
    #[serde(flatten)]
    pub tally: Tally,
    /// The same as `duplicates`, by the name that it had before.
    pub doubled: u64,
    /// Keys that it has a result of, and those whose result is not what it should be.
    pub keys: u64,
    pub wrong_keys: u64,
    pub workers: Vec<WorkerState>,
    pub delivered_after_micros: Option<u64>,
    #[serde(flatten)]
    pub behind: BehindState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkerState {
    pub worker: u32,
    pub running: bool,
    /// Leases that it holds, of shards that it has not read to the end.
    pub leases: u64,
    pub records: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FunctionState {
    pub id: u32,
    pub name: String,
    pub stream_name: String,
    #[serde(flatten)]
    pub tally: Tally,
    /// The same as `duplicates`, by the name that it had before.
    pub doubled: u64,
    #[serde(flatten)]
    pub stats: MappingStats,
    /// Invocations that run.
    pub running: u32,
    pub keys: u64,
    pub wrong_keys: u64,
    pub delivered_after_micros: Option<u64>,
    #[serde(flatten)]
    pub behind: BehindState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageFunctionState {
    pub id: u32,
    pub name: String,
    /// Empty where only topics invoke it.
    pub queue_name: String,
    #[serde(flatten)]
    pub tally: Tally,
    #[serde(flatten)]
    pub stats: MessageFunctionStats,
    /// Invocations that run, and batches of the queue that there may be at once.
    pub running: u32,
    pub batches: u32,
    /// Messages of topics that wait for an invocation.
    pub events_waiting: u64,
    pub keys: u64,
    pub wrong_keys: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaneState {
    pub id: u32,
    /// The same number, as versions before 2 called it.
    pub lane: u32,
    pub name: String,
    /// Messages a second that it is set to.
    pub rate: u32,
    /// Messages at which a consumer crashes, of a thousand.
    pub failures_per_mille: u32,
    /// Messages that the service has taken, has refused, and that wait for it.
    pub sent: u64,
    pub refused: u64,
    pub waiting: u64,
    /// Of the stream or the queue; of a topic one for each queue.
    pub receivers: Vec<ReceiverState>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiverState {
    pub queue: Option<String>,
    pub in_order: u64,
    pub out_of_order: u64,
    pub duplicates: u64,
    /// The same number, by the name that it had before.
    pub doubled: u64,
    /// How many there are, and how many of them work.
    pub consumers: u64,
    pub working: u64,
}

/// The name of a stream that may be gone.
fn stream_name(sim: &Sim, id: StreamId) -> String {
    sim.kinesis().stream(id).map(|stream| stream.name.clone()).unwrap_or_default()
}

impl ProducerState {
    pub fn of(producer: &Producer, sim: &Sim) -> Self {
        Self {
            id: producer.id.0,
            name: producer.spec.name.clone(),
            stream_name: stream_name(sim, producer.stream),
            rate: producer.spec.rate,
            stats: producer.stats,
        }
    }
}

impl ReaderState {
    pub fn of(reader: &Reader, sim: &Sim) -> Self {
        Self {
            id: reader.id.0,
            name: reader.spec.name.clone(),
            stream_name: stream_name(sim, reader.stream),
            stats: reader.stats,
            order: reader.book.order,
            delivered_after_micros: reader.propagation.mean(sim.now()).map(Duration::as_micros),
            behind: BehindState::of(sim, reader.id),
        }
    }
}

impl ApplicationState {
    pub fn of(application: &Application, sim: &Sim) -> Self {
        let leases = |worker: &Worker| {
            let own = |lease: &&Lease| lease.owner == Some(worker.id) && !lease.has_ended();
            application.table.leases.values().filter(own).count() as u64
        };
        let worker = |worker: &Worker| WorkerState {
            worker: worker.id.0,
            running: worker.running,
            leases: leases(worker),
            records: worker.records,
        };
        let (keys, wrong_keys) = application.results.keys();
        Self {
            id: application.id.0,
            name: application.spec.name.clone(),
            stream_name: stream_name(sim, application.stream),
            tally: application.results.tally,
            doubled: application.results.tally.duplicates,
            keys,
            wrong_keys,
            workers: application.workers.values().map(worker).collect(),
            delivered_after_micros: application.propagation.mean(sim.now()).map(Duration::as_micros),
            behind: BehindState::of(sim, application.id),
        }
    }
}

impl FunctionState {
    pub fn of(mapping: &Mapping, sim: &Sim) -> Self {
        let (keys, wrong_keys) = mapping.results.keys();
        Self {
            id: mapping.id.0,
            name: mapping.spec.function_name.clone(),
            stream_name: stream_name(sim, mapping.stream),
            tally: mapping.results.tally,
            doubled: mapping.results.tally.duplicates,
            stats: mapping.stats,
            running: mapping.running,
            keys,
            wrong_keys,
            delivered_after_micros: mapping.propagation.mean(sim.now()).map(Duration::as_micros),
            behind: BehindState::of(sim, mapping.id),
        }
    }
}

impl MessageFunctionState {
    pub fn of(function: &MessageFunction) -> Self {
        let (keys, wrong_keys) = function.results.keys();
        Self {
            id: function.id.0,
            name: function.spec.function_name.clone(),
            queue_name: function.spec.queue_name.clone(),
            tally: function.results.tally,
            stats: function.stats,
            running: function.running,
            batches: function.batches,
            events_waiting: function.events_waiting(),
            keys,
            wrong_keys,
        }
    }
}

impl LaneState {
    pub fn of(lane: &Lane, sim: &Sim) -> Self {
        let receiver = |of: &Receiver| ReceiverState {
            queue: of.queue.and_then(|id| sim.sqs().queue(id)).map(|queue| queue.name.clone()),
            in_order: of.check.in_order,
            out_of_order: of.check.out_of_order,
            duplicates: of.check.duplicates,
            doubled: of.check.duplicates,
            consumers: of.consumers.len() as u64,
            working: of.working() as u64,
        };
        Self {
            id: lane.id.0,
            lane: lane.id.0,
            name: lane.spec.name.clone(),
            rate: lane.spec.rate,
            failures_per_mille: lane.spec.failures_per_mille,
            sent: lane.sender.taken,
            refused: lane.sender.throttled,
            waiting: lane.sender.waiting(),
            receivers: lane.receivers.iter().map(receiver).collect(),
        }
    }
}
