//! The wire of SQS: what is refused in which words, and what an answer carries.
use crate::api::{self, HttpRequest, HttpResponse, Service, Value};
use crate::base::Duration;
use crate::sim::{Command, Config, Request, Sim};
use crate::{cli, script};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const PLAIN: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
const FIFO: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo";

pub(super) fn world() -> Sim {
    let mut sim = Sim::new(Config::default());
    ok(&mut sim, "CreateQueue", r#"{"QueueName":"q"}"#);
    ok(&mut sim, "CreateQueue", r#"{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true"}}"#);
    sim
}

pub(super) fn post(sim: &mut Sim, operation: &str, body: &str) -> HttpResponse {
    let target = format!("{}{operation}", "AmazonSQS.");
    let body = body.replace("$Q", PLAIN).replace("$F", FIFO);
    api::call(sim, &HttpRequest::trusted(&target, body.as_bytes(), api::Door::Json), &mut ())
}

#[track_caller]
pub(super) fn ok(sim: &mut Sim, operation: &str, body: &str) -> Value<'static> {
    let answer = post(sim, operation, body);
    assert_eq!(answer.status, 200, "{operation} {body}: {}", answer.text());
    if answer.body.is_empty() { Value::Null } else { Value::parse(answer.text()).unwrap().into_owned() }
}

pub(super) fn text(value: &Value<'_>, path: &[&str]) -> String {
    let found = path.iter().try_fold(value, |value, step| match value {
        Value::List(items) => items.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    });
    match found {
        Some(Value::Text(text)) => text.to_string(),
        other => panic!("{path:?} of {value}: {other:?}"),
    }
}

/// The request that a command line is.
fn read(line: &str) -> Command {
    let call = cli::parse(line).unwrap_or_else(|mistake| panic!("{line}: {mistake}"));
    let operation = call.service.operation(call.operation).unwrap();
    api::of_body(call.service, operation, call.body).unwrap().command
}

#[test]
fn refusals_carry_both_names_and_awss_words() {
    let eleven: Vec<_> = (0..11).map(|n| format!(r#"{{"Id":"{n}","MessageBody":"x"}}"#)).collect();
    let eleven = format!(r#"{{"QueueUrl":"$Q","Entries":[{}]}}"#, eleven.join(","));
    let twice = r#"{"QueueUrl":"$Q","Entries":[{"Id":"a","MessageBody":"x"},{"Id":"a","MessageBody":"y"}]}"#;
    let name = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
    let visibility =
        "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.";
    let batch = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest";
    for (operation, body, kind, query, message) in [
        // Issue: a FIFO name without `.fifo`.
        (
            "CreateQueue",
            r#"{"QueueName":"orders","Attributes":{"FifoQueue":"true"}}"#,
            "InvalidParameterValue",
            "InvalidParameterValue",
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
        ),
        ("CreateQueue", r#"{"QueueName":"a b"}"#, "InvalidParameterValue", "InvalidParameterValue", name),
        (
            "SendMessage",
            r#"{"QueueUrl":"$F","MessageBody":"x","MessageDeduplicationId":"d"}"#,
            "MissingParameter",
            "MissingParameter",
            "The request must contain the parameter MessageGroupId.",
        ),
        (
            "SendMessage",
            r#"{"QueueUrl":"$F","MessageBody":"x","MessageGroupId":"g"}"#,
            "InvalidParameterValue",
            "InvalidParameterValue",
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
        ),
        (
            "SendMessage",
            r#"{"QueueUrl":"$F","MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d","DelaySeconds":5}"#,
            "InvalidParameterValue",
            "InvalidParameterValue",
            "Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
        ),
        (
            "ReceiveMessage",
            r#"{"QueueUrl":"$Q","VisibilityTimeout":43201}"#,
            "InvalidParameterValue",
            "InvalidParameterValue",
            visibility,
        ),
        (
            "SendMessageBatch",
            &eleven,
            "TooManyEntriesInBatchRequest",
            batch,
            "Maximum number of entries per request are 10. You have sent 11.",
        ),
        (
            "SendMessageBatch",
            twice,
            "BatchEntryIdsNotDistinct",
            "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
            "Id a repeated.",
        ),
        (
            "SendMessageBatch",
            r#"{"QueueUrl":"$Q","Entries":[]}"#,
            "EmptyBatchRequest",
            "AWS.SimpleQueueService.EmptyBatchRequest",
            "There should be at least one SendMessageBatchRequestEntry in the request.",
        ),
        (
            "GetQueueUrl",
            r#"{"QueueName":"none"}"#,
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
            "The specified queue does not exist.",
        ),
        (
            "SendMessage",
            r#"{"QueueUrl":"$Q"}"#,
            "MissingParameter",
            "MissingParameter",
            "The request must contain the parameter MessageBody.",
        ),
    ] {
        let mut sim = world();
        let before = sim.clone();
        let answer = post(&mut sim, operation, body);
        let json = Value::parse(answer.text()).unwrap();
        assert_eq!(answer.status, 400, "{operation} {body}");
        let kind = match kind {
            "InvalidParameterValue" => "com.amazon.coral.service#InvalidParameterValueException".into(),
            "MissingParameter" => "com.amazon.coral.service#MissingRequiredParameterException".into(),
            of_the_model => format!("com.amazonaws.sqs#{of_the_model}"),
        };
        assert_eq!(text(&json, &["__type"]), kind, "{operation} {body}");
        assert_eq!(text(&json, &["message"]), message, "{operation} {body}");
        assert!(answer.headers.contains(&("x-amzn-query-error", format!("{query};Sender"))), "{:?}", answer.headers);
        assert!(before.sqs() == sim.sqs(), "{operation} {body} changed something");
    }
}

#[test]
fn types_are_checked_before_the_queue_is_looked_for() {
    let mut sim = world();
    for (operation, body, part) in [
        ("SendMessage", r#"{"QueueUrl":"none","MessageBody":5}"#, "SerializationException"),
        ("ReceiveMessage", r#"{"QueueUrl":"none","MaxNumberOfMessages":"5"}"#, "SerializationException"),
        ("CreateQueue", r#"{"QueueName":"x","Attributes":{"FifoQueue":true}}"#, "SerializationException"),
        ("SendMessages", "{}", "UnknownOperationException"),
        ("SendMessage", "{", "SerializationException"),
    ] {
        let answer = post(&mut sim, operation, body);
        assert!(answer.status == 400 && answer.text().contains(part), "{operation} {body}: {}", answer.text());
    }
}

#[test]
fn a_message_arrives_with_what_was_asked_for_and_its_digests() {
    let mut sim = world();
    let body = r#"{"QueueUrl":"$F","MessageBody":"hello world","MessageGroupId":"g","MessageDeduplicationId":"d",
        "MessageAttributes":{"b":{"DataType":"Binary","BinaryValue":"AP8="},"a":{"DataType":"String","StringValue":"x"}}}"#;
    let sent = ok(&mut sim, "SendMessage", body);
    // `printf 'hello world' | md5sum`, and what the SDK's own check works out of these two attributes.
    assert_eq!(text(&sent, &["MD5OfMessageBody"]), "5eb63bbbe01eeed093cb22bb8f5acdc3");
    let of_both = text(&sent, &["MD5OfMessageAttributes"]);
    let one = r#"{"QueueUrl":"$F","VisibilityTimeout":0,"MessageAttributeNames":["a*","b"],"AttributeNames":["MessageGroupId"]}"#;
    let received = ok(&mut sim, "ReceiveMessage", one);
    let message = received.get("Messages").unwrap();
    assert_eq!(text(message, &["0", "Body"]), "hello world");
    assert_eq!(text(message, &["0", "Attributes", "MessageGroupId"]), "g");
    assert_eq!(text(message, &["0", "MessageAttributes", "b", "BinaryValue"]), "AP8=");
    assert_ne!(text(message, &["0", "MD5OfMessageAttributes"]), of_both, "the digest is of what is given");
    let all = r#"{"QueueUrl":"$F","MessageAttributeNames":[".*"],"MessageSystemAttributeNames":["All"]}"#;
    let received = ok(&mut sim, "ReceiveMessage", all);
    let message = received.get("Messages").unwrap();
    assert_eq!(text(message, &["0", "MD5OfMessageAttributes"]), of_both);
    assert_eq!(text(message, &["0", "Attributes", "ApproximateReceiveCount"]), "2");
    assert_eq!(text(message, &["0", "MessageId"]), text(&sent, &["MessageId"]));
    assert_eq!(text(message, &["0", "Attributes", "SequenceNumber"]), text(&sent, &["SequenceNumber"]));
    let handle = text(message, &["0", "ReceiptHandle"]);
    ok(&mut sim, "DeleteMessage", &format!(r#"{{"QueueUrl":"$F","ReceiptHandle":"{handle}"}}"#));
    let none = ok(&mut sim, "ReceiveMessage", r#"{"QueueUrl":"$F"}"#);
    assert_eq!(none.to_string(), "{}");
}

#[test]
fn a_receive_that_waits_is_answered_when_a_message_comes() {
    let mut sim = world();
    let ask = |sim: &mut Sim| {
        let line = format!("aws sqs receive-message --queue-url {PLAIN} --wait-time-seconds 20");
        let command = read(&line);
        let reply = sim.submit(&command, &mut ()).unwrap();
        let crate::sim::Reply::Sqs(crate::sqs::Reply::Waits(poll)) = reply else { panic!("{reply:?}") };
        (command, poll)
    };
    let (command, poll) = ask(&mut sim);
    assert_eq!(sim.answer(poll), None);
    sim.step(sim.now() + Duration::from_secs(3), u64::MAX, &mut ());
    assert_eq!(sim.answer(poll), None);
    ok(&mut sim, "SendMessage", r#"{"QueueUrl":"$Q","MessageBody":"late"}"#);
    let received = sim.answer(poll).expect("answered at once").to_vec();
    let body = api::late_answer(&sim, &command, &received).unwrap();
    assert_eq!(text(&body, &["Messages", "0", "Body"]), "late");
    // And one for which nothing comes ends after its twenty seconds, not before.
    let (_, poll) = ask(&mut sim);
    sim.step(sim.now() + Duration::from_millis(19_999), u64::MAX, &mut ());
    assert_eq!(sim.answer(poll), None);
    sim.step(sim.now() + Duration::from_millis(2), u64::MAX, &mut ());
    assert_eq!(sim.answer(poll), Some(&[][..]));
}

#[test]
fn every_request_is_a_line_and_back() {
    let url = |name: &str| format!("https://sqs.us-east-1.amazonaws.com/123456789012/{name}");
    let bodies = include_str!("../../../../tests/corpus/bodies.txt");
    let mut seen = Vec::new();
    for line in bodies.lines().filter_map(|line| line.strip_prefix("AmazonSQS.")) {
        let (name, body) = line.split_once(' ').unwrap();
        let body = Value::parse(body).unwrap();
        let operation = Service::Sqs.operation(name).unwrap();
        let command = api::of_body(Service::Sqs, operation, body.clone()).unwrap().command;
        let line = script::command_line(&command);
        assert!(line.starts_with("aws sqs "), "{line}");
        let again = read(&line);
        assert_eq!(again, command, "{line}");
        assert!(matches!(again, Command::Request(Request::Sqs(_))));
        seen.push(name.to_string());
    }
    let plain = ["DeleteQueue", "PurgeQueue", "ListQueueTags", "GetQueueUrl", "ListDeadLetterSourceQueues"];
    for name in plain.into_iter().chain(["TagQueue", "CancelMessageMoveTask", "ListMessageMoveTasks", "DeleteMessage"])
    {
        let operation = Service::Sqs.operation(name).unwrap();
        let members = operation.members.iter().filter(|member| member.required);
        let values = members.map(|member| match member.name {
            "Tags" => (member.name.into(), Value::Map(alloc::vec![("k".into(), Value::text("v"))])),
            _ => (member.name.into(), Value::text(url("q"))),
        });
        let body = Value::Map(values.collect());
        let command = api::of_body(Service::Sqs, operation, body.clone()).unwrap().command;
        let line = script::command_line(&command);
        assert_eq!(read(&line), command, "{line}");
        seen.push(name.into());
    }
    seen.sort();
    seen.dedup();
    let missing: Vec<_> = Service::Sqs
        .operations()
        .iter()
        .map(|operation| operation.name)
        .filter(|name| !seen.iter().any(|s| s == name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn attributes_are_taken_as_clients_write_them() {
    let mut sim = world();
    let ask = |sim: &mut Sim, operation: &str, body: &str| {
        let answer = post(sim, operation, body);
        (answer.status, answer.text().to_string())
    };
    let create = |name: &str, attributes: &str| format!(r#"{{"QueueName":"{name}","Attributes":{{{attributes}}}}}"#);
    // Python writes its booleans with a capital.
    for (value, status) in [("True", 200), ("false", 400), ("yes", 400)] {
        let name = if value == "True" { "t.fifo" } else { "plain" };
        assert_eq!(
            ask(&mut sim, "CreateQueue", &create(name, &format!(r#""FifoQueue":"{value}""#))).0,
            status,
            "{value}"
        );
    }
    let (_, refused) = ask(&mut sim, "CreateQueue", &create("plain", r#""FifoQueue":"False""#));
    assert!(refused.contains("InvalidAttributeName") && refused.contains("Unknown Attribute FifoQueue."), "{refused}");
    let to_standard = r#"{"QueueUrl":"q","Attributes":{"FifoQueue":"false"}}"#;
    let (status, refused) = ask(&mut sim, "SetQueueAttributes", to_standard);
    assert!(status == 400 && refused.contains("Unknown Attribute FifoQueue."), "{refused}");
    // The same again, with some of its attributes, with none, and with another.
    let made = ask(&mut sim, "CreateQueue", &create("a", r#""DelaySeconds":"7","VisibilityTimeout":"9""#));
    assert_eq!(made.0, 200);
    assert_eq!(ask(&mut sim, "CreateQueue", &create("a", r#""VisibilityTimeout":"9""#)), made);
    assert_eq!(ask(&mut sim, "CreateQueue", r#"{"QueueName":"a"}"#).0, 200);
    let (status, other) = ask(&mut sim, "CreateQueue", &create("a", r#""DelaySeconds":"8""#));
    assert!(status == 400 && other.contains("QueueNameExists") && other.contains("DelaySeconds"), "{other}");
    // A name for a URL; a key of the service unless there is one of KMS; no text takes a policy away.
    let of_a = |sim: &mut Sim| ask(sim, "GetQueueAttributes", r#"{"QueueUrl":"a","AttributeNames":["All"]}"#).1;
    assert!(of_a(&mut sim).contains(r#""SqsManagedSseEnabled":"true""#));
    let set = |sim: &mut Sim, attributes: &str| {
        let answer = ask(sim, "SetQueueAttributes", &format!(r#"{{"QueueUrl":"a","Attributes":{{{attributes}}}}}"#));
        assert_eq!(answer.0, 200, "{attributes}: {}", answer.1);
    };
    set(
        &mut sim,
        r#""Policy":"{}","KmsMasterKeyId":"alias/k","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:q\",\"maxReceiveCount\":3}""#,
    );
    let all = of_a(&mut sim);
    assert!(all.contains("Policy\":\"{}\"") && all.contains("RedrivePolicy"), "{all}");
    assert!(all.contains(r#""SqsManagedSseEnabled":"false""#), "{all}");
    set(&mut sim, r#""Policy":"","KmsMasterKeyId":"","RedrivePolicy":"","SqsManagedSseEnabled":"False""#);
    let all = of_a(&mut sim);
    assert!(
        !all.contains("Policy") && !all.contains("Kms") && all.contains(r#""SqsManagedSseEnabled":"false""#),
        "{all}"
    );
    assert_eq!(ask(&mut sim, "PurgeQueue", r#"{"QueueUrl":"a"}"#).0, 200);
    let (status, again) = ask(&mut sim, "PurgeQueue", r#"{"QueueUrl":"a"}"#);
    assert!(status == 403 && again.contains("com.amazonaws.sqs#PurgeQueueInProgress"), "{status} {again}");
    assert_eq!(ask(&mut sim, "PurgeQueue", r#"{"QueueUrl":"nothing"}"#).0, 400);
}

#[test]
fn a_trace_header_goes_with_a_message_and_has_a_digest() {
    let mut sim = world();
    let header =
        r#""MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1-5e3d83c1"}}"#;
    let sent = post(&mut sim, "SendMessage", &format!(r#"{{"QueueUrl":"$Q","MessageBody":"x",{header}}}"#));
    let sent = Value::parse(sent.text()).unwrap();
    // MD5 of the name, the type and the value, each behind its length in four bytes, and a 1 for text.
    assert_eq!(text(&sent, &["MD5OfMessageSystemAttributes"]), "31891288e7a2f076e7a92b929abc3ca6");
    let received = |sim: &mut Sim, names: &str| {
        let body = format!(r#"{{"QueueUrl":"$Q","VisibilityTimeout":0,"WaitTimeSeconds":1,{names}}}"#);
        post(sim, "ReceiveMessage", &body).text().to_string()
    };
    assert!(
        received(&mut sim, r#""MessageSystemAttributeNames":["All"]"#)
            .contains(r#""AWSTraceHeader":"Root=1-5e3d83c1""#)
    );
    assert!(received(&mut sim, r#""MessageSystemAttributeNames":["AWSTraceHeader"]"#).contains(r#""AWSTraceHeader""#));
    assert!(!received(&mut sim, r#""MessageSystemAttributeNames":["SenderId"]"#).contains("AWSTraceHeader"));
    // It is no part of the message's size, but it is kept: it counts for the run.
    let bytes = |sim: &Sim| sim.sqs().queues().map(|queue| queue.heap_bytes()).sum::<u64>();
    let (before, long) = (bytes(&sim), header.replace("5e3d83c1", &"a".repeat(500_000)));
    let sent = post(&mut sim, "SendMessage", &format!(r#"{{"QueueUrl":"$Q","MessageBody":"x",{long}}}"#));
    assert_eq!(sent.status, 200);
    assert!(bytes(&sim) - before > 500_000);
    let wrong = header.replace("\"String\"", "\"Number\"");
    let answer = post(&mut sim, "SendMessage", &format!(r#"{{"QueueUrl":"$Q","MessageBody":"x",{wrong}}}"#));
    assert!(answer.status == 400 && answer.text().contains("Must have a value of type String."), "{}", answer.text());
}

#[test]
fn attributes_are_asked_for_with_a_star_and_have_no_control_characters() {
    let mut sim = world();
    let send = |value: &str| {
        format!(
            r#"{{"QueueUrl":"$Q","MessageBody":"x","MessageAttributes":{{"a":{{"DataType":"String","StringValue":"{value}"}}}}}}"#
        )
    };
    let refused = post(&mut sim, "SendMessage", &send("\\u0000"));
    assert!(refused.status == 400 && refused.text().contains("Invalid binary character"), "{}", refused.text());
    assert_eq!(post(&mut sim, "SendMessage", &send("\\tb")).status, 200);
    let body = r#"{"QueueUrl":"$Q","WaitTimeSeconds":1,"MessageAttributeNames":["*"]}"#;
    let received = post(&mut sim, "ReceiveMessage", body).text().to_string();
    assert!(received.contains(r#""a":{"StringValue":"\tb""#), "{received}");
}

#[test]
fn a_batch_to_a_fifo_queue_without_a_group_is_refused_whole() {
    let mut sim = world();
    let entry = |id: &str, more: &str| format!(r#"{{"Id":"{id}","MessageBody":"{id}"{more}}}"#);
    let whole = r#","MessageGroupId":"g","MessageDeduplicationId":"d""#;
    let batch = |more: &str| {
        let entries = [entry("a", whole), entry("b", more)].join(",");
        format!(r#"{{"QueueUrl":"$F","Entries":[{entries}]}}"#)
    };
    for (more, says) in [
        (r#","MessageDeduplicationId":"e""#, "The request must contain the parameter MessageGroupId."),
        (r#","MessageGroupId":"g""#, "The queue should either have ContentBasedDeduplication enabled"),
    ] {
        let answer = post(&mut sim, "SendMessageBatch", &batch(more));
        assert!(answer.status == 400 && answer.text().contains(says), "{}", answer.text());
    }
    assert_eq!(sim.sqs().queues().map(|queue| queue.messages().count()).sum::<usize>(), 0, "nothing was taken");
    // A wrong entry alone is refused alone.
    let one = batch(r#","MessageGroupId":"g","MessageDeduplicationId":"e","DelaySeconds":5"#);
    let answer = post(&mut sim, "SendMessageBatch", &one);
    assert!(answer.status == 200 && answer.text().contains("Successful") && answer.text().contains("Failed"));
    // A purge forgets what was sent: the same id is new.
    let send = r#"{"QueueUrl":"$F","MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d"}"#;
    let kept = |sim: &Sim| sim.sqs().queues().map(|queue| queue.messages().count()).sum::<usize>();
    assert_eq!((post(&mut sim, "SendMessage", send).status, kept(&sim)), (200, 1), "known");
    assert_eq!(post(&mut sim, "PurgeQueue", r#"{"QueueUrl":"$F"}"#).status, 200);
    assert_eq!((post(&mut sim, "SendMessage", send).status, kept(&sim)), (200, 1), "new");
    // 0 is the queue's own delay.
    let delay = r#"{"QueueUrl":"$F","Attributes":{"DelaySeconds":"9"}}"#;
    assert_eq!(post(&mut sim, "SetQueueAttributes", delay).status, 200);
    let send = send.replace(r#""d"}"#, r#""f","DelaySeconds":0}"#);
    assert_eq!(post(&mut sim, "SendMessage", &send).status, 200);
    let last = sim.sqs().queues().find(|queue| queue.is_fifo()).unwrap().messages().last().unwrap().clone();
    assert_eq!(last.hidden_until.since(last.sent_at).as_secs(), 9);
}
