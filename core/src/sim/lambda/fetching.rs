//! How records come to a function: GetRecords once a second, or pushed by a subscription.
use super::super::subscribers::{Subscriber, consumer};
use super::{Sim, Sink, Task, Timer};
use crate::base::{Duration, Instant};
use crate::client::lambda::{POLL_EVERY, ShardPoller, event};
use crate::client::{ActorId, Fetched, Source};
use crate::engine::Slot;
use crate::kinesis::{self, IteratorType, Kinesis, Push, ShardId, ShardIterator};
use crate::service::Context;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// How soon a subscription that was refused is asked for again.
const SUBSCRIBE_AGAIN: Duration = Duration::SECOND;

impl Sim {
    pub(super) fn poll_for_mapping(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(mapping) = self.actors.function(id) else { return };
        if !mapping.started {
            return self.start_mapping(id);
        }
        let Some(poller) = mapping.shards.get(&shard).filter(|poller| poller.end.is_none()) else { return };
        if !mapping.spec.consumer_name.is_empty() {
            return self.subscribe_function(id, shard, trace);
        }
        let room = if poller.under_way.is_some() { 0 } else { poller.room() as u32 };
        let latency = Duration::from_millis(mapping.spec.latency_millis.into());
        let again = now + self.jittered(id, shard, POLL_EVERY);
        self.schedule(again, id.0, Timer::Mapping(id, Task::Poll(shard)));
        if room == 0 {
            return;
        }
        let got = self.iterator_for_mapping(id, shard).and_then(|iterator| {
            self.call(id, trace, |kinesis: &mut Kinesis, _, out| kinesis.get_records(now, iterator, Some(room), out))
        });
        match got {
            Ok(got) => {
                let Some(poller) = self.poller_mut(id, shard) else { return };
                poller.iterator = got.next_shard_iterator;
                poller.under_way = Some(Box::new(got.into()));
                if latency > Duration::ZERO {
                    return self.schedule(now + latency, id.0, Timer::Mapping(id, Task::Got(shard)));
                }
                return self.answer_comes(id, shard, trace);
            }
            Err(kinesis::Error::ExpiredIterator { .. }) => {
                if let Some(poller) = self.poller_mut(id, shard) {
                    poller.iterator = None;
                }
            }
            Err(kinesis::Error::ResourceNotFound(_)) => self.shard_gone_for_function(id, shard),
            // Refused by the shard's limits: the next poll comes.
            Err(error) => {
                if let Some(mapping) = self.actors.function_mut(id) {
                    mapping.refusals.count(&error);
                }
            }
        }
        self.invoke_all(id, shard, trace);
    }

    /// The answer to a poll has come.
    pub(super) fn answer_comes(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) {
        if let Some(got) = self.poller_mut(id, shard).and_then(|poller| poller.under_way.take()) {
            self.fetched(id, shard, *got);
            self.invoke_all(id, shard, trace);
        }
    }

    fn poller_mut(&mut self, id: ActorId, shard: ShardId) -> Option<&mut ShardPoller> {
        self.actors.function_mut(id)?.shards.get_mut(&shard)
    }

    /// The lanes that are free get what there is. A batch that waits for its next attempt is woken in its own time.
    fn invoke_all(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) {
        let Some(poller) = self.poller_mut(id, shard) else { return };
        let free = poller.lanes.iter().enumerate().filter(|(_, lane)| lane.batch.is_none());
        let free: Vec<u32> = free.map(|(lane, _)| lane as u32).collect();
        for lane in free {
            self.invoke_next(id, shard, lane, trace);
        }
        self.end_shard(id, shard, trace);
    }

    /// Records have come: they wait in the lanes of their keys.
    fn fetched(&mut self, id: ActorId, shard: ShardId, got: Fetched) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let Some(poller) = mapping.shards.get_mut(&shard) else { return };
        mapping.results.miss(got.from.saturating_sub(poller.position));
        debug_assert!(got.to >= poller.position, "a poller does not go back");
        poller.position = got.to;
        poller.millis_behind_latest = got.millis_behind_latest;
        poller.end = got.end;
        let stream = self.services.kinesis.stream(mapping.stream);
        if let Some(log) = stream.and_then(|stream| stream.shard(shard)) {
            mapping.propagation.delivered(now, &log.log, got.from, got.to);
            let around = event::around(&mapping.spec.function_name, stream.map_or("", |stream| &stream.name));
            let there = spread(poller, log, (got.from, got.to), &self.sources, around, now);
            // What has expired on its way is missed.
            mapping.results.miss(got.to - got.from - there);
        }
    }

    /// A shard, or its stream, has gone before it was read to its end: what was left is missed, and its children are next.
    fn shard_gone_for_function(&mut self, id: ActorId, shard: ShardId) {
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let Some(poller) = mapping.shards.get_mut(&shard) else { return };
        let stream = self.services.kinesis.stream(mapping.stream);
        let end = stream.and_then(|stream| stream.shard(shard)).map_or(poller.position, |shard| shard.log.end());
        mapping.results.miss(end.saturating_sub(poller.position));
        poller.position = end;
        let children = stream.map(|stream| stream.children(shard).map(|child| child.id).collect());
        poller.end = Some(children.unwrap_or_default());
    }

    fn iterator_for_mapping(&mut self, id: ActorId, shard: ShardId) -> Result<ShardIterator, kinesis::Error> {
        let gone = || kinesis::Error::ResourceNotFound("The stream is gone.".into());
        let mapping = self.actors.function(id).ok_or_else(gone)?;
        let poller = mapping.shards.get(&shard).ok_or_else(gone)?;
        if let Some(iterator) = poller.iterator {
            return Ok(iterator);
        }
        let (position, name) =
            (poller.position, self.services.kinesis.stream(mapping.stream).ok_or_else(gone)?.name.clone());
        let asked = Arc::make_mut(&mut self.services.kinesis).get_shard_iterator(
            self.now,
            &name,
            shard,
            IteratorType::TrimHorizon,
        );
        asked.map(|iterator| ShardIterator { position, ..iterator })
    }

    /// Subscribes to a shard on a function's behalf, where it has not.
    fn subscribe_function(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(mapping) = self.actors.function(id) else { return };
        let Some(poller) = mapping.shards.get(&shard).filter(|poller| poller.subscription.is_none()) else { return };
        let of = consumer(&mapping.spec.stream_name, &mapping.spec.consumer_name);
        let stream = self.services.kinesis.stream(mapping.stream);
        let state = stream.and_then(|stream| Some((stream.horizon(now), stream.shard(shard)?)));
        let Some((_, state)) = state.filter(|(horizon, shard)| !shard.is_expired(*horizon)) else {
            self.shard_gone_for_function(id, shard);
            return self.invoke_all(id, shard, trace);
        };
        let after = IteratorType::AfterSequenceNumber(state.place(poller.position, now));
        let subscribe =
            |kinesis: &mut Kinesis, _: &Context<'_>, out: &mut _| kinesis.subscribe(now, &of, shard, after, true, out);
        match self.call(id, trace, subscribe) {
            Ok(subscription) => {
                self.subscribers.insert(subscription, Subscriber::Function(id, shard));
                if let Some(poller) = self.poller_mut(id, shard) {
                    (poller.subscription, poller.holds) = (Some(subscription), false);
                }
            }
            // The consumer is being created or gone, or the subscription before may not be taken over yet.
            Err(error) => {
                if let Some(mapping) = self.actors.function_mut(id) {
                    mapping.refusals.count(&error);
                }
                let again = now + self.jittered(id, shard, SUBSCRIBE_AGAIN);
                self.schedule(again, id.0, Timer::Mapping(id, Task::Poll(shard)));
            }
        }
    }

    /// An event has arrived at a function's poller.
    pub(in crate::sim) fn function_is_pushed(&mut self, id: ActorId, shard: ShardId, push: Push, trace: &mut dyn Sink) {
        let Some(poller) = self.poller_mut(id, shard) else { return };
        if poller.subscription != Some(push.subscription) {
            return;
        }
        // An event with records makes the subscription hold back until it is asked for more.
        poller.holds = push.to > push.from;
        self.fetched(id, shard, push.into());
        self.invoke_all(id, shard, trace);
        self.take_more(id, shard, trace);
    }

    /// A subscription has ended: the function subscribes again, where there is something left to be read.
    pub(in crate::sim) fn function_unsubscribed(&mut self, id: ActorId, shard: ShardId) {
        let Some(poller) = self.poller_mut(id, shard) else { return };
        (poller.subscription, poller.holds) = (None, false);
        if poller.end.is_none() {
            self.schedule(self.now, id.0, Timer::Mapping(id, Task::Poll(shard)));
        }
    }

    /// Asks a subscription that holds back for more, once there is room for it.
    pub(super) fn take_more(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let Some(poller) = mapping.shards.get_mut(&shard) else { return };
        let Some(subscription) = poller.subscription.filter(|_| poller.holds && poller.room() > 0) else { return };
        poller.holds = false;
        let stream = mapping.stream;
        self.call(id, trace, |kinesis: &mut Kinesis, _, out| kinesis.ready(stream, subscription, now, out));
    }

    /// A function is about to go, and with it the consumer that was registered for it.
    pub(in crate::sim) fn leave_function(&mut self, id: ActorId, trace: &mut dyn Sink) {
        self.subscribers.retain(|_, by| by.actor() != id);
        let Some(mapping) = self.actors.function(id).filter(|mapping| mapping.registered) else { return };
        let (stream, consumer) = (mapping.spec.stream_name.clone(), mapping.spec.consumer_name.clone());
        self.deregister_for(&stream, &consumer, trace);
    }
}

/// Puts records into the lanes of their keys, with the bytes of each in an event: `around` beside its key and data. How many of
/// them there are still.
fn spread(
    poller: &mut ShardPoller,
    shard: &kinesis::Shard,
    (from, to): (u64, u64),
    sources: &[Arc<Source>],
    around: u32,
    now: Instant,
) -> u64 {
    let (lanes, mut there) = (poller.lanes.len() as u128, 0);
    for run in shard.log.runs(from) {
        let count = to.saturating_sub(run.first).min(run.slots.len() as u64) as usize;
        for at in 0..count {
            let slot = &run.slots[at];
            let (hash_key, key_bytes, data) = match slot.source {
                Slot::SUPPLIED => {
                    let record = run.supplied(slot);
                    (record.hash_key, event::text_bytes(record.partition_key), record.data.len() as u32)
                }
                source => {
                    let source = &sources[source as usize];
                    let key = source.key_of(slot.index);
                    let partition_key = source.route_key(slot.index, key);
                    let data = run.bytes(at) - partition_key.len() as u32;
                    (source.route(slot.index, key), event::text_bytes(&partition_key), data)
                }
            };
            let bytes = around + key_bytes + event::data_bytes(data);
            let lane = (hash_key.0 % lanes) as usize;
            debug_assert!(
                poller.lanes[lane].waiting.back().is_none_or(|(last, ..)| *last < run.first + at as u64),
                "in the order of the shard"
            );
            poller.lanes[lane].waiting.push_back((run.first + at as u64, bytes, now));
        }
        there += count as u64;
        if count == 0 {
            break;
        }
    }
    there
}
