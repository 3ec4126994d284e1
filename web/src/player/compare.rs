//! Another branch beside the one that is played, on the same clock.
use super::Player;
use crate::event_log::EventLog;
use shardscope_core::timeline::Cursor;

/// A branch that is looked at.
pub struct Compare {
    pub branch: usize,
    pub cursor: Cursor<EventLog>,
}

/// Timers carried out between two looks at the clock.
const SLICE: u64 = 256;

impl Player {
    /// Shows a branch beside the current one; `None` shows the current one alone.
    pub fn compare_with(&mut self, branch: Option<usize>) {
        let other = branch.filter(|&branch| branch != self.timeline.current());
        self.compare = other.and_then(|branch| {
            let cursor = self.timeline.look(branch, self.now())?;
            Some(Compare { branch, cursor })
        });
    }

    /// Lets the other branch follow the clock.
    pub(super) fn advance_compare(&mut self, mut more: impl FnMut() -> bool) {
        let now = self.timeline.now();
        let Some(compare) = &mut self.compare else { return };
        if compare.cursor.sim.now() > now {
            match self.timeline.look(compare.branch, now) {
                Some(cursor) => compare.cursor = cursor,
                None => {
                    self.compare = None;
                    return;
                }
            }
        }
        let Some(branch) = self.timeline.branches().get(compare.branch) else { return };
        // At least one slice a frame, so that it gets there however little time is left.
        while compare.cursor.step(&branch.log, now, SLICE).0 == shardscope_core::sim::Step::OutOfBudget && more() {}
    }
}
