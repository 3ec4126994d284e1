//! Starts the playground.
use shardscope_web::app::{App, asked};
use shardscope_web::platform::panic;

fn main() {
    panic::install();
    wasm_bindgen_futures::spawn_local(async { drop(yew::Renderer::<App>::with_props(asked().await).render()) });
}
