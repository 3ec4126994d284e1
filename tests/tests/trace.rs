//! One step or many: the same run. And the same as it was.
use shardscope_core::api::Service;
use shardscope_core::base::Duration;
use shardscope_core::client::Kind;
use shardscope_tests::golden::{EVERYTHING, GOLDEN, KINDS, everything_digest, golden, golden_digest};

#[test]
fn the_golden_run_has_its_trace_whatever_the_stride() {
    let (digest, events) = golden_digest(Duration::from_hours(1));
    assert!(events > 100_000, "{events} events");
    assert_eq!(digest, GOLDEN.trim());
    for millis in [17, 1_000] {
        assert_eq!(golden_digest(Duration::from_millis(millis)).0, digest, "stride of {millis} ms");
    }
}

#[test]
fn the_run_of_everything_has_its_trace_whatever_the_stride() {
    let (digest, events, missing) = everything_digest(Duration::from_hours(1));
    assert!(events > 20_000, "{events} events");
    assert_eq!(missing, [""; 0], "it does not meet these");
    assert_eq!(digest, EVERYTHING.trim());
    assert_eq!(everything_digest(Duration::from_millis(333)).0, digest, "stride of 333 ms");
}

#[test]
fn the_run_of_everything_has_every_service_and_every_kind_of_actor() {
    let services = Service::ALL.iter().map(|service| service.command());
    for row in services.chain(Kind::ALL.iter().map(|kind| kind.word())) {
        assert!(KINDS.iter().any(|kind| kind.split(' ').next() == Some(row)), "{row} is not in the run of everything");
    }
}

#[test]
fn equal_runs_are_equal_values_and_a_clone_goes_its_own_way() {
    let mut trace = Vec::new();
    let one = golden(Duration::from_millis(333), &mut trace);
    let mut other = golden(Duration::from_hours(1), &mut ());
    assert!(one == other);
    let checkpoint = other.clone();
    other.step(other.now() + Duration::from_secs(1), u64::MAX, &mut ());
    assert!(one == checkpoint && one != other);
}
