//! Why a shard refuses records.
use super::Cause;
use crate::kinesis::{Limit, ShardId, Stream, StreamId, quota};
use crate::sim::Sim;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// A key that sends at least half of what a shard takes is called hot.
const HOT: u64 = quota::WRITE_RECORDS_PER_SECOND as u64 / 2;

/// What is behind the records that a shard refuses now; nothing, where it refuses none.
pub fn shard(sim: &Sim, stream: StreamId, id: ShardId) -> Vec<Cause> {
    let Some(stream) = sim.kinesis().stream(stream) else { return Vec::new() };
    let Some(shard) = stream.shard(id) else { return Vec::new() };
    let rate = shard.meter.rate(sim.now());
    if rate.throttled == 0 {
        return Vec::new();
    }
    let records = rate.records * u64::from(quota::WRITE_BYTES_PER_SECOND);
    let bytes = rate.bytes * u64::from(quota::WRITE_RECORDS_PER_SECOND);
    let limit = if records >= bytes { Limit::WriteRecords } else { Limit::WriteBytes };
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
    chain.extend(hottest(sim, stream, id).or_else(|| divisible(stream, id)));
    chain
}

/// The key of the shard that sends most, if it is hot.
fn hottest(sim: &Sim, stream: &Stream, id: ShardId) -> Option<Cause> {
    let range = &stream.shard(id)?.range;
    let keys = sim.producers().filter(|producer| producer.stream == stream.id).flat_map(|producer| {
        let source = &sim.sources()[usize::from(producer.source)];
        producer.key_rates(sim.now()).map(move |rate| (source, rate))
    });
    let rates = keys.filter(|(_, rate)| rate.records > 0).map(|(source, rate)| {
        let per_second = (u64::from(rate.records) * 1_000_000).div_ceil(rate.micros);
        (per_second, source, rate.key)
    });
    let hot = rates.filter(|(per_second, source, key)| *per_second >= HOT && range.contains(source.hash_key(*key)));
    let (per_second, source, key) = hot.max_by_key(|(per_second, ..)| *per_second)?;
    let partition_key = String::from_utf8_lossy(&source.partition_key(key)).into_owned();
    Some(Cause::HotKey { partition_key, hash_key: source.hash_key(key), per_second })
}

/// Where a split would halve the traffic, if it can be halved at all.
fn divisible(stream: &Stream, id: ShardId) -> Option<Cause> {
    let range = &stream.shard(id)?.range;
    let at = stream.heat.balance(range)?;
    let (below, above) = stream.heat.divide(range, at);
    (below > 0 && above > 0).then_some(Cause::Divisible { at, below, above })
}
