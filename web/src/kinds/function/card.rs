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
    let retries = spec
        .maximum_retry_attempts
        .map_or(t!(function.retries_until_they_expire).into(), |most| t!(function.retries, most = most));
    let tumbling = match spec.tumbling_seconds {
        0 => String::new(),
        seconds => t!(function.tumbling_windows_of_s, seconds = seconds),
    };
    let flag = |set: bool, text: &'static str| if set { text } else { "" };
    t!(
        function.lambda_batches_of_window_s_per,
        delivered = delivered(mapping.propagation.mean(seen.sim.now())),
        batch_size = grouped(spec.batch_size.into()),
        window_seconds = spec.window_seconds,
        tumbling = tumbling,
        parallelization_factor = spec.parallelization_factor,
        retries = retries,
        bisects = flag(spec.bisect, t!(function.bisects)),
        reports = flag(spec.report_failures, t!(function.reports_failures)),
        lag_records = grouped(lag_records)
    )
}

fn parts(seen: Seen<'_>, mapping: &Mapping) -> Vec<Part> {
    let stats = &mapping.stats;
    let running = Count {
        value: t!(function.running_and_most, running = mapping.running, most_at_once = stats.most_at_once),
        ..Count::new(t!(function.running), 0).titled(t!(function.invocations_under_way_and_the_most))
    };
    let mut counts = vec![running, Count::new(t!(function.invocations), stats.invocations)];
    if stats.errors > 0 {
        counts.push(Count::bad(t!(function.errors), stats.errors));
    }
    if stats.throttles > 0 {
        let title = t!(function.invocations_refused_for_the);
        counts.push(Count::bad(t!(function.throttles), stats.throttles).titled(title));
    }
    let mut parts = vec![Part::Counts(counts)];
    for (shard, attempts) in mapping.failing().take(SHOWN) {
        let text = t!(function.shard_is_held_up_by_a, shard = shard.0, attempts = attempts);
        parts.push(Part::line(text, Tone::Warn));
    }
    parts.push(Part::Counts(result(&mapping.results.tally, mapping.results.keys())));
    let epoch = seen.sim.config().epoch;
    for of in mapping.windows.iter().rev().take(SHOWN) {
        let (start, records) = (clock(of.start.since(epoch)), count(of.records, message!(nouns.record)));
        let text = t!(
            function.window_of_shard_from_sum,
            shard = of.shard.0,
            start = start,
            records = records,
            of = grouped(of.sum)
        );
        parts.push(Part::line(text, Tone::Muted));
    }
    for of in mapping.destination.iter().rev().take(SHOWN) {
        let (shard, records, why) = (of.shard.0, count(of.records.into(), message!(nouns.record)), condition(of.why));
        parts.push(Part::line(
            t!(function.on_failure_destination_shard, shard = shard, records = records, why = why),
            Tone::Muted,
        ));
    }
    parts
}

fn actions(seen: Seen<'_>, mapping: &Mapping) -> Vec<Action> {
    let id = mapping.id;
    let mut actions = Vec::new();
    if let Some(&shard) = words::shards(seen).first() {
        let deed = Deed::Do(Command::Fault(Fault::PoisonFunction { function: id, shard }));
        let title = t!(function.the_function_fails_at_the_next, shard = shard.0);
        actions.push(Action::new(t!(function.poison_a_record), deed).titled(title).danger());
    }
    actions.push(Action::new(t!(common.results), Deed::Show(Dialog::sheet("function-results", id.0))));
    if !mapping.poison.is_empty() {
        actions.push(Action::new(
            t!(function.remove_poison),
            Deed::Do(Command::Fault(Fault::HealFunction { function: id })),
        ));
    }
    actions.push(Action::new(t!(common.remove), Deed::Do(Command::Remove(client::Kind::Function, id))).tucked());
    actions
}
