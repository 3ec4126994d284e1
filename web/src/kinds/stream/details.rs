//! What is known of the thing that was clicked: a shard, a record, a key.
use super::inspected::{Inspected, KeyView, RecordView};
use super::shard::{ShardProps, shard_panel};
use crate::card::{Deed, Focus};
use crate::form::on;
use crate::format::{bytes, clock, grouped};
use crate::kinds::{words, zone};
use shardscope_core::base::Duration;
use yew::prelude::*;

/// What was chosen; nothing, if nothing was.
pub fn details(inspected: &Inspected, stream: &str, send: &Callback<Deed>) -> Html {
    match inspected {
        Inspected::Nothing => Html::default(),
        Inspected::Shard(detail) => {
            let (detail, stream) = ((**detail).clone(), stream.to_string());
            let key = detail.shard.id.0;
            html! { <key={key}>{ shard_panel(&ShardProps { detail, stream, send: send.clone() }) }</> }
        }
        Inspected::Record(view) => record(view, send),
        Inspected::Gone => {
            html! { <p class="empty">{ "That has expired: it is older than the retention period, and gone for good." }</p> }
        }
        Inspected::Key(view) => key(view, send),
    }
}

fn record(view: &RecordView, send: &Callback<Deed>) -> Html {
    let zones: String = (0..3).filter(|&zone| view.copies[usize::from(zone)]).map(zone).collect::<Vec<_>>().join(", ");
    let shard = view.shard;
    html! {
        <article class="card">
            <header><h3>{ format!("Record {} of ", grouped(view.ordinal + 1)) }
                <button class="link" onclick={on(send, Deed::Focus(Focus::Shard(shard)))}>{ words::shard(shard) }</button></h3></header>
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

fn key(view: &KeyView, send: &Callback<Deed>) -> Html {
    let goes_to = match view.shard {
        Some(shard) => {
            html! { <button class="link" onclick={on(send, Deed::Focus(Focus::Shard(shard)))}>{ words::shard(shard) }</button> }
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
