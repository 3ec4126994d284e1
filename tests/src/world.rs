//! Runs to test with, told in a few words.
use shardscope_core::base::Duration;
use shardscope_core::client::{
    Api, Distribution, Field, PartitionKey, ProducerSpec, ReaderSpec, Retry, StartingPosition, Workload,
};
use shardscope_core::kinesis::{Request, Stream};
use shardscope_core::sim::{Command, Config, Error, Reply, Sim, Sink};

/// A run whose stream "s" of that many shards has just become ACTIVE.
pub fn with_shards(count: u32, config: Config, trace: &mut dyn Sink) -> Sim {
    let mut sim = Sim::new(config);
    submit(&mut sim, create("s", count), trace).expect("an empty account takes a stream");
    let lifecycle = sim.config().account.lifecycle;
    sim.step(sim.now() + lifecycle, u64::MAX, trace);
    sim
}

pub fn create(name: &str, shards: u32) -> Command {
    Command::from(Request::create_stream(name, Some(shards)))
}

pub fn submit(sim: &mut Sim, command: Command, trace: &mut dyn Sink) -> Result<Reply, Error> {
    sim.submit(&command, trace)
}

pub fn stream(sim: &Sim) -> &Stream {
    sim.kinesis().stream_named("s").expect("the run has a stream s")
}

pub fn run(sim: &mut Sim, seconds: u64, trace: &mut dyn Sink) {
    sim.step(sim.now() + Duration::from_secs(seconds), u64::MAX, trace);
}

/// 100 trucks that write to "s" in batches.
pub fn trucks(rate: u32) -> ProducerSpec {
    ProducerSpec {
        name: "trucks".into(),
        stream_name: "s".into(),
        workload: Workload::Trucks,
        rate,
        record_bytes: 180,
        keys: 100,
        distribution: Distribution::Even,
        api: Api::PutRecords { batch: 50 },
        retry: Retry::Backoff,
        keep_order: false,
        latency_millis: 40,
        encrypted: false,
        partition_key: PartitionKey::default(),
        subject: Field::Id,
    }
}

/// An application that reads all of "s" once a second.
pub fn reader(name: &str) -> ReaderSpec {
    ReaderSpec {
        name: name.into(),
        stream_name: "s".into(),
        polling_millis: 1_000,
        records_per_second: 1_000_000,
        start: StartingPosition::TrimHorizon,
        parents_first: true,
        // An answer at once, so that times can be told.
        latency_millis: 0,
    }
}
