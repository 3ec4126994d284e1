//! Which leases a worker takes: KCL's LeaseTaker.
use super::{Lease, LeaseTable, STEAL_MOST, WorkerId};
use crate::base::{Duration, Instant, below, mix};
use crate::kinesis::ShardId;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// What a worker has seen of a lease: its counter, and since when it has been that.
pub type Sightings = BTreeMap<ShardId, (u64, Instant)>;

/// What a worker should take now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub leases: Vec<ShardId>,
    /// Whether they belong to a worker that lives.
    pub stolen: bool,
}

/// How many leases each of so many workers should have.
pub const fn target(leases: usize, workers: usize) -> usize {
    if workers >= leases { 1 } else { leases.div_ceil(workers) }
}

/// Notes the counters that have changed, and when that was by the worker's own `clock`.
pub fn sight(sightings: &mut Sightings, table: &LeaseTable, clock: impl Fn(Instant) -> Instant) {
    sightings.retain(|shard, _| table.leases.contains_key(shard));
    for lease in table.leases.values() {
        let seen = (lease.counter, clock(lease.changed_at));
        let sighting = sightings.entry(lease.shard).or_insert(seen);
        debug_assert!(lease.counter >= sighting.0, "a counter only grows");
        if sighting.0 != lease.counter {
            *sighting = seen;
        }
    }
}

/// The leases that `me` should take. `random` decides which of those that have expired come first.
pub fn due_leases(
    table: &LeaseTable,
    sightings: &Sightings,
    me: WorkerId,
    now: Instant,
    failover: Duration,
    holds: impl Fn(ShardId) -> bool,
    random: u64,
) -> Due {
    let open: Vec<&Lease> = table.leases.values().filter(|lease| !lease.has_ended()).collect();
    let stood = |lease: &Lease| sightings.get(&lease.shard).map_or(Duration::ZERO, |(_, since)| now.since(*since));
    let is_expired = |lease: &&&Lease| {
        // Its own too, if it has let go of it.
        let mine = lease.owner == Some(me) && holds(lease.shard);
        lease.owner.is_none() || !mine && stood(lease) > failover
    };
    let mut expired: Vec<ShardId> = open.iter().filter(is_expired).map(|lease| lease.shard).collect();
    let mut held: BTreeMap<WorkerId, usize> = BTreeMap::from([(me, 0)]);
    for lease in open.iter().filter(|lease| !is_expired(lease)) {
        *held.entry(lease.owner.unwrap_or(me)).or_default() += 1;
    }
    let (mine, target) = (held[&me], target(open.len(), held.len()));
    let wanted = target.saturating_sub(mine);
    shuffle(&mut expired, random);
    if !expired.is_empty() {
        // What nobody has touched for three times the failover time is taken even beyond the target.
        let long = |shard: &ShardId| stood(&table.leases[shard]) > failover + failover + failover;
        let place = expired.partition_point(|shard| !long(shard));
        expired[place..].sort_unstable();
        let beyond = expired.iter().filter(|shard| long(shard)).count();
        expired.truncate(wanted.max(beyond));
        return Due { leases: expired, stolen: false };
    }
    if wanted == 0 {
        return Due::default();
    }
    Due { leases: to_steal(&open, &held, me, target, wanted, random), stolen: true }
}

/// One lease of the worker that has most, if that is more than it should have.
fn to_steal(
    open: &[&Lease],
    held: &BTreeMap<WorkerId, usize>,
    me: WorkerId,
    target: usize,
    wanted: usize,
    random: u64,
) -> Vec<ShardId> {
    let others = held.iter().filter(|(worker, _)| **worker != me);
    let Some((victim, count)) = others.max_by_key(|(worker, count)| (**count, core::cmp::Reverse(**worker))) else {
        return Vec::new();
    };
    let surplus = match count.cmp(&target) {
        core::cmp::Ordering::Greater => (count - target).min(wanted),
        core::cmp::Ordering::Equal if wanted > 1 => 1,
        core::cmp::Ordering::Equal | core::cmp::Ordering::Less => 0,
    };
    let mut theirs: Vec<ShardId> = open.iter().filter(|l| l.owner == Some(*victim)).map(|lease| lease.shard).collect();
    shuffle(&mut theirs, random);
    theirs.truncate(surplus.min(STEAL_MOST));
    theirs
}

fn shuffle(shards: &mut [ShardId], random: u64) {
    for place in (1..shards.len()).rev() {
        shards.swap(place, below(mix(random, place as u64), place as u64 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_those_of_the_library() {
        for (leases, workers, expected) in
            [(4, 1, 4), (4, 2, 2), (4, 3, 2), (5, 2, 3), (100, 7, 15), (4, 5, 1), (10, 3, 4)]
        {
            assert_eq!(target(leases, workers), expected, "{leases} leases, {workers} workers");
        }
    }
}
