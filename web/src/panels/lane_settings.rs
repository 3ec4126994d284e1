//! What can be changed of a lane while it runs.
use super::field::Number;
use super::on;
use super::setting::Fields;
use crate::msg::Msg;
use crate::view::LaneView;
use shardscope_core::client::Kind;
use shardscope_core::client::lab::Target;
use shardscope_core::kinesis::Request;
use shardscope_core::sim::Command;
use shardscope_core::sqs;
use yew::prelude::*;

pub fn settings(lane: &LaneView, send: &Callback<Msg>) -> Html {
    let id = lane.id;
    let fields = Fields::new(id, &lane.spec, send);
    html! {
        <div class="form">
            { for ["rate", "batch", "consumers", "work", "failures"].map(|name| fields.number(name)) }
            if lane.has_groups {
                { fields.number_as("groups", if lane.stream.is_some() { "Partition keys" } else { "Groups" }) }
            }
            { visibility(lane, send) }
            { shards(lane, send) }
            <button class="danger" onclick={on(send, move || Msg::Do(Box::new(Command::Remove(Kind::Lane, id))))}>{ "Remove this lane" }</button>
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
            send.emit(Msg::Do(Box::new(Command::from(request))));
        }
    });
    html! { <Number label="Visibility timeout" unit="s" {value} least={0} most={43_200} {on_change} /> }
}

/// How many shards the lane's stream has.
fn shards(lane: &LaneView, send: &Callback<Msg>) -> Html {
    let Target::Stream(name) = &lane.spec.target else { return Html::default() };
    let (send, name) = (send.clone(), name.clone());
    let on_change = Callback::from(move |target_shard_count: u32| {
        let request = Request::update_shard_count(&name.clone(), target_shard_count);
        send.emit(Msg::Do(Box::new(Command::from(request))));
    });
    html! { <Number label="Shards" value={lane.shards} least={1} most={100} {on_change} /> }
}
