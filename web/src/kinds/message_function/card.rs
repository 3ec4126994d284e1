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
            Action::new(t!(common.show), Deed::Focus(Focus::Thing(subject)))
                .titled(t!(message_function.its_batches_one_by_one)),
            Action::new(t!(common.results), Deed::Show(Dialog::sheet("message-function-results", id.0))),
            Action::new(t!(common.remove), Deed::Do(Command::Remove(client::Kind::MessageFunction, id))).tucked(),
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
        (0, 0) => {
            Status { text: t!(message_function.running, running = grouped(function.running.into())), tone: Tone::Plain }
        }
        (0, _) => Status { text: t!(message_function.throttled, throttles = grouped(throttles)), tone: Tone::Bad },
        _ => Status { text: t!(message_function.failed, errors = grouped(errors)), tone: Tone::Bad },
    }
}

/// All of them, on the route.
pub fn chips(sim: &Sim) -> Vec<Chip> {
    let chip = |of: &MessageFunction| Chip {
        place: Place::Processes,
        several: t!(message_function.functions),
        key: format!("{NAME} {}", of.id.0),
        mark: Mark::None,
        name: of.spec.function_name.clone(),
        figure: status(of),
        deed: Deed::Look(Subject::new(NAME, of.id.0), None),
        is_shown: false,
        flow: (of.running > 0).then_some(0),
    };
    sim.message_functions().take(CHIPS_MOST).map(chip).collect()
}

fn about(function: &MessageFunction) -> String {
    let spec = &function.spec;
    if spec.queue_name.is_empty() {
        return t!(message_function.lambda_topics_invoke_it, retries = retries(spec.maximum_retry_attempts.into()));
    }
    let window = match spec.window_seconds {
        0 => String::new(),
        seconds => t!(message_function.window_s, seconds = seconds),
    };
    let report = if spec.report_failures { t!(message_function.reports_failures) } else { "" };
    t!(
        message_function.lambda_queue_batches_of_at_once,
        queue_name = spec.queue_name,
        batch_size = grouped(spec.batch_size.into()),
        window = window,
        batches = grouped(function.batches.into()),
        report = report,
        timeout = millis(u64::from(spec.timeout_seconds) * 1_000)
    )
}

fn counts(function: &MessageFunction) -> Vec<Count> {
    let stats = &function.stats;
    let running = Count {
        value: t!(
            message_function.running_and_most,
            running = grouped(function.running.into()),
            most_at_once = grouped(stats.most_at_once.into())
        ),
        ..Count::new(t!(message_function.running_label), 0)
            .titled(t!(message_function.invocations_under_way_and_the_most))
    };
    let mut counts = vec![running, Count::new(t!(message_function.invocations), stats.invocations)];
    let more = [
        (t!(message_function.errors), stats.errors, t!(message_function.invocations_that_failed_or_were), true),
        (
            t!(message_function.failed_messages),
            stats.failed_messages,
            t!(message_function.they_come_again_when_their),
            true,
        ),
        (t!(message_function.throttles), stats.throttles, t!(message_function.invocations_refused_for_the), true),
        (
            t!(message_function.back_to_the_queue),
            stats.dropped,
            t!(message_function.messages_of_throttled_batches_that),
            true,
        ),
        (t!(message_function.deleted), stats.deleted, t!(message_function.messages_deleted_from_the_queue), false),
        (t!(message_function.from_topics), stats.async_events_received, "AsyncEventsReceived", false),
        (
            t!(message_function.waiting),
            function.events_waiting(),
            t!(message_function.messages_of_topics_that_wait_for),
            false,
        ),
        (
            t!(message_function.given_up),
            stats.async_events_dropped,
            t!(message_function.asynceventsdropped_after_the),
            true,
        ),
    ];
    for (name, number, title, bad) in more.into_iter().filter(|(_, number, ..)| *number > 0) {
        counts.push(if bad { Count::bad(name, number) } else { Count::new(name, number) }.titled(title));
    }
    counts
}
