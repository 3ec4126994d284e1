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
        let name = function.map_or(t!(message_function.a_function), |function| &function.spec.function_name);
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
    let invocations = count(many, message!(nouns.invocation));
    let of = |by: Trigger| if by == Trigger::Topic { t!(message_function.by_a_topic) } else { "" };
    match event {
        E::Failed { timed_out: true, .. } => t!(message_function.stopped_at_the_timeout, invocations = invocations),
        E::Failed { by, .. } => t!(message_function.failed_wholly_or_in_part, invocations = invocations, of = of(by)),
        E::Throttled { by } => t!(message_function.throttled_of, invocations = invocations, of = of(by)),
        E::Dropped { .. } => {
            t!(message_function.of_throttled_batches_back_in_the, messages = count(many, message!(nouns.message)))
        }
        E::Discarded { for_age: true } => {
            t!(message_function.of_topics_given_up_for_their, messages = count(many, message!(nouns.message)))
        }
        E::Discarded { .. } => {
            t!(message_function.of_topics_given_up_after_the, messages = count(many, message!(nouns.message)))
        }
        E::Invoked { by, .. } => format!("{invocations}{}", of(by)),
        E::Processed { messages, .. } => {
            t!(message_function.processed, messages = count(messages.into(), message!(nouns.message)))
        }
        E::Scaled { batches } => t!(message_function.batches_at_once, batches = batches),
    }
}

/// A cause, in a sentence.
pub fn reason(of: &Invoking) -> String {
    let messages = |number: u64| count(number, message!(nouns.message));
    match *of {
        Invoking::AllBatchesBusy { batches, most } => {
            let grows = if batches < most {
                t!(message_function.batches_are_added_up_to)
            } else {
                t!(message_function.its_maximum_is)
            };
            let (batches, most) = (grouped(batches.into()), grouped(most.into()));
            t!(message_function.all_batches_that_the_mapping, batches = batches, grows = grows, most = most)
        }
        Invoking::EventsWait { messages: waiting } => {
            t!(message_function.from_topics_waiting_for_an, messages = messages(waiting))
        }
        Invoking::Fails { errors, invocations, reports } => {
            let (errors, all) = (grouped(errors), count(invocations, message!(nouns.invocation)));
            let then = if reports { "" } else { t!(message_function.all_messages_of_their_batches_come) };
            t!(message_function.of_failed, errors = errors, all = all, then = then)
        }
        Invoking::FailedMessages { messages: failed, errors: false } => {
            t!(message_function.the_function_reported_as_failed, messages = messages(failed))
        }
        Invoking::FailedMessages { messages: failed, errors: true } => {
            t!(message_function.failed_with_a_whole_batch_or, messages = messages(failed))
        }
        Invoking::TimedOut { times, timeout } => {
            let timeout = millis(timeout.as_millis());
            t!(
                message_function.stopped_at_the_timeout_of_with,
                invocations = count(times, message!(nouns.invocation)),
                timeout = timeout
            )
        }
        Invoking::Dropped { messages: dropped } => {
            t!(message_function.went_back_to_the_queue_throttled, messages = messages(dropped))
        }
        Invoking::Again { messages: again } => {
            t!(message_function.processed_again_what_fails_or_is, messages = messages(again))
        }
        Invoking::Discarded { messages: lost, retries } => {
            t!(
                message_function.from_topics_given_up_after_or,
                messages = messages(lost),
                retries_text = retries_text(retries.into())
            )
        }
    }
}
