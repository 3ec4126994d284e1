//! Lines of SNS and what they answer; topics that deliver to queues of the same run.
use crate::api::{self, Service, Value};
use crate::base::Duration;
use crate::sim::{Command, Config, Sim};
use crate::{cli, script};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:gps";
const URL: &str = "https://sqs.us-east-1.amazonaws.com/123456789012";

fn read(line: &str) -> Command {
    let call = cli::parse(line).unwrap_or_else(|mistake| panic!("{line}: {mistake}"));
    let operation = call.service.operation(call.operation).unwrap();
    api::of_body(call.service, operation, call.body).unwrap().command
}

#[track_caller]
fn run(sim: &mut Sim, line: &str) -> String {
    let command = read(&line.replace("$T", TOPIC).replace("$U", URL));
    let again = script::command_line(&command);
    assert_eq!(read(&again), command, "{again}");
    let reply = sim.submit(&command, &mut ()).unwrap_or_else(|error| panic!("{line}: {error}"));
    api::answer(sim, &command, &reply).map(|body| body.to_string()).unwrap_or_default()
}

fn world() -> Sim {
    let mut sim = Sim::new(Config::default());
    for name in ["a", "b", "dead"] {
        run(&mut sim, &format!("aws sqs create-queue --queue-name {name}"));
    }
    assert_eq!(run(&mut sim, "aws sns create-topic --name gps"), format!(r#"{{"TopicArn":"{TOPIC}"}}"#));
    sim
}

fn subscribe(sim: &mut Sim, queue: &str, more: &str) -> String {
    let arn = format!("arn:aws:sqs:us-east-1:123456789012:{queue}");
    run(sim, &format!("aws sns subscribe --topic-arn $T --protocol sqs --notification-endpoint {arn} {more}"))
}

fn bodies(sim: &mut Sim, queue: &str) -> Vec<String> {
    let line = format!(
        "aws sqs receive-message --queue-url $U/{queue} --max-number-of-messages 10 --wait-time-seconds 1 --message-attribute-names All"
    );
    let answer = run(sim, &line);
    let answer = Value::parse(&answer).unwrap().into_owned();
    let Some(Value::List(messages)) = answer.get("Messages") else { return Vec::new() };
    messages.iter().map(|message| message.get("Body").unwrap().to_string()).collect()
}

#[test]
fn a_topic_fills_the_queues_that_subscribed() {
    let mut sim = world();
    subscribe(&mut sim, "a", "--attributes RawMessageDelivery=true");
    subscribe(&mut sim, "b", "");
    let sent = run(&mut sim, "aws sns publish --topic-arn $T --message 'x y' --subject s");
    assert!(sent.starts_with(r#"{"MessageId":""#) && !sent.contains("SequenceNumber"), "{sent}");
    assert_eq!(bodies(&mut sim, "a"), [r#""x y""#]);
    let envelope = bodies(&mut sim, "b").remove(0);
    for part in [r#"\"Type\":\"Notification\""#, r#"\"Message\":\"x y\""#, r#"\"Subject\":\"s\""#, TOPIC] {
        assert!(envelope.contains(part), "{part} in {envelope}");
    }
    let listed = run(&mut sim, "aws sns list-subscriptions-by-topic --topic-arn $T");
    assert_eq!(listed.matches("SubscriptionArn").count(), 2, "{listed}");
    let attributes = run(&mut sim, "aws sns get-topic-attributes --topic-arn $T");
    assert!(attributes.contains(r#""SubscriptionsConfirmed":"2""#), "{attributes}");
}

#[test]
fn a_queue_that_is_gone_costs_the_message_or_makes_it_a_dead_letter() {
    let mut sim = world();
    subscribe(
        &mut sim,
        "a",
        r#"--attributes '{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\"}","RawMessageDelivery":"true"}'"#,
    );
    run(&mut sim, "aws sqs delete-queue --queue-url $U/a");
    run(&mut sim, "aws sns publish --topic-arn $T --message lost");
    assert_eq!(bodies(&mut sim, "dead"), [r#""lost""#]);
    let total = sim.sns().subscriptions().next().unwrap().total;
    assert_eq!((total.attempts_failed, total.number_of_notifications_redriven_to_dlq), (1, 1));
}

#[test]
fn a_fifo_queue_that_is_throttled_gets_the_rest_a_second_later_in_order() {
    let mut sim = world();
    let topic = "arn:aws:sns:us-east-1:123456789012:gps.fifo";
    run(&mut sim, "aws sqs create-queue --queue-name a.fifo --attributes FifoQueue=true");
    run(&mut sim, "aws sns create-topic --name gps.fifo --attributes FifoTopic=true,ContentBasedDeduplication=true");
    run(
        &mut sim,
        &format!(
            "aws sns subscribe --topic-arn {topic} --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:a.fifo"
        ),
    );
    for n in 0..400 {
        run(&mut sim, &format!("aws sns publish --topic-arn {topic} --message m{n} --message-group-id g{}", n % 4));
    }
    let queue = |sim: &Sim| sim.sqs().named("a.fifo").unwrap().messages().count();
    assert_eq!(queue(&sim), 300, "300 calls a second");
    sim.step(sim.now() + Duration::from_secs(30), u64::MAX, &mut ());
    assert_eq!(queue(&sim), 400);
    let queue = sim.sqs().named("a.fifo").unwrap();
    for group in 0..4 {
        let all =
            queue.messages().filter(|message| message.group == Some(group)).map(|message| message.sequence_number);
        assert!(all.is_sorted_by(|one, next| one < next), "group {group}");
    }
}

#[test]
fn a_function_is_invoked_and_the_door_for_json_is_shut() {
    let mut sim = world();
    run(
        &mut sim,
        "aws sns subscribe --topic-arn $T --protocol lambda --notification-endpoint arn:aws:lambda:us-east-1:123456789012:function:f",
    );
    for _ in 0..3 {
        run(&mut sim, "aws sns publish --topic-arn $T --message x");
    }
    assert_eq!(sim.invocations().collect::<Vec<_>>(), [("f", 3)]);
    let http = api::HttpRequest::trusted("Publish", b"{}", api::Door::Json);
    assert!(api::call(&mut sim, &http, &mut ()).text().contains("UnknownOperationException"));
    assert!(Service::Sns.model().target.is_none());
}

#[test]
fn batches_tags_and_lists_answer_like_the_cli_prints() {
    let mut sim = world();
    let batch = run(
        &mut sim,
        "aws sns publish-batch --topic-arn $T --publish-batch-request-entries Id=a,Message=x Id=b,Message=y,Subject=$'a\\u0000'",
    );
    assert!(batch.contains(r#""Successful":[{"Id":"a","MessageId":""#), "{batch}");
    assert!(
        batch.contains(r#""Failed":[{"Id":"b","Code":"InvalidParameter","Message":"Invalid parameter: Subject""#),
        "{batch}"
    );
    run(&mut sim, "aws sns tag-resource --resource-arn $T --tags Key=team,Value=fleet");
    assert_eq!(
        run(&mut sim, "aws sns list-tags-for-resource --resource-arn $T"),
        r#"{"Tags":[{"Key":"team","Value":"fleet"}]}"#
    );
    run(&mut sim, "aws sns untag-resource --resource-arn $T --tag-keys team");
    assert_eq!(run(&mut sim, "aws sns list-topics"), format!(r#"{{"Topics":[{{"TopicArn":"{TOPIC}"}}]}}"#));
    run(&mut sim, "aws sns set-topic-attributes --topic-arn $T --attribute-name DisplayName --attribute-value Trucks");
    let subscription = subscribe(&mut sim, "a", "");
    let arn = subscription.split('"').nth(3).unwrap().to_string();
    run(
        &mut sim,
        &format!(
            "aws sns set-subscription-attributes --subscription-arn {arn} --attribute-name RawMessageDelivery --attribute-value true"
        ),
    );
    let attributes = run(&mut sim, &format!("aws sns get-subscription-attributes --subscription-arn {arn}"));
    assert!(attributes.contains(r#""RawMessageDelivery":"true""#), "{attributes}");
    run(&mut sim, &format!("aws sns unsubscribe --subscription-arn {arn}"));
    assert_eq!(run(&mut sim, "aws sns list-subscriptions"), r#"{"Subscriptions":[]}"#);
    run(&mut sim, "aws sns delete-topic --topic-arn $T");
    assert_eq!(run(&mut sim, "aws sns list-topics"), r#"{"Topics":[]}"#);
}

#[test]
fn raw_delivery_takes_ten_attributes_and_discards_a_message_with_more() {
    let mut sim = world();
    subscribe(&mut sim, "a", "--attributes RawMessageDelivery=true");
    let publish = |sim: &mut Sim, count: usize| {
        let one = |n: usize| format!(r#"\"k{n}\":{{\"DataType\":\"String\",\"StringValue\":\"v\"}}"#).replace('\\', "");
        let all: Vec<String> = (0..count).map(one).collect();
        run(
            sim,
            &format!("aws sns publish --topic-arn $T --message m{count} --message-attributes '{{{}}}'", all.join(",")),
        );
    };
    publish(&mut sim, 10);
    publish(&mut sim, 11);
    assert_eq!(bodies(&mut sim, "a"), [r#""m10""#]);
    assert_eq!(sim.sns().subscriptions().next().unwrap().total.number_of_notifications_failed, 1);
}

#[test]
fn a_topic_tells_what_it_is_set_to() {
    let mut sim = world();
    let attributes =
        r#"{"FifoTopic":"true","FifoThroughputScope":"MessageGroup","ArchivePolicy":"{\"MessageRetentionPeriod\":7}"}"#;
    run(&mut sim, &format!("aws sns create-topic --name all.fifo --attributes '{attributes}'"));
    let told = run(&mut sim, "aws sns get-topic-attributes --topic-arn arn:aws:sns:us-east-1:123456789012:all.fifo");
    for part in [
        r#""FifoTopic":"true""#,
        r#""ContentBasedDeduplication":"false""#,
        r#""FifoThroughputScope":"MessageGroup""#,
        r#""ArchivePolicy":"{\"MessageRetentionPeriod\":7}""#,
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let plain = run(&mut sim, "aws sns get-topic-attributes --topic-arn $T");
    assert!(!plain.contains("Fifo") && !plain.contains("Archive"), "{plain}");
}

#[test]
fn a_subscription_tells_its_filter_and_a_message_its_attributes() {
    let mut sim = world();
    let subscribed = subscribe(
        &mut sim,
        "a",
        r#"--attributes '{"FilterPolicyScope":"MessageBody","FilterPolicy":"{\"kind\":[\"x\"]}"}'"#,
    );
    let arn = subscribed.split('"').nth(3).unwrap();
    let told = run(&mut sim, &format!("aws sns get-subscription-attributes --subscription-arn {arn}"));
    for part in [r#""FilterPolicy":"{\"kind\":[\"x\"]}""#, r#""FilterPolicyScope":"MessageBody""#] {
        assert!(told.contains(part), "{part} in {told}");
    }
    subscribe(&mut sim, "b", "");
    let attributes = r#"{"speed":{"DataType":"Number","StringValue":"7"}}"#;
    run(&mut sim, &format!("aws sns publish --topic-arn $T --message hello --message-attributes '{attributes}'"));
    let body = run(&mut sim, "aws sqs receive-message --queue-url $U/b --wait-time-seconds 1");
    // JSON within JSON.
    assert!(body.contains(r#"\"MessageAttributes\":{\"speed\":{\"Type\":\"Number\",\"Value\":\"7\"}}"#), "{body}");
}

#[test]
fn a_filter_has_150_combinations_at_most() {
    let policy = |values: [usize; 2]| {
        let key = |(name, count): (&str, usize)| {
            let values: Vec<_> = (0..count).map(|n| format!("\"{n}\"")).collect();
            format!("\"{name}\":[{}]", values.join(","))
        };
        let keys: Vec<_> = ["a", "b"].into_iter().zip(values).map(key).collect();
        let text = format!("{{{}}}", keys.join(","));
        crate::sns::FilterPolicy::read(&text, crate::sns::filter::Scope::MessageBody).map(drop)
    };
    assert!(policy([10, 15]).is_ok());
    assert!(policy([8, 19]).unwrap_err().to_string().contains("too complex"));
}
