//! What a queue gives to a receive that waited goes to its caller.
use super::Routed;
use crate::sim::polls::Task;
use crate::sim::{Config, Sim, Sink, Timer};
use crate::sqs::{self, Sqs};
use alloc::sync::Arc;

impl Routed for Sqs {
    fn begin(config: &Config) -> Self {
        let account = sqs::Account {
            account_id: config.account.account_id.clone(),
            short_polls_sampled_per_mille: config.short_polls_sampled_per_mille,
        };
        Self::new(account, config.seed)
    }

    fn route(sim: &mut Sim, effect: sqs::Effect, _: &mut dyn Sink) {
        let sqs::Effect::Answer(poll, received) = effect;
        let polls = Arc::make_mut(&mut sim.polls);
        match polls.waits.remove(&poll) {
            Some(who) => {
                debug_assert!(!polls.answers.contains_key(&poll), "a poll is answered once");
                let task = Task::Answered(who, received.into_boxed_slice());
                sim.schedule(sim.now, who.lane.0, Timer::Lane(task));
            }
            None => polls.keep(poll, received),
        }
    }
}
