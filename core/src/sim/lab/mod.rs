//! The way from the lanes of the lab to the services: sending, receiving, working, deleting.
mod consumers;
mod queue;
mod sending;
mod shards;
mod topic;

use self::sending::Sent;
use super::polls::{ConsumerRef, Task, Waiter};
use super::services::Hosted;
use super::{Sim, Sink, Timer};
use crate::base::{ActorId, Duration, Instant, below, mix};
use crate::client::lab::{Consumer, Doing, Lane, Taken, Target, Ticket};
use crate::message::Content;
use crate::service::{Context, Out};
use crate::sqs::{self, QueueId, Receive, ReceiveOptions, Received, Sqs};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// How soon somebody who was refused asks again.
const AGAIN: Duration = Duration::from_millis(100);
/// The least that a batch takes: with no work at all and a visibility timeout of nothing, two consumers would hand a message
/// to each other for ever, and time would stand still.
const LEAST_WORK: Duration = Duration::from_millis(1);
/// Messages that a lane sends at once, at most, when it comes back after a long time of refusals.
const AT_ONCE: u32 = 5_000;
/// How long a receive of a lane waits.
const WAIT_SECONDS: u32 = 20;

/// A lane's way to the services. The lane itself is out of the simulator meanwhile.
pub(super) struct Lab<'a> {
    pub sim: &'a mut Sim,
    pub trace: &'a mut dyn Sink,
}

impl Lab<'_> {
    pub fn schedule(&mut self, at: Instant, task: Task) {
        let lane = match &task {
            Task::Send(lane, _) => lane.0,
            Task::Consume(who) | Task::Answered(who, _) => who.lane.0,
        };
        self.sim.schedule(at, lane, Timer::Lane(task));
    }

    /// Calls a service on a lane's behalf.
    pub fn call<S: Hosted, T>(
        &mut self,
        lane: ActorId,
        call: impl FnOnce(&mut S, &Context<'_>, &mut Out<S>) -> T,
    ) -> T {
        self.sim.call(lane, self.trace, call)
    }

    /// How many messages of a lane there are to be made.
    pub fn there(&self, lane: &Lane) -> u32 {
        if lane.spec.drawing { self.sim.drawing.len() } else { u32::MAX }
    }

    /// Sends what waits, until nothing does or a call is refused.
    pub fn send(&mut self, lane: &mut Lane) {
        let mut sent_now = 0;
        while lane.sender.waiting() > 0 && sent_now < AT_ONCE {
            let batch = lane.sender.next(lane.spec.batch);
            sent_now += batch.len() as u32;
            let sent = match &lane.spec.target {
                Target::Stream(name) => self.put(lane, name, &batch),
                Target::Queue(name) => self.send_batch(lane, name, &batch),
                Target::Topic(name) => self.publish(lane, name, &batch),
            };
            let Sent { refused, put_units, trouble } =
                sent.unwrap_or_else(|trouble| Sent { refused: batch.clone(), put_units: 0, trouble: Some(trouble) });
            debug_assert!(refused.len() <= batch.len(), "only what was sent is refused");
            lane.put_units += put_units;
            lane.sender.trouble = trouble;
            lane.sender.answered(self.sim.now, (batch.len() - refused.len()) as u32, &refused);
            if !refused.is_empty() {
                return;
            }
        }
    }

    /// A consumer goes on with whatever it does.
    pub fn consume(&mut self, lane: &mut Lane, who: ConsumerRef) {
        let Some(consumer) = consumer_of(lane, who).filter(|consumer| consumer.life == who.life) else { return };
        match consumer.doing {
            Doing::Works => self.work(lane, who),
            Doing::Polls(_) => {}
            Doing::Idle | Doing::Restarts => {
                consumer.doing = Doing::Idle;
                self.take(lane, who);
            }
        }
    }

    /// One message is processed.
    fn work(&mut self, lane: &mut Lane, who: ConsumerRef) {
        let Lane { spec, receivers, .. } = lane;
        let receiver = &mut receivers[who.receiver as usize];
        let next = receiver.consumers[who.consumer as usize].batch.pop_front();
        let Some(taken) = next else { return self.finish(lane, who) };
        if let Some(index) = taken.index {
            receiver.worked(self.sim.now, index, spec);
        }
        let consumer = &mut receiver.consumers[who.consumer as usize];
        consumer.worked += 1;
        consumer.done.push(taken);
        let chance =
            mix(mix(self.sim.config.seed, u64::from(who.lane.0) << 32 | u64::from(who.receiver)), consumer.worked);
        let chance = below(mix(chance, u64::from(who.consumer)), 1_000);
        if chance < u64::from(spec.failures_per_mille) {
            return self.crash(lane, who);
        }
        if consumer.batch.is_empty() {
            return self.finish(lane, who);
        }
        let work = Duration::from_micros(u64::from(spec.work_micros));
        self.schedule(self.sim.now + work, Task::Consume(who));
    }

    /// What it has done is not deleted, and no checkpoint is written: it comes again.
    fn crash(&mut self, lane: &mut Lane, who: ConsumerRef) {
        self.release(lane, who);
        let Some(receiver) = lane.receivers.get_mut(who.receiver as usize) else { return };
        let life = receiver.next_life();
        receiver.crashes += 1;
        let Some(consumer) = receiver.consumers.get_mut(who.consumer as usize) else { return };
        consumer.drop_all(life);
        debug_assert!(consumer.batch.is_empty() && consumer.goes_on.is_none(), "it lost all that it had");
        consumer.doing = Doing::Restarts;
        self.schedule(self.sim.now + Consumer::AWAY, Task::Consume(ConsumerRef { life, ..who }));
    }

    /// A batch is done: its messages are deleted, or its checkpoint is written.
    fn finish(&mut self, lane: &mut Lane, who: ConsumerRef) {
        let receiver = &mut lane.receivers[who.receiver as usize];
        let consumer = &mut receiver.consumers[who.consumer as usize];
        match receiver.queue {
            None => self.checkpoint(lane, who),
            Some(queue) => {
                let handles = consumer.done.iter().filter_map(|taken| match taken.ticket {
                    Ticket::Queue(handle) => Some(handle),
                    Ticket::Shard(_) => None,
                });
                let handles: Vec<_> = handles.collect();
                let delete = |sqs: &mut Sqs, context: &Context<'_>, out: &mut _| {
                    sqs.delete_batch(context.now, queue, &handles, out)
                };
                if let Err(sqs::Error::RequestThrottled(_)) = self.call(who.lane, delete) {
                    return self.schedule(self.sim.now + AGAIN, Task::Consume(who));
                }
            }
        }
        let Some(consumer) = consumer_of(lane, who) else { return };
        consumer.done.clear();
        consumer.doing = Doing::Idle;
        self.take(lane, who);
    }

    /// Looks for something to do.
    fn take(&mut self, lane: &mut Lane, who: ConsumerRef) {
        match lane.receivers[who.receiver as usize].queue {
            Some(queue) => self.receive(lane, who, queue),
            None => self.read(lane, who),
        }
    }

    fn receive(&mut self, lane: &mut Lane, who: ConsumerRef, queue: QueueId) {
        let options = ReceiveOptions {
            max_number_of_messages: Some(10),
            wait_time_seconds: Some(WAIT_SECONDS),
            ..ReceiveOptions::default()
        };
        let receive =
            |sqs: &mut Sqs, context: &Context<'_>, out: &mut _| sqs.receive_or_wait(context.now, queue, &options, out);
        match self.call(who.lane, receive) {
            Ok(Receive::Now(received)) => self.answered(lane, who, &received),
            Ok(Receive::Waits(poll)) => {
                // It may have been answered in the same instant.
                let polls = Arc::make_mut(&mut self.sim.polls);
                if let Some(received) = polls.answers.remove(&poll) {
                    return self.answered(lane, who, &received);
                }
                debug_assert!(!polls.waits.contains_key(&poll), "a poll is waited for once");
                polls.waits.insert(poll, Waiter::Lane(who));
                if let Some(consumer) = consumer_of(lane, who) {
                    consumer.doing = Doing::Polls(poll);
                }
            }
            Err(_) => self.schedule(self.sim.now + AGAIN, Task::Consume(who)),
        }
    }

    /// Messages of a queue have come.
    pub fn answered(&mut self, lane: &mut Lane, who: ConsumerRef, received: &[Received]) {
        let Lane { known, receivers, .. } = lane;
        let work = Duration::from_micros(u64::from(lane.spec.work_micros));
        let Some(receiver) = receivers.get_mut(who.receiver as usize) else { return };
        let Some(consumer) = receiver.consumers.get_mut(who.consumer as usize) else { return };
        if consumer.life != who.life {
            return;
        }
        let taken = |one: &Received| Taken {
            index: match one.message.content {
                Content::Made { source, index } if known.contains(&source) => Some(index),
                // Somebody else's message: it is worked on and counted by nobody.
                Content::Made { .. } | Content::Supplied(_) => None,
            },
            ticket: Ticket::Queue(one.handle),
        };
        if received.is_empty() {
            consumer.doing = Doing::Idle;
            return self.schedule(self.sim.now, Task::Consume(who));
        }
        let batch: Vec<Taken> = received.iter().map(taken).collect();
        debug_assert!(batch.len() <= 10, "no more than was asked for");
        receiver.give(self.sim.now, who.consumer as usize, batch);
        self.schedule(self.sim.now + work.max(LEAST_WORK), Task::Consume(who));
    }
}

fn consumer_of(lane: &mut Lane, who: ConsumerRef) -> Option<&mut Consumer> {
    lane.receivers.get_mut(who.receiver as usize)?.consumers.get_mut(who.consumer as usize)
}
