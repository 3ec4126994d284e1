//! Questions of a story: when the run waits for an answer, and how it is given.
use super::notes::{self, Prediction};
use super::{Course, Player};

impl Course {
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

    pub(super) fn holds(&self, place: usize) -> bool {
        let step = &self.story.steps[place];
        let is_left = !self.chosen.contains_key(&place) && !self.skipped.contains(&place);
        place > 0 && !step.choices.is_empty() && !step.asks_ahead && is_left
    }

    /// Passes over the question that the run waits at: it goes on, where it can.
    pub fn skip(&mut self, player: &mut Player) {
        if self.leaning.is_some_and(|(of, _)| of == self.place(player)) {
            return self.be_sure(player, None);
        }
        self.skipped.insert(self.place(player));
        player.play(true);
    }

    /// Takes an answer, where one can be given; a lesson waits until its reader has said how sure they are.
    pub fn choose(&mut self, player: &mut Player, choice: usize) {
        let place = self.place(player);
        if self.asks_how_sure(place) {
            self.leaning = Some((place, choice)).filter(|_| self.is_open(player));
        } else {
            self.predict(player, Prediction { choice, sure: None });
        }
    }

    /// How sure the reader is of the answer that they lean to: with that it is given.
    pub fn be_sure(&mut self, player: &mut Player, sure: Option<u8>) {
        let place = self.place(player);
        if let Some((_, choice)) = self.leaning.take_if(|(of, _)| *of == place) {
            self.predict(player, Prediction { choice, sure });
        }
    }

    /// Takes a prediction; the run goes on if it has waited for it.
    fn predict(&mut self, player: &mut Player, of: Prediction) {
        let (place, waited) = (self.place(player), self.waits(player));
        if self.is_open(player) && of.choice < self.story.steps[place].choices.len() {
            self.chosen.insert(place, of);
            // With the run, it outlives a reload. In the past it would be another run from here on.
            if player.timeline.has_future() || player.submit(notes::of_answer(of)).is_err() {
                self.passing.insert(place, of);
            }
            if waited {
                player.play(true);
            }
        }
    }

    /// Whether a step's answers are checked against what is measured: then a reader says how sure they are.
    pub fn asks_how_sure(&self, place: usize) -> bool {
        self.story.steps[place].choices.iter().any(|choice| choice.when.is_some())
    }
}
