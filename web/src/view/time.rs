//! Time as the transport shows it: how far the run goes, what is marked on it, and its branches.
use super::acts;
use crate::player::{Player, keeps_a_word};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::script::Logged;
use shardscope_core::sim::Command;

/// What a mark on the scrubber stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Something that a user did.
    Act,
    /// Where another branch left.
    Fork,
    /// A throttle, a loss, an inversion.
    Trouble,
    Note,
}

/// A mark: when, what, and in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub at: Duration,
    pub kind: MarkKind,
    pub text: String,
}

/// A branch, as its tab shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct BranchView {
    pub name: String,
    pub forked_at: Duration,
    pub end: Duration,
    pub is_first: bool,
}

/// Time as the transport shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeView {
    /// Where the scrubber begins: what was only set up before is folded away, unless the run is there.
    pub begin: Duration,
    /// How far this branch is known.
    pub end: Duration,
    pub backwards: bool,
    pub manual: bool,
    pub marks: Vec<Mark>,
    pub branches: Vec<BranchView>,
    pub current: usize,
    /// The branch that is shown beside it.
    pub compare: Option<usize>,
    pub can_undo: bool,
    pub can_redo: bool,
    /// Whether acting now begins another branch.
    pub has_future: bool,
    /// The note of this moment.
    pub note: Option<String>,
}

/// Marks that are shown; the newest.
const MARKS: usize = 120;
/// Lines among which an actor is looked for, and until when, for a run to count as one that was set up first.
const SET_UP: usize = 100;
const SET_UP_MICROS: u64 = 60_000_000;
/// How long a note stays, in simulated seconds.
const NOTE: Duration = Duration::from_secs(20);

impl TimeView {
    pub fn of(player: &Player) -> Self {
        let timeline = &player.timeline;
        let epoch = timeline.epoch();
        let since = |at: Instant| at.since(epoch);
        let branches = timeline.branches().iter().map(|branch| BranchView {
            name: branch.name.clone(),
            forked_at: since(branch.forked_at),
            end: since(branch.end),
            is_first: branch.parent.is_none(),
        });
        Self {
            begin: begin(player),
            end: since(timeline.end()),
            backwards: player.backwards,
            manual: player.manual,
            marks: marks(player),
            branches: branches.collect(),
            current: timeline.current(),
            compare: player.compare.as_ref().map(|compare| compare.branch),
            can_undo: timeline.can_undo(),
            can_redo: timeline.can_redo(),
            has_future: timeline.has_future(),
            note: note(player),
        }
    }
}

impl TimeView {
    /// When the next or the last of what is marked happened, as seen from a moment.
    pub fn beside(&self, now: Duration, on: bool) -> Option<Duration> {
        let all = self.marks.iter().map(|mark| mark.at);
        match on {
            true => all.filter(|&at| at > now).min(),
            false => all.filter(|&at| at < now).max(),
        }
    }
}

/// When the first actor came, if a stream was waited for before.
fn begin(player: &Player) -> Duration {
    let log = player.timeline.log().iter().take(SET_UP);
    let first = log.map_while(|logged| (logged.at_micros <= SET_UP_MICROS).then_some(logged));
    let mut adds = first.filter(|logged| matches!(logged.command, Command::Add(_) | Command::ByName(..)));
    let begin = adds.next().map_or(Duration::ZERO, |logged| Duration::from_micros(logged.at_micros));
    if begin <= player.elapsed() { begin } else { Duration::ZERO }
}

/// The last note before now, for as long as it stays.
fn note(player: &Player) -> Option<String> {
    let done = &player.timeline.log()[..player.timeline.done()];
    let elapsed = player.elapsed().as_micros();
    let recent = done.iter().rev().take_while(|logged| elapsed - logged.at_micros.min(elapsed) < NOTE.as_micros());
    recent.take(50).find_map(|logged| if let Command::Note(text) = &logged.command { Some(text.clone()) } else { None })
}

fn marks(player: &Player) -> Vec<Mark> {
    let (timeline, epoch) = (&player.timeline, player.timeline.epoch());
    let acts = timeline.log().iter().rev().filter_map(|logged| mark_of(logged)).take(MARKS);
    let mut marks: Vec<Mark> = acts.collect();
    let here = timeline.current();
    let forks =
        timeline.branches().iter().enumerate().filter(|&(place, branch)| place != here && branch.parent == Some(here));
    marks.extend(forks.map(|(_, branch)| {
        let text = t!(timeline.leaves, name = branch.name);
        Mark { at: branch.forked_at.since(epoch), kind: MarkKind::Fork, text }
    }));
    let troubles = player.log().lines().filter(|line| line.is_trouble()).take(MARKS / 2);
    marks.extend(troubles.map(|line| {
        let text = line.text(player.sim());
        Mark { at: line.at.since(epoch), kind: MarkKind::Trouble, text }
    }));
    marks
}

/// A mark for what changes the run and is worth seeing: not each record, not a look.
fn mark_of(logged: &Logged) -> Option<Mark> {
    let note = if let Command::Note(text) = &logged.command { Some(text) } else { None };
    if note.is_some_and(|text| keeps_a_word(text)) {
        return None;
    }
    let kind = if note.is_some() { MarkKind::Note } else { MarkKind::Act };
    Some(Mark { at: Duration::from_micros(logged.at_micros), kind, text: acts::act(&logged.command)? })
}
