//! What happens to a function that messages invoke, in words, and why.
use crate::format::{count, grouped, millis};
use crate::kinds::Events;
use crate::kinds::words::retries as retries_text;
use shardscope_core::client::message_lambda::{Event as E, Trigger};
use shardscope_core::sim::Event;
use shardscope_core::why::Invoking;

pub const EVENTS: Events = Events {
    condensed: |event| {
        let Event::MessageFunction(id, event) = event else { return Vec::new() };
        condensed(event).into_iter().map(|(event, count)| (Event::MessageFunction(id, event), count)).collect()
    },
    is_trouble: |event| {
        let Event::MessageFunction(_, event) = event else { return false };
        matches!(event, E::Failed { .. } | E::Dropped { .. } | E::Throttled { .. } | E::Discarded { .. })
    },
    text: |event, many, sim| {
        let Event::MessageFunction(id, event) = event else { return String::new() };
        let function = super::of(sim, id.0);
        let name = function.map_or("a function", |function| &function.spec.function_name);
        format!("{name}: {}", text(*event, many))
    },
    shard: |_| None,
};

fn condensed(event: E) -> Option<(E, u64)> {
    match event {
        E::Failed { by, timed_out, .. } => Some((E::Failed { by, messages: 0, timed_out }, 1)),
        E::Throttled { .. } | E::Discarded { .. } => Some((event, 1)),
        E::Dropped { messages } => Some((E::Dropped { messages: 0 }, u64::from(messages))),
        E::Invoked { .. } | E::Processed { .. } | E::Scaled { .. } => None,
    }
}

fn text(event: E, many: u64) -> String {
    let invocations = count(many, "invocation");
    let of = |by: Trigger| if by == Trigger::Topic { " by a topic" } else { "" };
    match event {
        E::Failed { timed_out: true, .. } => format!("{invocations} stopped at the timeout"),
        E::Failed { by, .. } => format!("{invocations}{} failed, wholly or in part", of(by)),
        E::Throttled { by } => format!("{invocations}{} throttled", of(by)),
        E::Dropped { .. } => format!("{} of throttled batches back in the queue", count(many, "message")),
        E::Discarded { for_age: true } => format!("{} of topics given up for their age", count(many, "message")),
        E::Discarded { .. } => format!("{} of topics given up after the retries", count(many, "message")),
        E::Invoked { by, .. } => format!("{invocations}{}", of(by)),
        E::Processed { messages, .. } => format!("{} processed", count(messages.into(), "message")),
        E::Scaled { batches } => format!("batches at once: {batches}"),
    }
}

/// A cause, in a sentence.
pub fn reason(of: &Invoking) -> String {
    let messages = |number: u64| count(number, "message");
    match *of {
        Invoking::AllBatchesBusy { batches, most } => {
            let grows = if batches < most { "300 a minute are added, up to" } else { "its maximum is" };
            let (batches, most) = (grouped(batches.into()), grouped(most.into()));
            format!("all {batches} batches that the mapping processes at once are in progress; {grows} {most}.")
        }
        Invoking::EventsWait { messages: waiting } => {
            format!("{} from topics waiting for an invocation.", messages(waiting))
        }
        Invoking::Fails { errors, invocations, reports } => {
            let (errors, all) = (grouped(errors), count(invocations, "invocation"));
            let then = if reports { "" } else { ": all messages of their batches come again, done or not" };
            format!("{errors} of {all} failed{then}.")
        }
        Invoking::FailedMessages { messages: failed, errors: false } => {
            format!("the function reported {} as failed: only these come again.", messages(failed))
        }
        Invoking::FailedMessages { messages: failed, errors: true } => {
            format!("{} failed, with a whole batch or reported by the function.", messages(failed))
        }
        Invoking::TimedOut { times, timeout } => {
            let timeout = millis(timeout.as_millis());
            format!("{} stopped at the timeout of {timeout}, with its work unfinished.", count(times, "invocation"))
        }
        Invoking::Dropped { messages: dropped } => format!(
            "{} went back to the queue: throttled until their visibility timeout was over. Each receive counts towards \
             maxReceiveCount.",
            messages(dropped)
        ),
        Invoking::Again { messages: again } => format!(
            "{} processed again: what fails, or is not deleted within the visibility timeout, is delivered again.",
            messages(again)
        ),
        Invoking::Discarded { messages: lost, retries } => {
            format!("{} from topics given up: after {}, or too old.", messages(lost), retries_text(retries.into()))
        }
    }
}
