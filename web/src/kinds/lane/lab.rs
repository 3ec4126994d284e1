//! The ordering lab: lanes side by side, under the same load.
use super::view::LaneView;
use super::{card, pad, ways};
use crate::card::{Around, Deed, Dialog};
use crate::form::field::Number;
use crate::form::on;
use crate::format::{count, grouped};
use shardscope_core::client::lab::{Drawing, LaneSpec};
use shardscope_core::sim::Command;
use yew::prelude::*;

pub fn lab(lanes: &[LaneView], drawing: &Drawing, title: &'static str, around: &Around<'_>) -> Html {
    let send = around.send;
    let draws = lanes.iter().any(|lane| lane.spec.drawing);
    let cards = lanes.iter().map(|lane| html! { <key={lane.id.0}>{ (around.card)(&card::card(lane, drawing)) }</> });
    html! {
        <>
            <header class="lab-head">
                <h2>{ title }</h2>
                { for_all(lanes, draws, send) }
                <span class="buttons">
                    <button class="quiet" onclick={on(send, Deed::Show(Dialog::sheet("queues", 0)))}>{ "Queues" }</button>
                    <button class="quiet" onclick={on(send, Deed::Show(Dialog::sheet("differs", 0)))}>{ "What differs" }</button>
                    <button class="quiet" onclick={on(send, Deed::Leave)}>{ "Show the stream" }</button>
                </span>
            </header>
            { if draws { drawing_legend() } else { legend() } }
            <div class={classes!("lanes", draws.then_some("drawings"))}>
                if draws { { sheet(drawing, send) } } else { { ways::head() } }
                { for cards }
            </div>
        </>
    }
}

/// Where one draws.
fn sheet(drawing: &Drawing, send: &Callback<Deed>) -> Html {
    html! {
        <section class="card" key="pad" aria-label="Sheet">
            <header><h3>{ "Draw here" }</h3></header>
            <pad::Pad drawing={drawing.clone()} send={send.clone()} />
            { pad::shapes(drawing, send) }
            <p class="muted">{ format!("{} of at most {}", count(drawing.len().into(), "point"), grouped(Drawing::POINTS_MOST as u64)) }</p>
        </section>
    }
}

fn legend() -> Html {
    html! {
        <p class="legend muted">
            <span class="long">{ "The same points, at the same times. On the way: the longer ago a message was made, the further to the right it is. " }</span><i class="held"></i>{ " a consumer has it " }<i class="back"></i>{ " it came back. " }
            <span class="long">{ "Order: the newest on the right. " }</span><i class="in-order"></i>{ " in order, in its truck's colour " }<i class="late"></i>{ " after a later one of its truck " }<i class="duplicates"></i>{ " duplicate. " }
            { "Consumers: " }<i class="works"></i>{ " at work " }<i></i>{ " idle " }<i class="away"></i>{ " crashed" }
        </p>
    }
}

fn drawing_legend() -> Html {
    html! {
        <p class="legend muted">
            { "Each point is a message. Its receiver draws a line to it from the message received before. " }
            <i class="late"></i>{ " not the next one: out of order " }<i class="duplicates"></i>{ " duplicate " }
            <i class="works"></i>{ " consumer at work " }<i></i>{ " idle " }<i class="away"></i>{ " crashed" }
        </p>
    }
}

/// What is set in every lane at once.
fn for_all(lanes: &[LaneView], draws: bool, send: &Callback<Deed>) -> Html {
    let Some(first) = lanes.first() else { return Html::default() };
    let with = |change: fn(&mut LaneSpec, u32)| {
        let (send, lanes) = (send.clone(), lanes.iter().map(|lane| (lane.id, lane.spec.clone())).collect::<Vec<_>>());
        Callback::from(move |value: u32| {
            for (id, spec) in &lanes {
                let mut changed = spec.clone();
                change(&mut changed, value);
                if let Some(command) = Command::changed(*id, &spec.clone().into(), &changed.into()) {
                    send.emit(Deed::Do(command));
                }
            }
        })
    };
    let spec = &first.spec;
    html! {
        <div class="lab-all" role="group" aria-label="All lanes">
            <Number label={if draws { "Points a second" } else { "Messages a second" }} value={spec.rate} least={0} most={10_000} on_change={with(|spec, value| spec.rate = value)} />
            <Number label="Consumers" value={spec.consumers} least={0} most={200} on_change={with(|spec, value| spec.consumers = value)} />
            <Number label="Work" unit="ms" value={spec.work_micros / 1_000} least={0} most={60_000} on_change={with(|spec, value| spec.work_micros = value * 1_000)} />
            <Number label="Crashes" unit="of 1,000" value={spec.failures_per_mille} least={0} most={1_000} on_change={with(|spec, value| spec.failures_per_mille = value)} />
        </div>
    }
}
