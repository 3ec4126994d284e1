use super::*;

#[test]
fn an_iterator_lives_300_seconds() {
    let mut world = World::with_shards(1);
    let iterator = world.iterator(0, IteratorType::TrimHorizon);
    world.after(299_900);
    world.get(iterator).unwrap();
    world.after(200);
    refused(world.get(iterator), "ExpiredIteratorException");
}

#[test]
fn every_iterator_type_starts_where_aws_says() {
    let mut world = World::with_shards(2);
    let numbers: Vec<_> = (0..3)
        .map(|_| {
            world.after(1_000);
            world.put("truck_1", 1).unwrap().1
        })
        .collect();
    let second = world.now - Duration::SECOND;
    let first_of_shard = world.stream().shards[0].starting_sequence_number();
    let cases = [
        (IteratorType::TrimHorizon, 0),
        (IteratorType::Latest, 3),
        (IteratorType::AtSequenceNumber(numbers[1]), 1),
        (IteratorType::AfterSequenceNumber(numbers[1]), 2),
        (IteratorType::AtSequenceNumber(first_of_shard), 0),
        (IteratorType::AfterSequenceNumber(first_of_shard), 0),
        (IteratorType::AtTimestamp(second), 1),
        (IteratorType::AtTimestamp(Instant::from_secs(0)), 0),
    ];
    for (kind, expected) in cases {
        world.after(1_000);
        assert_eq!(world.iterator(0, kind).position, expected, "{kind:?}");
    }
    let mut ask = |shard, kind| world.ask(|k, now, _| k.get_shard_iterator(now, "s", ShardId(shard), kind));
    refused(ask(1, IteratorType::AtSequenceNumber(numbers[1])), "InvalidArgumentException");
    refused(ask(9, IteratorType::Latest), "ResourceNotFoundException");
    let future = second + Duration::from_hours(1);
    refused(ask(0, IteratorType::AtTimestamp(future)), "InvalidArgumentException");
}

#[test]
fn five_calls_a_second_for_all_readers_together() {
    let mut world = World::with_shards(1);
    let iterator = world.iterator(0, IteratorType::TrimHorizon);
    let passed = (0..6).filter(|_| world.get(iterator).is_ok()).count();
    assert_eq!(passed, 5);
    world.after(200);
    world.get(iterator).unwrap();
    refused(world.get(iterator), "ProvisionedThroughputExceededException");
}

#[test]
fn after_ten_mebibytes_a_shard_pauses_five_seconds() {
    let mut world = World::with_shards(1);
    for _ in 0..21 {
        world.put("k", (1 << 20) - 1).unwrap();
        world.after(1_000);
    }
    let iterator = world.iterator(0, IteratorType::TrimHorizon);
    let first = world.get(iterator).unwrap();
    assert_eq!((first.to, first.bytes), (10, 10 << 20));
    assert!(first.millis_behind_latest > 10_000);
    for _ in 0..4 {
        world.after(1_249);
        refused(world.get(first.next_shard_iterator.unwrap()), "ProvisionedThroughputExceededException");
    }
    world.after(4);
    let second = world.get(first.next_shard_iterator.unwrap()).unwrap();
    assert_eq!((second.from, second.to), (10, 20));
}

/// The limit by which a call was refused.
fn refused_by<T: core::fmt::Debug>(answer: Result<T, Error>) -> Option<Limit> {
    answer.unwrap_err().limit()
}

#[test]
fn two_thousand_records_a_second_are_shared() {
    let mut world = World::with_shards(1);
    for _ in 0..3 {
        (0..1_000).for_each(|_| world.put("k", 1).map(drop).unwrap());
        world.after(1_000);
    }
    let iterator = world.iterator(0, IteratorType::TrimHorizon);
    let mut get = |limit| world.ask(|k, now, out| k.get_records(now, iterator, Some(limit), out));
    assert_eq!([get(1_500), get(500)].map(|answer| answer.unwrap().to), [1_500, 500]);
    // The limit has been reached, and is gone over by the next, which is answered whole.
    assert_eq!(get(1).unwrap().to, 1);
    assert_eq!(refused_by(get(1)), Some(Limit::ReadRecords));
    refused(get(0), "ValidationException");
    refused(get(10_001), "ValidationException");
    world.after(1_000);
    assert_eq!(
        refused_by(world.get(iterator)),
        Some(Limit::ReadRecords),
        "one record over takes half a millisecond more"
    );
    world.after(1);
    assert_eq!(world.get(iterator).unwrap().to, 3_000);
    world.after(1_499);
    assert_eq!(refused_by(world.get(iterator)), Some(Limit::ReadRecords), "a thousand over take half a second more");
    world.after(1);
    world.get(iterator).unwrap();
}

#[test]
fn the_limit_that_was_gone_over_is_named() {
    // 2.7 MB and 3,003 records: a quarter over the one limit, a half over the other; without the small ones only over the first.
    for (small, named, millis) in [(1_000, Limit::ReadRecords, 1_502), (0, Limit::ReadBytes, 1_288)] {
        let mut world = World::with_shards(1);
        for _ in 0..3 {
            world.put("large", 900_000).unwrap();
            world.after(1_000);
            (0..small).for_each(|_| world.put("k", 1).map(drop).unwrap());
            world.after(1_000);
        }
        let iterator = world.iterator(0, IteratorType::TrimHorizon);
        assert_eq!(world.get(iterator).unwrap().to, 3 * (small + 1));
        assert_eq!(refused_by(world.get(iterator)), Some(named));
        world.after(millis - 2);
        assert_eq!(refused_by(world.get(iterator)), Some(named));
        world.after(2);
        world.get(iterator).unwrap();
        let refusals: Vec<_> = (0..5).map(|_| refused_by(world.get(iterator))).collect();
        assert_eq!((refusals[0], refusals[4]), (Some(named), Some(Limit::GetRecordsCalls)));
    }
}

#[test]
fn what_has_expired_never_comes_back() {
    let mut world = World::with_shards(1);
    let hour = 3_600_000;
    world.put("k", 1).unwrap();
    world.after(2 * hour);
    world.put("k", 2).unwrap();
    world.after(22 * hour - 1);
    let from = |world: &mut World| {
        let iterator = world.iterator(0, IteratorType::TrimHorizon);
        let got = world.get(iterator).unwrap();
        (got.from, got.to)
    };
    assert_eq!(from(&mut world), (0, 2), "at 23:59:59.999");
    world.after(2);
    assert_eq!(from(&mut world), (1, 2), "at 24:00:00.001");
    world.ask(|k, now, out| k.increase_retention(now, "s", 48, out)).unwrap();
    assert_eq!(from(&mut world), (1, 2));
    world.after(23 * hour);
    assert_eq!(from(&mut world), (1, 2), "the second one lives to hour 50");
    world.ask(|k, now, out| k.decrease_retention(now, "s", 24, out)).unwrap();
    assert_eq!(from(&mut world), (2, 2));
    world.ask(|k, now, out| k.increase_retention(now, "s", 8_760, out)).unwrap();
    assert_eq!(from(&mut world), (2, 2));
}

#[test]
fn retention_has_its_bounds() {
    let mut world = World::with_shards(1);
    let mut set = |hours, more: bool| {
        world.after(1_000);
        world.ask(|k, now, out| {
            if more { k.increase_retention(now, "s", hours, out) } else { k.decrease_retention(now, "s", hours, out) }
        })
    };
    refused(set(8_761, true), "InvalidArgumentException");
    refused(set(23, false), "InvalidArgumentException");
    set(48, true).unwrap();
    refused(set(47, true), "InvalidArgumentException");
    refused(set(49, false), "InvalidArgumentException");
    set(24, false).unwrap();
}

#[test]
fn a_closed_shard_ends_with_its_children() {
    let mut world = World::with_shards(1);
    world.put("truck_1", 1).unwrap();
    let iterator = world.iterator(0, IteratorType::TrimHorizon);
    let latest = world.iterator(0, IteratorType::Latest);
    let middle = world.stream().shards[0].range.midpoint();
    world.ask(|k, now, out| k.split_shard(now, "s", ShardId(0), &middle.to_string(), out)).unwrap();
    world.put("truck_1", 1).unwrap();
    assert!(world.get(latest).unwrap().next_shard_iterator.is_some(), "the parent is open while UPDATING");
    world.after(30_000);
    let end = world.get(iterator).unwrap();
    assert_eq!((end.to, end.next_shard_iterator, end.child_shards), (2, None, [ShardId(1), ShardId(2)].to_vec()));
}
