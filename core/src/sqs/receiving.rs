//! ReceiveMessage, DeleteMessage and ChangeMessageVisibility, and their batches' entries.
use super::lines::NO_GROUP;
use super::queue::{Action, Queue};
use super::{Error, Event, Message, Out, QueueId, ReceiptHandle, Sqs, ThroughputLimit, quota};
use crate::base::{Duration, Instant, below, mix};
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

/// What a receiver asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReceiveOptions<'a> {
    /// 1 … 10; 1 where none.
    pub max_number_of_messages: Option<u32>,
    /// Seconds, 0 … 43,200; the queue's where none.
    pub visibility_timeout: Option<u32>,
    /// Seconds, 0 … 20; the queue's where none. With 0 it may be that only some of a standard queue's partitions are asked.
    pub wait_time_seconds: Option<u32>,
    /// Of FIFO queues: the same id within five minutes gives the same messages again.
    pub receive_request_attempt_id: Option<&'a str>,
}

/// A message that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub message: Message,
    pub handle: ReceiptHandle,
}

/// What a receiver asks for, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub most: u32,
    pub visibility: Duration,
    pub wait: Duration,
}

/// Where a receive is while it is filled.
struct Turn {
    random: u64,
    /// How many of a standard queue's partitions are asked.
    partitions: usize,
    taken: usize,
    /// The group of a FIFO queue that is taken from, and what was in flight of it before.
    group: Option<(u32, Option<u64>)>,
}

impl Sqs {
    /// ReceiveMessage: what there is at `now`. To wait for more, use [`Sqs::receive_or_wait`].
    ///
    /// Errors: `QueueDoesNotExist`, `InvalidParameterValue` for what is outside its range, `OverLimit` for a short poll with
    /// 120,000 messages of a standard queue in flight, `RequestThrottled` over the throughput of a FIFO queue.
    pub fn receive(
        &mut self,
        now: Instant,
        queue: QueueId,
        options: &ReceiveOptions<'_>,
        out: &mut Out,
    ) -> Result<Vec<Received>, Error> {
        let (asked, again) = self.begin_receive(now, queue, options, out)?;
        if let Some(again) = again {
            return Ok(again);
        }
        let received = self.take(now, queue, asked, out);
        self.remember_attempt(now, queue, options.receive_request_attempt_id, &received);
        if received.is_empty() {
            self.count_empty(now, queue, true);
        }
        Ok(received)
    }

    /// Checks a ReceiveMessage and counts it: what it asks for, or the messages of an attempt that is made again.
    pub(super) fn begin_receive(
        &mut self,
        now: Instant,
        queue: QueueId,
        options: &ReceiveOptions<'_>,
        out: &mut Out,
    ) -> Result<(Asked, Option<Vec<Received>>), Error> {
        let state = self.refreshed(queue, now, out)?;
        let within = |name: &str, value: Option<u32>, usual: u32, least: u32, most: u32| match value {
            Some(value) if !(least..=most).contains(&value) => Err(Error::outside(name, value, least, most)),
            value => Ok(value.unwrap_or(usual)),
        };
        let of = &state.attributes;
        let most = within("MaxNumberOfMessages", options.max_number_of_messages, 1, 1, quota::RECEIVE_MOST)?;
        let (longest, usual) = (quota::VISIBILITY_SECONDS.0, of.visibility_timeout);
        let visibility = within("VisibilityTimeout", options.visibility_timeout, usual, 0, longest)?;
        let wait = of.receive_message_wait_time_seconds;
        let wait = within("WaitTimeSeconds", options.wait_time_seconds, wait, 0, quota::WAIT_SECONDS)?;
        if options.receive_request_attempt_id.is_some() && !of.fifo {
            let id = options.receive_request_attempt_id.unwrap_or_default();
            return Err(Error::not_for_this_queue("ReceiveRequestAttemptId", id));
        }
        state.admit_call(Action::Receive, "ReceiveMessage", now, out)?;
        state.total.requests += 1;
        let seconds = |seconds: u32| Duration::from_secs(u64::from(seconds));
        debug_assert!((1..=quota::RECEIVE_MOST).contains(&most), "{most} messages");
        let asked = Asked { most, visibility: seconds(visibility), wait: seconds(wait) };
        let again = state.same_attempt(options.receive_request_attempt_id, now + asked.visibility, now);
        if again.is_none() && state.in_flight_now >= quota::IN_FLIGHT && !state.attributes.fifo && wait == 0 {
            return Err(Error::too_many_in_flight());
        }
        Ok((asked, again))
    }

    /// Takes what there is.
    pub(super) fn take(&mut self, now: Instant, queue: QueueId, asked: Asked, out: &mut Out) -> Vec<Received> {
        let until = now + asked.visibility;
        self.polls += 1;
        let random = mix(self.seed ^ u64::from(queue.0) << 32, self.polls);
        let sampled = below(mix(random, 1), 1_000) < self.account.short_polls_sampled_per_mille.into();
        let is_short = asked.wait == Duration::ZERO;
        let partitions = if is_short && sampled { quota::SHORT_POLL_PARTITIONS } else { quota::PARTITIONS };
        let mut turn = Turn { random, partitions, taken: 0, group: None };
        let mut taken = Vec::new();
        let has_dead_letters = self.dead_letter_queue(queue).is_some();
        while taken.len() < asked.most as usize {
            let Some(state) = self.queues.get_mut(&queue) else { break };
            if state.in_flight_now >= quota::IN_FLIGHT {
                break;
            }
            turn.taken = taken.len();
            let Some(copy) = state.next_copy(&mut turn) else { break };
            if has_dead_letters && state.is_received_too_often(copy) {
                self.send_to_dead_letter_queue(now, queue, copy, out);
                continue;
            }
            state.total.number_of_messages_received += 1;
            taken.push(copy);
            state.hide(copy, until);
        }
        let Some(state) = self.queues.get_mut(&queue) else { return Vec::new() };
        let received: Vec<Received> = taken.into_iter().filter_map(|copy| state.received(copy, now)).collect();
        for one in &received {
            let (message, times) = (one.message.id, one.message.receive_count);
            out.emit(Event::Received { queue, message, times });
        }
        debug_assert!(received.len() <= asked.most as usize, "no more than was asked for");
        state.listen_for_noise(&received, now);
        received
    }

    /// For five minutes the same attempt gives the same messages.
    pub(super) fn remember_attempt(&mut self, now: Instant, queue: QueueId, id: Option<&str>, received: &[Received]) {
        let (Some(id), Some(state), false) = (id, self.queues.get_mut(&queue), received.is_empty()) else { return };
        let handles = received.iter().map(|one| one.handle).collect();
        debug_assert!(state.attributes.fifo, "only FIFO queues take attempts");
        state.attempts.insert(id.into(), (now + quota::DEDUPLICATION, handles));
    }

    /// DeleteMessage. A message that is gone is no error; nor is an old handle of a standard queue, which deletes nothing.
    ///
    /// Errors: `QueueDoesNotExist`, `ReceiptHandleIsInvalid` for a handle of another queue, `InvalidParameterValue` for one
    /// of a FIFO queue that has expired, `RequestThrottled`.
    pub fn delete(&mut self, now: Instant, queue: QueueId, handle: ReceiptHandle, out: &mut Out) -> Result<(), Error> {
        let state = self.refreshed(queue, now, out)?;
        state.admit_call(Action::Delete, "DeleteMessage", now, out)?;
        state.total.requests += 1;
        self.delete_one(now, queue, handle, out)?;
        self.serve(queue, now, out);
        Ok(())
    }

    /// One entry of DeleteMessageBatch; the batch is counted by [`admit_delete_batch`](Self::admit_delete_batch).
    pub fn delete_one(
        &mut self,
        now: Instant,
        queue: QueueId,
        handle: ReceiptHandle,
        out: &mut Out,
    ) -> Result<(), Error> {
        let state = self.queues.get_mut(&queue).ok_or(Error::QueueDoesNotExist)?;
        state.own(handle)?;
        let Some(message) = state.messages.get(&handle.copy) else { return Ok(()) };
        let is_latest = message.receive_count == handle.receive;
        if state.attributes.fifo && !(is_latest && message.is_in_flight(now)) {
            return Err(Error::InvalidParameterValue(format!(
                "Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired."
            )));
        }
        if is_latest && let Some(message) = state.take_out(handle.copy) {
            debug_assert_eq!(message.receive_count, handle.receive, "only the latest handle deletes");
            state.total.number_of_messages_deleted += 1;
            out.emit(Event::MessageDeleted { queue, message: message.id });
        }
        Ok(())
    }

    /// DeleteMessageBatch: a result for each handle. Errors: as for [`Sqs::admit_delete_batch`].
    pub fn delete_batch(
        &mut self,
        now: Instant,
        queue: QueueId,
        handles: &[ReceiptHandle],
        out: &mut Out,
    ) -> Result<Vec<Result<(), Error>>, Error> {
        self.admit_delete_batch(now, queue, out)?;
        let results = handles.iter().map(|handle| self.delete_one(now, queue, *handle, out)).collect();
        self.serve(queue, now, out);
        Ok(results)
    }

    /// Counts a DeleteMessageBatch. Errors: `QueueDoesNotExist`, `RequestThrottled`.
    pub fn admit_delete_batch(&mut self, now: Instant, queue: QueueId, out: &mut Out) -> Result<(), Error> {
        let state = self.refreshed(queue, now, out)?;
        state.total.requests += 1;
        state.admit_call(Action::Delete, "DeleteMessageBatch", now, out)
    }

    /// ChangeMessageVisibility: hidden for so many seconds from now on, 0 … 43,200.
    ///
    /// Once it has expired a standard queue's answers with success and changes nothing, as recordings of AWS have it.
    ///
    /// Errors: `QueueDoesNotExist`, `ReceiptHandleIsInvalid`, `MessageNotInflight` for a handle of a FIFO queue that has
    /// expired, `InvalidParameterValue` for a message that is gone or was received again, a timeout over 12 hours, or more
    /// than 12 hours in all since the message was first received.
    pub fn change_visibility(
        &mut self,
        now: Instant,
        queue: QueueId,
        handle: ReceiptHandle,
        seconds: u32,
        out: &mut Out,
    ) -> Result<(), Error> {
        let state = self.refreshed(queue, now, out)?;
        let longest = quota::VISIBILITY_SECONDS.0;
        if seconds > longest {
            return Err(Error::outside("VisibilityTimeout", seconds, 0, longest));
        }
        state.own(handle)?;
        state.total.requests += 1;
        let message = state.messages.get(&handle.copy).filter(|message| message.receive_count == handle.receive);
        let message = message.ok_or_else(|| {
            Error::InvalidParameterValue(format!(
                "Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for \
                 visibility timeout change."
            ))
        })?;
        if !message.is_in_flight(now) {
            return if state.attributes.fifo { Err(Error::MessageNotInflight) } else { Ok(()) };
        }
        let until = now + Duration::from_secs(u64::from(seconds));
        let first = message.first_received_at.unwrap_or(now);
        if until.since(first) > Duration::from_secs(u64::from(longest)) {
            return Err(Error::InvalidParameterValue(format!(
                "Value {seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the \
                 message is beyond the limit [{longest} seconds]."
            )));
        }
        debug_assert!(until >= now, "a timeout ends in the future");
        state.hide(handle.copy, until);
        // With 0 it can be received immediately; and an alarm may come too late now.
        state.refresh(now, out);
        self.serve(queue, now, out);
        Ok(())
    }
}

impl Queue {
    /// Counts a call of a FIFO queue.
    fn admit_call(&mut self, action: Action, name: &'static str, now: Instant, out: &mut Out) -> Result<(), Error> {
        if !self.attributes.fifo {
            return Ok(());
        }
        let per_second = match self.attributes.fifo_throughput_limit {
            ThroughputLimit::PerQueue => quota::FIFO_CALLS,
            ThroughputLimit::PerMessageGroupId => quota::HIGH_THROUGHPUT_CALLS,
        };
        // Set to something else, the queue has other buckets.
        if !self.admits(action, per_second, per_second, now) {
            self.total.throttled += 1;
            out.emit(Event::Throttled { queue: self.id, action: name });
            return Err(Error::RequestThrottled(name));
        }
        self.spend(action, per_second);
        Ok(())
    }

    fn own(&self, handle: ReceiptHandle) -> Result<(), Error> {
        if handle.queue == self.id && handle.copy < self.next_copy {
            return Ok(());
        }
        Err(Error::ReceiptHandleIsInvalid("The input receipt handle is invalid.".to_string()))
    }

    /// What comes next: from a partition that is asked, or, in a FIFO queue, first of the group that was taken from last.
    fn next_copy(&mut self, turn: &mut Turn) -> Option<u64> {
        if self.attributes.fifo {
            let same = turn.group.and_then(|(group, bar)| self.lines[0].next_of(group, bar));
            return same.or_else(|| self.next_of_next_group(turn));
        }
        let partitions = self.lines.len();
        let first = (turn.random % partitions as u64) as usize;
        let begin = turn.random.wrapping_add(turn.taken as u64) as usize;
        let at = |step: usize| (first + (begin + step) % turn.partitions) % partitions;
        // Quiet groups come first, in whichever partition.
        let quiet = (0..turn.partitions).find(|step| self.lines[at(*step)].begins_quiet());
        (quiet.into_iter().chain(0..turn.partitions)).find_map(|step| self.lines[at(step)].first())
    }

    /// FIFO queues: the first copy of the group whose turn it is, which then goes behind the other groups.
    fn next_of_next_group(&mut self, turn: &mut Turn) -> Option<u64> {
        let group = self.lines[0].first_group()?;
        turn.group = Some((group, self.lines[0].bar_of(group)));
        self.lines[0].serve(group, self.next_copy);
        // The next message stands behind it.
        self.next_copy += 1;
        self.lines[0].next_of(group, None)
    }

    pub(super) fn is_received_too_often(&self, copy: u64) -> bool {
        let policy = self.attributes.redrive_policy.as_ref();
        let message = self.messages.get(&copy);
        policy.zip(message).is_some_and(|(policy, message)| message.receive_count >= policy.max_receive_count)
    }

    fn received(&mut self, copy: u64, now: Instant) -> Option<Received> {
        let queue = self.id;
        let message = self.messages.get_mut(&copy)?;
        debug_assert!(message.hidden_until >= now, "what is received is hidden from others");
        message.receive_count += 1;
        message.first_received_at.get_or_insert(now);
        Some(Received {
            handle: ReceiptHandle { queue, copy, receive: message.receive_count },
            message: message.clone(),
        })
    }

    /// The messages of an attempt that is made again, if nothing has happened to them: they are hidden anew.
    fn same_attempt(&mut self, id: Option<&str>, until: Instant, now: Instant) -> Option<Vec<Received>> {
        let (_, handles) = self.attempts.get(id?)?.clone();
        let message = |handle: &ReceiptHandle| {
            let message = self.messages.get(&handle.copy)?;
            (message.receive_count == handle.receive && message.is_in_flight(now)).then(|| message.clone())
        };
        debug_assert!(!handles.is_empty(), "an attempt that got nothing is not remembered");
        let messages: Option<Vec<Message>> = handles.iter().map(message).collect();
        let messages = messages?;
        handles.iter().for_each(|handle| self.hide(handle.copy, until));
        Some(handles.into_iter().zip(messages).map(|(handle, message)| Received { handle, message }).collect())
    }

    /// Fair queues: a group that has too large a part of what is in flight waits for the others.
    fn listen_for_noise(&mut self, received: &[Received], now: Instant) {
        if self.attributes.fifo {
            return;
        }
        let (least, per_cent) = quota::NOISY;
        for group in received.iter().filter_map(|one| one.message.group) {
            let own = self.in_flight_of.get(&group).copied().unwrap_or(0);
            debug_assert!(own <= self.in_flight_now, "a group has no more in flight than its queue");
            if group != NO_GROUP && own >= least && own * 100 > self.in_flight_now * per_cent {
                self.noisy.insert(group, now + quota::NOISY_REST);
                self.lines.iter_mut().for_each(|lines| lines.set_noisy(group, true));
            }
        }
    }
}
