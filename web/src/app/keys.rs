//! The keyboard: everything that the mouse does, and a presenter's remote.
use super::App;
use crate::card::{Dialog, Focus, Notice, Seen};
use crate::kinds;
use crate::kinds::stream::{Inspected, ShardDetail};
use crate::msg::{BranchAct, StoryAct, Time};
use crate::platform::{page, storage};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// Calls back for every key pressed on the page.
pub fn listen(callback: impl Fn(KeyboardEvent) + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            callback(event.clone());
        }
    })
}

impl App {
    /// Returns whether the panels have to be drawn again.
    pub(super) fn key(&mut self, event: &KeyboardEvent) -> bool {
        let key = event.key();
        if key == "s" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            self.send.emit(crate::msg::Msg::Show(Some(Dialog::Share)));
            return true;
        }
        if (event.ctrl_key() || event.meta_key()) && !page::is_typing(&key) {
            match key.as_str() {
                "z" => self.undo(false),
                "Z" | "y" => self.undo(true),
                _ => return false,
            }
            event.prevent_default();
            self.refresh();
            return true;
        }
        let free = !page::is_typing(&key) && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let on_button = page::is_on_button() && matches!(key.as_str(), " " | "Enter");
        if self.screen.blank.is_some() && !matches!(key.as_str(), "b" | "." | "w") {
            // Whatever is pressed shows the page again, and does nothing else.
            self.screen.blank = None;
            event.prevent_default();
            return true;
        }
        if key == "Escape" {
            self.telling.staged = None;
            if self.dialog.is_none() {
                self.console.open = false;
            }
            self.show_dialog(None);
            self.notice = None;
            self.drag = None;
            self.set_focus(Focus::Stream);
        } else if !free || on_button || self.dialog.is_some() || !self.pressed(&key, event.shift_key()) {
            return false;
        }
        event.prevent_default();
        self.refresh();
        true
    }

    fn pressed(&mut self, key: &str, shift: bool) -> bool {
        if shift && matches!(key, "ArrowRight" | "ArrowLeft") {
            self.time(Time::Record(key == "ArrowRight"));
            return true;
        }
        self.shortcut(key)
    }

    fn shortcut(&mut self, key: &str) -> bool {
        match key {
            " " => self.time(Time::Toggle),
            // What slide programs do.
            "b" | "." | "w" if self.screen.presenting => {
                self.screen.blank = if self.screen.blank.is_none() { Some(key == "w") } else { None }
            }
            ">" => self.time(Time::Skip(1_000)),
            "[" => self.time(Time::Rungs(-1)),
            "]" => self.time(Time::Rungs(1)),
            "PageUp" => self.page(false),
            "PageDown" => self.page(true),
            "ArrowLeft" => self.arrow(-1),
            "ArrowRight" => self.arrow(1),
            "s" => return self.split_selected(),
            "m" => return self.merge_selected(),
            "/" => page::focus("#key-search"),
            "c" => self.console.open = !self.console.open,
            "r" => self.time(Time::Backwards),
            "f" => self.branch_act(BranchAct::Fork),
            "b" => self.moved_key(t!(app.branching_is_f_now_b_blanks)),
            "." => self.moved_key(t!(app.the_next_event_is_now_and)),
            "p" => self.screen.presenting ^= true,
            "?" => self.dialog = Some(Dialog::Help),
            "t" => self.dialog = Some(Dialog::Table),
            other => return self.of_a_kind(other),
        }
        true
    }

    /// A presenter's remote: the steps of a story, or what happened.
    fn page(&mut self, on: bool) {
        match self.telling.course.is_some() && !self.telling.free {
            true => self.story_act(if on { StoryAct::Next } else { StoryAct::Back }),
            false => self.time(Time::Mark(on)),
        }
    }

    /// Along the key space where the picture has the focus; else along time.
    fn arrow(&mut self, step: isize) {
        match page::is_within(".picture") {
            true => self.select_beside(step),
            false => self.time(Time::Mark(step > 0)),
        }
    }

    /// Says once what became of a key.
    fn moved_key(&mut self, text: &str) {
        if storage::once(text) {
            self.notice = Some(Notice::note(t!(app.this_key_has_another_meaning), text));
        }
    }

    fn selected(&self) -> Option<Box<ShardDetail>> {
        match &self.view.inspected {
            Inspected::Shard(detail) => Some(detail.clone()),
            Inspected::Nothing | Inspected::Record(_) | Inspected::Gone | Inspected::Key(_) => None,
        }
    }

    /// Selects the next open shard along the key space, or the first.
    fn select_beside(&mut self, step: isize) {
        let player = self.player.borrow();
        let Some(stream) = self.stream.and_then(|id| player.sim().kinesis().stream(id)) else { return };
        let open: Vec<_> = stream.open_shards().map(|shard| shard.id).collect();
        let place = open.iter().position(|&id| self.pointing.selected == Some(id));
        let next = match place {
            Some(place) => place.saturating_add_signed(step).min(open.len() - 1),
            None if step > 0 => 0,
            None => open.len() - 1,
        };
        let shard = open[next];
        drop(player);
        self.set_focus(Focus::Shard(shard));
    }

    fn split_selected(&mut self) -> bool {
        self.selected().is_some_and(|detail| self.split(detail.shard.id, detail.midpoint))
    }

    fn merge_selected(&mut self) -> bool {
        let Some(detail) = self.selected() else { return false };
        let other = detail.neighbours.1.or(detail.neighbours.0);
        other.is_some_and(|other| self.merge(detail.shard.id, other))
    }

    /// A key that belongs to a kind of thing.
    fn of_a_kind(&mut self, pressed: &str) -> bool {
        let player = self.player.borrow();
        let seen = Seen { sim: player.sim(), stream: self.stream, speed: player.speed };
        let all = kinds::ALL.into_iter().flat_map(|kind| kind.keys);
        let command = all.filter(|key| key.key == pressed).find_map(|key| (key.command)(seen));
        drop(player);
        command.is_some_and(|command| self.submit(command))
    }
}
