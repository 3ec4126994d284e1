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
    let name = |id| sim.sqs().queue(id).map_or(t!(queue.a_queue), |queue| &queue.name);
    let messages = count(many, message!(nouns.message));
    match event {
        E::Created { queue } => t!(queue.queue_created, name = name(queue)),
        E::Deleted { .. } => t!(queue.queue_deleted).into(),
        E::Purged { queue, .. } => t!(queue.purged, name = name(queue), messages = messages),
        E::Expired { queue, .. } => t!(queue.of_expired, messages = messages, name = name(queue)),
        E::Moved { from, to, .. } => t!(queue.of_moved_to, messages = messages, name = name(from), target = name(to)),
        E::Throttled { queue, action } => {
            t!(queue.refused_throughput, name = name(queue), calls = count(many, message!(nouns.call)), action = action)
        }
        E::Sent { queue, .. } => t!(queue.sent_again_and_kept_once, name = name(queue), messages = messages),
        E::Received { .. } | E::MessageDeleted { .. } => String::new(),
    }
}

/// What a queue answered.
pub fn answer(reply: &Reply) -> Option<(String, String)> {
    match reply {
        Reply::Url(name) => Some((t!(queue.created).into(), name.clone())),
        Reply::Sent(sent) if sent.is_duplicate => {
            Some((t!(queue.taken).into(), t!(queue.a_message_with_this_deduplication).into()))
        }
        Reply::Sent(_) => Some((t!(queue.sent).into(), t!(queue.it_is_counted_above).into())),
        Reply::SentBatch(entries) => {
            let refused: Vec<_> = entries.iter().filter_map(|entry| entry.as_ref().err()).collect();
            let title = t!(queue.sent_refused, sent = entries.len() - refused.len(), refused = refused.len());
            let why = refused.first().map(|error| format!("{}: {}", error.code, error.message));
            Some((title, why.unwrap_or_else(|| t!(queue.in_one_call).into())))
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
