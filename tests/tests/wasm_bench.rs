//! `cargo xtask bench` in Chromium: the same figures as natively, and their ratio.
#![cfg(target_arch = "wasm32")]
use shardscope_tests::bench::Figures;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn figures() {
    let figures = Figures::measure(4_000_000);
    // Rates of the native run just before, in millions a second.
    let native: Vec<f64> =
        option_env!("SHARDSCOPE_NATIVE").unwrap_or_default().split(',').filter_map(|rate| rate.parse().ok()).collect();
    console_log!("Chromium md-5 floor          {:7.2} M keys/s", figures.floor / 1e6);
    for (name, rate, place) in [("new keys", figures.new_keys, 0), ("100 keys", figures.repeating_keys, 1)] {
        console_log!("Chromium whole way, {name} {:7.2} M records/s", rate / 1e6);
        if let Some(native) = native.get(place) {
            console_log!("time, {name}, Chromium / native {:4.2} (at most 1.6)", native * 1e6 / rate);
        }
    }
    assert!(figures.new_keys > 0.0 && figures.repeating_keys > 0.0);
}
