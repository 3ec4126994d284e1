//! Scripts there and back, and what is wrong with wrong ones. tests/tests/scripts.rs tries random ones.
use super::*;
use crate::base::ActorId;
use crate::client::Kind;
use alloc::format;

/// As earlier versions wrote it: each line with all settings, actors by number.
const TRUCKS: &str = "\
shardscope 1
title 'Trucks, on the move'
seed 12
lifecycle 500ms
at 0s aws kinesis create-stream --stream-name gps --shard-count 5
at 500ms producer trucks --stream-name gps --workload trucks --rate 1000 --record-bytes 180 --keys 100 --distribution even --api put-records:50 --retry backoff --keep-order --latency 600ms
at 500ms reader positions --stream-name gps --polling 1s --records-per-second 2000 --start TRIM_HORIZON
at 20.25s aws kinesis split-shard --stream-name gps --shard-to-split shardId-000000000002 --new-starting-hash-key 170141183460469231731687303715884105728
at 1m burst 0 --factor 5 --for 10s
at 1m5s fault pause-zone b
at 1m5s fault pause-zone c --for 20s
at 1m5s producer log --stream-name gps --workload clicks --rate 50 --record-bytes 200 --keys 10 --distribution uniform --api agent --retry backoff --latency 100ms --encrypted --buffer-records 100 --buffer-bytes 65536 --buffer-age 2.5s --partition-key deterministic
at 1m5s set-producer 1 --name log --stream-name gps --workload sensors --rate 50 --record-bytes 200 --keys 10 --distribution even --api kpl --retry backoff --latency 100ms --aggregation-max-size 20000 --aggregation-max-count 4294967295 --collection-max-count 100 --collection-max-size 60000 --buffered-time 50ms --record-ttl 10s --rate-limit 120%
at 1m5s fault stop-agent 1 --for 20s
at 1m5s application fleet --stream-name gps --workers 3 --retrieval polling:1.5s --start LATEST --work 300us --checkpoint 10s --checkpoint-when after --failover 10s --idempotence conditional-put:1h --graceful
at 1m5s application board --stream-name gps --workers 1 --retrieval fan-out --start TRIM_HORIZON --work 1ms --checkpoint 0s --checkpoint-when before --failover 20s --idempotence sequence-number
at 1m5s add-worker 2
at 1m5s stop-worker 2 3
at 1m5s fault crash 2 0
at 1m5s fault crash 2 1 --restart-after 30s
at 1m5s fault stall 2 1 --for 45s
at 1m5s fault slow 2 2 --to 10% --for 1m
at 1m5s fault cut-from-table 2 2 --for 20s
at 1m5s fault skew 2 0 --ahead 30s
at 1m5s fault skew 2 0 --back 1.5s --for 30s
at 1m5s set-worker 2 0 --speed 50%
at 1m5s fault poison 2 3 --for 1m
at 1m5s fault poison 2 4
at 1m5s fault heal 2
at 1m5s fault lose-answers 0 --for 5s
at 1m5s remove-application 2
at 1m5s lambda alert --stream-name gps --batch-size 100 --window 5s --parallelization-factor 10 --start LATEST --retries 3 --age 1h --bisect --report-failures --destination --concurrency 50 --invocation 20ms --work 200us --idempotence none
at 1m5s set-lambda 3 --name alert --stream-name gps --batch-size 8 --window 0s --parallelization-factor 10 --start LATEST --retries unlimited --age unlimited --concurrency 50 --invocation 20ms --work 200us --idempotence none
at 1m5s lambda sums --stream-name gps --batch-size 100 --window 0s --tumbling-window 1m --parallelization-factor 1 --start TRIM_HORIZON --retries unlimited --age unlimited --concurrency 1000 --invocation 20ms --work 200us --idempotence none
at 1m5s fault poison-lambda 3 1
at 1m5s fault poison-lambda 3 1 --for 5s
at 1m5s fault heal-lambda 3
at 1m5s remove-lambda 3
at 1m5s note 'a zone is gone; what now?'
until 1h2m3.000004s
";

#[test]
fn printing_and_reading_are_inverse() {
    let script = Script::parse(TRUCKS).unwrap();
    assert_eq!(script.commands.len(), 35);
    assert_eq!(script.config.account.lifecycle, Duration::from_millis(500));
    let text = script.print();
    assert_eq!(Script::parse(&text).as_ref(), Ok(&script), "{text}");
    assert_eq!(Script::parse(&text).unwrap().print(), text);
    // What is as usual is not said.
    for line in [
        "at 500ms producer trucks --stream-name gps --rate 1000 --api put-records:50 --keep-order --latency 600ms",
        "at 500ms reader positions --stream-name gps",
        "at 1m5s lambda sums --stream-name gps --tumbling-window 1m",
    ] {
        assert!(text.contains(&format!("{line}\n")), "{line}\n{text}");
    }
}

const CHANGES: &str = "\
shardscope 1
seed 7
at 0s producer hot --stream-name s --workload hot:k
at 0s reader r --stream-name s
at 1s set-producer 0 --rate 900 --keep-order
at 3s set-producer 'my producer' --latency 5ms --no-keep-order
at 4s set-producer hot --rate 7
at 5s fault lose-answers hot --for 3s
at 6s fault poison app 3 --for 1m
at 6s remove-producer hot
at 7s set-reader r --records-per-second 5
until 9s
";

#[test]
fn settings_change_one_at_a_time_by_name_or_number() {
    let script = Script::parse(CHANGES).unwrap();
    assert_eq!(script.print(), CHANGES.replace("--latency 5ms --no-keep-order", "--no-keep-order --latency 5ms"));
    let one = |number: usize| &script.commands[number].command;
    let change = |settings: &[(&str, &str)]| {
        let settings = settings.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        Command::Change(ActorId(0), Kind::Producer, settings)
    };
    let named = |name: &str, command| Command::ByName(Kind::Producer, name.into(), alloc::boxed::Box::new(command));
    assert_eq!(one(2), &change(&[("rate", "900"), ("keep-order", "")]));
    assert_eq!(one(3), &named("my producer", change(&[("no-keep-order", ""), ("latency", "5ms")])));
    assert_eq!(one(7), &named("hot", Command::Remove(Kind::Producer, ActorId(0))));
    for (line, column, part) in [
        ("set-producer 0", 21, "expected an option to change"),
        ("set-producer 0 --rate fast", 22, "--rate: expected a whole number"),
        ("set-producer 0 --polling 1s", 22, "unknown option '--polling'"),
        ("set-producer 0 --no-rate 1", 22, "unknown option '--no-rate'"),
        ("set-producer hot --stream-name s --rate 1", 48, "expected --name"),
    ] {
        let head: String = CHANGES.lines().take(5).map(|line| format!("{line}\n")).collect();
        let error = Script::parse(&format!("{head}at 1s {line}\n")).unwrap_err();
        assert!(error.reason.contains(part), "{line}: {error}");
        assert_eq!((error.line, error.column), (6, column), "{line}: {error}");
    }
}

#[test]
fn what_is_left_out_has_a_default() {
    let text =
        "# a comment\n\nshardscope 1\n\nat 1s producer p --stream-name s\n  # more\nat 2s reader r --stream-name s\n";
    let script = Script::parse(text).unwrap();
    assert_eq!(script.until, Duration::from_secs(2));
    assert_eq!(Script::parse(&script.print()), Ok(script));
}

#[test]
fn mistakes_have_their_place() {
    let head = "shardscope 1\n";
    for (text, line, column, part) in [
        ("", 1, 1, "expected 'shardscope 1'"),
        ("hello", 1, 1, "expected 'shardscope 1'"),
        ("shardscope 2", 1, 12, "version 2"),
        ("shardscope 1\nsead 7", 2, 1, "found 'sead'"),
        ("shardscope 1\nseed x", 2, 6, "whole number"),
        ("shardscope 1\nat", 2, 3, "expected a time"),
        ("shardscope 1\nat 5 note x", 2, 4, "expected a time such as"),
        ("shardscope 1\nat 5s1h note x", 2, 4, "expected a time such as"),
        ("shardscope 1\nat 5s", 2, 6, "expected aws, producer"),
        ("shardscope 1\nat 5s prodcuer p", 2, 7, "there is no command 'prodcuer'; is it producer?"),
        ("shardscope 1\nat 5s fly", 2, 7, "there is no command 'fly'; 'help'"),
        ("shardscope 1\nat 5s Kinesis list-streams", 2, 7, "begins with 'aws kinesis'"),
        ("shardscope 1\nat 0s producer p --stream-name s --rte 3", 2, 34, "unknown option '--rte'; is it --rate?"),
        ("shardscope 1\nat 5s note x\nat 4s note y", 3, 4, "expected 5s or later"),
        ("shardscope 1\nat 5s note x\nseed 7", 3, 1, "found 'seed'"),
        ("shardscope 1\nuntil 5s\nat 6s note x", 3, 1, "nothing after 'until 5s'"),
        ("shardscope 1\nat 0s aws kinesis create-stream --stream-name 'a b'", 2, 7, "regular expression"),
        ("shardscope 1\nat 0s aws kinesis create-stream --shard-count 5", 2, 48, "required: --stream-name"),
        ("shardscope 1\nat 0s aws kinesis list-streams --query x", 2, 7, "leave out --query"),
        ("shardscope 1\nat 0s producer p --stream-name s --rate fast", 2, 41, "--rate: expected a whole number"),
        ("shardscope 1\nat 0s producer p --stream-name s --speed 3", 2, 34, "unknown option '--speed'"),
        ("shardscope 1\nat 0s producer p --rate 3", 2, 26, "expected --stream-name"),
        ("shardscope 1\nat 0s fault pause-zone d", 2, 24, "a, b or c"),
        ("shardscope 1\nat 0s fault stall 2", 2, 20, "expected a number"),
        (
            "shardscope 1\nat 0s producer p --stream-name s --record-ttl 3s",
            2,
            34,
            "'--record-ttl' does not go with the other options",
        ),
        (
            "shardscope 1\nat 0s producer p --stream-name s --api agent --partition-key x",
            2,
            62,
            "random or deterministic",
        ),
        ("shardscope 1\nat 0s fault resume-zone a --for 3s", 2, 35, "resume-zone and a, b or c"),
        ("shardscope 1\nat 0s fault skew 1 0 --ahead 1s --back 1s", 2, 42, "either --ahead or --back"),
        ("shardscope 1\nat 0s fault melt 2", 2, 13, "found 'melt'"),
        ("shardscope 1\nat 0s application a --stream-name s --retrieval magic", 2, 49, "fan-out or polling"),
        ("shardscope 1\nat 9999999h note x", 2, 4, "ten years"),
        ("shardscope 1\nepoch 2101-01-01", 2, 7, "before 2100"),
        ("shardscope 1\nmemory 12", 2, 8, ""),
    ] {
        match Script::parse(text) {
            Ok(_) => assert_eq!(part, "", "{text}"),
            Err(error) => {
                assert!(error.reason.contains(part), "{text}: {error}");
                assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
            }
        }
    }
    assert!(Script::parse(&format!("{head}until 5s")).is_ok());
}

#[test]
fn times_are_exact() {
    for (text, micros) in
        [("1h30m", 5_400_000_000), ("0.000001s", 1), ("12us", 12), ("1.5ms", 1_500), ("1d", 86_400_000_000)]
    {
        assert_eq!(duration(text), Ok(Duration::from_micros(micros)), "{text}");
    }
    for text in ["", "5", "s", "1.s", "1..2s", "0.0000001s", "1s1s", "1s1m", "-1s", "1e3s", "99999999999999999999s"] {
        assert!(duration(text).is_err(), "{text}");
    }
    for micros in [0, 1, 999, 1_000, 1_500, 999_999, 1_000_000, 61_500_000, 3_600_000_000, 90_061_000_001] {
        let length = Duration::from_micros(micros);
        assert_eq!(duration(&duration_text(length)), Ok(length), "{micros}");
    }
}

#[test]
fn a_mark_lies_on_the_sheet() {
    let draw = |place: &str| Script::parse(&format!("shardscope 1\nat 0s draw {place}\n"));
    assert!(draw("M999,599 0,0").is_ok());
    for outside in ["1000,5", "5,600", "-1,5", "5,", "5"] {
        assert!(draw(outside).unwrap_err().reason.contains("at most 999,599"), "{outside}");
    }
}
