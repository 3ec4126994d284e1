//! What cards, forms and sheets ask for.
use super::App;
use crate::card::{Deed, Dialog, Focus, Notice};
use crate::kinds;
use crate::platform::page;
use crate::player::Player;
use crate::scenario::SCENARIOS;
use crate::stories;
use crate::text;
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::Command;

impl App {
    /// What a card, a form or a sheet asks for. Returns whether the panels have to be drawn again.
    pub(super) fn deed(&mut self, deed: Deed) -> bool {
        match deed {
            Deed::Do(command) => return self.submit(command),
            Deed::Show(dialog) => {
                self.show_dialog(Some(dialog));
                self.notice = None;
            }
            Deed::Close => self.show_dialog(None),
            Deed::Focus(focus) => {
                self.set_focus(focus);
                self.screen.looked = true;
                // What is looked at stands beside the stream.
                self.screen.room_away |= focus != Focus::Stream;
                reveal(focus);
            }
            Deed::Look(..) | Deed::Stream(_) | Deed::Room => self.look(deed),
            Deed::Metric(metric) => self.screen.metric = metric,
            Deed::Begin(name) => {
                self.screen.room_away = false;
                self.start(Player::of(stories::named(name).unwrap_or(&SCENARIOS[0])));
            }
            Deed::Leave => self.screen.room_away = true,
        }
        self.refresh();
        true
    }

    /// Shows a thing of the route.
    pub(super) fn look(&mut self, deed: Deed) {
        self.screen.room_away = deed != Deed::Room;
        if let Deed::Look(subject, stream) = deed {
            if stream.is_some() {
                self.show_stream(stream);
            }
            let focus = Focus::Thing(subject);
            self.set_focus(focus);
            self.screen.looked = true;
            reveal(focus);
        } else if let Deed::Stream(stream) = deed {
            self.show_stream(Some(stream));
            self.set_focus(Focus::Stream);
        }
    }

    fn newest_stream(&self) -> Option<StreamId> {
        self.player.borrow().sim().kinesis().streams().next_back().map(|stream| stream.id)
    }

    pub(super) fn submit(&mut self, command: Command) -> bool {
        self.telling.goes_on = false;
        let before = self.newest_stream();
        let result = self.player.borrow_mut().submit(command.clone());
        // A drawing is seen where it is drawn: its line would only be in the way.
        self.last_done = Some(command).filter(|command| !matches!(command, Command::Draw(_)));
        match result {
            Ok(reply) => {
                self.notice = text::answer(&reply).map(|(title, text)| Notice::note(&title, &text));
                let newest = self.newest_stream();
                if newest != before {
                    self.show_stream(newest);
                }
                let leaf = if let Some(Dialog::Sheet(sheet)) = self.dialog { kinds::leaf(sheet.name) } else { None };
                if self.notice.is_none() && leaf.is_some_and(|leaf| leaf.closes) {
                    self.dialog = None;
                }
                self.keep();
            }
            Err(error) => {
                let (title, reason) = text::error(&error);
                self.notice = Some(Notice::error(&title, &reason));
            }
        }
        self.refresh();
        true
    }
}

/// On a small screen what is looked at may be far below.
fn reveal(focus: Focus) {
    let place = match focus {
        Focus::Stream => return,
        Focus::Thing(subject) if kinds::picture(subject).is_some() => ".stage",
        Focus::Thing(_) | Focus::Shard(_) | Focus::Record(..) | Focus::Key(..) => ".inspected",
    };
    // Once it is there.
    gloo::timers::callback::Timeout::new(0, move || page::reveal(place)).forget();
}
