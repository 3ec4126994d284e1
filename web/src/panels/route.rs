//! The route: all things of the run in the order in which a record passes them. It is the map, and the way about.
use super::{PageProps, card, columns};
use crate::card::{Chip, Deed, Focus, Place, Tone};
use crate::form;
use crate::platform::page;
use shardscope_core::kinesis::StreamId;
use yew::prelude::*;

/// Things of one place that stand beside each other; more than that fold into a menu.
const BESIDE: usize = 3;

/// Whether what a chip leads to is what is looked at.
pub fn is_shown(deed: &Deed, focus: Focus, stream: Option<StreamId>, room: bool) -> bool {
    match (deed, focus) {
        (Deed::Room, _) => room,
        _ if room => false,
        (Deed::Look(subject, _), Focus::Thing(of)) => *subject == of,
        (Deed::Stream(id), Focus::Stream | Focus::Shard(_) | Focus::Record(..) | Focus::Key(..)) => stream == Some(*id),
        _ => false,
    }
}

pub fn route(props: &PageProps) -> Html {
    let view = &props.view;
    let room = view.room.is_some() && props.room;
    let chips: Vec<Chip> = view
        .route
        .iter()
        .map(|chip| Chip { is_shown: is_shown(&chip.deed, props.focus, props.stream, room), ..chip.clone() })
        .collect();
    let places = Place::ALL.into_iter().map(|place| chips.iter().filter(move |chip| chip.place == place));
    let places: Vec<Vec<&Chip>> = places.map(Iterator::collect).filter(|of: &Vec<&Chip>| !of.is_empty()).collect();
    let walk = Callback::from(|event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => return,
        };
        event.stop_propagation();
        event.prevent_default();
        page::focus_beside(".route .chip", step);
    });
    let watched = view.elapsed.as_micros() as f64 / 1e6 / view.speed.max(f64::MIN_POSITIVE);
    let stops = places.iter().enumerate().map(|(number, chips)| {
        let arrow = (number > 0).then(|| arrow(&places[number - 1], chips, watched));
        html! { <>{ arrow }{ stop(chips, props) }</> }
    });
    html! {
        <nav class="route" aria-label={t!(panels.route)} onkeydown={walk}>
            { for stops }
            { columns::add_menu(props) }
        </nav>
    }
}

/// The things of one place.
fn stop(chips: &[&Chip], props: &PageProps) -> Html {
    let first = if chips.len() > BESIDE { BESIDE - 1 } else { BESIDE };
    // What is looked at, then what is in trouble, stands in front.
    let mut order: Vec<&Chip> = chips.to_vec();
    order.sort_by_key(|chip| (!chip.is_shown, chip.figure.tone != Tone::Bad));
    let beside: Vec<&Chip> = if chips.len() > BESIDE { order[..first].to_vec() } else { chips.to_vec() };
    let rest: Vec<&Chip> = chips.iter().copied().filter(|chip| !beside.contains(chip)).collect();
    let several = if rest.iter().all(|chip| chip.several == rest[0].several) {
        rest.first().map_or("", |of| of.several)
    } else {
        t!(panels.others)
    };
    html! {
        <span class="stop">
            { for beside.iter().map(|of| chip(of, props)) }
            if !rest.is_empty() {
                <details class="more"><summary class="chip">{ format!("+ {} {several}", rest.len()) }</summary>
                    <div class="menu">{ for rest.iter().map(|of| chip(of, props)) }</div></details>
            }
        </span>
    }
}

fn chip(of: &Chip, props: &PageProps) -> Html {
    let class = classes!("chip", (of.figure.tone == Tone::Bad).then_some("trouble"));
    let current = of.is_shown.then_some("true");
    html! {
        <button key={of.key.clone()} {class} aria-current={current} onclick={form::on(&props.deeds, of.deed.clone())}>
            { card::mark(of.mark) }<b>{ &of.name }</b><span class={of.figure.tone.class()}>{ &of.figure.text }</span>
        </button>
    }
}

/// Between two places: how much flows, and whether something is wrong on the way. The dashes are where the run's own time
/// has brought them, at the speed that it is played with, so that they stand still with it.
fn arrow(before: &[&Chip], after: &[&Chip], watched: f64) -> Html {
    let most = |chips: &[&Chip]| chips.iter().filter_map(|chip| chip.flow).max();
    // Where one of the two is not counted, the other tells.
    let flow =
        most(before).zip(most(after)).map(|(from, to)| if from == 0 || to == 0 { from.max(to) } else { from.min(to) });
    let at = flow.map(|flow| format!("--at: {:.1}px", watched * pixels_a_second(flow) % DASH));
    let trouble = after.iter().any(|chip| chip.figure.tone == Tone::Bad);
    let class = classes!("arrow", flow.map(|_| "flows"), trouble.then_some("trouble"));
    html! { <i {class} style={at} aria-hidden="true"></i> }
}

/// One dash and the gap behind it, in pixels, as the style sheet draws them.
const DASH: f64 = 12.0;

/// How fast dashes go for so many records a second. However seldom the panels are refreshed, they move by
/// less than half of a dash and its gap, so that the eye follows them.
const fn pixels_a_second(flow: u64) -> f64 {
    match flow {
        0..=20 => 3.0,
        21..=500 => 6.0,
        _ => 9.5,
    }
}
