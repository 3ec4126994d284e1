//! The same checks in headless Chromium: wasm32 gives what x86-64 gives.
#![cfg(target_arch = "wasm32")]
use shardscope_core::base::Duration;
use shardscope_tests::golden::{EVERYTHING, GOLDEN, everything_digest, golden_digest};
use shardscope_tests::vectors;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn vectors_hold() {
    vectors::check_keys();
    vectors::check_ranges();
    vectors::check_distributions();
    vectors::check_sequence_numbers();
}

#[wasm_bindgen_test]
fn the_golden_run_has_its_trace() {
    let (digest, _) = golden_digest(Duration::from_millis(1_700));
    assert_eq!(digest, GOLDEN.trim());
}

#[wasm_bindgen_test]
fn the_run_of_everything_has_its_trace() {
    let (digest, ..) = everything_digest(Duration::from_millis(1_700));
    assert_eq!(digest, EVERYTHING.trim());
}
