//! What can be changed of what a lane sends to.
use super::view::LaneView;
use crate::card::Setter;
use shardscope_core::client::lab::Target;
use shardscope_core::kinesis::Request;
use shardscope_core::sim::Command;
use shardscope_core::sqs;
use std::rc::Rc;

pub fn fields(lane: &LaneView) -> Vec<Setter> {
    visibility(lane).into_iter().chain(shards(lane)).collect()
}

/// How long the lane's queues hide what was received.
fn visibility(lane: &LaneView) -> Option<Setter> {
    let value = lane.receivers.iter().find_map(|receiver| receiver.visibility)?;
    let urls: Vec<String> = lane.receivers.iter().map(|receiver| receiver.url.clone()).collect();
    let commands = move |seconds: u32| {
        let request = |url: &String| {
            sqs::Request::SetQueueAttributes(sqs::request::SetQueueAttributes {
                queue_url: url.clone(),
                attributes: [("VisibilityTimeout".to_string(), seconds.to_string())].into(),
            })
        };
        urls.iter().map(|url| Command::from(request(url))).collect()
    };
    let commands = Rc::new(commands);
    Some(Setter {
        label: t!(lane.visibility_timeout),
        unit: "s",
        value,
        least: 0,
        most: 43_200,
        slide_to: None,
        commands,
    })
}

/// How many shards the lane's stream has.
fn shards(lane: &LaneView) -> Option<Setter> {
    let Target::Stream(name) = lane.spec.target.clone() else { return None };
    let commands = Rc::new(move |count: u32| vec![Command::from(Request::update_shard_count(&name, count))]);
    Some(Setter {
        label: t!(common.shards),
        unit: "",
        value: lane.shards,
        least: 1,
        most: 100,
        slide_to: None,
        commands,
    })
}
