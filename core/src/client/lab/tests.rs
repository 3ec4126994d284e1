//! What a receiver notices, and what a sender sends again.
use super::*;
use crate::base::{Duration, Instant};

#[test]
fn order_doubles_and_what_is_missing_are_told_apart() {
    let mut check = Check::default();
    let verdicts: Vec<Verdict> = [0, 1, 4, 2, 4, 2, 5, 3].iter().map(|n| check.received(7, *n)).collect();
    use Verdict::{Doubled as D, InOrder as I, OutOfOrder as O};
    assert_eq!(verdicts, [I, I, I, O, D, D, I, O]);
    assert_eq!((check.in_order, check.out_of_order, check.doubled, check.missing()), (4, 2, 2, 0));
    assert_eq!(check.received(3, 2), I, "another truck has an order of its own");
    assert_eq!((check.missing(), check.different(), check.outstanding(9)), (2, 7, 2));
}

#[test]
fn what_was_refused_is_sent_first_and_in_its_order() {
    let start = Instant::from_secs(100);
    let mut sender = Sender::new(start);
    sender.make(start + Duration::from_millis(500), 10);
    assert_eq!((sender.made, sender.waiting()), (5, 5));
    assert_eq!(sender.next(3), [0, 1, 2]);
    sender.answered(start, 1, &[1, 2]);
    assert_eq!(sender.waiting(), 4);
    assert_eq!(sender.next(10), [1, 2, 3, 4]);
    sender.answered(start, 4, &[]);
    assert_eq!((sender.taken, sender.throttled, sender.waiting()), (5, 2, 0));
    assert_eq!(sender.seconds.before(start + Duration::SECOND), 5);
    // A new rate counts from now on.
    sender.restart(start + Duration::from_millis(500));
    sender.make(start + Duration::from_millis(1_500), 100);
    assert_eq!(sender.made, 105);
}

#[test]
fn a_stream_costs_by_the_hour_and_a_queue_by_the_request() {
    let hour = 3_600_000_000;
    assert_eq!(cost::of_stream(5 * hour, 1_000_000), 75_000_000 + 14_000_000);
    assert_eq!(cost::of_queue(1_000_000, false), 400_000_000);
    assert_eq!(cost::of_queue(1_000_000, true), 500_000_000);
    assert_eq!(cost::of_topic(2), 1_000);
}
