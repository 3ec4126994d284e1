//! The bar where shards are too narrow for one each: a strip whose colour is a shard's traffic, beside that of the busiest
//! which refuses nothing.
use super::Pen;
use super::limits::use_of_limits;
use crate::scene::raster::Rect;
use shardscope_core::kinesis::Stream;
use shardscope_core::sim::Sim;

/// Of 256, how strong the colour of the least traffic is.
const FAINT: u64 = 24;

pub(super) fn draw(pen: &mut Pen<'_>, sim: &Sim, stream: &Stream) {
    let (layout, palette) = (pen.layout, pen.palette);
    let bar = layout.bar;
    // Several shards may share a column: it shows the busiest of them.
    let mut columns = vec![0_u64; bar.w.max(0) as usize];
    let mut refusing = Vec::new();
    for segment in layout.segments(stream) {
        let rate = stream.shards[segment.shard.index()].meter.rate(sim.now());
        let (level, _) = use_of_limits(&rate);
        let from = (segment.x - bar.x).max(0) as usize;
        if rate.throttled > 0 {
            refusing.push(segment);
            continue;
        }
        for column in columns.iter_mut().skip(from).take(segment.w as usize) {
            *column = (*column).max(level);
        }
    }
    let most = columns.iter().copied().max().unwrap_or(0).max(1);
    for (column, level) in columns.into_iter().enumerate().filter(|(_, level)| *level > 0) {
        let strength = FAINT + (255 - FAINT) * level / most;
        let colour = palette.panel.mix(palette.accent, strength as u32);
        pen.raster.fill(Rect::new(bar.x + column as i32, bar.y, 1, bar.h), colour);
    }
    // Wide enough to be seen, however narrow they are.
    let (wide, above) = (layout.px(3.0).max(2), layout.px(5.0));
    for segment in refusing {
        let x = segment.x + segment.w / 2 - wide / 2;
        pen.raster.fill(Rect::new(x, bar.y - above, wide.max(segment.w), bar.h + above), palette.hot);
    }
}
