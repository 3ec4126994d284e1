//! A run that plays: its timeline, how fast and which way time goes, and why it stopped.
mod aws;
mod clock;
mod compare;
mod course;
mod measured;
mod saved;
mod steps;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod told;

pub use aws::{Asked, Headers, Poll};
pub use compare::Compare;
pub use course::{Contest, Course, Measuring, Prediction, SUREST, allows, keeps_a_word};
pub use saved::OWN;

use crate::event_log::EventLog;
use crate::scenario::Scenario;
use crate::story::Story;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::{Dataset, Workload};
use shardscope_core::kinesis::{StreamId, StreamStatus, SubscriptionId};
use shardscope_core::script::Script;
use shardscope_core::sim::{Command, Config, Error, Reply, Sim};
use shardscope_core::timeline::Timeline;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Slowest and fastest, in simulated seconds per second.
pub const SPEEDS: [f64; 13] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0];
/// A log larger than this is not written out every few seconds.
const KEEP_MOST: u64 = 8 << 20;

/// Bytes that a run may be allowed: a page has four gigabytes of memory in all.
const MEMORY_MOST: u64 = 2 << 30;
/// Bytes of a command that is worth a look at the memory.
const LARGE_BYTES: u64 = 64 << 10;
/// Commands between two looks at the memory.
const LOOK_EVERY: usize = 64;

/// Numbers the runs of the page.
static RUNS: AtomicU64 = AtomicU64::new(0);

/// Something that a step has still to do, and when.
#[derive(Clone, Debug, PartialEq)]
struct Due {
    at: Instant,
    command: Command,
}

/// Where a run is going.
#[derive(Clone, Copy)]
struct Goal {
    at: Instant,
    /// Where it leaves the way that is known, if it does: when, and at which place of the log.
    forks_at: Option<(Instant, usize)>,
}

impl From<Instant> for Goal {
    fn from(at: Instant) -> Self {
        Self { at, forks_at: None }
    }
}

/// A run and its controls.
pub struct Player {
    /// Which of the page's runs it is: who waits for one is not served by another.
    pub number: u64,
    pub timeline: Timeline<EventLog>,
    pub scenario: String,
    pub title: String,
    pub playing: bool,
    /// Whether time runs back while it plays.
    pub backwards: bool,
    /// Whether the clock stands unless somebody steps it.
    pub manual: bool,
    pub speed: f64,
    /// Simulated seconds per second, as far as the machine kept up; smoothed.
    pub reached: f64,
    pub out_of_memory: bool,
    /// Another branch, beside this one on the same clock.
    pub compare: Option<Compare>,
    /// Tells real time, in milliseconds from anywhere; it stands still where nobody watches.
    pub real_millis: fn() -> f64,
    /// Where a way back goes that has not arrived.
    back_to: Option<Instant>,
    /// Simulated microseconds that a frame asked for and did not come to: those after it catch up.
    owed: f64,
    /// Where to go as fast as the machine can, frame by frame; then the run goes on, or not, as before.
    goal: Option<Goal>,
    /// Answers given, for their ids.
    answers: u64,
    /// The subscription that the last request made.
    pub subscribed: Option<SubscriptionId>,
    /// The receive of the last request that waits for a message.
    pub polling: Option<Poll>,
    /// What happens of itself once the run comes there: the rest of a story's step. `None` after a leap in time or a step, until
    /// the run comes to the end of what is known of it.
    due: Option<VecDeque<Due>>,
    /// The story that somebody wrote and this run tells, with its text: the run carries it wherever it goes.
    own_story: Option<OwnStory>,
    /// What was wrong with the story that a saved run carried.
    pub lost_story: Option<String>,
    /// Whether anybody has done anything to it.
    touched: bool,
    /// Files have been loaded for it.
    has_files: bool,
}

/// The text of a story, and what was read from it.
type OwnStory = (Rc<str>, Rc<Story>);

impl Player {
    /// The run of a scenario, at the moment its picture begins.
    pub fn of(scenario: &Scenario) -> Self {
        Self::of_script(scenario.name, scenario.script())
    }

    /// The same with what the page's address sets.
    pub fn of_script(scenario: &str, script: Script) -> Self {
        let mut player = Self::at_beginning(scenario, script);
        player.finish();
        player
    }

    /// The run of a script, at its beginning, on the way to its end.
    pub fn at_beginning(scenario: &str, mut script: Script) -> Self {
        script.config.memory_limit = script.config.memory_limit.min(MEMORY_MOST);
        let (title, end) = (script.title.clone(), script.config.epoch + script.until);
        let timeline = Timeline::of(script);
        Self {
            number: RUNS.fetch_add(1, Ordering::Relaxed),
            own_story: None,
            lost_story: None,
            touched: false,
            has_files: false,
            due: None,
            timeline,
            scenario: scenario.into(),
            title,
            playing: true,
            backwards: false,
            manual: false,
            speed: 1.0,
            reached: 1.0,
            out_of_memory: false,
            compare: None,
            real_millis: || 0.0,
            back_to: None,
            owed: 0.0,
            goal: Some(end.into()),
            answers: 0,
            subscribed: None,
            polling: None,
        }
    }

    /// An account with nothing in it.
    pub fn empty(config: Config) -> Self {
        let script = Script { title: String::new(), config, commands: Vec::new(), until: Duration::ZERO };
        Self::of_script("empty", script)
    }

    pub const fn sim(&self) -> &Sim {
        self.timeline.sim()
    }
    pub const fn log(&self) -> &EventLog {
        self.timeline.sink()
    }
    pub const fn now(&self) -> Instant {
        self.timeline.now()
    }
    /// Simulated time since the epoch.
    pub fn elapsed(&self) -> Duration {
        self.now().since(self.timeline.epoch())
    }

    /// Does something to the run, now; in the past, on a new branch.
    pub fn submit(&mut self, command: Command) -> Result<Reply, Error> {
        self.settle()?;
        let is_large = command.heap_bytes() > LARGE_BYTES;
        let branch = self.timeline.current();
        let reply = self.timeline.act(command);
        if self.timeline.current() != branch {
            self.due = None;
        }
        self.touched |= reply.is_ok();
        // Counting takes a look at every shard: not after each of thousands of small calls.
        if self.out_of_memory || is_large || self.timeline.done().is_multiple_of(LOOK_EVERY) {
            self.out_of_memory = self.sim().heap_bytes() > self.sim().config().memory_limit;
        }
        reply
    }

    /// Takes the rows of a file; a producer can then send them.
    pub fn load_dataset(&mut self, rows: Arc<Dataset>) -> u32 {
        self.has_files = true;
        self.timeline.load_dataset(rows)
    }

    /// Whether somebody has done something to the run since it was opened.
    pub fn is_touched(&self) -> bool {
        self.touched || self.timeline.branches().len() > 1
    }

    /// From now on it counts as one to which somebody has done something.
    pub fn touch(&mut self) {
        self.touched = true;
    }

    /// Whether the run sends rows of a file, which a saved run does not hold.
    pub fn has_file(&self) -> bool {
        let is_file = |workload: &Workload| matches!(workload, Workload::File { .. });
        self.sim().producers().any(|producer| is_file(&producer.spec.workload))
    }

    /// Takes back what was done last, or does again what was taken back: the moment stays the same.
    pub fn undo(&mut self, redo: bool) -> bool {
        if self.settle().is_err() {
            return false;
        }
        self.touched = true;
        self.due = None;
        let target = if redo { self.timeline.redo() } else { self.timeline.undo() };
        self.goal = target.map(Goal::from).or(self.goal);
        target.is_some()
    }

    /// Shows another branch, at the same moment if it goes so far.
    pub fn switch(&mut self, branch: usize) {
        self.due = None;
        self.goal = self.timeline.switch(branch).map(Goal::from);
        if self.compare.as_ref().is_some_and(|compare| compare.branch == branch) {
            self.compare = None;
        }
    }

    /// Forgets a branch; what is shown beside stays what it is.
    pub fn remove_branch(&mut self, branch: usize) {
        if self.timeline.remove_branch(branch)
            && let Some(compare) = &mut self.compare
        {
            match compare.branch.cmp(&branch) {
                std::cmp::Ordering::Equal => self.compare = None,
                std::cmp::Ordering::Greater => compare.branch -= 1,
                std::cmp::Ordering::Less => {}
            }
        }
    }

    /// Goes on after the memory budget was reached, with more of it.
    pub fn allow_memory(&mut self, bytes: u64) {
        self.timeline.set_memory_limit(bytes.min(MEMORY_MOST));
        self.out_of_memory = false;
    }

    /// The stream to show first: the oldest that is not being deleted.
    pub fn first_stream(&self) -> Option<StreamId> {
        let streams = || self.sim().kinesis().streams();
        let stays = streams().find(|stream| stream.status != StreamStatus::Deleting);
        stays.or_else(|| streams().next()).map(|stream| stream.id)
    }
}
