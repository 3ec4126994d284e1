//! Files in and out. What a user drops is read here, in the browser, and goes nowhere else.
use super::frame;
use crate::data::{Encoding, FILE_MOST, Ingest, Loaded, Peek, Plan, peek_as};
use crate::format::decimal;
use crate::lessons::{FILE_MOST as FILE_MOST_OF_PROGRESS, Progress};
use crate::story::{Story, TEXT_MOST};
use gloo::file::{Blob, futures::read_as_bytes};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Bytes of a file that are looked at for a story.
const STORY_MOST: u64 = TEXT_MOST as u64;
/// How long a file beside the page may take, in milliseconds.
const ANSWER_MILLIS: u32 = 15_000;
/// Bytes read at a time.
const PIECE: u64 = 1 << 20;
/// Bytes of them that are taken apart at a time: rows that cannot be used take the longest.
const PART: usize = 16 << 10;
/// Milliseconds after which the page may draw a frame.
const TURN_MILLIS: f64 = 30.0;

/// Looks at the beginning of a file, whose letters are written as the user says, if somebody did.
///
/// Errors: too large, unreadable, or no table.
pub async fn look(file: File, told: Option<Encoding>) -> Result<Peek, String> {
    let (name, size) = (file.name(), file.size());
    if size > FILE_MOST {
        return Err(t!(page.the_file_has_mib_50_mib, size = decimal(size / 1024.0 / 1024.0, 1)));
    }
    let start = piece(&Blob::from(web_sys::Blob::from(file)), 0, 256 << 10).await?;
    peek_as(&name, &start, size, told)
}

/// The text of a file that `Save` has written, or of a story, whatever its size and name; `None` for any other.
pub async fn saved_run(file: &File) -> Option<String> {
    const BEGINNINGS: [&[u8]; 2] = [b"{\"version\":", b"shardscope "];
    let blob = Blob::from(web_sys::Blob::from(file.clone()));
    let start = piece(&blob, 0, STORY_MOST).await.ok()?;
    let begins = |with: &&[u8]| start.starts_with(with);
    let is_progress = Progress::is_one(&String::from_utf8_lossy(&start[..start.len().min(64)]));
    let is_story = || file.name().ends_with(".md") || Story::is_one(&String::from_utf8_lossy(&start));
    if !BEGINNINGS.iter().any(begins) && !is_progress && !is_story() {
        return None;
    }
    gloo::file::futures::read_as_text(&blob).await.ok()
}

/// The text of a file with a student's progress. Errors: it is too large, or cannot be read.
pub async fn progress(file: &File) -> Result<String, String> {
    if file.size() > FILE_MOST_OF_PROGRESS as f64 {
        return Err(t!(progress.too_large, most = FILE_MOST_OF_PROGRESS >> 20));
    }
    let blob = Blob::from(web_sys::Blob::from(file.clone()));
    gloo::file::futures::read_as_text(&blob).await.map_err(|error| t!(page.the_file_cannot_be_read, error = error))
}

/// The text of a story beside the page. Errors: none is there, it is on another site, or too long.
pub async fn story(path: &str) -> Result<String, String> {
    let text = text(path).await?;
    if Story::is_meant(&text) { Ok(text) } else { Err(t!(page.is_no_story_docs_stories_md, path = path)) }
}

/// A request that ends: a host that never answers must not keep a page from beginning.
fn patient() -> web_sys::RequestInit {
    let init = web_sys::RequestInit::new();
    init.set_signal(Some(&web_sys::AbortSignal::timeout_with_u32(ANSWER_MILLIS)));
    init
}

/// The text of a file beside the page. Errors: none is there, it is on another site, or it does not come.
pub async fn text(path: &str) -> Result<String, String> {
    let window = gloo::utils::window();
    let failed = |error: JsValue| t!(page.could_not_be_loaded, path = path, reason = super::browser::reason(&error));
    let here = window.location().href().map_err(failed)?;
    let url = Url::new_with_base(path, &here).map_err(failed)?;
    if Url::new(&here).is_ok_and(|here| here.origin() != url.origin()) {
        return Err(t!(page.is_on_another_site_a_story, path = path));
    }
    let response = wasm_bindgen_futures::JsFuture::from(window.fetch_with_str_and_init(&url.href(), &patient()))
        .await
        .map_err(failed)?;
    let response: web_sys::Response = response.dyn_into().map_err(failed)?;
    if !response.ok() {
        return Err(t!(page.could_not_be_loaded_http, path = path, status = response.status()));
    }
    let text = wasm_bindgen_futures::JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
    Ok(text.as_string().unwrap_or_default())
}

/// Reads a whole file by a plan. `progress` gets the part done, 0 to 1; `cancelled` stops it.
///
/// Errors: the file cannot be read any more, or the user stopped.
pub async fn read(file: File, plan: Plan, progress: impl Fn(f64), cancelled: Rc<Cell<bool>>) -> Result<Loaded, String> {
    let blob = Blob::from(web_sys::Blob::from(file));
    let mut ingest = Ingest::new(plan);
    let (size, mut at) = (blob.size(), 0);
    let mut turn = frame::now();
    while at < size {
        let bytes = piece(&blob, at, PIECE).await?;
        for part in bytes.chunks(PART) {
            if cancelled.get() {
                return Err(t!(page.stopped).into());
            }
            ingest.push(part);
            at += part.len() as u64;
            if frame::now() - turn > TURN_MILLIS {
                progress((at as f64 / size as f64).min(1.0));
                gloo::timers::future::sleep(std::time::Duration::ZERO).await;
                turn = frame::now();
            }
        }
    }
    Ok(ingest.finish())
}

async fn piece(blob: &Blob, from: u64, length: u64) -> Result<Vec<u8>, String> {
    let part = blob.slice(from, (from + length).min(blob.size()));
    read_as_bytes(&part).await.map_err(|error| t!(page.the_file_cannot_be_read, error = error))
}

/// The sample file that comes with the page.
///
/// Errors: it could not be fetched.
pub async fn sample() -> Result<File, String> {
    let failed = |_: JsValue| t!(page.the_sample_file_could_not_be).to_string();
    let window = gloo::utils::window();
    let response = wasm_bindgen_futures::JsFuture::from(window.fetch_with_str("sample/flights.csv")).await;
    let response: web_sys::Response = response.map_err(failed)?.dyn_into().map_err(failed)?;
    if !response.ok() {
        return Err(t!(page.the_sample_file_http_status, status = response.status()));
    }
    let blob = wasm_bindgen_futures::JsFuture::from(response.blob().map_err(failed)?).await.map_err(failed)?;
    File::new_with_blob_sequence(&js_sys::Array::of1(&blob), "flights.csv").map_err(failed)
}

/// Offers a text as a download.
pub fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/plain;charset=utf-8");
    let parts = js_sys::Array::of1(&text.into());
    download_blob(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Offers anything as a download.
pub fn download_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let anchor: HtmlAnchorElement = gloo::utils::document().create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}
