use super::*;
use crate::hash::{HashKey, HashKeyRange, uniform_ranges};

fn split(world: &mut World, shard: u32, at: HashKey) -> Result<(), Error> {
    world.ask(|k, now, out| k.split_shard(now, "s", ShardId(shard), &at.to_string(), out))
}
fn merge(world: &mut World, shard: u32, adjacent: u32) -> Result<(), Error> {
    world.ask(|k, now, out| k.merge_shards(now, "s", ShardId(shard), ShardId(adjacent), out))
}

#[test]
fn a_split_takes_a_lifecycle_and_closes_the_parent() {
    let mut world = World::with_shards(4);
    let at = HashKey(212_676_479_325_586_539_664_609_129_644_855_132_160);
    split(&mut world, 2, at).unwrap();
    assert_eq!(world.stream().status, StreamStatus::Updating);
    assert!(refused(split(&mut world, 1, at), "ResourceInUseException").contains("UPDATING"));
    world.after(29_999);
    assert_eq!(world.open(), [0, 1, 2, 3]);
    world.after(1);
    assert_eq!((world.open(), world.stream().status), ([0, 1, 4, 5, 3].to_vec(), StreamStatus::Active));
    let stream = world.stream();
    assert_eq!(stream.shards[5].range.starting_hash_key, at);
    assert_eq!(stream.shards[4].parent, Some(ShardId(2)));
    assert_eq!(stream.shards[4].adjacent_parent, None);
    assert!(stream.shards[4].starting_sequence_number() > stream.shards[2].ending_sequence_number().unwrap());
    assert!(refused(split(&mut world, 2, at), "InvalidArgumentException").contains("already been merged or split"));
    refused(split(&mut world, 17, at), "ResourceNotFoundException");
    refused(split(&mut world, 0, at), "InvalidArgumentException");
}

#[test]
fn only_neighbours_merge_and_only_in_order() {
    let mut world = World::with_shards(4);
    refused(merge(&mut world, 0, 2), "InvalidArgumentException");
    refused(merge(&mut world, 1, 0), "InvalidArgumentException");
    refused(merge(&mut world, 0, 0), "InvalidArgumentException");
    merge(&mut world, 0, 1).unwrap();
    world.after(30_000);
    let child = &world.stream().shards[4];
    assert_eq!((child.parent, child.adjacent_parent), (Some(ShardId(0)), Some(ShardId(1))));
    assert_eq!(world.open(), [4, 2, 3]);
    refused(merge(&mut world, 0, 1), "InvalidArgumentException");
}

#[test]
fn update_shard_count_cuts_and_joins_from_left_to_right() {
    for (from, to, total) in
        [(2, 4, 6), (4, 2, 6), (4, 5, 15), (4, 3, 11), (2, 3, 7), (5, 3, 13), (10, 13, 43), (10, 15, 35)]
    {
        let mut world = World::with_shards(from);
        world.ask(|k, now, out| k.update_shard_count(now, "s", to, out)).unwrap();
        world.after(30_000 * 100);
        let stream = world.stream();
        assert_eq!(stream.status, StreamStatus::Active, "{from} to {to}");
        assert_eq!(stream.shards.len(), total, "{from} to {to}");
        let ranges = |(shard, ideal): (&Shard, HashKeyRange)| {
            shard.range.starting_hash_key.0.abs_diff(ideal.starting_hash_key.0) < 64
        };
        assert_eq!(stream.open_shards().len() as u32, to);
        assert!(stream.open_shards().zip(uniform_ranges(to)).all(ranges), "{from} to {to}");
    }
    let mut world = World::with_shards(4);
    world.ask(|k, now, out| k.update_shard_count(now, "s", 3, out)).unwrap();
    world.after(30_000 * 100);
    assert_eq!(world.open(), [6, 9, 10]);
}

#[test]
fn update_shard_count_has_its_limits() {
    let mut world = World::with_shards(4);
    let update = |world: &mut World, to| {
        let asked = world.ask(|k, now, out| k.update_shard_count(now, "s", to, out));
        world.after(30_000 * 20);
        asked
    };
    for target in [9, 1] {
        refused(update(&mut world, target), "LimitExceededException");
    }
    refused(update(&mut world, 0), "ValidationException");
    for round in 0..10 {
        update(&mut world, 3 + round % 2).unwrap();
    }
    refused(update(&mut world, 5), "LimitExceededException");
    world.after(24 * 3_600_000);
    update(&mut world, 5).unwrap();
}

#[test]
fn sequence_numbers_rise_down_the_lineage_at_any_lifecycle_time() {
    let mut world = World::with_shards(1);
    world.kinesis.account.lifecycle = Duration::from_millis(1);
    for _ in 0..4 {
        let (shard, middle) = {
            let shard = world.stream().open_shards().next().unwrap();
            (shard.id.0, shard.range.midpoint())
        };
        world.put("truck_5", 1).unwrap();
        split(&mut world, shard, middle).unwrap();
        world.after(1);
    }
    let stream = world.stream();
    for shard in &stream.shards {
        let Some(parent) = shard.parent else { continue };
        assert!(shard.starting_sequence_number() > stream.shard(parent).unwrap().ending_sequence_number().unwrap());
    }
}

#[test]
fn lists_show_what_each_filter_means() {
    let mut world = World::with_shards(2);
    let start = world.now;
    world.after(1_000);
    split(&mut world, 0, HashKey(1 << 126)).unwrap();
    world.after(30_000);
    let mut list = |filter| {
        let page = world.ask(|k, now, _| k.list_shards(now, "s", filter, None)).unwrap();
        page.shards.iter().map(|id| id.0).collect::<Vec<_>>()
    };
    assert_eq!(list(ShardFilter::FromTrimHorizon), [0, 1, 2, 3]);
    assert_eq!(list(ShardFilter::AtTrimHorizon), [0, 1]);
    assert_eq!(list(ShardFilter::AtLatest), [1, 2, 3]);
    assert_eq!(list(ShardFilter::AfterShardId(ShardId(1))), [2, 3]);
    assert_eq!(list(ShardFilter::AtTimestamp(start)), [0, 1]);
    assert_eq!(list(ShardFilter::FromTimestamp(start + Duration::from_secs(31))), [1, 2, 3]);
    world.after(24 * 3_600_000 + 1);
    let page = world.ask(|k, now, _| k.list_shards(now, "s", ShardFilter::default(), None)).unwrap();
    assert_eq!(page.shards, [ShardId(1), ShardId(2), ShardId(3)], "shard 0 has expired");
}

#[test]
fn pages_follow_each_other_and_tokens_expire() {
    let mut world = World::with_shards(2_500);
    let first = world.ask(|k, now, _| k.list_shards(now, "s", ShardFilter::default(), Some(5_000))).unwrap();
    assert_eq!(first.shards.len(), 1_000);
    let token = first.next_token.unwrap();
    let second = world.ask(|k, now, _| k.list_more_shards(now, token, None)).unwrap();
    let third = world.ask(|k, now, _| k.list_more_shards(now, second.next_token.unwrap(), None)).unwrap();
    assert_eq!((third.shards.len(), third.next_token), (500, None));
    assert_eq!(third.shards[499], ShardId(2_499));
    world.after(300_001);
    refused(world.ask(|k, now, _| k.list_more_shards(now, token, None)), "ExpiredNextTokenException");
}

#[test]
fn calls_have_their_rates() {
    let mut world = World::with_shards(1);
    for _ in 0..10 {
        world.ask(|k, now, _| k.describe_stream(now, "s", None, None).map(drop)).unwrap();
    }
    refused(world.ask(|k, now, _| k.describe_stream(now, "s", None, None).map(drop)), "LimitExceededException");
    world.ask(|k, now, _| k.describe_stream_summary(now, "s").map(drop)).unwrap();
    let (names, more) = world.ask(|k, now, _| k.list_streams(now, None, Some(1))).unwrap();
    assert_eq!((names.len(), more), (1, false));
}

#[test]
fn a_split_under_way_counts_against_the_shards_of_the_account() {
    let mut world = World::with_shards(2);
    world.kinesis.account.shard_limit = 4;
    let middle = world.stream().shards[0].range.midpoint();
    split(&mut world, 0, middle).unwrap();
    let mut create = |name: &str, shards| {
        world.ask(|k, now, out| k.create_stream(now, name, StreamMode::Provisioned, Some(shards), out))
    };
    refused(create("two", 2), "LimitExceededException");
    create("one", 1).unwrap();
}
