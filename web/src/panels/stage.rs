//! The hero: the canvas, and the text that lies over it. What is drawn there is the stream, or the thing that was chosen.
use super::{document, on};
use crate::card::{Deed, Dialog, Focus, Label, Notice, Offer, Scenery};
use crate::form;
use crate::format::{bytes, millis};
use crate::kinds::stream::{self, Layout, Pointing, Shown, StreamView};
use crate::msg::{KeptAct, Msg, Pointer, Time};
use crate::platform::page;
use crate::scene::Style;
use crate::text;
use crate::view::View;
use shardscope_core::kinesis::StreamStatus;
use std::rc::Rc;
use yew::prelude::*;

pub struct StageProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub deeds: Callback<Deed>,
    pub canvas: NodeRef,
    pub layout: Layout,
    pub pointing: Pointing,
    /// What was pointed at in the picture of a thing, in words.
    pub pointed: Option<String>,
    pub notice: Option<Notice>,
    pub style: Style,
    /// Another branch: to be looked at only.
    pub beside: bool,
}

pub fn stage(props: &StageProps) -> Html {
    let pointer = |make: fn(f64, f64) -> Pointer| {
        let send = props.send.clone();
        Callback::from(move |event: PointerEvent| {
            let (x, y) = page::point(&event);
            send.emit(Msg::Pointer(make(x, y)));
        })
    };
    let double = {
        let send = props.send.clone();
        Callback::from(move |event: MouseEvent| {
            let (x, y) = page::point(&event);
            send.emit(Msg::Pointer(Pointer::Double(x, y)));
        })
    };
    let dragging = if props.pointing.cut.is_some() || props.pointing.merging.is_some() { "dragging" } else { "" };
    let (head, over) = match (&props.view.scenery, &props.view.stream) {
        (Some(scenery), _) => (scenery_head(props, scenery), scenery_labels(props, scenery)),
        (None, Some(of)) => {
            let shown = shown(props, of);
            let over = if props.layout.bar.w == 0 { Html::default() } else { stream::overlay(&shown) };
            // Its tags and pins are of the other branch, and nothing is done there.
            let over = if props.beside {
                html! { <div inert={true}>{ over }</div> }
            } else {
                over
            };
            (stream::head(&shown), over)
        }
        (None, None) => (Html::default(), empty(props)),
    };
    html! {
        <section class="stage" aria-label={if props.beside { t!(panels.stream_on_the_other_branch) } else { t!(panels.stage) }}>
            <div class="stage-head">
                if let Some(branch) = branch(props) { <span class="branch-name">{ branch }</span> }
                { head }
            </div>
            <div class={classes!("picture", dragging)} tabindex="0" role="group" aria-label={t!(panels.picture_arrows_walk_the_shards)}>
                if props.beside { <canvas ref={props.canvas.clone()} aria-hidden="true"></canvas> }
                else {
                    <canvas ref={props.canvas.clone()} aria-hidden="true" onpointerdown={pointer(Pointer::Down)}
                        onpointermove={pointer(Pointer::Move)} onpointerup={pointer(Pointer::Up)} ondblclick={double}
                        onpointerleave={on(&props.send, || Msg::Pointer(Pointer::Leave))}></canvas>
                }
                { over }
                if !props.beside {
                    { notice(props) }
                    if let Some(note) = &props.view.time.note { <p class="note" role="status">{ note }</p> }
                }
            </div>
        </section>
    }
}

fn shown<'a>(props: &'a StageProps, stream: &'a StreamView) -> Shown<'a> {
    Shown {
        stream,
        layout: &props.layout,
        pointing: &props.pointing,
        theme: props.style.theme,
        in_flight: props.view.in_flight,
        division: props.view.division,
        near: props.view.near.as_ref(),
        closed: &props.view.closed,
        lit: props.view.story.as_ref().map(|story| &story.lit),
        word: props.view.story.as_ref().and_then(|story| story.word_here.as_deref()),
        send: &props.deeds,
    }
}

/// Which branch this is, where two are shown.
fn branch(props: &StageProps) -> Option<String> {
    let time = &props.view.time;
    let beside = time.compare?;
    let place = if props.beside { beside } else { time.current };
    time.branches.get(place).map(|branch| branch.name.clone())
}

fn scenery_head(props: &StageProps, scenery: &Scenery) -> Html {
    let back = form::on(&props.deeds, Deed::Focus(Focus::Stream));
    html! {
        <>
            <h2>{ &scenery.title }</h2>
            <span class="muted">{ &scenery.about }</span>
            <span class="grow"></span>
            if !props.beside && props.view.stream.is_some() { <button class="quiet" onclick={back}>{ t!(panels.back_to_the_stream) }</button> }
        </>
    }
}

fn scenery_labels(props: &StageProps, scenery: &Scenery) -> Html {
    let css = |device: i32| f64::from(device) / props.layout.scale.max(0.1);
    let label = |label: &Label| {
        let most = label.most.map(|most| format!(";max-width:{}px", css(most))).unwrap_or_default();
        let style = format!("left:{}px;top:{}px{most}", css(label.x), css(label.y));
        html! { <span class={classes!("label", label.tone.class())} {style}>{ &label.text }</span> }
    };
    html! {
        <>
            <div class="overlay" aria-hidden="true">{ for scenery.labels.iter().map(label) }</div>
            <div class="visually-hidden">{ document::table(&scenery.table) }</div>
            if let Some(text) = &props.pointed { <p class="note pointed" role="status">{ text }</p> }
        </>
    }
}

fn empty(props: &StageProps) -> Html {
    if !props.view.route.is_empty() {
        return html! { <div class="nothing"><p>{ t!(panels.nothing_is_chosen_the_route_above) }</p></div> };
    }
    html! {
        <div class="nothing">
            <h2>{ t!(panels.an_empty_account) }</h2>
            <p>{ t!(panels.create_a_stream_then_add_a) }</p>
            <button class="primary" onclick={form::on(&props.deeds, Deed::Show(Dialog::sheet("new-stream", 0)))}>{ t!(panels.create_a_stream) }</button>
        </div>
    }
}

/// What can be done about a notice.
fn offer(send: &Callback<Msg>, offer: Option<Offer>) -> Html {
    let kept = |label: &'static str, act: KeptAct| {
        let class = matches!(act, KeptAct::Decline(_)).then_some("quiet");
        html! { <button {class} onclick={on(send, move || Msg::Kept(Box::new(act.clone())))}>{ label }</button> }
    };
    let dismiss =
        || html! { <button class="quiet" onclick={on(send, || Msg::DismissNotice)}>{ t!(panels.dismiss) }</button> };
    match offer {
        None => dismiss(),
        Some(Offer::Anew) => html! { <>{ kept(t!(panels.start_anew), KeptAct::Anew) }{ dismiss() }</> },
        Some(Offer::Newer) => html! { <>{ kept(t!(panels.use_it_now), KeptAct::Renew) }{ dismiss() }</> },
        Some(Offer::GoOn(id)) => html! {
            <>{ kept(t!(panels.resume), KeptAct::GoOn(id.clone())) }{ kept(t!(panels.dismiss), KeptAct::Decline(id)) }</>
        },
    }
}

pub fn notice(props: &StageProps) -> Html {
    let view = &props.view;
    if view.out_of_memory {
        let (used, limit) = view.memory;
        return html! {
            <div class="notice error" role="alert">
                <b>{ t!(panels.memory_budget_reached_of, used = bytes(used), limit = bytes(limit)) }</b>
                <p>{ text::OUT_OF_MEMORY.text() }</p>
                <button onclick={on(&props.send, || Msg::AllowMemory)}>{ t!(panels.allow, more = bytes(limit.saturating_mul(2))) }</button>
            </div>
        };
    }
    if let Some(notice) = &props.notice {
        return html! {
            <div class={classes!("notice", notice.is_error.then_some("error"))} role="alert">
                <b>{ &notice.title }</b><p>{ &notice.text }</p>
                { offer(&props.send, notice.offer.clone()) }
            </div>
        };
    }
    let creating = view.stream.as_ref().is_some_and(|stream| stream.status == StreamStatus::Creating);
    if creating && !view.playing {
        let skip = on(&props.send, || Msg::Time(Time::Skip(30_000)));
        return html! { <div class="notice"><b>{ "CREATING" }</b><p>{ t!(panels.takes_30_simulated_seconds) }</p><button onclick={skip}>{ t!(panels.skip, length = millis(30_000)) }</button></div> };
    }
    Html::default()
}
