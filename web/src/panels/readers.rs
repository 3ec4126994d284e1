//! Polling applications: a card each.
use super::application_card::applications;
use super::field::Choice;
use super::lambda_card::functions;
use super::setting::Fields;
use super::{PanelProps, on};
use crate::format::{grouped, millis};
use crate::msg::Msg;
use crate::scenario;
use crate::text;
use crate::view::Dialog;
use crate::view::{ReaderView, StreamView};
use shardscope_core::client::Kind;
use shardscope_core::client::{Position, ReaderSpec, StartingPosition};
use shardscope_core::sim::Command;
use yew::prelude::*;

pub fn readers(props: &PanelProps) -> Html {
    let stream = props.view.stream.as_ref().map(|stream| stream.name.clone());
    let cards = props.view.readers.iter().enumerate().map(|(number, reader)| {
        let card = card(&CardProps { number, reader: reader.clone(), send: props.send.clone() });
        html! { <key={reader.id.0}>{ card }</> }
    });
    let by_lane = |stream: &StreamView| props.view.lanes.iter().any(|lane| lane.spec.target.name() == stream.name);
    let lane = props.view.stream.as_ref().is_some_and(by_lane);
    html! {
        <>
            <div class="column-head">
                <h2>{ "Readers" }</h2>
                if let Some(stream) = &stream {
                    <button class="quiet" title="Crash, stall, cut off, poison, lose answers, pause: for as long as you say"
                        onclick={on(&props.send, || Msg::Show(Some(Dialog::Faults)))}>{ "Faults" }</button>
                    { add(stream, props) }
                }
            </div>
            if !props.view.applications.is_empty() { { applications(props) } }
            if !props.view.mappings.is_empty() { { functions(props) } }
            { for cards }
            if props.view.readers.is_empty() && props.view.applications.is_empty() && props.view.mappings.is_empty() && stream.is_some() {
                <p class="empty">{ if lane { "The consumers of its lane read it: the lab shows them." } else { "Nobody reads this stream. Its records stay until they expire, read or not." } }</p>
            }
        </>
    }
}

fn add(stream: &str, props: &PanelProps) -> Html {
    let options = [
        ("", "+ Add"),
        ("trim", "from TRIM_HORIZON"),
        ("latest", "from LATEST"),
        ("careless", "children before parents"),
        ("kcl", "KCL, two workers"),
        ("fan-out", "KCL, enhanced fan-out"),
        ("kcl-ids", "KCL, ids in a table"),
        ("kcl-number", "KCL, sequence numbers kept"),
        ("lambda", "Lambda function"),
        ("lambda-lanes", "Lambda, 10 at once per shard"),
        ("lambda-window", "Lambda, windows of 30 s"),
    ];
    let (stream, send, count) = (stream.to_string(), props.send.clone(), props.view.readers.len());
    let applications = props.view.applications.iter().map(|application| application.id.0).max().map_or(0, |id| id + 1);
    let functions = props.view.mappings.len();
    let choose = Callback::from(move |name: String| {
        if name.starts_with("kcl") || name == "fan-out" {
            let spec = scenario::application(&stream, &format!("kcl-{}", applications + 1), &name);
            return send.emit(Msg::Do(Box::new(Command::Add(spec.into()))));
        }
        if name.starts_with("lambda") {
            let spec = scenario::function(&stream, &format!("function-{}", functions + 1), &name);
            return send.emit(Msg::Do(Box::new(Command::Add(spec.into()))));
        }
        let start = if name == "latest" { StartingPosition::Latest } else { StartingPosition::TrimHorizon };
        let spec = scenario::reader(&stream, &format!("app {}", count + 1), 1_000);
        if !name.is_empty() {
            let spec = ReaderSpec { start, parents_first: name != "careless", ..spec };
            send.emit(Msg::Do(Box::new(Command::Add(spec.into()))));
        }
    });
    let options = options.map(|(value, text)| (value.into(), text.into())).to_vec();
    html! { <Choice label="Add a reader" {options} value="" on_change={choose} hide_label=true /> }
}

struct CardProps {
    number: usize,
    reader: ReaderView,
    send: Callback<Msg>,
}

fn card(props: &CardProps) -> Html {
    let (reader, send) = (&props.reader, &props.send);
    let id = reader.id;
    let fields = Fields::new(id, &reader.spec, send);
    let late = reader.lag_millis > 5_000;
    html! {
        <article class="card">
            <header>
                <span class={format!("position r{}", props.number % 4)} aria-hidden="true"></span>
                <h3>{ &reader.spec.name }{ text::number(id.0) }</h3>
                <output class={classes!(late.then_some("bad"))}>{ format!("lag {}", millis(reader.lag_millis)) }</output>
            </header>
            <p class="muted">{ about(reader) }</p>
            { shards(reader) }
            { order(reader) }
            <details>
                <summary>{ "Settings" }</summary>
                <div class="form">
                    { fields.number("polling") }
                    { fields.number("records-per-second") }
                    <button class="quiet" onclick={on(send, move || Msg::Do(Box::new(Command::Remove(Kind::Reader, id))))}>{ "Remove" }</button>
                </div>
            </details>
        </article>
    }
}

fn about(reader: &ReaderView) -> String {
    let order = if reader.spec.parents_first { "" } else { " · ignores parents" };
    format!(
        "shared polling, every {}{}{order} · {} behind",
        millis(reader.spec.polling_millis.into()),
        text::delivered(reader.propagation),
        grouped(reader.lag_records)
    )
}

/// A tab per shard that it reads: shard number, and how far behind.
fn shards(reader: &ReaderView) -> Html {
    let tabs = reader.shards.iter().map(|shard| {
        let (class, title) = match shard.position {
            Position::WaitsForParents => {
                ("tab waits", format!("shard {} waits until its parents are read", shard.shard.0))
            }
            _ if shard.lag_millis > 5_000 => {
                ("tab late", format!("shard {}: {} behind", shard.shard.0, millis(shard.lag_millis)))
            }
            Position::At(_) | Position::Ended => {
                ("tab", format!("shard {}: {} behind", shard.shard.0, millis(shard.lag_millis)))
            }
        };
        html! { <span {class} {title}>{ shard.shard.0 }</span> }
    });
    html! { <div class="tabs" role="group" aria-label="Shards">{ for tabs }if reader.more_shards > 0 { <span class="muted">{ format!("and {} more", grouped(reader.more_shards as u64)) }</span> }</div> }
}

fn order(reader: &ReaderView) -> Html {
    let order = &reader.order;
    let wrong = order.out_of_order > 0;
    html! {
        <dl class="counts">
            <div><dt>{ "in order" }</dt><dd>{ grouped(order.in_order) }</dd></div>
            <div class={classes!(wrong.then_some("bad"))}><dt>{ "out of order" }</dt><dd>{ grouped(order.out_of_order) }</dd></div>
            if reader.stats.refused > 0 {
                <div class="bad" title="GetRecords calls refused for the shard's limits"><dt>{ "refused" }</dt><dd>{ grouped(reader.stats.refused) }</dd></div>
            }
            if reader.stats.missed > 0 { <div class="bad"><dt>{ "missed" }</dt><dd>{ grouped(reader.stats.missed) }</dd></div> }
        </dl>
    }
}
