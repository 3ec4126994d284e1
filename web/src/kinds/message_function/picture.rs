//! A function as a picture: its batches one by one, in three fields. Those that are processed, those that are throttled, and
//! pollers that receive. The larger a mark, the fuller the batch; the line below it grows while the function runs.
use super::{NAME, of};
use crate::card::{Cell, Label, Scenery, Subject, Table, Tone};
use crate::format::{count, grouped, millis};
use crate::kinds::cells::{self, Field, done};
use crate::scene::raster::{Rect, Shape};
use crate::scene::{Pen, Size};
use crate::words::Plain;
use shardscope_core::client::message_lambda::{Doing, MessageFunction, Poller};
use shardscope_core::sim::Sim;

/// Batches that the table lists.
const LISTED: usize = 50;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Works,
    Throttled,
    Receives,
}

/// The fields, each with its part of the width, in hundredths.
const FIELDS: [(State, Plain, i32); 3] = [
    (State::Works, message!(message_function.worked_on), 50),
    (State::Throttled, message!(message_function.throttled_field), 25),
    (State::Receives, message!(message_function.receiving_field), 25),
];

const fn state(poller: &Poller) -> State {
    match poller.doing {
        Doing::Invokes(_) | Doing::Deletes => State::Works,
        Doing::Throttled => State::Throttled,
        Doing::Receives | Doing::Waits(..) => State::Receives,
    }
}

fn pollers(function: &MessageFunction, of: State) -> impl Iterator<Item = (u32, &Poller)> {
    function.pollers.iter().filter(move |(_, poller)| state(poller) == of).map(|(number, poller)| (*number, poller))
}

/// Few batches are drawn large, a thousand small.
fn fields(function: &MessageFunction, size: Size) -> [Field<State>; 3] {
    let cell = match function.pollers.len() {
        0..=20 => 34.0,
        21..=150 => 20.0,
        _ => 11.0,
    };
    cells::fields(&FIELDS, size, size.px(cell))
}

pub fn draw(pen: &mut Pen<'_>, sim: &Sim, id: u32) -> bool {
    let Some(function) = of(sim, id) else { return false };
    for field in fields(function, pen.size()) {
        pen.raster.fill(field.rect, pen.palette.panel);
        pen.raster.frame(field.rect, 1, pen.palette.line);
        for (at, (_, poller)) in pollers(function, field.of).take(field.room()).enumerate() {
            let (x, y) = field.place(at);
            let colour = match field.of {
                State::Works => pen.palette.calm,
                State::Throttled => pen.palette.hot,
                State::Receives => pen.palette.muted,
            };
            let half = field.cell / 2;
            pen.raster.frame(
                Rect::new(x - half + 1, y - half + 1, field.cell - 2, field.cell - 2),
                1,
                pen.palette.line,
            );
            let full = (poller.batch.len() as i64 * 100 / i64::from(function.spec.batch_size)).clamp(0, 100) as i32;
            if full > 0 {
                pen.raster.glyph(x, y, (field.cell * (30 + full / 2) / 100).max(2), Shape::Square, colour);
            }
            if let Doing::Invokes(ends_at) = poller.doing {
                let wide = (f64::from(field.cell - 2)
                    * done(
                        poller.batch.len(),
                        function.spec.work_micros,
                        function.spec.invocation_millis,
                        ends_at.since(sim.now()),
                    )) as i32;
                let high = (field.cell / 8).max(1);
                pen.raster.fill(Rect::new(x - half + 1, y + half - 1 - high, wide, high), pen.palette.strong);
            }
        }
    }
    true
}

pub fn scenery(sim: &Sim, id: u32, size: Size) -> Option<Scenery> {
    let function = of(sim, id)?;
    let labels = fields(function, size).into_iter().map(|field| {
        let number = pollers(function, field.of).count();
        let rest = if number > field.room() { t!(message_function.shown, room = field.room()) } else { String::new() };
        let text = format!("{} {}{rest}", grouped(number as u64), field.name);
        Label::new(text, field.rect.x, size.px(6.0), Tone::Muted)
    });
    let about = if function.spec.queue_name.is_empty() {
        t!(message_function.topics_invoke_it_waiting, events_waiting = grouped(function.events_waiting()))
    } else {
        t!(
            message_function.one_square_per_batch_the_fuller,
            batches = grouped(function.batches.into()),
            batches_most = grouped(function.spec.batches_most().into())
        )
    };
    let rows = function.pollers.iter().take(LISTED).map(|(number, poller)| row(sim, *number, poller));
    let head = [
        t!(message_function.batch),
        t!(message_function.state),
        t!(message_function.messages),
        t!(message_function.ends_in),
    ];
    Some(Scenery {
        of: Subject::new(NAME, id),
        title: function.spec.function_name.clone(),
        about,
        labels: labels.collect(),
        table: Table::new(
            t!(message_function.the_first_batches_of, listed = LISTED, function_name = function.spec.function_name),
            &head,
            rows,
        ),
    })
}

fn row(sim: &Sim, number: u32, poller: &Poller) -> Vec<Cell> {
    let state = state(poller);
    let name = FIELDS.iter().find(|(of, ..)| *of == state).map_or("", |(_, name, _)| name.text());
    let messages = poller.batch.len().to_string();
    vec![number.to_string().into(), name.into(), messages.into(), ends_in(sim, poller).into()]
}

fn ends_in(sim: &Sim, poller: &Poller) -> String {
    match poller.doing {
        Doing::Invokes(at) => millis(at.since(sim.now()).as_millis()),
        Doing::Receives | Doing::Waits(..) | Doing::Throttled | Doing::Deletes => "–".into(),
    }
}

/// The poller that is drawn at a point.
pub fn spot(sim: &Sim, id: u32, size: Size, at: (i32, i32)) -> Option<u64> {
    let function = of(sim, id)?;
    let field = fields(function, size).into_iter().find(|field| field.rect.contains(at.0, at.1))?;
    let place = field.at(at)?;
    pollers(function, field.of).nth(place).map(|(number, _)| number.into())
}

/// A poller that was pointed at, as it is now.
pub fn told(sim: &Sim, id: u32, number: u64) -> Option<String> {
    let function = of(sim, id)?;
    let Some(poller) = function.pollers.get(&(number as u32)) else {
        return Some(t!(message_function.the_mapping_has_fewer_pollers_now).into());
    };
    let messages = count(poller.batch.len() as u64, message!(nouns.message));
    let said = match poller.doing {
        Doing::Invokes(_) => {
            t!(message_function.the_function_works_on_them_for, messages = messages, ends_in = ends_in(sim, poller))
        }
        Doing::Throttled => t!(message_function.throttled_the_functions_concurrency, messages = messages),
        Doing::Deletes => t!(message_function.its_messages_are_being_deleted).into(),
        Doing::Receives | Doing::Waits(..) => t!(message_function.it_receives_with_so_far, messages = messages),
    };
    Some(t!(message_function.poller, number = number, said = said))
}
