//! Three copies in three availability zones.
//!
//! A put is acknowledged when two of three zones hold it. A zone that pauses falls behind and catches up
//! when it resumes; meanwhile the other two go on. With two paused, puts fail. What was acknowledged stays.
//! How AWS does this inside is not public: the rule and the speed of catching up are ours (docs/MODEL.md).
use super::{Error, Event, Kinesis, Out, ShardId, StreamId};
use crate::base::{Duration, Instant};
use alloc::collections::BTreeMap;
use serde::Serialize;

pub const ZONES: usize = 3;

/// Records a second, of one shard, that a zone copies while it catches up: twenty times what a shard takes.
const CATCH_UP_RECORDS_PER_SECOND: u64 = 20_000;

/// What a zone does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ZoneState {
    /// Holds every record.
    Running,
    /// Takes nothing and answers nothing.
    Paused,
    /// Takes new records and copies what it missed, until the moment given; `None` while no zone is there
    /// to copy from.
    CatchingUp { until: Option<Instant> },
}

/// One availability zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    pub state: ZoneState,
    /// Up to which ordinal this zone held each shard at `since`, unless it runs.
    held: BTreeMap<(StreamId, ShardId), u64>,
    since: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Zones([Zone; ZONES]);

impl Default for Zones {
    fn default() -> Self {
        let running = || Zone { state: ZoneState::Running, held: BTreeMap::new(), since: Instant::default() };
        Self([running(), running(), running()])
    }
}

impl Zone {
    /// Up to which ordinal this zone holds a shard that has `end` records.
    fn copy(&self, stream: StreamId, shard: ShardId, end: u64, now: Instant) -> u64 {
        // A shard that is not listed opened after the pause.
        let held = || self.held.get(&(stream, shard)).copied().unwrap_or(0).min(end);
        match self.state {
            ZoneState::Running => end,
            ZoneState::Paused | ZoneState::CatchingUp { until: None } => held(),
            ZoneState::CatchingUp { until: Some(until) } if now >= until => end,
            ZoneState::CatchingUp { until: Some(until) } => {
                let (done, all) = (now.since(self.since).as_micros(), until.since(self.since).as_micros());
                let missing = u128::from(end - held());
                held() + (missing * u128::from(done) / u128::from(all.max(1))) as u64
            }
        }
    }
    fn holds_all(&self, now: Instant) -> bool {
        match self.state {
            ZoneState::Running => true,
            ZoneState::CatchingUp { until } => until.is_some_and(|until| now >= until),
            ZoneState::Paused => false,
        }
    }
}

impl Zones {
    pub fn copies(&self, stream: StreamId, shard: ShardId, end: u64, now: Instant) -> [u64; ZONES] {
        [0, 1, 2].map(|zone| self.0[zone].copy(stream, shard, end, now))
    }
    /// Whether two zones take records and one of them holds everything: then there is always a zone to copy from.
    pub fn can_acknowledge(&self, now: Instant) -> bool {
        let taking = || self.0.iter().filter(|zone| zone.state != ZoneState::Paused);
        taking().count() >= 2 && taking().any(|zone| zone.holds_all(now))
    }
    /// Up to which ordinal a shard can be read: from the zone that holds most. `None` with all zones paused.
    pub fn readable_end(&self, stream: StreamId, shard: ShardId, end: u64, now: Instant) -> Option<u64> {
        if self.0[0].state == ZoneState::Running {
            return Some(end);
        }
        let answering = self.0.iter().filter(|zone| zone.state != ZoneState::Paused);
        answering.map(|zone| zone.copy(stream, shard, end, now)).max()
    }
    /// The streams that some zone has a note of.
    pub fn streams(&self) -> impl Iterator<Item = StreamId> {
        self.0.iter().flat_map(|zone| zone.held.keys().map(|(stream, _)| *stream))
    }
    pub fn forget(&mut self, stream: StreamId) {
        for zone in &mut self.0 {
            zone.held.retain(|&(of, _), _| of != stream);
        }
    }
}

impl Kinesis {
    /// The three zones, in order.
    pub fn zones(&self) -> &[Zone; ZONES] {
        &self.zones.0
    }

    /// The state to show at `now`: a zone that has caught up is running.
    pub fn zone_state(&self, zone: usize, now: Instant) -> ZoneState {
        let zone = &self.zones.0[zone];
        if zone.holds_all(now) { ZoneState::Running } else { zone.state }
    }

    /// Pauses a zone (0 … 2). Nothing happens to one that is paused.
    ///
    /// Errors: `InvalidArgument` for a zone that does not exist.
    pub fn pause_zone(&mut self, now: Instant, zone: u8, out: &mut Out) -> Result<(), Error> {
        self.set_paused(now, zone, true, out)
    }

    /// Ends a zone's pause: it catches up. Nothing happens to one that is not paused.
    ///
    /// Errors: `InvalidArgument` for a zone that does not exist.
    pub fn resume_zone(&mut self, now: Instant, zone: u8, out: &mut Out) -> Result<(), Error> {
        self.set_paused(now, zone, false, out)
    }

    fn set_paused(&mut self, now: Instant, zone: u8, paused: bool, out: &mut Out) -> Result<(), Error> {
        let index = usize::from(zone);
        if index >= ZONES {
            return Err(Error::InvalidArgument("There are three availability zones: 0, 1 and 2.".into()));
        }
        if (self.zones.0[index].state == ZoneState::Paused) == paused {
            return Ok(());
        }
        debug_assert!(self.zones.0.iter().all(|of| of.since <= now), "time does not run back");
        self.settle_zones(now);
        self.zones.0[index].state = if paused { ZoneState::Paused } else { ZoneState::CatchingUp { until: None } };
        self.plan_catching_up(now);
        out.emit(if paused { Event::ZonePaused { zone } } else { Event::ZoneResumed { zone } });
        Ok(())
    }

    /// Writes down what each zone holds now, so that a change of any zone starts from there.
    fn settle_zones(&mut self, now: Instant) {
        for index in 0..ZONES {
            let zone = &self.zones.0[index];
            debug_assert!(zone.since <= now, "time does not run back");
            let state = if zone.holds_all(now) { ZoneState::Running } else { zone.state };
            let shards = self.streams.values().flat_map(|stream| stream.shards.iter().map(move |s| (stream.id, s)));
            let mut held = BTreeMap::new();
            for (stream, shard) in shards {
                held.insert((stream, shard.id), zone.copy(stream, shard.id, shard.log.end(), now));
            }
            self.zones.0[index] = Zone { state, held, since: now };
        }
    }

    /// Says when each zone that catches up is done: as fast as its furthest shard allows, or never, as long
    /// as no zone that holds everything is there.
    fn plan_catching_up(&mut self, now: Instant) {
        let end = |stream: StreamId, shard: ShardId| {
            self.streams.get(&stream).and_then(|s| s.shard(shard)).map_or(0, |s| s.log.end())
        };
        let missing = self.zones.0.each_ref().map(|zone| {
            zone.held.iter().map(|(&(stream, shard), &held)| end(stream, shard).saturating_sub(held)).max().unwrap_or(0)
        });
        // Where puts failed, a zone that was paused may have missed nothing.
        let has_source = (0..ZONES).any(|zone| {
            let state = self.zones.0[zone].state;
            state == ZoneState::Running || (state != ZoneState::Paused && missing[zone] == 0)
        });
        for (zone, missing) in self.zones.0.iter_mut().zip(missing) {
            if let ZoneState::CatchingUp { until } = &mut zone.state {
                let micros = missing * 1_000_000 / CATCH_UP_RECORDS_PER_SECOND;
                *until = (has_source || missing == 0).then_some(now + Duration::from_micros(micros));
            }
        }
    }
}
