use super::*;
use alloc::collections::BTreeSet;
use alloc::format;

#[test]
fn a_message_that_is_received_is_hidden_until_its_timeout() {
    let mut world = World::new("jobs", &[]);
    world.send(&entry("a")).unwrap();
    assert_eq!(world.depth(), (1, 0, 0));
    let received = world.receive();
    assert_eq!(bodies(&received), ["a"]);
    assert_eq!((world.depth(), world.receive().len()), ((0, 1, 0), 0));
    world.after(29_999);
    assert_eq!(world.receive(), []);
    world.after(1);
    assert_eq!(world.depth(), (1, 0, 0));
    let again = world.receive();
    assert_eq!(again[0].message.receive_count, 2);
    // The first handle is not the latest: it deletes nothing, and nobody says so.
    world.delete(&received[0]).unwrap();
    assert_eq!(world.depth(), (0, 1, 0));
    world.delete(&again[0]).unwrap();
    assert_eq!(world.depth(), (0, 0, 0));
    world.delete(&again[0]).unwrap();
}

#[test]
fn visibility_is_changed_up_to_twelve_hours_in_all() {
    let mut world = World::new("jobs", &[]);
    world.send(&entry("a")).unwrap();
    let received = world.receive();
    let change = |world: &mut World, seconds| {
        let (now, queue) = (world.now, world.queue);
        world.sqs.change_visibility(now, queue, received[0].handle, seconds, &mut world.out)
    };
    refused(change(&mut world, 43_201), "InvalidParameterValue", "43200");
    change(&mut world, 43_200).unwrap();
    world.after(1_000);
    refused(change(&mut world, 43_200), "InvalidParameterValue", "beyond the limit");
    change(&mut world, 0).unwrap();
    assert_eq!(world.depth(), (1, 0, 0));
    // It has expired: AWS answers with success, and nothing happens.
    change(&mut world, 5).unwrap();
    assert_eq!(world.depth(), (1, 0, 0));
    assert_eq!(bodies(&world.receive()), ["a"]);
    refused(change(&mut world, 5), "InvalidParameterValue", "not available for visibility timeout change.");
    let wrong = ReceiptHandle { queue: QueueId(9), ..received[0].handle };
    let of_another = world.sqs.delete(world.now, world.queue, wrong, &mut world.out);
    refused(of_another, "ReceiptHandleIsInvalid", "invalid");
}

#[test]
fn messages_are_delayed_by_the_queue_or_by_themselves() {
    let mut world = World::new("jobs", &[("DelaySeconds", "10")]);
    world.send(&entry("usual")).unwrap();
    world.send(&Entry { delay_seconds: Some(0), ..entry("at once") }).unwrap();
    world.send(&Entry { delay_seconds: Some(900), ..entry("late") }).unwrap();
    assert_eq!(world.depth(), (1, 0, 2));
    assert_eq!(bodies(&world.receive()), ["at once"]);
    world.after(10_000);
    assert_eq!(bodies(&world.receive()), ["usual"]);
    refused(world.send(&Entry { delay_seconds: Some(901), ..entry("x") }), "InvalidParameterValue", "900");
}

#[test]
fn sizes_and_batches_have_their_limits() {
    let mut world = World::new("jobs", &[("MaximumMessageSize", "1024")]);
    let long = "x".repeat(1_025);
    refused(world.send(&entry(&long)), "InvalidParameterValue", "shorter than 1024");
    refused(world.send(&entry("")), "MissingParameter", "MessageBody");
    world.send(&entry(&long[..1_024])).unwrap();
    let mut batch = |entries: &[Entry<'_>]| world.sqs.send_batch(world.now, world.queue, entries, &mut world.out);
    refused(batch(&[]), "EmptyBatchRequest", "at least one SendMessageBatchRequestEntry");
    refused(batch(&vec![entry("a"); 11]), "TooManyEntriesInBatchRequest", "You have sent 11");
    refused(batch(&vec![Entry { bytes: 200_000, ..entry("a") }; 6]), "BatchRequestTooLong", "1200000");
    let results = batch(&[entry("a"), entry(&long), entry("b")]).unwrap();
    assert!(results[0].is_ok() && results[2].is_ok());
    assert_eq!(results[1].as_ref().unwrap_err().code, "InvalidParameterValue");
    for options in [
        ReceiveOptions { max_number_of_messages: Some(11), ..ReceiveOptions::default() },
        ReceiveOptions { max_number_of_messages: Some(0), ..ReceiveOptions::default() },
        ReceiveOptions { visibility_timeout: Some(43_201), ..ReceiveOptions::default() },
        ReceiveOptions { wait_time_seconds: Some(21), ..ReceiveOptions::default() },
        ReceiveOptions { receive_request_attempt_id: Some("a"), ..ReceiveOptions::default() },
    ] {
        refused(world.poll(options), "InvalidParameterValue", "invalid");
    }
}

#[test]
fn messages_expire_by_the_retention_period() {
    let mut world = World::new("jobs", &[("MessageRetentionPeriod", "60")]);
    world.send(&entry("a")).unwrap();
    world.receive();
    world.after(59_999);
    assert_eq!(world.state().depth(world.now).approximate_age_of_oldest_message, 59_999);
    assert_eq!(world.receive().len(), 1);
    world.after(1);
    assert_eq!((world.receive().len(), world.state().total.expired), (0, 1));
    assert_eq!(world.depth(), (0, 0, 0));
}

#[test]
fn a_queue_with_one_message_answers_a_short_poll() {
    let empty = |world: &mut World, polls: u32| {
        world.send(&entry("m")).unwrap();
        let poll = ReceiveOptions { visibility_timeout: Some(0), ..ReceiveOptions::default() };
        let empty = (0..polls).filter(|_| world.poll(poll).unwrap().is_empty()).count() as u32;
        assert_eq!(world.state().total.number_of_empty_receives, u64::from(empty));
        empty
    };
    let few = empty(&mut World::new("jobs", &[]), 100_000);
    assert!((1..100).contains(&few), "{few} of 100,000");
    let half = empty(&mut World::sampling(1_000, "jobs", &[]), 10_000);
    assert!((4_500..5_500).contains(&half), "{half} of 10,000");
    assert_eq!(empty(&mut World::sampling(0, "jobs", &[]), 10_000), 0);
}

#[test]
fn a_short_poll_that_samples_asks_some_partitions_and_a_long_one_all() {
    let mut world = World::sampling(1_000, "jobs", &[]);
    (0..4).for_each(|n| drop(world.send(&entry(&format!("m{n}")))));
    let one = |wait| ReceiveOptions {
        max_number_of_messages: Some(10),
        visibility_timeout: Some(0),
        wait_time_seconds: Some(wait),
        ..ReceiveOptions::default()
    };
    // What is hidden for no time comes again within the call, once each.
    let missed = (0..200).filter(|_| world.poll(one(0)).unwrap().len() < 4).count();
    assert!(missed > 50, "{missed} of 200 short polls see less than there is");
    let missed = (0..200).filter(|_| world.poll(one(1)).unwrap().len() < 4).count();
    assert_eq!(missed, 0, "long polls see all");
}

#[test]
fn order_is_best_effort_and_now_and_then_a_message_comes_twice() {
    let mut world = World::new("jobs", &[]);
    for n in 0..20_000 {
        world.send(&entry(&format!("{n:05}"))).unwrap();
    }
    let (mut seen, mut order, mut twice) = (BTreeSet::new(), Vec::new(), 0);
    loop {
        let received = world.receive();
        if received.is_empty() {
            break;
        }
        for one in &received {
            twice += u32::from(!seen.insert(one.message.id));
            order.push(one.message.id);
            world.delete(one).unwrap();
        }
    }
    assert_eq!(seen.len(), 20_000, "none is lost");
    assert!((3..=25).contains(&twice), "about 500 in a million: {twice}");
    let inverted = order.windows(2).filter(|pair| pair[0] > pair[1]).count();
    assert!((1_000..12_000).contains(&inverted), "{inverted} neighbours in the wrong order");
    // But old ones come before new ones on the whole.
    let half = order.len() / 2;
    let sum = |part: &[MessageId]| part.iter().map(|id| id.0).sum::<u64>() / part.len() as u64;
    assert!(sum(&order[..half]) * 2 < sum(&order[half..]));
}

#[test]
fn with_120_000_in_flight_a_short_poll_is_refused() {
    let mut world = World::new("jobs", &[]);
    let made = Entry { content: Content::Made { source: 0, index: 0 }, bytes: 100, ..entry("x") };
    for _ in 0..120_050 {
        world.send(&made).unwrap();
    }
    while world.state().depth(world.now).approximate_number_of_messages_not_visible < 120_000 {
        assert!(!world.receive().is_empty());
    }
    refused(world.poll(ReceiveOptions::default()), "OverLimit", "120000");
    assert_eq!(world.receive(), [], "a long poll has nothing to say");
}

#[test]
fn a_noisy_group_waits_for_the_others() {
    let mut world = World::new("jobs", &[]);
    let of = |group: &'static str, body: &str| Entry { message_group_id: Some(group), ..entry(body) }.content.clone();
    let send = |world: &mut World, group: &'static str, body: &str| {
        let entry = Entry { content: of(group, body), message_group_id: Some(group), ..entry(body) };
        world.send(&entry).unwrap();
    };
    (0..500).for_each(|_| send(&mut world, "loud", "loud"));
    // Fifty of it are in flight: more than a tenth, and more than thirty.
    (0..5).for_each(|_| assert_eq!(world.receive().len(), 10));
    assert_eq!(world.state().depth(world.now).approximate_number_of_noisy_groups, 1);
    (0..8).for_each(|_| send(&mut world, "quiet", "quiet"));
    let received = world.receive();
    assert_eq!(bodies(&received)[..8], ["quiet"; 8], "it came last, and is first");
    assert_eq!(bodies(&received)[8..], ["loud"; 2]);
    // Once the backlog is gone, the group is quiet again.
    while !world.receive().is_empty() {}
    world.after(1);
    assert_eq!(world.receive(), []);
    assert_eq!(world.state().depth(world.now).approximate_number_of_noisy_groups, 0);
}

#[test]
fn message_ids_are_uuids() {
    let uuid = MessageId(5).uuid();
    assert_eq!(uuid.len(), 36);
    let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12]);
    assert!(uuid.as_bytes()[14] == b'4' && b"89ab".contains(&uuid.as_bytes()[19]), "{uuid}");
    assert_ne!(uuid, MessageId(6).uuid());
}
