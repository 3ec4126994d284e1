//! `window.shardscope` and messages: the way in is JavaScript (web/js/verbs.js), which answers even when this module has
//! stopped.
use super::verbs::{VERBS, VERSION, Verbs};
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/verbs.js")]
extern "C" {
    fn install(version: u32, names: Array, call: JsValue, crash: JsValue);
}

/// Puts the verbs on the window, and answers messages, for as long as the page lives.
pub fn open(verbs: &Verbs) {
    let verbs = verbs.clone();
    let call = Closure::<dyn FnMut(String, Array) -> Result<JsValue, JsValue>>::new(move |verb: String, args| {
        verbs.call(&verb, &args)
    });
    let crash = Closure::<dyn Fn()>::new(|| panic!("asked for by window.shardscope.crash()"));
    let names = VERBS.iter().map(|name| JsValue::from_str(name)).collect();
    install(VERSION, names, call.into_js_value(), crash.into_js_value());
}
