//! The course: lessons that lie beside the page, each fetched when it is opened; and what a student has done in them.
pub mod code;
mod progress;

pub use progress::{FILE_MOST, LessonProgress, Predicted, Progress};

use crate::words::{LANGUAGES, Language, Plain, english_title};

/// A lesson of the course.
pub struct Lesson {
    /// Its file is `lessons/NAME.md`; `?lesson=NAME` opens it.
    pub name: &'static str,
    pub title: Plain,
    /// How long it takes.
    pub minutes: u32,
}

/// In the order in which they are taught.
pub static LESSONS: &[Lesson] = &[
    Lesson { name: "key-to-shard", title: message!(course.key_to_shard), minutes: 6 },
    Lesson { name: "forty-trucks", title: message!(course.forty_trucks), minutes: 8 },
    Lesson { name: "hot-partition", title: message!(course.hot_partition), minutes: 8 },
    Lesson { name: "split", title: message!(course.split), minutes: 8 },
    Lesson { name: "merge", title: message!(course.merge), minutes: 7 },
    Lesson { name: "parents-first", title: message!(course.parents_first), minutes: 8 },
    Lesson { name: "partial-failure", title: message!(course.partial_failure), minutes: 7 },
    Lesson { name: "retention", title: message!(course.retention), minutes: 8 },
    Lesson { name: "shared-or-fan-out", title: message!(course.shared_or_fan_out), minutes: 7 },
    Lesson { name: "workers", title: message!(course.workers), minutes: 8 },
    Lesson { name: "at-least-once", title: message!(course.at_least_once), minutes: 8 },
    Lesson { name: "poison-record", title: message!(course.poison_record), minutes: 8 },
    Lesson { name: "standard-or-fifo", title: message!(course.standard_or_fifo), minutes: 8 },
    Lesson { name: "fan-out-by-topic", title: message!(course.fan_out_by_topic), minutes: 8 },
];

/// Where a lesson lies: one of the course by its name, another by its file, beside the page.
pub fn path(name: &str) -> Option<String> {
    let folder = match Language::current() {
        language if language == &LANGUAGES[0] => String::new(),
        language => format!("{}/", language.code),
    };
    let known = LESSONS.iter().any(|lesson| lesson.name == name);
    known.then(|| format!("lessons/{folder}{name}.md")).or_else(|| name.ends_with(".md").then(|| name.into()))
}

/// The lesson of the course that a saved run tells: its text is carried by the run, whose title is the lesson's in some language.
pub fn of_run(text: &str) -> Option<&'static str> {
    let title = text.lines().take(12).find_map(|line| line.strip_prefix("title "))?.trim_matches('\'');
    LESSONS.iter().find(|lesson| lesson.title.english() == english_title(title)).map(|lesson| lesson.name)
}

#[cfg(test)]
mod tests;
