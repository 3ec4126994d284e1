//! Lambda functions: what their cards show.
use super::Seen;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::Tally;
use shardscope_core::client::lambda::{Mapping, MappingSpec, MappingStats, Why};
use shardscope_core::kinesis::{ShardId, Stream, StreamId};

/// A function's card.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingView {
    pub id: ActorId,
    pub spec: MappingSpec,
    pub stats: MappingStats,
    pub tally: Tally,
    pub keys: (u64, u64),
    pub running: u32,
    pub poison: usize,
    /// The furthest behind of its shards, in milliseconds; and the records of all.
    pub lag_millis: u64,
    pub lag_records: u64,
    /// Shards with a batch that has failed, and how often.
    pub failing: Vec<(ShardId, u32)>,
    /// The newest of what was given up: shard, records, and why.
    pub destination: Vec<(ShardId, u32, &'static str)>,
    /// How long records took to come to its pollers, lately.
    pub propagation: Option<Duration>,
    /// The newest results of tumbling windows: shard, seconds after the beginning, records, sum.
    pub windows: Vec<(ShardId, Duration, u64, u64)>,
}

/// Entries of a destination, and failing shards, that a card shows.
const SHOWN: usize = 3;

impl MappingView {
    pub(super) fn all(seen: Seen<'_>, stream: Option<StreamId>) -> Vec<Self> {
        if seen.sim.mappings().next().is_none() {
            return Vec::new();
        }
        Self::some(seen, stream)
    }

    fn some(seen: Seen<'_>, stream: Option<StreamId>) -> Vec<Self> {
        let here = seen.sim.mappings().filter(|mapping| Some(mapping.stream) == stream);
        here.map(|mapping| Self::of(seen, mapping)).collect()
    }

    fn of(seen: Seen<'_>, mapping: &Mapping) -> Self {
        let now = seen.now();
        let stream = seen.sim.kinesis().stream(mapping.stream);
        let (mut lag_millis, mut lag_records) = (0, 0);
        for shard in mapping.shards.keys() {
            let Some((millis, records)) = stream.and_then(|stream| behind(mapping, stream, *shard, now)) else {
                continue;
            };
            lag_millis = lag_millis.max(millis);
            lag_records += records;
        }
        let attempts = mapping.shards.iter().map(|(shard, poller)| {
            (
                *shard,
                poller
                    .lanes
                    .iter()
                    .filter_map(|lane| lane.batch.as_ref())
                    .map(|batch| batch.attempts)
                    .max()
                    .unwrap_or(0),
            )
        });
        let epoch = seen.sim.config().epoch;
        let windows = mapping.windows.iter().rev().take(SHOWN);
        let windows = windows.map(|of| (of.shard, of.start.since(epoch), of.records, of.sum));
        let noted = mapping.destination.iter().rev().take(SHOWN);
        Self {
            id: mapping.id,
            spec: mapping.spec.clone(),
            stats: mapping.stats,
            tally: mapping.results.tally,
            keys: mapping.results.keys(),
            running: mapping.running,
            poison: mapping.poison.len(),
            lag_millis,
            lag_records,
            failing: attempts.filter(|(_, attempts)| *attempts > 0).take(SHOWN).collect(),
            propagation: mapping.propagation.mean(now),
            windows: windows.collect(),
            destination: noted.map(|entry| (entry.shard, entry.records, why(entry.why))).collect(),
        }
    }
}

/// The condition that an on-failure destination is told.
pub(super) const fn why(why: Why) -> &'static str {
    match why {
        Why::Retries => "RetryAttemptsExhausted",
        Why::Age => "RecordAgeExceeded",
    }
}

fn behind(mapping: &Mapping, stream: &Stream, shard: ShardId, now: Instant) -> Option<(u64, u64)> {
    let log = &stream.shard(shard)?.log;
    let done = mapping.processed(shard)?.max(log.live_from(stream.horizon(now)));
    let millis = log.arrival(done).map_or(0, |arrival| now.since(arrival).as_millis());
    Some((millis, log.end().saturating_sub(done)))
}
