//! A lesson played without a page: by nobody, by its reference, into its traps. So its tests need no browser, and an author knows
//! what a student will measure.
use super::{Blanks, Challenge, Line, Moment, Of, Story};
use crate::measure::{Judge, Standing, Watch, stride};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::script;
use shardscope_core::timeline::Timeline;
use std::collections::VecDeque;

/// Who plays: with which seed, which word, and what is done in the challenge.
#[derive(Clone, Copy, Debug)]
pub struct Hands<'a> {
    pub seed: u64,
    pub word: Option<&'a str>,
    pub lines: &'a [Line],
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Lines that the run refused, with their reasons, and those that it should have refused: of the story, which may need what
    /// somebody took away in the challenge, and of those who play.
    pub refused: Vec<String>,
    pub own_refused: Vec<String>,
    /// How long after its beginning the challenge was won.
    pub won: Option<Duration>,
    /// How far each goal was in the end.
    pub standings: Vec<Standing>,
}

impl Story {
    /// When a step is entered by somebody who goes on as soon as there is nothing more to see; after the beginning of the run.
    pub fn entered(&self, step: usize) -> Duration {
        let lengths = self.steps.iter().take(step).map(|step| step.length.as_micros());
        Duration::from_micros(self.beginning.until.as_micros() + lengths.sum::<u64>())
    }

    fn time_of(&self, at: Moment) -> Duration {
        if at.step == 0 { at.after } else { self.entered(at.step) + at.after }
    }

    /// Which answer of a step is right: by what was measured the first whose condition is true, or by what the text says.
    pub fn right(&self, step: usize, measured: &[Option<f64>]) -> Option<usize> {
        let watch = Watch::of([], measured.to_vec());
        self.steps[step].choices.iter().position(|choice| match &choice.when {
            Some(when) => watch.holds(when, Instant::default(), Instant::default()),
            None => choice.is_right,
        })
    }
}

/// Plays a lesson to the end of its challenge; `named` is what it measures.
pub fn play(story: &Story, hands: Hands<'_>, named: &[Option<f64>]) -> Outcome {
    let last = story.steps.len();
    let Some((place, challenge)) = story.challenge() else {
        let mut trial = Trial::new(story, hands, None, last);
        trial.go(trial.timeline.epoch() + story.entered(last));
        return trial.outcome();
    };
    let mut trial = Trial::new(story, hands, None, last);
    trial.go(trial.timeline.epoch() + story.entered(place));
    let (won, standings) = trial.challenge(challenge, named);
    Outcome { won, standings, ..trial.outcome() }
}

/// What a lesson measures, in the order of its text.
pub fn measured(story: &Story, hands: Hands<'_>) -> Vec<Option<f64>> {
    let mut named = vec![None; story.measures.len()];
    for (place, measure) in story.measures.iter().enumerate() {
        let (without, lines) = match measure.of {
            Of::Run => (None, &[][..]),
            Of::Nothing => (Some(measure.step), &[][..]),
            Of::Reference => (None, story.challenge().map_or(&[][..], |(_, challenge)| &challenge.reference)),
        };
        let mut trial = Trial::new(story, Hands { lines, ..hands }, without, measure.at.step + 1);
        let at = trial.timeline.epoch() + story.time_of(measure.at);
        let mut watch = Watch::of([&measure.number], named.clone());
        for moment in measure.number.moments(at, trial.timeline.epoch()) {
            trial.go(moment);
            watch.look(trial.timeline.sim());
        }
        named[place] = measure.number.value(at, trial.timeline.epoch(), &watch);
    }
    named
}

struct Trial<'a> {
    hands: Hands<'a>,
    timeline: Timeline<()>,
    /// What is still to be done, in the order of time.
    due: VecDeque<(Instant, &'a Line)>,
    refused: Vec<String>,
    own_refused: Vec<String>,
}

impl<'a> Trial<'a> {
    /// The run of a story's first steps, without the lines of one of them, with those of the challenge; at its beginning.
    fn new(story: &'a Story, hands: Hands<'a>, without: Option<usize>, steps: usize) -> Self {
        let mut script = story.beginning.clone();
        script.config.seed = hands.seed;
        let timeline = Timeline::of(script);
        let epoch = timeline.epoch();
        let of = |begin: Duration, lines: &'a [Line]| lines.iter().map(move |line| (epoch + begin + line.after, line));
        let mut due = Vec::new();
        for (place, step) in story.steps.iter().enumerate().take(steps).filter(|(place, _)| Some(*place) != without) {
            due.extend(of(story.entered(place), &step.lines));
            if step.challenge.is_some() {
                due.extend(of(story.entered(place), hands.lines));
            }
        }
        due.sort_by_key(|(at, _)| *at);
        Self { hands, timeline, due: due.into(), refused: Vec::new(), own_refused: Vec::new() }
    }

    /// Lets the run go on to a moment, with what is due up to it.
    fn go(&mut self, until: Instant) {
        while let Some((at, line)) = self.due.pop_front_if(|(at, _)| *at <= until) {
            self.timeline.step(at, u64::MAX);
            let stream = self.timeline.sim().kinesis().streams().next();
            let filled = Blanks::of(self.hands.word, stream).fill(&line.text, true);
            let done = script::read_line(&filled)
                .map_err(|mistake| mistake.reason)
                .and_then(|command| self.timeline.act(command).map_err(|error| error.to_string()));
            let is_own = self.hands.lines.iter().any(|own| std::ptr::eq(own, line));
            let refused = if is_own { &mut self.own_refused } else { &mut self.refused };
            match (done, line.is_refused) {
                (Err(reason), false) => refused.push(format!("{filled}: {reason}")),
                (Ok(_), true) => refused.push(t!(lesson.it_is_not_refused, line = filled)),
                (Ok(_), false) | (Err(_), true) => {}
            }
        }
        self.timeline.step(until, u64::MAX);
    }

    fn outcome(self) -> Outcome {
        let (refused, own_refused) = (self.refused, self.own_refused);
        Outcome { refused, own_refused, won: None, standings: Vec::new() }
    }

    fn challenge(&mut self, of: &Challenge, named: &[Option<f64>]) -> (Option<Duration>, Vec<Standing>) {
        let begin = self.timeline.now();
        let mut watch = Watch::of(of.goals.iter().flat_map(|goal| goal.condition.numbers()), named.to_vec());
        let (mut judge, stride) = (Judge::new(&of.goals, begin), stride(&of.goals));
        let mut at = begin;
        while judge.won.is_none() && at.since(begin) <= of.limit {
            self.go(at);
            watch.look(self.timeline.sim());
            judge.look(&of.goals, &watch, at);
            at = at + stride;
        }
        (judge.won.map(|won| won.since(begin)), judge.each)
    }
}
