//! Animation frames.
use gloo::render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use std::rc::Rc;

/// Calls back once per animation frame for as long as it lives. A hidden page gets no frames.
pub struct Frames {
    _next: Rc<RefCell<Option<AnimationFrame>>>,
}

impl Frames {
    pub fn start(callback: impl Fn(f64) + 'static) -> Self {
        let next: Rc<RefCell<Option<AnimationFrame>>> = Rc::default();
        schedule(Rc::downgrade(&next), Rc::new(callback));
        Self { _next: next }
    }
}

type Slot = std::rc::Weak<RefCell<Option<AnimationFrame>>>;

fn schedule(slot: Slot, callback: Rc<dyn Fn(f64)>) {
    let Some(place) = slot.upgrade() else { return };
    let frame = request_animation_frame(move |now| {
        schedule(slot, callback.clone());
        callback(now);
    });
    *place.borrow_mut() = Some(frame);
}

/// Milliseconds since the page was loaded.
pub fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |performance| performance.now())
}
