//! The panels: functions of views. Whatever happens in them goes to the app as a message.
mod application_card;
mod call;
mod charts;
mod console;
mod data;
mod dialogs;
mod differs;
mod events;
mod faults;
pub mod field;
mod file_report;
mod inspector;
mod lab;
mod lambda_card;
mod lane_card;
mod lane_settings;
mod leases;
mod pad;
mod producer_api;
mod producer_card;
mod producer_form;
mod queues;
mod readers;
mod results;
mod setting;
mod shard_panel;
mod share;
mod sketch;
mod stage;
mod start;
mod stream_panel;
mod table;
mod timeline;
mod top_bar;
mod transport;

use crate::msg::Msg;
use crate::scene::{Layout, Pointing, Style};
use crate::view::Dialog;
use crate::view::{CallView, ConsoleView, FileView, Notice, ShareView};
use crate::view::{Focus, View};
use shardscope_core::client::ActorId;
use std::rc::Rc;
use yew::prelude::*;

/// Everything that the page is a function of.
pub struct PageProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub canvas: NodeRef,
    pub style: Style,
    pub scenario: String,
    pub focus: Focus,
    /// Whether the lab is shown where there is one.
    pub lab: bool,
    pub unfolded: Option<ActorId>,
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
    /// What the run has right now, for completion.
    pub live: std::rc::Rc<crate::terminal::Live>,
}

/// What most panels need.
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
}

pub fn page(props: &PageProps) -> Html {
    let (view, send) = (&props.view, &props.send);
    let panel = PanelProps { view: view.clone(), send: send.clone() };
    let top = top_bar::TopBarProps {
        view: view.clone(),
        send: send.clone(),
        style: props.style,
        scenario: props.scenario.clone(),
    };
    let lab = props.lab && !view.lanes.is_empty();
    // What lies under a dialog is out of reach.
    let inert = props.dialog.is_some();
    html! {
        <div class="page" ondragover={Callback::from(|event: DragEvent| event.prevent_default())}
            ondrop={data::on_drop(send)}>
            <div class="top-place" {inert}>{ top_bar::top_bar(&top) }</div>
            { if lab { lab::lab(&stage_props(props), inert) } else { columns(props, &panel, inert) } }
            <footer class="bottom" {inert}>
                if let Some(call) = &props.call { { call::call(&call::CallProps { call: call.clone(), send: send.clone() }) } }
                { transport::transport(&panel) }
                { timeline::timeline(&panel) }
                if props.console.open {
                    <console::Console console={props.console.clone()} live={props.live.clone()} send={send.clone()} />
                } else if !lab {
                    { charts::charts(&panel) }
                }
            </footer>
            { dialogs::open(props) }
        </div>
    }
}

/// Who writes, the stream, and who reads.
fn columns(props: &PageProps, panel: &PanelProps, inert: bool) -> Html {
    let why = inspector::InspectorProps { view: props.view.clone(), send: props.send.clone(), focus: props.focus };
    // What was clicked comes first: on a small screen the rest is below the fold.
    let readers = || html! { <key="readers">{ readers::readers(panel) }</> };
    html! {
            <main class="columns" {inert}>
                <section class="column producers" aria-label="Producers">
                    if !props.view.lanes.is_empty() {
                        <button class="primary" onclick={on(&props.send, || Msg::Lab(true))}>{ "Show the ordering lab" }</button>
                    }
                    { producer_card::producers(panel, props.unfolded) }
                    { events::events(panel) }
                </section>
                <div class={classes!("stages", props.beside.is_some().then_some("two"))}>
                    { main_stage(props) }
                    { beside_stage(props) }
                </div>
                <section class="column readers" aria-label="Readers and details">
                    if props.focus == Focus::Stream { { readers() } }
                    <key="why">{ inspector::inspector(&why) }</>
                    if props.focus != Focus::Stream { { readers() } }
                </section>
            </main>
    }
}

fn main_stage(props: &PageProps) -> Html {
    stage::stage(&stage_props(props))
}

fn stage_props(props: &PageProps) -> stage::StageProps {
    stage::StageProps {
        view: props.view.clone(),
        send: props.send.clone(),
        canvas: props.canvas.clone(),
        layout: props.layout,
        pointing: props.pointing,
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
        send: props.send.clone(),
        canvas: props.beside_canvas.clone(),
        layout: props.beside_layout,
        pointing: Pointing::default(),
        notice: None,
        style: props.style,
        beside: true,
    })
}

/// A callback that sends one message, made anew each time it is called for.
pub(crate) fn on<E>(send: &Callback<Msg>, message: impl Fn() -> Msg + 'static) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |_| send.emit(message()))
}
