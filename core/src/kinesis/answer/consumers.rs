//! Registered consumers, and the events of a subscription.
use super::records::{children, records};
use super::text;
use crate::kinesis::members::{arn, consumer_arn};
use crate::kinesis::{Consumer, ConsumerId, Ending, Kinesis, Push, Stream, StreamId};
use crate::service::Context;
use crate::wire::{ApiError, Value};

/// A consumer; `whole` as DescribeStreamConsumer answers it.
pub(super) fn described(kinesis: &Kinesis, stream: StreamId, id: ConsumerId, whole: bool) -> Option<Value<'static>> {
    let stream = kinesis.stream(stream)?;
    let consumer = stream.fan_out.consumers.iter().find(|consumer| consumer.id == id)?;
    Some(description(stream, consumer, &kinesis.account.account_id, whole))
}

fn description(stream: &Stream, consumer: &Consumer, account: &str, whole: bool) -> Value<'static> {
    let own = consumer_arn(account, &stream.name, &consumer.name, consumer.created_at.as_secs());
    Value::object([
        ("ConsumerName", Some(text(&consumer.name))),
        ("ConsumerARN", Some(text(own))),
        ("ConsumerStatus", Some(text(consumer.status.name()))),
        ("ConsumerCreationTimestamp", Some(Value::time(consumer.created_at))),
        ("StreamARN", whole.then(|| text(arn(account, &stream.name)))),
    ])
}

/// A SubscribeToShardEvent as JSON. `None` if its stream is gone.
pub fn event(kinesis: &Kinesis, context: &Context<'_>, push: &Push) -> Option<Value<'static>> {
    let stream = kinesis.stream(push.stream)?;
    let below = children(stream, &push.child_shards);
    Some(Value::object([
        ("Records", Some(records(context, stream, push.shard, push.from, push.to))),
        ("ContinuationSequenceNumber", push.continuation.map(text)),
        ("MillisBehindLatest", Some(Value::number(push.millis_behind_latest))),
        ("ChildShards", (!push.child_shards.is_empty()).then_some(below)),
    ]))
}

/// What a subscriber is told when its subscription ends before its time; `None` if it simply ends.
pub fn ending(ending: Ending) -> Option<ApiError> {
    match ending {
        Ending::Expired | Ending::ShardEnd => None,
        Ending::TakenOver => Some(ApiError::new(
            "ResourceInUseException",
            "Another subscription of this consumer to this shard has taken over.",
        )),
        Ending::Gone => {
            Some(ApiError::new("ResourceNotFoundException", "The consumer or its stream is being deleted."))
        }
    }
}
