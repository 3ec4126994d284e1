//! The lease table: a row per shard, in a DynamoDB table of the application's name.
//!
//! Every write has a condition, so that of two workers that believe to hold a lease one finds out.
use super::WorkerId;
use crate::base::Instant;
use crate::hash::HashKeyRange;
use crate::kinesis::{SequenceNumber, Shard, ShardId};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::Serialize;

/// Up to where a shard has been processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Checkpoint {
    TrimHorizon,
    Latest,
    /// The last record that was processed: its number, and its ordinal plus one, where reading goes on.
    After {
        sequence_number: SequenceNumber,
        next: u64,
    },
    ShardEnd,
}

/// A row, by the names of KCL's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// `leaseKey`.
    pub shard: ShardId,
    pub owner: Option<WorkerId>,
    /// Raised by every write of the owner: a sign of life.
    pub counter: u64,
    pub owner_switches_since_checkpoint: u64,
    pub checkpoint: Checkpoint,
    /// Place of the last user record within an aggregated record.
    pub checkpoint_sub_sequence_number: u64,
    /// With a graceful hand-off: who may still write the last checkpoint.
    pub checkpoint_owner: Option<WorkerId>,
    pub parents: Vec<ShardId>,
    pub children: Vec<ShardId>,
    pub range: HashKeyRange,
    pub throughput_kbps: u64,
    /// When the counter changed last: no column, but what workers that watch the table see.
    pub changed_at: Instant,
    /// When its owner took it, and from whom; no columns either.
    pub held_since: Instant,
    pub held_before: Option<WorkerId>,
}

/// A conditional write met a row that had changed: DynamoDB's ConditionalCheckFailedException.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionFailed;

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeaseTable {
    pub leases: BTreeMap<ShardId, Lease>,
    pub writes: u64,
    pub failed_conditions: u64,
}

impl Lease {
    pub fn new(shard: &Shard, checkpoint: Checkpoint, now: Instant) -> Self {
        Self {
            shard: shard.id,
            owner: None,
            counter: 0,
            owner_switches_since_checkpoint: 0,
            checkpoint,
            checkpoint_sub_sequence_number: 0,
            checkpoint_owner: None,
            parents: [shard.parent, shard.adjacent_parent].into_iter().flatten().collect(),
            children: Vec::new(),
            range: shard.range,
            throughput_kbps: 0,
            changed_at: now,
            held_since: now,
            held_before: None,
        }
    }

    fn count(&mut self, now: Instant) -> u64 {
        debug_assert!(now >= self.changed_at, "time does not run back");
        (self.counter, self.changed_at) = (self.counter + 1, now);
        self.counter
    }

    pub fn has_ended(&self) -> bool {
        self.checkpoint == Checkpoint::ShardEnd
    }
}

impl LeaseTable {
    /// Makes a row, unless there is one.
    pub fn create(&mut self, lease: Lease) -> bool {
        self.writes += 1;
        let new = !self.leases.contains_key(&lease.shard);
        if new {
            debug_assert!(lease.owner.is_none() && lease.counter == 0, "a new lease is nobody's");
            self.leases.insert(lease.shard, lease);
        }
        new
    }

    pub fn delete(&mut self, shard: ShardId) {
        self.writes += 1;
        self.leases.remove(&shard);
    }

    /// The row, if it still is as the writer knows it.
    fn as_known(&mut self, shard: ShardId, condition: impl Fn(&Lease) -> bool) -> Result<&mut Lease, ConditionFailed> {
        self.writes += 1;
        match self.leases.get_mut(&shard) {
            Some(lease) if condition(lease) => Ok(lease),
            _ => {
                self.failed_conditions += 1;
                Err(ConditionFailed)
            }
        }
    }

    /// A sign of life of the owner. Gives the new counter.
    pub fn renew(&mut self, shard: ShardId, by: WorkerId, counter: u64, now: Instant) -> Result<u64, ConditionFailed> {
        let lease = self.as_known(shard, |lease| lease.owner == Some(by) && lease.counter == counter)?;
        Ok(lease.count(now))
    }

    /// Another worker becomes the owner of what was seen with this counter: it takes it, or the leader gives it. Gives the new counter.
    pub fn take(
        &mut self,
        shard: ShardId,
        by: WorkerId,
        counter: u64,
        graceful: bool,
        now: Instant,
    ) -> Result<u64, ConditionFailed> {
        let lease = self.as_known(shard, |lease| lease.counter == counter)?;
        lease.checkpoint_owner = lease.owner.filter(|owner| graceful && *owner != by);
        (lease.held_before, lease.held_since) = (lease.owner.filter(|owner| *owner != by), now);
        lease.owner = Some(by);
        debug_assert!(lease.checkpoint_owner != Some(by), "who takes it over does not wait for itself");
        lease.owner_switches_since_checkpoint += 1;
        Ok(lease.count(now))
    }

    /// The owner, or who may write the last one, writes a checkpoint. Gives the new counter.
    pub fn checkpoint(
        &mut self,
        shard: ShardId,
        by: WorkerId,
        counter: u64,
        checkpoint: Checkpoint,
        now: Instant,
    ) -> Result<u64, ConditionFailed> {
        let lease = self.as_known(shard, |lease| {
            lease.checkpoint_owner == Some(by)
                || lease.checkpoint_owner.is_none() && lease.owner == Some(by) && lease.counter == counter
        })?;
        debug_assert!(lease.owner.is_some() || lease.checkpoint_owner.is_some(), "somebody owns what is checkpointed");
        lease.checkpoint = checkpoint;
        lease.owner_switches_since_checkpoint = 0;
        if lease.checkpoint_owner.is_none() {
            lease.count(now);
        }
        Ok(lease.counter)
    }

    /// The old owner is done: the new one may begin.
    pub fn hand_over(&mut self, shard: ShardId, by: WorkerId) {
        if let Ok(lease) = self.as_known(shard, |lease| lease.checkpoint_owner == Some(by)) {
            debug_assert_ne!(lease.owner, Some(by), "it is handed over to somebody else");
            lease.checkpoint_owner = None;
        }
    }

    /// The owner gives a lease back.
    pub fn release(&mut self, shard: ShardId, by: WorkerId, now: Instant) {
        if let Ok(lease) = self.as_known(shard, |lease| lease.owner == Some(by)) {
            lease.owner = None;
            lease.count(now);
        }
    }

    /// Whether a shard may have a lease: each of its parents has been read to its end, or has expired. A parent without a
    /// lease has not been reached yet: leases go after their children have begun.
    pub fn may_have_children(&self, parents: &[ShardId], expired: impl Fn(ShardId) -> bool) -> bool {
        parents.iter().all(|parent| self.leases.get(parent).map_or(expired(*parent), Lease::has_ended))
    }

    /// Whether all parents of a shard with a lease have been read to their end, or have no lease any more.
    pub fn parents_ended(&self, parents: &[ShardId]) -> bool {
        parents.iter().all(|parent| self.leases.get(parent).is_none_or(Lease::has_ended))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::{HashKey, HashKeyRange};

    const A: WorkerId = WorkerId(0);
    const B: WorkerId = WorkerId(1);

    fn table() -> (LeaseTable, ShardId, Instant) {
        let now = Instant::from_secs(9);
        let range = HashKeyRange { starting_hash_key: HashKey::MIN, ending_hash_key: HashKey::MAX };
        let shard = Shard::new(ShardId(3), range, now, 9);
        let mut table = LeaseTable::default();
        assert!(table.create(Lease::new(&shard, Checkpoint::TrimHorizon, now)));
        assert!(!table.create(Lease::new(&shard, Checkpoint::Latest, now)), "a lease is made once");
        (table, shard.id, now)
    }

    #[test]
    fn every_write_counts_and_those_in_vain_count_apart() {
        let (mut table, shard, now) = table();
        let counter = table.take(shard, A, 0, false, now).unwrap();
        table.renew(shard, A, counter, now).unwrap();
        assert_eq!((table.writes, table.failed_conditions), (4, 0));
        assert!(table.renew(shard, A, counter, now).is_err(), "somebody has written since");
        assert!(table.renew(shard, B, counter + 1, now).is_err(), "it is not the owner");
        table.delete(shard);
        assert_eq!((table.writes, table.failed_conditions), (7, 2));
    }

    #[test]
    fn a_checkpoint_is_the_owners_with_the_counter_it_knows() {
        let (mut table, shard, now) = table();
        let counter = table.take(shard, A, 0, false, now).unwrap();
        for (by, counter) in [(A, counter - 1), (B, counter)] {
            assert!(table.checkpoint(shard, by, counter, Checkpoint::ShardEnd, now).is_err(), "{by:?} with {counter}");
        }
        // Taken gracefully, the last checkpoint is the former owner's alone.
        let later = table.take(shard, B, counter, true, now).unwrap();
        assert!(table.checkpoint(shard, B, later, Checkpoint::ShardEnd, now).is_err());
        assert!(table.checkpoint(shard, A, counter, Checkpoint::ShardEnd, now).is_ok());
        table.hand_over(shard, A);
        assert!(table.checkpoint(shard, B, later, Checkpoint::ShardEnd, now).is_ok());
    }
}
