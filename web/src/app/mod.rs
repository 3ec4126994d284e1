//! The one component with state: it owns the player and turns messages into changes of it.
mod anew;
mod console;
mod deeds;
mod file;
mod focus;
mod gestures;
mod keeping;
mod keys;
mod lesson;
mod listeners;
mod pace;
mod parts;
mod run;
mod share;
mod show;
mod story;

pub use file::FileState;

use crate::card::{Deed, Dialog, Focus, Notice};
use crate::kinds::stream::{Pointing, Scene};
use crate::msg::Msg;
use crate::opening::{First, HandOver};
use crate::panels;
use crate::platform::{browser, page, storage};
use crate::player::Player;
use crate::remote::{self, Verbs};
use crate::scene::Style;
use crate::terminal::Live;
use crate::view::{Branch, ConsoleView, Language, ShareView, View, Wanted};
use gestures::Drag;
use keeping::Keeping;
use listeners::Listeners;
use pace::Pace;
use parts::{Beside, Screen, Telling};
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::Command;
use show::eventually;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// How often the clock of a hidden page goes on, in milliseconds.
const TICK_MILLIS: u32 = 250;
/// When the page's typeface is loaded, in milliseconds: after the picture moves.
const DRESSED_MILLIS: u32 = 500;

pub struct App {
    player: Rc<RefCell<Player>>,
    scene: Scene,
    stream: Option<StreamId>,
    focus: Focus,
    /// What was pointed at in the picture of a thing.
    pointed: Option<u64>,
    style: Style,
    telling: Telling,
    screen: Screen,
    pointing: Pointing,
    drag: Option<Drag>,
    dialog: Option<Dialog>,
    /// What had the focus when the dialog opened: it gets it back.
    opener: Option<HtmlElement>,
    notice: Option<Notice>,
    file: FileState,
    view: Rc<View>,
    canvas: NodeRef,
    /// Another branch, beside this one.
    beside: Beside,
    console: ConsoleView,
    share: ShareView,
    /// The run of a link that waits for an answer: whether it may take the place of this one.
    linked: Option<String>,
    /// How many links were opened.
    links: u32,
    last_done: Option<Command>,
    keeping: Keeping,
    language: Language,
    /// Whether the run was playing, and out of memory, when the window was told last.
    told: (bool, bool),
    verbs: Verbs,
    /// Made once: Yew compares callbacks by pointer.
    send: Callback<Msg>,
    deeds: Callback<Deed>,
    last_frame: f64,
    pace: Pace,
    last_kept: f64,
    _listeners: Listeners,
}

impl Component for App {
    type Message = Msg;
    type Properties = HandOver;

    fn create(ctx: &Context<Self>) -> Self {
        let First { player, notice, wanted: step, handed, story_text } = ctx.props().take();
        let stream = player.first_stream();
        let style = Style { theme: storage::theme(), reduced_motion: storage::reduced_motion() };
        page::show_theme(style.theme, style.reduced_motion);
        let layout = Default::default();
        let (focus, in_flight) = (Focus::Stream, (0, 1));
        let wanted = Wanted {
            stream,
            focus,
            in_flight,
            cut: None,
            over: None,
            layout: &layout,
            size: Default::default(),
            dialog: None,
            course: None,
        };
        let view = Rc::new(View::of(Branch::main(&player), wanted));
        let player = Rc::new(RefCell::new(player));
        let send = ctx.link().callback(|msg| msg);
        let deeds = ctx.link().callback(|deed| Msg::Deed(Box::new(deed)));
        let verbs = Verbs {
            player: player.clone(),
            send: send.clone(),
            asked: Rc::default(),
            streams: Default::default(),
            polls: Default::default(),
        };
        remote::open(&verbs);
        let mut app = Self {
            player,
            scene: Scene::default(),
            stream,
            focus,
            pointed: None,
            style,
            telling: Telling::begin(story_text, step),
            screen: Screen { presenting: page::parameter("present").is_some(), ..Screen::default() },
            pointing: Pointing::default(),
            drag: None,
            dialog: None,
            opener: None,
            notice,
            file: FileState::default(),
            view,
            canvas: NodeRef::default(),
            beside: Beside::default(),
            console: ConsoleView::default(),
            share: ShareView::default(),
            linked: None,
            links: 0,
            last_done: None,
            keeping: Keeping::begin(&send, handed),
            language: Language::default(),
            told: (false, false),
            verbs,
            send,
            deeds,
            last_frame: 0.0,
            pace: Pace::default(),
            last_kept: 0.0,
            _listeners: Listeners::begin(ctx.link()),
        };
        gloo::timers::callback::Timeout::new(DRESSED_MILLIS, browser::dress).forget();
        app.notice = app.with_files(app.notice.clone());
        app.tell_story();
        // What is drawn first is where it stays: with its story, if it has one.
        app.refresh_view();
        app.address_changed(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Frame(now) => return self.frame(now),
            Msg::Resized => {}
            Msg::Pointer(pointer) => return self.pointer(pointer),
            Msg::Key(event) => return self.key(&event),
            Msg::Deed(deed) => return self.deed(*deed),
            Msg::Search(text) => self.search(&text),
            Msg::Time(time) => self.time(time),
            Msg::Show(Some(Dialog::Share)) => self.open_share(ctx),
            Msg::Show(dialog) => {
                self.show_dialog(dialog);
                self.notice = None;
            }
            Msg::Theme(theme) => self.set_style(Style { theme, ..self.style }),
            Msg::ReduceMotion(reduced_motion) => self.set_style(Style { reduced_motion, ..self.style }),
            Msg::Scenario(name) => self.begin(&name),
            Msg::Story(act) => self.story_act(act),
            Msg::Lesson(act) => self.lesson_act(ctx, act),
            Msg::Present(on) => self.screen.presenting = on,
            Msg::Room(shown) => self.screen.room_away = !shown,
            Msg::File(step) => self.file_step(ctx, step),
            Msg::FileRead(number, step) if self.file.is(number) => self.file_step(ctx, step),
            // The user has chosen another file meanwhile.
            Msg::FileRead(..) => return false,
            Msg::AllowMemory => {
                let mut player = self.player.borrow_mut();
                let limit = player.sim().config().memory_limit;
                player.allow_memory(limit.saturating_mul(2));
                player.play(true);
            }
            Msg::DismissNotice => self.notice = None,
            Msg::SaveRun => self.save(),
            Msg::LoadRun(text) => self.load(text),
            Msg::AddressChanged => self.address_changed(ctx),
            Msg::Linked(number, unpacked) => self.linked(number, unpacked),
            Msg::Kept(act) => self.kept_act(*act),
            Msg::Leaving => self.leave(),
            Msg::AnswerLink(opens) => self.answer_link(opens),
            Msg::Loaded(player) => self.start(*player),
            Msg::Touched => {}
            Msg::Undo => self.undo(false),
            Msg::Redo => self.undo(true),
            Msg::Branch(act) => self.branch_act(act),
            Msg::Console(act) => self.console_act(ctx, act),
            Msg::Language(language) => self.language = language,
            Msg::Copy(text) => self.copy(ctx, text),
            Msg::Share(act) => self.share_act(ctx, act),
            Msg::Note(notice) => self.notice = Some(*notice),
            Msg::Tick => return self.tick(),
        }
        page::show_theme(self.style.theme, self.style.reduced_motion);
        self.refresh();
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        panels::page(&panels::PageProps {
            view: self.view.clone(),
            send: self.send.clone(),
            deeds: self.deeds.clone(),
            canvas: self.canvas.clone(),
            style: self.style,
            scenario: self.player.borrow().scenario.clone(),
            focus: self.focus,
            pointed: self.told(),
            room: !self.screen.room_away,
            stream: self.stream,
            presenting: self.screen.presenting,
            looked: self.screen.looked && self.focus != Focus::Stream,
            blank: self.screen.blank,
            metric: self.screen.metric,
            left_story: self.telling.free && self.telling.course.is_some(),
            pointing: self.pointing,
            layout: self.scene.layout,
            dialog: self.dialog,
            notice: self.notice.clone(),
            file: self.file.view(),
            beside: self.beside.view.clone(),
            beside_canvas: self.beside.canvas.clone(),
            beside_layout: self.beside.scene.layout,
            console: self.console.clone(),
            call: self.call_view(),
            share: self.share.clone(),
            kept: self.keeping.found.clone(),
            progress: self.telling.progress.clone(),
            live: Rc::new(if self.console.open { self.live() } else { Live::default() }),
        })
    }
}
