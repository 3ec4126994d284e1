//! A run at one moment of its log.
use crate::base::{Duration, Instant};
use crate::client::{ActorSpec, Dataset, Workload};
use crate::script::Logged;
use crate::sim::{Command, Event, Sim, Sink, Step};
use alloc::sync::Arc;

/// A run, what its events came to, and how many commands of the log it has seen.
#[derive(Clone, Debug)]
pub struct Cursor<S> {
    pub sim: Sim,
    pub sink: S,
    pub done: usize,
}

/// Timers between two looks at the budget.
const SLICE: u64 = 4_096;

impl<S: Sink + Default> Cursor<S> {
    pub fn new(sim: Sim) -> Self {
        Self { sim, sink: S::default(), done: 0 }
    }
}

impl<S: Sink> Cursor<S> {
    /// Gives a copy of an older state what it does not have: files, and the memory allowed since.
    pub fn equip(&mut self, datasets: &[Arc<Dataset>], memory_limit: u64) {
        for rows in datasets {
            self.sim.load_dataset(rows.clone());
        }
        self.sim.set_memory_limit(memory_limit);
    }

    /// Lets time pass until `until`, or until about `budget` timers have been carried out, and does what the log says.
    /// Returns how far it got and how much work that was.
    pub fn step(&mut self, log: &[Arc<Logged>], until: Instant, budget: u64) -> (Step, u64) {
        let (mut work, epoch) = (0, self.sim.config().epoch);
        loop {
            let at = |logged: &Arc<Logged>| epoch + Duration::from_micros(logged.at_micros);
            let next = log.get(self.done).map(at).filter(|&at| at <= until);
            let (before, slice) = (self.sim.steps(), SLICE.min(budget - work));
            let step = self.sim.step(next.unwrap_or(until), slice, &mut self.sink);
            work += self.sim.steps() - before;
            match (step, next) {
                (Step::Reached, Some(_)) => {
                    repeat(&mut self.sim, &log[self.done].command, &mut self.sink);
                    self.done += 1;
                    work += 1;
                }
                (Step::Reached, None) => return (Step::Reached, work),
                // What was done when the memory was used up, perhaps to make room, was done at this moment.
                (Step::OutOfMemory, Some(at)) if at <= self.sim.now() => {
                    repeat(&mut self.sim, &log[self.done].command, &mut self.sink);
                    self.done += 1;
                    work += 1;
                }
                (Step::OutOfMemory, _) => return (Step::OutOfMemory, work),
                (Step::OutOfBudget, _) => {}
            }
            if work >= budget {
                return (Step::OutOfBudget, work);
            }
        }
    }
}

/// Does again what the log says. What was refused then is refused again; a file's rows may not be there: what comes
/// after such a producer keeps its number.
fn repeat(sim: &mut Sim, command: &Command, sink: &mut dyn Sink) {
    let file =
        matches!(command, Command::Add(ActorSpec::Producer(spec)) if matches!(spec.workload, Workload::File { .. }));
    if sim.submit(command, sink).is_err() && file {
        sim.skip_actor();
    }
}

/// Drops what happened too early.
struct After<'a> {
    from: Instant,
    sink: &'a mut dyn Sink,
}

impl Sink for After<'_> {
    fn record(&mut self, at: Instant, event: Event) {
        if at >= self.from {
            self.sink.record(at, event);
        }
    }
}

/// Plays a log once more up to `until`, and tells `sink` what happened from `from` on.
pub fn replay(mut sim: Sim, log: &[Arc<Logged>], from: Instant, until: Instant, sink: &mut dyn Sink) {
    let (epoch, mut after) = (sim.config().epoch, After { from, sink });
    for logged in log {
        sim.step(epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut after);
        repeat(&mut sim, &logged.command, &mut after);
    }
    sim.step(until, u64::MAX, &mut after);
}
