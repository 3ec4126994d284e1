//! `window.shardscope`.
use super::verbs::{VERBS, VERSION, Verbs};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Puts the verbs on the window for as long as the page lives; and `crash()`, which shows what happens after a panic.
pub fn install(verbs: &Verbs) {
    let object = Object::new();
    // Setting a property of a plain object cannot fail.
    let set = |name: &str, value: &JsValue| drop(Reflect::set(&object, &name.into(), value));
    set("version", &VERSION.into());
    for verb in VERBS {
        let verbs = verbs.clone();
        let call = Closure::<dyn FnMut(Array) -> Result<JsValue, JsValue>>::new(move |args| verbs.call(verb, &args));
        // A closure takes a fixed number of arguments; the functions take any.
        let gather = Function::new_with_args("call", "return (...args) => call(args)");
        let made = gather.call1(&JsValue::UNDEFINED, &call.into_js_value());
        set(verb, &made.unwrap_or(JsValue::UNDEFINED));
    }
    let crash = Closure::<dyn Fn()>::new(|| panic!("asked for by window.shardscope.crash()")).into_js_value();
    set("crash", &crash);
    let window: JsValue = gloo::utils::window().unchecked_into();
    let _ = Reflect::set(&window, &"shardscope".into(), &object);
}
