//! A lane of the lab: its way from the trucks to the consumers, and what these have noticed.
use super::{lane_settings, sketch};
use crate::format::grouped;
use crate::msg::Msg;
use crate::platform::page;
use crate::scene::Theme;
use crate::view::{LaneView, ReceiverView};
use shardscope_core::client::lab::{Doing, Drawing, Verdict};
use yew::prelude::*;

/// What a card needs besides its lane.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    pub drawing: &'a Drawing,
    pub theme: Theme,
    pub send: &'a Callback<Msg>,
}

pub fn card(lane: &LaneView, around: Around<'_>) -> Html {
    let Around { drawing, theme, send } = around;
    let (word, class) = verdict(lane);
    let draws = lane.spec.drawing;
    let named = lane.receivers.len() > 1;
    let picture = |receiver: &ReceiverView| match draws {
        true => {
            let (recent, window) = (receiver.recent.clone(), page::width());
            html! { <sketch::Sketch {recent} drawing={drawing.clone()} {theme} {window} /> }
        }
        false => order(&receiver.recent),
    };
    html! {
        <article class={classes!("card", "lane", draws.then_some("draws"))} tabindex="-1" aria-label={lane.spec.name.clone()}>
            <header><h3>{ &lane.spec.name }</h3><output class={class}>{ word }</output></header>
            <p class="muted">{ &lane.about }</p>
            if !lane.spec.note.is_empty() { <p class="lane-note">{ &lane.spec.note }</p> }
            if !draws { { flow(lane) } }
            if lane.waiting > 0 {
                <p class="warn">{ format!("{} wait to be sent, {} refused so far", grouped(lane.waiting), grouped(lane.refused)) }{ why(lane) }</p>
            }
            if lane.before > 0 { <p class="warn">{ format!("{} points of earlier sheets go first", grouped(lane.before)) }</p> }
            <div class="receivers">{ for lane.receivers.iter().map(|receiver| of_receiver(receiver, named, picture(receiver))) }</div>
            if !draws { { facts(lane) } }
            <div class="folds">
                if draws { <details><summary>{ "Figures" }</summary>{ flow(lane) }{ facts(lane) }</details> }
                <details><summary>{ "Settings" }</summary>{ lane_settings::settings(lane, send) }</details>
            </div>
        </article>
    }
}

fn flow(lane: &LaneView) -> Html {
    html! { <p class="flow"><b>{ grouped(lane.taken.into()) }</b>{ "/s accepted" }<small class="muted">{ format!("of {}", lane.limit) }</small></p> }
}

fn facts(lane: &LaneView) -> Html {
    html! {
        <dl class="facts">
            <dt>{ "replayable" }</dt><dd>{ &lane.replay }</dd>
            <dt>{ "cost so far" }</dt><dd class="mono">{ lane.cost.map_or("not known here".into(), dollars) }</dd>
        </dl>
    }
}

fn why(lane: &LaneView) -> String {
    lane.trouble.map(|name| format!(": {name}")).unwrap_or_default()
}

/// What can be said of the order of a lane, in two words.
fn verdict(lane: &LaneView) -> (&'static str, &'static str) {
    let sum = |of: fn(&ReceiverView) -> u64| lane.receivers.iter().map(of).sum::<u64>();
    match (sum(|of| of.in_order), sum(|of| of.out_of_order), sum(|of| of.doubled)) {
        (0, ..) => ("nothing yet", "muted"),
        (_, 0, 0) => ("in order", "good"),
        (_, 0, _) => ("duplicates", "warn"),
        _ => ("out of order", "bad"),
    }
}

fn of_receiver(receiver: &ReceiverView, named: bool, picture: Html) -> Html {
    let all = receiver.consumers.len() as u32;
    let parallel = receiver.parallel.min(all);
    let count = |name: &'static str, number: u64, class: &'static str| {
        let class = if number > 0 { class } else { "" };
        html! { <div class={class}><dt>{ name }</dt><dd>{ grouped(number) }</dd></div> }
    };
    html! {
        <section class="receiver">
            if named { <h4>{ &receiver.name }</h4> }
            { picture }
            <dl class="counts">
                { count("in order", receiver.in_order, "") }
                { count("out of order", receiver.out_of_order, "bad") }
                { count("duplicates", receiver.doubled, "bad") }
                { count("pending", receiver.outstanding, "") }
            </dl>
            if let Some(why) = receiver.unread { <p class="warn">{ format!("{} {why}", receiver.name) }</p> }
            <p class="muted depth">{ format!("{} waiting, {} in progress · {}/s processed", grouped(receiver.depth), grouped(receiver.in_flight), grouped(receiver.worked.into())) }</p>
            <p title="The most consumers that worked at once in the last 5 seconds"><b>{ parallel }</b>{ " in parallel, " }<b>{ all - parallel }</b>{ " idle" }<small class="muted lately">{ " · last 5 s" }</small></p>
            <div class="seats" aria-hidden="true">{ for receiver.consumers.iter().map(|one| html! { <i class={seat(*one)}></i> }) }</div>
        </section>
    }
}

const fn seat(doing: Doing) -> &'static str {
    match doing {
        Doing::Works => "works",
        Doing::Restarts => "away",
        Doing::Idle | Doing::Polls(_) => "",
    }
}

/// The last messages as they came: one to the right of the other, as high as its number among all. A straight line is total
/// order; what is late for its truck, or came before, is marked.
fn order(recent: &[(u32, Verdict)]) -> Html {
    let (Some(least), Some(most)) =
        (recent.iter().map(|(index, _)| *index).min(), recent.iter().map(|(index, _)| *index).max())
    else {
        return html! { <p class="empty">{ "Nothing received yet." }</p> };
    };
    let span = f64::from((most - least).max(1));
    let place = |(at, (index, _)): (usize, &(u32, Verdict))| {
        (at as f64 * 240.0 / 119.0, 58.0 - f64::from(index - least) / span * 56.0)
    };
    let line: String = recent.iter().enumerate().map(place).map(|(x, y)| format!("{x:.1},{y:.1} ")).collect();
    let wrong = recent.iter().enumerate().filter(|(_, (_, verdict))| *verdict != Verdict::InOrder);
    let wrong = wrong.map(|(at, one)| {
        let (x, y) = place((at, one));
        let class = if one.1 == Verdict::Doubled { "doubled" } else { "late" };
        html! { <rect class={class} x={format!("{:.1}", x - 2.0)} y={format!("{:.1}", y - 2.0)} width="4" height="4" /> }
    });
    html! {
        <svg class="order" viewBox="0 0 240 60" preserveAspectRatio="none" role="img"
            aria-label="The numbers of the last messages, in the order in which they came">
            <polyline points={line} />{ for wrong }
        </svg>
    }
}

/// Nano-dollars as people read them.
fn dollars(nano: u64) -> String {
    format!("${}.{:06}", nano / 1_000_000_000, nano % 1_000_000_000 / 1_000)
}
