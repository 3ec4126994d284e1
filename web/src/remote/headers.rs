//! What a request says beside its target and body.
use crate::player::Headers;
use js_sys::{Array, Object, Reflect};
use shardscope_core::api::Door;
use wasm_bindgen::{JsCast, JsValue};

/// What counts of a request's headers, and of the request itself: `{ method, query }`. Without headers it is a caller in the
/// page, who is trusted.
pub fn headers(given: &JsValue, request: &JsValue, target: &str) -> Headers {
    let Some(object) = given.dyn_ref::<Object>() else { return Headers::default() };
    let mut headers = Headers { is_trusted: false, ..Headers::default() };
    for entry in Object::entries(object).iter() {
        let entry: Array = entry.unchecked_into();
        let (name, value) =
            (entry.get(0).as_string().unwrap_or_default(), entry.get(1).as_string().unwrap_or_default());
        match name.to_ascii_lowercase().as_str() {
            "authorization" => headers.authorization = Some(value),
            "x-amz-date" | "date" => headers.is_dated = true,
            "content-type" => headers.door = Door::of(&value, target),
            _ => {}
        }
    }
    let of_request = |name: &str| Reflect::get(request, &name.into()).ok().and_then(|value| value.as_string());
    headers.method = of_request("method").unwrap_or(headers.method);
    headers.query = of_request("query").unwrap_or(headers.query);
    headers
}
