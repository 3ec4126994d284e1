//! Long polling.
use super::*;

impl World {
    fn wait(&mut self, seconds: u32) -> Receive {
        let options = ReceiveOptions { wait_time_seconds: Some(seconds), ..ReceiveOptions::default() };
        self.sqs.receive_or_wait(self.now, self.queue, &options, &mut self.out).unwrap()
    }
    /// Which receives were answered with how many messages.
    fn answers(&mut self) -> Vec<(u64, usize)> {
        self.out.effects.drain(..).map(|Effect::Answer(id, received)| (id.0, received.len())).collect()
    }
}

#[test]
fn who_waits_gets_the_message_as_it_comes_and_in_turn() {
    let mut world = World::new("q", &[]);
    assert_eq!([world.wait(20), world.wait(20)], [Receive::Waits(PollId(0)), Receive::Waits(PollId(1))]);
    world.after(3_000);
    world.send(&entry("a")).unwrap();
    assert_eq!(world.answers(), [(0, 1)]);
    assert!(!world.sqs.is_waiting(PollId(0)) && world.sqs.is_waiting(PollId(1)));
    // Who comes now stands behind who waits.
    assert_eq!(world.wait(20), Receive::Waits(PollId(2)));
    world.send(&entry("b")).unwrap();
    assert_eq!(world.answers(), [(1, 1)]);
    world.after(20_000);
    assert_eq!(world.answers(), [(2, 0)]);
    assert_eq!(world.sqs.queue(world.queue).unwrap().total.number_of_empty_receives, 1);
}

#[test]
fn what_was_hidden_goes_to_who_waits_when_its_time_is_over() {
    let mut world = World::new("q", &[("DelaySeconds", "5"), ("VisibilityTimeout", "7")]);
    world.send(&entry("a")).unwrap();
    assert_eq!(world.wait(20), Receive::Waits(PollId(0)));
    world.after(4_999);
    assert_eq!(world.answers(), []);
    world.after(1);
    assert_eq!(world.answers(), [(0, 1)]);
    assert_eq!(world.wait(20), Receive::Waits(PollId(1)));
    world.after(6_999);
    assert_eq!(world.answers(), []);
    world.after(1);
    assert_eq!(world.answers(), [(1, 1)]);
}

#[test]
fn a_group_that_is_freed_is_served_at_once() {
    let mut world = World::new("q.fifo", &[("FifoQueue", "true"), ("ContentBasedDeduplication", "true")]);
    for body in ["1", "2"] {
        world.send(&Entry { message_group_id: Some("g"), ..entry(body) }).unwrap();
    }
    let Receive::Now(first) = world.wait(20) else { panic!("there is a message") };
    assert_eq!(world.wait(20), Receive::Waits(PollId(0)));
    world.sqs.delete(world.now, world.queue, first[0].handle, &mut world.out).unwrap();
    assert_eq!(world.answers(), [(0, 1)]);
}

#[test]
fn a_queue_that_goes_answers_who_waits() {
    let mut world = World::new("q", &[]);
    assert_eq!(world.wait(20), Receive::Waits(PollId(0)));
    world.sqs.delete_queue(world.now, world.queue, &mut world.out).unwrap();
    assert_eq!(world.answers(), [(0, 0)]);
    world.after(20_000);
    assert_eq!(world.answers(), []);
}

#[test]
fn an_empty_short_poll_does_not_wait() {
    let mut world = World::new("q", &[]);
    assert_eq!(world.wait(0), Receive::Now(Vec::new()));
}
