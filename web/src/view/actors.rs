//! Producers and polling applications: what their cards show.
use super::Seen;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::{
    Api, FilePosition, Order, Position, ProducerSpec, ProducerStats, ReaderSpec, ReaderStats,
};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::ShardId;

/// A producer's card.
#[derive(Clone, Debug, PartialEq)]
pub struct ProducerView {
    pub id: ActorId,
    pub spec: ProducerSpec,
    pub stats: ProducerStats,
    pub rate_now: u32,
    pub bursting: bool,
    /// Records that wait for one of their key, or that the library holds back.
    pub waiting: u64,
    pub finished: bool,
    /// Number, text, hash key and records a second of the key that came most often lately.
    pub hottest: Option<(u32, String, HashKey, u64)>,
    /// An agent's place in its file.
    pub file: Option<FileTail>,
    /// For how long answers still get lost.
    pub answers_lost: Option<Duration>,
}

/// Where an agent is in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileTail {
    /// The checkpoint.
    pub line: u64,
    pub byte: u64,
    /// Lines that were sent and not acknowledged.
    pub unacknowledged: u64,
    /// For how long the agent is still down.
    pub down: Option<Duration>,
}

/// An application's card.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderView {
    pub id: ActorId,
    pub spec: ReaderSpec,
    pub stats: ReaderStats,
    pub order: Order,
    /// The furthest behind of its shards, in milliseconds and in records.
    pub lag_millis: u64,
    pub lag_records: u64,
    pub shards: Vec<ReaderShard>,
    /// Shards that it reads and that are not listed.
    pub more_shards: usize,
    /// How long records took to come to it, lately.
    pub propagation: Option<Duration>,
}

/// One shard of an application.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderShard {
    pub shard: ShardId,
    pub position: Position,
    pub lag_millis: u64,
}

/// Shards of an application that its card lists.
const READER_SHARDS: usize = 24;

impl FileTail {
    fn of(file: Option<&FilePosition>, now: Instant) -> Self {
        let down = file.and_then(|file| file.down_until).map(|until| until.since(now));
        let (line, byte) = file.map_or((0, 0), |file| (file.line, file.byte));
        Self { line, byte, unacknowledged: file.map_or(0, FilePosition::unacknowledged), down }
    }
}

impl ProducerView {
    pub(super) fn of(seen: Seen<'_>, producer: &shardscope_core::client::Producer) -> Self {
        let now = seen.now();
        let source = &seen.sim.sources()[producer.source as usize];
        let hottest = producer.key_rates(now).filter(|rate| rate.records > 0).max_by_key(|rate| rate.records);
        let hottest = hottest.map(|rate| {
            let text = String::from_utf8_lossy(&source.partition_key(rate.key)).into_owned();
            let per_second = (u64::from(rate.records) * 1_000_000).div_ceil(rate.micros);
            (rate.key, text, source.hash_key(rate.key), per_second)
        });
        Self {
            id: producer.id,
            spec: producer.spec.clone(),
            stats: producer.stats,
            rate_now: producer.rate(now),
            bursting: producer.burst.is_some_and(|burst| now < burst.until),
            waiting: producer.waiting + producer.limiter.as_ref().map_or(0, |limiter| limiter.records),
            finished: producer.finished,
            hottest,
            file: matches!(producer.spec.api, Api::Agent(_)).then(|| FileTail::of(producer.file.as_deref(), now)),
            answers_lost: (producer.answers_lost_until > now).then(|| producer.answers_lost_until.since(now)),
        }
    }
}

impl ReaderView {
    pub(super) fn of(seen: Seen<'_>, reader: &shardscope_core::client::Reader) -> Self {
        let now = seen.now();
        let stream = seen.sim.kinesis().stream(reader.stream);
        let mut view = Self {
            id: reader.id,
            spec: reader.spec.clone(),
            stats: reader.stats,
            order: reader.book.order,
            lag_millis: 0,
            lag_records: 0,
            shards: Vec::new(),
            more_shards: 0,
            propagation: reader.propagation.mean(now),
        };
        for (&shard, process) in &reader.shards {
            let Some((stream, log)) = stream.and_then(|stream| Some((stream, &stream.shard(shard)?.log))) else {
                continue;
            };
            let first = log.live_from(stream.horizon(now));
            let processed = match process.position {
                Position::Ended => log.end(),
                Position::WaitsForParents => first,
                Position::At(_) => process.processed(now).unwrap_or(first).max(first),
            };
            let lag_millis = log.arrival(processed).map_or(0, |arrival| now.since(arrival).as_millis());
            view.lag_millis = view.lag_millis.max(lag_millis);
            view.lag_records += log.end().saturating_sub(processed);
            if process.position == Position::Ended {
                continue;
            }
            if view.shards.len() == READER_SHARDS {
                view.more_shards += 1;
            } else {
                view.shards.push(ReaderShard { shard, position: process.position, lag_millis });
            }
        }
        view
    }
}
