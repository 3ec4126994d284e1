//! The lanes of the lab: what is done to them, and their senders.
use super::actors::Actor;
use super::lab::Lab;
use super::polls::Task;
use super::{Error, Sim, Sink, Timer};
use crate::client::ActorId;
use crate::client::lab::{Drawing, Drawn, Lane, LaneSpec, Receiver, Sender, Target, seed_of_points};
use crate::client::{InvalidSpec, Source};
use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Lanes of a run.
const LANES_MOST: usize = 20;

impl Sim {
    /// What was drawn, for the lanes that send it.
    pub const fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    /// A lane is about to go: its consumers drop what they hold.
    pub(super) fn leave_lane(&mut self, id: ActorId, trace: &mut dyn Sink) -> Result<(), Error> {
        let empty = LaneSpec { consumers: 0, ..self.lane_spec(id)? };
        self.set_lane(id, &empty, trace)
    }

    pub(super) fn draw(&mut self, drawn: &Drawn) -> Result<(), Error> {
        self.drawing.draw(drawn)?;
        let mut sources = BTreeSet::new();
        for lane in self.actors.lanes_mut().filter(|lane| lane.spec.drawing) {
            let lane = Arc::make_mut(lane);
            if drawn.new_sheet {
                lane.receivers.iter_mut().for_each(|receiver| receiver.recent.clear());
            }
            sources.extend(lane.known.iter().map(|number| usize::from(*number)));
        }
        let points = self.drawing.points.clone();
        for number in sources {
            self.sources[number] = Arc::new(self.sources[number].with_points(points.clone()));
        }
        Ok(())
    }

    fn lane_spec(&self, id: ActorId) -> Result<LaneSpec, Error> {
        self.lanes().find(|lane| lane.id == id).map(|lane| lane.spec.clone()).ok_or(Error::NoSuchActor)
    }

    pub(super) fn add_lane(&mut self, spec: &LaneSpec) -> Result<ActorId, Error> {
        if self.lanes().count() >= LANES_MOST {
            return Err(InvalidSpec::new("lane", "a run has 20 lanes at most").into());
        }
        let queues = match &spec.target {
            Target::Stream(name) => {
                self.services.kinesis.stream_named(name)?;
                alloc::vec![None]
            }
            Target::Queue(name) => {
                let queue = self.services.sqs.named(name).ok_or(crate::sqs::Error::QueueDoesNotExist)?;
                alloc::vec![Some(queue.id)]
            }
            Target::Topic(name) => {
                self.topic_is_there(name)?;
                self.queues_of(name).into_iter().map(Some).collect()
            }
        };
        let id = ActorId(self.next_actor);
        let source = self.lane_source(id, spec)?;
        self.next_actor += 1;
        let receivers = queues.into_iter().map(|queue| Receiver::new(queue, spec.consumers)).collect();
        let first = if spec.drawing { self.drawing.sheet } else { 0 };
        let sender = Sender::new(self.now, first);
        let lane = Lane {
            id,
            spec: spec.clone(),
            source,
            known: alloc::vec![source],
            sender,
            receivers,
            charged_at: self.now,
            shard_micros: 0,
            put_units: 0,
        };
        let known: Vec<u16> =
            self.lanes().filter(|lane| lane.spec.is_alike(spec)).flat_map(|lane| lane.known.clone()).collect();
        debug_assert!(lane.known.contains(&lane.source), "a lane knows its own points");
        self.actors.insert(id, Actor::Lane(Arc::new(lane)));
        known.into_iter().chain([source]).for_each(|source| self.introduce(spec, source));
        self.schedule(self.now, id.0, Timer::Lane(Task::Send(id, 0)));
        Ok(id)
    }

    /// The recipe of a lane's messages: one that it has had before, or a new one.
    fn lane_source(&mut self, id: ActorId, spec: &LaneSpec) -> Result<u16, Error> {
        let known = self.lanes().filter(|lane| lane.spec.is_alike(spec)).flat_map(|lane| &lane.known);
        let same_keys = |number: &&u16| self.sources[usize::from(**number)].keys == spec.groups;
        let alike: Vec<u16> = known.filter(same_keys).copied().collect();
        if let Some(own) = alike.iter().find(|number| self.sources[usize::from(**number)].actor == id) {
            return Ok(*own);
        }
        let keys_from = alike.first().map(|number| self.sources[usize::from(*number)].clone());
        let seed = seed_of_points(self.config.seed);
        let mut source = Source::new(&spec.recipe(), id, seed, 0, None, keys_from.as_deref());
        if spec.drawing {
            source = source.with_points(self.drawing.points.clone());
        } else if spec.groups < spec.trucks {
            source = source.grouped(spec.trucks);
        }
        self.keep_source(source, None)
    }

    /// Lanes alike know each other's messages.
    fn introduce(&mut self, spec: &LaneSpec, source: u16) {
        let alike = |lane: &&mut Arc<Lane>| lane.spec.is_alike(spec) && !lane.known.contains(&source);
        self.actors.lanes_mut().filter(alike).for_each(|lane| Arc::make_mut(lane).known.push(source));
    }

    pub(super) fn set_lane(&mut self, id: ActorId, spec: &LaneSpec, trace: &mut dyn Sink) -> Result<(), Error> {
        let old = self.lane_spec(id)?;
        let source = if old.groups == spec.groups { None } else { Some(self.lane_source(id, spec)?) };
        self.with_lane(id, trace, |lane, lab| {
            lane.sender.make(lab.sim.now, lane.spec.rate, lab.there(lane));
            lane.sender.restart(lab.sim.now);
            lane.spec = spec.clone();
            lane.source = source.unwrap_or(lane.source);
            lane.sender.tick += 1;
            lab.schedule(lab.sim.now, Task::Send(id, lane.sender.tick));
            for receiver in 0..lane.receivers.len() {
                lab.place_consumers(lane, receiver);
            }
        });
        source.into_iter().for_each(|source| self.introduce(spec, source));
        Ok(())
    }

    #[inline(never)]
    pub(super) fn lane_wakes(&mut self, task: Task, trace: &mut dyn Sink) {
        match task {
            Task::Send(id, tick) => self.lane_sends(id, tick, trace),
            Task::Consume(who) => self.with_lane(who.lane, trace, |lane, lab| lab.consume(lane, who)),
            Task::Answered(who, received) => {
                self.with_lane(who.lane, trace, |lane, lab| lab.answered(lane, who, &received));
            }
        }
    }

    fn lane_sends(&mut self, id: ActorId, tick: u32, trace: &mut dyn Sink) {
        let lane = self.actors.lane(id);
        let (queue, queues) = match lane.map(|lane| &lane.spec.target) {
            Some(Target::Topic(name)) => (None, self.queues_of(name)),
            Some(Target::Queue(name)) => (self.services.sqs.named(name).map(|queue| queue.id), Vec::new()),
            Some(Target::Stream(_)) | None => (None, Vec::new()),
        };
        self.with_lane(id, trace, |lane, lab| {
            if lane.sender.tick != tick {
                return;
            }
            // A queue that has subscribed meanwhile gets consumers, too.
            for queue in queues {
                if lane.receivers.iter().all(|receiver| receiver.queue != Some(queue)) {
                    let mut receiver = Receiver::new(Some(queue), lane.spec.consumers);
                    receiver.from = lane.sender.taken;
                    debug_assert_eq!(
                        receiver.from, lane.sender.taken,
                        "a queue that comes later begins with what is sent now"
                    );
                    lane.receivers.push(receiver);
                }
            }
            // A queue that was deleted and made again.
            for receiver in lane.receivers.iter_mut().filter(|of| queue.is_some() && of.queue != queue) {
                queue.into_iter().for_each(|queue| receiver.turn_to(queue, lane.sender.taken));
            }
            lab.charge(lane);
            lane.sender.make(lab.sim.now, lane.spec.rate, lab.there(lane));
            lab.send(lane);
            lab.schedule(lab.sim.now + Sender::EVERY, Task::Send(id, tick));
            (0..lane.receivers.len()).for_each(|receiver| lab.wake(lane, receiver));
        });
    }

    /// Does something in a lane, with everything that it may call at hand.
    fn with_lane(&mut self, id: ActorId, trace: &mut dyn Sink, act: impl FnOnce(&mut Lane, &mut Lab<'_>)) {
        let Some(mut lane) = self.actors.take_lane(id) else { return };
        debug_assert!(self.actors.lane(id).is_none(), "a lane is taken out while it acts");
        act(Arc::make_mut(&mut lane), &mut Lab { sim: self, trace });
        self.actors.insert(id, Actor::Lane(lane));
    }
}
