//! A worker: a process with one processor for all its shards.
use super::balancer::Cpu;
use super::taker::{Sightings, sight};
use super::{LeaseTable, Processor};
use crate::base::{Duration, Instant};
use crate::kinesis::ShardId;
use alloc::collections::BTreeMap;
use serde::{Deserialize, Serialize};

/// A worker's number within its application: never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorkerId(pub u32);

/// A worker. Fields are read by views; only `sim` changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    pub id: WorkerId,
    /// Crashed, or not started yet, where false.
    pub running: bool,
    /// It stands still until then, as in a long pause of the garbage collector.
    pub stalled_until: Instant,
    /// It cannot reach the lease table until then.
    pub cut_until: Instant,
    /// It works at so many per cent of its speed until then.
    pub slow: (u32, Instant),
    /// What its processor does, in per cent of the usual.
    pub speed: u32,
    /// By how much its clock is ahead, in microseconds.
    pub clock_ahead_micros: i64,
    /// Until when its processor is busy.
    pub busy_until: Instant,
    pub processors: BTreeMap<ShardId, Processor>,
    pub records: u64,
    /// Its use of its processor, where the leader assigns leases by it.
    pub cpu: Cpu,
    pub(crate) sightings: Sightings,
    /// Numbers what its processors are woken for.
    pub(crate) turns: u32,
    /// Numbers its lives.
    pub(crate) life: u32,
}

impl Worker {
    pub(crate) fn new(id: WorkerId, now: Instant) -> Self {
        Self {
            id,
            running: false,
            stalled_until: now,
            cut_until: now,
            slow: (100, now),
            speed: 100,
            clock_ahead_micros: 0,
            busy_until: now,
            processors: BTreeMap::new(),
            records: 0,
            cpu: Cpu::new(now),
            sightings: Sightings::new(),
            turns: 0,
            life: 0,
        }
    }

    /// What its clock says.
    pub fn clock(&self, now: Instant) -> Instant {
        Instant::from_micros(now.as_micros().saturating_add_signed(self.clock_ahead_micros))
    }

    /// Looks at the lease table.
    pub(crate) fn watch(&mut self, table: &LeaseTable) {
        let ahead = self.clock_ahead_micros;
        sight(&mut self.sightings, table, |at| Instant::from_micros(at.as_micros().saturating_add_signed(ahead)));
    }

    /// When it crashed, if it is down because of that: from then on its processor does nothing.
    pub fn crashed_at(&self) -> Option<Instant> {
        (!self.running && !self.is_starting()).then_some(self.busy_until)
    }

    /// It has been added, and has not come up yet.
    pub const fn is_starting(&self) -> bool {
        !self.running && self.life == 0
    }

    pub fn is_stalled(&self, now: Instant) -> bool {
        self.running && now < self.stalled_until
    }

    /// Puts work of so many records in line. Gives when it begins and ends: slower, or faster, for as long as that lasts.
    pub(crate) fn work(&mut self, now: Instant, records: u64, micros: u32) -> (Instant, Instant) {
        let (per_cent, until) = (u64::from(self.slow.0.max(1)), self.slow.1);
        let begin = self.busy_until.max(now);
        let work = records * u64::from(micros) * 100 / u64::from(self.speed.max(1));
        let done_by_then = until.since(begin).as_micros() * per_cent / 100;
        self.busy_until = match work <= done_by_then {
            true => begin + Duration::from_micros(work * 100 / per_cent),
            false => begin.max(until) + Duration::from_micros(work - done_by_then),
        };
        debug_assert!(self.busy_until >= begin, "work takes time");
        self.cpu.worked += self.busy_until.since(begin).as_micros();
        (begin, self.busy_until)
    }
}
