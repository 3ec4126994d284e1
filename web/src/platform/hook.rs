//! `window.shardscope`: `state()`, what the run is like now, for tests and measurements; and `crash()`, which
//! shows what happens after a panic.
use crate::player::Player;
use serde::Serialize;
use shardscope_core::client::{Order, ProducerStats, ReaderStats};
use shardscope_core::kinesis::Counts;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A run in numbers.
#[derive(Serialize)]
pub struct State {
    pub scenario: String,
    pub now_micros: u64,
    pub playing: bool,
    pub speed: f64,
    pub streams: Vec<StreamState>,
    pub producers: Vec<ProducerStats>,
    pub readers: Vec<(ReaderStats, Order)>,
}

#[derive(Serialize)]
pub struct StreamState {
    pub name: String,
    pub status: String,
    pub open_shards: Vec<String>,
    pub total: Counts,
}

impl State {
    pub fn of(player: &Player) -> Self {
        let sim = &player.sim;
        let stream = |stream: &shardscope_core::kinesis::Stream| StreamState {
            name: stream.name.clone(),
            status: stream.status.to_string(),
            open_shards: stream.open_shards().map(|shard| shard.id.to_string()).collect(),
            total: stream.series.total,
        };
        Self {
            scenario: player.scenario.clone(),
            now_micros: player.elapsed().as_micros(),
            playing: player.playing,
            speed: player.speed,
            streams: sim.kinesis().streams().map(stream).collect(),
            producers: sim.producers().map(|producer| producer.stats).collect(),
            readers: sim.readers().map(|reader| (reader.stats, reader.book.order)).collect(),
        }
    }
}

/// Puts `state` on the window for as long as the page lives.
pub fn install(state: impl Fn() -> State + 'static) {
    let call = move || serde_wasm_bindgen::to_value(&state()).unwrap_or(JsValue::NULL);
    let call = Closure::<dyn Fn() -> JsValue>::new(call).into_js_value();
    let object = js_sys::Object::new();
    let window: JsValue = gloo::utils::window().unchecked_into();
    // Setting a property of a plain object cannot fail.
    let _ = js_sys::Reflect::set(&object, &"version".into(), &1.into());
    let _ = js_sys::Reflect::set(&object, &"state".into(), &call);
    let crash = Closure::<dyn Fn()>::new(|| panic!("asked for by window.shardscope.crash()")).into_js_value();
    let _ = js_sys::Reflect::set(&object, &"crash".into(), &crash);
    let _ = js_sys::Reflect::set(&window, &"shardscope".into(), &object);
}
