//! Wording of what happens to queues and topics.
use shardscope_core::sim::Sim;
use shardscope_core::{sns, sqs};

/// What happened to a queue; `many` repetitions in one line.
pub fn of_queue(event: sqs::Event, many: u64, sim: &Sim) -> String {
    use sqs::Event as E;
    let name = |id| sim.sqs().queue(id).map_or("a queue", |queue| &queue.name);
    let messages = crate::format::count(many, "message");
    match event {
        E::Created { queue } => format!("queue {} created", name(queue)),
        E::Deleted { .. } => "queue deleted".into(),
        E::Purged { queue, .. } => format!("{} purged: {messages}", name(queue)),
        E::Expired { queue, .. } => format!("{messages} of {} expired", name(queue)),
        E::Moved { from, to, .. } => format!("{messages} of {} moved to {}", name(from), name(to)),
        E::Throttled { queue, action } => {
            format!("{} refused {}: {action}, 300 a second", name(queue), crate::format::count(many, "call"))
        }
        E::Sent { queue, .. } => format!("{}: {messages} sent again, and kept once", name(queue)),
        E::Received { .. } | E::MessageDeleted { .. } => String::new(),
    }
}

/// What happened to a topic.
pub fn of_topic(event: sns::Event, many: u64, sim: &Sim) -> String {
    use sns::Event as E;
    let name = |id| sim.sns().topic(id).map_or("a topic", |topic| &topic.name);
    let endpoint = |id| {
        let subscription = sim.sns().subscription(id);
        subscription.map_or("a subscription", |of| match &of.endpoint {
            sns::Endpoint::Sqs(name) | sns::Endpoint::Lambda(name) => name,
        })
    };
    let messages = crate::format::count(many, "message");
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
        E::Throttled { topic } => format!("{} refused {}", name(topic), crate::format::count(many, "call")),
        E::Replayed { subscription, .. } => format!("{messages} replayed to {}", endpoint(subscription)),
        E::Published { .. } => String::new(),
    }
}

/// What a queue answered.
pub fn of_reply(reply: &sqs::Reply) -> Option<(String, String)> {
    match reply {
        sqs::Reply::Url(name) => Some(("Created".into(), name.clone())),
        sqs::Reply::Sent(sent) if sent.is_duplicate => Some((
            "Taken".into(),
            "A message with this deduplication id was sent before: it is not delivered again.".into(),
        )),
        sqs::Reply::Sent(_) => Some(("Sent".into(), "It is counted above.".into())),
        sqs::Reply::SentBatch(entries) => {
            let refused: Vec<_> = entries.iter().filter_map(|entry| entry.as_ref().err()).collect();
            let title = format!("{} sent, {} refused", entries.len() - refused.len(), refused.len());
            let why = refused.first().map(|error| format!("{}: {}", error.code, error.message));
            Some((title, why.unwrap_or_else(|| "in one call".into())))
        }
        sqs::Reply::Done
        | sqs::Reply::Urls(..)
        | sqs::Reply::Attributes(_)
        | sqs::Reply::Tags(_)
        | sqs::Reply::Received(_)
        | sqs::Reply::Waits(_)
        | sqs::Reply::Batch(_)
        | sqs::Reply::Task(_)
        | sqs::Reply::Tasks(_)
        | sqs::Reply::Moved(_) => None,
    }
}
