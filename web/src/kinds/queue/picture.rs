//! A queue as a picture: its messages one by one, in three fields. Those that wait, those in flight, those that are delayed.
use super::NAME;
use crate::card::{Cell, Label, Scenery, Subject, Table, Tone};
use crate::format::{clock, count, grouped, millis};
use crate::kinds::cells::{self, Field};
use crate::scene::raster::{Rect, Shape};
use crate::scene::{Pen, Size, looks};
use crate::words;
use shardscope_core::base::Instant;
use shardscope_core::hash::HashKey;
use shardscope_core::sim::Sim;
use shardscope_core::sqs::{Message, Queue, QueueId};

/// Messages that are looked at for the picture, and that its table lists.
const LOOKED_AT: usize = 6_000;
const LISTED: usize = 50;

/// Where a message is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    InFlight,
    Delayed,
}

/// The fields, each with its part of the width, in hundredths.
const FIELDS: [(State, words::Plain, i32); 3] = [
    (State::Waiting, message!(queue.waiting_field), 50),
    (State::InFlight, message!(queue.in_flight), 30),
    (State::Delayed, message!(queue.delayed_field), 20),
];

fn state(message: &Message, now: Instant) -> State {
    match message.hidden_until > now {
        false => State::Waiting,
        true if message.receive_count > 0 => State::InFlight,
        true => State::Delayed,
    }
}

fn messages(queue: &Queue, of: State, now: Instant) -> impl Iterator<Item = (u64, &Message)> {
    let copies = queue.copies().iter().take(LOOKED_AT).map(|(copy, message)| (*copy, message));
    copies.filter(move |(_, message)| state(message, now) == of)
}

/// Few messages are drawn large.
fn fields(queue: &Queue, size: Size) -> [Field<State>; 3] {
    let cell = match queue.copies().len() {
        0..=60 => 30.0,
        61..=400 => 20.0,
        _ => 13.0,
    };
    cells::fields(&FIELDS, size, size.px(cell))
}

/// Messages of a group look alike; without groups each is its own.
fn look(message: &Message) -> HashKey {
    let number = message.group.map_or(message.id.0 as u128, |group| u128::from(group) + 1);
    HashKey(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) >> 7)
}

pub fn draw(pen: &mut Pen<'_>, sim: &Sim, id: u32) -> bool {
    let Some(queue) = sim.sqs().queue(QueueId(id)) else { return false };
    let size = pen.size();
    for field in fields(queue, size) {
        pen.raster.fill(field.rect, pen.palette.panel);
        pen.raster.frame(field.rect, 1, pen.palette.line);
        for (at, (_, message)) in messages(queue, field.of, sim.now()).take(field.room()).enumerate() {
            let (x, y) = field.place(at);
            let (colour, shape) = looks(look(message));
            // One that has come back is framed: it may be done twice.
            if message.receive_count > 1 || message.receive_count == 1 && field.of == State::Waiting {
                let half = field.cell / 2;
                pen.raster.frame(Rect::new(x - half, y - half, field.cell - 1, field.cell - 1), 1, pen.palette.hot);
            }
            let shape = if message.group.is_some() { shape } else { Shape::Square };
            pen.raster.glyph(x, y, field.cell * 2 / 3, shape, pen.palette.keys[colour]);
        }
    }
    true
}

pub fn scenery(sim: &Sim, id: u32, size: Size) -> Option<Scenery> {
    let queue = sim.sqs().queue(QueueId(id))?;
    let depth = queue.depth(sim.now());
    let numbers = [
        depth.approximate_number_of_messages_visible,
        depth.approximate_number_of_messages_not_visible,
        depth.approximate_number_of_messages_delayed,
    ];
    let labels = fields(queue, size).into_iter().zip(numbers).map(|(field, number)| {
        let shown = messages(queue, field.of, sim.now()).take(field.room()).count() as u64;
        let rest = if shown < number { t!(queue.shown, shown = grouped(shown)) } else { String::new() };
        let y = size.px(6.0);
        Label::new(format!("{} {}{rest}", grouped(number), field.name), field.rect.x, y, Tone::Muted)
    });
    let marks = if queue.is_fifo() {
        t!(queue.oldest_first_colour_and_shape_show)
    } else {
        t!(queue.one_mark_per_message_oldest_first)
    };
    let row = |message: &Message| row(sim, queue, message);
    let head = [t!(queue.message), t!(queue.state), t!(queue.group), t!(queue.received_head), t!(queue.sent_at)];
    let caption = t!(queue.the_oldest_messages_of, listed = LISTED, name = queue.name);
    Some(Scenery {
        of: Subject::new(NAME, id),
        title: queue.name.clone(),
        about: marks.into(),
        labels: labels.collect(),
        table: Table::new(caption, &head, queue.messages().take(LISTED).map(row)),
    })
}

fn row(sim: &Sim, queue: &Queue, message: &Message) -> Vec<Cell> {
    let state = state(message, sim.now());
    let name = FIELDS.iter().find(|(of, ..)| *of == state).map_or("", |(_, name, _)| name.text());
    let group = message.group.and_then(|group| queue.group_name(group)).unwrap_or("–");
    let sent = clock(message.sent_at.since(sim.config().epoch));
    let received = count(message.receive_count.into(), message!(nouns.time));
    vec![message.id.uuid().into(), name.into(), group.into(), received.into(), sent.into()]
}

/// The copy of a message that is drawn at a point.
pub fn spot(sim: &Sim, id: u32, size: Size, at: (i32, i32)) -> Option<u64> {
    let queue = sim.sqs().queue(QueueId(id))?;
    let field = fields(queue, size).into_iter().find(|field| field.rect.contains(at.0, at.1))?;
    let place = field.at(at)?;
    messages(queue, field.of, sim.now()).nth(place).map(|(copy, _)| copy)
}

/// A message that was pointed at, as it is now.
pub fn told(sim: &Sim, id: u32, number: u64) -> Option<String> {
    let queue = sim.sqs().queue(QueueId(id))?;
    let Some(message) = queue.copies().get(&number) else {
        return Some(t!(queue.the_message_you_clicked_is_no).into());
    };
    let state = state(message, sim.now());
    let group = message.group.and_then(|group| queue.group_name(group));
    let group = group.map(|name| t!(queue.of_group, name = name)).unwrap_or_default();
    let left = match state {
        State::Waiting => String::new(),
        State::InFlight | State::Delayed => {
            t!(queue.hidden_for_more, since = millis(message.hidden_until.since(sim.now()).as_millis()))
        }
    };
    let sent = clock(message.sent_at.since(sim.config().epoch));
    let received = match message.receive_count {
        0 => t!(queue.not_received_yet).to_string(),
        times => t!(queue.received, times = count(times.into(), message!(nouns.time))),
    };
    Some(t!(
        queue.message_sent_at,
        uuid = message.id.uuid(),
        group = group,
        sent = sent,
        received = received,
        left = left
    ))
}
