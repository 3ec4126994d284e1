//! Consumers of a stream: each reads its shards, parents before children, and writes checkpoints.
use super::super::polls::{ConsumerRef, Task};
use super::{LEAST_WORK, Lab, consumer_of};
use crate::base::Duration;
use crate::client::lab::{Doing, Lane, Lease, Receiver, Taken, Target, Ticket};
use crate::engine::Slot;
use crate::kinesis::{Error, GetRecordsOutput, IteratorType, Kinesis, ShardId, ShardIterator};
use alloc::vec::Vec;

/// Records of a read: what is done again after a crash, at most.
const LIMIT: u32 = 500;
/// Between two reads of a shard that has more: five a second are allowed.
const SOON: Duration = Duration::from_millis(200);

impl Lab<'_> {
    /// Counts the shards that a lane has paid for since the last time.
    pub fn charge(&mut self, lane: &mut Lane) {
        if let Target::Stream(name) = &lane.spec.target
            && let Ok(stream) = self.sim.services.kinesis.stream_named(name)
        {
            let shards = stream.open_shards().count() as u64;
            lane.shard_micros += shards * self.sim.now.since(lane.charged_at).as_micros();
        }
        debug_assert!(lane.charged_at <= self.sim.now, "time does not run back");
        lane.charged_at = self.sim.now;
    }

    /// Reads a shard that is the consumer's and due.
    pub fn read(&mut self, lane: &mut Lane, who: ConsumerRef) {
        self.find_shards(lane, who);
        let receiver = &mut lane.receivers[who.receiver as usize];
        let mine =
            receiver.leases.iter().filter(|(shard, _)| receiver.owner_of(**shard) == Some(who.consumer as usize));
        // The previous owner of a shard may still work on it: the free ones come first.
        let next = mine.map(|(shard, lease)| (receiver.is_held(*shard), lease.due, *shard)).min();
        let Some((is_held, due, shard)) = next else {
            // Nothing for it until shards are dealt out anew.
            receiver.consumers[who.consumer as usize].started =
                !receiver.leases.is_empty() || !receiver.ended.is_empty();
            return;
        };
        if due > self.sim.now {
            return self.schedule(due, Task::Consume(who));
        }
        if is_held {
            return self.schedule(self.sim.now + SOON, Task::Consume(who));
        }
        match self.records_of(lane, who, shard) {
            Ok(got) => self.got(lane, who, shard, &got),
            Err(Error::ResourceNotFound(_)) if self.has_expired(lane, shard) => {
                // Nothing of it is left to be read: its children are next.
                self.ended(lane, who, shard);
                self.schedule(self.sim.now + SOON, Task::Consume(who));
            }
            Err(error) => {
                let again = self.sim.now + self.sim.jittered(lane.id, shard, Receiver::READ_EVERY);
                let receiver = &mut lane.receivers[who.receiver as usize];
                if let Some(lease) = receiver.leases.get_mut(&shard) {
                    lease.due = again;
                    if matches!(error, Error::ExpiredIterator { .. }) {
                        lease.iterator = None;
                    }
                }
                self.schedule(again, Task::Consume(who));
            }
        }
    }

    /// The shards that have no parents, as soon as there is a stream.
    fn find_shards(&mut self, lane: &mut Lane, who: ConsumerRef) {
        let receiver = &mut lane.receivers[who.receiver as usize];
        let Target::Stream(name) = &lane.spec.target else { return };
        let Ok(stream) = self.sim.services.kinesis.stream_named(name) else { return };
        if receiver.stream.is_some_and(|known| known != stream.id) {
            // It was deleted and made again: nothing that is known of it holds.
            receiver.forget();
        }
        if !stream.is_serving() || !receiver.leases.is_empty() || !receiver.ended.is_empty() {
            return;
        }
        debug_assert!(receiver.leases.is_empty() && receiver.ended.is_empty(), "it begins with the stream");
        receiver.stream = Some(stream.id);
        let roots = stream.shards.iter().filter(|shard| shard.parent.is_none());
        let lease = Lease { checkpoint: 0, iterator: None, due: self.sim.now };
        receiver.leases = roots.map(|shard| (shard.id, lease.clone())).collect();
        receiver.consumers.iter_mut().for_each(|consumer| consumer.started = false);
        receiver.consumers[who.consumer as usize].started = true;
        self.wake(lane, who.receiver as usize);
    }

    fn has_expired(&self, lane: &Lane, shard: ShardId) -> bool {
        let stream = self.sim.services.kinesis.stream_named(lane.spec.target.name());
        stream
            .is_ok_and(|stream| stream.shard(shard).is_none_or(|shard| shard.is_expired(stream.horizon(self.sim.now))))
    }

    fn records_of(&mut self, lane: &mut Lane, who: ConsumerRef, shard: ShardId) -> Result<GetRecordsOutput, Error> {
        let lease = lane.receivers[who.receiver as usize].leases.get(&shard);
        let (checkpoint, known) = lease.map_or((0, None), |lease| (lease.checkpoint, lease.iterator));
        let name = lane.spec.target.name();
        self.call(lane.id, |kinesis: &mut Kinesis, context, out| {
            let iterator = match known {
                Some(iterator) => iterator,
                // TRIM_HORIZON counts as one call like any type; the place is the consumer's own.
                None => {
                    let asked = kinesis.get_shard_iterator(context.now, name, shard, IteratorType::TrimHorizon)?;
                    ShardIterator { position: checkpoint, ..asked }
                }
            };
            kinesis.get_records(context.now, iterator, Some(LIMIT), out)
        })
    }

    fn got(&mut self, lane: &mut Lane, who: ConsumerRef, shard: ShardId, got: &GetRecordsOutput) {
        let taken = self.taken(lane, shard, got);
        let work = Duration::from_micros(u64::from(lane.spec.work_micros));
        let every = self.sim.jittered(lane.id, shard, Receiver::READ_EVERY);
        let receiver = &mut lane.receivers[who.receiver as usize];
        let Some(lease) = receiver.leases.get_mut(&shard) else { return };
        let more = got.millis_behind_latest > 0;
        lease.due = self.sim.now + if more { SOON } else { every };
        let due = lease.due;
        if taken.is_empty() {
            lease.iterator = got.next_shard_iterator;
            lease.checkpoint = got.to;
            if got.next_shard_iterator.is_none() {
                self.ended(lane, who, shard);
            }
            return self.schedule(due.min(self.sim.now + SOON), Task::Consume(who));
        }
        let consumer = &mut receiver.consumers[who.consumer as usize];
        debug_assert!(consumer.goes_on.is_none(), "one batch after the other");
        consumer.goes_on = Some((shard, got.to, got.next_shard_iterator));
        receiver.give(self.sim.now, who.consumer as usize, taken);
        self.schedule(self.sim.now + work.max(LEAST_WORK), Task::Consume(who));
    }

    fn taken(&self, lane: &Lane, shard: ShardId, got: &GetRecordsOutput) -> Vec<Taken> {
        let Ok(stream) = self.sim.services.kinesis.stream_named(lane.spec.target.name()) else { return Vec::new() };
        let Some(state) = stream.shard(shard) else { return Vec::new() };
        let mut taken = Vec::new();
        for run in state.log.runs(got.from) {
            let count = got.to.saturating_sub(run.first).min(run.slots.len() as u64) as usize;
            let of = |slot: &Slot| Taken {
                index: lane.known.contains(&slot.source).then_some(slot.index),
                ticket: Ticket::Shard(shard),
            };
            taken.extend(run.slots[..count].iter().map(of));
            if count < run.slots.len() {
                break;
            }
        }
        taken
    }

    /// A batch of a shard is done.
    pub fn checkpoint(&mut self, lane: &mut Lane, who: ConsumerRef) {
        let receiver = &mut lane.receivers[who.receiver as usize];
        let consumer = &mut receiver.consumers[who.consumer as usize];
        let Some((shard, to, iterator)) = consumer.goes_on.take() else { return };
        if let Some(lease) = receiver.leases.get_mut(&shard) {
            debug_assert!(to >= lease.checkpoint, "a checkpoint does not go back");
            (lease.checkpoint, lease.iterator) = (to, iterator);
            if iterator.is_none() {
                self.ended(lane, who, shard);
            }
        }
    }

    /// What a consumer held is anybody's again, from the checkpoint on.
    pub fn release(&mut self, lane: &mut Lane, who: ConsumerRef) {
        let Some(consumer) = consumer_of(lane, who) else { return };
        let Some((shard, ..)) = consumer.goes_on.take() else { return };
        let receiver = &mut lane.receivers[who.receiver as usize];
        if let Some(lease) = receiver.leases.get_mut(&shard) {
            lease.iterator = None;
        }
    }

    /// A shard has been read to its end: its children are next, when their other parent has ended, too.
    fn ended(&mut self, lane: &mut Lane, who: ConsumerRef, shard: ShardId) {
        let now = self.sim.now;
        let receiver = &mut lane.receivers[who.receiver as usize];
        receiver.leases.remove(&shard);
        debug_assert!(!receiver.ended.contains(&shard), "a shard ends once");
        receiver.ended.insert(shard);
        let Ok(stream) = self.sim.services.kinesis.stream_named(lane.spec.target.name()) else { return };
        for child in stream.children(shard) {
            let parents = [child.parent, child.adjacent_parent].into_iter().flatten();
            if parents.into_iter().all(|parent| receiver.ended.contains(&parent)) {
                receiver.leases.insert(child.id, Lease { checkpoint: 0, iterator: None, due: now });
            }
        }
        for consumer in receiver.consumers.iter_mut().filter(|consumer| consumer.doing == Doing::Idle) {
            consumer.started = false;
        }
        // The consumer that ended it goes on by itself.
        receiver.consumers[who.consumer as usize].started = true;
        self.wake(lane, who.receiver as usize);
    }
}
