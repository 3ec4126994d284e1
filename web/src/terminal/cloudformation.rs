//! A run's streams and their consumers as a CloudFormation template: as they are at the end of the run.
//!
//! A template says how many shards a stream has, not where they were cut: ranges cut by hand are in the shell script.
use crate::terminal::played;
use serde_json::{Map, Value, json};
use shardscope_core::kinesis::{Consumer, ConsumerStatus, Stream, StreamMode, StreamStatus, quota};
use shardscope_core::script::Script;

pub fn export(script: Script) -> String {
    let title = script.title.clone();
    let timeline = played(script);
    let streams = timeline.sim().kinesis().streams().filter(|stream| stream.status != StreamStatus::Deleting);
    let mut resources = Map::new();
    for (number, stream) in streams.enumerate() {
        let id = logical_id(number, &stream.name);
        let stays = |consumer: &&Consumer| consumer.status != ConsumerStatus::Deleting;
        for (of_stream, consumer) in stream.fan_out.consumers.iter().filter(stays).enumerate() {
            let letters: String = consumer.name.chars().filter(char::is_ascii_alphanumeric).take(100).collect();
            let arn = json!({ "Fn::GetAtt": [id, "Arn"] });
            let properties = json!({ "ConsumerName": consumer.name, "StreamARN": arn });
            let consumer = json!({ "Type": "AWS::Kinesis::StreamConsumer", "Properties": properties });
            resources.insert(format!("Consumer{}x{}{letters}", number + 1, of_stream + 1), consumer);
        }
        resources.insert(id, resource(stream));
    }
    if resources.is_empty() {
        // A template without a resource is refused; this one makes nothing.
        resources.insert("Nothing".into(), json!({ "Type": "AWS::CloudFormation::WaitConditionHandle" }));
    }
    let about = if title.is_empty() {
        "Streams of a Shardscope run".to_string()
    } else {
        format!("Streams of the Shardscope run: {title}")
    };
    let template = json!({ "AWSTemplateFormatVersion": "2010-09-09", "Description": about, "Resources": resources });
    serde_json::to_string_pretty(&template).unwrap_or_default() + "\n"
}

/// Letters and digits only; the number keeps names apart that differ in other characters alone.
fn logical_id(number: usize, name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).take(200).collect();
    format!("Stream{}{letters}", number + 1)
}

fn resource(stream: &Stream) -> Value {
    let mut properties = Map::new();
    properties.insert("Name".into(), stream.name.as_str().into());
    properties.insert("StreamModeDetails".into(), json!({ "StreamMode": stream.mode.name() }));
    if stream.mode == StreamMode::Provisioned {
        properties.insert("ShardCount".into(), stream.open_shards().len().into());
    }
    properties.insert("RetentionPeriodHours".into(), stream.retention.as_hours().into());
    let settings = &stream.settings;
    if let Some(key) = &settings.key_id {
        properties.insert("StreamEncryption".into(), json!({ "EncryptionType": "KMS", "KeyId": key }));
    }
    if settings.max_record_kib != quota::MAX_RECORD_KIB.0 {
        properties.insert("MaxRecordSizeInKiB".into(), settings.max_record_kib.into());
    }
    if !settings.tags.is_empty() {
        let tags: Vec<Value> = settings.tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        properties.insert("Tags".into(), tags.into());
    }
    json!({ "Type": "AWS::Kinesis::Stream", "Properties": properties })
}
