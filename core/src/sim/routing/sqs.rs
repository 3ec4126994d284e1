//! What a queue gives to a receive that waited goes to its caller.
use super::Routed;
use crate::sim::message_lambda::Answer;
use crate::sim::polls::{Task, Waiter};
use crate::sim::{Config, Sim, Sink, Timer, message_lambda};
use crate::sqs::{self, Sqs};
use alloc::boxed::Box;
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
                let timer = match who {
                    Waiter::Lane(who) => Timer::Lane(Task::Answered(who, received.into_boxed_slice())),
                    Waiter::Function(id, poller, turn) => {
                        let answer = Box::new(Answer { poller, turn, received });
                        Timer::MessageFunction(id, message_lambda::Task::Answered(answer))
                    }
                };
                sim.schedule(sim.now, who.actor().0, timer);
            }
            None => polls.keep(poll, received),
        }
    }
}
