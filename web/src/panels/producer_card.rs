//! Producers: a card each, and what can be added.
use super::field::{Choice, Number};
use super::producer_form::ProducerForm;
use super::setting;
use super::{PanelProps, on};
use crate::format::{bytes, grouped, millis};
use crate::msg::Msg;
use crate::scenario;
use crate::text;
use crate::view::{FileTail, ProducerView};
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::Kind;
use shardscope_core::client::{Api, BURST, ProducerSpec, Workload};
use shardscope_core::sim::Command;
use yew::prelude::*;

pub fn producers(props: &PanelProps, unfolded: Option<ActorId>) -> Html {
    let stream = props.view.stream.as_ref().map(|stream| stream.name.clone());
    let cards = props.view.producers.iter().map(|producer| {
        let card = card(&CardProps {
            unfolded: unfolded == Some(producer.id),
            producer: producer.clone(),
            send: props.send.clone(),
        });
        html! { <key={producer.id.0}>{ card }</> }
    });
    html! {
        <>
            <div class="column-head">
                <h2>{ "Producers" }</h2>
                if let Some(stream) = &stream { { add(stream, &props.send) } }
            </div>
            { for cards }
            if props.view.producers.is_empty() {
                <p class="empty">{ if stream.is_some() { "Nobody writes to this stream. Add a producer." } else { "Create a stream first." } }</p>
            }
        </>
    }
}

/// The list of workloads to add.
fn add(stream: &str, send: &Callback<Msg>) -> Html {
    let options = [
        ("", "+ Add"),
        ("trucks", "100 trucks (GPS)"),
        ("clicks", "clicks by user"),
        ("sensors", "sensors"),
        ("countries", "visitors by country"),
        ("custom", "custom keys"),
        ("agent", "a log file, by the agent"),
    ];
    let (stream, send) = (stream.to_string(), send.clone());
    let choose = Callback::from(move |name: String| {
        let workload = match name.as_str() {
            "trucks" => Workload::Trucks,
            "clicks" => Workload::Clicks,
            "sensors" => Workload::Sensors,
            "countries" => Workload::Countries,
            "custom" => Workload::Custom { prefix: "key-".into() },
            "agent" => return send.emit(Msg::Do(Box::new(Command::Add(scenario::agent(&stream).into())))),
            _ => return,
        };
        send.emit(Msg::Do(Box::new(Command::Add(scenario::producer(&stream, workload).into()))));
    });
    let options = options.map(|(value, text)| (value.into(), text.into())).to_vec();
    html! { <Choice label="Add a producer" {options} value="" on_change={choose} hide_label=true /> }
}

struct CardProps {
    unfolded: bool,
    producer: ProducerView,
    send: Callback<Msg>,
}

fn card(props: &CardProps) -> Html {
    let (producer, send) = (&props.producer, &props.send);
    let (id, spec) = (producer.id, &producer.spec);
    let hot = matches!(spec.workload, Workload::HotKey { .. });
    let is_file = matches!(spec.workload, Workload::File { own_timestamps: true, .. });
    let rate = {
        let (set, spec) = (setting::changes(id, spec, send), spec.clone());
        Callback::from(move |rate| set.emit(ProducerSpec { rate, ..spec.clone() }))
    };
    let unfold = {
        let send = send.clone();
        Callback::from(move |event: MouseEvent| {
            // The page says whether it is open: the form comes with the part that is loaded later.
            event.prevent_default();
            send.emit(Msg::Unfold(id));
        })
    };
    let top = if spec.rate > 6_000 { 50_000 } else { 6_000 };
    html! {
        <article class={classes!("card", hot.then_some("hot"))}>
            <header>
                <span class={format!("glyphs g{}", id.0 % 8)} aria-hidden="true"></span>
                <h3>{ &spec.name }{ text::number(id.0) }</h3>
                <output>{ if producer.finished { "all sent".to_string() } else { format!("{}/s", grouped(producer.rate_now.into())) } }</output>
            </header>
            <p class="muted">{ about(spec) }</p>
            if !is_file { <Number label="Rate" value={spec.rate} least={0} most={1_000_000} slide_to={top} unit="/s" on_change={rate} /> }
            { counts(producer) }
            if let Some(file) = &producer.file { { tail(file) } }
            if let Some(left) = producer.answers_lost { <p class="warn">{ format!("Its answers get lost for {} more.", millis(left.as_millis())) }</p> }
            if hot { <p class="warn">{ "One key can write 1,000 records/s at most. Splitting cannot help." }</p> }
            <div class="buttons">
                { actions(producer, send) }
            </div>
            <details open={props.unfolded}>
                <summary onclick={unfold}>{ "Settings" }</summary>
                if props.unfolded { { settings(producer, send) } }
            </details>
        </article>
    }
}

fn settings(producer: &ProducerView, send: &Callback<Msg>) -> Html {
    html! { <ProducerForm id={producer.id} spec={producer.spec.clone()} send={send.clone()} /> }
}

fn about(spec: &ProducerSpec) -> String {
    let api = match spec.api {
        Api::PutRecord => "PutRecord".to_string(),
        Api::PutRecords { batch } => format!("PutRecords ×{batch}"),
        Api::Kpl(_) => "KPL: aggregated".to_string(),
        Api::Agent(_) => "Kinesis agent".to_string(),
    };
    let keys = match &spec.workload {
        Workload::HotKey { partition_key } => format!("key {partition_key}"),
        Workload::File { .. } => "rows of a file".to_string(),
        Workload::Trucks | Workload::Clicks | Workload::Sensors | Workload::Countries | Workload::Custom { .. } => {
            format!("{} keys, {}", grouped(spec.keys.into()), text::distribution(spec.distribution))
        }
    };
    let sealed = if spec.encrypted { " · encrypted" } else { "" };
    let size = if matches!(spec.workload, Workload::File { .. }) {
        String::new()
    } else {
        format!(" · {}", bytes(spec.record_bytes.into()))
    };
    format!("{keys}{size} · {api}{sealed}")
}

fn counts(producer: &ProducerView) -> Html {
    let stats = &producer.stats;
    html! {
        <dl class="counts">
            <div><dt>{ "accepted" }</dt><dd>{ grouped(stats.accepted) }</dd></div>
            <div class={classes!((stats.refused > 0).then_some("bad"))}><dt>{ "refused" }</dt><dd>{ grouped(stats.refused) }</dd></div>
            <div class={classes!((stats.lost > 0).then_some("bad"))}><dt>{ "lost" }</dt><dd>{ grouped(stats.lost) }</dd></div>
            if stats.packed > 0 {
                <div title="Records of the stream that they were packed into"><dt>{ "packed into" }</dt><dd>{ grouped(stats.packed) }</dd></div>
                <div title="PUT payload units of 25 KiB that were not spent, each record by itself being one"><dt>{ "PUT units saved" }</dt>
                    <dd>{ grouped(stats.packed_users.saturating_sub(stats.payload_units)) }</dd></div>
            }
            if producer.waiting > 0 { <div><dt>{ "waiting" }</dt><dd>{ grouped(producer.waiting) }</dd></div> }
        </dl>
    }
}

/// Where an agent is in its file.
fn tail(file: &FileTail) -> Html {
    html! {
        <>
            <p class="muted" title="The agent's own database: where it goes on after a crash">
                { format!("checkpoint: line {}, byte {} · {} sent but not checkpointed", grouped(file.line), grouped(file.byte), grouped(file.unacknowledged)) }</p>
            if let Some(left) = file.down {
                <p class="warn">{ format!("The agent is down for {} more; the file grows. Then it sends again what is behind its checkpoint.", millis(left.as_millis())) }</p>
            }
        </>
    }
}

fn actions(producer: &ProducerView, send: &Callback<Msg>) -> Html {
    let id = producer.id;
    let remove = on(send, move || Msg::Do(Box::new(Command::Remove(Kind::Producer, id))));
    if matches!(producer.spec.workload, Workload::HotKey { .. }) {
        return html! { <button onclick={remove}>{ "Withdraw" }</button> };
    }
    // A burst of one times the rate ends the one that runs.
    let (factor, length) = if producer.bursting { (1, Duration::from_micros(1)) } else { BURST };
    let burst = on(send, move || Msg::Do(Box::new(Command::Burst { producer: id, factor, length })));
    let stream = producer.spec.stream_name.clone();
    let hottest = producer.hottest.as_ref().map(|(_, key, ..)| key.clone());
    html! {
        <>
            if let Some(key) = hottest {
                <button title={format!("{key} sends 1,400 records a second more (h)")}
                    onclick={on(send, move || Msg::Do(Box::new(Command::Add(scenario::hot(&stream, &key).into()))))}>{ "Inject hot key" }</button>
            }
            if !matches!(producer.spec.workload, Workload::File { own_timestamps: true, .. }) {
                <button onclick={burst} title="Five times the rate for 10 s">{ if producer.bursting { "End burst" } else { "Burst ×5" } }</button>
            }
            <button class="quiet" onclick={remove}>{ "Remove" }</button>
        </>
    }
}
