//! The stream as a whole: its copies, its settings.
use super::view::StreamView;
use crate::card::Deed;
use crate::form::field::{Choice, Number, text};
use crate::form::on;
use crate::format::{grouped, millis};
use crate::kinds::zone as zone_name;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{self, Request, StreamMode, ZoneState};
use shardscope_core::sim::Command;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct StreamProps {
    pub stream: StreamView,
    pub send: Callback<Deed>,
}

/// The three copies, and a switch for each zone.
pub fn zones(stream: &StreamView, send: &Callback<Deed>) -> Html {
    let zones = (0_u8..).zip(stream.zones).map(|(number, zone)| {
        let paused = zone.state == ZoneState::Paused;
        let state = match zone.state {
            ZoneState::Running => t!(stream.holds_everything).to_string(),
            ZoneState::Paused => t!(stream.paused_behind, behind = grouped(zone.behind)),
            ZoneState::CatchingUp { .. } => t!(stream.catching_up_behind, behind = grouped(zone.behind)),
        };
        let command = if paused { Command::ResumeZone(number) } else { Command::PauseZone(number) };
        let name = zone_name(number);
        html! {
            <li class={classes!("zone", paused.then_some("paused"))}>
                <b>{ t!(stream.zone_named, name = name) }</b><span>{ state }</span>
                <button class="quiet" aria-label={t!(stream.zone_named_label, paused = if paused { t!(stream.resume) } else { t!(stream.pause) }, name = name)}
                    onclick={on(send, Deed::Do(command))}>{ if paused { t!(stream.resume) } else { t!(stream.pause) } }</button>
            </li>
        }
    });
    let calm = stream.zones.iter().all(|zone| zone.state == ZoneState::Running && zone.behind == 0);
    html! {
        <div class={classes!("copies", calm.then_some("calm"))}>
            <div class="column-head"><h2>{ t!(stream.three_copies) }</h2></div>
            <ul class="zones" title={t!(stream.a_put_is_acknowledged_when_two)}>{ for zones }</ul>
        </div>
    }
}

/// Shard count, retention, a record by hand, deletion.
#[component]
pub fn StreamSettings(props: &StreamProps) -> Html {
    let hours = use_state(|| None::<u32>);
    let count = use_state(|| None::<u32>);
    let (hours_valid, count_valid) = (use_state(|| true), use_state(|| true));
    let stream = &props.stream;
    let name = stream.name.clone();
    let request = |request: Request| on(&props.send, Deed::Do(Command::from(request)));
    let (old_hours, wanted_hours) =
        (stream.retention.as_hours() as u32, hours.unwrap_or(stream.retention.as_hours() as u32));
    let stream_name = name.clone();
    let retention = match wanted_hours >= old_hours {
        true => Request::increase_retention(&stream_name, wanted_hours),
        false => Request::decrease_retention(&stream_name, wanted_hours),
    };
    let target = count.unwrap_or(stream.open_shards);
    let update = Request::update_shard_count(&name.clone(), target);
    let set = |state: &UseStateHandle<Option<u32>>| {
        let state = state.clone();
        Callback::from(move |value| state.set(Some(value)))
    };
    let valid = |state: &UseStateHandle<bool>| {
        let state = state.clone();
        Callback::from(move |valid| state.set(valid))
    };
    let (least, most) = stream.shard_count_range;
    html! {
        <div class="settings">
            <section>
                <h3>{ t!(stream.retention) }</h3>
                <Number label={t!(stream.hours)} value={wanted_hours} least={24} most={8_760} unit="h" on_change={set(&hours)} on_valid={valid(&hours_valid)} />
                <button onclick={request(retention)} disabled={wanted_hours == old_hours || !*hours_valid}>{ if wanted_hours >= old_hours { t!(stream.increase) } else { t!(stream.decrease) } }</button>
                <p class="muted">{ t!(stream.n_24_to_8_760_an_increase) }</p>
            </section>
            <section>
                <h3>{ "UpdateShardCount" }</h3>
                if stream.mode == StreamMode::OnDemand {
                    <p class="muted">{ t!(stream.aws_scales_an_on_demand_stream) }</p>
                } else {
                <Number label={t!(stream.open_shards)} value={target} {least} {most} on_change={set(&count)} on_valid={valid(&count_valid)} />
                <button onclick={request(update)} disabled={target == stream.open_shards || !*count_valid}>{ t!(stream.update) }</button>
                <p class="muted">{ t!(stream.half_to_twice_the_open_shards, least = least, most = most, length = millis(30_000)) }</p>
                }
            </section>
            <PutRecord stream={name.clone()} send={props.send.clone()} />
            <section>
                <h3>{ "DeleteStream" }</h3>
                <button class="danger" onclick={request(Request::delete_stream(&name, true))}>{ t!(stream.delete_this_stream_and_all_its) }</button>
            </section>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PutProps {
    stream: String,
    send: Callback<Deed>,
}

/// One record by hand.
#[component]
fn PutRecord(props: &PutProps) -> Html {
    let (key, data, explicit) = (use_state(String::new), use_state(String::new), use_state(String::new));
    let chars = key.chars().count();
    let key_error = (chars > 256).then(|| t!(stream.key_characters_at_most, chars = chars));
    let hash = (!explicit.is_empty()).then(|| explicit.trim().parse::<HashKey>());
    let hash_error = hash.as_ref().and_then(|hash| hash.as_ref().err()).map(ToString::to_string);
    let wrong = chars == 0 || key_error.is_some() || hash_error.is_some();
    let command = Command::from(Request::PutRecord(kinesis::request::PutRecord {
        stream: props.stream.as_str().into(),
        data: data.as_bytes().into(),
        partition_key: Some((*key).clone()),
        explicit_hash_key: hash.and_then(Result::ok).map(|key| key.to_string()),
        sequence_number_for_ordering: None,
    }));
    html! {
        <section>
            <h3>{ "PutRecord" }</h3>
            { text(t!(stream.partition_key_label), &key, key_error) }
            { text(t!(stream.data), &data, None) }
            { text(t!(stream.explicit_hash_key), &explicit, hash_error) }
            <button disabled={wrong} onclick={on(&props.send, Deed::Do(command.clone()))}>{ t!(stream.put) }</button>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct NewProps {
    pub send: Callback<Deed>,
}

/// CreateStream.
#[component]
pub fn NewStream(props: &NewProps) -> Html {
    let name = use_state(|| "my-stream".to_string());
    let shards = use_state(|| 2_u32);
    let on_demand = use_state(|| false);
    let count_valid = use_state(|| true);
    let legal = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    let error = match name.len() {
        0 => Some(t!(stream.a_name_is_needed).to_string()),
        1..=128 if name.chars().all(legal) => None,
        1..=128 => Some(t!(stream.letters_digits_and_only).to_string()),
        _ => Some(t!(stream.name_characters_at_most).to_string()),
    };
    let (mode, count) = {
        let (on_demand, shards) = (on_demand.clone(), shards.clone());
        (
            Callback::from(move |mode: String| on_demand.set(mode == "on-demand")),
            Callback::from(move |count| shards.set(count)),
        )
    };
    let valid = {
        let count_valid = count_valid.clone();
        Callback::from(move |valid| count_valid.set(valid))
    };
    let shard_count = (!*on_demand).then_some(*shards);
    let command = Command::from(Request::create_stream(&name, shard_count));
    let modes = [("provisioned", t!(stream.provisioned)), ("on-demand", t!(stream.on_demand_4_shards))]
        .map(|(v, t)| (v.into(), t.into()));
    html! {
        <div class="settings"><section>
            { text(t!(stream.name), &name, error.clone()) }
            <Choice label={t!(stream.mode)} options={modes.to_vec()} value={if *on_demand { "on-demand" } else { "provisioned" }} on_change={mode} />
            if !*on_demand { <Number label={t!(common.shards)} value={*shards} least={1} most={20_000} on_change={count} on_valid={valid} /> }
            <button class="primary" disabled={error.is_some() || !*count_valid} onclick={on(&props.send, Deed::Do(command.clone()))}>{ t!(stream.create) }</button>
            <p class="muted">{ t!(stream.the_stream_is_creating_for_30) }</p>
        </section></div>
    }
}
