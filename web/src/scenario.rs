//! The runs that the page offers. Each is nothing but commands with a time.
use shardscope_core::base::Duration;
use shardscope_core::client::{Api, Distribution, ProducerSpec, ReaderSpec, Retry, StartingPosition, Workload};
use shardscope_core::kinesis::{Request, StreamMode};
use shardscope_core::sim::Command;

/// A run to choose.
pub struct Scenario {
    /// What `?scenario=` takes.
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    /// What is done, each after the time given.
    pub commands: fn() -> Vec<(Duration, Command)>,
    /// How long it runs before it is shown, so that the first picture moves.
    pub lead_in: Duration,
}

/// All scenarios, the first one first shown.
pub static SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "trucks",
        title: "100 trucks, 5 shards",
        about: "100 trucks report their position over a mobile network. The truck is the partition key, so each \
                truck's positions stay in one shard, in order.",
        commands: trucks,
        lead_in: Duration::from_secs(4),
    },
    Scenario {
        name: "hot-key",
        title: "One hot key",
        about: "truck_62 sends 1,400 records a second. A shard takes 1,000: no split helps a single key.",
        commands: hot_key,
        lead_in: Duration::from_secs(4),
    },
    Scenario {
        name: "countries",
        title: "Visitors by country",
        about: "3,000 visitors a second, 90 % from one country, which is the partition key: one shard of five gets it all.",
        commands: countries,
        lead_in: Duration::from_secs(4),
    },
    Scenario {
        name: "clicks",
        title: "Clicks by user",
        about: "2,000 users, some far busier than others (Zipf), written in batches.",
        commands: clicks,
        lead_in: Duration::from_secs(4),
    },
    Scenario {
        name: "sensors",
        title: "Sensors, two streams",
        about: "Sensors in two halls, each with a stream of its own.",
        commands: sensors,
        lead_in: Duration::from_secs(4),
    },
    Scenario {
        name: "full",
        title: "Five shards at their limit",
        about: "5,000 records a second on five shards: what the stream can take, if the keys are spread evenly.",
        commands: full,
        lead_in: Duration::from_secs(3),
    },
    Scenario {
        name: "thousand",
        title: "A thousand shards",
        about: "A stream of 1,000 shards and 20,000 records a second.",
        commands: thousand,
        lead_in: Duration::from_secs(3),
    },
    Scenario {
        name: "empty",
        title: "Empty account",
        about: "Nothing yet: create a stream, then add a producer and a reader.",
        commands: Vec::new,
        lead_in: Duration::ZERO,
    },
];

pub fn named(name: &str) -> Option<&'static Scenario> {
    SCENARIOS.iter().find(|scenario| scenario.name == name)
}

/// A producer with what suits the workload; forms start from it.
pub fn producer(stream_name: &str, workload: Workload) -> ProducerSpec {
    let (name, keys, rate, distribution) = match &workload {
        Workload::Trucks => ("trucks", 100, 1_000, Distribution::Even),
        Workload::Clicks => ("clicks", 2_000, 1_500, Distribution::Zipf { exponent_hundredths: 110 }),
        Workload::Sensors => ("sensors", 300, 600, Distribution::Uniform),
        Workload::Countries => ("visitors", 24, 3_000, Distribution::Share { per_mille: 900 }),
        Workload::Custom { .. } => ("custom", 1_000, 500, Distribution::Uniform),
        Workload::HotKey { .. } => ("hot key", 1, 1_400, Distribution::Even),
        Workload::File { .. } => ("file", 1, 500, Distribution::Even),
    };
    let batched = matches!(workload, Workload::Clicks | Workload::Countries | Workload::File { .. });
    ProducerSpec {
        name: name.into(),
        stream_name: stream_name.into(),
        workload,
        rate,
        record_bytes: 180,
        keys,
        distribution,
        api: if batched { Api::PutRecords { batch: 50 } } else { Api::PutRecord },
        retry: Retry::Backoff,
        keep_order: false,
        // A mobile network: slow enough to see a record on its way.
        latency_millis: 600,
    }
}

/// The hot key that a button injects.
pub fn hot(stream_name: &str, partition_key: &str) -> ProducerSpec {
    ProducerSpec {
        name: format!("hot key {partition_key}").chars().take(64).collect(),
        ..producer(stream_name, Workload::HotKey { partition_key: partition_key.into() })
    }
}

/// A polling application; forms start from it.
pub fn reader(stream_name: &str, name: &str, polling_millis: u32) -> ReaderSpec {
    ReaderSpec {
        name: name.into(),
        stream_name: stream_name.into(),
        polling_millis,
        records_per_second: 2_000,
        start: StartingPosition::TrimHorizon,
        parents_first: true,
    }
}

const LIFECYCLE: Duration = Duration::from_secs(30);
const AT_ONCE: Duration = Duration::ZERO;

fn stream(name: &str, shards: u32) -> (Duration, Command) {
    let (stream_name, shard_count) = (name.into(), Some(shards));
    (AT_ONCE, Command::Kinesis(Request::CreateStream { stream_name, mode: StreamMode::Provisioned, shard_count }))
}

fn readers(stream_name: &str) -> Vec<(Duration, Command)> {
    let add = |spec| (AT_ONCE, Command::AddReader(spec));
    vec![add(reader(stream_name, "positions", 1_000)), add(reader(stream_name, "alerts", 500))]
}

fn run(name: &str, shards: u32, producers: Vec<(Duration, Command)>) -> Vec<(Duration, Command)> {
    let mut commands = vec![stream(name, shards)];
    commands.extend(producers);
    commands[1].0 = LIFECYCLE;
    commands.extend(readers(name));
    commands
}

fn trucks() -> Vec<(Duration, Command)> {
    run("gps", 5, vec![(AT_ONCE, Command::AddProducer(producer("gps", Workload::Trucks)))])
}

fn hot_key() -> Vec<(Duration, Command)> {
    let mut commands = trucks();
    commands.push((Duration::from_secs(2), Command::AddProducer(hot("gps", "truck_62"))));
    commands
}

fn countries() -> Vec<(Duration, Command)> {
    run("visits", 5, vec![(AT_ONCE, Command::AddProducer(producer("visits", Workload::Countries)))])
}

fn clicks() -> Vec<(Duration, Command)> {
    run("clicks", 4, vec![(AT_ONCE, Command::AddProducer(producer("clicks", Workload::Clicks)))])
}

fn sensors() -> Vec<(Duration, Command)> {
    let hall = |name: &str, prefix: &str| {
        let custom = Workload::Custom { prefix: prefix.into() };
        ProducerSpec { name: prefix.trim_end_matches('-').into(), rate: 300, keys: 40, ..producer(name, custom) }
    };
    let mut commands = vec![stream("hall-north", 2), stream("hall-south", 3)];
    let north = ProducerSpec { rate: 300, keys: 60, ..producer("hall-north", Workload::Sensors) };
    commands.push((LIFECYCLE, Command::AddProducer(north)));
    commands.push((AT_ONCE, Command::AddProducer(hall("hall-south", "gauge-"))));
    commands.extend(readers("hall-north"));
    commands.extend(readers("hall-south"));
    commands
}

fn full() -> Vec<(Duration, Command)> {
    let spec = ProducerSpec {
        name: "meters".into(),
        rate: 5_000,
        keys: 20_000,
        latency_millis: 300,
        ..producer("meters", Workload::Custom { prefix: "meter-".into() })
    };
    let spec = ProducerSpec { api: Api::PutRecords { batch: 50 }, ..spec };
    run("meters", 5, vec![(AT_ONCE, Command::AddProducer(spec))])
}

fn thousand() -> Vec<(Duration, Command)> {
    let spec = ProducerSpec {
        name: "devices".into(),
        rate: 20_000,
        keys: 100_000,
        latency_millis: 100,
        ..producer("devices", Workload::Custom { prefix: "device-".into() })
    };
    let spec = ProducerSpec { api: Api::PutRecords { batch: 500 }, ..spec };
    run("devices", 1_000, vec![(AT_ONCE, Command::AddProducer(spec))])
}
