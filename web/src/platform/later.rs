//! The part of this module that comes later: a release build takes it out of the first download (`web/later.txt`).
//!
//! Its functions load it when they are called, at the worst. Who can do without asks [`ensure`] first.
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/later.js")]
extern "C" {
    fn arm(exports: &JsValue);
    fn later(slot: i32) -> bool;
    #[wasm_bindgen(js_name = isThere)]
    fn js_is_there() -> bool;
}

/// Has the later part fetched as soon as there is nothing else to do. To be called first of all.
pub fn prepare() {
    arm(&wasm_bindgen::exports());
}

/// Whether everything is there already.
pub fn is_there() -> bool {
    js_is_there()
}

/// Whether everything is there; loads it if need be. False without a connection.
pub fn ensure() -> bool {
    later(-1)
}
