//! What all that reads a stream has in common.
use crate::card::{Chip, Count, Deed, Mark, Place, Seen, Status, Subject, Tone};
use crate::format::{grouped, millis};
use crate::kinds::stream::lately;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::Tally;
use shardscope_core::kinesis::{Counts, StreamId};
use shardscope_core::sim::Sim;
use shardscope_core::why::{LATE_MILLIS, lags};

/// What consumers read of a stream.
const fn read(counts: &Counts) -> u64 {
    counts.outgoing_records + counts.fan_out_records
}

/// How far behind a consumer is: the furthest of its shards in milliseconds, and the records of all.
pub fn lag(seen: Seen<'_>, id: ActorId) -> (u64, u64) {
    let lags = lags(seen.sim, id);
    (lags.iter().map(|lag| lag.millis).max().unwrap_or(0), lags.iter().map(|lag| lag.records).sum())
}

pub fn status(lag_millis: u64) -> Status {
    Status { text: t!(kinds.lag, lag_millis = millis(lag_millis)), tone: Tone::bad(lag_millis > LATE_MILLIS) }
}

/// How long records take to come to a consumer.
pub fn delivered(mean: Option<Duration>) -> String {
    mean.map_or_else(String::new, |mean| t!(kinds.delivered_after, mean = millis(mean.as_millis())))
}

/// The same in a table.
pub fn mean(mean: Option<Duration>) -> String {
    mean.map_or_else(|| "–".into(), |mean| millis(mean.as_millis()))
}

/// What a consumer computed, beside the truth.
pub fn result(tally: &Tally, (keys, wrong): (u64, u64)) -> Vec<Count> {
    let mut counts = vec![
        Count::new(t!(kinds.processed), tally.processed).titled(t!(kinds.deliveries_that_were_processed)),
        Count::bad(t!(common.duplicates), tally.duplicates).titled(t!(kinds.deliveries_of_records_that_had_been)),
        Count::bad(t!(kinds.reordered), tally.reordered).titled(t!(kinds.records_older_than_one_about_the)),
        Count::bad(t!(common.lost), tally.lost).titled(t!(kinds.records_that_were_passed_over)),
    ];
    if tally.kept_out > 0 {
        let title = t!(kinds.repetitions_that_did_not_count);
        counts.push(Count::new(t!(kinds.kept_out), tally.kept_out).titled(title));
    }
    if tally.left_out > 0 {
        let title = t!(kinds.first_deliveries_that_did_not_count);
        counts.push(Count::bad(t!(kinds.left_out), tally.left_out).titled(title));
    }
    if keys > 0 {
        let value = t!(kinds.of_keys, wrong = grouped(wrong), keys = grouped(keys));
        let title = t!(kinds.keys_whose_count_sum_or_last);
        counts.push(Count { value, ..Count::bad(t!(kinds.wrong_results), wrong).titled(title) });
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
        flow: sim.kinesis().stream(stream).and_then(|of| lately(of, sim.now(), read)),
    }
}
