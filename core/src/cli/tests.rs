//! Lines there and back, and what is wrong with wrong ones.
use super::*;
use crate::api::Service;
use crate::api::{self, Value};
use crate::wire::typed;
use alloc::string::ToString;

fn body(line: &str) -> String {
    parse(line).unwrap_or_else(|mistake| panic!("{line}: {mistake}")).body.to_string()
}

#[test]
fn names_follow_the_rule_of_botocore() {
    for (name, expected) in [
        ("StreamName", "stream-name"),
        ("StreamARN", "stream-arn"),
        ("MaxRecordSizeInKiB", "max-record-size-in-ki-b"),
        ("WarmThroughputMiBps", "warm-throughput-mi-bps"),
        ("ListTagsForResource", "list-tags-for-resource"),
        ("ResourceARN", "resource-arn"),
        ("KeyId", "key-id"),
    ] {
        assert_eq!(kebab(name), expected);
    }
    assert_eq!(pascal_of_kebab(Service::Kinesis, "put-resource-policy"), Some("PutResourcePolicy"));
}

#[test]
fn values_come_as_words_json_and_short_forms() {
    let records =
        r#"{"StreamName":"s","Records":[{"Data":"YQ==","PartitionKey":"p,1"},{"Data":"Yg==","PartitionKey":"q"}]}"#;
    for line in [
        r#"aws kinesis put-records --stream-name s --records 'Data=YQ==,PartitionKey="p,1"' Data=Yg==,PartitionKey=q"#,
        r#"aws kinesis put-records --stream-name s --records '[{"Data":"YQ==","PartitionKey":"p,1"},{"Data":"Yg==","PartitionKey":"q"}]'"#,
        r#"aws kinesis put-records --cli-input-json '{"StreamName":"s","Records":[{"Data":"YQ==","PartitionKey":"p,1"},{"Data":"Yg==","PartitionKey":"q"}]}'"#,
    ] {
        assert_eq!(body(line), records, "{line}");
    }
    assert_eq!(
        body("aws --output text kinesis add-tags-to-stream --stream-name=s --tags a=1,b=2 --region us-east-1"),
        r#"{"StreamName":"s","Tags":{"a":"1","b":"2"}}"#
    );
    assert_eq!(
        body("aws kinesis remove-tags-from-stream --stream-name s --tag-keys a 'b c'"),
        r#"{"StreamName":"s","TagKeys":["a","b c"]}"#
    );
    assert_eq!(
        body(
            "aws kinesis put-record --stream-name s --partition-key k --data hi --cli-binary-format raw-in-base64-out"
        ),
        r#"{"StreamName":"s","PartitionKey":"k","Data":"aGk="}"#
    );
    let at =
        "aws kinesis get-shard-iterator --stream-name s --shard-id 0 --shard-iterator-type AT_TIMESTAMP --timestamp";
    for time in ["2026-01-01T00:00:01.5Z", "1767225601.5", "2026-01-01T01:00:01.5+01:00"] {
        assert!(body(&alloc::format!("{at} {time}")).ends_with("\"Timestamp\":1767225601.5}"), "{time}");
    }
    assert_eq!(
        body("aws kinesis put-record --stream-name s --data= --partition-key k --no-dry-run"),
        r#"{"StreamName":"s","Data":"","PartitionKey":"k","DryRun":false}"#
    );
}

#[test]
fn mistakes_have_a_column_and_a_reason() {
    for (line, column, part) in [
        ("", 1, "expected 'aws'"),
        ("aws", 4, "expected 'kinesis'"),
        ("aws s3 ls", 5, "expected 'kinesis', 'sqs', 'sns', found 's3'"),
        ("aws kinesis", 12, "expected a command"),
        ("aws kineses list-streams", 5, "found 'kineses'; is it kinesis?"),
        ("aws kinesis split-shards", 13, "is it split-shard?"),
        ("aws kinesis split-shard --stream-nam s", 25, "unknown option '--stream-nam'; is it --stream-name?"),
        ("aws kinesis list-streams --qurey x", 26, "is it --query?"),
        ("aws kinesis list-streams --fast", 26, "list-streams takes --limit"),
        ("aws kinesis describe-limits --fast", 29, "describe-limits takes none"),
        ("aws kinesis update-account-settings", 13, "does not model"),
        ("aws kinesis create-stream --stream-name s --shards 3", 43, "unknown option '--shards'"),
        ("aws kinesis create-stream --stream-name s --shard-count x", 57, "--shard-count: expected a whole number"),
        ("aws kinesis create-stream --shard-count 3", 42, "required: --stream-name"),
        ("aws kinesis create-stream --stream-name 's", 41, "not closed"),
        ("aws kinesis list-streams now", 26, "expected an option, found 'now'"),
        ("aws kinesis list-streams --limit 1 --limit 2", 36, "twice"),
        ("aws kinesis list-streams --region eu-west-1", 35, "us-east-1"),
        ("aws kinesis put-record --stream-name s --partition-key k --data a", 65, "Invalid base64"),
        ("aws kinesis put-record --data fileb://x --partition-key k --stream-name s", 31, "cannot read files"),
        ("aws kinesis list-shards --shard-filter Kind=AT_LATEST", 40, "unknown member 'Kind'"),
        ("aws kinesis list-shards --cli-input-json {", 42, "--cli-input-json"),
    ] {
        let mistake = parse(line).unwrap_err();
        assert!(mistake.reason.contains(part), "{line}: {mistake}");
        assert_eq!(mistake.column, column, "{line}: {mistake}");
    }
}

#[test]
fn the_same_call_reads_in_three_languages() {
    let given =
        r#"aws kinesis put-record --stream-name s --data aGkiAA== --partition-key "it's" --explicit-hash-key 5"#;
    let invocation = parse(given).unwrap();
    let put = Service::Kinesis.operation("PutRecord").unwrap();
    let call = api::of_body(Service::Kinesis, put, invocation.body).unwrap();
    let (service, operation, body) = api::encode(&call.command).unwrap();
    let printed = line(service, operation, &body);
    assert_eq!(
        printed,
        r"aws kinesis put-record --stream-name s --data aGkiAA== --partition-key 'it'\''s' --explicit-hash-key 5"
    );
    assert_eq!(parse(&printed).unwrap().body, body);
    assert_eq!(
        boto3(service, operation, &body),
        "kinesis.put_record(\n    StreamName=\"s\",\n    Data=b\"hi\\\"\\x00\",\n    PartitionKey=\"it's\",\n    \
         ExplicitHashKey=\"5\",\n)"
    );
    assert_eq!(
        javascript(service, operation, &body),
        "await client.send(new PutRecordCommand({\n  StreamName: \"s\",\n  Data: new \
         TextEncoder().encode(\"hi\\\"\\u0000\"),\n  PartitionKey: \"it's\",\n  ExplicitHashKey: \"5\",\n}));"
    );
    assert_eq!(boto3(service, "DescribeLimits", &Value::Map(alloc::vec![])), "kinesis.describe_limits()");
    assert_eq!(Value::parse("{\"a\":[1,2.5,true,null]}").unwrap().to_string(), "{\"a\":[1,2.5,true,null]}");
    assert_eq!(quote("").to_string(), "''");
}

#[test]
fn a_text_that_looks_like_a_file_stays_a_text() {
    let put = Service::Kinesis.operation("PutRecord").unwrap();
    let body = Value::parse(r#"{"StreamName":"s","Data":"","PartitionKey":"file:///etc/passwd"}"#).unwrap();
    let body = typed(put.members, body).unwrap();
    let printed = line(Service::Kinesis, "PutRecord", &body);
    assert!(printed.starts_with("aws kinesis put-record --cli-input-json '{"), "{printed}");
    assert_eq!(parse(&printed).unwrap().body, body);
    let dash = Value::parse(r#"{"StreamName":"s","TagKeys":["-x"]}"#).unwrap();
    assert_eq!(parse(&line(Service::Kinesis, "RemoveTagsFromStream", &dash)).unwrap().body, dash);
}
