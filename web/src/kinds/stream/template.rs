//! Streams as CloudFormation resources, with what is registered with them.
use crate::kinds::template::{Resources, arn, logical_id, resource, tagged};
use serde_json::{Map, Value, json};
use shardscope_core::hash::{HashKeyRange, uniform_ranges};
use shardscope_core::kinesis::{Consumer, ConsumerStatus, Stream, StreamId, StreamMode, StreamStatus, quota};
use shardscope_core::sim::Sim;

fn there(sim: &Sim) -> impl Iterator<Item = &Stream> {
    sim.kinesis().streams().filter(|stream| stream.status != StreamStatus::Deleting)
}

pub fn add(sim: &Sim, resources: &mut Resources) {
    for (number, stream) in there(sim).enumerate() {
        let id = logical_id("Stream", number, &stream.name);
        let stays = |consumer: &&Consumer| consumer.status != ConsumerStatus::Deleting;
        for (of_stream, consumer) in stream.fan_out.consumers.iter().filter(stays).enumerate() {
            let letters: String = consumer.name.chars().filter(char::is_ascii_alphanumeric).take(100).collect();
            let properties = json!({ "ConsumerName": consumer.name, "StreamARN": arn(&id) });
            let consumer = json!({ "Type": "AWS::Kinesis::StreamConsumer", "Properties": properties });
            resources.insert(consumer_id(number, of_stream, &letters), consumer);
        }
        resources.insert(id, resource("AWS::Kinesis::Stream", stream_properties(stream)));
    }
}

/// The logical id of a stream's consumer.
fn consumer_id(stream: usize, of_stream: usize, letters: &str) -> String {
    format!("Consumer{}x{}{letters}", stream + 1, of_stream + 1)
}

/// Whether its open shards are not those of a stream that was created with so many.
pub fn is_cut_by_hand(stream: &Stream) -> bool {
    let open: Vec<HashKeyRange> = stream.open_shards().map(|shard| shard.range).collect();
    stream.mode == StreamMode::Provisioned && open != uniform_ranges(open.len() as u32).collect::<Vec<_>>()
}

fn stream_properties(stream: &Stream) -> Map<String, Value> {
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
    tagged(&mut properties, &settings.tags);
    properties
}

/// The ARN of a stream, or of its consumer of that name where one is named.
pub fn source(sim: &Sim, stream: StreamId, consumer_name: &str) -> Option<Value> {
    let (number, stream) = there(sim).enumerate().find(|(_, of)| of.id == stream)?;
    if consumer_name.is_empty() {
        return Some(arn(&logical_id("Stream", number, &stream.name)));
    }
    let stays = |consumer: &&Consumer| consumer.status != ConsumerStatus::Deleting;
    let mut consumers = stream.fan_out.consumers.iter().filter(stays).enumerate();
    let (of_stream, consumer) = consumers.find(|(_, consumer)| consumer.name == consumer_name)?;
    let letters: String = consumer.name.chars().filter(char::is_ascii_alphanumeric).take(100).collect();
    Some(json!({ "Fn::GetAtt": [consumer_id(number, of_stream, &letters), "ConsumerARN"] }))
}
