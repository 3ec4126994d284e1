//! The page and its run in numbers.
use crate::platform::page;
use crate::player::Player;
use serde::Serialize;
use shardscope_core::report::{self, RunState};

/// What `state()` gives: the page's part, and the run's (docs/STATE.md).
#[derive(Serialize)]
pub struct State {
    pub version: u32,
    pub scenario: String,
    pub title: String,
    /// Simulated microseconds since the run's beginning, and up to where it is known.
    pub now_micros: u64,
    pub end_micros: u64,
    pub playing: bool,
    pub speed: f64,
    pub branches: Vec<String>,
    pub branch: usize,
    pub commands: usize,
    #[serde(flatten)]
    pub run: RunState,
}

/// Bytes: what the run counts and may count, what its checkpoints keep alive besides, and what the page's memory has grown to.
#[derive(Serialize)]
pub struct Memory {
    pub run: u64,
    pub limit: u64,
    pub checkpoints: u64,
    pub page: u64,
}

impl Memory {
    pub fn of(player: &Player) -> Self {
        let sim = player.sim();
        let (run, limit) = (sim.heap_bytes(), sim.config().memory_limit);
        Self { run, limit, checkpoints: player.timeline.checkpoint_bytes(), page: page::memory_bytes() }
    }
}

impl State {
    pub fn of(player: &Player) -> Self {
        let timeline = &player.timeline;
        Self {
            version: report::VERSION,
            scenario: player.scenario.clone(),
            title: player.title.clone(),
            now_micros: player.elapsed().as_micros(),
            end_micros: timeline.end().since(timeline.epoch()).as_micros(),
            playing: player.playing,
            speed: player.speed,
            branches: timeline.branches().iter().map(|branch| branch.name.clone()).collect(),
            branch: timeline.current(),
            commands: timeline.done(),
            run: RunState::of(player.sim()),
        }
    }
}
