//! Under each segment, its log: newest row on top, a mark per record, and where each application is.
use super::Pen;
use super::layout::{Grid, Segment};
use crate::scene::looks;
use crate::scene::raster::Rect;
use shardscope_core::client::Position;
use shardscope_core::kinesis::{Shard, Stream};
use shardscope_core::sim::Sim;

pub(super) fn draw(pen: &mut Pen<'_>, sim: &Sim, stream: &Stream) {
    let layout = pen.layout;
    let deepest = stream.open_shards().map(|shard| live(shard, stream, sim)).max().unwrap_or(0).max(1);
    for segment in layout.segments(stream) {
        let shard = &stream.shards[segment.shard.index()];
        match layout.grid(&segment) {
            Some(grid) => draw_records(pen, sim, stream, &segment, grid),
            // Too narrow for records: how many there are, against the fullest shard.
            None => {
                let h = (live(shard, stream, sim) as u128 * layout.logs.h as u128 / u128::from(deepest)) as i32;
                let gap = i32::from(segment.w > 3);
                let rect = Rect::new(segment.x, layout.logs.y, (segment.w - gap).max(1), h);
                pen.raster.fill(rect, pen.palette.calm);
            }
        }
    }
}

fn live(shard: &Shard, stream: &Stream, sim: &Sim) -> u64 {
    shard.log.end() - shard.log.live_from(stream.horizon(sim.now()))
}

fn draw_records(pen: &mut Pen<'_>, sim: &Sim, stream: &Stream, segment: &Segment, grid: Grid) {
    let layout = pen.layout;
    let column = Rect::new(segment.x + layout.px(2.0), layout.logs.y, segment.w - layout.px(3.0), layout.logs.h);
    pen.raster.fill(column, pen.palette.panel);
    let shard = &stream.shards[segment.shard.index()];
    let end = shard.log.end();
    let from = grid.first(end).max(shard.log.live_from(stream.horizon(sim.now())));
    let size = (grid.cell - 2).max(3);
    let rows = grid.rows.max(1) as u32;
    sim.log_tail(stream.id, shard.id, from, (end - from) as usize, |ordinal, key| {
        let (x, y) = grid.place(ordinal, end);
        // Older rows fade a little: age is downward.
        let row = ((y - grid.y) / grid.cell) as u32;
        let colour = pen.key_colour(key).mix(pen.palette.panel, 90 * row / rows);
        pen.raster.glyph(x, y, size, looks(key).1, colour);
    });
    let readers = sim.readers().filter(|reader| reader.stream == stream.id);
    let mut number = 0;
    for reader in readers {
        let process = reader.shards.get(&shard.id);
        let processed = process.filter(|process| matches!(process.position, Position::At(_)));
        draw_position(pen, processed.map(|p| p.processed(sim.now()).unwrap_or(0)), number, end, column, grid);
        number += 1;
    }
    for application in sim.applications().filter(|application| application.stream == stream.id) {
        draw_position(pen, application.processed(shard, sim.now()), number, end, column, grid);
        number += 1;
    }
    for mapping in sim.mappings().filter(|mapping| mapping.stream == stream.id) {
        draw_position(pen, mapping.processed(shard.id), number, end, column, grid);
        number += 1;
    }
    draw_retention(pen, sim, stream, shard, column);
}

/// A line under the last record that the application has read, and a stretch for its lag.
fn draw_position(pen: &mut Pen<'_>, processed: Option<u64>, number: usize, end: u64, column: Rect, grid: Grid) {
    let Some(processed) = processed else { return };
    let colour = pen.palette.readers[number % pen.palette.readers.len()];
    let rows_behind = (end / grid.cols).saturating_sub(processed / grid.cols).min(grid.rows) as i32;
    let y = (grid.y + rows_behind * grid.cell).min(column.bottom() - 2);
    let size = pen.layout.px(8.0);
    // Applications mark alternate sides, a little apart, so that they do not hide each other.
    let inset = pen.layout.px(3.0) * (number as i32 / 2);
    let (left, thick) = (number.is_multiple_of(2), pen.layout.px(2.0).max(1));
    let x = if left { column.x + inset } else { column.right() - thick - inset };
    pen.raster.fill(Rect::new(x, grid.y, thick, y - grid.y), colour);
    if left {
        pen.raster.pointer(x + size, y, size, 1, colour);
    } else {
        pen.raster.pointer(x + thick - size, y, size, -1, colour);
    }
    pen.raster.dashes(column.x, y, column.w, (pen.layout.px(3.0), pen.layout.px(4.0)), 1, colour);
}

/// At the foot: how much of the retention period the log spans; full means that the oldest records expire.
fn draw_retention(pen: &mut Pen<'_>, sim: &Sim, stream: &Stream, shard: &Shard, column: Rect) {
    let oldest = shard.log.arrival(shard.log.live_from(stream.horizon(sim.now())));
    let age = oldest.map_or(0, |arrival| sim.now().since(arrival).as_micros());
    let part = (u128::from(age) * column.w as u128 / u128::from(stream.retention.as_micros())) as i32;
    let h = pen.layout.px(3.0).max(2);
    let y = column.bottom() - h;
    pen.raster.fill(Rect::new(column.x, y, column.w, h), pen.palette.line);
    pen.raster.fill(Rect::new(column.x, y, part.clamp(1, column.w), h), pen.palette.muted);
}
