//! What a lesson measures and asks for, as its panel shows it.
use crate::format::{grouped, millis, shortest};
use crate::measure::{Goal, Op, Standing, When};
use crate::player::{Contest, Course, Player};
use crate::story::Measure;
use shardscope_core::base::{Duration, Instant};

/// The least part of the largest number that a bar can show beside it.
const LEAST_SHARE: f64 = 0.02;

/// What is shown of a lesson besides its story.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonView {
    /// Whether the reader is asked how sure they are, whether they can say it now, and what they have said.
    pub asks_how_sure: bool,
    pub leans: bool,
    pub sure: Option<u8>,
    /// What is measured in the step; in one that only explains, what was in the one before.
    pub measured: Vec<MeasuredView>,
    /// Whether what the reader predicted is so, once that was measured.
    pub verdict: Option<bool>,
    pub challenge: Option<ChallengeView>,
    /// Votes of a class for each answer, and what was wrong with the code that was typed last.
    pub votes: Vec<u32>,
    pub wrong_code: Option<String>,
    /// What a student tells their teacher; and shows to a camera, with a number that no neighbour has.
    pub code: Option<String>,
    pub shown: Option<String>,
}

/// A number that is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredView {
    pub label: String,
    /// `None` before the run has come there.
    pub value: Option<String>,
    /// How long its bar is beside the others, in thousandths.
    pub share: u32,
}

/// How far a challenge is.
#[derive(Clone, Debug, PartialEq)]
pub struct ChallengeView {
    pub goals: Vec<GoalView>,
    /// How long it took.
    pub won: Option<String>,
    /// The line that does not count.
    pub foul: Option<String>,
    pub hints: Vec<String>,
    pub has_more_hints: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoalView {
    pub words: String,
    pub is_met: bool,
    pub is_missed: bool,
    /// Whether its condition is true at this moment.
    pub holds: bool,
    /// How long it holds, of how long it has to.
    pub held: Option<(Option<String>, String)>,
    /// The same, in thousandths.
    pub share: u32,
    /// What it is, and what it should be.
    pub figures: Option<String>,
}

impl LessonView {
    pub fn of(course: &Course, player: &Player) -> Option<Self> {
        if !course.story.is_lesson() {
            return None;
        }
        let place = course.place(player);
        let shown = shown(course, place);
        let chosen = course.chosen.get(&shown);
        // While a prediction is awaited nothing gives it away.
        let is_asked = course.asks_how_sure(place) && course.is_open(player) && !course.chosen.contains_key(&place);
        let right = right(course, shown);
        let challenge = course.story.steps[place].challenge.as_ref();
        let code = course.code(player, course.student);
        Some(Self {
            asks_how_sure: course.asks_how_sure(place),
            leans: course.leaning.is_some_and(|(of, _)| of == place),
            sure: chosen.and_then(|chosen| chosen.sure),
            measured: if is_asked { Vec::new() } else { measured(course, shown) },
            verdict: right.filter(|_| course.asks_how_sure(shown)).and_then(|right| Some(right == chosen?.choice)),
            votes: course.votes.get(&place).cloned().unwrap_or_default(),
            wrong_code: course.wrong_code.as_ref().filter(|(of, _)| *of == place).map(|(_, wrong)| wrong.clone()),
            shown: code.as_ref().map(|code| format!("{code}-{:X}", course.student)),
            code,
            challenge: challenge.map(|challenge| {
                let hints = &challenge.hints;
                ChallengeView {
                    goals: goals(&challenge.goals, course.contest.as_ref()),
                    won: course.contest.as_ref().and_then(Contest::won).map(|won| millis(won.as_millis())),
                    foul: course.contest.as_ref().and_then(|contest| contest.foul.clone()),
                    hints: hints.iter().take(course.hints).cloned().collect(),
                    has_more_hints: course.hints < hints.len(),
                }
            }),
        })
    }
}

/// The step whose measurements are shown in a step: its own, or those that it explains.
fn shown(course: &Course, place: usize) -> usize {
    let measures = |place: usize| course.story.measures.iter().any(|measure| measure.step == place);
    let explains = course.story.steps[place].challenge.is_none() && !measures(place);
    place.checked_sub(1).filter(|&before| explains && measures(before)).unwrap_or(place)
}

fn measured(course: &Course, place: usize) -> Vec<MeasuredView> {
    let values = course.measuring.values();
    let of_step = || course.story.measures.iter().enumerate().filter(|(_, measure)| measure.step == place);
    let value = |number: usize| values.get(number).copied().flatten();
    let most = of_step().filter_map(|(number, _)| value(number)).fold(0.0, f64::max);
    // Milliseconds beside calls are not for one scale.
    let is_comparable =
        of_step().filter_map(|(number, _)| value(number)).all(|value| value == 0.0 || value >= most * LEAST_SHARE);
    let row = |(number, measure): (usize, &Measure)| MeasuredView {
        label: measure.label.clone(),
        value: course.measuring.is_known(number).then(|| value(number).map_or_else(|| "–".into(), figure)),
        share: value(number)
            .filter(|_| is_comparable)
            .map_or(0, |value| (value / most.max(f64::MIN_POSITIVE) * 1_000.0).clamp(0.0, 1_000.0) as u32),
    };
    of_step().map(row).collect()
}

/// Which answer of a step is right, once everything that it depends on has been measured. Of a story, what its text says.
pub fn right(course: &Course, place: usize) -> Option<usize> {
    let choices = &course.story.steps[place].choices;
    let mut names = Vec::new();
    let conditions = choices.iter().filter_map(|choice| choice.when.as_ref());
    conditions.flat_map(|when| when.numbers()).for_each(|number| number.names(&mut names));
    let is_known = names.iter().all(|&name| course.measuring.is_known(name));
    is_known.then(|| course.story.right(place, &course.measuring.values())).flatten()
}

fn goals(of: &[Goal], contest: Option<&Contest>) -> Vec<GoalView> {
    let now = contest.map_or(Instant::default(), Contest::looked_at);
    let none = Standing::default();
    let standing = |place: usize| contest.map_or(&none, |contest| &contest.standings()[place]);
    of.iter().enumerate().map(|(place, goal)| self::goal(goal, standing(place), now)).collect()
}

fn goal(goal: &Goal, standing: &Standing, now: Instant) -> GoalView {
    let held = standing.since.map_or(Duration::ZERO, |since| now.since(since));
    let (held, share) = match goal.when {
        When::Hold(length) => {
            let held = held.min(length);
            let whole = held.as_secs() * 1_000;
            let text = ((whole > 0).then(|| millis(whole)), millis(length.as_millis()));
            (Some(text), (held.as_micros() * 1_000 / length.as_micros().max(1)) as u32)
        }
        When::Within(_) | When::AtTheEnd => (None, if standing.is_met { 1_000 } else { 0 }),
    };
    GoalView {
        words: goal.words.clone(),
        is_met: standing.is_met,
        is_missed: standing.is_missed,
        holds: standing.since.is_some(),
        held,
        share,
        figures: standing.left.zip(standing.right).map(|(now, wanted)| figures(now, goal.condition.op, wanted)),
    }
}

/// A number beside the one that it should reach, or keep below.
fn figures(now: f64, op: Op, wanted: f64) -> String {
    let (now, wanted) = (figure(now), figure(wanted));
    match op {
        Op::Equal => t!(lesson_panel.now_wanted, now = now, wanted = wanted),
        Op::Unequal => t!(lesson_panel.now_not, now = now, wanted = wanted),
        Op::Less => t!(lesson_panel.now_less, now = now, wanted = wanted),
        Op::AtMost => t!(lesson_panel.now_at_most, now = now, wanted = wanted),
        Op::More => t!(lesson_panel.now_more, now = now, wanted = wanted),
        Op::AtLeast => t!(lesson_panel.now_at_least, now = now, wanted = wanted),
    }
}

/// A number as a reader wants it: whole above a hundred, with two digits at most below.
pub fn figure(number: f64) -> String {
    let sign = if number < 0.0 { "−" } else { "" };
    let size = number.abs();
    if size >= 100.0 || size.fract() == 0.0 {
        return format!("{sign}{}", grouped(size.round() as u64));
    }
    let digits = if size < 10.0 { 2 } else { 1 };
    format!("{sign}{}", shortest(size, digits))
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_are_as_long_as_they_say_something() {
        let cases = [
            (0.0, "0"),
            (10_957.2, "10,957"),
            (99.96, "100"),
            (3.84, "3.84"),
            (0.5, "0.5"),
            (12.34, "12.3"),
            (-1_500.0, "−1,500"),
            (7.0, "7"),
        ];
        for (number, text) in cases {
            assert_eq!(figure(number), text);
        }
    }
}
