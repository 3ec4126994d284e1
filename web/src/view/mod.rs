//! What the panels show: owned values, read off the simulator eight to ten times a second.
mod actors;
mod acts;
mod application;
mod charts;
mod inspector;
mod lab;
mod mapping;
mod metrics;
mod overlay;
mod queues;
mod results;
mod stream;
mod time;

pub use actors::{FileTail, ProducerView, ReaderShard, ReaderView};
pub use application::{ApplicationView, COLUMNS, WorkerView};
pub use charts::{Chart, ChartKind};
pub use inspector::{Inspected, KeyView, RecordView, ShardDetail};
pub use lab::{LaneView, ReceiverView};
pub use mapping::MappingView;
pub use metrics::MetricView;
pub use overlay::{CallView, ConsoleLine, ConsoleView, Dialog, FileStage, FileView, Language, Notice, ShareView};
pub use queues::QueueView;
pub use results::{ResultRow, ResultsOf, ResultsView};
pub use stream::{ShardView, StreamView, ZoneView};
pub use time::{BranchView, Mark, MarkKind, TimeView};

use crate::event_log::{EventLog, Line};
use crate::player::Player;
use crate::scene::{Layout, LineageBox, lineage_boxes};
use crate::text;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::lab::Drawing;
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
    Key(ActorId, u32),
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
    /// The lanes of the lab.
    pub lanes: Vec<LaneView>,
    /// The queues, where they are asked for.
    pub queues: Vec<QueueView>,
    /// What was drawn for the lanes.
    pub drawing: Drawing,
    pub charts: Vec<Chart>,
    pub metrics: Vec<MetricView>,
    /// The results that are looked at.
    pub results: Option<Box<ResultsView>>,
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

/// Lines of the event log that are shown.
const EVENTS: usize = 40;
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
            queues: if dialog == Some(Dialog::Queues) { queues::of(sim) } else { Vec::new() },
            drawing: sim.drawing().clone(),
            lanes: if sim.has_lanes() { lab::of(sim) } else { Vec::new() },
            charts: here.map(|stream| charts::of(stream, seen)).unwrap_or_default(),
            metrics: here
                .filter(|_| dialog == Some(Dialog::Table))
                .map(|stream| metrics::of(stream, seen))
                .unwrap_or_default(),
            results: match dialog {
                Some(Dialog::Results(whose)) => results::of(seen, whose),
                _ => None,
            },
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
