//! Answers that go on: the event streams of SubscribeToShard, fed as simulated time passes.
use crate::platform::browser::{self, JsStream};
use crate::player::Player;
use shardscope_core::api::{self, Asked, Door, Service, frames};
use shardscope_core::kinesis::SubscriptionId;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A subscription whose events somebody outside reads.
struct Open {
    id: SubscriptionId,
    /// Ordinal up to which records were sent: what a run that goes back pushes again is not sent again.
    sent: u64,
    /// In which form its events are told.
    to: Asked,
    stream: JsStream,
}

/// The subscriptions that are read from outside.
#[derive(Clone, Default)]
pub struct Streams(Rc<RefCell<Vec<Open>>>);

impl Streams {
    /// The body of the answer to a subscription: a stream of bytes.
    pub fn open(&self, player: &mut Player, id: SubscriptionId, door: Door) -> JsValue {
        let (stream, to) = (browser::stream(), Asked::new(Service::Kinesis, door));
        stream.send(&frames::begin(&to));
        player.timeline.sink_mut().watched.push(id);
        let body = stream.body();
        self.0.borrow_mut().push(Open { id, sent: 0, to, stream });
        body
    }

    /// Sends what was pushed since the last time, and ends what has ended.
    pub fn flush(&self, player: &mut Player) {
        if !self.0.borrow().is_empty() {
            self.send(player);
        }
    }

    fn send(&self, player: &mut Player) {
        let sink = player.timeline.sink_mut();
        let (pushes, endings) = (std::mem::take(&mut sink.pushes), std::mem::take(&mut sink.endings));
        let sim = player.sim();
        let mut all = self.0.borrow_mut();
        for push in &pushes {
            let Some(open) = all.iter_mut().find(|open| open.id == push.subscription && push.to >= open.sent) else {
                continue;
            };
            open.sent = push.to;
            if let Some(event) = api::event(sim, push) {
                open.stream.send(&frames::event(&open.to, &event));
            }
        }
        for (id, ending) in endings {
            if let (Some(open), Some(error)) =
                (all.iter().find(|open| open.id == id), shardscope_core::kinesis::ending(ending))
            {
                open.stream.send(&frames::exception(&open.to, &error));
            }
        }
        // Whatever is not open in the run has ended; or the run is another one now.
        let lives = |open: &Open| {
            let of = |stream: &shardscope_core::kinesis::Stream| {
                stream
                    .fan_out
                    .subscriptions
                    .iter()
                    .any(|subscription| subscription.id == open.id && subscription.is_open)
            };
            sim.kinesis().streams().any(of)
        };
        let (live, over): (Vec<Open>, Vec<Open>) = all.drain(..).partition(lives);
        over.iter().for_each(|open| open.stream.close());
        *all = live;
    }
}
