//! Random walks through time: whoever seeks and plays sees what he would have seen without, and a branch is what its log says.
use proptest::prelude::*;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::Kind;
use shardscope_core::client::kcl::{ApplicationSpec, Retrieval, WorkerId};
use shardscope_core::client::lambda::MappingSpec;
use shardscope_core::client::{AgentSettings, Api, KplSettings, ProducerSpec, Workload};
use shardscope_core::kinesis::{Request, ShardId};
use shardscope_core::script::Script;
use shardscope_core::sim::{Command, Config, Event, Fault, Sim, Step};
use shardscope_core::timeline::{COARSE_MOST, Timeline};
use shardscope_tests::mixes::{Mix, command};
use shardscope_tests::world;

type Trace = Vec<(shardscope_core::base::Instant, Event)>;

#[derive(Clone, Debug)]
enum Act {
    Play(u64),
    Seek(u64),
    Back(u64),
    Split(u32),
    Merge(u32),
    Put(u8),
    Hot,
    Remove(u32),
    Fault(u8, u32),
    Worker,
    Fork,
    Switch(usize),
    Undo,
    Redo,
    /// So many acts of a mix of everything.
    Mixed(u64, u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1_u64..9_000).prop_map(Act::Play),
        4 => (0_u64..60_000).prop_map(Act::Seek),
        2 => (1_u64..4_000).prop_map(Act::Back),
        1 => (0_u32..6).prop_map(Act::Split),
        1 => (0_u32..6).prop_map(Act::Merge),
        2 => any::<u8>().prop_map(Act::Put),
        1 => Just(Act::Hot),
        1 => (0_u32..5).prop_map(Act::Remove),
        3 => (0_u8..11, 0_u32..3).prop_map(|(kind, worker)| Act::Fault(kind, worker)),
        1 => Just(Act::Worker),
        1 => Just(Act::Fork),
        1 => (0_usize..4).prop_map(Act::Switch),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        3 => (0_u64..1_000, 14_u8..30).prop_map(|(seed, acts)| Act::Mixed(seed, acts)),
    ]
}

fn begin() -> Timeline<Trace> {
    let mut config = Config::default();
    config.account.lifecycle = Duration::from_secs(3);
    let mut timeline = Timeline::new(config);
    timeline.act(world::create("s", 3)).unwrap();
    timeline.step(timeline.now() + Duration::from_secs(4), u64::MAX);
    timeline.act(Command::Add(world::trucks(400).into())).unwrap();
    timeline.act(Command::Add(world::reader("r").into())).unwrap();
    let polling =
        ApplicationSpec { checkpoint_millis: 2_000, failover_millis: 2_000, ..ApplicationSpec::new("polls", "s", 2) };
    let fan_out = ApplicationSpec { name: "pushed".into(), retrieval: Retrieval::FanOut, ..polling.clone() };
    timeline.act(Command::Add(polling.into())).unwrap();
    timeline.act(Command::Add(fan_out.into())).unwrap();
    let function = MappingSpec {
        parallelization_factor: 3,
        bisect: true,
        maximum_retry_attempts: Some(2),
        ..MappingSpec::new("f", "s")
    };
    timeline.act(Command::Add(function.into())).unwrap();
    let windows = MappingSpec { tumbling_seconds: 3, ..MappingSpec::new("sums", "s") };
    timeline.act(Command::Add(windows.into())).unwrap();
    let limiter = KplSettings { rate_limit: 1, aggregation_max_count: 9, ttl_millis: 3_000, ..KplSettings::default() };
    let packed = ProducerSpec { api: Api::Kpl(limiter), encrypted: true, ..world::trucks(200) };
    timeline.act(Command::Add(packed.into())).unwrap();
    let buffers = AgentSettings { buffer_records: 30, buffer_age_millis: 1_000, ..AgentSettings::default() };
    timeline.act(Command::Add(ProducerSpec { api: Api::Agent(buffers), ..world::trucks(150) }.into())).unwrap();
    timeline.step(timeline.now() + Duration::from_secs(10), u64::MAX);
    timeline
}

fn walk(timeline: &mut Timeline<Trace>, act: &Act) {
    let kinesis = |request| Command::from(request);
    let _ = match act {
        Act::Play(millis) => {
            timeline.step(timeline.now() + Duration::from_millis(*millis), u64::MAX);
            return;
        }
        Act::Seek(millis) => {
            timeline.seek(timeline.epoch() + Duration::from_millis(*millis));
            return;
        }
        Act::Back(millis) => {
            let target = (timeline.now() - Duration::from_millis(*millis)).max(timeline.epoch());
            while timeline.seek_back(target, 5_000) == Step::OutOfBudget {}
            return;
        }
        Act::Mixed(seed, acts) => {
            // Queues and topics, lanes, and every actor once more, on streams of their own and on this one.
            let mut mix = Mix::new(*seed);
            for _ in 0..*acts {
                let line = mix.line(timeline.sim());
                let _ = timeline.act(command(&line));
                timeline.step(timeline.now() + Duration::from_millis(200), 20_000);
            }
            return;
        }
        Act::Fork => {
            let _ = timeline.fork();
            return;
        }

        Act::Switch(branch) => {
            if let Some(target) = timeline.switch(*branch) {
                timeline.step(target, u64::MAX);
            }
            return;
        }
        Act::Undo | Act::Redo => {
            let target = if matches!(act, Act::Undo) { timeline.undo() } else { timeline.redo() };
            if let Some(target) = target {
                timeline.step(target, u64::MAX);
            }
            return;
        }
        Act::Split(shard) => timeline.act(kinesis(Request::split_shard(
            "s",
            ShardId(*shard),
            shardscope_core::hash::HashKey(u128::MAX / 7 * u128::from(*shard + 1)),
        ))),
        Act::Merge(shard) => timeline.act(kinesis(Request::merge_shards("s", ShardId(*shard), ShardId(*shard + 1)))),
        Act::Put(key) => timeline.act(kinesis(Request::put_record("s", &format!("k{key}"), &[*key]))),
        Act::Hot => {
            let mut spec = world::trucks(300);
            spec.workload = Workload::HotKey { partition_key: "truck_1".into() };
            spec.keys = 1;
            timeline.act(Command::Add(spec.into()))
        }
        Act::Fault(6, shard) => {
            timeline.act(Command::Fault(Fault::PoisonFunction { function: ActorId(4), shard: ShardId(*shard) }))
        }
        Act::Fault(7, zone) => timeline.act(timed(Command::PauseZone(*zone as u8))),
        Act::Fault(8, shard) => {
            timeline.act(timed(Command::Fault(Fault::PoisonFunction { function: ActorId(5), shard: ShardId(*shard) })))
        }
        Act::Fault(9, worker) => {
            let (application, worker) = (ActorId(2), WorkerId(*worker));
            timeline.act(timed(Command::Fault(Fault::Skew { application, worker, ahead_millis: 9_000 })))
        }
        Act::Fault(10, _) => {
            let length = Duration::from_secs(2);
            timeline.act(Command::Fault(Fault::StopAgent { producer: ActorId(7), length }))
        }
        Act::Fault(kind, worker) => timeline.act(Command::Fault(fault(*kind, *worker))),
        Act::Worker => timeline.act(Command::AddWorker(ActorId(2))),
        Act::Remove(actor) => timeline.act(Command::Remove(Kind::Producer, ActorId(*actor))),
    };
}

fn timed(fault: Command) -> Command {
    Command::ForATime(Box::new(fault), Duration::from_millis(3_500))
}

fn fault(kind: u8, worker: u32) -> Fault {
    let (application, worker, length) = (ActorId(2 + worker % 2), WorkerId(worker), Duration::from_secs(4));
    match kind {
        0 => Fault::Crash { application, worker, restart_after: Some(length) },
        1 => Fault::Stall { application, worker, length },
        2 => Fault::CutFromTable { application, worker, length },
        3 => Fault::Slow { application, worker, per_cent: 5, length },
        4 => Fault::Poison { application, shard: ShardId(worker.0) },
        _ => Fault::LoseAnswers { producer: ActorId(0), length },
    }
}

/// The run of the current branch's log up to now, without any of the ways there.
fn straight(timeline: &Timeline<Trace>) -> (Sim, Trace) {
    let mut script = timeline.script("");
    script.until = timeline.now().since(timeline.epoch());
    let before = |logged: &shardscope_core::script::Logged| Duration::from_micros(logged.at_micros) <= script.until;
    let done = timeline.done();
    script.commands = script.commands.iter().take(done).filter(|logged| before(logged)).cloned().collect();
    // By way of its text, as somebody else would play it.
    let script = Script::parse(&script.print()).unwrap();
    let mut fresh: Timeline<Trace> = Timeline::of(script);
    fresh.step(timeline.now(), u64::MAX);
    (fresh.sim().clone(), fresh.sink().clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(100), ..ProptestConfig::default() })]

    #[test]
    fn seeking_and_playing_is_as_never_having_sought(acts in prop::collection::vec(act(), 1..24)) {
        let mut timeline = begin();
        for act in &acts {
            walk(&mut timeline, act);
            prop_assert!(timeline.checkpoints().count() <= COARSE_MOST);
        }
        // What the last act set off at this very instant.
        timeline.step(timeline.now(), u64::MAX);
        let (sim, trace) = straight(&timeline);
        prop_assert_eq!(timeline.sink().len(), trace.len());
        prop_assert_eq!(timeline.sink(), &trace);
        prop_assert!(timeline.sim() == &sim, "the state differs");
        // And every other branch is as its log says.
        for branch in 0..timeline.branches().len() {
            let Some(target) = timeline.switch(branch) else { continue };
            prop_assert_eq!(timeline.step(target, u64::MAX), Step::Reached);
            let (sim, trace) = straight(&timeline);
            prop_assert_eq!(timeline.sink(), &trace, "branch {}", branch);
            prop_assert!(timeline.sim() == &sim, "the state of branch {} differs", branch);
        }
    }
}

fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn a_long_request_that_is_refused_and_changes_nothing_does_not_fill_the_run() {
    let mut timeline = Timeline::<()>::new(Config::default());
    let put = |bytes: usize| Command::from(Request::put_record("gone", "k", &vec![b'x'; bytes]));
    let lines = |timeline: &Timeline<()>| timeline.script("").commands.len();
    timeline.step(timeline.now() + Duration::from_secs(1), u64::MAX);
    let before = timeline.sim().clone();
    for _ in 0..50 {
        assert!(timeline.act(put(900_000)).is_err());
    }
    assert!(*timeline.sim() == before && lines(&timeline) == 0, "nothing was there to put to");
    // A short one is part of the run: it used up a call.
    assert!(timeline.act(put(100)).is_err());
    assert_eq!(lines(&timeline), 1);
    // One that is refused by a shard's limit changed what is counted, however long it is.
    timeline.act(Command::from(Request::create_stream("gone", Some(1)))).unwrap();
    timeline.step(timeline.now() + Duration::from_secs(60), u64::MAX);
    let refused = (0..5).filter(|_| timeline.act(put(900_000)).is_err()).count();
    assert!(refused > 0 && lines(&timeline) == 7, "{refused} {}", lines(&timeline));
    // In the past it costs no branch either.
    timeline.seek(timeline.epoch() + Duration::from_secs(1));
    assert!(timeline.act(Command::from(Request::put_record("nowhere", "k", &vec![b'x'; 900_000]))).is_err());
    assert_eq!(timeline.branches().len(), 1);
}

#[test]
fn the_past_can_be_looked_at_where_no_branch_fits() {
    let mut timeline = Timeline::<()>::new(Config::default());
    timeline.act(Command::from(Request::create_stream("s", Some(1)))).unwrap();
    timeline.step(timeline.now() + Duration::from_secs(60), u64::MAX);
    while timeline.fork().is_ok() {}
    timeline.seek(timeline.epoch() + Duration::from_secs(1));
    let branches = timeline.branches().len();
    assert!(timeline.act(command("aws kinesis describe-stream --stream-name s")).is_ok());
    assert!(timeline.act(command("aws kinesis describe-stream --stream-name t")).is_err());
    let refused = timeline.act(Command::Note("here".into())).unwrap_err().to_string();
    assert!(refused.contains("remove one of them first"), "{refused}");
    assert_eq!(timeline.branches().len(), branches);
}
