//! The account: its queues, and the calls about them.
use super::waiting::Poll;
use super::{
    Attributes, Effect, Error, Event, MoveTask, Out, PollId, Queue, QueueId, RedrivePolicy, Reply, Request, Timer,
    quota,
};
use crate::base::Instant;
use crate::service::{Context, Service};
use crate::wire::{Model, Value};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What the service needs to know of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub account_id: String,
    /// Of a thousand short polls of a standard queue, how many ask only some of its partitions.
    pub short_polls_sampled_per_mille: u32,
}

/// The service in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sqs {
    pub account: Account,
    pub(super) seed: u64,
    pub(super) queues: BTreeMap<QueueId, Queue>,
    names: BTreeMap<String, QueueId>,
    /// Names of deleted queues, and when they went.
    deleted: BTreeMap<String, Instant>,
    pub(super) moves: Vec<MoveTask>,
    next_queue: u32,
    pub(super) next_message: u64,
    pub(super) next_move: u32,
    /// Receives so far: what a short poll draws its partitions by.
    pub(super) polls: u64,
    /// Receives that wait, in the order of their coming.
    pub(super) waiting: BTreeMap<(QueueId, PollId), Poll>,
    pub(super) next_poll: u64,
}

impl Sqs {
    pub fn new(account: Account, seed: u64) -> Self {
        Self {
            account,
            seed,
            queues: BTreeMap::new(),
            names: BTreeMap::new(),
            deleted: BTreeMap::new(),
            moves: Vec::new(),
            next_queue: 0,
            next_message: 1,
            next_move: 0,
            polls: 0,
            waiting: BTreeMap::new(),
            next_poll: 0,
        }
    }

    /// Whether there is no queue.
    pub fn is_empty(&self) -> bool {
        self.queues.is_empty()
    }

    /// The queues, by name.
    pub fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.names.values().map(|id| &self.queues[id])
    }
    pub fn queue(&self, id: QueueId) -> Option<&Queue> {
        self.queues.get(&id)
    }
    pub fn named(&self, name: &str) -> Option<&Queue> {
        self.names.get(name).map(|id| &self.queues[id])
    }

    /// A queue as it is at `now`. Errors: `QueueDoesNotExist`.
    pub(super) fn refreshed(&mut self, id: QueueId, now: Instant, out: &mut Out) -> Result<&mut Queue, Error> {
        let queue = self.queues.get_mut(&id).ok_or(Error::QueueDoesNotExist)?;
        queue.refresh(now, out);
        Ok(queue)
    }

    /// CreateQueue. A queue of the same name and the same attributes is given back.
    ///
    /// Errors: what [`Attributes::validate`] says, `QueueNameExists` for one with other attributes, `QueueDeletedRecently`
    /// within 60 s of a deletion, what a redrive policy is refused for.
    pub fn create_queue(
        &mut self,
        now: Instant,
        name: &str,
        given: &BTreeMap<String, String>,
        tags: BTreeMap<String, String>,
        out: &mut Out,
    ) -> Result<QueueId, Error> {
        let mut attributes = Attributes::default();
        self.set(&mut attributes, given)?;
        attributes.validate(name)?;
        self.check_redrive(name, &attributes)?;
        if let Some(queue) = self.named(name) {
            let (mine, theirs) = (queue.attributes.texts(""), attributes.texts(""));
            // What is not given is not compared.
            let differs = given.keys().find(|name| mine.get(*name) != theirs.get(*name));
            return differs.map_or(Ok(queue.id), |attribute| Err(Error::QueueNameExists(attribute.clone())));
        }
        if self.deleted.get(name).is_some_and(|&at| now.since(at) < quota::NAME_REST) {
            return Err(Error::QueueDeletedRecently);
        }
        if tags.len() > quota::TAGS {
            return Err(Error::InvalidParameterValue(format!("Too many tags added for queue {name}.")));
        }
        let id = QueueId(self.next_queue);
        self.next_queue += 1;
        let queue = Queue { tags, ..Queue::new(id, name, attributes, now) };
        debug_assert!(!self.queues.contains_key(&id) && !self.names.contains_key(name), "number and name are new");
        self.queues.insert(id, queue);
        self.names.insert(name.to_string(), id);
        self.deleted.retain(|_, at| now.since(*at) < quota::NAME_REST);
        out.emit(Event::Created { queue: id });
        Ok(id)
    }

    /// A dead-letter queue must exist, be of the same kind, and be another queue.
    fn check_redrive(&self, name: &str, attributes: &Attributes) -> Result<(), Error> {
        let Some(RedrivePolicy { dead_letter_target, max_receive_count }) = &attributes.redrive_policy else {
            return Ok(());
        };
        let invalid = |reason: &str| {
            Err(Error::InvalidParameterValue(format!("Value for parameter RedrivePolicy is invalid. Reason: {reason}")))
        };
        let (least, most, _) = quota::MAX_RECEIVE_COUNT;
        if !(least..=most).contains(max_receive_count) {
            return invalid(&format!(
                "Invalid value for maxReceiveCount: {max_receive_count}, valid values are from {least} to {most} both inclusive."
            ));
        }
        match self.named(dead_letter_target) {
            None => invalid("Dead letter target does not exist."),
            Some(_) if dead_letter_target == name => invalid("Dead letter target may not be the queue itself."),
            Some(target) if target.attributes.fifo != attributes.fifo => {
                invalid("Dead-letter queue must be same type of queue as the source.")
            }
            Some(_) => Ok(()),
        }
    }

    /// DeleteQueue: the queue and its messages are gone. Errors: `QueueDoesNotExist`.
    pub fn delete_queue(&mut self, now: Instant, id: QueueId, out: &mut Out) -> Result<(), Error> {
        let queue = self.queues.remove(&id).ok_or(Error::QueueDoesNotExist)?;
        debug_assert_eq!(self.names.get(&queue.name), Some(&id), "a name is one queue's");
        self.names.remove(&queue.name);
        self.deleted.insert(queue.name, now);
        self.moves.retain(|task| task.source != id);
        out.emit(Event::Deleted { queue: id });
        self.serve(id, now, out);
        Ok(())
    }

    /// PurgeQueue. Errors: `QueueDoesNotExist`, `PurgeQueueInProgress` within 60 s of the last one.
    pub fn purge_queue(&mut self, now: Instant, id: QueueId, out: &mut Out) -> Result<(), Error> {
        let queue = self.refreshed(id, now, out)?;
        if queue.purged_at.is_some_and(|at| now.since(at) < quota::PURGE_EVERY) {
            return Err(Error::PurgeQueueInProgress(queue.name.clone()));
        }
        queue.purged_at = Some(now);
        let copies: Vec<u64> = queue.messages.keys().copied().collect();
        for copy in &copies {
            queue.take_out(*copy);
        }
        queue.forget_deduplication();
        debug_assert!(queue.messages.is_empty() && queue.in_flight_now == 0, "nothing is left");
        out.emit(Event::Purged { queue: id, messages: copies.len() as u64 });
        Ok(())
    }

    /// SetQueueAttributes. Whether a queue is a FIFO queue stays as it is.
    ///
    /// Errors: as CreateQueue, `InvalidAttributeName` for `FifoQueue`.
    pub fn set_attributes(
        &mut self,
        now: Instant,
        id: QueueId,
        attributes: Attributes,
        out: &mut Out,
    ) -> Result<(), Error> {
        let queue = self.queues.get(&id).ok_or(Error::QueueDoesNotExist)?;
        if attributes.fifo != queue.attributes.fifo {
            return Err(Error::unknown_attribute("FifoQueue"));
        }
        attributes.validate(&queue.name)?;
        if attributes.redrive_policy != queue.attributes.redrive_policy {
            self.check_redrive(&queue.name, &attributes)?;
        }
        let queue = self.refreshed(id, now, out)?;
        let delay = attributes.delay_seconds;
        let changes_delay = delay != queue.attributes.delay_seconds;
        debug_assert_eq!(attributes.fifo, queue.name.ends_with(".fifo"), "the kind of a queue is in its name");
        queue.attributes = attributes;
        queue.modified_at = now;
        if queue.attributes.fifo && changes_delay {
            queue.delay_anew(delay);
            self.serve(id, now, out);
        }
        Ok(())
    }

    /// TagQueue. Errors: `QueueDoesNotExist`, `InvalidParameterValue` over 50 tags.
    pub fn tag(&mut self, id: QueueId, tags: BTreeMap<String, String>) -> Result<(), Error> {
        let queue = self.queues.get_mut(&id).ok_or(Error::QueueDoesNotExist)?;
        let new = tags.keys().filter(|key| !queue.tags.contains_key(*key)).count();
        if queue.tags.len() + new > quota::TAGS {
            return Err(Error::InvalidParameterValue(format!("Too many tags added for queue {}.", queue.name)));
        }
        queue.tags.extend(tags);
        debug_assert!(queue.tags.len() <= quota::TAGS, "{} tags", queue.tags.len());
        Ok(())
    }

    /// UntagQueue; a key that is not there is no error. Errors: `QueueDoesNotExist`.
    pub fn untag(&mut self, id: QueueId, keys: &[String]) -> Result<(), Error> {
        let queue = self.queues.get_mut(&id).ok_or(Error::QueueDoesNotExist)?;
        queue.tags.retain(|key, _| !keys.contains(key));
        Ok(())
    }

    /// Names, tasks, and receives that wait.
    fn small_bytes(&self) -> u64 {
        (self.deleted.len() * 128 + self.moves.len() * 128 + self.waiting.len() * 96) as u64
    }
}

impl Service for Sqs {
    const MODEL: &'static Model = &super::model::MODEL;
    type Request = Request;
    type Reply = Reply;
    type Error = Error;
    type Event = Event;
    type Timer = Timer;
    type Effect = Effect;

    fn handle(&mut self, context: &Context<'_>, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        self.carry_out(context.now, request, out)
    }

    fn answer(&self, context: &Context<'_>, request: &Request, reply: &Reply) -> Option<Value<'static>> {
        super::answer::body(self, context, request, reply)
    }

    fn wake(&mut self, context: &Context<'_>, timer: Timer, out: &mut Out) {
        let now = context.now;
        match timer {
            Timer::Move(task) => self.go_on_moving(task, now, out),
            Timer::Visible(queue) => self.becomes_visible(queue, now, out),
            Timer::PollEnds(queue, poll) => self.poll_ends(queue, poll, now, out),
        }
    }

    /// Messages expire when their queue is looked at; what nobody looks at is looked at here.
    fn trim(&mut self, context: &Context<'_>, out: &mut Out) {
        self.queues.values_mut().for_each(|queue| queue.refresh(context.now, out));
    }

    fn heap_bytes(&self) -> u64 {
        self.queues.values().map(Queue::heap_bytes).sum::<u64>() + self.small_bytes()
    }

    fn bytes_beside(&self, other: &Self) -> u64 {
        let queue = |own: &Queue| other.queues.get(&own.id).map_or(own.heap_bytes(), |other| own.bytes_beside(other));
        self.queues.values().map(queue).sum::<u64>() + self.small_bytes()
    }

    fn check(&self) {
        self.queues.values().for_each(Queue::check);
    }
}

impl Queue {
    /// A FIFO queue's delay counts for what is delayed already, too. API reference, SetQueueAttributes.
    fn delay_anew(&mut self, seconds: u32) {
        let delay = crate::base::Duration::from_secs(u64::from(seconds));
        let never_received =
            |(_, copy): &&(Instant, u64)| self.messages.get(copy).is_some_and(|of| of.receive_count == 0);
        let delayed: Vec<(Instant, u64)> = self.hidden.keys().filter(never_received).copied().collect();
        for (until, copy) in delayed {
            self.hidden.remove(&(until, copy));
            if let Some(message) = self.messages.get_mut(&copy) {
                debug_assert!(message.receive_count == 0, "what was received waits for its own timeout");
                message.hidden_until = message.sent_at + delay;
                self.hidden.insert((message.hidden_until, copy), ());
            }
        }
    }
}
