//! Where a run is in its story, and how it goes on.
use super::{Due, Player};
use crate::story::{Blanks, Story};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::script::{self, Logged};
use shardscope_core::sim::Command;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Longest word that a reader may type, in characters: names of producers are made of it, which have 64 at most.
const WORD_MOST: usize = 40;
/// What stands in front of a word in the note that keeps it.
const WORD: &str = "word: ";
/// The same of an answer, by its place from 1.
const ANSWER: &str = "answer: ";

/// A story that is being told.
pub struct Course {
    pub story: Rc<Story>,
    /// The word as it was typed last.
    draft: Option<String>,
    /// What was chosen, by step, and the questions that were passed over.
    pub chosen: BTreeMap<usize, usize>,
    /// Those of them that no note keeps: given in the past, where a note would begin another run.
    passing: BTreeMap<usize, usize>,
    skipped: BTreeSet<usize>,
}

impl Course {
    /// The story of a run, with the word that was typed in it, if one was.
    pub fn of(story: Rc<Story>, player: &Player) -> Self {
        let typed = player.timeline.log().iter().rev().find_map(|logged| word(logged).map(String::from));
        let draft = typed.or_else(|| story.word().map(Into::into));
        let mut course =
            Self { story, draft, chosen: BTreeMap::new(), passing: BTreeMap::new(), skipped: BTreeSet::new() };
        course.recall(player);
        course
    }

    /// Takes the answers from the run's notes: after what was done has been undone, or redone.
    pub fn recall(&mut self, player: &Player) {
        let mut place = 0;
        self.chosen.clone_from(&self.passing);
        for note in player.timeline.log().iter().filter_map(|logged| note(logged)) {
            place = number(note).map_or(place, |number| number.saturating_sub(1));
            self.chosen.extend(answer(note).map(|answer| (place, answer)));
        }
    }

    /// The word that the run was told with up to now; where it is asked for, what stands there.
    pub fn word(&self, player: &Player) -> Option<String> {
        if self.story.steps[self.place(player)].asks.is_some() {
            return self.draft.clone();
        }
        let done = &player.timeline.log()[..player.timeline.done()];
        done.iter().rev().find_map(|logged| word(logged).map(String::from)).or_else(|| self.draft.clone())
    }

    /// Whether the run waits for what the reader predicts: it stands where the step was entered, and shows nothing of what follows.
    pub fn waits(&self, player: &Player) -> bool {
        let place = self.place(player);
        let stands = !player.playing && player.hurrying().is_none();
        stands && self.holds(place) && self.entered(player, place) == Some(player.now())
    }

    /// Whether an answer can be given now: not after what was asked about has been seen.
    pub fn is_open(&self, player: &Player) -> bool {
        let step = &self.story.steps[self.place(player)];
        step.asks_ahead || self.waits(player) || self.place(player) == 0
    }

    fn holds(&self, place: usize) -> bool {
        let step = &self.story.steps[place];
        let is_left = !self.chosen.contains_key(&place) && !self.skipped.contains(&place);
        place > 0 && !step.choices.is_empty() && !step.asks_ahead && is_left
    }

    /// Passes over the question that the run waits at: it goes on, where it can.
    pub fn skip(&mut self, player: &mut Player) {
        self.skipped.insert(self.place(player));
        player.play(true);
    }

    /// Takes an answer, where one can be given; the run goes on if it has waited for it.
    pub fn choose(&mut self, player: &mut Player, choice: usize) {
        let (place, waited) = (self.place(player), self.waits(player));
        if self.is_open(player) && choice < self.story.steps[place].choices.len() {
            self.chosen.insert(place, choice);
            // With the run, it outlives a reload. In the past it would be another run from here on.
            let note = || Command::Note(format!("{ANSWER}{}", choice + 1));
            if player.timeline.has_future() || player.submit(note()).is_err() {
                self.passing.insert(place, choice);
            }
            if waited {
                player.play(true);
            }
        }
    }

    pub fn blanks(&self, player: &Player) -> Blanks {
        Blanks::of(self.word(player).as_deref(), player.first_stream().and_then(|id| player.sim().kinesis().stream(id)))
    }

    /// The step that the run is in now.
    pub fn place(&self, player: &Player) -> usize {
        let done = &player.timeline.log()[..player.timeline.done()];
        done.iter().rev().find_map(|logged| number(note(logged)?)).unwrap_or(1).clamp(1, self.story.steps.len()) - 1
    }

    /// When a step was entered, or will be, on the branch that is played.
    fn entered(&self, player: &Player, place: usize) -> Option<Instant> {
        let epoch = player.timeline.epoch();
        if place == 0 {
            return Some(epoch + self.story.beginning.until);
        }
        let log = player.timeline.log();
        let logged = log.iter().rev().find(|logged| note(logged).and_then(number) == Some(place + 1))?;
        Some(epoch + Duration::from_micros(logged.at_micros))
    }

    /// Takes the word that the reader typed; it is written down with the step that uses it.
    pub fn set_word(&mut self, text: &str) {
        let text: String = text.trim().chars().take(WORD_MOST).collect();
        if !text.is_empty() && self.draft.is_some() {
            self.draft = Some(text);
        }
    }

    /// Goes to the next step: enters it, or where it was entered already, to that moment. Whether there is one, or what was
    /// refused.
    pub fn next(&mut self, player: &mut Player) -> Result<bool, String> {
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
            let _ = player.submit(Command::Note(format!("{WORD}{word}")));
        }
        let title = self.blanks(player).fill(&step.title, false);
        player.submit(Command::Note(format!("{} · {title}", place + 1))).map_err(|error| error.to_string())?;
        if let Some(speed) = step.speed {
            player.set_speed(speed);
        }
        player.play(!self.holds(place));
        let mut refused = Vec::new();
        for line in step.lines.iter().take_while(|line| line.after == Duration::ZERO) {
            let done = self
                .command(player, &line.text)
                .and_then(|command| player.submit(command).map_err(|error| error.to_string()));
            refused.extend(done.err());
        }
        self.plan(player);
        if refused.is_empty() { Ok(()) } else { Err(refused.join("; ")) }
    }

    /// Whether the word of the step that the run is in has changed since the next one was entered.
    fn asks_anew(&self, player: &Player) -> bool {
        let ahead = &player.timeline.log()[player.timeline.done()..];
        let was = ahead.iter().find_map(|logged| word(logged));
        self.story.steps[self.place(player)].asks.is_some() && was.is_some() && was != self.draft.as_deref()
    }

    fn command(&self, player: &Player, line: &str) -> Result<Command, String> {
        let filled = self.blanks(player).fill(line, true);
        script::read_line(&filled).map_err(|mistake| mistake.reason)
    }

    /// Tells the run what its step has still to do: what lies behind all that is known of it.
    pub fn plan(&self, player: &mut Player) {
        let end = player.timeline.end();
        let place = self.place(player);
        let begin = self.entered(player, place).unwrap_or(end);
        let lines = self.story.steps[place].lines.iter().filter(|line| line.after > Duration::ZERO);
        let due = lines.map(|line| (begin + line.after, line)).filter(|&(at, _)| at > end);
        let due = due.filter_map(|(at, line)| Some(Due { at, command: self.command(player, &line.text).ok()? }));
        player.due = Some(due.collect());
    }
}

fn note(logged: &Logged) -> Option<&str> {
    if let Command::Note(text) = &logged.command { Some(text) } else { None }
}

/// Whether a note keeps the word or an answer of a story: nobody has to read it.
pub fn keeps_a_word(note: &str) -> bool {
    note.starts_with(WORD) || answer(note).is_some()
}

/// The answer that a note keeps, from 0.
fn answer(note: &str) -> Option<usize> {
    note.strip_prefix(ANSWER)?.parse::<usize>().ok()?.checked_sub(1)
}

/// The word that a note keeps.
fn word(logged: &Logged) -> Option<&str> {
    note(logged)?.strip_prefix(WORD)
}

/// The number of the step that a note is about.
fn number(note: &str) -> Option<usize> {
    note.split_once(" · ")?.0.parse().ok()
}
