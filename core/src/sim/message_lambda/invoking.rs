//! Invocations with a batch of a queue: when the function's concurrency allows, and what becomes of the messages.
use super::{AGAIN, Event, Sim, Sink, Task};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::message_lambda::{
    Doing, Event as Happens, MessageFunctionSpec, THROTTLED_AGAIN, Taken, Trigger, delivered,
};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The least that an invocation takes, so that time goes on.
const LEAST: Duration = Duration::from_millis(1);

/// How long an invocation with so many messages runs, and whether it is stopped before it is done.
pub(super) fn runs_for(spec: &MessageFunctionSpec, messages: u64) -> (Duration, bool) {
    let work = u64::from(spec.invocation_millis) * 1_000 + messages * u64::from(spec.work_micros);
    let timeout = u64::from(spec.timeout_seconds) * 1_000_000;
    (Duration::from_micros(work.min(timeout)).max(LEAST), work > timeout)
}

/// How many messages an invocation has processed when it is stopped at its timeout.
fn done_by_timeout(spec: &MessageFunctionSpec) -> u64 {
    let left = u64::from(spec.timeout_seconds) * 1_000_000;
    left.saturating_sub(u64::from(spec.invocation_millis) * 1_000) / u64::from(spec.work_micros.max(1))
}

impl Sim {
    /// Gives the function a poller's batch, if its concurrency allows one more.
    pub(super) fn invoke_batch(&mut self, id: ActorId, poller: u32, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(function) = self.actors.message_function_mut(id) else { return };
        let Some(state) = function.pollers.get_mut(&poller) else { return };
        let messages = state.batch.len() as u32;
        debug_assert!(messages > 0, "a batch has messages");
        let visible_at = state.visible_at().unwrap_or(now);
        if state.doing == Doing::Throttled && now >= visible_at {
            if state.empty().iter().any(|taken| taken.is_fifo) {
                state.drop_over();
            }
            state.doing = Doing::Receives;
            function.stats.dropped += u64::from(messages);
            trace.record(now, Event::MessageFunction(id, Happens::Dropped { messages }));
            return self.delete_done(id, poller, trace);
        }
        if function.running >= function.spec.concurrency {
            state.doing = Doing::Throttled;
            function.stats.throttles += 1;
            function.is_backing_off = true;
            trace.record(now, Event::MessageFunction(id, Happens::Throttled { by: Trigger::Queue }));
            self.fewer_batches(id);
            let again = (now + THROTTLED_AGAIN).min(visible_at.max(now + AGAIN));
            return self.wake_poller(id, poller, again, Task::Poll);
        }
        let (length, times_out) = runs_for(&function.spec, messages.into());
        state.times_out = times_out;
        state.doing = Doing::Invokes(now + length);
        self.invocation_begins(id, Trigger::Queue, messages, trace);
        self.wake_poller(id, poller, now + length, Task::Done);
    }

    pub(super) fn invocation_begins(&mut self, id: ActorId, by: Trigger, messages: u32, trace: &mut dyn Sink) {
        let Some(function) = self.actors.message_function_mut(id) else { return };
        debug_assert!(function.running < function.spec.concurrency, "no more at once than may be");
        function.running += 1;
        function.stats.invocations += 1;
        function.stats.most_at_once = function.stats.most_at_once.max(function.running);
        trace.record(self.now, Event::MessageFunction(id, Happens::Invoked { by, messages }));
    }

    /// An invocation with a poller's batch is over: what was processed is deleted, the rest comes again.
    pub(super) fn batch_is_done(&mut self, id: ActorId, poller: u32, trace: &mut dyn Sink) {
        let now = self.now;
        let seed = self.config.seed;
        let Some(function) = self.actors.message_function_mut(id) else { return };
        debug_assert!(function.running > 0, "what ends was running");
        function.running = function.running.saturating_sub(1);
        let (worked, reports) = (done_by_timeout(&function.spec), function.spec.report_failures);
        let Some(state) = function.pollers.get_mut(&poller) else { return };
        let times_out = state.times_out;
        let batch = state.empty();
        let reached = if times_out { (worked as usize).min(batch.len()) } else { batch.len() };
        let (mut done, mut failed): (Vec<&Taken>, usize) = (Vec::new(), 0);
        for taken in &batch[..reached] {
            let stops = failed > 0 && (!reports || taken.is_fifo);
            if stops {
                break;
            }
            if function.fails_at(seed, taken.id) { failed += 1 } else { done.push(taken) }
        }
        // One that stops at a failure is done before its time is over.
        let is_fifo = batch.first().is_some_and(|taken| taken.is_fifo);
        let times_out = times_out && !(failed > 0 && (!reports || is_fifo));
        // A function that throws, or is stopped, answers nothing: all of the batch comes again.
        let throws = times_out || failed > 0 && !reports;
        let finished = if throws { 0 } else { done.len() };
        function.stats.errors += u64::from(throws);
        function.stats.timeouts += u64::from(times_out);
        function.stats.failed_messages += (batch.len() - finished) as u64;
        // Who reports failures is not given fewer batches for one.
        let backs_off = throws && !reports;
        function.is_backing_off |= backs_off;
        let handles = done[..finished].iter().map(|taken| taken.handle).collect();
        if let Some(state) = function.pollers.get_mut(&poller) {
            state.done = handles;
            state.doing = Doing::Deletes;
            if is_fifo && finished < batch.len() {
                state.drop_over();
            }
        }
        let duplicates = self.process_messages(id, &done, now);
        let by = Trigger::Queue;
        let event = Happens::Processed { by, messages: done.len() as u32, duplicates, finished: finished as u32 };
        trace.record(now, Event::MessageFunction(id, event));
        if finished < batch.len() {
            let event = Happens::Failed { by, messages: (batch.len() - finished) as u32, timed_out: times_out };
            trace.record(now, Event::MessageFunction(id, event));
        }
        if backs_off {
            self.fewer_batches(id);
        }
        self.delete_done(id, poller, trace);
    }

    /// Messages count in the function's results. How many of them it had processed before.
    fn process_messages(&mut self, id: ActorId, done: &[&Taken], now: Instant) -> u32 {
        let queue = done.first().and_then(|taken| self.services.sqs.queue(taken.handle.queue));
        let groups: Vec<Option<String>> =
            done.iter().map(|taken| queue?.group_name(taken.group?).map(ToString::to_string)).collect();
        let sources = &self.sources;
        let Some(function) = self.actors.message_function_mut(id) else { return 0 };
        let before = function.results.tally.duplicates;
        for (taken, group) in done.iter().zip(&groups) {
            function.results.process(now, delivered(taken.id, &taken.content, group.as_deref(), sources));
        }
        (function.results.tally.duplicates - before) as u32
    }
}
