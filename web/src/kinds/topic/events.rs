//! What happens to topics, in words.
use crate::format::{count, grouped};
use crate::kinds::Events;
use shardscope_core::sim::{Event, Sim};
use shardscope_core::sns::Event as E;

pub const EVENTS: Events = Events {
    condensed: |event| {
        let Event::Sns(event) = event else { return Vec::new() };
        condensed(event).into_iter().map(|(event, count)| (Event::Sns(event), count)).collect()
    },
    is_trouble: |event| {
        let Event::Sns(event) = event else { return false };
        matches!(event, E::Retried { .. } | E::GivenUp { .. } | E::Throttled { .. })
    },
    text: |event, many, sim| {
        let Event::Sns(event) = event else { return String::new() };
        text(*event, many, sim)
    },
    shard: |_| None,
};

/// What is worth a line, with what counts in it.
fn condensed(event: E) -> Option<(E, u64)> {
    match event {
        E::Published { .. } => None,
        E::Retried { subscription, .. } => Some((E::Retried { subscription, attempts: 0 }, 1)),
        E::Replayed { subscription, messages } => Some((E::Replayed { subscription, messages: 0 }, messages)),
        event @ (E::Created { .. }
        | E::Deleted { .. }
        | E::Subscribed { .. }
        | E::Unsubscribed { .. }
        | E::Deduplicated { .. }
        | E::GivenUp { .. }
        | E::Throttled { .. }) => Some((event, 1)),
    }
}

fn text(event: E, many: u64, sim: &Sim) -> String {
    let name = |id| sim.sns().topic(id).map_or(t!(topic.a_topic), |topic| &topic.name);
    let endpoint = |id| sim.sns().subscription(id).map_or(t!(topic.a_subscription), |of| of.endpoint.name());
    let messages = count(many, message!(nouns.message));
    match event {
        E::Created { topic } => t!(topic.topic_created, name = name(topic)),
        E::Deleted { .. } => t!(topic.topic_deleted).into(),
        E::Subscribed { topic, subscription } => {
            t!(topic.subscribes_to, endpoint = endpoint(subscription), name = name(topic))
        }
        E::Unsubscribed { .. } => t!(topic.a_subscription_ends).into(),
        E::Deduplicated { topic } => {
            t!(topic.published_again_and_delivered_once, name = name(topic), messages = messages)
        }
        E::Retried { subscription, .. } => {
            t!(topic.does_not_take_tried_again, endpoint = endpoint(subscription), messages = messages)
        }
        E::GivenUp { subscription, dead_letter: true } => {
            t!(topic.for_go_to_its_dead_letter, messages = grouped(many), endpoint = endpoint(subscription))
        }
        E::GivenUp { subscription, .. } => {
            t!(topic.for_are_lost, messages = grouped(many), endpoint = endpoint(subscription))
        }
        E::Throttled { topic } => t!(topic.refused, name = name(topic), calls = count(many, message!(nouns.call))),
        E::Replayed { subscription, .. } => {
            t!(topic.replayed_to, messages = messages, endpoint = endpoint(subscription))
        }
        E::Published { .. } => String::new(),
    }
}
