//! What a lane's picture shows, against what the run holds.
use super::*;
use shardscope_core::base::Duration;
use shardscope_core::script::Script;
use shardscope_core::timeline::Timeline;

#[test]
fn the_axis_begins_at_nothing_and_ends_at_a_hundred_seconds() {
    assert!(along(0).abs() < 1e-9 && (along(100_000_000) - 1.0).abs() < 1e-9 && along(u64::MAX) <= 1.0);
    assert!(TICKS.windows(2).all(|pair| along(pair[0] * 1_000) < along(pair[1] * 1_000)));
}

#[test]
fn places_are_one_by_one_at_first_and_reach_far_back() {
    let places: Vec<u64> = steps().take(MARKS).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(places[EACH as usize], EACH);
    assert!(places[MARKS - 1] > 5_000, "{}", places[MARKS - 1]);
}

#[test]
fn what_should_break_breaks_within_ten_seconds_after_ten_of_health() {
    let script = Script::parse(include_str!("../../../../scenarios/lab.txt")).expect("a script");
    let mut timeline = Timeline::<()>::of(script);
    let counts = |sim: &Sim| {
        let of = |of: &Receiver| (of.check.out_of_order, of.check.duplicates);
        let sum = |sum: (u64, u64), of: (u64, u64)| (sum.0 + of.0, sum.1 + of.1);
        sim.lanes().map(|lane| lane.receivers.iter().map(of).fold((0, 0), sum)).collect::<Vec<_>>()
    };
    timeline.step(timeline.epoch() + Duration::from_secs(43), u64::MAX);
    assert!(counts(timeline.sim()).iter().all(|(out_of_order, _)| *out_of_order == 0));
    timeline.step(timeline.epoch() + Duration::from_secs(53), u64::MAX);
    let [kinesis, standard, one_group, per_truck, topic] = counts(timeline.sim())[..] else { panic!("five lanes") };
    assert!(standard.0 > 0 && topic.0 > 0, "{standard:?} {topic:?}");
    assert!(kinesis.1 > 0, "Kinesis repeats: {kinesis:?}");
    assert_eq!((kinesis.0, one_group.0, per_truck.0), (0, 0, 0), "these keep their order");
}

#[test]
fn each_lane_shows_what_has_not_been_worked_on() {
    let script = Script::parse(include_str!("../../../../scenarios/lab.txt")).expect("a script");
    let mut timeline = Timeline::<()>::of(script);
    for second in [31, 34, 47, 48] {
        timeline.step(timeline.epoch() + Duration::from_secs(second), u64::MAX);
        let sim = timeline.sim();
        for lane in sim.lanes() {
            for receiver in &lane.receivers {
                let marks = marks(sim, lane, receiver);
                let held = marks.iter().filter(|mark| mark.state == State::Held).count() as u64;
                let (left, in_flight) = match queue_of(sim, receiver) {
                    Some(queue) => {
                        let in_flight = queue.depth(sim.now()).approximate_number_of_messages_not_visible;
                        (queue.copies().len(), in_flight)
                    }
                    None => {
                        let batches = receiver.consumers.iter().map(|one| one.batch.len() as u64).sum();
                        (receiver.check.outstanding(lane.sender.taken), batches)
                    }
                };
                // What is drawn one by one is all there is; more is drawn as fewer marks.
                let most = EACH / u64::from(if receiver.queue.is_none() { 5_u32 } else { 1 });
                if left <= most {
                    assert_eq!(marks.len() as u64, left, "{} at {second}", lane.spec.name);
                    assert_eq!(held, in_flight, "{} at {second}", lane.spec.name);
                } else {
                    assert!(marks.len() as u64 >= most, "{} at {second}: {} of {left}", lane.spec.name, marks.len());
                }
                assert!(marks.iter().all(|mark| mark.row.0 < mark.row.1 && mark.truck.is_some()), "{}", lane.spec.name);
            }
        }
    }
}
