//! A run that plays: the simulator, how fast it goes, what has been done to it, and why it stopped.
use crate::event_log::EventLog;
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::{Dataset, Workload};
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::{Command, Config, Error, Reply, Sim, Step};
use std::sync::Arc;

/// Slowest and fastest, in simulated seconds per second.
pub const SPEEDS: [f64; 13] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0];
/// What a slow frame may catch up with; the rest is dropped, so that a slow machine stays usable.
const CATCH_UP_MILLIS: f64 = 100.0;
/// Timers carried out between two looks at the clock.
const SLICE: u64 = 256;

/// A command and when it was given, in microseconds after the epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    pub at_micros: u64,
    pub command: Command,
}

/// A run as text: what it started from and what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub version: u32,
    pub scenario: String,
    pub config: Config,
    pub commands: Vec<Logged>,
    /// How far it had run, in microseconds after the epoch.
    pub until_micros: u64,
}

/// The version of [`Saved`] that this build writes.
pub const SAVE_VERSION: u32 = 1;

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
        }
    }

    /// A saved run, played again up to where it was. Commands about files are left out: their rows are gone.
    ///
    /// Errors: text that is no saved run, or one of a later version.
    pub fn restore(text: &str) -> Result<Self, String> {
        let saved: Saved = serde_json::from_str(text).map_err(|error| format!("This is not a saved run: {error}."))?;
        if saved.version > SAVE_VERSION {
            let version = saved.version;
            return Err(format!("This run was saved by a later version ({version}; this is {SAVE_VERSION})."));
        }
        let mut player = Self::empty(&saved.scenario, saved.config);
        let epoch = player.sim.config().epoch;
        for logged in saved.commands {
            let at = epoch + Duration::from_micros(logged.at_micros);
            player.skip(at.since(player.sim.now()));
            let _ = player.submit(logged.command);
        }
        let until = epoch + Duration::from_micros(saved.until_micros);
        player.skip(until.since(player.sim.now()));
        player.playing = false;
        Ok(player)
    }

    /// The run as text.
    pub fn save(&self) -> String {
        let saved = Saved {
            version: SAVE_VERSION,
            scenario: self.scenario.clone(),
            config: self.sim.config().clone(),
            commands: self.commands.clone(),
            until_micros: self.elapsed().as_micros(),
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Simulated time since the epoch.
    pub fn elapsed(&self) -> Duration {
        self.sim.now().since(self.sim.config().epoch)
    }

    /// Does something to the run, and writes down what was done.
    pub fn submit(&mut self, command: Command) -> Result<Reply, Error> {
        let reply = self.sim.submit(&command, &mut self.log)?;
        self.commands.push(Logged { at_micros: self.elapsed().as_micros(), command });
        Ok(reply)
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

    /// Plays for so many real milliseconds, as long as `more` says that there is time left in this frame.
    pub fn advance(&mut self, millis: f64, mut more: impl FnMut() -> bool) {
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

    pub fn play(&mut self, playing: bool) {
        self.playing = playing && !self.out_of_memory;
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
        self.sim.kinesis().streams().map(|stream| stream.id).next()
    }

    pub fn now(&self) -> Instant {
        self.sim.now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::SCENARIOS;

    #[test]
    fn every_scenario_is_legal_and_flows_when_its_picture_begins() {
        for scenario in SCENARIOS {
            let player = Player::of(scenario);
            assert_eq!(player.commands.len(), (scenario.commands)().len(), "{}", scenario.name);
            let accepted: u64 = player.sim.producers().map(|producer| producer.stats.accepted).sum();
            assert_eq!(accepted > 0, scenario.name != "empty", "{}", scenario.name);
        }
    }

    #[test]
    fn frame_rate_does_not_change_the_run() {
        let frames = |count: u32, millis: f64| {
            let mut player = Player::of(&SCENARIOS[0]);
            (0..count).for_each(|_| player.advance(millis, || true));
            player.sim
        };
        assert_eq!(frames(40, 50.0), frames(200, 10.0));
    }

    #[test]
    fn a_saved_run_comes_back_as_it_was() {
        let mut player = Player::of(&SCENARIOS[0]);
        player.advance(90.0, || true);
        let again = Player::restore(&player.save()).unwrap();
        assert_eq!(player.sim, again.sim);
        assert!(Player::restore("{}").is_err());
        let later = player.save().replace("\"version\":1", "\"version\":2");
        assert!(Player::restore(&later).is_err());
    }

    #[test]
    fn memory_runs_out_with_a_stop_and_goes_on_with_more() {
        let mut player = Player::of(&SCENARIOS[0]);
        player.sim.set_memory_limit(1);
        player.advance(50.0, || true);
        let stopped = player.now();
        assert!(player.out_of_memory && !player.playing);
        player.play(true);
        player.advance(50.0, || true);
        assert_eq!(player.now(), stopped);
        player.allow_memory(1 << 30);
        player.play(true);
        player.advance(50.0, || true);
        assert!(player.now() > stopped);
    }
}
