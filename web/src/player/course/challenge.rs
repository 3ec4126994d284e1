//! The challenge of a lesson, looked at while its run is played: which goals are met, whether it is won, what does not count.
use super::measuring::{BUDGET, Log, are_same};
use super::{Course, Player};
use crate::measure::{Judge, Standing, Watch, stride};
use crate::story::Challenge;
use shardscope_core::base::{ActorId, Duration, Instant};
use shardscope_core::script::{self, Logged};
use shardscope_core::sim::{Command, Sim, Step};
use shardscope_core::timeline::Cursor;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A challenge that is being played.
pub struct Contest {
    begin: Instant,
    /// What had been done when it was looked at last.
    log: Log,
    cursor: Cursor<()>,
    next: Instant,
    stride: Duration,
    watch: Watch,
    /// The measurements that its goals may name.
    named: Vec<Option<f64>>,
    judge: Judge,
    /// The first line that does not count.
    pub foul: Option<String>,
    /// The last command that was judged, and its place after it in the log.
    judged: Option<(usize, Arc<Logged>)>,
    /// Every name that an actor has had: lines may mean it by its number, and it may be gone.
    names: Names,
}

impl Contest {
    /// Goes on with a challenge, or begins it anew where another run is played now; `None` before it begins.
    pub(super) fn advance(
        before: Option<Self>,
        course: &Course,
        player: &Player,
        named: &[Option<f64>],
        has_time: impl FnMut() -> bool,
    ) -> Option<Self> {
        let (place, challenge) = course.story.challenge()?;
        let begin =
            course.entered(player, place).filter(|&begin| begin <= player.now() && course.place(player) >= place)?;
        let before = before.filter(|before| before.begin == begin && before.named == named && before.fits(player));
        let mut contest = match before {
            Some(contest) => contest,
            None => Self::new(begin, challenge, player, named)?,
        };
        // What happens in the steps after it is no part of it.
        let end = course.note_of(player, place + 1).unwrap_or(usize::MAX);
        let until = course.entered(player, place + 1).filter(|_| end < usize::MAX).unwrap_or(player.now());
        learn(&mut contest.names, player.sim());
        contest.find_foul(course, player, place, end);
        contest.go_on(challenge, player, until.min(player.now()), has_time);
        Some(contest)
    }

    fn new(begin: Instant, challenge: &Challenge, player: &Player, named: &[Option<f64>]) -> Option<Self> {
        let look = player.timeline.look(player.timeline.current(), begin)?;
        let cursor = Cursor { sim: look.sim, sink: (), done: look.done };
        let numbers = challenge.goals.iter().flat_map(|goal| goal.condition.numbers());
        Some(Self {
            begin,
            log: player.timeline.log()[..look.done].to_vec(),
            cursor,
            next: begin,
            stride: stride(&challenge.goals),
            watch: Watch::of(numbers, named.to_vec()),
            named: named.to_vec(),
            judge: Judge::new(&challenge.goals, begin),
            foul: None,
            judged: None,
            names: BTreeMap::new(),
        })
    }

    /// Whether what was looked at is still what the run did.
    fn fits(&self, player: &Player) -> bool {
        let (all, epoch) = (player.timeline.log(), player.timeline.epoch());
        let seen =
            all.partition_point(|logged| epoch.as_micros() + logged.at_micros <= self.cursor.sim.now().as_micros());
        // Where time has been turned back, more has been seen than has happened: that is as it should be.
        self.cursor.sim.now() <= player.timeline.end()
            && seen >= self.log.len()
            && are_same(&self.log, &all[..self.log.len()])
            && all[self.log.len()..seen]
                .iter()
                .all(|logged| epoch.as_micros() + logged.at_micros == self.cursor.sim.now().as_micros())
    }

    fn go_on(&mut self, challenge: &Challenge, player: &Player, until: Instant, mut has_time: impl FnMut() -> bool) {
        // A moment is looked at when it is past: until then something may still be done in it.
        while self.foul.is_none() && self.judge.won.is_none() && self.next < until && has_time() {
            let (step, _) = self.cursor.step(player.timeline.log(), self.next, BUDGET);
            self.log.extend_from_slice(&player.timeline.log()[self.log.len()..self.cursor.done]);
            match step {
                Step::Reached => {
                    self.watch.look(&self.cursor.sim);
                    self.judge.look(&challenge.goals, &self.watch, self.next);
                    self.watch.forget_before(self.next, self.begin);
                    self.next = self.next + self.stride;
                    learn(&mut self.names, &self.cursor.sim);
                }
                Step::OutOfBudget => {}
                Step::OutOfMemory => return,
            }
        }
    }

    /// Looks at what was done since it was looked last: the first thing that does not count.
    fn find_foul(&mut self, course: &Course, player: &Player, place: usize, end: usize) {
        let Some((_, challenge)) = course.story.challenge().filter(|(_, challenge)| !challenge.allowed.is_empty())
        else {
            return;
        };
        let Some(begins) = course.note_of(player, place).map(|note| note + 1) else { return };
        let log = player.timeline.log();
        let done = player.timeline.done().min(end).max(begins);
        let is_known = |(place, of): &(usize, Arc<Logged>)| {
            *place <= done && log.get(place - 1).is_some_and(|at| Arc::ptr_eq(at, of))
        };
        if !self.judged.as_ref().is_some_and(is_known) {
            (self.judged, self.foul) = (None, None);
        }
        let from = self.judged.as_ref().map_or(begins, |(place, _)| *place);
        if self.foul.is_some() || from >= done {
            return;
        }
        let own = course.lines_of(player, place);
        let counts = |command: &Command| {
            matches!(command, Command::Note(_) | Command::Branch(_))
                || command.is_read()
                || own.contains(command)
                || challenge.allowed.iter().any(|rule| allows(rule, command, &self.names))
        };
        let foul = log[from..done].iter().find(|logged| !counts(&logged.command));
        self.foul = foul.map(|logged| script::command_line(&logged.command).chars().take(FOUL_MOST).collect());
        self.judged = Some((done, log[done - 1].clone()));
    }

    /// How far each goal is.
    pub fn standings(&self) -> &[Standing] {
        &self.judge.each
    }

    /// When goals were looked at last.
    pub fn looked_at(&self) -> Instant {
        self.cursor.sim.now()
    }

    /// How long after its beginning all goals were met.
    pub fn won(&self) -> Option<Duration> {
        self.judge.won.filter(|_| self.foul.is_none()).map(|won| won.since(self.begin))
    }
}

/// Most characters that are said of a line that does not count.
const FOUL_MOST: usize = 200;

/// Names of actors, all that each has had.
type Names = BTreeMap<ActorId, BTreeSet<String>>;

fn learn(names: &mut Names, sim: &Sim) {
    for (id, actor) in sim.actors() {
        let own = names.entry(id).or_default();
        if !own.contains(actor.name()) {
            own.insert(actor.name().into());
        }
    }
}

/// Whether a command's line is one of a rule: it begins with the rule's words, and where the rule names options, it has no other. Actors are
/// meant by name, whichever way the line says it.
pub fn allows(rule: &[String], command: &Command, names: &Names) -> bool {
    let line = script::command_line(command);
    let words: Vec<&str> = line.split_whitespace().collect();
    let (options, begin): (Vec<&String>, Vec<&String>) = rule.iter().partition(|word| word.starts_with("--"));
    let number = words.get(1).and_then(|word| word.parse().ok()).map(ActorId).filter(|_| words[0] != "aws");
    let called = number.and_then(|id| names.get(&id));
    let is = |(place, (word, of)): (usize, (&&str, &&String))| {
        word.trim_matches('\'') == of.as_str() || place == 1 && called.is_some_and(|names| names.contains(of.as_str()))
    };
    let others = words.iter().filter(|word| word.starts_with("--")).any(|word| options.iter().all(|of| of != word));
    words.len() >= begin.len() && words.iter().zip(&begin).enumerate().all(is) && (options.is_empty() || !others)
}
