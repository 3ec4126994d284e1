//! What pictures are drawn with: pixels, colours, themes. What is drawn is a matter of each kind of thing.
//!
//! A picture is drawn anew each frame from the simulator as it is, into a pixel buffer. A position is a function of (sent,
//! arrives, now) and never of frames. Text is not drawn here: it lies over the picture as DOM.
mod palette;
pub mod raster;

pub use palette::{Palette, Theme, looks};

use raster::Raster;
use shardscope_core::base::{Duration, Instant};

/// How pictures are to look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    pub theme: Theme,
    /// Records appear at their place instead of travelling.
    pub reduced_motion: bool,
}

/// What is left of a motion of `lasts` that began at `at`, from 1 to 0, slower and slower; nothing before and after it.
pub fn left(at: Instant, lasts: Duration, now: Instant) -> Option<f64> {
    let since = now.since(at);
    let part = since.as_micros() as f64 / lasts.as_micros() as f64;
    (at <= now && since < lasts).then_some((1.0 - part) * (1.0 - part))
}

/// Room for a picture: device pixels, and how many of them one CSS pixel is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    pub width: i32,
    pub height: i32,
    pub scale: f64,
}

impl Size {
    pub fn px(&self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }
}

/// What a picture is drawn with.
pub struct Pen<'a> {
    pub raster: &'a mut Raster,
    pub palette: &'static Palette,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// Things are where they are going, at once.
    pub reduced_motion: bool,
}

impl Pen<'_> {
    pub fn size(&self) -> Size {
        Size { width: self.raster.width, height: self.raster.height, scale: self.scale }
    }
    pub fn px(&self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_motion_ends_and_does_not_begin_before_its_time() {
        let (at, lasts) = (Instant::from_micros(5_000_000), Duration::from_millis(900));
        assert_eq!(left(at, lasts, at), Some(1.0));
        assert_eq!(left(at, lasts, at + lasts), None);
        assert_eq!(left(at + lasts, lasts, at), None);
        let half = left(at, lasts, at + Duration::from_millis(450)).expect("it goes on");
        assert!((half - 0.25).abs() < 1e-6, "{half}");
    }
}
