//! An application as a whole.
use super::{ApplicationSpec, Checkpoint, LeaseTable, Results, Retrieval, Worker, WorkerId};
use crate::base::{Duration, Instant};
use crate::client::{ActorId, Propagation, Refusals};
use crate::kinesis::{Shard, ShardId, StreamId};
use alloc::collections::{BTreeMap, BTreeSet};

/// How often a lease went from one worker to another, or to a new life of the same one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeaseMoves {
    /// Its owner had stopped renewing it.
    pub expired: u64,
    /// Its owner was at work: it was taken to share the work out.
    pub stolen: u64,
    /// Its owner was started anew, and took its own lease back.
    pub resumed: u64,
}

/// An application. Fields are read by views; only `sim` changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub id: ActorId,
    pub spec: ApplicationSpec,
    pub stream: StreamId,
    pub table: LeaseTable,
    pub workers: BTreeMap<WorkerId, Worker>,
    /// Of all its workers, those included that run no more.
    pub refusals: Refusals,
    pub results: Results,
    pub propagation: Propagation,
    pub moves: LeaseMoves,
    /// Records at which it fails, by shard and ordinal.
    pub poison: BTreeSet<(ShardId, u64)>,
    /// Up to where the records of a shard have been processed or passed over, by whomever.
    pub(crate) reached: BTreeMap<ShardId, u64>,
    pub(crate) next_worker: u32,
    /// How often the leader has assigned leases.
    pub(crate) rounds: u32,
}

impl Application {
    pub(crate) fn new(id: ActorId, spec: ApplicationSpec, stream: StreamId) -> Self {
        let results = Results::new(spec.idempotence);
        let (table, workers, poison) = (LeaseTable::default(), BTreeMap::new(), BTreeSet::new());
        let propagation = Propagation::default();
        Self {
            id,
            spec,
            stream,
            table,
            workers,
            refusals: Refusals::default(),
            moves: LeaseMoves::default(),
            results,
            propagation,
            poison,
            reached: BTreeMap::new(),
            next_worker: 0,
            rounds: 0,
        }
    }

    /// Counts a lease that a worker has taken, `stolen` from its owner or not.
    pub(crate) fn count_move(&mut self, before: Option<WorkerId>, by: WorkerId, stolen: bool) {
        if before.is_some_and(|before| before != by) {
            *(if stolen { &mut self.moves.stolen } else { &mut self.moves.expired }) += 1;
        }
    }

    /// Least time between two GetRecords of a shard; none with enhanced fan-out.
    pub(crate) const fn idle(&self) -> Option<Duration> {
        match self.spec.retrieval {
            Retrieval::Polling { idle_millis } => Some(Duration::from_millis(idle_millis as u64)),
            Retrieval::FanOut => None,
        }
    }

    pub(crate) fn add_worker(&mut self, now: Instant) -> WorkerId {
        let id = WorkerId(self.next_worker);
        self.next_worker += 1;
        debug_assert!(!self.workers.contains_key(&id), "a number is new");
        self.workers.insert(id, Worker::new(id, now));
        id
    }

    /// The worker that compares leases and shards: the oldest that runs.
    pub fn leader(&self, now: Instant) -> Option<WorkerId> {
        let fit = |worker: &&Worker| worker.running && !worker.is_stalled(now) && now >= worker.cut_until;
        self.workers.values().find(fit).map(|worker| worker.id)
    }

    /// Ordinal up to which the work on a shard is done; none where it has no lease, or has been read to its end.
    pub fn processed(&self, shard: &Shard, now: Instant) -> Option<u64> {
        let lease = self.table.leases.get(&shard.id).filter(|lease| !lease.has_ended())?;
        let worker = lease.owner.and_then(|owner| self.workers.get(&owner));
        let working = worker.and_then(|worker| worker.processors.get(&shard.id)?.processed(now));
        Some(working.unwrap_or(match lease.checkpoint {
            Checkpoint::After { next, .. } => next,
            Checkpoint::Latest => shard.log.end(),
            Checkpoint::TrimHorizon | Checkpoint::ShardEnd => 0,
        }))
    }

    /// Live bytes on the heap, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        self.results.heap_bytes() + self.table.leases.len() as u64 * 240 + self.workers.len() as u64 * 4_096
    }
}
