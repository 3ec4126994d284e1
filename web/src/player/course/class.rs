//! A class that votes: hands that the teacher counts, and answer codes that the teacher types, or a camera reads.
use super::notes::{self, VOTES_MOST};
use super::{Course, Player};
use crate::lessons::code::{self, Answer};
use crate::words;

impl Course {
    /// What the check of a code is about: one question of one lesson, whatever language it is told in.
    fn question(&self, place: usize) -> String {
        format!("{}/{}", words::english_title(&self.story.title), place + 1)
    }

    /// The code of the answer that was given in the step that the run is in.
    pub fn code(&self, player: &Player, student: u32) -> Option<String> {
        let place = self.place(player);
        let chosen = self.chosen.get(&place).filter(|_| self.asks_how_sure(place))?;
        code::code(&self.question(place), Answer { choice: chosen.choice, sure: chosen.sure }, student)
    }

    /// Counts one vote more or less for an answer of the step that the run is in.
    pub fn vote(&mut self, player: &mut Player, choice: usize, more: bool) {
        let place = self.place(player);
        let count = self.story.steps[place].choices.len();
        let votes = self.votes.entry(place).or_default();
        votes.resize(count, 0);
        if let Some(of) = votes.get_mut(choice) {
            *of = if more { (*of + 1).min(VOTES_MOST) } else { of.saturating_sub(1) };
        }
        if !player.timeline.has_future() {
            // With the run they outlive a reload. A run that is full keeps no note: they count all the same.
            let _ = player.submit(notes::of_votes(votes));
        }
    }

    /// Takes a code that was typed, or seen by a camera with its student's number behind it: `ABCD-1F`. What is wrong with it is said;
    /// each code counts once.
    pub fn take_code(&mut self, player: &mut Player, text: &str) {
        let (place, text) = (self.place(player), text.trim().to_ascii_uppercase());
        let Some(is_new) = self.count_code(place, &text) else {
            let shown: String = text.chars().take(8).collect();
            self.wrong_code = Some((place, t!(class.no_code, code = shown)));
            return;
        };
        self.wrong_code = (!is_new).then(|| (place, t!(class.counted_already, code = text)));
        if is_new && !player.timeline.has_future() {
            // As the votes do.
            let _ = player.submit(notes::of_code(&text));
        }
    }

    /// Counts a code, unless it was counted already; `None` if it is none of this step's question.
    pub(super) fn count_code(&mut self, place: usize, text: &str) -> Option<bool> {
        let count = self.story.steps[place].choices.len();
        let letters = text.split_once('-').map_or(text, |(letters, _)| letters);
        let answer = code::read(&self.question(place), letters).filter(|answer| answer.choice < count)?;
        notes::code_fits(text).then_some(())?;
        // A camera tells students of one code apart; whoever types it cannot.
        let is_same = |of: &str| of == text || of == letters || (text == letters && of.starts_with(letters));
        if self.typed.iter().any(|(step, of)| *step == place && is_same(of)) {
            return Some(false);
        }
        // Who answers anew, with the same student's number, has one vote.
        let student = text.split_once('-').map(|(_, student)| student);
        let before = self.typed.iter().find(|(step, of)| {
            *step == place && student.is_some() && of.split_once('-').map(|(_, student)| student) == student
        });
        if let Some(before) = before.cloned() {
            let old = before.1.split_once('-').and_then(|(letters, _)| code::read(&self.question(place), letters));
            if let Some(votes) = self.votes.get_mut(&place).zip(old).and_then(|(votes, old)| votes.get_mut(old.choice))
            {
                *votes = votes.saturating_sub(1);
            }
            self.typed.remove(&before);
        }
        self.typed.insert((place, text.into()));
        let votes = self.votes.entry(place).or_default();
        votes.resize(count, 0);
        votes[answer.choice] = (votes[answer.choice] + 1).min(VOTES_MOST);
        Some(true)
    }
}
