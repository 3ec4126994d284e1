//! Where a run is in its story, and how it goes on.
//!
//! | file | what it owns |
//! |---|---|
//! | [`steps`] | from step to step |
//! | [`answers`] | questions: when the run waits, and how an answer is given |
//! | [`measuring`] | what a lesson measures, from a second look at the run |
//! | [`class`] | a class that votes |
//! | [`challenge`] | which goals are met, and what does not count |
//! | [`notes`] | what the run's notes keep of all that |
mod answers;
mod challenge;
mod class;
mod measuring;
mod notes;
mod steps;
#[cfg(test)]
mod tests;

pub use challenge::{Contest, allows};
pub use measuring::Measuring;
pub use notes::{Prediction, SUREST, keeps_a_word};

use self::notes::{answer, note, number, word};
use super::{Due, Player};
use crate::story::{Blanks, Story};
use shardscope_core::base::{Duration, Instant};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Longest word that a reader may type, in characters: names of producers are made of it, which have 64 at most.
const WORD_MOST: usize = 40;

/// A story that is being told.
pub struct Course {
    pub story: Rc<Story>,
    /// The word as it was typed last.
    draft: Option<String>,
    /// What was chosen, by step, and the questions that were passed over.
    pub chosen: BTreeMap<usize, Prediction>,
    /// Those of them that no note keeps: given in the past, where a note would begin another run.
    passing: BTreeMap<usize, Prediction>,
    skipped: BTreeSet<usize>,
    /// The answer that a lesson's reader leans to, until they have said how sure they are; with its step.
    pub leaning: Option<(usize, usize)>,
    /// Hints that have been shown.
    pub hints: usize,
    /// How many of a class are for each answer, by step; and the codes that were typed, with what was wrong with the last one.
    pub votes: BTreeMap<usize, Vec<u32>>,
    typed: BTreeSet<(usize, String)>,
    pub wrong_code: Option<(usize, String)>,
    /// A number that differs from student to student: part of the codes of their answers.
    pub student: u32,
    pub measuring: Measuring,
    pub contest: Option<Contest>,
}

impl Course {
    /// The story of a run, with the word that was typed in it, if one was.
    pub fn of(story: Rc<Story>, player: &Player) -> Self {
        let typed = player.timeline.log().iter().rev().find_map(|logged| word(logged).map(String::from));
        let draft = typed.or_else(|| story.word().map(Into::into));
        let mut course = Self {
            story,
            draft,
            chosen: BTreeMap::new(),
            passing: BTreeMap::new(),
            skipped: BTreeSet::new(),
            leaning: None,
            hints: 0,
            votes: BTreeMap::new(),
            typed: BTreeSet::new(),
            wrong_code: None,
            student: 0,
            measuring: Measuring::default(),
            contest: None,
        };
        course.recall(player);
        course
    }

    /// Takes the answers from the run's notes: after what was done has been undone, or redone.
    pub fn recall(&mut self, player: &Player) {
        let (mut place, last) = (0, self.story.steps.len() - 1);
        self.chosen.clone_from(&self.passing);
        self.votes.clear();
        self.typed.clear();
        self.hints = 0;
        for note in player.timeline.log().iter().filter_map(|logged| note(logged)) {
            place = number(note).map_or(place, |number| number.saturating_sub(1).min(last));
            // A note that says what no step asks is somebody's own.
            let count = self.story.steps[place].choices.len();
            self.chosen.extend(answer(note).filter(|answer| answer.choice < count).map(|answer| (place, answer)));
            self.hints = notes::hint(note).unwrap_or(self.hints);
            self.votes.extend(notes::votes(note).filter(|votes| votes.len() == count).map(|votes| (place, votes)));
            // One that is no code of this question is somebody's own note.
            notes::code(note).map(|code| self.count_code(place, code));
        }
    }

    /// Goes on measuring, and looking at the challenge, while there is time.
    pub fn measure(&mut self, player: &Player, mut has_time: impl FnMut() -> bool) {
        if !self.story.is_lesson() || player.hurrying().is_some() {
            return;
        }
        let mut measuring = std::mem::take(&mut self.measuring);
        measuring.advance(self, player, &mut has_time);
        self.measuring = measuring;
        let before = self.contest.take();
        self.contest = Contest::advance(before, self, player, &self.measuring.values(), has_time);
    }

    /// Shows one more hint.
    pub fn hint(&mut self, player: &mut Player) {
        let most = self.story.challenge().map_or(0, |(_, challenge)| challenge.hints.len());
        self.hints = (self.hints + 1).min(most);
        if !player.timeline.has_future() {
            // A run that is full keeps no note: the hint is there all the same.
            let _ = player.submit(notes::of_hint(self.hints));
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

    pub fn blanks(&self, player: &Player) -> Blanks {
        Blanks::of(self.word(player).as_deref(), player.first_stream().and_then(|id| player.sim().kinesis().stream(id)))
    }

    /// The step that the run is in now.
    pub fn place(&self, player: &Player) -> usize {
        let done = &player.timeline.log()[..player.timeline.done()];
        done.iter().rev().find_map(|logged| number(note(logged)?)).unwrap_or(1).clamp(1, self.story.steps.len()) - 1
    }

    /// When a step was entered, or will be, on the branch that is played.
    pub fn entered(&self, player: &Player, place: usize) -> Option<Instant> {
        let epoch = player.timeline.epoch();
        if place == 0 {
            return Some(epoch + self.story.beginning.until);
        }
        let logged = &player.timeline.log()[self.note_of(player, place)?];
        Some(epoch + Duration::from_micros(logged.at_micros))
    }

    /// Where the log of the branch that is played notes that a step is entered; of the first, its end before that.
    pub(super) fn note_of(&self, player: &Player, place: usize) -> Option<usize> {
        player.timeline.log().iter().rposition(|logged| note(logged).and_then(number) == Some(place + 1))
    }

    /// Takes the word that the reader typed; it is written down with the step that uses it.
    pub fn set_word(&mut self, text: &str) {
        let text: String = text.trim().chars().take(WORD_MOST).collect();
        if !text.is_empty() && self.draft.is_some() {
            self.draft = Some(text);
        }
    }
}
