//! Stories of producers: the library's settings, the agent and its file, and data that is encrypted.
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::Kind;
use shardscope_core::client::kcl::{Application, ApplicationSpec};
use shardscope_core::client::settings::Described;
use shardscope_core::client::{
    AgentKey, AgentSettings, Api, DatasetBuilder, InvalidSpec, KplSettings, Producer, ProducerSpec, Workload,
};
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::{Command, Config, Error, Event, Fault, Sim};
use shardscope_tests::world;
use std::sync::Arc;

struct World {
    sim: Sim,
    trace: Vec<(Instant, Event)>,
}

impl World {
    fn new(shards: u32, spec: ProducerSpec) -> Self {
        let mut trace = Vec::new();
        let mut sim = world::with_shards(shards, Config::default(), &mut trace);
        sim.submit(&Command::Add(spec.into()), &mut trace).unwrap();
        Self { sim, trace }
    }
    fn act(&mut self, command: Command) {
        self.sim.submit(&command, &mut self.trace).unwrap();
    }
    fn after(&mut self, millis: u64) {
        self.sim.step(self.sim.now() + Duration::from_millis(millis), u64::MAX, &mut self.trace);
    }
    fn producer(&self) -> &Producer {
        self.sim.producers().next().unwrap()
    }
    fn application(&self) -> &Application {
        self.sim.applications().next().unwrap()
    }
    /// The producer makes no more, and what it has made is processed.
    fn drain(&mut self) {
        let (id, spec) = (self.producer().id, self.producer().spec.clone());
        self.act(Command::Set(id, ProducerSpec { rate: 0, ..spec }.into()));
        self.after(120_000);
    }
    fn incoming(&self) -> u64 {
        world::stream(&self.sim).series.total.incoming_records
    }
}

fn kpl(settings: KplSettings, rate: u32) -> ProducerSpec {
    ProducerSpec { api: Api::Kpl(settings), ..world::trucks(rate) }
}

fn agent(settings: AgentSettings, rate: u32) -> ProducerSpec {
    ProducerSpec { api: Api::Agent(settings), ..world::trucks(rate) }
}

fn reader() -> Command {
    Command::Add(ApplicationSpec { work_micros: 20, ..ApplicationSpec::new("app", "s", 1) }.into())
}

#[test]
fn the_library_packs_as_far_as_it_is_told() {
    let packed = |settings| {
        let mut world = World::new(1, kpl(settings, 1_000));
        world.after(10_000);
        (world.producer().stats.accepted, world.incoming())
    };
    let usual = KplSettings::default();
    // 1,000 user records a second of about 200 bytes: one record of the stream every 100 ms.
    let (accepted, records) = packed(usual);
    assert!(accepted > 9_800 && (98..=100).contains(&records), "{accepted} in {records}");
    // Ten in one; nothing packed at all; a second of waiting; small records.
    let (accepted, records) = packed(KplSettings { aggregation_max_count: 10, ..usual });
    assert_eq!(accepted, records * 10);
    let (accepted, records) = packed(KplSettings { aggregation_max_count: 1, ..usual });
    assert_eq!(accepted, records);
    let (_, records) = packed(KplSettings { buffered_millis: 1_000, ..usual });
    assert!((30..=60).contains(&records), "{records}: four of 50 KiB a second");
    let (accepted, records) = packed(KplSettings { aggregation_max_size: 1_000, ..usual });
    assert!((3..=5).contains(&(accepted / records)), "{accepted} in {records}");
}

#[test]
fn the_rate_limit_holds_back_what_a_shard_would_refuse() {
    let unpacked = KplSettings { aggregation_max_count: 1, ..KplSettings::default() };
    let refused = |rate_limit| {
        let mut world = World::new(1, kpl(KplSettings { rate_limit, ..unpacked }, 1_400));
        world.after(20_000);
        let producer = world.producer();
        (producer.stats.refused, producer.limiter.as_ref().map_or(0, |limiter| limiter.records))
    };
    // With the default of 150 % the shard refuses; at 100 % nothing is refused, but 400 a second wait.
    let (much, _) = refused(150);
    assert!(much > 5_000, "{much} refused");
    let (none, waiting) = refused(95);
    assert_eq!(none, 0);
    assert!((8_000..10_000).contains(&waiting), "{waiting} wait");
}

#[test]
fn what_waits_longer_than_its_time_to_live_is_given_up() {
    let settings =
        KplSettings { aggregation_max_count: 1, rate_limit: 10, ttl_millis: 5_000, ..KplSettings::default() };
    let mut world = World::new(1, kpl(settings, 300));
    world.after(30_000);
    let (stats, waiting) =
        (world.producer().stats, world.producer().limiter.as_ref().map_or(0, |limiter| limiter.records));
    // 100 a second go; 200 a second are too many, and are given up 5 s later: 1,500 wait.
    assert!((4_300..4_500).contains(&stats.lost), "{stats:?}");
    assert!(waiting <= 1_600, "{waiting}");
    world.drain();
    let stats = world.producer().stats;
    assert_eq!(stats.made, stats.accepted + stats.lost);
    let late: u32 =
        world.trace.iter().map(|(_, e)| if let Event::Late { records, .. } = e { *records } else { 0 }).sum();
    assert!(u64::from(late) > stats.lost / 2, "{late} of {} are told of", stats.lost);
}

#[test]
fn what_was_packed_for_a_shard_that_is_split_meanwhile_comes_anew() {
    let spec = ProducerSpec { latency_millis: 2_000, ..kpl(KplSettings::default(), 500) };
    let mut world = World::new(1, spec);
    world.act(reader());
    world.after(10_000);
    world.act(Command::from(shardscope_core::kinesis::Request::split_shard(
        "s",
        ShardId(0),
        shardscope_core::hash::HashKey(1 << 127),
    )));
    world.after(60_000);
    world.drain();
    let (stats, tally) = (world.producer().stats, world.application().results.tally);
    assert!(stats.refused > 500, "about two seconds' worth went astray: {stats:?}");
    assert_eq!((stats.lost, tally.lost, tally.duplicates), (0, 0, 0));
    assert_eq!(tally.processed, stats.made);
}

#[test]
fn results_by_key_are_the_same_packed_or_not_encrypted_or_not() {
    let result = |api, encrypted| {
        let mut world = World::new(3, ProducerSpec { api, encrypted, ..world::trucks(400) });
        world.act(reader());
        world.after(20_000);
        world.drain();
        let results = &world.application().results;
        assert_eq!(results.keys(), (100, 0), "of 100 keys none is wrong");
        let id = world.producer().id;
        results.of_actor(id).map(|(key, of)| (key, of.mine)).collect::<Vec<_>>()
    };
    let plain = result(Api::PutRecords { batch: 50 }, false);
    assert_eq!(plain.len(), 100);
    assert!(plain.iter().all(|(_, mine)| mine.count >= 79 && mine.sum > mine.count * 40));
    for (api, encrypted) in [
        (Api::PutRecords { batch: 50 }, true),
        (Api::Kpl(KplSettings::default()), false),
        (Api::Kpl(KplSettings::default()), true),
    ] {
        assert_eq!(result(api, encrypted), plain, "{api:?}, {encrypted}");
    }
}

#[test]
fn encrypted_data_is_28_bytes_longer_and_readable_with_the_key_alone() {
    let data = |encrypted| {
        let mut world = World::new(1, ProducerSpec { encrypted, ..world::trucks(100) });
        world.after(2_000);
        let stream = world::stream(&world.sim).id;
        let record = world.sim.inspect(stream, ShardId(0), 3).unwrap();
        let bytes = world::stream(&world.sim).series.total.incoming_bytes / world.incoming();
        let source = &world.sim.sources()[0];
        assert_eq!(source.plain_data(3).len(), 180);
        (record.data, bytes)
    };
    let ((plain, of_plain), (sealed, of_sealed)) = (data(false), data(true));
    assert!(plain.starts_with(b"{\"truck_id\":\"truck_4\""));
    assert_eq!((sealed.len(), of_sealed), (plain.len() + 28, of_plain + 28));
    assert!(!sealed.windows(5).any(|window| window == b"truck"));
}

#[test]
fn the_agent_puts_lines_in_buffers_and_notes_how_far_it_is() {
    let settings = AgentSettings { buffer_age_millis: 5_000, ..AgentSettings::default() };
    let mut world = World::new(2, agent(settings, 30));
    world.after(4_900);
    assert_eq!(world.incoming(), 0, "neither full nor old");
    world.after(110);
    assert_eq!(world.incoming(), 0, "on its way");
    world.after(100);
    assert_eq!(world.incoming(), 150);
    world.after(100);
    let file = world.producer().file.as_ref().unwrap();
    // Each line is 180 bytes and its end.
    assert_eq!((file.line, file.byte, file.unacknowledged()), (150, 150 * 181, 0));
    // A full buffer goes at once: by lines, or by bytes.
    let sent = |settings| {
        let mut world = World::new(4, agent(settings, 2_000));
        world.after(1_000);
        let sent = world
            .trace
            .iter()
            .find_map(|(_, e)| if let Event::Sent { records, .. } = e { Some(*records) } else { None });
        sent.unwrap()
    };
    assert_eq!(sent(AgentSettings { buffer_records: 40, ..settings }), 40);
    assert_eq!(sent(AgentSettings { buffer_bytes: 193 * 20, ..settings }), 20, "193 bytes each, with the key");
    assert_eq!(sent(AgentSettings { buffer_bytes: 193 * 20 - 1, ..settings }), 19);
}

#[test]
fn an_agent_that_comes_back_goes_on_at_its_checkpoint_and_sends_some_lines_twice() {
    let settings = AgentSettings { buffer_records: 100, buffer_age_millis: 1_000, ..AgentSettings::default() };
    let mut world = World::new(3, ProducerSpec { latency_millis: 400, ..agent(settings, 500) });
    world.act(reader());
    world.after(10_000);
    let id = world.producer().id;
    let behind = world.producer().file.as_ref().unwrap().unacknowledged();
    assert!((300..=500).contains(&behind), "what is on its way: {behind}");
    world.act(Command::Fault(Fault::StopAgent { producer: id, length: Duration::from_secs(20) }));
    let at = world.producer().file.as_ref().unwrap().line;
    world.after(19_000);
    assert_eq!(world.producer().file.as_ref().unwrap().line, at, "nobody notes anything");
    assert!(world.producer().file.as_ref().unwrap().down_until.is_some());
    // Even a change of the settings does not wake it before its time.
    let spec = world.producer().spec.clone();
    world.act(Command::Set(id, ProducerSpec { rate: 400, ..spec }.into()));
    world.after(900);
    assert_eq!(world.producer().file.as_ref().unwrap().line, at);
    world.after(20_000);
    world.drain();
    let (stats, tally) = (world.producer().stats, world.application().results.tally);
    assert_eq!(tally.duplicates, behind, "exactly what was behind the checkpoint");
    assert_eq!(tally.processed - tally.duplicates, stats.made, "and no line is lost");
    assert_eq!(world.producer().file.as_ref().unwrap().line, stats.made);
}

#[test]
fn the_agent_knows_no_keys_so_a_trucks_lines_lose_their_order() {
    let run = |api| {
        let mut world = World::new(5, ProducerSpec { api, keys: 20, ..world::trucks(600) });
        world.act(reader());
        world.after(60_000);
        let stream = world::stream(&world.sim).id;
        let key = world.sim.inspect(stream, ShardId(0), 0).unwrap().partition_key;
        (world.application().results.tally.reordered, String::from_utf8(key).unwrap())
    };
    let buffers = AgentSettings { buffer_age_millis: 1_000, ..AgentSettings::default() };
    let (reordered, key) = run(Api::Agent(buffers));
    assert!(reordered > 100, "{reordered}");
    assert!(key.contains('.') && key.len() == 13, "{key}");
    let (reordered, key) = run(Api::Agent(AgentSettings { partition_key: AgentKey::Deterministic, ..buffers }));
    assert!(reordered > 100 && key.len() == 32, "{reordered} {key}");
    let (reordered, key) = run(Api::PutRecords { batch: 50 });
    assert!(reordered == 0 && key.starts_with("truck_"), "{reordered} {key}");
}

#[test]
fn the_agent_tries_until_the_service_takes_it() {
    let settings = AgentSettings { buffer_age_millis: 1_000, ..AgentSettings::default() };
    let mut world = World::new(1, agent(settings, 1_500));
    world.after(60_000);
    assert!(world.producer().stats.refused > 10_000);
    let id = world.producer().id;
    let spec = world.producer().spec.clone();
    world.act(Command::Set(id, ProducerSpec { rate: 0, ..spec }.into()));
    world.after(600_000);
    let stats = world.producer().stats;
    assert_eq!((stats.lost, stats.accepted), (0, stats.made));
    assert_eq!(world.producer().file.as_ref().unwrap().line, stats.made);
}

#[test]
fn the_agent_tails_a_users_file() {
    let mut rows = DatasetBuilder::default();
    for n in 0..1_000 {
        rows.push(format!("{{\"n\":{n},\"user\":\"u{}\"}}", n % 7).as_bytes(), &format!("u{}", n % 7), None, None)
            .unwrap();
    }
    let mut sim = world::with_shards(2, Config::default(), &mut ());
    let dataset = sim.load_dataset(Arc::new(rows.finish()));
    let workload = Workload::File { dataset, own_timestamps: false };
    let settings = AgentSettings { buffer_age_millis: 1_000, ..AgentSettings::default() };
    let spec = ProducerSpec { workload, keys: 1, record_bytes: 1, ..agent(settings, 200) };
    sim.submit(&Command::Add(spec.into()), &mut ()).unwrap();
    sim.step(sim.now() + Duration::from_secs(30), u64::MAX, &mut ());
    let producer = sim.producers().next().unwrap();
    assert_eq!((producer.stats.accepted, producer.file.as_ref().unwrap().line), (1_000, 1_000));
    let text: usize = (0..1_000).map(|n: u32| format!("{{\"n\":{n},\"user\":\"u{}\"}}", n % 7).len() + 1).sum();
    assert_eq!(producer.file.as_ref().unwrap().byte, text as u64);
}

#[test]
fn impossible_settings_name_their_field() {
    let refused = |spec: ProducerSpec| -> InvalidSpec { spec.validate().unwrap_err() };
    let usual = KplSettings::default();
    for (settings, field) in [
        (KplSettings { aggregation_max_size: 63, ..usual }, "aggregation-max-size"),
        (KplSettings { aggregation_max_count: 0, ..usual }, "aggregation-max-count"),
        (KplSettings { collection_max_count: 501, ..usual }, "collection-max-count"),
        (KplSettings { collection_max_size: 52_223, ..usual }, "collection-max-size"),
        (KplSettings { buffered_millis: 0, ..usual }, "buffered-time"),
        (KplSettings { ttl_millis: 99, ..usual }, "record-ttl"),
        (KplSettings { rate_limit: 0, ..usual }, "rate-limit"),
    ] {
        assert_eq!(refused(kpl(settings, 1)).field, field);
    }
    let usual = AgentSettings::default();
    for (settings, field) in [
        (AgentSettings { buffer_records: 501, ..usual }, "buffer-records"),
        (AgentSettings { buffer_bytes: 0, ..usual }, "buffer-bytes"),
        (AgentSettings { buffer_age_millis: 999, ..usual }, "buffer-age"),
    ] {
        assert_eq!(refused(agent(settings, 1)).field, field);
    }
    assert_eq!(refused(ProducerSpec { keep_order: true, ..agent(usual, 1) }).field, "keep-order");
    let mut world = World::new(1, world::trucks(10));
    let id = world.producer().id;
    for command in [
        Command::Set(id, agent(usual, 10).into()),
        Command::Fault(Fault::StopAgent { producer: id, length: Duration::from_secs(5) }),
        Command::ForATime(Box::new(Command::Remove(Kind::Producer, id)), Duration::from_secs(5)),
        Command::ForATime(Box::new(Command::PauseZone(0)), Duration::ZERO),
        Command::ForATime(Box::new(Command::PauseZone(3)), Duration::from_secs(1)),
    ] {
        let before = world.sim.clone();
        let error = world.sim.submit(&command, &mut ()).unwrap_err();
        assert!(matches!(error, Error::Invalid(_) | Error::Kinesis(_)), "{error:?}");
        assert_eq!(world.sim, before);
    }
}

#[test]
fn order_may_be_asked_for_while_the_library_holds_records_back() {
    let settings = KplSettings { aggregation_max_count: 1, ..KplSettings::default() };
    let mut world = World::new(1, kpl(settings, 1_300));
    world.after(15_000);
    let (id, spec) = (world.producer().id, world.producer().spec.clone());
    // On, off and on again, while there are refused records and others that wait.
    for keep_order in [true, false, true] {
        world.act(Command::Set(id, ProducerSpec { keep_order, ..spec.clone() }.into()));
        world.after(3_000);
    }
    world.act(Command::Set(id, ProducerSpec { keep_order: true, rate: 300, ..spec }.into()));
    world.after(90_000);
    let before = world.producer().stats;
    world.after(30_000);
    let now = world.producer().stats;
    assert!(now.accepted - before.accepted > 8_000, "no key waits for ever: {before:?} {now:?}");
    world.drain();
    let stats = world.producer().stats;
    assert_eq!((stats.made, world.producer().waiting), (stats.accepted + stats.lost, 0));
}

#[test]
fn what_the_library_holds_and_sends_is_counted_as_memory() {
    let slow = ProducerSpec { latency_millis: 20_000, ..kpl(KplSettings::default(), 5_000) };
    let mut world = World::new(8, slow);
    world.after(20_000);
    // Twenty seconds of 5,000 records of about 200 bytes are under way.
    assert!(world.sim.heap_bytes() > 20 << 20, "{}", world.sim.heap_bytes());
    let mut world = World::new(1, kpl(KplSettings { rate_limit: 1, ..KplSettings::default() }, 20_000));
    world.after(25_000);
    let held = world.producer().limiter.as_ref().unwrap().records;
    assert!((95_000..=106_000).contains(&held), "a client's memory ends somewhere: {held}");
    assert!(world.producer().stats.lost > 100_000);
}

#[test]
fn a_file_goes_on_where_it_is_when_its_data_is_encrypted() {
    let mut rows = DatasetBuilder::default();
    (0..500).for_each(|n| rows.push(format!("row {n}").as_bytes(), &format!("k{}", n % 5), None, None).unwrap());
    let mut sim = world::with_shards(1, Config::default(), &mut ());
    let dataset = sim.load_dataset(Arc::new(rows.finish()));
    let workload = Workload::File { dataset, own_timestamps: false };
    let spec = ProducerSpec { workload, keys: 1, record_bytes: 1, ..world::trucks(100) };
    sim.submit(&Command::Add(spec.clone().into()), &mut ()).unwrap();
    let id = sim.producers().next().unwrap().id;
    for encrypted in [true, false, true] {
        sim.step(sim.now() + Duration::from_secs(1), u64::MAX, &mut ());
        sim.submit(&Command::Set(id, ProducerSpec { encrypted, ..spec.clone() }.into()), &mut ()).unwrap();
    }
    sim.step(sim.now() + Duration::from_secs(30), u64::MAX, &mut ());
    assert_eq!(sim.producers().next().unwrap().stats.accepted, 500, "each row once");
}

#[test]
fn an_agent_reads_on_only_as_far_as_is_acknowledged() {
    let settings = AgentSettings { buffer_records: 50, buffer_age_millis: 1_000, ..AgentSettings::default() };
    let mut world = World::new(1, agent(settings, 3_000));
    world.after(120_000);
    let file = world.producer().file.as_ref().unwrap();
    assert!(file.unacknowledged() <= 100 * 50, "{}", file.unacknowledged());
    assert!(file.unread() > 100_000, "{}", file.unread());
    let (id, spec) = (world.producer().id, world.producer().spec.clone());
    // A change of the records in between: what was written before is read as it was written.
    world.act(Command::Set(id, ProducerSpec { rate: 0, record_bytes: 200, ..spec }.into()));
    world.after(900_000);
    let (stats, file) = (world.producer().stats, world.producer().file.as_ref().unwrap());
    assert_eq!((stats.accepted, file.unread(), file.line), (stats.made, 0, stats.made));
}

#[test]
fn a_refused_fault_leaves_alone_what_would_end_by_itself() {
    let mut world = World::new(1, world::trucks(10));
    world.act(Command::ForATime(Box::new(Command::PauseZone(0)), Duration::from_secs(10)));
    let before = world.sim.clone();
    assert!(world.sim.submit(&Command::PauseZone(3), &mut world.trace).is_err());
    assert!(world.sim == before, "the run is as it was");
    world.after(10_001);
    let state = world.sim.kinesis().zone_state(0, world.sim.now());
    assert_ne!(state, shardscope_core::kinesis::ZoneState::Paused);
}
