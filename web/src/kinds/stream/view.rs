//! A stream and its open shards, as labels and tables show them.
use super::picture::use_of_limits;
use crate::card::{Focus, Subject};
use crate::format::{bytes, count};
use crate::kinds::names;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::Lease;
use shardscope_core::hash::{HashKey, HashKeyRange};
use shardscope_core::kinesis::{
    Change, Counts, Limit, Rate, Shard, ShardId, Stream, StreamMode, StreamStatus, ZONES, ZoneState,
};
use shardscope_core::sim::Sim;
use shardscope_core::why::{self, Cause, LATE_MILLIS, lags};

/// A stream.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamView {
    pub name: String,
    pub mode: StreamMode,
    pub status: StreamStatus,
    pub retention: Duration,
    pub open_shards: u32,
    pub all_shards: u32,
    pub total: Counts,
    pub change: Option<Change>,
    pub target: Option<u32>,
    /// Open shards in the order of the key space; empty if there are too many to name.
    pub shards: Vec<ShardView>,
    pub throttled_shards: u32,
    /// Use of a limit, in thousandths, by the shard that is written to most of those that refuse nothing.
    pub busiest: u64,
    pub zones: [ZoneView; ZONES],
    /// The shard counts that UpdateShardCount allows now.
    pub shard_count_range: (u32, u32),
    /// Who reads a shard: the workers that hold its leases, and consumers that are far behind.
    pub tags: Vec<Tag>,
    /// The key that is more than a shard takes.
    pub hot: Option<Hot>,
}

/// A key that alone is more than the shard takes that refuses most.
#[derive(Clone, Debug, PartialEq)]
pub struct Hot {
    pub partition_key: String,
    pub hash_key: HashKey,
    /// Records or bytes a second, in words.
    pub much: String,
    pub focus: Focus,
}

/// What stands at the foot of a log: a consumer that is far behind there, or the worker that holds the lease.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The consumer's place among them.
    pub place: usize,
    /// Which it is.
    pub subject: Option<Subject>,
    pub name: String,
    pub shard: ShardId,
    /// How far it is behind, where that is much.
    pub late: Option<u64>,
    /// Of a KCL application: who holds the lease.
    pub holder: Option<String>,
}

/// Shards of a consumer that have one.
const TAGGED_SHARDS: usize = 24;

/// An open shard.
#[derive(Clone, Debug, PartialEq)]
pub struct ShardView {
    pub id: ShardId,
    pub range: HashKeyRange,
    pub rate: Rate,
    pub records: u64,
    pub oldest: Duration,
}

/// One of the three copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneView {
    pub state: ZoneState,
    /// Records that this zone has still to copy.
    pub behind: u64,
}

/// Above so many open shards, none is named one by one.
const NAMED_SHARDS: usize = 400;

impl StreamView {
    pub fn of(sim: &Sim, stream: &Stream, focus: Focus) -> Self {
        let open = stream.open_shards().len();
        let rate = |shard: &Shard| shard.meter.rate(sim.now());
        let named = stream.open_shards().filter(|_| open <= NAMED_SHARDS);
        let open_shards = open as u32;
        Self {
            name: stream.name.clone(),
            mode: stream.mode,
            status: stream.status,
            retention: stream.retention,
            open_shards,
            all_shards: stream.live_shards(sim.now()).count() as u32,
            total: stream.series.total,
            change: stream.change(),
            target: stream.target_shard_count(),
            shards: named.map(|shard| ShardView::of(sim, stream, shard)).collect(),
            throttled_shards: stream.open_shards().filter(|shard| rate(shard).throttled > 0).count() as u32,
            busiest: busiest(stream.open_shards().map(rate)),
            zones: zones(sim, stream, focus),
            shard_count_range: (open_shards.div_ceil(2), (open_shards * 2).min(10_000)),
            tags: if open <= NAMED_SHARDS { tags(sim, stream) } else { Vec::new() },
            hot: hot(sim, stream),
        }
    }
}

fn hot(sim: &Sim, stream: &Stream) -> Option<Hot> {
    let refused = |shard: &&Shard| shard.meter.rate(sim.now()).throttled;
    let worst = stream.open_shards().max_by_key(refused).filter(|shard| refused(shard) > 0)?;
    let chain = why::shard(sim, stream.id, worst.id).into_iter();
    let hot = |cause| {
        let Cause::HotKey { partition_key, hash_key, per_second, limit, producer, key } = cause else { return None };
        let records = count(per_second, message!(nouns.record));
        let much = if limit == Limit::WriteBytes { bytes(per_second) } else { records };
        Some(Hot { partition_key, hash_key, much, focus: Focus::Key(producer, key) })
    };
    chain.filter_map(hot).next()
}

fn busiest(rates: impl Iterator<Item = Rate>) -> u64 {
    rates.filter(|rate| rate.throttled == 0).map(|rate| use_of_limits(&rate).0).max().unwrap_or(0)
}

impl ShardView {
    pub fn of(sim: &Sim, stream: &Stream, shard: &Shard) -> Self {
        let first = shard.log.live_from(stream.horizon(sim.now()));
        Self {
            id: shard.id,
            range: shard.range,
            rate: shard.meter.rate(sim.now()),
            records: shard.log.end() - first,
            oldest: shard.log.arrival(first).map_or(Duration::ZERO, |arrival| sim.now().since(arrival)),
        }
    }
}

fn zones(sim: &Sim, stream: &Stream, focus: Focus) -> [ZoneView; ZONES] {
    let chosen = match focus {
        Focus::Shard(shard) | Focus::Record(shard, _) => Some(shard),
        Focus::Stream | Focus::Key(..) | Focus::Thing(_) => None,
    };
    let mut behind = [0; ZONES];
    let running = (0..ZONES).all(|zone| sim.kinesis().zone_state(zone, sim.now()) == ZoneState::Running);
    let counted = |shard: &&Shard| !running && chosen.is_none_or(|chosen| chosen == shard.id);
    for shard in stream.shards.iter().filter(counted) {
        let copies = sim.kinesis().copies(stream.id, shard.id, sim.now());
        for (behind, copy) in behind.iter_mut().zip(copies) {
            *behind += shard.log.end() - copy;
        }
    }
    [0, 1, 2].map(|zone| ZoneView { state: sim.kinesis().zone_state(zone, sim.now()), behind: behind[zone] })
}

fn tags(sim: &Sim, stream: &Stream) -> Vec<Tag> {
    let readers = sim.readers().filter(|of| of.stream == stream.id).map(|of| (of.id, &of.spec.name));
    let applications = sim.applications().filter(|of| of.stream == stream.id).map(|of| (of.id, &of.spec.name));
    let functions = sim.mappings().filter(|of| of.stream == stream.id).map(|of| (of.id, &of.spec.function_name));
    let all = readers.chain(applications).chain(functions).enumerate();
    let of = |(place, (id, name)): (usize, (ActorId, &String))| {
        let subject = names::subject(sim, id);
        let lags = lags(sim, id);
        let late = |shard| lags.iter().find(|lag| lag.shard == shard && lag.millis > LATE_MILLIS).map(|lag| lag.millis);
        let tag = |shard, holder| Tag { place, subject, name: name.clone(), shard, late: late(shard), holder };
        let tags: Vec<Tag> = match sim.application(id) {
            Some(of) => {
                let open = of.table.leases.values().filter(|lease| !lease.has_ended());
                let holder = |lease: &Lease| {
                    lease.owner.map_or_else(|| t!(stream.nobody).into(), |of| format!("worker-{}", of.0))
                };
                open.map(|lease| tag(lease.shard, Some(holder(lease)))).take(TAGGED_SHARDS).collect()
            }
            None => {
                let late = lags.iter().filter(|lag| lag.millis > LATE_MILLIS).take(TAGGED_SHARDS);
                late.map(|lag| tag(lag.shard, None)).collect()
            }
        };
        tags
    };
    all.flat_map(of).collect()
}
