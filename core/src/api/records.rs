//! Records and shards, as answers and the events of a subscription write them.
use super::blob;
use super::json::Json;
use super::members::{text, time};
use crate::base::Instant;
use crate::kinesis::{Shard, ShardId, Stream};
use crate::sim::Sim;
use alloc::string::String;
use alloc::vec::Vec;

/// Records of a shard from ordinal `from` up to, not including, `to`.
pub(super) fn records(sim: &Sim, stream: &Stream, shard: ShardId, from: u64, to: u64) -> Json<'static> {
    let record = |ordinal| {
        let record = sim.inspect(stream.id, shard, ordinal)?;
        // Milliseconds, as AWS writes them.
        let arrival = Instant::from_micros(record.arrival.as_micros() / 1_000 * 1_000);
        Some(Json::object([
            ("SequenceNumber", Some(text(record.sequence_number))),
            ("ApproximateArrivalTimestamp", Some(time(arrival))),
            ("Data", Some(Json::text(blob::encode(&record.data)))),
            ("PartitionKey", Some(Json::text(String::from_utf8_lossy(&record.partition_key).into_owned()))),
            ("EncryptionType", stream.settings.encrypted_at(record.arrival).then(|| text("KMS"))),
        ]))
    };
    Json::List((from..to).filter_map(record).collect())
}

/// What comes after a closed shard.
pub(super) fn children(stream: &Stream, ids: &[ShardId]) -> Json<'static> {
    let child = |id: &ShardId| {
        let child = stream.shard(*id)?;
        let parents: Vec<_> = [child.parent, child.adjacent_parent].into_iter().flatten().map(text).collect();
        Some(Json::object([
            ("ShardId", Some(text(id))),
            ("ParentShards", Some(Json::List(parents))),
            ("HashKeyRange", Some(hash_key_range(child))),
        ]))
    };
    Json::List(ids.iter().filter_map(child).collect())
}

pub(super) fn hash_key_range(shard: &Shard) -> Json<'static> {
    Json::object([
        ("StartingHashKey", Some(text(shard.range.starting_hash_key))),
        ("EndingHashKey", Some(text(shard.range.ending_hash_key))),
    ])
}
