//! The one component with state: it owns the player and turns messages into changes of it.
mod file;
mod gestures;
mod keys;

pub use file::{FileStage, FileState, FileView, proposed};

use crate::msg::{Dialog, Msg, Time};
use crate::panels;
use crate::platform::{canvas, files, frame, hook, page, panic, storage};
use crate::player::Player;
use crate::scenario::{self, SCENARIOS};
use crate::scene::{Pointing, Scene, Style};
use crate::text;
use crate::view::{Focus, View};
use gestures::Drag;
use shardscope_core::base::Duration;
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::Command;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// Milliseconds of a frame that the simulator may use: drawing and the panels need the rest.
const ENGINE_MILLIS: f64 = 6.0;
/// How often the panels are refreshed, in milliseconds.
const VIEW_MILLIS: f64 = 120.0;

/// Something that the user should know now.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub title: String,
    pub text: String,
    pub is_error: bool,
}

pub struct App {
    player: Rc<RefCell<Player>>,
    scene: Scene,
    stream: Option<StreamId>,
    focus: Focus,
    style: Style,
    pointing: Pointing,
    drag: Option<Drag>,
    dialog: Option<Dialog>,
    notice: Option<Notice>,
    file: FileState,
    view: Rc<View>,
    canvas: NodeRef,
    /// Made once: Yew compares callbacks by pointer.
    send: Callback<Msg>,
    last_frame: f64,
    last_view: f64,
    _frames: frame::Frames,
    _resize: gloo::events::EventListener,
    _keys: gloo::events::EventListener,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let (mut player, notice) = first_run();
        if let Some(mebibytes) = page::parameter("memory").and_then(|text| text.parse::<u64>().ok()) {
            player.sim.set_memory_limit(mebibytes.saturating_mul(1 << 20));
        }
        let stream = player.first_stream();
        let style = Style { theme: storage::theme(), reduced_motion: storage::reduced_motion() };
        page::show_theme(style.theme, style.reduced_motion);
        let view = Rc::new(View::of(&player, stream, Focus::Stream, (0, 1), None, &Default::default()));
        panic::keep_run(&player.save());
        let player = Rc::new(RefCell::new(player));
        let seen = player.clone();
        hook::install(move || hook::State::of(&seen.borrow()));
        let window = gloo::utils::window();
        let (on_frame, on_resize, on_key) = (ctx.link().clone(), ctx.link().clone(), ctx.link().clone());
        Self {
            player,
            scene: Scene::default(),
            stream,
            focus: Focus::Stream,
            style,
            pointing: Pointing::default(),
            drag: None,
            dialog: None,
            notice,
            file: FileState::default(),
            view,
            canvas: NodeRef::default(),
            send: ctx.link().callback(|msg| msg),
            last_frame: 0.0,
            last_view: 0.0,
            _frames: frame::Frames::start(move |now| on_frame.send_message(Msg::Frame(now))),
            _resize: gloo::events::EventListener::new(&window, "resize", move |_| on_resize.send_message(Msg::Resized)),
            _keys: keys::listen(move |event| on_key.send_message(Msg::Key(event))),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Frame(now) => return self.frame(now),
            Msg::Resized => {}
            Msg::Pointer(pointer) => return self.pointer(pointer),
            Msg::Key(event) => return self.key(&event),
            Msg::Do(command) => return self.submit(*command),
            Msg::Focus(focus) => self.set_focus(focus),
            Msg::Search(text) => self.search(&text),
            Msg::Time(time) => self.time(time),
            Msg::Show(dialog) => self.dialog = dialog,
            Msg::Theme(theme) => {
                self.style.theme = theme;
                storage::set_theme(theme);
            }
            Msg::ReduceMotion(reduced) => {
                self.style.reduced_motion = reduced;
                storage::set_reduced_motion(reduced);
            }
            Msg::Scenario(name) => self.start(Player::of(scenario::named(&name).unwrap_or(&SCENARIOS[0]))),
            Msg::Stream(stream) => {
                self.stream = Some(stream);
                self.set_focus(Focus::Stream);
            }
            Msg::File(step) => self.file_step(ctx, step),
            Msg::AllowMemory => {
                let mut player = self.player.borrow_mut();
                let limit = player.sim.config().memory_limit;
                player.allow_memory(limit.saturating_mul(2));
                player.play(true);
            }
            Msg::DismissNotice => self.notice = None,
            Msg::SaveRun => self.save(),
            Msg::LoadRun(text) => match Player::restore(&text) {
                Ok(player) => self.start(player),
                Err(reason) => self.notice = Some(Notice::error("Run not loaded", &reason)),
            },
        }
        page::show_theme(self.style.theme, self.style.reduced_motion);
        self.refresh();
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! {
            <panels::Page view={self.view.clone()} send={self.send.clone()} canvas={self.canvas.clone()} style={self.style}
                scenario={self.player.borrow().scenario.clone()} focus={self.focus} pointing={self.pointing}
                layout={self.scene.layout} dialog={self.dialog} notice={self.notice.clone()} file={self.file.view()} />
        }
    }
}

impl App {
    /// An animation frame: time passes, the picture is drawn, and now and then the panels are refreshed.
    fn frame(&mut self, now: f64) -> bool {
        let millis = if self.last_frame > 0.0 { now - self.last_frame } else { 0.0 };
        self.last_frame = now;
        let began = frame::now();
        self.player.borrow_mut().advance(millis, || frame::now() - began < ENGINE_MILLIS);
        self.draw();
        let refresh = now - self.last_view >= VIEW_MILLIS;
        if refresh {
            self.last_view = now;
            self.refresh();
        }
        refresh
    }

    fn draw(&mut self) {
        let Some(element) = self.canvas.cast::<HtmlCanvasElement>() else { return };
        if let Some((width, height, scale)) = canvas::fit(&element) {
            self.scene.resize(width, height, scale);
        }
        let Some(stream) = self.stream else {
            self.scene.raster.clear(self.style.theme.palette().page);
            return canvas::show(&element, &self.scene.raster);
        };
        self.scene.draw(&self.player.borrow().sim, stream, self.style, &self.pointing);
        canvas::show(&element, &self.scene.raster);
    }

    fn refresh(&mut self) {
        let player = self.player.borrow();
        if self.stream.is_none_or(|id| player.sim.kinesis().stream(id).is_none()) {
            self.stream = player.first_stream();
        }
        let in_flight = (self.scene.flights.total, self.scene.flights.each);
        self.view =
            Rc::new(View::of(&player, self.stream, self.focus, in_flight, self.pointing.cut, &self.scene.layout));
    }

    fn start(&mut self, player: Player) {
        self.stream = player.first_stream();
        *self.player.borrow_mut() = player;
        self.notice = None;
        self.dialog = None;
        self.set_focus(Focus::Stream);
        self.keep();
    }

    fn keep(&self) {
        panic::keep_run(&self.player.borrow().save());
    }

    fn submit(&mut self, command: Command) -> bool {
        let result = self.player.borrow_mut().submit(command);
        match result {
            Ok(_) => {
                self.notice = None;
                if matches!(self.dialog, Some(Dialog::NewStream)) {
                    self.dialog = None;
                    self.stream = self.player.borrow().sim.kinesis().streams().next_back().map(|stream| stream.id);
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

    fn set_focus(&mut self, focus: Focus) {
        self.focus = focus;
        self.pointing = Pointing::default();
        match focus {
            Focus::Stream => {}
            Focus::Shard(shard) | Focus::Record(shard, _) => self.pointing.selected = Some(shard),
            Focus::Key(producer, key) => self.pointing.traced = Some((producer, key)),
        }
    }

    /// A key by its text, of the newest producer of the stream that sends it.
    fn find_key(&self, wanted: &str) -> Option<Focus> {
        let player = self.player.borrow();
        let here = player.sim.producers().filter(|producer| Some(producer.stream) == self.stream);
        here.rev().find_map(|producer| {
            let source = &player.sim.sources()[producer.source as usize];
            let key = (0..source.keys.min(200_000)).find(|&key| source.partition_key(key) == wanted.as_bytes())?;
            Some(Focus::Key(producer.id, key))
        })
    }

    /// Looks for a partition key, and traces it.
    fn search(&mut self, wanted: &str) {
        match self.find_key(wanted) {
            Some(focus) => self.set_focus(focus),
            None => {
                let reason = format!("No producer of this stream sends the key “{wanted}”.");
                self.notice = Some(Notice::error("Key not found", &reason));
            }
        }
    }

    fn time(&mut self, time: Time) {
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
            Time::Skip(millis) => {
                player.play(false);
                player.skip(Duration::from_millis(millis));
            }
            Time::Speed(speed) => {
                player.speed = speed;
                player.reached = speed;
            }
            Time::Rungs(rungs) => player.change_speed(rungs),
        }
    }

    fn save(&mut self) {
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
fn first_run() -> (Player, Option<Notice>) {
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

impl Notice {
    pub fn error(title: &str, text: &str) -> Self {
        Self { title: title.into(), text: text.into(), is_error: true }
    }
}
