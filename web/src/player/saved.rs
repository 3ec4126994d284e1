//! A run as text.
use super::{KEEP_MOST, Player};
use crate::stories;
use shardscope_core::client::{ActorSpec, Workload};
use shardscope_core::script::{Logged, Script};
use shardscope_core::sim::Command;

impl Player {
    /// A saved run, about to be played again up to where it was: that happens frame by frame.
    ///
    /// Errors: text that is no script, or one of a later version.
    pub fn restore(text: &str) -> Result<Self, String> {
        let script = Script::parse(text).map_err(|error| error.to_string())?;
        // A run of a scenario stays one: it can be started again.
        let known = stories::all().find(|scenario| scenario.title == script.title);
        let mut player = Self::at_beginning(known.map_or("saved", |scenario| scenario.name), script);
        player.playing = false;
        Ok(player)
    }

    /// Whether the run had a producer of a file's rows when it was opened: a run keeps no files.
    pub fn lacks_a_file(&self) -> bool {
        let of_file = |logged: &std::sync::Arc<Logged>| matches!(&logged.command, Command::Add(ActorSpec::Producer(spec)) if matches!(spec.workload, Workload::File { .. }));
        // One that was opened has what it had as orders to come; what was done since has its files.
        !self.has_files && self.timeline.log().iter().any(of_file)
    }

    pub fn script(&self) -> Script {
        let mut script = self.timeline.script(&self.title);
        if let Some(goal) = self.goal {
            script.until = script.until.max(goal.since(self.timeline.epoch()));
        }
        script
    }

    /// The run as text: a script.
    pub fn save(&self) -> String {
        self.script().print()
    }

    /// The same, unless it is too long to be written every few seconds.
    pub fn keep(&self) -> Option<String> {
        let branch = &self.timeline.branches()[self.timeline.current()];
        let bytes = branch.log.iter().map(|logged| logged.command.heap_bytes());
        let fits = bytes.scan(0, |sum, bytes| {
            *sum += bytes;
            Some(*sum)
        });
        fits.into_iter().all(|sum| sum <= KEEP_MOST).then(|| self.save())
    }
}
