//! The lanes of the lab: what is done to them, and their senders.
use super::lab::Lab;
use super::messaging::Seat;
use super::{Command, Error, Reply, Sim, Sink, Timer};
use crate::client::InvalidSpec;
use crate::client::lab::{Lane, LaneId, LaneSpec, Receiver, Sender, Target};
use crate::sns::Endpoint;
use crate::sqs::{QueueId, Received};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// What is to be done in a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// The trucks send what is due; the number tells wake-ups of before a change apart.
    Send(LaneId, u32),
    /// A consumer goes on.
    Consume(Seat),
    /// A consumer that waited gets messages, or nothing.
    Answered(Seat, Vec<Received>),
}

/// Lanes of a run.
const LANES_MOST: usize = 20;

impl Sim {
    /// The lanes of the lab, in the order in which they were added.
    pub fn lanes(&self) -> impl Iterator<Item = &Lane> {
        self.messaging.as_deref().into_iter().flat_map(|messaging| messaging.lanes.values())
    }

    pub fn has_lanes(&self) -> bool {
        self.messaging.as_deref().is_some_and(|messaging| !messaging.lanes.is_empty())
    }

    #[inline(never)]
    pub(super) fn lane_command(&mut self, command: &Command, trace: &mut dyn Sink) -> Result<Reply, Error> {
        match command {
            Command::AddLane(spec) => self.add_lane(spec).map(Reply::Lane),
            Command::SetLane(id, spec) => self.set_lane(*id, spec, trace).map(|()| Reply::Done),
            Command::RemoveLane(id) => {
                let empty = LaneSpec { consumers: 0, ..self.lane_spec(*id)? };
                self.set_lane(*id, &empty, trace)?;
                if let Some(messaging) = self.messaging.as_mut() {
                    Arc::make_mut(messaging).lanes.remove(id);
                }
                Ok(Reply::Done)
            }
            _ => Ok(Reply::Done),
        }
    }

    fn lane_spec(&self, id: LaneId) -> Result<LaneSpec, Error> {
        self.lanes().find(|lane| lane.id == id).map(|lane| lane.spec.clone()).ok_or(Error::NoSuchActor)
    }

    fn add_lane(&mut self, spec: &LaneSpec) -> Result<LaneId, Error> {
        spec.validate()?;
        if self.lanes().count() >= LANES_MOST {
            return Err(InvalidSpec::new("lane", "a run has 20 lanes at most").into());
        }
        self.need_messaging();
        let queues = match &spec.target {
            Target::Stream(name) => {
                self.kinesis.stream_named(name)?;
                alloc::vec![None]
            }
            Target::Queue(name) => {
                let queue = self.sqs().and_then(|sqs| sqs.named(name)).ok_or(crate::sqs::Error::QueueDoesNotExist)?;
                alloc::vec![Some(queue.id)]
            }
            Target::Topic(name) => {
                self.sns().and_then(|sns| sns.named(name)).ok_or(crate::sns::Error::NoSuchTopic)?;
                self.queues_of(name).into_iter().map(Some).collect()
            }
        };
        let id = LaneId(self.next_actor);
        let (recipe, trucks) = spec.recipe();
        let source = self.new_source(&recipe, trucks, 0)?;
        self.next_actor += 1;
        let receivers = queues.into_iter().map(|queue| Receiver::new(queue, spec.consumers)).collect();
        let sender = Sender::new(self.now);
        let lane = Lane {
            id,
            spec: spec.clone(),
            source,
            sender,
            receivers,
            charged_at: self.now,
            shard_micros: 0,
            put_units: 0,
        };
        if let Some(messaging) = self.messaging.as_mut() {
            Arc::make_mut(messaging).lanes.insert(id, lane);
        }
        self.schedule(self.now, id.0, Timer::Lane(Task::Send(id, 0)));
        Ok(id)
    }

    /// The queues that subscribe to a topic.
    fn queues_of(&self, topic: &str) -> Vec<QueueId> {
        let (Some(sns), Some(sqs)) = (self.sns(), self.sqs()) else { return Vec::new() };
        let topic = sns.named(topic).into_iter().flat_map(|topic| sns.of_topic(topic.id));
        let queue = topic.filter_map(|subscription| match &subscription.endpoint {
            Endpoint::Sqs(name) => sqs.named(name),
            Endpoint::Lambda(_) => None,
        });
        queue.map(|queue| queue.id).collect()
    }

    fn set_lane(&mut self, id: LaneId, spec: &LaneSpec, trace: &mut dyn Sink) -> Result<(), Error> {
        spec.validate()?;
        let old = self.lane_spec(id)?;
        if (&old.target, old.trucks, old.one_group) != (&spec.target, spec.trucks, spec.one_group) {
            return Err(InvalidSpec::new("lane", "target, trucks and groups of a lane stay as they are").into());
        }
        self.with_lane(id, trace, |lane, lab| {
            lane.sender.make(lab.now, lane.spec.rate);
            lane.sender.restart(lab.now);
            lane.spec = spec.clone();
            lane.sender.tick += 1;
            lab.schedule(lab.now, Task::Send(id, lane.sender.tick));
            for receiver in 0..lane.receivers.len() {
                lab.seat_consumers(lane, receiver);
            }
        });
        Ok(())
    }

    #[inline(never)]
    pub(super) fn lane_wakes(&mut self, task: Task, trace: &mut dyn Sink) {
        match task {
            Task::Send(id, tick) => self.lane_sends(id, tick, trace),
            Task::Consume(seat) => self.with_lane(seat.lane, trace, |lane, lab| lab.consume(lane, seat)),
            Task::Answered(seat, received) => {
                self.with_lane(seat.lane, trace, |lane, lab| lab.answered(lane, seat, &received));
            }
        }
    }

    fn lane_sends(&mut self, id: LaneId, tick: u32, trace: &mut dyn Sink) {
        let Ok(spec) = self.lane_spec(id) else { return };
        let queues = if let Target::Topic(name) = &spec.target { self.queues_of(name) } else { Vec::new() };
        self.with_lane(id, trace, |lane, lab| {
            if lane.sender.tick != tick {
                return;
            }
            // A queue that has subscribed meanwhile gets consumers, too.
            for queue in queues {
                if lane.receivers.iter().all(|receiver| receiver.queue != Some(queue)) {
                    lane.receivers.push(Receiver::new(Some(queue), lane.spec.consumers));
                }
            }
            lab.charge(lane);
            lane.sender.make(lab.now, lane.spec.rate);
            lab.send(lane);
            lab.schedule(lab.now + Sender::EVERY, Task::Send(id, tick));
            (0..lane.receivers.len()).for_each(|receiver| lab.wake(lane, receiver));
        });
    }

    /// Does something in a lane, with everything that it may call at hand.
    fn with_lane(&mut self, id: LaneId, trace: &mut dyn Sink, act: impl FnOnce(&mut Lane, &mut Lab<'_>)) {
        let Some(messaging) = self.messaging.as_mut() else { return };
        let messaging = Arc::make_mut(messaging);
        let Some(mut lane) = messaging.lanes.remove(&id) else { return };
        let mut lab = Lab {
            now: self.now,
            seed: self.config.seed,
            kinesis: &mut self.kinesis,
            subscribers: &self.subscribers,
            sources: &self.sources,
            queue: &mut self.queue,
            messaging,
            trace,
        };
        act(&mut lane, &mut lab);
        messaging.lanes.insert(id, lane);
    }
}
