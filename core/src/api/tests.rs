//! The wire, as clients meet it: who is right about what first, and in which words.
mod queue_rules;
mod sns;
mod sqs;

use super::*;
use crate::base::Duration;
use crate::sim::Config;
use alloc::vec;

fn world() -> Sim {
    let mut sim = Sim::new(Config::default());
    let answer = post(&mut sim, "CreateStream", r#"{"StreamName":"gps","ShardCount":2}"#);
    assert_eq!((answer.status, answer.text()), (200, ""));
    pass(&mut sim, 31);
    sim
}

fn pass(sim: &mut Sim, seconds: u64) {
    sim.step(sim.now() + Duration::from_secs(seconds), u64::MAX, &mut ());
}

fn post(sim: &mut Sim, operation: &str, body: &str) -> HttpResponse {
    let target = format!("{}{operation}", "Kinesis_20131202.");
    call(sim, &HttpRequest::trusted(&target, body.as_bytes(), Door::Json), &mut ())
}

fn ok(sim: &mut Sim, operation: &str, body: &str) -> Value<'static> {
    let answer = post(sim, operation, body);
    assert_eq!(answer.status, 200, "{operation} {body}: {}", answer.text());
    if answer.body.is_empty() { Value::Null } else { Value::parse(answer.text()).unwrap().into_owned() }
}

#[track_caller]
fn refused(sim: &mut Sim, operation: &str, body: &str, kind: &str, message: &str) {
    let before = sim.clone();
    let answer = post(sim, operation, body);
    let json = Value::parse(answer.text()).unwrap();
    let text = |name| match json.get(name) {
        Some(Value::Text(text)) => text.to_string(),
        _ => String::new(),
    };
    let said = if kind == "SerializationException" { text("Message") } else { text("message") };
    assert_eq!((text("__type").as_str(), said.as_str()), (kind, message), "{operation} {body}");
    assert_eq!(answer.status, 400);
    assert!(before.kinesis().streams().eq(sim.kinesis().streams()), "a refused {operation} changed a stream");
}

fn text<'a>(json: &'a Value<'_>, name: &str) -> &'a str {
    match json.get(name) {
        Some(Value::Text(text)) => text,
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn types_are_checked_before_bounds_and_bounds_before_the_operation() {
    let mut sim = world();
    let mut serialization = |body: &str, message: &str| {
        refused(&mut sim, "PutRecord", body, "SerializationException", message);
    };
    let number = "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to";
    serialization(r#"{"StreamName":1,"Data":3}"#, &format!("{number} an String"));
    serialization(r#"{"StreamName":true}"#, "class java.lang.Boolean can not be converted to an String");
    serialization(r#"{"StreamName":[]}"#, "Start of list found where not expected");
    serialization(r#"{"StreamName":{}}"#, "Start of structure or map found where not expected.");
    serialization(r#"{"Data":3}"#, &format!("{number} a Blob"));
    let length = "Base64 encoded length is expected a multiple of 4 bytes but found: 1";
    serialization(r#"{"Data":"a"}"#, &format!("'a' can not be converted to a Blob: {length}"));
    serialization(r#"{"DryRun":"yes"}"#, "'YES' can not be converted to an Boolean");
    let mut bounds = |operation, body, message| refused(&mut sim, operation, body, "ValidationException", message);
    bounds(
        "PutRecord",
        r#"{"StreamName":"a b","PartitionKey":""}"#,
        "3 validation errors detected: Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy \
         regular expression pattern: [a-zA-Z0-9_.-]+; Value null at 'data' failed to satisfy constraint: Member must not \
         be null; Value '' at 'partitionKey' failed to satisfy constraint: Member must have length greater than or equal \
         to 1",
    );
    bounds(
        "PutRecords",
        r#"{"StreamName":"gps","Records":[{"Data":"","PartitionKey":"a"},{"PartitionKey":"a","ExplicitHashKey":"01"}]}"#,
        "2 validation errors detected: Value null at 'records.2.member.data' failed to satisfy constraint: Member must \
         not be null; Value '01' at 'records.2.member.explicitHashKey' failed to satisfy constraint: Member must satisfy \
         regular expression pattern: 0|([1-9]\\d{0,38})",
    );
    bounds(
        "GetShardIterator",
        r#"{"StreamName":"none","ShardId":"shardId-0","ShardIteratorType":"NOW"}"#,
        "1 validation error detected: Value 'NOW' at 'shardIteratorType' failed to satisfy constraint: Member must \
         satisfy enum value set: [AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST, AT_TIMESTAMP]",
    );
    bounds(
        "AddTagsToStream",
        r#"{"StreamName":"gps","Tags":{"":"v"}}"#,
        "1 validation error detected: Value '{=v}' at 'tags' failed to satisfy constraint: Map keys must satisfy \
         constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal \
         to 1]",
    );
    bounds(
        "PutRecord",
        r#"{"StreamName":"gps","Data":""}"#,
        "1 validation error detected: Value null at 'partitionKey' failed to satisfy constraint: Member must not be null",
    );
}

#[test]
fn at_most_ten_mistakes_are_listed() {
    let mut sim = world();
    let records = vec!["{}"; 30].join(",");
    let answer = post(&mut sim, "PutRecords", &format!(r#"{{"StreamName":"gps","Records":[{records}]}}"#));
    assert!(answer.text().contains("10 validation errors detected"), "{}", answer.text());
    assert_eq!(answer.text().matches("Value null").count(), 10);
}

#[test]
fn operations_refuse_in_their_own_words() {
    let mut sim = world();
    let mut refused = |operation, body, kind, message| refused(&mut sim, operation, body, kind, message);
    let missing = "Stream none under account 123456789012 not found.";
    refused("DescribeStream", r#"{"StreamName":"none"}"#, "ResourceNotFoundException", missing);
    refused(
        "DescribeStreamSummary",
        r#"{"StreamARN":"arn:aws:kinesis:us-east-1:999999999999:stream/gps"}"#,
        "ResourceNotFoundException",
        "Stream gps under account 999999999999 not found.",
    );
    refused(
        "CreateStream",
        r#"{"StreamName":"gps","ShardCount":1}"#,
        "ResourceInUseException",
        "Stream gps under account 123456789012 already exists.",
    );
    refused(
        "SplitShard",
        r#"{"StreamName":"none","ShardToSplit":"shardId-2147483648","NewStartingHashKey":"5"}"#,
        "ResourceNotFoundException",
        "Could not find shard shardId-2147483648 in stream none under account 123456789012.",
    );
    refused(
        "PutRecord",
        r#"{"StreamName":"gps","Data":"","PartitionKey":"a","ExplicitHashKey":"340282366920938463463374607431768211456"}"#,
        "InvalidArgumentException",
        "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was \
         340282366920938463463374607431768211456 in PutRecord on stream gps under account 123456789012.",
    );
    refused("GetRecords", r#"{"ShardIterator":"abcd"}"#, "InvalidArgumentException", "Invalid ShardIterator.");
    refused("ListShards", "{}", "InvalidArgumentException", "Either NextToken or StreamName should be provided.");
    refused(
        "GetShardIterator",
        r#"{"StreamName":"gps","ShardId":"5","ShardIteratorType":"TRIM_HORIZON"}"#,
        "ResourceNotFoundException",
        "Shard shardId-000000000005 in stream gps under account 123456789012 does not exist",
    );
    refused(
        "CreateChannel",
        "{}",
        "UnsupportedOperationException",
        "CreateChannel is part of Kinesis, but this simulator does not model it.",
    );
}

#[test]
fn the_way_in_is_guarded() {
    let mut sim = world();
    let http = HttpRequest::trusted("Kinesis_20131202.ListStreams", b"{}", Door::Json);
    let mut body = |http: HttpRequest<'_>| {
        let answer = call(&mut sim, &http, &mut ());
        (answer.status, answer.text().to_string())
    };
    let unknown = r#"{"__type":"UnknownOperationException"}"#;
    assert_eq!(body(HttpRequest { target: "Kinesis_20131202.Nothing", ..http }), (400, unknown.into()));
    assert_eq!(body(HttpRequest { target: "DynamoDB_20120810.GetItem", ..http }), (400, unknown.into()));
    assert_eq!(body(HttpRequest { door: None, ..http }).0, 404);
    assert!(
        body(HttpRequest { signature: Signature::Given { authorization: None, is_dated: true, query: "" }, ..http })
            .1
            .contains("Missing Authentication Token")
    );
    for wrong in [&b"{"[..], b"[]", b"1", b"\xff", b"{\"a\":}"] {
        assert_eq!(body(HttpRequest { body: wrong, ..http }), (400, r#"{"__type":"SerializationException"}"#.into()));
    }
    let deep = "[".repeat(100_000);
    assert_eq!(body(HttpRequest { body: deep.as_bytes(), ..http }).0, 400);
    assert_eq!(body(HttpRequest { body: &vec![b' '; BODY_MOST + 1], ..http }).0, 413);
    assert_eq!(body(HttpRequest { body: b"", ..http }).0, 200);
}

#[test]
fn what_is_put_is_read_with_its_bytes_and_time() {
    let mut sim = world();
    let put = ok(&mut sim, "PutRecord", r#"{"StreamName":"gps","Data":"AP/+","PartitionKey":"truck_1"}"#);
    assert_eq!(text(&put, "ShardId"), "shardId-000000000000");
    let body = r#"{"StreamName":"gps","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}"#;
    let iterator = ok(&mut sim, "GetShardIterator", body);
    let body = format!(r#"{{"ShardIterator":"{}"}}"#, text(&iterator, "ShardIterator"));
    let got = ok(&mut sim, "GetRecords", &body);
    let Some(Value::List(records)) = got.get("Records") else { panic!("no records") };
    assert_eq!(text(&records[0], "Data"), "AP/+");
    assert_eq!(text(&records[0], "SequenceNumber"), text(&put, "SequenceNumber"));
    assert_eq!(records[0].get("ApproximateArrivalTimestamp"), Some(&Value::Integer(1_767_225_631)));
    assert_eq!(got.get("MillisBehindLatest"), Some(&Value::Integer(0)));
    pass(&mut sim, 301);
    let late = post(&mut sim, "GetRecords", &body);
    assert!(late.text().contains("ExpiredIteratorException") && late.text().contains("UTC 2026"), "{}", late.text());
}

#[test]
fn settings_take_effect_after_a_lifecycle_time() {
    let mut sim = world();
    let arn = "arn:aws:kinesis:us-east-1:123456789012:stream/gps";
    ok(&mut sim, "UpdateMaxRecordSize", &format!(r#"{{"StreamARN":"{arn}","MaxRecordSizeInKiB":2048}}"#));
    let big = format!(r#"{{"StreamName":"gps","PartitionKey":"a","Data":"{}"}}"#, "AAAA".repeat(600_000));
    assert!(post(&mut sim, "PutRecord", &big).text().contains("exceeds the maximum record size of 1048576 bytes"));
    pass(&mut sim, 31);
    ok(&mut sim, "PutRecord", &big);
    let key = r#"{"StreamName":"gps","EncryptionType":"KMS","KeyId":"alias/aws/kinesis"}"#;
    ok(&mut sim, "StartStreamEncryption", key);
    pass(&mut sim, 31);
    let put = ok(&mut sim, "PutRecord", r#"{"StreamName":"gps","Data":"","PartitionKey":"a"}"#);
    assert_eq!(text(&put, "EncryptionType"), "KMS");
    let mode = format!(r#"{{"StreamARN":"{arn}","StreamModeDetails":{{"StreamMode":"ON_DEMAND"}}}}"#);
    ok(&mut sim, "UpdateStreamMode", &mode);
    pass(&mut sim, 31);
    let split = r#"{"StreamName":"gps","ShardToSplit":"0","NewStartingHashKey":"5"}"#;
    assert!(
        post(&mut sim, "SplitShard", split).text().contains("only supported for data streams with the provisioned")
    );
    let metrics = ok(&mut sim, "EnableEnhancedMonitoring", r#"{"StreamName":"gps","ShardLevelMetrics":["ALL"]}"#);
    let Some(Value::List(all)) = metrics.get("DesiredShardLevelMetrics") else { panic!("no metrics") };
    assert_eq!(all.len(), 7);
}

#[test]
fn tags_come_and_go() {
    let mut sim = world();
    ok(&mut sim, "AddTagsToStream", r#"{"StreamName":"gps","Tags":{"a":"1","b":"2"}}"#);
    ok(&mut sim, "RemoveTagsFromStream", r#"{"StreamName":"gps","TagKeys":["a","none"]}"#);
    let listed = ok(&mut sim, "ListTagsForStream", r#"{"StreamName":"gps"}"#);
    assert_eq!(listed.to_string(), r#"{"Tags":[{"Key":"b","Value":"2"}],"HasMoreTags":false}"#);
    let many: Vec<_> = (0..50).map(|n| format!("\"k{n}\":\"\"")).collect();
    let body = format!(r#"{{"StreamName":"gps","Tags":{{{}}}}}"#, many.join(","));
    assert!(post(&mut sim, "AddTagsToStream", &body).text().contains("more than 50 tags"));
}

#[test]
fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let mut sim = world();
    let before = sim.clone();
    let body = |name| format!(r#"{{"StreamName":"{name}","Data":"","PartitionKey":"a","DryRun":true}}"#);
    assert!(post(&mut sim, "PutRecord", &body("gps")).text().contains("DryRunOperationException"));
    assert!(post(&mut sim, "PutRecord", &body("none")).text().contains("ResourceNotFoundException"));
    assert_eq!(before, sim);
}

#[test]
fn an_iterator_of_another_branch_is_refused() {
    use crate::kinesis::BranchId;
    let mut sim = world();
    let body = r#"{"StreamName":"gps","ShardId":"0","ShardIteratorType":"LATEST"}"#;
    let early = text(&ok(&mut sim, "GetShardIterator", body), "ShardIterator").to_string();
    let mut other = sim.clone();
    pass(&mut sim, 5);
    let late = text(&ok(&mut sim, "GetShardIterator", body), "ShardIterator").to_string();
    other.submit(&Command::Branch(BranchId(1)), &mut ()).unwrap();
    pass(&mut other, 9);
    let get = |iterator: &str| format!(r#"{{"ShardIterator":"{iterator}"}}"#);
    ok(&mut other, "GetRecords", &get(&early));
    assert!(post(&mut other, "GetRecords", &get(&late)).text().contains("another branch of time"));
    ok(&mut sim, "GetRecords", &get(&late));
}

#[test]
fn what_a_script_could_not_say_is_refused() {
    let mut sim = world();
    // These a script can say; the service refuses them.
    for (operation, body) in [
        ("DescribeStream", r#"{"StreamARN":"arn:aws:kinesis:us-east-1:123456789012:stream/a$b"}"#),
        ("ListStreams", r#"{"NextToken":"YSBi"}"#),
    ] {
        assert_eq!(post(&mut sim, operation, body).status, 400, "{operation} {body}");
    }
    for (operation, body) in [
        ("RemoveTagsFromStream", r#"{"StreamName":"gps","TagKeys":[null]}"#),
        ("EnableEnhancedMonitoring", r#"{"StreamName":"gps","ShardLevelMetrics":[null]}"#),
    ] {
        let target = format!("Kinesis_20131202.{operation}");
        let http = HttpRequest::trusted(&target, body.as_bytes(), Door::Json);
        assert!(parse(&http).1.is_err(), "{operation} {body}");
        assert_eq!(post(&mut sim, operation, body).status, 400);
    }
}

#[test]
fn how_many_streams_are_created_at_once_is_the_accounts_matter() {
    let mut config = Config::default();
    config.account.streams_creating = 1;
    let mut sim = Sim::new(config);
    ok(&mut sim, "CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    let second = r#"{"StreamName":"b","ShardCount":1}"#;
    assert!(post(&mut sim, "CreateStream", second).text().contains("LimitExceededException"));
    pass(&mut sim, 31);
    ok(&mut sim, "CreateStream", second);
}

#[test]
fn a_body_may_be_as_long_as_it_may_be() {
    let mut sim = world();
    let mut body = br#"{"StreamName":"gps"}"#.to_vec();
    body.resize(BODY_MOST, b' ');
    let http = HttpRequest::trusted("Kinesis_20131202.DescribeStreamSummary", &body, Door::Json);
    assert_eq!(call(&mut sim, &http, &mut ()).status, 200);
}

#[test]
fn a_consumer_is_named_by_either_way_and_by_both_if_they_agree() {
    let mut sim = world();
    let stream = "arn:aws:kinesis:us-east-1:123456789012:stream/gps";
    let register = format!(r#"{{"StreamARN":"{stream}","ConsumerName":"map"}}"#);
    let made = ok(&mut sim, "RegisterStreamConsumer", &register);
    let arn = text(made.get("Consumer").unwrap(), "ConsumerARN").to_string();
    let both = |name: &str| format!(r#"{{"ConsumerARN":"{arn}","StreamARN":"{stream}","ConsumerName":"{name}"}}"#);
    for body in [register, format!(r#"{{"ConsumerARN":"{arn}"}}"#), both("map")] {
        let told = ok(&mut sim, "DescribeStreamConsumer", &body);
        assert_eq!(text(told.get("ConsumerDescription").unwrap(), "ConsumerName"), "map", "{body}");
    }
    let other = post(&mut sim, "DescribeStreamConsumer", &both("other"));
    assert!(other.text().contains("name different consumers"), "{}", other.text());
    let neither = post(&mut sim, "DescribeStreamConsumer", &format!(r#"{{"StreamARN":"{stream}"}}"#));
    assert!(neither.text().contains("should be provided"), "{}", neither.text());
}
