//! The workers of KCL applications: what they are woken for, and their way to the service and the lease table.
//!
//! A worker renews its leases, takes others, and has a loop for each shard: fetch, work, checkpoint. Whatever it is
//! woken for waits while it stalls. The rules are in [`client::kcl`](crate::client::kcl).
mod assigning;
mod fetching;
mod leases;
mod work;

pub(super) use work::record_at;

use super::actors::Actor;
use super::ending::LONGEST;
use super::{Error, Event, Sim, Sink, Timer};
use crate::base::{Duration, Instant, below, mix};
use crate::client::ActorId;
use crate::client::InvalidSpec;
use crate::client::kcl::{self, Application, ApplicationSpec, Retrieval, Worker, WorkerId};
use crate::kinesis::ShardId;
use alloc::boxed::Box;
use serde::{Deserialize, Serialize};

/// What a worker is woken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// It starts, or starts again.
    Start,
    /// Leases and shards are compared.
    Sync,
    Renew,
    Take,
    /// The shard is read on; the number tells wake-ups of before a change apart.
    Fetch(ShardId, u32),
    /// The work on a batch is done.
    Done(ShardId, u32),
}

/// What can be done to a worker, or to what comes to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It is gone with all that it had not checkpointed, and starts again after so long; or never.
    Crash { application: ActorId, worker: WorkerId, restart_after: Option<Duration> },
    /// It stands still.
    Stall { application: ActorId, worker: WorkerId, length: Duration },
    /// It works at so many per cent of its speed, 1 … 1,000.
    Slow { application: ActorId, worker: WorkerId, per_cent: u32, length: Duration },
    /// It cannot reach the lease table.
    CutFromTable { application: ActorId, worker: WorkerId, length: Duration },
    /// Its clock is set ahead by so many milliseconds, or back; an hour at most.
    Skew { application: ActorId, worker: WorkerId, ahead_millis: i64 },
    /// The application fails at the next record that is written to a shard.
    Poison { application: ActorId, shard: ShardId },
    /// No record is a poison record any more.
    Heal { application: ActorId },
    /// A function fails at the next record that is written to a shard.
    PoisonFunction { function: ActorId, shard: ShardId },
    /// It does not any more.
    HealFunction { function: ActorId },
    /// Answers to a producer get lost: it sends again what had been accepted.
    LoseAnswers { producer: ActorId, length: Duration },
    /// A Kinesis agent does not run; then it goes on from its checkpoint.
    StopAgent { producer: ActorId, length: Duration },
}

impl Fault {
    /// Whom it befalls.
    pub(super) const fn actor(&mut self) -> &mut ActorId {
        match self {
            Self::Crash { application: of, .. }
            | Self::Stall { application: of, .. }
            | Self::Slow { application: of, .. }
            | Self::CutFromTable { application: of, .. }
            | Self::Skew { application: of, .. }
            | Self::Poison { application: of, .. }
            | Self::Heal { application: of }
            | Self::PoisonFunction { function: of, .. }
            | Self::HealFunction { function: of }
            | Self::LoseAnswers { producer: of, .. }
            | Self::StopAgent { producer: of, .. } => of,
        }
    }
}

impl Sim {
    pub(super) fn add_worker(&mut self, id: ActorId) -> Result<(), Error> {
        let application = self.actors.application_mut(id).ok_or(Error::NoSuchActor)?;
        if application.workers.len() >= 100 {
            return Err(InvalidSpec::new("workers", "an application has 100 workers at most").into());
        }
        let worker = application.add_worker(self.now);
        self.wake_worker(id, worker, self.now, Task::Start);
        Ok(())
    }

    pub(super) fn set_worker(&mut self, id: ActorId, worker: WorkerId, per_cent: u32) -> Result<(), Error> {
        if !(1..=1_000).contains(&per_cent) {
            return Err(InvalidSpec::new("speed", "1 to 1,000 per cent of a worker's speed").into());
        }
        self.worker_mut(id, worker)?.speed = per_cent;
        Ok(())
    }

    pub(super) fn add_application(&mut self, spec: &ApplicationSpec, trace: &mut dyn Sink) -> Result<ActorId, Error> {
        let stream = self.services.kinesis.stream_named(&spec.stream_name)?.id;
        if self.applications().any(|other| other.spec.name == spec.name) {
            return Err(
                InvalidSpec::new("name", "another application has this name, and with it its lease table").into()
            );
        }
        if spec.retrieval == Retrieval::FanOut {
            self.register_for(&spec.stream_name, &spec.name, trace)?;
        }
        let id = self.next_actor();
        let mut application = Application::new(id, spec.clone(), stream);
        let workers: alloc::vec::Vec<WorkerId> = (0..spec.workers).map(|_| application.add_worker(self.now)).collect();
        self.actors.insert(id, Actor::Application(Box::new(application)));
        for worker in workers {
            // They come up one after the other, within two seconds.
            let phase = if worker.0 == 0 {
                0
            } else {
                below(mix(self.config.seed ^ u64::from(id.0), u64::from(worker.0)), 2_000_000)
            };
            self.wake_worker(id, worker, self.now + Duration::from_micros(phase), Task::Start);
        }
        Ok(id)
    }

    pub(super) fn set_application(&mut self, id: ActorId, spec: &ApplicationSpec) -> Result<(), Error> {
        let application = self.actors.application_mut(id).ok_or(Error::NoSuchActor)?;
        if (spec.retrieval == Retrieval::FanOut) != (application.spec.retrieval == Retrieval::FanOut) {
            let reason = "an application that polls goes on polling, and one with a consumer keeps it";
            return Err(InvalidSpec::new("retrieval", reason).into());
        }
        application.spec = spec.clone();
        Ok(())
    }

    /// An application is about to go, and its consumer with it.
    pub(super) fn leave_application(&mut self, id: ActorId, trace: &mut dyn Sink) {
        let Some(spec) = self.application(id).map(|application| application.spec.clone()) else { return };
        self.subscribers.retain(|_, by| by.actor() != id);
        if spec.retrieval == Retrieval::FanOut {
            self.deregister_for(&spec.stream_name, &spec.name, trace);
        }
    }

    /// A worker is told to stop: it writes its checkpoints and gives its leases back.
    pub(super) fn stop_worker(&mut self, id: ActorId, worker: WorkerId, trace: &mut dyn Sink) -> Result<(), Error> {
        let now = self.now;
        let application = self.actors.application_mut(id).ok_or(Error::NoSuchActor)?;
        let state = application.workers.get_mut(&worker).ok_or(Error::NoSuchActor)?;
        let shards: alloc::vec::Vec<ShardId> = state.processors.keys().copied().collect();
        for shard in shards {
            self.last_checkpoint(id, worker, shard, trace);
            if let Some(application) = self.actors.application_mut(id) {
                application.table.release(shard, worker, now);
            }
            self.drop_processor(id, worker, shard);
        }
        if let Some(application) = self.actors.application_mut(id) {
            debug_assert!(
                application.workers.get(&worker).is_none_or(|of| of.processors.is_empty()),
                "its leases were given back"
            );
            application.workers.remove(&worker);
        }
        trace.record(now, Event::Application(id, kcl::Event::Stopped { worker }));
        Ok(())
    }

    pub(super) fn fault(&mut self, fault: &Fault, trace: &mut dyn Sink) -> Result<(), Error> {
        let now = self.now;
        let length = match fault {
            Fault::Stall { length, .. }
            | Fault::Slow { length, .. }
            | Fault::CutFromTable { length, .. }
            | Fault::LoseAnswers { length, .. }
            | Fault::StopAgent { length, .. } => *length,
            Fault::Crash { restart_after, .. } => restart_after.unwrap_or_default(),
            Fault::Skew { .. }
            | Fault::Poison { .. }
            | Fault::Heal { .. }
            | Fault::PoisonFunction { .. }
            | Fault::HealFunction { .. } => Duration::ZERO,
        };
        if length > LONGEST {
            return Err(InvalidSpec::new("fault", "a fault lasts 24 hours at most").into());
        }
        match *fault {
            Fault::Crash { application, worker, restart_after } => {
                return self.crash(application, worker, restart_after, trace);
            }
            Fault::Stall { application, worker, length } => {
                self.worker_mut(application, worker)?.stalled_until = now + length
            }
            Fault::CutFromTable { application, worker, length } => {
                self.worker_mut(application, worker)?.cut_until = now + length
            }
            Fault::Slow { per_cent, .. } if !(1..=1_000).contains(&per_cent) => {
                return Err(InvalidSpec::new("fault", "1 to 1,000 per cent of its speed").into());
            }
            Fault::Slow { application, worker, per_cent, length } => {
                self.worker_mut(application, worker)?.slow = (per_cent, now + length)
            }
            Fault::Skew { ahead_millis, .. } if ahead_millis.unsigned_abs() > 3_600_000 => {
                return Err(InvalidSpec::new("fault", "a clock is set by an hour at most").into());
            }
            Fault::Skew { application, worker, ahead_millis } => {
                self.worker_mut(application, worker)?.clock_ahead_micros = ahead_millis * 1_000
            }
            Fault::Poison { application, shard } => {
                let of = self.actors.application_mut(application).ok_or(Error::NoSuchActor)?;
                let found = self.services.kinesis.stream(of.stream).and_then(|stream| stream.shard(shard));
                let open = found
                    .filter(|shard| shard.is_open())
                    .ok_or_else(|| InvalidSpec::new("fault", "no open shard has this number"))?;
                if of.poison.len() >= 1_000 {
                    return Err(InvalidSpec::new("fault", "an application has 1,000 poison records at most").into());
                }
                of.poison.insert((shard, open.log.end()));
            }
            Fault::Heal { application } => {
                self.actors.application_mut(application).ok_or(Error::NoSuchActor)?.poison.clear()
            }
            Fault::PoisonFunction { function, shard } => self.poison_function(function, shard)?,
            Fault::HealFunction { function } => {
                self.actors.function_mut(function).ok_or(Error::NoSuchActor)?.poison.clear();
            }
            Fault::StopAgent { producer, length } => self.stop_agent(producer, length)?,
            Fault::LoseAnswers { producer, length } => {
                self.actors.producer_mut(producer).ok_or(Error::NoSuchActor)?.answers_lost_until = now + length;
            }
        }
        Ok(())
    }

    fn stop_agent(&mut self, id: ActorId, length: Duration) -> Result<(), Error> {
        let until = self.now + length;
        let producer = self.actors.producer_mut(id).ok_or(Error::NoSuchActor)?;
        if !producer.wants_answers() {
            return Err(InvalidSpec::new("fault", "this producer is no Kinesis agent").into());
        }
        debug_assert!(until >= self.now, "it comes back now, or later");
        producer.crash(until);
        let tick = producer.tick;
        self.schedule(until, id.0, Timer::Produce(id, tick));
        Ok(())
    }

    fn crash(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        restart_after: Option<Duration>,
        trace: &mut dyn Sink,
    ) -> Result<(), Error> {
        let now = self.now;
        let state = self.worker_mut(id, worker)?;
        let was_running = core::mem::take(&mut state.running);
        state.life += 1;
        state.processors.clear();
        state.sightings.clear();
        debug_assert!(state.life > 0, "a life is new");
        // What it had in line is not worked on.
        state.cpu.worked -= state.busy_until.since(now).as_micros();
        (state.busy_until, state.stalled_until) = (now, now);
        self.subscribers.retain(|_, by| !by.is_worker(id, worker));
        if was_running {
            trace.record(now, Event::Application(id, kcl::Event::Crashed { worker }));
        }
        if let Some(after) = restart_after {
            self.wake_worker(id, worker, now + after, Task::Start);
        }
        Ok(())
    }

    fn worker_mut(&mut self, id: ActorId, worker: WorkerId) -> Result<&mut Worker, Error> {
        let application = self.actors.application_mut(id).ok_or(Error::NoSuchActor)?;
        application.workers.get_mut(&worker).ok_or(Error::NoSuchActor)
    }

    fn wake_worker(&mut self, id: ActorId, worker: WorkerId, at: Instant, task: Task) {
        let life = self.actors.application(id).and_then(|of| of.workers.get(&worker)).map_or(0, |worker| worker.life);
        self.schedule(at, id.0, Timer::Worker(id, worker, life, task));
    }

    #[inline(never)]
    pub(super) fn worker_wakes(&mut self, id: ActorId, worker: WorkerId, life: u32, task: Task, trace: &mut dyn Sink) {
        let now = self.now;
        let Ok(state) = self.worker_mut(id, worker) else { return };
        if state.life != life {
            return;
        }
        if state.is_stalled(now) {
            let until = state.stalled_until;
            self.schedule(until, id.0, Timer::Worker(id, worker, life, task));
            return;
        }
        match task {
            Task::Start => self.start_worker(id, worker, trace),
            Task::Sync => self.sync_shards(id, worker, trace),
            Task::Renew => self.renew_leases(id, worker, trace),
            Task::Take => self.take_leases(id, worker, trace),
            Task::Fetch(shard, turn) => self.fetch(id, worker, shard, turn, trace),
            Task::Done(shard, turn) => self.batch_done(id, worker, shard, turn, trace),
        }
    }
}
