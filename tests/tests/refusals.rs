//! What a stream's operations refuse, in which words, and which of two reasons comes first.
use shardscope_core::sim::Sim;
use shardscope_tests::account::{self, pass};

const ARN: &str = "arn:aws:kinesis:us-east-1:123456789012:stream/s";

fn account() -> Sim {
    let mut sim = account::account();
    assert_eq!(ask(&mut sim, "create-stream --stream-name s --shard-count 2"), "");
    sim
}

/// What an operation of Kinesis answers, or the error's name and words.
fn ask(sim: &mut Sim, line: &str) -> String {
    account::ask(sim, &format!("aws kinesis {line}")).unwrap_or_else(|error| error.to_string())
}

#[track_caller]
fn is_refused(sim: &mut Sim, line: &str, with: &str) {
    assert_eq!(ask(sim, line), with, "{line}");
    pass(sim, 250);
}

#[test]
fn who_reads_where_there_is_nothing_is_told_which_shard_does_not_exist() {
    let mut sim = account();
    let iterator = |of: &str| {
        format!("get-shard-iterator {of} --shard-iterator-type AT_SEQUENCE_NUMBER --starting-sequence-number 5")
    };
    let missing = |shard: u32, stream: &str| {
        format!(
            "ResourceNotFoundException: Shard shardId-{shard:012} in stream {stream} under account 123456789012 does not exist"
        )
    };
    // A stream that is being created has no shard that could be read; a number that is none comes after that.
    is_refused(&mut sim, &iterator("--stream-name s --shard-id 0"), &missing(0, "s"));
    pass(&mut sim, 2_000);
    is_refused(&mut sim, &iterator("--stream-name other --shard-id 0"), &missing(0, "other"));
    is_refused(&mut sim, &iterator("--stream-name s --shard-id 7"), &missing(7, "s"));
    is_refused(
        &mut sim,
        &iterator("--stream-name s --shard-id 1"),
        "InvalidArgumentException: StartingSequenceNumber 5 used in GetShardIterator on shard shardId-000000000001 in stream s \
         under account 123456789012 is invalid.",
    );
    let put = ask(&mut sim, "put-record --stream-name s --partition-key a --data eA== --explicit-hash-key 0");
    let number = put.split('"').nth(7).expect("a sequence number").to_string();
    is_refused(
        &mut sim,
        &iterator("--stream-name s --shard-id 1").replace(" 5", &format!(" {number}")),
        "InvalidArgumentException: Invalid StartingSequenceNumber. It encodes shardId-000000000000, while it was used in a call \
         to a shard with shardId-000000000001",
    );
    let answer = ask(&mut sim, "get-shard-iterator --stream-name s --shard-id 1 --shard-iterator-type LATEST");
    let got = format!("get-records --shard-iterator {}", answer.split('"').nth(3).expect("an iterator"));
    assert!(ask(&mut sim, &got).contains("Records"));
    assert_eq!(ask(&mut sim, "delete-stream --stream-name s"), "");
    is_refused(&mut sim, &got, &missing(1, "s"));
    pass(&mut sim, 200_000);
    is_refused(&mut sim, &got, &missing(1, "s"));
    pass(&mut sim, 200_000);
    assert!(ask(&mut sim, &got).starts_with("ExpiredIteratorException: "));
}

#[test]
fn a_hash_key_beyond_all_is_refused_in_the_words_of_the_operation() {
    let mut sim = account();
    pass(&mut sim, 2_000);
    let beyond = "340282366920938463463374607431768211456";
    let of = |operation: &str| {
        format!(
            "InvalidArgumentException: Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified \
             value was {beyond} in {operation} on stream s under account 123456789012."
        )
    };
    let one = format!("put-record --stream-name s --partition-key a --data eA== --explicit-hash-key {beyond}");
    is_refused(&mut sim, &one, &of("PutRecord"));
    let many = format!("put-records --stream-name s --records PartitionKey=a,Data=eA==,ExplicitHashKey={beyond}");
    is_refused(&mut sim, &many, &of("PutRecords"));
    is_refused(
        &mut sim,
        "put-record --stream-name s --partition-key a --data eA== --sequence-number-for-ordering 5",
        "InvalidArgumentException: ExclusiveMinimumSequenceNumber 5 used in PutRecord on stream s under account 123456789012 is \
         invalid.",
    );
    for half in [beyond, "170141183460469231731687303715884105728", "1"] {
        is_refused(
            &mut sim,
            &format!("split-shard --stream-name s --shard-to-split 0 --new-starting-hash-key {half}"),
            &format!(
                "InvalidArgumentException: NewStartingHashKey {half} used in SplitShard() on shard shardId-000000000000 in \
                 stream s under account 123456789012 is not both greater than one plus the shard's StartingHashKey 0 and less \
                 than the shard's EndingHashKey 170141183460469231731687303715884105727."
            ),
        );
    }
}

#[test]
fn a_retention_is_echoed_as_it_was_given() {
    let mut sim = account();
    pass(&mut sim, 2_000);
    for (hours, is) in [
        ("-5", "Minimum allowed retention period is 24 hours. Requested retention period (-5 hours) is too short."),
        ("23", "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short."),
        (
            "8761",
            "Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.",
        ),
    ] {
        let line = format!("increase-stream-retention-period --stream-name s --retention-period-hours {hours}");
        is_refused(&mut sim, &line, &format!("InvalidArgumentException: {is}"));
    }
}

#[test]
fn tags_have_the_characters_of_the_api_reference_in_both_families() {
    let mut sim = account();
    pass(&mut sim, 2_000);
    let wrong = "InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, digits, white \
                 space, _ . / = + - % @.";
    let reserved = "InvalidArgumentException: aws: prefixed tag key names are not allowed for external use.";
    let families =
        ["add-tags-to-stream --stream-name s --tags".into(), format!("tag-resource --resource-arn {ARN} --tags")];
    for family in &families {
        for (tag, is) in [
            ("a*b=c", wrong),
            ("b=c*", wrong),
            ("a:b=c", wrong),
            ("a\tb=c", wrong),
            ("aws:x=c", reserved),
            ("AWS:x=c", reserved),
            ("größe_1./+-%@=ä x", ""),
        ] {
            is_refused(&mut sim, &format!("{family} '{tag}'"), is);
        }
    }
    for (key, is) in [("a*b", wrong), ("aws:x", reserved), ("none", "")] {
        is_refused(&mut sim, &format!("remove-tags-from-stream --stream-name s --tag-keys '{key}'"), is);
        is_refused(&mut sim, &format!("untag-resource --resource-arn {ARN} --tag-keys '{key}'"), is);
    }
    is_refused(&mut sim, "create-stream --stream-name t --shard-count 1 --tags 'a*b=c'", wrong);
    assert!(ask(&mut sim, "describe-stream-summary --stream-name t").starts_with("ResourceNotFoundException: "));
}

#[test]
fn a_stream_on_demand_is_resharded_by_nobody() {
    let mut sim = account();
    assert_eq!(ask(&mut sim, "create-stream --stream-name d --stream-mode-details StreamMode=ON_DEMAND"), "");
    pass(&mut sim, 2_000);
    for line in [
        "update-shard-count --stream-name d --target-shard-count 8 --scaling-type UNIFORM_SCALING",
        "split-shard --stream-name d --shard-to-split 0 --new-starting-hash-key 100",
        "merge-shards --stream-name d --shard-to-merge 0 --adjacent-shard-to-merge 1",
    ] {
        let words =
            "ValidationException: This API is only supported for data streams with the provisioned capacity mode.";
        is_refused(&mut sim, line, words);
    }
}

#[test]
fn a_resource_policy_is_kept_and_given_back_and_goes_with_its_resource() {
    let mut sim = account();
    pass(&mut sim, 2_000);
    let made = ask(&mut sim, &format!("register-stream-consumer --stream-arn {ARN} --consumer-name c"));
    let consumer = made.split('"').find(|part| part.contains("/consumer/c:")).expect("an ARN").to_string();
    let created = consumer.rsplit(':').next().expect("the second that it was made in");
    let early = format!(
        "put-resource-policy --resource-arn {consumer} --policy '{}'",
        r#"{"Statement":{"Effect":"Deny","Principal":"1","Action":"kinesis:SubscribeToShard"}}"#
    );
    is_refused(
        &mut sim,
        &early,
        &format!(
            "ResourceInUseException: Consumer c with creation timestamp {created} under stream s and account 123456789012 is \
             not in ACTIVE status."
        ),
    );
    pass(&mut sim, 2_000);
    let policy = |action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"{action}"}}]}}"#
        )
    };
    let put = |arn: &str, policy: &str| format!("put-resource-policy --resource-arn {arn} --policy '{policy}'");
    let [get, delete] =
        ["get", "delete"].map(|verb| move |arn: &str| format!("{verb}-resource-policy --resource-arn {arn}"));
    let absent = |arn: &str| format!("ResourceNotFoundException: Resource policy of {arn} not found.");
    for (arn, action) in [(ARN, "kinesis:PutRecord"), (&*consumer, "kinesis:SubscribeToShard")] {
        is_refused(&mut sim, &get(arn), &absent(arn));
        is_refused(&mut sim, &put(arn, &policy(action)), "");
    }
    let kept = |action: &str| format!(r#"{{"Policy":{}}}"#, serde_json::Value::from(policy(action)));
    is_refused(&mut sim, &get(ARN), &kept("kinesis:PutRecord"));
    is_refused(&mut sim, &get(&consumer), &kept("kinesis:SubscribeToShard"));
    is_refused(&mut sim, &put(ARN, &policy("kinesis:PutRecords")), "");
    is_refused(&mut sim, &get(ARN), &kept("kinesis:PutRecords"));
    for (given, is) in [
        (policy("*"), "Statement 1: Action \"*\" is not allowed for a stream or consumer: it has a wildcard."),
        (
            policy("kinesis:Put*"),
            "Statement 1: Action \"kinesis:Put*\" is not allowed for a stream or consumer: it has a wildcard.",
        ),
        (
            policy("kinesis:PutRecord").replace(r#"{"AWS":"111122223333"}"#, r#"{"AWS":["111122223333","*"]}"#),
            "Statement 1: Principal \"*\" is not allowed for a stream or consumer: it has a wildcard.",
        ),
        (
            policy("kinesis:PutRecord").replace(r#"{"AWS":"111122223333"}"#, r#"{"AWS":5}"#),
            "Statement 1: Principal is missing, or has no text.",
        ),
        (
            policy("kinesis:PutRecord").replace(r#""kinesis:PutRecord""#, "[]"),
            "Statement 1: Action is missing, or has no text.",
        ),
        ("{".into(), "The policy is not valid JSON: EOF while parsing an object at line 1 column 1."),
        ("{}".into(), "The policy has no Statement."),
        (policy("kinesis:PutRecord").replace("Allow", "Perhaps"), "Statement 1: Effect must be Allow or Deny."),
        (policy("kinesis:PutRecord").replace("Action", "NotAction"), "Statement 1: Action is missing, or has no text."),
        (policy(&"x".repeat(20_480)), "The policy has 20584 bytes; at most 20480 are kept."),
    ] {
        is_refused(&mut sim, &put(ARN, &given), &format!("InvalidArgumentException: {is}"));
    }
    is_refused(&mut sim, &get(ARN), &kept("kinesis:PutRecords"));
    is_refused(&mut sim, &delete(ARN), "");
    is_refused(&mut sim, &delete(ARN), &absent(ARN));
    is_refused(&mut sim, &format!("deregister-stream-consumer --consumer-arn {consumer}"), "");
    pass(&mut sim, 2_000);
    assert!(ask(&mut sim, &get(&consumer)).starts_with("ResourceNotFoundException: Consumer c under"));
}

#[test]
fn data_and_partition_key_together_have_the_size_of_the_stream() {
    let mut sim = account();
    pass(&mut sim, 2_000);
    let put = |data: &str| format!("put-record --stream-name s --partition-key a --explicit-hash-key 0 --data {data}");
    let most = "AAAA".repeat(1_048_575 / 3);
    assert!(ask(&mut sim, &put(&most)).contains("SequenceNumber"));
    pass(&mut sim, 2_000);
    is_refused(
        &mut sim,
        &put(&format!("{most}AA==")),
        "InvalidArgumentException: Record of 1048577 bytes, data and partition key, exceeds the maximum record size of 1048576 \
         bytes of stream s under account 123456789012.",
    );
}
