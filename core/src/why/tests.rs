//! Each chain against a run in which every figure can be worked out by hand.
use super::*;
use crate::script::Script;
use crate::sim::Step;
use crate::sns::TopicId;
use crate::sqs::QueueId;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec;

mod outcome;

/// A run of these lines after so many seconds. An account of a stream `s` whose changes take a second.
fn run(lines: &str, seconds: u64) -> Sim {
    run_with("", lines, seconds)
}

/// The same, with one more line in front of all that is done.
fn run_with(header: &str, lines: &str, seconds: u64) -> Sim {
    let stream = "at 0s aws kinesis create-stream --stream-name s --shard-count 1";
    let text = format!("shardscope 1\nlifecycle 1s\n{header}\n{stream}\n{lines}");
    let script = Script::parse(&text).expect("a script");
    let mut sim = Sim::new(script.config.clone());
    let end = script.config.epoch + Duration::from_secs(seconds);
    for logged in &script.commands {
        sim.step(script.config.epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut ());
        sim.submit(&logged.command, &mut ()).unwrap_or_else(|error| panic!("{:?}: {error}", logged.command));
    }
    assert_eq!(sim.step(end, u64::MAX, &mut ()), Step::Reached);
    sim
}

fn of_shard(sim: &Sim) -> Vec<Cause> {
    let stream = sim.kinesis().stream_named("s").expect("it is there");
    shard(sim, stream.id, ShardId(0))
}

#[test]
fn what_is_well_has_no_cause() {
    let sim = run("at 2s producer p --stream-name s --rate 100\nat 2s reader r --stream-name s", 60);
    assert_eq!(of_shard(&sim), []);
    assert_eq!(actor(&sim, ActorId(0)), []);
    assert_eq!(actor(&sim, ActorId(1)), []);
    assert_eq!(actor(&sim, ActorId(99)), []);
    assert_eq!(queue(&sim, QueueId(7)), []);
    assert_eq!(topic(&sim, TopicId(7)), []);
}

#[test]
fn a_hot_key_is_named_with_what_it_sends_and_what_is_refused() {
    let sim = run("at 2s producer p --stream-name s --workload hot:truck-1 --rate 1400 --retry never", 30);
    let chain = of_shard(&sim);
    let [Cause::Refused { shard, per_second, limit }, Cause::Offered { per_second: offered, taken }, hot] = &chain[..]
    else {
        panic!("{chain:?}");
    };
    // 1,400 a second are made, and 1,000 taken.
    assert_eq!((*shard, *limit), (ShardId(0), Limit::WriteRecords));
    assert!((390..=410).contains(per_second) && (995..=1_005).contains(taken), "{chain:?}");
    assert_eq!(*offered, per_second + taken);
    let Cause::HotKey { partition_key, per_second, .. } = hot else { panic!("{chain:?}") };
    assert_eq!(partition_key, "truck-1");
    assert!((1_390..=1_410).contains(per_second), "{chain:?}");
    // Nothing is tried again: all that was refused is given up.
    let lost = sim.producers().next().unwrap().stats;
    assert!(lost.lost > 10_000 && lost.refused - lost.lost < 100, "all but the last answers have come: {lost:?}");
    assert_eq!(actor(&sim, ActorId(0))[0], Cause::GivenUp { records: lost.lost });
    assert!(actor(&sim, ActorId(0)).contains(hot));
}

#[test]
fn what_a_key_sends_is_counted_over_all_producers() {
    let one =
        |name: &str| format!("at 2s producer {name} --stream-name s --workload hot:truck-1 --rate 701 --retry never");
    let chain = of_shard(&run(&format!("{}\n{}", one("p"), one("q")), 30));
    let Some(Cause::HotKey { partition_key, per_second, .. }) = chain.last() else { panic!("{chain:?}") };
    assert!(partition_key == "truck-1" && (1_392..=1_412).contains(per_second), "{chain:?}");
}

#[test]
fn a_key_is_hot_by_the_limit_that_it_exceeds_and_not_before() {
    let of_limit = |rate: u32, bytes: u32| {
        let keys =
            format!("at 2s producer p --stream-name s --workload keys: --keys 2 --distribution share:80 --rate {rate}");
        let chain = of_shard(&run(&format!("{keys} --record-bytes {bytes} --retry never"), 30));
        chain.last().cloned().unwrap_or_else(|| panic!("{rate} of {bytes}"))
    };
    // Four fifths of 1,200 are a key that a shard can take; of 1,400 they are not.
    assert!(matches!(of_limit(1_200, 100), Cause::Divisible { .. }), "{:?}", of_limit(1_200, 100));
    let hot = of_limit(1_400, 100);
    assert!(matches!(hot, Cause::HotKey { per_second: 1_100..=1_140, limit: Limit::WriteRecords, .. }), "{hot:?}");
    // 100 records of 12,000 bytes: of 1.2 MB a second a key sends 0.96, and of 15,000 bytes 1.2, more than 1 MiB.
    assert!(matches!(of_limit(100, 12_000), Cause::Divisible { .. }), "{:?}", of_limit(100, 12_000));
    let hot = of_limit(100, 15_000);
    assert!(
        matches!(hot, Cause::HotKey { per_second: 1_150_000..=1_250_000, limit: Limit::WriteBytes, .. }),
        "{hot:?}"
    );
}

#[test]
fn a_key_is_not_hot_for_what_another_workload_sent() {
    let lines =
        "at 2s producer p --stream-name s --workload keys: --keys 2 --distribution share:95 --rate 1400 --retry never";
    let hot = |more: &str| {
        let chain = of_shard(&run(&format!("{lines}{more}"), 22));
        chain.iter().find_map(|cause| match cause {
            Cause::HotKey { key, .. } => Some(*key),
            _ => None,
        })
    };
    // Nineteen of twenty go to the first of two keys, then to the other; of both together a second's worth is not forgotten.
    assert_eq!([hot(""), hot("\nat 20s set-producer p --distribution share:5")], [Some(0), Some(1)]);
}

#[test]
fn the_metric_is_of_the_last_second_in_which_there_was_a_read() {
    // A call every 30 s brings 10,000 of the 15,000 that come: after 300 s a third of them wait.
    let producer = "at 2s producer p --stream-name s --workload hot:key --rate 500 --retry never";
    let reader = "at 2s reader r --stream-name s --records-per-second 1000000 --polling 30s";
    let sim = run(&format!("{producer}\n{reader}"), 303);
    let chain = actor(&sim, ActorId(1));
    let knows = chain.iter().find_map(|cause| match cause {
        Cause::MetricKnowsReads { lag_millis, iterator_age_millis } => Some((*lag_millis, *iterator_age_millis)),
        _ => None,
    });
    let (lag, age) = knows.unwrap_or_else(|| panic!("{chain:?}"));
    assert!((100_000..102_000).contains(&lag) && (91_000..94_000).contains(&age), "{chain:?}");
}

#[test]
fn many_keys_can_be_divided_and_large_records_meet_the_other_limit() {
    let keys = "at 2s producer p --stream-name s --workload keys: --keys 1000 --rate";
    let sim = run(&format!("{keys} 1500"), 30);
    let chain = of_shard(&sim);
    let again = sim.producers().next().unwrap().stats;
    assert!(again.retried > 0);
    assert!(chain.contains(&Cause::SentAgain { records: again.retried, made: again.made }), "{chain:?}");
    assert!(
        matches!(chain.last(), Some(Cause::Divisible { below, above, .. }) if below.abs_diff(*above) * 10 < below + above),
        "{chain:?}"
    );
    let sim = run(&format!("{keys} 100 --record-bytes 20000 --retry never"), 30);
    let chain = of_shard(&sim);
    assert!(matches!(chain[0], Cause::Refused { limit: Limit::WriteBytes, .. }), "{chain:?}");
}

#[test]
fn a_reader_that_is_too_slow_says_so_and_when_records_expire_unread() {
    let lines = "at 2s producer p --stream-name s --rate 100\nat 2s reader r --stream-name s --records-per-second 50";
    let sim = run(lines, 600);
    let lag = lags(&sim, ActorId(1))[0];
    // Half of what comes is done: after 10 minutes what is next is half of that old.
    assert!((290_000..310_000).contains(&lag.millis) && (29_000..31_000).contains(&lag.records), "{lag:?}");
    let chain = actor(&sim, ActorId(1));
    assert_eq!(chain[0], Cause::Behind(lag));
    assert!(matches!(chain[1], Cause::TooSlow { shard: ShardId(0), written: 98..=102, handled: 50 }), "{chain:?}");
    assert!(!chain.iter().any(|cause| matches!(cause, Cause::ExpiresUnread { .. })), "{chain:?}");
    // After 30 h it is 15 h behind, of the 24 that are kept: the oldest goes in 9 h.
    let lines = "at 2s producer p --stream-name s --rate 2\nat 2s reader r --stream-name s --records-per-second 1";
    let chain = actor(&run(lines, 30 * 3_600), ActorId(1));
    let Cause::ExpiresUnread { left, .. } = chain[1] else { panic!("{chain:?}") };
    assert!(left.as_secs().abs_diff(9 * 3_600) < 120, "{chain:?}");
}

/// The place in the shard of each record of the first source.
fn arrivals(sim: &Sim) -> BTreeMap<u32, u64> {
    let log = &sim.kinesis().stream_named("s").expect("it is there").shards[0].log;
    log.runs(0).flat_map(|run| run.slots).zip(0..).map(|(slot, place)| (slot.index, place)).collect()
}

#[test]
fn out_of_order_comes_from_retries_that_do_not_wait() {
    let lines = "at 2s producer p --stream-name s --workload keys: --keys 10 --rate 1500 --retry at-once\nat 2s reader r --stream-name s";
    let sim = run(lines, 30);
    let retried = sim.producers().next().unwrap().stats.retried;
    let chain = actor(&sim, ActorId(1));
    assert!(chain.contains(&Cause::RetriesOvertake { producer: ActorId(0), records: retried }), "{chain:?}");
    // The pair that is named: both about the one subject, the later one read before the other.
    let Cause::Overtaken { sender: ActorId(0), subject, record, by } = &chain[1] else { panic!("{chain:?}") };
    let (source, arrivals) = (&sim.sources()[0], arrivals(&sim));
    assert!([record, by].iter().all(|index| source.subject(source.subject_of(**index as u32)) == subject.as_bytes()));
    assert!(record < by && arrivals[&(*record as u32)] > arrivals[&(*by as u32)], "{record} {by}");
    let sim = run(&lines.replace("--retry", "--keep-order --retry"), 30);
    assert_eq!(sim.readers().next().unwrap().book.order.out_of_order, 0);
    assert!(!actor(&sim, ActorId(1)).iter().any(|cause| matches!(cause, Cause::RetriesOvertake { .. })));
}

#[test]
fn an_application_says_who_holds_the_shard_and_what_keeps_it() {
    let lines = "at 2s producer p --stream-name s --rate 200\nat 2s application a --stream-name s --workers 1";
    let sim = run(&format!("{lines}\nat 60s fault crash 1 0"), 90);
    let chain = actor(&sim, ActorId(1));
    assert!(matches!(chain[0], Cause::Behind(Lag { shard: ShardId(0), millis: 25_000..40_000, .. })), "{chain:?}");
    let down = Cause::Worker { worker: WorkerId(0), is: Ails::Down, left: None };
    assert!(chain.contains(&down) || chain.contains(&Cause::NoOwner { shard: ShardId(0) }), "{chain:?}");
    let sim = run(&format!("{lines}\nat 60s fault stall 1 0 --for 45s"), 90);
    let (chain, left) = (actor(&sim, ActorId(1)), Some(Duration::from_secs(15)));
    assert!(chain.contains(&Cause::Worker { worker: WorkerId(0), is: Ails::Stalled, left }));
    // The metric is of reads that were made: the last ones were in time.
    let Some(Cause::MetricKnowsReads { lag_millis, iterator_age_millis }) = chain.last() else { panic!("{chain:?}") };
    assert!((29_000..32_000).contains(lag_millis) && *iterator_age_millis < 3_000, "{chain:?}");
    // 200 records a second of 10 ms each are twice what a processor has time for.
    let sim = run(&format!("{lines} --work 10ms"), 120);
    let chain = actor(&sim, ActorId(1));
    assert!(chain.iter().any(|cause| matches!(cause, Cause::Busy { per_cent: 195..=205, .. })), "{chain:?}");
}

#[test]
fn a_function_says_which_batch_holds_it_up() {
    let lines =
        "at 2s producer p --stream-name s --rate 50\nat 2s lambda f --stream-name s\nat 30s fault poison-lambda 1 0";
    let chain = actor(&run(lines, 60), ActorId(1));
    assert!(matches!(chain[0], Cause::Behind(_)), "{chain:?}");
    assert!(matches!(chain[1], Cause::Fails { shard: ShardId(0), attempts: 2.. }), "{chain:?}");
    // While a batch is tried again nothing is read.
    assert!(matches!(chain[2], Cause::MetricKnowsReads { iterator_age_millis: 0..3_000, .. }), "{chain:?}");
}

/// Three messages of one group, of which one is received.
const GROUP: &str = "at 2s aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true
at 3s aws sqs send-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo --message-body a --message-group-id g
at 3s aws sqs send-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo --message-body b --message-group-id g
at 3s aws sqs send-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo --message-body c --message-group-id g
at 4s aws sqs receive-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo";

#[test]
fn a_group_that_waits_for_one_of_its_own_is_counted() {
    let sim = run(GROUP, 10);
    let id = sim.sqs().named("q.fifo").unwrap().id;
    let waiting = Cause::Waiting { messages: 2, oldest: Duration::from_secs(7) };
    let (in_flight, locked) = (Cause::InFlight { messages: 1, most: 120_000 }, Cause::GroupsLocked { groups: 1 });
    assert_eq!(queue(&sim, id), [waiting, in_flight, locked]);
    // Who asks meanwhile gets nothing, although there is something.
    let again = format!("{GROUP}\nat 5s {}", &GROUP[GROUP.rfind("aws sqs").expect("its last line")..]);
    assert_eq!(queue(&run(&again, 10), id)[2], Cause::EmptyForLockedGroups { calls: 1, of: 1 });
    // After 30 s of invisibility it is back, and nothing stands in the way.
    let waiting = Cause::Waiting { messages: 3, oldest: Duration::from_secs(32) };
    assert_eq!(queue(&run(GROUP, 35), id), [waiting]);
}

#[test]
fn a_short_poll_that_misses_what_there_is_is_counted() {
    let queue_url = "--queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q";
    let polls = format!("\nat 5s aws sqs receive-message {queue_url} --visibility-timeout 0").repeat(40);
    let sent = format!("at 4s aws sqs send-message {queue_url} --message-body a");
    let lines =
        format!("at 2s aws sqs create-queue --queue-name q\nat 3s aws sqs receive-message {queue_url}\n{sent}{polls}");
    let misses = |header: &str| {
        let sim = run_with(header, &lines, 6);
        let of = sim.sqs().named("q").expect("it is there");
        (queue(&sim, of.id), 40 - of.total.number_of_messages_received)
    };
    // One that found nothing to receive is not counted as such.
    let (chain, missed) = misses("short-polls-sampled 100%");
    assert!((10..30).contains(&missed), "two of four partitions are asked: {missed} of 40");
    assert_eq!(chain[1], Cause::EmptyReceives { calls: missed, of: missed + 1 });
    let (chain, missed) = misses("short-polls-sampled 0%");
    assert_eq!((chain.len(), missed), (1, 0), "{chain:?}");
}

#[test]
fn what_a_function_gives_up_is_named_once() {
    let lines = "at 2s producer p --stream-name s --rate 50
at 2s lambda f --stream-name s --retries 1
at 30s fault poison-lambda 1 0";
    let sim = run(lines, 120);
    let discarded = sim.mappings().next().unwrap().stats.discarded;
    let chain = actor(&sim, ActorId(1));
    assert!(discarded > 0 && chain.contains(&Cause::RetriesExhausted { records: discarded, retries: 1 }), "{chain:?}");
    assert!(!chain.iter().any(|cause| matches!(cause, Cause::PassedOver { .. })), "{chain:?}");
    // Some of a batch were processed before it failed: what expires unread later is named beside it, all of it.
    let function = sim.mappings().next().unwrap();
    assert_eq!(function.discarded_unprocessed, function.results.tally.lost);
    let sim = run(&lines.replace("--retries 1", "--age 1m"), 300);
    let discarded = sim.mappings().next().unwrap().stats.discarded;
    let chain = actor(&sim, ActorId(1));
    assert!(discarded > 0 && chain.contains(&Cause::RecordAgeExceeded { records: discarded }), "{chain:?}");
}

#[test]
fn who_does_not_poll_has_no_part_in_the_metric() {
    let lines = "at 2s producer p --stream-name s --workload hot:key --rate 500 --retry never
at 2s reader r --stream-name s --records-per-second 1000000 --polling 30s";
    let knows = |more: &str| {
        let chain = actor(&run(&format!("{lines}{more}"), 303), ActorId(1));
        chain.iter().any(|cause| matches!(cause, Cause::MetricKnowsReads { .. }))
    };
    assert!(knows(""));
    assert!(knows("\nat 3s application a --stream-name s --retrieval fan-out"));
    assert!(!knows("\nat 3s application a --stream-name s"));
    assert!(!knows("\nat 3s lane l --stream-name s --rate 10"));
    assert!(knows("\nat 3s lane l --stream-name s --rate 10 --consumers 0"));
}

#[test]
fn delayed_messages_and_those_that_are_too_old() {
    let lines = "at 2s aws sqs create-queue --queue-name q --attributes DelaySeconds=60,MessageRetentionPeriod=120
at 3s aws sqs send-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q --message-body a";
    let sim = run(lines, 10);
    let id = sim.sqs().named("q").unwrap().id;
    assert_eq!(queue(&sim, id), [Cause::Delayed { messages: 1, seconds: 60 }]);
    let sim = run(lines, 3_600);
    assert_eq!(queue(&sim, id), [Cause::TooOld { messages: 1 }]);
}

#[test]
fn a_topic_says_whose_messages_are_lost_and_why() {
    let lines = "at 2s aws sqs create-queue --queue-name q
at 2s aws sns create-topic --name t
at 2s aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:t --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:q
at 3s aws sns publish --topic-arn arn:aws:sns:us-east-1:123456789012:t --message one";
    let sim = run(lines, 10);
    let id = sim.sns().named("t").unwrap().id;
    assert_eq!(topic(&sim, id), []);
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
    let gone = format!(
        "{lines}\nat 4s aws sqs delete-queue --queue-url {url}
at 5s aws sns publish --topic-arn arn:aws:sns:us-east-1:123456789012:t --message two"
    );
    let endpoint = || String::from("q");
    let undelivered = Cause::Undelivered { endpoint: endpoint(), messages: 1, dead_letters: 0 };
    assert_eq!(topic(&run(&gone, 10), id), vec![Cause::EndpointGone { endpoint: endpoint() }, undelivered]);
}

/// A lane to a standard queue whose five consumers have time for its messages.
const LANE: &str = "at 3s lane l --queue-name q --rate 50 --trucks 5 --batch 10 --consumers 5 --work";

#[test]
fn a_lane_to_a_standard_queue_has_no_order() {
    let sim = run(&format!("at 2s aws sqs create-queue --queue-name q\n{LANE} 50ms"), 120);
    let lane = sim.lanes().next().unwrap();
    assert!(lane.receivers[0].check.out_of_order > 0);
    let late = Outcome::OutOfOrder { records: lane.receivers[0].check.out_of_order };
    let chain = actor(&sim, lane.id);
    let Cause::Overtaken { sender, subject, record, by } = &chain[1] else { panic!("{chain:?}") };
    assert!(*sender == lane.id && subject.starts_with("truck_") && record < by, "{chain:?}");
    assert_eq!([&chain[0], &chain[2], &chain[3]], [&late.into(), &Cause::NoOrder, &Cause::Parallel { consumers: 5 }]);
}

#[test]
fn crashes_are_counted_and_remembered_when_nobody_crashes_any_more() {
    let lines = "at 2s aws sqs create-queue --queue-name q
at 3s lane l --queue-name q --rate 50 --trucks 5 --batch 10 --consumers 5 --failures 2% --work 50ms
at 60s set-lane l --consumers 1
at 60s set-lane l --failures 0%";
    let sim = run(lines, 120);
    let lane = sim.lanes().next().unwrap();
    let times = lane.receivers[0].crashes;
    // Of 50 messages a second for 57 s, 20 of 1,000.
    assert!((30..90).contains(&times), "{times}");
    assert!(actor(&sim, lane.id).contains(&Cause::Crashes { times }), "{:?}", actor(&sim, lane.id));
}

#[test]
fn a_visibility_timeout_that_is_shorter_than_the_work_brings_duplicates() {
    let queue = "at 2s aws sqs create-queue --queue-name q --attributes VisibilityTimeout=1";
    let sim = run(&format!("{queue}\n{LANE} 200ms"), 120);
    let lane = sim.lanes().next().unwrap();
    assert!(lane.receivers[0].check.duplicates > 0);
    // Ten messages of 200 ms each.
    let (visibility, work) = (Duration::from_secs(1), Duration::from_secs(2));
    let too_short = Cause::VisibilityTooShort { visibility, work };
    assert!(actor(&sim, lane.id).contains(&too_short), "{:?}", actor(&sim, lane.id));
    let sim = run(&format!("{}\n{LANE} 50ms", queue.replace("=1", "=30")), 120);
    assert!(!actor(&sim, ActorId(0)).iter().any(|cause| matches!(cause, Cause::VisibilityTooShort { .. })));
}

#[test]
fn what_has_expired_unread_is_said() {
    // A record a second is read, two are written: after 48 hours what comes next is 24 hours old.
    let lines = "at 2s producer p --stream-name s --workload hot:key --rate 2 --retry never
at 2s reader r --stream-name s --records-per-second 1";
    let sim = run(lines, 60 * 3_600);
    let missed = sim.readers().next().unwrap().stats.missed;
    let chain = actor(&sim, ActorId(1));
    assert!(missed > 10_000 && chain.contains(&Cause::Expired { records: missed }), "{chain:?}");
}

#[test]
fn a_producer_whose_answers_are_lost_says_for_how_long_and_whether_it_sends_again() {
    for (retry, again) in [("never", false), ("backoff", true)] {
        let lines = format!(
            "at 2s producer p --stream-name s --rate 10 --retry {retry}\nat 10s fault lose-answers 0 --for 20s"
        );
        let left = Duration::from_secs(15);
        assert!(actor(&run(&lines, 15), ActorId(0)).contains(&Cause::AnswersLost { left, retries: again }), "{retry}");
        assert!(!actor(&run(&lines, 30), ActorId(0)).iter().any(|cause| matches!(cause, Cause::AnswersLost { .. })));
    }
}
