//! A run as text.
use super::{KEEP_MOST, Player};
use crate::stories;
use shardscope_core::script::Script;

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
