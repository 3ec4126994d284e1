//! Who reads a shard by a subscription: workers of applications, and functions.
use super::{Error, Sim, Sink};
use crate::base::ActorId;
use crate::client::kcl::WorkerId;
use crate::kinesis::{ConsumerRef, Kinesis, Push, ShardId, SubscriptionId};
use crate::service::{Context, Principal};

/// Whose subscription it is, and of which shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subscriber {
    Worker(ActorId, WorkerId, ShardId),
    Function(ActorId, ShardId),
}

impl Subscriber {
    pub const fn actor(&self) -> ActorId {
        match self {
            Self::Worker(actor, ..) | Self::Function(actor, _) => *actor,
        }
    }

    pub fn is_worker(&self, application: ActorId, worker: WorkerId) -> bool {
        matches!(self, Self::Worker(of, by, _) if (*of, *by) == (application, worker))
    }
}

/// A consumer of a stream, by names.
pub(super) fn consumer(stream_name: &str, consumer_name: &str) -> ConsumerRef {
    ConsumerRef { stream_name: stream_name.into(), consumer_name: consumer_name.into(), creation_second: None }
}

impl Sim {
    /// An event has arrived at who subscribed.
    #[inline(never)]
    pub(super) fn push_arrives(&mut self, push: Push, trace: &mut dyn Sink) {
        match self.subscribers.get(&push.subscription) {
            Some(&Subscriber::Worker(id, worker, shard)) => self.worker_is_pushed((id, worker, shard), push, trace),
            Some(&Subscriber::Function(id, shard)) => self.function_is_pushed(id, shard, push, trace),
            None => {}
        }
    }

    pub(super) fn subscription_ended(&mut self, subscription: SubscriptionId) {
        match self.subscribers.remove(&subscription) {
            Some(Subscriber::Worker(id, worker, shard)) => self.worker_unsubscribed(id, worker, shard),
            Some(Subscriber::Function(id, shard)) => self.function_unsubscribed(id, shard),
            None => {}
        }
    }

    /// Registers a consumer for an actor, where the stream has none of this name. `true` if it did.
    ///
    /// Errors: the stream has no room for one more, or is not ACTIVE. Nothing has been called then.
    pub(super) fn register_for(&mut self, stream: &str, name: &str, trace: &mut dyn Sink) -> Result<bool, Error> {
        if self.services.kinesis.stream_named(stream)?.fan_out.consumers.iter().any(|consumer| consumer.name == name) {
            return Ok(false);
        }
        // A refused call has counted as one; an actor that there is not has called nobody.
        let before = self.services.kinesis.clone();
        let register = |kinesis: &mut Kinesis, context: &Context<'_>, out: &mut _| {
            kinesis.register_consumer(context.now, stream, name, out)
        };
        if let Err(error) = self.with(Principal::User, trace, register) {
            self.services.kinesis = before;
            return Err(error.into());
        }
        Ok(true)
    }

    /// An actor goes, and its consumer with it.
    pub(super) fn deregister_for(&mut self, stream: &str, name: &str, trace: &mut dyn Sink) {
        let of = consumer(stream, name);
        // Somebody may have deregistered it by hand.
        let _ = self.with(Principal::User, trace, |kinesis: &mut Kinesis, context, out| {
            kinesis.deregister_consumer(context.now, &of, out)
        });
    }
}
