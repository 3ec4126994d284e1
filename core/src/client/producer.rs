//! A producer: when it sends, what waits, what is refused and what is lost.
use super::key_meter::{KeyMeter, KeyRate};
use super::{Api, Batch, Dataset, FilePosition, Limiter, Pending, ProducerSpec, Retry, Source, Workload};
use crate::base::{Duration, Instant, Rng};
use crate::client::ActorId;
use crate::kinesis::StreamId;
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

/// How long a record is tried before it is given up: the KPL's RecordTtl.
const RECORD_TTL: Duration = Duration::from_secs(30);
/// Records that wait for the one before them; beyond that the newest is lost. Ours: a client's memory ends
/// somewhere.
pub const WAITING_MOST: u64 = 100_000;
/// How long a batch is kept open: the KPL's RecordMaxBufferedTime.
const LINGER: Duration = Duration::from_millis(100);
/// First and longest back-off. The AWS SDKs' "standard" mode ends at 20 s.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(20));
/// "At once" takes this long: without any, a refused record without latency would go round and round in one instant.
const AT_ONCE: Duration = Duration::from_millis(1);
/// Up to so many keys, a producer counts how many records each one gets.
const METERED_KEYS: u32 = 4_096;

/// A producer that sends more for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    pub factor: u32,
    pub until: Instant,
}

/// The burst that the screen offers: factor and length.
pub const BURST: (u32, Duration) = (5, Duration::from_secs(10));

/// Totals since the producer began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProducerStats {
    pub made: u64,
    pub accepted: u64,
    /// Refusals: a record that is refused three times counts three times.
    pub refused: u64,
    pub retried: u64,
    /// Given up: refused without a retry, tried for too long (30 s, or the library's RecordTtl), or no room to wait.
    pub lost: u64,
    /// By the library: records of the stream that were accepted, the user records in them, and what they cost in PUT payload
    /// units of 25 KiB; sent by themselves, each user record would cost one at least.
    pub packed: u64,
    pub packed_users: u64,
    pub payload_units: u64,
}

/// User records that the library collects at most before it sends. Ours; its limit is 500 records of the stream.
const KPL_BATCH: u32 = 5_000;

/// A producer. Fields are read by views; only `sim` changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Producer {
    pub id: ActorId,
    pub spec: ProducerSpec,
    pub stream: StreamId,
    pub stats: ProducerStats,
    pub burst: Option<Burst>,
    /// Its source's number.
    pub source: u16,
    /// Records that wait for one before them with the same key.
    pub waiting: u64,
    /// The rows of a file have all been sent.
    pub finished: bool,
    /// Answers to it get lost until then, and so many records have been stored without one.
    pub answers_lost_until: Instant,
    pub unanswered: u64,
    /// What the KPL holds back.
    pub limiter: Option<Box<Limiter>>,
    /// Where the agent is in its file.
    pub file: Option<Box<FilePosition>>,
    /// Numbers an agent's lives, so that an answer to the one before is nobody's.
    pub(crate) life: u32,
    pub(crate) next_index: u64,
    pub(crate) source_base: u64,
    /// Numbers its wake-ups, so that one set before a change of rate is recognised as old.
    pub(crate) tick: u32,
    rows: Option<Arc<Dataset>>,
    /// Rate of the present stretch, when it began, and records made since.
    pace: (u32, Instant, u64),
    /// What the times of a file's rows count from.
    rows_began: Instant,
    rng: Rng,
    last_arrival: Instant,
    /// Keys with a record under way, and what waits behind it; only with `keep_order`.
    busy: BTreeMap<u32, VecDeque<Pending>>,
    keys: KeyMeter,
}

/// What a producer does when it wakes.
pub struct Tick {
    pub batches: Vec<Batch>,
    /// The keys of the batches are reserved until they are answered.
    pub ordered: bool,
    /// When to wake it again.
    pub next: Option<Instant>,
}

impl Producer {
    pub(crate) fn new(id: ActorId, spec: ProducerSpec, stream: StreamId, source: u16, seed: u64, now: Instant) -> Self {
        let rate = spec.rate;
        Self {
            id,
            spec,
            stream,
            stats: ProducerStats::default(),
            burst: None,
            source,
            waiting: 0,
            finished: false,
            answers_lost_until: now,
            unanswered: 0,
            limiter: None,
            file: None,
            life: 0,
            next_index: 0,
            source_base: 0,
            tick: 0,
            rows: None,
            pace: (rate, now, 0),
            rows_began: now,
            rng: Rng::of_actor(seed, u64::from(id.0)),
            last_arrival: now,
            busy: BTreeMap::new(),
            keys: KeyMeter::default(),
        }
    }

    /// Tells the producer which source it makes records of from now on; with other keys, those are counted anew.
    pub(crate) fn set_source(&mut self, number: u16, source: &Source, other_keys: bool, now: Instant) {
        debug_assert!(source.base <= self.next_index, "a source begins at an index that has come");
        self.source = number;
        self.source_base = source.base;
        self.rows = source.rows().cloned();
        let metered = if source.keys <= METERED_KEYS && !source.keys_are_unique() && source.routes_by_key() {
            source.keys as usize
        } else {
            0
        };
        if other_keys {
            self.keys.start(metered, now);
        }
    }

    /// Records a second right now.
    pub fn rate(&self, now: Instant) -> u32 {
        let factor = self.burst.filter(|burst| now < burst.until).map_or(1, |burst| burst.factor);
        self.spec.rate.saturating_mul(factor)
    }

    /// Records that wait for one of their key, or that the library holds back.
    pub fn held_back(&self) -> u64 {
        self.waiting + self.limiter.as_ref().map_or(0, |limiter| limiter.records)
    }

    /// Rates of the keys, where there are few enough to count them.
    pub fn key_rates(&self, now: Instant) -> impl Iterator<Item = KeyRate> {
        self.keys.rates(now)
    }

    /// Makes what is due and says when to wake up again.
    pub(crate) fn wake(&mut self, now: Instant, sources: &[Arc<Source>]) -> Tick {
        let source = &*sources[self.source as usize];
        // What the old rate still owes comes before a burst ends.
        let due = self.due(now);
        if self.burst.is_some_and(|burst| now >= burst.until) {
            self.burst = None;
        }
        self.repace(now);
        self.keys.roll(now);
        let first = (self.next_index - self.source_base) as u32;
        for index in first..first + due {
            self.keys.count(source.key_of(index));
        }
        debug_assert!(first.checked_add(due).is_some(), "an index has 32 bits within its source");
        self.next_index += u64::from(due);
        self.stats.made += u64::from(due);
        let fresh = Batch::Fresh { source: self.source, first, count: due, born: now };
        let batches = if let Api::Agent(settings) = self.spec.api {
            self.file.get_or_insert_default().read(now, &fresh, &settings, sources)
        } else if self.spec.keep_order {
            self.queue_by_key(&fresh, source)
        } else {
            // What waited while order was kept goes first, or the new records would overtake it.
            let waiting = Batch::Mixed(self.take_waiting().into());
            let mut batches = self.chunks(waiting);
            batches.extend(self.chunks(fresh));
            batches
        };
        Tick { batches, ordered: self.spec.keep_order, next: self.next_wake(now) }
    }

    /// Starts a new stretch where the rate has changed: what the old one still owed has been made.
    fn repace(&mut self, now: Instant) {
        let rate = self.rate(now);
        if rate != self.pace.0 {
            self.pace = (rate, now, 0);
        }
    }

    /// How many records of the present stretch should have been made by now and were not.
    fn due(&mut self, now: Instant) -> u32 {
        if let Some((rows, true)) = self.timed_rows() {
            let begin = (self.next_index - self.source_base) as u32;
            let elapsed = now.since(self.rows_began).as_micros();
            let mut end = begin;
            while end < rows.len() && rows.offset_micros(end) <= elapsed {
                end += 1;
            }
            debug_assert!(end <= rows.len(), "a file has so many rows");
            self.finished = end == rows.len();
            return end - begin;
        }
        let (rate, since, made) = self.pace;
        let target = u128::from(now.since(since).as_micros()) * u128::from(rate) / 1_000_000;
        let mut due = (target as u64).saturating_sub(made).min(1_000_000);
        if let Some((rows, _)) = self.timed_rows() {
            let left = u64::from(rows.len()) - (self.next_index - self.source_base);
            due = due.min(left);
            self.finished = due == left;
        }
        debug_assert!(now >= since, "time does not run back");
        self.pace.2 += due;
        due as u32
    }

    fn timed_rows(&self) -> Option<(&Dataset, bool)> {
        let Workload::File { own_timestamps, .. } = self.spec.workload else { return None };
        self.rows.as_deref().map(|rows| (rows, own_timestamps && rows.timed))
    }

    fn next_wake(&self, now: Instant) -> Option<Instant> {
        let linger = match self.spec.api {
            Api::PutRecord => Duration::ZERO,
            Api::PutRecords { .. } => LINGER,
            Api::Kpl(settings) => Duration::from_millis(u64::from(settings.buffered_millis)),
            Api::Agent(settings) => Duration::from_millis(u64::from(settings.buffer_age_millis)),
        };
        if self.finished {
            return None;
        }
        if let Some((rows, true)) = self.timed_rows() {
            let next = (self.next_index - self.source_base) as u32;
            let at = self.rows_began + Duration::from_micros(rows.offset_micros(next));
            return Some((at + linger).max(now + Duration::from_micros(1)));
        }
        let (rate, since, made) = self.pace;
        if rate == 0 {
            return None;
        }
        let at = |number: u64| {
            let micros = (u128::from(number) * 1_000_000).div_ceil(u128::from(rate));
            since + Duration::from_micros(micros as u64)
        };
        // When the batch is full, or after lingering, but not before there is anything to send.
        let next = at(made + u64::from(self.batch_most())).min(now + linger).max(at(made + 1));
        let burst_ends = self.burst.map(|burst| burst.until);
        Some(burst_ends.map_or(next, |until| until.min(next)).max(now + Duration::from_micros(1)))
    }

    /// Most records of one call.
    pub(crate) fn batch_most(&self) -> u32 {
        match self.spec.api {
            Api::PutRecord => 1,
            Api::PutRecords { batch } => batch.max(1),
            Api::Kpl(_) => KPL_BATCH,
            Api::Agent(settings) => {
                settings.buffer_records.min(settings.buffer_bytes / self.spec.record_bytes.max(1)).max(1)
            }
        }
    }

    /// How long a record is tried before it is given up; the agent does not give up.
    fn ttl(&self) -> Duration {
        match self.spec.api {
            Api::Kpl(settings) => Duration::from_millis(u64::from(settings.ttl_millis)),
            Api::Agent(_) => Duration::from_micros(u64::MAX),
            Api::PutRecord | Api::PutRecords { .. } => RECORD_TTL,
        }
    }

    /// The agent stops until `until`, and forgets what it has sent; its checkpoint stays.
    pub(crate) fn crash(&mut self, until: Instant) {
        self.tick += 1;
        self.life += 1;
        self.file.get_or_insert_default().down_until = Some(until);
    }

    /// The service has acknowledged a record.
    pub(crate) fn acknowledged(&mut self, absolute: u64) {
        if let Some(file) = &mut self.file {
            file.acknowledged(absolute);
        }
    }

    /// What an agent reads on after some of what it sent was acknowledged.
    pub(crate) fn read_on(&mut self, now: Instant, sources: &[Arc<Source>]) -> Vec<Batch> {
        match (&mut self.file, self.spec.api) {
            (Some(file), Api::Agent(settings)) if file.down_until.is_none() => file.read_on(now, &settings, sources),
            _ => vec![],
        }
    }

    /// Whether it looks at every answer, not only at those with refusals.
    pub(crate) const fn wants_answers(&self) -> bool {
        matches!(self.spec.api, Api::Agent(_))
    }

    /// Cuts records into calls.
    pub(crate) fn chunks(&self, batch: Batch) -> Vec<Batch> {
        let most = self.batch_most();
        match batch {
            Batch::Fresh { count: 0, .. } => vec![],
            Batch::Fresh { count, .. } if count <= most => vec![batch],
            Batch::Fresh { source, first, count, born } => (0..count.div_ceil(most))
                .map(|part| Batch::Fresh {
                    source,
                    first: first + part * most,
                    count: most.min(count - part * most),
                    born,
                })
                .collect(),
            Batch::Mixed(records) => records.chunks(most as usize).map(|part| Batch::Mixed(part.into())).collect(),
        }
    }

    /// With `keep_order`: sends the records whose key is free, and lets the others wait.
    fn queue_by_key(&mut self, fresh: &Batch, source: &Source) -> Vec<Batch> {
        let mut free = Vec::new();
        for record in fresh.iter() {
            match self.busy.get_mut(&source.subject_of(record.index)) {
                Some(_) if self.waiting >= WAITING_MOST => self.stats.lost += 1,
                Some(queue) => {
                    queue.push_back(record);
                    self.waiting += 1;
                }
                None => {
                    self.busy.insert(source.subject_of(record.index), VecDeque::new());
                    free.push(record);
                }
            }
        }
        self.chunks(Batch::Mixed(free.into()))
    }

    /// Everything that waits, oldest first.
    fn take_waiting(&mut self) -> Vec<Pending> {
        if self.waiting == 0 {
            return vec![];
        }
        self.waiting = 0;
        let mut waiting: Vec<Pending> = self.busy.values_mut().flat_map(core::mem::take).collect();
        debug_assert!(self.busy.values().all(VecDeque::is_empty), "nothing waits any more");
        waiting.sort_unstable_by_key(|record| (record.source, record.index));
        waiting
    }

    /// With `keep_order`: the record under way with this key is done; gives the next one, if one waits.
    pub(crate) fn release(&mut self, key: u32, now: Instant) -> Option<Pending> {
        while let Some(next) = self.busy.get_mut(&key).and_then(VecDeque::pop_front) {
            self.waiting -= 1;
            if now.since(next.born) <= self.ttl() {
                return Some(next);
            }
            self.stats.lost += 1;
        }
        debug_assert!(self.busy.get(&key).is_none_or(VecDeque::is_empty), "nobody waits for this key");
        self.busy.remove(&key);
        None
    }

    /// What becomes of a refused record: whether it is tried again. One that is not is lost.
    pub(crate) fn retries(&mut self, record: &Pending, now: Instant) -> bool {
        let tries = self.spec.retry != Retry::Never || matches!(self.spec.api, Api::Agent(_));
        let again = tries && now.since(record.born) <= self.ttl();
        if again {
            self.stats.retried += 1;
        } else {
            self.stats.lost += 1;
        }
        again
    }

    /// How long to wait before records that have been refused so often are sent again.
    pub(crate) fn retry_delay(&mut self, refusals: u8) -> Duration {
        match (self.spec.retry, self.spec.api) {
            (Retry::Never | Retry::AtOnce, Api::PutRecord | Api::PutRecords { .. } | Api::Kpl(_)) => AT_ONCE,
            (Retry::Backoff, _) | (_, Api::Agent(_)) => {
                let (first, longest) = (BACKOFF.0.as_micros(), BACKOFF.1.as_micros());
                let most = (first << u32::from(refusals.clamp(1, 16) - 1)).min(longest);
                Duration::from_micros(self.rng.below(most) + 1)
            }
        }
    }

    /// When a call that leaves now arrives. Calls of one producer do not overtake each other; single records
    /// of one key do not either, as their delay is the key's.
    pub(crate) fn arrival(&mut self, now: Instant, hash_key: u128) -> Instant {
        let latency = u64::from(self.spec.latency_millis) * 1_000;
        match self.spec.api {
            Api::PutRecord => {
                let jitter = crate::base::below((hash_key >> 64) as u64, latency / 4 + 1);
                now + Duration::from_micros(latency + jitter)
            }
            Api::PutRecords { .. } | Api::Kpl(_) | Api::Agent(_) => {
                let jitter = self.rng.below(latency / 4 + 1);
                self.last_arrival = self.last_arrival.max(now + Duration::from_micros(latency + jitter));
                self.last_arrival
            }
        }
    }

    /// How long an answer takes back.
    pub(crate) fn answer_latency(&self) -> Duration {
        Duration::from_millis(u64::from(self.spec.latency_millis))
    }

    /// Live bytes on the heap, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        self.waiting * Pending::BYTES
            + self.busy.len() as u64 * 96
            + self.limiter.as_deref().map_or(0, Limiter::heap_bytes)
            + self.file.as_deref().map_or(0, FilePosition::heap_bytes)
    }
}
