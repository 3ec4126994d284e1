//! What AWS itself has printed, and what follows from it: `vectors.json`, checked natively and in the browser.
use serde::Deserialize;
use shardscope_core::hash::{HashKey, uniform_ranges};
use shardscope_core::kinesis::{SequenceNumber, ShardId};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Vectors {
    keys: Vec<Key>,
    ranges: BTreeMap<String, Vec<(String, String)>>,
    dist: BTreeMap<String, Vec<u32>>,
    seq: Vec<Number>,
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
