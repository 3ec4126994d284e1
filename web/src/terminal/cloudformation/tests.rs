use crate::terminal::export;

/// A stream with tags, whose count has changed.
const RUN: &str = "shardscope 1
at 0s aws kinesis create-stream --stream-name gps --shard-count 2 --tags a=b,c=d
at 31s aws kinesis update-shard-count --stream-name gps --target-shard-count 3 --scaling-type UNIFORM_SCALING
until 200s
";

#[test]
fn a_run_becomes_a_template() {
    let text = export("cloudformation", RUN).unwrap();
    let template: serde_json::Value = serde_json::from_str(&text).unwrap();
    let stream = &template["Resources"]["Stream1gps"];
    assert_eq!(stream["Type"], "AWS::Kinesis::Stream");
    assert_eq!(stream["Properties"]["ShardCount"], 3);
    assert_eq!(stream["Properties"]["RetentionPeriodHours"], 24);
    assert_eq!(stream["Properties"]["Tags"][1]["Key"], "c");
    assert_eq!(template["Metadata"], serde_json::Value::Null, "nothing is left out");
    let nothing = export("cloudformation", "shardscope 1").unwrap();
    assert!(nothing.contains("WaitConditionHandle"));
}

/// A run with all that a template has, and what it has not.
const MESSAGING: &str = r#"shardscope 1
at 0s aws sqs create-queue --queue-name dead.fifo --attributes FifoQueue=true
at 0s aws sqs create-queue --queue-name jobs.fifo --attributes '{"FifoQueue":"true","ContentBasedDeduplication":"true","FifoThroughputLimit":"perMessageGroupId","DeduplicationScope":"messageGroup","VisibilityTimeout":"45","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead.fifo\",\"maxReceiveCount\":3}"}'
at 1s aws sns create-topic --name orders.fifo --attributes FifoTopic=true,ContentBasedDeduplication=true
at 1s aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:orders.fifo --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:jobs.fifo --attributes '{"RawMessageDelivery":"true","FilterPolicy":"{\"kind\":[\"a\"]}"}'
at 2s aws kinesis create-stream --stream-name gps --shard-count 2
at 40s lambda charge --stream-name gps --bisect --retries 3 --report-failures
at 40s message-lambda worker --queue-name jobs.fifo --batch-size 5
at 40s application fleet --stream-name gps
at 40s aws kinesis split-shard --stream-name gps --shard-to-split shardId-000000000000 --new-starting-hash-key 7
until 80s
"#;

#[test]
fn a_template_has_queues_topics_and_mappings_and_names_what_it_leaves_out() {
    let text = export("cloudformation", MESSAGING).unwrap();
    let template: serde_json::Value = serde_json::from_str(&text).unwrap();
    let of = |id: &str| template["Resources"][id]["Properties"].clone();
    let arn = |id: &str| serde_json::json!({ "Fn::GetAtt": [id, "Arn"] });
    let queue = of("Queue2jobsfifo");
    assert_eq!(queue["RedrivePolicy"]["deadLetterTargetArn"], arn("Queue1deadfifo"));
    assert_eq!((&queue["VisibilityTimeout"], &queue["FifoThroughputLimit"]), (&45.into(), &"perMessageGroupId".into()));
    assert_eq!(queue["DelaySeconds"], serde_json::Value::Null, "a default");
    let subscription = of("Subscription1x1jobsfifo");
    assert_eq!(
        (&subscription["Endpoint"], &subscription["RawMessageDelivery"]),
        (&arn("Queue2jobsfifo"), &true.into())
    );
    assert_eq!(subscription["FilterPolicy"]["kind"][0], "a");
    let policy = of("QueuePolicy2jobsfifo");
    assert_eq!(policy["PolicyDocument"]["Statement"][0]["Resource"], arn("Queue2jobsfifo"));
    let mapping = of("Mapping1charge");
    assert_eq!((&mapping["EventSourceArn"], &mapping["MaximumRetryAttempts"]), (&arn("Stream1gps"), &3.into()));
    assert_eq!(
        (&mapping["FunctionResponseTypes"][0], &mapping["BisectBatchOnFunctionError"]),
        (&"ReportBatchItemFailures".into(), &true.into())
    );
    assert_eq!(of("QueueMapping1worker")["EventSourceArn"], arn("Queue2jobsfifo"));
    let left_out = template["Metadata"]["LeftOut"].to_string();
    for part in ["charge, worker", "KCL applications, which are programs: fleet", "cut by hand"] {
        assert!(left_out.contains(part), "{part}: {left_out}");
    }
}
