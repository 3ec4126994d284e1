//! What a student has predicted and solved. It stays in the browser, and goes into a file and out of one as JSON:
//! `{"shardscope_progress": 1, "lessons": {"Hot partition": {…}}}`, lessons by their titles. docs/LESSONS.md lists the members.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the file.
const VERSION: u32 = 1;
/// Most bytes of such a file, and most lessons in it.
pub const FILE_MOST: usize = 1 << 20;
const LESSONS_MOST: usize = 500;
/// Most predictions of a lesson: it has no more steps.
const STEPS_MOST: usize = 40;

/// All lessons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    #[serde(rename = "shardscope_progress")]
    version: u32,
    pub lessons: BTreeMap<String, LessonProgress>,
}

impl Default for Progress {
    fn default() -> Self {
        Self { version: VERSION, lessons: BTreeMap::new() }
    }
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LessonProgress {
    /// The first prediction in each step that asked, by the step's place from 1.
    pub predictions: BTreeMap<usize, Predicted>,
    /// How long after its beginning the challenge was won: the shortest time.
    pub solved_after_millis: Option<u64>,
    /// Hints that were shown.
    pub hints: usize,
    /// When something was predicted or solved in it for the first time, in milliseconds since 1970.
    pub begun_unix_millis: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predicted {
    /// The answer, by its place from 1, and its text.
    pub answer: usize,
    pub text: String,
    /// From 1, guessing, to 3, certain.
    pub sure: Option<u8>,
    /// Whether it was right, once that was measured.
    pub right: Option<bool>,
}

impl Progress {
    /// Reads a file. Errors: it is none, or too large.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > FILE_MOST {
            return Err(t!(progress.too_large, most = FILE_MOST >> 20));
        }
        let read: Self = serde_json::from_str(text).map_err(|error| t!(progress.is_none, reason = error))?;
        if read.version > VERSION {
            return Err(t!(progress.later_version, version = read.version));
        }
        if read.lessons.len() > LESSONS_MOST || read.lessons.values().any(|of| of.predictions.len() > STEPS_MOST) {
            return Err(t!(progress.too_many, most = LESSONS_MOST));
        }
        Ok(read)
    }

    /// Whether a file is meant as one.
    pub fn is_one(text: &str) -> bool {
        let begin = text.trim_start().strip_prefix('{').unwrap_or_default().trim_start();
        begin.starts_with("\"shardscope_progress\"")
    }

    pub fn print(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Takes what is known of a lesson: its first predictions and its best time stay. Whether anything has changed.
    pub fn take(&mut self, title: &str, of: LessonProgress) -> bool {
        if self.lessons.len() >= LESSONS_MOST && !self.lessons.contains_key(title) {
            return false;
        }
        let own = self
            .lessons
            .entry(title.into())
            .or_insert_with(|| LessonProgress { begun_unix_millis: of.begun_unix_millis, ..LessonProgress::default() });
        let before = own.clone();
        for (step, predicted) in of.predictions {
            if own.predictions.len() >= STEPS_MOST && !own.predictions.contains_key(&step) {
                continue;
            }
            let kept = own.predictions.entry(step).or_insert_with(|| predicted.clone());
            if kept.right.is_none() && kept.answer == predicted.answer {
                kept.right = predicted.right;
            }
        }
        own.hints = own.hints.max(of.hints);
        own.solved_after_millis = own.solved_after_millis.into_iter().chain(of.solved_after_millis).min();
        *own != before
    }

    /// Whether taking this would change nothing.
    pub fn knows(&self, title: &str, of: &LessonProgress) -> bool {
        let Some(own) = self.lessons.get(title) else { return false };
        let mut after = Self { lessons: BTreeMap::from([(title.into(), own.clone())]), ..Self::default() };
        !after.take(title, of.clone())
    }

    /// Takes what another file knows.
    pub fn merge(&mut self, other: Self) {
        for (title, of) in other.lessons {
            self.take(&title, of);
        }
    }
}

impl LessonProgress {
    /// How many of its predictions were right, and how many are known.
    pub fn right(&self) -> (usize, usize) {
        let known = self.predictions.values().filter_map(|predicted| predicted.right);
        known.fold((0, 0), |(right, all), is_right| (right + usize::from(is_right), all + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(answer: usize, right: Option<bool>, solved: Option<u64>) -> LessonProgress {
        let predicted = Predicted { answer, text: "They stay".into(), sure: Some(2), right };
        let predictions = BTreeMap::from([(3, predicted)]);
        LessonProgress { predictions, solved_after_millis: solved, hints: 1, begun_unix_millis: 5 }
    }

    #[test]
    fn first_predictions_and_best_times_stay() {
        let mut progress = Progress::default();
        assert!(progress.take("A", of(2, None, None)));
        assert!(progress.take("A", of(2, Some(true), Some(90_000))), "now it was measured");
        assert!(!progress.take("A", of(1, Some(false), Some(95_000))), "a second answer is no prediction");
        assert!(progress.take("A", of(1, Some(false), Some(60_000))));
        let own = &progress.lessons["A"];
        assert_eq!((own.right(), own.solved_after_millis, own.predictions[&3].answer), ((1, 1), Some(60_000), 2));
    }

    #[test]
    fn a_file_comes_back_as_it_went() {
        let mut progress = Progress::default();
        progress.take("Ä \"B\"", of(2, Some(true), Some(1)));
        let text = progress.print();
        assert!(Progress::is_one(&text) && !Progress::is_one("{\"version\": 1}"));
        assert_eq!(Progress::parse(&text), Ok(progress.clone()));
        let mut other = Progress::default();
        other.merge(progress.clone());
        assert_eq!(other, progress);
    }

    #[test]
    fn what_is_no_progress_says_why() {
        let deep = format!("{}{}", "{\"shardscope_progress\":".repeat(2_000), "}");
        for (text, reason) in [
            ("", "EOF"),
            ("{\"shardscope_progress\": 2, \"lessons\": {}}", "later version (2)"),
            ("{\"shardscope_progress\": 1, \"lessons\": []}", "invalid type"),
            (&"x".repeat(FILE_MOST + 1), "1 MiB"),
            (&deep, "invalid type"),
        ] {
            let said = Progress::parse(text).expect_err(reason);
            assert!(said.contains(reason), "{said}");
        }
        let many: Vec<String> = (0..501).map(|number| format!("\"{number}\": {{}}")).collect();
        let many = format!("{{\"shardscope_progress\": 1, \"lessons\": {{{}}}}}", many.join(","));
        assert!(Progress::parse(&many).expect_err("too many").contains("500"));
    }
}
