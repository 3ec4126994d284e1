//! The lineage above the records on their way, once there is more than one generation: the same axis across as the bar's, time
//! downward to now. The axis of time is logarithmic: the last seconds and the whole run are both visible.
use super::{Layout, Pen};
use crate::scene::raster::Rect;
use shardscope_core::base::Instant;
use shardscope_core::kinesis::{Shard, ShardId, Stream};

/// A shard's life as a rectangle of the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineageBox {
    pub shard: ShardId,
    pub rect: Rect,
    pub open: bool,
    pub expired: bool,
}

/// A box for each shard that there ever was.
pub fn lineage_boxes(layout: &Layout, stream: &Stream, now: Instant) -> Vec<LineageBox> {
    let life = |shard: &Shard| lineage_box(layout, stream, shard, now);
    stream.shards.iter().map(life).collect()
}

fn lineage_box(layout: &Layout, stream: &Stream, shard: &Shard, now: Instant) -> LineageBox {
    let age_of_all = now.since(stream.created_at).as_micros();
    let y = |at: Instant| {
        let age = now.since(at).as_micros();
        let (part, whole) = (log(age), log(age_of_all).max(f64::MIN_POSITIVE));
        layout.lineage.bottom() - (f64::from(layout.lineage.h) * (part / whole).min(1.0)) as i32
    };
    let (x, end) = (layout.x(shard.range.starting_hash_key), layout.x(shard.range.ending_hash_key));
    let (top, bottom) = (y(shard.created_at), shard.closed_at.map_or(layout.lineage.bottom(), y));
    let expired = shard.is_expired(stream.horizon(now));
    LineageBox { shard: shard.id, rect: Rect::new(x, top, end - x, bottom - top), open: shard.is_open(), expired }
}

/// Logarithm with 10 s as its unit: what happened in the last 10 s gets a tenth of an hour's height.
fn log(micros: u64) -> f64 {
    (1.0 + micros as f64 / 10e6).ln()
}

pub(super) fn draw(pen: &mut Pen<'_>, stream: &Stream, now: Instant) {
    let (palette, layout) = (pen.palette, pen.layout);
    if layout.lineage.h == 0 {
        return;
    }
    for life in lineage_boxes(layout, stream, now) {
        let Rect { x, y, w, h } = life.rect;
        let inner = Rect::new(x + 2, y + 1, w - 3, h - 2);
        if inner.w <= 0 || inner.h <= 0 {
            continue;
        }
        pen.raster.fill(inner, palette.panel);
        if !life.open {
            pen.raster.hatch(inner, layout.px(9.0).max(4), palette.line.mix(palette.panel, 130));
        }
        if life.expired {
            let dash = (layout.px(4.0), layout.px(4.0));
            pen.raster.dashes(inner.x, inner.y, inner.w, dash, 1, palette.muted);
            pen.raster.dashes(inner.x, inner.bottom(), inner.w, dash, 1, palette.muted);
        } else {
            pen.raster.frame(inner, 1, palette.line);
        }
    }
}
