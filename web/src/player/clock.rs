//! How time passes: ahead, back, or as fast as the machine can towards a moment.
use super::{Course, Goal, Player, SPEEDS};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::InvalidSpec;
use shardscope_core::sim::{Error, Step};
use std::collections::VecDeque;

/// What a slow frame may catch up with, and the frames after it; the rest is dropped, so that a slow machine stays usable.
const CATCH_UP_MILLIS: f64 = 100.0;
/// The part of the speed asked for from which on a run keeps up.
const IN_TIME: f64 = 0.995;
/// Timers carried out between two looks at the clock.
const SLICE: u64 = 256;
/// Milliseconds of a frame that the simulator may use: drawing and the panels need the rest.
const ENGINE_MILLIS: f64 = 6.0;
/// The same while a run is slower than was asked for: 30 frames a second still move, and the rest is the run's.
const BEHIND_MILLIS: f64 = 26.0;
/// Real milliseconds of work that an act waits for: a click is to be answered within 100.
pub(super) const PATIENCE_MILLIS: f64 = 60.0;

impl Player {
    /// Works out what the story has still to do, where the run has come to the end of what is known of it.
    pub(super) fn plan_at_the_end(&mut self) {
        if self.due.is_none() && !self.timeline.has_future() {
            let story = self.story();
            self.due = Some(story.map(|story| Course::of(story, self).due(self)).unwrap_or_default());
        }
    }

    /// Goes so far ahead, frame by frame.
    pub fn hurry(&mut self, time: Duration) {
        let goal = self.goal.unwrap_or(Goal { at: self.now(), forks_at: None });
        self.goal = Some(Goal { at: goal.at + time, ..goal });
    }

    /// Goes to a moment, frame by frame: back to what was, or ahead.
    pub fn seek(&mut self, target: Instant) {
        let target = target.max(self.timeline.epoch());
        if target <= self.timeline.end() {
            self.due = None;
        }
        self.timeline.rewind(target);
        self.out_of_memory = false;
        self.goal = Some(target.into());
    }

    /// Goes back to a moment, and from there on another way, on a branch of its own: without what the log says from `place` on, even
    /// where that was done at the same moment. Errors: there is no room for one.
    pub fn go_another_way(&mut self, from: Instant, place: usize) -> Result<(), Error> {
        self.timeline.has_room()?;
        // Before whatever was done at that moment.
        self.seek(from - Duration::from_micros(1));
        self.goal = Some(Goal { at: from, forks_at: Some((from, place)) });
        Ok(())
    }

    /// Another branch from here on. Errors: there is no room for one.
    pub fn fork(&mut self) -> Result<(), Error> {
        self.due = None;
        self.timeline.fork()
    }

    /// Whether the run is on its way somewhere, and how much simulated time is left.
    pub fn hurrying(&self) -> Option<Duration> {
        self.goal.map(|goal| goal.at.since(self.now()))
    }

    /// Arrives at once where the run is going.
    pub fn finish(&mut self) {
        while self.goal.is_some() && !self.out_of_memory {
            self.approach(|| true);
        }
    }

    /// Arrives where the run is going, if that is near. Errors: it is still far.
    pub fn settle(&mut self) -> Result<(), Error> {
        let (clock, began) = (self.real_millis, (self.real_millis)());
        self.approach(|| clock() - began < PATIENCE_MILLIS);
        match self.goal {
            None => Ok(()),
            Some(_) => Err(InvalidSpec::new("time", t!(page.the_run_is_still_on_its)).into()),
        }
    }

    /// Whether a run that plays ahead, faster than life, is slower than was asked for: then work goes before frames.
    pub fn is_behind(&self) -> bool {
        self.playing
            && self.speed > 1.0
            && !self.backwards
            && self.goal.is_none()
            && self.reached < self.speed * IN_TIME
    }

    /// Real milliseconds of a frame that it may take.
    pub fn millis_of_a_frame(&self) -> f64 {
        if self.is_behind() { BEHIND_MILLIS } else { ENGINE_MILLIS }
    }

    /// Plays for so many real milliseconds, as long as `more` says that there is time left in this frame.
    pub fn advance(&mut self, millis: f64, mut more: impl FnMut() -> bool) {
        if self.goal.is_some() {
            self.owed = 0.0;
            self.approach(&mut more);
        } else if self.playing && !self.manual && millis > 0.0 {
            let most = CATCH_UP_MILLIS * 1_000.0 * self.speed;
            let wanted = millis.min(CATCH_UP_MILLIS) * 1_000.0 * self.speed + self.owed;
            let begin = self.now();
            let way = Duration::from_micros(wanted as u64);
            match self.backwards {
                true => self.play_back(way, &mut more),
                false => self.play_ahead(way, &mut more),
            }
            let moved = self.now().since(begin).as_micros().max(begin.since(self.now()).as_micros());
            self.owed = (wanted - moved as f64).clamp(0.0, most);
            let done = moved as f64 / (millis * 1_000.0);
            self.reached += (done - self.reached) * (millis / 500.0).min(1.0);
        }
        self.advance_compare(more);
    }

    /// The same while the page is hidden: ticks are rare, so each catches up with all of its time.
    pub fn advance_hidden(&mut self, millis: f64, mut more: impl FnMut() -> bool) {
        let mut left = millis.min(2_000.0);
        while left > 0.0 && more() {
            self.advance(left.min(CATCH_UP_MILLIS), &mut more);
            left -= CATCH_UP_MILLIS;
        }
    }

    fn play_ahead(&mut self, wanted: Duration, more: &mut impl FnMut() -> bool) {
        let until = self.now() + wanted;
        loop {
            match self.step_towards(until) {
                Step::Reached => break,
                Step::OutOfBudget if more() => {}
                Step::OutOfBudget => break,
                Step::OutOfMemory => {
                    self.out_of_memory = true;
                    self.playing = false;
                    break;
                }
            }
        }
    }

    /// A slice of work towards a moment; what is due on the way is done when its time has come.
    pub(super) fn step_towards(&mut self, until: Instant) -> Step {
        self.plan_at_the_end();
        if self.due.is_none() {
            // What is known happens first; what a story has still to do depends on all of it.
            let step = self.timeline.step(until.min(self.timeline.end()), SLICE);
            let is_short = step == Step::Reached && until > self.timeline.end();
            return if is_short { Step::OutOfBudget } else { step };
        }
        let next = self.due.as_ref().and_then(|due| due.front()).map(|due| due.at).filter(|&at| at <= until);
        let step = self.timeline.step(next.unwrap_or(until), SLICE);
        if let (Step::Reached, Some(_)) = (step, next) {
            if let Some(due) = self.due.as_mut().and_then(VecDeque::pop_front) {
                // Refused calls are written down like any: the events tell of them.
                let _ = self.timeline.act(due.command);
            }
            return Step::OutOfBudget;
        }
        step
    }

    fn play_back(&mut self, wanted: Duration, more: &mut impl FnMut() -> bool) {
        let target = (self.now() - wanted).max(self.timeline.epoch());
        let target = *self.back_to.get_or_insert(target);
        self.due = None;
        loop {
            match self.timeline.seek_back(target, SLICE) {
                Step::Reached => break,
                Step::OutOfBudget if more() => {}
                // The way goes on in the next frame.
                Step::OutOfBudget => return,
                Step::OutOfMemory => {
                    self.out_of_memory = true;
                    self.playing = false;
                    break;
                }
            }
        }
        self.back_to = None;
        if self.now() == self.timeline.epoch() {
            self.playing = false;
            self.backwards = false;
        }
    }

    fn approach(&mut self, mut more: impl FnMut() -> bool) {
        let Some(mut goal) = self.goal else { return };
        loop {
            let step = match goal.forks_at {
                Some((at, place)) => self.timeline.step_before(place, at, SLICE),
                None => self.step_towards(goal.at),
            };
            match (step, goal.forks_at) {
                (Step::Reached, Some(_)) => {
                    // There was room when the way was begun.
                    let is_another = self.timeline.has_future() && self.fork().is_ok();
                    debug_assert!(is_another || !self.timeline.has_future(), "there is room");
                    goal.forks_at = None;
                    self.goal = Some(goal);
                }
                (Step::Reached, None) => {
                    self.goal = None;
                    return;
                }
                (Step::OutOfBudget, _) => {}
                (Step::OutOfMemory, _) => {
                    self.out_of_memory = true;
                    self.playing = false;
                    self.goal = None;
                    return;
                }
            }
            if !more() {
                return;
            }
        }
    }

    pub fn play(&mut self, playing: bool) {
        self.out_of_memory &= self.sim().heap_bytes() > self.sim().config().memory_limit;
        self.back_to = None;
        self.owed = 0.0;
        self.playing = playing && !self.out_of_memory && !self.manual;
        self.backwards &= playing;
        if !playing {
            self.goal = None;
        }
        self.reached = self.speed;
    }

    /// Lets time run back.
    pub fn play_backwards(&mut self) {
        self.play(true);
        self.backwards = self.playing;
    }

    /// A rung of the ladder of speeds up (1) or down (-1).
    pub fn change_speed(&mut self, rungs: i32) {
        let at = SPEEDS.iter().position(|&speed| speed >= self.speed).unwrap_or(SPEEDS.len() - 1) as i32;
        self.set_speed(SPEEDS[(at + rungs).clamp(0, SPEEDS.len() as i32 - 1) as usize]);
    }

    pub fn set_speed(&mut self, speed: f64) {
        self.back_to = None;
        self.owed = 0.0;
        self.speed = speed.clamp(SPEEDS[0], SPEEDS[SPEEDS.len() - 1]);
        self.reached = self.speed;
    }
}
