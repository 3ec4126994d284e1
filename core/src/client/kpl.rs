//! The Kinesis Producer Library: its settings, and what its limiter holds back.
use super::Pending;
use crate::base::{Duration, Instant};
use crate::engine::TokenBucket;
use crate::hash::HashKey;
use crate::kinesis::quota;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Settings by the library's names. Defaults and ranges: default_config.properties of amazon-kinesis-producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KplSettings {
    /// `AggregationMaxSize` in bytes, 64 … 10,485,760. A record is never larger than the stream allows.
    pub aggregation_max_size: u32,
    /// `AggregationMaxCount`, from 1; with 1 nothing is packed, as with `AggregationEnabled` off.
    pub aggregation_max_count: u32,
    /// `CollectionMaxCount`, 1 … 500 records of one PutRecords.
    pub collection_max_count: u32,
    /// `CollectionMaxSize` in bytes, 52,224 … 10,485,760.
    pub collection_max_size: u32,
    /// `RecordMaxBufferedTime`, 1 … 3,600,000 ms.
    pub buffered_millis: u32,
    /// `RecordTtl`, 100 … 86,400,000 ms: how long a record is tried before it is given up.
    pub ttl_millis: u32,
    /// `RateLimit` in per cent of what a shard takes, 1 … 1,000.
    pub rate_limit: u32,
}

impl Default for KplSettings {
    fn default() -> Self {
        Self {
            aggregation_max_size: 51_200,
            aggregation_max_count: u32::MAX,
            collection_max_count: 500,
            collection_max_size: 5 << 20,
            buffered_millis: 100,
            ttl_millis: 30_000,
            rate_limit: 150,
        }
    }
}

/// How often what the limiter holds back is looked at. KPL limiter.
pub const DRAIN_EVERY: Duration = Duration::from_millis(25);
/// Bytes that may go to a shard at once, whatever the rate. KPL limiter.
const BURST_BYTES: u32 = 10 << 20;

/// User records that go to the stream as one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    pub records: Vec<Pending>,
    /// Of the first of them: it decides where the whole goes.
    pub hash_key: HashKey,
    /// The packed record; empty for a record that goes alone, as it is. Shared by the copies of a run.
    pub data: Arc<[u8]>,
    /// Data and partition key.
    pub bytes: u32,
    /// Its keys are reserved until it is answered.
    pub ordered: bool,
}

impl Bundle {
    /// What counts for one without its records and data, the same on every machine.
    pub const BYTES: u64 = 112;
}
const _: () = assert!(size_of::<Bundle>() as u64 <= Bundle::BYTES);

/// Keeps a producer from sending a shard more than it takes. Shards are those that it expects its records to go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limiter {
    /// By shard.
    shards: Vec<Held>,
    /// User records that wait.
    pub records: u64,
    bytes: u64,
    bundles: u64,
    /// Whether it is to be woken.
    pub(crate) is_due: bool,
}

/// What may go to a shard, and what waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    shard: usize,
    records: TokenBucket,
    bytes: TokenBucket,
    waiting: VecDeque<Bundle>,
}

impl Held {
    fn new(shard: usize, settings: &KplSettings, now: Instant) -> Self {
        let of = |most: u32| u32::try_from(u64::from(most) * u64::from(settings.rate_limit) / 100).unwrap_or(u32::MAX);
        let (records, bytes) = (of(quota::WRITE_RECORDS_PER_SECOND), of(quota::WRITE_BYTES_PER_SECOND));
        Self {
            shard,
            records: TokenBucket::full(records, now),
            bytes: TokenBucket::with_burst(bytes, bytes.max(BURST_BYTES), now),
            waiting: VecDeque::new(),
        }
    }
}

impl Limiter {
    pub(crate) fn push(&mut self, shard: usize, bundle: Bundle, settings: &KplSettings, now: Instant) {
        self.records += bundle.records.len() as u64;
        self.bytes += u64::from(bundle.bytes);
        self.bundles += 1;
        let place = match self.shards.binary_search_by_key(&shard, |held| held.shard) {
            Ok(place) => place,
            Err(place) => {
                self.shards.insert(place, Held::new(shard, settings, now));
                place
            }
        };
        debug_assert!(self.shards.windows(2).all(|two| two[0].shard < two[1].shard), "a shard is held once");
        self.shards[place].waiting.push_back(bundle);
    }

    /// Takes out what may go now, shard by shard, and apart from that what has waited too long.
    pub(crate) fn pass(&mut self, now: Instant, settings: &KplSettings) -> (Vec<Bundle>, Vec<Bundle>) {
        let (mut go, mut late) = (Vec::new(), Vec::new());
        let ttl = Duration::from_millis(u64::from(settings.ttl_millis));
        for held in &mut self.shards {
            held.records.refill(now);
            held.bytes.refill(now);
            while let Some(bundle) = held.waiting.front() {
                let fits = held.records.admits(1) && held.bytes.admits(bundle.bytes);
                let is_late = bundle.records.iter().all(|record| now.since(record.born) > ttl);
                if !fits && !is_late {
                    break;
                }
                let Some(bundle) = held.waiting.pop_front() else { break };
                debug_assert!(self.bundles > 0 && self.records >= bundle.records.len() as u64, "what goes was counted");
                self.records -= bundle.records.len() as u64;
                self.bytes -= u64::from(bundle.bytes);
                self.bundles -= 1;
                if is_late {
                    late.push(bundle);
                } else {
                    held.records.take(1);
                    held.bytes.take(bundle.bytes);
                    go.push(bundle);
                }
            }
        }
        (go, late)
    }

    pub fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// New buckets: the rate has changed.
    pub(crate) fn reset(&mut self, settings: &KplSettings, now: Instant) {
        for held in &mut self.shards {
            debug_assert!(held.waiting.len() as u64 <= self.bundles, "all that waits is counted");
            let waiting = core::mem::take(&mut held.waiting);
            *held = Held { waiting, ..Held::new(held.shard, settings, now) };
        }
    }

    pub(crate) fn heap_bytes(&self) -> u64 {
        self.bytes + self.records * Pending::BYTES + self.bundles * Bundle::BYTES + self.shards.len() as u64 * 256
    }
}

/// Puts bundles into calls, as many in one as the settings allow.
pub(crate) fn collect(bundles: Vec<Bundle>, settings: &KplSettings) -> Vec<Vec<Bundle>> {
    let (mut calls, mut bytes) = (Vec::<Vec<Bundle>>::new(), 0);
    for bundle in bundles {
        let full = |call: &Vec<Bundle>| {
            call.first().is_some_and(|first| first.ordered != bundle.ordered)
                || call.len() >= settings.collection_max_count as usize
                || bytes + bundle.bytes > settings.collection_max_size
        };
        if calls.last().is_none_or(full) {
            calls.push(Vec::new());
            bytes = 0;
        }
        bytes += bundle.bytes;
        if let Some(call) = calls.last_mut() {
            call.push(bundle);
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(bytes: u32, born: Instant) -> Bundle {
        let records = alloc::vec![Pending { source: 0, index: 0, refusals: 0, born }];
        Bundle { records, hash_key: HashKey(0), data: Arc::default(), bytes, ordered: false }
    }

    #[test]
    fn the_limiter_lets_through_what_its_rate_allows_and_drops_what_is_late() {
        let (start, settings) = (Instant::from_secs(1), KplSettings::default());
        let mut limiter = Limiter::default();
        (0..4_000).for_each(|_| limiter.push(3, bundle(100, start), &settings, start));
        assert_eq!(limiter.pass(start, &settings).0.len(), 1_500, "1,000 a second and half as much again");
        assert_eq!(limiter.pass(start + DRAIN_EVERY, &settings).0.len(), 37);
        let (go, late) = limiter.pass(start + Duration::from_secs(31), &settings);
        assert_eq!((go.len(), late.len(), limiter.records), (0, 4_000 - 1_537, 0));
        (0..20).for_each(|_| limiter.push(3, bundle(1 << 20, start), &settings, start));
        assert_eq!(limiter.pass(start + Duration::from_secs(1), &settings).0.len(), 10, "10 MiB at once");
    }

    #[test]
    fn calls_are_cut_by_records_and_by_bytes() {
        let settings = KplSettings { collection_max_count: 3, collection_max_size: 100_000, ..KplSettings::default() };
        let sizes = [40_000, 40_000, 40_000, 1, 1, 1, 200_000];
        let bundles = sizes.iter().map(|&bytes| bundle(bytes, Instant::from_secs(1))).collect();
        let calls: Vec<usize> = collect(bundles, &settings).iter().map(Vec::len).collect();
        assert_eq!(calls, [2, 3, 1, 1]);
    }
}
