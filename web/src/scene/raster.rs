//! Pixels in wasm memory. Without a GPU this is the fastest way to many small marks: nothing crosses into
//! JavaScript but one finished picture a frame.

/// A colour as the canvas stores it: red in the lowest byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u32);

impl Colour {
    /// From `0xRRGGBB`.
    pub const fn rgb(hex: u32) -> Self {
        Self(0xff00_0000 | (hex & 0xff) << 16 | (hex & 0xff00) | hex >> 16)
    }
    /// Mixed with `other`: 0 is this colour, 256 the other.
    pub fn mix(self, other: Self, part: u32) -> Self {
        let (a, b) = (self.0, other.0);
        let channel = |shift: u32| {
            let (x, y) = (a >> shift & 0xff, b >> shift & 0xff);
            ((x * (256 - part) + y * part) >> 8) << shift
        };
        Self(0xff00_0000 | channel(0) | channel(8) | channel(16))
    }
}

/// A rectangle in pixels; may lie outside the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

impl Rect {
    pub const fn new(x: i32, y: i32, w: i32, h: i32) -> Self {
        Self { x, y, w, h }
    }
    pub const fn contains(&self, x: i32, y: i32) -> bool {
        x >= self.x && x < self.x + self.w && y >= self.y && y < self.y + self.h
    }
    pub const fn bottom(&self) -> i32 {
        self.y + self.h
    }
    pub const fn right(&self) -> i32 {
        self.x + self.w
    }
}

/// The shapes that tell keys apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Square,
    Bar,
    Plus,
    Diamond,
}

/// Pixels that are copied at once where the whole picture has one colour: few enough to stay in the processor's nearest cache.
const COPIED: usize = 4_096;

/// From so many pixels on, a row is copied rather than filled: a copy takes a while to begin.
const WIDE: i32 = 48;

/// A picture.
#[derive(Default)]
pub struct Raster {
    pub width: i32,
    pub height: i32,
    pixels: Vec<u32>,
}

impl Raster {
    pub fn resize(&mut self, width: i32, height: i32) {
        (self.width, self.height) = (width.max(1), height.max(1));
        self.pixels.resize((self.width * self.height) as usize, 0);
    }
    /// Red, green, blue, alpha of each pixel, without a copy.
    pub fn rgba(&self) -> &[u8] {
        bytemuck::cast_slice(&self.pixels)
    }
    pub fn pixels(&self) -> &[u32] {
        &self.pixels
    }
    pub fn clear(&mut self, colour: Colour) {
        let all = self.pixels.len();
        self.pixels[..all.min(COPIED)].fill(colour.0);
        // Copying is an instruction of its own in WebAssembly, and several times as fast as a loop over pixels.
        for from in (COPIED..all).step_by(COPIED) {
            self.pixels.copy_within(..COPIED.min(all - from), from);
        }
    }
    pub fn fill(&mut self, rect: Rect, colour: Colour) {
        let (x0, x1) = (rect.x.max(0), rect.right().min(self.width));
        let (y0, y1) = (rect.y.max(0), rect.bottom().min(self.height));
        if x0 >= x1 || y0 >= y1 {
            return;
        }
        let row = |y: i32| (y * self.width + x0) as usize..(y * self.width + x1) as usize;
        if x1 - x0 < WIDE {
            return (y0..y1).for_each(|y| self.pixels[row(y)].fill(colour.0));
        }
        self.pixels[row(y0)].fill(colour.0);
        (y0 + 1..y1).for_each(|y| self.pixels.copy_within(row(y0), row(y).start));
    }
    pub fn frame(&mut self, rect: Rect, thick: i32, colour: Colour) {
        let Rect { x, y, w, h } = rect;
        self.fill(Rect::new(x, y, w, thick), colour);
        self.fill(Rect::new(x, y + h - thick, w, thick), colour);
        self.fill(Rect::new(x, y, thick, h), colour);
        self.fill(Rect::new(x + w - thick, y, thick, h), colour);
    }
    /// Diagonal stripes of `period` pixels, half of them drawn.
    pub fn hatch(&mut self, rect: Rect, period: i32, colour: Colour) {
        let (x0, x1) = (rect.x.max(0), rect.right().min(self.width));
        for y in rect.y.max(0)..rect.bottom().min(self.height) {
            let row = y * self.width;
            for x in x0..x1 {
                if (x + y) % period < period / 2 {
                    self.pixels[(row + x) as usize] = colour.0;
                }
            }
        }
    }
    /// A horizontal line of dashes.
    pub fn dashes(&mut self, x: i32, y: i32, w: i32, (dash, gap): (i32, i32), thick: i32, colour: Colour) {
        let mut at = 0;
        while at < w {
            self.fill(Rect::new(x + at, y, dash.min(w - at), thick), colour);
            at += dash + gap;
        }
    }
    /// A vertical line of dashes.
    pub fn dashes_down(&mut self, x: i32, y: i32, h: i32, (dash, gap): (i32, i32), thick: i32, colour: Colour) {
        let mut at = 0;
        while at < h {
            self.fill(Rect::new(x, y + at, thick, dash.min(h - at)), colour);
            at += dash + gap;
        }
    }
    /// Copies another picture, its top left corner at (x, y).
    pub fn put(&mut self, other: &Self, x: i32, y: i32) {
        for row in 0..other.height {
            let (from, to) = (x.max(0), (x + other.width).min(self.width));
            if from >= to || !(0..self.height).contains(&(y + row)) {
                continue;
            }
            let (source, target) = (row * other.width + from - x, (y + row) * self.width + from);
            let length = (to - from) as usize;
            let pixels = &other.pixels[source as usize..source as usize + length];
            self.pixels[target as usize..target as usize + length].copy_from_slice(pixels);
        }
    }
    /// A mark of about `size` pixels around (x, y).
    pub fn glyph(&mut self, x: i32, y: i32, size: i32, shape: Shape, colour: Colour) {
        let (half, third) = (size / 2, (size / 3).max(1));
        match shape {
            Shape::Square => self.fill(Rect::new(x - half, y - half, size - 1, size - 1), colour),
            Shape::Bar => self.fill(Rect::new(x - half - 1, y - third / 2, size + 1, third + 1), colour),
            Shape::Plus => {
                self.fill(Rect::new(x - half, y - third / 2, size, third), colour);
                self.fill(Rect::new(x - third / 2, y - half, third, size), colour);
            }
            Shape::Diamond => {
                for row in -half..=half {
                    let reach = half - row.abs();
                    self.fill(Rect::new(x - reach, y + row, 2 * reach + 1, 1), colour);
                }
            }
        }
    }
    /// A triangle that points right (`direction` 1) or left (-1), its tip at (x, y).
    pub fn pointer(&mut self, x: i32, y: i32, size: i32, direction: i32, colour: Colour) {
        for step in 0..size {
            let column = x - direction * step;
            self.fill(Rect::new(column, y - step / 2, 1, step | 1), colour);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_has_the_colour_however_large_the_picture_is() {
        let (red, blue) = (Colour::rgb(0xff_0000), Colour::rgb(0xff));
        for (width, height) in [(1, 1), (64, 64), (100, 41), (1_300, 7), (4_096, 2)] {
            let mut raster = Raster::default();
            raster.resize(width, height);
            raster.clear(red);
            assert!(raster.pixels().iter().all(|&pixel| pixel == red.0), "{width} x {height}");
            for inner in [Rect::new(0, 1, width, height - 2), Rect::new(3, 2, width - 7, height), Rect::new(5, 3, 9, 2)]
            {
                raster.clear(red);
                raster.fill(inner, blue);
                let is_right = |at: i32| {
                    let wanted = if inner.contains(at % width, at / width) { blue } else { red };
                    raster.pixels()[at as usize] == wanted.0
                };
                assert!((0..width * height).all(is_right), "{inner:?} in {width} x {height}");
            }
        }
    }

    #[test]
    fn drawing_outside_changes_nothing_and_does_not_panic() {
        let mut raster = Raster::default();
        raster.resize(10, 10);
        raster.clear(Colour::rgb(0));
        let red = Colour::rgb(0xff_0000);
        for (x, y) in [(-50, 3), (50, 3), (3, -50), (3, 50)] {
            for shape in [Shape::Square, Shape::Bar, Shape::Plus, Shape::Diamond] {
                raster.glyph(x, y, 7, shape, red);
            }
            raster.pointer(x, y, 6, 1, red);
            raster.hatch(Rect::new(x, y, 5, 5), 6, red);
        }
        let mut other = Raster::default();
        other.resize(4, 4);
        other.clear(red);
        for (x, y) in [(-4, 3), (10, 3), (3, -4), (3, 10)] {
            raster.put(&other, x, y);
        }
        assert!(raster.pixels().iter().all(|&pixel| pixel == Colour::rgb(0).0));
        raster.put(&other, 8, -2);
        assert_eq!(raster.pixels().iter().filter(|&&pixel| pixel == red.0).count(), 4, "what lies inside");
        raster.clear(Colour::rgb(0));
        raster.glyph(0, 0, 7, Shape::Square, red);
        assert_eq!(raster.rgba()[..4], [0xff, 0, 0, 0xff]);
    }
}
