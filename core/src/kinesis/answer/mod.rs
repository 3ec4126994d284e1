//! From what a request answered to the body of the answer.
mod consumers;
mod records;

pub use consumers::{ending, event};

use super::members::{StreamModeDetails, arn};
use super::{
    GetRecordsOutput, Kinesis, ListShardsPage, Metric, Put, Reply, Request, Shard, ShardId, Stream, StreamId, quota,
    token,
};
use crate::base::Instant;
use crate::service::Context;
use crate::wire::{Value, base64};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use consumers::described;
use records::{children, hash_key_range, records};

/// The body of an answer; `None` where AWS answers without one.
pub(super) fn body(
    kinesis: &Kinesis,
    context: &Context<'_>,
    request: &Request,
    reply: &Reply,
) -> Option<Value<'static>> {
    let account = &kinesis.account.account_id;
    let stream = |id: &StreamId| kinesis.stream(*id);
    let one = |name: &'static str, value: Value<'static>| Value::object([(name, Some(value))]);
    Some(match reply {
        Reply::Done | Reply::Created(_) | Reply::Subscribed(_) => return None,
        Reply::Registered(of, id) => one("Consumer", described(kinesis, *of, *id, false)?),
        Reply::Consumer(of, id) => one("ConsumerDescription", described(kinesis, *of, *id, true)?),
        Reply::Consumers { stream, consumers, next_token } => {
            let each = consumers.iter().filter_map(|id| described(kinesis, *stream, *id, false));
            Value::object([
                ("Consumers", Some(Value::List(each.collect()))),
                ("NextToken", next_token.as_ref().map(|next| text(token::consumers_text(next)))),
            ])
        }
        Reply::Put { shard, sequence_number } => Value::object([
            ("ShardId", Some(text(shard))),
            ("SequenceNumber", Some(text(sequence_number))),
            ("EncryptionType", encryption_of_request(kinesis, request)),
        ]),
        Reply::Puts { stream: id, now, puts } => put_records(account, stream(id)?, *now, puts),
        Reply::ShardCount { current, target } => {
            let Request::UpdateShardCount(of) = request else { return None };
            Value::object([
                ("StreamName", Some(text(of.stream.name()))),
                ("CurrentShardCount", Some(Value::number(u64::from(*current)))),
                ("TargetShardCount", Some(Value::number(u64::from(*target)))),
                ("StreamARN", Some(text(arn(account, of.stream.name())))),
            ])
        }
        Reply::Shards { stream: id, page } => list_shards(stream(id)?, page),
        Reply::Iterator(iterator) => one("ShardIterator", text(token::iterator_text(iterator))),
        Reply::Records { stream: id, shard, output } => get_records(context, stream(id)?, *shard, output),
        Reply::Stream { stream: id, shards, has_more_shards } => {
            one("StreamDescription", description(stream(id)?, account, shards, *has_more_shards))
        }
        Reply::Summary(id) => one("StreamDescriptionSummary", summary(stream(id)?, account)),
        Reply::Limits { open_shards, on_demand_streams } => Value::object([
            ("ShardLimit", Some(Value::number(u64::from(kinesis.account.shard_limit)))),
            ("OpenShardCount", Some(Value::number(u64::from(*open_shards)))),
            ("OnDemandStreamCount", Some(Value::number(u64::from(*on_demand_streams)))),
            ("OnDemandStreamCountLimit", Some(Value::number(quota::ON_DEMAND_STREAMS as u64))),
        ]),
        Reply::Streams { streams, has_more_streams } => list_streams(kinesis, streams, *has_more_streams),
        Reply::Policy(policy) => one("Policy", text(policy)),
        Reply::Tags { tags, has_more_tags } => {
            let tag = |(key, value): &(String, String)| {
                Value::object([("Key", Some(text(key))), ("Value", Some(text(value)))])
            };
            let by_arn = matches!(request, Request::ListTagsForResource(_));
            Value::object([
                ("Tags", Some(Value::List(tags.iter().map(tag).collect()))),
                ("HasMoreTags", (!by_arn).then_some(Value::Bool(*has_more_tags))),
            ])
        }
        Reply::Monitoring { before, after } => {
            let (Request::EnableEnhancedMonitoring(of) | Request::DisableEnhancedMonitoring(of)) = request else {
                return None;
            };
            Value::object([
                ("StreamName", Some(text(of.stream.name()))),
                ("CurrentShardLevelMetrics", Some(metrics(before))),
                ("DesiredShardLevelMetrics", Some(metrics(after))),
                ("StreamARN", Some(text(arn(account, of.stream.name())))),
            ])
        }
    })
}

fn text(text: impl ToString) -> Value<'static> {
    Value::text(text.to_string())
}

fn metrics(metrics: &[Metric]) -> Value<'static> {
    Value::List(metrics.iter().map(|metric| text(format!("{metric:?}"))).collect())
}

/// KMS, if the stream encrypts; answers say nothing otherwise.
fn encryption(stream: &Stream) -> Option<Value<'static>> {
    stream.settings.key_id.is_some().then(|| text("KMS"))
}

fn encryption_of_request(kinesis: &Kinesis, request: &Request) -> Option<Value<'static>> {
    let Request::PutRecord(of) = request else { return None };
    encryption(kinesis.stream_named(of.stream.name()).ok()?)
}

fn put_records(account: &str, stream: &Stream, now: Instant, puts: &[Put]) -> Value<'static> {
    let failed = |code: &str, message: String| {
        Value::object([("ErrorCode", Some(text(code))), ("ErrorMessage", Some(Value::text(message)))])
    };
    let entry = |put: &Put| match put {
        Put::Accepted { shard, ordinal } => {
            let sequence_number = stream.shards[shard.index()].sequence_number(*ordinal, now);
            Value::object([("SequenceNumber", Some(text(sequence_number))), ("ShardId", Some(text(shard)))])
        }
        Put::Throttled { shard, .. } => failed(
            "ProvisionedThroughputExceededException",
            format!("Rate exceeded for shard {shard} in stream {} under account {account}.", stream.name),
        ),
        Put::Failed => failed("InternalFailure", "Internal Service Failure".into()),
    };
    let refused = puts.iter().filter(|put| !matches!(put, Put::Accepted { .. })).count();
    Value::object([
        ("FailedRecordCount", Some(Value::number(refused as u64))),
        ("Records", Some(Value::List(puts.iter().map(entry).collect()))),
        ("EncryptionType", encryption(stream)),
    ])
}

fn get_records(context: &Context<'_>, stream: &Stream, shard: ShardId, output: &GetRecordsOutput) -> Value<'static> {
    let next = output.next_shard_iterator.as_ref().map(|next| text(token::iterator_text(next)));
    let below = children(stream, &output.child_shards);
    Value::object([
        ("Records", Some(records(context, stream, shard, output.from, output.to))),
        ("NextShardIterator", next),
        ("MillisBehindLatest", Some(Value::number(output.millis_behind_latest))),
        ("ChildShards", (!output.child_shards.is_empty()).then_some(below)),
    ])
}

fn shard(shard: &Shard) -> Value<'static> {
    let numbers = Value::object([
        ("StartingSequenceNumber", Some(text(shard.starting_sequence_number()))),
        ("EndingSequenceNumber", shard.ending_sequence_number().map(text)),
    ]);
    Value::object([
        ("ShardId", Some(text(shard.id))),
        ("ParentShardId", shard.parent.map(text)),
        ("AdjacentParentShardId", shard.adjacent_parent.map(text)),
        ("HashKeyRange", Some(hash_key_range(shard))),
        ("SequenceNumberRange", Some(numbers)),
    ])
}

fn shards(stream: &Stream, ids: &[ShardId]) -> Value<'static> {
    Value::List(ids.iter().filter_map(|id| stream.shard(*id)).map(shard).collect())
}

fn list_shards(stream: &Stream, page: &ListShardsPage) -> Value<'static> {
    let next = page.next_token.as_ref().map(|token| text(token::list_shards_text(token)));
    Value::object([("Shards", Some(shards(stream, &page.shards))), ("NextToken", next)])
}

fn monitoring(stream: &Stream) -> Value<'static> {
    let metrics = metrics(&stream.settings.shard_level_metrics);
    Value::List(alloc::vec![Value::object([("ShardLevelMetrics", Some(metrics))])])
}

fn mode(stream: &Stream) -> Value<'static> {
    Value::object([("StreamMode", Some(text(StreamModeDetails::from(stream.mode).stream_mode)))])
}

/// What both descriptions begin with.
fn common(stream: &Stream, account: &str) -> [(&'static str, Option<Value<'static>>); 9] {
    [
        ("StreamName", Some(text(&stream.name))),
        ("StreamARN", Some(text(arn(account, &stream.name)))),
        ("StreamStatus", Some(text(stream.status))),
        ("StreamModeDetails", Some(mode(stream))),
        ("RetentionPeriodHours", Some(Value::number(stream.retention.as_hours()))),
        ("StreamCreationTimestamp", Some(Value::time(stream.created_at))),
        ("EnhancedMonitoring", Some(monitoring(stream))),
        ("EncryptionType", Some(encryption(stream).unwrap_or_else(|| text("NONE")))),
        ("KeyId", stream.settings.key_id.as_ref().map(text)),
    ]
}

fn with<const N: usize>(
    common: [(&'static str, Option<Value<'static>>); 9],
    more: [(&'static str, Option<Value<'static>>); N],
) -> Value<'static> {
    let (Value::Map(mut members), Value::Map(more)) = (Value::object(common), Value::object(more)) else {
        return Value::Null;
    };
    members.extend(more);
    Value::Map(members)
}

fn description(stream: &Stream, account: &str, ids: &[ShardId], has_more: bool) -> Value<'static> {
    let more = [("Shards", Some(shards(stream, ids))), ("HasMoreShards", Some(Value::Bool(has_more)))];
    with(common(stream, account), more)
}

fn summary(stream: &Stream, account: &str) -> Value<'static> {
    let more = [
        ("OpenShardCount", Some(Value::number(stream.open_shards().len() as u64))),
        ("ConsumerCount", Some(Value::number(stream.fan_out.consumers.len() as u64))),
        ("MaxRecordSizeInKiB", Some(Value::number(u64::from(stream.settings.max_record_kib)))),
    ];
    with(common(stream, account), more)
}

fn list_streams(kinesis: &Kinesis, ids: &[StreamId], has_more: bool) -> Value<'static> {
    let account = &kinesis.account.account_id;
    let streams: Vec<&Stream> = ids.iter().filter_map(|id| kinesis.stream(*id)).collect();
    let summary = |stream: &&Stream| {
        Value::object([
            ("StreamName", Some(text(&stream.name))),
            ("StreamARN", Some(text(arn(account, &stream.name)))),
            ("StreamStatus", Some(text(stream.status))),
            ("StreamModeDetails", Some(mode(stream))),
            ("StreamCreationTimestamp", Some(Value::time(stream.created_at))),
        ])
    };
    let next = streams.last().filter(|_| has_more).map(|last| Value::text(base64::encode(last.name.as_bytes())));
    Value::object([
        ("StreamNames", Some(Value::List(streams.iter().map(|stream| text(&stream.name)).collect()))),
        ("HasMoreStreams", Some(Value::Bool(has_more))),
        ("NextToken", next),
        ("StreamSummaries", Some(Value::List(streams.iter().map(summary).collect()))),
    ])
}
