//! Why: whatever was clicked, explained.
use crate::card::{Chip, Deed, Focus, Place, Reason};
use crate::form;
use crate::kinds::stream;
use crate::msg::Msg;
use crate::platform::page;
use crate::story::Part;
use crate::view::View;
use yew::prelude::*;

pub fn why(view: &View, focus: Focus, send: &Callback<Msg>, deeds: &Callback<Deed>) -> Html {
    if view.stream.is_none() && focus == Focus::Stream {
        return Html::default();
    }
    html! {
        <>
            <div class="column-head">
                <h2>{ t!(panels.why_head) }</h2>
                if focus != Focus::Stream { <button class="quiet" onclick={form::on(deeds, Deed::Focus(Focus::Stream))}>{ t!(panels.back) }</button> }
            </div>
            { search(send) }
            <div class="inspected" aria-live="off">
                { chain(view, focus, deeds) }
                { view.stream.as_ref().map(|stream| stream::details(&view.inspected, &stream.name, deeds)) }
            </div>
            { view.stream.as_ref().map(|stream| stream::zones(stream, deeds)) }
        </>
    }
}

/// Consumers that a phone has room for above the picture.
const CONSUMERS: usize = 3;

/// What a step of a story means and a phone shows in no column: the first cause, which opens the others where a
/// thing is looked at, and how far consumers are.
pub fn in_short(view: &View, focus: Focus, deeds: &Callback<Deed>) -> Html {
    let Some(story) = &view.story else { return Html::default() };
    let means = |part| story.lit.parts.contains(&part);
    let first = view.why.reasons.first().filter(|_| means(Part::Why)).map(|reason| match focus {
        Focus::Stream => html! { <p>{ &reason.text }</p> },
        Focus::Shard(_) | Focus::Record(..) | Focus::Key(..) | Focus::Thing(_) => {
            html! { <button class="bare" title={t!(panels.why)} onclick={form::on(deeds, Deed::Focus(focus))}>{ &reason.text }</button> }
        }
    });
    let consumers = view.route.iter().filter(|chip| chip.place == Place::Processes && means(Part::Consumers));
    let consumer = |chip: &Chip| html! { <span><b>{ &chip.name }</b>{ " " }<span class={chip.figure.tone.class()}>{ &chip.figure.text }</span></span> };
    let consumers: Html = consumers.take(CONSUMERS).map(consumer).collect();
    html! { <div class="in-short">{ first }{ consumers }</div> }
}

fn search(send: &Callback<Msg>) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let text = page::value(&event);
        if !text.is_empty() {
            send.emit(Msg::Search(text));
        }
    });
    html! { <input id="key-search" class="search" type="search" placeholder={t!(panels.find_a_partition_key)} aria-label={t!(panels.find_a_partition_key_label)} {onchange} /> }
}

/// The chain of causes of what is looked at.
fn chain(view: &View, focus: Focus, deeds: &Callback<Deed>) -> Html {
    let (title, reasons) = (&view.why.title, &view.why.reasons);
    let (name, is_thing) = match focus {
        Focus::Thing(subject) => (view.card(subject).map(|card| card.name.clone()), true),
        Focus::Stream | Focus::Shard(_) | Focus::Record(..) | Focus::Key(..) => (Some(title.clone()), false),
    };
    let Some(name) = name else {
        return html! { <p class="empty">{ t!(panels.it_no_longer_exists) }</p> };
    };
    if reasons.is_empty() {
        let text = match focus {
            Focus::Thing(_) => t!(panels.there_is_nothing_to_explain),
            Focus::Stream => {
                t!(panels.each_key_hashes_to_one_place)
            }
            Focus::Shard(_) | Focus::Record(..) | Focus::Key(..) => return Html::default(),
        };
        let heading = is_thing.then(|| html! { <header><h3>{ name }</h3></header> });
        return html! { <div class={classes!(is_thing.then_some("card"))}>{ heading }<p class="muted">{ text }</p></div> };
    }
    html! {
        <article class="card hot">
            <header><h3>{ name }</h3></header>
            <ol class="chain">{ for reasons.iter().map(|reason| link(reason, deeds)) }</ol>
        </article>
    }
}

fn link(reason: &Reason, deeds: &Callback<Deed>) -> Html {
    match reason.leads_to {
        Some(focus) => html! {
            <li><button class="bare" title={t!(panels.look_at_it)} onclick={form::on(deeds, Deed::Focus(focus))}>{ &reason.text }</button></li>
        },
        None => html! { <li>{ &reason.text }</li> },
    }
}
