//! What makes a lesson of a story: measurements, answers that are checked against them, and a challenge with its goals.
use super::parse::{Mistake, Reader};
use super::{Challenge, Line, Measure, Moment, Of, Trap};
use crate::measure::{self, Goal, When};
use shardscope_core::base::{Duration, quantity};
use shardscope_core::script;

/// Most measurements of a story, and most goals, rules and traps of a challenge.
const MEASURES_MOST: usize = 40;
const GOALS_MOST: usize = 12;
const ALLOWED_MOST: usize = 40;
const TRAPS_MOST: usize = 12;
const LINES_MOST: usize = 200;
/// Most hints of a challenge.
const HINTS_MOST: usize = 8;
/// How long a challenge is played when it is tried without a person, unless it says so itself.
const LIMIT: Duration = Duration::from_secs(300);

/// What is wrong in a line, and at which of its columns.
type Wrong = (usize, String);

impl Reader<'_> {
    /// A fenced block, by what stands behind its sign.
    pub(super) fn block(&mut self, info: &str, text: &str) -> Result<(), Mistake> {
        let (name, rest) = info.split_once(' ').unwrap_or((info, ""));
        if name == "trap" {
            return self.trap(rest.trim(), text);
        }
        if !rest.is_empty() {
            return Err(self.wrong(self.begins, t!(lesson.expected_nothing_after, name = name)));
        }
        match name {
            "measure" => self.each_line(text, Self::measure),
            "goal" => self.each_line(text, Self::goal),
            "allowed" => self.each_line(text, Self::allowed),
            "reference" => {
                let lines = self.tried(text)?;
                self.challenge()?.reference = lines;
                Ok(())
            }
            _ => self.lines(text),
        }
    }

    /// Reads the lines of a block; those that are empty or begin with `#` say nothing.
    fn each_line(&mut self, block: &str, read: fn(&mut Self, &str) -> Result<(), Wrong>) -> Result<(), Mistake> {
        let fence = self.begins;
        self.step()?;
        for (number, line) in block.lines().enumerate() {
            let text = line.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let indent = line.chars().take_while(|sign| sign.is_whitespace()).count();
            read(self, text).map_err(|(column, reason)| Mistake {
                line: self.wrong(fence, "").line + 1 + number,
                column: indent + column,
                reason,
            })?;
        }
        Ok(())
    }

    /// `LABEL: NUMBER at TIME of nothing`; without `at` when the step's lines are done, without `of` of the run itself.
    fn measure(&mut self, line: &str) -> Result<(), Wrong> {
        let expected = || (1, t!(lesson.expected_label_number_at_time).to_string());
        let (label, rest) = line.split_once(':').ok_or_else(expected)?;
        let (label, begins) = (label.trim(), label.chars().count() + 2);
        if !measure::is_label(label) {
            return Err((1, t!(lesson.expected_a_label, label = label)));
        }
        if self.story.measures.iter().any(|measure| measure.label == label) {
            return Err((1, t!(lesson.another_measurement_is_called, label = label)));
        }
        if self.story.measures.len() == MEASURES_MOST {
            return Err((1, t!(lesson.a_lesson_has_measurements_at_most, most = MEASURES_MOST)));
        }
        let (rest, of) = match measure::split_at_last(rest, &["of"]) {
            Some((rest, _, of)) => {
                (rest, of.trim().parse().map_err(|_| (begins, t!(lesson.expected_of, of = of.trim())))?)
            }
            None => (rest, Of::Run),
        };
        let (number, time) = match measure::split_at_last(rest, &["at"]) {
            Some((number, _, time)) => (number, Some(time.trim())),
            None => (rest, None),
        };
        let time = time.map_or(Ok(self.until), quantity::duration).map_err(|reason| (begins, reason))?;
        let at = self
            .moment(time)
            .ok_or_else(|| (begins, t!(lesson.so_far_goes_the_run, until = quantity::duration_text(self.until))))?;
        let labels = self.labels();
        let number = measure::number(number.trim(), &labels.iter().map(String::as_str).collect::<Vec<_>>());
        let number = number.map_err(|reason| (begins, reason))?;
        let step = self.story.steps.len() - 1;
        self.story.measures.push(Measure { label: label.into(), number, step, at, of });
        Ok(())
    }

    fn labels(&self) -> Vec<String> {
        self.story.measures.iter().map(|measure| measure.label.clone()).collect()
    }

    /// In which step a time of the text lies, and how long after its beginning. Where one step ends and the next begins, it is the beginning:
    /// a reader may take their time between the two.
    fn moment(&self, time: Duration) -> Option<Moment> {
        let before = self.ends.iter().position(|&end| time < end);
        let step = before.or((time <= self.until).then_some(self.ends.len()))?;
        let begin = step.checked_sub(1).map_or(Duration::ZERO, |before| self.ends[before]);
        Some(Moment { step, after: Duration::from_micros(time.as_micros() - begin.as_micros()) })
    }

    /// The challenge of the step that is read.
    fn challenge(&mut self) -> Result<&mut Challenge, Mistake> {
        let empty = || Challenge {
            goals: Vec::new(),
            allowed: Vec::new(),
            reference: Vec::new(),
            traps: Vec::new(),
            hints: Vec::new(),
            limit: LIMIT,
        };
        let at = self.begins;
        let last = self.story.steps.len().saturating_sub(1);
        if self.story.steps.iter().take(last).any(|step| step.challenge.is_some()) {
            return Err(self.wrong(at, t!(lesson.a_lesson_has_one_challenge)));
        }
        Ok(self.step()?.challenge.get_or_insert_with(empty))
    }

    fn of_challenge(&mut self) -> Result<&mut Challenge, Wrong> {
        self.challenge().map_err(|mistake| (1, mistake.reason))
    }

    /// `WORDS · hold 60s: CONDITION`, `… · within 2m: CONDITION`, `… · at the end: CONDITION`; `limit 5m`.
    fn goal(&mut self, line: &str) -> Result<(), Wrong> {
        let expected = || (1, t!(lesson.expected_hold_within_or_at_the_end).to_string());
        let time = |text: &str| match quantity::duration(text.trim()) {
            Ok(length) if length > Duration::ZERO => Ok(length),
            Ok(_) => Err((1, t!(lesson.expected_a_time_above_0).to_string())),
            Err(reason) => Err((1, reason)),
        };
        if let Some(limit) = line.strip_prefix("limit ") {
            self.of_challenge()?.limit = time(limit)?;
            return Ok(());
        }
        let (words, rest) = line.split_once(" · ").ok_or_else(expected)?;
        let (when, condition) = rest.split_once(": ").ok_or_else(expected)?;
        let when = match when.split_once(' ') {
            Some(("hold", length)) => When::Hold(time(length)?),
            Some(("within", length)) => When::Within(time(length)?),
            Some(("at", rest)) if rest.split(' ').eq(["the", "end"]) => When::AtTheEnd,
            _ => return Err(expected()),
        };
        let labels = self.labels();
        let condition = measure::condition(condition, &labels.iter().map(String::as_str).collect::<Vec<_>>());
        let condition = condition.map_err(|reason| (line.chars().count() - rest.chars().count() + 1, reason))?;
        let goals = &mut self.of_challenge()?.goals;
        if goals.len() == GOALS_MOST {
            return Err((1, t!(lesson.a_challenge_has_goals_at_most, most = GOALS_MOST)));
        }
        goals.push(Goal { words: words.trim().into(), when, condition });
        Ok(())
    }

    /// The beginning of lines that count, and the options that they may have; without options, any.
    fn allowed(&mut self, line: &str) -> Result<(), Wrong> {
        let rules = &mut self.of_challenge()?.allowed;
        if rules.len() == ALLOWED_MOST {
            return Err((1, t!(lesson.a_challenge_has_rules_at_most, most = ALLOWED_MOST)));
        }
        rules.push(line.split_whitespace().map(Into::into).collect());
        Ok(())
    }

    fn trap(&mut self, name: &str, text: &str) -> Result<(), Mistake> {
        let at = self.begins;
        if name.is_empty() || !name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-') {
            return Err(self.wrong(at, t!(lesson.expected_trap_name)));
        }
        let lines = self.tried(text)?;
        let traps = &mut self.challenge()?.traps;
        if traps.iter().any(|trap| trap.name == name) {
            return Err(self.wrong(at, t!(lesson.another_trap_is_called, name = name)));
        }
        if traps.len() == TRAPS_MOST {
            return Err(self.wrong(at, t!(lesson.a_challenge_has_traps_at_most, most = TRAPS_MOST)));
        }
        traps.push(Trap { name: name.into(), lines });
        Ok(())
    }

    /// Lines that are tried: `at TIME LINE`, counted from the moment at which the challenge begins, in the order of time; `taught`
    /// before it marks what the lesson is about.
    fn tried(&mut self, block: &str) -> Result<Vec<Line>, Mistake> {
        self.challenge()?;
        let (mut lines, mut last) = (Vec::new(), Duration::ZERO);
        let fence = self.wrong(self.begins, "").line;
        for (number, line) in block.lines().enumerate() {
            let text = line.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let wrong = |reason: String| Mistake { line: fence + 1 + number, column: 1, reason };
            let (is_taught, rest) =
                text.strip_prefix("taught ").map_or((false, text), |rest| (true, rest.trim_start()));
            let parts = rest.strip_prefix("at ").and_then(|rest| rest.trim_start().split_once(' '));
            let (time, what) = parts.ok_or_else(|| wrong(t!(lesson.expected_at_time_line).into()))?;
            let after = quantity::duration(time).map_err(&wrong)?;
            if after < last || lines.len() == LINES_MOST {
                return Err(wrong(t!(lesson.lines_in_the_order_of_time, most = LINES_MOST)));
            }
            let filled = super::Blanks::sample(self.story.word()).fill(what, true);
            script::read_line(&filled).map_err(|mistake| wrong(mistake.reason))?;
            last = after;
            lines.push(Line { after, text: what.trim().into(), is_taught, is_refused: false });
        }
        Ok(lines)
    }

    pub(super) fn hint(&mut self, text: &str) -> Result<(), Mistake> {
        let at = self.begins;
        let hints = &mut self.challenge()?.hints;
        if hints.len() == HINTS_MOST {
            return Err(self.wrong(at, t!(lesson.a_challenge_has_hints_at_most, most = HINTS_MOST)));
        }
        hints.push(text.into());
        Ok(())
    }

    /// Reads the conditions of answers, once all measurements are known; and sees that a challenge has what it needs.
    pub(super) fn finish_lesson(&mut self) -> Result<(), Mistake> {
        let labels = self.labels();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        for (at, step, choice, text) in std::mem::take(&mut self.conditions) {
            let condition = measure::condition(&text, &labels).map_err(|reason| self.wrong(at, reason))?;
            let mut queries = Vec::new();
            condition.numbers().into_iter().for_each(|number| number.queries(&mut queries));
            if let Some(query) = queries.first() {
                return Err(self.wrong(at, t!(lesson.expected_a_label_of_a_measurement, query = query)));
            }
            self.story.steps[step].choices[choice].when = Some(condition);
        }
        for step in &self.story.steps {
            let all = step.choices.iter().all(|choice| choice.when.is_some());
            let none = step.choices.iter().all(|choice| choice.when.is_none());
            if !all && !none {
                return Err(
                    self.wrong(self.text.len(), t!(lesson.either_all_answers_have_a_condition, step = step.title))
                );
            }
            if step.challenge.as_ref().is_some_and(|challenge| challenge.goals.is_empty()) {
                return Err(self.wrong(self.text.len(), t!(lesson.expected_a_block_goal, step = step.title)));
            }
        }
        Ok(())
    }
}
