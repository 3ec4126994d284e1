//! A function's card.
use super::{NAME, condition, here};
use crate::card::{Action, Card, Count, Deed, Dialog, Mark, Part, Seen, Subject, Tone};
use crate::format::{clock, count, grouped};
use crate::kinds::consumers::{delivered, lag, position, result, status};
use crate::kinds::words;
use shardscope_core::client;
use shardscope_core::client::lambda::Mapping;
use shardscope_core::sim::{Command, Fault};
use shardscope_core::why;

/// Entries of a destination, windows and failing shards that a card shows.
const SHOWN: usize = 3;

pub fn all(seen: Seen<'_>) -> Vec<Card> {
    here(seen).map(|mapping| card(seen, mapping)).collect()
}

fn card(seen: Seen<'_>, mapping: &Mapping) -> Card {
    let (id, spec) = (mapping.id, &mapping.spec);
    let (lag_millis, lag_records) = lag(seen, id);
    Card {
        class: "lambda",
        mark: Mark::Position(position(seen, id)),
        number: Some(id.0),
        status: Some(status(lag_millis)),
        parts: parts(seen, mapping),
        actions: actions(seen, mapping),
        settings: Some((id, spec.clone().into())),
        pictured: true,
        explains: !why::actor(seen.sim, id).is_empty(),
        ..Card::new(Subject::new(NAME, id.0), &spec.function_name, about(seen, mapping, lag_records))
    }
}

fn about(seen: Seen<'_>, mapping: &Mapping, lag_records: u64) -> String {
    let spec = &mapping.spec;
    let retries =
        spec.maximum_retry_attempts.map_or("retries until they expire".into(), |most| format!("{most} retries"));
    let tumbling = match spec.tumbling_seconds {
        0 => String::new(),
        seconds => format!(" · tumbling windows of {seconds} s"),
    };
    let flag = |set: bool, text: &'static str| if set { text } else { "" };
    format!(
        "Lambda{} · batches of {}, window {} s{tumbling} · {} per shard at once · {retries}{}{} · {} behind",
        delivered(mapping.propagation.mean(seen.sim.now())),
        grouped(spec.batch_size.into()),
        spec.window_seconds,
        spec.parallelization_factor,
        flag(spec.bisect, " · bisects"),
        flag(spec.report_failures, " · reports failures"),
        grouped(lag_records)
    )
}

fn parts(seen: Seen<'_>, mapping: &Mapping) -> Vec<Part> {
    let stats = &mapping.stats;
    let running = Count {
        value: format!("{} (most {})", mapping.running, stats.most_at_once),
        ..Count::new("running", 0).titled("Invocations under way, and the most there were at once")
    };
    let mut counts = vec![running, Count::new("invocations", stats.invocations)];
    if stats.errors > 0 {
        counts.push(Count::bad("errors", stats.errors));
    }
    if stats.throttles > 0 {
        let title = "Invocations refused for the reserved concurrency";
        counts.push(Count::bad("throttles", stats.throttles).titled(title));
    }
    let mut parts = vec![Part::Counts(counts)];
    for (shard, attempts) in mapping.failing().take(SHOWN) {
        let text = format!("Shard {} is held up by a batch that has failed {attempts} times.", shard.0);
        parts.push(Part::line(text, Tone::Warn));
    }
    parts.push(Part::Counts(result(&mapping.results.tally, mapping.results.keys())));
    let epoch = seen.sim.config().epoch;
    for of in mapping.windows.iter().rev().take(SHOWN) {
        let (start, records) = (clock(of.start.since(epoch)), count(of.records, "record"));
        let text = format!("Window of shard {} from {start}: {records}, sum {}", of.shard.0, grouped(of.sum));
        parts.push(Part::line(text, Tone::Muted));
    }
    for of in mapping.destination.iter().rev().take(SHOWN) {
        let (shard, records, why) = (of.shard.0, count(of.records.into(), "record"), condition(of.why));
        parts.push(Part::line(format!("On-failure destination: shard {shard}, {records}, {why}"), Tone::Muted));
    }
    parts
}

fn actions(seen: Seen<'_>, mapping: &Mapping) -> Vec<Action> {
    let id = mapping.id;
    let mut actions = Vec::new();
    if let Some(&shard) = words::shards(seen).first() {
        let deed = Deed::Do(Command::Fault(Fault::PoisonFunction { function: id, shard }));
        let title = format!("The function fails at the next record of shard {}", shard.0);
        actions.push(Action::new("Poison a record", deed).titled(title).danger());
    }
    actions.push(Action::new("Results", Deed::Show(Dialog::sheet("function-results", id.0))));
    if !mapping.poison.is_empty() {
        actions.push(Action::new("Remove poison", Deed::Do(Command::Fault(Fault::HealFunction { function: id }))));
    }
    actions.push(Action::new("Remove", Deed::Do(Command::Remove(client::Kind::Function, id))).tucked());
    actions
}
