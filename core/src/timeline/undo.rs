//! What was done is taken back, and done again: a line of the log becomes another, and the run goes on from before it.
use super::Timeline;
use crate::base::{Duration, Instant};
use crate::kinesis::BranchId;
use crate::script::Logged;
use crate::sim::{Command, Sink};
use alloc::sync::Arc;

impl<S: Sink + Clone + Default> Timeline<S> {
    /// The last command that can be taken back: the newest before line `before` that is more than a look.
    fn last_act(&self, before: usize) -> Option<usize> {
        let act = |logged: &Arc<Logged>| !matches!(logged.command, Command::Branch(_)) && !logged.command.is_read();
        let given = self.branches[self.current].given.min(before);
        self.log()[given..before].iter().rposition(act).map(|at| at + given)
    }

    /// Whether a line goes on with what the one before it began: a stroke goes into the log while it is drawn.
    fn goes_on(command: &Command) -> bool {
        matches!(command, Command::Draw(drawn) if !drawn.new_sheet && drawn.marks.first().is_some_and(|mark| !mark.begins))
    }

    pub fn can_undo(&self) -> bool {
        self.last_act(self.cursor.done).is_some()
    }
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Takes the last act back: the run is at the same moment, without it. Returns where [`step`](Self::step) has to go; nothing
    /// where there is no act, or no room for the branch that it takes in the past.
    pub fn undo(&mut self) -> Option<Instant> {
        let (mut at, target) = (self.last_act(self.cursor.done)?, self.now());
        if self.has_future() {
            self.fork().ok()?;
        }
        while Self::goes_on(&self.take_back(at))
            && let Some(before) = self.last_act(at)
        {
            at = before;
        }
        Some(target)
    }

    fn take_back(&mut self, at: usize) -> Command {
        let number = self.next_branch;
        self.next_branch += 1;
        let old = self.branches[self.current].log[at].clone();
        let enter = Logged { at_micros: old.at_micros, command: Command::Branch(BranchId(number)) };
        let command = old.command.clone();
        let mut redo = core::mem::take(&mut self.redo);
        debug_assert!(redo.last().is_none_or(|(later, _)| at <= *later), "the latest is taken back first");
        redo.push((at, old));
        self.replace(at, Arc::new(enter));
        self.redo = redo;
        command
    }

    /// Does again what was taken back last. Returns where [`step`](Self::step) has to go.
    pub fn redo(&mut self) -> Option<Instant> {
        let target = self.now();
        let mut redo = core::mem::take(&mut self.redo);
        let (at, logged) = redo.pop()?;
        self.replace(at, logged);
        while let Some((at, logged)) = redo.pop_if(|(_, logged)| Self::goes_on(&logged.command)) {
            self.replace(at, logged);
        }
        self.redo = redo;
        Some(target)
    }

    fn replace(&mut self, at: usize, logged: Arc<Logged>) {
        // A copy on its way back may have seen the line.
        self.back = None;
        let target = self.now();
        let changed = self.config.epoch + Duration::from_micros(logged.at_micros);
        let branch = &mut self.branches[self.current];
        branch.replace(at, logged);
        branch.checkpoints.forget_after(at, changed);
        // Before the change nothing is different.
        if changed <= target
            && let Some(nearest) = branch.checkpoints.before(changed)
        {
            self.cursor.clone_from(nearest);
        }
        self.refresh();
    }
}
