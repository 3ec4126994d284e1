//! Why a shard refuses records.
use super::Cause;
use crate::base::ActorId;
use crate::client::{Api, Producer};
use crate::hash::HashKey;
use crate::kinesis::{Limit, ShardId, Stream, StreamId, quota};
use crate::sim::Sim;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// What is behind the records that a shard refuses now; nothing, where it refuses none.
pub fn shard(sim: &Sim, stream: StreamId, id: ShardId) -> Vec<Cause> {
    let Some(stream) = sim.kinesis().stream(stream) else { return Vec::new() };
    let Some(shard) = stream.shard(id) else { return Vec::new() };
    let rate = shard.meter.rate(sim.now());
    if rate.throttled == 0 {
        return Vec::new();
    }
    let limit = shard.meter.limit.unwrap_or(Limit::WriteRecords);
    let offered = rate.records + rate.throttled;
    let mut chain = vec![
        Cause::Refused { shard: id, per_second: rate.throttled, limit },
        Cause::Offered { per_second: offered, taken: rate.records },
    ];
    let here = || sim.producers().filter(|producer| producer.stream == stream.id);
    let (again, made) = here().fold((0, 0), |(again, made), of| (again + of.stats.retried, made + of.stats.made));
    if again > 0 {
        chain.push(Cause::SentAgain { records: again, made });
    }
    chain.extend(hottest(sim, stream, id, limit).or_else(|| divisible(stream, id)));
    chain
}

/// The key of the shard that is sent most, by all producers together, if it is more than any shard takes.
fn hottest(sim: &Sim, stream: &Stream, id: ShardId, limit: Limit) -> Option<Cause> {
    let of_bytes = limit == Limit::WriteBytes;
    let range = &stream.shard(id)?.range;
    let mut keys: BTreeMap<HashKey, (u64, ActorId, u32)> = BTreeMap::new();
    // The library packs what a key is counted by into fewer records.
    let counts = |of: &&Producer| of.stream == stream.id && (of_bytes || !matches!(of.spec.api, Api::Kpl(_)));
    for producer in sim.producers().filter(counts) {
        let source = &sim.sources()[usize::from(producer.source)];
        for rate in producer.key_rates(sim.now()).filter(|rate| rate.records > 0) {
            let hash_key = source.hash_key(rate.key);
            if range.contains(hash_key) {
                let each = if of_bytes { source.mean_bytes(rate.key) } else { 1 };
                keys.entry(hash_key).or_insert((0, producer.id, rate.key)).0 += rate.per_second() * each;
            }
        }
    }
    let most = if of_bytes { quota::WRITE_BYTES_PER_SECOND } else { quota::WRITE_RECORDS_PER_SECOND };
    let hot = keys.into_iter().filter(|(_, (per_second, ..))| *per_second > u64::from(most));
    let (hash_key, (per_second, producer, key)) = hot.max_by_key(|(_, (per_second, ..))| *per_second)?;
    let source = sim.producers().find(|of| of.id == producer).map(|of| &sim.sources()[usize::from(of.source)])?;
    let partition_key = String::from_utf8_lossy(&source.partition_key(key)).into_owned();
    Some(Cause::HotKey { partition_key, hash_key, per_second, limit, producer, key })
}

/// Where a split would halve the traffic, if it can be halved at all.
fn divisible(stream: &Stream, id: ShardId) -> Option<Cause> {
    let range = &stream.shard(id)?.range;
    let at = stream.heat.balance(range)?;
    let (below, above) = stream.heat.divide(range, at);
    (below > 0 && above > 0).then_some(Cause::Divisible { at, below, above })
}
