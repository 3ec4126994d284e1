//! A queue as a picture: its messages one by one, in three fields. Those that wait, those in flight, those that are delayed. One that
//! has just come into a field travels to its place there.
use super::NAME;
use crate::card::{Cell, Label, Scenery, Subject, Table, Tone};
use crate::format::{clock, count, grouped, millis};
use crate::kinds::cells::{self, Field};
use crate::scene::raster::{Rect, Shape};
use crate::scene::{Pen, Size, left, looks};
use crate::words;
use shardscope_core::base::{Duration, Instant};
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

/// How long a message travels into a field.
const TRAVELS: Duration = Duration::from_millis(350);

/// When a message came into the field that it is in, as far as it is known, and from which.
fn came(queue: &Queue, message: &Message, of: State) -> (Instant, Option<State>) {
    let was_hidden = message.hidden_until > message.sent_at;
    let timeout = Duration::from_secs(queue.attributes.visibility_timeout.into());
    match (of, message.receive_count) {
        (State::Waiting, 0) if was_hidden => (message.hidden_until, Some(State::Delayed)),
        (State::Waiting, 0) | (State::Delayed, _) => (message.sent_at, None),
        (State::Waiting, _) => (message.hidden_until, Some(State::InFlight)),
        (State::InFlight, 0 | 1) => (message.first_received_at.unwrap_or(message.sent_at), Some(State::Waiting)),
        // Unless this receive asked for another timeout.
        (State::InFlight, _) => (message.hidden_until - timeout, Some(State::Waiting)),
    }
}

/// Where a message is on its way to its place.
fn on_its_way(
    all: &[Field<State>],
    (at, from): (Instant, Option<State>),
    now: Instant,
    (x, y): (i32, i32),
) -> (i32, i32) {
    let Some(part) = left(at, TRAVELS, now) else { return (x, y) };
    let field = |of: State| all.iter().find(|field| field.of == of).map(|field| field.rect);
    let begins = match from.and_then(field) {
        Some(rect) if rect.x < x => rect.right(),
        Some(rect) => rect.x,
        // From outside.
        None => 0,
    };
    (x + (f64::from(begins - x) * part) as i32, y)
}

pub fn draw(pen: &mut Pen<'_>, sim: &Sim, id: u32) -> bool {
    let Some(queue) = sim.sqs().queue(QueueId(id)) else { return false };
    let (size, now) = (pen.size(), sim.now());
    let all = fields(queue, size);
    for field in &all {
        pen.raster.fill(field.rect, pen.palette.panel);
        pen.raster.frame(field.rect, 1, pen.palette.line);
    }
    for field in &all {
        for (at, (_, message)) in messages(queue, field.of, now).take(field.room()).enumerate() {
            let place = field.place(at);
            let (x, y) = match pen.reduced_motion {
                true => place,
                false => on_its_way(&all, came(queue, message, field.of), now, place),
            };
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
        return Some(t!(queue.this_message_is_no_longer_in_the).into());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::player::Player;
    use shardscope_core::script::Script;

    const RUN: &str = "\
shardscope 1
at 0s aws sqs create-queue --queue-name q --attributes VisibilityTimeout=30
at 1s aws sqs send-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q --message-body a
at 5s aws sqs receive-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q
until 1s
";

    /// Where the only message is drawn, that many milliseconds after the beginning, and its field and place.
    fn at(millis: u64) -> (State, (i32, i32), (i32, i32)) {
        let mut player = Player::of_script("q", Script::parse(RUN).expect("a run"));
        player.seek(player.timeline.epoch() + Duration::from_millis(millis));
        player.finish();
        let queue = player.sim().sqs().named("q").expect("it is there");
        let (message, now) = (queue.messages().next().expect("it is there"), player.now());
        let (all, of) = (fields(queue, Size { width: 900, height: 400, scale: 1.0 }), state(message, now));
        let place = all.iter().find(|field| field.of == of).expect("each has one").place(0);
        (of, on_its_way(&all, came(queue, message, of), now, place), place)
    }

    #[test]
    fn a_message_travels_into_each_field_and_stands_still_then() {
        for (begins, of) in [(1_000, State::Waiting), (5_000, State::InFlight), (35_000, State::Waiting)] {
            let way: Vec<_> = [1, 100, 200].map(|after| at(begins + after)).into();
            assert!(way.iter().all(|(state, ..)| *state == of), "at {begins} ms");
            let gaps: Vec<i32> = way.iter().map(|(_, (x, _), (to, _))| (x - to).abs()).collect();
            assert!(gaps[0] > gaps[1] && gaps[1] > gaps[2] && gaps[2] > 0, "{gaps:?} at {begins} ms");
            let (_, here, place) = at(begins + 400);
            assert_eq!(here, place, "at {begins} ms");
        }
    }
}
