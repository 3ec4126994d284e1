//! What is printed, completed and exported. tests/e2e/take_to_aws.mjs runs the exports.
use super::*;
use crate::terminal::complete::{Completion, candidates};
use crate::terminal::live::Live;
use shardscope_core::client::Kind;

const ANSWER: &str = r#"{"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"9"}},{"ShardId":"shardId-000000000001","ParentShardId":"x"}],"More":false}"#;

fn printed(query: &str, output: &str) -> String {
    print(ANSWER, query, output, "ListShards").unwrap()
}

#[test]
fn answers_are_picked_and_printed() {
    assert_eq!(
        printed("Shards[].ShardId", "json"),
        "[\n    \"shardId-000000000000\",\n    \"shardId-000000000001\"\n]"
    );
    assert_eq!(printed("Shards[0].HashKeyRange.EndingHashKey", "text"), "9");
    assert_eq!(printed("Shards[].ShardId", "text"), "shardId-000000000000\tshardId-000000000001");
    assert_eq!(printed("length(Shards)", "json"), "2");
    assert_eq!(printed("More", "text"), "False");
    assert_eq!(printed("None", "text"), "None");
    assert_eq!(
        printed("@", "text"),
        "False\nSHARDS\t\tshardId-000000000000\nHASHKEYRANGE\t9\t0\nSHARDS\tx\tshardId-000000000001"
    );
    assert!(print(ANSWER, "Shards[", "json", "x").unwrap_err().contains("Bad value for --query"));
}

#[test]
fn tables_are_boxes_of_one_width() {
    let table = printed("@", "table");
    let widths: Vec<usize> = table.lines().map(|line| line.chars().count()).collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "{table}");
    for part in ["ListShards", "Shards", "ParentShardId", "shardId-000000000001", "HashKeyRange"] {
        assert!(table.contains(part), "{table}");
    }
    assert!(print("{}", "@", "table", "x").is_ok());
    assert!(print("[]", "@", "table", "x").is_ok());
    assert_eq!(
        print("[[\"a\",1],[\"bc\"]]", "@", "table", "X").unwrap(),
        "+------------+\n|     X      |\n+------------+\n|  a   |  1  |\n|  bc  |     |\n+------------+"
    );
}

#[test]
fn help_knows_the_lines_of_our_own() {
    assert!(
        crate::terminal::help("fault").contains("fault stop-agent")
            || crate::terminal::help("fault").contains("lose-answers|stop-agent")
    );
    assert!(
        crate::terminal::help("lambda").contains("--tumbling-window")
            && !crate::terminal::help("lambda").contains("--record-ttl")
    );
    assert!(crate::terminal::help("set-worker").contains("--speed 50%"));
    assert!(crate::terminal::help("nothing").contains("There is no command"));
}

#[test]
fn lines_complete_by_the_model_and_the_run() {
    let live = Live {
        streams: vec![
            ("gps".into(), vec!["shardId-000000000000".into(), "shardId-000000000001".into()]),
            ("visits".into(), vec![]),
        ],
        values: vec![("StreamName", vec!["gps".into(), "visits".into()])],
        ..Live::default()
    };
    let complete = |line: &str| candidates(line, &live);
    let of = |from, all: &[&str]| Completion { from, candidates: all.iter().map(|c| (*c).into()).collect() };
    assert_eq!(complete("a"), of(0, &["aws", "application", "add-worker"]));
    assert_eq!(complete("fault st"), of(6, &["stall", "stop-agent"]));
    assert_eq!(complete("fault pause-zone "), of(17, &["a", "b", "c"]));
    assert_eq!(complete("fault skew 2 0 --ahead 5s --"), of(26, &["--back", "--for"]));
    assert_eq!(complete("producer p --stream-name "), of(25, &["gps", "visits"]));
    assert_eq!(complete("producer p --api "), of(17, &["put-record", "put-records:50", "kpl", "agent"]));
    assert_eq!(complete("lambda f --stream-name gps --tumb"), of(27, &["--tumbling-window"]));
    assert_eq!(complete("set-worker 2 "), of(13, &[]));
    assert_eq!(complete("aws "), of(4, &["kinesis", "sqs", "sns"]));
    assert_eq!(complete("aws kinesis spl"), of(12, &["split-shard"]));
    assert_eq!(complete("aws kinesis split-shard --stream-name "), of(38, &["gps", "visits"]));
    assert_eq!(
        complete("aws kinesis split-shard --stream-name gps --shard-to-split shardId-000000000001").candidates,
        Vec::<String>::new()
    );
    assert_eq!(
        complete("aws kinesis split-shard --stream-name gps --shard-to-split s").candidates,
        ["shardId-000000000000", "shardId-000000000001"]
    );
    let options = complete("aws kinesis split-shard --stream-name gps --").candidates;
    assert_eq!(options[..2], ["--shard-to-split", "--new-starting-hash-key"]);
    assert!(!options.contains(&"--stream-name".to_string()));
    assert_eq!(complete("aws kinesis get-shard-iterator --shard-iterator-type LA").candidates, ["LATEST"]);
    assert_eq!(complete("aws kinesis get-shard-iterator 'unfinished").candidates, Vec::<String>::new());
}

#[test]
fn help_names_every_command_and_option() {
    let all = help("");
    let services = shardscope_core::api::Service::ALL.into_iter();
    for (service, operation) in services.flat_map(|of| of.operations().iter().map(move |operation| (of, operation))) {
        let name = shardscope_core::cli::kebab(operation.name);
        assert!(all.contains(&name), "{name}");
        let one = help(&format!("{} {name}", service.command()));
        for member in operation.members.iter().filter(|member| member.name != "StreamId") {
            assert!(one.contains(&format!("--{}", shardscope_core::cli::option(member.name))), "{one}");
        }
    }
    assert!(help("update-account-settings").contains("does not model"));
    assert!(help("nonsense").contains("no command"));
}

const RUN: &str = "\
shardscope 1
title 'To AWS'
lifecycle 1s
at 0s aws kinesis create-stream --stream-name gps --shard-count 2 --tags a=b
at 2s aws kinesis put-record --stream-name gps --partition-key \"it's\" --data AP8nJVxB
at 3s aws kinesis split-shard --stream-name gps --shard-to-split 0 --new-starting-hash-key 5
at 3s aws kinesis split-shard --stream-name gps --shard-to-split 1 --new-starting-hash-key 5
at 5s producer trucks --stream-name gps --rate 5
at 6s aws kinesis tag-resource --resource-arn arn:aws:kinesis:us-east-1:123456789012:stream/gps --tags c=d
at 7s aws kinesis list-streams
until 9s
";

#[test]
fn a_run_becomes_a_shell_script() {
    let text = export("shell", RUN).unwrap();
    for part in [
        "\nkinesis create-stream --stream-name gps --shard-count 2\nactive gps\nkinesis add-tags-to-stream --stream-name gps --tags '{\"a\":\"b\"}'",
        "\nput gps 'it'\\''s' '\\000\\377\\047%%\\134A'\n",
        "--new-starting-hash-key 5\nactive gps",
        "# was refused: ",
        "kinesis add-tags-to-stream --stream-name gps --tags '{\"c\":\"d\"}'",
        "# aws kinesis list-streams (only looks)",
    ] {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("put gps")).count(), 21);
    assert!(export("shell", "nonsense").is_err());
    assert!(export("tar", RUN).is_err());
}

/// What the version before scripts wrote.
const OLD: &str = r#"{"version":1,"scenario":"trucks","config":{"seed":7,"epoch":1767225600000000,"account":{"account_id":"123456789012","shard_limit":20000,"lifecycle":30000000},"memory_limit":268435456},"commands":[{"at_micros":0,"command":{"Kinesis":{"CreateStream":{"stream_name":"gps","mode":"Provisioned","shard_count":5}}}},{"at_micros":30000000,"command":{"Kinesis":{"PutRecord":{"stream_name":"gps","partition_key":"k","explicit_hash_key":null,"data":[1,2]}}}}],"until_micros":34000000}"#;

#[test]
fn what_earlier_versions_saved_still_opens() {
    let script = Script::parse(&old_save(OLD).unwrap()).unwrap();
    assert_eq!((script.commands.len(), script.until.as_secs()), (2, 34));
    let timeline = played(script);
    assert_eq!(timeline.sim().kinesis().stream_named("gps").unwrap().series.total.incoming_records, 1);
    // A producer as it was written then, and a look at the shards, which is left out.
    let more = r#""commands":[{"at_micros":0,"command":{"Kinesis":{"ListShards":{"stream_name":"gps","shard_filter":"AtLatest"}}}},{"at_micros":0,"command":{"AddProducer":{"name":"trucks","stream_name":"gps","workload":"Trucks","rate":1000,"record_bytes":180,"keys":100,"distribution":"Even","api":{"PutRecords":{"batch":50}},"retry":"Backoff","keep_order":false,"latency_millis":40}}},"#;
    let script = Script::parse(&old_save(&OLD.replace("\"commands\":[", more)).unwrap()).unwrap();
    assert_eq!(script.commands.len(), 3);
    assert!(script.print().contains("producer trucks --stream-name gps --rate 1000"));
    assert!(old_save(&OLD.replace("\"version\":1", "\"version\":2")).is_err());
    assert!(old_save("{}").is_err());
}

#[test]
fn events_and_points_become_rows() {
    let events = "{\"at_millis\":1.5,\"event\":{\"Kinesis\":{\"Put\":{\"stream\":0,\"accepted\":2}}}}\n";
    assert_eq!(export("trace.csv", events).unwrap(), "at_millis,event,details\n1.5,Put,accepted=2 stream=0\n");
    let points = "{\"stream\":\"s\",\"from_seconds\":3,\"seconds\":1,\"counts\":{\"incoming_records\":7}}\n";
    assert_eq!(export("charts.csv", points).unwrap(), "stream,from_seconds,seconds,incoming_records\ns,3,1,7\n");
    assert_eq!(export("trace.ndjson", events).unwrap(), events);
    // A spreadsheet would take these for formulas.
    let hostile = "{\"at_millis\":1,\"event\":{\"=Note\":\"=HYPERLINK(1)\"}}\n";
    assert_eq!(export("trace.csv", hostile).unwrap(), "at_millis,event,details\n1,'=Note,'=HYPERLINK(1)\n");
    let hostile = "{\"stream\":\"-1+2\",\"from_seconds\":-3,\"seconds\":1,\"counts\":{}}\n";
    assert_eq!(export("charts.csv", hostile).unwrap(), "stream,from_seconds,seconds\n'-1+2,-3,1\n");
}

/// Each word and option that is proposed for a line of ours is one that a script knows.
#[test]
fn what_is_proposed_is_known() {
    let live = Live { streams: vec![("s".into(), vec![])], ..Live::default() };
    let known = |line: &str| {
        let script = format!("shardscope 1\nat 0s {line}\n");
        match shardscope_core::script::Script::parse(&script) {
            Ok(_) => None,
            Err(error) if error.reason.contains("unknown option") || error.reason.contains("found") => {
                Some(error.reason)
            }
            Err(_) => None,
        }
    };
    let mut tried = 0;
    let of_actors = Kind::ALL.iter().flat_map(|kind| {
        let (all, changeable) = (kind.options().len(), kind.changeable().len());
        [("", all), ("set-", changeable)].map(|(verb, count)| (format!("{verb}{} 1", kind.word()), count, Some(*kind)))
    });
    let others = crate::terminal::own::LINES.iter().map(|(line, numbers, options)| match line.ends_with("-zone") {
        true => (format!("{line} a"), options.len(), None),
        false => (format!("{line}{}", " 1".repeat(*numbers)), options.len(), None),
    });
    for (start, count, kind) in of_actors.chain(others) {
        let proposed = candidates(&format!("{start} "), &live).candidates;
        assert_eq!(proposed.len(), count, "{start}");
        for option in proposed {
            let values = candidates(&format!("{start} {option} "), &live).candidates;
            let value = values.iter().find(|value| !value.starts_with("--")).map_or("1", |value| value.as_str());
            let name = option.trim_start_matches("--");
            let is_flag = kind.is_some_and(|kind| kind.is_flag(name)) || name == "new-sheet";
            let value = if is_flag { String::new() } else { format!(" {value}") };
            let api = match option.as_str() {
                "--aggregation-max-size"
                | "--aggregation-max-count"
                | "--collection-max-count"
                | "--collection-max-size"
                | "--buffered-time"
                | "--record-ttl"
                | "--rate-limit" => " --api kpl",
                "--buffer-records" | "--buffer-bytes" | "--buffer-age" | "--partition-key" => " --api agent",
                _ => "",
            };
            let line = format!("{start} {option}{value}{api}");
            assert_eq!(known(&line), None, "{line}");
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}
