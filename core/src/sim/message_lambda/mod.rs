//! Functions that messages invoke: pollers of a queue, events of topics, and what becomes of both.
mod invoking;
mod receiving;
mod topic;

use super::actors::Actor;
use super::{Error, Event, Sim, Sink, Timer};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::InvalidSpec;
use crate::client::message_lambda::{
    self as function, BATCHES_FIRST, BATCHES_MORE, Doing, MessageFunction, MessageFunctionSpec, SCALE_EVERY,
};
use crate::sqs::{self, Queue, Received};
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// How soon a call that was refused is made again. Ours.
const AGAIN: Duration = Duration::from_millis(100);
/// How soon the mapping looks for a queue that is gone. Ours.
const LOOK_AGAIN: Duration = Duration::SECOND;

/// What a function is woken for. Numbers behind a poller's tell wake-ups of before a change apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// The mapping looks whether it needs more pollers, or fewer.
    Scale,
    /// A poller goes on.
    Poll(u32, u32),
    /// A receive that waited is answered.
    Answered(Box<Answer>),
    /// An invocation with a poller's batch ends.
    Done(u32, u32),
    /// A message of a topic is to be processed, or has been.
    Event(u64),
    EventDone(u64),
}

/// What a receive that waited brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub poller: u32,
    pub turn: u32,
    pub received: Vec<Received>,
}

impl Sim {
    pub(super) fn add_message_function(&mut self, spec: &MessageFunctionSpec) -> Result<ActorId, Error> {
        if self.message_functions().any(|other| other.spec.function_name == spec.function_name) {
            let reason = "another function has this name, by which topics invoke it";
            return Err(InvalidSpec::new("name", reason).into());
        }
        if let Some(queue) = self.queue_for(spec)? {
            spec.ends_in_time(queue.attributes.visibility_timeout)?;
        }
        let id = self.next_actor();
        self.actors.insert(id, Actor::MessageFunction(Arc::new(MessageFunction::new(id, spec.clone()))));
        self.schedule(self.now, id.0, Timer::MessageFunction(id, Task::Scale));
        Ok(id)
    }

    pub(super) fn set_message_function(&mut self, id: ActorId, spec: &MessageFunctionSpec) -> Result<(), Error> {
        // Its queue may be gone for a while.
        match self.queue_for(spec) {
            Ok(_) | Err(Error::Sqs(sqs::Error::QueueDoesNotExist)) => {}
            Err(error) => return Err(error),
        }
        self.actors.message_function_mut(id).ok_or(Error::NoSuchActor)?.spec = spec.clone();
        Ok(())
    }

    /// The queue that a function is to read, if any. Errors: there is none of that name, or it does not allow the settings.
    fn queue_for(&self, spec: &MessageFunctionSpec) -> Result<Option<&Queue>, Error> {
        if spec.queue_name.is_empty() {
            return Ok(None);
        }
        let queue = self.services.sqs.named(&spec.queue_name).ok_or(sqs::Error::QueueDoesNotExist)?;
        spec.suits(queue.is_fifo())?;
        Ok(Some(queue))
    }

    /// A function is about to go. What it works on comes back when its visibility timeout is over.
    pub(super) fn leave_message_function(&mut self, id: ActorId) {
        let Some(function) = self.actors.message_function(id) else { return };
        let waits: Vec<_> = function.pollers.values().filter_map(|poller| poller.waits()).collect();
        for (queue, poll) in waits {
            Arc::make_mut(&mut self.services.sqs).forget_poll(queue, poll);
            Arc::make_mut(&mut self.polls).waits.remove(&poll);
        }
        debug_assert!(self.polls.waits.values().all(|waiter| waiter.actor() != id), "nobody answers it any more");
    }

    #[inline(never)]
    pub(super) fn message_function_wakes(&mut self, id: ActorId, task: Task, trace: &mut dyn Sink) {
        match task {
            Task::Scale => self.scale(id, trace),
            Task::Poll(poller, turn) if self.is_turn(id, poller, turn) => self.poller_goes_on(id, poller, trace),
            Task::Answered(answer) if self.is_turn(id, answer.poller, answer.turn) => {
                self.poller_is_answered(id, answer.poller, &answer.received, trace);
            }
            Task::Done(poller, turn) if self.is_turn(id, poller, turn) => self.batch_is_done(id, poller, trace),
            Task::Poll(..) | Task::Answered(..) | Task::Done(..) => {}
            Task::Event(number) => self.event_is_due(id, number, trace),
            Task::EventDone(number) => self.event_is_done(id, number, trace),
        }
    }

    fn is_turn(&self, id: ActorId, poller: u32, turn: u32) -> bool {
        let of = self.actors.message_function(id).and_then(|function| function.pollers.get(&poller));
        of.is_some_and(|of| of.turn == turn)
    }

    /// Has a poller go on at a time, whatever it was to be woken for before.
    fn wake_poller(&mut self, id: ActorId, poller: u32, at: Instant, task: fn(u32, u32) -> Task) {
        let Some(turn) = self.next_turn(id, poller) else { return };
        self.schedule(at, id.0, Timer::MessageFunction(id, task(poller, turn)));
    }

    fn next_turn(&mut self, id: ActorId, poller: u32) -> Option<u32> {
        let state = self.actors.message_function_mut(id)?.pollers.get_mut(&poller)?;
        state.turn += 1;
        Some(state.turn)
    }

    /// The queue of a function, where there is one of its name.
    fn queue_of_function(&self, id: ActorId) -> Option<&Queue> {
        let function = self.actors.message_function(id)?;
        self.services.sqs.named(&function.spec.queue_name)
    }

    /// More batches at once while messages are left and all goes well; fewer where a batch failed or was throttled.
    fn scale(&mut self, id: ActorId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(function) = self.actors.message_function_mut(id) else { return };
        if function.spec.queue_name.is_empty() {
            return;
        }
        let (most, before) = (function.spec.batches_most(), function.batches);
        let waits = |doing: Doing| matches!(doing, Doing::Waits(..) | Doing::Receives);
        let all_busy = function.pollers.values().all(|poller| !waits(poller.doing) || !poller.batch.is_empty());
        let (backs_off, received) =
            (core::mem::take(&mut function.is_backing_off), core::mem::take(&mut function.has_received));
        if !backs_off && received && all_busy && function.pollers.len() as u32 >= before {
            function.batches += BATCHES_MORE;
        }
        function.batches = function.batches.clamp(BATCHES_FIRST.min(most), most);
        let batches = function.batches;
        debug_assert!((1..=function::BATCHES_MOST).contains(&batches), "{batches} batches at once");
        let mut new = Vec::new();
        while (function.pollers.len() as u32) < batches {
            let number = function.next_poller;
            function.next_poller += 1;
            function.pollers.insert(number, function::Poller::default());
            new.push(number);
        }
        if batches != before {
            trace.record(now, Event::MessageFunction(id, function::Event::Scaled { batches }));
        }
        for poller in new {
            self.wake_poller(id, poller, now, Task::Poll);
        }
        self.schedule(now + SCALE_EVERY, id.0, Timer::MessageFunction(id, Task::Scale));
    }

    /// Fewer batches at once: a batch failed, was throttled, or there was none. A poller that has nothing in hand goes.
    fn fewer_batches(&mut self, id: ActorId) {
        let Some(function) = self.actors.message_function_mut(id) else { return };
        let least = BATCHES_FIRST.min(function.spec.batches_most());
        function.batches = (function.batches - 1).max(least);
    }
}
