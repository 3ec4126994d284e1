//! What a receiver notices, and what a sender sends again.
use super::*;
use crate::base::{Duration, Instant};

#[test]
fn order_doubles_and_what_is_missing_are_told_apart() {
    let mut check = Check::default();
    let verdicts: Vec<Verdict> = [0, 1, 4, 2, 4, 2, 5, 3].iter().map(|n| check.received(7, *n)).collect();
    use Verdict::{Duplicate as D, InOrder as I, OutOfOrder as O};
    assert_eq!(verdicts, [I, I, I, O, D, D, I, O]);
    assert_eq!((check.in_order, check.out_of_order, check.duplicates, check.missing()), (4, 2, 2, 0));
    assert_eq!(check.received(3, 2), I, "another truck has an order of its own");
    assert_eq!((check.missing(), check.different(), check.outstanding(9)), (2, 7, 2));
}

#[test]
fn what_was_refused_is_sent_first_and_in_its_order() {
    let start = Instant::from_secs(100);
    let mut sender = Sender::new(start, 0);
    sender.make(start + Duration::from_millis(500), 10, u32::MAX);
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
    sender.make(start + Duration::from_millis(1_500), 100, u32::MAX);
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

#[test]
fn a_drawing_grows_by_strokes_and_what_is_beside_the_sheet_is_refused() {
    let mark = |x, y, begins| Mark { x, y, begins };
    let mut drawing = Drawing::default();
    drawing
        .draw(&Drawn { new_sheet: false, marks: [mark(1, 2, true), mark(3, 4, false), mark(5, 6, true)].into() })
        .unwrap();
    drawing.draw(&Drawn { new_sheet: false, marks: [mark(7, 8, false)].into() }).unwrap();
    let strokes: Vec<u32> = drawing.points.iter().map(|point| point.stroke).collect();
    assert_eq!((strokes, drawing.sheet), ([1, 1, 2, 2].into(), 0));
    assert_eq!(drawing.points[3].text(3), r#"{"n":3,"stroke":2,"x":7,"y":8}"#);

    let before = drawing.clone();
    let beside = Drawn { new_sheet: true, marks: [mark(0, 0, true), mark(999, 600, false)].into() };
    assert!(drawing.draw(&beside).unwrap_err().reason.contains("999,600 is beside the sheet"));
    let many = Drawn { new_sheet: true, marks: alloc::vec![mark(0, 0, true); Drawing::POINTS_MOST - 3] };
    assert!(drawing.draw(&many).unwrap_err().reason.contains("10000 points at most"));
    assert_eq!(drawing, before, "what is refused changes nothing");

    drawing.draw(&Drawn { new_sheet: true, marks: [mark(9, 9, true)].into() }).unwrap();
    assert_eq!((drawing.sheet, drawing.len()), (4, 5));
}

#[test]
fn what_is_drawn_later_is_sent_from_then_on() {
    let start = Instant::from_secs(100);
    let mut sender = Sender::new(start, 4);
    sender.make(start + Duration::SECOND, 10, 6);
    assert_eq!((sender.made, sender.waiting()), (6, 2), "no more than there are");
    sender.make(start + Duration::from_secs(60), 10, 6);
    sender.make(start + Duration::from_secs(61), 10, 100);
    assert_eq!(sender.made, 16, "the minute without points is not made up for");
}

#[test]
fn gaps_are_split_and_filled_and_the_oldest_forgotten() {
    let mut check = Check::default();
    assert_eq!(check.received(0, 1_000_000), Verdict::InOrder, "a million at once are one gap");
    assert_eq!(check.missing(), 1_000_000);
    assert!(check.heap_bytes() < 1_000);
    for number in [500, 0, 999_999, 501] {
        assert_eq!(check.received(0, number), Verdict::OutOfOrder, "{number}");
        assert_eq!(check.received(0, number), Verdict::Duplicate, "{number}");
    }
    assert_eq!(check.missing(), 1_000_000 - 4);
    let mut check = Check::default();
    let verdicts = (0..30_000).map(|number| check.received(0, number * 2));
    assert_eq!(verdicts.filter(|verdict| *verdict == Verdict::InOrder).count(), 30_000);
    assert_eq!(check.missing(), 10_000);
}
