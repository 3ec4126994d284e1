//! Shapes to draw: by the pen, close enough together that each message is a small step, or ready-made.
use crate::words::Plain;
use shardscope_core::client::lab::{Drawing, Mark};
use std::f64::consts::TAU;

/// How far apart two points of a stroke are at most, in places of the sheet.
const STEP: f64 = 14.0;

/// A place on the sheet.
pub type Place = (f64, f64);

/// A ready-made shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Truck,
    Star,
    Spiral,
}

impl Shape {
    pub const ALL: [(Self, Plain); 3] =
        [(Self::Truck, message!(page.truck)), (Self::Star, message!(page.star)), (Self::Spiral, message!(page.spiral))];

    /// Its strokes, from corner to corner.
    fn strokes(self) -> Vec<Vec<Place>> {
        let circle = |x: f64, y: f64, radius: f64| turned(x, y, 0.0, 1.0, move |_| radius);
        match self {
            Self::Truck => vec![
                vec![(110.0, 430.0), (110.0, 150.0), (600.0, 150.0), (600.0, 430.0), (110.0, 430.0)],
                vec![
                    (600.0, 230.0),
                    (770.0, 230.0),
                    (880.0, 330.0),
                    (880.0, 430.0),
                    (600.0, 430.0),
                    (680.0, 330.0),
                    (880.0, 330.0),
                ],
                circle(240.0, 450.0, 70.0),
                circle(740.0, 450.0, 70.0),
            ],
            Self::Star => {
                let tip = |n: usize| {
                    let angle = TAU * (n * 2 % 5) as f64 / 5.0 - TAU / 4.0;
                    (500.0 + 280.0 * angle.cos(), 310.0 + 270.0 * angle.sin())
                };
                vec![(0..=5).map(tip).collect()]
            }
            Self::Spiral => vec![turned(500.0, 300.0, 0.0, 4.0, |part| 20.0 + 260.0 * part)],
        }
    }

    /// Its points in their order.
    pub fn marks(self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for stroke in self.strokes() {
            let mut at = stroke[0];
            marks.push(mark(at, true));
            for corner in stroke {
                // A corner that is no step away is passed by.
                for place in between(at, corner) {
                    marks.push(mark(place, false));
                    at = place;
                }
            }
        }
        marks
    }
}

/// So many turns around a place, `radius` away at each part of the whole.
fn turned(x: f64, y: f64, from: f64, turns: f64, radius: impl Fn(f64) -> f64) -> Vec<Place> {
    let corners = (turns * 36.0) as u32;
    let place = |n: u32| {
        let part = f64::from(n) / f64::from(corners);
        let angle = from + TAU * turns * part;
        (x + radius(part) * angle.cos(), y + radius(part) * angle.sin())
    };
    (0..=corners).map(place).collect()
}

/// The points of a straight line, without its beginning; none, where the end is no step away.
pub fn between(from: Place, to: Place) -> impl Iterator<Item = Place> {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let steps = (across.hypot(down) / STEP).round() as u32;
    (1..=steps).map(move |step| {
        let part = f64::from(step) / f64::from(steps);
        (from.0 + across * part, from.1 + down * part)
    })
}

/// A place as a message has it: on the sheet, whatever the pen did.
pub fn mark((x, y): Place, begins: bool) -> Mark {
    let on_sheet = |place: f64, size: u16| place.round().clamp(0.0, f64::from(size - 1)) as u16;
    Mark { x: on_sheet(x, Drawing::WIDTH), y: on_sheet(y, Drawing::HEIGHT), begins }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_lie_on_the_sheet_in_small_steps() {
        for (shape, name) in Shape::ALL {
            let marks = shape.marks();
            assert!((80..400).contains(&marks.len()), "{name}: {} points", marks.len());
            assert!(marks[0].begins);
            for pair in marks.windows(2).filter(|pair| !pair[1].begins) {
                let apart = |of: fn(&Mark) -> u16| f64::from(of(&pair[1])) - f64::from(of(&pair[0]));
                let far = apart(|mark| mark.x).hypot(apart(|mark| mark.y));
                assert!((3.0..=STEP * 1.6).contains(&far), "{name}: {far}");
            }
            let inner = |mark: &Mark| (20..980).contains(&mark.x) && (20..580).contains(&mark.y);
            assert!(marks.iter().all(inner), "{name}");
        }
    }

    #[test]
    fn a_line_goes_to_its_end_and_a_trembling_pen_draws_nothing() {
        let line: Vec<Place> = between((0.0, 0.0), (0.0, 100.0)).collect();
        assert_eq!((line.len(), line[6]), (7, (0.0, 100.0)));
        assert_eq!(between((5.0, 5.0), (8.0, 9.0)).count(), 0);
        assert_eq!(mark((-4.0, 1_200.4), true), Mark { x: 0, y: 599, begins: true });
    }
}
