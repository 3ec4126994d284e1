//! What happens to streams, and what they answer, in words.
use crate::format::{count, grouped};
use crate::kinds::words::{limit, shard};
use crate::kinds::{Events, zone};
use shardscope_core::kinesis::{Ending, Event as E, Reply, ShardId, StreamId, SubscriptionId};
use shardscope_core::sim::{Event, Sim};

pub const EVENTS: Events = Events {
    condensed: |event| {
        let Event::Kinesis(event) = event else { return Vec::new() };
        condensed(event).into_iter().map(|(event, count)| (Event::Kinesis(event), count)).collect()
    },
    is_trouble: |event| {
        let Event::Kinesis(event) = event else { return false };
        matches!(event, E::Throttled { .. } | E::GetThrottled { .. } | E::PutFailed { .. } | E::ZonePaused { .. })
    },
    text: |event, many, sim| {
        let Event::Kinesis(event) = event else { return String::new() };
        text(event, many, sim)
    },
    shard: |event| {
        let Event::Kinesis(event) = event else { return None };
        about(event)
    },
};

/// What is worth a line, with what counts in it; numbers that would keep lines apart are 0.
fn condensed(event: E) -> Option<(E, u64)> {
    match event {
        E::Throttled { stream, shard, limit, records } => {
            Some((E::Throttled { stream, shard, limit, records: 0 }, u64::from(records)))
        }
        E::PutFailed { stream, records } => Some((E::PutFailed { stream, records: 0 }, u64::from(records))),
        E::SubscriptionEnded { stream, shard, ending, .. } => {
            Some((E::SubscriptionEnded { subscription: SubscriptionId(0), stream, shard, ending }, 1))
        }
        E::StatusChanged { .. }
        | E::Deleted { .. }
        | E::ShardOpened { .. }
        | E::ShardClosed { .. }
        | E::RetentionChanged { .. }
        | E::GetThrottled { .. }
        | E::ZonePaused { .. }
        | E::ZoneResumed { .. }
        | E::ConsumerStatusChanged { .. } => Some((event, 1)),
        E::Put { .. } | E::Got { .. } | E::Trimmed { .. } => None,
        E::ConsumerDeleted { .. } | E::Subscribed { .. } | E::Pushed(_) | E::Accepted { .. } => None,
    }
}

/// The shard that an event is about.
const fn about(event: &E) -> Option<ShardId> {
    if let E::ShardOpened { shard, .. }
    | E::ShardClosed { shard, .. }
    | E::Throttled { shard, .. }
    | E::GetThrottled { shard, .. }
    | E::SubscriptionEnded { shard, .. } = event
    {
        return Some(*shard);
    }
    None
}

fn text(event: &E, many: u64, sim: &Sim) -> String {
    let stream = |id: &StreamId| sim.kinesis().stream(*id).map_or(t!(stream.stream_noun), |stream| &stream.name);
    let records = count(many, message!(nouns.record));
    match event {
        E::StatusChanged { stream: id, status } => format!("{} {status}", stream(id)),
        E::Deleted { .. } => t!(stream.stream_deleted).into(),
        E::ShardOpened { shard: id, .. } => t!(stream.opened, shard = shard(*id)),
        E::ShardClosed { shard: id, .. } => t!(stream.closed_readable_until_it_expires, shard = shard(*id)),
        E::RetentionChanged { stream: id, hours } => {
            t!(stream.retention_of_is_now_h, stream = stream(id), hours = grouped(*hours))
        }
        E::Throttled { shard: id, limit: of, .. } => {
            t!(stream.refused, shard = shard(*id), records = records, limit = limit(*of))
        }
        E::GetThrottled { shard: id, limit: of, .. } => {
            t!(stream.reads_refused, shard = shard(*id), reads = count(many, message!(nouns.read)), limit = limit(*of))
        }
        E::PutFailed { .. } => t!(stream.failed_fewer_than_two_zones_or, records = records),
        E::ZonePaused { zone: number } => t!(stream.zone_paused, zone = zone(*number)),
        E::ZoneResumed { zone: number } => t!(stream.zone_resumed_catching_up, zone = zone(*number)),
        E::ConsumerStatusChanged { stream: of, consumer: id, status } => {
            let consumers = sim.kinesis().stream(*of).map(|stream| &stream.fan_out.consumers[..]).unwrap_or_default();
            let name = consumers.iter().find(|of| of.id == *id).map_or(t!(stream.consumer_noun), |of| &of.name);
            t!(stream.consumer, name = name, status = status.name())
        }
        E::SubscriptionEnded { shard: id, ending, .. } => {
            let why = match ending {
                Ending::Expired => t!(stream.its_five_minutes_are_over),
                Ending::TakenOver => t!(stream.another_call_has_taken_over),
                Ending::ShardEnd => t!(stream.the_shard_is_read_to_its),
                Ending::Gone => t!(stream.its_consumer_is_deleted),
            };
            t!(stream.a_subscription_to_ends, shard = shard(*id), why = why)
        }
        E::Put { .. } | E::Got { .. } | E::Trimmed { .. } => String::new(),
        E::ConsumerDeleted { .. } | E::Subscribed { .. } | E::Pushed(_) | E::Accepted { .. } => String::new(),
    }
}

/// What a stream answered.
pub fn answer(reply: &Reply) -> Option<(String, String)> {
    let Reply::Put { shard: id, sequence_number } = reply else { return None };
    Some((t!(stream.put_into, shard = shard(*id)), t!(stream.sequencenumber, sequence_number = sequence_number)))
}
