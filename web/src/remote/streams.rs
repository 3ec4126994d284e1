//! Answers that go on: the event streams of SubscribeToShard, fed as simulated time passes.
use crate::platform::browser::{self, JsStream};
use crate::player::Player;
use shardscope_core::api::{self, Asked, Door, Service, frames};
use shardscope_core::kinesis::{BranchId, Push, Subscription, SubscriptionId};
use shardscope_core::sim::Sim;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A subscription whose events somebody outside reads.
struct Open {
    id: SubscriptionId,
    /// Ordinal up to which records were sent: what a run that goes back pushes again is not sent again.
    sent: u64,
    /// On which branch of time that was: on another one other records may have the same ordinals.
    branch: BranchId,
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
        let (body, branch) = (stream.body(), player.sim().kinesis().branch());
        self.0.borrow_mut().push(Open { id, sent: 0, branch, to, stream });
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
        for open in all.iter_mut() {
            open.follow(sim, &pushes);
        }
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
        let lives = |open: &Open| subscription(sim, open.id).is_some_and(|of| of.is_open);
        let (live, over): (Vec<Open>, Vec<Open>) = all.drain(..).partition(lives);
        over.iter().for_each(|open| open.stream.close());
        *all = live;
        // A run that goes back goes on from a state that may be older than the subscription, and knows of no reader.
        player.timeline.sink_mut().watched = all.iter().map(|open| open.id).collect();
    }
}

impl Open {
    /// Where the run is on another branch of time, what comes from there on is new.
    fn follow(&mut self, sim: &Sim, pushes: &[Push]) {
        let branch = sim.kinesis().branch();
        if branch == self.branch {
            return;
        }
        self.branch = branch;
        let first = pushes.iter().find(|push| push.subscription == self.id).map(|push| push.from);
        let here = first.or_else(|| subscription(sim, self.id).map(|of| of.position));
        self.sent = self.sent.min(here.unwrap_or(0));
    }
}

fn subscription(sim: &Sim, id: SubscriptionId) -> Option<&Subscription> {
    sim.kinesis().streams().flat_map(|stream| &stream.fan_out.subscriptions).find(|of| of.id == id)
}
