//! The wire form of registered consumers: requests both ways, answers, and the events of a subscription.
use super::decode::Body;
use super::error::ApiError;
use super::json::Json;
use super::members::{Members, may, time};
use super::model::Service;
use super::records::{children, records};
use super::{arn, token};
use crate::base::Instant;
use crate::kinesis::{
    Consumer, ConsumerId, ConsumerRef, ConsumerReply, ConsumerRequest, Ending, IteratorType, Push, SequenceNumber,
    Stream, StreamId,
};
use crate::sim::Sim;
use alloc::format;
use alloc::string::{String, ToString};

/// A consumer's ARN: it has the second in which the consumer was registered.
pub fn consumer_arn(account: &str, stream: &str, name: &str, second: u64) -> String {
    format!("{}/consumer/{name}:{second}", arn(account, stream))
}

impl Body<'_> {
    pub(super) fn of_consumer(&self, operation: &str) -> Result<ConsumerRequest, ApiError> {
        Ok(match operation {
            "RegisterStreamConsumer" if self.json.get("Tags").is_some() => {
                return Err(ApiError::not_simulated(Service::Kinesis, "Tags of a consumer"));
            }
            "RegisterStreamConsumer" => ConsumerRequest::Register {
                stream_name: self.stream()?,
                consumer_name: self.text("ConsumerName").unwrap_or_default(),
            },
            "DeregisterStreamConsumer" => ConsumerRequest::Deregister(self.consumer()?),
            "DescribeStreamConsumer" => ConsumerRequest::Describe(self.consumer()?),
            "ListStreamConsumers" => {
                if self.json.get("StreamCreationTimestamp").is_some() && self.json.get("NextToken").is_some() {
                    return Err(ApiError::invalid(
                        "NextToken and StreamCreationTimestamp cannot be provided together.",
                    ));
                }
                let read =
                    |given: String| token::consumers(&given).ok_or_else(|| ApiError::invalid("NextToken is invalid."));
                ConsumerRequest::List {
                    stream_name: self.stream()?,
                    next_token: self.text("NextToken").map(read).transpose()?,
                    max_results: self.number("MaxResults"),
                }
            }
            _ => ConsumerRequest::Subscribe {
                consumer: self.consumer()?,
                shard_id: self.shard("ShardId")?,
                starting_position: self.starting_position()?,
            },
        })
    }

    /// By its ARN, or by the stream's ARN and its name; both, if they agree.
    fn consumer(&self) -> Result<ConsumerRef, ApiError> {
        let by_arn = self.text("ConsumerARN").map(|arn| self.consumer_in_arn(&arn)).transpose()?;
        let named = match (self.text("ConsumerName"), self.json.get("StreamARN")) {
            (Some(consumer_name), Some(_)) => {
                Some(ConsumerRef { stream_name: self.stream()?, consumer_name, creation_second: None })
            }
            _ => None,
        };
        match (by_arn, named) {
            (Some(arn), Some(named))
                if (&arn.stream_name, &arn.consumer_name) != (&named.stream_name, &named.consumer_name) =>
            {
                Err(ApiError::invalid("ConsumerARN, and StreamARN and ConsumerName, name different consumers."))
            }
            (Some(found), _) | (None, Some(found)) => Ok(found),
            (None, None) => {
                Err(ApiError::invalid("Either ConsumerARN, or StreamARN and ConsumerName, should be provided."))
            }
        }
    }

    fn consumer_in_arn(&self, arn: &str) -> Result<ConsumerRef, ApiError> {
        let (stream, consumer) = arn.split_once("/consumer/").unwrap_or((arn, ""));
        let (name, second) = consumer.rsplit_once(':').unwrap_or((consumer, ""));
        let stream_name = self.name_in_arn(stream)?;
        // A number of 20 digits and more is no second that there was.
        let creation_second = Some(second.parse().unwrap_or(u64::MAX));
        Ok(ConsumerRef { stream_name, consumer_name: name.into(), creation_second })
    }

    fn starting_position(&self) -> Result<IteratorType, ApiError> {
        let json = self.json.get("StartingPosition").unwrap_or(&Json::Null);
        let place = Body { json, account: self.account };
        let kind = place.text("Type").unwrap_or_default();
        let missing =
            |what: &str| ApiError::invalid(format!("{what} must be provided with a StartingPosition of type {kind}."));
        let number = || {
            let given = place.text("SequenceNumber").ok_or_else(|| missing("SequenceNumber"))?;
            given
                .parse::<SequenceNumber>()
                .map_err(|_| ApiError::invalid(format!("SequenceNumber {given} used in SubscribeToShard is invalid.")))
        };
        Ok(match kind.as_str() {
            "TRIM_HORIZON" => IteratorType::TrimHorizon,
            "LATEST" => IteratorType::Latest,
            "AT_SEQUENCE_NUMBER" => IteratorType::AtSequenceNumber(number()?),
            "AFTER_SEQUENCE_NUMBER" => IteratorType::AfterSequenceNumber(number()?),
            _ => IteratorType::AtTimestamp(place.time("Timestamp").ok_or_else(|| missing("Timestamp"))?),
        })
    }
}

/// The operation's name and the members of a request.
pub(super) fn encode(request: &ConsumerRequest, body: &mut Members, account: &str) -> &'static str {
    match request {
        ConsumerRequest::Register { stream_name, consumer_name } => {
            body.push(("StreamARN", Json::text(arn(account, stream_name))));
            body.push(("ConsumerName", Json::text(consumer_name)));
            "RegisterStreamConsumer"
        }
        ConsumerRequest::Deregister(of) => addressed(body, of, account, "DeregisterStreamConsumer"),
        ConsumerRequest::Describe(of) => addressed(body, of, account, "DescribeStreamConsumer"),
        ConsumerRequest::List { stream_name, next_token, max_results } => {
            body.push(("StreamARN", Json::text(arn(account, stream_name))));
            may(body, "NextToken", next_token.as_ref().map(|token| Json::text(token::consumers_text(token))));
            may(body, "MaxResults", max_results.map(|most| Json::Integer(most.into())));
            "ListStreamConsumers"
        }
        ConsumerRequest::Subscribe { consumer, shard_id, starting_position } => {
            addressed(body, consumer, account, "");
            body.push(("ShardId", Json::text(shard_id.to_string())));
            body.push(("StartingPosition", place(*starting_position)));
            "SubscribeToShard"
        }
    }
}

fn addressed(body: &mut Members, of: &ConsumerRef, account: &str, operation: &'static str) -> &'static str {
    match of.creation_second {
        Some(second) => {
            let arn = consumer_arn(account, &of.stream_name, &of.consumer_name, second);
            body.push(("ConsumerARN", Json::text(arn)));
        }
        None => {
            body.push(("StreamARN", Json::text(arn(account, &of.stream_name))));
            body.push(("ConsumerName", Json::text(&*of.consumer_name)));
        }
    }
    operation
}

fn place(place: IteratorType) -> Json<'static> {
    let of = |kind: &str, number: Option<SequenceNumber>, at: Option<Instant>| {
        Json::object([
            ("Type", Some(Json::text(kind))),
            ("SequenceNumber", number.map(|number| Json::text(number.to_string()))),
            ("Timestamp", at.map(time)),
        ])
    };
    match place {
        IteratorType::TrimHorizon => of("TRIM_HORIZON", None, None),
        IteratorType::Latest => of("LATEST", None, None),
        IteratorType::AtSequenceNumber(number) => of("AT_SEQUENCE_NUMBER", Some(number), None),
        IteratorType::AfterSequenceNumber(number) => of("AFTER_SEQUENCE_NUMBER", Some(number), None),
        IteratorType::AtTimestamp(at) => of("AT_TIMESTAMP", None, Some(at)),
    }
}

/// The body of an answer; `None` where there is none.
pub(super) fn answer(sim: &Sim, reply: &ConsumerReply) -> Option<Json<'static>> {
    Some(match reply {
        ConsumerReply::Done | ConsumerReply::Subscribed(_) => return None,
        ConsumerReply::Registered(stream, id) => Json::object([("Consumer", described(sim, *stream, *id, false))]),
        ConsumerReply::Described(stream, id) => {
            Json::object([("ConsumerDescription", described(sim, *stream, *id, true))])
        }
        ConsumerReply::Listed { stream, consumers, next_token } => Json::object([
            (
                "Consumers",
                Some(Json::List(consumers.iter().filter_map(|id| described(sim, *stream, *id, false)).collect())),
            ),
            ("NextToken", next_token.as_ref().map(|token| Json::text(token::consumers_text(token)))),
        ]),
    })
}

fn described(sim: &Sim, stream: StreamId, id: ConsumerId, whole: bool) -> Option<Json<'static>> {
    let stream = sim.kinesis().stream(stream)?;
    let consumer = stream.fan_out.consumers.iter().find(|consumer| consumer.id == id)?;
    Some(description(stream, consumer, &sim.kinesis().account.account_id, whole))
}

fn description(stream: &Stream, consumer: &Consumer, account: &str, whole: bool) -> Json<'static> {
    let created = Instant::from_micros(consumer.created_at.as_micros() / 1_000 * 1_000);
    let own = consumer_arn(account, &stream.name, &consumer.name, consumer.created_at.as_secs());
    Json::object([
        ("ConsumerName", Some(Json::text(&*consumer.name))),
        ("ConsumerARN", Some(Json::text(own))),
        ("ConsumerStatus", Some(Json::text(consumer.status.name()))),
        ("ConsumerCreationTimestamp", Some(time(created))),
        ("StreamARN", whole.then(|| Json::text(arn(account, &stream.name)))),
    ])
}

/// A SubscribeToShardEvent as JSON. `None` if its stream is gone.
pub fn event(sim: &Sim, push: &Push) -> Option<Json<'static>> {
    let stream = sim.kinesis().stream(push.stream)?;
    let below = children(stream, &push.child_shards);
    Some(Json::object([
        ("Records", Some(records(sim, stream, push.shard, push.from, push.to))),
        ("ContinuationSequenceNumber", push.continuation.map(|number| Json::text(number.to_string()))),
        ("MillisBehindLatest", Some(Json::Integer(push.millis_behind_latest as i64))),
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
