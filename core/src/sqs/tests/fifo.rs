use super::*;
use alloc::format;

fn fifo(attributes: &[(&str, &str)]) -> World {
    World::new("jobs.fifo", &[&[("FifoQueue", "true")], attributes].concat())
}

fn one(world: &mut World) -> Vec<Received> {
    world.poll(ReceiveOptions { wait_time_seconds: Some(1), ..ReceiveOptions::default() }).unwrap()
}

#[test]
fn while_a_message_of_a_group_is_in_flight_no_later_one_comes() {
    let mut world = fifo(&[]);
    world.send_to("A", "A.m1");
    world.send_to("A", "A.m2");
    world.send_to("B", "B.m1");
    assert_eq!(bodies(&one(&mut world)), ["A.m1"]);
    assert_eq!(bodies(&world.receive()), ["B.m1"]);
    assert_eq!(world.receive(), []);
    world.after(30_000);
    let again = one(&mut world);
    assert_eq!((bodies(&again), again[0].message.receive_count), (vec!["A.m1"], 2));
    world.delete(&again[0]).unwrap();
    // B's only message came back too, and A was served since.
    assert_eq!(bodies(&world.receive()), ["B.m1", "A.m2"]);
}

#[test]
fn a_receive_is_filled_from_the_same_group_first_and_in_order() {
    let mut world = fifo(&[]);
    for n in 0..6 {
        world.send_to("A", &format!("A{n}"));
        world.send_to("B", &format!("B{n}"));
    }
    assert_eq!(bodies(&world.receive()), ["A0", "A1", "A2", "A3", "A4", "A5", "B0", "B1", "B2", "B3"]);
    assert_eq!(world.receive(), [], "B is locked");
}

#[test]
fn what_was_received_together_comes_back_in_order_although_one_was_extended() {
    let mut world = fifo(&[]);
    for n in 0..3 {
        world.send_to("A", &format!("A{n}"));
    }
    let received = world.receive();
    let (now, queue) = (world.now, world.queue);
    world.sqs.change_visibility(now, queue, received[0].handle, 60, &mut world.out).unwrap();
    world.after(30_000);
    assert_eq!(world.receive(), [], "A1 and A2 wait for A0");
    world.after(30_000);
    assert_eq!(bodies(&world.receive()), ["A0", "A1", "A2"]);
}

#[test]
fn a_deduplication_id_counts_for_five_minutes_even_after_a_delete() {
    let mut world = fifo(&[]);
    let first = world.send_to("A", "x");
    let received = world.receive();
    world.delete(&received[0]).unwrap();
    world.after(299_000);
    let second = world.send_to("A", "x");
    assert!(second.is_duplicate);
    assert_eq!((second.id, second.sequence_number), (first.id, first.sequence_number));
    assert_eq!(world.receive(), []);
    world.after(2_000);
    let third = world.send_to("A", "x");
    assert!(!third.is_duplicate && third.id != first.id);
    assert_eq!(bodies(&world.receive()), ["x"]);
    assert_eq!((world.state().total.deduplicated, world.state().total.number_of_messages_sent), (1, 2));
}

#[test]
fn content_is_deduplicated_by_the_sha256_of_the_body() {
    assert_eq!(
        crate::message::content_id(b"hello"),
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    );
    let mut world = fifo(&[("ContentBasedDeduplication", "true")]);
    let hello = Entry { message_group_id: Some("A"), ..entry("hello") };
    assert!(!world.send(&hello).unwrap().is_duplicate);
    assert!(world.send(&hello).unwrap().is_duplicate);
    let explicit = Entry { message_deduplication_id: Some("another"), ..hello.clone() };
    assert!(!world.send(&explicit).unwrap().is_duplicate, "what is given comes first");
    let received = world.receive();
    let id = received[0].message.deduplication_id.as_deref();
    assert_eq!(id, Some("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
}

#[test]
fn deduplication_may_reach_over_the_group_only() {
    let high = [("DeduplicationScope", "messageGroup"), ("FifoThroughputLimit", "perMessageGroupId")];
    let mut world = fifo(&high);
    assert!(!world.send_to("A", "x").is_duplicate);
    assert!(!world.send_to("B", "x").is_duplicate);
    assert!(world.send_to("A", "x").is_duplicate);
}

#[test]
fn groups_ids_and_delays_are_checked() {
    let mut world = fifo(&[]);
    let with_group = Entry { message_group_id: Some("A"), ..entry("x") };
    refused(world.send(&entry("x")), "MissingParameter", "MessageGroupId");
    refused(world.send(&with_group), "InvalidParameterValue", "ContentBasedDeduplication");
    let delayed = Entry { delay_seconds: Some(5), message_deduplication_id: Some("1"), ..with_group.clone() };
    refused(world.send(&delayed), "InvalidParameterValue", "not valid for this queue type");
    let long = "g".repeat(129);
    for (group, id) in [("", "1"), (&long, "1"), ("A B", "1"), ("A", ""), ("A", &long)] {
        let entry = Entry { message_group_id: Some(group), message_deduplication_id: Some(id), ..entry("x") };
        refused(world.send(&entry), "InvalidParameterValue", "1 to 128");
    }
    let mut standard = World::new("jobs", &[]);
    let id = Entry { message_deduplication_id: Some("1"), ..entry("x") };
    refused(standard.send(&id), "InvalidParameterValue", "not valid for this queue type");
}

#[test]
fn a_queue_takes_300_calls_a_second_of_each_action_and_3_000_messages_in_batches() {
    let mut world = fifo(&[("ContentBasedDeduplication", "true")]);
    let mut taken = 0;
    for n in 0..1_000 {
        let body = format!("m{n}");
        let entry = Entry { message_group_id: Some("A"), ..entry(&body) };
        match world.send(&entry) {
            Ok(_) => taken += 1,
            Err(error) => assert_eq!(error.aws_code().0, "RequestThrottled"),
        }
    }
    assert_eq!(taken, 300);
    world.after(1_000);
    let texts: Vec<String> = (0..10_000).map(|n| format!("b{n}")).collect();
    let mut taken = 0;
    for ten in texts.chunks(10) {
        let entries: Vec<Entry<'_>> =
            ten.iter().map(|body| Entry { message_group_id: Some("A"), ..entry(body) }).collect();
        let sent = world.sqs.send_batch(world.now, world.queue, &entries, &mut world.out);
        taken += sent.map_or(0, |all| all.iter().filter(|one| one.is_ok()).count());
    }
    assert_eq!(taken, 3_000);
    // Receiving is counted apart.
    let polls = (0..1_000).filter(|_| world.poll(ReceiveOptions::default()).is_ok()).count();
    assert_eq!(polls, 300);
}

#[test]
fn high_throughput_is_per_partition_of_groups() {
    let mut world = fifo(&[
        ("ContentBasedDeduplication", "true"),
        ("DeduplicationScope", "messageGroup"),
        ("FifoThroughputLimit", "perMessageGroupId"),
    ]);
    let groups: Vec<String> = (0..100).map(|n| format!("truck_{n}")).collect();
    let send = |world: &mut World, groups: &[String]| {
        let taken = (0..2_000).filter(|n| {
            let body = format!("{:?} {n} {}", world.now, groups.len());
            let entry = Entry { message_group_id: Some(&groups[n % groups.len()]), ..entry(&body) };
            world.send(&entry).is_ok()
        });
        taken.count()
    };
    assert_eq!(send(&mut world, &groups[..1]), 300, "one group is one partition");
    world.after(1_000);
    assert_eq!(send(&mut world, &groups), 2_000, "a hundred are many");
}

#[test]
fn an_attempt_that_is_made_again_gets_the_same_messages() {
    let mut world = fifo(&[]);
    for n in 0..3 {
        world.send_to("A", &format!("A{n}"));
    }
    let attempt = ReceiveOptions {
        max_number_of_messages: Some(2),
        receive_request_attempt_id: Some("try-1"),
        ..ReceiveOptions::default()
    };
    let first = world.poll(attempt).unwrap();
    world.after(5_000);
    let again = world.poll(attempt).unwrap();
    assert_eq!((bodies(&again), again[0].handle), (vec!["A0", "A1"], first[0].handle));
    assert_eq!(again[0].message.receive_count, 1);
    // They are hidden anew: thirty seconds from then.
    world.after(26_000);
    assert_eq!(world.receive(), []);
    world.after(4_000);
    assert_eq!(world.receive().len(), 3);
}

#[test]
fn an_expired_handle_does_not_delete() {
    let mut world = fifo(&[]);
    world.send_to("A", "x");
    let received = world.receive();
    world.after(30_000);
    refused(world.delete(&received[0]), "InvalidParameterValue", "expired");
    assert_eq!(world.depth(), (1, 0, 0));
}

#[test]
fn a_change_of_the_queues_delay_counts_for_what_waits() {
    let mut world = fifo(&[("DelaySeconds", "600")]);
    world.send_to("A", "a");
    let mut attributes = world.state().attributes.clone();
    attributes.delay_seconds = 1;
    world.sqs.set_attributes(world.now, world.queue, attributes, &mut world.out).unwrap();
    world.send_to("A", "b");
    world.after(1_000);
    assert_eq!(bodies(&world.receive()), ["a", "b"]);
}

#[test]
fn a_delay_of_nothing_is_the_queues_and_numbers_only_rise() {
    let mut world = fifo(&[("DelaySeconds", "10")]);
    let mut numbers = Vec::new();
    for body in ["a", "b", "c"] {
        let entry = Entry {
            message_group_id: Some("A"),
            message_deduplication_id: Some(body),
            delay_seconds: Some(0),
            ..entry(body)
        };
        numbers.extend(world.send(&entry).unwrap().sequence_number);
    }
    assert!(numbers.len() == 3 && numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    assert_eq!((world.depth(), world.receive()), ((0, 0, 3), Vec::new()));
    world.after(10_000);
    assert_eq!(bodies(&world.receive()), ["a", "b", "c"]);
}

/// Two messages of group 1 and one of group 2, of which those of group 1 were received together.
fn two_in_flight() -> (World, Vec<Received>) {
    let mut world = fifo(&[]);
    for (group, body) in [("1", "g1-m1"), ("1", "g1-m2"), ("1", "g1-m3"), ("2", "g2-m1")] {
        world.send_to(group, body);
    }
    let most =
        ReceiveOptions { max_number_of_messages: Some(2), wait_time_seconds: Some(1), ..ReceiveOptions::default() };
    let received = world.poll(most).unwrap();
    assert_eq!(bodies(&received), ["g1-m1", "g1-m2"]);
    (world, received)
}

fn hide(world: &mut World, received: &Received, seconds: u32) -> Result<(), Error> {
    world.sqs.change_visibility(world.now, world.queue, received.handle, seconds, &mut world.out)
}

#[test]
fn what_is_visible_again_before_a_message_in_flight_is_handed_out_and_nothing_behind_it() {
    for seconds in [0, 1] {
        let (mut world, received) = two_in_flight();
        hide(&mut world, &received[0], seconds).unwrap();
        world.after(u64::from(seconds) * 1_000);
        // Group 1 was served, so group 2 comes first. g1-m3 waits behind g1-m2.
        let next = world.receive();
        assert_eq!(bodies(&next), ["g2-m1", "g1-m1"], "after {seconds} s");
        world.delete(&received[1]).unwrap();
        assert_eq!(world.receive(), [], "g1-m3 waits behind g1-m1 now");
        world.delete(&next[1]).unwrap();
        assert_eq!(bodies(&world.receive()), ["g1-m3"]);
        world.sqs.check();
    }
    let (mut world, received) = two_in_flight();
    hide(&mut world, &received[1], 0).unwrap();
    assert_eq!(bodies(&world.receive()), ["g2-m1"], "g1-m2 waits behind g1-m1");
    assert_eq!(world.state().groups_in_line(world.now), 1);
}

#[test]
fn a_group_that_was_served_goes_to_the_back() {
    let mut world = fifo(&[]);
    for (group, body) in [("1", "g1-m1"), ("2", "g2-m1"), ("2", "g2-m2"), ("3", "g3-m1"), ("1", "g1-m2")] {
        world.send_to(group, body);
    }
    let mut receive = |most| {
        let seen = ReceiveOptions {
            max_number_of_messages: Some(most),
            visibility_timeout: Some(0),
            wait_time_seconds: Some(1),
            ..ReceiveOptions::default()
        };
        bodies(&world.poll(seen).unwrap()).join(" ")
    };
    assert_eq!(receive(3), "g1-m1 g1-m2 g2-m1");
    assert_eq!(receive(10), "g3-m1 g1-m1 g1-m2 g2-m1 g2-m2");
    assert_eq!(receive(1), "g3-m1");
    assert_eq!(receive(1), "g1-m1");
}

#[test]
fn a_handle_that_has_expired_deletes_and_changes_nothing() {
    let (mut world, received) = two_in_flight();
    world.after(30_000);
    refused(hide(&mut world, &received[0], 9), "MessageNotInflight", "not in flight");
    refused(world.delete(&received[0]), "InvalidParameterValue", "The receipt handle has expired.");
    let again = world.receive();
    refused(hide(&mut world, &received[0], 9), "InvalidParameterValue", "not available for visibility timeout change.");
    world.delete(&again[1]).unwrap();
    refused(hide(&mut world, &again[1], 9), "InvalidParameterValue", "Message does not exist");
}
