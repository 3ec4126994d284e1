//! A poller's way to its batch: it receives until the batch is full or its window over, and deletes what is done.
use super::super::polls::Waiter;
use super::{AGAIN, LOOK_AGAIN, Sim, Sink, Task};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::message_lambda::{Doing, Poller, Taken, WAIT_SECONDS, event_bytes};
use crate::sqs::{self, QueueId, Receive, ReceiveOptions, Received, Sqs};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// What a poller that receives does next.
enum Next {
    /// The function gets what it has.
    Invoke,
    /// It receives so many messages at most, and waits so many seconds for them.
    Receive(u32, u32),
    /// It goes: there are more pollers than the mapping wants.
    Leave,
}

impl Poller {
    /// The queue and number of the receive that it waits for.
    pub(super) const fn waits(&self) -> Option<(QueueId, sqs::PollId)> {
        if let Doing::Waits(queue, poll) = self.doing { Some((queue, poll)) } else { None }
    }
}

impl Sim {
    pub(super) fn queue_poller_mut(&mut self, id: ActorId, poller: u32) -> Option<&mut Poller> {
        self.actors.message_function_mut(id)?.pollers.get_mut(&poller)
    }

    pub(super) fn poller_goes_on(&mut self, id: ActorId, poller: u32, trace: &mut dyn Sink) {
        let Some(state) = self.queue_poller_mut(id, poller) else { return };
        match state.doing {
            Doing::Receives => self.receive_for_function(id, poller, trace),
            Doing::Throttled => self.invoke_batch(id, poller, trace),
            Doing::Deletes => self.delete_done(id, poller, trace),
            // These are woken by what they wait for.
            Doing::Waits(..) | Doing::Invokes(_) => {}
        }
    }

    fn next_of_poller(&self, id: ActorId, poller: u32) -> Option<Next> {
        let function = self.actors.message_function(id)?;
        let state = function.pollers.get(&poller)?;
        let (room, due) = (state.room(&function.spec), state.due(&function.spec));
        let Some(due) = due else {
            let too_many = function.pollers.len() as u32 > function.batches;
            return Some(if too_many { Next::Leave } else { Next::Receive(room, WAIT_SECONDS) });
        };
        if room == 0 || self.now >= due {
            return Some(Next::Invoke);
        }
        let left = due.since(self.now).as_micros() / Duration::SECOND.as_micros();
        Some(Next::Receive(room, (left as u32).min(WAIT_SECONDS)))
    }

    /// Receives until there is a batch, or nothing to be had at once.
    pub(super) fn receive_for_function(&mut self, id: ActorId, poller: u32, trace: &mut dyn Sink) {
        let now = self.now;
        loop {
            let (most, wait) = match self.next_of_poller(id, poller) {
                None => return,
                Some(Next::Invoke) => return self.invoke_batch(id, poller, trace),
                Some(Next::Leave) => {
                    if let Some(function) = self.actors.message_function_mut(id) {
                        function.pollers.remove(&poller);
                    }
                    return;
                }
                Some(Next::Receive(most, wait)) => (most, wait),
            };
            let Some(queue) = self.queue_of_function(id).map(|queue| queue.id) else {
                // Where it has messages they go to the function when they are due.
                let again = now + LOOK_AGAIN;
                let due = self.poller_due(id, poller).map_or(again, |due| due.max(now).min(again));
                return self.wake_poller(id, poller, due, Task::Poll);
            };
            let options = ReceiveOptions {
                max_number_of_messages: Some(most),
                wait_time_seconds: Some(wait),
                ..ReceiveOptions::default()
            };
            let received = self
                .call(id, trace, |sqs: &mut Sqs, context, out| sqs.receive_or_wait(context.now, queue, &options, out));
            match received {
                Ok(Receive::Now(received)) if received.is_empty() => {
                    // A short poll, with less than a second of the window left.
                    let due = self.poller_due(id, poller).unwrap_or(now + LOOK_AGAIN);
                    return self.wake_poller(id, poller, due.max(now), Task::Poll);
                }
                Ok(Receive::Now(received)) => self.take_messages(id, poller, &received),
                Ok(Receive::Waits(poll)) => {
                    // It may have been answered in the same instant.
                    if let Some(received) = Arc::make_mut(&mut self.polls).answers.remove(&poll) {
                        self.take_messages(id, poller, &received);
                        continue;
                    }
                    let Some(turn) = self.next_turn(id, poller) else { return };
                    Arc::make_mut(&mut self.polls).waits.insert(poll, Waiter::Function(id, poller, turn));
                    if let Some(state) = self.queue_poller_mut(id, poller) {
                        state.doing = Doing::Waits(queue, poll);
                    }
                    return;
                }
                Err(_) => return self.wake_poller(id, poller, now + AGAIN, Task::Poll),
            }
        }
    }

    fn poller_due(&self, id: ActorId, poller: u32) -> Option<Instant> {
        let function = self.actors.message_function(id)?;
        function.pollers.get(&poller)?.due(&function.spec)
    }

    pub(super) fn poller_is_answered(&mut self, id: ActorId, poller: u32, got: &[Received], trace: &mut dyn Sink) {
        let Some(state) = self.queue_poller_mut(id, poller) else { return };
        debug_assert!(state.waits().is_some(), "it waits for what it is answered");
        state.doing = Doing::Receives;
        if got.is_empty() && state.batch.is_empty() {
            self.fewer_batches(id);
        }
        self.take_messages(id, poller, got);
        self.receive_for_function(id, poller, trace);
    }

    /// Messages come to a poller.
    fn take_messages(&mut self, id: ActorId, poller: u32, received: &[Received]) {
        let now = self.now;
        let Some(function) = self.actors.message_function_mut(id) else { return };
        let sources = &self.sources;
        let is_fifo = self.services.sqs.named(&function.spec.queue_name).is_some_and(sqs::Queue::is_fifo);
        let taken: Vec<(Taken, u64)> = received
            .iter()
            .map(|Received { message, handle }| {
                let bytes = event_bytes(&function.spec.queue_name, &message.content, message.bytes, sources);
                let taken = Taken {
                    id: message.id,
                    handle: *handle,
                    content: message.content.clone(),
                    group: message.group,
                    is_fifo,
                    hidden_until: message.hidden_until,
                };
                (taken, bytes)
            })
            .collect();
        function.has_received |= !taken.is_empty();
        let Some(state) = function.pollers.get_mut(&poller) else { return };
        state.take(taken, now);
    }

    /// Deletes what is done, ten messages a call; then the poller receives again.
    pub(super) fn delete_done(&mut self, id: ActorId, poller: u32, trace: &mut dyn Sink) {
        let now = self.now;
        loop {
            let Some(state) = self.queue_poller_mut(id, poller) else { return };
            let handles: Vec<_> = state.done.iter().take(10).copied().collect();
            let Some(first) = handles.first() else { break };
            let queue = first.queue;
            let deleted =
                self.call(id, trace, |sqs: &mut Sqs, context, out| sqs.delete_batch(context.now, queue, &handles, out));
            if matches!(deleted, Err(sqs::Error::RequestThrottled(_))) {
                return self.wake_poller(id, poller, now + AGAIN, Task::Poll);
            }
            let deleted = deleted.map_or(0, |each| each.iter().filter(|one| one.is_ok()).count() as u64);
            let Some(function) = self.actors.message_function_mut(id) else { return };
            function.stats.deleted += deleted;
            if let Some(state) = function.pollers.get_mut(&poller) {
                state.done.drain(..handles.len());
            }
        }
        let Some(state) = self.queue_poller_mut(id, poller) else { return };
        state.begin_again(now);
        state.doing = Doing::Receives;
        self.receive_for_function(id, poller, trace);
    }
}
