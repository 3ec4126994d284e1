//! A drawing as a receiver gets it: a line from each point to the next one that came.
use shardscope_core::client::lab::{Drawing, Point, Verdict};
use std::fmt::Write;
use yew::prelude::*;

/// A line through points, as SVG has it.
#[derive(Default)]
struct Path {
    text: String,
    /// Where the pen is.
    at: Option<Point>,
}

impl Path {
    /// On to a point, or, from elsewhere, first to where the line comes from.
    fn line(&mut self, from: Point, to: Point) {
        if self.at != Some(from) {
            let _ = write!(self.text, "M{},{} ", from.x, from.y);
        }
        // A line of no length shows a dot.
        let _ = write!(self.text, "L{},{} ", to.x, to.y);
        self.at = Some(to);
    }
}

/// What was drawn on the sheet that lies on top.
pub fn drawn(drawing: &Drawing) -> String {
    let mut path = Path::default();
    let sheet = &drawing.points[drawing.sheet as usize..];
    for (at, point) in sheet.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| sheet[before]);
        path.line(before.filter(|before| before.stroke == point.stroke).unwrap_or(*point), *point);
    }
    path.text
}

/// The points as they were received. Steps to the next point of a stroke are ink; all others are broken order.
pub fn received(recent: &[(u32, Verdict)], drawing: &Drawing) -> Html {
    let (mut ink, mut broken) = (Path::default(), Path::default());
    let mut doubled = Vec::new();
    let mut before: Option<(u32, Point)> = None;
    for (index, verdict) in recent.iter().filter(|(index, _)| *index >= drawing.sheet) {
        let Some(point) = drawing.points.get(*index as usize).copied() else { continue };
        if *verdict == Verdict::Doubled {
            doubled.push(point);
        }
        match before {
            Some((last, from)) if last + 1 == *index && from.stroke == point.stroke => ink.line(from, point),
            // The pen is lifted where the drawer lifted it.
            Some((last, _)) if last + 1 == *index => ink.line(point, point),
            Some((_, from)) => {
                broken.line(from, point);
                ink.line(point, point);
            }
            None => ink.line(point, point),
        }
        before = Some((*index, point));
    }
    let dot = |point: &Point| html! { <circle cx={point.x.to_string()} cy={point.y.to_string()} r="9" /> };
    html! {
        <svg class="sheet" viewBox="0 0 1000 600" role="img" aria-label="The drawing, as it was received">
            <path class="broken" d={broken.text} />
            <path d={ink.text} />
            { for doubled.iter().map(dot) }
        </svg>
    }
}
