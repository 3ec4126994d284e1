//! Why: whatever was clicked, explained.
use super::shard_panel::{ShardProps, shard_panel};
use super::{PanelProps, on, stream_panel};
use crate::format::{bytes, clock, grouped};
use crate::msg::Msg;
use crate::platform::page;
use crate::text;
use crate::view::{Focus, Inspected, KeyView, RecordView, View};
use shardscope_core::base::Duration;
use std::rc::Rc;
use yew::prelude::*;

pub struct InspectorProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub focus: Focus,
}

pub fn inspector(props: &InspectorProps) -> Html {
    let Some(stream) = &props.view.stream else { return Html::default() };
    let send = &props.send;
    let body = match &props.view.inspected {
        Inspected::Nothing => why(&props.view),
        Inspected::Shard(detail) => {
            let (detail, stream) = ((**detail).clone(), stream.name.clone());
            let key = detail.shard.id.0;
            html! { <key={key}>{ shard_panel(&ShardProps { detail, stream, send: send.clone() }) }</> }
        }
        Inspected::Record(view) => record(view, send),
        Inspected::Gone => {
            html! { <p class="empty">{ "That has expired: it is older than the retention period, and gone for good." }</p> }
        }
        Inspected::Key(view) => key(view, send),
    };
    html! {
        <>
            <div class="column-head">
                <h2>{ "Why" }</h2>
                if props.focus != Focus::Stream { <button class="quiet" onclick={on(send, || Msg::Focus(Focus::Stream))}>{ "Back" }</button> }
            </div>
            { search(send) }
            <div class="inspected" aria-live="off">{ body }</div>
            { stream_panel::zones(&PanelProps { view: props.view.clone(), send: send.clone() }) }
        </>
    }
}

fn search(send: &Callback<Msg>) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let text = page::value(&event);
        if !text.is_empty() {
            send.emit(Msg::Search(text));
        }
    });
    html! { <input id="key-search" class="search" type="search" placeholder="Find a partition key  ( / )" aria-label="Find a partition key" {onchange} /> }
}

/// Nothing is chosen: what is most worth knowing about the stream.
fn why(view: &View) -> Html {
    let Some(stream) = &view.stream else { return Html::default() };
    let worst = stream.shards.iter().filter(|shard| shard.rate.throttled > 0).max_by_key(|shard| shard.rate.throttled);
    let Some(shard) = worst else {
        let text = match stream.throttled_shards {
            0 => "Each key hashes to one place on the bar, so to one shard. Click a shard, a record or a boundary; drag a \
                  boundary into a shard to split it, a shard onto its neighbour to merge them.".to_string(),
            count => format!("{} shards refuse records now.", grouped(count.into())),
        };
        return html! { <p class="muted">{ text }</p> };
    };
    let records = shard.rate.records >= 950;
    let hot = view.producers.iter().filter_map(|p| p.hottest.as_ref());
    let hot = hot.filter(|(.., hash_key, _)| shard.range.contains(*hash_key)).max_by_key(|(.., rate)| *rate);
    html! {
        <article class="card hot">
            <header><h3>{ format!("Records refused at {}", text::shard(shard.id)) }</h3></header>
            <p>{ format!("It takes {} a second and has reached that. {} records a second come back with", if records { "1,000 records" } else { "1 MiB" }, grouped(shard.rate.throttled)) }</p>
            <p class="mono error-name">{ "ProvisionedThroughputExceededException" }</p>
            if let Some((_, key, _, rate)) = hot {
                if *rate >= 500 {
                    <p>{ format!("{key} alone sends {} records a second. ", grouped(*rate)) }{ text::ONE_KEY_CANNOT_BE_SPLIT }</p>
                } else {
                    <p>{ "No single key is hot: a split would help. Select the shard to see where." }</p>
                }
            } else {
                <p>{ "Split the shard where its traffic balances, or choose keys that spread better." }</p>
            }
            <p class="muted">{ "Limits: Kinesis Data Streams Developer Guide, quotas." }</p>
        </article>
    }
}

fn record(view: &RecordView, send: &Callback<Msg>) -> Html {
    let zones: String =
        (0..3).filter(|&zone| view.copies[usize::from(zone)]).map(text::zone_name).collect::<Vec<_>>().join(", ");
    let shard = view.shard;
    html! {
        <article class="card">
            <header><h3>{ format!("Record {} of ", grouped(view.ordinal + 1)) }
                <button class="link" onclick={on(send, move || Msg::Focus(Focus::Shard(shard)))}>{ text::shard(shard) }</button></h3></header>
            <dl class="facts">
                <dt>{ "partition key" }</dt><dd>{ &view.partition_key }</dd>
                <dt>{ if view.explicit { "hash key" } else { "MD5" } }</dt><dd class="mono">{ format!("{:032x}", view.hash_key.0) }</dd>
                <dt>{ "as a number" }</dt><dd class="mono">{ view.hash_key.to_string() }</dd>
                <dt>{ "sequence no." }</dt><dd class="mono">{ &view.sequence_number }</dd>
                <dt>{ "arrived" }</dt><dd>{ clock(Duration::from_micros(view.arrival_micros)) }</dd>
                <dt>{ "size" }</dt><dd>{ format!("{} with its key", bytes(view.bytes)) }</dd>
                <dt>{ "copies in" }</dt><dd>{ format!("zones {zones}") }</dd>
            </dl>
            if view.user_records > 1 {
                <p>{ format!("The library has packed {} user records into this one.", grouped(view.user_records.into())) }</p>
            }
            <pre class="data">{ &view.data }</pre>
            if let Some(text) = &view.decrypted {
                <p class="muted">{ "Encrypted by its producer (AES-128-GCM), here as hexadecimal digits. With the producer's key it reads:" }</p>
                <pre class="data">{ text }</pre>
            }
        </article>
    }
}

fn key(view: &KeyView, send: &Callback<Msg>) -> Html {
    let goes_to = match view.shard {
        Some(shard) => {
            html! { <button class="link" onclick={on(send, move || Msg::Focus(Focus::Shard(shard)))}>{ text::shard(shard) }</button> }
        }
        None => html! { "any shard: the agent knows no keys" },
    };
    html! {
        <article class="card">
            <header><h3>{ &view.partition_key }</h3>
                if let Some(rate) = view.per_second { <output>{ format!("{}/s", grouped(rate)) }</output> }</header>
            <dl class="facts">
                <dt>{ "MD5" }</dt><dd class="mono">{ format!("{:032x}", view.hash_key.0) }</dd>
                <dt>{ "as a number" }</dt><dd class="mono">{ view.hash_key.to_string() }</dd>
                <dt>{ "goes to" }</dt><dd>{ goes_to }</dd>
            </dl>
            <p class="muted">{ "Its records, in flight and in the log, stay bright; all others are dimmed." }</p>
        </article>
    }
}
