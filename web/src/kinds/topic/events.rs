//! What happens to topics, in words.
use crate::format::count;
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
    let name = |id| sim.sns().topic(id).map_or("a topic", |topic| &topic.name);
    let endpoint = |id| sim.sns().subscription(id).map_or("a subscription", |of| of.endpoint.name());
    let messages = count(many, "message");
    match event {
        E::Created { topic } => format!("topic {} created", name(topic)),
        E::Deleted { .. } => "topic deleted".into(),
        E::Subscribed { topic, subscription } => format!("{} subscribes to {}", endpoint(subscription), name(topic)),
        E::Unsubscribed { .. } => "a subscription ends".into(),
        E::Deduplicated { topic } => format!("{}: {messages} published again, and delivered once", name(topic)),
        E::Retried { subscription, .. } => format!("{} does not take {messages}: tried again", endpoint(subscription)),
        E::GivenUp { subscription, dead_letter: true } => {
            format!("{messages} for {} go to its dead-letter queue", endpoint(subscription))
        }
        E::GivenUp { subscription, .. } => format!("{messages} for {} are lost", endpoint(subscription)),
        E::Throttled { topic } => format!("{} refused {}", name(topic), count(many, "call")),
        E::Replayed { subscription, .. } => format!("{messages} replayed to {}", endpoint(subscription)),
        E::Published { .. } => String::new(),
    }
}
