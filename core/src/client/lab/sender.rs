//! Which message is next, and which has to be sent again.
use crate::base::{Duration, Instant};
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// Seconds whose counts are kept.
const SECONDS: usize = 60;

/// How many of something there were in each of the last seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seconds(VecDeque<(u64, u32)>);

impl Seconds {
    pub fn add(&mut self, now: Instant, many: u32) {
        match self.0.back_mut().filter(|last| last.0 == now.as_secs()) {
            Some(last) => last.1 += many,
            None => self.0.push_back((now.as_secs(), many)),
        }
        if self.0.len() > SECONDS {
            debug_assert_eq!(self.0.len(), SECONDS + 1, "one second too many");
            self.0.pop_front();
        }
    }

    /// The most of something in each second.
    pub fn most(&mut self, now: Instant, many: u32) {
        let before = self.0.back().filter(|last| last.0 == now.as_secs()).map_or(0, |last| last.1);
        self.add(now, many.saturating_sub(before));
    }

    /// The most of the last seconds from `since` on.
    pub fn peak(&self, since: Instant) -> u32 {
        self.0
            .iter()
            .rev()
            .take_while(|(second, _)| *second >= since.as_secs())
            .map(|(_, many)| *many)
            .max()
            .unwrap_or(0)
    }

    /// How many there were in the whole second before `now`.
    pub fn before(&self, now: Instant) -> u32 {
        let second = now.as_secs().saturating_sub(1);
        self.0.iter().rev().find(|(of, _)| *of == second).map_or(0, |(_, many)| *many)
    }
}

/// The trucks of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Messages made so far: the index of the next.
    pub made: u32,
    /// Since when the rate holds, and how many were made before.
    since: Instant,
    before: u32,
    /// Index of the next message that has not been tried.
    fresh: u32,
    /// Messages that were refused, in the order of their refusals.
    refused: VecDeque<u32>,
    /// Messages that were taken.
    pub taken: u64,
    /// Refusals, of messages.
    pub throttled: u64,
    /// Why messages of the last call were refused, if any were.
    pub trouble: Option<&'static str>,
    /// Tells wake-ups of before a change apart.
    pub tick: u32,
    /// Messages taken.
    pub seconds: Seconds,
}

impl Sender {
    /// Begins with message `first`.
    pub fn new(now: Instant, first: u32) -> Self {
        Self {
            made: first,
            since: now,
            before: first,
            fresh: first,
            refused: VecDeque::new(),
            taken: 0,
            throttled: 0,
            trouble: None,
            tick: 0,
            seconds: Seconds::default(),
        }
    }

    /// Makes what is due at `rate` messages a second, of the `there` that there are to be made.
    pub fn make(&mut self, now: Instant, rate: u32, there: u32) {
        let due = now.since(self.since).as_micros() * u64::from(rate) / 1_000_000;
        self.made = self.before.saturating_add(u32::try_from(due).unwrap_or(u32::MAX));
        if self.made >= there {
            debug_assert!(there >= self.fresh, "what was sent stays made");
            self.made = there;
            // What is drawn later is sent from then on, not all at once.
            self.restart(now);
        }
    }

    /// The rate changes: what was due until now has been made.
    pub const fn restart(&mut self, now: Instant) {
        (self.since, self.before) = (now, self.made);
    }

    /// Messages that wait to be sent, some of them again.
    pub fn waiting(&self) -> u64 {
        u64::from(self.made - self.fresh) + self.refused.len() as u64
    }

    /// The messages of the next call: what was refused comes first.
    pub fn next(&mut self, most: u32) -> Vec<u32> {
        let again = (most as usize).min(self.refused.len());
        let mut batch: Vec<u32> = self.refused.drain(..again).collect();
        let fresh = (most - batch.len() as u32).min(self.made - self.fresh);
        batch.extend(self.fresh..self.fresh + fresh);
        debug_assert!(self.fresh + fresh <= self.made, "only what was made is sent");
        self.fresh += fresh;
        batch
    }

    /// What became of a call: so many were taken, these were not.
    pub fn answered(&mut self, now: Instant, taken: u32, refused: &[u32]) {
        debug_assert!(refused.is_sorted(), "in the order of the call");
        self.taken += u64::from(taken);
        self.throttled += refused.len() as u64;
        // In front of what waits already: they are older.
        refused.iter().rev().for_each(|index| self.refused.push_front(*index));
        self.seconds.add(now, taken);
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        self.refused.len() as u64 * 4
    }

    /// How long until the next look at what is due.
    pub const EVERY: Duration = Duration::from_millis(100);
}
