//! Messages from a page that embeds this one, or from another window.
use super::verbs::Verbs;
use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MessageEvent;

/// Arguments of a verb that a message may have.
const ARGUMENTS: u32 = 4;

/// Answers messages from origins that the page allows, for as long as the listener lives.
pub fn listen(verbs: Verbs) -> EventListener {
    EventListener::new(&gloo::utils::window(), "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let origin = event.origin();
        if !allowed(&origin) {
            return;
        }
        let data = event.data();
        let of = |name: &str| Reflect::get(&data, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if !data.is_object() || of("type").as_string().as_deref() != Some("shardscope") || of("verb").is_undefined() {
            return;
        }
        let (id, verb) = (of("id"), of("verb").as_string().unwrap_or_default());
        let args = of("args").dyn_into::<Array>().unwrap_or_default();
        let result = if args.length() > ARGUMENTS {
            Err(js_sys::Error::new(&format!("{ARGUMENTS} arguments at most")).into())
        } else {
            verbs.call(&verb, &args)
        };
        let Some(source) = event.source() else { return };
        spawn_local(async move {
            let result = match result {
                Ok(value) if value.is_instance_of::<Promise>() => {
                    JsFuture::from(value.unchecked_into::<Promise>()).await
                }
                other => other,
            };
            answer(&source.into(), &origin, &id, &result);
        });
    })
}

/// Our own origin, and those that the page's author has named.
fn allowed(origin: &str) -> bool {
    let own = gloo::utils::window().location().origin().unwrap_or_default();
    // A page from a file has no origin that could be told from others.
    if origin == own && origin != "null" && !origin.is_empty() {
        return true;
    }
    let meta = gloo::utils::document().query_selector("meta[name=shardscope-origins]").ok().flatten();
    let named = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    named.split_whitespace().any(|named| named == origin)
}

fn answer(source: &JsValue, origin: &str, id: &JsValue, result: &Result<JsValue, JsValue>) {
    let object = Object::new();
    let set = |name: &str, value: &JsValue| drop(Reflect::set(&object, &name.into(), value));
    set("type", &"shardscope".into());
    set("id", id);
    match result {
        Ok(value) => set("result", value),
        Err(error) => set("error", &crate::platform::browser::reason(error).into()),
    }
    // The other window may be gone by now: then nobody is waiting.
    if let Ok(post) = Reflect::get(source, &"postMessage".into())
        && let Ok(post) = post.dyn_into::<Function>()
    {
        let _ = post.call2(source, &object, &origin.into());
    }
}
