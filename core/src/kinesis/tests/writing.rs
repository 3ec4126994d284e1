use super::*;
use crate::hash::HashKey;
use alloc::string::String;

#[test]
fn names_and_counts_are_checked() {
    let mut world = World::with_shards(1);
    let mut create = |name: &str, mode, shards| world.ask(|k, now, out| k.create_stream(now, name, mode, shards, out));
    let long = String::from_utf8(alloc::vec![b'n'; 129]).unwrap();
    for name in ["", "a b", "é", &long] {
        refused(create(name, StreamMode::Provisioned, Some(1)), "ValidationException");
    }
    refused(create("t", StreamMode::Provisioned, None), "ValidationException");
    refused(create("t", StreamMode::Provisioned, Some(0)), "ValidationException");
    refused(create("s", StreamMode::Provisioned, Some(1)), "ResourceInUseException");
    refused(create("t", StreamMode::Provisioned, Some(20_000)), "LimitExceededException");
    let created = (0..4).filter(|i| create(&alloc::format!("t{i}"), StreamMode::Provisioned, Some(1)).is_ok());
    assert_eq!(created.count(), 2, "five calls a second");
    world.after(1_000);
    world.ask(|k, now, out| k.create_stream(now, "t", StreamMode::OnDemand, None, out)).unwrap();
    assert_eq!(world.kinesis.stream_named("t").unwrap().open_shards().len(), 4);
}

#[test]
fn a_shard_takes_a_thousand_records_or_a_mebibyte_a_second() {
    let mut world = World::with_shards(1);
    let accepted = (0..1_200).filter(|_| world.put("k", 1).is_ok()).count();
    assert_eq!(accepted, 1_000);
    assert!(refused(world.put("k", 1), "ProvisionedThroughputExceededException").contains("shardId-000000000000"));
    world.after(500);
    assert_eq!((0..1_000).filter(|_| world.put("k", 1).is_ok()).count(), 500);
}

#[test]
fn put_records_refuses_single_entries_in_request_order() {
    let mut world = World::with_shards(1);
    let data = alloc::vec![0; 4_096];
    let entry = Entry::supplied("k", None, &data).unwrap();
    let mut results = Vec::new();
    world.ask(|k, now, out| k.put_records(now, "s", &[entry; 500], &mut results, out)).unwrap();
    let accepted = results.iter().filter(|r| matches!(r, Put::Accepted { .. })).count();
    assert_eq!(accepted, (1 << 20) / 4_097);
    assert!(results[..accepted].iter().all(|r| matches!(r, Put::Accepted { .. })));
    assert_eq!(results[499], Put::Throttled { shard: ShardId(0), limit: Limit::WriteBytes });
}

#[test]
fn requests_keys_and_records_have_their_sizes() {
    let mut world = World::with_shards(1);
    // With its key a mebibyte.
    let mib = alloc::vec![0; (1 << 20) - 1];
    let big = Entry::supplied("k", None, &mib).unwrap();
    let mut results = Vec::new();
    let mut put = |entries: &[Entry<'_>]| world.ask(|k, now, out| k.put_records(now, "s", entries, &mut results, out));
    refused(put(&[]), "ValidationException");
    refused(put(&[Entry::supplied("k", None, b"").unwrap(); 501]), "ValidationException");
    refused(put(&[big; 11]), "InvalidArgumentException");
    put(&[big; 10]).unwrap();
    refused(world.put("k", 1 << 20), "InvalidArgumentException");
    refused(world.put("", 1), "ValidationException");
    refused(world.put(&"é".repeat(257), 1), "ValidationException");
    world.after(5_000);
    world.put(&"é".repeat(256), 1).unwrap();
}

#[test]
fn explicit_hash_keys_and_numbers_for_ordering() {
    let mut world = World::with_shards(4);
    let entry = Entry::supplied("truck_1", Some(HashKey::MAX), b"x").unwrap();
    let (shard, number) = world.ask(|k, now, out| k.put_record(now, "s", &entry, None, out)).unwrap();
    assert_eq!(shard, ShardId(3));
    let next = world.ask(|k, now, out| k.put_record(now, "s", &entry, Some(number), out)).unwrap().1;
    assert!(next > number);
    let future = SequenceNumber { arrival_second: number.arrival_second + 1, ..number };
    let put = world.ask(|k, now, out| k.put_record(now, "s", &entry, Some(future), out));
    refused(put, "InvalidArgumentException");
    for bad in ["", "01", "-1", "+1", "340282366920938463463374607431768211456", "1x"] {
        assert!(bad.parse::<HashKey>().is_err(), "{bad}");
    }
}

#[test]
fn nothing_is_put_into_a_stream_that_is_not_there() {
    let mut world = World::with_shards(1);
    world.ask(|k, now, out| k.delete_stream(now, "s", false, out)).unwrap();
    assert!(refused(world.put("k", 1), "ResourceNotFoundException").contains("123456789012"));
    world.after(30_000);
    assert!(world.kinesis.stream_named("s").is_err());
}

#[test]
fn a_zone_that_misses_records_catches_up_only_from_one_that_has_them() {
    let mut world = World::with_shards(1);
    world.ask(|k, now, out| k.pause_zone(now, 0, out)).unwrap();
    (0..100).for_each(|_| assert!(world.put("k", 1).is_ok()));
    for zone in [1, 2] {
        world.ask(|k, now, out| k.pause_zone(now, zone, out)).unwrap();
    }
    world.ask(|k, now, out| k.resume_zone(now, 0, out)).unwrap();
    world.after(600_000);
    assert_ne!(world.kinesis.zone_state(0, world.now), ZoneState::Running, "nobody has what it misses");
    world.ask(|k, now, out| k.resume_zone(now, 1, out)).unwrap();
    world.after(600_000);
    assert_eq!(world.kinesis.zone_state(0, world.now), ZoneState::Running);
    // A stream that goes takes along what zones know of it.
    world.ask(|k, now, out| k.delete_stream(now, "s", true, out)).unwrap();
    world.after(60_000);
    world.kinesis.check();
}

#[test]
fn two_of_three_zones_are_enough_and_none_is_missed_after_catching_up() {
    let mut world = World::with_shards(1);
    world.put("k", 1).unwrap();
    world.ask(|k, now, out| k.pause_zone(now, 0, out)).unwrap();
    for _ in 0..900 {
        world.put("k", 1).unwrap();
    }
    let copies = |world: &World| world.kinesis.copies(StreamId(0), ShardId(0), world.now);
    assert_eq!(copies(&world), [1, 901, 901]);
    world.ask(|k, now, out| k.pause_zone(now, 1, out)).unwrap();
    refused(world.put("k", 1), "InternalFailure");
    let iterator = world.iterator(0, IteratorType::TrimHorizon);
    assert_eq!(world.get(iterator).unwrap().to, 901, "one zone is enough to read");
    world.ask(|k, now, out| k.resume_zone(now, 0, out)).unwrap();
    world.put("k", 1).unwrap();
    world.after(20);
    let behind = copies(&world)[0];
    assert!(behind > 1 && behind < 902, "{behind}");
    assert_eq!(copies(&world)[1], 901, "still paused");
    world.after(1_000);
    world.ask(|k, now, out| k.resume_zone(now, 1, out)).unwrap();
    world.after(1_000);
    assert_eq!(copies(&world), [902, 902, 902]);
    refused(world.ask(|k, now, out| k.pause_zone(now, 3, out)), "InvalidArgumentException");
}

#[test]
fn acknowledged_records_survive_any_order_of_pauses() {
    let mut world = World::with_shards(1);
    for (zone, pause) in [(2, true), (2, false), (0, true), (1, true), (2, true)] {
        for _ in 0..300 {
            let _ = world.put("k", 1);
        }
        world
            .ask(|k, now, out| if pause { k.pause_zone(now, zone, out) } else { k.resume_zone(now, zone, out) })
            .unwrap();
    }
    let acknowledged = world.stream().shards[0].log.end();
    let iterator = world.iterator(0, IteratorType::TrimHorizon);
    refused(world.get(iterator), "InternalFailure");
    for zone in 0..3 {
        world.ask(|k, now, out| k.resume_zone(now, zone, out)).unwrap();
        world.after(2_000);
    }
    assert_eq!(world.get(iterator).unwrap().to, acknowledged);
}
