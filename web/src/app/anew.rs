//! The page loaded again with the run that it has: for another language, or a newer version.
use super::App;
use crate::card::Notice;
use crate::platform::language;
use crate::platform::storage::{self, Handed};
use crate::words::Language;

impl App {
    /// Another language, or a newer version, is another start of the page: the run is kept before.
    pub(super) fn begin_anew(&mut self, how: fn(), language: Option<&Language>) {
        let player = self.player.borrow();
        let (text, touched) = (player.save(), player.is_touched());
        let handed =
            Handed { id: self.keeping.id.clone(), text, playing: player.playing, speed: player.speed, touched };
        drop(player);
        self.keep();
        if !storage::hand_over(&handed) && touched && self.keeping.is_unkept {
            self.notice = Some(Notice::error(t!(language.not_kept), t!(language.not_kept_what)));
            return;
        }
        language.into_iter().for_each(language::choose);
        self.keeping.then = Some(how);
        self.reload_when_written();
    }

    pub(super) fn reload_when_written(&mut self) {
        if !self.keeping.is_writing
            && let Some(reload) = self.keeping.then.take()
        {
            reload();
        }
    }
}
