//! What queues refuse whole, and what becomes of their attributes.
use super::sqs::{ok, post, text, world};
use crate::api::Value;
use crate::sim::Sim;
use alloc::format;
use alloc::string::String;
use alloc::vec;

#[track_caller]
fn refusal(sim: &mut Sim, operation: &str, body: &str) -> (String, String) {
    let before = sim.clone();
    let answer = post(sim, operation, body);
    assert_eq!(answer.status, 400, "{operation} {body}: {}", answer.text());
    assert!(before.sqs() == sim.sqs(), "{operation} {body} changed something");
    let json = Value::parse(answer.text()).unwrap();
    (text(&json, &["__type"]), text(&json, &["message"]))
}

#[test]
fn permissions_are_statements_of_the_policy() {
    let mut sim = world();
    let policy = |sim: &mut Sim| {
        let all = ok(sim, "GetQueueAttributes", r#"{"QueueUrl":"$Q","AttributeNames":["Policy"]}"#);
        all.get("Attributes").map(|_| text(&all, &["Attributes", "Policy"]))
    };
    let add = |label: &str, accounts: &str, actions: &str| {
        format!(r#"{{"QueueUrl":"$Q","Label":"{label}","AWSAccountIds":{accounts},"Actions":{actions}}}"#)
    };
    let one = add("one", r#"["668614515564"]"#, r#"["SendMessage"]"#);
    assert_eq!(ok(&mut sim, "AddPermission", &one), Value::Null);
    let first = r#"{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::668614515564:root"},"Action":"SQS:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:q"}"#;
    let whole = |statements: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Id":"arn:aws:sqs:us-east-1:123456789012:q/SQSDefaultPolicy","Statement":[{statements}]}}"#
        )
    };
    assert_eq!(policy(&mut sim), Some(whole(first)));
    let two = add("two", r#"["111111111111","222222222222"]"#, r#"["GetQueueUrl","ReceiveMessage"]"#);
    ok(&mut sim, "AddPermission", &two);
    let second = r#"{"Sid":"two","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},"Action":["SQS:GetQueueUrl","SQS:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-1:123456789012:q"}"#;
    assert_eq!(policy(&mut sim), Some(whole(&format!("{first},{second}"))));
    for (operation, body, words) in [
        ("AddPermission", one, "Value one for parameter Label is invalid. Reason: Already exists."),
        (
            "AddPermission",
            add("a b", r#"["668614515564"]"#, r#"["SendMessage"]"#),
            "Value a b for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        ),
        (
            "AddPermission",
            add("x", r#"["668614515564"]"#, r#"["SendMessage","DeleteQueue"]"#),
            "Value SQS:DeleteQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
        ),
        (
            "AddPermission",
            add("x", r#"["66861451556"]"#, r#"["*"]"#),
            "Value 66861451556 for parameter PrincipalId is invalid. Reason: Unable to verify.",
        ),
        ("AddPermission", add("x", "[]", r#"["*"]"#), "The request must contain the parameter AWSAccountIds."),
        ("AddPermission", add("x", "[]", "[]"), "The request must contain the parameter Actions."),
        (
            "AddPermission",
            add("x", r#"["668614515564"]"#, &format!("[{}]", [r#""*""#; 8].join(","))),
            "8 actions were found, maximum allowed is 7.",
        ),
        (
            "RemovePermission",
            r#"{"QueueUrl":"$Q","Label":"three"}"#.into(),
            "Value three for parameter Label is invalid. Reason: can't find label on existing policy.",
        ),
    ] {
        assert_eq!(refusal(&mut sim, operation, &body).1, words, "{operation} {body}");
    }
    ok(&mut sim, "RemovePermission", r#"{"QueueUrl":"$Q","Label":"one"}"#);
    assert_eq!(policy(&mut sim), Some(whole(second)));
    ok(&mut sim, "RemovePermission", r#"{"QueueUrl":"$Q","Label":"two"}"#);
    assert_eq!(policy(&mut sim), None);
    // Twenty statements are the most; one that stands alone is one of them.
    let own = r#"{"QueueUrl":"$Q","Attributes":{"Policy":"{\"Statement\":{\"Sid\":\"own\"},\"Id\":\"mine\"}"}}"#;
    ok(&mut sim, "SetQueueAttributes", own);
    for n in 1..20 {
        ok(&mut sim, "AddPermission", &add(&format!("n{n}"), r#"["668614515564"]"#, r#"["*"]"#));
    }
    assert!(policy(&mut sim).is_some_and(|text| text.starts_with(r#"{"Statement":[{"Sid":"own"},{"Sid":"n1""#)));
    let (kind, words) = refusal(&mut sim, "AddPermission", &add("n20", r#"["668614515564"]"#, r#"["*"]"#));
    assert!(kind.ends_with("OverLimit") && words.starts_with("21 statements were found"), "{kind}: {words}");
    let many = format!("[{}]", vec![r#""668614515564""#; 300].join(","));
    let set = |policy: &str| format!(r#"{{"QueueUrl":"$Q","Attributes":{{"Policy":"{policy}"}}}}"#);
    for policy in ["[]", "null", "{", &format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)), &"x".repeat(9_000)] {
        let refused = refusal(&mut sim, "SetQueueAttributes", &set(policy)).1;
        assert_eq!(refused, "Invalid value for the parameter Policy.");
    }
    ok(&mut sim, "SetQueueAttributes", &set(""));
    let refused = refusal(&mut sim, "AddPermission", &add("x", &many, r#"["*"]"#)).1;
    let words = ("The policy would have ", " bytes, maximum allowed is 8192.");
    assert!(refused.starts_with(words.0) && refused.ends_with(words.1), "{refused}");
}

#[test]
fn a_batch_of_a_fifo_queue_is_refused_whole_where_an_entry_has_no_group_or_id() {
    let mut sim = world();
    let entries = |second: &str| {
        format!(
            r#"{{"QueueUrl":"$F","Entries":[{{"Id":"a","MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d"}},{{"Id":"b",{second}}}]}}"#
        )
    };
    let group = "The request must contain the parameter MessageGroupId.";
    let id =
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
    for (second, words) in [
        (r#""MessageBody":"x","MessageDeduplicationId":"e""#, group),
        (r#""MessageBody":"x","MessageGroupId":"h""#, id),
        // What else is wrong with it is not looked at.
        (r#""MessageBody":"","MessageGroupId":"h","DelaySeconds":901"#, id),
        (r#""MessageBody":"\u0001","DelaySeconds":901"#, group),
    ] {
        let (kind, message) = refusal(&mut sim, "SendMessageBatch", &entries(second));
        assert_eq!((kind.ends_with("#InvalidParameterValueException"), &*message), (true, words), "{second}");
    }
}

#[test]
fn a_queue_has_one_encryption_and_knows_fifo_attributes_only_as_a_fifo_queue() {
    let mut sim = world();
    let both = r#"{"QueueUrl":"$Q","Attributes":{"KmsMasterKeyId":"alias/k","SqsManagedSseEnabled":"true"}}"#;
    assert_eq!(
        refusal(&mut sim, "SetQueueAttributes", both).1,
        "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
    );
    let mut set = |attributes: &str| {
        ok(&mut sim, "SetQueueAttributes", &format!(r#"{{"QueueUrl":"$Q","Attributes":{{{attributes}}}}}"#));
        let all = ok(&mut sim, "GetQueueAttributes", r#"{"QueueUrl":"$Q","AttributeNames":["All"]}"#);
        let key = all.get("Attributes").and_then(|of| of.get("KmsMasterKeyId")).is_some();
        (key, text(&all, &["Attributes", "SqsManagedSseEnabled"]))
    };
    assert_eq!(set(r#""KmsMasterKeyId":"alias/k","SqsManagedSseEnabled":"false""#), (true, "false".into()));
    assert_eq!(set(r#""SqsManagedSseEnabled":"true""#), (false, "true".into()));
    assert_eq!(set(r#""KmsMasterKeyId":"alias/k""#), (true, "false".into()));
    let unknown = refusal(&mut sim, "GetQueueAttributes", r#"{"QueueUrl":"$Q","AttributeNames":["FifoQueue"]}"#);
    assert_eq!(unknown.1, "Unknown Attribute FifoQueue.");
    let standard = r#"{"QueueUrl":"$F","Attributes":{"FifoQueue":"false"}}"#;
    assert_eq!(refusal(&mut sim, "SetQueueAttributes", standard).1, "Invalid value for the parameter FifoQueue.");
    let asked = ok(&mut sim, "GetQueueAttributes", r#"{"QueueUrl":"$F","AttributeNames":["FifoQueue"]}"#);
    assert_eq!(text(&asked, &["Attributes", "FifoQueue"]), "true");
    let header = |value: &str| {
        format!(
            r#"{{"QueueUrl":"$Q","MessageBody":"x","MessageSystemAttributes":{{"AWSTraceHeader":{{"DataType":"String","StringValue":"{value}"}}}}}}"#
        )
    };
    assert!(refusal(&mut sim, "SendMessage", &header("\\u0001")).1.contains("not allowed"));
    let most = refusal(&mut sim, "ReceiveMessage", r#"{"QueueUrl":"$Q","MaxNumberOfMessages":11}"#).1;
    assert_eq!(
        most,
        "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
    );
}
