//! What can be changed of a lane while it runs.
use super::field::Number;
use super::on;
use crate::msg::Msg;
use crate::view::LaneView;
use shardscope_core::client::lab::{LaneSpec, Target};
use shardscope_core::kinesis::Request;
use shardscope_core::sim::Command;
use shardscope_core::sqs;
use yew::prelude::*;

pub fn settings(lane: &LaneView, send: &Callback<Msg>) -> Html {
    let id = lane.id;
    let with = |change: fn(&mut LaneSpec, u32)| {
        let (send, spec) = (send.clone(), lane.spec.clone());
        Callback::from(move |value: u32| {
            let mut spec = spec.clone();
            change(&mut spec, value);
            send.emit(Msg::Do(Box::new(Command::SetLane(id, spec))));
        })
    };
    let spec = &lane.spec;
    let batch = if lane.stream.is_some() { 500 } else { 10 };
    html! {
        <div class="form">
            <Number label="Messages a second" value={spec.rate} least={0} most={10_000} on_change={with(|spec, value| spec.rate = value)} />
            <Number label="Messages of a call" value={spec.batch} least={1} most={batch} on_change={with(|spec, value| spec.batch = value)} />
            <Number label="Consumers" value={spec.consumers} least={0} most={200} on_change={with(|spec, value| spec.consumers = value)} />
            <Number label="Work" unit="µs" value={spec.work_micros} least={0} most={60_000_000} on_change={with(|spec, value| spec.work_micros = value)} />
            <Number label="Crashes" unit="of 1,000" value={spec.failures_per_mille} least={0} most={1_000} on_change={with(|spec, value| spec.failures_per_mille = value)} />
            if lane.has_groups {
                <Number label={if lane.stream.is_some() { "Partition keys" } else { "Groups" }} value={spec.groups} least={1} most={spec.trucks} on_change={with(|spec, value| spec.groups = value)} />
            }
            { visibility(lane, send) }
            { shards(lane, send) }
            <button class="danger" onclick={on(send, move || Msg::Do(Box::new(Command::RemoveLane(id))))}>{ "Remove this lane" }</button>
        </div>
    }
}

/// How long the lane's queues hide what was received.
fn visibility(lane: &LaneView, send: &Callback<Msg>) -> Html {
    let Some(value) = lane.receivers.iter().find_map(|receiver| receiver.visibility) else { return Html::default() };
    let (send, urls) = (send.clone(), lane.receivers.iter().map(|receiver| receiver.url.clone()).collect::<Vec<_>>());
    let on_change = Callback::from(move |seconds: u32| {
        for url in &urls {
            let request = sqs::Request::SetQueueAttributes(sqs::request::SetQueueAttributes {
                queue_url: url.clone(),
                attributes: [("VisibilityTimeout".to_string(), seconds.to_string())].into(),
            });
            send.emit(Msg::Do(Box::new(Command::Sqs(request))));
        }
    });
    html! { <Number label="Visibility timeout" unit="s" {value} least={0} most={43_200} {on_change} /> }
}

/// How many shards the lane's stream has.
fn shards(lane: &LaneView, send: &Callback<Msg>) -> Html {
    let Target::Stream(name) = &lane.spec.target else { return Html::default() };
    let (send, name) = (send.clone(), name.clone());
    let on_change = Callback::from(move |target_shard_count: u32| {
        let request = Request::UpdateShardCount { stream_name: name.clone(), target_shard_count };
        send.emit(Msg::Do(Box::new(Command::Kinesis(request))));
    });
    html! { <Number label="Shards" value={lane.shards} least={1} most={100} {on_change} /> }
}
