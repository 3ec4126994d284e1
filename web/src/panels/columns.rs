//! The columns: who writes, what is beside streams, who reads.
use super::{PageProps, PanelProps, card};
use crate::card::{Deed, Dialog};
use crate::form::menu::{Menu, Pick};
use crate::form::on;
use crate::kinds::{self, Side};
use crate::scene::Theme;
use shardscope_core::sim::Command;
use yew::prelude::*;

/// The cards of a side.
pub fn side(props: &PanelProps, side: Side, theme: Theme) -> Html {
    let view = &props.view;
    let cards: Vec<_> = view.cards.iter().filter(|(of, _)| *of == side).map(|(_, card)| card).collect();
    if side == Side::Messaging && cards.is_empty() {
        return Html::default();
    }
    let head = match side {
        Side::Producers => t!(panels.producers),
        Side::Consumers => t!(panels.consumers),
        Side::Messaging => t!(panels.queues_and_topics),
    };
    let empty = cards.is_empty().then(|| html! { <p class="empty">{ nobody(props, side) }</p> });
    let cards = cards.into_iter().map(|one| {
        html! { <key={format!("{} {}", one.of.kind, one.of.id)}>{ card::card(one, theme, &props.deeds) }</> }
    });
    html! {
        <>
            <div class="column-head"><h2>{ head }</h2><span class="tools">{ tools(props, side) }</span></div>
            { for cards }
            { empty }
        </>
    }
}

fn tools(props: &PanelProps, side: Side) -> Html {
    let deeds = &props.deeds;
    if side == Side::Messaging {
        return html! { <button class="quiet" onclick={on(deeds, Deed::Show(Dialog::sheet("queues", 0)))}>{ t!(common.queues) }</button> };
    }
    if props.view.stream.is_none() {
        return Html::default();
    }
    let faults = (side == Side::Consumers).then(|| {
        html! {
            <button class="quiet" title={t!(panels.crash_stall_cut_off_poison_lose)}
                onclick={on(deeds, Deed::Show(Dialog::Faults))}>{ t!(panels.faults) }</button>
        }
    });
    html! { <>{ faults }{ add(props, side) }</> }
}

/// The list of what can be added.
fn add(props: &PanelProps, side: Side) -> Html {
    let adds: Vec<_> = props.view.adds.iter().filter(|(of, ..)| *of == side).cloned().collect();
    let options: Vec<(AttrValue, AttrValue)> =
        adds.iter().map(|(_, add, _)| (add.name.into(), add.text.text().into())).collect();
    let send = props.deeds.clone();
    let choose = Callback::from(move |name: String| {
        let chosen = adds.iter().find(|(_, add, _)| add.name == name);
        chosen.into_iter().for_each(|(.., command)| send.emit(Deed::Do(command.clone())));
    });
    let label = if side == Side::Producers { t!(panels.add_a_producer) } else { t!(panels.add_a_consumer) };
    html! { <Pick {label} head={t!(panels.add)} {options} on_pick={choose} class={classes!((side == Side::Consumers).then_some("end"))} /> }
}

/// What can be added to the run, as a menu at the end of the route.
pub fn add_menu(props: &PageProps) -> Html {
    let deeds = &props.deeds;
    let item = |(_, add, command): &(Side, &'static kinds::Add, Command)| {
        html! { <button class="item" onclick={on(deeds, Deed::Do(command.clone()))}>{ add.text.text() }</button> }
    };
    let of = |side: Side| props.view.adds.iter().filter(move |(of, ..)| *of == side);
    let sheet = |name: &'static str| on(deeds, Deed::Show(Dialog::sheet(name, 0)));
    html! {
        <Menu label={t!(panels.add)} class="add">
            <button class="item" onclick={sheet("new-stream")}>{ t!(panels.a_stream) }</button>
            <button class="item" onclick={sheet("queues")}>{ t!(panels.a_queue) }</button>
            if of(Side::Producers).next().is_some() { <h3>{ t!(panels.producers) }</h3>{ for of(Side::Producers).map(item) } }
            if of(Side::Consumers).next().is_some() { <h3>{ t!(panels.consumers) }</h3>{ for of(Side::Consumers).map(item) } }
        </Menu>
    }
}

/// Why a column is empty.
fn nobody(props: &PanelProps, side: Side) -> &'static str {
    let room = props.view.room.as_ref();
    match (props.view.stream.is_some(), side) {
        (false, _) if props.view.route.is_empty() => t!(panels.create_a_stream_first),
        (false, _) => t!(panels.this_run_has_no_stream),
        (true, Side::Producers) => {
            room.and_then(|room| room.writes).unwrap_or(t!(panels.nobody_writes_to_this_stream_add))
        }
        (true, Side::Consumers | Side::Messaging) => {
            room.and_then(|room| room.reads).unwrap_or(t!(panels.no_one_is_reading_this_stream))
        }
    }
}
