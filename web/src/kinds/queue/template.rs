//! Queues as CloudFormation resources.
use crate::kinds::template::{Resources, arn, logical_id, read, resource, tagged};
use serde_json::{Map, Value, json};
use shardscope_core::sim::Sim;
use shardscope_core::sqs::Queue;
use shardscope_core::sqs::attributes::{Attributes, DeduplicationScope, ThroughputLimit};

/// The logical id of the queue of that name.
pub fn queue_id(sim: &Sim, name: &str) -> Option<String> {
    let (number, queue) = sim.sqs().queues().enumerate().find(|(_, queue)| queue.name == name)?;
    Some(logical_id("Queue", number, &queue.name))
}

pub fn add(sim: &Sim, resources: &mut Resources) {
    for (number, queue) in sim.sqs().queues().enumerate() {
        let id = logical_id("Queue", number, &queue.name);
        resources.insert(id, resource("AWS::SQS::Queue", queue_properties(sim, queue)));
    }
}

fn queue_properties(sim: &Sim, queue: &Queue) -> Map<String, Value> {
    let of = &queue.attributes;
    let mut properties = Map::new();
    properties.insert("QueueName".into(), queue.name.as_str().into());
    let usual = Attributes::default();
    let numbers = [
        ("DelaySeconds", of.delay_seconds, usual.delay_seconds),
        ("MaximumMessageSize", of.maximum_message_size, usual.maximum_message_size),
        ("MessageRetentionPeriod", of.message_retention_period, usual.message_retention_period),
        (
            "ReceiveMessageWaitTimeSeconds",
            of.receive_message_wait_time_seconds,
            usual.receive_message_wait_time_seconds,
        ),
        ("VisibilityTimeout", of.visibility_timeout, usual.visibility_timeout),
    ];
    let changed = numbers.into_iter().filter(|(_, value, usual)| value != usual);
    properties.extend(changed.map(|(name, value, _)| (name.to_string(), value.into())));
    if of.fifo {
        properties.insert("FifoQueue".into(), true.into());
        properties.insert("ContentBasedDeduplication".into(), of.content_based_deduplication.into());
    }
    if of.deduplication_scope == DeduplicationScope::MessageGroup {
        properties.insert("DeduplicationScope".into(), "messageGroup".into());
    }
    if of.fifo_throughput_limit == ThroughputLimit::PerMessageGroupId {
        properties.insert("FifoThroughputLimit".into(), "perMessageGroupId".into());
    }
    if let Some(policy) = &of.redrive_policy
        && let Some(target) = queue_id(sim, &policy.dead_letter_target)
    {
        let policy = json!({ "deadLetterTargetArn": arn(&target), "maxReceiveCount": policy.max_receive_count });
        properties.insert("RedrivePolicy".into(), policy);
    }
    let kept = of.others.iter().filter(|(name, _)| *name != "Policy");
    properties.extend(kept.map(|(name, text)| (name.clone(), read(text))));
    tagged(&mut properties, &queue.tags);
    properties
}
