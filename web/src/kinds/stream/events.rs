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
    let stream = |id: &StreamId| sim.kinesis().stream(*id).map_or("stream", |stream| &stream.name);
    let records = count(many, "record");
    match event {
        E::StatusChanged { stream: id, status } => format!("{} {status}", stream(id)),
        E::Deleted { .. } => "stream deleted".into(),
        E::ShardOpened { shard: id, .. } => format!("{} opened", shard(*id)),
        E::ShardClosed { shard: id, .. } => format!("{} closed, readable until it expires", shard(*id)),
        E::RetentionChanged { stream: id, hours } => {
            format!("retention of {} is now {} h", stream(id), grouped(*hours))
        }
        E::Throttled { shard: id, limit: of, .. } => format!("{} refused {records}: {}", shard(*id), limit(*of)),
        E::GetThrottled { shard: id, limit: of, .. } => {
            format!("{} refused {}: {}", shard(*id), count(many, "read"), limit(*of))
        }
        E::PutFailed { .. } => format!("{records} failed: fewer than two zones, or no stream"),
        E::ZonePaused { zone: number } => format!("zone {} paused", zone(*number)),
        E::ZoneResumed { zone: number } => format!("zone {} resumed, catching up", zone(*number)),
        E::ConsumerStatusChanged { stream: of, consumer: id, status } => {
            let consumers = sim.kinesis().stream(*of).map(|stream| &stream.fan_out.consumers[..]).unwrap_or_default();
            let name = consumers.iter().find(|of| of.id == *id).map_or("consumer", |of| &of.name);
            format!("consumer {name} {}", status.name())
        }
        E::SubscriptionEnded { shard: id, ending, .. } => {
            let why = match ending {
                Ending::Expired => "its five minutes are over",
                Ending::TakenOver => "another call has taken over",
                Ending::ShardEnd => "the shard is read to its end",
                Ending::Gone => "its consumer is deleted",
            };
            format!("a subscription to {} ends: {why}", shard(*id))
        }
        E::Put { .. } | E::Got { .. } | E::Trimmed { .. } => String::new(),
        E::ConsumerDeleted { .. } | E::Subscribed { .. } | E::Pushed(_) | E::Accepted { .. } => String::new(),
    }
}

/// What a stream answered.
pub fn answer(reply: &Reply) -> Option<(String, String)> {
    let Reply::Put { shard: id, sequence_number } = reply else { return None };
    Some((format!("Put into {}", shard(*id)), format!("SequenceNumber {sequence_number}")))
}
