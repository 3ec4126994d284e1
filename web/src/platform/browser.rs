//! The page's own script (web/js/browser.js): compression, streams, the clipboard, the picture as a file.
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = pack)]
    fn js_pack(text: &str) -> Promise;
    #[wasm_bindgen(js_name = unpack)]
    fn js_unpack(packed: &str, most: f64) -> Promise;
    #[wasm_bindgen(js_name = copy)]
    fn js_copy(text: &str) -> Promise;
    #[wasm_bindgen(js_name = encode)]
    fn js_encode(text: &js_sys::JsString, target: &mut [u8]) -> i32;
    #[wasm_bindgen(js_name = keepOffline)]
    fn js_keep_offline(told: &JsValue) -> Promise;
    #[wasm_bindgen(js_name = renew)]
    fn js_renew();
    #[wasm_bindgen(js_name = tab)]
    fn js_tab() -> Promise;
    #[wasm_bindgen(js_name = tabs)]
    fn js_tabs() -> Promise;
    #[wasm_bindgen(js_name = stream)]
    pub fn stream() -> JsStream;
    /// A stream of bytes that we feed.
    pub type JsStream;
    #[wasm_bindgen(method)]
    pub fn send(this: &JsStream, bytes: &[u8]);
    #[wasm_bindgen(method)]
    pub fn close(this: &JsStream);
    #[wasm_bindgen(method, getter)]
    pub fn body(this: &JsStream) -> JsValue;
    #[wasm_bindgen(js_name = picture)]
    fn js_picture() -> Promise;
    /// Loads the page's typeface.
    pub fn dress();
}

/// What went wrong in JavaScript, in its words.
pub fn reason(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| t!(app.the_browser_refused).into())
}

async fn text_of(promise: Promise) -> Result<String, String> {
    let value = JsFuture::from(promise).await.map_err(|error| reason(&error))?;
    Ok(value.as_string().unwrap_or_default())
}

/// The bytes of a JavaScript string.
pub fn bytes(text: &js_sys::JsString) -> Vec<u8> {
    // Most bodies are ASCII: one byte a letter.
    let mut bytes = vec![0; text.length() as usize];
    match usize::try_from(js_encode(text, &mut bytes)) {
        Ok(written) => {
            bytes.truncate(written);
            bytes
        }
        Err(_) => String::from(text).into_bytes(),
    }
}

/// The address of this page with a run in it. Errors: a run with rows of the user's own file, which a link does not hold.
pub async fn link(run: &str, has_file: bool) -> Result<String, String> {
    if has_file {
        return Err(t!(page.a_link_does_not_hold_the).into());
    }
    pack(run).await.map(|packed| super::page::address_with_run(&packed))
}

/// A number for this tab, which outlives a reload. Errors: the browser's words.
pub async fn tab() -> Result<String, String> {
    text_of(js_tab()).await
}

/// The numbers of all tabs that are open, as far as the browser tells.
pub async fn tabs() -> Vec<String> {
    let tabs = JsFuture::from(js_tabs()).await.unwrap_or_default();
    js_sys::Array::from(&tabs).iter().filter_map(|tab| tab.as_string()).collect()
}

/// Text as a link carries it. Errors: the browser has no compression.
pub async fn pack(text: &str) -> Result<String, String> {
    text_of(js_pack(text)).await
}

/// The text of a link, of so many bytes at most. Errors: what is wrong with it.
pub async fn unpack(packed: &str, most: usize) -> Result<String, String> {
    text_of(js_unpack(packed, most as f64)).await
}

/// Puts a text on the clipboard. Errors: the browser refuses.
pub async fn copy(text: &str) -> Result<(), String> {
    text_of(js_copy(text)).await.map(drop)
}

/// The picture as a PNG. Errors: the browser makes none.
pub async fn picture() -> Result<web_sys::Blob, String> {
    let blob = JsFuture::from(js_picture()).await.map_err(|error| reason(&error))?;
    blob.dyn_into().map_err(|_| t!(page.the_browser_made_no_picture).into())
}

/// Has the site kept for times without a line, where the build can. `told` hears that a newer version waits.
pub async fn keep_offline(told: impl Fn() + 'static) {
    let told = Closure::<dyn Fn()>::new(told).into_js_value();
    // What the browser refuses is said in its own console; nothing of the page depends on it.
    let _ = JsFuture::from(js_keep_offline(&told)).await;
}

/// Lets the newer version that waits take over, and loads the page again once it has.
pub fn renew() {
    js_renew();
}
