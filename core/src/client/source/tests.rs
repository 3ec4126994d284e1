//! Tests of recipes.
use super::*;
use crate::client::{Api, Retry};

fn source(workload: Workload, keys: u32, distribution: Distribution) -> Source {
    let spec = ProducerSpec {
        name: "p".into(),
        stream_name: "s".into(),
        workload,
        rate: 1,
        record_bytes: 200,
        keys,
        distribution,
        api: Api::PutRecord,
        retry: Retry::Never,
        keep_order: false,
        latency_millis: 0,
        encrypted: false,
        partition_key: PartitionKey::default(),
        subject: Field::Id,
    };
    Source::new(&spec, ActorId(0), 7, 0, None, None)
}

#[test]
fn hash_keys_are_those_of_the_partition_keys() {
    let custom = Workload::Custom { prefix: "é-".into() };
    for workload in [Workload::Trucks, Workload::Clicks, Workload::Sensors, Workload::Countries, custom] {
        for (keys, distribution) in [(20, Distribution::Uniform), (20, Distribution::Unique)] {
            let source = source(workload.clone(), keys, distribution);
            for key in [0, 8, 9, 19] {
                let text = source.partition_key(key);
                assert_eq!(source.hash_key(key), HashKey::of_partition_key(&text));
                assert_eq!(source.bytes(0, key) as usize, 200 + text.len(), "{workload:?} {key}");
            }
        }
    }
}

#[test]
fn data_has_its_length_and_is_always_the_same() {
    for workload in [Workload::Trucks, Workload::Clicks, Workload::Sensors, Workload::Countries] {
        let source = source(workload.clone(), 20, Distribution::Uniform);
        for index in [0, 1, 77_777] {
            let data = source.data(index);
            assert_eq!(data.len(), 200);
            assert_eq!(data, source.data(index));
            let text = core::str::from_utf8(&data).unwrap();
            assert!(text.starts_with('{') && text.ends_with('}'), "{text}");
        }
        assert_ne!(source.data(1), source.data(2));
    }
}

#[test]
fn shares_are_as_asked_for() {
    let source = source(Workload::Countries, 24, Distribution::Share { per_mille: 900 });
    let first = (0..100_000).filter(|&index| source.key_of(index) == 0).count();
    assert!((89_500..90_500).contains(&first), "{first}");
}
