//! Lessons: opening them, measuring while they play, and what is kept of what was done in them.
use super::App;
use super::show::eventually;
use crate::card::{Dialog, Notice};
use crate::lessons::{LessonProgress, Predicted, Progress};
use crate::msg::{LessonAct, Msg};
use crate::opening;
use crate::platform::{files, frame, page, storage};
use crate::player::{Contest, Course};
use crate::view;
use crate::words::english_title;
use yew::prelude::*;

/// Time of a frame in which a lesson is measured.
const MEASURE_MILLIS: f64 = 4.0;

impl App {
    /// Begins a lesson that somebody has chosen.
    fn open_lesson(&mut self, ctx: &Context<Self>, name: &str) {
        match opening::lesson_path(name) {
            None => {}
            Some(Err(notice)) => self.notice = Some(notice),
            Some(Ok(path)) => eventually(ctx.link(), async move {
                match files::story(&path).await {
                    Ok(text) => Msg::LoadRun(text),
                    Err(reason) => Msg::Note(Box::new(Notice::error(t!(app.no_such_lesson), &reason))),
                }
            }),
        }
    }

    /// Measures for a while, in each frame.
    pub(super) fn measure(&mut self) {
        let Some(course) = &mut self.telling.course else { return };
        let began = frame::now();
        course.measure(&self.player.borrow(), || frame::now() - began < MEASURE_MILLIS);
    }

    /// Keeps what was predicted and solved, where that is new.
    pub(super) fn keep_progress(&mut self) {
        let Some(course) = self.telling.course.as_ref().filter(|course| course.story.is_lesson()) else { return };
        let own = progress(course);
        if own.predictions.is_empty() && own.solved_after_millis.is_none() {
            return;
        }
        let title = english_title(&course.story.title).to_string();
        if self.telling.progress.knows(&title, &own) {
            return;
        }
        // Another tab may have written meanwhile.
        let mut progress = storage::progress();
        progress.take(&title, own);
        storage::set_progress(&progress);
        self.telling.progress = progress.into();
    }

    /// Adds what a file knows to what was done here.
    pub(super) fn load_progress(&mut self, read: Result<String, String>) {
        let read = read.and_then(|text| Progress::parse(&text));
        if read.is_ok() && self.dialog != Some(Dialog::Progress) {
            self.show_dialog(Some(Dialog::Progress));
        }
        self.notice = Some(match read {
            Ok(read) => {
                let mut progress = storage::progress();
                progress.merge(read);
                storage::set_progress(&progress);
                self.telling.progress = progress.into();
                Notice::note(t!(progress.loaded), "")
            }
            Err(reason) => Notice::error(t!(progress.not_loaded), &reason),
        });
    }

    pub(super) fn lesson_act(&mut self, ctx: &Context<Self>, act: LessonAct) {
        match act {
            LessonAct::Open(name) => self.open_lesson(ctx, &name),
            LessonAct::SaveProgress => {
                const NAME: &str = "shardscope-progress.json";
                let saved = files::download(NAME, &self.telling.progress.print());
                self.notice = Some(match saved {
                    Ok(()) => Notice::note(t!(app.saved), NAME),
                    Err(_) => Notice::error(t!(app.not_saved), t!(app.the_browser_refused)),
                });
            }
            LessonAct::LoadProgress(file) => eventually(ctx.link(), async move {
                let read = files::progress(&file).await;
                Msg::Lesson(LessonAct::ProgressLoaded(read))
            }),
            LessonAct::ProgressLoaded(read) => self.load_progress(read),
            LessonAct::PrintProgress => page::print(),
        }
    }
}

/// What a run says of its lesson.
fn progress(course: &Course) -> LessonProgress {
    let predictions =
        course.chosen.iter().filter(|(place, _)| course.asks_how_sure(**place)).map(|(&place, chosen)| {
            let text = course.story.steps[place]
                .choices
                .get(chosen.choice)
                .map_or_else(String::new, |choice| choice.text.clone());
            let right = view::right(course, place).map(|right| right == chosen.choice);
            (place + 1, Predicted { answer: chosen.choice + 1, text, sure: chosen.sure, right })
        });
    LessonProgress {
        predictions: predictions.collect(),
        solved_after_millis: course.contest.as_ref().and_then(Contest::won).map(|won| won.as_millis()),
        hints: course.hints,
        begun_unix_millis: js_sys::Date::now() as u64,
    }
}
