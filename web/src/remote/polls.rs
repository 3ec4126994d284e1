//! Answers that come later: receives from queues that wait for a message, 20 simulated seconds at most.
use crate::player::{Player, Poll};
use js_sys::{Function, Promise};
use shardscope_core::api::HttpResponse;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How an answer becomes what JavaScript sees.
pub type Form = Box<dyn Fn(HttpResponse) -> Result<JsValue, JsValue>>;

struct Waiting {
    poll: Poll,
    form: Form,
    resolve: Function,
    reject: Function,
}

/// The receives that wait, and whom they will be told.
#[derive(Clone, Default)]
pub struct Polls(Rc<RefCell<Vec<Waiting>>>);

impl Polls {
    /// A promise of the answer.
    pub fn promise(&self, poll: Poll, form: Form) -> JsValue {
        let mut waiting = Some((poll, form));
        let all = self.0.clone();
        Promise::new(&mut |resolve, reject| {
            if let Some((poll, form)) = waiting.take() {
                all.borrow_mut().push(Waiting { poll, form, resolve, reject });
            }
        })
        .into()
    }

    /// Answers those whose messages have come, or whose time is over, or whose run is another one now.
    pub fn flush(&self, player: &Player) {
        if !self.0.borrow().is_empty() {
            self.answer(player);
        }
    }

    fn answer(&self, player: &Player) {
        let all = std::mem::take(&mut *self.0.borrow_mut());
        for waiting in all {
            let Some(response) = player.late_answer(&waiting.poll) else {
                self.0.borrow_mut().push(waiting);
                continue;
            };
            // A caller that is told cannot make us fail.
            let _ = match (waiting.form)(response) {
                Ok(value) => waiting.resolve.call1(&JsValue::UNDEFINED, &value),
                Err(reason) => waiting.reject.call1(&JsValue::UNDEFINED, &reason),
            };
        }
    }
}
