//! Pushes of streams go to their subscribers, and actors leave a stream that goes.
use super::Routed;
use crate::kinesis::{self, Kinesis};
use crate::sim::{Config, Sim, Sink, Timer};
use alloc::boxed::Box;
use alloc::sync::Arc;

impl Routed for Kinesis {
    fn begin(config: &Config) -> Self {
        Self::new(config.account.clone())
    }

    // Of a thousand shards each has lists with room to grow: the copy is cut to size, and the run that goes on keeps its room.
    fn copy(place: &Arc<Self>) -> Arc<Self> {
        Arc::new(Self::clone(place))
    }

    // Subscribers from outside read the trace.
    fn route(sim: &mut Sim, effect: kinesis::Effect, _: &mut dyn Sink) {
        match effect {
            kinesis::Effect::Push(push) if sim.subscribers.contains_key(&push.subscription) => {
                sim.schedule(sim.now, 0, Timer::Pushed(Box::new(push)));
            }
            kinesis::Effect::Ended(subscription, _) if sim.subscribers.contains_key(&subscription) => {
                sim.schedule(sim.now, 0, Timer::SubscriptionEnded(subscription));
            }
            kinesis::Effect::Push(_) | kinesis::Effect::Ended(..) => {}
            kinesis::Effect::Deleted(stream) => {
                sim.actors.leave(stream);
            }
        }
    }
}
