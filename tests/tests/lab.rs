//! The ordering lab: the famous figures come out by themselves, and what each lane promises holds.
use shardscope_core::base::Duration;
use shardscope_core::client::Kind;
use shardscope_core::client::lab::{Lane, LaneSpec, Target, Verdict};
use shardscope_core::script::Script;
use shardscope_core::sim::{Command, Sim};
use shardscope_core::timeline::Timeline;

const WORLD: &str = "\
shardscope 1
seed 5
at 0s aws kinesis create-stream --stream-name gps --shard-count 5
at 0s aws sqs create-queue --queue-name standard
at 0s aws sqs create-queue --queue-name one.fifo --attributes FifoQueue=true
at 0s aws sqs create-queue --queue-name trucks.fifo --attributes FifoQueue=true
at 0s aws sns create-topic --name gps
at 0s aws sqs create-queue --queue-name a
at 0s aws sqs create-queue --queue-name b
at 0s aws sqs create-queue --queue-name c
at 0s aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:gps --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:a --attributes RawMessageDelivery=true
at 0s aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:gps --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:b --attributes RawMessageDelivery=true
at 0s aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:gps --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:c --attributes RawMessageDelivery=true
";
const LANES: [&str; 5] = [
    "lane kinesis --stream-name gps --batch 100",
    "lane standard --queue-name standard",
    "lane one --queue-name one.fifo --groups 1",
    "lane trucks --queue-name trucks.fifo",
    "lane topic --topic-name gps",
];

/// The world with these lanes, a minute after its start.
fn world(lanes: &[String]) -> Timeline<()> {
    let lines: Vec<String> = lanes.iter().map(|lane| format!("at 31s {lane}\n")).collect();
    let script = Script::parse(&format!("{WORLD}{}", lines.concat())).unwrap();
    let mut timeline = Timeline::of(script);
    pass(&mut timeline, 60);
    timeline
}

fn all(options: &str) -> Vec<String> {
    LANES.iter().map(|lane| format!("{lane} {options}")).collect()
}

fn pass(timeline: &mut Timeline<()>, seconds: u64) {
    let until = timeline.now() + Duration::from_secs(seconds);
    while timeline.now() < until {
        timeline.step(until, 1_000_000);
    }
}

fn lane<'a>(sim: &'a Sim, name: &str) -> &'a Lane {
    sim.lanes().find(|lane| lane.spec.name == name).unwrap()
}

fn set(timeline: &mut Timeline<()>, name: &str, change: impl Fn(&mut LaneSpec)) {
    let (id, mut spec) = {
        let lane = lane(timeline.sim(), name);
        (lane.id, lane.spec.clone())
    };
    change(&mut spec);
    timeline.act(Command::Set(id, spec.into())).unwrap();
}

/// The trucks stop, and everything is processed.
fn drain(timeline: &mut Timeline<()>) {
    for line in LANES {
        set(timeline, line.split(' ').nth(1).unwrap(), |spec| (spec.rate, spec.failures_per_mille) = (0, 0));
    }
    pass(timeline, 300);
}

#[test]
fn each_lane_keeps_what_its_service_promises() {
    // Two consumers cannot keep up with 450 a second: what waits in a standard queue is overtaken.
    let mut timeline = world(&all("--rate 450 --consumers 2"));
    pass(&mut timeline, 30);
    let now = timeline.now();
    for name in ["kinesis", "standard"] {
        let worked = lane(timeline.sim(), name).receivers[0].seconds.before(now);
        assert!((50..=450).contains(&worked), "{name} works on {worked} a second");
    }
    drain(&mut timeline);
    for name in ["kinesis", "standard", "one", "trucks", "topic"] {
        let lane = lane(timeline.sim(), name);
        assert_eq!(lane.sender.waiting(), 0, "{name}");
        for receiver in &lane.receivers {
            let check = &receiver.check;
            assert_eq!(check.outstanding(lane.sender.taken), 0, "{name} loses nothing");
            assert_eq!(check.missing(), 0, "{name}");
            let ordered = !matches!(name, "standard" | "topic");
            assert_eq!(check.out_of_order == 0, ordered, "{name}: {} out of order", check.out_of_order);
            let twice = if ordered { 0..1 } else { 1..200 };
            assert!(twice.contains(&check.duplicates), "{name}: {} duplicates", check.duplicates);
        }
    }
    assert_eq!(lane(timeline.sim(), "topic").receivers.len(), 3, "each queue of the topic gets everything");
}

#[test]
fn five_readers_on_five_shards_one_on_one_group_and_many_on_many() {
    let mut timeline = world(&all("--rate 250 --consumers 20 --work 10ms"));
    let mut most = [0; 5];
    for _ in 0..600 {
        let until = timeline.now() + Duration::from_millis(50);
        timeline.step(until, u64::MAX);
        for (lane, most) in timeline.sim().lanes().zip(&mut most) {
            *most = (*most).max(lane.receivers[0].working());
        }
    }
    let since = timeline.now() - Duration::from_secs(20);
    let peaks: Vec<u32> = timeline.sim().lanes().map(|lane| lane.receivers[0].parallel.peak(since)).collect();
    assert_eq!((most[0], peaks[0]), (5, 5), "Kinesis: as many as shards; 15 of 20 are idle");
    assert_eq!((most[2], peaks[2]), (1, 1), "one group: one at a time");
    assert!(most[1] > 1 && most[3] > 1, "{most:?}");
}

#[test]
fn a_hundred_groups_employ_a_hundred_consumers_and_no_more() {
    // Each message takes a second: 100 groups can have 100 a second worked on.
    let mut timeline = world(&["lane trucks --queue-name trucks.fifo --rate 250 --consumers 150 --work 1s".into()]);
    let mut most = 0;
    for _ in 0..200 {
        timeline.step(timeline.now() + Duration::from_millis(100), u64::MAX);
        let receiver = &timeline.sim().lanes().next().unwrap().receivers[0];
        // A consumer holds groups, not messages: so many groups, so many consumers at most.
        most = most.max(receiver.working());
    }
    assert!((60..=100).contains(&most), "{most} of 150 consumers worked at once");
}

#[test]
fn a_fifo_queue_takes_300_calls_a_second_or_3000_messages_in_batches() {
    let taken = |lane: &str| {
        let timeline = world(&[lane.into()]);
        let lane = timeline.sim().lanes().next().unwrap();
        (lane.sender.seconds.before(timeline.now()), lane.sender.waiting() > 0)
    };
    assert_eq!(taken("lane l --queue-name trucks.fifo --rate 1000 --batch 1 --consumers 0"), (300, true));
    assert_eq!(taken("lane l --queue-name trucks.fifo --rate 5000 --batch 10 --consumers 0"), (3_000, true));
    assert_eq!(taken("lane l --queue-name standard --rate 5000 --batch 10 --consumers 0"), (5_000, false));
    // Five shards take 5,000 records a second, whatever the call is; 100 trucks do not spread evenly.
    let (kinesis, waits) = taken("lane l --stream-name gps --rate 8000 --batch 500 --consumers 0");
    assert!((4_000..=5_000).contains(&kinesis) && waits, "{kinesis}");
}

#[test]
fn crashes_double_messages_and_lose_none() {
    let mut timeline = world(&all("--rate 100 --consumers 5 --failures 2%"));
    pass(&mut timeline, 120);
    drain(&mut timeline);
    for lane in timeline.sim().lanes() {
        for receiver in &lane.receivers {
            let (name, check) = (&lane.spec.name, &receiver.check);
            let crashes = receiver.crashes;
            // A group that has crashed waits for its visibility timeout: fewer crashes, too.
            assert!(crashes >= if name == "one" { 3 } else { 20 }, "{name}: {crashes} crashes");
            assert!(check.duplicates >= crashes, "{name}: {} duplicates, {crashes} crashes", check.duplicates);
            assert_eq!(check.outstanding(lane.sender.taken), 0, "{name}");
        }
    }
    // What a lane with groups delivers again, it delivers in order again: nothing new comes too late.
    for name in ["kinesis", "one", "trucks"] {
        assert_eq!(lane(timeline.sim(), name).receivers[0].check.out_of_order, 0, "{name}");
    }
}

#[test]
fn consumers_come_and_go_and_shards_split_without_a_loss() {
    let mut timeline = world(&all("--rate 200 --consumers 5"));
    let request = |line: &str| {
        let call = shardscope_core::cli::parse(line).unwrap();
        let operation = call.service.operation(call.operation).unwrap();
        shardscope_core::api::of_body(call.service, operation, call.body).unwrap().command
    };
    for (seconds, consumers) in [(10, 1), (10, 0), (10, 12), (40, 3)] {
        for line in LANES {
            set(&mut timeline, line.split(' ').nth(1).unwrap(), |spec| spec.consumers = consumers);
        }
        pass(&mut timeline, seconds);
        if consumers == 12 {
            let split = "aws kinesis update-shard-count --stream-name gps --target-shard-count 3 --scaling-type UNIFORM_SCALING";
            timeline.act(request(split)).unwrap();
        }
    }
    drain(&mut timeline);
    for lane in timeline.sim().lanes() {
        for receiver in &lane.receivers {
            let (name, check) = (&lane.spec.name, &receiver.check);
            assert_eq!(
                check.outstanding(lane.sender.taken),
                0,
                "{name}: {} of {}",
                check.different(),
                lane.sender.taken
            );
        }
    }
    let check = &lane(timeline.sim(), "kinesis").receivers[0].check;
    assert_eq!(check.out_of_order, 0, "children wait for their parents");
}

#[test]
fn a_lane_is_the_same_in_one_step_and_in_many_and_after_seeking() {
    let script = || {
        Script::parse(&format!(
            "{WORLD}{}",
            all("--failures 1%").iter().map(|l| format!("at 31s {l}\n")).collect::<String>()
        ))
        .unwrap()
    };
    let mut once: Timeline<()> = Timeline::of(script());
    let mut many: Timeline<()> = Timeline::of(script());
    pass(&mut once, 90);
    while many.now() < once.now() {
        let next = (many.now() + Duration::from_millis(37)).min(once.now());
        many.step(next, 1_000);
    }
    assert!(once.sim() == many.sim());
    let end = once.now();
    once.seek(end - Duration::from_secs(40));
    while once.now() < end {
        once.step(end, 10_000);
    }
    assert!(once.sim() == many.sim());
}

#[test]
fn what_cannot_be_a_lane_is_refused() {
    let mut timeline = world(&["lane l --queue-name standard".into()]);
    let usual = LaneSpec::new("x", Target::Queue("standard".into()));
    for (spec, part) in [
        (LaneSpec { batch: 11, ..usual.clone() }, "batch: 11 is not between 1 and 10"),
        (LaneSpec { name: String::new(), ..usual.clone() }, "name"),
        (LaneSpec { trucks: 0, ..usual.clone() }, "trucks"),
        (LaneSpec { consumers: 201, ..usual.clone() }, "consumers"),
        (LaneSpec { groups: 101, ..usual.clone() }, "groups: 101 is not between 1 and 100"),
        (LaneSpec { note: "x".repeat(201), ..usual.clone() }, "note"),
        (LaneSpec::new("x", Target::Queue("none".into())), "queue does not exist"),
        (LaneSpec::new("x", Target::Topic("none".into())), "Topic does not exist"),
        (LaneSpec::new("x", Target::Stream("none".into())), "none"),
    ] {
        let error = timeline.act(Command::Add(spec.into())).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    let id = timeline.sim().lanes().next().unwrap().id;
    let other = LaneSpec { trucks: 200, ..usual };
    assert!(timeline.act(Command::Set(id, other.into())).unwrap_err().to_string().contains("stay as they are"));
    timeline.act(Command::Remove(Kind::Lane, id)).unwrap();
    assert_eq!(timeline.sim().lanes().count(), 0);
    pass(&mut timeline, 60);
}

/// A spiral, 400 points in one stroke, and then 200 in another.
fn sketch() -> String {
    let place = |n: i32| format!("{},{}", 100 + (n * 37) % 800, 50 + (n * 53) % 500);
    let stroke = |from: i32, to: i32| format!("M{}", (from..to).map(place).collect::<Vec<_>>().join(" "));
    format!("at 32s draw {}\nat 40s draw {}\n", stroke(0, 400), stroke(400, 600))
}

/// The lanes with this drawing, half a minute later.
fn drawn(options: &str) -> Timeline<()> {
    let lanes = all(&format!("--drawing {options}")).join("\nat 31s ");
    let mut timeline = Timeline::of(Script::parse(&format!("{WORLD}at 31s {lanes}\n{}", sketch())).unwrap());
    pass(&mut timeline, 100);
    timeline
}

#[test]
fn every_consumer_redraws_the_drawing_and_broken_lines_are_broken_order() {
    // One consumer each, no crash; then five, of which some crash.
    for (options, many) in [("--consumers 1 --rate 100", false), ("--consumers 5 --rate 200 --failures 1%", true)] {
        let mut timeline = drawn(options);
        drain(&mut timeline);
        for lane in timeline.sim().lanes() {
            for receiver in &lane.receivers {
                let name = &lane.spec.name;
                let order: Vec<u32> = receiver.recent.iter().map(|(index, _)| *index).collect();
                let mut points = order.clone();
                points.sort_unstable();
                points.dedup();
                assert_eq!(points, (0..600).collect::<Vec<_>>(), "{name}: every point comes");
                let verdict = |index: usize| receiver.recent[index].1;
                // What the check says is what a line through the points shows.
                let back = (1..order.len()).filter(|at| order[*at] < order[*at - 1]).count();
                let wrong = (0..order.len()).filter(|at| verdict(*at) != Verdict::InOrder).count();
                assert!(back <= wrong && (wrong == 0) == (back == 0), "{name}: {back} steps back, {wrong} noticed");
                match name.as_str() {
                    "one" => assert_eq!((receiver.check.out_of_order, wrong > 0), (0, many), "{options}"),
                    // A group per key has an order per key: whether the drawing is whole is luck.
                    "trucks" => {}
                    // Five shards are read one after the other even by one consumer; a standard queue promises nothing.
                    _ => assert!(wrong > 0, "{name}, {options}"),
                }
            }
        }
    }
}

#[test]
fn one_key_keeps_a_drawing_whole_on_a_stream() {
    let lines = "at 31s lane one --stream-name gps --groups 1 --drawing --rate 100 --consumers 5";
    let mut timeline = Timeline::of(Script::parse(&format!("{WORLD}{lines}\n{}", sketch())).unwrap());
    pass(&mut timeline, 60);
    let lane = timeline.sim().lanes().next().unwrap();
    let order: Vec<u32> = lane.receivers[0].recent.iter().map(|(index, _)| *index).collect();
    assert_eq!(order, (0..600).collect::<Vec<_>>());
    assert_eq!(lane.sender.made, 600);
    // The message says where its point is.
    let stream = timeline.sim().kinesis().stream_named("gps").unwrap();
    let shard = stream.shards.iter().find(|shard| shard.log.end() > 0).unwrap();
    let record = timeline.sim().inspect(stream.id, shard.id, 599).unwrap();
    let text = String::from_utf8(record.data).unwrap();
    assert_eq!(text, r#"{"n":599,"stroke":2,"x":663,"y":297}"#);
}

#[test]
fn a_new_sheet_is_empty_and_a_lane_that_comes_late_draws_that_sheet_only() {
    let mut timeline = drawn("--consumers 2 --rate 200");
    let sheet =
        Script::parse("shardscope 1\nat 0s draw --new-sheet M1,1 2,2 3,3\n").unwrap().commands.remove(0).command;
    timeline.act(sheet).unwrap();
    let late = LaneSpec { drawing: true, ..LaneSpec::new("late", Target::Queue("a".into())) };
    timeline.act(Command::Add(late.into())).unwrap();
    pass(&mut timeline, 30);
    assert_eq!(timeline.sim().drawing().sheet, 600);
    for lane in timeline.sim().lanes().filter(|lane| lane.spec.name != "topic") {
        let mut points: Vec<u32> = lane.receivers[0].recent.iter().map(|(index, _)| *index).collect();
        points.sort_unstable();
        points.dedup();
        assert_eq!(points, [600, 601, 602], "{}", lane.spec.name);
    }
}

#[test]
fn groups_change_while_it_runs_and_nothing_is_lost_or_taken_for_foreign() {
    // Eight consumers at 20 ms a message: a group has 50 a second worked on.
    let mut timeline =
        world(&["lane l --queue-name trucks.fifo --rate 150 --consumers 8 --work 20ms --groups 1".into()]);
    let parallel = |timeline: &Timeline<()>| {
        timeline.sim().lanes().next().unwrap().receivers[0].parallel.peak(timeline.now() - Duration::from_secs(5))
    };
    assert_eq!(parallel(&timeline), 1, "one group");
    set(&mut timeline, "l", |spec| spec.groups = 4);
    pass(&mut timeline, 60);
    assert_eq!(parallel(&timeline), 4, "four groups, and what waits in the old one");
    set(&mut timeline, "l", |spec| (spec.groups, spec.rate) = (100, 380));
    pass(&mut timeline, 60);
    assert!(parallel(&timeline) > 4);
    set(&mut timeline, "l", |spec| spec.rate = 0);
    pass(&mut timeline, 400);
    let lane = timeline.sim().lanes().next().unwrap();
    assert_eq!(lane.receivers[0].check.outstanding(lane.sender.taken), 0);
    assert_eq!(lane.known.len(), 3, "a recipe for each number of groups");
}

#[test]
fn a_group_is_always_that_of_the_same_trucks_whose_points_stay_theirs() {
    let lines = "at 31s lane l --stream-name gps --trucks 10 --groups 4 --rate 100 --consumers 2\n";
    let mut timeline = Timeline::of(Script::parse(&format!("{WORLD}{lines}")).unwrap());
    pass(&mut timeline, 40);
    let sim = timeline.sim();
    let stream = sim.kinesis().stream_named("gps").unwrap();
    let mut seen = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
    for shard in &stream.shards {
        for position in 0..shard.log.end() {
            let record = sim.inspect(stream.id, shard.id, position).unwrap();
            let json: serde_json::Value = serde_json::from_slice(&record.data).unwrap();
            let group = String::from_utf8(record.partition_key).unwrap();
            seen.entry(json["truck_id"].as_str().unwrap().into()).or_default().insert(group);
        }
    }
    assert_eq!(seen.len(), 10);
    assert!(seen.values().all(|groups| groups.len() == 1), "{seen:?}");
    assert_eq!(seen["truck_1"], seen["truck_5"], "truck 1 and 5 share the first group");
    assert_eq!(lane(sim, "l").receivers[0].check.out_of_order, 0);
}
