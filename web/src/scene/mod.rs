//! The picture: producers' records in flight, the key-space bar with its pins, the logs, the lineage.
//!
//! Drawn anew each frame from the simulator as it is, into a pixel buffer. A position is a function of (sent,
//! arrives, now) and never of frames. Text is not drawn here: it lies over the picture as DOM.
mod bar;
mod layout;
mod lineage;
mod logs;
mod palette;
pub mod raster;
mod sky;

pub use layout::{Layout, Segment, Spot};
pub use lineage::{LineageBox, lineage_boxes};
pub use palette::{Palette, Theme, looks};

use raster::Raster;
use shardscope_core::client::ActorId;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{ShardId, StreamId};
use shardscope_core::sim::{Flights, Sim};

/// What the user points at or drags; drawn on top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointing {
    pub selected: Option<ShardId>,
    /// Where a split would cut.
    pub cut: Option<(ShardId, HashKey)>,
    /// A shard that is dragged, and the one it is over.
    pub merging: Option<(ShardId, Option<ShardId>)>,
    /// A key that is traced: everything else is dimmed.
    pub traced: Option<HashKey>,
}

/// How the picture is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    pub theme: Theme,
    /// Records appear at their place instead of travelling.
    pub reduced_motion: bool,
}

/// Marks that are drawn one by one; beyond it each mark stands for several records.
pub const FLIGHTS_MOST: usize = 6_000;

/// The picture and what it is drawn with.
#[derive(Default)]
pub struct Scene {
    pub layout: Layout,
    pub raster: Raster,
    pub flights: Flights,
    starts: Vec<(ActorId, i32)>,
}

impl Scene {
    /// Fits the picture to a canvas of so many device pixels.
    pub fn resize(&mut self, width: i32, height: i32, scale: f64) {
        self.raster.resize(width, height);
        self.layout.scale = scale;
    }

    /// Draws a stream as it is now.
    pub fn draw(&mut self, sim: &Sim, stream: StreamId, style: Style, pointing: &Pointing) {
        let palette = style.theme.palette();
        self.raster.clear(palette.page);
        self.layout = Layout::new(self.raster.width, self.raster.height, self.layout.scale, style.theme.text());
        let Some(stream) = sim.kinesis().stream(stream) else { return };
        let mut pen = Pen { raster: &mut self.raster, layout: &self.layout, palette, pointing };
        lineage::draw(&mut pen, stream, sim.now());
        bar::draw(&mut pen, sim, stream);
        logs::draw(&mut pen, sim, stream);
        sim.flights(stream.id, FLIGHTS_MOST, &mut self.flights);
        sky::starts(&self.layout, sim, stream.id, &mut self.starts);
        sky::draw(&mut pen, sim.now(), &self.flights, &self.starts, style.reduced_motion);
        bar::draw_pointing(&mut pen, stream);
    }
}

/// What everything is drawn with.
struct Pen<'a> {
    raster: &'a mut Raster,
    layout: &'a Layout,
    palette: &'static Palette,
    pointing: &'a Pointing,
}

impl Pen<'_> {
    /// The colour of a key, dimmed where another one is traced.
    fn key_colour(&self, key: HashKey) -> raster::Colour {
        let colour = self.palette.keys[looks(key).0];
        match self.pointing.traced {
            Some(traced) if traced != key => colour.mix(self.palette.page, 200),
            _ => colour,
        }
    }
}
