//! Time both ways: a run with its past, its known future, and the other ways that it could have gone.
//!
//! Owns the log of what was done, checkpoints to go back to (88 at most), and branches. A run at any moment is the
//! nearest checkpoint before it, and the commands and events after that once more: the simulator does the same again.
//! So seeking and then playing equals never having sought. Acting in the past begins a branch; the other way stays.
//! Leaves to others: how fast time passes, and what is shown.
mod back;
mod branch;
mod checkpoints;
mod cursor;
mod undo;

#[cfg(test)]
mod tests;

pub use branch::{BRANCHES_MOST, Branch};
pub use checkpoints::{CHECKPOINT_BYTES_LEAST, CHECKPOINTS_MOST, COARSE_MOST, TOGETHER_BYTES_MOST};
pub use cursor::Cursor;

use crate::base::{Duration, Instant};
use crate::client::{Dataset, InvalidSpec};
use crate::kinesis::BranchId;
use crate::script::{Logged, Script};
use crate::sim::{Command, Config, Error, Reply, Sim, Sink, Step};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

/// Bytes of a command that no line of a script has that somebody would read.
const LONG_BYTES: u64 = 16 << 10;
/// Bytes that branches which are not played may keep alive beside the run.
pub const BRANCH_BYTES_MOST: u64 = 64 << 20;

/// A run that can be at any of its moments. `S` takes the events and goes back in time with the run.
#[derive(Clone, Debug)]
pub struct Timeline<S> {
    config: Config,
    cursor: Cursor<S>,
    branches: Vec<Branch<S>>,
    current: usize,
    /// Numbers of branches in the log, never used twice.
    next_branch: u32,
    datasets: Vec<Arc<Dataset>>,
    redo: Vec<(usize, Arc<Logged>)>,
    /// A way back that has not arrived.
    back: Option<back::Back<S>>,
}

impl<S: Sink + Clone + Default> Timeline<S> {
    /// An empty account at the epoch.
    pub fn new(config: Config) -> Self {
        let cursor = Cursor::new(Sim::new(config.clone()));
        let main = Branch::main(&cursor);
        Self {
            config,
            cursor,
            branches: vec![main],
            current: 0,
            next_branch: 1,
            datasets: Vec::new(),
            redo: Vec::new(),
            back: None,
        }
    }

    /// The run of a script, at its beginning; what the script says is its future.
    pub fn of(script: Script) -> Self {
        let mut timeline = Self::new(script.config);
        let end = timeline.config.epoch + script.until;
        let branch = &mut timeline.branches[0];
        for logged in &script.commands {
            if let Command::Branch(BranchId(number)) = logged.command {
                timeline.next_branch = timeline.next_branch.max(number + 1);
            }
        }
        branch.given = script.commands.len();
        branch.set_log(script.commands.into_iter().map(Arc::new).collect());
        branch.end = end;
        timeline
    }

    /// The current branch as a script, up to its known end.
    pub fn script(&self, title: &str) -> Script {
        let branch = &self.branches[self.current];
        Script {
            title: title.into(),
            config: self.cursor.sim.config().clone(),
            commands: branch.log.iter().map(|logged| (**logged).clone()).collect(),
            until: branch.end.max(self.now()).since(self.config.epoch),
        }
    }

    pub const fn sim(&self) -> &Sim {
        &self.cursor.sim
    }
    pub const fn sink_mut(&mut self) -> &mut S {
        &mut self.cursor.sink
    }
    pub const fn sink(&self) -> &S {
        &self.cursor.sink
    }
    pub const fn now(&self) -> Instant {
        self.cursor.sim.now()
    }
    pub const fn epoch(&self) -> Instant {
        self.config.epoch
    }
    /// Up to where this branch has been played, or is known from a script.
    pub fn end(&self) -> Instant {
        self.branches[self.current].end.max(self.now())
    }
    pub fn branches(&self) -> &[Branch<S>] {
        &self.branches
    }
    pub const fn current(&self) -> usize {
        self.current
    }
    /// What is done on this branch, its known future included.
    pub fn log(&self) -> &[Arc<Logged>] {
        &self.branches[self.current].log
    }
    /// How many commands of the log have been carried out.
    pub const fn done(&self) -> usize {
        self.cursor.done
    }
    /// Times of the checkpoints of this branch, in order.
    pub fn checkpoints(&self) -> impl Iterator<Item = Instant> {
        self.branches[self.current].checkpoints.times()
    }

    /// Bytes that checkpoints keep alive beside the run. They have a budget of their own: what the run
    /// leaves of [`TOGETHER_BYTES_MOST`], and [`CHECKPOINT_BYTES_LEAST`] at the least.
    pub fn checkpoint_bytes(&self) -> u64 {
        self.branches[self.current].checkpoints.bytes(&self.cursor.sim)
    }

    pub fn set_memory_limit(&mut self, bytes: u64) {
        self.back = None;
        self.config.memory_limit = bytes;
        self.cursor.sim.set_memory_limit(bytes);
    }

    /// Takes the rows of a file; the number is what a workload names.
    pub fn load_dataset(&mut self, rows: Arc<Dataset>) -> u32 {
        self.back = None;
        if !self.datasets.iter().any(|known| Arc::ptr_eq(known, &rows)) {
            self.datasets.push(rows.clone());
        }
        self.cursor.sim.load_dataset(rows)
    }

    /// Lets time pass until `until`, or until about `budget` timers have been carried out. What the log says for the
    /// time in between is done.
    pub fn step(&mut self, until: Instant, budget: u64) -> Step {
        self.step_before(usize::MAX, until, budget)
    }

    /// The same, but what the log says from a place on is not done, though its time may have come: for another way that begins in
    /// the middle of an instant.
    pub fn step_before(&mut self, place: usize, until: Instant, budget: u64) -> Step {
        let mut left = budget;
        loop {
            let branch = &mut self.branches[self.current];
            // No further at once than to the next checkpoint.
            let chunk = left.min(branch.checkpoints.stride());
            let log = &branch.log[..place.min(branch.log.len())];
            let (step, work) = self.cursor.step(log, until, chunk);
            branch.checkpoints.work(&self.cursor, work);
            branch.checkpoints.look(&self.cursor.sim);
            branch.end = branch.end.max(self.cursor.sim.now());
            left -= work.min(left);
            match step {
                Step::OutOfMemory | Step::Reached => return step,
                Step::OutOfBudget if left == 0 => return step,
                Step::OutOfBudget => {}
            }
        }
    }

    /// The next thing that happens. `false` if nothing ever will.
    pub fn step_event(&mut self) -> bool {
        let log = &self.branches[self.current].log;
        let command =
            log.get(self.cursor.done).map(|logged| self.config.epoch + Duration::from_micros(logged.at_micros));
        match (self.cursor.sim.next_at(), command) {
            (None, None) => false,
            (Some(event), Some(command)) if command < event => self.step(command, 1) != Step::OutOfMemory,
            (None, Some(command)) => self.step(command, 1) != Step::OutOfMemory,
            (Some(event), _) => self.step(event, 1) != Step::OutOfMemory,
        }
    }

    /// Goes to the nearest known moment at or before `target`; [`step`](Self::step) does the rest.
    pub fn rewind(&mut self, target: Instant) {
        self.back = None;
        let branch = &self.branches[self.current];
        let Some(nearest) = branch.checkpoints.before(target) else { return };
        let here = self.now();
        if here > target || nearest.sim.now() > here {
            self.cursor.clone_from(nearest);
            self.refresh();
        }
    }

    /// Goes to `target` at once, as far as memory allows.
    pub fn seek(&mut self, target: Instant) -> Step {
        self.rewind(target);
        self.step(target.max(self.config.epoch), u64::MAX)
    }

    /// What a copy of an older state does not have: files loaded since, the memory allowed since.
    fn refresh(&mut self) {
        self.cursor.equip(&self.datasets, self.config.memory_limit);
    }

    /// Whether this branch has a future that is known: then acting begins another.
    pub fn has_future(&self) -> bool {
        let branch = &self.branches[self.current];
        self.cursor.done < branch.log.len() || branch.end > self.now()
    }

    /// Does something now, and writes it down; in the past, on a new branch. Refused requests are written down too: they
    /// count against the call limits, as they do on AWS. One that is long and changed nothing at all is not: it would only fill the run.
    ///
    /// Errors: why the command was refused, or that there is no room for another branch. At the end of a run the call may have used up a
    /// rate all the same; in the past, where another way would have to begin for it, nothing of it is kept.
    pub fn act(&mut self, command: Command) -> Result<Reply, Error> {
        if self.now().since(self.config.epoch) > crate::script::LONGEST {
            return Err(InvalidSpec::new("time", "a run lasts ten years at most").into());
        }
        self.finish_instant();
        if self.has_future() {
            // Tried on a copy, so that a mistake costs no branch.
            let mut copy = self.cursor.sim.clone();
            let tried = copy.submit(&command, &mut ());
            // Where no branch fits any more, a look into the past is answered and forgotten, too.
            if tried.is_err() || command.is_read() && self.is_full() {
                return tried;
            }
            self.fork()?;
        }
        let before = (command.heap_bytes() > LONG_BYTES).then(|| self.cursor.sim.clone());
        let reply = self.cursor.sim.submit(&command, &mut self.cursor.sink);
        if reply.is_err()
            && let Some(before) = before.filter(|before| before.is_alike(&self.cursor.sim))
        {
            self.cursor.sim = before;
        } else if reply.is_ok() || matches!(command, Command::Request(_)) {
            self.write_down(command);
        }
        reply
    }

    /// Whatever else happens at this instant comes before what is done in it, so that a replay finds the same order.
    fn finish_instant(&mut self) {
        if self.cursor.sim.next_at().is_some_and(|next| next <= self.now()) {
            self.step(self.now(), u64::MAX);
        }
    }

    fn write_down(&mut self, command: Command) {
        let at_micros = self.now().since(self.config.epoch).as_micros();
        let branch = &mut self.branches[self.current];
        branch.push(Arc::new(Logged { at_micros, command }));
        branch.end = branch.end.max(self.cursor.sim.now());
        debug_assert!(self.cursor.done <= branch.log.len(), "what is done is in the log");
        self.cursor.done = branch.log.len();
        self.redo.clear();
    }

    /// Whether there is no room for another branch.
    pub fn is_full(&self) -> bool {
        self.branches.len() >= BRANCHES_MOST
    }

    /// Whether there is room for another branch. Errors: there is none, and what is to be done.
    pub fn has_room(&self) -> Result<(), Error> {
        if !self.is_full() {
            return Ok(());
        }
        Err(InvalidSpec::new("branches", format!("{BRANCHES_MOST} are kept: remove one of them first")).into())
    }

    /// Goes on from here as another branch; the way that was known stays as it is. Errors: there are [`BRANCHES_MOST`], and which
    /// of them may go is not ours to say.
    pub fn fork(&mut self) -> Result<(), Error> {
        self.has_room()?;
        self.finish_instant();
        let now = self.now();
        let number = self.next_branch;
        self.next_branch += 1;
        let branch = self.branches[self.current].fork(self.current, number, self.cursor.done, now);
        self.branches.push(branch);
        self.current = self.branches.len() - 1;
        debug_assert!(self.branches[self.current].parent.is_some(), "a fork comes from somewhere");
        self.shrink_branches();
        let enter = Command::Branch(BranchId(number));
        // Changes no stream: it cannot be refused.
        let _ = self.cursor.sim.submit(&enter, &mut self.cursor.sink);
        self.write_down(enter);
        Ok(())
    }

    /// What the other branches hold for themselves has a budget, too: those that do not fit are played from their beginning
    /// when somebody goes there.
    fn shrink_branches(&mut self) {
        let mut room = BRANCH_BYTES_MOST;
        let fork = self.branches.iter().filter(|branch| branch.parent.is_some()).map(|branch| branch.forked_at).min();
        let (current, fork) = (self.current, fork.unwrap_or(self.config.epoch));
        for (_, branch) in self.branches.iter_mut().enumerate().rev().filter(|(place, _)| *place != current) {
            let own = branch.checkpoints.own_bytes(fork);
            if own > room {
                branch.checkpoints.keep_first();
            } else {
                room -= own;
            }
        }
    }

    /// Removes a branch; those that came from it now come from its parent. Not the current one, nor the last.
    pub fn remove_branch(&mut self, index: usize) -> bool {
        if index == self.current || index >= self.branches.len() || self.branches.len() == 1 {
            return false;
        }
        self.back = None;
        let parent = self.branches.remove(index).parent;
        for branch in &mut self.branches {
            branch.parent = match branch.parent {
                Some(of) if of == index => parent,
                Some(of) if of > index => Some(of - 1),
                other => other,
            };
        }
        self.current -= usize::from(self.current > index);
        debug_assert!(
            self.branches.iter().all(|of| of.parent.is_none_or(|parent| parent < self.branches.len())),
            "parents are there"
        );
        true
    }

    /// Switches to another branch, at the same moment if it reaches that far; [`step`](Self::step) does the rest.
    pub fn switch(&mut self, index: usize) -> Option<Instant> {
        let target = self.branches.get(index)?.end.min(self.now()).max(self.config.epoch);
        self.branches[self.current].checkpoints.clear_fine();
        self.back = None;
        self.current = index;
        self.redo.clear();
        self.shrink_branches();
        let nearest = self.branches[index].checkpoints.before(target)?;
        self.cursor.clone_from(nearest);
        self.refresh();
        Some(target)
    }

    pub fn rename(&mut self, index: usize, name: &str) {
        if let Some(branch) = self.branches.get_mut(index) {
            branch.name = name.chars().take(60).collect::<String>();
        }
    }

    /// A second look at another branch, at its beginning or a checkpoint before `target`.
    pub fn look(&self, index: usize, target: Instant) -> Option<Cursor<S>> {
        let mut cursor = self.branches.get(index)?.checkpoints.before(target)?.clone();
        cursor.equip(&self.datasets, self.config.memory_limit);
        Some(cursor)
    }

    /// Tells `sink` everything that happened from `from` to now once more; nothing, if `from` lies in the future.
    pub fn replay(&self, from: Instant, sink: &mut dyn Sink) {
        let branch = &self.branches[self.current];
        let Some(nearest) = branch.checkpoints.seen_by(from.min(self.now()), self.cursor.done) else { return };
        let mut sim = nearest.sim.clone();
        for rows in &self.datasets {
            sim.load_dataset(rows.clone());
        }
        sim.set_memory_limit(u64::MAX);
        cursor::replay(sim, &branch.log[nearest.done..self.cursor.done], from, self.now(), sink);
    }
}
