//! What can be taken out of a run: its events, and what the charts show. [`terminal`](crate::terminal) makes files of it.
use crate::player::Player;
use serde::Serialize;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::kinesis::{Counts, SERIES_LEVELS};
use shardscope_core::sim::{Event, Sink};

/// Events that one answer holds at most.
pub const EVENTS: usize = 100_000;
/// Events that a file holds at most: the last of a longer run are left out.
const TRACE_MOST: usize = 1_000_000;

/// An event, with its time in milliseconds since the run began.
#[derive(Serialize)]
pub struct Told {
    pub at_millis: f64,
    pub event: Event,
}

/// What happened in a stretch of time.
#[derive(Serialize)]
pub struct Trace {
    pub events: Vec<Told>,
    /// Whether that is all; otherwise ask again from the last one's time on.
    pub complete: bool,
}

struct Collector {
    epoch: Instant,
    most: usize,
    trace: Trace,
}

impl Sink for Collector {
    fn record(&mut self, at: Instant, event: Event) {
        if self.trace.events.len() < self.most {
            let at_millis = at.since(self.epoch).as_micros() as f64 / 1_000.0;
            self.trace.events.push(Told { at_millis, event });
        } else {
            self.trace.complete = false;
        }
    }
}

/// What happened from `from` to now: the run does it once more.
pub fn trace(player: &Player, from: Instant, most: usize) -> Trace {
    let trace = Trace { events: Vec::new(), complete: true };
    let mut collector = Collector { epoch: player.timeline.epoch(), most, trace };
    player.timeline.replay(from, &mut collector);
    collector.trace
}

/// What an export of a kind is made of: events or points as NDJSON, or the run itself. [`terminal`](crate::terminal) does the rest.
pub fn source(player: &Player, kind: &str) -> String {
    match kind {
        "trace.csv" | "trace.ndjson" => lines(trace(player, player.timeline.epoch(), TRACE_MOST).events.iter()),
        "charts.csv" | "charts.ndjson" => lines(points(player).iter()),
        _ => player.save(),
    }
}

fn lines<T: Serialize>(items: impl Iterator<Item = T>) -> String {
    let mut text = String::new();
    for item in items {
        // Plain numbers and names: nothing that JSON could not say.
        text.push_str(&serde_json::to_string(&item).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// A point of the charts.
#[derive(Serialize)]
struct Point<'a> {
    stream: &'a str,
    /// Seconds since the run began, and how many the point covers.
    from_seconds: u64,
    seconds: u64,
    counts: Counts,
}

fn points(player: &Player) -> Vec<Point<'_>> {
    let (epoch, now) = (player.timeline.epoch(), player.now());
    let mut points = Vec::new();
    for stream in player.sim().kinesis().streams() {
        for (level, step) in SERIES_LEVELS.iter().enumerate() {
            let all: Vec<Counts> = stream.series.points(level, stream.created_at, now).collect();
            let width = step.as_micros().max(1);
            // The newest point is the one that now lies in.
            let last = now.as_micros() / width;
            for (place, counts) in all.iter().enumerate() {
                let begin = Instant::from_micros((last - (all.len() - 1 - place) as u64) * width);
                let from_seconds = begin.since(epoch).as_secs();
                let seconds = Duration::from_micros(width).as_secs();
                points.push(Point { stream: &stream.name, from_seconds, seconds, counts: *counts });
            }
        }
    }
    points
}
