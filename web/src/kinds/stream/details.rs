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
            html! { <p class="empty">{ t!(stream.that_has_expired_it_is_older) }</p> }
        }
        Inspected::Key(view) => key(view, send),
    }
}

fn record(view: &RecordView, send: &Callback<Deed>) -> Html {
    let zones: String = (0..3).filter(|&zone| view.copies[usize::from(zone)]).map(zone).collect::<Vec<_>>().join(", ");
    let shard = view.shard;
    html! {
        <article class="card">
            <header><h3>{ t!(stream.record_of, ordinal = grouped(view.ordinal + 1)) }
                <button class="link" onclick={on(send, Deed::Focus(Focus::Shard(shard)))}>{ words::shard(shard) }</button></h3></header>
            <dl class="facts">
                <dt>{ t!(stream.partition_key) }</dt><dd>{ &view.partition_key }</dd>
                <dt>{ if view.explicit { t!(stream.hash_key) } else { "MD5" } }</dt><dd class="mono">{ format!("{:032x}", view.hash_key.0) }</dd>
                <dt>{ t!(stream.as_a_number) }</dt><dd class="mono">{ view.hash_key.to_string() }</dd>
                <dt>{ t!(stream.sequence_no) }</dt><dd class="mono">{ &view.sequence_number }</dd>
                <dt>{ t!(stream.arrived) }</dt><dd>{ clock(Duration::from_micros(view.arrival_micros)) }</dd>
                <dt>{ t!(stream.size) }</dt><dd>{ t!(stream.with_its_key, size = bytes(view.bytes)) }</dd>
                <dt>{ t!(stream.copies_in) }</dt><dd>{ t!(stream.zones, zones = zones) }</dd>
            </dl>
            if view.user_records > 1 {
                <p>{ t!(stream.the_library_has_packed_user_records, user_records = grouped(view.user_records.into())) }</p>
            }
            <pre class="data">{ &view.data }</pre>
            if let Some(text) = &view.decrypted {
                <p class="muted">{ t!(stream.encrypted_by_its_producer_aes_128) }</p>
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
        None => html! { t!(stream.any_shard_the_agent_knows_no) },
    };
    html! {
        <article class="card">
            <header><h3>{ &view.partition_key }</h3>
                if let Some(rate) = view.per_second { <output>{ format!("{}/s", grouped(rate)) }</output> }</header>
            <dl class="facts">
                <dt>{ "MD5" }</dt><dd class="mono">{ format!("{:032x}", view.hash_key.0) }</dd>
                <dt>{ t!(stream.as_a_number) }</dt><dd class="mono">{ view.hash_key.to_string() }</dd>
                <dt>{ t!(stream.goes_to) }</dt><dd>{ goes_to }</dd>
            </dl>
            <p class="muted">{ t!(stream.its_records_in_flight_and_in) }</p>
        </article>
    }
}
