//! States to go back to: few enough to keep, close enough to be quick.
//!
//! Distances are counted in work (timers carried out), because that is what going forward from one costs. When there
//! are too many, the one goes whose neighbours are closest. Clones share all full segments of records.
use super::cursor::Cursor;
use crate::base::{Duration, Instant};
use crate::kinesis::{Heat, Series, Stream};
use crate::sim::{Sim, Sink};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

/// States kept, the coarse and the fine ones together.
pub const CHECKPOINTS_MOST: usize = 64;
/// Those among them that lie close together, for playing backwards.
const FINE: usize = 16;
const COARSE: usize = CHECKPOINTS_MOST - FINE;
/// Least work between two.
const WORK_LEAST: u64 = 4_000;
/// Bytes that the copies may take which checkpoints hold besides what they share.
const COPIES_MOST: u64 = 48 << 20;
/// Bytes of one copy, besides what its streams and producers keep for themselves, and half an open segment per shard.
const COPY_BYTES: u64 = 16 << 10;
const SHARD_BYTES: u64 = 7 << 10;

#[derive(Clone, Debug)]
struct Checkpoint<S> {
    cursor: Arc<Cursor<S>>,
    /// Work from the beginning up to here.
    work: u64,
}

#[derive(Clone, Debug)]
pub struct Checkpoints<S> {
    coarse: Vec<Checkpoint<S>>,
    fine: Vec<Arc<Cursor<S>>>,
    /// Work from the beginning up to where the run is; unknown after going back, until it passes the last checkpoint.
    work: u64,
    until: Instant,
}

impl<S: Sink + Clone> Checkpoints<S> {
    pub fn from(cursor: &Cursor<S>) -> Self {
        let until = cursor.sim.now();
        let first = Checkpoint { cursor: Arc::new(cursor.clone()), work: 0 };
        Self { coarse: vec![first], fine: Vec::new(), work: 0, until }
    }

    pub fn times(&self) -> impl Iterator<Item = Instant> {
        self.coarse.iter().map(|checkpoint| checkpoint.cursor.sim.now())
    }

    /// The latest state at or before `target`.
    pub fn before(&self, target: Instant) -> Option<&Cursor<S>> {
        let all = self.coarse.iter().map(|checkpoint| &checkpoint.cursor).chain(&self.fine);
        let early = all.filter(|cursor| cursor.sim.now() <= target);
        // Where two are of one moment, the one that has seen more.
        early.max_by_key(|cursor| (cursor.sim.now(), cursor.done)).map(AsRef::as_ref)
    }

    /// The latest state at or before `target` that has seen no more than so many commands.
    pub fn seen_by(&self, target: Instant, done: usize) -> Option<&Cursor<S>> {
        let all = self.coarse.iter().map(|checkpoint| &checkpoint.cursor).chain(&self.fine);
        let early = all.filter(|cursor| cursor.sim.now() <= target && cursor.done <= done);
        early.max_by_key(|cursor| (cursor.sim.now(), cursor.done)).map(AsRef::as_ref)
    }

    /// Bytes of the last state that one of before `fork` does not hold too.
    pub fn own_bytes(&self, fork: Instant) -> u64 {
        let bytes = |cursor: &Cursor<S>| cursor.sim.heap_bytes();
        let last = self.coarse.last().map_or(0, |checkpoint| bytes(&checkpoint.cursor));
        last.saturating_sub(self.before(fork).map_or(0, bytes))
    }

    /// Forgets all but the beginning.
    pub fn keep_first(&mut self) {
        self.coarse.truncate(1);
        self.fine.clear();
        self.work = 0;
        self.until = self.coarse.first().map_or(self.until, |checkpoint| checkpoint.cursor.sim.now());
    }

    /// Whether a fine state lies before `target` and another one, or the place it was made for, after.
    pub fn is_near(&self, target: Instant) -> bool {
        self.fine.first().is_some_and(|first| first.sim.now() <= target)
            && self.fine.last().is_some_and(|last| last.sim.now() >= target)
    }

    /// Takes note of work done, and of the state where it is time for one.
    pub fn work(&mut self, cursor: &Cursor<S>, work: u64) {
        // Only what is done for the first time counts.
        if cursor.sim.now() <= self.until {
            return;
        }
        self.until = cursor.sim.now();
        self.work += work;
        let last = self.coarse.last().map_or(0, |checkpoint| checkpoint.work);
        if self.work - last < self.stride(&cursor.sim) {
            return;
        }
        let most = most(&cursor.sim);
        self.coarse.push(Checkpoint { cursor: Arc::new(cursor.clone()), work: self.work });
        while self.coarse.len() > most {
            self.thin();
        }
    }

    /// How much work there should be between two states.
    pub fn stride(&self, sim: &Sim) -> u64 {
        WORK_LEAST.max(self.work / most(sim) as u64)
    }

    /// Lets the state go whose neighbours are closest; never the first or the last.
    fn thin(&mut self) {
        let gap = |at: &usize| self.coarse[at + 1].work - self.coarse[at - 1].work;
        if let Some(at) = (1..self.coarse.len() - 1).min_by_key(gap) {
            self.coarse.remove(at);
        }
    }

    pub fn clear_fine(&mut self) {
        self.fine.clear();
    }
    pub fn add_fine(&mut self, cursor: &Cursor<S>) {
        if self.fine.len() < FINE {
            self.fine.push(Arc::new(cursor.clone()));
        }
    }

    /// Those of a branch that leaves after `done` commands, at `now`.
    pub fn until(&self, done: usize, now: Instant) -> Self {
        let early = |cursor: &Cursor<S>| cursor.done <= done && cursor.sim.now() <= now;
        let coarse: Vec<_> = self.coarse.iter().filter(|checkpoint| early(&checkpoint.cursor)).cloned().collect();
        let work = coarse.last().map_or(0, |checkpoint| checkpoint.work);
        let fine = self.fine.iter().filter(|cursor| early(cursor)).cloned().collect();
        Self { coarse, fine, work, until: now }
    }

    /// Forgets what has seen the command numbered `done`, or the time after it: that is about to change.
    pub fn forget_after(&mut self, done: usize, at: Instant) {
        *self = self.until(done, at);
    }

    /// Bytes that may be held for checkpoints alone.
    pub fn bytes(&self, sim: &Sim) -> u64 {
        let copies = self.coarse.len() as u64 * copy_bytes(sim);
        copies + self.gone(sim)
    }

    /// Bytes of records that the run has dropped since the oldest checkpoint that can hold them.
    fn gone(&self, sim: &Sim) -> u64 {
        let oldest = self.coarse.get(1).map(|checkpoint| checkpoint.cursor.sim.kinesis().freed_bytes());
        oldest.map_or(0, |oldest| sim.kinesis().freed_bytes().saturating_sub(oldest))
    }

    /// Lets the oldest go until what is held for checkpoints alone fits; the first always stays.
    pub fn shrink(&mut self, sim: &Sim, room: u64) {
        while self.coarse.len() > 1 && self.gone(sim) > room {
            self.coarse.remove(1);
        }
    }
}

fn copy_bytes(sim: &Sim) -> u64 {
    let of = |stream: &Stream| Heat::BYTES + Series::BYTES + stream.open_shards().len() as u64 * SHARD_BYTES;
    COPY_BYTES + sim.kinesis().streams().map(of).sum::<u64>() + sim.clients_bytes()
}

fn most(sim: &Sim) -> usize {
    usize::try_from(COPIES_MOST / copy_bytes(sim)).unwrap_or(COARSE).clamp(4, COARSE)
}

/// Where to put fine states so that going back from `target`, and forward as far as `limit`, is quick.
pub fn fine(begin: Instant, target: Instant, limit: Instant) -> impl Iterator<Item = Instant> {
    let length = limit.min(target + Duration::SECOND).max(target).since(begin).as_micros();
    (0..FINE as u64).map(move |n| begin + Duration::from_micros(length * n / (FINE as u64 - 1)))
}
