//! Why a function that messages invoke is behind, and what it got twice or never.
use super::Cause;
use super::outcome::{of_keys, out_of_order, overtaken};
use crate::base::Duration;
use crate::client::message_lambda::MessageFunction;
use crate::sim::Sim;
use alloc::vec::Vec;

/// What keeps a function that messages invoke from its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invoking {
    /// All batches that the mapping has at once are under way; it has more by and by, up to a limit.
    AllBatchesBusy { batches: u32, most: u32 },
    /// Messages of topics that wait for an invocation.
    EventsWait { messages: u64 },
    /// Invocations that failed, of so many. Without a report all messages of their batches come again.
    Fails { errors: u64, invocations: u64, reports: bool },
    /// Messages that the function reported as failed; those of invocations that failed are among them, if any did.
    FailedMessages { messages: u64, errors: bool },
    /// Invocations that were stopped at the function's timeout.
    TimedOut { times: u64, timeout: Duration },
    /// Messages of throttled batches that went back to the queue.
    Dropped { messages: u64 },
    /// Messages that were processed again.
    Again { messages: u64 },
    /// Messages of topics that were given up, after so many retries or for their age.
    Discarded { messages: u64, retries: u32 },
}

pub(super) fn message_function(sim: &Sim, function: &MessageFunction) -> Vec<Cause> {
    let (spec, stats) = (&function.spec, &function.stats);
    let mut chain = waiting(sim, function);
    if stats.throttles > 0 {
        chain.push(Cause::Concurrency { throttles: stats.throttles, most: spec.concurrency });
    }
    if stats.errors > 0 {
        let (errors, invocations) = (stats.errors, stats.invocations);
        chain.push(Cause::Invoking(Invoking::Fails { errors, invocations, reports: spec.report_failures }));
    }
    if stats.failed_messages > 0 {
        let (messages, errors) = (stats.failed_messages, stats.errors > 0);
        chain.push(Cause::Invoking(Invoking::FailedMessages { messages, errors }));
    }
    if stats.timeouts > 0 {
        let timeout = Duration::from_secs(spec.timeout_seconds.into());
        chain.push(Cause::Invoking(Invoking::TimedOut { times: stats.timeouts, timeout }));
    }
    if stats.dropped > 0 {
        chain.push(Cause::Invoking(Invoking::Dropped { messages: stats.dropped }));
    }
    if function.results.tally.duplicates > 0 {
        chain.push(Cause::Invoking(Invoking::Again { messages: function.results.tally.duplicates }));
    }
    if function.results.tally.reordered > 0 {
        chain.extend(out_of_order(function.results.tally.reordered));
        chain.extend(overtaken(sim, function.results.overtaken));
        if sim.sqs().named(&spec.queue_name).is_some_and(|queue| !queue.is_fifo()) {
            chain.push(Cause::NoOrder);
        }
    }
    chain.extend(of_keys(&function.results));
    if stats.async_events_dropped > 0 {
        let (messages, retries) = (stats.async_events_dropped, spec.maximum_retry_attempts);
        chain.push(Cause::Invoking(Invoking::Discarded { messages, retries }));
    }
    chain
}

/// What waits for an invocation, in the queue or with Lambda, and what holds it up.
fn waiting(sim: &Sim, function: &MessageFunction) -> Vec<Cause> {
    let mut chain = Vec::new();
    let depth = sim.sqs().named(&function.spec.queue_name).map(|queue| queue.depth(sim.now()));
    if let Some(depth) = depth.filter(|depth| depth.approximate_number_of_messages_visible > 0) {
        let (messages, age) = (depth.approximate_number_of_messages_visible, depth.approximate_age_of_oldest_message);
        chain.push(Cause::Waiting { messages, oldest: Duration::from_millis(age) });
        if function.batches_running() >= function.batches {
            let (batches, most) = (function.batches, function.spec.batches_most());
            chain.push(Cause::Invoking(Invoking::AllBatchesBusy { batches, most }));
        }
    }
    if function.events_waiting() > 0 {
        chain.push(Cause::Invoking(Invoking::EventsWait { messages: function.events_waiting() }));
    }
    chain
}
