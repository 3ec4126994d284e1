//! What topics invoke a function with: events that wait in a queue of Lambda's own, two retries, a maximum age.
use super::invoking::runs_for;
use super::{Event, Sim, Sink, Task};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::message_lambda::{
    Event as Happens, THROTTLED_AGAIN, THROTTLED_MOST, Trigger, WaitingEvent, delivered,
};
use crate::message::{Content, MessageId};

/// From the first failure to the second attempt; twice that to the third. Lambda developer guide, "How Lambda handles errors
/// and retries with asynchronous invocation".
const RETRY_AFTER: Duration = Duration::from_secs(60);

impl Sim {
    /// A topic invokes a function by its name, where there is one in this run.
    pub(in crate::sim) fn invoke_by_topic(&mut self, name: &str, message: MessageId, content: &Content) {
        let now = self.now;
        let Some(id) = self.message_functions().find(|of| of.spec.function_name == name).map(|of| of.id) else {
            return;
        };
        let Some(function) = self.actors.message_function_mut(id) else { return };
        let number = function.next_event;
        function.next_event += 1;
        function.stats.async_events_received += 1;
        let (content, received_at) = (content.clone(), now);
        let event = WaitingEvent {
            content,
            message,
            received_at,
            attempts: 0,
            throttles: 0,
            runs_until: None,
            times_out: false,
        };
        function.keep_event(number, event);
        self.event_at(id, number, now, Task::Event);
    }

    fn event_at(&mut self, id: ActorId, number: u64, at: Instant, task: fn(u64) -> Task) {
        self.schedule(at, id.0, super::Timer::MessageFunction(id, task(number)));
    }

    /// An event is given to the function, if its concurrency allows.
    pub(super) fn event_is_due(&mut self, id: ActorId, number: u64, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(function) = self.actors.message_function_mut(id) else { return };
        let is_full = function.running >= function.spec.concurrency;
        let age = Duration::from_secs(u64::from(function.spec.maximum_event_age_seconds));
        let (length, times_out) = runs_for(&function.spec, 1);
        let Some(event) = function.events.get_mut(&number) else { return };
        if now.since(event.received_at) > age {
            return self.discard_event(id, number, true, trace);
        }
        if is_full {
            let again = THROTTLED_AGAIN.as_micros() << event.throttles.min(20);
            event.throttles += 1;
            function.stats.throttles += 1;
            trace.record(now, Event::MessageFunction(id, Happens::Throttled { by: Trigger::Topic }));
            let again = now + Duration::from_micros(again).min(THROTTLED_MOST);
            return self.event_at(id, number, again, Task::Event);
        }
        (event.runs_until, event.times_out) = (Some(now + length), times_out);
        self.invocation_begins(id, Trigger::Topic, 1, trace);
        self.event_at(id, number, now + length, Task::EventDone);
    }

    /// An invocation with an event is over.
    pub(super) fn event_is_done(&mut self, id: ActorId, number: u64, trace: &mut dyn Sink) {
        let (now, seed) = (self.now, self.config.seed);
        let Some(function) = self.actors.message_function_mut(id) else { return };
        debug_assert!(function.running > 0, "what ends was running");
        function.running = function.running.saturating_sub(1);
        let Some(event) = function.events.get(&number) else { return };
        let (message, times_out) = (event.message, event.times_out);
        if times_out || function.fails_at(seed, message) {
            return self.event_fails(id, number, times_out, trace);
        }
        let Some(event) = function.drop_event(number) else { return };
        let before = function.results.tally.duplicates;
        function.results.process(now, delivered(event.message, &event.content, None, &self.sources));
        let duplicates = (function.results.tally.duplicates - before) as u32;
        let done = Happens::Processed { by: Trigger::Topic, messages: 1, duplicates, finished: 1 };
        trace.record(now, Event::MessageFunction(id, done));
    }

    fn event_fails(&mut self, id: ActorId, number: u64, timed_out: bool, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(function) = self.actors.message_function_mut(id) else { return };
        function.stats.errors += 1;
        function.stats.timeouts += u64::from(timed_out);
        function.stats.failed_messages += 1;
        let retries = function.spec.maximum_retry_attempts;
        let age = Duration::from_secs(u64::from(function.spec.maximum_event_age_seconds));
        let failed = Happens::Failed { by: Trigger::Topic, messages: 1, timed_out };
        trace.record(now, Event::MessageFunction(id, failed));
        let Some(event) = function.events.get_mut(&number) else { return };
        event.attempts += 1;
        (event.runs_until, event.throttles) = (None, 0);
        if event.attempts > retries {
            return self.discard_event(id, number, false, trace);
        }
        let again = now + Duration::from_micros(RETRY_AFTER.as_micros() * u64::from(event.attempts));
        if again.since(event.received_at) > age {
            return self.discard_event(id, number, true, trace);
        }
        self.event_at(id, number, again, Task::Event);
    }

    fn discard_event(&mut self, id: ActorId, number: u64, for_age: bool, trace: &mut dyn Sink) {
        let Some(function) = self.actors.message_function_mut(id) else { return };
        let Some(event) = function.drop_event(number) else { return };
        function.stats.async_events_dropped += 1;
        function.results.skip(delivered(event.message, &event.content, None, &self.sources));
        trace.record(self.now, Event::MessageFunction(id, Happens::Discarded { for_age }));
    }
}
