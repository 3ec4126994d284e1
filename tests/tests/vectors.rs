//! The vectors, natively.
use shardscope_tests::vectors;

#[test]
fn keys() {
    vectors::check_keys();
}
#[test]
fn ranges() {
    vectors::check_ranges();
}
#[test]
fn distributions() {
    vectors::check_distributions();
}
#[test]
fn sequence_numbers() {
    vectors::check_sequence_numbers();
}
#[test]
fn aggregated_records() {
    vectors::check_aggregation();
}
