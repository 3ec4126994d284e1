//! The key-space bar: a segment per open shard, filled by its use of both write limits, and pins at the true
//! hash of each key.
use super::Pen;
use super::limits::{FULL, NEARLY_FULL, use_of_limits};
use crate::scene::looks;
use crate::scene::raster::Rect;
use shardscope_core::client::{Producer, Source};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{HEAT_BUCKETS, Stream, quota};
use shardscope_core::sim::Sim;

/// Up to so many keys have a pin each; more are shown as a density.
const PINS_MOST: u64 = 4_096;
/// From so many keys on, a pin is as thin as it can be.
const THIN_PINS: u64 = 400;

pub(super) fn draw(pen: &mut Pen<'_>, sim: &Sim, stream: &Stream) {
    let (layout, palette) = (pen.layout, pen.palette);
    let now = sim.now();
    pen.raster.fill(layout.bar, palette.panel);
    if layout.is_dense(stream.open_shards().len()) {
        super::heat::draw(pen, sim, stream);
        pen.raster.frame(layout.bar, 1, palette.line);
        return draw_pins(pen, sim, stream);
    }
    let height = |thousandths: u64| {
        (i64::from(layout.bar.h) * FULL * (thousandths.min(1_200) as i64) / 100_000).min(i64::from(layout.bar.h)) as i32
    };
    for segment in layout.segments(stream) {
        let rate = stream.shards[segment.shard.index()].meter.rate(now);
        let (more, less) = use_of_limits(&rate);
        let fill = |thousandths: u64| {
            let h = height(thousandths);
            Rect::new(segment.x + 1, layout.bar.bottom() - h, segment.w - 1, h)
        };
        let throttled = rate.throttled > 0;
        let colour = match more {
            _ if throttled => palette.hot.mix(palette.panel, 110),
            0..NEARLY_FULL => palette.calm,
            _ => palette.busy,
        };
        pen.raster.fill(fill(more), colour);
        pen.raster.fill(fill(less), if throttled { palette.hot.mix(palette.panel, 150) } else { palette.calm_low });
        if throttled {
            pen.raster.hatch(fill(more.max(250)), layout.px(8.0).max(4), palette.hot);
        }
        let peak = rate.peak_records.max(rate.peak_bytes * 1_000 / u64::from(quota::WRITE_BYTES_PER_SECOND));
        if peak > 0 {
            let y = layout.bar.bottom() - height(peak);
            pen.raster.fill(Rect::new(segment.x + 1, y, segment.w - 1, 1), palette.muted);
        }
        pen.raster.fill(Rect::new(segment.x, layout.bar.y, 1, layout.bar.h), palette.line);
    }
    let limit = layout.bar.bottom() - height(1_000);
    let dashes = (layout.px(5.0), layout.px(4.0));
    pen.raster.dashes(layout.bar.x, limit, layout.bar.w, dashes, 1, palette.hot);
    pen.raster.frame(layout.bar, 1, palette.line);
    draw_pins(pen, sim, stream);
}

/// A pin per key, its height the logarithm of its rate: full height is what one shard takes.
fn draw_pins(pen: &mut Pen<'_>, sim: &Sim, stream: &Stream) {
    let pins = pen.layout.pins;
    let producers = || sim.producers().filter(|producer| producer.stream == stream.id);
    let keys: u64 = producers().map(|producer| u64::from(sim.sources()[producer.source as usize].keys)).sum();
    let countless = |source: &Source| source.keys_are_unique() || !source.routes_by_key();
    let countless = producers().any(|producer| countless(&sim.sources()[producer.source as usize]));
    if keys < PINS_MOST && !countless {
        producers().for_each(|producer| draw_key_pins(pen, sim, producer, keys >= THIN_PINS));
    } else {
        draw_heat(pen, stream);
    }
    pen.raster.fill(Rect::new(pins.x, pins.bottom() - 1, pins.w, 1), pen.palette.line);
}

fn pin_height(pen: &Pen<'_>, per_second: u64) -> i32 {
    let full = f64::from(quota::WRITE_RECORDS_PER_SECOND + 1).ln();
    (f64::from(pen.layout.pins.h) * ((per_second as f64 + 1.0).ln() / full).min(1.4)) as i32
}

fn draw_key_pins(pen: &mut Pen<'_>, sim: &Sim, producer: &Producer, thin: bool) {
    let source = &sim.sources()[producer.source as usize];
    let width = if thin { 1 } else { pen.layout.px(2.0).max(1) };
    for rate in producer.key_rates(sim.now()).filter(|rate| rate.records > 0) {
        let per_second = rate.per_second();
        let h = pin_height(pen, per_second).max(2);
        let key = source.hash_key(rate.key);
        let x = pen.layout.x(key) - width / 2;
        let colour = pen.key_colour(key);
        let pins = pen.layout.pins;
        let wide = if per_second >= 500 { 2 * width } else { width };
        pen.raster.fill(Rect::new(x, pins.bottom() - h, wide, h), colour);
        if per_second >= 500 {
            pen.raster.glyph(x + width, pins.bottom() - h, pen.layout.px(9.0), looks(key).1, colour);
        }
    }
}

/// Many keys: the traffic of each part of the key space, relative to the busiest.
fn draw_heat(pen: &mut Pen<'_>, stream: &Stream) {
    let pins = pen.layout.pins;
    let columns = pins.w.max(1) as usize;
    let mut heights = vec![0_u64; columns];
    for bucket in 0..HEAT_BUCKETS {
        let key = HashKey((bucket as u128) << (128 - HEAT_BUCKETS.ilog2()));
        let column = (pen.layout.x(key) - pins.x) as usize;
        let column = column.min(columns - 1);
        heights[column] = heights[column].max(stream.heat.recent(bucket));
    }
    let most = heights.iter().copied().max().unwrap_or(0).max(1);
    for (column, &height) in heights.iter().enumerate() {
        let h = (height * pins.h as u64 / most) as i32;
        pen.raster.fill(Rect::new(pins.x + column as i32, pins.bottom() - h, 1, h), pen.palette.accent);
    }
}

/// Selection, cut and merge, over everything else.
pub(super) fn draw_pointing(pen: &mut Pen<'_>, stream: &Stream) {
    let (layout, palette, pointing) = (pen.layout, pen.palette, pen.pointing);
    let thick = layout.px(2.0).max(1);
    let outline = |pen: &mut Pen<'_>, shard, colour, thick| {
        if let Some(segment) = layout.segments(stream).find(|segment| segment.shard == shard) {
            pen.raster.frame(Rect::new(segment.x, layout.bar.y, segment.w + 1, layout.bar.h), thick, colour);
        }
    };
    if let Some(shard) = pointing.selected {
        outline(pen, shard, palette.strong, thick);
    }
    if let Some((dragged, over)) = pointing.merging {
        outline(pen, dragged, palette.accent, 2 * thick);
        if let Some(over) = over {
            outline(pen, over, palette.accent, 2 * thick);
        }
    }
    if let Some(key) = pointing.pinned {
        let (top, height) = (layout.pins.y, layout.bar.bottom() - layout.pins.y);
        pen.raster.fill(Rect::new(layout.x(key) - thick / 2, top, thick, height), palette.accent);
    }
    if let Some((_, key)) = pointing.cut {
        let (top, height) = (layout.pins.y, layout.bar.bottom() - layout.pins.y + layout.px(8.0));
        let dashes = (layout.px(5.0), layout.px(3.0));
        pen.raster.dashes_down(layout.x(key), top, height, dashes, thick, palette.strong);
    }
}
