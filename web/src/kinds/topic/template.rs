//! Topics and subscriptions as CloudFormation resources, with the policies by which queues let topics send to them.
use crate::kinds::queue::queue_id;
use crate::kinds::template::{Resources, arn, logical_id, portable, read, resource, tagged};
use serde_json::{Map, Value, json};
use shardscope_core::sim::Sim;
use shardscope_core::sns::filter::Scope;
use shardscope_core::sns::{Endpoint, Subscription, Topic};
use shardscope_core::sqs::Queue;

pub fn add(sim: &Sim, resources: &mut Resources) {
    let account = &*sim.config().account.account_id;
    for (number, topic) in sim.sns().topics().enumerate() {
        let id = logical_id("Topic", number, &topic.name);
        for (of_topic, subscription) in sim.sns().of_topic(topic.id).enumerate() {
            let kind = format!("Subscription{}x", number + 1);
            let Some(properties) = subscription_properties(sim, &id, subscription) else { continue };
            let id = logical_id(&kind, of_topic, subscription.endpoint.name());
            resources.insert(id, resource("AWS::SNS::Subscription", properties));
        }
        if let Some(own) = topic.attributes.others.get("Policy") {
            let properties =
                properties(json!({ "Topics": [{ "Ref": id }], "PolicyDocument": portable(read(own), account) }));
            resources
                .insert(logical_id("TopicPolicy", number, &topic.name), resource("AWS::SNS::TopicPolicy", properties));
        }
        resources.insert(id, resource("AWS::SNS::Topic", topic_properties(topic)));
    }
    resources.extend(sim.sqs().queues().enumerate().filter_map(|(number, queue)| policy(sim, number, queue)));
}

/// A queue's own policy; without one, what lets the topics that it subscribes to send to it.
fn policy(sim: &Sim, number: usize, queue: &Queue) -> Option<(String, Value)> {
    let id = logical_id("Queue", number, &queue.name);
    let topics = sim.sns().topics().enumerate().filter(|(_, topic)| {
        sim.sns().of_topic(topic.id).any(|of| {
            let subscribes = matches!(&of.endpoint, Endpoint::Sqs(name) if *name == queue.name);
            // What cannot be delivered is sent by the topic, too.
            subscribes || of.attributes.dead_letter_target.as_deref() == Some(&*queue.name)
        })
    });
    let topics: Vec<Value> =
        topics.map(|(number, topic)| json!({ "Ref": logical_id("Topic", number, &topic.name) })).collect();
    let document = match queue.attributes.others.get("Policy") {
        Some(own) => portable(read(own), &sim.config().account.account_id),
        None if topics.is_empty() => return None,
        None => json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "sns.amazonaws.com" },
            "Action": "sqs:SendMessage",
            "Resource": arn(&id),
            "Condition": { "ArnEquals": { "aws:SourceArn": topics } },
        }] }),
    };
    let properties = properties(json!({ "Queues": [{ "Ref": id }], "PolicyDocument": document }));
    Some((logical_id("QueuePolicy", number, &queue.name), resource("AWS::SQS::QueuePolicy", properties)))
}

/// The members of an object.
fn properties(object: Value) -> Map<String, Value> {
    if let Value::Object(members) = object { members } else { Map::new() }
}

fn topic_properties(topic: &Topic) -> Map<String, Value> {
    let of = &topic.attributes;
    let mut properties = Map::new();
    properties.insert("TopicName".into(), topic.name.as_str().into());
    if of.fifo {
        properties.insert("FifoTopic".into(), true.into());
        properties.insert("ContentBasedDeduplication".into(), of.content_based_deduplication.into());
        properties.insert("FifoThroughputScope".into(), if of.per_group { "MessageGroup" } else { "Topic" }.into());
    }
    if let Some(days) = of.archive_days {
        properties.insert("ArchivePolicy".into(), json!({ "MessageRetentionPeriod": days.to_string() }));
    }
    for name in ["DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig"] {
        properties.extend(of.others.get(name).map(|text| (name.to_string(), text.as_str().into())));
    }
    tagged(&mut properties, &topic.tags);
    properties
}

fn subscription_properties(sim: &Sim, topic: &str, of: &Subscription) -> Option<Map<String, Value>> {
    let mut properties = Map::new();
    let (protocol, endpoint) = match &of.endpoint {
        Endpoint::Sqs(name) => ("sqs", arn(&queue_id(sim, name)?)),
        // The function itself is not made here.
        Endpoint::Lambda(name) => {
            let text = format!("arn:${{AWS::Partition}}:lambda:${{AWS::Region}}:${{AWS::AccountId}}:function:{name}");
            ("lambda", json!({ "Fn::Sub": text }))
        }
    };
    properties.insert("TopicArn".into(), json!({ "Ref": topic }));
    properties.insert("Protocol".into(), protocol.into());
    properties.insert("Endpoint".into(), endpoint);
    if of.attributes.raw_message_delivery {
        properties.insert("RawMessageDelivery".into(), true.into());
    }
    if let Some(filter) = &of.attributes.filter_policy {
        properties.insert("FilterPolicy".into(), read(filter));
    }
    if of.attributes.filter_policy_scope == Scope::MessageBody {
        properties.insert("FilterPolicyScope".into(), "MessageBody".into());
    }
    let dead = of.attributes.dead_letter_target.as_ref().and_then(|name| queue_id(sim, name));
    properties.extend(dead.map(|id| ("RedrivePolicy".into(), json!({ "deadLetterTargetArn": arn(&id) }))));
    Some(properties)
}
