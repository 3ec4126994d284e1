//! The panels: functions of views. Whatever happens in them goes to the app as a message.
mod charts;
mod data;
mod dialogs;
mod events;
pub mod field;
mod file_report;
mod inspector;
mod producer_card;
mod producer_form;
mod readers;
mod shard_panel;
mod stage;
mod stream_panel;
mod table;
mod top_bar;
mod transport;

use crate::app::{FileView, Notice};
use crate::msg::{Dialog, Msg};
use crate::scene::{Layout, Pointing, Style};
use crate::view::{Focus, View};
use std::rc::Rc;
use yew::prelude::*;

/// Everything that the page is a function of.
#[derive(Properties, PartialEq)]
pub struct PageProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub canvas: NodeRef,
    pub style: Style,
    pub scenario: String,
    pub focus: Focus,
    pub pointing: Pointing,
    pub layout: Layout,
    pub dialog: Option<Dialog>,
    pub notice: Option<Notice>,
    pub file: FileView,
}

/// What most panels need.
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
}

#[component]
pub fn Page(props: &PageProps) -> Html {
    let (view, send) = (&props.view, &props.send);
    // What was clicked comes first: on a small screen the rest is below the fold.
    let readers = || html! { <readers::Readers key="readers" view={view.clone()} send={send.clone()} /> };
    html! {
        <div class="page" ondragover={Callback::from(|event: DragEvent| event.prevent_default())}
            ondrop={data::on_drop(send)}>
            <top_bar::TopBar view={view.clone()} send={send.clone()} style={props.style} scenario={props.scenario.clone()} />
            <main class="columns">
                <section class="column producers" aria-label="Producers">
                    <producer_card::Producers view={view.clone()} send={send.clone()} />
                    <events::Events view={view.clone()} send={send.clone()} />
                </section>
                <stage::Stage view={view.clone()} send={send.clone()} canvas={props.canvas.clone()}
                    layout={props.layout} pointing={props.pointing} notice={props.notice.clone()} style={props.style} />
                <section class="column readers" aria-label="Readers and details">
                    if props.focus == Focus::Stream { { readers() } }
                    <inspector::Inspector key="why" view={view.clone()} send={send.clone()} focus={props.focus} />
                    if props.focus != Focus::Stream { { readers() } }
                </section>
            </main>
            <footer class="bottom">
                <transport::Transport view={view.clone()} send={send.clone()} />
                <charts::Charts view={view.clone()} send={send.clone()} />
            </footer>
            { dialogs::open(props) }
        </div>
    }
}

/// A callback that sends one message, made anew each time it is called for.
pub(crate) fn on<E>(send: &Callback<Msg>, message: impl Fn() -> Msg + 'static) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |_| send.emit(message()))
}
