//! The frame: columns, stage, dialogs, time. Functions of views; what a card or a sheet asks for goes to the app as a deed, and
//! whatever else happens as a message.
mod call;
mod camera;
mod card;
mod class;
mod columns;
mod console;
mod data;
mod dialogs;
mod document;
mod events;
mod faults;
mod file_columns;
mod file_report;
mod lesson;
mod progress;
mod route;
mod share;
mod stage;
mod start;
mod story;
mod thumbnail;
mod timeline;
mod top_bar;
mod transport;
mod why;

pub use route::is_shown;

use crate::card::{Around, Card, Deed, Dialog, Focus, Notice};
use crate::kinds::stream::{self, Layout, Pointing};
use crate::kinds::{Room, Side};
use crate::lessons::Progress;
use crate::msg::Msg;
use crate::platform::kept::Found;
use crate::scene::Style;
use crate::story::Part;
use crate::view::{CallView, ConsoleView, FileView, ShareView, StoryView, View};
use shardscope_core::kinesis::StreamId;
use std::rc::Rc;
use yew::prelude::*;

/// Everything that the page is a function of.
pub struct PageProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub deeds: Callback<Deed>,
    pub canvas: NodeRef,
    pub style: Style,
    pub scenario: String,
    pub focus: Focus,
    /// The stream that is shown.
    pub stream: Option<StreamId>,
    /// For a projector: the hero, the cause and one consequence.
    pub presenting: bool,
    /// Whether somebody asked for what is looked at.
    pub looked: bool,
    /// Which of the charts is shown where there is room for one.
    pub metric: usize,
    /// Nothing is shown: white or black.
    pub blank: Option<bool>,
    /// Whether the run has a story, which was left.
    pub left_story: bool,
    /// What was pointed at in the picture of a thing, in words.
    pub pointed: Option<String>,
    /// Whether what has a room of its own is shown there.
    pub room: bool,
    pub pointing: Pointing,
    pub layout: Layout,
    pub dialog: Option<Dialog>,
    pub notice: Option<Notice>,
    pub file: FileView,
    /// Another branch, beside this one.
    pub beside: Option<Rc<View>>,
    pub beside_canvas: NodeRef,
    pub beside_layout: Layout,
    pub console: ConsoleView,
    pub call: Option<CallView>,
    pub share: ShareView,
    /// Runs of earlier visits.
    /// What was done in lessons.
    pub progress: Rc<Progress>,
    pub kept: Rc<Found>,
    /// What the run has right now, for completion.
    pub live: Rc<crate::terminal::Live>,
}

/// What most panels need.
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub deeds: Callback<Deed>,
}

pub fn page(props: &PageProps) -> Html {
    let (view, send) = (&props.view, &props.send);
    let panel = PanelProps { view: view.clone(), send: send.clone(), deeds: props.deeds.clone() };
    let top = top_bar::TopBarProps {
        send: send.clone(),
        style: props.style,
        scenario: props.scenario.clone(),
        presenting: props.presenting,
    };
    let room = view.room.as_ref().filter(|_| props.room);
    let story = view.story.as_ref();
    // While an answer is awaited, nothing gives it away.
    let asks = story.is_some_and(|story| {
        story.is_open && !story.choices.is_empty() && story.choices.iter().all(|choice| !choice.is_chosen)
    });
    // What lies under a dialog is out of reach.
    let inert = props.dialog.is_some();
    html! {
        <div class={classes!("page", props.presenting.then_some("presenting"), props.looked.then_some("looked"), story.is_some().then_some("told"), asks.then_some("asking"), is_contest(view).then_some("in-contest"), room.is_some().then_some("in-room"))} data-lit={lit(view)} ondragover={Callback::from(|event: DragEvent| event.prevent_default())}
            ondrop={data::on_drop(send)}>
            <div class="top-place" {inert}>{ top_bar::top_bar(&top) }{ route::route(props) }</div>
            if let (Some(room), None) = (room, story) {
                <main class="lab" aria-label={room.title} {inert}>{ in_room(room, props) }</main>
            } else { { columns(props, &panel, room, inert) } }
            <footer class="bottom" {inert}>
                if let Some(call) = &props.call { { call::call(&call::CallProps { call: call.clone(), send: send.clone() }) } }
                <div class="time">{ transport::transport(&panel) }{ timeline::timeline(&panel) }</div>
                if props.console.open {
                    <console::Console console={props.console.clone()} live={props.live.clone()} send={send.clone()} />
                } else if room.is_none() {
                    { stream::show_charts(&view.charts, props.metric, &axis(view), &props.deeds) }
                }
            </footer>
            { dialogs::open(props) }
            if let Some(white) = props.blank { <div class={classes!("blank", white.then_some("white"))}></div> }
        </div>
    }
}

/// The time that the scrubber shows.
fn axis(view: &View) -> stream::Axis {
    stream::Axis { from: view.time.begin, to: view.time.end.max(view.elapsed), now: view.elapsed }
}

/// What an inset is drawn with.
fn around<'a>(props: &'a PageProps, card: &'a dyn Fn(&Card) -> Html) -> Around<'a> {
    Around { send: &props.deeds, theme: props.style.theme, notice: props.notice.as_ref(), card }
}

/// What has a room of its own.
fn in_room(room: &Room, props: &PageProps) -> Html {
    html! {
        <>
            { room.body.draw(&around(props, &|one| card::card(one, props.style.theme, &props.deeds))) }
            if props.left_story { { story::way_back(props) } }
            { stage::notice(&stage_props(props)) }
        </>
    }
}

/// The parts that are lit, for the style sheet; nothing where all are.
fn lit(view: &View) -> Option<String> {
    let lit = &view.story.as_ref()?.lit;
    let names: Vec<&str> = lit.parts.iter().map(|&part| part.into()).collect();
    (!names.is_empty() || !lit.shards.is_empty()).then(|| names.join(" "))
}

/// The story, or who writes; the stage; and who reads.
fn columns(props: &PageProps, panel: &PanelProps, shown: Option<&Room>, inert: bool) -> Html {
    let theme = props.style.theme;
    let side = |side: Side| columns::side(panel, side, theme);
    let room = props.view.room.as_ref().map(|room| {
        // In a story the way on is the story's.
        let class = props.view.story.is_none().then_some("primary");
        html! { <button {class} onclick={on(&props.send, || Msg::Room(true))}>{ room.way }</button> }
    });
    let why = html! { <key="why">{ why::why(&props.view, props.focus, &props.send, &props.deeds) }</> };
    let consumers = html! { <key="consumers">{ side(Side::Consumers) }</> };
    // What was clicked comes first: on a small screen the rest is below the fold.
    let is_lit = |story: &StoryView| story.lit.parts.contains(&Part::Why);
    let explains = props.focus != Focus::Stream || props.view.story.as_ref().is_some_and(is_lit);
    let right = if !explains { [consumers, why] } else { [why, consumers] };
    html! {
            <main class="columns" {inert}>
                <section class="column producers" aria-label={if props.view.story.is_some() { t!(panels.story_and_producers) } else { t!(panels.producers) }}>
                    { for props.view.story.iter().map(|of| story::story(of, props)) }
                    if props.left_story { { story::way_back(props) } }
                    { room }
                    { side(Side::Producers) }
                    { side(Side::Messaging) }
                    { events::events(panel) }
                </section>
                if let Some(room) = shown { <div class="lab">{ in_room(room, props) }</div> } else {
                <div class={classes!("stages", props.beside.is_some().then_some("two"))}>
                    { why::in_short(&props.view, props.focus, &props.deeds) }
                    { stage::stage(&stage_props(props)) }
                    { beside_stage(props) }
                </div>
                <section class="column readers" aria-label={t!(panels.consumers_and_details)}>{ for right }</section>
                }
            </main>
    }
}

fn stage_props(props: &PageProps) -> stage::StageProps {
    stage::StageProps {
        view: props.view.clone(),
        send: props.send.clone(),
        deeds: props.deeds.clone(),
        canvas: props.canvas.clone(),
        layout: props.layout,
        pointing: props.pointing,
        pointed: props.pointed.clone(),
        notice: props.notice.clone(),
        style: props.style,
        beside: false,
    }
}

/// The other branch, to be looked at only.
fn beside_stage(props: &PageProps) -> Html {
    let Some(view) = &props.beside else { return Html::default() };
    stage::stage(&stage::StageProps {
        view: view.clone(),
        canvas: props.beside_canvas.clone(),
        layout: props.beside_layout,
        pointing: Pointing::default(),
        pointed: None,
        notice: None,
        beside: true,
        ..stage_props(props)
    })
}

/// A command line that goes on in another line before an option, not within one.
fn wrapping(line: &str) -> Html {
    let mut parts = line.split(" --");
    let first = parts.next().unwrap_or_default();
    html! { <>{ first }{ for parts.map(|part| html! { <>{ " " }<span class="option">{ format!("--{part}") }</span></> }) }</> }
}

/// A callback that sends one message, made anew each time it is called for.
pub(crate) fn on<E>(send: &Callback<Msg>, message: impl Fn() -> Msg + 'static) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |_| send.emit(message()))
}

/// Whether the step that is shown is a challenge: then everything has to be in reach.
fn is_contest(view: &View) -> bool {
    view.story.as_ref().and_then(|story| story.lesson.as_ref()).is_some_and(|lesson| lesson.challenge.is_some())
}
