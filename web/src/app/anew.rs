//! The page loaded again with the run that it has: for another language, or a newer version.
use super::App;
use crate::card::Notice;
use crate::platform::storage::{self, Handed};
use crate::platform::{language, page};
use crate::words::Language;

/// How the page is loaded again once the run is written down; whether it has to be, since the tab itself did not take it.
pub(super) struct Anew {
    how: fn(),
    needs_record: bool,
}

impl App {
    /// Another language, or a newer version, is another start of the page: the run goes with it, or nothing happens.
    pub(super) fn begin_anew(&mut self, how: fn(), language: Option<&Language>) {
        let is_lost = self.player.borrow().is_touched() && !self.keeping.can_keep();
        let before = page::address();
        language.into_iter().for_each(language::choose);
        let is_handed = storage::hand_over(&self.handed());
        if !is_handed && is_lost {
            page::set_address(&before);
            return self.say_lost();
        }
        self.keep();
        self.keeping.then = Some(Anew { how, needs_record: !is_handed });
        self.reload_when_written(true);
    }

    fn handed(&self) -> Handed {
        let player = self.player.borrow();
        Handed {
            id: self.keeping.id.clone(),
            text: player.save(),
            address: page::address(),
            at: js_sys::Date::now(),
            now_micros: player.elapsed().as_micros(),
            playing: player.playing,
            speed: player.speed,
            touched: player.is_touched(),
            branches: player.timeline.branches().len(),
        }
    }

    /// Once the record is written, or at once where none is needed or on its way.
    pub(super) fn reload_when_written(&mut self, is_written: bool) {
        let Some(anew) = self.keeping.then.take_if(|anew| !anew.needs_record || !self.keeping.is_writing) else {
            return;
        };
        match anew.needs_record && !is_written {
            true => self.say_lost(),
            false => (anew.how)(),
        }
    }

    fn say_lost(&mut self) {
        self.notice = Some(Notice::error(t!(language.not_kept), t!(language.not_kept_what)));
    }
}
