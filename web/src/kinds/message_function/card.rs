//! The card of a function that messages invoke.
use super::NAME;
use crate::card::{
    Action, CHIPS_MOST, Card, Chip, Count, Deed, Dialog, Focus, Mark, Part, Place, Seen, Status, Subject, Tone,
};
use crate::format::{grouped, millis};
use crate::kinds::consumers::result;
use crate::kinds::words::retries;
use shardscope_core::client;
use shardscope_core::client::message_lambda::MessageFunction;
use shardscope_core::sim::{Command, Sim};
use shardscope_core::why;

/// Functions whose cards are shown; the table has all.
const CARDS: usize = 24;

pub fn all(seen: Seen<'_>) -> Vec<Card> {
    seen.sim.message_functions().take(CARDS).map(|function| card(seen, function)).collect()
}

fn card(seen: Seen<'_>, function: &MessageFunction) -> Card {
    let (id, spec) = (function.id, &function.spec);
    let subject = Subject::new(NAME, id.0);
    Card {
        class: "lambda",
        number: Some(id.0),
        status: Some(status(function)),
        parts: vec![
            Part::Counts(counts(function)),
            Part::Counts(result(&function.results.tally, function.results.keys())),
        ],
        actions: vec![
            Action::new("Show", Deed::Focus(Focus::Thing(subject))).titled("Its batches, one by one"),
            Action::new("Results", Deed::Show(Dialog::sheet("message-function-results", id.0))),
            Action::new("Remove", Deed::Do(Command::Remove(client::Kind::MessageFunction, id))).tucked(),
        ],
        settings: Some((id, spec.clone().into())),
        explains: !why::actor(seen.sim, id).is_empty(),
        pictured: true,
        ..Card::new(subject, &spec.function_name, about(function))
    }
}

/// What fails first, then what runs.
fn status(function: &MessageFunction) -> Status {
    let (errors, throttles) = (function.stats.errors, function.stats.throttles);
    match (errors, throttles) {
        (0, 0) => Status { text: format!("{} running", grouped(function.running.into())), tone: Tone::Plain },
        (0, _) => Status { text: format!("{} throttled", grouped(throttles)), tone: Tone::Bad },
        _ => Status { text: format!("{} failed", grouped(errors)), tone: Tone::Bad },
    }
}

/// All of them, on the route.
pub fn chips(sim: &Sim) -> Vec<Chip> {
    let chip = |of: &MessageFunction| Chip {
        place: Place::Processes,
        several: "functions",
        key: format!("{NAME} {}", of.id.0),
        mark: Mark::None,
        name: of.spec.function_name.clone(),
        figure: status(of),
        deed: Deed::Look(Subject::new(NAME, of.id.0), None),
        is_shown: false,
        flows: of.running > 0,
    };
    sim.message_functions().take(CHIPS_MOST).map(chip).collect()
}

fn about(function: &MessageFunction) -> String {
    let spec = &function.spec;
    if spec.queue_name.is_empty() {
        return format!("Lambda · topics invoke it asynchronously · {}", retries(spec.maximum_retry_attempts.into()));
    }
    let window = match spec.window_seconds {
        0 => String::new(),
        seconds => format!(", window {seconds} s"),
    };
    let report = if spec.report_failures { " · reports failures" } else { "" };
    format!(
        "Lambda · queue {} · batches of {}{window} · {} at once now{report} · timeout {}",
        spec.queue_name,
        grouped(spec.batch_size.into()),
        grouped(function.batches.into()),
        millis(u64::from(spec.timeout_seconds) * 1_000)
    )
}

fn counts(function: &MessageFunction) -> Vec<Count> {
    let stats = &function.stats;
    let running = Count {
        value: format!("{} (most {})", grouped(function.running.into()), grouped(stats.most_at_once.into())),
        ..Count::new("running", 0).titled("Invocations under way, and the most there were at once")
    };
    let mut counts = vec![running, Count::new("invocations", stats.invocations)];
    let more = [
        ("errors", stats.errors, "Invocations that failed, or were stopped at the timeout", true),
        ("failed messages", stats.failed_messages, "They come again when their visibility timeout is over", true),
        ("throttles", stats.throttles, "Invocations refused for the reserved concurrency", true),
        ("back to the queue", stats.dropped, "Messages of throttled batches that became visible again", true),
        ("deleted", stats.deleted, "Messages deleted from the queue", false),
        ("from topics", stats.async_events_received, "AsyncEventsReceived", false),
        ("waiting", function.events_waiting(), "Messages of topics that wait for an invocation", false),
        ("given up", stats.async_events_dropped, "AsyncEventsDropped: after the retries, or too old", true),
    ];
    for (name, number, title, bad) in more.into_iter().filter(|(_, number, ..)| *number > 0) {
        counts.push(if bad { Count::bad(name, number) } else { Count::new(name, number) }.titled(title));
    }
    counts
}
