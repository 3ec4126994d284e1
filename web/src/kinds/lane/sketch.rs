//! A drawing as a receiver gets it: a line from each point to the next one that came.
use crate::platform::canvas::{self, Place, Plotter};
use crate::scene::Theme;
use shardscope_core::client::lab::{Drawing, Point, Verdict};
use std::fmt::Write;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// The sheet's size.
const SIZE: (f64, f64) = (Drawing::WIDTH as f64, Drawing::HEIGHT as f64);

/// What was drawn on the sheet that lies on top, as a path of SVG; a line of no length shows a dot.
pub fn drawn(drawing: &Drawing) -> String {
    let mut path = String::new();
    let sheet = &drawing.points[drawing.sheet as usize..];
    for (at, point) in sheet.iter().enumerate() {
        if at == 0 || sheet[at - 1].stroke != point.stroke {
            let _ = write!(path, "M{},{} ", point.x, point.y);
        }
        let _ = write!(path, "L{},{} ", point.x, point.y);
    }
    path
}

#[derive(Properties, PartialEq)]
pub struct SketchProps {
    /// Numbers of points as they came.
    pub recent: Vec<(u32, Verdict)>,
    pub drawing: Drawing,
    pub theme: Theme,
    /// The window's width: a new one may be a new size of the canvas.
    pub window: i32,
}

/// What came, sorted by how it is shown.
#[derive(Default)]
struct Strokes {
    ink: Vec<(Place, Place)>,
    broken: Vec<(Place, Place)>,
    /// Back to what had come before.
    again: Vec<(Place, Place)>,
    points: Vec<Place>,
    duplicates: Vec<Place>,
}

impl Strokes {
    /// Of everything that came from entry `from` on. Steps to the next point are ink, unless the pen was lifted there; all
    /// others are broken order.
    fn of(props: &SketchProps, from: usize) -> Self {
        let place = |point: Point| (f64::from(point.x), f64::from(point.y));
        let point = |index: u32| props.drawing.points.get(index as usize).copied();
        let mut strokes = Self::default();
        for (at, (index, verdict)) in props.recent.iter().enumerate().skip(from) {
            let Some(here) = point(*index) else { continue };
            strokes.points.push(place(here));
            if *verdict == Verdict::Duplicate {
                strokes.duplicates.push(place(here));
            }
            let before = at.checked_sub(1).map(|before| props.recent[before].0);
            let Some((last, there)) = before.and_then(|last| Some((last, point(last)?))) else { continue };
            match (last + 1 == *index, there.stroke == here.stroke) {
                (true, true) => strokes.ink.push((place(there), place(here))),
                (true, false) => {}
                (false, _) if *verdict == Verdict::Duplicate => strokes.again.push((place(there), place(here))),
                (false, _) => strokes.broken.push((place(there), place(here))),
            }
        }
        strokes
    }

    fn draw(&self, canvas: &HtmlCanvasElement, plotter: &Plotter) {
        let [ink, broken, duplicates] = ["--accent", "--bad", "--warn"].map(|name| canvas::colour(canvas, name));
        plotter.lines(&broken, 4.0, &self.broken);
        plotter.lines(&duplicates, 4.0, &self.again);
        plotter.lines(&ink, 7.0, &self.ink);
        plotter.dots(&ink, 7.0, &self.points);
        plotter.dots(&duplicates, 16.0, &self.duplicates);
    }
}

/// How far a canvas is drawn.
#[derive(Default)]
struct Done {
    /// The entries that it shows, by their number and the last of them.
    entries: usize,
    last: Option<(u32, Verdict)>,
    sheet: u32,
    theme: Theme,
}

#[component]
pub fn Sketch(props: &SketchProps) -> Html {
    let place = use_node_ref();
    let done = use_mut_ref(Done::default);
    // A point more is a stroke more: all of them anew, eight times a second in seven places, would be too much.
    let draw = {
        let place = place.clone();
        move |props: &std::rc::Rc<SketchProps>| {
            let Some(element) = place.cast::<HtmlCanvasElement>() else { return };
            let resized = canvas::fit(&element).is_some();
            let Some(plotter) = Plotter::of(&element, SIZE.0, SIZE.1) else { return };
            let mut done = done.borrow_mut();
            let same = (done.sheet, done.theme) == (props.drawing.sheet, props.theme) && !resized;
            let goes_on =
                same && done.entries.checked_sub(1).is_none_or(|at| props.recent.get(at) == done.last.as_ref());
            if !goes_on {
                plotter.clear(SIZE.0, SIZE.1);
                done.entries = 0;
            }
            Strokes::of(props, done.entries).draw(&element, &plotter);
            *done = Done {
                entries: props.recent.len(),
                last: props.recent.last().copied(),
                sheet: props.drawing.sheet,
                theme: props.theme,
            };
        }
    };
    let broken = props.recent.windows(2).filter(|pair| pair[0].0 + 1 != pair[1].0).count();
    let label = t!(lane.the_drawing_as_received_points_of, points = props.recent.len(), broken = broken);
    let given = SketchProps { recent: props.recent.clone(), drawing: props.drawing.clone(), ..*props };
    use_effect_with(std::rc::Rc::new(given), draw);
    html! { <canvas ref={place} class="sheet" role="img" aria-label={label}></canvas> }
}
