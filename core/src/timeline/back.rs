//! Going back a little, again and again: what playing backwards does.
//!
//! A state before the target plays up to it on a copy, piece by piece, while the run stays where it is; then the copy takes
//! its place. On the first way copies are kept that lie close together, so that the next steps back are short.
use super::checkpoints;
use super::cursor::Cursor;
use super::{Step, Timeline};
use crate::base::Instant;
use crate::sim::Sink;
use alloc::collections::VecDeque;

/// A way back that has not arrived.
#[derive(Clone, Debug)]
pub(super) struct Back<S> {
    copy: Cursor<S>,
    /// Moments at which the copy is copied; the last is the target.
    stops: VecDeque<Instant>,
    /// Whether they are kept.
    keeps: bool,
    target: Instant,
    from: Place,
}

/// Where the run was when it set out: branch, its commands, moment. Whatever changes one of them ends the way.
type Place = (usize, usize, Instant);

impl<S: Sink + Clone + Default> Timeline<S> {
    /// Goes to `target`, a moment before this one, within `budget` timers. `OutOfBudget`: the run has not moved yet; call it
    /// again, with the same target; another one, or anything that is done to the run meanwhile, begins the way anew.
    /// `OutOfMemory`: less memory is allowed now than that moment needs.
    pub fn seek_back(&mut self, target: Instant, budget: u64) -> Step {
        let place = (self.current, self.log().len(), self.now());
        let mut back = match self.back.take().filter(|back| back.from == place && back.target == target) {
            Some(back) => back,
            None => match self.begin_back(target, place) {
                Some(back) => back,
                None => return Step::Reached,
            },
        };
        let mut left = budget;
        while let Some(stop) = back.stops.front().copied() {
            let (step, work) = back.copy.step(&self.branches[self.current].log, stop, left);
            left -= work.min(left);
            match step {
                Step::Reached => {
                    back.stops.pop_front();
                    if back.keeps {
                        self.branches[self.current].checkpoints.add_fine(&back.copy, &self.cursor.sim);
                    }
                }
                Step::OutOfMemory => return step,
                Step::OutOfBudget => {
                    self.back = Some(back);
                    return step;
                }
            }
        }
        debug_assert!(back.stops.is_empty() && back.copy.sim.now() <= self.now(), "it has come back");
        self.cursor = back.copy;
        Step::Reached
    }

    fn begin_back(&mut self, target: Instant, from: Place) -> Option<Back<S>> {
        let checkpoints = &mut self.branches[self.current].checkpoints;
        let is_near = checkpoints.is_near(target);
        if !is_near {
            checkpoints.clear_fine();
        }
        let mut copy = checkpoints.before(target)?.clone();
        copy.equip(&self.datasets, self.config.memory_limit);
        let begin = copy.sim.now();
        let stops = if is_near { [target].into() } else { checkpoints::fine(begin, target).collect() };
        Some(Back { copy, stops, keeps: !is_near, target, from })
    }
}
