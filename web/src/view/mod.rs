//! What the panels show: owned values, read off the simulator some times a second.
mod acts;
#[cfg(test)]
mod agreement;
mod lesson;
mod overlay;
mod story;
mod time;

pub use lesson::{ChallengeView, GoalView, LessonView, MeasuredView, figure, right};
pub use overlay::{CallView, ConsoleLine, ConsoleView, FileStage, FileView, Language, ShareView};
pub use story::{Answer, StoryView};
pub use time::{BranchView, Mark, MarkKind, TimeView};

use crate::card::{Card, Chip, Dialog, Focus, Reason, Scenery, Seen, Sheet, Subject, Table};
use crate::event_log::{EventLog, Line};
use crate::kinds::stream::{self, Chart, Inspected, Layout, LineageBox, Near, StreamView, lineage_boxes};
use crate::kinds::{self, Add, Body, Leaf, Room, Side, Victim};
use crate::player::Course;
use crate::player::Player;
use crate::scene::Size;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{ShardId, Stream, StreamId};
use shardscope_core::sim::{Command, Sim};
use shardscope_core::why;

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
    /// All things of the run, on the way of a record.
    pub route: Vec<Chip>,
    /// The story that is told, where it is.
    pub story: Option<StoryView>,
    /// The things of the run, each in its column.
    pub cards: Vec<(Side, Card)>,
    /// What can be added to the stream.
    pub adds: Vec<(Side, &'static Add, Command)>,
    /// What stands in place of the columns.
    pub room: Option<Room>,
    /// The sheet that lies over the page; its body is gone where its thing is.
    pub sheet: Option<Open>,
    /// All figures, where they are asked for.
    pub tables: Vec<Table>,
    /// Whom a fault can be done to, where that is asked for.
    pub victims: Vec<Victim>,
    pub charts: Vec<Chart>,
    /// The newest events first, each with its text.
    pub events: Vec<(Line, String)>,
    pub inspected: Inspected,
    /// What is explained, and its chain of causes.
    pub why: Why,
    /// The picture of what is looked at, if that is something else than a stream.
    pub scenery: Option<Scenery>,
    /// Records on their way, and how many one mark stands for.
    pub in_flight: (u64, u64),
    /// Records lately offered on both sides of the cut that the pointer shows.
    pub division: Option<(u64, u64)>,
    /// The shard that the pointer is over.
    pub near: Option<Near>,
    /// Closed shards in the lineage strip, as far as there is room for their names.
    pub closed: Vec<LineageBox>,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub title: &'static str,
    pub wide: bool,
    /// Whether it says itself what was answered.
    pub tells: bool,
    pub body: Option<Body>,
}

/// A chain of causes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Why {
    /// What is explained.
    pub title: String,
    pub reasons: Vec<Reason>,
}

/// What the page wants to see of a run.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub stream: Option<StreamId>,
    pub focus: Focus,
    pub in_flight: (u64, u64),
    pub cut: Option<(ShardId, HashKey)>,
    pub over: Option<HashKey>,
    pub layout: &'a Layout,
    /// Of the picture.
    pub size: Size,
    pub dialog: Option<Dialog>,
    pub course: Option<&'a Course>,
}

/// Lines of the event log that are shown.
const EVENTS: usize = 40;

/// The run that is looked at: the one that is played, or another branch of it.
#[derive(Clone, Copy)]
pub struct Branch<'a> {
    pub player: &'a Player,
    pub sim: &'a Sim,
    pub log: &'a EventLog,
}

impl<'a> Branch<'a> {
    pub fn main(player: &'a Player) -> Self {
        Self { player, sim: player.sim(), log: player.log() }
    }
    /// The branch beside it, if there is one.
    pub fn beside(player: &'a Player) -> Option<Self> {
        let compare = player.compare.as_ref()?;
        Some(Self { player, sim: &compare.cursor.sim, log: &compare.cursor.sink })
    }
}

impl View {
    pub fn of(branch: Branch<'_>, wanted: Wanted<'_>) -> Self {
        let Branch { player, sim, log } = branch;
        let Wanted { focus, dialog, layout, .. } = wanted;
        let seen = Seen { sim, stream: wanted.stream, speed: player.speed };
        let here = wanted.stream.and_then(|id| sim.kinesis().stream(id));
        let tables = dialog == Some(Dialog::Table);
        let thing = if let Focus::Thing(subject) = focus { Some(subject) } else { None };
        Self {
            epoch: sim.config().epoch,
            elapsed: sim.now().since(sim.config().epoch),
            time: TimeView::of(player),
            playing: player.playing,
            hurrying: player.hurrying(),
            out_of_memory: player.out_of_memory,
            speed: player.speed,
            reached: player.reached,
            memory: (sim.heap_bytes(), sim.config().memory_limit),
            streams: sim.kinesis().streams().map(|stream| (stream.id, stream.name.clone())).collect(),
            stream: here.map(|stream| StreamView::of(sim, stream, focus)),
            route: route(sim),
            story: wanted.course.map(|course| StoryView::of(course, player)),
            cards: kinds::ALL
                .iter()
                .flat_map(|kind| (kind.cards)(seen).into_iter().map(|card| (kind.side, card)))
                .collect(),
            adds: adds(seen),
            room: kinds::ALL.iter().find_map(|kind| (kind.room)(seen)),
            sheet: if let Some(Dialog::Sheet(sheet)) = dialog { open(seen, sheet) } else { None },
            tables: kinds::ALL.iter().filter(|_| tables).flat_map(|kind| (kind.tables)(seen)).collect(),
            victims: kinds::ALL
                .iter()
                .filter(|_| dialog == Some(Dialog::Faults))
                .flat_map(|kind| (kind.victims)(seen))
                .collect(),
            charts: here.map(|stream| stream::charts(stream, seen)).unwrap_or_default(),
            events: log.lines().take(EVENTS).map(|line| (line.clone(), line.text(sim))).collect(),
            inspected: here.map(|stream| stream::inspected(sim, stream, focus)).unwrap_or_default(),
            why: Why::of(sim, here, focus),
            scenery: thing.and_then(|of| (kinds::picture(of)?.scenery)(sim, of.id, wanted.size)),
            in_flight: wanted.in_flight,
            near: here.zip(wanted.over).and_then(|(stream, key)| Near::of(sim, stream, key, layout)),
            closed: here.map(|stream| closed(layout, stream, sim.now())).unwrap_or_default(),
            division: here.zip(wanted.cut).and_then(|(stream, (shard, key))| {
                stream.shard(shard).map(|shard| stream.heat.divide(&shard.range, key))
            }),
        }
    }

    /// The card of a thing.
    pub fn card(&self, of: Subject) -> Option<&Card> {
        self.cards.iter().map(|(_, card)| card).find(|card| card.of == of)
    }
}

/// What a record passes, in the order in which it does.
fn route(sim: &Sim) -> Vec<Chip> {
    let mut chips: Vec<Chip> = kinds::ALL.iter().flat_map(|kind| (kind.chips)(sim)).collect();
    chips.sort_by_key(|chip| chip.place);
    chips
}

fn adds(seen: Seen<'_>) -> Vec<(Side, &'static Add, Command)> {
    let Some(stream) = seen.stream_name() else { return Vec::new() };
    let of =
        |kind: &'static kinds::Kind| kind.adds.iter().map(move |add| (kind.side, add, (add.command)(seen, stream)));
    kinds::ALL.into_iter().flat_map(of).collect()
}

fn open(seen: Seen<'_>, sheet: Sheet) -> Option<Open> {
    let Leaf { title, wide, tells, show, .. } = kinds::leaf(sheet.name)?;
    Some(Open { title: title.text(), wide: *wide, tells: *tells, body: show(seen, sheet.id) })
}

impl Why {
    /// Of what is looked at; of the stream, its shard that refuses most.
    fn of(sim: &Sim, stream: Option<&Stream>, focus: Focus) -> Self {
        let (title, chain) = match focus {
            Focus::Thing(subject) => (String::new(), kinds::why(sim, subject)),
            Focus::Shard(id) => {
                let chain = stream.map(|stream| why::shard(sim, stream.id, id)).unwrap_or_default();
                (t!(timeline.records_refused_at_shard, id = id.0), chain)
            }
            Focus::Stream => {
                let refused = |stream: &Stream| {
                    let refuses = stream.open_shards().map(|shard| (shard.meter.rate(sim.now()).throttled, shard.id));
                    refuses.filter(|(throttled, _)| *throttled > 0).max_by_key(|(throttled, _)| *throttled)
                };
                let worst = stream.and_then(|stream| Some((stream.id, refused(stream)?.1)));
                let title = worst.map(|(_, id)| t!(timeline.records_refused_at_shard, id = id.0));
                let chain = worst.map(|(stream, shard)| why::shard(sim, stream, shard));
                (title.unwrap_or_default(), chain.unwrap_or_default())
            }
            Focus::Record(..) | Focus::Key(..) => Default::default(),
        };
        Self { title, reasons: kinds::reasons(sim, &chain) }
    }
}

/// Closed shards whose box is large enough for a name.
fn closed(layout: &Layout, stream: &Stream, now: Instant) -> Vec<LineageBox> {
    let room = |life: &LineageBox| {
        !life.open && f64::from(life.rect.w) > 24.0 * layout.scale && f64::from(life.rect.h) > 16.0 * layout.scale
    };
    lineage_boxes(layout, stream, now).into_iter().filter(room).collect()
}
