//! A run as text: what it started from and what was done.
use super::Player;
use serde::{Deserialize, Serialize};
use shardscope_core::base::Duration;
use shardscope_core::sim::{Command, Config};

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

impl Player {
    /// A saved run, about to be played again up to where it was: that happens frame by frame. Commands about files are left out: their rows are gone.
    ///
    /// Errors: text that is no saved run, or one of a later version.
    pub fn restore(text: &str) -> Result<Self, String> {
        let saved: Saved = serde_json::from_str(text).map_err(|error| format!("This is not a saved run: {error}."))?;
        if saved.version > SAVE_VERSION {
            let version = saved.version;
            return Err(format!("This run was saved by a later version ({version}; this is {SAVE_VERSION})."));
        }
        let mut player = Self::empty(&saved.scenario, saved.config);
        player.goal = Some(player.sim.config().epoch + Duration::from_micros(saved.until_micros));
        player.replay = saved.commands.into();
        player.playing = false;
        Ok(player)
    }

    /// The run as text.
    pub fn save(&self) -> String {
        let saved = Saved {
            version: SAVE_VERSION,
            scenario: self.scenario.clone(),
            config: self.sim.config().clone(),
            commands: self.commands.iter().chain(&self.replay).cloned().collect(),
            until_micros: self.goal.unwrap_or(self.sim.now()).since(self.sim.config().epoch).as_micros(),
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }
}
