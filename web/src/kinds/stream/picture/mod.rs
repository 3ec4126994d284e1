//! The picture of a stream: producers' records in flight, the key-space bar with its pins, the logs; above
//! them the shards that there were.
mod bar;
mod heat;
mod layout;
mod limits;
mod lineage;
mod logs;
mod motion;
mod sky;

pub use layout::{Layout, Segment, Spot};
pub use limits::{NEARLY_FULL, use_of_limits};
pub use lineage::{LineageBox, lineage_boxes};

use crate::scene::raster::{self, Raster};
use crate::scene::{Palette, Size, Style, looks};
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
    /// The place on the key space that the pointer is over.
    pub over: Option<HashKey>,
    /// A key that is traced: everything else is dimmed.
    pub traced: Option<HashKey>,
    /// A place that is marked, whether anything goes there or not.
    pub pinned: Option<HashKey>,
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

    pub fn size(&self) -> Size {
        Size { width: self.raster.width, height: self.raster.height, scale: self.layout.scale }
    }

    /// Draws something else than a stream: whatever `draw` draws, and what it says of it.
    pub fn draw_thing<T>(&mut self, style: Style, draw: impl FnOnce(&mut crate::scene::Pen<'_>) -> T) -> T {
        let (palette, scale) = (style.theme.palette(), self.layout.scale);
        self.raster.clear(palette.page);
        draw(&mut crate::scene::Pen { raster: &mut self.raster, palette, scale, reduced_motion: style.reduced_motion })
    }

    /// Draws a stream as it is now.
    pub fn draw(&mut self, sim: &Sim, stream: StreamId, style: Style, pointing: &Pointing) {
        let palette = style.theme.palette();
        self.raster.clear(palette.page);
        let (width, height, text) = (self.raster.width, self.raster.height, style.theme.text());
        let stream = sim.kinesis().stream(stream);
        let past = stream.map_or(0.0, |stream| motion::past(stream, sim.now(), style.reduced_motion));
        self.layout = Layout::new(width, height, self.layout.scale, text, past);
        let Some(stream) = stream else { return };
        let mut pen = Pen { raster: &mut self.raster, layout: &self.layout, palette, pointing };
        lineage::draw(&mut pen, stream, sim.now());
        bar::draw(&mut pen, sim, stream);
        logs::draw(&mut pen, sim, stream);
        if !style.reduced_motion {
            motion::draw(&mut pen, stream, sim.now());
        }
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
            Some(traced) if traced != key => colour.mix(self.palette.page, 165),
            _ => colour,
        }
    }
}
