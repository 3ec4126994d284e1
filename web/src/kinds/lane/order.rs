//! The order in which messages came to a receiver, as a strip: in each row those of some trucks, the newest on the right. Where each
//! is in its place, the rows are even; what came after a later one of its truck stands out, and so does what had come before.
use super::looks::TRUCKS;
use crate::scene::Pen;
use crate::scene::raster::Rect;
use shardscope_core::client::lab::{Lane, Receiver, Verdict};

/// Rows of the strip, and marks of a row.
const ROWS: usize = 6;
const MARKS: i32 = 24;

pub fn draw(pen: &mut Pen<'_>, lane: &Lane, receiver: &Receiver) {
    let size = pen.size();
    let (wide, high) = ((size.width / MARKS).max(2), (size.height / ROWS as i32).max(2));
    let mut placed = [0; ROWS];
    for &(index, verdict) in receiver.recent.iter().rev() {
        let truck = lane.spec.order_of(index).0 as usize;
        let row = truck % ROWS;
        placed[row] += 1;
        if placed[row] > MARKS {
            continue;
        }
        let (colour, tall) = match verdict {
            Verdict::InOrder => (TRUCKS[truck % TRUCKS.len()], high / 2),
            Verdict::OutOfOrder => (pen.palette.hot, high * 9 / 10),
            Verdict::Duplicate => (pen.palette.busy, high * 7 / 10),
        };
        let (x, y) = (size.width - wide * placed[row], high * row as i32 + (high - tall) / 2);
        let mark = Rect::new(x, y, (wide * 7 / 10).max(1), tall.max(1));
        if verdict == Verdict::Duplicate {
            pen.raster.frame(mark, size.px(2.0).max(1), colour);
        } else {
            pen.raster.fill(mark, colour);
        }
    }
}
