//! Drawings: points in strokes on a sheet, each a message of the lanes that send the drawing.
//!
//! A drawing only grows. Its points are numbered through all sheets, so that a message says the same for ever.
use crate::client::InvalidSpec;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where the pen goes: to a place, drawing or, where a stroke begins, through the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// From the left, below [`Drawing::WIDTH`].
    pub x: u16,
    /// From above, below [`Drawing::HEIGHT`].
    pub y: u16,
    /// Whether a stroke begins here.
    pub begins: bool,
}

/// What is added to a drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// Whether it begins on an empty sheet.
    pub new_sheet: bool,
    pub marks: Vec<Mark>,
}

/// A point, as its message has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub x: u16,
    pub y: u16,
    pub stroke: u32,
}

/// Everything that was drawn in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    pub points: Arc<Vec<Point>>,
    /// Number of the first point of the sheet that lies on top.
    pub sheet: u32,
}

impl Drawing {
    /// Places across and down.
    pub const WIDTH: u16 = 1_000;
    pub const HEIGHT: u16 = 600;
    /// Most points of a run.
    pub const POINTS_MOST: usize = 10_000;

    pub fn len(&self) -> u32 {
        self.points.len() as u32
    }

    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Errors: a place beside the sheet; more points than a run can have.
    pub fn draw(&mut self, drawn: &Drawn) -> Result<(), InvalidSpec> {
        let beside = drawn.marks.iter().find(|mark| mark.x >= Self::WIDTH || mark.y >= Self::HEIGHT);
        if let Some(Mark { x, y, .. }) = beside {
            let reason = format!("{x},{y} is beside the sheet, which goes to {},{}", Self::WIDTH - 1, Self::HEIGHT - 1);
            return Err(InvalidSpec::new("draw", reason));
        }
        if self.points.len() + drawn.marks.len() > Self::POINTS_MOST {
            let reason = format!("a run's drawings have {} points at most: begin a new run", Self::POINTS_MOST);
            return Err(InvalidSpec::new("draw", reason));
        }
        if drawn.new_sheet {
            self.sheet = self.len();
        }
        let points = Arc::make_mut(&mut self.points);
        for mark in &drawn.marks {
            let last = points.last().map_or(0, |point| point.stroke);
            debug_assert!(mark.x < Self::WIDTH && mark.y < Self::HEIGHT, "a point is on the sheet");
            points.push(Point { x: mark.x, y: mark.y, stroke: last + u32::from(mark.begins) });
        }
        Ok(())
    }
}

impl Point {
    /// The data of its message.
    pub fn text(&self, index: u32) -> String {
        format!(r#"{{"n":{index},"stroke":{},"x":{},"y":{}}}"#, self.stroke, self.x, self.y)
    }
}
