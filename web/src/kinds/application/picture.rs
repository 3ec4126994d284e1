//! A KCL application as a picture: a column for each worker, in it the shards whose leases it holds, each with how far behind
//! it is. Leases without an owner stand in a column of their own.
use super::NAME;
use super::worker::state;
use crate::card::{Cell, Label, Scenery, Subject, Table, Tone};
use crate::format::{count, grouped, millis};
use crate::scene::raster::Rect;
use crate::scene::{Pen, Size, left};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::{Application, Lease, WorkerId};
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::Sim;
use shardscope_core::why::{LATE_MILLIS, Lag, lags};

/// Workers that have a column; the table has all.
const COLUMNS: usize = 8;
/// A lease's box is full at such a lag.
const FULL_MILLIS: u64 = 20_000;

/// A column: whose it is, its leases, and where it stands.
struct Column {
    worker: Option<WorkerId>,
    leases: Vec<ShardId>,
    rect: Rect,
    /// Height of a lease's box.
    step: i32,
}

impl Column {
    fn place(&self, row: usize) -> Rect {
        let gap = (self.step / 8).clamp(1, 6);
        Rect::new(self.rect.x + gap, self.rect.y + gap + row as i32 * self.step, self.rect.w - 2 * gap, self.step - gap)
    }
    /// Boxes that have room.
    fn room(&self) -> usize {
        (self.rect.h / self.step.max(1)).max(0) as usize
    }
}

fn columns(application: &Application, size: Size) -> Vec<Column> {
    let open = || application.table.leases.values().filter(|lease: &&Lease| !lease.has_ended());
    let of = |worker: Option<WorkerId>| open().filter(|lease| lease.owner == worker).map(|lease| lease.shard).collect();
    let mut owners: Vec<Option<WorkerId>> = application.workers.keys().take(COLUMNS).map(|id| Some(*id)).collect();
    if open().any(|lease| lease.owner.is_none()) {
        owners.push(None);
    }
    let (edge, top, gap) = (size.px(8.0), size.px(46.0), size.px(10.0));
    let wide = (size.width - 2 * edge + gap) / (owners.len().max(1) as i32) - gap;
    let height = size.height - top - edge;
    let columns = owners.into_iter().enumerate().map(|(at, worker)| Column {
        worker,
        leases: of(worker),
        rect: Rect::new(edge + at as i32 * (wide + gap), top, wide, height),
        step: 0,
    });
    let mut columns: Vec<Column> = columns.collect();
    // All boxes are as high as the fullest column allows.
    let most = columns.iter().map(|column| column.leases.len()).max().unwrap_or(0).max(1) as i32;
    let step = (height / most).clamp(size.px(6.0), size.px(74.0));
    columns.iter_mut().for_each(|column| column.step = step);
    columns
}

fn application(sim: &Sim, id: u32) -> Option<&Application> {
    sim.application(ActorId(id))
}

fn lag_of(lags: &[Lag], shard: ShardId) -> u64 {
    lags.iter().find(|lag| lag.shard == shard).map_or(0, |lag| lag.millis)
}

pub fn draw(pen: &mut Pen<'_>, sim: &Sim, id: u32) -> bool {
    let Some(application) = application(sim, id) else { return false };
    let lags = lags(sim, application.id);
    let columns = columns(application, pen.size());
    for column in &columns {
        let left = column.worker.and_then(|worker| crashed(application, worker, sim.now())).unwrap_or(0.0);
        pen.raster.fill(column.rect, pen.palette.panel.mix(pen.palette.hot, (200.0 * left) as u32));
        let works = column.worker.is_some_and(|worker| application.workers.get(&worker).is_some_and(|of| of.running));
        if !works {
            pen.raster.hatch(column.rect, pen.px(9.0), pen.palette.line);
        }
        pen.raster.frame(column.rect, pen.px(1.0).max(1), if works { pen.palette.line } else { pen.palette.hot });
    }
    for column in &columns {
        for (row, shard) in column.leases.iter().enumerate().take(column.room()) {
            let lag = lag_of(&lags, *shard);
            let place = moved(pen, application, &columns, *shard, column.place(row), sim.now());
            pen.raster.fill(place, pen.palette.page);
            let part = (lag.min(FULL_MILLIS) as i64 * i64::from(place.w) / FULL_MILLIS as i64) as i32;
            let colour = if lag > LATE_MILLIS { pen.palette.hot } else { pen.palette.calm };
            pen.raster.fill(Rect::new(place.x, place.y, part.max(pen.px(3.0)), place.h), colour);
            pen.raster.frame(place, 1, pen.palette.line);
        }
    }
    true
}

/// How long a lease is on its way to who took it, and a crash is seen, in simulated time.
const LASTS: Duration = Duration::from_millis(1_200);

fn crashed(application: &Application, worker: WorkerId, now: Instant) -> Option<f64> {
    left(application.workers.get(&worker)?.crashed_at()?, LASTS, now)
}

/// A lease that was taken a moment ago comes from the column of who held it before.
fn moved(pen: &Pen<'_>, of: &Application, columns: &[Column], shard: ShardId, place: Rect, now: Instant) -> Rect {
    let lease = of.table.leases.get(&shard);
    let from = lease.and_then(|lease| Some((lease.held_before?, left(lease.held_since, LASTS, now)?)));
    let from = from.and_then(|(before, left)| Some((columns.iter().find(|of| of.worker == Some(before))?.rect, left)));
    let Some((from, left)) = from.filter(|_| !pen.reduced_motion) else { return place };
    let between = |from: i32, to: i32| to + (f64::from(from - to) * left) as i32;
    Rect::new(between(from.x, place.x), between(from.y + from.h / 2, place.y), place.w, place.h)
}

pub fn scenery(sim: &Sim, id: u32, size: Size) -> Option<Scenery> {
    let application = application(sim, id)?;
    let lags = lags(sim, application.id);
    let mut labels = Vec::new();
    for column in columns(application, size) {
        let name = column.worker.map_or_else(|| t!(application.nobody).into(), |worker| format!("worker-{}", worker.0));
        labels.push(Label::new(name, column.rect.x, size.px(2.0), Tone::Plain));
        let now = column.worker.and_then(|worker| application.workers.get(&worker)).map(|of| state(of, sim.now()));
        let said = now.map_or_else(|| (t!(application.no_owner).into(), Tone::Warn), |of| (of.text, of.tone));
        let leases = count(column.leases.len() as u64, message!(nouns.lease));
        let text = format!("{}, {leases}", said.0);
        labels.push(Label::new(text, column.rect.x, size.px(22.0), muted(said.1)).within(column.rect.w));
        if column.step < size.px(20.0) {
            continue;
        }
        for (row, shard) in column.leases.iter().enumerate().take(column.room()) {
            let on_its_way = |lease: &Lease| lease.held_before.and(left(lease.held_since, LASTS, sim.now())).is_some();
            if application.table.leases.get(shard).is_some_and(on_its_way) {
                continue;
            }
            let lag = lag_of(&lags, *shard);
            let (place, text) = (column.place(row), t!(application.shard_behind, shard = shard.0, lag = millis(lag)));
            let y = place.y + place.h / 2 - size.px(10.0);
            let tone = Tone::bad(lag > LATE_MILLIS);
            labels.push(Label::new(text, place.x + size.px(8.0), y, tone).within((place.w - size.px(10.0)).max(0)));
        }
    }
    let head = [
        t!(application.shard_head),
        t!(application.worker_head),
        "ownerSwitchesSinceCheckpoint",
        t!(application.behind),
    ];
    let rows = application.table.leases.values().filter(|lease| !lease.has_ended()).map(|lease| {
        let owner = lease.owner.map_or_else(|| t!(application.nobody).into(), |worker| format!("worker-{}", worker.0));
        let behind = millis(lag_of(&lags, lease.shard));
        [lease.shard.to_string(), owner, grouped(lease.owner_switches_since_checkpoint), behind]
            .map(Cell::from)
            .to_vec()
    });
    Some(Scenery {
        of: Subject::new(NAME, id),
        title: application.spec.name.clone(),
        about: t!(application.who_holds_which_lease_and_how, full = millis(FULL_MILLIS)),
        labels,
        table: Table::new(t!(application.leases_of, name = application.spec.name), &head, rows),
    })
}

const fn muted(tone: Tone) -> Tone {
    match tone {
        Tone::Plain => Tone::Muted,
        Tone::Muted | Tone::Good | Tone::Warn | Tone::Bad | Tone::Note => tone,
    }
}

/// The shard whose lease is drawn at a point.
pub fn spot(sim: &Sim, id: u32, size: Size, (x, y): (i32, i32)) -> Option<u64> {
    let columns = columns(application(sim, id)?, size);
    let column = columns.into_iter().find(|column| column.rect.contains(x, y))?;
    let row = (0..column.leases.len()).find(|&row| column.place(row).contains(x, y))?;
    Some(column.leases[row].0.into())
}

/// A lease that was pointed at, as it is now.
pub fn told(sim: &Sim, id: u32, shard: u64) -> Option<String> {
    let application = application(sim, id)?;
    let lease = u32::try_from(shard).ok().and_then(|shard| application.table.leases.get(&ShardId(shard)));
    let Some(lease) = lease else { return Some(t!(application.the_lease_table_has_no_such).into()) };
    let owner = lease.owner.map_or_else(|| t!(application.nobody).into(), |worker| format!("worker-{}", worker.0));
    let behind = millis(lag_of(&lags(sim, application.id), lease.shard));
    Some(t!(
        application.shard_holds_its_lease_counter,
        shard = shard,
        owner = owner,
        counter = grouped(lease.counter),
        behind = behind
    ))
}
