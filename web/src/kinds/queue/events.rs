//! What happens to queues, and what they answer, in words.
use crate::format::count;
use crate::kinds::Events;
use shardscope_core::message::MessageId;
use shardscope_core::sim::{Event, Sim};
use shardscope_core::sqs::{Event as E, Reply};

pub const EVENTS: Events = Events {
    condensed: |event| {
        let Event::Sqs(event) = event else { return Vec::new() };
        condensed(event).into_iter().map(|(event, count)| (Event::Sqs(event), count)).collect()
    },
    is_trouble: |event| {
        let Event::Sqs(event) = event else { return false };
        matches!(event, E::Expired { .. } | E::Moved { .. } | E::Throttled { .. })
    },
    text: |event, many, sim| {
        let Event::Sqs(event) = event else { return String::new() };
        text(*event, many, sim)
    },
    shard: |_| None,
};

/// What is worth a line, with what counts in it.
fn condensed(event: E) -> Option<(E, u64)> {
    match event {
        E::Sent { queue, deduplicated, .. } if deduplicated > 0 => {
            Some((E::Sent { queue, messages: 0, deduplicated: 0 }, u64::from(deduplicated)))
        }
        E::Sent { .. } | E::Received { .. } | E::MessageDeleted { .. } => None,
        E::Purged { queue, messages } => Some((E::Purged { queue, messages: 0 }, messages)),
        E::Expired { queue, messages } => Some((E::Expired { queue, messages: 0 }, messages)),
        E::Moved { from, to, .. } => Some((E::Moved { message: MessageId(0), from, to }, 1)),
        E::Created { .. } | E::Deleted { .. } | E::Throttled { .. } => Some((event, 1)),
    }
}

fn text(event: E, many: u64, sim: &Sim) -> String {
    let name = |id| sim.sqs().queue(id).map_or("a queue", |queue| &queue.name);
    let messages = count(many, "message");
    match event {
        E::Created { queue } => format!("queue {} created", name(queue)),
        E::Deleted { .. } => "queue deleted".into(),
        E::Purged { queue, .. } => format!("{} purged: {messages}", name(queue)),
        E::Expired { queue, .. } => format!("{messages} of {} expired", name(queue)),
        E::Moved { from, to, .. } => format!("{messages} of {} moved to {}", name(from), name(to)),
        E::Throttled { queue, action } => {
            format!("{} refused {}: {action}, throughput", name(queue), count(many, "call"))
        }
        E::Sent { queue, .. } => format!("{}: {messages} sent again, and kept once", name(queue)),
        E::Received { .. } | E::MessageDeleted { .. } => String::new(),
    }
}

/// What a queue answered.
pub fn answer(reply: &Reply) -> Option<(String, String)> {
    match reply {
        Reply::Url(name) => Some(("Created".into(), name.clone())),
        Reply::Sent(sent) if sent.is_duplicate => Some((
            "Taken".into(),
            "A message with this deduplication id was sent before: it is not delivered again.".into(),
        )),
        Reply::Sent(_) => Some(("Sent".into(), "It is counted above.".into())),
        Reply::SentBatch(entries) => {
            let refused: Vec<_> = entries.iter().filter_map(|entry| entry.as_ref().err()).collect();
            let title = format!("{} sent, {} refused", entries.len() - refused.len(), refused.len());
            let why = refused.first().map(|error| format!("{}: {}", error.code, error.message));
            Some((title, why.unwrap_or_else(|| "in one call".into())))
        }
        Reply::Done
        | Reply::Urls(..)
        | Reply::Attributes(_)
        | Reply::Tags(_)
        | Reply::Received(_)
        | Reply::Waits(_)
        | Reply::Batch(_)
        | Reply::Task(_)
        | Reply::Tasks(_)
        | Reply::Moved(_) => None,
    }
}
