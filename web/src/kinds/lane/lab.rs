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
                    <button class="quiet" onclick={on(send, Deed::Show(Dialog::sheet("queues", 0)))}>{ t!(common.queues) }</button>
                    <button class="quiet" onclick={on(send, Deed::Show(Dialog::sheet("differs", 0)))}>{ t!(lane.what_differs) }</button>
                    <button class="quiet" onclick={on(send, Deed::Leave)}>{ t!(lane.show_the_stream) }</button>
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
        <section class="card" key="pad" aria-label={t!(lane.sheet)}>
            <header><h3>{ t!(lane.draw_here) }</h3></header>
            <pad::Pad drawing={drawing.clone()} send={send.clone()} />
            { pad::shapes(drawing, send) }
            <p class="muted">{ t!(lane.of_at_most, points = count(drawing.len().into(), message!(nouns.point)), most = grouped(Drawing::POINTS_MOST as u64)) }</p>
        </section>
    }
}

fn legend() -> Html {
    html! {
        <p class="legend muted">
            <span class="long">{ t!(lane.the_same_points_at_the_same) }</span><i class="held"></i>{ t!(lane.a_consumer_has_it) }<i class="back"></i>{ t!(lane.it_came_back) }
            <span class="long">{ t!(lane.order_the_newest_on_the_right) }</span><i class="in-order"></i>{ t!(lane.in_order_in_its_trucks_colour) }<i class="late"></i>{ t!(lane.after_a_later_one_of_its) }<i class="duplicates"></i>{ t!(lane.duplicate) }
            { t!(lane.consumers) }<i class="works"></i>{ t!(lane.at_work) }<i></i>{ t!(lane.idle) }<i class="away"></i>{ t!(lane.crashed) }
        </p>
    }
}

fn drawing_legend() -> Html {
    html! {
        <p class="legend muted">
            { t!(lane.each_point_is_a_message_its) }
            <i class="late"></i>{ t!(lane.not_the_next_one_out_of) }<i class="duplicates"></i>{ t!(lane.duplicate_mark) }
            <i class="works"></i>{ t!(lane.consumer_at_work) }<i></i>{ t!(lane.idle) }<i class="away"></i>{ t!(lane.crashed) }
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
        <div class="lab-all" role="group" aria-label={t!(lane.all_lanes)}>
            <Number label={if draws { t!(lane.points_a_second) } else { t!(lane.messages_a_second) }} value={spec.rate} least={0} most={10_000} on_change={with(|spec, value| spec.rate = value)} />
            <Number label={t!(lane.consumers_label)} value={spec.consumers} least={0} most={200} on_change={with(|spec, value| spec.consumers = value)} />
            <Number label={t!(lane.work)} unit="ms" value={spec.work_micros / 1_000} least={0} most={60_000} on_change={with(|spec, value| spec.work_micros = value * 1_000)} />
            <Number label={t!(lane.crashes)} unit={t!(lane.of_a_thousand)} value={spec.failures_per_mille} least={0} most={1_000} on_change={with(|spec, value| spec.failures_per_mille = value)} />
        </div>
    }
}
