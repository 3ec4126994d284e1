//! One step or many: the same run. And the same as it was.
use shardscope_core::base::Duration;
use shardscope_tests::golden::{GOLDEN, golden, golden_digest};

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
fn equal_runs_are_equal_values_and_a_clone_goes_its_own_way() {
    let mut trace = Vec::new();
    let one = golden(Duration::from_millis(333), &mut trace);
    let mut other = golden(Duration::from_hours(1), &mut ());
    assert!(one == other);
    let checkpoint = other.clone();
    other.step(other.now() + Duration::from_secs(1), u64::MAX, &mut ());
    assert!(one == checkpoint && one != other);
}
