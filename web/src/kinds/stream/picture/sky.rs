//! Records on their way: each flies from its producer to the place on the bar that its key hashes to. A
//! refused one flies back up.
use super::{Layout, Pen};
use crate::scene::looks;
use crate::scene::raster::Rect;
use shardscope_core::base::Instant;
use shardscope_core::client::ActorId;
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::{Flight, Flights, Sim};

/// The heights at which producers stand at the left edge.
pub(super) fn starts(layout: &Layout, sim: &Sim, stream: StreamId, starts: &mut Vec<(ActorId, i32)>) {
    starts.clear();
    let here = || sim.producers().filter(|producer| producer.stream == stream);
    let count = here().count().max(1) as i32;
    for (place, producer) in (0..).zip(here()) {
        let room = layout.sky.h / 2;
        starts.push((producer.id, layout.sky.y + room * (2 * place + 1) / (2 * count)));
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, now: Instant, flights: &Flights, starts: &[(ActorId, i32)], reduced: bool) {
    let size = pen.layout.px(6.0).max(4);
    for flight in &flights.records {
        let start = starts.iter().find(|(id, _)| *id == flight.producer).map_or(pen.layout.sky.y, |(_, y)| *y);
        let progress = progress(flight, now);
        let (x, y) = match flight.refused {
            true => bounce(pen.layout, flight, progress),
            false if reduced => (pen.layout.x(flight.hash_key), pen.layout.pins.y - size),
            false => on_the_way(pen.layout, flight, start, progress),
        };
        if flight.refused {
            let hot = pen.palette.hot.mix(pen.palette.page, (progress * 160.0) as u32);
            pen.raster.fill(Rect::new(x - size / 2, y - size / 3, size + 2, (size / 2).max(2)), hot);
        } else {
            let colour = pen.key_colour(flight.subject);
            pen.raster.glyph(x, y, size, looks(flight.subject).1, colour);
        }
    }
}

/// 0 when it leaves, 1 when it arrives.
fn progress(flight: &Flight, now: Instant) -> f64 {
    let all = flight.arrives_at.since(flight.sent_at).as_micros().max(1);
    (now.since(flight.sent_at).as_micros() as f64 / all as f64).min(1.0)
}

fn on_the_way(layout: &Layout, flight: &Flight, start: i32, progress: f64) -> (i32, i32) {
    let target = layout.x(flight.hash_key);
    // Across first, then down: lanes that lead to one shard stay apart until the end.
    let across = 1.0 - (1.0 - progress) * (1.0 - progress);
    let x = f64::from(layout.sky.x) + f64::from(target - layout.sky.x) * across;
    // A lane of its own for each key, so that records of one key follow each other.
    let lane = (flight.hash_key.0 & 0xff) as f64 / 255.0 - 0.5;
    let spread = lane * f64::from(layout.sky.h) * 0.45 * (1.0 - progress) * (0.3 + progress);
    let y = f64::from(start) + f64::from(layout.pins.bottom() - start) * progress * progress + spread;
    (x as i32, y as i32)
}

/// Up from the bar and away.
fn bounce(layout: &Layout, flight: &Flight, progress: f64) -> (i32, i32) {
    let drift = ((flight.hash_key.0 >> 8 & 0xff) as f64 - 128.0) / 128.0;
    let x = f64::from(layout.x(flight.hash_key)) + drift * f64::from(layout.px(36.0)) * progress;
    let height = f64::from(layout.sky.h) * 0.42;
    let y = f64::from(layout.pins.y) - height * (1.0 - (1.0 - progress) * (1.0 - progress));
    (x as i32, y as i32)
}
