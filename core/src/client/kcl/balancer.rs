//! Which worker gets which lease where the leader decides by the workers' use of their processors: KCL 3's lease assignment.
//!
//! Models `VarianceBasedLeaseAssignmentDecider` with one metric, the processor: a lease costs its share of its owner's use, by
//! throughput.
use super::{Lease, LeaseTable, WorkerId};
use crate::base::{Duration, Instant};
use crate::kinesis::ShardId;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Between two reports of a worker to the table `-WorkerMetricStats`. KCL `workerMetricsReporterFreqInMillis`.
pub const REPORT_EVERY: Duration = Duration::from_secs(30);
/// A worker whose report is older is not given leases any more. KCL: twice the interval.
pub const REPORT_LIVES: Duration = Duration::from_secs(60);
/// Leases are moved where a worker's use is so many per cent above or below the mean. KCL `reBalanceThresholdPercentage`.
pub const REBALANCE_THRESHOLD: u64 = 10;
/// Of what a worker has above the mean, so many per cent are moved at once. KCL `dampeningPercentage`.
pub const DAMPENING: u64 = 60;
/// Each how many rounds the leader looks for that. KCL `varianceBalancingFrequency`.
pub const BALANCE_EACH: u32 = 3;

/// A worker's use of its processor, as it reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cpu {
    /// Smoothed, in thousandths; none before the first report.
    pub per_mille: Option<u32>,
    pub reported_at: Instant,
    /// Microseconds of work put in line so far, and of them those that were done at the last report.
    pub(crate) worked: u64,
    done: u64,
}

impl Cpu {
    pub(crate) const fn new(now: Instant) -> Self {
        Self { per_mille: None, reported_at: now, worked: 0, done: 0 }
    }

    /// Reports, where it is time to, what was done since the last time; work in line until `busy_until` is not done yet.
    pub(crate) fn report(&mut self, now: Instant, busy_until: Instant) {
        let since = now.since(self.reported_at);
        if self.per_mille.is_some() && since < REPORT_EVERY {
            return;
        }
        let done = self.worked.saturating_sub(busy_until.since(now).as_micros());
        debug_assert!(done >= self.done || self.per_mille.is_none(), "what is done stays done");
        let used = (done.saturating_sub(self.done) * 1_000 / since.as_micros().max(1)).min(1_000) as u32;
        // Half of the new value and half of the old. KCL `workerMetricsEMAAlpha`.
        self.per_mille = Some(self.per_mille.map_or(0, |before| (before + used) / 2));
        (self.reported_at, self.done) = (now, done);
    }
}

/// A worker as the leader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub worker: WorkerId,
    /// Billionths of its processor: of many small leases each still costs something.
    pub cpu: u64,
}

impl Load {
    pub(crate) fn new(worker: WorkerId, per_mille: u32) -> Self {
        Self { worker, cpu: u64::from(per_mille) * 1_000_000 }
    }
}

/// The leases that the leader gives to others: each shard with its new owner. `expired` are those that nobody holds; with
/// `balances`, leases of workers that do more than the mean go to those that do less.
pub fn assignments(
    table: &LeaseTable,
    loads: &[Load],
    expired: &[ShardId],
    balances: bool,
) -> Vec<(ShardId, WorkerId)> {
    let mut plan = Plan::new(table, loads);
    if plan.workers.is_empty() {
        return Vec::new();
    }
    let mut free: Vec<&Lease> = expired.iter().filter_map(|shard| table.leases.get(shard)).collect();
    free.sort_by_key(|lease| (core::cmp::Reverse(lease.throughput_kbps), lease.shard));
    let mut given: Vec<(ShardId, WorkerId)> = free
        .into_iter()
        .filter_map(|lease| {
            let cost = plan.cost_of_any(lease);
            Some((lease.shard, plan.give(cost)?))
        })
        .collect();
    if balances {
        given.extend(plan.balance(table));
    }
    given
}

/// What each worker would have to do.
struct Plan {
    /// Use in billionths, and leases.
    workers: BTreeMap<WorkerId, (u64, u64)>,
    /// What a lease costs of which nothing is known yet.
    usual_cost: u64,
    /// What a KiB a second costs, in thousandths of that.
    cost_per_kbps: u64,
}

impl Plan {
    fn new(table: &LeaseTable, loads: &[Load]) -> Self {
        let mut workers: BTreeMap<WorkerId, (u64, u64)> =
            loads.iter().map(|load| (load.worker, (load.cpu, 0))).collect();
        let open = || table.leases.values().filter(|lease| !lease.has_ended());
        for lease in open() {
            if let Some((_, leases)) = lease.owner.and_then(|owner| workers.get_mut(&owner)) {
                *leases += 1;
            }
        }
        let cpu: u64 = loads.iter().map(|load| load.cpu).sum();
        let (held, kbps) = open()
            .filter(|lease| lease.owner.is_some())
            .fold((0, 0), |(held, kbps), lease| (held + 1, kbps + lease.throughput_kbps));
        let usual_cost = cpu.checked_div(held).unwrap_or_default().max(1);
        Self { workers, usual_cost, cost_per_kbps: cpu * 1_000 / u64::max(kbps, 1) }
    }

    fn cost_of_any(&self, lease: &Lease) -> u64 {
        if lease.throughput_kbps == 0 { self.usual_cost } else { lease.throughput_kbps * self.cost_per_kbps / 1_000 }
    }

    /// Gives a lease to the worker that has least to do, and among equals to the one with the fewest leases.
    fn give(&mut self, cost: u64) -> Option<WorkerId> {
        let (worker, load) = self.workers.iter_mut().min_by_key(|(worker, load)| (**load, **worker))?;
        *load = (load.0 + cost, load.1 + 1);
        Some(*worker)
    }

    /// Moves leases from workers that are far above the mean, or, where one is only far below it, from the one that has most.
    fn balance(&mut self, table: &LeaseTable) -> Vec<(ShardId, WorkerId)> {
        let workers = self.workers.len() as u64;
        let mean = self.workers.values().map(|(cpu, _)| cpu).sum::<u64>() / workers;
        let is_above = |cpu: u64| cpu * 100 > mean * (100 + REBALANCE_THRESHOLD);
        let is_below = |cpu: u64| cpu * 100 < mean * (100 - REBALANCE_THRESHOLD);
        if mean == 0 || !self.workers.values().any(|(cpu, _)| is_above(*cpu) || is_below(*cpu)) {
            return Vec::new();
        }
        let all = || self.workers.iter().map(|(worker, (cpu, _))| (*worker, *cpu));
        let mut givers: Vec<(WorkerId, u64)> = all().filter(|(_, cpu)| is_above(*cpu)).collect();
        if givers.is_empty() {
            givers.extend(all().max_by_key(|(worker, cpu)| (*cpu, core::cmp::Reverse(*worker))));
        }
        let kbps: u64 = table.leases.values().filter(|lease| !lease.has_ended()).map(throughput).sum();
        let mut moved = Vec::new();
        for (giver, cpu) in givers {
            for (shard, own) in to_take(table, giver, cpu, mean) {
                // What it costs a worker of the mean.
                let cost = mean * own * workers / kbps.max(1);
                moved.extend(self.relieve(giver, cost, mean).map(|to| (shard, to)));
            }
        }
        moved
    }

    /// The worker that has least to do, if this on top does not bring it above the mean.
    fn relieve(&mut self, from: WorkerId, cost: u64, mean: u64) -> Option<WorkerId> {
        let others = self.workers.iter().filter(|(worker, _)| **worker != from);
        let to = *others.min_by_key(|(worker, load)| (**load, **worker)).filter(|(_, load)| load.0 + cost <= mean)?.0;
        let (cpu, leases) = self.workers.get_mut(&to)?;
        (*cpu, *leases) = (*cpu + cost, *leases + 1);
        debug_assert!(*cpu <= mean, "nobody is brought above the mean");
        Some(to)
    }
}

/// What is noted of a lease, KiB a second.
fn throughput(lease: &Lease) -> u64 {
    lease.throughput_kbps.max(1)
}

/// The leases that a worker above the mean gives away, with their KiB a second: less than is moved at once, or the smallest if
/// each is as much as that. Its only lease it keeps.
fn to_take(table: &LeaseTable, worker: WorkerId, cpu: u64, mean: u64) -> Vec<(ShardId, u64)> {
    let own = table.leases.values().filter(|lease| lease.owner == Some(worker) && !lease.has_ended());
    let mut own: Vec<(ShardId, u64)> = own.map(|lease| (lease.shard, throughput(lease))).collect();
    if own.len() < 2 {
        return Vec::new();
    }
    let all: u64 = own.iter().map(|(_, kbps)| kbps).sum();
    own.sort_by_key(|(shard, kbps)| (core::cmp::Reverse(*kbps), *shard));
    let mut left = (cpu - mean) * DAMPENING / 100;
    let mut taken = Vec::new();
    for (shard, kbps) in &own {
        let cost = kbps * cpu / all;
        if cost < left && taken.len() + 1 < own.len() {
            left -= cost;
            taken.push((*shard, *kbps));
        }
    }
    debug_assert!(taken.len() < own.len(), "one lease it keeps");
    if taken.is_empty() {
        // KCL `allowThroughputOvershoot`.
        taken.extend(own.last());
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::kcl::Checkpoint;
    use crate::hash::HashKeyRange;
    use crate::kinesis::Shard;
    use alloc::vec;

    /// Leases by owner and KiB a second.
    fn table(leases: &[(Option<u32>, u64)]) -> LeaseTable {
        let mut table = LeaseTable::default();
        for (number, (owner, kbps)) in (0..).zip(leases) {
            let shard = Shard::new(ShardId(number), HashKeyRange::ALL, Instant::from_secs(1), 1);
            let lease = Lease::new(&shard, Checkpoint::TrimHorizon, Instant::from_secs(1));
            table.leases.insert(lease.shard, Lease { owner: owner.map(WorkerId), throughput_kbps: *kbps, ..lease });
        }
        table
    }

    fn loads(cpu: &[u32]) -> Vec<Load> {
        (0..).zip(cpu).map(|(worker, cpu)| Load::new(WorkerId(worker), *cpu)).collect()
    }

    fn moved(leases: &[(Option<u32>, u64)], cpu: &[u32]) -> Vec<(u32, u32)> {
        let moved = assignments(&table(leases), &loads(cpu), &[], true);
        moved.into_iter().map(|(shard, worker)| (shard.0, worker.0)).collect()
    }

    #[test]
    fn leases_of_nobody_go_to_who_has_least_to_do() {
        let free = [ShardId(0), ShardId(1), ShardId(2), ShardId(3)];
        let given = |cpu: &[u32]| {
            let given = assignments(&table(&[(None, 0); 4]), &loads(cpu), &free, true);
            (0..cpu.len() as u32).map(|w| given.iter().filter(|(_, of)| of.0 == w).count()).collect::<Vec<_>>()
        };
        assert_eq!(given(&[0, 0]), [2, 2], "nothing is known: by their number");
        assert_eq!(given(&[900, 100, 100]), [0, 2, 2]);
        assert_eq!(given(&[]), Vec::<usize>::new(), "nobody is there");
    }

    #[test]
    fn leases_move_where_somebody_is_a_tenth_above_or_below_the_mean() {
        let eight = vec![(Some(0), 10); 8].into_iter().chain(vec![(Some(1), 10); 4]).collect::<Vec<_>>();
        // Mean 600: of the 200 above it less than 120, one lease of 100, which costs the mean worker 100, too.
        assert_eq!(moved(&eight, &[800, 400]), [(0, 1)]);
        assert_eq!(moved(&eight, &[630, 570]), [], "five per cent");
        assert_eq!(moved(&eight, &[660, 540]), [], "ten per cent and no more");
        assert_eq!(moved(&eight, &[667, 533]), [], "533 and 100 are above the mean");
        assert_eq!(
            moved(&[(Some(0), 10), (Some(0), 10), (Some(0), 10), (Some(1), 10)], &[750, 450]),
            [],
            "450 and 300"
        );
        assert_eq!(moved(&eight, &[0, 0]), []);
        // Who is within the tenth gives nothing, unless somebody is far below and nobody far above.
        let three = [vec![(Some(0), 10); 9], vec![(Some(1), 10); 6], vec![(Some(2), 10); 3]].concat();
        assert_eq!(moved(&three, &[900, 620, 280]), [(0, 2)], "of 900 only: 300 above the mean, less than 180");
        assert_eq!(moved(&three, &[640, 640, 480]), [(8, 2)], "the first of those that have most: 480 and 97 of 586");
        assert_eq!(moved(&three, &[640, 640, 520]), [], "520 and 100 are above the mean");
    }

    #[test]
    fn what_is_moved_is_less_than_three_fifths_of_what_is_too_much() {
        // 1,000 and 0: of the 500 above the mean less than 300, two leases of 100.
        let ten = [(Some(0), 10); 10];
        assert_eq!(moved(&ten, &[1_000, 0]), [(0, 1), (1, 1)]);
        // The largest that fit come first; one that is too large stays.
        assert_eq!(moved(&[(Some(0), 60), (Some(0), 25), (Some(0), 15)], &[1_000, 0]), [(1, 1)]);
        // If each is too large, the smallest goes.
        assert_eq!(moved(&[(Some(0), 55), (Some(0), 45)], &[1_000, 0]), [(1, 1)]);
        assert_eq!(moved(&[(Some(0), 55)], &[1_000, 0]), [], "its only lease it keeps");
        // However little each costs: of the 5 and 0 thousandths less than 1.5 go over, two of ten leases.
        assert_eq!(moved(&ten, &[5, 0]).len(), 2);
    }

    #[test]
    fn a_report_is_half_new_and_half_old() {
        let at = Instant::from_secs;
        let mut cpu = Cpu::new(at(0));
        cpu.report(at(1), at(1));
        assert_eq!(cpu.per_mille, Some(0), "the first says nothing yet");
        cpu.worked = 30_000_000;
        cpu.report(at(20), at(30));
        assert_eq!((cpu.per_mille, cpu.reported_at), (Some(0), at(1)), "not before its time");
        // Of 30 s of work in line 24 are done, in 30 s.
        cpu.report(at(31), at(37));
        assert_eq!(cpu.per_mille, Some(400));
        cpu.report(at(61), at(61));
        assert_eq!(cpu.per_mille, Some(300), "(400 + 6 of 30) / 2");
    }
}
