//! How far behind consumers are, shard by shard.
use crate::base::{ActorId, Instant};
use crate::client::Position;
use crate::kinesis::{ShardId, Stream};
use crate::sim::{Actor, Sim};
use alloc::vec::Vec;

/// How far behind the work on a shard is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    pub shard: ShardId,
    /// Records that are kept and have not been processed.
    pub records: u64,
    /// Age of the oldest of them.
    pub millis: u64,
}

/// The lag on each shard that an actor reads and has not read to its end, in the order of the shards. Records that have
/// expired count no more. Empty for actors that do not read, and where the stream is gone.
pub fn lags(sim: &Sim, id: ActorId) -> Vec<Lag> {
    let now = sim.now();
    let of = |stream: &Stream, done: Vec<(ShardId, u64)>| {
        done.into_iter().filter_map(|(shard, done)| lag(stream, shard, done, now)).collect()
    };
    match sim.actor(id) {
        Some(Actor::Reader(reader)) => sim.kinesis().stream(reader.stream).map(|stream| {
            let open = reader.shards.iter().filter(|(_, at)| at.position != Position::Ended);
            of(stream, open.map(|(shard, at)| (*shard, at.processed(now).unwrap_or(0))).collect())
        }),
        Some(Actor::Application(application)) => sim.kinesis().stream(application.stream).map(|stream| {
            let leases = application.table.leases.values();
            let done = leases.filter_map(|lease| {
                let shard = stream.shard(lease.shard)?;
                Some((lease.shard, application.processed(shard, now)?))
            });
            of(stream, done.collect())
        }),
        Some(Actor::Function(mapping)) => sim.kinesis().stream(mapping.stream).map(|stream| {
            let done = mapping.shards.keys().filter_map(|shard| Some((*shard, mapping.processed(*shard)?)));
            of(stream, done.collect())
        }),
        Some(Actor::Producer(_) | Actor::Lane(_) | Actor::MessageFunction(_)) | None => None,
    }
    .unwrap_or_default()
}

fn lag(stream: &Stream, shard: ShardId, done: u64, now: Instant) -> Option<Lag> {
    let log = &stream.shard(shard)?.log;
    let done = done.max(log.live_from(stream.horizon(now)));
    let millis = log.arrival(done).map_or(0, |arrival| now.since(arrival).as_millis());
    Some(Lag { shard, records: log.end().saturating_sub(done), millis })
}
