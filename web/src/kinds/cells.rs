//! Things drawn one by one, as cells in fields side by side.
use crate::scene::Size;
use crate::scene::raster::Rect;
use crate::words::Plain;
use shardscope_core::base::Duration;

/// A field and the cells in it, the first at the top left.
pub struct Field<S> {
    /// What is in it.
    pub of: S,
    pub name: Plain,
    pub rect: Rect,
    pub cell: i32,
}

/// Fields side by side, each with its part of the width, in hundredths, and cells of so many pixels.
pub fn fields<S: Copy, const N: usize>(parts: &[(S, Plain, i32); N], size: Size, cell: i32) -> [Field<S>; N] {
    let (edge, top) = (size.px(8.0), size.px(30.0));
    let mut x = edge;
    parts.map(|(of, name, part)| {
        let w = (size.width - 2 * edge) * part / 100;
        let rect = Rect::new(x, top, w - edge, size.height - top - edge);
        x += w;
        Field { of, name, rect, cell: cell.max(6) }
    })
}

impl<S> Field<S> {
    fn columns(&self) -> i32 {
        ((self.rect.w - self.cell) / self.cell).max(1)
    }
    /// How many cells it has.
    pub fn room(&self) -> usize {
        (self.columns() * ((self.rect.h - self.cell) / self.cell).max(0)) as usize
    }
    /// The middle of a cell.
    pub fn place(&self, at: usize) -> (i32, i32) {
        let (column, row) = (at as i32 % self.columns(), at as i32 / self.columns());
        (self.rect.x + self.cell + column * self.cell, self.rect.y + self.cell + row * self.cell)
    }
    /// The number of the cell at a point, whether something is in it or not.
    pub fn at(&self, (x, y): (i32, i32)) -> Option<usize> {
        let half = self.cell / 2;
        let (column, row) = (x - self.rect.x - half, y - self.rect.y - half);
        let inside = self.rect.contains(x, y) && column >= 0 && row >= 0 && column / self.cell < self.columns();
        let place = inside.then(|| (row / self.cell * self.columns() + column / self.cell) as usize);
        place.filter(|place| *place < self.room())
    }
}

/// How much of a function's work on a batch is done, from 0 to 1, where so much time is left.
pub fn done(records: usize, work_micros: u32, invocation_millis: u32, left: Duration) -> f64 {
    let all = records as f64 * f64::from(work_micros) + f64::from(invocation_millis) * 1_000.0;
    (1.0 - left.as_micros() as f64 / all.max(1_000.0)).clamp(0.0, 1.0)
}
