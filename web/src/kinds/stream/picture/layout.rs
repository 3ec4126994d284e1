//! Where things are in the picture, and what is at a point of it.
use crate::scene::raster::Rect;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{ShardId, Stream};

/// The rows of the picture, in device pixels, and the key space across them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Layout {
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// The shards that there were; no height where there is only one generation.
    pub lineage: Rect,
    /// Records on their way.
    pub sky: Rect,
    pub pins: Rect,
    pub bar: Rect,
    pub logs: Rect,
}

/// CSS pixels of a picture that has room for earlier shards and their names.
const LINEAGE_FROM: f64 = 300.0;

/// An open shard's place on the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub shard: ShardId,
    pub x: i32,
    pub w: i32,
}

/// What a point of the picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A place on the bar: the shard, and the hash key under the point.
    Bar(ShardId, HashKey),
    /// A record in a log.
    Record(ShardId, u64),
}

/// How a log is laid out in cells, newest row on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    pub x: i32,
    pub y: i32,
    pub cell: i32,
    pub cols: u64,
    pub rows: u64,
}

impl Grid {
    /// The first ordinal of the oldest row shown, if the log ends at `end`.
    pub const fn first(&self, end: u64) -> u64 {
        let newest_row = end.saturating_sub(1) / self.cols;
        newest_row.saturating_sub(self.rows - 1) * self.cols
    }
    /// The middle of a record's cell.
    pub const fn place(&self, ordinal: u64, end: u64) -> (i32, i32) {
        let row = end.saturating_sub(1) / self.cols - ordinal / self.cols;
        let half = self.cell / 2;
        (self.x + (ordinal % self.cols) as i32 * self.cell + half, self.y + row as i32 * self.cell + half)
    }
    /// The record at a point.
    pub fn ordinal_at(&self, x: i32, y: i32, end: u64) -> Option<u64> {
        let (col, row) = ((x - self.x) / self.cell, (y - self.y) / self.cell);
        if x < self.x || y < self.y || col as u64 >= self.cols || row as u64 >= self.rows || end == 0 {
            return None;
        }
        let newest_row = (end - 1) / self.cols;
        let ordinal = newest_row.checked_sub(row as u64)? * self.cols + col as u64;
        (ordinal < end).then_some(ordinal)
    }
}

impl Layout {
    /// A layout of a canvas of so many device pixels, with captions of `text` CSS pixels. The part of the room for earlier shards
    /// that is used is `past`, from 0 to 1.
    pub fn new(width: i32, height: i32, scale: f64, text: f64, past: f64) -> Self {
        let px = |css: f64| (css * scale) as i32;
        let edge = px(6.0);
        // In a picture that is too small for all of them, the last rows have no height.
        let row = |y: i32, h: i32| Rect::new(edge, y, (width - 2 * edge).max(0), h.max(0));
        // In a small picture a thin row is left of it.
        let room = if height > px(LINEAGE_FROM) { (height * 17 / 100).min(px(110.0)) } else { height * 8 / 100 };
        let lineage_h = (f64::from(room) * past) as i32;
        let sky_top = px(2.0).min(height) + lineage_h;
        let sky_end = (height * 36 / 100).max(px(90.0).min(height / 2)).max(sky_top + lineage_h);
        let (pins_h, bar_h, axis_h) =
            (px(30.0), (height * 17 / 100).clamp(px(4.6 * text), px(8.5 * text)), px(1.6 * text));
        let bar_y = sky_end + pins_h;
        let logs_y = bar_y + bar_h + axis_h;
        Self {
            scale,
            lineage: row(px(2.0).min(height), (lineage_h - px(4.0)).max(0)),
            sky: row(sky_top, sky_end - sky_top),
            pins: row(sky_end, pins_h),
            bar: row(bar_y, bar_h),
            logs: row(logs_y, height - logs_y - px(1.7 * text)),
        }
    }
    pub fn px(&self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }
    /// Where a hash key is across the picture.
    pub const fn x(&self, key: HashKey) -> i32 {
        let high = (key.0 >> 64) as u64;
        self.bar.x + ((high as u128 * self.bar.w as u128) >> 64) as i32
    }
    /// The hash key at a place across the picture.
    pub fn key(&self, x: i32) -> HashKey {
        let w = self.bar.w.max(1) as u128;
        let along = (x - self.bar.x).clamp(0, (self.bar.w - 1).max(0)) as u128;
        HashKey(u128::MAX / w * along)
    }
    /// Whether so many shards are too narrow to have a bar each.
    pub fn is_dense(&self, shards: usize) -> bool {
        shards as i32 * self.px(6.0).max(1) > self.bar.w
    }
    pub fn segments<'a>(&'a self, stream: &'a Stream) -> impl Iterator<Item = Segment> + 'a {
        stream.open_shards().map(|shard| {
            let (x, end) = (self.x(shard.range.starting_hash_key), self.x(shard.range.ending_hash_key));
            Segment { shard: shard.id, x, w: (end - x).max(1) }
        })
    }
    /// The cells of a shard's log; `None` where it is too narrow for any.
    pub fn grid(&self, segment: &Segment) -> Option<Grid> {
        let gap = self.px(5.0);
        let cell = self.px(7.0).max(4);
        let cols = (segment.w - 2 * gap) / cell;
        let rows = (self.logs.h - self.px(6.0)) / cell;
        let used = cols * cell;
        let x = segment.x + (segment.w - used) / 2;
        (cols >= 2 && rows >= 2).then_some(Grid {
            x,
            y: self.logs.y + self.px(4.0),
            cell,
            cols: cols as u64,
            rows: rows as u64,
        })
    }
    /// What is at a point, in device pixels.
    pub fn spot(&self, stream: &Stream, x: i32, y: i32) -> Option<Spot> {
        if self.bar.w <= 0 || stream.open_shards().len() == 0 {
            return None;
        }
        let key = self.key(x);
        if self.bar.contains(x, y) || self.pins.contains(x, y) {
            let shard = &stream.shards[stream.owner(key)];
            return Some(Spot::Bar(shard.id, key));
        }
        if self.logs.contains(x, y) {
            let segment = self.segments(stream).find(|segment| x >= segment.x && x < segment.x + segment.w)?;
            let end = stream.shard(segment.shard)?.log.end();
            let ordinal = self.grid(&segment)?.ordinal_at(x, y, end)?;
            return Some(Spot::Record(segment.shard, ordinal));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_where_it_is_drawn() {
        let grid = Grid { x: 10, y: 20, cell: 7, cols: 9, rows: 4 };
        for end in [1_u64, 8, 9, 10, 500] {
            for ordinal in grid.first(end)..end {
                let (x, y) = grid.place(ordinal, end);
                assert_eq!(grid.ordinal_at(x, y, end), Some(ordinal), "{ordinal} of {end}");
            }
        }
        assert_eq!(grid.ordinal_at(11, 21, 0), None);
    }

    #[test]
    fn the_key_space_runs_from_edge_to_edge() {
        let layout = Layout::new(1_000, 600, 1.0, 13.0, 0.0);
        assert_eq!(layout.x(HashKey::MIN), layout.bar.x);
        assert_eq!(layout.x(HashKey::MAX), layout.bar.right() - 1);
        for x in [layout.bar.x, 333, layout.bar.right() - 1] {
            assert!((layout.x(layout.key(x)) - x).abs() <= 1);
        }
    }

    #[test]
    fn no_row_is_less_than_empty_and_none_lies_over_another_however_small_the_picture() {
        for (width, height) in (0..700).step_by(7).flat_map(|height| [(0, height), (5, height), (800, height)]) {
            for (scale, past) in [(1.0, 0.0), (2.0, 1.0), (1.0, 0.5), (1.0, 1.0)] {
                let layout = Layout::new(width, height, scale, 13.0, past);
                let rows = [layout.lineage, layout.sky, layout.pins, layout.bar, layout.logs];
                assert!(rows.iter().all(|row| row.w >= 0 && row.h >= 0), "{width}x{height}: {rows:?}");
                assert!(rows.windows(2).all(|pair| pair[0].bottom() <= pair[1].y), "{width}x{height}: {rows:?}");
            }
        }
    }
}
