//! Rules of the services at the number at which they turn over: the last that is taken and the first that is refused.
use shardscope_core::api::{self, Value};
use shardscope_core::base::Duration;
use shardscope_core::script::Script;
use shardscope_core::sim::Sim;
use shardscope_core::sns;
use shardscope_core::timeline::Timeline;
use shardscope_core::why;
use shardscope_tests::account::{self, pass};
use shardscope_tests::mixes::command;

const ARN: &str = "arn:aws:sns:us-east-1:123456789012:t";

/// An account with a stream `s` of one shard whose changes take a second, after three.
fn account() -> Sim {
    let mut sim = account::account();
    assert_eq!(ask(&mut sim, "aws kinesis create-stream --stream-name s --shard-count 1"), "");
    pass(&mut sim, 3_000);
    sim
}

/// What a line is answered, or the error's name.
fn ask(sim: &mut Sim, line: &str) -> String {
    account::ask(sim, line).unwrap_or_else(|error| error.kind.into_owned())
}

#[test]
fn changes_are_counted_over_a_day_and_no_longer() {
    let mut sim = account();
    let mode = |sim: &mut Sim, mode: &str| {
        let arn = "arn:aws:kinesis:us-east-1:123456789012:stream/s";
        let answer = ask(
            sim,
            &format!("aws kinesis update-stream-mode --stream-arn {arn} --stream-mode-details StreamMode={mode}"),
        );
        pass(sim, 2_000);
        answer
    };
    assert_eq!(mode(&mut sim, "ON_DEMAND"), "");
    pass(&mut sim, 3_600_000);
    assert_eq!([mode(&mut sim, "PROVISIONED"), mode(&mut sim, "ON_DEMAND")], ["", "LimitExceededException"]);
    // A day after the first there is room for one, and not for two.
    pass(&mut sim, 23 * 3_600_000 - 4_000);
    assert_eq!([mode(&mut sim, "ON_DEMAND"), mode(&mut sim, "PROVISIONED")], ["", "LimitExceededException"]);
    assert_eq!(mode(&mut sim, "ON_DEMAND"), "", "what changes nothing does not count");
    let start = "aws kinesis start-stream-encryption --stream-name s --encryption-type KMS --key-id alias/k";
    for _ in 0..25 {
        assert_eq!(ask(&mut sim, start), "");
        pass(&mut sim, 2_000);
    }
    assert_eq!(ask(&mut sim, start), "LimitExceededException");
    pass(&mut sim, 24 * 3_600_000);
    assert_eq!(ask(&mut sim, start), "");
}

#[test]
fn a_shard_count_is_changed_ten_times_a_day() {
    let mut sim = account();
    let mut update = |count: u32| {
        let to = format!("--target-shard-count {count} --scaling-type UNIFORM_SCALING");
        let answer = ask(&mut sim, &format!("aws kinesis update-shard-count --stream-name s {to}"));
        pass(&mut sim, 10_000);
        answer
    };
    for round in 0..10 {
        assert!(update(1 + (round + 1) % 2).contains("TargetShardCount"), "{round}");
    }
    assert_eq!(update(2), "LimitExceededException");
}

/// GetRecords of everything, after so many records of so many bytes: how many come, and what the next call at once comes to.
fn read(records: u32, bytes: u32) -> (usize, String) {
    let mut sim = account();
    let producer = format!("producer p --stream-name s --workload hot:k --rate 40 --record-bytes {}", bytes - 1);
    assert_eq!(ask(&mut sim, &producer), "");
    pass(&mut sim, u64::from(records) * 1_000 / 40 + 1_000);
    let iterator = "aws kinesis get-shard-iterator --stream-name s --shard-id 0 --shard-iterator-type TRIM_HORIZON";
    let answer = ask(&mut sim, iterator);
    let iterator = answer.split('"').nth(3).expect("an iterator").to_string();
    let get =
        |sim: &mut Sim| ask(sim, &format!("aws kinesis get-records --shard-iterator {iterator} --limit {records}"));
    let first = get(&mut sim);
    pass(&mut sim, 300);
    let second = get(&mut sim);
    let second = if second.starts_with('{') { "answered".to_string() } else { second };
    (first.matches("PartitionKey").count(), second)
}

#[test]
fn what_is_read_beyond_two_mebibytes_is_paid_for() {
    // 64 of 32 KiB are two mebibytes; after 300 ms three tenths of that are there again.
    assert_eq!(read(64, 32 << 10), (64, "answered".into()));
    assert_eq!(read(65, 32 << 10), (65, "ProvisionedThroughputExceededException".into()));
    assert_eq!(read(96, 32 << 10), (96, "ProvisionedThroughputExceededException".into()));
}

#[test]
fn a_stream_is_named_by_an_arn_of_this_account_alone() {
    let mut sim = account();
    let of = |sim: &mut Sim, arn: &str| ask(sim, &format!("aws kinesis describe-stream-summary --stream-arn {arn}"));
    assert!(of(&mut sim, "arn:aws:kinesis:us-east-1:123456789012:stream/s").contains("OpenShardCount"));
    for elsewhere in
        ["us-west-2:123456789012:stream/s", "us-east-1:210987654321:stream/s", "us-east-1:123456789012:stream/t"]
    {
        assert_eq!(of(&mut sim, &format!("arn:aws:kinesis:{elsewhere}")), "ResourceNotFoundException", "{elsewhere}");
    }
    let refused = of(&mut sim, "arn:aws:kinesis:us-east-1:123456789012:stream/a+b");
    assert!(refused != "ResourceNotFoundException" && !refused.starts_with('{'), "{refused}");
}

#[test]
fn a_topic_gives_back_what_it_was_set_to() {
    let mut sim = account();
    assert!(
        ask(&mut sim, "aws sns create-topic --name t --attributes MaximumMessageSize=2048,DisplayName=x").contains(ARN)
    );
    let attributes = ask(&mut sim, &format!("aws sns get-topic-attributes --topic-arn {ARN}"));
    for part in [r#""MaximumMessageSize":"2048""#, r#""DisplayName":"x""#, r#""SubscriptionsConfirmed":"0""#] {
        assert!(attributes.contains(part), "{part} in {attributes}");
    }
    let set = |sim: &mut Sim, bytes: u32| {
        ask(
            sim,
            &format!(
                "aws sns set-topic-attributes --topic-arn {ARN} --attribute-name MaximumMessageSize --attribute-value {bytes}"
            ),
        )
    };
    assert_eq!([set(&mut sim, 1_024), set(&mut sim, 1_048_576)], ["", ""]);
    assert_eq!([set(&mut sim, 1_023), set(&mut sim, 1_048_577)], ["InvalidParameter", "InvalidParameter"]);
}

#[test]
fn what_waits_for_a_subscription_goes_with_it_and_with_no_other() {
    let mut sim = account();
    ask(&mut sim, "aws sns create-topic --name t.fifo --attributes FifoTopic=true");
    for queue in ["a.fifo", "b.fifo"] {
        ask(&mut sim, &format!("aws sqs create-queue --queue-name {queue} --attributes FifoQueue=true"));
        let endpoint = format!("--notification-endpoint arn:aws:sqs:us-east-1:123456789012:{queue}");
        ask(&mut sim, &format!("aws sns subscribe --topic-arn {ARN}.fifo --protocol sqs {endpoint}"));
    }
    // A FIFO queue takes 300 calls a second.
    ask(&mut sim, "lane l --topic-name t.fifo --rate 2000 --trucks 200 --groups 200 --batch 10 --consumers 0");
    pass(&mut sim, 5_000);
    let waiting = |sim: &Sim| sim.sns().subscriptions().map(sns::Subscription::waiting).collect::<Vec<_>>();
    let [a, b] = waiting(&sim)[..] else { panic!("two subscriptions") };
    assert!(a > 100 && b > 100, "{a} {b}");
    let list = ask(&mut sim, &format!("aws sns list-subscriptions-by-topic --topic-arn {ARN}.fifo"));
    let first = list.split('"').find(|part| part.starts_with(&format!("{ARN}.fifo:"))).expect("an ARN");
    assert_eq!(ask(&mut sim, &format!("aws sns unsubscribe --subscription-arn {first}")), "");
    assert_eq!(waiting(&sim), [b]);
    ask(&mut sim, "set-lane l --rate 0");
    pass(&mut sim, 3_600_000);
    assert_eq!(waiting(&sim), [0]);
    let (topic, subscription) = (sim.sns().topics().next().unwrap(), sim.sns().subscriptions().next().unwrap());
    assert_eq!(subscription.total.number_of_notifications_delivered, topic.total.number_of_messages_published);
}

#[test]
fn a_message_that_a_queue_delays_anew_waits_once() {
    let mut sim = account();
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo";
    ask(
        &mut sim,
        "aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,DelaySeconds=10,ContentBasedDeduplication=true",
    );
    ask(&mut sim, &format!("aws sqs send-message --queue-url {url} --message-body a --message-group-id g"));
    pass(&mut sim, 1_000);
    assert_eq!(
        ask(&mut sim, &format!("aws sqs set-queue-attributes --queue-url {url} --attributes DelaySeconds=20")),
        ""
    );
    let depth = |sim: &Sim| {
        let depth = sim.sqs().named("q.fifo").unwrap().depth(sim.now());
        (depth.approximate_number_of_messages_visible, depth.approximate_number_of_messages_delayed)
    };
    pass(&mut sim, 10_000);
    assert_eq!(depth(&sim), (0, 1), "after 11 s");
    pass(&mut sim, 9_500);
    assert_eq!(depth(&sim), (1, 0), "after 20.5 s");
}

#[test]
fn branches_keep_their_parents_when_one_between_them_goes() {
    let mut timeline: Timeline<()> = Timeline::of(Script::parse("shardscope 1").unwrap());
    // Each branch leaves the one before it, a second after that has begun.
    for branch in 0..4 {
        timeline.act(command(&format!("note '{branch}'"))).unwrap();
        timeline.step(timeline.now() + Duration::from_secs(2), u64::MAX);
        timeline.seek(timeline.now() - Duration::from_secs(1));
        timeline.fork().unwrap();
    }
    let parents = |timeline: &Timeline<()>| timeline.branches().iter().map(|branch| branch.parent).collect::<Vec<_>>();
    let before = parents(&timeline);
    assert_eq!(before, [None, Some(0), Some(1), Some(2), Some(3)]);
    assert!(timeline.remove_branch(2));
    assert_eq!(parents(&timeline), [None, Some(0), Some(1), Some(2)]);
    assert!(timeline.remove_branch(0) && !timeline.remove_branch(7));
    assert_eq!(parents(&timeline), [None, Some(0), Some(1)]);
}

#[test]
fn a_batch_has_so_many_bytes_and_not_one_more() {
    let mut sim = account();
    let data = |bytes: usize| Value::bytes(vec![b'x'; bytes]).print();
    // Ten records of 1 MiB with their keys are 10 MiB.
    let put = |sim: &mut Sim, last: usize| {
        let record = |bytes: usize| format!(r#"{{"Data":{},"PartitionKey":"k"}}"#, data(bytes));
        let records = [vec![record((1 << 20) - 1); 9], vec![record(last)]].concat().join(",");
        let body = format!(r#"{{"StreamName":"s","Records":[{records}]}}"#);
        let target = "Kinesis_20131202.PutRecords";
        let http = api::HttpRequest::trusted(target, body.as_bytes(), api::Door::Json);
        api::call(sim, &http, &mut ()).text().chars().take(60).collect::<String>()
    };
    assert!(put(&mut sim, (1 << 20) - 1).starts_with(r#"{"FailedRecordCount":"#));
    ask(
        &mut sim,
        "aws kinesis update-max-record-size --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/s --max-record-size-in-ki-b 2048",
    );
    pass(&mut sim, 2_000);
    assert!(
        put(&mut sim, 1 << 20).starts_with(r#"{"__type":"InvalidArgumentException""#),
        "{}",
        put(&mut sim, 1 << 20)
    );
    ask(&mut sim, "aws sqs create-queue --queue-name q");
    let send = |sim: &mut Sim, last: usize| {
        let entry = |id: usize, bytes: usize| format!(r#"{{"Id":"{id}","MessageBody":"{}"}}"#, "x".repeat(bytes));
        let body = format!(r#"[{},{}]"#, entry(0, 1 << 19), entry(1, last));
        ask(
            sim,
            &format!(
                "aws sqs send-message-batch --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q --entries '{body}'"
            ),
        )
    };
    assert!(send(&mut sim, 1 << 19).contains("Successful"));
    assert!(send(&mut sim, (1 << 19) + 1).contains("BatchRequestTooLong"));
}

#[test]
fn a_fifo_topic_has_a_hundred_subscriptions() {
    let mut sim = account();
    ask(&mut sim, "aws sns create-topic --name t.fifo --attributes FifoTopic=true");
    let subscribe = |sim: &mut Sim, number: u32| {
        let endpoint = format!("arn:aws:sqs:us-east-1:123456789012:q{number}.fifo");
        ask(sim, &format!("aws sns subscribe --topic-arn {ARN}.fifo --protocol sqs --notification-endpoint {endpoint}"))
    };
    for number in 0..100 {
        assert!(subscribe(&mut sim, number).contains("SubscriptionArn"), "{number}");
    }
    assert_eq!(subscribe(&mut sim, 100), "SubscriptionLimitExceeded");
}

#[test]
fn names_of_attributes_are_letters_digits_and_what_may_stand_between() {
    let mut sim = account();
    ask(&mut sim, "aws sqs create-queue --queue-name q");
    let mut send = |name: &str| {
        let attributes = format!(r#"'{{"{name}":{{"DataType":"String","StringValue":"x"}}}}'"#);
        let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
        ask(
            &mut sim,
            &format!("aws sqs send-message --queue-url {url} --message-body a --message-attributes {attributes}"),
        )
    };
    for right in ["a", "a.b", "a-b_c.1", "awsx", &"a".repeat(256)] {
        assert!(send(right).contains("MessageId"), "{right}");
    }
    for wrong in ["", ".a", "a.", "a..b", "a b", "ä", "aws.x", "AMAZON.x", &"a".repeat(257)] {
        assert!(!send(wrong).contains("MessageId"), "{wrong}");
    }
}

#[test]
fn a_handle_that_is_none_is_refused_whatever_it_consists_of() {
    let mut sim = account();
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
    ask(&mut sim, "aws sqs create-queue --queue-name q");
    ask(&mut sim, &format!("aws sqs send-message --queue-url {url} --message-body a"));
    let mut answer = String::new();
    while !answer.contains("ReceiptHandle") {
        answer = ask(&mut sim, &format!("aws sqs receive-message --queue-url {url}"));
    }
    let handle = answer.split('"').find(|part| part.starts_with("AQEB")).expect("a handle").to_string();
    let delete = |sim: &mut Sim, handle: &str| {
        ask(sim, &format!("aws sqs delete-message --queue-url {url} --receipt-handle '{handle}'"))
    };
    let digits = &handle[4..];
    let wrong = [
        digits.to_string(),
        format!("AQEB{}", "ä".repeat(24)),
        "AQEB0".into(),
        format!("{handle}0"),
        handle.to_uppercase(),
    ];
    for wrong in wrong {
        assert!(delete(&mut sim, &wrong).contains("ReceiptHandleIsInvalid"), "{wrong}");
    }
    assert_eq!(delete(&mut sim, &handle), "");
}

#[test]
fn a_topic_has_two_hundred_filter_policies() {
    let mut sim = account();
    ask(&mut sim, "aws sns create-topic --name t");
    let subscribe = |sim: &mut Sim, number: u32, more: &str| {
        let endpoint = format!("arn:aws:sqs:us-east-1:123456789012:q{number}");
        ask(
            sim,
            &format!("aws sns subscribe --topic-arn {ARN} --protocol sqs --notification-endpoint {endpoint}{more}"),
        )
    };
    let filter = r#" --attributes '{"FilterPolicy":"{\"kind\":[\"truck\"]}"}'"#;
    for number in 0..200 {
        assert!(subscribe(&mut sim, number, filter).contains("SubscriptionArn"), "{number}");
    }
    assert_eq!(subscribe(&mut sim, 200, filter), "FilterPolicyLimitExceeded");
    assert!(subscribe(&mut sim, 200, "").contains("SubscriptionArn"), "without one there is room");
}

#[test]
fn a_receive_that_waited_is_repeated_by_its_attempt() {
    let mut sim = account();
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo";
    ask(
        &mut sim,
        "aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true",
    );
    let receive = |sim: &mut Sim, attempt: &str| {
        let line = format!(
            "aws sqs receive-message --queue-url {url} --wait-time-seconds 5 --receive-request-attempt-id {attempt}"
        );
        ask(sim, &line)
    };
    receive(&mut sim, "one");
    ask(&mut sim, &format!("aws sqs send-message --queue-url {url} --message-body a --message-group-id g"));
    pass(&mut sim, 1_000);
    // The network has lost the answer: the same attempt gets the same message, and another one gets none.
    assert!(receive(&mut sim, "one").contains("ReceiptHandle"));
    assert!(!receive(&mut sim, "two").contains("ReceiptHandle"));
}

#[test]
fn ten_move_tasks_are_remembered_for_each_queue() {
    let mut sim = account();
    let arn = |queue: &str| format!("arn:aws:sqs:us-east-1:123456789012:{queue}");
    for dead in ["d1", "d2"] {
        ask(&mut sim, &format!("aws sqs create-queue --queue-name {dead}"));
        let policy = format!(r#"{{\"deadLetterTargetArn\":\"{}\",\"maxReceiveCount\":1}}"#, arn(dead));
        let attributes = format!(r#"'{{"RedrivePolicy":"{policy}"}}'"#);
        ask(&mut sim, &format!("aws sqs create-queue --queue-name of-{dead} --attributes {attributes}"));
    }
    let start = |sim: &mut Sim, queue: &str| {
        let answer = ask(sim, &format!("aws sqs start-message-move-task --source-arn {}", arn(queue)));
        pass(sim, 2_000);
        assert!(answer.contains("TaskHandle"), "{answer}");
    };
    let listed = |sim: &mut Sim, queue: &str| {
        ask(sim, &format!("aws sqs list-message-move-tasks --source-arn {} --max-results 10", arn(queue)))
            .matches("Status")
            .count()
    };
    start(&mut sim, "d2");
    (0..12).for_each(|_| start(&mut sim, "d1"));
    assert_eq!([listed(&mut sim, "d1"), listed(&mut sim, "d2")], [10, 1]);
}

#[test]
fn a_changed_rate_limit_of_the_library_holds_from_then_on() {
    let mut sim = account();
    ask(
        &mut sim,
        "producer p --stream-name s --workload keys: --keys 50 --rate 900 --api kpl --aggregation-max-count 1 --rate-limit 20%",
    );
    let accepted = |sim: &Sim| sim.producers().next().unwrap().stats.accepted;
    pass(&mut sim, 30_000);
    let before = accepted(&sim);
    assert!((5_000..8_000).contains(&before), "a fifth of 1,000 a second: {before}");
    assert_eq!(ask(&mut sim, "set-producer p --rate-limit 80%"), "");
    pass(&mut sim, 10_000);
    assert!((7_500..9_500).contains(&(accepted(&sim) - before)), "four fifths: {}", accepted(&sim) - before);
}

#[test]
fn a_record_that_holds_a_function_up_is_lost_alone_when_it_expires() {
    let mut sim = account();
    ask(&mut sim, "producer p --stream-name s --workload hot:k --rate 2");
    ask(&mut sim, "lambda f --stream-name s --batch-size 1");
    pass(&mut sim, 10_000);
    ask(&mut sim, "fault poison-lambda f 0");
    pass(&mut sim, 600_000);
    assert_eq!(
        ask(&mut sim, "aws kinesis split-shard --stream-name s --shard-to-split 0 --new-starting-hash-key 1000"),
        ""
    );
    pass(&mut sim, 25 * 3_600_000);
    // Behind the record that failed until it expired each other one expires later, and is processed at once.
    let (stream, mapping) = (sim.kinesis().stream_named("s").unwrap(), sim.mappings().next().unwrap());
    assert!(stream.shards[0].log.end() > 1_200);
    let tally = mapping.results.tally;
    assert_eq!((tally.lost, mapping.stats.discarded), (1, 1));
    let written: u64 = stream.shards.iter().map(|shard| shard.log.end()).sum();
    assert!(written - tally.processed < 10, "{} of {written}", tally.processed);
}

#[test]
fn a_lane_that_has_caught_up_has_no_backlog_to_explain() {
    let mut sim = account();
    ask(&mut sim, "lane l --stream-name s --rate 1500 --trucks 20 --batch 100 --consumers 2 --work 0s");
    let explained = |sim: &Sim| {
        let chain = why::actor(sim, sim.lanes().next().unwrap().id);
        chain.iter().any(|cause| matches!(cause, why::Cause::Backlog { .. }))
    };
    pass(&mut sim, 20_000);
    assert!(explained(&sim));
    ask(&mut sim, "set-lane l --rate 10");
    pass(&mut sim, 60_000);
    assert!(!explained(&sim) && sim.lanes().next().unwrap().sender.waiting() == 0);
}

#[test]
fn keys_are_counted_up_to_four_thousand_and_ninety_six() {
    let counted = |keys: u32| {
        let mut sim = account();
        ask(&mut sim, &format!("producer p --stream-name s --workload keys: --keys {keys} --rate 10"));
        pass(&mut sim, 1_000);
        sim.producers().next().unwrap().key_rates(sim.now()).count()
    };
    assert_eq!([counted(4_096), counted(4_097)], [4_096, 0]);
}

#[test]
fn whatever_a_request_carries_counts_while_the_run_keeps_it() {
    let keys: Vec<String> = vec!["\"k\"".into(); 100_000];
    for (target, body) in [
        ("AmazonSQS.UntagQueue", format!(r#"{{"QueueUrl":"q","TagKeys":[{}]}}"#, keys.join(","))),
        ("AmazonSQS.ReceiveMessage", format!(r#"{{"QueueUrl":"q","MessageAttributeNames":[{}]}}"#, keys.join(","))),
        ("AmazonSQS.SendMessage", format!(r#"{{"QueueUrl":"{}","MessageBody":"a"}}"#, "q".repeat(6_000_000))),
    ] {
        let http = api::HttpRequest::trusted(target, body.as_bytes(), api::Door::Json);
        let call = api::parse(&http).1.expect("a request");
        // A text is 24 bytes and at least 16 on the heap.
        assert!(call.command.heap_bytes() > 4_000_000, "{target}: {}", call.command.heap_bytes());
    }
}

#[test]
fn what_is_missing_in_a_line_is_proposed_in_its_service() {
    let said = |line: &str| shardscope_core::cli::parse(line).unwrap_err().reason;
    assert!(said("aws kinesis").contains("such as list-streams"), "{}", said("aws kinesis"));
    assert!(said("aws sqs").contains("such as list-queues"), "{}", said("aws sqs"));
}

#[test]
fn a_digest_of_attributes_takes_them_by_name_however_they_came() {
    let mut sim = account();
    ask(&mut sim, "aws sqs create-queue --queue-name q");
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
    let digest = |sim: &mut Sim, first: &str, second: &str| {
        let attribute = |name: &str| format!(r#""{name}":{{"DataType":"String","StringValue":"{name}"}}"#);
        let attributes = format!("{{{},{}}}", attribute(first), attribute(second));
        let sent = ask(
            sim,
            &format!("aws sqs send-message --queue-url {url} --message-body x --message-attributes '{attributes}'"),
        );
        let sent: serde_json::Value = serde_json::from_str(&sent).expect("an answer");
        sent["MD5OfMessageAttributes"].as_str().expect("a digest").to_string()
    };
    let one = digest(&mut sim, "a", "b");
    assert_eq!(one, digest(&mut sim, "b", "a"));
    assert_ne!(one, digest(&mut sim, "a", "c"));
}

#[test]
fn a_receive_that_is_answered_at_once_is_repeated_by_its_attempt_too() {
    let mut sim = account();
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo";
    ask(
        &mut sim,
        "aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true",
    );
    ask(&mut sim, &format!("aws sqs send-message --queue-url {url} --message-body a --message-group-id g"));
    for wait in [5, 0] {
        let receive = format!(
            "aws sqs receive-message --queue-url {url} --wait-time-seconds {wait} --receive-request-attempt-id one --visibility-timeout 30"
        );
        let one = ask(&mut sim, &receive);
        assert!(one.contains("ReceiptHandle"), "{one}");
        assert!(ask(&mut sim, &receive).contains("ReceiptHandle"), "the answer got lost: here it is again");
        pass(&mut sim, 40_000);
    }
}

#[test]
fn an_arn_is_one_of_kinesis_of_some_partition_of_aws() {
    let asks = |arn: &str| {
        let line = format!("aws kinesis describe-stream-summary --stream-arn {arn}");
        Script::parse(&format!("shardscope 1\nat 0s {line}\n"))
            .map_or_else(|error| error.to_string(), |_| "asked".into())
    };
    assert_eq!(asks("arn:aws:kinesis:us-east-1:123456789012:stream/s"), "asked");
    assert_eq!(asks("arn:aws-cn:kinesis:cn-north-1:123456789012:stream/s"), "asked");
    for wrong in [
        "arx:aws:kinesis:us-east-1:123456789012:stream/s",
        "arn:axs:kinesis:us-east-1:123456789012:stream/s",
        "arn:aws:kinesys:us-east-1:123456789012:stream/s",
        "arn:aws:kinesis:us-east-1:12345678901:stream/s",
        "arn:aws:kinesis:us-east-1:123456789012:stream/",
    ] {
        let said = asks(wrong);
        assert!(said.contains("at 'streamARN' failed to satisfy constraint"), "{wrong}: {said}");
    }
}

#[test]
fn a_call_that_comes_too_often_says_of_what_it_is_counted() {
    let mut sim = account();
    let mut often = |line: &str, times: u32| {
        pass(&mut sim, 2_000);
        (0..times).for_each(|_| drop(account::ask(&mut sim, line)));
        account::ask(&mut sim, line).expect_err(line).message.expect("a message").to_string()
    };
    assert!(often("aws kinesis list-streams", 5).contains("5 calls per second and account"));
    let tags = often("aws kinesis list-tags-for-stream --stream-name s", 5);
    assert!(tags.contains("5 calls per second and stream"), "{tags}");
}

#[test]
fn names_of_fifo_topics_and_ids_of_a_batch_have_their_lengths() {
    let mut sim = account();
    let mut create = |name: &str| {
        account::ask(&mut sim, &format!("aws sns create-topic --name '{name}' --attributes FifoTopic=true"))
            .map_or_else(|error| error.kind.into_owned(), |_| "made".into())
    };
    let long = |letters: usize| format!("{}.fifo", "n".repeat(letters));
    assert_eq!([create(&long(251)), create("t.fifo")], ["made", "made"]);
    for wrong in [long(252), "a b.fifo".into(), ".fifo".into(), "plain".into()] {
        assert_eq!(create(&wrong), "InvalidParameter", "{wrong}");
    }
    assert!(account::ask(&mut sim, "aws sns create-topic --name t").is_ok());
    let mut publish = |id: &str| {
        let line =
            format!("aws sns publish-batch --topic-arn {ARN} --publish-batch-request-entries Id={id},Message=hello");
        account::ask(&mut sim, &line).map_or_else(|error| error.kind.into_owned(), |_| "published".into())
    };
    assert_eq!([publish(&"i".repeat(80)), publish(&"i".repeat(81))], ["published", "InvalidBatchEntryId"]);
}

#[test]
fn of_the_members_that_are_null_ten_are_named() {
    let mut sim = account();
    let nulls = |sim: &mut Sim, count: usize| {
        let keys = vec!["null"; count].join(",");
        let body = format!(r#"{{"StreamName":"s","TagKeys":[{keys}]}}"#);
        let request =
            api::HttpRequest::trusted("Kinesis_20131202.RemoveTagsFromStream", body.as_bytes(), api::Door::Json);
        let answer = api::call(sim, &request, &mut ());
        String::from_utf8_lossy(&answer.body).matches("Member must not be null").count()
    };
    assert_eq!([9, 10, 11, 30].map(|count| nulls(&mut sim, count)), [9, 10, 10, 10]);
}

/// A destination holds a thousand: the oldest goes.
#[test]
fn an_on_failure_destination_keeps_the_last_thousand() {
    let mut sim = account();
    let act = |sim: &mut Sim, line: &str| {
        sim.submit(&command(line), &mut ()).unwrap_or_else(|error| panic!("{line}: {error}"));
    };
    act(&mut sim, "lambda f --stream-name s --batch-size 1 --retries 0 --destination --invocation 0s --work 1us");
    // A function has a thousand poison records at most; the others come when it has been healed of those.
    for half in 0..2 {
        for _ in 0..505 {
            act(&mut sim, "fault poison-lambda 0 0");
            act(&mut sim, "aws kinesis put-record --stream-name s --partition-key k --data aGk=");
        }
        if half == 0 {
            pass(&mut sim, 700_000);
            act(&mut sim, "fault heal-lambda 0");
        }
    }
    pass(&mut sim, 2_000_000);
    let mapping = sim.mappings().next().expect("the function");
    assert_eq!((mapping.stats.discarded, mapping.destination.len()), (1_010, 1_000));
    assert_eq!((mapping.destination[0].first, mapping.destination[999].first), (10, 1_009));
}

#[test]
fn a_shard_id_ends_with_a_number_up_to_2147483647() {
    use shardscope_core::kinesis::ShardId;
    for (text, number) in
        [("shardId-000000000012", 12), ("anything-5", 5), ("5", 5), ("shardId-2147483647", 2_147_483_647)]
    {
        assert_eq!(text.parse(), Ok(ShardId(number)), "{text}");
    }
    for wrong in ["shardId-2147483648", "shardId-4294967295", "shardId-", "", "shardId-+1", "shardId-1x"] {
        assert!(wrong.parse::<ShardId>().is_err(), "{wrong}");
    }
}

#[test]
fn a_branch_is_renamed_and_its_name_has_60_characters_at_most() {
    let text = "shardscope 1\nat 0s aws kinesis create-stream --stream-name s --shard-count 1\nuntil 9s\n";
    let mut timeline: Timeline<()> = Timeline::of(Script::parse(text).expect("a script"));
    timeline.rename(0, "before");
    assert_eq!(timeline.branches()[0].name, "before");
    timeline.rename(0, &"ü".repeat(61));
    assert_eq!(timeline.branches()[0].name, "ü".repeat(60));
    timeline.rename(7, "nobody");
    assert_eq!(timeline.branches().len(), 1);
}

#[test]
fn a_push_counts_the_bytes_of_its_data_and_keys() {
    let mut sim = account();
    let arn = "arn:aws:kinesis:us-east-1:123456789012:stream/s";
    assert!(
        ask(&mut sim, &format!("aws kinesis register-stream-consumer --stream-arn {arn} --consumer-name c"))
            .contains("c")
    );
    pass(&mut sim, 3_000);
    sim.submit(&command("application c --stream-name s --retrieval fan-out"), &mut ()).unwrap();
    pass(&mut sim, 3_000);
    // Seven bytes of data and two of key.
    (0..10).for_each(|_| {
        drop(ask(&mut sim, "aws kinesis put-record --stream-name s --partition-key kk --data aGVsbG8hIQ=="))
    });
    pass(&mut sim, 3_000);
    let total = sim.kinesis().stream_named("s").unwrap().series.total;
    assert_eq!((total.fan_out_records, total.fan_out_bytes, total.incoming_bytes), (10, 90, 90));
}

#[test]
fn records_of_which_each_has_a_key_of_its_own_are_in_order_read_once() {
    let mut sim = account();
    let mut act =
        |line: &str| drop(sim.submit(&command(line), &mut ()).unwrap_or_else(|error| panic!("{line}: {error}")));
    act("producer p --stream-name s --workload keys:k --distribution unique --rate 200 --retry never");
    act("reader r --stream-name s --polling 300ms --records-per-second 1000000");
    pass(&mut sim, 30_000);
    let reader = sim.readers().next().unwrap();
    let order = reader.book.order;
    assert!(reader.stats.records > 5_000, "{}", reader.stats.records);
    assert_eq!((order.in_order, order.out_of_order, order.read_twice), (reader.stats.records, 0, 0));
}

#[test]
fn a_queue_counts_the_bytes_of_its_messages_and_none_of_those_that_are_gone() {
    let mut sim = account();
    ask(&mut sim, "aws sqs create-queue --queue-name q");
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
    let bytes = |sim: &Sim| sim.sqs().named("q").unwrap().heap_bytes();
    let empty = bytes(&sim);
    let body = "x".repeat(1_000);
    let mut last = empty;
    for round in 0..100 {
        ask(&mut sim, &format!("aws sqs send-message --queue-url {url} --message-body {body}"));
        let now = bytes(&sim);
        // A message counts its body, its row, and a part of what finds it; now and then a chunk begins.
        assert!((1_000..=6_500).contains(&(now - last)), "message {round}: {} bytes more", now - last);
        last = now;
    }
    assert!((120_000..=200_000).contains(&(last - empty)), "{} bytes for a hundred", last - empty);
    ask(&mut sim, &format!("aws sqs purge-queue --queue-url {url}"));
    pass(&mut sim, 120_000);
    assert!(bytes(&sim) < empty + 2_000, "{} bytes more than an empty one", bytes(&sim) - empty);
}
