//! What pictures are drawn with: pixels, colours, themes. What is drawn is a matter of each kind of thing.
//!
//! A picture is drawn anew each frame from the simulator as it is, into a pixel buffer. A position is a function of (sent,
//! arrives, now) and never of frames. Text is not drawn here: it lies over the picture as DOM.
mod palette;
pub mod raster;

pub use palette::{Palette, Theme, looks};

use raster::Raster;

/// How pictures are to look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    pub theme: Theme,
    /// Records appear at their place instead of travelling.
    pub reduced_motion: bool,
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
}

impl Pen<'_> {
    pub fn size(&self) -> Size {
        Size { width: self.raster.width, height: self.raster.height, scale: self.scale }
    }
    pub fn px(&self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }
}
