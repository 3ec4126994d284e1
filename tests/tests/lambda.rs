//! Stories of Lambda functions fed by a stream: batches, lanes, retries, bisecting, what is given up.
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::Kind;
use shardscope_core::client::ProducerSpec;
use shardscope_core::client::lambda::{Event as Lambda, Mapping, MappingSpec, Why};
use shardscope_core::client::settings::Described;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{Event as Kinesis, PutRecordsRequestEntry, Request, ShardId};
use shardscope_core::sim::Fault;
use shardscope_core::sim::{Command, Config, Event, Sim};
use shardscope_core::why::Cause;
use shardscope_tests::faults::Trace;
use shardscope_tests::mixes::command;
use shardscope_tests::world;
use std::collections::HashMap;

struct World {
    sim: Sim,
    trace: Trace,
}

impl World {
    fn new(shards: u32, rate: u32) -> Self {
        let mut trace = Trace::default();
        let mut sim = world::with_shards(shards, Config::default(), &mut trace);
        if rate > 0 {
            sim.submit(&Command::Add(world::trucks(rate).into()), &mut trace).unwrap();
        }
        Self { sim, trace }
    }
    fn function(&mut self, spec: MappingSpec) -> ActorId {
        self.act(Command::Add(spec.into()));
        self.sim.mappings().last().unwrap().id
    }
    fn act(&mut self, command: Command) {
        self.sim.submit(&command, &mut self.trace).unwrap();
    }
    fn after(&mut self, millis: u64) {
        self.sim.step(self.sim.now() + Duration::from_millis(millis), u64::MAX, &mut self.trace);
    }
    fn put(&mut self, count: u8) {
        let record = |n| PutRecordsRequestEntry::new("k", &[n]);
        self.act(Command::from(Request::put_records("s", (0..count).map(record).collect())));
    }
    fn mapping(&self) -> &Mapping {
        self.sim.mappings().next().unwrap()
    }
    fn events(&self) -> impl Iterator<Item = (Instant, Lambda)> + '_ {
        self.trace
            .0
            .iter()
            .filter_map(|(at, event)| if let Event::Mapping(_, event) = event { Some((*at, *event)) } else { None })
    }
    /// Each invocation: its first record and how many.
    fn invocations(&self) -> Vec<(u64, u32)> {
        self.events()
            .filter_map(
                |(_, e)| if let Lambda::Invoked { first, records, .. } = e { Some((first, records)) } else { None },
            )
            .collect()
    }
}

fn spec() -> MappingSpec {
    MappingSpec::new("f", "s")
}

/// A shard with eight records, of which the sixth is poison.
fn eight(spec: MappingSpec) -> World {
    let mut world = World::new(1, 0);
    world.put(5);
    let id = world.function(MappingSpec { batch_size: 8, window_seconds: 5, ..spec });
    world.act(Command::Fault(Fault::PoisonFunction { function: id, shard: ShardId(0) }));
    world.put(3);
    world.after(30_000);
    world
}

#[test]
fn a_batch_is_cut_in_two_until_the_bad_record_is_alone() {
    let world = eight(MappingSpec { bisect: true, maximum_retry_attempts: Some(1), destination: true, ..spec() });
    // [0-7] fails, [0-3], [4-7] fails, [4-5] fails, [4], [5] fails and is tried again, [6-7].
    assert_eq!(world.invocations(), [(0, 8), (0, 4), (4, 4), (4, 2), (4, 1), (5, 1), (5, 1), (6, 2)]);
    let mapping = world.mapping();
    assert_eq!((mapping.stats.discarded, mapping.destination.len()), (1, 1));
    let noted = &mapping.destination[0];
    assert_eq!((noted.first, noted.last, noted.records, noted.why), (5, 5, 1, Why::Retries));
    assert_eq!(mapping.results.tally.lost, 1);
    assert_eq!(mapping.processed(ShardId(0)), Some(8));
}

#[test]
fn all_that_is_given_up_is_noted() {
    let mut world = World::new(1, 0);
    let id =
        world.function(MappingSpec { maximum_retry_attempts: Some(0), destination: true, batch_size: 1, ..spec() });
    for _ in 0..3 {
        world.act(Command::Fault(Fault::PoisonFunction { function: id, shard: ShardId(0) }));
        world.put(2);
        world.after(10_000);
    }
    let noted: Vec<u64> = world.mapping().destination.iter().map(|noted| noted.first).collect();
    assert_eq!(noted, [0, 2, 4]);
}

#[test]
fn a_report_of_the_bad_record_repeats_nothing_before_it() {
    let world = eight(MappingSpec { report_failures: true, maximum_retry_attempts: Some(1), ..spec() });
    assert_eq!(world.invocations(), [(0, 8), (5, 3)]);
    let tally = world.mapping().results.tally;
    assert_eq!((tally.processed, tally.duplicates, tally.lost), (5, 0, 3), "0 to 4 are done, the rest was given up");
    let world = eight(MappingSpec { report_failures: true, bisect: true, maximum_retry_attempts: Some(0), ..spec() });
    assert_eq!(world.invocations(), [(0, 8), (5, 3), (5, 1), (6, 2)]);
    assert_eq!(world.mapping().results.tally.lost, 1);
}

#[test]
fn without_a_limit_a_poison_record_blocks_its_shard() {
    let mut world = eight(spec());
    world.after(600_000);
    let mapping = world.mapping();
    assert_eq!((mapping.processed(ShardId(0)), mapping.stats.discarded), (Some(0), 0));
    assert!(mapping.stats.errors > 500, "{:?}", mapping.stats);
    assert!(mapping.results.tally.duplicates > 1_000, "what comes before it is done again each time");
    let id = mapping.id;
    world.act(Command::Fault(Fault::HealFunction { function: id }));
    world.after(5_000);
    assert_eq!(world.mapping().processed(ShardId(0)), Some(8));
}

#[test]
fn records_that_are_too_old_are_given_up() {
    let mut world = eight(MappingSpec { maximum_record_age_seconds: Some(60), destination: true, ..spec() });
    world.after(60_000);
    let mapping = world.mapping();
    assert_eq!((mapping.destination[0].why, mapping.destination[0].records), (Why::Age, 8));
}

#[test]
fn a_batch_is_sent_when_it_is_full_or_its_window_is_over() {
    let mut world = World::new(1, 0);
    world.function(MappingSpec { batch_size: 10, window_seconds: 20, ..spec() });
    world.after(1_500);
    world.put(4);
    world.after(15_000);
    assert_eq!(world.invocations(), []);
    world.after(7_000);
    assert_eq!(world.invocations(), [(0, 4)]);
    world.put(25);
    world.after(3_000);
    assert_eq!(world.invocations(), [(0, 4), (4, 10), (14, 10)]);
}

#[test]
fn ten_shards_with_ten_lanes_run_a_hundred_and_a_key_never_twice_at_once() {
    let mut world = World::new(10, 0);
    world.act(Command::Add(ProducerSpec { keys: 10_000, ..world::trucks(4_000) }.into()));
    let slow = MappingSpec { parallelization_factor: 10, batch_size: 20, invocation_millis: 2_500, ..spec() };
    world.function(slow);
    world.after(60_000);
    let most = world.mapping().stats.most_at_once;
    assert!((80..=100).contains(&most), "{most}");
    // Records of a key are processed in their order: lanes keep it.
    assert_eq!(world.mapping().results.tally.reordered, 0);
    assert!(world.mapping().results.tally.processed > 10_000);
}

#[test]
fn reserved_concurrency_throttles_and_costs_no_attempt() {
    let mut world = World::new(4, 800);
    world.function(MappingSpec { concurrency: 2, invocation_millis: 800, maximum_retry_attempts: Some(0), ..spec() });
    world.after(60_000);
    let stats = world.mapping().stats;
    assert!(stats.throttles > 10, "{stats:?}");
    assert_eq!((stats.most_at_once, stats.discarded), (2, 0));
}

#[test]
fn children_come_when_all_their_parents_are_worked_off() {
    let mut world = World::new(2, 300);
    world.function(spec());
    world.after(20_000);
    let half = HashKey(1 << 126);
    world.act(Command::from(Request::split_shard("s", ShardId(0), half)));
    world.after(40_000);
    world.act(Command::from(Request::merge_shards("s", ShardId(3), ShardId(1))));
    world.after(60_000);
    let producer = world.sim.producers().next().unwrap().id;
    world.act(Command::Remove(Kind::Producer, producer));
    world.after(30_000);
    let accepted: HashMap<ShardId, u64> = world.trace.0.iter().fold(HashMap::new(), |mut all, (_, event)| {
        if let Event::Kinesis(Kinesis::Accepted { shard, .. }) = event {
            *all.entry(*shard).or_default() += 1;
        }
        all
    });
    let tally = world.mapping().results.tally;
    assert_eq!((tally.processed, tally.reordered, tally.lost), (accepted.values().sum::<u64>(), 0, 0));
    let mut open: Vec<u32> = world.mapping().shards.keys().map(|shard| shard.0).collect();
    open.sort_unstable();
    assert_eq!(open, [2, 4]);
}

#[test]
fn a_tumbling_window_sums_up_what_arrived_in_it_and_ends_in_one_invocation() {
    let mut world = World::new(1, 0);
    world.function(MappingSpec { tumbling_seconds: 30, batch_size: 4, ..spec() });
    // The run begins on a whole minute; the stream is ACTIVE half a minute later.
    world.after(5_000);
    world.put(6);
    world.after(20_000);
    world.put(5);
    world.after(3_000);
    assert_eq!(world.mapping().windows.len(), 0, "its time is not over");
    let window = world.mapping().shards[&ShardId(0)].window.unwrap();
    assert_eq!((window.records, window.sum), (11, 11), "one byte each");
    world.after(10_000);
    world.put(3);
    world.after(40_000);
    let windows: Vec<_> = world.mapping().windows.iter().map(|w| (w.start, w.records, w.sum, w.cut_short)).collect();
    let epoch = world.sim.config().epoch;
    let at = |seconds| epoch + Duration::from_secs(seconds);
    assert_eq!(windows, [(at(30), 11, 11, false), (at(60), 3, 3, false)]);
    let closed = world.mapping().windows[0].at;
    assert!(closed >= at(60) && closed < at(62), "{closed:?}");
    // Batches keep within their window.
    assert_eq!(world.invocations(), [(0, 4), (4, 2), (6, 4), (10, 1), (11, 3)]);
    assert_eq!(world.mapping().processed(ShardId(0)), Some(14));
}

#[test]
fn a_batch_never_reaches_over_the_end_of_its_window() {
    let mut world = World::new(1, 0);
    world.after(28_500);
    world.put(4);
    world.after(2_000);
    world.put(4);
    world.function(MappingSpec { tumbling_seconds: 30, window_seconds: 5, batch_size: 100, ..spec() });
    world.after(60_000);
    assert_eq!(world.invocations(), [(0, 4), (4, 4)]);
    let windows: Vec<u64> = world.mapping().windows.iter().map(|window| window.records).collect();
    assert_eq!(windows, [4, 4]);
}

#[test]
fn the_state_of_a_failed_invocation_is_lost_with_it() {
    let of = |spec: MappingSpec| {
        let world = eight(MappingSpec { tumbling_seconds: 60, maximum_retry_attempts: Some(1), ..spec });
        let mut world = world;
        world.after(60_000);
        world.mapping().windows.iter().map(|window| window.records).sum::<u64>()
    };
    assert_eq!(of(spec()), 0, "all eight are given up");
    assert_eq!(of(MappingSpec { report_failures: true, ..spec() }), 5);
    assert_eq!(of(MappingSpec { bisect: true, ..spec() }), 7);
}

#[test]
fn a_window_ends_with_its_shard_and_the_children_begin_their_own() {
    let mut world = World::new(1, 100);
    world.function(MappingSpec { tumbling_seconds: 300, ..spec() });
    world.after(10_000);
    world.act(Command::from(Request::split_shard("s", ShardId(0), HashKey(1 << 127))));
    world.after(60_000);
    let windows = &world.mapping().windows;
    assert_eq!(windows.len(), 1);
    assert!(windows[0].cut_short && windows[0].records > 3_000, "{:?}", windows[0]);
    // A window's end is an invocation, too.
    assert_eq!(world.mapping().stats.invocations, world.invocations().len() as u64 + 1);
    let open: Vec<u32> = world.mapping().shards.keys().map(|shard| shard.0).collect();
    assert_eq!(open, [1, 2]);
    assert!(world.mapping().shards.values().all(|poller| poller.window.is_some_and(|window| window.records > 500)));
    let refused = MappingSpec { tumbling_seconds: 901, ..spec() }.validate().unwrap_err();
    assert_eq!(refused.field, "tumbling-window");
    let refused = MappingSpec { tumbling_seconds: 1, parallelization_factor: 2, ..spec() }.validate().unwrap_err();
    assert!(refused.reason.contains("parallelization factor"), "{refused}");
}

#[test]
fn poison_for_a_time_is_gone_by_itself() {
    let mut world = World::new(1, 0);
    let id = world.function(spec());
    world.act(Command::ForATime(
        Box::new(Command::Fault(Fault::PoisonFunction { function: id, shard: ShardId(0) })),
        Duration::from_secs(30),
    ));
    world.put(3);
    world.after(29_000);
    assert_eq!(world.mapping().processed(ShardId(0)), Some(0));
    world.after(5_000);
    assert_eq!((world.mapping().processed(ShardId(0)), world.mapping().poison.len()), (Some(3), 0));
}

#[test]
fn a_failed_batch_is_tried_again_after_a_second_and_not_before() {
    let mut world = World::new(1, 0);
    let id = world.function(MappingSpec { invocation_millis: 700, ..spec() });
    world.act(Command::Fault(Fault::PoisonFunction { function: id, shard: ShardId(0) }));
    world.put(1);
    world.after(30_000);
    let begins = world.events().filter(|(_, event)| matches!(event, Lambda::Invoked { .. })).map(|(at, _)| at);
    let begins: Vec<Instant> = begins.collect();
    assert!(begins.len() > 10);
    let pauses: Vec<u64> = begins.windows(2).map(|pair| pair[1].since(pair[0]).as_millis()).collect();
    assert!(pauses.iter().all(|pause| (1_700..1_710).contains(pause)), "{pauses:?}");
}

#[test]
fn packed_records_have_no_order_of_their_own() {
    let mut world = World::new(3, 0);
    let kpl = shardscope_core::client::Api::Kpl(shardscope_core::client::KplSettings::default());
    world.act(Command::Add(ProducerSpec { api: kpl, ..world::trucks(600) }.into()));
    world.function(spec());
    world.after(30_000);
    let results = &world.mapping().results;
    assert!(results.tally.processed > 500);
    assert_eq!((results.tally.reordered, results.keys()), (0, (0, 0)));
}

#[test]
fn settings_outside_the_ranges_get_the_words_of_the_api() {
    let usual = spec();
    for (spec, field, words) in [
        (
            MappingSpec { batch_size: 10_001, ..usual.clone() },
            "batch-size",
            "1 validation error detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must have value less \
             than or equal to 10000",
        ),
        (MappingSpec { batch_size: 0, ..usual.clone() }, "batch-size", "greater than or equal to 1"),
        (MappingSpec { window_seconds: 301, ..usual.clone() }, "window", "'maximumBatchingWindowInSeconds'"),
        (MappingSpec { tumbling_seconds: 901, ..usual.clone() }, "tumbling-window", "less than or equal to 900"),
        (
            MappingSpec { parallelization_factor: 11, ..usual.clone() },
            "parallelization-factor",
            "'parallelizationFactor'",
        ),
        (MappingSpec { maximum_retry_attempts: Some(10_001), ..usual.clone() }, "retries", "10000"),
        (MappingSpec { maximum_record_age_seconds: Some(59), ..usual.clone() }, "age", "greater than or equal to 60"),
        (MappingSpec { concurrency: 0, ..usual }, "concurrency", "greater than or equal to 1"),
    ] {
        let refused = spec.validate().unwrap_err();
        assert_eq!(refused.field, field);
        assert!(refused.reason.contains(words), "{refused}");
    }
}

/// A record of so many bytes of data, and time enough for the shard to take the next.
fn put_large(world: &mut World, bytes: usize) {
    let record = PutRecordsRequestEntry::new("k", &vec![7; bytes]);
    world.act(Command::from(Request::put_records("s", vec![record])));
    world.after(1_100 + bytes as u64 / 1_000);
}

#[test]
fn an_invocation_has_six_mebibytes_of_json_with_base64() {
    let mut world = World::new(1, 0);
    world.function(MappingSpec { window_seconds: 60, ..MappingSpec::new("f", "s") });
    // A million bytes are 1,333,336 in base64: four fit, although six would as bytes.
    (0..6).for_each(|_| put_large(&mut world, 1_000_000));
    assert_eq!(world.invocations(), [(0, 4)], "it is full, and does not wait for its window");
    world.after(60_000);
    assert_eq!(world.invocations(), [(0, 4), (4, 2)]);
}

#[test]
fn a_record_that_no_event_can_hold_is_given_up_unseen() {
    let mut world = World::new(1, 0);
    world.act(command(
        "aws kinesis update-max-record-size --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/s --max-record-size-in-ki-b 10240",
    ));
    world.after(40_000);
    world.function(MappingSpec { destination: true, ..MappingSpec::new("f", "s") });
    // 4,718,400 bytes are 6,291,200 in base64: with what is around them just above 6,291,456.
    for bytes in [4_717_900, 4_718_400, 10] {
        put_large(&mut world, bytes);
    }
    world.after(2_000);
    assert_eq!(world.invocations(), [(0, 1), (2, 1)]);
    let mapping = world.mapping();
    let noted = &mapping.destination[0];
    assert_eq!((noted.first, noted.last, noted.records, noted.why), (1, 1, 1, Why::Size));
    assert_eq!((mapping.discarded_for_size, mapping.results.tally.lost), (1, 1));
    let chain = shardscope_core::why::actor(&world.sim, mapping.id);
    let said = |cause: &Cause| matches!(cause, Cause::TooLargeForEvent { records: 1, most: 6_291_456 });
    assert!(chain.iter().any(said), "{chain:?}");
}

#[test]
fn by_fan_out_records_come_within_a_tenth_of_a_second_and_cost_no_read_of_the_shard() {
    let mut world = World::new(2, 200);
    let id = world.function(MappingSpec { consumer_name: "push".into(), ..spec() });
    // A consumer takes half a minute to become ACTIVE.
    world.after(60_000);
    let stream = world.sim.kinesis().stream_named("s").unwrap();
    assert_eq!(stream.fan_out.consumers[0].name, "push", "its consumer was registered");
    let mean = world.mapping().propagation.mean(world.sim.now()).unwrap().as_millis();
    assert!((60..=85).contains(&mean), "{mean} ms from arrival to the function");
    assert_eq!(stream.series.total.get_records_calls, 0, "nobody polls");
    // As many as were put so far, but for the last moment.
    let (put, got) = (stream.series.total.incoming_records, world.mapping().results.tally.processed);
    assert!(put > 11_000 && got + 40 > put, "{got} of {put}");
    assert_eq!(world.mapping().results.tally.duplicates, 0);
    world.act(Command::Remove(Kind::Function, id));
    world.after(60_000);
    assert_eq!(world.sim.kinesis().stream_named("s").unwrap().fan_out.consumers.len(), 0, "its consumer goes with it");
}

#[test]
fn a_function_that_falls_behind_holds_its_subscription_back_and_loses_nothing() {
    // 1,000 records a second, of which it does 100.
    let mut world = World::new(1, 900);
    world.function(MappingSpec { consumer_name: "push".into(), work_micros: 10_000, ..spec() });
    world.after(120_000);
    let waiting = |world: &World| {
        let lanes = &world.mapping().shards[&ShardId(0)].lanes;
        lanes.iter().map(|lane| lane.waiting.len()).sum::<usize>()
    };
    // What was under way may go over the bound by an event of a second.
    assert!((5_000..=20_000).contains(&waiting(&world)), "{}", waiting(&world));
    let producer = world.sim.producers().next().unwrap().id;
    world.act(Command::Remove(Kind::Producer, producer));
    world.after(1_200_000);
    let put = world.sim.kinesis().stream_named("s").unwrap().series.total.incoming_records;
    let tally = &world.mapping().results.tally;
    assert_eq!((tally.processed, tally.duplicates, tally.lost), (put, 0, 0), "over many subscriptions of five minutes");
}

#[test]
fn a_function_with_a_consumer_goes_from_parents_to_children_and_survives_its_consumer() {
    let mut world = World::new(1, 100);
    world.function(MappingSpec { consumer_name: "push".into(), ..spec() });
    world.after(60_000);
    world.act(command("aws kinesis split-shard --stream-name s --shard-to-split shardId-000000000000 --new-starting-hash-key 170141183460469231731687303715884105728"));
    world.after(40_000);
    assert_eq!(world.mapping().ended.iter().copied().collect::<Vec<_>>(), [ShardId(0)]);
    assert_eq!(world.mapping().shards.keys().copied().collect::<Vec<_>>(), [ShardId(1), ShardId(2)]);
    let arn = "arn:aws:kinesis:us-east-1:123456789012:stream/s";
    world.act(command(&format!("aws kinesis deregister-stream-consumer --stream-arn {arn} --consumer-name push")));
    world.after(60_000);
    assert!(world.mapping().shards.values().all(|poller| poller.subscription.is_none()), "nobody pushes any more");
    let before = world.mapping().results.tally.processed;
    world.act(command(&format!("aws kinesis register-stream-consumer --stream-arn {arn} --consumer-name push")));
    world.after(60_000);
    let tally = &world.mapping().results.tally;
    assert!(tally.processed > before + 3_000, "it goes on where it was: {} after {before}", tally.processed);
    assert_eq!((tally.duplicates, tally.lost), (0, 0));
    let wrong = MappingSpec { consumer_name: "two words".into(), ..spec() };
    assert!(world.sim.submit(&Command::Add(wrong.into()), &mut Vec::new()).is_err());
}
