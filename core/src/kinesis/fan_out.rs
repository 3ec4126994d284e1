//! Enhanced fan-out: SubscribeToShard, and the events that are pushed.
//!
//! A subscription lives five minutes. What arrives in its shard is pushed 70 ms later on average, 2 MiB a second for each
//! consumer and shard whatever the others do; where nothing arrives, an empty event says every 5 s how far it is.
//! Simplified: all ready subscribers of a shard get their records at the same moment, and an event is as large as the limit allows
//! (docs/MODEL.md).
use super::consumer::{Consumer, ConsumerId, ConsumerRef, ConsumerStatus};
use super::read::{Page, position};
use super::rhythm::Rhythm;
use super::{
    Counts, Effect, Error, Event, IteratorType, Kinesis, Out, Put, SequenceNumber, Shard, ShardId, Stream, StreamId,
    Timer, quota,
};
use crate::base::Instant;
use crate::engine::TokenBucket;
use alloc::format;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A subscription's number within its account: never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubscriptionId(pub u64);

/// What a stream has for enhanced fan-out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FanOut {
    /// Oldest first.
    pub consumers: Vec<Consumer>,
    /// One for each consumer and shard at most: the latest, which may have ended.
    pub subscriptions: Vec<Subscription>,
}

/// A consumer's subscription to a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: SubscriptionId,
    pub consumer: ConsumerId,
    pub shard: ShardId,
    /// Ordinal of the next record that is pushed.
    pub position: u64,
    pub started_at: Instant,
    pub is_open: bool,
    /// Whether the subscriber takes one event at a time and says when it is ready for the next.
    pub holds: bool,
    /// Whether an event may be sent now.
    pub ready: bool,
    /// As the last event said.
    pub millis_behind_latest: u64,
    /// Whether the shard is woken when its time is over. A busy subscriber would have that asked for with every event.
    wakes_at_end: bool,
    last_event: Instant,
    bytes: TokenBucket,
}

/// Why a subscription ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Ending {
    /// Its five minutes are over.
    Expired,
    /// A later call of the same consumer has it now.
    TakenOver,
    /// Everything in the closed shard has been pushed.
    ShardEnd,
    /// Consumer or stream are gone.
    Gone,
}

/// An event on its way to a subscriber: the records from ordinal `from` up to, not including, `to`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Push {
    pub subscription: SubscriptionId,
    pub stream: StreamId,
    pub shard: ShardId,
    pub from: u64,
    pub to: u64,
    /// Data and partition keys.
    pub bytes: u32,
    /// Where a later subscription goes on after; none at the end of a shard.
    pub continuation: Option<SequenceNumber>,
    pub millis_behind_latest: u64,
    /// At the end of a closed shard, and only there.
    pub child_shards: Vec<ShardId>,
}

impl Kinesis {
    /// SubscribeToShard. The events go to the [`Out`].
    ///
    /// Errors: `ResourceNotFound`, `InvalidArgument` as for GetShardIterator, `LimitExceeded` over one call a second
    /// for a consumer and shard, `ResourceInUse` within 5 s of a successful one or while the consumer is not ACTIVE.
    pub fn subscribe(
        &mut self,
        now: Instant,
        of: &ConsumerRef,
        shard: ShardId,
        start: IteratorType,
        holds: bool,
        out: &mut Out,
    ) -> Result<SubscriptionId, Error> {
        let (id, consumer) = self.consumer(of)?;
        let stream = &self.streams[&id];
        let state = stream.fan_out.consumers.iter().find(|state| state.id == consumer);
        if let Some(state) = state.filter(|state| state.status != ConsumerStatus::Active) {
            let (name, status) = (&of.consumer_name, state.status.name());
            return Err(Error::ConsumerInUse(format!("Consumer {name} is not ACTIVE, instead in state {status}.")));
        }
        let horizon = stream.horizon(now);
        let found = stream.shard(shard).filter(|shard| !shard.is_expired(horizon));
        let place = position(found.ok_or_else(|| self.no_shard(shard, &of.stream_name))?, start, now)?;
        let stream = self.get_mut(id);
        let same = |s: &Subscription| s.consumer == consumer && s.shard == shard;
        if let Some(before) = stream.fan_out.subscriptions.iter().find(|s| same(s)) {
            let age = now.since(before.started_at);
            if age < quota::SUBSCRIBE_EVERY {
                stream.series.add(now, &Counts { subscribe_rate_exceeded: 1, ..Counts::default() });
                return Err(Error::LimitExceeded(format!(
                    "Rate exceeded for SubscribeToShard: one call per second, consumer and shard ({shard})."
                )));
            }
            if age < quota::SUBSCRIPTION_TAKE_OVER {
                return Err(Error::ConsumerInUse(format!(
                    "Another active subscription exists for consumer {} and {shard}; it may be taken over 5 seconds after \
                     it was made.",
                    of.consumer_name
                )));
            }
        }
        stream.series.add(now, &Counts { subscribe_calls: 1, ..Counts::default() });
        stream.end_as(same, Ending::TakenOver, out);
        stream.fan_out.subscriptions.retain(|s| !same(s));
        let subscription = SubscriptionId(self.next_subscription);
        self.next_subscription += 1;
        let stream = self.get_mut(id);
        debug_assert!(!stream.fan_out.subscriptions.iter().any(same), "a consumer has one subscription to a shard");
        stream.fan_out.subscriptions.push(Subscription {
            id: subscription,
            consumer,
            shard,
            position: place,
            started_at: now,
            is_open: true,
            holds,
            ready: true,
            millis_behind_latest: 0,
            wakes_at_end: false,
            last_event: now,
            bytes: TokenBucket::full(quota::FAN_OUT_BYTES_PER_SECOND, now),
        });
        out.emit(Event::Subscribed { stream: id, shard, consumer, subscription });
        stream.push_by(shard, now + quota::FAN_OUT_LATENCY, out);
        Ok(subscription)
    }

    /// A subscriber that takes one event at a time is ready for the next.
    pub fn ready(&mut self, id: StreamId, subscription: SubscriptionId, now: Instant, out: &mut Out) {
        let Some(stream) = self.streams.get_mut(&id) else { return };
        let found = stream.fan_out.subscriptions.iter_mut().find(|s| s.id == subscription && s.is_open && !s.ready);
        let Some(found) = found else { return };
        debug_assert!(found.holds, "only who holds back says that it goes on");
        found.ready = true;
        let (shard, position, last_event) = (found.shard, found.position, found.last_event);
        let rhythm = Rhythm::of(id, shard);
        // What has been waiting for it goes at once, and so does the end of the shard; anything else when it would go to any
        // other subscriber.
        let horizon = stream.horizon(now);
        let of = &stream.shards[shard.index()];
        let at = match of.log.arrival(position.max(of.log.live_from(horizon))) {
            Some(arrival) => rhythm.push_of(arrival).max(now),
            None if !of.is_open() => now,
            None => (last_event + quota::FAN_OUT_HEARTBEAT).max(now),
        };
        stream.push_by(shard, at, out);
    }

    /// Pushes what a shard's subscribers may have now, and says when to come back.
    pub(super) fn push(&mut self, id: StreamId, shard_id: ShardId, now: Instant, out: &mut Out) {
        let Some(stream) = self.streams.get_mut(&id) else { return };
        let Some(shard) = stream.shards.get_mut(shard_id.index()).filter(|shard| shard.push_at == Some(now)) else {
            return;
        };
        shard.push_at = None;
        let rhythm = Rhythm::of(id, shard_id);
        // What has arrived since is pushed together with what follows it.
        let ripe = shard.log.first_at_or_after(rhythm.pushed_before(now));
        let readable = self.zones.readable_end(id, shard_id, shard.log.end(), now).map(|end| end.min(ripe));
        let horizon = stream.horizon(now);
        let children: Vec<ShardId> = stream.children(shard_id).map(|child| child.id).collect();
        let Stream { shards, fan_out, series, .. } = stream;
        let shard = &shards[shard_id.index()];
        let mut pushed = Counts::default();
        let (mut next, mut end): (Option<Instant>, Option<Instant>) = (None, None);
        for subscription in fan_out.subscriptions.iter_mut().filter(|s| s.is_open && s.shard == shard_id) {
            if now.since(subscription.started_at) >= quota::SUBSCRIPTION_LIFE {
                subscription.end(id, Ending::Expired, out);
                continue;
            }
            if !subscription.ready {
                // It is woken when it is ready, or when its time is over.
                let over = subscription.started_at + quota::SUBSCRIPTION_LIFE;
                if !core::mem::replace(&mut subscription.wakes_at_end, true) {
                    out.wake(over, Timer::Push(id, shard_id));
                }
                end = Some(end.map_or(over, |end| end.min(over)));
                continue;
            }
            let push = subscription.next_push(id, shard, (ripe, readable), horizon, now, &children);
            let ripens = shard.log.arrival(subscription.position.max(ripe)).map(|arrival| rhythm.push_of(arrival));
            if let Some(push) = push {
                debug_assert!(push.from <= push.to && push.to <= shard.log.end(), "what is pushed is in the shard");
                let counts = Counts {
                    fan_out_records: push.to - push.from,
                    fan_out_bytes: u64::from(push.bytes),
                    fan_out_behind_millis: push.millis_behind_latest,
                    fan_out_events: 1,
                    ..Counts::default()
                };
                pushed.add(&counts);
                series.add(now, &counts);
                out.emit(Event::Pushed(push.clone()));
                let ended = push.continuation.is_none();
                subscription.ready = !(subscription.holds && push.to > push.from);
                out.effect(Effect::Push(push));
                if ended {
                    subscription.end(id, Ending::ShardEnd, out);
                    continue;
                }
            }
            let again = match ripens {
                _ if subscription.position < ripe => now + quota::FAN_OUT_LATENCY,
                Some(at) => at.min(subscription.last_event + quota::FAN_OUT_HEARTBEAT),
                None => subscription.last_event + quota::FAN_OUT_HEARTBEAT,
            };
            let again = again.min(subscription.started_at + quota::SUBSCRIPTION_LIFE);
            next = Some(next.map_or(again, |next| next.min(again)));
        }
        stream.shards[shard_id.index()].meter.total.add(&pushed);
        if let Some(at) = next.filter(|at| end.is_none_or(|end| *at < end)) {
            stream.push_by(shard_id, at, out);
        } else {
            // A timer for that moment waits already.
            stream.shards[shard_id.index()].push_at = end;
        }
    }
}

impl Subscription {
    /// The next event, if there is one to be had: records, the end of the shard, or a sign of life.
    fn next_push(
        &mut self,
        stream: StreamId,
        shard: &Shard,
        (ripe, readable): (u64, Option<u64>),
        horizon: Instant,
        now: Instant,
        children: &[ShardId],
    ) -> Option<Push> {
        debug_assert!(self.is_open && self.ready, "it receives records");
        self.bytes.refill(now);
        let from = self.position.max(shard.log.live_from(horizon));
        let collect = |most, bytes| {
            let page = Page::collect(shard, from, horizon, readable?, most, bytes);
            (page.to > page.from).then_some(page)
        };
        // A record larger than a second's worth passes a full bucket, and leaves a debt.
        let large = || self.bytes.is_full().then(|| collect(1, quota::GET_RECORDS_BYTES)).flatten();
        let page = collect(u32::MAX, self.bytes.available()).or_else(large);
        let page = page.unwrap_or(Page { from, to: from, bytes: 0 });
        let ended = !shard.is_open() && page.to >= shard.log.end();
        if page.to == page.from && !ended && now.since(self.last_event) < quota::FAN_OUT_HEARTBEAT {
            return None;
        }
        self.bytes.take(page.bytes);
        debug_assert!(page.to >= self.position && now >= self.last_event, "a subscription does not go back");
        (self.position, self.last_event) = (page.to, now);
        self.millis_behind_latest = if page.to >= ripe { 0 } else { page.millis_behind_latest(shard, now) };
        Some(Push {
            subscription: self.id,
            stream,
            shard: shard.id,
            from: page.from,
            to: page.to,
            bytes: page.bytes,
            continuation: (!ended).then(|| shard.place(page.to, now)),
            millis_behind_latest: self.millis_behind_latest,
            child_shards: if ended { children.to_vec() } else { Vec::new() },
        })
    }

    fn end(&mut self, stream: StreamId, ending: Ending, out: &mut Out) {
        if core::mem::take(&mut self.is_open) {
            out.emit(Event::SubscriptionEnded { stream, shard: self.shard, subscription: self.id, ending });
            out.effect(Effect::Ended(self.id, ending));
        }
    }
}

impl Stream {
    /// What was just put is pushed soon, where somebody has subscribed.
    pub(super) fn push_what_arrived(&mut self, now: Instant, puts: &[Put], out: &mut Out) {
        for put in puts {
            if let Put::Accepted { shard, .. } = put
                && let Some(set) = self.shards[shard.index()].push_at
                && set > now + quota::FAN_OUT_DELAY
            {
                self.push_by(*shard, Rhythm::of(self.id, *shard).push_of(now), out);
            }
        }
    }

    /// Sees to it that a shard's subscribers are looked after at `at` at the latest.
    pub(super) fn push_by(&mut self, shard: ShardId, at: Instant, out: &mut Out) {
        let place = &mut self.shards[shard.index()].push_at;
        if place.is_none_or(|set| at < set) {
            *place = Some(at);
            out.wake(at, Timer::Push(self.id, shard));
        }
    }

    pub(super) fn end_as(&mut self, which: impl Fn(&Subscription) -> bool, ending: Ending, out: &mut Out) {
        let id = self.id;
        self.fan_out.subscriptions.iter_mut().filter(|s| which(s)).for_each(|s| s.end(id, ending, out));
        debug_assert!(self.fan_out.subscriptions.iter().all(|of| !of.is_open || !which(of)), "all of these have ended");
    }

    pub(super) fn end_subscriptions(&mut self, which: impl Fn(&Subscription) -> bool, out: &mut Out) {
        self.end_as(which, Ending::Gone, out);
    }
}
