//! From a request back to the operation and body that say it: what the log of a run shows, and what scripts print.
use super::json::Json;
use super::members::{Members, may, time};
use super::{arn, blob, consumers, token};
use crate::kinesis::{IteratorType, Metric, Record, Request, ShardFilter, StreamMode, Tags};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// The operation's name and the body of a request.
#[expect(clippy::too_many_lines, reason = "a table: a row for each operation")]
pub fn call(request: &Request, account: &str) -> (&'static str, Json<'static>) {
    let mut body: Vec<(&'static str, Json<'static>)> = Vec::new();
    let operation = match request {
        Request::CreateStream { stream_name, mode, shard_count, tags: given, max_record_size_in_kib } => {
            body.push(("StreamName", text(stream_name)));
            may(&mut body, "ShardCount", shard_count.map(number));
            may(&mut body, "StreamModeDetails", (*mode == StreamMode::OnDemand).then(|| mode_details(*mode)));
            may(&mut body, "Tags", (!given.is_empty()).then(|| tags(given)));
            may(&mut body, "MaxRecordSizeInKiB", max_record_size_in_kib.map(number));
            "CreateStream"
        }
        Request::DeleteStream { stream_name, enforce_consumer_deletion } => {
            let enforce = enforce_consumer_deletion.then_some(Json::Bool(true));
            may(&mut body, "EnforceConsumerDeletion", enforce);
            named(&mut body, stream_name, "DeleteStream")
        }
        Request::Consumer(request) => consumers::encode(request, &mut body, account),
        Request::PutRecord { stream_name, partition_key, explicit_hash_key, data, sequence_number_for_ordering } => {
            body.extend([
                ("StreamName", text(stream_name)),
                ("Data", bytes(data)),
                ("PartitionKey", text(partition_key)),
            ]);
            may(&mut body, "ExplicitHashKey", explicit_hash_key.map(|key| text(&key.to_string())));
            let ordering = sequence_number_for_ordering.map(|number| text(&number.to_string()));
            may(&mut body, "SequenceNumberForOrdering", ordering);
            "PutRecord"
        }
        Request::PutRecords { stream_name, records } => {
            body.push(("Records", Json::List(records.iter().map(record).collect())));
            named(&mut body, stream_name, "PutRecords")
        }
        Request::SplitShard { stream_name, shard_to_split, new_starting_hash_key } => {
            named(&mut body, stream_name, "SplitShard");
            body.push(("ShardToSplit", text(&shard_to_split.to_string())));
            body.push(("NewStartingHashKey", text(&new_starting_hash_key.to_string())));
            "SplitShard"
        }
        Request::MergeShards { stream_name, shard_to_merge, adjacent_shard_to_merge } => {
            named(&mut body, stream_name, "MergeShards");
            body.push(("ShardToMerge", text(&shard_to_merge.to_string())));
            body.push(("AdjacentShardToMerge", text(&adjacent_shard_to_merge.to_string())));
            "MergeShards"
        }
        Request::UpdateShardCount { stream_name, target_shard_count } => {
            named(&mut body, stream_name, "UpdateShardCount");
            body.push(("TargetShardCount", number(*target_shard_count)));
            body.push(("ScalingType", text("UNIFORM_SCALING")));
            "UpdateShardCount"
        }
        Request::IncreaseStreamRetentionPeriod { stream_name, retention_period_hours } => {
            named(&mut body, stream_name, "");
            body.push(("RetentionPeriodHours", number(*retention_period_hours)));
            "IncreaseStreamRetentionPeriod"
        }
        Request::DecreaseStreamRetentionPeriod { stream_name, retention_period_hours } => {
            named(&mut body, stream_name, "");
            body.push(("RetentionPeriodHours", number(*retention_period_hours)));
            "DecreaseStreamRetentionPeriod"
        }
        Request::StartStreamEncryption { stream_name, key_id } => {
            named(&mut body, stream_name, "");
            body.extend([("EncryptionType", text("KMS")), ("KeyId", text(key_id))]);
            "StartStreamEncryption"
        }
        Request::StopStreamEncryption { stream_name, key_id } => {
            named(&mut body, stream_name, "");
            body.extend([("EncryptionType", text("KMS")), ("KeyId", text(key_id))]);
            "StopStreamEncryption"
        }
        Request::UpdateStreamMode { stream_name, mode } => {
            body.push(("StreamARN", text(&arn(account, stream_name))));
            body.push(("StreamModeDetails", mode_details(*mode)));
            "UpdateStreamMode"
        }
        Request::UpdateMaxRecordSize { stream_name, max_record_size_in_kib } => {
            body.push(("StreamARN", text(&arn(account, stream_name))));
            body.push(("MaxRecordSizeInKiB", number(*max_record_size_in_kib)));
            "UpdateMaxRecordSize"
        }
        Request::EnableEnhancedMonitoring { stream_name, metrics } => {
            body.push(("ShardLevelMetrics", metric_names(metrics)));
            named(&mut body, stream_name, "EnableEnhancedMonitoring")
        }
        Request::DisableEnhancedMonitoring { stream_name, metrics } => {
            body.push(("ShardLevelMetrics", metric_names(metrics)));
            named(&mut body, stream_name, "DisableEnhancedMonitoring")
        }
        Request::AddTags { stream_name, tags: given, resource } => {
            addressed(&mut body, stream_name, *resource, account);
            body.push(("Tags", tags(given)));
            if *resource { "TagResource" } else { "AddTagsToStream" }
        }
        Request::RemoveTags { stream_name, tag_keys, resource } => {
            addressed(&mut body, stream_name, *resource, account);
            body.push(("TagKeys", Json::List(tag_keys.iter().map(|key| text(key)).collect())));
            if *resource { "UntagResource" } else { "RemoveTagsFromStream" }
        }
        Request::ListTags { stream_name, exclusive_start_tag_key, limit, resource } => {
            addressed(&mut body, stream_name, *resource, account);
            may(&mut body, "ExclusiveStartTagKey", exclusive_start_tag_key.as_deref().map(text));
            may(&mut body, "Limit", limit.map(number));
            if *resource { "ListTagsForResource" } else { "ListTagsForStream" }
        }
        Request::ListShards { stream_name, shard_filter, max_results } => {
            named(&mut body, stream_name, "");
            may(&mut body, "ShardFilter", filter(*shard_filter));
            may(&mut body, "MaxResults", max_results.map(number));
            "ListShards"
        }
        Request::ListMoreShards { next_token, max_results } => {
            body.push(("NextToken", text(&token::list_shards_text(next_token))));
            may(&mut body, "MaxResults", max_results.map(number));
            "ListShards"
        }
        Request::GetShardIterator { stream_name, shard_id, shard_iterator_type } => {
            named(&mut body, stream_name, "");
            body.push(("ShardId", text(&shard_id.to_string())));
            let mut kind = |name: &str| body.push(("ShardIteratorType", text(name)));
            match shard_iterator_type {
                IteratorType::TrimHorizon => kind("TRIM_HORIZON"),
                IteratorType::Latest => kind("LATEST"),
                IteratorType::AtSequenceNumber(at) => {
                    kind("AT_SEQUENCE_NUMBER");
                    body.push(("StartingSequenceNumber", text(&at.to_string())));
                }
                IteratorType::AfterSequenceNumber(after) => {
                    kind("AFTER_SEQUENCE_NUMBER");
                    body.push(("StartingSequenceNumber", text(&after.to_string())));
                }
                IteratorType::AtTimestamp(at) => {
                    kind("AT_TIMESTAMP");
                    body.push(("Timestamp", time(*at)));
                }
            }
            "GetShardIterator"
        }
        Request::GetRecords { shard_iterator, limit } => {
            body.push(("ShardIterator", text(&token::iterator_text(shard_iterator))));
            may(&mut body, "Limit", limit.map(number));
            "GetRecords"
        }
        Request::DescribeStream { stream_name, limit, exclusive_start_shard_id } => {
            named(&mut body, stream_name, "");
            may(&mut body, "Limit", limit.map(number));
            may(&mut body, "ExclusiveStartShardId", exclusive_start_shard_id.map(|id| text(&id.to_string())));
            "DescribeStream"
        }
        Request::DescribeStreamSummary { stream_name } => named(&mut body, stream_name, "DescribeStreamSummary"),
        Request::ListStreams { limit, exclusive_start_stream_name } => {
            may(&mut body, "Limit", limit.map(number));
            may(&mut body, "ExclusiveStartStreamName", exclusive_start_stream_name.as_deref().map(text));
            "ListStreams"
        }
        Request::DescribeLimits => "DescribeLimits",
    };
    (operation, Json::Map(body.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect()))
}

fn named(body: &mut Members, stream_name: &str, operation: &'static str) -> &'static str {
    body.push(("StreamName", text(stream_name)));
    operation
}

fn addressed(body: &mut Members, stream_name: &str, resource: bool, account: &str) {
    body.push(match resource {
        true => ("ResourceARN", text(&arn(account, stream_name))),
        false => ("StreamName", text(stream_name)),
    });
}

fn text(text: &str) -> Json<'static> {
    Json::text(text)
}

fn number(number: u32) -> Json<'static> {
    Json::Integer(i64::from(number))
}

fn bytes(bytes: &[u8]) -> Json<'static> {
    Json::Text(Cow::Owned(blob::encode(bytes)))
}

fn tags(tags: &Tags) -> Json<'static> {
    Json::Map(tags.iter().map(|(key, value)| (Cow::Owned(key.clone()), text(value))).collect())
}

fn record(record: &Record) -> Json<'static> {
    let hash_key = record.explicit_hash_key.map(|key| text(&key.to_string()));
    let members = [
        ("Data", Some(bytes(&record.data))),
        ("ExplicitHashKey", hash_key),
        ("PartitionKey", Some(text(&record.partition_key))),
    ];
    Json::object(members)
}

fn mode_details(mode: StreamMode) -> Json<'static> {
    Json::object([("StreamMode", Some(text(mode.name())))])
}

fn metric_names(metrics: &[Metric]) -> Json<'static> {
    let names: Vec<String> = match metrics.len() {
        7 => vec!["ALL".into()],
        _ => metrics.iter().map(|metric| format!("{metric:?}")).collect(),
    };
    Json::List(names.into_iter().map(Json::text).collect())
}

fn filter(filter: ShardFilter) -> Option<Json<'static>> {
    let of = |kind: &str, member: Option<(&'static str, Json<'static>)>| {
        let mut members = vec![(Cow::Borrowed("Type"), text(kind))];
        members.extend(member.map(|(name, value)| (Cow::Borrowed(name), value)));
        Some(Json::Map(members))
    };
    match filter {
        ShardFilter::FromTrimHorizon => None,
        ShardFilter::AfterShardId(id) => of("AFTER_SHARD_ID", Some(("ShardId", text(&id.to_string())))),
        ShardFilter::AtTrimHorizon => of("AT_TRIM_HORIZON", None),
        ShardFilter::AtLatest => of("AT_LATEST", None),
        ShardFilter::AtTimestamp(at) => of("AT_TIMESTAMP", Some(("Timestamp", time(at)))),
        ShardFilter::FromTimestamp(at) => of("FROM_TIMESTAMP", Some(("Timestamp", time(at)))),
    }
}
