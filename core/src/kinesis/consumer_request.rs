//! The operations on registered consumers as data. See [`request`](super::request).
use super::consumer::{ConsumerId, ConsumerRef};
use super::fan_out::SubscriptionId;
use super::{Error, IteratorType, Kinesis, Out, ShardId, StreamId, quota};
use crate::base::Instant;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A request about a registered consumer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerRequest {
    Register { stream_name: String, consumer_name: String },
    Deregister(ConsumerRef),
    Describe(ConsumerRef),
    List { stream_name: String, next_token: Option<ConsumersToken>, max_results: Option<u32> },
    Subscribe { consumer: ConsumerRef, shard_id: ShardId, starting_position: IteratorType },
}

/// Where a list of consumers goes on; valid for 300 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumersToken {
    pub stream: StreamId,
    pub after: ConsumerId,
    pub issued_at: Instant,
}

/// What a request about a consumer answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsumerReply {
    Done,
    Registered(StreamId, ConsumerId),
    Described(StreamId, ConsumerId),
    Listed { stream: StreamId, consumers: Vec<ConsumerId>, next_token: Option<ConsumersToken> },
    Subscribed(SubscriptionId),
}

impl ConsumerRequest {
    /// Whether it only looks.
    pub const fn is_read(&self) -> bool {
        matches!(self, Self::Describe(_) | Self::List { .. })
    }
}

impl Kinesis {
    /// Carries out one request about a consumer. Errors are those of the operation.
    // Not within its caller, so that a page can load it later; so it is with others that are rarely called.
    pub(super) fn handle_consumer(
        &mut self,
        now: Instant,
        request: &ConsumerRequest,
        out: &mut Out,
    ) -> Result<ConsumerReply, Error> {
        match request {
            ConsumerRequest::Register { stream_name, consumer_name } => {
                let id = self.register_consumer(now, stream_name, consumer_name, out)?;
                Ok(ConsumerReply::Registered(self.stream_named(stream_name)?.id, id))
            }
            ConsumerRequest::Deregister(of) => self.deregister_consumer(now, of, out).map(|()| ConsumerReply::Done),
            ConsumerRequest::Describe(of) => {
                self.describe_consumer(now, of).map(|(stream, id)| ConsumerReply::Described(stream, id))
            }
            ConsumerRequest::List { stream_name, next_token, max_results } => {
                self.list_page(now, stream_name, *next_token, *max_results)
            }
            ConsumerRequest::Subscribe { consumer, shard_id, starting_position } => {
                self.subscribe(now, consumer, *shard_id, *starting_position, false, out).map(ConsumerReply::Subscribed)
            }
        }
    }

    fn list_page(
        &mut self,
        now: Instant,
        name: &str,
        token: Option<ConsumersToken>,
        most: Option<u32>,
    ) -> Result<ConsumerReply, Error> {
        if token.is_some_and(|token| now.since(token.issued_at) > quota::NEXT_TOKEN_LIFE) {
            return Err(Error::ExpiredNextToken);
        }
        if let (Some(token), Ok(stream)) = (token, self.stream_named(name))
            && token.stream != stream.id
        {
            return Err(Error::InvalidArgument("NextToken is invalid.".into()));
        }
        let (stream, consumers, more) = self.list_consumers(now, name, token.map(|token| token.after), most)?;
        let last = consumers.last().filter(|_| more);
        let next_token = last.map(|&after| ConsumersToken { stream, after, issued_at: now });
        Ok(ConsumerReply::Listed { stream, consumers, next_token })
    }
}
