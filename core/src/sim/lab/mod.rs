//! The way from the lanes of the lab to the services: sending, receiving, working, deleting.
mod seats;
mod shards;

use super::lanes::Task;
use super::messaging::{Messaging, Seat, SqsOut};
use super::notifying::SnsOut;
use super::{KinesisOut, Sink, Timer};
use crate::base::{Duration, Instant, below, mix};
use crate::client::Source;
use crate::client::kcl::{ApplicationId, WorkerId};
use crate::client::lab::{Consumer, Doing, Lane, Taken, Target, Ticket, cost};
use crate::engine::EventQueue;
use crate::kinesis::{self, Kinesis, Payload, Put, ShardId};
use crate::sns::{self, Sns};
use crate::sqs::{self, Content, QueueId, Receive, ReceiveOptions, Received};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// How soon somebody who was refused asks again.
const AGAIN: Duration = Duration::from_millis(100);
/// How long a receive of a lane waits.
const WAIT_SECONDS: u32 = 20;

/// Everything that a lane may call.
pub(super) struct Lab<'a> {
    pub now: Instant,
    pub seed: u64,
    pub kinesis: &'a mut Kinesis,
    pub subscribers: &'a BTreeMap<kinesis::SubscriptionId, (ApplicationId, WorkerId, ShardId)>,
    pub sources: &'a [Arc<Source>],
    pub queue: &'a mut EventQueue<Timer>,
    pub messaging: &'a mut Messaging,
    pub trace: &'a mut dyn Sink,
}

impl Lab<'_> {
    pub fn schedule(&mut self, at: Instant, task: Task) {
        let lane = match &task {
            Task::Send(lane, _) => lane.0,
            Task::Consume(seat) | Task::Answered(seat, _) => seat.lane.0,
        };
        let timer = Timer::Lane(task);
        self.queue.push(at, timer.class(), lane, timer);
    }

    pub fn kinesis(&mut self) -> (&mut Kinesis, KinesisOut<'_>) {
        let out = KinesisOut { now: self.now, queue: self.queue, subscribers: self.subscribers, trace: self.trace };
        (self.kinesis, out)
    }

    fn sqs(&mut self) -> (&mut sqs::Sqs, SqsOut<'_>) {
        let Messaging { sqs, answers, waits, .. } = &mut *self.messaging;
        (sqs, SqsOut { now: self.now, queue: self.queue, answers, waits, trace: self.trace })
    }

    fn sns(&mut self) -> (&mut Sns, SnsOut<'_>) {
        let Messaging { sns, sqs, answers, waits, invocations, .. } = &mut *self.messaging;
        let (now, sources, queue) = (self.now, self.sources, &mut *self.queue);
        (sns, SnsOut { now, sources, queue, sqs, answers, waits, invocations, trace: self.trace })
    }

    /// Sends what waits, until nothing does or a call is refused.
    pub fn send(&mut self, lane: &mut Lane) {
        while lane.sender.waiting() > 0 {
            let batch = lane.sender.next(lane.spec.batch);
            let refused = match lane.spec.target.clone() {
                Target::Stream(name) => self.put(lane, &name, &batch),
                Target::Queue(name) => self.send_batch(lane, &name, &batch),
                Target::Topic(name) => self.publish(lane, &name, &batch),
            };
            let taken = (batch.len() - refused.len()) as u32;
            lane.sender.answered(self.now, taken, &refused);
            if !refused.is_empty() {
                return;
            }
            lane.sender.trouble = None;
        }
    }

    fn put(&mut self, lane: &mut Lane, name: &str, batch: &[u32]) -> Vec<u32> {
        let source = &self.sources[usize::from(lane.source)];
        let entry = |index: &u32| {
            let key = source.key_of(*index);
            let payload = Payload::Made { source: lane.source, index: *index };
            kinesis::Entry { hash_key: source.route(*index, key), bytes: source.bytes(*index, key), payload }
        };
        let entries: Vec<_> = batch.iter().map(entry).collect();
        let mut results = Vec::new();
        let (kinesis, mut out) = self.kinesis();
        if let Err(error) = kinesis.put_records(out.now, name, &entries, &mut results, &mut out) {
            lane.sender.trouble = Some(error.aws_code());
            return batch.to_vec();
        }
        let taken = |result: &Put| matches!(result, Put::Accepted { .. });
        let units = entries.iter().zip(&results).filter(|(_, result)| taken(result));
        lane.put_units += units.map(|(entry, _)| u64::from(entry.bytes.div_ceil(cost::UNIT_BYTES).max(1))).sum::<u64>();
        batch.iter().zip(&results).filter(|(_, result)| !taken(result)).map(|(index, _)| *index).collect()
    }

    /// Groups and deduplication ids of a call's messages, where the service wants them.
    fn ids(lane: &Lane, batch: &[u32], wanted: bool) -> Vec<Option<(String, String)>> {
        let id = |index: &u32| {
            let group =
                if lane.spec.one_group { "all".into() } else { format!("truck-{}", lane.spec.truck_of(*index).0) };
            wanted.then(|| (group, format!("{}-{index}", lane.id.0)))
        };
        batch.iter().map(id).collect()
    }

    fn bytes_of(&self, lane: &Lane, index: u32) -> u32 {
        let source = &self.sources[usize::from(lane.source)];
        source.bytes(index, source.key_of(index))
    }

    fn send_batch(&mut self, lane: &mut Lane, name: &str, batch: &[u32]) -> Vec<u32> {
        let found = self.messaging.sqs.named(name).map(|queue| (queue.id, queue.is_fifo()));
        let Some((queue, is_fifo)) = found else {
            lane.sender.trouble = Some("QueueDoesNotExist");
            return batch.to_vec();
        };
        let ids = Self::ids(lane, batch, is_fifo);
        let entries: Vec<sqs::Entry<'_>> = (batch.iter().zip(&ids))
            .map(|(index, ids)| sqs::Entry {
                content: Content::Made { source: lane.source, index: *index },
                bytes: self.bytes_of(lane, *index),
                delay_seconds: None,
                message_group_id: ids.as_ref().map(|(group, _)| &**group),
                message_deduplication_id: ids.as_ref().map(|(_, id)| &**id),
                body_digest: None,
            })
            .collect();
        let (sqs, mut out) = self.sqs();
        let result = match &entries[..] {
            [one] => sqs.send(out.now, queue, one, &mut out).map(|_| Vec::new()),
            many => sqs.send_batch(out.now, queue, many, &mut out).map(|each| failed(batch, &each)),
        };
        result.unwrap_or_else(|error| {
            lane.sender.trouble = Some(error.aws_code().0);
            batch.to_vec()
        })
    }

    fn publish(&mut self, lane: &mut Lane, name: &str, batch: &[u32]) -> Vec<u32> {
        let found = self.messaging.sns.named(name).map(|topic| (topic.id, topic.is_fifo()));
        let Some((topic, is_fifo)) = found else {
            lane.sender.trouble = Some("NotFound");
            return batch.to_vec();
        };
        let ids = Self::ids(lane, batch, is_fifo);
        let entries: Vec<sns::Entry<'_>> = (batch.iter().zip(&ids))
            .map(|(index, ids)| sns::Entry {
                content: Content::Made { source: lane.source, index: *index },
                bytes: self.bytes_of(lane, *index),
                subject: None,
                message_group_id: ids.as_ref().map(|(group, _)| &**group),
                message_deduplication_id: ids.as_ref().map(|(_, id)| &**id),
                body_digest: None,
            })
            .collect();
        let now = self.now;
        let (sns, mut out) = self.sns();
        let result = match &entries[..] {
            [one] => sns.publish(now, topic, one, &mut out).map(|_| Vec::new()),
            many => sns.publish_batch(now, topic, many, &mut out).map(|each| failed(batch, &each)),
        };
        result.unwrap_or_else(|error| {
            lane.sender.trouble = Some(error.aws_code().0);
            batch.to_vec()
        })
    }

    /// A consumer goes on with whatever it does.
    pub fn consume(&mut self, lane: &mut Lane, seat: Seat) {
        let Some(consumer) = consumer_of(lane, seat).filter(|consumer| consumer.life == seat.life) else { return };
        match consumer.doing {
            Doing::Works => self.work(lane, seat),
            Doing::Polls(_) => {}
            Doing::Idle | Doing::Restarts => {
                consumer.doing = Doing::Idle;
                self.take(lane, seat);
            }
        }
    }

    /// One message is worked off.
    fn work(&mut self, lane: &mut Lane, seat: Seat) {
        let (now, spec) = (self.now, lane.spec.clone());
        let receiver = &mut lane.receivers[seat.receiver as usize];
        let next = receiver.consumers[seat.consumer as usize].batch.pop_front();
        let Some(taken) = next else { return self.finish(lane, seat) };
        if let Some(index) = taken.index {
            let (truck, number) = spec.truck_of(index);
            receiver.worked(now, index, truck, number);
        }
        let consumer = &mut receiver.consumers[seat.consumer as usize];
        consumer.worked += 1;
        consumer.done.push(taken);
        let chance = mix(mix(self.seed, u64::from(seat.lane.0) << 32 | u64::from(seat.receiver)), consumer.worked);
        let chance = below(mix(chance, u64::from(seat.consumer)), 1_000);
        if chance < u64::from(spec.failures_per_mille) {
            return self.crash(lane, seat);
        }
        if consumer.batch.is_empty() {
            return self.finish(lane, seat);
        }
        self.schedule(now + Duration::from_micros(u64::from(spec.work_micros)), Task::Consume(seat));
    }

    /// What it has done is not deleted, and no checkpoint is written: it comes again.
    fn crash(&mut self, lane: &mut Lane, seat: Seat) {
        self.release(lane, seat);
        let Some(consumer) = consumer_of(lane, seat) else { return };
        consumer.drop_all();
        consumer.crashes += 1;
        consumer.doing = Doing::Restarts;
        let life = consumer.life;
        self.schedule(self.now + Consumer::AWAY, Task::Consume(Seat { life, ..seat }));
    }

    /// A batch is done: its messages are deleted, or its checkpoint is written.
    fn finish(&mut self, lane: &mut Lane, seat: Seat) {
        let receiver = &mut lane.receivers[seat.receiver as usize];
        let consumer = &mut receiver.consumers[seat.consumer as usize];
        match receiver.queue {
            None => self.checkpoint(lane, seat),
            Some(queue) => {
                let handles = consumer.done.iter().filter_map(|taken| match taken.ticket {
                    Ticket::Queue(handle) => Some(handle),
                    Ticket::Shard(_) => None,
                });
                let handles: Vec<_> = handles.collect();
                let (sqs, mut out) = self.sqs();
                if let Err(sqs::Error::RequestThrottled(_)) = sqs.delete_batch(out.now, queue, &handles, &mut out) {
                    return self.schedule(self.now + AGAIN, Task::Consume(seat));
                }
            }
        }
        let Some(consumer) = consumer_of(lane, seat) else { return };
        consumer.done.clear();
        consumer.doing = Doing::Idle;
        self.take(lane, seat);
    }

    /// Looks for something to do.
    fn take(&mut self, lane: &mut Lane, seat: Seat) {
        match lane.receivers[seat.receiver as usize].queue {
            Some(queue) => self.receive(lane, seat, queue),
            None => self.read(lane, seat),
        }
    }

    fn receive(&mut self, lane: &mut Lane, seat: Seat, queue: QueueId) {
        let options = ReceiveOptions {
            max_number_of_messages: Some(10),
            wait_time_seconds: Some(WAIT_SECONDS),
            ..ReceiveOptions::default()
        };
        let (sqs, mut out) = self.sqs();
        match sqs.receive_or_wait(out.now, queue, &options, &mut out) {
            Ok(Receive::Now(received)) => self.answered(lane, seat, &received),
            Ok(Receive::Waits(poll)) => {
                // It may have been answered in the same instant.
                if let Some(received) = self.messaging.answers.remove(&poll) {
                    return self.answered(lane, seat, &received);
                }
                self.messaging.waits.insert(poll, seat);
                if let Some(consumer) = consumer_of(lane, seat) {
                    consumer.doing = Doing::Polls(poll);
                }
            }
            Err(_) => self.schedule(self.now + AGAIN, Task::Consume(seat)),
        }
    }

    /// Messages of a queue have come.
    pub fn answered(&mut self, lane: &mut Lane, seat: Seat, received: &[Received]) {
        let source = lane.source;
        let work = Duration::from_micros(u64::from(lane.spec.work_micros));
        let Some(receiver) = lane.receivers.get_mut(seat.receiver as usize) else { return };
        let Some(consumer) = receiver.consumers.get_mut(seat.consumer as usize) else { return };
        if consumer.life != seat.life {
            return;
        }
        let taken = |one: &Received| Taken {
            index: match one.message.content {
                Content::Made { source: of, index } if of == source => Some(index),
                // Somebody else's message: it is worked on and counted by nobody.
                _ => None,
            },
            ticket: Ticket::Queue(one.handle),
        };
        receiver.again += received.iter().filter(|one| one.message.receive_count > 1).count() as u64;
        if received.is_empty() {
            consumer.doing = Doing::Idle;
            return self.schedule(self.now, Task::Consume(seat));
        }
        let batch: Vec<Taken> = received.iter().map(taken).collect();
        receiver.give(self.now, seat.consumer as usize, batch);
        self.schedule(self.now + work, Task::Consume(seat));
    }
}

fn consumer_of(lane: &mut Lane, seat: Seat) -> Option<&mut Consumer> {
    lane.receivers.get_mut(seat.receiver as usize)?.consumers.get_mut(seat.consumer as usize)
}

/// The messages of a batch that were refused for themselves.
fn failed<T, E>(batch: &[u32], each: &[Result<T, E>]) -> Vec<u32> {
    batch.iter().zip(each).filter(|(_, result)| result.is_err()).map(|(index, _)| *index).collect()
}
