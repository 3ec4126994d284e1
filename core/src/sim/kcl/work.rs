//! Working off a batch, checkpoints, and the end of a shard.
use super::{Event, Sim, Sink};
use crate::base::Duration;
use crate::client::ActorId;
use crate::client::Source;
use crate::client::aggregate::{self, deaggregate_in};
use crate::client::kcl::{self, Application, Batch, Checkpoint, CheckpointWhen, Content, Delivered, Lease, WorkerId};
use crate::engine::{Origins, Slot, Supplied};
use crate::kinesis::{Shard, ShardId};
use alloc::sync::Arc;
use alloc::vec::Vec;

impl Sim {
    pub(super) fn batch_done(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        shard: ShardId,
        turn: u32,
        trace: &mut dyn Sink,
    ) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let Application { workers, results, poison, stream, spec, reached, .. } = application;
        let Some(state) = workers.get_mut(&worker) else { return };
        let Some(processor) = state.processors.get_mut(&shard).filter(|processor| processor.turn == turn) else {
            return;
        };
        let Some(Batch { from, to, end, .. }) = processor.batch.take() else { return };
        let Some(log) = self.services.kinesis.stream(*stream).and_then(|stream| stream.shard(shard)) else { return };
        let failed_at = poison.range((shard, from)..(shard, to)).next().map_or(to, |&(_, ordinal)| ordinal);
        let before = results.tally;
        // What has expired under the worker's hands is gone.
        let mut gone = each(log, from, failed_at, &self.sources, |record| results.process(now, record));
        gone += each(log, failed_at, to, &self.sources, |record| results.skip(record));
        results.miss(gone);
        debug_assert!((from..=to).contains(&failed_at), "it fails within its batch");
        let place = reached.entry(shard).or_default();
        *place = to.max(*place);
        state.records += failed_at - from;
        let (duplicates, reordered) = (
            (results.tally.duplicates - before.duplicates) as u32,
            (results.tally.reordered - before.reordered) as u32,
        );
        let event = kcl::Event::Processed { worker, shard, from, to: failed_at, duplicates, reordered };
        trace.record(now, Event::Application(id, event));
        let failed = failed_at < to;
        if failed {
            let event = kcl::Event::Skipped { worker, shard, from: failed_at, to };
            trace.record(now, Event::Application(id, event));
        }
        let every = Duration::from_millis(u64::from(spec.checkpoint_millis));
        let due = spec.checkpoint_when == CheckpointWhen::After && !failed && processor.is_due(now, every);
        let (leaving, idle, fetched_at) =
            (processor.leaving, application.idle(), processor_fetched(application, worker, shard));
        if let Some(children) = end {
            return self.shard_ended(id, worker, shard, children, trace);
        }
        if due && to > from && !self.write_checkpoint(id, worker, shard, to, trace) {
            return;
        }
        if leaving {
            return self.leave(id, worker, shard, trace);
        }
        let next = idle.map_or(now, |idle| (fetched_at + self.jittered(id, shard, idle)).max(now));
        self.fetch_at(id, worker, shard, next);
    }

    /// With checkpoints before the work: what is about to be worked on counts as done.
    pub(super) fn checkpoint_before(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        shard: ShardId,
        to: u64,
        trace: &mut dyn Sink,
    ) {
        let now = self.now;
        let Some(application) = self.actors.application(id) else { return };
        let every = Duration::from_millis(u64::from(application.spec.checkpoint_millis));
        let Some(processor) = application.workers.get(&worker).and_then(|state| state.processors.get(&shard)) else {
            return;
        };
        if application.spec.checkpoint_when == CheckpointWhen::Before && processor.is_due(now, every) {
            self.write_checkpoint(id, worker, shard, to, trace);
        }
    }

    /// Writes a checkpoint. False if the lease turns out to be somebody else's: then it is lost.
    fn write_checkpoint(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        shard: ShardId,
        next: u64,
        trace: &mut dyn Sink,
    ) -> bool {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return false };
        let Some(found) = self.services.kinesis.stream(application.stream).and_then(|stream| stream.shard(shard))
        else {
            return false;
        };
        let Some(state) = application.workers.get_mut(&worker) else { return false };
        let reaches = now >= state.cut_until;
        let Some(processor) = state.processors.get_mut(&shard) else { return false };
        if next <= processor.checkpointed {
            return true;
        }
        debug_assert!(next <= found.log.end(), "a checkpoint is behind a record that there is");
        let arrival = found.log.arrival(next - 1).unwrap_or(now);
        let checkpoint = Checkpoint::After { sequence_number: found.sequence_number(next - 1, arrival), next };
        let written = reaches.then(|| application.table.checkpoint(shard, worker, processor.counter, checkpoint, now));
        match written {
            Some(Ok(counter)) => {
                (processor.checkpointed_at, processor.checkpointed, processor.counter) = (now, next, counter);
                if let Some(lease) = application.table.leases.get_mut(&shard) {
                    lease.checkpoint_sub_sequence_number = user_records(found, next - 1, next).saturating_sub(1);
                    lease.throughput_kbps = found.meter.rate(now).bytes / 1_024;
                }
                trace.record(now, Event::Application(id, kcl::Event::Checkpointed { worker, shard, next }));
                true
            }
            refused => {
                trace.record(now, Event::Application(id, kcl::Event::CheckpointRefused { worker, shard }));
                if refused.is_some() {
                    self.lose(id, worker, shard, trace);
                }
                refused.is_none()
            }
        }
    }

    /// What was processed and not checkpointed yet is, if the table allows it.
    pub(super) fn last_checkpoint(&mut self, id: ActorId, worker: WorkerId, shard: ShardId, trace: &mut dyn Sink) {
        let processor = self.actors.application(id).and_then(|of| of.workers.get(&worker)?.processors.get(&shard));
        let done = processor
            .and_then(|processor| processor.batch.as_ref().map_or(processor.position, |batch| Some(batch.from)));
        if let Some(done) = done {
            self.write_checkpoint(id, worker, shard, done, trace);
        }
    }

    /// A closed shard has been read to its end: its lease says so, and its children get leases.
    fn shard_ended(
        &mut self,
        id: ActorId,
        worker: WorkerId,
        shard: ShardId,
        children: Vec<ShardId>,
        trace: &mut dyn Sink,
    ) {
        let now = self.now;
        let Some(application) = self.actors.application_mut(id) else { return };
        let Application { table, workers, stream, .. } = application;
        let Some(stream) = self.services.kinesis.stream(*stream) else { return };
        let Some(state) = workers.get_mut(&worker) else { return };
        let reaches = now >= state.cut_until;
        let Some(processor) = state.processors.get_mut(&shard) else { return };
        if !reaches {
            // It tries again: an end that is not written down did not happen.
            processor.batch = Some(Batch { from: 0, to: 0, since: now, ends_at: now, end: Some(children) });
            return self.wake_processor(id, worker, shard, now + Duration::SECOND, super::Task::Done);
        }
        if table.checkpoint(shard, worker, processor.counter, Checkpoint::ShardEnd, now).is_err() {
            trace.record(now, Event::Application(id, kcl::Event::CheckpointRefused { worker, shard }));
            return self.lose(id, worker, shard, trace);
        }
        trace.record(now, Event::Application(id, kcl::Event::ShardEnded { worker, shard }));
        if let Some(lease) = table.leases.get_mut(&shard) {
            debug_assert!(lease.has_ended(), "children come after the end");
            lease.children.clone_from(&children);
        }
        let horizon = stream.horizon(now);
        let expired = |parent| stream.shard(parent).is_none_or(|parent| parent.is_expired(horizon));
        for child in children.iter().filter_map(|child| stream.shard(*child)) {
            let lease = Lease::new(child, Checkpoint::TrimHorizon, now);
            let made = lease.shard;
            if table.may_have_children(&lease.parents, expired) && table.create(lease) {
                trace.record(now, Event::Application(id, kcl::Event::LeaseCreated { shard: made }));
            }
        }
        self.drop_processor(id, worker, shard);
    }
}

fn processor_fetched(application: &Application, worker: WorkerId, shard: ShardId) -> crate::base::Instant {
    application
        .workers
        .get(&worker)
        .and_then(|state| state.processors.get(&shard))
        .map(|p| p.fetched_at)
        .unwrap_or_default()
}

/// Calls `take` with the user records of the records from ordinal `from` up to, not including, `to`. Returns how many of
/// these are not there any more.
pub(super) fn each(
    shard: &Shard,
    from: u64,
    to: u64,
    sources: &[Arc<Source>],
    mut take: impl FnMut(Delivered<'_>),
) -> u64 {
    let mut found = 0;
    for run in shard.log.runs(from) {
        let count = to.saturating_sub(run.first).min(run.slots.len() as u64) as usize;
        for (ordinal, slot) in (run.first..).zip(&run.slots[..count]) {
            if slot.source == Slot::SUPPLIED {
                each_user_record(shard, ordinal, &run.supplied(slot), sources, &mut take);
                continue;
            }
            let content = Content::Made(&sources[slot.source as usize], slot.index);
            take(Delivered { shard: shard.id, ordinal, sub: 0, content });
        }
        found += count as u64;
        if count == 0 {
            break;
        }
    }
    to - from - found
}

/// Takes a record apart as the KCL does. An aggregated one with a record that does not belong into the shard is dropped whole.
fn each_user_record(
    shard: &Shard,
    ordinal: u64,
    record: &Supplied<'_>,
    sources: &[Arc<Source>],
    take: &mut impl FnMut(Delivered<'_>),
) {
    let id = shard.id;
    if !record.origins.is_empty() {
        let made = || Origins::of(record).map(|(source, index)| (&*sources[source as usize], index));
        if made().all(|(source, index)| shard.range.contains(source.route(index, source.key_of(index)))) {
            for (sub, (source, index)) in (0..).zip(made()) {
                take(Delivered { shard: id, ordinal, sub, content: Content::Made(source, index) });
            }
        }
        return;
    }
    let Some(users) = deaggregate_in(record.data, &shard.range) else {
        let content = Content::Written { partition_key: record.partition_key, bytes: record.data.len() as u32 };
        return take(Delivered { shard: id, ordinal, sub: 0, content });
    };
    for (sub, user) in (0..).zip(&users) {
        let content = Content::Written { partition_key: user.partition_key.as_bytes(), bytes: user.data.len() as u32 };
        take(Delivered { shard: id, ordinal, sub, content });
    }
}

/// User records of the records from ordinal `from` up to, not including, `to`.
pub(super) fn user_records(shard: &Shard, from: u64, to: u64) -> u64 {
    let mut users = 0;
    for run in shard.log.runs(from) {
        let count = to.saturating_sub(run.first).min(run.slots.len() as u64) as usize;
        for slot in &run.slots[..count] {
            users += match slot.source {
                Slot::SUPPLIED => match Origins::of(&run.supplied(slot)).count() {
                    0 => u64::from(aggregate::count(run.supplied(slot).data)),
                    packed => packed as u64,
                },
                _ => 1,
            };
        }
        if count == 0 {
            break;
        }
    }
    users
}

/// The record at an ordinal; none where there is none any more.
pub(in crate::sim) fn record_at<'a>(
    shard: &'a Shard,
    ordinal: u64,
    sources: &'a [Arc<Source>],
) -> Option<Delivered<'a>> {
    let run = shard.log.runs(ordinal).next().filter(|run| run.first == ordinal)?;
    let slot = run.slots.first()?;
    let content = match slot.source {
        Slot::SUPPLIED => {
            let record = run.supplied(slot);
            let bytes = record.data.len() as u32;
            if record.origins.is_empty() {
                Content::Written { partition_key: record.partition_key, bytes }
            } else {
                Content::Packed { bytes }
            }
        }
        source => Content::Made(&sources[source as usize], slot.index),
    };
    Some(Delivered { shard: shard.id, ordinal, sub: 0, content })
}
