//! Starts the playground: a run and its picture first, then the page.
//!
//! The module is cut in two where [`page`] is called: whatever only the page needs is in a file of its own, which is fetched as soon as
//! the first one runs (`xtask/src/module.rs`).
use gloo::timers::future::TimeoutFuture;
use shardscope_web::app::App;
use shardscope_web::opening::{HandOver, Opening, asked};
use shardscope_web::platform::panic;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    panic::install();
    // On its way while the run begins. What fails is said where it is waited for.
    spawn_local(async { drop(load_page().await) });
    spawn_local(begin());
}

async fn begin() {
    let asked = asked().await;
    // What has been compiled and what is worked out now are two tasks: a browser may answer its user between them.
    TimeoutFuture::new(0).await;
    let opening = Opening::begin(asked);
    while page(Box::new(opening.hand_over())).await.is_err() {
        opening.failed().await;
    }
}

/// Puts the page in the place of what was there.
#[wasm_split(page, fallible, preload(load_page))]
#[allow(clippy::boxed_local, reason = "one pointer crosses from one file to the other")]
fn page(run: Box<HandOver>) -> Result<(), SplitLoaderError> {
    drop(yew::Renderer::<App>::with_props(*run).render());
    Ok(())
}
