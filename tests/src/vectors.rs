//! What AWS itself has printed, and what follows from it: `vectors.json`, checked natively and in the browser.
use serde::Deserialize;
use shardscope_core::client::aggregate::{Aggregator, deaggregate, deaggregate_in};
use shardscope_core::hash::{HashKey, HashKeyRange, uniform_ranges};
use shardscope_core::kinesis::{SequenceNumber, ShardId};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Vectors {
    keys: Vec<Key>,
    ranges: BTreeMap<String, Vec<(String, String)>>,
    dist: BTreeMap<String, Vec<u32>>,
    seq: Vec<Number>,
    kpl: Vec<Aggregated>,
}

#[derive(Deserialize)]
struct Aggregated {
    records: Vec<(String, String)>,
    #[serde(default)]
    ehk: Vec<String>,
    hex: String,
}

#[derive(Deserialize)]
struct Key {
    key: String,
    md5: String,
    u128: String,
    shard: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
struct Number {
    seq: String,
    hex: String,
    create: u64,
    shard: u32,
    ix: u64,
    t: u64,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../vectors.json")).expect("vectors.json is well formed")
}

fn owner(key: HashKey, shards: u32) -> usize {
    let mut owners = uniform_ranges(shards).enumerate().filter(|(_, range)| range.contains(key));
    let owner = owners.next().expect("ranges cover every key").0;
    assert!(owners.next().is_none(), "one owner only");
    owner
}

/// Keys: MD5, number and shard.
pub fn check_keys() {
    let vectors = vectors();
    assert_eq!(vectors.keys.len(), 17);
    for key in vectors.keys {
        let hash_key = HashKey::of_partition_key(key.key.as_bytes());
        assert_eq!(format!("{:032x}", hash_key.0), key.md5, "{}", key.key);
        assert_eq!(hash_key.to_string(), key.u128, "{}", key.key);
        assert_eq!(key.u128.parse(), Ok(hash_key));
        for (shards, expected) in &key.shard {
            assert_eq!(owner(hash_key, shards.parse().expect("a number")), *expected, "{} of {shards}", key.key);
        }
    }
}

/// The ranges of new streams.
pub fn check_ranges() {
    for (shards, expected) in vectors().ranges {
        let ranges = uniform_ranges(shards.parse().expect("a number"));
        let ranges: Vec<_> = ranges.map(|r| (r.starting_hash_key.to_string(), r.ending_hash_key.to_string())).collect();
        assert_eq!(ranges, expected, "{shards} shards");
    }
}

/// How `truck_1` to `truck_100` fall on 2 to 5 shards.
pub fn check_distributions() {
    for (shards, expected) in vectors().dist {
        let mut counts = vec![0; expected.len()];
        for truck in 1..=100 {
            let key = HashKey::of_partition_key(format!("truck_{truck}").as_bytes());
            counts[owner(key, shards.parse().expect("a number"))] += 1;
        }
        assert_eq!(counts, expected, "{shards} shards");
    }
}

/// Sequence numbers, both ways.
pub fn check_sequence_numbers() {
    let numbers = vectors().seq;
    assert_eq!(numbers.len(), 13);
    for number in numbers {
        let expected = SequenceNumber {
            creation_second: number.create,
            counter: number.ix,
            arrival_second: number.t,
            shard_id: ShardId(number.shard),
        };
        assert_eq!(number.seq.parse(), Ok(expected), "{}", number.hex);
        assert_eq!(expected.to_string(), number.seq, "{}", number.hex);
    }
    for text in ["", "0", "-1", "49590338271490256608559692538361571095921575989136588899x", "1", &"9".repeat(200)] {
        assert!(text.parse::<SequenceNumber>().is_err(), "{text}");
    }
}

/// Records that AWS's own library packed, byte by byte; and what is left of one if any of its bytes is another.
pub fn check_aggregation() {
    for vector in vectors().kpl {
        let mut aggregator = Aggregator::default();
        let hash_key = |place: usize| vector.ehk.get(place).map(|text| text.parse::<HashKey>().expect("a hash key"));
        for (place, (key, data)) in vector.records.iter().enumerate() {
            aggregator.add(key, hash_key(place), data.as_bytes());
        }
        let size = aggregator.size();
        let bytes = aggregator.finish();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((hex, bytes.len()), (vector.hex, size));
        let apart = deaggregate(&bytes).expect("an aggregated record");
        assert_eq!(apart.len(), vector.records.len());
        for (place, (user, (key, data))) in apart.iter().zip(&vector.records).enumerate() {
            assert_eq!((&user.partition_key, &user.data[..]), (key, data.as_bytes()));
            assert_eq!(user.explicit_hash_key, hash_key(place));
        }
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            assert_eq!(deaggregate(&broken), None, "byte {at}");
            assert_eq!(deaggregate(&bytes[..at]), None, "cut at {at}");
        }
        // A range to which one of the keys does not belong drops all.
        let one = HashKey::of_partition_key(b"nobody's");
        let none = HashKeyRange { starting_hash_key: one, ending_hash_key: one };
        assert_eq!(deaggregate_in(&bytes, &none), Some(Vec::new()));
        assert_eq!(deaggregate_in(&bytes, &HashKeyRange::ALL).map(|all| all.len()), Some(apart.len()));
    }
}
