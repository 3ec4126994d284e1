//! Records and shards, as answers and the events of a subscription write them.
use super::text;
use crate::engine::Slot;
use crate::kinesis::{Shard, ShardId, Stream};
use crate::service::Context;
use crate::wire::Value;
use alloc::string::String;
use alloc::vec::Vec;

/// Records of a shard from ordinal `from` up to, not including, `to`; without those that have expired.
pub(super) fn records(context: &Context<'_>, stream: &Stream, shard: ShardId, from: u64, to: u64) -> Value<'static> {
    let records = (from..to).filter_map(|ordinal| record(context, stream, stream.shard(shard)?, ordinal));
    Value::List(records.collect())
}

fn record(context: &Context<'_>, stream: &Stream, shard: &Shard, ordinal: u64) -> Option<Value<'static>> {
    if ordinal < shard.log.live_from(stream.horizon(context.now)) {
        return None;
    }
    let run = shard.log.runs(ordinal).next().filter(|run| run.first == ordinal)?;
    let slot = run.slots.first()?;
    let arrival = run.arrival(slot);
    let (partition_key, data) = if slot.source == Slot::SUPPLIED {
        let record = run.supplied(slot);
        (record.partition_key.to_vec(), record.data.to_vec())
    } else {
        (context.contents.partition_key(slot.source, slot.index), context.contents.data(slot.source, slot.index))
    };
    Some(Value::object([
        ("SequenceNumber", Some(text(shard.sequence_number(ordinal, arrival)))),
        ("ApproximateArrivalTimestamp", Some(Value::time(arrival))),
        ("Data", Some(Value::bytes(data))),
        ("PartitionKey", Some(Value::text(String::from_utf8_lossy(&partition_key)))),
        ("EncryptionType", stream.settings.encrypted_at(arrival).then(|| text("KMS"))),
    ]))
}

/// What comes after a closed shard.
pub(super) fn children(stream: &Stream, ids: &[ShardId]) -> Value<'static> {
    let child = |id: &ShardId| {
        let child = stream.shard(*id)?;
        let parents: Vec<_> = [child.parent, child.adjacent_parent].into_iter().flatten().map(text).collect();
        Some(Value::object([
            ("ShardId", Some(text(id))),
            ("ParentShards", Some(Value::List(parents))),
            ("HashKeyRange", Some(hash_key_range(child))),
        ]))
    };
    Value::List(ids.iter().filter_map(child).collect())
}

pub(super) fn hash_key_range(shard: &Shard) -> Value<'static> {
    Value::object([
        ("StartingHashKey", Some(text(shard.range.starting_hash_key))),
        ("EndingHashKey", Some(text(shard.range.ending_hash_key))),
    ])
}
