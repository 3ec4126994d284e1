//! What all that reads a stream has in common.
use crate::card::{Chip, Count, Deed, Mark, Place, Seen, Status, Subject, Tone};
use crate::format::{grouped, millis};
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::Tally;
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::Sim;
use shardscope_core::why::{LATE_MILLIS, lags};

/// How far behind a consumer is: the furthest of its shards in milliseconds, and the records of all.
pub fn lag(seen: Seen<'_>, id: ActorId) -> (u64, u64) {
    let lags = lags(seen.sim, id);
    (lags.iter().map(|lag| lag.millis).max().unwrap_or(0), lags.iter().map(|lag| lag.records).sum())
}

pub fn status(lag_millis: u64) -> Status {
    Status { text: format!("lag {}", millis(lag_millis)), tone: Tone::bad(lag_millis > LATE_MILLIS) }
}

/// How long records take to come to a consumer.
pub fn delivered(mean: Option<Duration>) -> String {
    mean.map_or_else(String::new, |mean| format!(", delivered after {}", millis(mean.as_millis())))
}

/// The same in a table.
pub fn mean(mean: Option<Duration>) -> String {
    mean.map_or_else(|| "–".into(), |mean| millis(mean.as_millis()))
}

/// What a consumer computed, beside the truth.
pub fn result(tally: &Tally, (keys, wrong): (u64, u64)) -> Vec<Count> {
    let mut counts = vec![
        Count::new("processed", tally.processed).titled("Deliveries that were processed, duplicates included"),
        Count::bad("duplicates", tally.duplicates).titled("Deliveries of records that had been processed before"),
        Count::bad("reordered", tally.reordered)
            .titled("Records older than one about the same subject (truck, user, sensor) that was processed before"),
        Count::bad("lost", tally.lost).titled(
            "Records that were passed over: skipped after an exception, given up after retries, or expired unread",
        ),
    ];
    if tally.kept_out > 0 {
        let title = "Repetitions that did not count, thanks to idempotence";
        counts.push(Count::new("kept out", tally.kept_out).titled(title));
    }
    if tally.left_out > 0 {
        let title = "First deliveries that did not count: wrongly kept out";
        counts.push(Count::bad("left out", tally.left_out).titled(title));
    }
    if keys > 0 {
        let value = format!("{} of {} keys", grouped(wrong), grouped(keys));
        let title = "Keys whose count, sum or last record is not what it should be";
        counts.push(Count { value, ..Count::bad("wrong results", wrong).titled(title) });
    }
    counts
}

/// Where the picture marks a consumer's place: polling readers come first, then applications, then functions.
pub fn position(seen: Seen<'_>, id: ActorId) -> usize {
    let sim = seen.sim;
    let readers = sim.readers().filter(|of| Some(of.stream) == seen.stream).map(|of| of.id);
    let applications = sim.applications().filter(|of| Some(of.stream) == seen.stream).map(|of| of.id);
    let functions = sim.mappings().filter(|of| Some(of.stream) == seen.stream).map(|of| of.id);
    readers.chain(applications).chain(functions).position(|of| of == id).unwrap_or(0)
}

/// What processes records, on the route: of that kind, with that number, of that stream.
pub fn chip(
    sim: &Sim,
    (kind, several): (&'static str, &'static str),
    id: ActorId,
    name: &str,
    stream: StreamId,
) -> Chip {
    let seen = Seen { sim, stream: Some(stream), speed: 1.0 };
    let (millis, _) = lag(seen, id);
    Chip {
        place: Place::Processes,
        several,
        key: format!("{kind} {}", id.0),
        mark: Mark::Position(position(seen, id)),
        name: name.into(),
        figure: status(millis),
        deed: Deed::Look(Subject::new(kind, id.0), Some(stream)),
        is_shown: false,
        flows: sim.kinesis().stream(stream).is_some_and(|stream| stream.series.total.outgoing_records > 0),
    }
}
