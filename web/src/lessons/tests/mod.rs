//! Every lesson of the course, played: who has understood wins, and nobody else.
use super::LESSONS;
use crate::measure::{Goal, Standing};
use crate::player::allows;
use crate::story::trial::{Hands, Outcome, measured, play};
use crate::story::{Challenge, Line, Story};
use shardscope_core::script;
use std::collections::BTreeMap;

mod format;

const SEEDS: [u64; 5] = [1, 2, 3, 7, 1_000_003];

fn text(name: &str) -> String {
    let path = format!("{}/lessons/{name}.md", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(text: &str) -> Story {
    Story::parse(text).unwrap_or_else(|mistake| panic!("{mistake}"))
}

/// A lesson that is tried, what was found wrong with it, and what was measured.
struct Tried<'a> {
    story: &'a Story,
    challenge: &'a Challenge,
    /// What is measured, with the seed that is tried.
    named: Vec<Option<f64>>,
    faults: Vec<String>,
    report: String,
}

/// What is wrong with a lesson, over some seeds, and what was measured.
fn try_out(story: &Story, seeds: &[u64]) -> (Vec<String>, String) {
    let Some((_, challenge)) = story.challenge() else { return (vec!["it has no challenge".into()], String::new()) };
    let mut tried = Tried { story, challenge, named: Vec::new(), faults: Vec::new(), report: String::new() };
    if !challenge.traps.iter().any(|trap| trap.name == "capacity") {
        tried.faults.push("it has no trap 'capacity'".into());
    }
    let without: Vec<Line> = challenge.reference.iter().filter(|line| !line.is_taught).cloned().collect();
    if without.len() == challenge.reference.len() {
        tried.faults.push("nothing in its reference is taught".into());
    }
    let command = |line: &Line| script::read_line(&line.text).map_err(|mistake| mistake.reason);
    let counts = |line: &Line| {
        command(line).is_ok_and(|command| challenge.allowed.iter().any(|rule| allows(rule, &command, &BTreeMap::new())))
    };
    for line in challenge.reference.iter().filter(|line| !challenge.allowed.is_empty() && !counts(line)) {
        tried.faults.push(format!("its reference may not be done: {}", line.text));
    }
    for &seed in seeds {
        tried.named = measured(story, Hands { seed, word: story.word(), lines: &[] });
        tried.answers(seed);
        tried.play(seed, "the reference", &challenge.reference, true);
        tried.play(seed, "nobody", &[], false);
        tried.play(seed, "the reference without what is taught", &without, false);
        challenge.traps.iter().for_each(|trap| tried.play(seed, &trap.name, &trap.lines, false));
    }
    (tried.faults, tried.report)
}

impl Tried<'_> {
    fn play(&mut self, seed: u64, who: &str, lines: &[Line], wins: bool) {
        let outcome = play(self.story, Hands { seed, word: self.story.word(), lines }, &self.named);
        self.report.push_str(&format!("  seed {seed} {who}: {}\n", told(&outcome, self.challenge)));
        // A trap may take away what a later line of the story needs; somebody who does nothing, or wins, does not.
        let story = outcome.refused.iter().filter(|_| wins || lines.is_empty());
        let refused = outcome.own_refused.iter().chain(story);
        self.faults.extend(refused.map(|refused| format!("seed {seed}, {who}: {refused}")));
        if outcome.won.is_some() != wins {
            self.faults.push(format!("seed {seed}: {who} {}", if wins { "does not win" } else { "wins" }));
        }
    }

    /// Whether what is measured makes the answer right that is said to be.
    fn answers(&mut self, seed: u64) {
        for (measure, value) in self.story.measures.iter().zip(&self.named) {
            self.report.push_str(&format!("    {}: {value:?}\n", measure.label));
            if value.is_none() {
                self.faults.push(format!("seed {seed}: there is no number for '{}'", measure.label));
            }
        }
        for (place, step) in self.story.steps.iter().enumerate().filter(|(_, step)| !step.choices.is_empty()) {
            let right = self.story.right(place, &self.named);
            let said = step.choices.iter().position(|choice| choice.is_right);
            if right != said {
                self.faults.push(format!("seed {seed}, '{}': {said:?} is said to be right, {right:?} is", step.title));
            }
        }
    }
}

/// How far each goal was from being another: what a checker wants to know of a margin.
fn told(outcome: &Outcome, challenge: &Challenge) -> String {
    let goal = |(goal, standing): (&Goal, &Standing)| {
        let number = |number: Option<f64>| number.map_or("-".to_string(), |number| format!("{number:.2}"));
        let mark = if standing.is_met { "+" } else { "!" };
        format!(
            "{mark} {} | {} {:?} {}",
            goal.condition.text,
            number(standing.left),
            goal.condition.op,
            number(standing.right)
        )
    };
    let goals: Vec<String> = challenge.goals.iter().zip(&outcome.standings).map(goal).collect();
    let won = outcome.won.map_or("not won".into(), |won| format!("won after {} s", won.as_secs()));
    format!("{won}\n      {}", goals.join("\n      "))
}

fn holds(name: &str) {
    let (faults, report) = try_out(&read(&text(name)), &SEEDS);
    println!("{name}\n{report}");
    assert_eq!(faults, [""; 0], "{name}");
}

macro_rules! lessons {
    ($($test:ident: $name:literal;)*) => {
        $(#[test]
        fn $test() {
            holds($name);
        })*

        #[test]
        fn each_lesson_has_a_test() {
            let names: Vec<&str> = LESSONS.iter().map(|lesson| lesson.name).collect();
            assert_eq!(names, [$($name),*]);
        }
    };
}

#[test]
fn the_list_says_what_the_lessons_say() {
    for lesson in LESSONS {
        let story = read(&text(lesson.name));
        assert_eq!(
            (story.title.as_str(), story.header.minutes),
            (lesson.title.text(), Some(lesson.minutes)),
            "{}",
            lesson.name
        );
        assert!(story.header.level.is_some() && !story.about.is_empty(), "{}", lesson.name);
        for needed in &story.header.needs {
            let before = LESSONS.iter().take_while(|other| other.name != lesson.name);
            assert!(before.into_iter().any(|other| other.name == needed), "{} needs {needed} before it", lesson.name);
        }
    }
}

lessons! {
    key_to_shard: "key-to-shard";
    forty_trucks: "forty-trucks";
    hot_partition: "hot-partition";
    split: "split";
    merge: "merge";
    parents_first: "parents-first";
    partial_failure: "partial-failure";
    retention: "retention";
    shared_or_fan_out: "shared-or-fan-out";
    workers: "workers";
    at_least_once: "at-least-once";
    poison_record: "poison-record";
    standard_or_fifo: "standard-or-fifo";
    fan_out_by_topic: "fan-out-by-topic";
}
