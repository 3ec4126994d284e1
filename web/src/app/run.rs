//! The run: which one, what is done to it, its time, and keeping it.
use super::App;
use crate::card::{Dialog, Focus, Notice};
use crate::lessons::Progress;
use crate::msg::{BranchAct, Time};
use crate::platform::{frame, page};
use crate::player::{OWN, Player};
use crate::scenario::SCENARIOS;
use crate::stories;
use crate::story::Story;
use crate::terminal;
use crate::text;
use crate::words::Plain;
use shardscope_core::base::Duration;
use shardscope_core::kinesis::StreamId;

/// What is said where a branch would be one too many.
pub(super) const NO_ROOM: (Plain, Plain) = (message!(app.branches_are_kept), message!(app.no_more_fit_forget_one_by));

impl App {
    pub(super) fn start(&mut self, mut player: Player) {
        player.manual = self.player.borrow().manual;
        player.real_millis = frame::now;
        player.playing &= !player.manual;
        self.last_done = None;
        self.keeping.another();
        self.stream = player.first_stream();
        *self.player.borrow_mut() = player;
        self.notice = None;
        self.dialog = None;
        self.screen.room_away = false;
        self.telling.wanted = None;
        self.set_focus(Focus::Stream);
        self.tell_story();
        self.keep();
        self.notice = self.with_files(None);
    }

    /// Begins a run of the page, or the story that this run carries.
    pub(super) fn begin(&mut self, name: &str) {
        let own = self.player.borrow().own_story().filter(|_| name == OWN);
        match own {
            Some(text) => self.load(text.to_string()),
            None => self.start(Player::of(stories::named(name).unwrap_or(&SCENARIOS[0]))),
        }
    }

    /// What is said of a run that was opened, and that a file is missing in it, if one is.
    pub(super) fn with_files(&self, notice: Option<Notice>) -> Option<Notice> {
        // Where opening failed, the run is the one that was there.
        if notice.as_ref().is_some_and(|said| said.is_error) || !self.player.borrow().lacks_a_file() {
            return notice;
        }
        let said = notice.unwrap_or_else(|| Notice::note(t!(app.a_file_is_missing), ""));
        let text = format!("{} {}", said.text, text::FILE_MISSING);
        Some(Notice { text: text.trim().into(), is_error: true, ..said })
    }

    /// Opens a dialog, which takes the keyboard, or closes it, which gives it back.
    pub(super) fn show_dialog(&mut self, dialog: Option<Dialog>) {
        if self.dialog.is_none() {
            self.opener = page::focused();
        }
        self.dialog = dialog;
        let opener = if dialog.is_none() { self.opener.take() } else { None };
        let focus = move || match opener {
            Some(opener) => drop(opener.focus()),
            None => page::focus(".dialog header button"),
        };
        gloo::timers::callback::Timeout::new(0, focus).forget();
    }

    /// Shows another stream, with nothing of it chosen.
    pub(super) fn show_stream(&mut self, stream: Option<StreamId>) {
        if self.stream != stream {
            self.stream = stream;
            self.drag = None;
            self.set_focus(Focus::Stream);
        }
    }

    pub(super) fn time(&mut self, time: Time) {
        // Whoever takes the time in hand does not want the next step now.
        self.telling.goes_on = false;
        let mut player = self.player.borrow_mut();
        match time {
            Time::Toggle => {
                let playing = !player.playing;
                player.play(playing);
            }
            Time::Event => {
                player.play(false);
                player.step_event();
            }
            Time::Record(true) => {
                player.play(false);
                player.step_record();
            }
            Time::Record(false) => {
                player.play(false);
                if let Some(at) = player.record_before() {
                    player.seek(at);
                }
            }
            Time::Mark(on) => {
                let at = self.view.time.beside(self.view.elapsed, on);
                match (at, on) {
                    (Some(at), _) => {
                        let target = player.timeline.epoch() + at;
                        player.seek(target);
                    }
                    (None, true) => {
                        player.play(false);
                        player.step_event();
                    }
                    (None, false) => {}
                }
            }
            Time::Skip(millis) => player.hurry(Duration::from_millis(millis)),
            Time::Seek(micros) => {
                let target = player.timeline.epoch() + Duration::from_micros(micros);
                player.seek(target);
            }
            Time::Backwards => player.play_backwards(),
            Time::Speed(speed) => player.set_speed(speed),
            Time::Rungs(rungs) => player.change_speed(rungs),
        }
    }

    pub(super) fn undo(&mut self, redo: bool) {
        self.telling.goes_on = false;
        let has_room = !(self.player.borrow().timeline.is_full() && self.player.borrow().timeline.has_future());
        if !redo && !has_room {
            self.notice = Some(Notice::error(NO_ROOM.0.text(), NO_ROOM.1.text()));
        } else if !self.player.borrow_mut().undo(redo) {
            let what = if redo { t!(app.nothing_to_redo) } else { t!(app.nothing_to_undo) };
            self.notice = Some(Notice::note(what, ""));
        }
        if let Some(course) = &mut self.telling.course {
            course.recall(&self.player.borrow());
        }
        self.last_done = None;
        self.keep();
    }

    pub(super) fn branch_act(&mut self, act: BranchAct) {
        self.telling.goes_on = false;
        let mut player = self.player.borrow_mut();
        match act {
            BranchAct::Fork => {
                if player.fork().is_err() {
                    self.notice = Some(Notice::error(NO_ROOM.0.text(), NO_ROOM.1.text()));
                }
            }
            BranchAct::Switch(branch) => {
                player.switch(branch);
                if let Some(course) = &mut self.telling.course {
                    course.recall(&player);
                }
            }
            BranchAct::Compare(branch) => player.compare_with(branch),
            BranchAct::Rename(branch, name) => player.timeline.rename(branch, &name),
            BranchAct::Remove(branch) => player.remove_branch(branch),
        }
        drop(player);
        self.keep();
    }

    /// Goes on with a run that was saved.
    pub(super) fn load(&mut self, text: String) {
        self.forget_file();
        if Progress::is_one(&text) {
            return self.load_progress(Ok(text));
        }
        if text.trim_start().starts_with('{') {
            // What versions before scripts saved.
            return match terminal::old_save(&text) {
                Ok(script) => self.load(script),
                Err(reason) => self.notice = Some(Notice::error(t!(app.run_not_loaded), &reason)),
            };
        }
        match Player::open(&text) {
            Ok(player) if Story::is_meant(&text) => self.start(player),
            Err(reason) if Story::is_meant(&text) => {
                self.notice = Some(Notice::error(t!(app.this_story_has_a_mistake), &reason));
            }
            Ok(player) => {
                let lost = player.lost_story.clone();
                self.start(player);
                let text = t!(app.it_plays_up_to_where_it_was_saved);
                let lost = lost.map_or_else(String::new, |why| t!(app.its_story_has_a_mistake_and, why = why));
                self.notice = self.with_files(Some(Notice::note(t!(app.run_loaded), &format!("{text}{lost}"))));
            }
            Err(reason) => self.notice = Some(Notice::error(t!(app.run_not_loaded), &reason)),
        }
    }
}
