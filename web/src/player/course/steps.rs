//! From step to step of a story.
use super::notes::{self, word};
use super::{Course, Due, Player};
use shardscope_core::base::Duration;
use shardscope_core::script;
use shardscope_core::sim::{Command, Error};
use std::collections::VecDeque;

impl Course {
    /// Goes to the next step: enters it, or where it was entered already, to that moment. Whether there is one, or what was
    /// refused.
    pub fn next(&mut self, player: &mut Player) -> Result<bool, String> {
        // An answer that somebody leans to is given, though they do not say how sure they are.
        self.be_sure(player, None);
        let place = self.place(player) + 1;
        if place >= self.story.steps.len() {
            return Ok(false);
        }
        // With another word it is another run from here on.
        let ahead = self.entered(player, place).filter(|&at| at > player.now() && !self.asks_anew(player));
        if let Some(at) = ahead {
            self.play_on(player, place);
            player.seek(at);
            return Ok(true);
        }
        player.settle().map_err(|error| error.to_string())?;
        self.enter(player, place).map(|()| true)
    }

    /// Lets the rest of a step happen, as fast as the machine can, before the next one is entered: who goes on early would
    /// look at what has not happened yet. Whether there is something to wait for.
    pub fn ripen(&self, player: &mut Player) -> bool {
        if player.hurrying().is_some() {
            return true;
        }
        let place = self.place(player);
        let is_last = place + 1 == self.story.steps.len();
        let is_known = self.entered(player, place + 1).is_some_and(|at| at > player.now());
        let Some(begin) = self.entered(player, place).filter(|_| !is_last && !is_known) else { return false };
        let left = (begin + self.story.steps[place].length).since(player.now());
        if left == Duration::ZERO {
            return false;
        }
        player.hurry(left);
        true
    }

    /// Goes back to the moment at which the step before was entered. Whether there is one.
    pub fn back(&mut self, player: &mut Player) -> bool {
        let place = self.place(player);
        let Some(at) = place.checked_sub(1).and_then(|before| self.entered(player, before)) else { return false };
        // Two steps may have been entered at one instant: then before the later one.
        let later = self.entered(player, place).map_or(at, |later| later - Duration::from_micros(1));
        self.play_on(player, place - 1);
        player.seek(at.min(later));
        true
    }

    /// Before a leap to a step: the run stands at a question, and does not go on standing because of the one it leaves.
    fn play_on(&self, player: &mut Player, to: usize) {
        if self.holds(to) || self.waits(player) {
            player.play(!self.holds(to));
        }
    }

    fn enter(&mut self, player: &mut Player, place: usize) -> Result<(), String> {
        let step = &self.story.steps[place];
        if let (Some(word), true) = (&self.draft, self.story.steps[place - 1].asks.is_some()) {
            let _ = player.submit(notes::of_word(word));
        }
        let title = self.blanks(player).fill(&step.title, false);
        player.submit(notes::of_step(place, &title)).map_err(|error| error.to_string())?;
        if let Some(speed) = step.speed {
            player.set_speed(speed);
        }
        player.play(!self.holds(place));
        let mut refused = Vec::new();
        for line in step.lines.iter().take_while(|line| line.after == Duration::ZERO) {
            let done = self
                .command(player, &line.text)
                .and_then(|command| player.submit(command).map_err(|error| error.to_string()));
            refused.extend(done.err().filter(|_| !line.is_refused));
        }
        player.due = None;
        if refused.is_empty() { Ok(()) } else { Err(refused.join("; ")) }
    }

    /// Whether the word of the step that the run is in has changed since the next one was entered.
    fn asks_anew(&self, player: &Player) -> bool {
        let ahead = &player.timeline.log()[player.timeline.done()..];
        let was = ahead.iter().find_map(|logged| word(logged));
        self.story.steps[self.place(player)].asks.is_some() && was.is_some() && was != self.draft.as_deref()
    }

    pub(super) fn command(&self, player: &Player, line: &str) -> Result<Command, String> {
        let filled = self.blanks(player).fill(line, true);
        script::read_line(&filled).map_err(|mistake| mistake.reason)
    }

    /// What the step has still to do at the end of all that is known of the run.
    pub(in crate::player) fn due(&self, player: &Player) -> VecDeque<Due> {
        let (place, end) = (self.place(player), player.timeline.end());
        let begin = self.entered(player, place).unwrap_or(end);
        let lines = self.story.steps[place].lines.iter().filter(|line| line.after > Duration::ZERO);
        let due = lines.map(|line| (begin + line.after, line)).filter(|&(at, _)| at > end);
        due.filter_map(|(at, line)| Some(Due { at, command: self.command(player, &line.text).ok()? })).collect()
    }

    /// Back to where the challenge began: what is done from there on is another try, on a branch of its own.
    pub fn try_again(&mut self, player: &mut Player) -> Result<(), Error> {
        let place = self.story.challenge().map(|(place, _)| place);
        let Some((place, begin)) = place.and_then(|place| Some((place, self.entered(player, place)?))) else {
            return Ok(());
        };
        // Where nothing has been tried yet there is nothing to keep on a branch of its own.
        let from = self.note_of(player, place).map_or(0, |note| note + 1);
        let own = self.lines_of(player, place);
        let is_own = |command: &Command| matches!(command, Command::Branch(_)) || own.contains(command);
        match player.timeline.log()[from..].iter().all(|logged| is_own(&logged.command)) {
            true => player.seek(begin),
            false => player.go_another_way(begin, from + self.at_once(place))?,
        }
        self.leaning = None;
        // As fast as the step began: who hurried to the end of a try has lost the next one before it began.
        let speed = self.story.steps[..=place].iter().rev().find_map(|step| step.speed);
        player.set_speed(speed.unwrap_or(1.0));
        Ok(())
    }

    /// How many lines of a step happen as it is entered.
    pub(super) fn at_once(&self, place: usize) -> usize {
        self.story.steps[place].lines.iter().take_while(|line| line.after == Duration::ZERO).count()
    }

    /// What a step does by itself.
    pub(super) fn lines_of(&self, player: &Player, place: usize) -> Vec<Command> {
        self.story.steps[place].lines.iter().filter_map(|line| self.command(player, &line.text).ok()).collect()
    }
}
