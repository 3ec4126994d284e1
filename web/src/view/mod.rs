//! What the panels show: owned values, read off the simulator eight to ten times a second.
mod application;
mod charts;
mod inspector;
mod mapping;
mod stream;
mod time;

pub use application::{ApplicationView, COLUMNS, WorkerView};
pub use charts::{Chart, ChartKind, MetricView};
pub use inspector::{Inspected, KeyView, RecordView, ShardDetail};
pub use mapping::MappingView;
pub use stream::{ShardView, StreamView, ZoneView};
pub use time::{BranchView, Mark, MarkKind, TimeView};

use crate::event_log::{EventLog, Line};
use crate::msg::Dialog;
use crate::player::Player;
use crate::scene::{Layout, LineageBox, lineage_boxes};
use crate::text;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::{
    Order, Position, ProducerId, ProducerSpec, ProducerStats, ReaderId, ReaderSpec, ReaderStats,
};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{ShardId, Stream, StreamId};
use shardscope_core::sim::Sim;

/// What the user looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    Stream,
    Shard(ShardId),
    Record(ShardId, u64),
    Key(ProducerId, u32),
}

/// Everything that the panels show.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// When the run began.
    pub epoch: Instant,
    pub elapsed: Duration,
    pub time: TimeView,
    pub playing: bool,
    /// Simulated time to go, if the run is hurrying somewhere.
    pub hurrying: Option<Duration>,
    pub out_of_memory: bool,
    pub speed: f64,
    pub reached: f64,
    pub memory: (u64, u64),
    pub streams: Vec<(StreamId, String)>,
    pub stream: Option<StreamView>,
    pub producers: Vec<ProducerView>,
    pub readers: Vec<ReaderView>,
    pub applications: Vec<ApplicationView>,
    pub mappings: Vec<MappingView>,
    pub charts: Vec<Chart>,
    pub metrics: Vec<MetricView>,
    /// The newest events first, each with its text.
    pub events: Vec<(Line, String)>,
    pub inspected: Inspected,
    /// Records on their way, and how many one mark stands for.
    pub in_flight: (u64, u64),
    /// Records lately offered on both sides of the cut that the pointer shows.
    pub division: Option<(u64, u64)>,
    /// Closed shards in the lineage strip, as far as there is room for their names.
    pub closed: Vec<LineageBox>,
}

/// A producer's card.
#[derive(Clone, Debug, PartialEq)]
pub struct ProducerView {
    pub id: ProducerId,
    pub spec: ProducerSpec,
    pub stats: ProducerStats,
    pub rate_now: u32,
    pub bursting: bool,
    pub waiting: u64,
    pub finished: bool,
    /// Number, text, hash key and records a second of the key that came most often lately.
    pub hottest: Option<(u32, String, HashKey, u64)>,
}

/// An application's card.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderView {
    pub id: ReaderId,
    pub spec: ReaderSpec,
    pub stats: ReaderStats,
    pub order: Order,
    /// The furthest behind of its shards, in milliseconds and in records.
    pub lag_millis: u64,
    pub lag_records: u64,
    pub shards: Vec<ReaderShard>,
    /// Shards that it reads and that are not listed.
    pub more_shards: usize,
}

/// One shard of an application.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderShard {
    pub shard: ShardId,
    pub position: Position,
    pub lag_millis: u64,
}

/// Lines of the event log that are shown.
const EVENTS: usize = 40;
/// Shards of an application that its card lists.
pub const READER_SHARDS: usize = 24;

/// The run that is looked at: the one that is played, or another branch of it.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub player: &'a Player,
    pub sim: &'a Sim,
    pub log: &'a EventLog,
}

impl<'a> Seen<'a> {
    pub fn main(player: &'a Player) -> Self {
        Self { player, sim: player.sim(), log: player.log() }
    }
    /// The branch beside it, if there is one.
    pub fn beside(player: &'a Player) -> Option<Self> {
        let compare = player.compare.as_ref()?;
        Some(Self { player, sim: &compare.cursor.sim, log: &compare.cursor.sink })
    }
    pub const fn now(&self) -> Instant {
        self.sim.now()
    }
}

impl View {
    pub fn of(
        seen: Seen<'_>,
        stream: Option<StreamId>,
        focus: Focus,
        in_flight: (u64, u64),
        cut: Option<(ShardId, HashKey)>,
        layout: &Layout,
        dialog: Option<Dialog>,
    ) -> Self {
        let Seen { player, sim, log } = seen;
        let here = stream.and_then(|id| sim.kinesis().stream(id));
        let streams = sim.kinesis().streams().map(|stream| (stream.id, stream.name.clone())).collect();
        Self {
            epoch: sim.config().epoch,
            elapsed: seen.now().since(sim.config().epoch),
            time: TimeView::of(player),
            playing: player.playing,
            hurrying: player.hurrying(),
            out_of_memory: player.out_of_memory,
            speed: player.speed,
            reached: player.reached,
            memory: (sim.heap_bytes(), sim.config().memory_limit),
            streams,
            stream: here.map(|stream| StreamView::of(sim, stream, focus)),
            producers: sim
                .producers()
                .filter(|p| Some(p.stream) == stream)
                .map(|p| ProducerView::of(seen, p))
                .collect(),
            readers: sim.readers().filter(|r| Some(r.stream) == stream).map(|r| ReaderView::of(seen, r)).collect(),
            applications: ApplicationView::all(seen, stream, dialog),
            mappings: MappingView::all(seen, stream),
            charts: here.map(|stream| charts::of(stream, seen)).unwrap_or_default(),
            metrics: here
                .filter(|_| dialog == Some(Dialog::Table))
                .map(|stream| charts::metrics(stream, seen))
                .unwrap_or_default(),
            events: log.lines().take(EVENTS).map(|line| (*line, text::event(line, sim))).collect(),
            inspected: here.map(|stream| inspector::of(sim, stream, focus)).unwrap_or_default(),
            in_flight,
            closed: here.map(|stream| closed(layout, stream, seen.now())).unwrap_or_default(),
            division: here.zip(cut).and_then(|(stream, (shard, key))| {
                stream.shard(shard).map(|shard| stream.heat.divide(&shard.range, key))
            }),
        }
    }
}

/// Closed shards whose box is large enough for a name.
fn closed(layout: &Layout, stream: &Stream, now: Instant) -> Vec<LineageBox> {
    let room = |life: &LineageBox| {
        !life.open && f64::from(life.rect.w) > 24.0 * layout.scale && f64::from(life.rect.h) > 16.0 * layout.scale
    };
    lineage_boxes(layout, stream, now).into_iter().filter(room).collect()
}

impl ProducerView {
    fn of(seen: Seen<'_>, producer: &shardscope_core::client::Producer) -> Self {
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
            waiting: producer.waiting,
            finished: producer.finished,
            hottest,
        }
    }
}

impl ReaderView {
    fn of(seen: Seen<'_>, reader: &shardscope_core::client::Reader) -> Self {
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
