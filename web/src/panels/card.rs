//! A card, whatever it is of.
use crate::card::{Action, Around, Card, Count, Deed, Focus, Mark, Part, Row, Setter, Tab, Tone};
use crate::form::field::Number;
use crate::form::menu::Pick;
use crate::form::{Settings, on};
use crate::format::grouped;
use crate::platform::page;
use crate::scene::Theme;
use crate::text;
use yew::prelude::*;

/// The class of a shard's tab whose consumer is far behind.
const LATE: &str = "late";

pub fn card(card: &Card, theme: Theme, send: &Callback<Deed>) -> Html {
    let status = card.status.as_ref().map(|status| {
        let output = html! { <output class={status.tone.class()}>{ &status.text }</output> };
        if !card.explains {
            return output;
        }
        let ask = on(send, Deed::Focus(Focus::Thing(card.of)));
        html! { <>{ output }<button class="quiet ask" title={t!(panels.why)} aria-label={t!(panels.why_of, name = card.name)} onclick={ask}>{ "?" }</button></> }
    });
    let has_fields = card.settings.is_some() || !card.fields.is_empty();
    html! {
        <article class={classes!("card", card.class)} tabindex="-1" aria-label={card.name.clone()}>
            <header>
                { mark(card.mark) }
                <h3>{ &card.name }{ card.number.map(text::number) }</h3>
                { status }
            </header>
            if !card.about.is_empty() { <p class="muted">{ &card.about }</p> }
            { for card.parts.iter().map(|part| self::part(part, card, theme, send)) }
            { actions(card, false, send) }
            if has_fields { <Fold title={t!(panels.settings)} body={fields(card, send)} /> }
        </article>
    }
}

pub(super) fn mark(mark: Mark) -> Html {
    match mark {
        Mark::None => Html::default(),
        Mark::Keys(number) => html! { <span class={format!("glyphs g{}", number % 8)} aria-hidden="true"></span> },
        Mark::Position(place) => html! { <span class={format!("position r{}", place % 4)} aria-hidden="true"></span> },
    }
}

fn part(part: &Part, card: &Card, theme: Theme, send: &Callback<Deed>) -> Html {
    // What is behind a figure that is not as it should be.
    let why = card.explains.then(|| on(send, Deed::Focus(Focus::Thing(card.of))));
    match part {
        Part::Number(of) => number(of, send),
        Part::Counts(counts) => {
            html! { <dl class="counts">{ for counts.iter().map(|of| count(of, why.as_ref())) }</dl> }
        }
        Part::Facts(facts) => {
            html! { <dl class="facts">{ for facts.iter().map(|(name, text)| html! { <><dt>{ *name }</dt><dd>{ text }</dd></> }) }</dl> }
        }
        Part::Line(text, tone, title) => {
            html! { <p class={tone.class()} title={(!title.is_empty()).then_some(*title)}>{ text }</p> }
        }
        Part::Tabs(all, more) => html! {
            <div class="tabs" role="group" aria-label={t!(common.shards)}>{ for all.iter().map(|of| tab(of, why.as_ref())) }
                if *more > 0 { <span class="muted">{ t!(panels.and_more, more = grouped(*more as u64)) }</span> }</div>
        },
        Part::Rows(rows, more) => html! {
            <>
                <ul class="workers">{ for rows.iter().map(|one| row(one, send)) }</ul>
                if *more > 0 { <p class="muted">{ t!(panels.and_more_workers, more = grouped(*more as u64)) }</p> }
            </>
        },
        Part::Fold(title, parts) => {
            let body = html! { <>{ for parts.iter().map(|part| self::part(part, card, theme, send)) }</> };
            html! { <Fold title={*title} {body} /> }
        }
        Part::Inset(inset) => {
            let nested = |card: &Card| self::card(card, theme, send);
            inset.draw(&Around { send, theme, notice: None, card: &nested })
        }
    }
}

fn count(count: &Count, why: Option<&Callback<MouseEvent>>) -> Html {
    let class = if count.tone == Tone::Plain { None } else { Some(count.tone.class()) };
    let title = (!count.title.is_empty()).then_some(count.title);
    let value = match why.filter(|_| count.tone == Tone::Bad) {
        Some(why) => {
            let label = format!("{} {}: {}", count.value, count.name, t!(panels.why));
            html! { <button class="figure" aria-label={label} onclick={why}>{ &count.value }</button> }
        }
        None => html! { &count.value },
    };
    html! { <div {class} {title}><dt>{ count.name }</dt><dd>{ value }</dd></div> }
}

fn tab(tab: &Tab, why: Option<&Callback<MouseEvent>>) -> Html {
    let (class, title) = (classes!("tab", tab.class), tab.title.clone());
    match why.filter(|_| tab.class == LATE) {
        Some(why) => {
            let label = format!("{} {}", tab.number, t!(panels.why_of, name = title));
            html! { <button {class} {title} aria-label={label} onclick={why}>{ tab.number }</button> }
        }
        None => html! { <span {class} {title}>{ tab.number }</span> },
    }
}

/// What can be done to it: at once, or with its settings.
fn actions(card: &Card, tucked: bool, send: &Callback<Deed>) -> Html {
    let mut all = card.actions.iter().filter(|action| action.tucked == tucked).peekable();
    if all.peek().is_none() {
        return Html::default();
    }
    html! { <div class="buttons">{ for all.map(|one| action(one, send)) }</div> }
}

fn action(action: &Action, send: &Callback<Deed>) -> Html {
    let title = (!action.title.is_empty()).then(|| action.title.clone());
    html! { <button class={action.class} {title} onclick={on(send, action.deed.clone())}>{ &action.label }</button> }
}

fn number(of: &Setter, send: &Callback<Deed>) -> Html {
    let (send, commands) = (send.clone(), of.commands.clone());
    let on_change =
        Callback::from(move |value: u32| commands(value).into_iter().for_each(|command| send.emit(Deed::Do(command))));
    html! {
        <Number label={of.label} unit={of.unit} value={of.value} least={of.least} most={of.most} slide_to={of.slide_to} {on_change} />
    }
}

/// Somebody within a thing.
fn row(row: &Row, send: &Callback<Deed>) -> Html {
    let options: Vec<(AttrValue, AttrValue)> =
        row.choices.iter().map(|choice| (choice.name.into(), choice.text.into())).collect();
    let choose = {
        let (send, choices) = (send.clone(), row.choices.clone());
        Callback::from(move |name: String| {
            let chosen = choices.iter().find(|choice| choice.name == name);
            chosen.into_iter().for_each(|choice| send.emit(choice.deed.clone()));
        })
    };
    let bad = (row.state.tone == Tone::Bad).then_some("bad");
    html! {
        <li key={row.number}>
            <span class={classes!("worker", bad)} title={row.title.clone()}>{ &row.name }<small>{ &row.state.text }</small></span>
            <span class="tabs">{ for row.tabs.iter().map(|of| tab(of, None)) }if row.more > 0 { <span class="muted">{ format!("+{}", row.more) }</span> }</span>
            <Pick label={t!(panels.do_something_to, name = row.name)} head="⋯" {options} on_pick={choose} class="end" />
        </li>
    }
}

fn fields(card: &Card, send: &Callback<Deed>) -> Html {
    html! {
        <>
            if let Some((id, spec)) = &card.settings { <Settings id={*id} spec={spec.clone()} send={send.clone()} /> }
            if !card.fields.is_empty() { <div class="form">{ for card.fields.iter().map(|one| number(one, send)) }</div> }
            { actions(card, true, send) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct FoldProps {
    title: &'static str,
    body: Html,
}

/// What folds away: it is there only while it is open.
#[component]
fn Fold(props: &FoldProps) -> Html {
    let open = use_state(|| false);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| open.set(page::is_open(&event)))
    };
    html! {
        <details {ontoggle}><summary>{ props.title }</summary>if *open { { props.body.clone() } }</details>
    }
}
