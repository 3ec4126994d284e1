//! States to go back to: few enough to keep, close enough to be quick.
//!
//! Distances are counted in work (timers carried out), because that is what going forward from one costs. When there
//! are too many, or they keep too many bytes alive beside the run, the one goes whose neighbours are closest. Each is counted by
//! what it does not share with the next one.
use super::cursor::Cursor;
use crate::base::{Duration, Instant};
use crate::sim::{Sim, Sink};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

/// States kept, the coarse and the fine ones together.
pub const CHECKPOINTS_MOST: usize = 88;
/// Those among them that lie close together, for playing backwards.
const FINE: usize = 16;
/// The others, spread over the work: those that [`Timeline::checkpoints`](super::Timeline::checkpoints) tells.
pub const COARSE_MOST: usize = CHECKPOINTS_MOST - FINE;
/// Least work between two.
const WORK_LEAST: u64 = 4_000;
/// Bytes that states may keep alive beside the run, however much it takes itself. When they are more than there is room for, states
/// go, and going back takes longer.
pub const CHECKPOINT_BYTES_LEAST: u64 = 160 << 20;
/// Bytes that a run and its states may take together, where neither has more by its own right: the usual limit of a run, 256 MiB,
/// and the least for states. What a run leaves of it is its states'.
pub const TOGETHER_BYTES_MOST: u64 = 416 << 20;
/// Work between two countings of those bytes.
const WEIGH_EVERY: u64 = 16_384;
/// What counts for a state besides what the run counts: what its events came to.
const STATE_BYTES: u64 = 32 << 10;

#[derive(Clone, Debug)]
struct Checkpoint<S> {
    cursor: Arc<Cursor<S>>,
    /// Work from the beginning up to here.
    work: u64,
    /// Bytes that it keeps alive beside the next one; unknown of the last.
    beside: u64,
}

#[derive(Clone, Debug)]
pub struct Checkpoints<S> {
    coarse: Vec<Checkpoint<S>>,
    /// With the bytes that each keeps alive beside the one that was made before it.
    fine: Vec<(Arc<Cursor<S>>, u64)>,
    /// When the bytes are counted next, in the run's steps.
    weigh_at: u64,
    /// Work from the beginning up to where the run is; unknown after going back, until it passes the last checkpoint.
    work: u64,
    until: Instant,
}

impl<S: Sink + Clone> Checkpoints<S> {
    pub fn from(cursor: &Cursor<S>) -> Self {
        let until = cursor.sim.now();
        let first = Checkpoint { cursor: Arc::new(cursor.clone()), work: 0, beside: 0 };
        Self { coarse: vec![first], fine: Vec::new(), weigh_at: 0, work: 0, until }
    }

    pub fn times(&self) -> impl Iterator<Item = Instant> {
        self.coarse.iter().map(|checkpoint| checkpoint.cursor.sim.now())
    }

    /// The latest state at or before `target`.
    pub fn before(&self, target: Instant) -> Option<&Cursor<S>> {
        let early = self.all().filter(|cursor| cursor.sim.now() <= target);
        // Where two are of one moment, the one that has seen more.
        early.max_by_key(|cursor| (cursor.sim.now(), cursor.done)).map(AsRef::as_ref)
    }

    /// The latest state at or before `target` that has seen no more than so many commands.
    pub fn seen_by(&self, target: Instant, done: usize) -> Option<&Cursor<S>> {
        let early = self.all().filter(|cursor| cursor.sim.now() <= target && cursor.done <= done);
        early.max_by_key(|cursor| (cursor.sim.now(), cursor.done)).map(AsRef::as_ref)
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Cursor<S>>> {
        let coarse = self.coarse.iter().map(|checkpoint| &checkpoint.cursor);
        coarse.chain(self.fine.iter().map(|(cursor, _)| cursor))
    }

    /// Bytes that the states of a branch which is not played keep alive beside one of before `fork`.
    pub fn own_bytes(&self, fork: Instant) -> u64 {
        let Some(last) = self.coarse.last() else { return 0 };
        let tip = self.before(fork).map_or(0, |before| last.cursor.sim.bytes_beside(&before.sim));
        let later = self.coarse.iter().filter(|checkpoint| checkpoint.cursor.sim.now() > fork);
        tip + later.map(|checkpoint| checkpoint.beside + STATE_BYTES).sum::<u64>()
    }

    /// Forgets all but the beginning.
    pub fn keep_first(&mut self) {
        self.coarse.truncate(1);
        self.coarse.iter_mut().for_each(|first| first.beside = 0);
        self.fine.clear();
        self.work = 0;
        self.until = self.coarse.first().map_or(self.until, |checkpoint| checkpoint.cursor.sim.now());
    }

    /// Whether a fine state lies before `target` and another one, or the place it was made for, after.
    pub fn is_near(&self, target: Instant) -> bool {
        self.fine.first().is_some_and(|(first, _)| first.sim.now() <= target)
            && self.fine.last().is_some_and(|(last, _)| last.sim.now() >= target)
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
        if self.work - last < self.stride() {
            return;
        }
        if let Some(last) = self.coarse.last_mut() {
            last.beside = last.cursor.sim.bytes_beside(&cursor.sim);
            self.make_room(&cursor.sim);
        }
        debug_assert!(
            self.coarse.last().is_none_or(|of| of.cursor.sim.now() <= cursor.sim.now()),
            "checkpoints are in the order of time"
        );
        self.coarse.push(Checkpoint { cursor: Arc::new(cursor.clone()), work: self.work, beside: 0 });
        while self.coarse.len() > COARSE_MOST {
            self.thin();
        }
        self.shrink(&cursor.sim);
    }

    /// Lets states go until a copy of the run fits, before it is made: what is asked for once, a page never gives back.
    fn make_room(&mut self, sim: &Sim) {
        let copy = self.coarse.last().map_or(0, |last| sim.bytes_beside(&last.cursor.sim));
        let budget = self.budget(sim);
        while self.between() + copy > budget && (self.fine.pop().is_some() || self.thin()) {}
    }

    /// How much work there should be between two states.
    pub fn stride(&self) -> u64 {
        WORK_LEAST.max(self.work / COARSE_MOST as u64)
    }

    /// Lets the state go whose neighbours are closest; never the first or the last. Whether there was one.
    fn thin(&mut self) -> bool {
        let gap = |at: &usize| self.coarse[at + 1].work - self.coarse[at - 1].work;
        let Some(at) = (1..self.coarse.len().saturating_sub(1)).min_by_key(gap) else { return false };
        debug_assert!(at > 0 && at + 1 < self.coarse.len(), "the first and the last stay");
        self.coarse.remove(at);
        self.coarse[at - 1].beside = self.coarse[at - 1].cursor.sim.bytes_beside(&self.coarse[at].cursor.sim);
        true
    }

    pub fn clear_fine(&mut self) {
        self.fine.clear();
    }
    pub fn add_fine(&mut self, cursor: &Cursor<S>, run: &Sim) {
        if self.fine.len() < FINE {
            let before = self.fine.last().map(|(last, _)| last);
            let beside = before.map_or(0, |before| cursor.sim.bytes_beside(&before.sim));
            self.fine.push((Arc::new(cursor.clone()), beside));
            self.shrink(run);
        }
    }

    /// Those of a branch that leaves after `done` commands, at `now`.
    pub fn until(&self, done: usize, now: Instant) -> Self {
        let early = |cursor: &Cursor<S>| cursor.done <= done && cursor.sim.now() <= now;
        let mut coarse: Vec<_> = self.coarse.iter().filter(|checkpoint| early(&checkpoint.cursor)).cloned().collect();
        let work = coarse.last().map_or(0, |checkpoint| checkpoint.work);
        // The one that it was counted beside is gone.
        coarse.iter_mut().last().into_iter().for_each(|last| last.beside = 0);
        Self { coarse, fine: Vec::new(), weigh_at: 0, work, until: now }
    }

    /// Forgets what has seen the command numbered `done`, or the time after it: that is about to change.
    pub fn forget_after(&mut self, done: usize, at: Instant) {
        *self = self.until(done, at);
    }

    /// Bytes that the states keep alive beside the run. Of a run that has gone back, its known future is among them.
    pub fn bytes(&self, sim: &Sim) -> u64 {
        self.between() + self.coarse.last().map_or(0, |last| last.cursor.sim.bytes_beside(sim))
    }

    /// Bytes that they keep alive beside the last of them.
    fn between(&self) -> u64 {
        let coarse: u64 = self.coarse.iter().map(|checkpoint| checkpoint.beside).sum();
        let fine: u64 = self.fine.iter().map(|(_, beside)| beside).sum();
        coarse + fine + self.all().count() as u64 * STATE_BYTES
    }

    /// What the budget is for: the known future of a run that has gone back is the run itself.
    fn budgeted(&self, sim: &Sim) -> u64 {
        let last = self.coarse.last().filter(|last| last.cursor.sim.now() <= sim.now());
        self.between() + last.map_or(0, |last| last.cursor.sim.bytes_beside(sim))
    }

    /// Bytes that states may keep alive beside the run. One that has gone back still has its known future.
    fn budget(&self, sim: &Sim) -> u64 {
        let future = self.coarse.last().map_or(0, |last| last.cursor.sim.heap_bytes());
        let together = sim.config().memory_limit.saturating_add(CHECKPOINT_BYTES_LEAST).min(TOGETHER_BYTES_MOST);
        together.saturating_sub(sim.heap_bytes().max(future)).max(CHECKPOINT_BYTES_LEAST)
    }

    /// Counts the bytes now and then, and lets states go until the rest fits.
    pub fn look(&mut self, sim: &Sim) {
        // After going back the next moment may be an earlier one.
        if sim.steps() >= self.weigh_at || sim.steps() + 2 * WEIGH_EVERY < self.weigh_at {
            self.weigh_at = sim.steps() + WEIGH_EVERY;
            self.shrink(sim);
        }
    }

    fn shrink(&mut self, sim: &Sim) {
        let budget = self.budget(sim);
        while self.budgeted(sim) > budget {
            if self.fine.pop().is_none() && !self.thin() {
                // The beginning stays: from there every moment is reached.
                self.coarse.truncate(1);
                self.coarse.iter_mut().for_each(|first| first.beside = 0);
                return;
            }
        }
    }
}

/// Where to put fine states so that going back from `target` is quick.
pub fn fine(begin: Instant, target: Instant) -> impl Iterator<Item = Instant> {
    let length = target.since(begin).as_micros();
    (0..FINE as u64).map(move |n| begin + Duration::from_micros(length * n / (FINE as u64 - 1)))
}
