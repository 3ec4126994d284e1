//! Leases: made from shards, renewed, taken, handed over, lost.
use super::super::subscribers::Subscriber;
use super::{Event, Sim, Sink, Task};
use crate::base::mix;
use crate::client::ActorId;
use crate::client::StartingPosition;
use crate::client::kcl::{
    self, Checkpoint, HAND_OFF, Lease, Processor, SHARD_SYNC, Wait, WorkerId, due_leases, renew_every, take_every,
};
use crate::kinesis::ShardId;
use alloc::vec::Vec;

impl Sim {
    pub(super) fn start_worker(&mut self, id: ActorId, worker: WorkerId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        // A stream that is being created has no shards to share.
        let serving = self.services.kinesis.stream(application.stream).is_some_and(|stream| stream.is_serving());
        let Some(state) = application.workers.get_mut(&worker).filter(|state| !state.running) else { return };
        if !serving {
            return self.wake_worker(id, worker, now + SHARD_SYNC, Task::Start);
        }
        debug_assert!(state.processors.is_empty(), "a worker begins with nothing");
        state.running = true;
        trace.record(now, Event::Application(id, kcl::Event::Started { worker }));
        self.sync_shards(id, worker, trace);
        self.take_back(id, worker, trace);
        self.renew_leases(id, worker, trace);
        self.take_leases(id, worker, trace);
    }

    /// What still is its own after it has started again.
    fn take_back(&mut self, id: ActorId, worker: WorkerId, trace: &mut dyn Sink) {
        let Some(application) = self.actors.application_mut(id) else { return };
        let own = application.table.leases.values().filter(|lease| lease.owner == Some(worker) && !lease.has_ended());
        let own: Vec<(ShardId, u64)> = own.map(|lease| (lease.shard, lease.counter)).collect();
        application.moves.resumed += own.len() as u64;
        for (shard, counter) in own {
            self.hold(id, worker, shard, counter, Some(worker), trace);
        }
    }

    /// The leader makes leases for shards that have none and should have one, and drops those that are done with.
    pub(super) fn sync_shards(&mut self, id: ActorId, worker: WorkerId, trace: &mut dyn Sink) {
        let now = self.now;
        self.wake_worker(id, worker, now + SHARD_SYNC, Task::Sync);
        let Some(application) = self.actors.application_mut(id) else { return };
        if application.leader(now) != Some(worker) {
            return;
        }
        let Some(stream) = self.services.kinesis.stream(application.stream) else { return };
        let table = &mut application.table;
        let horizon = stream.horizon(now);
        let mut made = Vec::new();
        if table.leases.is_empty() {
            let latest = application.spec.start == StartingPosition::Latest;
            for shard in stream.live_shards(now) {
                let parents = || [shard.parent, shard.adjacent_parent].into_iter().flatten();
                let alive = |parent: ShardId| stream.shard(parent).is_some_and(|parent| !parent.is_expired(horizon));
                // At the latest, the open shards; at the trim horizon, those without a parent that can still be read.
                let first = if latest { shard.is_open() } else { !parents().any(alive) };
                if first {
                    made.push(Lease::new(
                        shard,
                        if latest { Checkpoint::Latest } else { Checkpoint::TrimHorizon },
                        now,
                    ));
                }
            }
        } else {
            for shard in stream.live_shards(now).filter(|shard| !table.leases.contains_key(&shard.id)) {
                let lease = Lease::new(shard, Checkpoint::TrimHorizon, now);
                // Descendants of shards that have a lease come when their parents have ended.
                let expired = |parent| stream.shard(parent).is_none_or(|parent| parent.is_expired(horizon));
                let descends = lease.parents.iter().any(|parent| table.leases.contains_key(parent));
                if descends && table.may_have_children(&lease.parents, expired) {
                    made.push(lease);
                }
            }
        }
        for lease in made {
            let shard = lease.shard;
            if table.create(lease) {
                trace.record(now, Event::Application(id, kcl::Event::LeaseCreated { shard }));
            }
        }
        self.clean_up(id, trace);
    }

    /// Leases that have ended go when all children are being read, or when the shard has expired; parents first, so that
    /// nobody takes a shard without a lease for one that has not been reached.
    fn clean_up(&mut self, id: ActorId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let Some(stream) = self.services.kinesis.stream(application.stream) else { return };
        let horizon = stream.horizon(now);
        let table = &mut application.table;
        let begun =
            |child: &ShardId| table.leases.get(child).is_some_and(|lease| lease.checkpoint != Checkpoint::TrimHorizon);
        let is_over = |lease: &&Lease| {
            let expired = stream.shard(lease.shard).is_none_or(|shard| shard.is_expired(horizon));
            let first = lease.parents.iter().all(|parent| !table.leases.contains_key(parent));
            lease.has_ended() && first && (expired || !lease.children.is_empty() && lease.children.iter().all(begun))
        };
        let over: Vec<ShardId> = table.leases.values().filter(is_over).map(|lease| lease.shard).collect();
        for shard in over {
            debug_assert!(table.leases.contains_key(&shard), "only a lease that is there goes");
            table.delete(shard);
            trace.record(now, Event::Application(id, kcl::Event::LeaseDeleted { shard }));
        }
    }

    pub(super) fn renew_leases(&mut self, id: ActorId, worker: WorkerId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let failover = application.spec.failover();
        let Some(state) = application.workers.get_mut(&worker) else { return };
        if now >= state.cut_until {
            state.watch(&application.table);
        }
        let (mut lost, mut leaving) = (Vec::new(), Vec::new());
        for processor in state.processors.values_mut().filter(|processor| !processor.leaving) {
            let renewed = match now >= state.cut_until {
                true => application.table.renew(processor.shard, worker, processor.counter, now).ok(),
                // It cannot know; it holds on for as long as nobody else may have taken the lease.
                false if now.since(processor.renewed_at) <= failover => continue,
                false => None,
            };
            match renewed {
                Some(counter) => (processor.counter, processor.renewed_at) = (counter, now),
                None => {
                    let may_end = application
                        .table
                        .leases
                        .get(&processor.shard)
                        .is_some_and(|lease| lease.checkpoint_owner == Some(worker));
                    if may_end { leaving.push(processor.shard) } else { lost.push(processor.shard) }
                }
            }
        }
        for shard in lost {
            self.lose(id, worker, shard, trace);
        }
        for shard in leaving {
            self.leave(id, worker, shard, trace);
        }
        self.report_and_discover(id, worker);
        self.wake_worker(id, worker, now + renew_every(failover), Task::Renew);
    }

    pub(super) fn take_leases(&mut self, id: ActorId, worker: WorkerId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let (failover, graceful) = (application.spec.failover(), application.spec.graceful);
        if application.spec.worker_utilization_aware {
            self.assign_leases(id, worker, trace);
            return self.wake_worker(id, worker, now + take_every(failover), Task::Take);
        }
        let Some(state) = application.workers.get_mut(&worker) else { return };
        let mut taken = Vec::new();
        if now >= state.cut_until {
            let clock = state.clock(now);
            state.watch(&application.table);
            let random = mix(self.config.seed ^ u64::from(id.0) << 32 ^ u64::from(worker.0), now.as_micros());
            let due = {
                let holds = |shard| state.processors.contains_key(&shard);
                due_leases(&application.table, &state.sightings, worker, clock, failover, holds, random)
            };
            for shard in due.leases {
                let Some(lease) = application.table.leases.get(&shard) else { continue };
                let (counter, before) = (lease.counter, lease.owner);
                if let Ok(counter) = application.table.take(shard, worker, counter, graceful && due.stolen, now) {
                    taken.push((shard, counter, before));
                    application.count_move(before, worker, due.stolen);
                }
            }
        }
        for (shard, counter, before) in taken {
            self.hold(id, worker, shard, counter, before, trace);
        }
        self.wake_worker(id, worker, now + take_every(failover), Task::Take);
    }

    /// A worker has taken a lease, and begins to work on it.
    fn hold(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        shard: ShardId,
        counter: u64,
        before: Option<WorkerId>,
        trace: &mut dyn Sink,
    ) {
        trace.record(self.now, Event::Application(id, kcl::Event::LeaseTaken { shard, by: worker, before }));
        self.begin_to_hold(id, worker, shard, counter);
    }

    /// A worker begins to work on a lease that it owns now.
    pub(super) fn begin_to_hold(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, counter: u64) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let Some(lease) = application.table.leases.get(&shard) else { return };
        let wait = match lease.checkpoint_owner {
            Some(_) => Wait::HandOff(now + HAND_OFF),
            None => Wait::Parents,
        };
        debug_assert_eq!(lease.owner, Some(worker), "a worker holds what it owns");
        // It may be taking back what it has not let go of yet: that one's events are not for this one.
        self.drop_processor(id, worker, shard);
        let Ok(state) = self.worker_mut(id, worker) else { return };
        state.processors.insert(shard, Processor::new(shard, counter, wait, now));
        self.fetch_at(id, worker, shard, now);
    }

    /// A worker finds out that a lease is not its own any more.
    pub(super) fn lose(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, trace: &mut dyn Sink) {
        self.drop_processor(id, worker, shard);
        trace.record(self.now, Event::Application(id, kcl::Event::LeaseLost { shard, worker }));
    }

    /// A worker whose lease somebody else has now writes its last checkpoint, when its batch is done.
    pub(super) fn leave(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, trace: &mut dyn Sink) {
        let Ok(state) = self.worker_mut(id, worker) else { return };
        let Some(processor) = state.processors.get_mut(&shard) else { return };
        processor.leaving = true;
        if processor.batch.is_some() {
            return;
        }
        self.last_checkpoint(id, worker, shard, trace);
        if let Some(application) = self.actors.application_mut(id) {
            application.table.hand_over(shard, worker);
        }
        self.lose(id, worker, shard, trace);
    }

    pub(super) fn drop_processor(&mut self, id: ActorId, worker: WorkerId, shard: ShardId) {
        if let Ok(state) = self.worker_mut(id, worker) {
            state.processors.remove(&shard);
        }
        let processor = Subscriber::Worker(id, worker, shard);
        self.subscribers.retain(|_, by| *by != processor);
        debug_assert!(self.subscribers.values().all(|by| *by != processor), "nothing is pushed to it");
    }
}
