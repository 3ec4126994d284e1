//! A run as text.
use super::{KEEP_MOST, OwnStory, Player};
use crate::stories;
use crate::story::Story;
use crate::words;
use shardscope_core::client::{ActorSpec, Workload};
use shardscope_core::script::{Logged, Script};
use shardscope_core::sim::Command;
use std::rc::Rc;

/// What stands in front of each line of a story that a saved run carries: to a script these are comments.
const CARRIED: &str = "#| ";
/// What the run of a story that somebody wrote is called among scenarios.
pub const OWN: &str = "story";

impl Player {
    /// A story that somebody wrote, at its beginning, or a saved run. Errors: what is wrong with it, and where.
    pub fn open(text: &str) -> Result<Self, String> {
        if !Story::is_meant(text) {
            return Self::restore(text);
        }
        let story = Story::parse(text).map_err(|mistake| mistake.to_string())?;
        let mut player = Self::at_beginning(OWN, story.beginning.clone());
        player.own_story = Some((text.into(), Rc::new(story)));
        Ok(player)
    }

    /// The text of the story that it carries.
    pub fn own_story(&self) -> Option<Rc<str>> {
        self.own_story.as_ref().map(|(text, _)| text.clone())
    }

    /// Tells its story in another language, if the text is the same story.
    pub fn retell(&mut self, text: &str) {
        let title = |story: &Story| words::english_title(&story.title).to_string();
        if let Some((_, own)) = &self.own_story
            && let Ok(story) = Story::parse(text)
            && title(own) == title(&story)
        {
            self.own_story = Some((text.into(), Rc::new(story)));
        }
    }

    /// The story that it tells: one that it carries, or the page's of its title.
    pub fn story(&self) -> Option<Rc<Story>> {
        self.own_story.as_ref().map(|(_, story)| story.clone()).or_else(|| stories::titled(&self.title))
    }

    /// A saved run, about to be played again up to where it was: that happens frame by frame.
    ///
    /// Errors: text that is no script, or one of a later version.
    pub fn restore(text: &str) -> Result<Self, String> {
        let script = Script::parse(text).map_err(|error| error.to_string())?;
        // A run of a scenario stays one: it can be started again.
        let known = stories::all().find(|scenario| scenario.is_titled(&script.title));
        let mut player = Self::at_beginning(known.map_or("saved", |scenario| scenario.name), script);
        player.playing = false;
        match carried(text) {
            // Without its story a run is one all the same.
            Err(mistake) => player.lost_story = Some(mistake),
            Ok(None) => {}
            Ok(story) => (player.own_story, player.scenario) = (story, OWN.into()),
        }
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
            script.until = script.until.max(goal.at.since(self.timeline.epoch()));
        }
        script
    }

    /// The run as text: a script.
    pub fn save(&self) -> String {
        let mut text = self.script().print();
        if let Some((story, _)) = &self.own_story {
            for line in story.lines() {
                text.push_str(CARRIED);
                text.push_str(line);
                text.push('\n');
            }
        }
        text
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

/// The story that a saved run carries.
fn carried(text: &str) -> Result<Option<OwnStory>, String> {
    let mut story = String::new();
    for line in text.lines() {
        // A comment of another kind is none of its lines.
        let carried = if line == CARRIED.trim_end() { Some("") } else { line.strip_prefix(CARRIED) };
        if let Some(line) = carried {
            story.push_str(line);
            story.push('\n');
        }
    }
    if story.is_empty() {
        return Ok(None);
    }
    let read = Story::parse(&story).map_err(|mistake| mistake.to_string())?;
    Ok(Some((story.into(), Rc::new(read))))
}
