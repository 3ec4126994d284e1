//! A run in numbers.
mod messaging;

pub use messaging::{LaneState, QueueState, TopicState};

use crate::platform::page;
use crate::player::Player;
use serde::Serialize;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::kcl::{Application, Lease, Tally, Worker};
use shardscope_core::client::lambda::{Mapping, MappingStats};
use shardscope_core::client::{Order, ProducerStats, ReaderStats};
use shardscope_core::kinesis::{Counts, Shard, Stream};

/// A run in numbers.
#[derive(Serialize)]
pub struct State {
    pub version: u32,
    pub scenario: String,
    pub title: String,
    pub now_micros: u64,
    pub end_micros: u64,
    pub playing: bool,
    pub speed: f64,
    pub branches: Vec<String>,
    pub branch: usize,
    pub commands: usize,
    pub streams: Vec<StreamState>,
    pub producers: Vec<ProducerStats>,
    pub readers: Vec<(ReaderStats, Order)>,
    pub applications: Vec<ApplicationState>,
    pub functions: Vec<FunctionState>,
    pub queues: Vec<QueueState>,
    pub topics: Vec<TopicState>,
    pub lanes: Vec<LaneState>,
}

/// Bytes: what the run counts and may count, what its checkpoints keep alive besides, and what the page's memory has grown to.
#[derive(Serialize)]
pub struct Memory {
    pub run: u64,
    pub limit: u64,
    pub checkpoints: u64,
    pub page: u64,
}

impl Memory {
    pub fn of(player: &Player) -> Self {
        let sim = player.sim();
        let (run, limit) = (sim.heap_bytes(), sim.config().memory_limit);
        Self { run, limit, checkpoints: player.timeline.checkpoint_bytes(), page: page::memory_bytes() }
    }
}

#[derive(Serialize)]
pub struct FunctionState {
    pub name: String,
    #[serde(flatten)]
    pub tally: Tally,
    #[serde(flatten)]
    pub stats: MappingStats,
    pub running: u32,
    pub keys: u64,
    pub wrong_keys: u64,
    pub delivered_after_micros: Option<u64>,
}

#[derive(Serialize)]
pub struct ApplicationState {
    pub name: String,
    #[serde(flatten)]
    pub tally: Tally,
    pub keys: u64,
    pub wrong_keys: u64,
    pub workers: Vec<WorkerState>,
    /// The mean time from a record's arrival to its delivery, over the last 5 to 10 s.
    pub delivered_after_micros: Option<u64>,
}

#[derive(Serialize)]
pub struct WorkerState {
    pub worker: u32,
    pub running: bool,
    pub leases: usize,
    pub records: u64,
}

#[derive(Serialize)]
pub struct StreamState {
    pub name: String,
    pub status: String,
    pub open_shards: Vec<String>,
    pub shards: Vec<ShardState>,
    pub total: Counts,
    /// Registered consumers.
    pub consumers: usize,
}

#[derive(Serialize)]
pub struct ShardState {
    pub shard_id: String,
    pub starting_hash_key: String,
    pub ending_hash_key: String,
    pub open: bool,
    pub records: u64,
    pub total: Counts,
}

/// Shards that a state lists.
const SHARDS: usize = 1_000;

impl State {
    pub fn of(player: &Player) -> Self {
        let (sim, timeline) = (player.sim(), &player.timeline);
        Self {
            version: super::VERSION,
            scenario: player.scenario.clone(),
            title: player.title.clone(),
            now_micros: player.elapsed().as_micros(),
            end_micros: timeline.end().since(timeline.epoch()).as_micros(),
            playing: player.playing,
            speed: player.speed,
            branches: timeline.branches().iter().map(|branch| branch.name.clone()).collect(),
            branch: timeline.current(),
            commands: timeline.done(),
            streams: sim.kinesis().streams().map(stream).collect(),
            producers: sim.producers().map(|producer| producer.stats).collect(),
            readers: sim.readers().map(|reader| (reader.stats, reader.book.order)).collect(),
            applications: sim.applications().map(|of| application(of, sim.now())).collect(),
            functions: sim.mappings().map(|of| function(of, sim.now())).collect(),
            queues: messaging::queues(sim),
            topics: messaging::topics(sim),
            lanes: messaging::lanes(sim),
        }
    }
}

fn application(application: &Application, now: Instant) -> ApplicationState {
    let leases = |worker: &Worker| {
        let own = |lease: &&Lease| lease.owner == Some(worker.id) && !lease.has_ended();
        application.table.leases.values().filter(own).count()
    };
    let worker = |worker: &Worker| WorkerState {
        worker: worker.id.0,
        running: worker.running,
        leases: leases(worker),
        records: worker.records,
    };
    let (keys, wrong_keys) = application.results.keys();
    ApplicationState {
        name: application.spec.name.clone(),
        tally: application.results.tally,
        keys,
        wrong_keys,
        workers: application.workers.values().map(worker).collect(),
        delivered_after_micros: application.propagation.mean(now).map(Duration::as_micros),
    }
}

fn function(mapping: &Mapping, now: Instant) -> FunctionState {
    let name = mapping.spec.function_name.clone();
    let (tally, stats, running) = (mapping.results.tally, mapping.stats, mapping.running);
    let (keys, wrong_keys) = mapping.results.keys();
    let delivered_after_micros = mapping.propagation.mean(now).map(Duration::as_micros);
    FunctionState { name, tally, stats, running, keys, wrong_keys, delivered_after_micros }
}

fn stream(stream: &Stream) -> StreamState {
    StreamState {
        name: stream.name.clone(),
        status: stream.status.to_string(),
        open_shards: stream.open_shards().map(|shard| shard.id.to_string()).collect(),
        shards: stream.shards.iter().take(SHARDS).map(shard).collect(),
        total: stream.series.total,
        consumers: stream.fan_out.consumers.len(),
    }
}

fn shard(shard: &Shard) -> ShardState {
    ShardState {
        shard_id: shard.id.to_string(),
        starting_hash_key: shard.range.starting_hash_key.to_string(),
        ending_hash_key: shard.range.ending_hash_key.to_string(),
        open: shard.is_open(),
        records: shard.log.end() - shard.log.trimmed(),
        total: shard.meter.total,
    }
}
