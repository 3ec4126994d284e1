//! How fast the simulator is, against the fastest that its hashing allows.
use crate::world::{reader, run, stream, submit, trucks, with_shards};
use md5::{Digest, Md5};
use shardscope_core::base::Duration;
use shardscope_core::client::{Api, Distribution, ProducerSpec};
use shardscope_core::hash::{HashKey, uniform_ranges};
use shardscope_core::script::Script;
use shardscope_core::sim::{Command, Config, Sim};
use web_time::Instant;

/// Shards of the stream that is filled, and records a second for each: below both limits, and two readers
/// stay below theirs.
const SHARDS: u32 = 100;
const PER_SHARD: u32 = 900;

/// What one run measured.
pub struct Figures {
    /// Keys a second through the md-5 crate alone.
    pub floor: f64,
    /// Records a second through make, hash, admit, append, two readers and their order check.
    pub new_keys: f64,
    pub repeating_keys: f64,
}

impl Figures {
    /// Runs everything; each part handles so many records, three times, and the best counts.
    pub fn measure(records: u32) -> Self {
        let best = |part: &dyn Fn() -> f64| (0..3).map(|_| part()).fold(0.0, f64::max);
        Self {
            floor: best(&|| floor(records)),
            new_keys: best(&|| whole_way(records, Distribution::Unique)),
            repeating_keys: best(&|| whole_way(records, Distribution::Uniform)),
        }
    }
}

fn per_second(count: u64, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}

/// Ten-byte keys, made and hashed, with nothing around it but a sum that the compiler cannot drop.
fn floor(keys: u32) -> f64 {
    let begin = Instant::now();
    let mut sum = 0_u128;
    for key in 0..keys {
        let mut text = *b"t000000000";
        let (mut rest, mut place) = (key, 9);
        while rest > 0 {
            text[place] = b'0' + (rest % 10) as u8;
            rest /= 10;
            place -= 1;
        }
        sum = sum.wrapping_add(u128::from_be_bytes(Md5::digest(text).into()));
    }
    std::hint::black_box(sum);
    per_second(u64::from(keys), begin)
}

fn whole_way(records: u32, distribution: Distribution) -> f64 {
    let rate = rate_for(distribution);
    let mut sim = filling(distribution, rate);
    run(&mut sim, 2, &mut ());
    let (before, begin) = (read_by_all(&sim), Instant::now());
    run(&mut sim, u64::from(records / rate).max(1), &mut ());
    // Two readers: a record counts when both have it.
    let rate = per_second((read_by_all(&sim) - before) / 2, begin);
    let refused: u64 = sim.producers().map(|producer| producer.stats.refused).sum();
    assert!(refused * 1_000 < u64::from(records), "{refused} refusals: this would measure something else");
    let readers = sim.readers().map(|reader| reader.book.order);
    assert!(readers.into_iter().all(|order| order.out_of_order == 0), "order is kept where nothing is refused");
    rate
}

fn read_by_all(sim: &Sim) -> u64 {
    sim.readers().map(|reader| reader.stats.records).sum()
}

/// Records a second at which the fullest shard gets what it can take: 100 keys do not spread evenly.
fn rate_for(distribution: Distribution) -> u32 {
    if distribution == Distribution::Unique {
        return SHARDS * PER_SHARD;
    }
    let mut keys = [0; SHARDS as usize];
    for truck in 1..=100 {
        let key = route(&format!("truck_{truck}"));
        let owner = uniform_ranges(SHARDS).position(|range| range.contains(key)).expect("ranges cover all keys");
        keys[owner] += 1;
    }
    100 * PER_SHARD / keys.into_iter().max().unwrap_or(1)
}

/// 100 shards that are filled in calls of 500, with two applications that read them.
fn filling(distribution: Distribution, rate: u32) -> Sim {
    let mut sim = with_shards(SHARDS, Config { memory_limit: u64::MAX, ..Config::default() }, &mut ());
    let spec = ProducerSpec { distribution, api: Api::PutRecords { batch: 500 }, ..trucks(rate) };
    submit(&mut sim, Command::Add(spec.into()), &mut ()).expect("a valid producer");
    for name in ["a", "b"] {
        submit(&mut sim, Command::Add(reader(name).into()), &mut ()).expect("a valid reader");
    }
    sim
}

/// A simulator that retains so many made-up records.
pub fn holding(records: u64) -> Sim {
    let mut sim = with_shards(SHARDS, Config { memory_limit: u64::MAX, ..Config::default() }, &mut ());
    let rate = SHARDS * PER_SHARD;
    let spec = ProducerSpec { distribution: Distribution::Unique, api: Api::PutRecords { batch: 500 }, ..trucks(rate) };
    submit(&mut sim, Command::Add(spec.into()), &mut ()).expect("a valid producer");
    while stream(&sim).series.total.incoming_records < records {
        run(&mut sim, 1, &mut ());
    }
    sim
}

/// What a copy of a run costs, in milliseconds: the copy, the first event after it, and the slowest of those that follow.
pub struct Copied {
    pub copy: f64,
    pub first: f64,
    pub others: f64,
}

impl Copied {
    /// The best of five: what else the machine does is no part of it.
    pub fn measure(sim: &Sim) -> Self {
        let best = |one: &dyn Fn() -> f64| (0..5).map(|_| one()).fold(f64::MAX, f64::min);
        let timed = |act: &mut dyn FnMut()| {
            let begin = Instant::now();
            act();
            begin.elapsed().as_secs_f64() * 1_000.0
        };
        let step = |copy: &mut Sim| timed(&mut || assert!(copy.step_event(&mut ())));
        Self {
            copy: best(&|| timed(&mut || drop(std::hint::black_box(sim.clone())))),
            first: best(&|| step(&mut sim.clone())),
            others: best(&|| {
                let mut copy = sim.clone();
                step(&mut copy);
                (0..1_000).map(|_| step(&mut copy)).fold(0.0, f64::max)
            }),
        }
    }
}

/// A run in whose queue so many messages wait, more of them each second.
pub fn waiting(messages: u64) -> Sim {
    const TEXT: &str = "shardscope 1\nat 0s aws sqs create-queue --queue-name q\n\
                        at 1s lane l --queue-name q --rate 1000 --consumers 0\n";
    let script = Script::parse(TEXT).expect("a script");
    let mut sim = Sim::new(script.config);
    for logged in &script.commands {
        sim.step(sim.config().epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut ());
        sim.submit(&logged.command, &mut ()).expect("an account without queues takes one");
    }
    let visible = |sim: &Sim| {
        sim.sqs().queues().map(|queue| queue.depth(sim.now()).approximate_number_of_messages_visible).sum::<u64>()
    };
    while visible(&sim) < messages {
        run(&mut sim, 1, &mut ());
    }
    sim
}

/// Milliseconds that a clone takes with the first timer that changes it, which copies what was shared; the best of five.
pub fn clone_millis(sim: &Sim) -> f64 {
    let one = || {
        let begin = Instant::now();
        let mut copy = sim.clone();
        assert!(copy.step_event(&mut ()));
        let millis = begin.elapsed().as_secs_f64() * 1_000.0;
        assert!(copy.steps() > sim.steps());
        millis
    };
    (0..5).map(|_| one()).fold(f64::MAX, f64::min)
}

/// Routes one key, so that the benchmark's floor and the simulator are seen to hash alike.
pub fn route(key: &str) -> HashKey {
    HashKey::of_partition_key(key.as_bytes())
}
