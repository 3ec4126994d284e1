//! What a run counts is what the process needs: ten minutes of every scenario, each in a process of its own.
use shardscope_core::base::{Duration, Instant};
use shardscope_core::script::Script;
use shardscope_core::sim::Step;
use shardscope_core::timeline::{CHECKPOINT_BYTES_LEAST, TOGETHER_BYTES_MOST, Timeline};
use std::path::Path;
use std::process::Command;

const MIB: u64 = 1 << 20;
/// What a process may hold besides: the program, and what the allocator keeps.
const BESIDES: u64 = 32 * MIB;
/// After ten minutes of the lab, with its checkpoints, natively and in the page.
const LAB_MOST: u64 = 256 * MIB;

/// Plays a script for ten minutes: bytes counted, and held.
fn played(path: &Path) -> (u64, u64) {
    let output = Command::new(env!("CARGO_BIN_EXE_memory")).arg(path).output().expect("it can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}: {said}{}", path.display(), String::from_utf8_lossy(&output.stderr));
    let words: Vec<&str> = said.split_whitespace().collect();
    let number = |name: &str| {
        let at = words.iter().position(|word| *word == name).unwrap_or_else(|| panic!("{name} in {said}"));
        words[at + 1].parse::<u64>().expect("a number")
    };
    println!("{}: {said}", path.file_name().unwrap_or_default().to_string_lossy());
    (number("run") + number("checkpoints"), number("resident"))
}

#[test]
fn ten_minutes_of_every_scenario_take_what_they_count() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/scenarios");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for folder in [folder.join("differs"), folder] {
        for file in std::fs::read_dir(folder).expect("the folder is there") {
            let path = file.expect("it can be read").path();
            if !path.is_file() {
                continue;
            }
            let (counted, held) = played(&path);
            let most = if path.ends_with("lab.txt") { LAB_MOST } else { u64::MAX };
            if held > (counted + counted / 4 + BESIDES).min(most) {
                wrong.push(format!("{}: {held} bytes held for {counted} counted", path.display()));
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} scenarios");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Plays a script that is kept under a name for as long as it lasts: it holds no more than it counts.
fn holds_what_it_counts(name: &str, script: &str) {
    let path = std::env::temp_dir().join(format!("shardscope-{name}-{}.txt", std::process::id()));
    std::fs::write(&path, script).expect("the folder for temporary files can be written to");
    let (counted, held) = played(&path);
    std::fs::remove_file(&path).expect("it was written");
    assert!(held <= counted + counted / 4 + BESIDES, "{name}: {held} bytes held for {counted} counted");
}

/// 600,000 messages that wait, and nobody receives them: a tenth of them had needed two gigabytes.
#[test]
fn messages_that_wait_take_what_they_count() {
    let script = "shardscope 1\n\
                  at 0s aws sqs create-queue --queue-name q\n\
                  at 1s lane l --queue-name q --rate 1000 --consumers 0\n\
                  until 2s\n";
    holds_what_it_counts("waiting", script);
}

/// What is kept as it was given is in every checkpoint: attributes of queues and topics, and policies of subscriptions.
#[test]
fn texts_that_are_kept_take_what_they_count() {
    let text = "x".repeat(2_500_000);
    let mut script = String::from("shardscope 1\n");
    for name in ["a", "b", "c"] {
        script
            .push_str(&format!("at 0s aws sqs create-queue --queue-name {name} --attributes KmsMasterKeyId={text}\n"));
    }
    script.push_str(&format!("at 0s aws sns create-topic --name t --attributes Policy={text}\n"));
    let policy = format!(r#"{{\"kind\":[{{\"anything-but\":[{}1]}}]}}"#, "1,".repeat(100_000));
    let topic = "--topic-arn arn:aws:sns:us-east-1:123456789012:t --protocol sqs";
    let queue = "--notification-endpoint arn:aws:sqs:us-east-1:123456789012:a";
    script.push_str(&format!(
        "at 1s aws sns subscribe {topic} {queue} --attributes '{{\"FilterPolicy\":\"{policy}\"}}'\n"
    ));
    script.push_str("at 1s lane l --queue-name a --rate 100 --consumers 1\nuntil 2s\n");
    holds_what_it_counts("texts", &script);
}

/// Plays in steps of so many milliseconds and timers, perhaps with ways back, until the memory is used up.
fn end_of(stride: u64, budget: u64, seeks: bool) -> (Instant, u64) {
    let text = "shardscope 1\n\
                memory 12MiB\n\
                at 0s aws kinesis create-stream --stream-name s --shard-count 4\n\
                at 0s aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true\n\
                at 30s producer p --stream-name s --workload trucks --rate 900 --retry at-once\n\
                at 30s application a --stream-name s --workers 2 --idempotence conditional-put:1h\n\
                at 31s lane l --queue-name q.fifo --rate 200 --consumers 1 --work 20ms\n\
                at 40s aws kinesis put-record --stream-name s --partition-key k --data aGk=\n\
                until 41s\n";
    let mut timeline: Timeline<()> = Timeline::of(Script::parse(text).expect("a script"));
    for round in 1.. {
        let until = timeline.now() + Duration::from_millis(stride);
        if timeline.step(until, budget) == Step::OutOfMemory {
            break;
        }
        if seeks && round % 97 == 0 {
            let (back, here) = (timeline.now() - Duration::from_millis(stride * 50), timeline.now());
            while timeline.seek_back(back, 500) == Step::OutOfBudget {}
            timeline.step(here, u64::MAX);
            timeline.rewind(timeline.epoch() + Duration::from_secs(10));
            timeline.step(here, u64::MAX);
        }
    }
    (timeline.now(), timeline.sim().heap_bytes())
}

#[test]
fn a_run_ends_at_the_same_moment_however_it_was_reached() {
    let played = end_of(16, u64::MAX, false);
    assert!(played.0.since(Instant::from_secs(1_767_225_600)) > Duration::from_secs(60), "{played:?}");
    assert!((12 << 20..13 << 20).contains(&played.1), "{played:?}");
    assert_eq!(played, end_of(5_000, u64::MAX, false), "in large steps");
    assert_eq!(played, end_of(16, 100, false), "in few timers at a time");
    assert_eq!(played, end_of(100, 2_000, true), "with ways back");
}

/// What was done when the memory was used up is done again at that moment, and makes the same room.
#[test]
fn what_makes_room_makes_it_again_in_a_replay() {
    let text = "shardscope 1\nmemory 4MiB\nlifecycle 1s\n\
                at 0s aws kinesis create-stream --stream-name s --shard-count 1\n\
                at 0s aws kinesis create-stream --stream-name other --shard-count 1\n\
                at 3s producer p --stream-name s --workload trucks --rate 900\nuntil 4s\n";
    let mut timeline: Timeline<()> = Timeline::of(Script::parse(text).expect("a script"));
    while timeline.step(timeline.now() + Duration::from_secs(60), u64::MAX) == Step::Reached {}
    let full_at = timeline.now();
    timeline.act(shardscope_tests::mixes::command("aws kinesis delete-stream --stream-name s")).expect("there is room");
    let end = full_at + Duration::from_secs(600);
    assert_eq!(timeline.step(end, u64::MAX), Step::Reached);
    let played = timeline.sim().clone();
    timeline.rewind(timeline.epoch());
    assert_eq!(timeline.step(end, u64::MAX), Step::Reached, "the stream is deleted again");
    assert!(timeline.sim().is_alike(&played) && timeline.sim().kinesis().stream_named("s").is_err());
}

#[test]
fn going_back_in_a_large_run_loses_no_checkpoint() {
    let text = "shardscope 1\n\
                at 0s aws kinesis create-stream --stream-name s --shard-count 50\n\
                at 30s producer p --stream-name s --workload keys:k --keys 1000 --rate 45000 --api put-records:500\n\
                until 7m30s\n";
    let mut timeline: Timeline<()> = Timeline::of(Script::parse(text).expect("a script"));
    let end = timeline.end();
    timeline.step(end, u64::MAX);
    // More than its states may keep: the known future is the run's own.
    let run = timeline.sim().heap_bytes();
    assert!(run > TOGETHER_BYTES_MOST / 2 && run < timeline.sim().config().memory_limit, "{run} bytes");
    let before: Vec<Instant> = timeline.checkpoints().collect();
    assert!(before.len() > 10, "{} checkpoints", before.len());
    for seconds in [40, 120, 35, 180] {
        timeline.seek(timeline.epoch() + Duration::from_secs(seconds));
        timeline.step(timeline.now() + Duration::from_secs(3), 1_000);
    }
    assert_eq!(timeline.checkpoints().collect::<Vec<_>>(), before);
}

/// Twenty thousand calls are under way at any moment: a few states would take more than all of them may.
#[test]
fn a_run_and_its_states_share_what_both_may_take() {
    let text = "shardscope 1\n\
                memory 64MiB\n\
                at 0s aws kinesis create-stream --stream-name s --shard-count 30\n\
                at 30s producer p --stream-name s --workload keys:k --keys 1000 --rate 20000 --api put-record --latency 2s\n\
                until 80s\n";
    let mut timeline: Timeline<()> = Timeline::of(Script::parse(text).expect("a script"));
    let (together, end) = ((64 << 20) + CHECKPOINT_BYTES_LEAST, timeline.end());
    while timeline.now() < end {
        assert_eq!(timeline.step(timeline.now() + Duration::from_secs(1), u64::MAX), Step::Reached);
        let bytes = timeline.sim().heap_bytes() + timeline.checkpoint_bytes();
        assert!(bytes <= together, "{bytes} bytes at {:?}", timeline.now());
    }
    let kept = timeline.checkpoint_bytes();
    assert!(kept > CHECKPOINT_BYTES_LEAST, "what the run leaves is used: {kept} bytes");
    // What lies ahead of one that has gone back is the run; states for going on back fit beside it.
    for seconds in [70, 65, 45] {
        let target = timeline.epoch() + Duration::from_secs(seconds);
        assert_eq!(timeline.seek_back(target, u64::MAX), Step::Reached);
        assert!(timeline.checkpoint_bytes() <= together, "{} bytes at {seconds} s", timeline.checkpoint_bytes());
    }
}

/// Something happens every minute only: time stands still where the memory was used up, not where somebody wanted to go.
#[test]
fn a_quiet_run_ends_at_the_same_moment_too() {
    let end = |stride: u64| {
        let text = "shardscope 1\n\
                    memory 1MiB\n\
                    at 0s aws sqs create-queue --queue-name q\n\
                    at 1s lane l --queue-name q --rate 100 --consumers 0\n\
                    at 1m set-lane 0 --name l --queue-name q --rate 0 --consumers 0\n\
                    until 1m\n";
        let mut timeline: Timeline<()> = Timeline::of(Script::parse(text).expect("a script"));
        while timeline.now().since(timeline.epoch()) < Duration::from_hours(2) {
            if timeline.step(timeline.now() + Duration::from_millis(stride), u64::MAX) == Step::OutOfMemory {
                break;
            }
        }
        timeline.now().since(timeline.epoch())
    };
    let played = end(7_000);
    assert!(played < Duration::from_secs(60), "{played:?}");
    assert_eq!(played, end(30));
}
