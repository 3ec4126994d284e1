//! A class that votes: hands that the teacher counts, and answer codes that the teacher types.
use super::notes::{self, VOTES_MOST};
use super::{Course, Player};
use crate::lessons::code::{self, Answer};

impl Course {
    /// What the check of a code is about: one question of one lesson.
    fn question(&self, place: usize) -> String {
        format!("{}/{}", self.story.title, self.story.steps[place].title)
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

    /// Takes a code that was typed. What is wrong with it is said; each code counts once.
    pub fn take_code(&mut self, player: &mut Player, text: &str) {
        let (place, text) = (self.place(player), text.trim().to_ascii_uppercase());
        let answer = code::read(&self.question(place), &text);
        let choices = self.story.steps[place].choices.len();
        self.wrong_code = None;
        match answer.filter(|answer| answer.choice < choices) {
            None => self.wrong_code = Some((place, t!(class.no_code, code = text.chars().take(8).collect::<String>()))),
            Some(_) if !self.typed.insert((place, text.clone())) => {
                self.wrong_code = Some((place, t!(class.counted_already, code = text)));
            }
            Some(answer) => self.vote(player, answer.choice, true),
        }
    }
}
