//! A lane's card: its way from the trucks to the consumers, and what these have noticed.
use super::sketch::Sketch;
use super::view::{LaneView, ReceiverView};
use super::{NAME, settings, ways};
use crate::card::{Action, Card, Deed, Inset, Part, Status, Subject, Tone};
use crate::format::grouped;
use crate::platform::page;
use crate::scene::Theme;
use shardscope_core::client;
use shardscope_core::client::lab::Drawing;
use shardscope_core::sim::Command;
use yew::prelude::*;

pub fn card(lane: &LaneView, drawing: &Drawing) -> Card {
    let draws = lane.spec.drawing;
    let mut parts = Vec::new();
    if !lane.spec.note.is_empty() {
        parts.push(Part::line(lane.spec.note.clone(), Tone::Note));
    }
    let figures = vec![flow(lane), facts(lane)];
    if !draws {
        parts.push(flow(lane));
    }
    if draws {
        parts.push(receivers(lane, drawing));
        parts.push(Part::Fold(t!(lane.figures), figures));
    } else {
        parts.push(ways::ways(lane));
        parts.push(ways::so_far(lane));
        parts.push(Part::line(t!(lane.replayable, replay = lane.replay), Tone::Muted));
    }
    // What comes and goes stands behind the pictures: these would else be made anew.
    if lane.waiting > 0 {
        let why = lane.trouble.map(|name| format!(": {name}")).unwrap_or_default();
        let text = t!(
            lane.wait_to_be_sent_refused_so,
            waiting = grouped(lane.waiting),
            refused = grouped(lane.refused),
            why = why
        );
        parts.push(Part::line(text, Tone::Warn));
    }
    if lane.before > 0 {
        parts.push(Part::line(t!(lane.points_of_earlier_sheets_go_first, before = grouped(lane.before)), Tone::Warn));
    }
    if !lane.why.is_empty() {
        parts.push(Part::Fold(t!(lane.why), vec![why(lane)]));
    }
    let (text, tone) = verdict(lane);
    Card {
        class: if draws { "lane draws" } else { "lane" },
        number: Some(lane.id.0),
        status: Some(Status { text: text.into(), tone }),
        parts,
        actions: vec![Action::new(t!(common.remove), Deed::Do(Command::Remove(client::Kind::Lane, lane.id))).tucked()],
        settings: Some((lane.id, lane.spec.clone().into())),
        fields: settings::fields(lane),
        ..Card::new(Subject::new(NAME, lane.id.0), &lane.spec.name, lane.about.clone())
    }
}

fn receivers(lane: &LaneView, drawing: &Drawing) -> Part {
    let (receivers, drawing) = (lane.receivers.clone(), drawing.clone());
    Part::Inset(Inset::new(move |around| {
        let named = receivers.len() > 1;
        let all = receivers.iter().map(|of| of_receiver(of, named, picture(of, &drawing, around.theme)));
        html! { <div class="receivers">{ for all }</div> }
    }))
}

fn picture(receiver: &ReceiverView, drawing: &Drawing, theme: Theme) -> Html {
    let (recent, window) = (receiver.recent.clone(), page::width());
    html! { <Sketch {recent} drawing={drawing.clone()} {theme} {window} /> }
}

fn flow(lane: &LaneView) -> Part {
    let (taken, limit) = (lane.taken, lane.limit.clone());
    Part::Inset(Inset::new(move |_| {
        html! { <p class="flow"><b>{ grouped(taken.into()) }</b>{ t!(lane.s_accepted) }<small class="muted">{ t!(lane.of_limit, limit = limit) }</small></p> }
    }))
}

/// The chain of causes, in the card: the lab has no column beside it.
fn why(lane: &LaneView) -> Part {
    let reasons = lane.why.clone();
    Part::Inset(Inset::new(move |_| {
        html! { <ol class="chain">{ for reasons.iter().map(|reason| html! { <li>{ &reason.text }</li> }) }</ol> }
    }))
}

fn facts(lane: &LaneView) -> Part {
    let cost = lane.cost.map_or_else(|| t!(lane.not_known_here).into(), ways::dollars);
    Part::Facts(vec![(t!(lane.replayable_label), lane.replay.clone()), (t!(lane.cost_so_far), cost)])
}

/// What can be said of the order of a lane, in two words.
fn verdict(lane: &LaneView) -> (&'static str, Tone) {
    let sum = |of: fn(&ReceiverView) -> u64| lane.receivers.iter().map(of).sum::<u64>();
    match (sum(|of| of.in_order), sum(|of| of.out_of_order), sum(|of| of.duplicates)) {
        (0, ..) => (t!(lane.nothing_yet), Tone::Muted),
        (_, 0, 0) => (t!(lane.in_order), Tone::Good),
        (_, 0, _) => (t!(common.duplicates), Tone::Warn),
        _ => (t!(lane.out_of_order), Tone::Bad),
    }
}

fn of_receiver(receiver: &ReceiverView, named: bool, picture: Html) -> Html {
    let count = |name: &'static str, number: u64, class: &'static str| {
        let class = if number > 0 { class } else { "" };
        html! { <div class={class}><dt>{ name }</dt><dd>{ grouped(number) }</dd></div> }
    };
    html! {
        <section class="receiver">
            if named { <h4>{ &receiver.name }</h4> }
            { picture }
            <dl class="counts">
                { count(t!(lane.in_order), receiver.in_order, "") }
                { count(t!(lane.out_of_order), receiver.out_of_order, "bad") }
                { count(t!(common.duplicates), receiver.duplicates, "bad") }
                { count(t!(lane.pending), receiver.outstanding, "") }
            </dl>
            if let Some(why) = receiver.unread { <p class="warn">{ format!("{} {why}", receiver.name) }</p> }
            <p class="muted depth">{ ways::depth(receiver) }</p>
            { ways::parallel(receiver) }
            { ways::seats(receiver) }
        </section>
    }
}
