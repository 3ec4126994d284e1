//! Bounds at which a rule turns over, and ways through time that are seldom gone.
use md5::Digest;
use shardscope_core::base::Duration;
use shardscope_core::cli;
use shardscope_core::client::{ActorId, DatasetBuilder, aggregate};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::ShardId;
use shardscope_core::script::{Script, read_line};
use shardscope_core::sim::{Command, Reply, Sim};
use shardscope_core::timeline::Timeline;
use shardscope_core::why;
use std::sync::Arc;

const HEAD: &str = "shardscope 1\nlifecycle 1s\nat 0s aws kinesis create-stream --stream-name s --shard-count 1\n";

/// A run of these lines after so many seconds.
fn run(lines: &str, seconds: u64) -> Sim {
    let mut timeline = timeline(lines);
    timeline.step(timeline.epoch() + Duration::from_secs(seconds), u64::MAX);
    timeline.sim().clone()
}

fn timeline(lines: &str) -> Timeline<()> {
    Timeline::of(Script::parse(&format!("{HEAD}{lines}")).expect("a script"))
}

fn line(text: &str) -> Command {
    read_line(text).unwrap_or_else(|mistake| panic!("{text}: {}", mistake.reason))
}

#[test]
fn what_was_done_can_be_taken_back_and_done_again() {
    let mut timeline: Timeline<()> = Timeline::of(Script::parse("shardscope 1").unwrap());
    assert!(!timeline.can_undo() && !timeline.can_redo());
    timeline.act(line("aws kinesis create-stream --stream-name s --shard-count 1")).unwrap();
    assert!(timeline.can_undo() && !timeline.can_redo());
    let target = timeline.undo().expect("there is something");
    timeline.step(target, u64::MAX);
    assert!(!timeline.can_undo() && timeline.can_redo());
    assert_eq!(timeline.sim().kinesis().streams().count(), 0);
}

/// Rows of three keys.
fn rows(prefix: &str) -> Arc<shardscope_core::client::Dataset> {
    let mut rows = DatasetBuilder::default();
    for row in 0..30 {
        let key = format!("{prefix}{}", row % 3);
        rows.push(b"data", &key, None, None).expect("there is room");
    }
    Arc::new(rows.finish())
}

#[test]
fn a_file_is_there_on_every_branch_and_at_every_time() {
    let mut timeline = timeline("");
    timeline.step(timeline.epoch() + Duration::from_secs(60), u64::MAX);
    let (one, other) = (rows("a"), rows("b"));
    assert!(one.heap_bytes() > 100);
    assert_eq!(
        [timeline.load_dataset(one.clone()), timeline.load_dataset(other), timeline.load_dataset(one)],
        [0, 1, 0]
    );
    timeline.set_memory_limit(77 << 20);
    // Long before it was loaded, on a branch that begins there, and back on the first.
    timeline.seek(timeline.epoch() + Duration::from_secs(5));
    assert_eq!(timeline.sim().config().memory_limit, 77 << 20);
    let add = line("producer f --stream-name s --workload file:1 --rate 10");
    timeline.act(add).expect("the file is there");
    timeline.step(timeline.now() + Duration::from_secs(60), u64::MAX);
    assert_eq!(timeline.sim().producers().next().unwrap().stats.accepted, 30);
    let target = timeline.switch(0).expect("it is there");
    timeline.step(target, u64::MAX);
    assert_eq!((timeline.sim().producers().count(), timeline.sim().config().memory_limit), (0, 77 << 20));
    timeline.act(line("producer f --stream-name s --workload file:0 --rate 10")).expect("it is there, too");
}

#[test]
fn checkpoints_are_counted() {
    let mut timeline = timeline("at 2s producer p --stream-name s --rate 900 --api put-records:50");
    assert!(timeline.checkpoint_bytes() < 1 << 20);
    timeline.step(timeline.epoch() + Duration::from_secs(600), u64::MAX);
    // Half a million records are some megabytes; checkpoints share them.
    let (own, kept) = (timeline.sim().heap_bytes(), timeline.checkpoint_bytes());
    assert!(own > 4 << 20 && kept > 100_000 && kept < own, "{own} {kept}");
}

#[test]
fn an_application_has_a_hundred_workers_at_most() {
    let mut sim = run("at 2s application a --stream-name s --workers 2", 3);
    for _ in 2..100 {
        assert_eq!(sim.submit(&Command::AddWorker(ActorId(0)), &mut ()), Ok(Reply::Done));
    }
    let refused = sim.submit(&Command::AddWorker(ActorId(0)), &mut ()).unwrap_err();
    assert!(refused.to_string().contains("100 workers at most"), "{refused}");
}

#[test]
fn windows_that_close_at_once_share_the_concurrency() {
    let lines = "at 2s aws kinesis create-stream --stream-name w --shard-count 4
at 4s producer p --stream-name w --rate 200 --api put-records:20
at 4s lambda f --stream-name w --tumbling-window 10s --concurrency 1 --invocation 400ms --batch-size 500 --window 5s";
    let sim = run(lines, 120);
    let mapping = sim.mappings().next().unwrap();
    assert_eq!(mapping.stats.most_at_once, 1);
    assert!(mapping.stats.throttles > 0 && mapping.windows.len() > 20, "{:?}", mapping.stats);
}

#[test]
fn what_the_library_holds_back_is_sent_or_given_up() {
    let lines = "at 2s producer p --stream-name s --workload keys: --keys 50 --rate 2500 --api kpl --aggregation-max-count 1 --rate-limit 50% --record-ttl 2s
at 30s set-producer 0 --rate 0";
    let sim = run(lines, 60);
    let stats = sim.producers().next().unwrap().stats;
    assert!(stats.lost > 1_000 && stats.accepted > 10_000, "{stats:?}");
    assert_eq!(stats.made, stats.accepted + stats.lost, "nothing is forgotten");
    assert_eq!(why::actor(&sim, ActorId(0)).len(), 1, "and nothing is held back any more");
}

#[test]
fn user_records_in_a_packed_record_are_counted() {
    let sim = run(
        "at 2s producer p --stream-name s --rate 100 --api kpl\nat 10s aws kinesis put-record --stream-name s --partition-key a --data eA==",
        20,
    );
    let shard = &sim.kinesis().stream_named("s").unwrap().shards[0];
    let counts: Vec<u32> = (0..shard.log.end())
        .map(|at| {
            aggregate::count(&sim.inspect(sim.kinesis().streams().next().unwrap().id, ShardId(0), at).unwrap().data)
        })
        .collect();
    let stats = sim.producers().next().unwrap().stats;
    assert_eq!(counts.iter().map(|count| u64::from(*count)).sum::<u64>(), stats.accepted + 1);
    assert!(counts.iter().max() > Some(&5) && counts.contains(&1), "{counts:?}");
    // What is only a frame, around nothing, packs nothing.
    let around_nothing = [&[0xf3, 0x89, 0x9a, 0xc2][..], &md5::Md5::digest([])].concat();
    for wrong in [&b""[..], b"x", &around_nothing, &[0xf3, 0x89, 0x9a, 0xc2], &[0xf3, 0x89, 0x9a, 0xc2, 255, 1]] {
        assert_eq!(aggregate::count(wrong), 1);
    }
}

#[test]
fn an_option_wins_over_what_a_json_text_says() {
    let line = r#"aws kinesis describe-stream --cli-input-json '{"StreamName":"a","Limit":3}' --stream-name b"#;
    assert_eq!(cli::parse(line).unwrap().body.to_string(), r#"{"Limit":3,"StreamName":"b"}"#);
}

#[test]
fn shorthand_goes_so_deep_and_no_deeper() {
    let nested = |levels: usize| {
        let value = format!("{}x{}", "[".repeat(levels), "]".repeat(levels));
        cli::parse(&format!("aws kinesis put-records --stream-name s --records Data={value},PartitionKey=a"))
    };
    let said = |levels| nested(levels).err().map(|mistake| mistake.reason).unwrap_or_default();
    assert!(!said(15).contains("levels"), "{}", said(15));
    assert!(said(16).contains("more than 16 levels"), "{}", said(16));
}

#[test]
fn only_what_is_on_its_way_to_a_stream_flies_there() {
    let lines = "at 2s aws kinesis create-stream --stream-name other --shard-count 1
at 4s producer p --stream-name s --rate 100 --latency 2s\nat 4s producer o --stream-name other --rate 50 --latency 2s";
    let sim = run(lines, 20);
    let mut flights = shardscope_core::sim::Flights::default();
    let of = |name: &str, flights: &mut _| {
        sim.flights(sim.kinesis().stream_named(name).unwrap().id, 1_000, flights);
    };
    of("s", &mut flights);
    // Two seconds to a quarter more, of 100 a second.
    assert!((190..=260).contains(&flights.total) && flights.each == 1, "{}", flights.total);
    assert!(flights.records.iter().all(|flight| flight.producer == ActorId(0) && !flight.refused));
    assert!(flights.records.iter().any(|flight| flight.hash_key != HashKey::MIN));
    of("other", &mut flights);
    assert!((95..=130).contains(&flights.total), "{}", flights.total);
}
