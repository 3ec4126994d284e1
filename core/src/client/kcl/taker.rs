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

/// The leases that `me` should take. `random` decides which of those that have expired come first. KCL 2,
/// DynamoDBLeaseTaker.computeLeasesToTake.
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
    let stood = |lease: &Lease| stood(sightings, lease, now);
    let is_expired = |lease: &&Lease| {
        // Its own too, if it has let go of it.
        let mine = lease.owner == Some(me) && holds(lease.shard);
        lease.owner.is_none() || !mine && stood(lease) > failover
    };
    // What nobody has touched for three times the failover time is taken first, all of it, whatever the target.
    let is_long = |lease: &&Lease| stood(lease) > failover + failover + failover;
    let expired = open.iter().copied().filter(is_expired);
    let (long, mut fresh): (Vec<&Lease>, Vec<&Lease>) = expired.partition(is_long);
    let mut held: BTreeMap<WorkerId, usize> = BTreeMap::from([(me, 0)]);
    for lease in open.iter().copied().filter(|lease| !is_expired(lease)) {
        *held.entry(lease.owner.unwrap_or(me)).or_default() += 1;
    }
    let (mine, target) = (held[&me], target(open.len(), held.len()));
    let wanted = target.saturating_sub(mine);
    let taken = |leases: &[&Lease]| leases.iter().map(|lease| lease.shard).collect();
    if !long.is_empty() {
        return Due { leases: taken(&long), stolen: false };
    }
    if !fresh.is_empty() {
        shuffle(&mut fresh, random);
        fresh.truncate(wanted);
        return Due { leases: taken(&fresh), stolen: false };
    }
    if wanted == 0 {
        return Due::default();
    }
    Due { leases: to_steal(&open, &held, me, target, wanted, random), stolen: true }
}

/// How long a lease has not been written to, as a worker has seen it.
fn stood(sightings: &Sightings, lease: &Lease, now: Instant) -> Duration {
    sightings.get(&lease.shard).map_or(Duration::ZERO, |(_, since)| now.since(*since))
}

/// The leases that nobody holds, as a worker has seen them.
pub fn expired(table: &LeaseTable, sightings: &Sightings, now: Instant, failover: Duration) -> Vec<ShardId> {
    let is_expired = |lease: &&Lease| lease.owner.is_none() || stood(sightings, lease, now) > failover;
    let open = table.leases.values().filter(|lease| !lease.has_ended());
    open.filter(is_expired).map(|lease| lease.shard).collect()
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

fn shuffle<T>(of: &mut [T], random: u64) {
    for place in (1..of.len()).rev() {
        of.swap(place, below(mix(random, place as u64), place as u64 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::kcl::Checkpoint;
    use crate::hash::HashKeyRange;
    use alloc::vec;

    const FAILOVER: Duration = Duration::from_secs(10);

    /// What worker 0 takes 100 s after the beginning: of leases whose owner is given, and for how many seconds they stood.
    fn due(leases: &[(Option<u32>, u64)], random: u64) -> Due {
        let (now, mut table, mut sightings) = (Instant::from_secs(100), LeaseTable::default(), Sightings::new());
        for (number, (owner, stood)) in (0..).zip(leases) {
            let (shard, since) = (ShardId(number), Instant::from_secs(100 - stood));
            let lease = Lease {
                shard,
                owner: owner.map(WorkerId),
                counter: 1,
                owner_switches_since_checkpoint: 0,
                checkpoint: Checkpoint::TrimHorizon,
                checkpoint_sub_sequence_number: 0,
                checkpoint_owner: None,
                parents: Vec::new(),
                children: Vec::new(),
                range: HashKeyRange::ALL,
                throughput_kbps: 0,
                changed_at: since,
                held_since: since,
                held_before: None,
            };
            table.leases.insert(shard, lease);
            sightings.insert(shard, (1, since));
        }
        due_leases(&table, &sightings, WorkerId(0), now, FAILOVER, |_| true, random)
    }

    #[test]
    fn what_expired_long_ago_is_taken_first_and_alone() {
        for random in 0..20 {
            let mixed = due(&[(Some(1), 11), (Some(1), 31), (Some(2), 30), (Some(1), 31), (Some(2), 1)], random);
            assert_eq!(mixed, Due { leases: vec![ShardId(1), ShardId(3)], stolen: false }, "{random}");
        }
    }

    #[test]
    fn of_what_has_just_expired_a_worker_takes_up_to_its_target() {
        let mut firsts = Vec::new();
        for random in 0..20 {
            // Two workers hold leases, so each has three.
            let some = due(&[(Some(1), 1), (Some(0), 1), (None, 11), (Some(2), 11), (None, 1), (Some(1), 10)], random);
            assert_eq!((some.leases.len(), some.stolen), (2, false), "{random}: {some:?}");
            assert!(some.leases.iter().all(|shard| (2..=4).contains(&shard.0)), "{some:?}");
            firsts.push(some.leases[0]);
        }
        assert!((2..=4).all(|shard| firsts.contains(&ShardId(shard))), "by chance: {firsts:?}");
        let enough = due(&[(Some(0), 1), (Some(0), 1), (None, 11), (Some(1), 1)], 0);
        assert_eq!(enough, Due { leases: Vec::new(), stolen: false });
    }

    #[test]
    fn with_nothing_expired_one_lease_is_stolen_of_the_worker_that_has_most() {
        let held = |workers: &[u32]| workers.iter().map(|worker| (Some(*worker), 1)).collect::<Vec<_>>();
        for random in 0..20 {
            let most = due(&held(&[1, 2, 2, 2, 1]), random);
            assert!(most.stolen && most.leases.len() == 1 && (1..=3).contains(&most.leases[0].0), "{most:?}");
        }
        // At the target it gives one only to a worker that lacks more than one.
        assert_eq!(due(&held(&[1, 1, 2, 2]), 0).leases.len(), 1);
        assert_eq!(due(&held(&[0, 1, 1, 2, 2]), 0).leases, [], "it lacks one, and nobody has more than two");
        assert_eq!(due(&held(&[0, 0, 1, 1]), 0), Due::default());
        assert_eq!(due(&held(&[]), 0), Due { leases: Vec::new(), stolen: true });
    }

    #[test]
    fn targets_are_those_of_the_library() {
        for (leases, workers, expected) in
            [(4, 1, 4), (4, 2, 2), (4, 3, 2), (5, 2, 3), (100, 7, 15), (4, 5, 1), (10, 3, 4)]
        {
            assert_eq!(target(leases, workers), expected, "{leases} leases, {workers} workers");
        }
    }
}
