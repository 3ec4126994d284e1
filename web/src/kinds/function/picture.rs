//! A function of a stream as a picture: a row for each shard, in it a box for each batch that may run at once. A bar is as
//! wide as the batch is full, and fills while the function runs; one that failed is red, and says how often.
use super::NAME;
use crate::card::{Cell, Label, Scenery, Subject, Table, Tone};
use crate::format::{count, grouped, millis};
use crate::kinds::cells::done;
use crate::scene::raster::Rect;
use crate::scene::{Pen, Size};
use shardscope_core::client::ActorId;
use shardscope_core::client::lambda::{Lane, Mapping, ShardPoller};
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::Sim;
use shardscope_core::why::{LATE_MILLIS, Lag, lags};

/// Shards that have a row; the table has more.
const ROWS: usize = 24;
/// Waiting records that fill the background of a box.
const FULL: u64 = 2_000;

/// A shard's row.
struct Row<'a> {
    shard: ShardId,
    poller: &'a ShardPoller,
    rect: Rect,
}

impl Row<'_> {
    /// The boxes of its batches.
    fn boxes(&self, gap: i32) -> impl Iterator<Item = (Rect, &Lane)> {
        let lanes = self.poller.lanes.len().max(1) as i32;
        let wide = ((self.rect.w + gap) / lanes - gap).max(2);
        self.poller.lanes.iter().enumerate().map(move |(at, lane)| {
            (Rect::new(self.rect.x + at as i32 * (wide + gap), self.rect.y, wide, self.rect.h), lane)
        })
    }
}

fn rows(mapping: &Mapping, size: Size) -> Vec<Row<'_>> {
    let shards = mapping.shards.len().clamp(1, ROWS) as i32;
    let (edge, top, gap, left) = (size.px(8.0), size.px(8.0), size.px(8.0), size.px(150.0).min(size.width / 3));
    let high = ((size.height - top - edge + gap) / shards - gap).clamp(size.px(10.0), size.px(180.0));
    mapping
        .shards
        .iter()
        .take(ROWS)
        .enumerate()
        .map(|(at, (shard, poller))| Row {
            shard: *shard,
            poller,
            rect: Rect::new(left, top + at as i32 * (high + gap), size.width - left - edge, high),
        })
        .collect()
}

fn mapping(sim: &Sim, id: u32) -> Option<&Mapping> {
    sim.mappings().find(|of| of.id == ActorId(id))
}

/// Records that wait for a batch.
fn waiting(lane: &Lane) -> u64 {
    lane.waiting.len() as u64 + lane.parts.iter().map(|part| part.ordinals.len() as u64).sum::<u64>()
}

pub fn draw(pen: &mut Pen<'_>, sim: &Sim, id: u32) -> bool {
    let Some(mapping) = mapping(sim, id) else { return false };
    let (gap, now) = (pen.px(6.0), sim.now());
    for row in rows(mapping, pen.size()) {
        for (place, lane) in row.boxes(gap) {
            pen.raster.fill(place, pen.palette.panel);
            // What waits, behind the batch.
            let part = (waiting(lane).min(FULL) as i64 * i64::from(place.w) / FULL as i64) as i32;
            pen.raster.fill(Rect::new(place.x, place.bottom() - place.h / 5, part, place.h / 5), pen.palette.calm_low);
            if let Some(batch) = &lane.batch {
                let failed = batch.attempts > 0;
                let colour = if failed { pen.palette.hot } else { pen.palette.calm };
                let whole = mapping.spec.batch_size.max(1) as i64;
                let part = (batch.ordinals.len() as i64 * i64::from(place.w) / whole)
                    .max(pen.px(4.0).into())
                    .min(place.w.into());
                let bar = Rect::new(place.x, place.y, part as i32, place.h * 4 / 5);
                match batch.ends_at {
                    Some(ends_at) if ends_at > now => {
                        pen.raster.fill(bar, colour.mix(pen.palette.panel, 165));
                        let done = done(
                            batch.ordinals.len(),
                            mapping.spec.work_micros,
                            mapping.spec.invocation_millis,
                            ends_at.since(now),
                        );
                        pen.raster.fill(Rect::new(bar.x, bar.y, (f64::from(bar.w) * done) as i32, bar.h), colour);
                    }
                    _ => pen.raster.hatch(bar, pen.px(7.0), colour),
                }
            }
            let failed = lane.batch.as_ref().is_some_and(|batch| batch.attempts > 0);
            pen.raster.frame(place, pen.px(1.0).max(1), if failed { pen.palette.hot } else { pen.palette.line });
        }
    }
    true
}

/// A batch in words.
fn said(sim: &Sim, lane: &Lane) -> (String, Tone) {
    let Some(batch) = &lane.batch else { return (t!(function.idle).into(), Tone::Muted) };
    let records = count(batch.ordinals.len() as u64, message!(nouns.record));
    match (batch.ends_at, batch.attempts) {
        (_, failures @ 1..) => (t!(function.failed, records = records, times = times(failures)), Tone::Bad),
        (Some(ends_at), 0) => (
            t!(function.records_and_time_left, records = records, since = millis(ends_at.since(sim.now()).as_millis())),
            Tone::Plain,
        ),
        (None, 0) => (t!(function.about_to_run, records = records), Tone::Plain),
    }
}

fn times(number: u32) -> String {
    if number == 1 { t!(function.once).into() } else { t!(function.times, number = grouped(number.into())) }
}

fn lag_of(lags: &[Lag], shard: ShardId) -> u64 {
    lags.iter().find(|lag| lag.shard == shard).map_or(0, |lag| lag.millis)
}

pub fn scenery(sim: &Sim, id: u32, size: Size) -> Option<Scenery> {
    let mapping = mapping(sim, id)?;
    let lags = lags(sim, mapping.id);
    let mut labels = Vec::new();
    for row in rows(mapping, size) {
        let (x, lag) = (size.px(8.0), lag_of(&lags, row.shard));
        let middle = row.rect.y + row.rect.h / 2;
        let tone = Tone::bad(lag > LATE_MILLIS);
        let two = row.rect.h > size.px(38.0);
        let y = if two { middle - size.px(20.0) } else { middle - size.px(9.0) };
        labels.push(Label::new(t!(function.shard, shard = row.shard.0), x, y, Tone::Plain));
        if two {
            labels.push(Label::new(t!(function.behind, lag = millis(lag)), x, middle, tone));
        }
        for (place, lane) in row.boxes(size.px(6.0)).filter(|(place, _)| place.w > size.px(120.0)) {
            let (text, tone) = said(sim, lane);
            let y = place.y + place.h / 2 - size.px(10.0);
            labels.push(Label::new(text, place.x + size.px(8.0), y, tone).within((place.w - size.px(10.0)).max(0)));
        }
    }
    let head = [t!(function.shard_head), t!(function.batch), t!(function.waiting), t!(function.behind_head)];
    let table = mapping.shards.iter().take(ROWS * 8).flat_map(|(shard, poller)| {
        let behind = millis(lag_of(&lags, *shard));
        poller.lanes.iter().map(move |lane| {
            [shard.to_string(), said(sim, lane).0, grouped(waiting(lane)), behind.clone()].map(Cell::from).to_vec()
        })
    });
    Some(Scenery {
        of: Subject::new(NAME, id),
        title: mapping.spec.function_name.clone(),
        about: t!(function.a_row_per_shard_its_batch, running = grouped(mapping.running.into())),
        labels,
        table: Table::new(t!(function.batches_of, function_name = mapping.spec.function_name), &head, table),
    })
}

/// The box at a point: shard and lane in one number.
pub fn spot(sim: &Sim, id: u32, size: Size, (x, y): (i32, i32)) -> Option<u64> {
    let row = rows(mapping(sim, id)?, size).into_iter().find(|row| row.rect.contains(x, y))?;
    let lane = row.boxes(size.px(6.0)).position(|(place, _)| place.contains(x, y))?;
    Some(u64::from(row.shard.0) << 16 | lane as u64)
}

/// A batch that was pointed at, as it is now.
pub fn told(sim: &Sim, id: u32, number: u64) -> Option<String> {
    let mapping = mapping(sim, id)?;
    let poller = u32::try_from(number >> 16).ok().and_then(|shard| mapping.shards.get(&ShardId(shard)));
    let lane = poller.and_then(|poller| poller.lanes.get((number & 0xffff) as usize));
    let Some(lane) = lane else { return Some(t!(function.the_function_no_longer_reads_this).into()) };
    Some(t!(
        function.shard_waiting,
        number = number >> 16,
        said = said(sim, lane).0,
        records = count(waiting(lane), message!(nouns.record))
    ))
}
