//! A run that plays: the simulator, how fast it goes, what has been done to it, and why it stopped.
mod saved;
#[cfg(test)]
mod tests;

pub use saved::{Logged, SAVE_VERSION, Saved};

use crate::event_log::EventLog;
use crate::scenario::Scenario;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::{Dataset, Workload};
use shardscope_core::kinesis::{StreamId, StreamStatus};
use shardscope_core::sim::{Command, Config, Error, Reply, Sim, Step};
use std::collections::VecDeque;
use std::sync::Arc;

/// Slowest and fastest, in simulated seconds per second.
pub const SPEEDS: [f64; 13] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0];
/// What a slow frame may catch up with; the rest is dropped, so that a slow machine stays usable.
const CATCH_UP_MILLIS: f64 = 100.0;
/// Timers carried out between two looks at the clock.
const SLICE: u64 = 256;

/// A run and its controls.
pub struct Player {
    pub sim: Sim,
    pub scenario: String,
    pub playing: bool,
    pub speed: f64,
    /// Simulated seconds per second, as far as the machine kept up; smoothed.
    pub reached: f64,
    pub out_of_memory: bool,
    pub log: EventLog,
    pub commands: Vec<Logged>,
    /// Part of a microsecond that the last frame left over.
    remainder: f64,
    /// Where to go as fast as the machine can, frame by frame; then the run goes on, or not, as before.
    goal: Option<Instant>,
    /// What is still to be done on the way there.
    replay: VecDeque<Logged>,
}

impl Player {
    /// The run of a scenario, at the moment its picture begins.
    pub fn of(scenario: &Scenario) -> Self {
        let mut player = Self::empty(scenario.name, Config::default());
        for (after, command) in (scenario.commands)() {
            player.skip(after);
            // A scenario is ours and legal; a test submits each one.
            let _ = player.submit(command);
        }
        player.skip(scenario.lead_in);
        player
    }

    fn empty(scenario: &str, config: Config) -> Self {
        Self {
            sim: Sim::new(config),
            scenario: scenario.into(),
            playing: true,
            speed: 1.0,
            reached: 1.0,
            out_of_memory: false,
            log: EventLog::default(),
            commands: Vec::new(),
            remainder: 0.0,
            goal: None,
            replay: VecDeque::new(),
        }
    }

    /// Simulated time since the epoch.
    pub fn elapsed(&self) -> Duration {
        self.sim.now().since(self.sim.config().epoch)
    }

    /// Does something to the run, and writes down what was done. Refused requests are written down too: they use up
    /// calls, as they do on AWS.
    pub fn submit(&mut self, command: Command) -> Result<Reply, Error> {
        // Whatever else happens at this instant comes first, so that a replay finds the same order.
        self.sim.step(self.sim.now(), u64::MAX, &mut self.log);
        let reply = self.sim.submit(&command, &mut self.log);
        if reply.is_ok() || matches!(command, Command::Kinesis(_)) {
            self.commands.push(Logged { at_micros: self.elapsed().as_micros(), command });
        }
        self.out_of_memory &= self.sim.heap_bytes() > self.sim.config().memory_limit;
        reply
    }

    /// Does again what a saved run says was done.
    fn repeat(&mut self, command: Command) {
        let file = matches!(&command, Command::AddProducer(spec) if matches!(spec.workload, Workload::File { .. }));
        // What was refused then is refused again. A file's rows are not there: what comes after keeps its number.
        if self.submit(command).is_err() && file {
            self.sim.skip_actor();
        }
    }

    /// Takes the rows of a file; a producer can then send them.
    pub fn load_dataset(&mut self, rows: Arc<Dataset>) -> u32 {
        self.sim.load_dataset(rows)
    }

    /// Whether the run sends rows of a file, which a saved run does not hold.
    pub fn has_file(&self) -> bool {
        let is_file = |workload: &Workload| matches!(workload, Workload::File { .. });
        self.sim.producers().any(|producer| is_file(&producer.spec.workload))
    }

    /// Lets simulated time pass at once, as far as memory allows.
    pub fn skip(&mut self, time: Duration) {
        let until = self.sim.now() + time;
        self.out_of_memory = self.sim.step(until, u64::MAX, &mut self.log) == Step::OutOfMemory;
    }

    /// The next thing that happens, whenever that is.
    pub fn step_event(&mut self) {
        self.sim.step_event(&mut self.log);
    }

    /// Goes so far ahead, frame by frame.
    pub fn hurry(&mut self, time: Duration) {
        self.goal = Some(self.goal.unwrap_or(self.sim.now()) + time);
    }

    /// How much simulated time lies between now and where the run is hurrying to.
    pub fn hurrying(&self) -> Option<Duration> {
        self.goal.map(|goal| goal.since(self.sim.now()))
    }

    /// Plays for so many real milliseconds, as long as `more` says that there is time left in this frame.
    pub fn advance(&mut self, millis: f64, mut more: impl FnMut() -> bool) {
        if let Some(goal) = self.goal {
            return self.approach(goal, more);
        }
        if !self.playing || millis <= 0.0 {
            return;
        }
        let wanted = millis.min(CATCH_UP_MILLIS) * 1_000.0 * self.speed + self.remainder;
        self.remainder = wanted.fract();
        let (begin, until) = (self.sim.now(), self.sim.now() + Duration::from_micros(wanted as u64));
        loop {
            match self.sim.step(until, SLICE, &mut self.log) {
                Step::Reached => break,
                Step::OutOfBudget if more() => {}
                Step::OutOfBudget => break,
                Step::OutOfMemory => {
                    self.out_of_memory = true;
                    self.playing = false;
                    break;
                }
            }
        }
        let done = self.sim.now().since(begin).as_micros() as f64 / (millis * 1_000.0);
        self.reached += (done - self.reached) * (millis / 500.0).min(1.0);
    }

    fn approach(&mut self, goal: Instant, mut more: impl FnMut() -> bool) {
        let epoch = self.sim.config().epoch;
        loop {
            let at = |logged: &Logged| epoch + Duration::from_micros(logged.at_micros);
            let next = self.replay.front().map_or(goal, at).min(goal);
            match self.sim.step(next, SLICE, &mut self.log) {
                Step::Reached => match self.replay.pop_front() {
                    Some(logged) => self.repeat(logged.command),
                    None => {
                        self.goal = None;
                        return;
                    }
                },
                Step::OutOfBudget => {}
                Step::OutOfMemory => {
                    self.out_of_memory = true;
                    self.playing = false;
                    return;
                }
            }
            if !more() {
                return;
            }
        }
    }

    pub fn play(&mut self, playing: bool) {
        self.out_of_memory &= self.sim.heap_bytes() > self.sim.config().memory_limit;
        self.playing = playing && !self.out_of_memory;
        if !playing && self.replay.is_empty() {
            self.goal = None;
        }
        self.reached = self.speed;
    }

    /// Goes on after the memory budget was reached, with more of it.
    pub fn allow_memory(&mut self, bytes: u64) {
        self.sim.set_memory_limit(bytes);
        self.out_of_memory = false;
    }

    /// A rung of the ladder of speeds up (1) or down (-1).
    pub fn change_speed(&mut self, rungs: i32) {
        let at = SPEEDS.iter().position(|&speed| speed >= self.speed).unwrap_or(SPEEDS.len() - 1) as i32;
        self.speed = SPEEDS[(at + rungs).clamp(0, SPEEDS.len() as i32 - 1) as usize];
        self.reached = self.speed;
    }

    /// The stream to show first: the oldest that is not being deleted.
    pub fn first_stream(&self) -> Option<StreamId> {
        let streams = || self.sim.kinesis().streams();
        let stays = streams().find(|stream| stream.status != StreamStatus::Deleting);
        stays.or_else(|| streams().next()).map(|stream| stream.id)
    }

    pub fn now(&self) -> Instant {
        self.sim.now()
    }
}
