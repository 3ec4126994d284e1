//! How the Kinesis Producer Library puts: user records packed by the shard that they will go to.
use super::producing::Call;
use super::{Sim, Sink};
use crate::client::Pending;
use crate::client::aggregate::Aggregator;
use crate::hash::HashKey;
use crate::kinesis::{Entry, Payload, Put};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// Bytes of a packed record. KPL `AggregationMaxSize`.
const SIZE_MOST: usize = 51_200;
/// A packed record's own partition key: it goes by its explicit hash key.
const KEY: &str = "a";
/// A PUT payload unit.
const UNIT: u64 = 25 * 1_024;

/// User records that go together, by their places in the call.
struct Packed {
    places: Vec<u32>,
    hash_key: HashKey,
    data: Vec<u8>,
}

impl Sim {
    /// Packs a call's records and puts them. Returns the places of those that were refused.
    #[inline(never)]
    pub(super) fn put_packed(&mut self, call: &Call, trace: &mut dyn Sink) -> Vec<u32> {
        let now = self.now;
        let all = self.pack(call);
        let entries: Vec<Entry<'_>> = all.iter().map(|packed| self.packed_entry(call, packed)).collect();
        let mut puts = Vec::with_capacity(entries.len());
        let kinesis = &mut self.kinesis;
        let mut out = super::KinesisOut { now, queue: &mut self.queue, subscribers: &self.subscribers, trace };
        // The library collects 500 records of the stream for one PutRecords.
        let mut some = Vec::new();
        for part in entries.chunks(crate::kinesis::quota::PUT_RECORDS_ENTRIES) {
            kinesis.put(now, call.stream, part, &mut some, &mut out);
            puts.append(&mut some);
        }
        let accepted = |put: &Put| matches!(put, Put::Accepted { .. });
        if let Some(producer) = self.producers.get_mut(&call.producer) {
            for (entry, _) in entries.iter().zip(&puts).filter(|(_, put)| accepted(put)) {
                producer.stats.packed += 1;
                producer.stats.payload_units += u64::from(entry.bytes).div_ceil(UNIT);
            }
        }
        let refused = all.iter().zip(&puts).filter(|(_, put)| !accepted(put));
        let mut places: Vec<u32> = refused.flat_map(|(packed, _)| packed.places.iter().copied()).collect();
        places.sort_unstable();
        places
    }

    fn packed_entry<'a>(&self, call: &Call, packed: &'a Packed) -> Entry<'a> {
        // A lone record is sent as it is.
        if packed.data.is_empty() {
            let record: Pending = call.batch.get(packed.places[0] as usize);
            let source = &self.sources[record.source as usize];
            let key = source.key_of(record.index);
            let payload = Payload::Made { source: record.source, index: record.index };
            return Entry { hash_key: source.hash_key(key), bytes: source.bytes(record.index, key), payload };
        }
        Entry::supplied(KEY, Some(packed.hash_key), &packed.data).expect("its key has one character")
    }

    fn pack(&self, call: &Call) -> Vec<Packed> {
        let stream = self.kinesis.stream(call.stream);
        let mut open: BTreeMap<usize, (Aggregator, Vec<u32>, HashKey)> = BTreeMap::new();
        let mut done = Vec::new();
        let close = |(aggregator, places, hash_key): (Aggregator, Vec<u32>, HashKey), done: &mut Vec<Packed>| {
            let data = if places.len() > 1 { aggregator.finish() } else { Vec::new() };
            done.push(Packed { places, hash_key, data });
        };
        for (place, record) in call.batch.iter().enumerate() {
            let source = &self.sources[record.source as usize];
            let key = source.key_of(record.index);
            let hash_key = source.hash_key(key);
            // The shard is predicted; if it has been split since, the KCL drops what does not belong there.
            let shard =
                stream.filter(|stream| stream.open_shards().len() > 0).map_or(0, |stream| stream.owner(hash_key));
            let data = source.data(record.index);
            let partition_key = String::from_utf8_lossy(&source.partition_key(key)).into_owned();
            let full = open
                .get(&shard)
                .is_some_and(|(one, ..)| one.size() + data.len() + partition_key.len() + 16 > SIZE_MOST);
            if full && let Some(one) = open.remove(&shard) {
                close(one, &mut done);
            }
            let (aggregator, places, _) =
                open.entry(shard).or_insert_with(|| (Aggregator::default(), Vec::new(), hash_key));
            aggregator.add(&partition_key, None, &data);
            places.push(place as u32);
        }
        open.into_values().for_each(|one| close(one, &mut done));
        done
    }
}
