//! The challenge of a lesson, looked at while its run is played: which goals are met, whether it is won, what does not count.
use super::measuring::{BUDGET, Log, are_same};
use super::{Course, Player};
use crate::measure::{Judge, Standing, Watch, stride};
use crate::story::Challenge;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::script;
use shardscope_core::sim::{Command, Sim, Step};
use shardscope_core::timeline::Cursor;

/// A challenge that is being played.
pub struct Contest {
    begin: Instant,
    /// What had been done when it was looked at last.
    log: Log,
    cursor: Cursor<()>,
    next: Instant,
    stride: Duration,
    watch: Watch,
    judge: Judge,
    /// The first line that does not count.
    pub foul: Option<String>,
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
        let mut contest = match before.filter(|before| before.begin == begin && before.fits(player)) {
            Some(contest) => contest,
            None => Self::new(begin, challenge, player, named)?,
        };
        contest.foul = foul(course, player, place, challenge);
        contest.go_on(challenge, player, has_time);
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
            judge: Judge::new(&challenge.goals, begin),
            foul: None,
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

    fn go_on(&mut self, challenge: &Challenge, player: &Player, mut has_time: impl FnMut() -> bool) {
        // A moment is looked at when it is past: until then something may still be done in it.
        while self.foul.is_none() && self.judge.won.is_none() && self.next < player.now() && has_time() {
            let (step, _) = self.cursor.step(player.timeline.log(), self.next, BUDGET);
            self.log = player.timeline.log()[..self.cursor.done].to_vec();
            match step {
                Step::Reached => {
                    self.watch.look(&self.cursor.sim);
                    self.judge.look(&challenge.goals, &self.watch, self.next);
                    self.watch.forget_before(self.next, self.begin);
                    self.next = self.next + self.stride;
                }
                Step::OutOfBudget => {}
                Step::OutOfMemory => return,
            }
        }
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

/// The first thing that was done in a challenge and does not count.
fn foul(course: &Course, player: &Player, place: usize, challenge: &Challenge) -> Option<String> {
    if challenge.allowed.is_empty() {
        return None;
    }
    let begins = course.note_of(player, place)? + 1;
    let done = &player.timeline.log()[begins..player.timeline.done().max(begins)];
    let own = course.lines_of(player, place);
    let counts = |command: &Command| {
        matches!(command, Command::Note(_) | Command::Branch(_))
            || command.is_read()
            || own.contains(command)
            || challenge.allowed.iter().any(|rule| allows(rule, command, player.sim()))
    };
    done.iter().find(|logged| !counts(&logged.command)).map(|logged| script::command_line(&logged.command))
}

/// Whether a command's line begins with the words of a rule. Actors are meant by name, whichever way the line says it.
pub fn allows(rule: &[String], command: &Command, sim: &Sim) -> bool {
    let line = script::command_line(command);
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let number = words.get(1).and_then(|word| word.parse().ok()).map(shardscope_core::base::ActorId);
    let name = number.filter(|_| words[0] != "aws").and_then(|id| sim.actor(id)).map(|actor| actor.name());
    if let Some(name) = name {
        words[1] = name;
    }
    words.len() >= rule.len() && words.iter().zip(rule).all(|(word, of)| word.trim_matches('\'') == of)
}
