//! What AWS documents about how a stream behaves in time, as stories with the figures that it prints.
use shardscope_core::base::Duration;
use shardscope_core::client::kcl::{ApplicationSpec, Retrieval};
use shardscope_core::client::{Api, Distribution, ProducerSpec, ReaderSpec, Retry, Workload};
use shardscope_core::hash::HashKeyRange;
use shardscope_core::kinesis::request::UpdateStreamMode;
use shardscope_core::kinesis::{
    Error, IteratorType, Limit, Put, PutRecordsRequestEntry, Reply, Request, ShardId, ShardIterator,
};
use shardscope_core::sim::{self, Command, Config, Sim};
use shardscope_tests::world;

const HOUR: u64 = 3_600_000;

struct World(Sim);

impl World {
    fn new(shards: u32) -> Self {
        Self(world::with_shards(shards, Config::default(), &mut ()))
    }
    fn after(&mut self, millis: u64) {
        self.0.step(self.0.now() + Duration::from_millis(millis), u64::MAX, &mut ());
    }
    fn ask(&mut self, request: Request) -> Result<Reply, Error> {
        match self.0.submit(&Command::from(request), &mut ()) {
            Ok(sim::Reply::Kinesis(reply)) => Ok(reply),
            Err(sim::Error::Kinesis(error)) => Err(error),
            other => panic!("{other:?}"),
        }
    }
    fn put(&mut self, count: usize, bytes: usize) -> (usize, usize) {
        let record = |n| PutRecordsRequestEntry::new(format!("k{n}"), &vec![b'x'; bytes]);
        let records = (0..count).map(record).collect();
        match self.ask(Request::put_records("s", records)) {
            Ok(Reply::Puts { puts, .. }) => {
                let refused = puts.iter().filter(|put| !matches!(put, Put::Accepted { .. })).count();
                (count - refused, refused)
            }
            other => panic!("{other:?}"),
        }
    }
    fn iterator(&mut self, kind: IteratorType) -> ShardIterator {
        let ask = Request::get_shard_iterator("s", ShardId(0), kind);
        match self.ask(ask) {
            Ok(Reply::Iterator(iterator)) => iterator,
            other => panic!("{other:?}"),
        }
    }
    fn get(&mut self, iterator: ShardIterator) -> Result<u64, Error> {
        match self.ask(Request::get_records(&iterator, None))? {
            Reply::Records { output, .. } => Ok(output.to - output.from),
            other => panic!("{other:?}"),
        }
    }
    fn retain(&mut self, hours: u32) {
        let stream_name = "s".to_string();
        self.ask(Request::increase_retention(&stream_name, hours)).unwrap();
    }
}

#[test]
fn of_500_records_of_4_kib_one_shard_takes_a_mebibyte() {
    let mut world = World::new(1);
    let (accepted, refused) = world.put(500, 4_096 - 4);
    assert!((255..=257).contains(&accepted), "{accepted}");
    assert_eq!(accepted + refused, 500);
    // The next second takes as many again.
    world.after(1_000);
    assert!((255..=257).contains(&world.put(500, 4_096 - 4).0));
}

#[test]
fn after_ten_mebibytes_nothing_is_read_for_five_seconds() {
    let mut world = World::new(1);
    for _ in 0..12 {
        world.put(1, (1 << 20) - 10);
        world.after(1_100);
    }
    let iterator = world.iterator(IteratorType::TrimHorizon);
    assert_eq!(world.get(iterator).unwrap(), 10);
    for millis in [0, 2_500, 2_499] {
        world.after(millis);
        let error = world.get(iterator).unwrap_err();
        assert_eq!(error.aws_code(), "ProvisionedThroughputExceededException", "{error}");
    }
    world.after(1_001);
    assert!(world.get(iterator).is_ok());
}

#[test]
fn of_six_applications_that_poll_a_shard_every_second_one_is_refused() {
    let mut world = World::new(1);
    world.put(1, 10);
    let iterator = world.iterator(IteratorType::TrimHorizon);
    for _ in 0..20 {
        world.after(1_000);
        let answers: Vec<bool> = (0..6).map(|_| world.get(iterator).is_ok()).collect();
        assert_eq!(answers, [true, true, true, true, true, false]);
    }
}

#[test]
fn an_iterator_lives_five_minutes() {
    for (millis, lives) in [(299_900, true), (300_100, false)] {
        let mut world = World::new(1);
        let iterator = world.iterator(IteratorType::Latest);
        world.after(millis);
        match world.get(iterator) {
            Ok(_) => assert!(lives, "at {millis} ms"),
            Err(error) => assert!(!lives && matches!(error, Error::ExpiredIterator { .. }), "{error}"),
        }
    }
}

#[test]
fn a_record_lives_24_hours_and_what_has_expired_stays_gone() {
    let mut world = World::new(1);
    world.put(1, 10);
    world.after(24 * HOUR - 60_000);
    let iterator = world.iterator(IteratorType::TrimHorizon);
    assert_eq!(world.get(iterator).unwrap(), 1, "at 23:59");
    world.after(120_000);
    assert_eq!(world.get(iterator).unwrap(), 0, "at 24:01");
    // Written two hours before the increase that comes at hour 24 of what was written last.
    let mut world = World::new(1);
    world.put(1, 10);
    world.after(2 * HOUR);
    world.put(2, 10);
    world.after(23 * HOUR);
    world.retain(48);
    world.after(31_000);
    let iterator = world.iterator(IteratorType::TrimHorizon);
    assert_eq!(world.get(iterator).unwrap(), 2, "the first one expired an hour before");
    world.after(25 * HOUR - 60_000);
    let iterator = world.iterator(IteratorType::TrimHorizon);
    assert_eq!(world.get(iterator).unwrap(), 2, "an hour before it is 48 hours old");
    world.after(HOUR);
    let iterator = world.iterator(IteratorType::TrimHorizon);
    assert_eq!(world.get(iterator).unwrap(), 0);
}

/// Records of 10 KiB over as many keys as there are records, so many bytes a second.
fn load(megabytes: u32) -> ProducerSpec {
    ProducerSpec {
        workload: Workload::Custom { prefix: "k".into() },
        rate: megabytes * 100,
        record_bytes: 10_000,
        distribution: Distribution::Unique,
        retry: Retry::Never,
        api: Api::PutRecords { batch: 5 },
        ..world::trucks(0)
    }
}

/// An on-demand stream that has had a peak of 4 MB/s for 20 minutes; then so many for some minutes. Share refused, in per
/// cent, of each minute.
fn on_demand(megabytes: u32, minutes: usize) -> (Vec<u64>, Sim) {
    let mut sim = Sim::new(Config { memory_limit: 1 << 40, ..Config::default() });
    let mut trace = ();
    sim.submit(&Command::from(Request::create_stream("s", None)), &mut trace).unwrap();
    sim.step(sim.now() + Duration::from_secs(30), u64::MAX, &mut trace);
    let reply = sim.submit(&Command::Add(ProducerSpec { rate: 390, ..load(4) }.into()), &mut trace).unwrap();
    let sim::Reply::Added(producer) = reply else { panic!("{reply:?}") };
    sim.step(sim.now() + Duration::from_secs(20 * 60), u64::MAX, &mut trace);
    sim.submit(&Command::Set(producer, load(megabytes).into()), &mut trace).unwrap();
    let share = |_| {
        let before = world::stream(&sim).series.total;
        sim.step(sim.now() + Duration::from_secs(60), u64::MAX, &mut ());
        let now = world::stream(&sim).series.total;
        let refused = now.throttled_records - before.throttled_records;
        refused * 100 / (refused + now.incoming_records - before.incoming_records)
    };
    ((0..minutes).map(share).collect(), sim)
}

#[test]
fn an_on_demand_stream_takes_twice_its_peak_and_what_is_more_only_after_a_while() {
    let (refused, sim) = on_demand(7, 3);
    assert_eq!(refused, [0, 0, 0], "7 MB/s after a peak of 4");
    assert_eq!(world::stream(&sim).open_shards().len(), 8);
    let (refused, sim) = on_demand(10, 16);
    assert!(refused[..4].iter().all(|&share| share > 5), "{refused:?}");
    assert_eq!(refused.last(), Some(&0), "{refused:?}");
    // Each was over 500 KB/s again, so that twice the new peak fits.
    assert_eq!(world::stream(&sim).open_shards().len(), 32);
    // No split helps one key.
    let mut sim = Sim::new(Config { memory_limit: 1 << 40, ..Config::default() });
    sim.submit(&Command::from(Request::create_stream("s", None)), &mut ()).unwrap();
    sim.step(sim.now() + Duration::from_secs(30), u64::MAX, &mut ());
    let hot = ProducerSpec { workload: Workload::HotKey { partition_key: "hot".into() }, keys: 1, ..load(2) };
    sim.submit(&Command::Add(ProducerSpec { distribution: Distribution::Even, ..hot }.into()), &mut ()).unwrap();
    sim.step(sim.now() + Duration::from_secs(30 * 60), u64::MAX, &mut ());
    assert!(world::stream(&sim).shards.len() > 8);
    let now = world::stream(&sim).series.total;
    assert!(now.throttled_records * 10 > now.incoming_records * 8, "{now:?}");
}

#[test]
fn a_stream_that_becomes_on_demand_grows_too_and_a_provisioned_one_never() {
    let grown = |on_demand: bool| {
        let mut world = World::new(2);
        if on_demand {
            let mode = shardscope_core::kinesis::StreamMode::OnDemand;
            let update = UpdateStreamMode { stream: "s".into(), stream_mode_details: mode.into() };
            world.ask(Request::UpdateStreamMode(update)).unwrap();
        }
        world.after(31_000);
        world.0.submit(&Command::Add(ProducerSpec { rate: 150, ..load(1) }.into()), &mut ()).unwrap();
        world.after(15 * 60_000);
        world::stream(&world.0).open_shards().len()
    };
    assert_eq!((grown(false), grown(true)), (2, 4));
}

/// A peak of 3,000 records a second needs six shards, of which there are eight; it counts for 30 days.
#[test]
fn an_on_demand_stream_shrinks_when_its_peak_is_thirty_days_old() {
    let mut world = World(Sim::new(Config::default()));
    world.ask(Request::create_stream("s", None)).unwrap();
    world.after(30_000);
    let load = |rate| ProducerSpec { rate, record_bytes: 128, keys: 100, ..world::trucks(rate) };
    let reply = world.0.submit(&Command::Add(load(3_000).into()), &mut ()).unwrap();
    let sim::Reply::Added(producer) = reply else { panic!("{reply:?}") };
    let open = |world: &World| world::stream(&world.0).open_shards().len();
    world.after(10 * 60_000);
    assert_eq!(open(&world), 8);
    world.0.submit(&Command::Set(producer, load(1).into()), &mut ()).unwrap();
    let day = 86_400_000;
    // The first day is known from its middle on: what counts are whole days of the calendar.
    world.after(30 * day);
    assert_eq!(open(&world), 8, "the peak is 30 days old, and still counts today");
    world.after(day);
    assert_eq!(open(&world), 4);
    let ranges = world::stream(&world.0).open_shards().map(|shard| shard.range);
    let all = ranges.reduce(|all, next| all.merge(&next).expect("the next in order")).unwrap();
    assert_eq!(all, HashKeyRange::ALL);
    world.after(day);
    assert_eq!(open(&world), 4, "no more than that");
}

#[test]
fn five_polling_applications_slow_each_other_down_and_fan_out_does_not() {
    let mean = |readers: u32, fan_out: bool| {
        let mut sim = world::with_shards(1, Config::default(), &mut ());
        sim.submit(&Command::Add(ProducerSpec { api: Api::PutRecord, ..world::trucks(200) }.into()), &mut ()).unwrap();
        for number in 0..readers {
            let name = format!("app-{number}");
            let command = match fan_out {
                true => Command::Add(
                    ApplicationSpec {
                        retrieval: Retrieval::FanOut,
                        work_micros: 100,
                        ..ApplicationSpec::new(&name, "s", 1)
                    }
                    .into(),
                ),
                // As often as five calls a second allow all of them together.
                false => Command::Add(ReaderSpec { polling_millis: 200 * readers, ..world::reader(&name) }.into()),
            };
            sim.submit(&command, &mut ()).unwrap();
        }
        sim.step(sim.now() + Duration::from_secs(60), u64::MAX, &mut ());
        let (now, all) = (sim.now(), readers as u64);
        let means = match fan_out {
            true => sim.applications().filter_map(|of| of.propagation.mean(now)).collect::<Vec<_>>(),
            false => sim.readers().filter_map(|of| of.propagation.mean(now)).collect(),
        };
        assert_eq!(means.len() as u64, all);
        means.iter().map(|mean| mean.as_millis()).sum::<u64>() / all
    };
    // A record waits for half an interval on average; the longest wait is 200 ms, and 1,000 ms with five.
    let (one, five) = (mean(1, false), mean(5, false));
    assert!((80..=120).contains(&one), "{one} ms");
    assert!((400..=600).contains(&five), "{five} ms");
    let (one, five) = (mean(1, true), mean(5, true));
    assert!((35..=110).contains(&one) && five.abs_diff(one) < 15, "{one} ms, {five} ms");
}

#[test]
fn a_throttled_record_says_which_limit() {
    let mut world = World::new(1);
    assert_eq!([400, 400, 400].map(|count| world.put(count, 10).0), [400, 400, 200]);
    match world.ask(Request::put_record("s", "k", b"")) {
        Err(Error::ProvisionedThroughputExceeded { limit, .. }) => assert_eq!(limit, Limit::WriteRecords),
        other => panic!("{other:?}"),
    }
}
