use super::*;
use alloc::format;

fn with_dead_letters(fifo: bool, max_receive_count: u32) -> (World, QueueId) {
    let (name, dead) = if fifo { ("jobs.fifo", "dead.fifo") } else { ("jobs", "dead") };
    let attributes: &[(&str, &str)] = if fifo { &[("FifoQueue", "true")] } else { &[] };
    let mut world = World::new(name, attributes);
    let target = world.create(dead, attributes).unwrap();
    let mut set = world.state().attributes.clone();
    set.redrive_policy = Some(RedrivePolicy { dead_letter_target: dead.to_string(), max_receive_count });
    world.sqs.set_attributes(world.now, world.queue, set, &mut world.out).unwrap();
    (world, target)
}

fn fail(world: &mut World, times: usize) -> Vec<usize> {
    let once = |_| {
        let received = world.receive().len();
        world.after(30_000);
        received
    };
    (0..times).map(once).collect()
}

#[test]
fn received_three_times_a_message_moves_at_the_fourth() {
    let (mut world, dead) = with_dead_letters(false, 3);
    let sent = world.send(&entry("poison")).unwrap();
    assert_eq!(fail(&mut world, 4), [1, 1, 1, 0]);
    assert_eq!(world.depth(), (0, 0, 0));
    let moved = world.sqs.queue(dead).unwrap().messages().next().unwrap().clone();
    assert_eq!((moved.id, moved.receive_count, moved.retained_from), (sent.id, 0, moved.sent_at));
    assert!(world.out.events.contains(&Event::Moved { message: sent.id, from: world.queue, to: dead }));
    assert_eq!(world.sqs.dead_letter_sources(dead), [world.queue]);
}

#[test]
fn in_a_fifo_queue_the_group_goes_on_then() {
    let (mut world, dead) = with_dead_letters(true, 2);
    world.send_to("A", "A.m1");
    world.send_to("A", "A.m2");
    for _ in 0..2 {
        let received = world.poll(ReceiveOptions::default()).unwrap();
        assert_eq!(bodies(&received), ["A.m1"]);
        world.after(30_000);
    }
    assert_eq!(bodies(&world.receive()), ["A.m2"]);
    let dead = world.sqs.queue(dead).unwrap();
    let moved = dead.messages().next().unwrap();
    assert!(moved.retained_from > moved.sent_at, "its retention begins anew");
    assert_eq!(dead.group_name(moved.group.unwrap()), Some("A"));
}

#[test]
fn what_is_received_often_goes_to_the_back() {
    let (mut world, _) = with_dead_letters(false, 10);
    world.send(&entry("slow")).unwrap();
    fail(&mut world, 3);
    (0..40).for_each(|n| drop(world.send(&entry(&format!("m{n}")))));
    let place = |world: &mut World| {
        let mut all: Vec<String> = Vec::new();
        loop {
            let received = world.receive();
            if received.is_empty() {
                break;
            }
            all.extend(bodies(&received).into_iter().map(ToString::to_string));
        }
        all.iter().position(|body| *body == "slow").unwrap()
    };
    // It came back before the others were sent, so it is still in front; received once more, it is behind them.
    assert!(place(&mut world) < 8);
    world.after(30_000);
    assert!(place(&mut world) >= 3);
}

#[test]
fn a_task_moves_the_messages_back_at_its_rate() {
    let (mut world, dead) = with_dead_letters(false, 1);
    (0..100).for_each(|n| drop(world.send(&entry(&format!("m{n}")))));
    fail(&mut world, 30);
    let count = |world: &World, queue| world.sqs.queue(queue).unwrap().messages().count();
    assert!(count(&world, dead) >= 100);
    let task = world.sqs.start_move(world.now, dead, None, Some(50), &mut world.out).unwrap();
    let again = world.sqs.start_move(world.now, dead, None, None, &mut world.out);
    refused(again, "InvalidParameterValue", "already a task running");
    world.after(1_000);
    assert!((45..=55).contains(&count(&world, world.queue)), "{}", count(&world, world.queue));
    world.after(2_000);
    assert_eq!((count(&world, dead), count(&world, world.queue)), (0, 100));
    let tasks: Vec<_> = world.sqs.moves_of(dead).map(|task| (task.id, task.status, task.moved)).collect();
    assert_eq!(tasks, [(task, MoveTaskStatus::Completed, 100)]);
    refused(world.sqs.cancel_move(task), "ResourceNotFoundException", "does not exist");
    let from = world.queue;
    refused(world.sqs.start_move(world.now, from, None, None, &mut world.out), "InvalidParameterValue", "Dead Letter");
    let fast = world.sqs.start_move(world.now, dead, None, Some(501), &mut world.out);
    refused(fast, "InvalidParameterValue", "500");
}

#[test]
fn a_policy_needs_a_queue_of_the_same_kind() {
    let mut world = World::new("jobs", &[]);
    world.create("dead.fifo", &[("FifoQueue", "true")]).unwrap();
    let mut set = |target: &str, max_receive_count| {
        let mut attributes = world.state().attributes.clone();
        attributes.redrive_policy = Some(RedrivePolicy { dead_letter_target: target.to_string(), max_receive_count });
        world.sqs.set_attributes(world.now, world.queue, attributes, &mut world.out)
    };
    refused(set("nobody", 3), "InvalidParameterValue", "does not exist");
    refused(set("dead.fifo", 3), "InvalidParameterValue", "same type");
    refused(set("jobs", 3), "InvalidParameterValue", "itself");
    refused(set("jobs", 1_001), "InvalidParameterValue", "from 1 to 1000");
}

#[test]
fn a_dead_letter_queue_that_goes_leaves_its_policy_and_comes_back() {
    let (mut world, dead) = with_dead_letters(false, 1);
    world.send(&entry("m")).unwrap();
    world.sqs.delete_queue(world.now, dead, &mut world.out).unwrap();
    // Without its target the message stays, however often it is received.
    assert_eq!(fail(&mut world, 3), [1, 1, 1]);
    assert!(world.state().attributes.redrive_policy.is_some());
    // What has nothing to do with the policy can be set meanwhile.
    let set = Attributes { visibility_timeout: 60, ..world.state().attributes.clone() };
    world.sqs.set_attributes(world.now, world.queue, set, &mut world.out).unwrap();
    let again = world.create("dead", &[]).unwrap();
    assert_eq!(fail(&mut world, 1), [0], "it is there again, and gets the message");
    assert_eq!(world.sqs.queue(again).unwrap().messages().count(), 1);
}

#[test]
fn a_task_goes_to_another_queue_of_its_kind_and_what_is_in_flight_is_no_failure() {
    let (mut world, dead) = with_dead_letters(false, 1);
    (0..3).for_each(|n| drop(world.send(&entry(&format!("m{n}")))));
    fail(&mut world, 2);
    let fifo = world.create("x.fifo", &[("FifoQueue", "true")]).unwrap();
    for to in [dead, fifo] {
        let moved = world.sqs.start_move(world.now, dead, Some(to), None, &mut world.out);
        refused(moved, "InvalidParameterValue", "another queue of the same type");
    }
    // One is in flight while the others move.
    let one =
        ReceiveOptions { max_number_of_messages: Some(1), wait_time_seconds: Some(1), ..ReceiveOptions::default() };
    assert_eq!(world.sqs.receive(world.now, dead, &one, &mut world.out).unwrap().len(), 1);
    world.sqs.start_move(world.now, dead, None, None, &mut world.out).unwrap();
    world.after(1_000);
    let tasks: Vec<_> = world.sqs.moves_of(dead).map(|task| (task.status, task.moved)).collect();
    assert_eq!(tasks, [(MoveTaskStatus::Completed, 2)]);
}

#[test]
fn ages_of_dead_letters_count_from_the_move() {
    // AWS's example: a day in the queue, then a dead-letter queue that keeps messages for four days. Retention goes on from
    // the sending in a standard queue, and begins anew in a FIFO queue; the age counts from the move in both.
    const DAY: u64 = 86_400_000;
    for (fifo, kept) in [(false, 3), (true, 4)] {
        let (mut world, dead) = with_dead_letters(fifo, 1);
        match fifo {
            true => drop(world.send_to("A", "poison")),
            false => drop(world.send(&entry("poison")).unwrap()),
        }
        world.after(DAY - 30_000);
        assert_eq!(fail(&mut world, 1), [1]);
        assert!(world.receive().is_empty());
        let depth = |world: &World| world.sqs.queue(dead).unwrap().depth(world.now);
        assert_eq!(depth(&world).approximate_age_of_oldest_message, 0);
        world.after(kept * DAY - 1_000);
        assert_eq!(depth(&world).approximate_age_of_oldest_message, kept * DAY - 1_000);
        assert_eq!(depth(&world).approximate_number_of_messages_visible, 1);
        world.after(2_000);
        // Messages expire when somebody looks.
        world.queue = dead;
        assert!(world.receive().is_empty());
        assert_eq!(depth(&world).approximate_number_of_messages_visible, 0);
        assert_eq!(depth(&world).approximate_age_of_oldest_message, 0);
        world.sqs.queue(dead).unwrap().check();
    }
}
