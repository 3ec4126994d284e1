//! What must hold whatever is done to a run: random reshardings, workloads and faults, from a seed that proptest prints.
use proptest::prelude::*;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::Kind;
use shardscope_core::client::{Api, Distribution, ProducerSpec, Retry};
use shardscope_core::hash::{HashKey, HashKeyRange};
use shardscope_core::kinesis::{Event as KinesisEvent, Request, SequenceNumber, ShardId, Stream};
use shardscope_core::sim::{Command, Config, Event, Sim, Sink};
use shardscope_tests::world::{reader, run, stream, submit, trucks, with_shards};

/// Something that happens to the run; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Act {
    Wait(u16),
    Split(u8, u16),
    Merge(u8),
    Update(u8),
    Zone(u8, bool),
    Rate(u16),
    Burst,
    Order(bool),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1_u16..20_000).prop_map(Act::Wait),
        3 => (any::<u8>(), any::<u16>()).prop_map(|(shard, at)| Act::Split(shard, at)),
        3 => any::<u8>().prop_map(Act::Merge),
        2 => any::<u8>().prop_map(Act::Update),
        2 => (0_u8..3, any::<bool>()).prop_map(|(zone, pause)| Act::Zone(zone, pause)),
        1 => (0_u16..4_000).prop_map(Act::Rate),
        1 => Just(Act::Burst),
        2 => any::<bool>().prop_map(Act::Order),
    ]
}

/// Carries out an act. Most are refused at times: that is part of the test.
fn perform(sim: &mut Sim, act: &Act, spec: &mut ProducerSpec, trace: &mut dyn Sink) {
    let open: Vec<(ShardId, HashKeyRange)> = stream(sim).open_shards().map(|s| (s.id, s.range)).collect();
    let stream_name = "s".to_string();
    let command = match *act {
        Act::Wait(millis) => {
            sim.step(sim.now() + Duration::from_millis(millis.into()), u64::MAX, trace);
            return;
        }
        Act::Split(shard, at) => {
            let (shard_to_split, range) = open[usize::from(shard) % open.len()];
            let (start, end) = (range.starting_hash_key.0, range.ending_hash_key.0);
            let new_starting_hash_key = HashKey(start + (end - start) / 65_536 * u128::from(at));
            Command::from(Request::split_shard(&stream_name, shard_to_split, new_starting_hash_key))
        }
        Act::Merge(shard) => {
            let place = usize::from(shard) % open.len();
            let (shard_to_merge, adjacent_shard_to_merge) = (open[place].0, open[(place + 1) % open.len()].0);
            Command::from(Request::merge_shards(&stream_name, shard_to_merge, adjacent_shard_to_merge))
        }
        Act::Update(target) => {
            let target_shard_count = u32::from(target % 9) + 1;
            Command::from(Request::update_shard_count(&stream_name, target_shard_count))
        }
        Act::Zone(zone, true) => Command::PauseZone(zone),
        Act::Zone(zone, false) => Command::ResumeZone(zone),
        Act::Rate(rate) => {
            spec.rate = rate.into();
            Command::Set(ActorId(0), spec.clone().into())
        }
        Act::Order(keep_order) => {
            spec.keep_order = keep_order;
            Command::Set(ActorId(0), spec.clone().into())
        }
        Act::Burst => Command::Burst { producer: ActorId(0), factor: 5, length: Duration::from_secs(3) },
    };
    let _ = submit(sim, command, trace);
}

fn check_partition(stream: &Stream) {
    let mut next = Some(0_u128);
    for shard in stream.open_shards() {
        assert_eq!(Some(shard.range.starting_hash_key.0), next, "{} begins where the last one ended", shard.id);
        assert!(shard.range.starting_hash_key < shard.range.ending_hash_key);
        next = shard.range.ending_hash_key.0.checked_add(1);
    }
    assert_eq!(next, None, "the last open shard ends at 2^128-1");
}

fn check_numbers(stream: &Stream) {
    let mut seen = std::collections::BTreeSet::<SequenceNumber>::new();
    for shard in &stream.shards {
        let mut last = shard.starting_sequence_number();
        assert!(last.to_string().len() == 56 && seen.insert(last));
        for parent in shard.parent.iter().chain(&shard.adjacent_parent) {
            let parent = stream.shard(*parent).expect("a shard's parent stays known");
            assert!(parent.ending_sequence_number().expect("parents are closed") < last, "children are above parents");
        }
        for run in shard.log.runs(0) {
            for (ordinal, slot) in (run.first..).zip(run.slots) {
                let number = shard.sequence_number(ordinal, run.arrival(slot));
                assert!(number > last && number.to_string() > last.to_string(), "numbers rise");
                last = number;
            }
        }
        assert!(shard.ending_sequence_number().is_none_or(|end| end > last));
    }
}

/// Made = accepted + lost + still under way, for every producer.
fn check_nothing_vanishes(sim: &mut Sim, trace: &mut dyn Sink) {
    let ids: Vec<_> = sim.producers().map(|producer| (producer.id, producer.spec.clone())).collect();
    for (id, spec) in ids {
        submit(sim, Command::Set(id, ProducerSpec { rate: 0, ..spec }.into()), trace).expect("a rate of 0 is legal");
    }
    for zone in 0..3 {
        submit(sim, Command::ResumeZone(zone), trace).expect("a zone can be resumed at any time");
    }
    run(sim, 120, trace);
    let mut accepted = 0;
    for producer in sim.producers() {
        let stats = producer.stats;
        assert_eq!((stats.made, producer.waiting), (stats.accepted + stats.lost, 0), "{}", producer.spec.name);
        accepted += stats.accepted;
    }
    let kept: u64 = stream(sim).shards.iter().map(|shard| shard.log.end()).sum();
    assert_eq!(accepted, kept, "what was accepted is in a log");
}

/// In any window, a shard takes at most one second's worth plus its rate; judged from the trace alone.
#[derive(Default)]
struct Window {
    reads: std::collections::BTreeMap<ShardId, Vec<(u64, u32)>>,
    puts: u64,
    refused: u64,
}

impl Sink for Window {
    fn record(&mut self, at: shardscope_core::base::Instant, event: Event) {
        match event {
            Event::Kinesis(KinesisEvent::Got { shard, records, .. }) => {
                self.reads.entry(shard).or_default().push((at.as_micros(), records));
            }
            Event::Kinesis(KinesisEvent::Put { accepted, refused, .. }) => {
                self.puts += u64::from(accepted);
                self.refused += u64::from(refused);
            }
            _ => {}
        }
    }
}

fn check_write_windows(stream: &Stream) {
    for shard in &stream.shards {
        let mut arrivals = Vec::new();
        for run in shard.log.runs(0) {
            arrivals.extend(run.slots.iter().map(|slot| run.arrival(slot).as_micros()));
        }
        // 1,001 records can be no closer together than what the bucket refills.
        for pair in arrivals.windows(1_501) {
            let micros = pair[1_500] - pair[0];
            assert!(micros >= 499_000, "{}: 1,501 records in {micros} µs", shard.id);
        }
    }
}

/// 24 cases, or as many as PROPTEST_CASES says.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_run_keeps_its_invariants(
        seed in any::<u64>(),
        shards in 1_u32..6,
        rate in 0_u32..3_000,
        keep_order in any::<bool>(),
        retry in prop_oneof![Just(Retry::Never), Just(Retry::AtOnce), Just(Retry::Backoff)],
        acts in prop::collection::vec(act(), 1..30),
    ) {
        let mut trace = Window::default();
        let mut sim = with_shards(shards, Config { seed, ..Config::default() }, &mut trace);
        sim.set_memory_limit(u64::MAX);
        let mut spec = ProducerSpec { rate, keep_order, retry, api: Api::PutRecords { batch: 20 }, ..trucks(0) };
        let clicks = ProducerSpec {
            distribution: Distribution::Zipf { exponent_hundredths: 130 },
            api: Api::PutRecord,
            retry,
            ..ProducerSpec { rate: 300, ..trucks(0) }
        };
        submit(&mut sim, Command::Add(spec.clone().into()), &mut trace).expect("a legal producer");
        submit(&mut sim, Command::Add(clicks.into()), &mut trace).expect("a legal producer");
        submit(&mut sim, Command::Add(reader("all").into()), &mut trace).expect("a legal reader");
        for act in &acts {
            perform(&mut sim, act, &mut spec, &mut trace);
            check_partition(stream(&sim));
        }
        check_nothing_vanishes(&mut sim, &mut trace);
        // Every resharding ends, whatever it was.
        run(&mut sim, 30 * 60, &mut trace);
        check_partition(stream(&sim));
        prop_assert_eq!(stream(&sim).change(), None);
        check_numbers(stream(&sim));
        check_write_windows(stream(&sim));

        // The reader respects parents: it has read everything, once.
        let kept: u64 = stream(&sim).shards.iter().map(|shard| shard.log.end()).sum();
        let all = sim.readers().next().expect("one reader");
        prop_assert_eq!(all.stats.records, kept);
        prop_assert_eq!(all.book.order.read_twice, 0);
        prop_assert_eq!(trace.puts, kept);
        // Order is the producer's promise: kept where its policy keeps it.
        if retry == Retry::Never {
            prop_assert_eq!(all.book.order.out_of_order, 0, "without retries nothing overtakes");
        }
    }
}

/// Reads the whole of a keyed workload with `keep_order` under heavy refusal: no inversion, across reshardings.
#[test]
fn order_is_kept_through_throttling_and_resharding_when_it_is_asked_for() {
    for (keep_order, in_order) in [(true, true), (false, false)] {
        let mut sim = with_shards(1, Config::default(), &mut ());
        let spec = ProducerSpec { keep_order, retry: Retry::Backoff, latency_millis: 5, ..trucks(1_500) };
        submit(&mut sim, Command::Add(spec.into()), &mut ()).unwrap();
        submit(&mut sim, Command::Add(reader("all").into()), &mut ()).unwrap();
        run(&mut sim, 10, &mut ());
        let split = Request::split_shard("s", ShardId(0), HashKey(1 << 127));
        submit(&mut sim, Command::from(split), &mut ()).unwrap();
        run(&mut sim, 90, &mut ());
        let all = sim.readers().next().unwrap();
        assert!(all.stats.records > 100_000);
        assert_eq!(all.book.order.out_of_order == 0, in_order, "keep_order: {keep_order}");
    }
}

/// Children before parents: the inversion that a careful reader avoids.
#[test]
fn a_reader_that_ignores_parents_sees_inversions() {
    let inversions = |parents_first: bool| {
        let mut sim = with_shards(1, Config::default(), &mut ());
        submit(&mut sim, Command::Add(trucks(900).into()), &mut ()).unwrap();
        run(&mut sim, 60, &mut ());
        let split = Request::split_shard("s", ShardId(0), HashKey(1 << 127));
        submit(&mut sim, Command::from(split), &mut ()).unwrap();
        run(&mut sim, 60, &mut ());
        let spec = shardscope_core::client::ReaderSpec { parents_first, ..reader("late") };
        submit(&mut sim, Command::Add(spec.into()), &mut ()).unwrap();
        run(&mut sim, 200, &mut ());
        let late = sim.readers().next().unwrap();
        assert!(late.stats.records > 150_000);
        late.book.order.out_of_order
    };
    assert_eq!(inversions(true), 0);
    assert!(inversions(false) > 1_000);
}

/// Adding an application leaves what every producer sends untouched.
#[test]
fn a_reader_more_changes_no_producer() {
    let logs = |readers: usize| {
        let mut sim = with_shards(3, Config::default(), &mut ());
        submit(&mut sim, Command::Add(trucks(2_000).into()), &mut ()).unwrap();
        for _ in 0..readers {
            submit(&mut sim, Command::Add(reader("r").into()), &mut ()).unwrap();
        }
        run(&mut sim, 20, &mut ());
        stream(&sim).shards.iter().map(|shard| shard.log.clone()).collect::<Vec<_>>()
    };
    assert_eq!(logs(0), logs(3));
}

#[test]
fn a_command_that_is_refused_leaves_the_run_as_it_was() {
    let mut sim = with_shards(2, Config::default(), &mut ());
    submit(&mut sim, Command::Add(trucks(100).into()), &mut ()).unwrap();
    run(&mut sim, 5, &mut ());
    let before = sim.clone();
    let spec = |change: fn(&mut ProducerSpec)| {
        let mut spec = trucks(100);
        change(&mut spec);
        Command::Set(ActorId(0), spec.into())
    };
    for command in [
        spec(|s| s.rate = 1_000_001),
        spec(|s| s.record_bytes = 127),
        spec(|s| s.keys = 0),
        spec(|s| s.api = Api::PutRecords { batch: 501 }),
        spec(|s| s.latency_millis = 60_001),
        spec(|s| s.name = String::new()),
        spec(|s| s.stream_name = "other".into()),
        Command::Remove(Kind::Producer, ActorId(9)),
        Command::Add(shardscope_core::client::ReaderSpec { polling_millis: 0, ..reader("r") }.into()),
        Command::Add(shardscope_core::client::ReaderSpec { stream_name: "none".into(), ..reader("r") }.into()),
        Command::PauseZone(3),
        Command::Burst { producer: ActorId(0), factor: 0, length: Duration::SECOND },
    ] {
        assert!(submit(&mut sim, command.clone(), &mut ()).is_err(), "{command:?}");
        assert!(sim == before, "{command:?}");
    }
}

/// 90 % from one country on five shards: one shard carries it all, and the others idle.
#[test]
fn a_skewed_key_fills_one_shard() {
    let mut sim = with_shards(5, Config::default(), &mut ());
    let spec = ProducerSpec {
        workload: shardscope_core::client::Workload::Countries,
        keys: 8,
        distribution: Distribution::Share { per_mille: 900 },
        retry: Retry::Never,
        ..trucks(3_000)
    };
    submit(&mut sim, Command::Add(spec.into()), &mut ()).unwrap();
    run(&mut sim, 30, &mut ());
    let taken: Vec<u64> = stream(&sim).shards.iter().map(|shard| shard.meter.total.incoming_records / 30).collect();
    let refused: Vec<u64> = stream(&sim).shards.iter().map(|shard| shard.meter.total.throttled_records / 30).collect();
    assert!((990..1_050).contains(&taken[2]) && (1_600..1_800).contains(&refused[2]), "{taken:?} {refused:?}");
    assert_eq!((taken[4], refused[4]), (0, 0), "no country of the eight goes to shard 4");
}
