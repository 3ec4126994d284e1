//! The lab when what its lanes use is deleted, made again, runs out, or answers at once.
use shardscope_core::base::Duration;
use shardscope_core::client::lab::Lane;
use shardscope_core::script::Script;
use shardscope_core::timeline::Timeline;

/// These lines, played to so many seconds; a step that stands still fails.
fn played(lines: &str, seconds: u64) -> Timeline<()> {
    let mut timeline = Timeline::of(Script::parse(&format!("shardscope 1\nseed 5\n{lines}")).unwrap());
    let until = timeline.epoch() + Duration::from_secs(seconds);
    for _ in 0..200 {
        if timeline.now() >= until {
            return timeline;
        }
        timeline.step(until, 100_000);
    }
    panic!("time stands still at {:?}", timeline.now());
}

fn lane<'a>(timeline: &'a Timeline<()>, name: &str) -> &'a Lane {
    timeline.sim().lanes().find(|lane| lane.spec.name == name).unwrap()
}

fn to_come(lane: &Lane) -> u64 {
    lane.receivers[0].check.outstanding(lane.sender.taken)
}

#[test]
fn no_work_and_no_visibility_timeout_do_not_stop_the_clock() {
    let lines = "at 0s aws sqs create-queue --queue-name q --attributes VisibilityTimeout=0\n\
                 at 1s lane l --queue-name q --rate 50 --consumers 5 --work 0s\n";
    let timeline = played(lines, 20);
    assert!(lane(&timeline, "l").receivers[0].check.different() > 500);
}

#[test]
fn a_lane_that_comes_when_shards_have_expired_reads_their_children() {
    let lines = "at 0s aws kinesis create-stream --stream-name s --shard-count 2\n\
                 at 60s aws kinesis update-shard-count --stream-name s --target-shard-count 4 --scaling-type UNIFORM_SCALING\n\
                 at 26h lane l --stream-name s --rate 50 --consumers 3\n";
    let timeline = played(lines, 26 * 3_600 + 60);
    let lane = lane(&timeline, "l");
    assert!(lane.sender.taken > 2_500 && to_come(lane) < 200, "{} to come", to_come(lane));
}

#[test]
fn a_stream_that_is_deleted_and_made_again_is_read_from_its_beginning() {
    let lines = "at 0s aws kinesis create-stream --stream-name s --shard-count 2\n\
                 at 31s lane l --stream-name s --rate 50 --consumers 3\n\
                 at 60s aws kinesis delete-stream --stream-name s\n\
                 at 120s aws kinesis create-stream --stream-name s --shard-count 3\n";
    let timeline = played(lines, 240);
    let lane = lane(&timeline, "l");
    let stream = timeline.sim().kinesis().stream_named("s").unwrap();
    let there: u64 = stream.shards.iter().map(|shard| shard.log.end()).sum();
    // What lay in the first stream is gone with it, at most.
    assert!(there > 4_000 && to_come(lane) < 200, "{} to come of {there}", to_come(lane));
}

#[test]
fn a_queue_that_is_deleted_and_made_again_is_received_from() {
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
    let lines = format!(
        "at 0s aws sqs create-queue --queue-name q\n\
         at 1s lane l --queue-name q --rate 50 --consumers 3\n\
         at 20s aws sqs delete-queue --queue-url {url}\n\
         at 90s aws sqs create-queue --queue-name q\n"
    );
    let timeline = played(&lines, 150);
    let lane = lane(&timeline, "l");
    assert_eq!(lane.receivers.len(), 1);
    assert!(lane.sender.taken > 7_000 && to_come(lane) < 100, "{} to come", to_come(lane));
}

#[test]
fn who_subscribes_late_owes_nothing_of_before() {
    let subscribe = |queue| {
        format!(
            "aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:t --protocol sqs --notification-endpoint \
             arn:aws:sqs:us-east-1:123456789012:{queue} --attributes RawMessageDelivery=true\n"
        )
    };
    let lines = format!(
        "at 0s aws sns create-topic --name t\nat 0s aws sqs create-queue --queue-name a\nat 0s aws sqs create-queue --queue-name \
         b\nat 0s {}at 1s lane l --topic-name t --rate 50\nat 31s {}",
        subscribe("a"),
        subscribe("b")
    );
    let timeline = played(&lines, 60);
    let lane = lane(&timeline, "l");
    let late = &lane.receivers[1];
    assert!((1_490..=1_520).contains(&late.from), "{}", late.from);
    assert!(late.check.different() + late.from + 50 > lane.sender.taken);
}

#[test]
fn idle_consumers_read_the_free_shards_while_one_is_held() {
    // One consumer holds a batch of 500 records for minutes; a second one comes, and reads the others.
    let lines = "at 0s aws kinesis create-stream --stream-name s --shard-count 4\n\
                 at 31s lane l --stream-name s --rate 200 --consumers 1 --work 1s\n\
                 at 91s set-lane 0 --name l --stream-name s --rate 200 --consumers 2 --work 1s\n";
    let timeline = played(lines, 100);
    assert_eq!(lane(&timeline, "l").receivers[0].working(), 2);
}

#[test]
fn a_stroke_is_taken_back_and_drawn_again_as_a_whole() {
    let mut timeline = played("at 0s aws sqs create-queue --queue-name q\nat 1s lane l --queue-name q --drawing\n", 60);
    let draw = |text: &str| Script::parse(&format!("shardscope 1\nat 0s {text}\n")).unwrap().commands.remove(0).command;
    let points = |timeline: &mut Timeline<()>, target| {
        while timeline.now() < target {
            timeline.step(target, u64::MAX);
        }
        timeline.sim().drawing().len()
    };
    for (seconds, line) in
        [(1, "draw M1,1 2,2"), (3, "draw M3,3 4,4"), (1, "draw 5,5 6,6"), (0, "draw 7,7"), (5, "draw 8,8")]
    {
        let until = timeline.now() + Duration::from_secs(seconds);
        timeline.step(until, u64::MAX);
        timeline.act(draw(line)).unwrap();
    }
    let now = timeline.now() + Duration::from_secs(2);
    assert_eq!(points(&mut timeline, now), 8);
    let target = timeline.undo().unwrap();
    assert_eq!((target, points(&mut timeline, target)), (now, 2), "the second stroke");
    let target = timeline.undo().unwrap();
    assert_eq!(points(&mut timeline, target), 0, "the first");
    let target = timeline.redo().unwrap();
    assert_eq!(points(&mut timeline, target), 2);
    let target = timeline.redo().unwrap();
    assert_eq!((target, points(&mut timeline, target)), (now, 8), "all of the second again");
    assert!(timeline.redo().is_none());
}
