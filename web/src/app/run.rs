//! The run: which one, what is done to it, its time, and keeping it.
use super::App;
use crate::card::{Dialog, Focus, Notice};
use crate::msg::{BranchAct, Time};
use crate::platform::{frame, page, panic};
use crate::player::Player;
use crate::scenario::{SCENARIOS, Scenario};
use crate::stories::{self, STORIES};
use crate::story::Story;
use crate::terminal;
use crate::text;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::cli;
use shardscope_core::kinesis::StreamId;
use shardscope_core::script::Script;
use shardscope_core::sim::Sim;

/// What is said where a branch would be one too many.
const NO_ROOM: (&str, &str) =
    ("16 branches are kept", "No more fit. Forget one by the ✕ beside its name, below the timeline; then try again.");

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
        self.set_focus(Focus::Stream);
        self.tell_story();
        self.keep();
        self.notice = self.with_files(None);
    }

    /// What is said of a run that was opened, and that a file is missing in it, if one is.
    pub(super) fn with_files(&self, notice: Option<Notice>) -> Option<Notice> {
        // Where opening failed, the run is the one that was there.
        if notice.as_ref().is_some_and(|said| said.is_error) || !self.player.borrow().lacks_a_file() {
            return notice;
        }
        let said = notice.unwrap_or_else(|| Notice::note("A file is missing", ""));
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
            self.notice = Some(Notice::error(NO_ROOM.0, NO_ROOM.1));
        } else if !self.player.borrow_mut().undo(redo) {
            let what = if redo { "Nothing to redo" } else { "Nothing to undo" };
            self.notice = Some(Notice::note(what, ""));
        }
        self.last_done = None;
        self.keep();
    }

    pub(super) fn branch_act(&mut self, act: BranchAct) {
        self.telling.goes_on = false;
        let mut player = self.player.borrow_mut();
        match act {
            BranchAct::Fork => {
                if player.timeline.fork().is_err() {
                    self.notice = Some(Notice::error(NO_ROOM.0, NO_ROOM.1));
                }
            }
            BranchAct::Switch(branch) => player.switch(branch),
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
        if text.trim_start().starts_with('{') {
            // What versions before scripts saved.
            return match terminal::old_save(&text) {
                Ok(script) => self.load(script),
                Err(reason) => self.notice = Some(Notice::error("Run not loaded", &reason)),
            };
        }
        match Player::open(&text) {
            Ok(player) if Story::is_meant(&text) => self.start(player),
            Err(reason) if Story::is_meant(&text) => {
                self.notice = Some(Notice::error("This story has a mistake", &reason));
            }
            Ok(player) => {
                self.start(player);
                let text = "It is being played again up to where it was saved, and then pauses.";
                self.notice = self.with_files(Some(Notice::note("Run loaded", text)));
            }
            Err(reason) => self.notice = Some(Notice::error("Run not loaded", &reason)),
        }
    }
}

/// What the page begins with.
pub(super) struct First {
    pub player: Player,
    pub notice: Option<Notice>,
}

/// The run to begin with: one that a panic interrupted, the scenario that the address names, or the first story.
pub(super) fn first_run() -> First {
    let begin = |player, notice| First { player, notice };
    if let Some(text) = panic::recovered() {
        return match Player::restore(&text) {
            Ok(player) => begin(player, Some(Notice::note("Run restored", "It is paused where it was kept last."))),
            Err(reason) => begin(Player::of(&SCENARIOS[0]), Some(Notice::error("Run not restored", &reason))),
        };
    }
    // A story of this site's own has to be fetched first.
    let wish = page::parameter("scenario").or_else(|| page::parameter("story").filter(|name| !stories::is_file(name)));
    let Some(name) = wish else {
        // Without a wish: the first story begins.
        let (player, notice) = configured(&STORIES[0].1);
        return begin(player, notice);
    };
    match stories::named(&name) {
        Some(scenario) => {
            let (player, notice) = configured(scenario);
            begin(player, notice)
        }
        None => {
            let names: Vec<_> = stories::all().map(|scenario| scenario.name).collect();
            let reason = format!("There is none named “{name}”. There are: {}.", names.join(", "));
            begin(Player::of(&SCENARIOS[0]), Some(Notice::error("No such scenario", &reason)))
        }
    }
}

/// A scenario with what the address sets: lifecycle, shard limit, memory, clock. What is wrong there is said.
fn configured(scenario: &Scenario) -> (Player, Option<Notice>) {
    let (mut script, mut wrong) = (scenario.script(), Vec::new());
    let mut set = |name: &str, line: &str| {
        let Some(value) = page::parameter(name) else { return };
        // The lines of a script are the rules for what may be set.
        match Script::parse(&format!("shardscope 1\n{line} {}", cli::quote(&value))) {
            Ok(given) if name == "lifecycle" => script.config.account.lifecycle = given.config.account.lifecycle,
            Ok(given) if name == "streams-creating" => {
                script.config.account.streams_creating = given.config.account.streams_creating;
            }
            Ok(given) if name == "short-polls-sampled" => {
                script.config.short_polls_sampled_per_mille = given.config.short_polls_sampled_per_mille;
            }
            Ok(given) if name == "shard-limit" => script.config.account.shard_limit = given.config.account.shard_limit,
            Ok(given) => script.config.memory_limit = given.config.memory_limit,
            Err(error) => wrong.push(format!("{name}: {}", error.reason)),
        }
    };
    set("lifecycle", "lifecycle");
    set("shard-limit", "shard-limit");
    set("streams-creating", "streams-creating");
    set("short-polls-sampled", "short-polls-sampled");
    if page::parameter("memory").is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit())) {
        let mebibytes = page::parameter("memory").and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        script.config.memory_limit = mebibytes.clamp(1, 4_096) << 20;
    } else {
        set("memory", "memory");
    }
    if scenario.name == "empty" {
        // An account of one's own begins now.
        script.config.epoch = Instant::from_micros((js_sys::Date::now().max(0.0) * 1_000.0) as u64);
    }
    // As it comes, each scenario is legal: a test plays them all.
    if let Some(refusal) = (script != scenario.script()).then(|| refusal(&script)).flatten() {
        wrong.push(format!("this scenario cannot be set up like that: {refusal}"));
    }
    let mut player = Player::of_script(scenario.name, script);
    match page::parameter("clock").as_deref() {
        None => {}
        Some("manual") => {
            player.manual = true;
            player.playing = false;
        }
        Some(other) => wrong.push(format!("clock: expected manual, found '{other}'")),
    }
    let notice = (!wrong.is_empty()).then(|| Notice::error("The address has a mistake", &wrong.join("; ")));
    (player, notice)
}

/// What is refused first of a script, if anything is.
fn refusal(script: &Script) -> Option<String> {
    let mut sim = Sim::new(script.config.clone());
    script.commands.iter().find_map(|logged| {
        sim.step(script.config.epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut ());
        let error = sim.submit(&logged.command, &mut ()).err()?;
        let (title, reason) = text::error(&error);
        Some(format!("{title}: {reason}"))
    })
}
