//! How records come to a processor: GetRecords at an interval, or pushed by a subscription.
use super::super::subscribers::{Subscriber, consumer};
use super::work::{each, user_records};
use super::{Event, Sim, Sink, Task};
use crate::base::{Duration, Instant};
use crate::client::kcl::{
    self, Application, BACK_OFF, Batch, Checkpoint, PARENT_POLL, Processor, Retrieval, Wait, WorkerId,
};
use crate::client::{ActorId, Fetched};
use crate::kinesis::Kinesis;
use crate::kinesis::{Error, IteratorType, Push, ShardId, ShardIterator};
use crate::service::Context;
use alloc::boxed::Box;
use alloc::sync::Arc;

impl Sim {
    /// Has a processor read on at `at`, whatever it was to be woken for before.
    pub(super) fn fetch_at(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, at: Instant) {
        self.wake_processor(id, worker, shard, at, Task::Fetch);
    }

    pub(super) fn wake_processor(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        shard: ShardId,
        at: Instant,
        task: fn(ShardId, u32) -> Task,
    ) {
        let Ok(state) = self.worker_mut(id, worker) else { return };
        state.turns += 1;
        let turn = state.turns;
        let Some(processor) = state.processors.get_mut(&shard) else { return };
        processor.turn = turn;
        self.wake_worker(id, worker, at, task(shard, turn));
    }

    pub(super) fn fetch(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, turn: u32, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let Some(processor) = application.workers.get_mut(&worker).and_then(|state| state.processors.get_mut(&shard))
        else {
            return;
        };
        if processor.turn != turn {
            return;
        }
        if processor.leaving {
            return self.leave(id, worker, shard, trace);
        }
        let lease = application.table.leases.get(&shard);
        if lease.is_none_or(|lease| lease.has_ended()) {
            // The previous owner has read the shard to its end.
            return self.lose(id, worker, shard, trace);
        }
        if let Some(again) = self.waits(id, worker, shard, trace) {
            return self.fetch_at(id, worker, shard, now + again);
        }
        let Some(application) = self.actors.application_mut(id) else { return };
        let retrieval = application.spec.retrieval;
        if let Some(got) = self.processor_mut(id, worker, shard).and_then(|processor| processor.under_way.take()) {
            return self.begin_batch(id, worker, shard, *got, trace);
        }
        match retrieval {
            Retrieval::Polling { .. } => self.poll_shard(id, worker, shard, trace),
            Retrieval::FanOut => self.subscribe_to_shard(id, worker, shard, trace),
        }
    }

    /// How long a processor still has to wait; nothing once it knows where it reads on.
    fn waits(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, trace: &mut dyn Sink) -> Option<Duration> {
        let now = self.now;
        let application = self.actors.application_mut(id)?;
        let Application { table, workers, stream, .. } = application;
        let processor = workers.get_mut(&worker)?.processors.get_mut(&shard)?;
        let lease = table.leases.get_mut(&shard)?;
        if let Wait::HandOff(until) = processor.wait {
            if lease.checkpoint_owner.is_some() && now < until {
                return Some(BACK_OFF);
            }
            lease.checkpoint_owner = None;
            processor.wait = Wait::Parents;
        }
        if processor.wait == Wait::Parents {
            let parents = lease.parents.clone();
            if !table.parents_ended(&parents) {
                return Some(PARENT_POLL);
            }
            processor.wait = Wait::Nothing;
        }
        if processor.position.is_none() {
            let from = match table.leases.get(&shard)?.checkpoint {
                Checkpoint::TrimHorizon => 0,
                Checkpoint::Latest => self.services.kinesis.stream(*stream)?.shard(shard)?.log.end(),
                Checkpoint::After { next, .. } => next,
                Checkpoint::ShardEnd => u64::MAX,
            };
            processor.position = Some(from);
            processor.checkpointed = from;
            // A checkpoint ahead of the work passes over what was under way.
            let reached = application.reached.entry(shard).or_insert(from);
            if *reached < from
                && from != u64::MAX
                && let Some(log) =
                    self.services.kinesis.stream(application.stream).and_then(|stream| stream.shard(shard))
            {
                let gone = each(log, *reached, from, &self.sources, |record| application.results.skip(record));
                application.results.miss(gone);
                *reached = from;
            }
            trace.record(now, Event::Application(id, kcl::Event::Begun { worker, shard, from }));
        }
        None
    }

    fn poll_shard(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(iterator) = self.processor_iterator(id, worker, shard) else { return };
        let got = iterator.and_then(|iterator| {
            self.call(id, trace, |kinesis: &mut Kinesis, _, out| kinesis.get_records(now, iterator, None, out))
        });
        let millis = self.actors.application(id).map_or(0, |application| application.spec.latency_millis);
        let latency = Duration::from_millis(millis.into());
        let Some(processor) = self.processor_mut(id, worker, shard) else { return };
        processor.fetched_at = now;
        match got {
            Ok(got) => {
                processor.iterator = got.next_shard_iterator;
                match latency {
                    Duration::ZERO => self.begin_batch(id, worker, shard, got.into(), trace),
                    latency => {
                        debug_assert!(processor.under_way.is_none(), "it has one call at a time");
                        processor.under_way = Some(Box::new(got.into()));
                        self.fetch_at(id, worker, shard, now + latency);
                    }
                }
            }
            Err(Error::ResourceNotFound(_)) => self.shard_gone_for(id, worker, shard, trace),
            Err(error) => {
                if matches!(error, Error::ExpiredIterator { .. }) {
                    processor.iterator = None;
                }
                if let Some(application) = self.actors.application_mut(id) {
                    application.refusals.count(&error);
                }
                self.fetch_at(id, worker, shard, now + self.jittered(id, shard, BACK_OFF));
            }
        }
    }

    fn processor_iterator(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        shard: ShardId,
    ) -> Option<Result<ShardIterator, Error>> {
        let application = self.actors.application(id)?;
        let processor = application.workers.get(&worker)?.processors.get(&shard)?;
        if let Some(iterator) = processor.iterator {
            return Some(Ok(iterator));
        }
        let position = processor.position?;
        let name = self.services.kinesis.stream(application.stream)?.name.clone();
        // The place is the checkpoint's; as a call it counts like any.
        let asked = Arc::make_mut(&mut self.services.kinesis).get_shard_iterator(
            self.now,
            &name,
            shard,
            IteratorType::TrimHorizon,
        );
        Some(asked.map(|iterator| ShardIterator { position, ..iterator }))
    }

    fn processor_mut(&mut self, id: ActorId, worker: WorkerId, shard: ShardId) -> Option<&mut Processor> {
        self.actors.application_mut(id)?.workers.get_mut(&worker)?.processors.get_mut(&shard)
    }

    fn subscribe_to_shard(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application(id) else { return };
        let Some(processor) = application.workers.get(&worker).and_then(|state| state.processors.get(&shard)) else {
            return;
        };
        if let Some(subscription) = processor.subscription {
            let stream = application.stream;
            return self.call(id, trace, |kinesis: &mut Kinesis, _, out| kinesis.ready(stream, subscription, now, out));
        }
        let of = consumer(&application.spec.stream_name, &application.spec.name);
        let found = self.services.kinesis.stream(application.stream).and_then(|stream| stream.shard(shard));
        let (Some(position), Some(state)) = (processor.position, found) else { return };
        let after = IteratorType::AfterSequenceNumber(state.place(position, now));
        let subscribe =
            |kinesis: &mut Kinesis, _: &Context<'_>, out: &mut _| kinesis.subscribe(now, &of, shard, after, true, out);
        match self.call(id, trace, subscribe) {
            Ok(subscription) => {
                self.subscribers.insert(subscription, Subscriber::Worker(id, worker, shard));
                if let Some(processor) = self.processor_mut(id, worker, shard) {
                    processor.subscription = Some(subscription);
                }
            }
            Err(Error::ResourceNotFound(_)) if self.shard_is_gone(id, shard) => {
                self.shard_gone_for(id, worker, shard, trace)
            }
            // The consumer is being created, or the subscription before may not be taken over yet.
            Err(_) => {
                self.latest_again(id, worker, shard);
                self.fetch_at(id, worker, shard, now + Duration::SECOND)
            }
        }
    }

    /// LATEST counts from the subscription: where there is none yet, and nothing was noted, the place is looked up again.
    fn latest_again(&mut self, id: ActorId, worker: WorkerId, shard: ShardId) {
        let Some(application) = self.actors.application_mut(id) else { return };
        let latest = application.table.leases.get(&shard).is_some_and(|lease| lease.checkpoint == Checkpoint::Latest);
        let processor = application.workers.get_mut(&worker).and_then(|state| state.processors.get_mut(&shard));
        if let Some(processor) = processor.filter(|_| latest) {
            processor.position = None;
            application.reached.remove(&shard);
        }
    }

    fn shard_is_gone(&self, id: ActorId, shard: ShardId) -> bool {
        let stream =
            self.actors.application(id).and_then(|application| self.services.kinesis.stream(application.stream));
        stream.is_none_or(|stream| stream.shard(shard).is_none_or(|shard| shard.is_expired(stream.horizon(self.now))))
    }

    /// An event has arrived at the worker that subscribed.
    pub(in crate::sim) fn worker_is_pushed(
        &mut self,
        (id, worker, shard): (ActorId, WorkerId, ShardId),
        push: Push,
        trace: &mut dyn Sink,
    ) {
        let now = self.now;
        let Ok(state) = self.worker_mut(id, worker) else { return };
        if state.is_stalled(now) {
            let until = state.stalled_until;
            return self.schedule(until, id.0, super::Timer::Pushed(alloc::boxed::Box::new(push)));
        }
        let Some(processor) = self.processor_mut(id, worker, shard) else { return };
        if processor.subscription != Some(push.subscription) || processor.batch.is_some() {
            return;
        }
        processor.fetched_at = now;
        self.begin_batch(id, worker, shard, push.into(), trace);
    }

    /// A subscription has ended: its processor subscribes again.
    pub(in crate::sim) fn worker_unsubscribed(&mut self, id: ActorId, worker: WorkerId, shard: ShardId) {
        let now = self.now;
        let Some(processor) = self.processor_mut(id, worker, shard) else { return };
        processor.subscription = None;
        if processor.batch.is_none() {
            self.fetch_at(id, worker, shard, now);
        }
    }

    fn begin_batch(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, got: Fetched, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let (work, idle) = (application.spec.work_micros, application.idle());
        let Some(state) = application.workers.get_mut(&worker) else { return };
        let records = got.to - got.from;
        let log = self.services.kinesis.stream(application.stream).and_then(|stream| stream.shard(shard));
        let users = log.map_or(records, |log| user_records(log, got.from, got.to));
        if let Some(log) = log {
            application.propagation.delivered(now, &log.log, got.from, got.to);
        }
        let ends = if records == 0 { (now, now) } else { state.work(now, users, work) };
        let Some(processor) = state.processors.get_mut(&shard) else { return };
        let missed = got.from.saturating_sub(processor.position.unwrap_or(got.from));
        processor.position = Some(got.to);
        processor.millis_behind_latest = got.millis_behind_latest;
        if missed > 0 {
            application.results.miss(missed);
            trace.record(now, Event::Application(id, kcl::Event::Missed { shard, records: missed }));
        }
        if records == 0 && got.end.is_none() {
            // A subscription goes on by itself.
            if let Some(idle) = idle {
                let next = processor.fetched_at + self.jittered(id, shard, idle);
                self.fetch_at(id, worker, shard, next.max(now));
            }
            return;
        }
        processor.batch = Some(Batch { from: got.from, to: got.to, since: ends.0, ends_at: ends.1, end: got.end });
        self.checkpoint_before(id, worker, shard, got.to, trace);
        self.wake_processor(id, worker, shard, ends.1, Task::Done);
    }

    /// A shard has expired before it was read to its end: what was left is missed, and its children are next.
    fn shard_gone_for(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, trace: &mut dyn Sink) {
        let Some(application) = self.actors.application_mut(id) else { return };
        let Some(stream) = self.services.kinesis.stream(application.stream) else { return };
        let end = stream.shard(shard).map_or(0, |shard| shard.log.end());
        let children = stream.children(shard).map(|child| child.id).collect();
        self.begin_batch(
            id,
            worker,
            shard,
            Fetched { from: end, to: end, millis_behind_latest: 0, end: Some(children) },
            trace,
        );
    }
}
