//! A shard in the inspector: what it is, and how to split or merge it by a form.
use super::inspected::ShardDetail;
use crate::card::{Deed, Focus};
use crate::form::on;
use crate::format::{bytes, grouped, millis};
use crate::kinds::ONE_KEY_CANNOT_BE_SPLIT;
use crate::platform::page;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{Request, ShardId};
use shardscope_core::sim::Command;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ShardProps {
    pub detail: ShardDetail,
    pub stream: String,
    pub send: Callback<Deed>,
}

pub fn shard_panel(props: &ShardProps) -> Html {
    let (detail, send) = (&props.detail, &props.send);
    let shard = &detail.shard;
    let link = |id: &ShardId| {
        let id = *id;
        html! { <button class="link" onclick={on(send, Deed::Focus(Focus::Shard(id)))}>{ id.0 }</button> }
    };
    html! {
        <article class="card">
            <header><h3>{ shard.id.to_string() }</h3><output>{ if detail.open { t!(stream.open) } else { t!(stream.closed) } }</output></header>
            <dl class="facts">
                <dt>{ t!(stream.from) }</dt><dd class="mono">{ shard.range.starting_hash_key.to_string() }</dd>
                <dt>{ t!(stream.to) }</dt><dd class="mono">{ shard.range.ending_hash_key.to_string() }</dd>
                <dt>{ t!(stream.first_sequence_number) }</dt><dd class="mono">{ &detail.starting_sequence_number }</dd>
                if let Some(number) = &detail.ending_sequence_number { <dt>{ t!(stream.last_number) }</dt><dd class="mono">{ number }</dd> }
                if !detail.parents.is_empty() { <dt>{ t!(stream.parents) }</dt><dd>{ for detail.parents.iter().map(link) }</dd> }
                if !detail.children.is_empty() { <dt>{ t!(stream.children) }</dt><dd>{ for detail.children.iter().map(link) }</dd> }
                <dt>{ t!(stream.kept) }</dt><dd>{ t!(stream.records_the_oldest, records = grouped(shard.records), oldest = millis(shard.oldest.as_millis())) }</dd>
                if detail.open {
                    <dt>{ t!(stream.writes) }</dt><dd>{ t!(stream.records_s_of_1_000_s, records = grouped(shard.rate.records), rate = bytes(shard.rate.bytes)) }</dd>
                }
                <dt>{ t!(stream.refused_row) }</dt><dd>{ t!(stream.records_so_far, throttled = grouped(detail.throttled)) }</dd>
            </dl>
            if detail.open { <Reshard detail={detail.clone()} stream={props.stream.clone()} send={send.clone()} /> }
            else { <p class="muted">{ t!(stream.closed_takes_no_records_any_more) }</p> }
        </article>
    }
}

/// The form for a split, and the merges.
#[component]
fn Reshard(props: &ShardProps) -> Html {
    let (detail, send) = (&props.detail, &props.send);
    let text = use_state(String::new);
    let id = detail.shard.id;
    let split = |at: HashKey| on(send, Deed::Do(Command::from(Request::split_shard(&props.stream, id, at))));
    let merge = |one: ShardId, two: ShardId, label: String| {
        let click = on(send, Deed::Do(Command::from(Request::merge_shards(&props.stream, one, two))));
        html! { <button onclick={click}>{ label }</button> }
    };
    let typed = text.trim().parse::<HashKey>();
    let wrong = match &typed {
        Err(error) if !text.is_empty() => Some(error.to_string()),
        Ok(at) if detail.shard.range.split_at(*at).is_none() => {
            let range = &detail.shard.range;
            Some(t!(
                stream.not_inside_this_shard_it_must,
                starting_hash_key = range.starting_hash_key,
                ending_hash_key = range.ending_hash_key
            ))
        }
        _ => None,
    };
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set(page::value(&event)))
    };
    let onkeydown = {
        let (go, legal) = (typed.as_ref().ok().map(|at| split(*at)), wrong.is_none());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(go) = go.as_ref().filter(|_| legal && event.key() == "Enter")
                && let Ok(click) = MouseEvent::new("click")
            {
                go.emit(click);
            }
        })
    };
    html! {
        <div class="reshard">
            <div class="buttons">
                <button class={classes!((!is_one_place(detail)).then_some("primary"))} title={t!(stream.split_in_the_middle_s)} onclick={split(detail.midpoint)}>{ t!(stream.split_in_half) }</button>
                { balanced(detail, &split) }
                if let Some(left) = detail.neighbours.0 { { merge(left, id, t!(stream.merge_with_left, left = left.0, id = id.0)) } }
                if let Some(right) = detail.neighbours.1 { { merge(id, right, t!(stream.merge_with_right, id = id.0, right = right.0)) } }
            </div>
            <div class="field">
                <label><span class="field-name">{ t!(stream.new_starting_hash_key) }</span>
                    <input class="mono" type="text" inputmode="numeric" value={(*text).clone()} {oninput} {onkeydown}
                        placeholder={detail.midpoint.to_string()} aria-invalid={wrong.is_some().then_some("true")} /></label>
                if let Some(wrong) = &wrong { <p class="field-error" role="alert">{ wrong }</p> }
            </div>
            if let (Ok(at), None) = (typed, &wrong) { <button onclick={split(at)}>{ t!(stream.split_there) }</button> }
        </div>
    }
}

/// Whether nearly all of its traffic is in one place, so that no cut divides it.
fn is_one_place(detail: &ShardDetail) -> bool {
    detail.balanced.is_some_and(|(_, below, above)| below.max(above) * 100 >= (below + above).max(1) * 85)
}

/// The split that balances the traffic, or why none does.
fn balanced(detail: &ShardDetail, split: &dyn Fn(HashKey) -> Callback<MouseEvent>) -> Html {
    let Some((at, below, above)) = detail.balanced else { return Html::default() };
    let total = (below + above).max(1);
    if is_one_place(detail) {
        // Who refuses nothing needs no other key.
        let (class, cure) =
            if detail.shard.rate.throttled > 0 { ("warn", ONE_KEY_CANNOT_BE_SPLIT.text()) } else { ("muted", "") };
        return html! { <p {class}>{ t!(stream.no_cut_divides_this_traffic_nearly) }{ cure }</p> };
    }
    let label = t!(stream.split, left = below * 100 / total, right = 100 - below * 100 / total);
    html! { <button title={t!(stream.where_the_traffic_of_the_last)} onclick={split(at)}>{ label }</button> }
}
