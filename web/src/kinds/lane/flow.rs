//! A lane's messages on their way: each stands as far to the right as it has waited, in the row of what keeps it in order.
//!
//! The axis of time is logarithmic, and the same in all lanes: a queue that is kept up with shows its messages at the left, one
//! that is not, a crowd that moves to the right. Rows are shards of a stream, groups of a FIFO queue, trucks elsewhere.
use super::looks::TRUCKS;
use super::{order, queue_of};
use crate::scene::Pen;
use crate::scene::raster::{Rect, Shape};
use shardscope_core::base::Instant;
use shardscope_core::client::ActorId;
use shardscope_core::client::lab::{Drawing, Lane, LaneSpec, Receiver, Verdict};
use shardscope_core::kinesis::Shard;
use shardscope_core::message::Content;
use shardscope_core::sim::Sim;
use shardscope_core::sqs::Queue;

/// Where the axis ends, 100 s, in units of 25 ms: what is younger than that lies close together.
const LONGEST: f64 = 4_000.0;
const UNIT_MICROS: f64 = 25_000.0;
/// Times that the head names, in milliseconds.
pub const TICKS: [u64; 3] = [100, 1_000, 10_000];
/// Newest messages that are drawn one by one, and marks in all: further back a mark is one of several.
const EACH: u64 = 160;
const MARKS: usize = 420;

/// How a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waits,
    /// A consumer has it.
    Held,
    /// It was received before, and is there again.
    Back,
}

/// A message to be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    age_micros: u64,
    /// The row, of how many.
    row: (u32, u32),
    truck: Option<u32>,
    state: State,
}

/// How far along the axis something of that age is, from 0 to 1.
pub fn along(age_micros: u64) -> f64 {
    ((1.0 + age_micros as f64 / UNIT_MICROS).ln() / (1.0 + LONGEST).ln()).min(1.0)
}

/// Draws what is on its way to a receiver of a lane, or after it, by the odd number, the order in which messages came there.
pub fn draw(pen: &mut Pen<'_>, sim: &Sim, id: u32, part: usize) -> bool {
    let Some(lane) = sim.lanes().find(|lane| lane.id == ActorId(id)) else { return false };
    let Some(receiver) = lane.receivers.get(part / 2) else { return false };
    let size = pen.size();
    pen.raster.clear(pen.palette.page);
    if part % 2 == 1 {
        order::draw(pen, lane, receiver);
        return true;
    }
    if lane.spec.drawing {
        received(pen, sim, lane, receiver);
        return true;
    }
    for tick in TICKS {
        let x = (f64::from(size.width) * along(tick * 1_000)) as i32;
        pen.raster.fill(Rect::new(x, 0, 1, size.height), pen.palette.line);
    }
    marks(sim, lane, receiver).into_iter().for_each(|mark| put(pen, mark));
    true
}

/// The points of a drawing as they were received.
fn received(pen: &mut Pen<'_>, sim: &Sim, lane: &Lane, receiver: &Receiver) {
    let (size, drawing) = (pen.size(), sim.drawing());
    let of_sheet = receiver.recent.iter().filter(|(index, _)| *index >= drawing.sheet && lane.spec.drawing);
    for (index, verdict) in of_sheet {
        let Some(point) = drawing.points.get(*index as usize) else { continue };
        let at = |along: u16, of: u16, room: i32| i32::from(along) * room / i32::from(of.max(1));
        let (x, y) = (at(point.x, Drawing::WIDTH, size.width), at(point.y, Drawing::HEIGHT, size.height));
        let colour = match verdict {
            Verdict::InOrder => pen.palette.accent,
            Verdict::OutOfOrder => pen.palette.hot,
            Verdict::Duplicate => pen.palette.busy,
        };
        pen.raster.glyph(x, y, size.px(6.0).max(3), Shape::Square, colour);
    }
}

fn put(pen: &mut Pen<'_>, mark: Mark) {
    let size = pen.size();
    // More rows than there is room for are laid over each other, neighbours apart.
    let rows = (mark.row.1.max(1) as i32).min((size.height / size.px(6.0).max(1)).max(1));
    let row = if mark.row.1 as i32 == rows {
        mark.row.0 as i32
    } else {
        ((u64::from(mark.row.0.wrapping_mul(0x9e37_79b1)) * rows as u64) >> 32) as i32
    };
    let cell = (size.height / rows).clamp(size.px(6.0), size.px(10.0)).min(size.height).max(2);
    let room = f64::from(size.width - cell);
    let (x, y) = ((room * along(mark.age_micros)) as i32 + cell / 2, (2 * row + 1) * size.height / (2 * rows));
    let y = y.clamp(cell / 2, (size.height - cell / 2).max(cell / 2));
    let colour = mark.truck.map_or(pen.palette.muted, |truck| TRUCKS[truck as usize % TRUCKS.len()]);
    let frame = match mark.state {
        State::Waits => None,
        State::Held => Some(pen.palette.strong),
        State::Back => Some(pen.palette.hot),
    };
    pen.raster.glyph(x, y, (cell * 2 / 3).max(2), Shape::Square, colour);
    if let Some(frame) = frame.filter(|_| cell >= 5) {
        pen.raster.frame(Rect::new(x - cell / 2, y - cell / 2, cell, cell), 1, frame);
    }
}

fn marks(sim: &Sim, lane: &Lane, receiver: &Receiver) -> Vec<Mark> {
    if let Some(queue) = queue_of(sim, receiver) {
        return in_queue(sim.now(), lane, queue);
    }
    let stream = receiver.stream.and_then(|id| sim.kinesis().stream(id));
    // A closed shard has to be read to its end.
    let is_left = |shard: &&Shard| shard.is_open() || !receiver.ended.contains(&shard.id);
    let shards: Vec<&Shard> =
        stream.into_iter().flat_map(|stream| &stream.shards).filter(is_left).take(MARKS).collect();
    let (rows, each) = (shards.len() as u32, (MARKS / shards.len().max(1)).max(1));
    let of = |(row, shard): (usize, &&Shard)| in_shard(sim.now(), lane, receiver, shard, (row as u32, rows), each);
    shards.iter().enumerate().flat_map(of).collect()
}

/// Places to look at, the newest first: one by one, then further and further apart.
fn steps() -> impl Iterator<Item = u64> {
    let mut step = 1_u64;
    std::iter::successors(Some(0_u64), move |at| {
        if *at >= EACH {
            step += 1 + step / 40;
        }
        Some(at + step)
    })
}

/// What is said of the truck that has made a message of this lane.
fn truck(spec: &LaneSpec, index: u32) -> u32 {
    spec.order_of(index).0
}

/// How long ago a message was made: those of one call were sent together, and made one after the other.
fn age(lane: &Lane, index: Option<u32>, since_sent: u64) -> u64 {
    let (made, rate) = (u64::from(lane.sender.made), u64::from(lane.spec.rate.max(1)));
    let Some(index) = index else { return since_sent };
    let since_made = made.saturating_sub(1 + u64::from(index)) * 1_000_000 / rate;
    let of_a_call = u64::from(lane.spec.batch) * 1_000_000 / rate;
    since_made.clamp(since_sent, since_sent + of_a_call)
}

fn in_queue(now: Instant, lane: &Lane, queue: &Queue) -> Vec<Mark> {
    let Some((newest, _)) = queue.copies().last() else { return Vec::new() };
    let (mut marks, mut below) = (Vec::new(), Some(*newest));
    for pair in steps().take(MARKS).collect::<Vec<_>>().windows(2) {
        let Some((copy, message)) = below.and_then(|below| queue.copies().last_up_to(&below)) else { break };
        below = copy.checked_sub(pair[1] - pair[0]);
        let index = match message.content {
            Content::Made { source, index } => lane.known.contains(&source).then_some(index),
            Content::Supplied(_) => None,
        };
        let truck = index.map(|index| truck(&lane.spec, index));
        let state = match (message.is_in_flight(now), message.receive_count) {
            (true, _) => State::Held,
            (false, 0) => State::Waits,
            (false, _) => State::Back,
        };
        let row = match message.group {
            Some(group) => (group % lane.spec.groups.max(1), lane.spec.groups),
            None => (truck.unwrap_or(0), lane.spec.trucks),
        };
        marks.push(Mark { age_micros: age(lane, index, now.since(message.sent_at).as_micros()), row, truck, state });
    }
    marks
}

fn in_shard(now: Instant, lane: &Lane, of: &Receiver, shard: &Shard, row: (u32, u32), most: usize) -> Vec<Mark> {
    let done = of.leases.get(&shard.id).map_or(shard.log.trimmed(), |lease| lease.checkpoint);
    let reading = of.consumers.iter().find(|one| one.goes_on.as_ref().is_some_and(|(held, ..)| *held == shard.id));
    // Of a batch, those at its beginning are done, but nobody has said so yet.
    let done = done + reading.map_or(0, |one| one.done.len() as u64);
    let held = reading.and_then(|one| one.goes_on.as_ref()).map_or(done, |(_, next, _)| *next);
    let mut marks = Vec::new();
    for back in steps().take(most) {
        let ordinal = shard.log.end().checked_sub(back + 1).filter(|ordinal| *ordinal >= done);
        let Some(run) = ordinal.and_then(|ordinal| shard.log.runs(ordinal).next()) else { break };
        let slot = &run.slots[0];
        let index = lane.known.contains(&slot.source).then_some(slot.index);
        marks.push(Mark {
            age_micros: age(lane, index, now.since(run.arrival(slot)).as_micros()),
            row,
            truck: index.map(|index| truck(&lane.spec, index)),
            state: if run.first < held { State::Held } else { State::Waits },
        });
    }
    marks
}

#[cfg(test)]
mod tests;
