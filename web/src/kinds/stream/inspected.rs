//! What is known of the thing that was clicked: a shard, a record, a key.
use super::view::ShardView;
use crate::card::Focus;
use shardscope_core::client::aggregate;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{ShardId, Stream};
use shardscope_core::sim::Sim;

/// What the inspector shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Inspected {
    #[default]
    Nothing,
    Shard(Box<ShardDetail>),
    Record(Box<RecordView>),
    /// A record that has expired since it was chosen.
    Gone,
    Key(Box<KeyView>),
}

/// A shard with its family and numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct ShardDetail {
    pub shard: ShardView,
    pub open: bool,
    pub parents: Vec<ShardId>,
    pub children: Vec<ShardId>,
    pub neighbours: (Option<ShardId>, Option<ShardId>),
    pub starting_sequence_number: String,
    pub ending_sequence_number: Option<String>,
    pub midpoint: HashKey,
    /// Where a split would balance the traffic, and the records on both sides in the last seconds.
    pub balanced: Option<(HashKey, u64, u64)>,
    pub throttled: u64,
}

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordView {
    pub shard: ShardId,
    pub ordinal: u64,
    pub partition_key: String,
    pub hash_key: HashKey,
    /// The hash key came with the record, and is not its key's MD5.
    pub explicit: bool,
    pub sequence_number: String,
    /// Microseconds after the run's beginning.
    pub arrival_micros: u64,
    pub bytes: u64,
    pub data: String,
    /// The data as an application with the producer's key reads it, where the producer encrypts.
    pub decrypted: Option<String>,
    /// User records that the library has packed into it; 1 where it has not.
    pub user_records: u32,
    /// The copies of it, by zone.
    pub copies: [bool; 3],
}

/// A key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyView {
    pub partition_key: String,
    pub hash_key: HashKey,
    /// Where its records go; none where an agent puts them, which has no idea of keys.
    pub shard: Option<ShardId>,
    /// Records a second, lately; `None` where keys are too many to count.
    pub per_second: Option<u64>,
}

/// Characters of a record's data that are shown.
const DATA_CHARS: usize = 600;

pub fn of(sim: &Sim, stream: &Stream, focus: Focus) -> Inspected {
    match focus {
        Focus::Stream | Focus::Thing(_) => Inspected::Nothing,
        Focus::Shard(id) => {
            stream.shard(id).map_or(Inspected::Gone, |_| Inspected::Shard(Box::new(shard(sim, stream, id))))
        }
        Focus::Record(shard, ordinal) => record(sim, stream, shard, ordinal),
        Focus::Key(producer, key) => {
            let Some(producer) = sim.producers().find(|p| p.id == producer) else { return Inspected::Gone };
            let source = &sim.sources()[producer.source as usize];
            // On the way through time a number may come to mean another producer.
            if key >= source.keys {
                return Inspected::Gone;
            }
            let hash_key = source.hash_key(key);
            let rate = producer.key_rates(sim.now()).find(|rate| rate.key == key);
            Inspected::Key(Box::new(KeyView {
                partition_key: String::from_utf8_lossy(&source.partition_key(key)).into_owned(),
                hash_key,
                shard: source.routes_by_key().then(|| stream.shards[stream.owner(hash_key)].id),
                per_second: rate.map(|rate| rate.per_second()),
            }))
        }
    }
}

fn shard(sim: &Sim, stream: &Stream, id: ShardId) -> ShardDetail {
    let shard = &stream.shards[id.index()];
    let open: Vec<ShardId> = stream.open_shards().map(|shard| shard.id).collect();
    let place = open.iter().position(|&other| other == id);
    let beside = |step: isize| place.and_then(|place| open.get(place.checked_add_signed(step)?).copied());
    let balanced = stream.heat.balance(&shard.range).map(|at| {
        let (below, above) = stream.heat.divide(&shard.range, at);
        (at, below, above)
    });
    ShardDetail {
        shard: ShardView::of(sim, stream, shard),
        open: shard.is_open(),
        parents: shard.parent.into_iter().chain(shard.adjacent_parent).collect(),
        children: stream.children(id).map(|child| child.id).collect(),
        neighbours: (beside(-1), beside(1)),
        starting_sequence_number: shard.starting_sequence_number().to_string(),
        ending_sequence_number: shard.ending_sequence_number().map(|number| number.to_string()),
        midpoint: shard.range.midpoint(),
        balanced,
        throttled: shard.meter.total.throttled_records,
    }
}

fn record(sim: &Sim, stream: &Stream, shard: ShardId, ordinal: u64) -> Inspected {
    let Some(record) = sim.inspect(stream.id, shard, ordinal) else { return Inspected::Gone };
    let shown = |data: &[u8]| {
        let mut text: String = String::from_utf8_lossy(data).chars().take(DATA_CHARS).collect();
        if text.len() < data.len() {
            text.push('…');
        }
        text
    };
    // Ciphertext is no text.
    let data = match &record.plain {
        Some(_) => record.data.iter().take(DATA_CHARS / 2).map(|byte| format!("{byte:02x}")).collect(),
        None => shown(&record.data),
    };
    let decrypted = record.plain.as_deref().map(shown);
    let copies = sim.kinesis().copies(stream.id, shard, sim.now());
    Inspected::Record(Box::new(RecordView {
        shard,
        ordinal,
        partition_key: String::from_utf8_lossy(&record.partition_key).into_owned(),
        hash_key: record.hash_key,
        explicit: HashKey::of_partition_key(&record.partition_key) != record.hash_key,
        sequence_number: record.sequence_number.to_string(),
        arrival_micros: record.arrival.since(sim.config().epoch).as_micros(),
        bytes: (record.partition_key.len() + record.data.len()) as u64,
        data,
        decrypted,
        user_records: aggregate::count(&record.data),
        copies: copies.map(|copy| copy > ordinal),
    }))
}
