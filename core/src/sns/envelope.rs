//! The envelope in JSON that a message comes in, unless a subscription wants it raw.
use super::Published;
use crate::message::{MessageAttribute, Supplied};
use alloc::format;
use alloc::string::{String, ToString};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

/// Guide, "Amazon SNS message and JSON formats". Without a signature and its address, because nobody signs here.
pub fn envelope(message: &Published, supplied: &Supplied, is_replay: bool) -> String {
    let mut all = Map::new();
    let mut add = |name: &str, value: String| drop(all.insert(name.to_string(), Value::String(value)));
    add("Type", "Notification".to_string());
    add("MessageId", message.id.uuid());
    if message.deduplication_id.is_some() {
        add("SequenceNumber", sequence_number(message.sequence_number));
    }
    add("TopicArn", message.topic_arn.to_string());
    if let Some(subject) = &message.subject {
        add("Subject", subject.clone());
    }
    add("Message", supplied.body.clone());
    add("Timestamp", message.published_at.iso());
    if is_replay {
        all.insert("Replayed".to_string(), Value::Bool(true));
    }
    if !supplied.attributes.is_empty() {
        all.insert("MessageAttributes".to_string(), supplied.attributes.iter().map(attribute).collect());
    }
    Value::Object(all).to_string()
}

/// Twenty digits, as AWS has.
pub fn sequence_number(number: u64) -> String {
    format!("{:020}", 10_000_000_000_000_000_000_u128 + u128::from(number))
}

fn attribute(attribute: &MessageAttribute) -> (String, Value) {
    let value = if attribute.data_type.starts_with("Binary") {
        STANDARD.encode(&attribute.value)
    } else {
        String::from_utf8_lossy(&attribute.value).into_owned()
    };
    let members = [("Type".to_string(), attribute.data_type.clone().into()), ("Value".to_string(), value.into())];
    (attribute.name.clone(), Value::Object(members.into_iter().collect()))
}
