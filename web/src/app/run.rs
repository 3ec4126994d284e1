//! The run: which one, what is done to it, its time, and keeping it.
use super::{App, Notice};
use crate::msg::{Dialog, Time};
use crate::platform::{files, page, panic};
use crate::player::Player;
use crate::scenario::{self, SCENARIOS};
use crate::text;
use crate::view::Focus;
use shardscope_core::base::Duration;
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::Command;

impl App {
    pub(super) fn start(&mut self, player: Player) {
        self.stream = player.first_stream();
        *self.player.borrow_mut() = player;
        self.notice = None;
        self.dialog = None;
        self.set_focus(Focus::Stream);
        self.keep();
    }

    /// Shows another stream, with nothing of it chosen.
    pub(super) fn show_stream(&mut self, stream: Option<StreamId>) {
        if self.stream != stream {
            self.stream = stream;
            self.drag = None;
            self.set_focus(Focus::Stream);
        }
    }

    pub(super) fn keep(&self) {
        panic::keep_run(&self.player.borrow().save());
    }

    pub(super) fn submit(&mut self, command: Command) -> bool {
        let result = self.player.borrow_mut().submit(command);
        match result {
            Ok(reply) => {
                self.notice = text::reply(&reply).map(|(title, text)| Notice { title, text, is_error: false });
                if self.dialog == Some(Dialog::NewStream) {
                    let newest = self.player.borrow().sim.kinesis().streams().next_back().map(|stream| stream.id);
                    self.show_stream(newest);
                }
                if self.notice.is_none() && matches!(self.dialog, Some(Dialog::NewStream | Dialog::StreamSettings)) {
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

    pub(super) fn time(&mut self, time: Time) {
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
            Time::Skip(millis) => player.hurry(Duration::from_millis(millis)),
            Time::Speed(speed) => {
                player.speed = speed;
                player.reached = speed;
            }
            Time::Rungs(rungs) => player.change_speed(rungs),
        }
    }

    /// Goes on with a run that was saved.
    pub(super) fn load(&mut self, text: &str) {
        self.forget_file();
        match Player::restore(text) {
            Ok(player) => {
                self.start(player);
                let text = "It is being played again up to where it was saved, and then pauses.".into();
                self.notice = Some(Notice { title: "Run loaded".into(), text, is_error: false });
            }
            Err(reason) => self.notice = Some(Notice::error("Run not loaded", &reason)),
        }
    }

    pub(super) fn save(&mut self) {
        let player = self.player.borrow();
        let name = format!("shardscope-{}.json", player.scenario);
        let has_file = player.has_file();
        if files::download(&name, &player.save()).is_err() {
            self.notice = Some(Notice::error("Not saved", "The browser refused the download."));
        } else if has_file {
            let reason = "The rows of your own file are not in it: they stay with you.";
            self.notice = Some(Notice { title: "Saved".into(), text: reason.into(), is_error: false });
        }
    }
}

/// The run to begin with: one that a panic interrupted, or the scenario that the address names.
pub(super) fn first_run() -> (Player, Option<Notice>) {
    if let Some(text) = panic::recovered() {
        match Player::restore(&text) {
            Ok(player) => {
                let text = "It is paused where it was kept last.".into();
                return (player, Some(Notice { title: "Run restored".into(), text, is_error: false }));
            }
            Err(reason) => return (Player::of(&SCENARIOS[0]), Some(Notice::error("Run not restored", &reason))),
        }
    }
    let Some(name) = page::parameter("scenario") else { return (Player::of(&SCENARIOS[0]), None) };
    match scenario::named(&name) {
        Some(scenario) => (Player::of(scenario), None),
        None => {
            let names: Vec<_> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
            let reason = format!("There is none named “{name}”. There are: {}.", names.join(", "));
            (Player::of(&SCENARIOS[0]), Some(Notice::error("No such scenario", &reason)))
        }
    }
}
