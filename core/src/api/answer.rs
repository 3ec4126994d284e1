//! From what a request answered to the body of the answer.
use super::json::Json;
use super::members::{text, time};
use super::records::{children, hash_key_range, records};
use super::{arn, blob};
use crate::base::Instant;
use crate::kinesis::{
    GetRecordsOutput, ListShardsPage, Metric, Put, Reply, Request, Shard, ShardId, Stream, StreamId, StreamMode, quota,
};
use crate::sim::Sim;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The body of an answer; `None` where AWS answers without one.
pub fn body(sim: &Sim, request: &Request, reply: &Reply) -> Option<Json<'static>> {
    let account = &sim.kinesis().account.account_id;
    let stream = |id: &StreamId| sim.kinesis().stream(*id);
    Some(match reply {
        Reply::Done | Reply::Created(_) => return None,
        Reply::Consumer(reply) => return super::consumers::answer(sim, reply),
        Reply::Put { shard, sequence_number } => Json::object([
            ("ShardId", Some(text(shard))),
            ("SequenceNumber", Some(text(sequence_number))),
            ("EncryptionType", encryption_of_request(sim, request)),
        ]),
        Reply::Puts { stream: id, now, puts } => put_records(sim, stream(id)?, *now, puts),
        Reply::ShardCount { current, target } => {
            let Request::UpdateShardCount { stream_name, .. } = request else { return None };
            Json::object([
                ("StreamName", Some(text(stream_name))),
                ("CurrentShardCount", Some(number(u64::from(*current)))),
                ("TargetShardCount", Some(number(u64::from(*target)))),
                ("StreamARN", Some(text(arn(account, stream_name)))),
            ])
        }
        Reply::Shards { stream: id, page } => list_shards(stream(id)?, page),
        Reply::Iterator(iterator) => {
            Json::object([("ShardIterator", Some(text(super::token::iterator_text(iterator))))])
        }
        Reply::Records { stream: id, shard, output } => get_records(sim, stream(id)?, *shard, output),
        Reply::Stream { stream: id, shards, has_more_shards } => {
            Json::object([("StreamDescription", Some(description(stream(id)?, account, shards, *has_more_shards)))])
        }
        Reply::Summary(id) => Json::object([("StreamDescriptionSummary", Some(summary(stream(id)?, account)))]),
        Reply::Limits { open_shards, on_demand_streams } => Json::object([
            ("ShardLimit", Some(number(u64::from(sim.kinesis().account.shard_limit)))),
            ("OpenShardCount", Some(number(u64::from(*open_shards)))),
            ("OnDemandStreamCount", Some(number(u64::from(*on_demand_streams)))),
            ("OnDemandStreamCountLimit", Some(number(quota::ON_DEMAND_STREAMS as u64))),
        ]),
        Reply::Streams { streams, has_more_streams } => list_streams(sim, streams, *has_more_streams),
        Reply::Tags { tags, has_more_tags } => {
            let tag = |(key, value): &(String, String)| {
                Json::object([("Key", Some(text(key))), ("Value", Some(text(value)))])
            };
            let by_arn = matches!(request, Request::ListTags { resource: true, .. });
            Json::object([
                ("Tags", Some(Json::List(tags.iter().map(tag).collect()))),
                ("HasMoreTags", (!by_arn).then_some(Json::Bool(*has_more_tags))),
            ])
        }
        Reply::Monitoring { before, after } => {
            let (Request::EnableEnhancedMonitoring { stream_name, .. }
            | Request::DisableEnhancedMonitoring { stream_name, .. }) = request
            else {
                return None;
            };
            Json::object([
                ("StreamName", Some(text(stream_name))),
                ("CurrentShardLevelMetrics", Some(metrics(before))),
                ("DesiredShardLevelMetrics", Some(metrics(after))),
                ("StreamARN", Some(text(arn(account, stream_name)))),
            ])
        }
    })
}

fn number(number: u64) -> Json<'static> {
    Json::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn metrics(metrics: &[Metric]) -> Json<'static> {
    Json::List(metrics.iter().map(|metric| text(format!("{metric:?}"))).collect())
}

/// KMS, if the stream encrypts; answers say nothing otherwise.
fn encryption(stream: &Stream) -> Option<Json<'static>> {
    stream.settings.key_id.is_some().then(|| text("KMS"))
}

fn encryption_of_request(sim: &Sim, request: &Request) -> Option<Json<'static>> {
    let Request::PutRecord { stream_name, .. } = request else { return None };
    encryption(sim.kinesis().stream_named(stream_name).ok()?)
}

fn put_records(sim: &Sim, stream: &Stream, now: Instant, puts: &[Put]) -> Json<'static> {
    let account = &sim.kinesis().account.account_id;
    let failed = |code: &str, message: String| {
        Json::object([("ErrorCode", Some(text(code))), ("ErrorMessage", Some(Json::text(message)))])
    };
    let entry = |put: &Put| match put {
        Put::Accepted { shard, ordinal } => {
            let sequence_number = stream.shards[shard.index()].sequence_number(*ordinal, now);
            Json::object([("SequenceNumber", Some(text(sequence_number))), ("ShardId", Some(text(shard)))])
        }
        Put::Throttled { shard, .. } => failed(
            "ProvisionedThroughputExceededException",
            format!("Rate exceeded for shard {shard} in stream {} under account {account}.", stream.name),
        ),
        Put::Failed => failed("InternalFailure", "Internal Service Failure".into()),
    };
    let refused = puts.iter().filter(|put| !matches!(put, Put::Accepted { .. })).count();
    Json::object([
        ("FailedRecordCount", Some(number(refused as u64))),
        ("Records", Some(Json::List(puts.iter().map(entry).collect()))),
        ("EncryptionType", encryption(stream)),
    ])
}

fn get_records(sim: &Sim, stream: &Stream, shard: ShardId, output: &GetRecordsOutput) -> Json<'static> {
    let next = output.next_shard_iterator.as_ref().map(|next| text(super::token::iterator_text(next)));
    let below = children(stream, &output.child_shards);
    Json::object([
        ("Records", Some(records(sim, stream, shard, output.from, output.to))),
        ("NextShardIterator", next),
        ("MillisBehindLatest", Some(number(output.millis_behind_latest))),
        ("ChildShards", (!output.child_shards.is_empty()).then_some(below)),
    ])
}

fn shard(shard: &Shard) -> Json<'static> {
    let numbers = Json::object([
        ("StartingSequenceNumber", Some(text(shard.starting_sequence_number()))),
        ("EndingSequenceNumber", shard.ending_sequence_number().map(text)),
    ]);
    Json::object([
        ("ShardId", Some(text(shard.id))),
        ("ParentShardId", shard.parent.map(text)),
        ("AdjacentParentShardId", shard.adjacent_parent.map(text)),
        ("HashKeyRange", Some(hash_key_range(shard))),
        ("SequenceNumberRange", Some(numbers)),
    ])
}

fn shards(stream: &Stream, ids: &[ShardId]) -> Json<'static> {
    Json::List(ids.iter().filter_map(|id| stream.shard(*id)).map(shard).collect())
}

fn list_shards(stream: &Stream, page: &ListShardsPage) -> Json<'static> {
    let next = page.next_token.as_ref().map(|token| text(super::token::list_shards_text(token)));
    Json::object([("Shards", Some(shards(stream, &page.shards))), ("NextToken", next)])
}

fn monitoring(stream: &Stream) -> Json<'static> {
    let metrics = metrics(&stream.settings.shard_level_metrics);
    Json::List(alloc::vec![Json::object([("ShardLevelMetrics", Some(metrics))])])
}

fn mode(mode: StreamMode) -> Json<'static> {
    Json::object([("StreamMode", Some(text(mode.name())))])
}

/// What both descriptions begin with.
fn common(stream: &Stream, account: &str) -> [(&'static str, Option<Json<'static>>); 9] {
    let created = Instant::from_micros(stream.created_at.as_micros() / 1_000 * 1_000);
    [
        ("StreamName", Some(text(&stream.name))),
        ("StreamARN", Some(text(arn(account, &stream.name)))),
        ("StreamStatus", Some(text(stream.status))),
        ("StreamModeDetails", Some(mode(stream.mode))),
        ("RetentionPeriodHours", Some(number(stream.retention.as_hours()))),
        ("StreamCreationTimestamp", Some(time(created))),
        ("EnhancedMonitoring", Some(monitoring(stream))),
        ("EncryptionType", Some(encryption(stream).unwrap_or_else(|| text("NONE")))),
        ("KeyId", stream.settings.key_id.as_ref().map(text)),
    ]
}

fn with<const N: usize>(
    common: [(&'static str, Option<Json<'static>>); 9],
    more: [(&'static str, Option<Json<'static>>); N],
) -> Json<'static> {
    let (Json::Map(mut members), Json::Map(more)) = (Json::object(common), Json::object(more)) else {
        return Json::Null;
    };
    members.extend(more);
    Json::Map(members)
}

fn description(stream: &Stream, account: &str, ids: &[ShardId], has_more: bool) -> Json<'static> {
    let more = [("Shards", Some(shards(stream, ids))), ("HasMoreShards", Some(Json::Bool(has_more)))];
    with(common(stream, account), more)
}

fn summary(stream: &Stream, account: &str) -> Json<'static> {
    let more = [
        ("OpenShardCount", Some(number(stream.open_shards().len() as u64))),
        ("ConsumerCount", Some(number(stream.fan_out.consumers.len() as u64))),
        ("MaxRecordSizeInKiB", Some(number(u64::from(stream.settings.max_record_kib)))),
    ];
    with(common(stream, account), more)
}

fn list_streams(sim: &Sim, ids: &[StreamId], has_more: bool) -> Json<'static> {
    let account = &sim.kinesis().account.account_id;
    let streams: Vec<&Stream> = ids.iter().filter_map(|id| sim.kinesis().stream(*id)).collect();
    let summary = |stream: &&Stream| {
        let created = Instant::from_micros(stream.created_at.as_micros() / 1_000 * 1_000);
        Json::object([
            ("StreamName", Some(text(&stream.name))),
            ("StreamARN", Some(text(arn(account, &stream.name)))),
            ("StreamStatus", Some(text(stream.status))),
            ("StreamModeDetails", Some(mode(stream.mode))),
            ("StreamCreationTimestamp", Some(time(created))),
        ])
    };
    let next = streams.last().filter(|_| has_more).map(|last| Json::text(blob::encode(last.name.as_bytes())));
    Json::object([
        ("StreamNames", Some(Json::List(streams.iter().map(|stream| text(&stream.name)).collect()))),
        ("HasMoreStreams", Some(Json::Bool(has_more))),
        ("NextToken", next),
        ("StreamSummaries", Some(Json::List(streams.iter().map(summary).collect()))),
    ])
}
