//! A camera that looks for QR codes.
use super::browser::reason;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/js/camera.js")]
extern "C" {
    #[wasm_bindgen(js_name = watch)]
    fn js_watch(video: &HtmlElement, found: &JsValue, failed: &JsValue) -> Function;
}

/// A camera that looks until this is dropped.
pub struct Watching {
    end: Function,
    _told: [Closure<dyn Fn(JsValue)>; 2],
}

/// Shows the camera in a `<video>`; `found` hears each text once, `failed` why there is nothing to see.
pub fn watch(video: &HtmlElement, found: impl Fn(String) + 'static, failed: impl Fn(String) + 'static) -> Watching {
    let found = Closure::<dyn Fn(JsValue)>::new(move |text: JsValue| text.as_string().into_iter().for_each(&found));
    let failed = Closure::<dyn Fn(JsValue)>::new(move |error: JsValue| failed(reason(&error)));
    Watching { end: js_watch(video, found.as_ref(), failed.as_ref()), _told: [found, failed] }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It ends what it began, and cannot fail.
        let _ = self.end.call0(&JsValue::NULL);
    }
}
