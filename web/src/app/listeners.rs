//! What the browser tells the page, for as long as the page lives.
use super::{App, TICK_MILLIS, keys};
use crate::card::{Notice, Offer};
use crate::msg::Msg;
use crate::platform::{browser, frame, page};
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use gloo::utils::{document, window};
use yew::html::Scope;

/// They end with it.
pub(super) struct Listeners {
    _frames: frame::Frames,
    _window: [EventListener; 3],
    _hidden: EventListener,
    _keys: EventListener,
    _ticks: Interval,
    _offline: Timeout,
}

/// After so long the page is there, and what keeps it does not take the line from what shows it.
const KEEP_AFTER_MILLIS: u32 = 4_000;

/// Says that there is a newer version, once. What runs goes on with this one.
fn newer() -> Msg {
    let said = Notice::note(t!(app.newer_version), t!(app.newer_version_when));
    Msg::Note(Box::new(Notice { offer: Some(Offer::Newer), ..said }))
}

impl Listeners {
    pub fn begin(link: &Scope<App>) -> Self {
        let [on_frame, on_key, on_hidden, on_tick, on_newer] = std::array::from_fn(|_| link.clone());
        let on_window = |event: &'static str, told: fn() -> Msg| {
            let link = link.clone();
            EventListener::new(&window(), event, move |_| link.send_message(told()))
        };
        Self {
            _frames: frame::Frames::start(move |now| on_frame.send_message(Msg::Frame(now))),
            _window: [
                on_window("resize", || Msg::Resized),
                on_window("hashchange", || Msg::AddressChanged),
                on_window("pagehide", || Msg::Leaving),
            ],
            _hidden: EventListener::new(&document(), "visibilitychange", move |_| {
                if page::is_hidden() {
                    on_hidden.send_message(Msg::Leaving);
                }
            }),
            _keys: keys::listen(move |event| on_key.send_message(Msg::Key(event))),
            _ticks: Interval::new(TICK_MILLIS, move || on_tick.send_message(Msg::Tick)),
            _offline: Timeout::new(KEEP_AFTER_MILLIS, move || {
                wasm_bindgen_futures::spawn_local(browser::keep_offline(move || on_newer.send_message(newer())));
            }),
        }
    }
}
