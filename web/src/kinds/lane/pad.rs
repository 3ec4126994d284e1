//! The sheet to draw on: each point of it becomes a message.
use super::sketch;
use crate::card::Deed;
use crate::form::on;
use crate::shapes::{Place, Shape, between, mark};
use gloo::timers::callback::Timeout;
use shardscope_core::client::lab::{Drawing, Drawn, Mark};
use shardscope_core::sim::Command;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// How long points are gathered before they go into the run, in milliseconds: with a line for each pixel its text would be
/// unreadable.
const GATHER_MILLIS: u32 = 150;

#[derive(Properties, PartialEq)]
pub struct PadProps {
    pub drawing: Drawing,
    pub send: Callback<Deed>,
}

/// The pen, and what it has drawn that is not in the run yet.
#[derive(Default)]
struct Pen {
    at: Option<Place>,
    /// Whose pen it is: a second finger draws nothing.
    pointer: i32,
    gathered: Vec<Mark>,
    flush: Option<Timeout>,
}

type Held = Rc<RefCell<Pen>>;

#[component]
pub fn Pad(props: &PadProps) -> Html {
    let pen = use_mut_ref(Pen::default);
    let sheet = use_node_ref();
    let redraw = use_force_update();
    let (send, held) = (props.send.clone(), pen.clone());
    let onpointerdown = {
        let (sheet, send, pen, redraw) = (sheet.clone(), send.clone(), pen.clone(), redraw.clone());
        Callback::from(move |event: PointerEvent| {
            let free = pen.borrow().at.is_none() || pen.borrow().pointer == event.pointer_id();
            let free = free && event.button() == 0;
            let Some(sheet) = sheet.cast::<Element>().filter(|_| free) else { return };
            // Without it the stroke ends at the sheet's edge: no harm.
            let _ = sheet.set_pointer_capture(event.pointer_id());
            let place = place_of(&sheet, &event);
            event.prevent_default();
            {
                let mut pen = pen.borrow_mut();
                (pen.at, pen.pointer) = (Some(place), event.pointer_id());
            }
            gather(&pen, &send, [mark(place, true)]);
            redraw.force_update();
        })
    };
    let onpointermove = {
        let (sheet, send, pen) = (sheet.clone(), send.clone(), pen.clone());
        Callback::from(move |event: PointerEvent| {
            if pen.borrow().pointer != event.pointer_id() {
                return;
            }
            let (Some(sheet), Some(from)) = (sheet.cast::<Element>(), pen.borrow().at) else { return };
            let place = place_of(&sheet, &event);
            let points: Vec<Mark> = between(from, place).map(|place| mark(place, false)).collect();
            if !points.is_empty() {
                pen.borrow_mut().at = Some(place);
                gather(&pen, &send, points);
                redraw.force_update();
            }
        })
    };
    let lift = Callback::from(move |event: PointerEvent| {
        if held.borrow().pointer == event.pointer_id() {
            held.borrow_mut().at = None;
            flush(&held, &send);
        }
    });
    html! {
        <svg ref={sheet.clone()} class="sheet pad" viewBox="0 0 1000 600" role="img"
            aria-label={t!(lane.a_sheet_to_draw_on_with)}
            {onpointerdown} {onpointermove} onpointerup={lift.clone()} onpointercancel={lift.clone()} onlostpointercapture={lift}>
            <path d={with_gathered(&props.drawing, &pen.borrow().gathered)} />
        </svg>
    }
}

/// The sheet with what is gathered for it.
fn with_gathered(drawing: &Drawing, gathered: &[Mark]) -> String {
    let mut all = drawing.clone();
    // What cannot be drawn is refused when it goes into the run.
    let _ = all.draw(&Drawn { new_sheet: false, marks: gathered.to_vec() });
    sketch::drawn(&all)
}

/// Where on the sheet a pointer is.
fn place_of(sheet: &Element, event: &PointerEvent) -> Place {
    let bounds = sheet.get_bounding_client_rect();
    let part = |at: i32, start: f64, length: f64| (f64::from(at) - start) / length.max(1.0);
    let x = part(event.client_x(), bounds.left(), bounds.width()) * f64::from(Drawing::WIDTH);
    let y = part(event.client_y(), bounds.top(), bounds.height()) * f64::from(Drawing::HEIGHT);
    (x, y)
}

fn gather(pen: &Held, send: &Callback<Deed>, points: impl IntoIterator<Item = Mark>) {
    let (later, to) = (pen.clone(), send.clone());
    let mut pen = pen.borrow_mut();
    pen.gathered.extend(points);
    pen.flush.get_or_insert_with(|| Timeout::new(GATHER_MILLIS, move || flush(&later, &to)));
}

fn flush(pen: &Held, send: &Callback<Deed>) {
    let mut pen = pen.borrow_mut();
    pen.flush = None;
    let marks = std::mem::take(&mut pen.gathered);
    drop(pen);
    if !marks.is_empty() {
        send.emit(draw(false, marks));
    }
}

fn draw(new_sheet: bool, marks: Vec<Mark>) -> Deed {
    Deed::Do(Command::Draw(Drawn { new_sheet, marks }))
}

/// What is drawn without a pen.
pub fn shapes(drawing: &Drawing, send: &Callback<Deed>) -> Html {
    let sheet = &drawing.points[drawing.sheet as usize..];
    let begins = |at: usize| at == 0 || sheet[at - 1].stroke != sheet[at].stroke;
    let again: Vec<Mark> =
        (0..sheet.len()).map(|at| Mark { x: sheet[at].x, y: sheet[at].y, begins: begins(at) }).collect();
    let empty = again.is_empty();
    html! {
        <div class="buttons" role="group" aria-label={t!(lane.draw)}>
            <button disabled={empty} onclick={on(send, draw(true, again.clone()))}>{ t!(lane.send_again) }</button>
            <button disabled={empty} onclick={on(send, draw(true, Vec::new()))}>{ t!(lane.new_sheet) }</button>
            { for Shape::ALL.iter().map(|(shape, name)| html! {
                <button onclick={on(send, draw(true, shape.marks()))}>{ name.text() }</button>
            }) }
        </div>
    }
}
