//! The one component with state: it owns the player and turns messages into changes of it.
mod file;
mod gestures;
mod keys;
mod run;
mod show;

pub use file::{FileStage, FileState, FileView, proposed};

use crate::msg::{Dialog, Msg};
use crate::panels;
use crate::platform::{frame, hook, page, panic, storage};
use crate::player::Player;
use crate::scenario::{self, SCENARIOS};
use crate::scene::{Pointing, Scene, Style};
use crate::view::{Focus, View};
use gestures::Drag;
use shardscope_core::kinesis::StreamId;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

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
    last_kept: f64,
    _frames: frame::Frames,
    _resize: gloo::events::EventListener,
    _keys: gloo::events::EventListener,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let (mut player, notice) = run::first_run();
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
            last_kept: 0.0,
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
            Msg::Show(dialog) => {
                self.dialog = dialog;
                self.notice = None;
            }
            Msg::Theme(theme) => {
                self.style.theme = theme;
                storage::set_theme(theme);
            }
            Msg::ReduceMotion(reduced) => {
                self.style.reduced_motion = reduced;
                storage::set_reduced_motion(reduced);
            }
            Msg::Scenario(name) => self.start(Player::of(scenario::named(&name).unwrap_or(&SCENARIOS[0]))),
            Msg::Stream(stream) => self.show_stream(Some(stream)),
            Msg::File(step) => self.file_step(ctx, step),
            Msg::FileRead(number, step) if self.file.is(number) => self.file_step(ctx, step),
            // The user has chosen another file meanwhile.
            Msg::FileRead(..) => return false,
            Msg::AllowMemory => {
                let mut player = self.player.borrow_mut();
                let limit = player.sim.config().memory_limit;
                player.allow_memory(limit.saturating_mul(2));
                player.play(true);
            }
            Msg::DismissNotice => self.notice = None,
            Msg::SaveRun => self.save(),
            Msg::LoadRun(text) => self.load(&text),
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
    fn set_focus(&mut self, focus: Focus) {
        self.focus = focus;
        self.pointing = Pointing::default();
        match focus {
            Focus::Stream => {}
            Focus::Shard(shard) | Focus::Record(shard, _) => self.pointing.selected = Some(shard),
            Focus::Key(producer, key) => {
                let player = self.player.borrow();
                let of = player.sim.producers().find(|of| of.id == producer);
                self.pointing.traced = of.map(|of| player.sim.sources()[of.source as usize].hash_key(key));
            }
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
}

impl Notice {
    pub fn error(title: &str, text: &str) -> Self {
        Self { title: title.into(), text: text.into(), is_error: true }
    }
}
