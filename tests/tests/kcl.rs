//! Stories of KCL applications: leases, failover, checkpoints, duplicates, and the ways to be idempotent.
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::Kind;
use shardscope_core::client::kcl::{
    Application, ApplicationSpec, Checkpoint, CheckpointWhen, Event as Kcl, Idempotence, Lease, Retrieval, WorkerId,
};
use shardscope_core::client::{Api, KplSettings, ProducerSpec};
use shardscope_core::kinesis::{Event as Kinesis, Request, ShardId, ZoneState};
use shardscope_core::script::Script;
use shardscope_core::sim::{Command, Config, Event, Fault, Sim};
use shardscope_core::timeline::Timeline;

type Trace = Vec<(shardscope_core::base::Instant, Event)>;

struct World {
    sim: Sim,
    trace: Trace,
}

const APP: ActorId = ActorId(1);

impl World {
    /// A stream "s" of so many shards that 1,000 records a second are written to, and an application.
    fn new(shards: u32, spec: ApplicationSpec) -> Self {
        Self::at_rate(shards, 1_000, spec)
    }
    fn at_rate(shards: u32, rate: u32, spec: ApplicationSpec) -> Self {
        let text = format!(
            "shardscope 1\nseed 5\nat 0s aws kinesis create-stream --stream-name s --shard-count {shards}\n\
             at 30s producer trucks --stream-name s --rate {rate} --keys 100 --latency 10ms\n"
        );
        let mut world = Self { sim: Sim::new(Config::default()), trace: Trace::new() };
        for logged in Script::parse(&text).unwrap().commands {
            world.until(logged.at_micros);
            world.act(logged.command);
        }
        world.act(Command::Add(spec.into()));
        world
    }
    fn until(&mut self, micros: u64) {
        let at = self.sim.config().epoch + Duration::from_micros(micros);
        self.sim.step(at, u64::MAX, &mut self.trace);
    }
    fn after(&mut self, seconds: u64) {
        self.sim.step(self.sim.now() + Duration::from_secs(seconds), u64::MAX, &mut self.trace);
    }
    fn act(&mut self, command: Command) {
        self.sim.submit(&command, &mut self.trace).unwrap();
    }
    fn fault(&mut self, fault: Fault) {
        self.act(Command::Fault(fault));
    }
    fn app(&self) -> &Application {
        self.sim.application(APP).unwrap()
    }
    /// Leases of each worker, the most first.
    fn shares(&self) -> Vec<usize> {
        let own = |worker: &WorkerId| self.app().table.leases.values().filter(|l| l.owner == Some(*worker)).count();
        let mut shares: Vec<usize> = self.app().workers.keys().map(own).collect();
        shares.sort_unstable_by(|a, b| b.cmp(a));
        shares
    }
    fn events(&self) -> impl Iterator<Item = (shardscope_core::base::Instant, Kcl)> + '_ {
        self.trace.iter().filter_map(|(at, event)| match event {
            Event::Application(_, event) => Some((*at, *event)),
            _ => None,
        })
    }
    /// Stops the producer, and lets the application catch up.
    fn drain(&mut self) {
        let producer = self.sim.producers().next().unwrap().id;
        self.act(Command::Remove(Kind::Producer, producer));
        self.after(120);
    }
    fn accepted(&self) -> u64 {
        self.sim.kinesis().stream_named("s").unwrap().series.total.incoming_records
    }
}

fn spec(workers: u32) -> ApplicationSpec {
    ApplicationSpec::new("app", "s", workers)
}
fn crash(worker: u32) -> Fault {
    Fault::Crash { application: APP, worker: WorkerId(worker), restart_after: None }
}

#[test]
fn leases_spread_over_workers_that_come_one_a_cycle() {
    let mut world = World::at_rate(10, 100, spec(1));
    world.after(30);
    assert_eq!(world.shares(), [10]);
    world.act(Command::AddWorker(APP));
    world.act(Command::AddWorker(APP));
    let begun = world.sim.now();
    world.after(100);
    assert_eq!(world.shares(), [4, 3, 3]);
    let mut steals: Vec<_> = world
        .events()
        .filter(|(at, event)| *at > begun && matches!(event, Kcl::LeaseTaken { before: Some(_), .. }))
        .filter_map(|(at, event)| if let Kcl::LeaseTaken { by, .. } = event { Some((by, at)) } else { None })
        .collect();
    steals.sort();
    for pair in steals.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        assert_eq!(pair[1].1.since(pair[0].1), Duration::from_millis(20_050), "one lease in each round of a worker");
    }
}

#[test]
fn what_a_dead_worker_had_not_checkpointed_is_delivered_again() {
    let mut world = World::new(4, spec(2));
    world.after(60);
    assert_eq!(world.shares(), [2, 2]);
    let before = world.app().results.tally.duplicates;
    world.fault(crash(0));
    let death = world.sim.now();
    world.after(35);
    let taken: Vec<_> = world
        .events()
        .filter(|(at, event)| *at > death && matches!(event, Kcl::LeaseTaken { before: Some(WorkerId(0)), .. }))
        .map(|(at, _)| at.since(death).as_millis())
        .collect();
    assert_eq!(taken.len(), 2);
    assert!(taken.iter().all(|millis| (10_000 - 3_310..=30_060).contains(millis)), "{taken:?}");
    assert_eq!(world.shares(), [4, 0]);
    world.drain();
    let tally = world.app().results.tally;
    // At most the ten seconds between two checkpoints, of two of four shards.
    assert!((1..=5_500).contains(&(tally.duplicates - before)), "{tally:?}");
    assert_eq!((tally.counted_twice, tally.lost), (tally.duplicates, 0));
    assert_eq!(tally.processed - tally.duplicates, world.accepted());
    assert!(world.app().results.keys().1 > 0, "keys with a wrong result");
}

#[test]
fn checkpoints_before_the_work_lose_what_was_under_way() {
    let before =
        ApplicationSpec { checkpoint_when: CheckpointWhen::Before, checkpoint_millis: 0, work_micros: 900, ..spec(2) };
    let mut world = World::new(4, before);
    world.after(60);
    world.fault(crash(0));
    world.after(40);
    world.drain();
    let tally = world.app().results.tally;
    assert_eq!(tally.duplicates, 0);
    assert!(tally.processed < world.accepted(), "{tally:?}");
}

#[test]
fn both_ways_to_be_idempotent_keep_duplicates_from_counting() {
    for idempotence in [Idempotence::ConditionalPut { ttl_seconds: 3_600 }, Idempotence::SequenceNumber] {
        let mut world = World::new(4, ApplicationSpec { idempotence, ..spec(2) });
        world.after(60);
        world.fault(crash(0));
        world.after(60);
        world.drain();
        let tally = world.app().results.tally;
        assert!(tally.duplicates > 0, "{idempotence:?}");
        assert_eq!((tally.kept_out, tally.counted_twice, tally.left_out), (tally.duplicates, 0, 0), "{idempotence:?}");
        assert_eq!(world.app().results.keys(), (100, 0), "{idempotence:?}");
    }
}

#[test]
fn ids_that_have_expired_do_not_help() {
    let idempotence = Idempotence::ConditionalPut { ttl_seconds: 1 };
    let mut world = World::at_rate(1, 20, ApplicationSpec { idempotence, checkpoint_millis: 600_000, ..spec(1) });
    world.after(400);
    world.fault(Fault::Crash { application: APP, worker: WorkerId(0), restart_after: Some(Duration::from_secs(1)) });
    world.after(60);
    assert!(world.app().results.tally.counted_twice > 0);
}

#[test]
fn a_stalled_worker_comes_back_as_a_zombie() {
    // It works on a batch while it stalls; meanwhile another takes its leases, and both process the same records.
    let mut world = World::new(2, ApplicationSpec { work_micros: 800, checkpoint_millis: 0, ..spec(2) });
    world.after(60);
    assert_eq!(world.shares(), [1, 1]);
    world.fault(Fault::Stall { application: APP, worker: WorkerId(0), length: Duration::from_secs(45) });
    let begin = world.sim.now();
    world.after(60);
    assert!(world.app().results.tally.duplicates > 0);
    let lost = world.events().any(|(at, event)| {
        at > begin + Duration::from_secs(44)
            && matches!(
                event,
                Kcl::LeaseLost { worker: WorkerId(0), .. } | Kcl::CheckpointRefused { worker: WorkerId(0), .. }
            )
    });
    assert!(lost, "it finds out by a condition that fails");
    assert!(world.app().table.failed_conditions > 0);
}

#[test]
fn a_worker_that_cannot_reach_the_table_loses_its_leases() {
    let mut world = World::new(4, spec(2));
    world.after(60);
    world.fault(Fault::CutFromTable { application: APP, worker: WorkerId(1), length: Duration::from_secs(60) });
    world.after(40);
    assert_eq!(world.shares(), [4, 0]);
    world.after(80);
    assert_eq!(world.shares(), [2, 2], "it takes its share again");
    world.drain();
    assert_eq!(world.app().results.tally.lost, 0);
}

#[test]
fn a_clock_that_jumps_takes_leases_that_are_alive() {
    // Again and again, so that one of the jumps comes between a look and the next round.
    let mut world = World::new(4, spec(2));
    world.after(60);
    let begin = world.sim.now();
    for jump in 1..=60 {
        world.fault(Fault::Skew { application: APP, worker: WorkerId(1), ahead_millis: jump * 30_000 });
        world.after(1);
    }
    let lost = |event| matches!(event, Kcl::LeaseLost { worker: WorkerId(0), .. });
    assert!(world.events().any(|(at, event)| at > begin && lost(event)));
}

#[test]
fn children_are_read_when_their_parents_have_ended() {
    let mut world = World::at_rate(1, 400, ApplicationSpec { work_micros: 4_000, ..spec(2) });
    world.after(30);
    let half = shardscope_core::hash::HashKey(1 << 127);
    let split = Request::split_shard("s", ShardId(0), half);
    world.act(Command::from(split));
    world.after(40);
    assert!(world.app().table.leases.len() == 1, "the parent is behind: no lease for its children yet");
    world.after(600);
    world.drain();
    world.after(600);
    let mut ended = false;
    for (_, event) in world.events() {
        match event {
            Kcl::ShardEnded { shard: ShardId(0), .. } => ended = true,
            Kcl::Processed { shard: ShardId(1 | 2), .. } => assert!(ended),
            _ => {}
        }
    }
    let tally = world.app().results.tally;
    assert_eq!((tally.lost, tally.reordered, tally.processed - tally.duplicates), (0, 0, world.accepted()));
    let keys: Vec<u32> = world.app().table.leases.keys().map(|shard| shard.0).collect();
    assert_eq!(keys, [1, 2], "the parent's lease is gone");
}

#[test]
fn a_poison_record_costs_the_rest_of_its_batch() {
    let mut world = World::new(2, spec(1));
    world.after(60);
    world.fault(Fault::Poison { application: APP, shard: ShardId(0) });
    world.drain();
    let tally = world.app().results.tally;
    assert!(tally.lost > 0, "{tally:?}");
    assert_eq!(tally.processed + tally.lost, world.accepted());
    let skipped: u64 =
        world.events().map(|(_, event)| if let Kcl::Skipped { from, to, .. } = event { to - from } else { 0 }).sum();
    assert_eq!(skipped, tally.lost);
}

#[test]
fn answers_that_get_lost_write_records_twice() {
    let mut world = World::new(2, spec(1));
    world.after(60);
    let producer = world.sim.producers().next().unwrap().id;
    world.fault(Fault::LoseAnswers { producer, length: Duration::from_secs(2) });
    world.after(30);
    world.drain();
    let tally = world.app().results.tally;
    assert!((1_500..=2_500).contains(&tally.duplicates), "{tally:?}");
    assert_eq!(tally.processed, world.accepted());
    assert!(world.trace.iter().any(|(_, event)| matches!(event, Event::TimedOut { lost: 0, .. })));
}

#[test]
fn a_graceful_hand_over_repeats_nothing() {
    for (graceful, duplicates) in [(true, false), (false, true)] {
        let mut world = World::new(4, ApplicationSpec { graceful, ..spec(1) });
        world.after(60);
        world.act(Command::AddWorker(APP));
        // Looking for leases every 20 s, the new worker steals one at a time; a hand-over takes the old one's next checkpoint.
        let seconds = (1..=120).find(|_| {
            world.after(1);
            world.shares() == [2, 2]
        });
        assert!(seconds.is_some_and(|seconds| (20..=65).contains(&seconds)), "graceful: {graceful}, {seconds:?} s");
        world.after(60);
        world.drain();
        let tally = world.app().results.tally;
        assert_eq!(tally.duplicates > 0, duplicates, "graceful: {graceful}, {tally:?}");
        assert_eq!((tally.lost, tally.processed - tally.duplicates), (0, world.accepted()), "graceful: {graceful}");
    }
}

#[test]
fn a_worker_that_stops_gives_its_leases_back() {
    let mut world = World::new(4, spec(2));
    world.after(60);
    world.act(Command::StopWorker(APP, WorkerId(0)));
    world.after(25);
    assert_eq!(world.shares(), [4]);
    world.drain();
    let tally = world.app().results.tally;
    assert_eq!(tally.processed - tally.duplicates, world.accepted());
}

#[test]
fn a_slow_worker_falls_behind_and_a_fast_one_catches_up() {
    let mut world = World::new(1, ApplicationSpec { work_micros: 500, ..spec(1) });
    world.after(60);
    let behind = |world: &World| world.app().workers[&WorkerId(0)].processors[&ShardId(0)].millis_behind_latest;
    world.fault(Fault::Slow { application: APP, worker: WorkerId(0), per_cent: 25, length: Duration::from_secs(60) });
    world.after(59);
    assert!(behind(&world) > 10_000, "{}", behind(&world));
    world.after(120);
    assert!(behind(&world) < 3_000, "{}", behind(&world));
}

#[test]
fn an_application_with_fan_out_reads_everything_and_renews_its_subscriptions() {
    let fan_out = ApplicationSpec { retrieval: Retrieval::FanOut, ..spec(2) };
    let mut world = World::at_rate(4, 200, fan_out);
    world.after(700);
    world.fault(crash(0));
    world.after(60);
    let half = world.sim.kinesis().stream_named("s").unwrap().shards[3].range;
    let middle = shardscope_core::hash::HashKey(
        half.starting_hash_key.0 + (half.ending_hash_key.0 - half.starting_hash_key.0) / 2,
    );
    let split = Request::split_shard("s", ShardId(3), middle);
    world.act(Command::from(split));
    world.after(100);
    world.drain();
    let tally = world.app().results.tally;
    assert_eq!((tally.lost, tally.reordered, tally.processed - tally.duplicates), (0, 0, world.accepted()));
    let stream = world.sim.kinesis().stream_named("s").unwrap();
    assert_eq!(stream.fan_out.consumers[0].name, "app");
    assert!(stream.series.total.fan_out_records >= world.accepted());
    assert_eq!(stream.series.total.outgoing_records, 0, "nobody polls");
}

#[test]
fn a_worker_that_takes_a_lease_back_before_it_has_let_go_subscribes_once() {
    // It gives a lease away when its batch is done; until then who is to have it waits, and loses it.
    let slow = ApplicationSpec { graceful: true, work_micros: 40_000, retrieval: Retrieval::FanOut, ..spec(1) };
    let mut world = World::at_rate(2, 100, slow);
    world.after(90);
    world.act(Command::AddWorker(APP));
    while world.shares() != [1, 1] {
        world.after(1);
    }
    let length = Duration::from_secs(600);
    world.fault(Fault::CutFromTable { application: APP, worker: WorkerId(1), length });
    world.after(60);
    let taken = |event| matches!(event, Kcl::LeaseTaken { by: WorkerId(0), before: Some(WorkerId(1)), .. });
    assert!(world.events().any(|(_, event)| taken(event)));
    let begin = world.sim.now();
    world.after(60);
    let subscribed = |event: &Event| matches!(event, Event::Kinesis(Kinesis::Subscribed { .. }));
    let times = world.trace.iter().filter(|(at, event)| *at > begin && subscribed(event)).count();
    assert_eq!(times, 0, "its subscriptions go on");
}

#[test]
fn packed_records_are_taken_apart_and_cost_far_fewer_units() {
    let mut trace = Trace::new();
    let mut sim = shardscope_tests::world::with_shards(3, Config::default(), &mut trace);
    let kpl =
        ProducerSpec { api: Api::Kpl(KplSettings::default()), rate: 2_000, ..shardscope_tests::world::trucks(2_000) };
    sim.submit(&Command::Add(kpl.into()), &mut trace).unwrap();
    sim.submit(&Command::Add(spec(1).into()), &mut trace).unwrap();
    let mut world = World { sim, trace };
    world.after(60);
    world.drain();
    let stats = world.sim.kinesis().stream_named("s").unwrap().series.total;
    let tally = world.app().results.tally;
    // 60 seconds of 2,000 user records; each call packs those of 100 ms by their shards.
    assert!((119_000..=120_000).contains(&tally.processed), "{tally:?}");
    assert_eq!((tally.duplicates, tally.lost), (0, 0));
    assert!(stats.incoming_records < 2_000, "{stats:?}");
    let lease = world.app().table.leases.values().next().unwrap();
    assert!(lease.checkpoint_sub_sequence_number > 10, "the last of many user records");
}

#[test]
fn a_producer_counts_what_packing_saves() {
    let mut sim = shardscope_tests::world::with_shards(1, Config::default(), &mut ());
    let kpl = ProducerSpec {
        api: Api::Kpl(KplSettings::default()),
        record_bytes: 200,
        ..shardscope_tests::world::trucks(3_000)
    };
    sim.submit(&Command::Add(kpl.into()), &mut ()).unwrap();
    sim.step(sim.now() + Duration::from_secs(20), u64::MAX, &mut ());
    let stats = sim.producers().next().unwrap().stats;
    // 300 records of 200 bytes make about 64 KiB: two packed records, three units.
    assert_eq!(stats.refused, 0);
    assert!(stats.accepted > 59_000, "{stats:?}");
    assert!((390..=410).contains(&stats.packed), "{stats:?}");
    assert!((590..=620).contains(&stats.payload_units), "{stats:?}");
}

#[test]
fn a_clock_is_wrong_for_a_time_and_a_zone_pauses_for_one() {
    let mut world = World::new(2, spec(1));
    world.after(40);
    let skew = Fault::Skew { application: APP, worker: WorkerId(0), ahead_millis: 5_000 };
    world.act(Command::ForATime(Box::new(Command::Fault(skew)), Duration::from_secs(20)));
    world.act(Command::ForATime(Box::new(Command::PauseZone(1)), Duration::from_secs(10)));
    let ahead = |world: &World| world.app().workers[&WorkerId(0)].clock_ahead_micros;
    let paused = |world: &World| matches!(world.sim.kinesis().zone_state(1, world.sim.now()), ZoneState::Paused);
    world.after(9);
    assert_eq!((ahead(&world), paused(&world)), (5_000_000, true));
    // Whoever pauses it again decides anew how long.
    world.act(Command::PauseZone(1));
    world.after(12);
    assert_eq!((ahead(&world), paused(&world)), (0, true));
    world.act(Command::ForATime(Box::new(Command::PauseZone(1)), Duration::from_secs(5)));
    world.after(5);
    assert!(!paused(&world));
}

#[test]
fn a_workers_speed_decides_how_far_it_lags() {
    let lag = |per_cent| {
        let mut world = World::at_rate(1, 800, ApplicationSpec { work_micros: 1_000, ..spec(1) });
        world.act(Command::SetWorker { application: APP, worker: WorkerId(0), per_cent });
        world.after(120);
        world.app().workers[&WorkerId(0)].processors[&ShardId(0)].millis_behind_latest
    };
    // 800 records a second of a millisecond each: 80 per cent of a processor.
    let lags = [lag(100), lag(200), lag(50)];
    assert!(lags[0] < 8_000 && lags[1] < 4_000 && lags[2] > 25_000, "{lags:?}");
    let mut world = World::new(1, spec(1));
    for per_cent in [0, 1_001] {
        let command = Command::SetWorker { application: APP, worker: WorkerId(0), per_cent };
        assert!(world.sim.submit(&command, &mut world.trace).is_err());
    }
}

#[test]
fn what_users_write_has_results_by_key_too_and_ids_are_in_a_table() {
    let idempotence = Idempotence::ConditionalPut { ttl_seconds: 60 };
    let mut world = World::at_rate(1, 0, ApplicationSpec { idempotence, checkpoint_millis: 600_000, ..spec(1) });
    world.after(40);
    for (key, bytes) in [("a", 3), ("b", 5), ("a", 7)] {
        world.act(Command::from(Request::put_record("s", key, &vec![b'x'; bytes])));
    }
    // Two user records of one key in one record.
    let mut packed = shardscope_core::client::aggregate::Aggregator::default();
    packed.add("a", None, b"12345");
    packed.add("a", None, b"1234");
    world.act(Command::from(Request::put_record("s", "a", &packed.finish())));
    world.after(5);
    let results = &world.app().results;
    let of: Vec<_> =
        results.of_written().map(|(key, of)| (key, of.mine.count, of.mine.sum, of.mine == of.truth)).collect();
    assert_eq!(of, [(&b"a"[..], 4, 19, true), (b"b", 1, 5, true)]);
    assert_eq!(results.keys(), (2, 0));
    assert_eq!((results.items(), results.ids().map(|rows| u64::from(rows.items)).sum::<u64>()), (5, 5));
    // A crash: the same records come again, and are kept out; after their time to live they are not.
    let crash = || Fault::Crash { application: APP, worker: WorkerId(0), restart_after: Some(Duration::from_secs(1)) };
    world.fault(crash());
    world.after(5);
    assert_eq!((world.app().results.tally.kept_out, world.app().results.keys()), (5, (2, 0)));
}

#[test]
fn with_checkpoints_before_the_work_a_crash_loses_what_was_under_way_and_it_is_counted() {
    let before = ApplicationSpec {
        checkpoint_when: CheckpointWhen::Before,
        checkpoint_millis: 1_000,
        work_micros: 1_500,
        ..spec(1)
    };
    let mut world = World::at_rate(2, 600, before);
    world.after(60);
    world.fault(Fault::Crash { application: APP, worker: WorkerId(0), restart_after: Some(Duration::from_secs(5)) });
    world.drain();
    let tally = world.app().results.tally;
    assert!(tally.lost > 100, "{tally:?}");
    assert_eq!(tally.processed - tally.duplicates + tally.lost, world.accepted());
    let (keys, wrong) = world.app().results.keys();
    assert!(keys == 100 && wrong > 50, "{wrong} of {keys} are wrong, beside the truth");
}

#[test]
fn what_an_exception_skips_is_in_the_truth() {
    let mut world = World::at_rate(1, 500, spec(1));
    world.after(50);
    world.fault(Fault::Poison { application: APP, shard: ShardId(0) });
    world.after(10);
    world.fault(Fault::Heal { application: APP });
    let producer = world.sim.producers().next().unwrap().id;
    world.drain();
    let results = &world.app().results;
    assert!(results.tally.lost > 0);
    assert!(results.keys().1 > 0, "keys of skipped records are wrong");
    let truth: u64 = results.of_actor(producer).map(|(_, of)| of.truth.count).sum();
    assert_eq!(truth, world.accepted());
}

#[test]
fn latest_counts_from_the_subscription() {
    let late = ApplicationSpec { start: shardscope_core::client::StartingPosition::Latest, ..spec(1) };
    let mut world = World::at_rate(1, 100, ApplicationSpec { retrieval: Retrieval::FanOut, ..late });
    // The consumer is CREATING for 30 s; producers have begun meanwhile.
    world.after(95);
    let tally = world.app().results.tally;
    let since = world.sim.kinesis().stream_named("s").unwrap().fan_out.subscriptions[0].started_at;
    let most = world.sim.now().since(since).as_secs() * 100 + 200;
    assert!(tally.processed > 0 && tally.processed <= most, "{tally:?}, at most {most}");
}

#[test]
fn ids_expire_although_repetitions_were_kept_out_in_between() {
    let idempotence = Idempotence::ConditionalPut { ttl_seconds: 60 };
    let mut world = World::at_rate(1, 0, ApplicationSpec { idempotence, checkpoint_millis: 600_000, ..spec(1) });
    world.after(40);
    world.act(Command::from(Request::put_record("s", "a", b"x")));
    world.after(5);
    for (seconds, kept_out) in [(40, 1), (40, 1)] {
        world.after(seconds);
        world.fault(Fault::Crash {
            application: APP,
            worker: WorkerId(0),
            restart_after: Some(Duration::from_secs(1)),
        });
        world.after(4);
        assert_eq!(world.app().results.tally.kept_out, kept_out);
    }
    assert_eq!(world.app().results.tally.counted_twice, 1, "after its time an id is as new");
}

/// docs/KCL.md tells what its run shows.
#[test]
fn the_page_about_the_python_sample_says_what_its_run_shows() {
    let page = include_str!("../../docs/KCL.md");
    let lines = page.lines().filter_map(|line| line.strip_prefix("    ")).collect::<Vec<_>>().join("\n");
    let mut timeline = Timeline::<()>::of(Script::parse(&lines).expect("a script"));
    let at = |timeline: &Timeline<()>, seconds| timeline.epoch() + Duration::from_secs(seconds);
    let leases = |timeline: &Timeline<()>, worker: u32| {
        let application = timeline.sim().applications().next().expect("the application");
        let own = |lease: &&Lease| lease.owner == Some(WorkerId(worker)) && lease.checkpoint != Checkpoint::ShardEnd;
        application.table.leases.values().filter(own).count()
    };
    let tally = |timeline: &Timeline<()>| timeline.sim().applications().next().expect("it").results.tally;
    timeline.seek(at(&timeline, 89));
    assert_eq!((leases(&timeline, 0), leases(&timeline, 1)), (2, 0));
    timeline.seek(at(&timeline, 179));
    assert_eq!((leases(&timeline, 0), leases(&timeline, 1)), (1, 1));
    let stolen = tally(&timeline).duplicates;
    assert!((1..=60 * 50).contains(&stolen), "{stolen} of up to a minute's records");
    timeline.seek(at(&timeline, 189));
    assert_eq!(leases(&timeline, 0), 1, "9 s after the crash it is still its own");
    timeline.seek(at(&timeline, 239));
    assert_eq!((leases(&timeline, 0), leases(&timeline, 1)), (0, 2));
    let twice = tally(&timeline).duplicates;
    assert!((1..=60 * 50).contains(&(twice - stolen)), "{twice} after {stolen}");
    timeline.seek(at(&timeline, 359));
    let of = tally(&timeline);
    assert_eq!((leases(&timeline, 1), of.lost, of.reordered, of.duplicates), (3, 0, 0, twice));
    let gentle = lines.replace("--failover", "--graceful --failover");
    let mut timeline = Timeline::<()>::of(Script::parse(&gentle).expect("a script"));
    timeline.seek(at(&timeline, 179));
    assert_eq!((leases(&timeline, 0), leases(&timeline, 1), tally(&timeline).duplicates), (1, 1, 0));
}

/// Three workers, one of them of a quarter of the speed.
fn uneven(worker_utilization_aware: bool) -> World {
    let spec = ApplicationSpec { worker_utilization_aware, graceful: true, work_micros: 800, ..spec(3) };
    let mut world = World::new(12, spec);
    world.act(Command::SetWorker { application: APP, worker: WorkerId(2), per_cent: 25 });
    world.after(1_200);
    world
}

fn leases_of(world: &World, worker: u32) -> usize {
    world.app().table.leases.values().filter(|lease| lease.owner == Some(WorkerId(worker))).count()
}

#[test]
fn kcl_3_gives_a_slow_worker_fewer_leases_and_kcl_2_the_same() {
    let by_count = uneven(false);
    assert_eq!([0, 1, 2].map(|worker| leases_of(&by_count, worker)), [4, 4, 4]);
    let by_cpu = uneven(true);
    let leases = [0, 1, 2].map(|worker| leases_of(&by_cpu, worker));
    assert!(leases[2] <= 2 && leases[0] + leases[1] >= 10 && leases[0].abs_diff(leases[1]) <= 2, "{leases:?}");
    let cpu: Vec<u32> = by_cpu.app().workers.values().filter_map(|worker| worker.cpu.per_mille).collect();
    let mean = cpu.iter().sum::<u32>() / 3;
    assert!(cpu.iter().all(|cpu| cpu.abs_diff(mean) * 100 <= mean * 45), "as even as whole leases allow: {cpu:?}");
    // With four leases of the twelve a quarter of a processor had needed 107 per cent, and fallen behind for ever.
    let behind = |world: &World| shardscope_core::why::lags(&world.sim, APP).iter().map(|lag| lag.records).sum::<u64>();
    assert!(behind(&by_cpu) * 3 < behind(&by_count), "{} and {}", behind(&by_cpu), behind(&by_count));
    // Handed over with a last checkpoint, nothing is repeated.
    assert_eq!((by_cpu.app().results.tally.duplicates, by_cpu.app().results.tally.lost), (0, 0));
}

#[test]
fn with_kcl_3_leases_of_the_dead_go_to_who_has_least_to_do_and_a_new_worker_gets_its_part() {
    let spec = ApplicationSpec { worker_utilization_aware: true, ..spec(3) };
    let mut world = World::new(9, spec);
    world.after(300);
    assert_eq!(world.shares(), [3, 3, 3]);
    world.fault(crash(1));
    // For a minute its last report counts, and it may be given one more.
    world.after(120);
    assert_eq!(leases_of(&world, 1), 0, "expired, and given to others");
    assert_eq!(leases_of(&world, 0) + leases_of(&world, 2), 9);
    // The leader dies: the next oldest assigns.
    world.fault(crash(0));
    world.after(90);
    assert_eq!(leases_of(&world, 2), 9);
    world.act(Command::AddWorker(APP));
    world.after(900);
    let new = leases_of(&world, 3);
    assert!((3..=6).contains(&new), "{new} of nine");
    let moves = world.events().filter(|(_, event)| matches!(event, Kcl::LeaseTaken { by: WorkerId(3), .. })).count();
    assert!((3..=9).contains(&moves), "without to and fro: {moves}");
    world.drain();
    assert_eq!(world.app().results.tally.processed - world.app().results.tally.duplicates, world.accepted());
    assert_eq!(world.app().results.tally.lost, 0);
}
