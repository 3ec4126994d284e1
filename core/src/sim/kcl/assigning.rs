//! KCL 3: workers report their use of their processors, the leader assigns leases by it, and workers discover theirs.
use super::{Event, Sim, Sink};
use crate::client::ActorId;
use crate::client::kcl::balancer::{BALANCE_EACH, Load, REPORT_LIVES, assignments};
use crate::client::kcl::{self, Worker, WorkerId, expired};
use crate::kinesis::ShardId;
use alloc::vec::Vec;

impl Sim {
    /// A worker writes its report when it is due, and begins with what it was assigned.
    pub(super) fn report_and_discover(&mut self, id: ActorId, worker: WorkerId) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        if !application.spec.worker_utilization_aware {
            return;
        }
        let Some(state) = application.workers.get_mut(&worker).filter(|state| now >= state.cut_until) else { return };
        state.cpu.report(now, state.busy_until);
        let new = application.table.leases.values().filter(|lease| {
            lease.owner == Some(worker) && !lease.has_ended() && !state.processors.contains_key(&lease.shard)
        });
        let new: Vec<(ShardId, u64)> = new.map(|lease| (lease.shard, lease.counter)).collect();
        for (shard, counter) in new {
            self.begin_to_hold(id, worker, shard, counter);
        }
    }

    /// The leader gives leases that nobody holds to who has least to do, and each third time moves some between those that do
    /// more than the mean and those that do less.
    pub(super) fn assign_leases(&mut self, id: ActorId, worker: WorkerId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        if application.leader(now) != Some(worker) {
            return;
        }
        let (failover, graceful) = (application.spec.failover(), application.spec.graceful);
        let reports = |of: &Worker| of.cpu.per_mille.filter(|_| now.since(of.cpu.reported_at) <= REPORT_LIVES);
        let Some(state) = application.workers.get_mut(&worker) else { return };
        let clock = state.clock(now);
        state.watch(&application.table);
        let free = expired(&application.table, &state.sightings, clock, failover);
        // Who has not renewed what it owns gets nothing.
        let owner = |shard: &ShardId| application.table.leases.get(shard).and_then(|lease| lease.owner);
        let silent: Vec<WorkerId> = free.iter().filter_map(owner).collect();
        let load = |of: &Worker| Some(Load::new(of.id, reports(of)?));
        let loads = application.workers.values().filter(|of| !silent.contains(&of.id)).filter_map(load);
        let loads: Vec<Load> = loads.collect();
        application.rounds += 1;
        let balances = application.rounds % BALANCE_EACH == 1;
        let given = assignments(&application.table, &loads, &free, balances);
        debug_assert!(given.iter().all(|(_, to)| loads.iter().any(|of| of.worker == *to)), "to somebody who is there");
        for (shard, to) in given {
            let Some(lease) = application.table.leases.get(&shard) else { continue };
            let (counter, before, held) = (lease.counter, lease.owner, !free.contains(&shard));
            if application.table.take(shard, to, counter, graceful && held, now).is_ok() {
                application.count_move(before, to, held);
                trace.record(now, Event::Application(id, kcl::Event::LeaseTaken { shard, by: to, before }));
            }
        }
        self.report_and_discover(id, worker);
    }
}
