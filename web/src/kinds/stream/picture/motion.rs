//! What a split and a merge look like, for a moment after: the shard that was closed rises to where earlier shards are, two
//! halves part, two neighbours close up. A function of the time since, never of frames.
use super::lineage::lineage_boxes;
use super::{LineageBox, Pen};
use crate::scene::left;
use crate::scene::raster::Rect;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::kinesis::{Shard, Stream};

/// How long it takes, in simulated time.
const LASTS: Duration = Duration::from_millis(900);
/// CSS pixels by which halves part.
const GAP: f64 = 16.0;

/// How much of the room for earlier shards is used: all, once the first shard has been closed for a moment.
pub(super) fn past(stream: &Stream, now: Instant, reduced: bool) -> f64 {
    let first = stream.shards.iter().filter_map(|shard| shard.closed_at).min();
    first.map_or(0.0, |first| if reduced { 1.0 } else { 1.0 - left(first, LASTS, now).unwrap_or(0.0) })
}

pub(super) fn draw(pen: &mut Pen<'_>, stream: &Stream, now: Instant) {
    let recent = stream.shards.iter().any(|shard| shard.closed_at.is_some_and(|at| left(at, LASTS, now).is_some()));
    if !recent {
        return;
    }
    for life in lineage_boxes(pen.layout, stream, now) {
        let shard = &stream.shards[life.shard.index()];
        if let Some(left) = shard.closed_at.and_then(|at| left(at, LASTS, now)) {
            rise(pen, &life, left);
        }
    }
    for shard in stream.open_shards() {
        if let Some(left) = left(shard.created_at, LASTS, now).filter(|_| shard.parent.is_some()) {
            edges(pen, stream, shard, left);
        }
    }
}

/// From its place on the bar to its place among the earlier shards.
fn rise(pen: &mut Pen<'_>, life: &LineageBox, left: f64) {
    let (bar, palette) = (pen.layout.bar, pen.palette);
    let between = |from: i32, to: i32| to + (f64::from(from - to) * left) as i32;
    let (y, h) = (between(bar.y, life.rect.y), between(bar.h, life.rect.h));
    let ghost = Rect::new(life.rect.x + 2, y, (life.rect.w - 3).max(1), h.max(2));
    pen.raster.hatch(ghost, pen.layout.px(9.0).max(4), palette.muted.mix(palette.page, 90));
    pen.raster.frame(ghost, pen.layout.px(2.0).max(1), palette.strong);
}

/// Halves that part, or neighbours that close up.
fn edges(pen: &mut Pen<'_>, stream: &Stream, shard: &Shard, left: f64) {
    let (bar, logs) = (pen.layout.bar, pen.layout.logs);
    let (top, height) = (bar.y, logs.bottom() - bar.y);
    if shard.adjacent_parent.is_none() {
        // The upper half of a split: the cut is where it begins.
        let begins = |parent: &Shard| parent.range.starting_hash_key == shard.range.starting_hash_key;
        if shard.parent.is_some_and(|parent| begins(&stream.shards[parent.index()])) {
            return;
        }
        let wide = ((f64::from(pen.layout.px(GAP)) * left) as i32).max(1);
        let x = pen.layout.x(shard.range.starting_hash_key);
        pen.raster.fill(Rect::new(x - wide / 2, top, wide, height), pen.palette.page);
        pen.raster.fill(Rect::new(x - wide / 2, top, 1, height), pen.palette.strong);
        pen.raster.fill(Rect::new(x + wide / 2, top, 1, height), pen.palette.strong);
        return;
    }
    let upper = [shard.parent, shard.adjacent_parent].into_iter().flatten();
    let seam = upper.map(|id| stream.shards[id.index()].range.starting_hash_key).max();
    if let Some(seam) = seam {
        let h = (f64::from(height) * left) as i32;
        let thick = pen.layout.px(2.0).max(1);
        pen.raster.fill(Rect::new(pen.layout.x(seam), top, thick, h), pen.palette.strong);
    }
}
