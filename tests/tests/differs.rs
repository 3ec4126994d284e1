//! The table of what differs between a stream, two kinds of queue and a topic: each cell's run shows what the cell says.
use shardscope_core::base::Duration;
use shardscope_core::client::lab::{Lane, Receiver};
use shardscope_core::script::Script;
use shardscope_core::sim::Sim;
use shardscope_core::timeline::Timeline;

/// A run of the table at the moment it opens with, and so many seconds later.
fn run(text: &str, later: u64) -> Timeline<()> {
    let mut timeline = Timeline::of(Script::parse(text).unwrap());
    let until = timeline.end() + Duration::from_secs(later);
    while timeline.now() < until {
        timeline.step(until, 1_000_000);
    }
    timeline
}

macro_rules! row {
    ($name:literal, $later:literal) => {
        run(include_str!(concat!("../../web/scenarios/differs/", $name, ".txt")), $later)
    };
}

fn lane<'a>(sim: &'a Sim, name: &str) -> &'a Lane {
    sim.lanes().find(|lane| lane.spec.name == name).unwrap()
}

fn first<'a>(sim: &'a Sim, name: &str) -> &'a Receiver {
    &lane(sim, name).receivers[0]
}

/// Messages in a queue that can be received.
fn visible(sim: &Sim, name: &str) -> u64 {
    sim.sqs().named(name).unwrap().depth(sim.now()).approximate_number_of_messages_visible
}

/// Records in the stream.
fn kept(sim: &Sim) -> u64 {
    let stream = sim.kinesis().stream_named("gps").unwrap();
    stream.shards.iter().map(|shard| shard.log.end() - shard.log.trimmed()).sum()
}

const NAMES: [&str; 4] = ["Kinesis", "SQS standard", "SQS FIFO", "SNS"];

#[test]
fn pulled_messages_lie_there_and_pushed_ones_are_delivered() {
    let timeline = row!("pull", 20);
    let sim = timeline.sim();
    for name in NAMES {
        assert!(lane(sim, name).sender.taken > 1_000, "{name}");
        assert_eq!(first(sim, name).check.different(), 0, "{name}: nobody asks");
    }
    let twice = |queue: &str| sim.sqs().named(queue).unwrap().total.stored_twice;
    assert_eq!(kept(sim), lane(sim, "Kinesis").sender.taken);
    assert_eq!(visible(sim, "gps-standard"), lane(sim, "SQS standard").sender.taken + twice("gps-standard"));
    assert_eq!(visible(sim, "gps-trucks.fifo"), lane(sim, "SQS FIFO").sender.taken);
    // Nobody asked the topic either: its messages are where they were to go, a few duplicates by the standard queue.
    assert_eq!(visible(sim, "gps-map"), lane(sim, "SNS").sender.taken + twice("gps-map"));
}

#[test]
fn a_stream_keeps_what_was_read_and_queues_delete_it() {
    let timeline = row!("kept", 20);
    let sim = timeline.sim();
    let read = |name| first(sim, name).check.different();
    assert!(NAMES.iter().all(|name| read(name) > 3_000), "everything is worked on");
    assert_eq!(kept(sim), lane(sim, "Kinesis").sender.taken, "reading takes nothing away");
    assert!(first(sim, "SQS standard").check.duplicates > 20, "what a crash left undone comes back");
    for queue in ["gps-standard", "gps-trucks.fifo", "gps-map"] {
        assert!(visible(sim, queue) < 100, "{queue} has deleted what is done");
        assert!(sim.sqs().named(queue).unwrap().total.number_of_messages_deleted > 3_000, "{queue}");
    }
    assert_eq!(sim.sns().named("gps").unwrap().archived(), 0, "the topic keeps nothing");
}

#[test]
fn order_is_kept_by_shards_and_groups_and_by_nobody_else() {
    let timeline = row!("order", 20);
    let sim = timeline.sim();
    let late = |name| first(sim, name).check.out_of_order;
    assert_eq!((late("Kinesis"), late("SQS FIFO")), (0, 0));
    assert!(late("SQS standard") > 50 && late("SNS") > 50, "{} {}", late("SQS standard"), late("SNS"));
    assert!(first(sim, "SQS standard").check.duplicates > 0, "a few come twice");
}

#[test]
fn applications_of_a_stream_get_everything_and_those_of_a_queue_share() {
    let timeline = row!("consumers", 30);
    let sim = timeline.sim();
    let sent = |name| lane(sim, name).sender.taken;
    for name in ["Kinesis", "Kinesis, second"] {
        assert!(first(sim, name).check.different() + 300 > sent("Kinesis"), "{name}");
    }
    for name in ["SQS standard", "SQS FIFO"] {
        let (one, two) = (first(sim, name), first(sim, &format!("{name}, second")));
        let (one, two) = (one.check.different(), two.check.different());
        assert!(one > 300 && two > 300, "{name}: {one} and {two}");
        assert!(one + two <= sent(name), "{name}: each message goes to one of them");
    }
    let copies = &lane(sim, "SNS").receivers;
    assert_eq!(copies.len(), 2);
    assert!(copies.iter().all(|copy| copy.check.different() + 300 > sent("SNS")), "each queue gets everything");
}

#[test]
fn queues_delay_and_streams_and_topics_do_not() {
    let timeline = row!("delay", 20);
    let sim = timeline.sim();
    let to_come = |name| first(sim, name).check.outstanding(lane(sim, name).sender.taken);
    for (name, least, most) in [("Kinesis", 0, 100), ("SQS standard", 495, 560), ("SQS FIFO", 495, 560), ("SNS", 0, 20)]
    {
        assert!((least..=most).contains(&to_come(name)), "{name}: {}", to_come(name));
    }
    assert_eq!(first(sim, "SQS FIFO").check.out_of_order, 0, "the order holds");
}

#[test]
fn only_a_stream_can_be_read_again_by_who_comes_late() {
    let timeline = row!("replay", 10);
    let sim = timeline.sim();
    let sent = lane(sim, "Kinesis").sender.taken;
    assert_eq!(sent, 1_500);
    for name in NAMES {
        assert_eq!(first(sim, name).check.different(), sent, "{name}: everything was received once");
    }
    assert_eq!(first(sim, "Kinesis, late").check.different(), sent);
    for name in ["SQS standard, late", "SQS FIFO, late"] {
        assert_eq!(first(sim, name).check.different(), 0, "{name}");
    }
    let late = lane(sim, "SNS").receivers.last().unwrap();
    assert_eq!((lane(sim, "SNS").receivers.len(), late.check.different()), (2, 0), "who subscribes late");
}

#[test]
fn each_service_takes_what_its_limits_allow() {
    let timeline = row!("limits", 4);
    let sim = timeline.sim();
    let taken = |name| lane(sim, name).sender.seconds.before(sim.now());
    assert!((1_800..=2_000).contains(&taken("Kinesis")), "two shards: {}", taken("Kinesis"));
    assert_eq!((taken("SQS standard"), taken("SQS FIFO"), taken("SNS")), (4_000, 3_000, 4_000));
    assert!(lane(sim, "Kinesis").sender.waiting() > 0 && lane(sim, "SQS FIFO").sender.waiting() > 0);
}

#[test]
fn each_service_costs_what_its_price_says() {
    let timeline = row!("price", 30);
    let sim = timeline.sim();
    let stream = lane(sim, "Kinesis");
    // Five shards for 30 + 30 s and a unit for each record of 128 bytes.
    let five_shards = 5 * 15_000_000 / 60;
    assert!((five_shards - 20_000..=five_shards).contains(&(stream.shard_micros / 1_000 * 15_000_000 / 3_600_000)));
    assert_eq!(stream.put_units, stream.sender.taken);
    let requests = |name| sim.sqs().named(name).unwrap().total.requests;
    for queue in ["gps-standard", "gps-trucks.fifo", "gps-map"] {
        // Fifty sends of ten a second, as many receives or more, as many deletes.
        let sends = if queue == "gps-map" { 0 } else { 1 };
        assert!(requests(queue) >= (2 + sends) * 50 * 59, "{queue}: {}", requests(queue));
    }
    assert!((50 * 59..=50 * 60 + 1).contains(&sim.sns().named("gps").unwrap().total.requests));
}

#[test]
fn every_row_has_a_note_for_each_service() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/scenarios/differs");
    let mut rows = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let script = Script::parse(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        let mut timeline: Timeline<()> = Timeline::of(script);
        timeline.step(timeline.end(), u64::MAX);
        let lanes: Vec<&Lane> = timeline.sim().lanes().collect();
        assert!(lanes.iter().all(|lane| !lane.spec.note.is_empty()), "{rows}");
        assert!(NAMES.iter().zip(&lanes).all(|(name, lane)| lane.spec.name == *name));
        rows += 1;
    }
    assert_eq!(rows, 8);
}
