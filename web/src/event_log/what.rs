//! What a line of the log tells.
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl;
use shardscope_core::client::lambda;
use shardscope_core::kinesis::{ConsumerId, ConsumerStatus, Ending, Limit, ShardId, StreamId, StreamStatus};
use shardscope_core::{sns, sqs};

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Status(StreamId, StreamStatus),
    Deleted(StreamId),
    Opened(StreamId, ShardId),
    Closed(StreamId, ShardId),
    Retention(StreamId, u64),
    Throttled(StreamId, ShardId, Limit),
    ReadThrottled(StreamId, ShardId, Limit),
    PutFailed(StreamId),
    ZonePaused(u8),
    ZoneResumed(u8),
    OutOfOrder(ActorId, ShardId),
    Missed(ActorId, ShardId),
    Lost,
    Ended(ActorId, ShardId),
    Consumer(StreamId, ConsumerId, ConsumerStatus),
    SubscriptionEnded(StreamId, ShardId, Ending),
    /// What happened in an application, without what differs from one time to the next.
    Kcl(ActorId, kcl::Event),
    /// What happened to a queue, with the numbers in the line's count.
    Queue(sqs::Event),
    Topic(sns::Event),
    /// The same of a function.
    Lambda(ActorId, lambda::Event),
}

impl What {
    /// Something that a user should look at.
    pub const fn is_trouble(&self) -> bool {
        use What::*;
        use kcl::Event as E;
        matches!(
            self,
            Lambda(_, lambda::Event::Failed { .. } | lambda::Event::Discarded { .. } | lambda::Event::Throttled { .. })
                | Kcl(_, E::Crashed { .. } | E::Skipped { .. } | E::Missed { .. } | E::Processed { .. })
                | Topic(sns::Event::Retried { .. } | sns::Event::GivenUp { .. } | sns::Event::Throttled { .. })
                | Queue(sqs::Event::Expired { .. } | sqs::Event::Moved { .. } | sqs::Event::Throttled { .. })
                | Throttled(..)
                | ReadThrottled(..)
                | PutFailed(_)
                | OutOfOrder(..)
                | Missed(..)
                | Lost
                | ZonePaused(_)
        )
    }
}
