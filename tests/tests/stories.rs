//! Runs that once went wrong, or easily could.
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::{Api, DatasetBuilder, ProducerSpec, ReaderSpec, Retry, StartingPosition, Workload};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::request::PutRecord;
use shardscope_core::kinesis::{IteratorType, Request, ShardFilter, ShardId, ZoneState};
use shardscope_core::sim::{Command, Config, Sim, Step};
use shardscope_tests::world::{reader, run, stream, submit, trucks, with_shards};
use std::sync::Arc;

fn one_shard(spec: ProducerSpec) -> Sim {
    let mut sim = with_shards(1, Config::default(), &mut ());
    submit(&mut sim, Command::Add(spec.into()), &mut ()).unwrap();
    sim
}

fn split(sim: &mut Sim, shard: u32, at: u128) {
    let split = Request::split_shard("s", ShardId(shard), HashKey(at));
    submit(sim, Command::from(split), &mut ()).unwrap();
    run(sim, 30, &mut ());
}

#[test]
fn time_goes_on_although_refused_records_return_at_once_without_latency() {
    let spec = ProducerSpec { retry: Retry::AtOnce, latency_millis: 0, api: Api::PutRecord, ..trucks(3_000) };
    let mut sim = one_shard(spec);
    let until = sim.now() + Duration::SECOND;
    assert_eq!(sim.step(until, 50_000_000, &mut ()), Step::Reached);
}

#[test]
fn order_can_be_asked_for_and_given_up_while_records_wait() {
    let mut sim = one_shard(ProducerSpec { keep_order: true, latency_millis: 300, ..trucks(1_000) });
    for keep_order in [false, true, false, true] {
        run(&mut sim, 5, &mut ());
        let spec = ProducerSpec { keep_order, latency_millis: 300, ..trucks(1_000) };
        submit(&mut sim, Command::Set(ActorId(0), spec.into()), &mut ()).unwrap();
    }
    run(&mut sim, 5, &mut ());
    submit(&mut sim, Command::Set(ActorId(0), ProducerSpec { rate: 0, ..trucks(0) }.into()), &mut ()).unwrap();
    run(&mut sim, 120, &mut ());
    let producer = sim.producers().next().unwrap();
    assert_eq!((producer.waiting, producer.stats.made), (0, producer.stats.accepted + producer.stats.lost));
    assert!(producer.stats.accepted > 20_000);
}

#[test]
fn whatever_was_acknowledged_can_be_read_once_all_zones_are_back() {
    let mut sim = one_shard(trucks(900));
    submit(&mut sim, Command::Add(reader("all").into()), &mut ()).unwrap();
    run(&mut sim, 60, &mut ());
    let (pause, resume) = (Command::PauseZone, Command::ResumeZone);
    for (seconds, command) in
        [(0, pause(0)), (60, resume(0)), (0, pause(1)), (1, pause(2)), (0, resume(1)), (1, resume(2))]
    {
        run(&mut sim, seconds, &mut ());
        submit(&mut sim, command, &mut ()).unwrap();
    }
    run(&mut sim, 120, &mut ());
    assert!((0..3).all(|zone| sim.kinesis().zone_state(zone, sim.now()) == ZoneState::Running));
    let behind = stream(&sim).shards[0].log.end() - sim.readers().next().unwrap().stats.records;
    assert!(behind < 2_000, "{behind} records behind");
}

#[test]
fn a_longer_retention_brings_no_shard_back() {
    let mut sim = one_shard(trucks(10));
    split(&mut sim, 0, 1 << 127);
    let list = |sim: &mut Sim| {
        let mut kinesis = sim.kinesis().clone();
        let shards = kinesis.list_shards(sim.now(), "s", ShardFilter::FromTrimHorizon, None).unwrap().shards;
        (shards.len(), kinesis.get_shard_iterator(sim.now(), "s", ShardId(0), IteratorType::TrimHorizon).is_ok())
    };
    assert_eq!(list(&mut sim), (3, true));
    run(&mut sim, 25 * 3_600, &mut ());
    assert_eq!(list(&mut sim), (2, false));
    let more = Request::increase_retention("s", 72);
    submit(&mut sim, Command::from(more), &mut ()).unwrap();
    assert_eq!(list(&mut sim), (2, false));
}

#[test]
fn children_are_read_although_their_parent_expired_half_read() {
    let mut sim = one_shard(trucks(20));
    // A batch of 10,000 takes more than a day: the parent is gone before the next one.
    let slow = ReaderSpec { records_per_second: 1, start: StartingPosition::TrimHorizon, ..reader("slow") };
    run(&mut sim, 9_000, &mut ());
    submit(&mut sim, Command::Add(slow.into()), &mut ()).unwrap();
    run(&mut sim, 5, &mut ());
    split(&mut sim, 0, 1 << 127);
    run(&mut sim, 60 * 3_600, &mut ());
    let slow = sim.readers().next().unwrap();
    assert!(slow.stats.missed > 0);
    assert!(slow.shards.contains_key(&ShardId(1)) && slow.shards.contains_key(&ShardId(2)));
}

#[test]
fn a_child_is_polled_as_often_as_any_shard() {
    let mut sim = one_shard(trucks(20));
    run(&mut sim, 20, &mut ());
    split(&mut sim, 0, 1 << 127);
    let careless = ReaderSpec { parents_first: false, polling_millis: 250, ..reader("careless") };
    submit(&mut sim, Command::Add(careless.into()), &mut ()).unwrap();
    run(&mut sim, 60, &mut ());
    // Four calls a second on a shard are within its five; twice as many would be refused.
    assert_eq!(sim.readers().next().unwrap().stats.refused, 0);
}

#[test]
fn rows_keep_their_own_times_whatever_is_changed_meanwhile() {
    let mut rows = DatasetBuilder::default();
    (0..10).for_each(|second| rows.push(b"{}", "k", None, Some(second * 1_000_000)).unwrap());
    let mut sim = with_shards(1, Config::default(), &mut ());
    let rows = Arc::new(rows.finish());
    assert_eq!((sim.load_dataset(rows.clone()), sim.load_dataset(rows)), (0, 0), "the same rows are kept once");
    let file = Workload::File { dataset: 0, own_timestamps: true };
    let spec = ProducerSpec { workload: file, latency_millis: 0, record_bytes: 1, ..trucks(1) };
    let begin = sim.now();
    submit(&mut sim, Command::Add(spec.clone().into()), &mut ()).unwrap();
    run(&mut sim, 5, &mut ());
    let burst = Command::Burst { producer: ActorId(0), factor: 5, length: Duration::from_secs(2) };
    submit(&mut sim, burst, &mut ()).unwrap();
    submit(&mut sim, Command::Set(ActorId(0), ProducerSpec { rate: 7, ..spec }.into()), &mut ()).unwrap();
    run(&mut sim, 20, &mut ());
    let log = &stream(&sim).shards[0].log;
    let arrivals: Vec<u64> = (0..10).map(|n| log.arrival(n).unwrap().since(begin).as_millis()).collect();
    assert!(
        arrivals.iter().zip(0..).all(|(at, second)| (second * 1_000..second * 1_000 + 120).contains(at)),
        "{arrivals:?}"
    );
}

#[test]
fn a_record_keeps_the_hash_key_that_came_with_it() {
    let mut sim = with_shards(4, Config::default(), &mut ());
    let put = Request::PutRecord(PutRecord {
        stream: "s".into(),
        partition_key: Some("日本".into()),
        explicit_hash_key: Some(HashKey::MAX.to_string()),
        data: [1, 2, 3][..].into(),
        sequence_number_for_ordering: None,
    });
    submit(&mut sim, Command::from(put), &mut ()).unwrap();
    let record = sim.inspect(stream(&sim).id, ShardId(3), 0).unwrap();
    assert_eq!((record.hash_key, &record.data[..]), (HashKey::MAX, &[1, 2, 3][..]));
    assert_eq!(record.partition_key, "日本".as_bytes());
}

#[test]
fn a_stream_that_is_deleted_gives_its_memory_back_and_ends_its_clients() {
    let mut sim = one_shard(trucks(900));
    submit(&mut sim, Command::Add(reader("all").into()), &mut ()).unwrap();
    run(&mut sim, 100, &mut ());
    let before = sim.heap_bytes();
    submit(&mut sim, Command::from(Request::delete_stream("s", false)), &mut ()).unwrap();
    assert!(sim.heap_bytes() + 90_000 * 12 < before + 10_000, "{} of {before}", sim.heap_bytes());
    run(&mut sim, 60, &mut ());
    assert_eq!((sim.producers().count(), sim.readers().count(), sim.kinesis().streams().count()), (0, 0, 0));
}
