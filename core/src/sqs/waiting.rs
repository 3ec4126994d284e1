//! Long polling: a receive that waits until there is something, 20 seconds at most.
//!
//! First come, first served: AWS does not document an order.
use super::receiving::Asked;
use super::{Effect, Error, Out, QueueId, ReceiveOptions, Received, Sqs, Timer};
use crate::base::Instant;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A waiting receive's number within its account: never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PollId(pub u64);

/// A receive that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Poll {
    asked: Asked,
    attempt: Option<String>,
}

/// What a receive has become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receive {
    Now(Vec<Received>),
    /// The answer comes later, through the [`Out`].
    Waits(PollId),
}

impl Sqs {
    /// ReceiveMessage, waiting as long as it may for the first message. Errors: as for [`Sqs::receive`].
    pub fn receive_or_wait(
        &mut self,
        now: Instant,
        queue: QueueId,
        options: &ReceiveOptions<'_>,
        out: &mut Out,
    ) -> Result<Receive, Error> {
        let (asked, again) = self.begin_receive(now, queue, options, out)?;
        if let Some(again) = again {
            return Ok(Receive::Now(again));
        }
        // Nobody overtakes who waits already.
        let first = self.line(queue).next().is_none();
        let received = if first { self.take(now, queue, asked, out) } else { Vec::new() };
        self.remember_attempt(now, queue, options.receive_request_attempt_id, &received);
        if !received.is_empty() || asked.wait == crate::base::Duration::ZERO {
            if received.is_empty() {
                // Who comes while others wait is not asked for at any server.
                self.count_empty(now, queue, first);
            }
            return Ok(Receive::Now(received));
        }
        let id = PollId(self.next_poll);
        self.next_poll += 1;
        let attempt = options.receive_request_attempt_id.map(ToString::to_string);
        debug_assert!(!self.waiting.contains_key(&(queue, id)), "a number is new");
        self.waiting.insert((queue, id), Poll { asked, attempt });
        out.wake(now + asked.wait, Timer::PollEnds(queue, id));
        self.serve(queue, now, out);
        Ok(Receive::Waits(id))
    }

    /// The caller is gone, and gets nothing any more.
    pub fn forget_poll(&mut self, queue: QueueId, id: PollId) {
        self.waiting.remove(&(queue, id));
    }

    /// Whether that receive still waits.
    pub fn is_waiting(&self, id: PollId) -> bool {
        self.waiting.keys().any(|(_, waiting)| *waiting == id)
    }

    /// Receives that wait for messages of a queue, in the order of their coming.
    pub fn line(&self, queue: QueueId) -> impl Iterator<Item = PollId> {
        let all = (queue, PollId(0))..=(queue, PollId(u64::MAX));
        self.waiting.range(all).map(|((_, id), _)| *id)
    }

    /// Gives what has become visible to those who wait, and sets the alarm for what will be next.
    pub(super) fn serve(&mut self, queue: QueueId, now: Instant, out: &mut Out) {
        loop {
            let Some(id) = self.line(queue).next() else { return };
            let Some(poll) = self.waiting.get(&(queue, id)).cloned() else { return };
            if self.refreshed(queue, now, out).is_err() {
                // The queue is gone.
                self.answer(queue, id, Vec::new(), out);
                continue;
            }
            let received = self.take(now, queue, poll.asked, out);
            if received.is_empty() {
                self.set_alarm(queue, out);
                return;
            }
            debug_assert!(received.len() <= poll.asked.most as usize, "no more than was asked for");
            self.remember_attempt(now, queue, poll.attempt.as_deref(), &received);
            self.answer(queue, id, received, out);
        }
    }

    /// A receive has waited long enough.
    pub(super) fn poll_ends(&mut self, queue: QueueId, id: PollId, now: Instant, out: &mut Out) {
        if self.waiting.contains_key(&(queue, id)) {
            self.count_empty(now, queue, false);
            self.answer(queue, id, Vec::new(), out);
        }
    }

    /// Something that was hidden may have become visible.
    pub(super) fn becomes_visible(&mut self, queue: QueueId, now: Instant, out: &mut Out) {
        if let Some(state) = self.queues.get_mut(&queue)
            && state.alarm.is_some_and(|at| at <= now)
        {
            state.alarm = None;
        }
        self.serve(queue, now, out);
    }

    fn answer(&mut self, queue: QueueId, id: PollId, received: Vec<Received>, out: &mut Out) {
        if self.waiting.remove(&(queue, id)).is_some() {
            out.effect(Effect::Answer(id, received));
        }
    }

    /// Callers that wait are served when the next hidden message comes back.
    fn set_alarm(&mut self, queue: QueueId, out: &mut Out) {
        let Some(state) = self.queues.get_mut(&queue) else { return };
        let Some(at) = state.next_visible_at() else { return };
        if state.alarm.is_none_or(|set| set > at) {
            debug_assert!(state.alarm.is_none_or(|set| set > at), "the alarm is the next moment");
            state.alarm = Some(at);
            out.wake(at, Timer::Visible(queue));
        }
    }

    /// A receive has come back empty. A short poll asks only some of a standard queue's partitions; what a FIFO queue holds back
    /// waits for one of its group.
    pub(super) fn count_empty(&mut self, now: Instant, queue: QueueId, is_short: bool) {
        let Some(state) = self.queues.get_mut(&queue) else { return };
        let missed = match state.is_fifo() {
            true => state.groups_in_line(now) > 0,
            false => is_short && state.depth(now).approximate_number_of_messages_visible > 0,
        };
        state.total.number_of_empty_receives += 1;
        state.total.empty_though_visible += u64::from(missed);
        debug_assert!(state.total.empty_though_visible <= state.total.number_of_empty_receives, "a part of them");
    }
}
