//! A run in which everything happens, and the digest of its trace: the same on every machine.
use crate::mixes::{Mix, command};
use crate::world::{create, reader, run, stream, submit, trucks, with_shards};
use md5::{Digest, Md5};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::Kind;
use shardscope_core::client::{Api, Distribution, ProducerSpec, ReaderSpec, Retry, Workload};
use shardscope_core::engine::Slot;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{Request, ShardId};
use shardscope_core::sim::{Command, Config, Event, Sim, Sink, Step};

/// The digest of the golden run. It changes with every rule of the simulator that the run meets: `cargo test` prints
/// the new one, and a commit that changes it says why.
pub const GOLDEN: &str = include_str!("../golden.txt");

/// The same of the run in which everything meets everything.
pub const EVERYTHING: &str = include_str!("../everything.txt");

/// Digests events as they come, in a canonical little-endian encoding.
#[derive(Default)]
pub struct TraceDigest {
    digest: Md5,
    pub events: u64,
}

impl Sink for TraceDigest {
    fn record(&mut self, at: Instant, event: Event) {
        let bytes = postcard::to_allocvec(&(at.as_micros(), event)).expect("events are plain data");
        self.digest.update(bytes);
        self.events += 1;
    }
}

impl TraceDigest {
    /// The digest of the trace so far and of the records that are kept.
    pub fn with_state(mut self, sim: &Sim) -> String {
        for stream in sim.kinesis().streams() {
            for shard in &stream.shards {
                self.digest.update(shard.log.end().to_le_bytes());
                self.digest.update(shard.range.starting_hash_key.0.to_le_bytes());
                for run in shard.log.runs(shard.log.trimmed()) {
                    for slot in run.slots {
                        self.digest.update(run.arrival(slot).as_micros().to_le_bytes());
                        if slot.source == Slot::SUPPLIED {
                            self.digest.update(run.supplied(slot).partition_key);
                            self.digest.update(run.supplied(slot).data);
                        } else {
                            self.digest.update(slot.index.to_le_bytes());
                        }
                    }
                }
            }
        }
        self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The golden run: five shards, four producers, three readers, a hot key, a split, a merge, an update, a paused
/// zone, a burst, a retention change. `stride` is how much time passes at a step.
pub fn golden(stride: Duration, trace: &mut dyn Sink) -> Sim {
    let mut sim = with_shards(5, Config::default(), trace);
    let then = |sim: &mut Sim, seconds: u64, command: Command, trace: &mut dyn Sink| {
        let until = sim.now() + Duration::from_secs(seconds);
        while sim.now() < until {
            let step = sim.step((sim.now() + stride).min(until), u64::MAX, trace);
            assert_eq!(step, Step::Reached, "it has room for all of it");
        }
        submit(sim, command, trace).expect("the golden run is legal");
    };
    for (after, command) in commands() {
        then(&mut sim, after, command, trace);
    }
    sim
}

fn commands() -> Vec<(u64, Command)> {
    let clicks = ProducerSpec {
        name: "clicks".into(),
        workload: Workload::Clicks,
        rate: 700,
        keys: 5_000,
        distribution: Distribution::Zipf { exponent_hundredths: 120 },
        api: Api::PutRecord,
        retry: Retry::AtOnce,
        ..trucks(0)
    };
    let countries = ProducerSpec {
        name: "visitors".into(),
        workload: Workload::Countries,
        rate: 900,
        keys: 24,
        distribution: Distribution::Share { per_mille: 900 },
        keep_order: true,
        ..trucks(0)
    };
    let hot = ProducerSpec {
        name: "hot".into(),
        workload: Workload::HotKey { partition_key: "truck_62".into() },
        rate: 1_400,
        keys: 1,
        ..trucks(0)
    };
    let slow = ReaderSpec { records_per_second: 300, polling_millis: 700, ..reader("slow") };
    let request = |request| Command::from(request);
    let middle = HashKey((1 << 127) + (1 << 125));
    vec![
        (0, Command::Add(trucks(1_000).into())),
        (0, Command::Add(reader("positions").into())),
        (1, Command::Add(clicks.into())),
        (1, Command::Add(countries.into())),
        (3, Command::Add(slow.into())),
        (5, Command::Add(hot.into())),
        (2, create("other", 2)),
        (3, request(Request::split_shard("s", ShardId(3), middle))),
        (10, Command::PauseZone(1)),
        (15, Command::ResumeZone(1)),
        (
            10,
            Command::Burst {
                producer: shardscope_core::client::ActorId(0),
                factor: 5,
                length: Duration::from_secs(10),
            },
        ),
        (5, request(Request::merge_shards("s", ShardId(0), ShardId(1)))),
        (40, request(Request::update_shard_count("s", 4))),
        (1, request(Request::put_record("other", "日本", &[1, 2, 3]))),
        (500, request(Request::increase_retention("s", 48))),
        (20, Command::Add(reader("late").into())),
        (30, Command::Remove(Kind::Producer, shardscope_core::client::ActorId(0))),
    ]
}

/// Runs the golden run and digests it.
pub fn golden_digest(stride: Duration) -> (String, u64) {
    let mut trace = TraceDigest::default();
    let mut sim = golden(stride, &mut trace);
    run(&mut sim, 5, &mut trace);
    assert!(stream(&sim).shards.len() > 8);
    let events = trace.events;
    (trace.with_state(&sim), events)
}

/// Kinds of actors, and services: the run of everything has each, and so have whoever walks through time.
pub const KINDS: [&str; 24] = [
    "producer put-record",
    "producer put-records:25",
    "producer kpl",
    "producer agent",
    "reader",
    "application polling",
    "application fan-out",
    "lambda polling",
    "lambda fan-out",
    "message-lambda queue",
    "message-lambda topic",
    "lane stream",
    "lane queue",
    "lane topic",
    "draw",
    "set-",
    "remove-",
    "fault",
    "burst",
    "kinesis split-shard",
    "kinesis merge-shards",
    "kinesis",
    "sqs",
    "sns",
];

/// Which of the [`KINDS`] a line is of.
fn kinds_of(line: &str) -> impl Iterator<Item = &'static str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let option = |name: &str| words.iter().position(|word| *word == name).and_then(|at| words.get(at + 1)).copied();
    let kind = match words[..] {
        ["aws", service, operation, ..] => format!("{service} {operation}"),
        ["producer", ..] => format!("producer {}", option("--api").unwrap_or_default()),
        ["application", ..] => format!("application {}", option("--retrieval").unwrap_or_default()),
        ["lambda", ..] => format!("lambda {}", option("--consumer-name").map_or("polling", |_| "fan-out")),
        ["message-lambda", ..] => format!("message-lambda {}", option("--queue-name").map_or("topic", |_| "queue")),
        ["lane", ..] if line.contains("--stream-name") => "lane stream".into(),
        ["lane", ..] if line.contains("--queue-name") => "lane queue".into(),
        ["lane", ..] => "lane topic".into(),
        [first, ..] => first.into(),
        [] => String::new(),
    };
    KINDS.into_iter().filter(move |known| kind.starts_with(known))
}

/// A seed with which all kinds are met.
const EVERYTHING_SEED: u64 = 113;

/// A run of every kind of actor and every service: acts from a seed, each as a line of a script. `stride` is how much time
/// passes at a step. Returns the kinds that were accepted, too.
pub fn everything(stride: Duration, trace: &mut dyn Sink) -> (Sim, std::collections::BTreeSet<&'static str>) {
    let mut config = Config { seed: EVERYTHING_SEED, ..Config::default() };
    config.account.lifecycle = Duration::from_secs(2);
    let (mut sim, mut mix, mut kinds) =
        (Sim::new(config), Mix::new(EVERYTHING_SEED), std::collections::BTreeSet::new());
    for _ in 0..300 {
        let line = mix.line(&sim);
        if submit(&mut sim, command(&line), trace).is_ok() {
            kinds.extend(kinds_of(&line));
        }
        let until = sim.now() + mix.pause();
        while sim.now() < until {
            let step = sim.step((sim.now() + stride).min(until), u64::MAX, trace);
            assert_eq!(step, Step::Reached, "it has room for all of it");
        }
    }
    (sim, kinds)
}

/// Plays the run of everything: its digest, with the bytes that it counts, which are the same on every machine; how many
/// events there were; the kinds that it has not met.
pub fn everything_digest(stride: Duration) -> (String, u64, Vec<&'static str>) {
    let mut trace = TraceDigest::default();
    let (sim, kinds) = everything(stride, &mut trace);
    sim.check();
    let (events, bytes) = (trace.events, sim.heap_bytes());
    let missing = KINDS.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    (format!("{} {bytes}", trace.with_state(&sim)), events, missing)
}
