use super::*;
use alloc::format;

fn register(world: &mut World, name: &str) -> Result<ConsumerId, Error> {
    world.ask(|k, now, out| k.register_consumer(now, "s", name, out))
}

fn named(name: &str) -> ConsumerRef {
    ConsumerRef { stream_name: "s".into(), consumer_name: name.into(), creation_second: None }
}

fn subscribe(world: &mut World, name: &str, shard: u32, start: IteratorType) -> Result<SubscriptionId, Error> {
    world.ask(|k, now, out| k.subscribe(now, &named(name), ShardId(shard), start, false, out))
}

/// A stream of so many shards with a consumer "c" that is ACTIVE.
fn world(shards: u32) -> World {
    let mut world = World::with_shards(shards);
    register(&mut world, "c").unwrap();
    world.after(30_000);
    world
}

#[test]
fn a_consumer_is_creating_then_active_and_its_name_is_taken() {
    let mut world = World::with_shards(1);
    register(&mut world, "c").unwrap();
    let status = |world: &World| world.stream().fan_out.consumers[0].status;
    assert_eq!(status(&world), ConsumerStatus::Creating);
    let message = refused(subscribe(&mut world, "c", 0, IteratorType::Latest), "ResourceInUseException");
    assert!(message.contains("CREATING"), "{message}");
    refused(register(&mut world, "c"), "ResourceInUseException");
    world.after(30_000);
    assert_eq!(status(&world), ConsumerStatus::Active);
    refused(register(&mut world, "no spaces"), "ValidationException");
    refused(subscribe(&mut world, "other", 0, IteratorType::Latest), "ResourceNotFoundException");
    refused(subscribe(&mut world, "c", 7, IteratorType::Latest), "ResourceNotFoundException");
}

#[test]
fn five_may_be_creating_and_twenty_registered() {
    let mut world = World::with_shards(1);
    for round in 0..4 {
        for number in 0..5 {
            register(&mut world, &format!("c{round}{number}")).unwrap();
            world.after(1_000);
        }
        if round < 3 {
            let message = refused(register(&mut world, "sixth"), "LimitExceededException");
            assert!(message.contains("CREATING"), "{message}");
        }
        world.after(30_000);
    }
    let message = refused(register(&mut world, "one-more"), "LimitExceededException");
    assert!(message.contains("20"), "{message}");
}

#[test]
fn a_stream_with_consumers_goes_only_with_them() {
    let mut world = world(1);
    subscribe(&mut world, "c", 0, IteratorType::Latest).unwrap();
    refused(world.ask(|k, now, out| k.delete_stream(now, "s", false, out)), "ResourceInUseException");
    world.ask(|k, now, out| k.delete_stream(now, "s", true, out)).unwrap();
    assert_eq!(world.out.endings(), [(SubscriptionId(0), Ending::Gone)]);
}

/// Milliseconds from arrival to push of so many records, one every so many milliseconds: the mean, the least, the most. Who
/// holds is ready for the next event as soon as one has come.
fn latency(every: u64, records: u64, holds: bool) -> (u64, u64, u64) {
    let mut world = world(1);
    let subscription =
        world.ask(|k, now, out| k.subscribe(now, &named("c"), ShardId(0), IteratorType::Latest, holds, out)).unwrap();
    world.after(1_000);
    let (mut arrived, mut all) = (Vec::new(), Vec::new());
    for millis in 0..every * records + 200 {
        if millis % every == 0 && arrived.len() < records as usize {
            world.put("k", 100).unwrap();
            arrived.push(millis);
        }
        world.after(1);
        for push in world.out.pushes() {
            assert_eq!(push.millis_behind_latest, 0, "nothing older is left");
            all.extend((push.from..push.to).map(|record| millis + 1 - arrived[record as usize]));
        }
        world.out.effects.clear();
        let stream = world.stream().id;
        world.ask(|k, now, out| k.ready(stream, subscription, now, out));
    }
    assert_eq!(all.len() as u64, records);
    (all.iter().sum::<u64>() / records, *all.iter().min().unwrap(), *all.iter().max().unwrap())
}

#[test]
fn records_are_pushed_70_milliseconds_after_they_arrive_at_every_rate() {
    for (every, records) in [(2, 900), (7, 900), (60, 900), (1_000, 250)] {
        for holds in [false, true] {
            let (mean, least, most) = latency(every, records, holds);
            let how = format!("one record every {every} ms, holding: {holds}");
            assert!((67..=74).contains(&mean), "{mean} ms, {how}");
            assert!(least >= 35 && (100..=156).contains(&most), "{least} to {most} ms, {how}");
        }
    }
}

#[test]
fn without_records_an_event_says_every_five_seconds_where_it_is() {
    let mut world = world(1);
    subscribe(&mut world, "c", 0, IteratorType::Latest).unwrap();
    world.after(21_000);
    let empty: Vec<_> = world.out.pushes().iter().map(|push| push.to - push.from).collect();
    assert_eq!(empty, [0, 0, 0, 0]);
    let continuation = world.out.pushes()[3].continuation.unwrap();
    let (_, first) = world.put("k", 1).unwrap();
    assert!(continuation < first);
    world.after(1_000);
    world.out.effects.clear();
    subscribe(&mut world, "c", 0, IteratorType::AfterSequenceNumber(continuation)).unwrap();
    world.after(1_000);
    assert_eq!((world.out.pushes()[0].from, world.out.pushes()[0].to), (0, 1));
}

#[test]
fn each_consumer_has_two_mebibytes_a_second_of_a_shard() {
    let mut world = world(1);
    register(&mut world, "d").unwrap();
    world.after(30_000);
    // 40 MiB wait for both.
    for _ in 0..40 {
        world.put("k", (1 << 20) - 1).unwrap();
        world.after(1_100);
    }
    subscribe(&mut world, "c", 0, IteratorType::TrimHorizon).unwrap();
    subscribe(&mut world, "d", 0, IteratorType::TrimHorizon).unwrap();
    world.after(10_000);
    for subscription in [SubscriptionId(0), SubscriptionId(1)] {
        let pushed: u64 =
            world.out.pushes().iter().filter(|p| p.subscription == subscription).map(|p| u64::from(p.bytes)).sum();
        // One second's worth at once, and two mebibytes for each of the ten.
        assert!((20 << 20..=22 << 20).contains(&pushed), "{pushed}");
    }
    assert!(world.out.pushes().last().unwrap().millis_behind_latest > 10_000);
}

#[test]
fn a_subscription_is_taken_over_after_five_seconds_and_expires_after_five_minutes() {
    let mut world = world(1);
    let first = subscribe(&mut world, "c", 0, IteratorType::Latest).unwrap();
    world.after(999);
    refused(subscribe(&mut world, "c", 0, IteratorType::Latest), "LimitExceededException");
    world.after(4_000);
    refused(subscribe(&mut world, "c", 0, IteratorType::Latest), "ResourceInUseException");
    world.after(1);
    let second = subscribe(&mut world, "c", 0, IteratorType::Latest).unwrap();
    assert_eq!(world.out.endings(), [(first, Ending::TakenOver)]);
    world.after(299_999);
    assert_eq!(world.out.endings().len(), 1);
    world.after(1);
    assert_eq!(world.out.endings()[1], (second, Ending::Expired));
    let pushes = world.out.pushes().len();
    world.put("k", 1).unwrap();
    world.after(10_000);
    assert_eq!(world.out.pushes().len(), pushes, "nobody is subscribed any more");
}

#[test]
fn the_end_of_a_closed_shard_names_its_children() {
    let mut world = world(1);
    let half = crate::hash::HashKey(1 << 127);
    subscribe(&mut world, "c", 0, IteratorType::Latest).unwrap();
    world.put("k", 1).unwrap();
    world.ask(|k, now, out| k.split_shard(now, "s", ShardId(0), &half.to_string(), out)).unwrap();
    world.after(31_000);
    let last = world.out.pushes().pop().unwrap().clone();
    assert_eq!((last.continuation, &last.child_shards[..]), (None, &[ShardId(1), ShardId(2)][..]));
    assert_eq!(world.out.endings(), [(SubscriptionId(0), Ending::ShardEnd)]);
}

/// A subscriber that was busy when its shard was closed hears of the end as soon as it is ready, not with the next heartbeat.
#[test]
fn the_end_of_a_closed_shard_is_pushed_at_once_to_who_is_ready_again() {
    let mut world = world(1);
    let half = crate::hash::HashKey(1 << 127);
    let subscribed =
        world.ask(|k, now, out| k.subscribe(now, &named("c"), ShardId(0), IteratorType::Latest, true, out));
    let subscription = subscribed.unwrap();
    world.put("k", 1).unwrap();
    world.after(1_000);
    assert_eq!(world.out.pushes().len(), 1);
    world.ask(|k, now, out| k.split_shard(now, "s", ShardId(0), &half.to_string(), out)).unwrap();
    world.after(31_000);
    assert_eq!(world.out.endings(), [], "it is busy");
    let stream = world.stream().id;
    world.ask(|k, now, out| k.ready(stream, subscription, now, out));
    world.after(0);
    assert_eq!(world.out.endings(), [(subscription, Ending::ShardEnd)]);
}

/// Where nothing arrives, one that is ready again hears when any other subscriber would: five seconds after the last event.
#[test]
fn who_is_ready_again_gets_its_heartbeat_in_time() {
    let mut world = world(1);
    let subscribed =
        world.ask(|k, now, out| k.subscribe(now, &named("c"), ShardId(0), IteratorType::Latest, true, out));
    let subscription = subscribed.unwrap();
    world.put("k", 1).unwrap();
    world.after(300);
    let stream = world.stream().id;
    world.after(4_000);
    world.ask(|k, now, out| k.ready(stream, subscription, now, out));
    world.after(1_000);
    assert_eq!(world.out.pushes().len(), 2, "the record, and a sign of life");
}

#[test]
fn a_consumer_that_goes_ends_what_it_was_subscribed_to() {
    let mut world = world(2);
    subscribe(&mut world, "c", 0, IteratorType::Latest).unwrap();
    subscribe(&mut world, "c", 1, IteratorType::Latest).unwrap();
    world.ask(|k, now, out| k.deregister_consumer(now, &named("c"), out)).unwrap();
    assert_eq!(world.out.endings().len(), 2);
    refused(subscribe(&mut world, "c", 0, IteratorType::Latest), "ResourceInUseException");
    world.after(30_000);
    assert!(world.stream().fan_out.consumers.is_empty());
    refused(subscribe(&mut world, "c", 0, IteratorType::Latest), "ResourceNotFoundException");
}
