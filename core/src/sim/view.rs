//! What the screen shows of a run, read without changing it.
use super::Sim;
use crate::base::Instant;
use crate::client::ActorId;
use crate::client::Pending;
use crate::engine::{Run, Slot};
use crate::hash::HashKey;
use crate::kinesis::{SequenceNumber, ShardId, StreamId};
use alloc::vec::Vec;

/// A record on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flight {
    pub producer: ActorId,
    pub hash_key: HashKey,
    /// What it is about: where that would be routed if it were the key.
    pub subject: HashKey,
    pub sent_at: Instant,
    pub arrives_at: Instant,
    /// It was refused, and this is the answer on its way back.
    pub refused: bool,
}

/// Records on their way to one stream, or a sample of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flights {
    pub records: Vec<Flight>,
    /// How many there are in all.
    pub total: u64,
    /// Each flight stands for so many.
    pub each: u64,
}

/// A record, as the inspector shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub partition_key: Vec<u8>,
    pub hash_key: HashKey,
    pub data: Vec<u8>,
    /// The data before its producer encrypted it, where it does.
    pub plain: Option<Vec<u8>>,
    pub sequence_number: SequenceNumber,
    pub shard: ShardId,
    pub arrival: Instant,
    pub producer: Option<ActorId>,
}

impl Sim {
    /// The records on their way to a stream, in the order of their calls; every n-th, if there are more than
    /// `most`.
    pub fn flights(&self, stream: StreamId, most: usize, flights: &mut Flights) {
        // An answer that got lost is nowhere.
        let lost = |call: &super::producing::Call| call.answer.as_ref().is_some_and(|answer| answer.is_lost);
        let calls = || self.calls.values().filter(|call| call.stream == stream && !lost(call));
        flights.records.clear();
        let on_the_way = |call: &super::producing::Call| match &call.answer {
            None => call.batch.len() as u64,
            Some(answer) => answer.refused.count(call.batch.len()) as u64,
        };
        flights.total = calls().map(on_the_way).sum();
        flights.each = flights.total.div_ceil(most as u64).max(1);
        let mut number = 0;
        for call in calls() {
            let mut add = |record: Pending, sent_at, arrives_at, refused| {
                number += 1;
                if number % flights.each == 0 {
                    let source = &self.sources[record.source as usize];
                    let hash_key = source.route(record.index, source.key_of(record.index));
                    let subject = source.subject_hash(record.index);
                    flights.records.push(Flight {
                        producer: call.producer,
                        hash_key,
                        subject,
                        sent_at,
                        arrives_at,
                        refused,
                    });
                }
            };
            match &call.answer {
                None => call.batch.iter().for_each(|record| add(record, call.sent_at, call.arrives_at, false)),
                Some(answer) => {
                    let refused = answer.refused.places(call.batch.len()).map(|place| call.batch.get(place));
                    refused.for_each(|record| add(record, call.arrives_at, answer.arrives_at, true));
                }
            }
        }
    }

    /// Calls `show` with ordinal and subject of a shard's records, as [`Flight::subject`] has it, from ordinal `from` on, `count`
    /// at most.
    pub fn log_tail(
        &self,
        stream: StreamId,
        shard: ShardId,
        from: u64,
        count: usize,
        mut show: impl FnMut(u64, HashKey),
    ) {
        let Some(shard) = self.services.kinesis.stream(stream).and_then(|stream| stream.shard(shard)) else { return };
        let records = shard.log.runs(from).flat_map(|run| {
            let first = run.first;
            (first..).zip(run.slots).map(move |(ordinal, slot)| (ordinal, self.subject_of(&run, slot)))
        });
        records.take(count).for_each(|(ordinal, hash_key)| show(ordinal, hash_key));
    }

    fn subject_of(&self, run: &Run<'_>, slot: &Slot) -> HashKey {
        if slot.source == Slot::SUPPLIED {
            return run.supplied(slot).hash_key;
        }
        self.sources[slot.source as usize].subject_hash(slot.index)
    }

    /// One record with all that is known of it; `None` where there is none, or no longer.
    pub fn inspect(&self, stream: StreamId, shard: ShardId, ordinal: u64) -> Option<Inspected> {
        let stream = self.services.kinesis.stream(stream)?;
        let shard = stream.shard(shard)?;
        if ordinal < shard.log.live_from(stream.horizon(self.now)) {
            return None;
        }
        let run = shard.log.runs(ordinal).next().filter(|run| run.first == ordinal)?;
        let slot = run.slots.first()?;
        let arrival = run.arrival(slot);
        let sequence_number = shard.sequence_number(ordinal, arrival);
        let (partition_key, data, plain, producer, hash_key) = if slot.source == Slot::SUPPLIED {
            let record = run.supplied(slot);
            (record.partition_key.to_vec(), record.data.to_vec(), None, None, record.hash_key)
        } else {
            let source = &self.sources[slot.source as usize];
            let key = source.key_of(slot.index);
            let plain = source.is_encrypted().then(|| source.plain_data(slot.index));
            let (partition_key, hash_key) = (source.route_key(slot.index, key), source.route(slot.index, key));
            (partition_key, source.data(slot.index), plain, Some(source.actor), hash_key)
        };
        Some(Inspected { partition_key, hash_key, data, plain, sequence_number, shard: shard.id, arrival, producer })
    }
}
