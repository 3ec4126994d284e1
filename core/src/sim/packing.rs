//! How the Kinesis Producer Library sends and puts: user records packed by the shard that they will go to, held back where a
//! shard would not take them, and collected into calls.
use super::producing::{Call, Refused};
use super::{Event, Sim, Sink, Timer};
use crate::client::ActorId;
use crate::client::aggregate::Aggregator;
use crate::client::{Api, Batch, Bundle, DRAIN_EVERY, KplSettings, Pending, WAITING_MOST, collect};
use crate::engine::Origins;
use crate::hash::HashKey;
use crate::kinesis::{Entry, Kinesis, Payload, Put, PutCall, StreamId};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A packed record's own partition key: it goes by its explicit hash key. KPL source.
const KEY: &str = "a";
/// A PUT payload unit. Amazon Kinesis Data Streams pricing.
const UNIT: u64 = 25 * 1_024;

/// A bundle that is being filled.
#[derive(Default)]
struct Open {
    aggregator: Aggregator,
    records: Vec<Pending>,
    hash_key: HashKey,
    /// Of its only record, while there is one.
    bytes: u32,
}

impl Open {
    fn close(self, ordered: bool) -> Bundle {
        // A lone record is sent as it is.
        let data: Arc<[u8]> = if self.records.len() > 1 { self.aggregator.finish().into() } else { Arc::default() };
        let bytes = if data.is_empty() { self.bytes } else { (data.len() + KEY.len()) as u32 };
        Bundle { records: self.records, hash_key: self.hash_key, data, bytes, ordered }
    }
}

impl Sim {
    /// Packs user records and sends what the limiter lets through.
    pub(super) fn send_packed(&mut self, id: ActorId, batch: &Batch, ordered: bool, trace: &mut dyn Sink) {
        let Some(producer) = self.actors.producer(id) else { return };
        let Api::Kpl(settings) = producer.spec.api else { return };
        let bundles = self.pack(id, batch, ordered, &settings);
        let now = self.now;
        let Some(producer) = self.actors.producer_mut(id) else { return };
        let limiter = producer.limiter.get_or_insert_default();
        let mut full = Vec::new();
        for (shard, bundle) in bundles {
            // A client's memory ends somewhere.
            if limiter.records >= WAITING_MOST {
                full.push(bundle);
            } else {
                limiter.push(shard, bundle, &settings, now);
            }
        }
        self.give_up(id, full, trace);
        self.drain(id, trace);
    }

    /// The limiter's next look at what it holds back.
    #[inline(never)]
    pub(super) fn drain_due(&mut self, id: ActorId, trace: &mut dyn Sink) {
        if let Some(limiter) = self.actors.producer_mut(id).and_then(|producer| producer.limiter.as_mut()) {
            limiter.is_due = false;
        }
        self.drain(id, trace);
    }

    fn drain(&mut self, id: ActorId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(producer) = self.actors.producer_mut(id) else { return };
        // What waits when the settings change goes out by the library's defaults.
        let settings = if let Api::Kpl(settings) = producer.spec.api { settings } else { KplSettings::default() };
        let Some(limiter) = &mut producer.limiter else { return };
        let (go, late) = limiter.pass(now, &settings);
        let again = !limiter.is_empty() && !limiter.is_due;
        limiter.is_due |= again;
        if again {
            self.schedule(now + DRAIN_EVERY, id.0, Timer::Drain(id));
        }
        for bundles in collect(go, &settings) {
            let records = bundles.iter().flat_map(|bundle| bundle.records.iter().copied()).collect();
            let ordered = bundles[0].ordered;
            self.launch(id, Batch::Mixed(records), ordered, bundles);
        }
        self.give_up(id, late, trace);
    }

    /// Records that never left are lost; those that they held up go at the next look.
    fn give_up(&mut self, id: ActorId, bundles: Vec<Bundle>, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(producer) = self.actors.producer_mut(id) else { return };
        let (mut next, mut lost) = (Vec::new(), 0);
        for bundle in bundles {
            lost += bundle.records.len() as u32;
            if !bundle.ordered {
                continue;
            }
            for record in &bundle.records {
                let source = &self.sources[record.source as usize];
                next.extend(producer.release(source.subject_of(record.index), now));
            }
        }
        if lost > 0 {
            producer.stats.lost += u64::from(lost);
            trace.record(now, Event::Late { producer: id, records: lost });
        }
        if !next.is_empty() {
            let call = Call::of(producer, Batch::Mixed(next.into()), true);
            self.retry_at(now + DRAIN_EVERY, Box::new(call));
        }
    }

    /// User records in bundles, each with the shard that it is expected to go to.
    fn pack(&self, id: ActorId, batch: &Batch, ordered: bool, settings: &KplSettings) -> Vec<(usize, Bundle)> {
        let stream = self.actors.producer(id).and_then(|producer| self.services.kinesis.stream(producer.stream));
        let most = stream.map_or(u32::MAX, |stream| stream.settings.max_record_bytes());
        let most = settings.aggregation_max_size.min(most) as usize;
        let mut open: BTreeMap<usize, Open> = BTreeMap::new();
        let mut done = Vec::new();
        for record in batch.iter() {
            let source = &self.sources[record.source as usize];
            let key = source.key_of(record.index);
            let hash_key = source.route(record.index, key);
            let shard =
                stream.filter(|stream| stream.open_shards().len() > 0).map_or(0, |stream| stream.owner(hash_key));
            let data = source.data(record.index);
            let partition_key = String::from_utf8_lossy(&source.route_key(record.index, key)).into_owned();
            let full = |one: &Open| {
                one.records.len() >= settings.aggregation_max_count as usize
                    || one.aggregator.size() + data.len() + partition_key.len() + 16 > most
            };
            if open.get(&shard).is_some_and(full)
                && let Some(one) = open.remove(&shard)
            {
                done.push((shard, one.close(ordered)));
            }
            let one = open.entry(shard).or_default();
            if one.records.is_empty() {
                (one.hash_key, one.bytes) = (hash_key, source.bytes(record.index, key));
            }
            one.aggregator.add(&partition_key, None, &data);
            one.records.push(record);
        }
        done.extend(open.into_iter().map(|(shard, one)| (shard, one.close(ordered))));
        done
    }

    /// Puts a call's bundles. Returns the places of the user records that were refused.
    pub(super) fn put_packed(
        &mut self,
        id: ActorId,
        stream: StreamId,
        bundles: &[Bundle],
        trace: &mut dyn Sink,
    ) -> Refused {
        let now = self.now;
        let origins: Vec<Vec<u8>> = bundles.iter().map(origins).collect();
        let entries: Vec<Entry<'_>> =
            bundles.iter().zip(&origins).map(|(bundle, origins)| self.bundle_entry(bundle, origins)).collect();
        let mut puts = Vec::with_capacity(entries.len());
        self.call(id, trace, |kinesis: &mut Kinesis, _, out| {
            kinesis.put(now, stream, PutCall::PutRecords, &entries, &mut puts, out);
        });
        let (mut refused, mut place) = (Vec::new(), 0);
        for ((bundle, entry), put) in bundles.iter().zip(&entries).zip(&puts) {
            let accepted = matches!(put, Put::Accepted { .. });
            if accepted && let Some(producer) = self.actors.producer_mut(id) {
                producer.stats.packed += 1;
                producer.stats.packed_users += bundle.records.len() as u64;
                producer.stats.payload_units += u64::from(entry.bytes).div_ceil(UNIT);
            }
            let end = place + bundle.records.len() as u32;
            // Packed for a shard that has been split since: the KCL drops it whole, so the library sends it anew.
            if !accepted || self.is_astray(stream, bundle) {
                refused.extend(place..end);
            }
            place = end;
        }
        Refused::of(refused, place)
    }

    fn bundle_entry<'a>(&self, bundle: &'a Bundle, origins: &'a [u8]) -> Entry<'a> {
        let record = bundle.records[0];
        if bundle.data.is_empty() {
            let payload = Payload::Made { source: record.source, index: record.index };
            return Entry { hash_key: bundle.hash_key, bytes: bundle.bytes, payload };
        }
        let mut entry = Entry::supplied(KEY, Some(bundle.hash_key), &bundle.data).expect("its key has one character");
        if let Payload::Supplied(record) = &mut entry.payload {
            record.origins = origins;
        }
        entry
    }

    /// Whether not all records of a packed one belong into the shard that has it.
    fn is_astray(&self, stream: StreamId, bundle: &Bundle) -> bool {
        let Some(stream) = self.services.kinesis.stream(stream).filter(|stream| stream.open_shards().len() > 0) else {
            return false;
        };
        let shard = stream.owner(bundle.hash_key);
        !bundle.data.is_empty()
            && bundle.records.iter().any(|record| {
                let source = &self.sources[record.source as usize];
                stream.owner(source.route(record.index, source.key_of(record.index))) != shard
            })
    }
}

fn origins(bundle: &Bundle) -> Vec<u8> {
    let mut origins = Vec::with_capacity(if bundle.data.is_empty() { 0 } else { bundle.records.len() * 6 });
    if !bundle.data.is_empty() {
        bundle.records.iter().for_each(|record| Origins::push(&mut origins, record.source, record.index));
    }
    origins
}
