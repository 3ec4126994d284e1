//! Event source mappings: polling each shard, invoking the function, and what a failure leads to.
mod failing;
mod fetching;
mod windows;

use self::windows::Turn;
use super::actors::Actor;
use super::kcl::record_at;
use super::{Error, Event, Sim, Sink, Timer};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::lambda::{self, Mapping, MappingSpec, POLL_EVERY, RETRY_AFTER, ShardPoller};
use crate::client::{InvalidSpec, StartingPosition};
use crate::kinesis::ShardId;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What a mapping is woken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    Poll(ShardId),
    /// The answer to a poll comes.
    Got(ShardId),
    /// A lane looks for its next batch; the number tells wake-ups of before a change apart.
    Next(ShardId, u32, u32),
    /// A lane's invocation ends.
    Done(ShardId, u32, u32),
    /// The final invocation of a tumbling window ends.
    WindowDone(ShardId, u32, u32),
}

impl Sim {
    pub(super) fn add_mapping(&mut self, spec: &MappingSpec, trace: &mut dyn Sink) -> Result<ActorId, Error> {
        let stream = self.services.kinesis.stream_named(&spec.stream_name)?.id;
        let pushed = !spec.consumer_name.is_empty();
        let registered = pushed && self.register_for(&spec.stream_name, &spec.consumer_name, trace)?;
        let id = self.next_actor();
        let mapping = Mapping { registered, ..Mapping::new(id, spec.clone(), stream) };
        self.actors.insert(id, Actor::Function(Box::new(mapping)));
        self.schedule(self.now, id.0, Timer::Mapping(id, Task::Poll(ShardId(0))));
        Ok(id)
    }

    pub(super) fn set_mapping(&mut self, id: ActorId, spec: &MappingSpec) -> Result<(), Error> {
        self.actors.function_mut(id).ok_or(Error::NoSuchActor)?.spec = spec.clone();
        Ok(())
    }

    /// The function fails at the next record that is written to a shard.
    pub(super) fn poison_function(&mut self, id: ActorId, shard: ShardId) -> Result<(), Error> {
        let mapping = self.actors.function_mut(id).ok_or(Error::NoSuchActor)?;
        let found = self.services.kinesis.stream(mapping.stream).and_then(|stream| stream.shard(shard));
        let open = found.filter(|shard| shard.is_open());
        let open = open.ok_or_else(|| InvalidSpec::new("fault", "no open shard has this number"))?;
        if mapping.poison.len() >= 1_000 {
            return Err(InvalidSpec::new("fault", "a function has 1,000 poison records at most").into());
        }
        mapping.poison.insert((shard, open.log.end()));
        Ok(())
    }

    #[inline(never)]
    pub(super) fn mapping_wakes(&mut self, id: ActorId, task: Task, trace: &mut dyn Sink) {
        match task {
            Task::Poll(shard) => self.poll_for_mapping(id, shard, trace),
            Task::Got(shard) => self.answer_comes(id, shard, trace),
            Task::Next(shard, lane, turn) => {
                let current = self
                    .actors
                    .function(id)
                    .and_then(|m| m.shards.get(&shard))
                    .map(|poller| poller.lanes[lane as usize].turn);
                if current == Some(turn) {
                    self.invoke_next(id, shard, lane, trace);
                }
            }
            Task::Done(shard, lane, turn) => self.invocation_done(id, shard, lane, turn, trace),
            Task::WindowDone(shard, _, turn) => self.window_done(id, shard, turn, trace),
        }
    }

    fn wake_lane(&mut self, id: ActorId, shard: ShardId, lane: u32, at: Instant, task: fn(ShardId, u32, u32) -> Task) {
        let Some(poller) = self.actors.function_mut(id).and_then(|mapping| mapping.shards.get_mut(&shard)) else {
            return;
        };
        let state = &mut poller.lanes[lane as usize];
        state.turn += 1;
        let turn = state.turn;
        self.schedule(at, id.0, Timer::Mapping(id, task(shard, lane, turn)));
    }

    /// The shards to begin with: the open ones, or at the trim horizon those without a parent that can be read.
    fn start_mapping(&mut self, id: ActorId) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let Some(stream) = self.services.kinesis.stream(mapping.stream) else { return };
        if !stream.is_serving() {
            return self.schedule(now + POLL_EVERY, id.0, Timer::Mapping(id, Task::Poll(ShardId(0))));
        }
        debug_assert!(mapping.shards.is_empty(), "it begins once");
        mapping.started = true;
        let latest = mapping.spec.start == StartingPosition::Latest;
        let horizon = stream.horizon(now);
        let alive = |parent: ShardId| stream.shard(parent).is_some_and(|parent| !parent.is_expired(horizon));
        let mut first = Vec::new();
        for shard in stream.live_shards(now) {
            let has_parent = [shard.parent, shard.adjacent_parent].into_iter().flatten().any(alive);
            if if latest { shard.is_open() } else { !has_parent } {
                let position = if latest { shard.log.end() } else { 0 };
                mapping.shards.insert(shard.id, ShardPoller::new(position, mapping.spec.parallelization_factor));
                first.push(shard.id);
            }
        }
        for shard in first {
            self.schedule(now, id.0, Timer::Mapping(id, Task::Poll(shard)));
        }
    }

    /// Gives the function a lane's next batch, if there is one and the lane is free.
    fn invoke_next(&mut self, id: ActorId, shard: ShardId, lane: u32, trace: &mut dyn Sink) {
        self.invoke(id, shard, lane, trace);
        self.take_more(id, shard, trace);
    }

    fn invoke(&mut self, id: ActorId, shard: ShardId, lane: u32, trace: &mut dyn Sink) {
        let now = self.now;
        let poller = self.actors.function(id).and_then(|mapping| mapping.shards.get(&shard));
        let Some(state) = poller.and_then(|poller| poller.lanes.get(lane as usize)) else { return };
        if state.batch.as_ref().is_some_and(|batch| batch.ends_at.is_some()) {
            return;
        }
        let windows = self.actors.function(id).is_some_and(|mapping| mapping.spec.tumbling_seconds > 0);
        let (before, is_over) = match windows.then(|| self.window_turn(id, shard, trace)) {
            None => (u64::MAX, false),
            Some(Turn::Batch { before, is_over }) => (before, is_over),
            Some(Turn::Wait) => return,
        };
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let Mapping { spec, shards, running, stats, .. } = mapping;
        let Some(poller) = shards.get_mut(&shard) else { return };
        let no_more = poller.end.is_some() || is_over;
        let state = &mut poller.lanes[lane as usize];
        let mut batch = match state.batch.take().map_or_else(|| state.next_batch(spec, now, no_more, before), Ok) {
            Ok(batch) => batch,
            Err(None) => return,
            Err(Some(due)) => return self.wake_lane(id, shard, lane, due, Task::Next),
        };
        if batch.is_too_large {
            return self.discard(id, shard, lane, batch, lambda::Why::Size, trace);
        }
        if *running >= spec.concurrency {
            stats.throttles += 1;
            state.batch = Some(batch);
            trace.record(now, Event::Mapping(id, lambda::Event::Throttled { shard }));
            return self.wake_lane(id, shard, lane, now + RETRY_AFTER, Task::Next);
        }
        let records = batch.ordinals.len() as u64;
        let work =
            Duration::from_micros(records * u64::from(spec.work_micros) + u64::from(spec.invocation_millis) * 1_000);
        let ends_at = now + work.max(Duration::from_millis(1));
        batch.ends_at = Some(ends_at);
        debug_assert!(*running < spec.concurrency, "no more at once than may be");
        *running += 1;
        stats.invocations += 1;
        stats.most_at_once = stats.most_at_once.max(*running);
        let event = lambda::Event::Invoked { shard, lane, first: batch.ordinals[0], records: records as u32 };
        state.batch = Some(batch);
        trace.record(now, Event::Mapping(id, event));
        self.wake_lane(id, shard, lane, ends_at, Task::Done);
    }

    fn invocation_done(&mut self, id: ActorId, shard: ShardId, lane: u32, turn: u32, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let Mapping { spec, shards, running, stats, results, poison, stream, .. } = mapping;
        let Some(poller) = shards.get_mut(&shard) else { return };
        let state = &mut poller.lanes[lane as usize];
        if state.turn != turn {
            return;
        }
        let Some(batch) = state.batch.take() else { return };
        debug_assert!(*running > 0, "what ends was running");
        *running = running.saturating_sub(1);
        let failed = batch.ordinals.iter().position(|ordinal| poison.contains(&(shard, *ordinal)));
        let done = failed.unwrap_or(batch.ordinals.len());
        let (before, mut sum) = (results.tally.duplicates, 0);
        if let Some(log) = self.services.kinesis.stream(*stream).and_then(|stream| stream.shard(shard)) {
            for ordinal in &batch.ordinals[..done] {
                match record_at(log, *ordinal, &self.sources) {
                    Some(record) => {
                        sum += record.value();
                        results.process(now, record);
                    }
                    // It has expired while it waited.
                    None => results.miss(1),
                }
            }
        }
        let duplicates = (results.tally.duplicates - before) as u32;
        // A failed invocation's state is lost with it, but for a partial answer.
        let (report, bisect) = (spec.report_failures, spec.bisect);
        let finished = if failed.is_none() || report { done as u32 } else { 0 };
        let event = lambda::Event::Processed { shard, lane, records: done as u32, duplicates, finished };
        trace.record(now, Event::Mapping(id, event));
        stats.errors += u64::from(failed.is_some());
        if spec.tumbling_seconds > 0 && (failed.is_none() || report) {
            self.add_to_window(id, shard, done as u64, sum);
        }
        let Some(failed) = failed else {
            self.invoke_next(id, shard, lane, trace);
            return self.end_shard(id, shard, trace);
        };
        let event = lambda::Event::Failed { shard, first: batch.ordinals[0], records: batch.ordinals.len() as u32 };
        trace.record(now, Event::Mapping(id, event));
        self.after_failure(id, shard, lane, batch, failed, (report, bisect), trace);
    }

    /// A closed shard that has been processed goes, and its children come, when all their parents have.
    fn end_shard(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        if !mapping.shards.get(&shard).is_some_and(ShardPoller::is_done) {
            return;
        }
        let children = mapping.shards.remove(&shard).and_then(|poller| poller.end).unwrap_or_default();
        debug_assert!(!mapping.ended.contains(&shard), "a shard ends once");
        mapping.ended.insert(shard);
        trace.record(now, Event::Mapping(id, lambda::Event::Ended { shard }));
        let Some(stream) = self.services.kinesis.stream(mapping.stream) else { return };
        let horizon = stream.horizon(now);
        let over = |parent: ShardId| {
            mapping.ended.contains(&parent) || stream.shard(parent).is_none_or(|parent| parent.is_expired(horizon))
        };
        let ready = |child: &ShardId| {
            let shard = stream.shard(*child);
            shard.is_some_and(|shard| [shard.parent, shard.adjacent_parent].into_iter().flatten().all(over))
        };
        let ready: Vec<ShardId> = children.into_iter().filter(ready).collect();
        for child in ready {
            let lanes = mapping.spec.parallelization_factor;
            mapping.shards.entry(child).or_insert_with(|| ShardPoller::new(0, lanes));
            self.queue.push(
                now,
                Timer::Mapping(id, Task::Poll(child)).class(),
                id.0,
                Timer::Mapping(id, Task::Poll(child)),
            );
        }
    }
}
