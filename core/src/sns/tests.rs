//! The service's rules as stories. Facts of section 16 and the developer guide.
mod filters;

use super::*;
use crate::base::{Duration, Instant};
use crate::message::{Content, MessageAttribute, Supplied, supplied};
use crate::service::{Context, Service};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use alloc::{format, vec};

/// Endpoints that take everything, or refuse it.
#[derive(Default)]
struct World {
    sns: Option<Sns>,
    now: Instant,
    out: Out,
    /// What each endpoint was given: its name, the body, and whether it is a dead letter.
    taken: Vec<(String, String, bool)>,
    /// Endpoints that refuse, and how.
    down: Vec<(&'static str, Failure)>,
    attempts: u32,
}

impl World {
    fn new() -> Self {
        Self { sns: Some(Sns::new("123456789012".into())), ..Self::default() }
    }

    fn sns(&mut self) -> &mut Sns {
        self.sns.as_mut().unwrap()
    }

    /// Calls the service, and carries out what it asks for.
    fn with<R>(&mut self, act: impl FnOnce(&mut Sns, Instant, &mut Out) -> R) -> R {
        let mut sns = self.sns.take().unwrap();
        let result = act(&mut sns, self.now, &mut self.out);
        while !self.out.effects.is_empty() {
            let Effect::Deliver(delivery) = self.out.effects.remove(0);
            let result = self.take(&sns, &delivery);
            sns.delivered(self.now, *delivery, result, &mut self.out);
        }
        sns.check();
        self.sns = Some(sns);
        result
    }

    fn take(&mut self, sns: &Sns, delivery: &Delivery) -> Result<(), Failure> {
        self.attempts += 1;
        let Some(Endpoint::Sqs(name) | Endpoint::Lambda(name)) = sns.endpoint_of(delivery) else {
            return Err(Failure::Client);
        };
        if let Some((_, failure)) = self.down.iter().find(|(down, _)| *down == name) {
            return Err(*failure);
        }
        let body = supplied(&(), &delivery.message.content).body.clone();
        self.taken.push((name, body, delivery.failure.is_some()));
        Ok(())
    }

    fn topic(&mut self, name: &str, attributes: &[(&str, &str)]) -> TopicId {
        let mut all = TopicAttributes { fifo: name.ends_with(".fifo"), ..TopicAttributes::default() };
        attributes.iter().for_each(|(name, value)| all.set(name, value).unwrap());
        self.with(|sns, now, out| sns.create_topic(now, name, all, Default::default(), out)).unwrap()
    }

    fn subscribe(&mut self, topic: TopicId, queue: &str, attributes: &[(&str, &str)]) -> Result<SubscriptionId, Error> {
        let mut all = SubscriptionAttributes::default();
        attributes.iter().try_for_each(|(name, value)| all.set(name, value))?;
        self.with(|sns, now, out| sns.subscribe(now, topic, Endpoint::Sqs(queue.into()), all, out))
    }

    fn publish(&mut self, topic: TopicId, body: &str, group: Option<&str>) -> Result<Sent, Error> {
        self.publish_with(topic, body, group, None, Vec::new())
    }

    fn publish_with(
        &mut self,
        topic: TopicId,
        body: &str,
        group: Option<&str>,
        id: Option<&str>,
        attributes: Vec<MessageAttribute>,
    ) -> Result<Sent, Error> {
        let entry = Entry {
            content: Content::Supplied(Arc::new(Supplied { body: body.into(), attributes, ..Supplied::default() })),
            bytes: body.len() as u32,
            subject: None,
            message_group_id: group,
            message_deduplication_id: id,
            body_digest: None,
        };
        self.with(|sns, now, out| sns.publish(&Context::of_user(now, &()), topic, &entry, out))
    }

    /// Lets time pass, with what is to be done in it.
    fn pass(&mut self, seconds: u64) {
        let until = self.now + Duration::from_secs(seconds);
        loop {
            self.out.timers.sort_by_key(|(at, _)| *at);
            let Some(&(at, timer)) = self.out.timers.first().filter(|(at, _)| *at <= until) else { break };
            self.out.timers.remove(0);
            self.now = at.max(self.now);
            self.with(|sns, now, out| sns.wake(&Context::of_user(now, &()), timer, out));
        }
        self.now = until;
    }

    fn bodies(&self, queue: &str) -> Vec<&str> {
        self.taken.iter().filter(|(name, ..)| name == queue).map(|(_, body, _)| &**body).collect()
    }
}

fn attribute(name: &str, data_type: &str, value: &str) -> MessageAttribute {
    MessageAttribute { name: name.into(), data_type: data_type.into(), value: value.as_bytes().to_vec() }
}

#[test]
fn every_subscription_gets_its_own_copy_and_nothing_is_kept() {
    let mut world = World::new();
    let topic = world.topic("gps", &[]);
    ["a", "b", "c"].iter().for_each(|queue| assert!(world.subscribe(topic, queue, &[]).is_ok()));
    world.publish(topic, "one", None).unwrap();
    assert_eq!((world.bodies("a"), world.bodies("b"), world.bodies("c")), (vec!["one"], vec!["one"], vec!["one"]));
    world.subscribe(topic, "late", &[]).unwrap();
    world.pass(60);
    assert!(world.bodies("late").is_empty(), "who comes later gets nothing of before");
    assert_eq!(world.sns().deliveries.len(), 0);
    // The same endpoint again is the same subscription.
    let again = world.subscribe(topic, "a", &[]).unwrap();
    assert_eq!((again, world.sns().of_topic(topic).count()), (SubscriptionId(0), 4));
}

#[test]
fn an_endpoint_that_is_down_is_tried_100_015_times_more_and_then_the_message_is_a_dead_letter() {
    let mut world = World::new();
    let topic = world.topic("gps", &[]);
    let policy = r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead"}"#;
    let id = world.subscribe(topic, "a", &[("RedrivePolicy", policy)]).unwrap();
    world.down.push(("a", Failure::Server));
    world.publish(topic, "one", None).unwrap();
    assert_eq!(world.attempts, 4, "three retries at once");
    world.pass(2);
    assert_eq!(world.attempts, 6, "two after a second each");
    world.pass(69);
    assert_eq!(world.attempts, 16, "ten from 1 s to 20 s");
    world.pass(200);
    assert_eq!(world.attempts, 26, "then every 20 s");
    assert!(world.taken.is_empty());
    // 23 days and a bit after the first attempt it is given up.
    world.pass(23 * 86_400);
    assert!(world.taken.is_empty(), "{:?}", world.taken);
    world.pass(86_400);
    assert_eq!(world.attempts, 1 + quota::RETRIES + 1, "every retry, and the dead letter");
    assert_eq!(world.taken, [("dead".to_string(), "one".to_string(), true)]);
    let total = world.sns().subscription(id).unwrap().total;
    assert_eq!((total.number_of_notifications_failed, total.number_of_notifications_redriven_to_dlq), (1, 1));
}

#[test]
fn an_endpoint_that_comes_back_gets_what_waited() {
    let mut world = World::new();
    let topic = world.topic("gps", &[]);
    world.subscribe(topic, "a", &[]).unwrap();
    world.down.push(("a", Failure::Server));
    world.publish(topic, "one", None).unwrap();
    world.pass(5);
    world.down.clear();
    world.publish(topic, "two", None).unwrap();
    world.pass(20);
    assert_eq!(world.bodies("a"), ["two", "one"], "a standard topic promises no order");
}

#[test]
fn an_endpoint_that_is_not_there_is_not_tried_again() {
    let mut world = World::new();
    let topic = world.topic("gps", &[]);
    let id = world.subscribe(topic, "a", &[]).unwrap();
    world.down.push(("a", Failure::Client));
    world.publish(topic, "one", None).unwrap();
    assert_eq!(world.attempts, 1);
    assert!(world.out.events.contains(&Event::GivenUp { subscription: id, dead_letter: false }));
}

#[test]
fn a_fifo_topic_keeps_the_order_of_a_group_even_while_an_endpoint_is_down() {
    let mut world = World::new();
    let topic = world.topic("gps.fifo", &[("ContentBasedDeduplication", "true")]);
    world.subscribe(topic, "a.fifo", &[]).unwrap();
    world.subscribe(topic, "plain", &[]).unwrap();
    world.down.push(("a.fifo", Failure::Server));
    for body in ["g1", "g2", "g3"] {
        world.publish(topic, body, Some("g")).unwrap();
    }
    world.down.clear();
    world.publish(topic, "h1", Some("h")).unwrap();
    world.publish(topic, "g4", Some("g")).unwrap();
    world.pass(3);
    assert_eq!(world.bodies("a.fifo"), ["h1", "g1", "g2", "g3", "g4"], "another group overtakes, the same does not");
    assert_eq!(world.bodies("plain"), ["g1", "g2", "g3", "h1", "g4"]);
    assert_eq!(world.sns().subscription(SubscriptionId(0)).unwrap().waiting(), 0);
}

#[test]
fn a_deduplication_id_holds_for_five_minutes() {
    let mut world = World::new();
    let topic = world.topic("gps.fifo", &[]);
    world.subscribe(topic, "a.fifo", &[]).unwrap();
    let send =
        |world: &mut World, body: &str| world.publish_with(topic, body, Some("g"), Some("id"), Vec::new()).unwrap();
    let first = send(&mut world, "one");
    world.pass(299);
    let second = send(&mut world, "two");
    assert!(second.is_duplicate && second.id == first.id);
    world.pass(2);
    assert!(!send(&mut world, "three").is_duplicate);
    assert_eq!(world.bodies("a.fifo"), ["one", "three"]);
    // With the scope of a group, the same id in another group is another message.
    let other = world.topic("per-group.fifo", &[("FifoThroughputScope", "MessageGroup")]);
    for group in ["g", "h", "g"] {
        world.publish_with(other, group, Some(group), Some("id"), Vec::new()).unwrap();
    }
    assert_eq!(world.sns().topic(other).unwrap().total.number_of_messages_published, 2);
}

#[test]
fn rates_are_those_of_the_group_the_topic_and_the_account() {
    let mut world = World::new();
    let topic = world.topic("gps.fifo", &[("ContentBasedDeduplication", "true")]);
    let taken = |world: &mut World, group: &dyn Fn(u32) -> String| {
        let mut taken = 0;
        while taken < 40_000
            && world.publish(topic, &format!("{}-{taken}", world.now.as_micros()), Some(&group(taken))).is_ok()
        {
            taken += 1;
        }
        taken
    };
    assert_eq!(taken(&mut world, &|_| "g".into()), 300, "of one group");
    world.pass(1);
    assert_eq!(taken(&mut world, &|n| (n % 100).to_string()), 3_000, "of the topic");
    world.with(|sns, _, _| sns.set_topic_attribute(topic, "FifoThroughputScope", "MessageGroup")).unwrap();
    world.pass(1);
    assert_eq!(taken(&mut world, &|n| (n % 100).to_string()), 30_000, "300 of each of 100 groups");
    let standard = world.topic("gps", &[]);
    let mut taken = 0;
    while world.publish(standard, "x", None).is_ok() {
        taken += 1;
    }
    assert_eq!(taken, 30_000);
}

#[test]
fn what_is_filtered_out_is_counted_and_costs_no_attempt() {
    let mut world = World::new();
    let topic = world.topic("gps", &[]);
    let id = world.subscribe(topic, "a", &[("FilterPolicy", r#"{"truck":["7"]}"#)]).unwrap();
    world.publish(topic, "one", None).unwrap();
    world.publish_with(topic, "two", None, None, vec![attribute("truck", "String", "7")]).unwrap();
    assert_eq!(world.bodies("a"), ["two"]);
    let total = world.sns().subscription(id).unwrap().total;
    assert_eq!((total.number_of_notifications_delivered, total.number_of_notifications_filtered_out), (1, 1));
}

#[test]
fn an_archive_is_replayed_in_order_between_two_times() {
    let mut world = World::new();
    let days = r#"{"MessageRetentionPeriod":1}"#;
    let topic = world.topic("gps.fifo", &[("ContentBasedDeduplication", "true"), ("ArchivePolicy", days)]);
    for n in 0..100 {
        world.publish(topic, &n.to_string(), Some("g")).unwrap();
        world.pass(1);
    }
    let policy =
        r#"{"PointType":"Timestamp","StartingPoint":"1970-01-01T00:00:10Z","EndingPoint":"1970-01-01T00:01:19Z"}"#;
    let id = world.subscribe(topic, "a.fifo", &[("ReplayPolicy", policy)]).unwrap();
    world.pass(5);
    let wanted: Vec<String> = (10..80).map(|n| n.to_string()).collect();
    assert_eq!(world.bodies("a.fifo"), wanted);
    assert!(world.out.events.contains(&Event::Replayed { subscription: id, messages: 70 }));
    // After a day nothing is left of it.
    world.pass(86_400);
    world.with(|sns, now, out| sns.trim(&Context::of_user(now, &()), out));
    assert_eq!(world.sns().topic(topic).unwrap().archived(), 0);
    let no_archive = world.topic("plain.fifo", &[]);
    assert!(matches!(world.subscribe(no_archive, "a.fifo", &[("ReplayPolicy", policy)]), Err(Error::InvalidState(_))));
    let refused = world.with(|sns, _, out| sns.delete_topic(topic, out));
    assert!(matches!(refused, Err(Error::InvalidState(_))), "a topic with an archive stays");
}

#[test]
fn bad_input_is_refused_in_awss_words() {
    let mut world = World::new();
    let request = |name: &str, body: &str| -> Request {
        serde_json::from_str(&format!(r#"{{"{name}":{body}}}"#)).unwrap_or_else(|error| panic!("{body}: {error}"))
    };
    let standard = "arn:aws:sns:us-east-1:123456789012:gps";
    let fifo = "arn:aws:sns:us-east-1:123456789012:gps.fifo";
    world.topic("gps", &[]);
    world.topic("gps.fifo", &[]);
    let long = "x".repeat((256 << 10) + 1);
    let long = format!(r#"{{"TopicArn":"{standard}","Message":"{long}"}}"#);
    let eleven: Vec<_> = (0..11).map(|n| format!(r#"{{"Id":"{n}","Message":"x"}}"#)).collect();
    let eleven = format!(r#"{{"TopicArn":"{standard}","PublishBatchRequestEntries":[{}]}}"#, eleven.join(","));
    for (name, body, code, message) in [
        ("CreateTopic", r#"{"Name":"a b"}"#, "InvalidParameter", "Invalid parameter: Topic Name"),
        ("CreateTopic", r#"{"Name":"a","Attributes":{"FifoTopic":"true"}}"#, "InvalidParameter", "must end with .fifo"),
        ("CreateTopic", r#"{"Name":"a.fifo"}"#, "InvalidParameter", "Invalid parameter: Topic Name"),
        (
            "CreateTopic",
            r#"{"Name":"a","Attributes":{"ArchivePolicy":"{\"MessageRetentionPeriod\":5}"}}"#,
            "InvalidParameter",
            "only FIFO",
        ),
        (
            "Publish",
            &format!(r#"{{"TopicArn":"{standard}","Message":""}}"#),
            "InvalidParameter",
            "Invalid parameter: Empty message",
        ),
        ("Publish", &long, "InvalidParameter", "Invalid parameter: Message too long"),
        (
            "Publish",
            &format!(r#"{{"TopicArn":"{fifo}","Message":"x"}}"#),
            "InvalidParameter",
            "MessageGroupId parameter is required for FIFO topics",
        ),
        (
            "Publish",
            &format!(r#"{{"TopicArn":"{fifo}","Message":"x","MessageGroupId":"g"}}"#),
            "InvalidParameter",
            "ContentBasedDeduplication enabled or",
        ),
        (
            "Publish",
            &format!(r#"{{"TopicArn":"{standard}","Message":"x","MessageDeduplicationId":"g"}}"#),
            "InvalidParameter",
            "not valid for this topic type",
        ),
        ("Publish", &format!(r#"{{"TopicArn":"{standard}s","Message":"x"}}"#), "NotFound", "Topic does not exist"),
        ("Publish", r#"{"TopicArn":"gps","Message":"x"}"#, "InvalidParameter", "An ARN must have at least 6 elements"),
        ("Publish", r#"{"PhoneNumber":"+49","Message":"x"}"#, "InvalidParameter", "publishes to topics only"),
        ("PublishBatch", &eleven, "TooManyEntriesInBatchRequest", "more entries than permissible"),
        (
            "PublishBatch",
            &format!(r#"{{"TopicArn":"{standard}"}}"#),
            "EmptyBatchRequest",
            "doesn't contain any entries",
        ),
        (
            "Subscribe",
            &format!(
                r#"{{"TopicArn":"{standard}","Protocol":"sqs","Endpoint":"arn:aws:sqs:us-east-1:123456789012:q.fifo"}}"#
            ),
            "InvalidParameter",
            "FIFO SQS Queues can not",
        ),
        (
            "Subscribe",
            &format!(r#"{{"TopicArn":"{standard}","Protocol":"kinesis","Endpoint":"x"}}"#),
            "InvalidParameter",
            "Does not support this protocol string: kinesis",
        ),
        (
            "Subscribe",
            &format!(r#"{{"TopicArn":"{standard}","Protocol":"https","Endpoint":"https://x"}}"#),
            "InvalidParameter",
            "to sqs and to lambda only",
        ),
        ("Unsubscribe", r#"{"SubscriptionArn":"none"}"#, "", ""),
        ("DeleteTopic", &format!(r#"{{"TopicArn":"{standard}-none"}}"#), "", ""),
    ] {
        let request = request(name, body);
        match world.with(|sns, now, out| sns.handle(&Context::of_user(now, &()), &request, out)) {
            Ok(_) => assert_eq!(code, "", "{name} {body} is taken"),
            Err(error) => {
                assert_eq!(error.aws_code().0, code, "{name} {body}: {error}");
                assert!(error.to_string().contains(message), "{name} {body}: {error}");
            }
        }
    }
    assert_eq!(world.sns().topics().count(), 2);
}

#[test]
fn an_account_has_a_thousand_fifo_topics_and_no_more() {
    let mut world = World::new();
    for number in 0..quota::TOPICS.1 {
        world.topic(&format!("t{number}.fifo"), &[]);
    }
    let one_more = |world: &mut World, name: &str| {
        let all = TopicAttributes { fifo: name.ends_with(".fifo"), ..TopicAttributes::default() };
        world.with(|sns, now, out| sns.create_topic(now, name, all, Default::default(), out)).map(drop)
    };
    assert_eq!(one_more(&mut world, "more.fifo"), Err(Error::TopicLimitExceeded));
    // One that is there is given back, and standard topics are counted by themselves.
    assert_eq!(one_more(&mut world, "t7.fifo"), Ok(()));
    assert_eq!(one_more(&mut world, "more"), Ok(()));
}
