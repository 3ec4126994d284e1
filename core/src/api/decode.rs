//! From the body of a request, whose form has been checked, to the request.
use super::error::ApiError;
use super::json::Json;
use super::model::{Pattern, Service};
use super::{REGION, blob, token, validate};
use crate::base::Instant;
use crate::hash::HashKey;
use crate::kinesis::{IteratorType, Metric, Record, Request, SequenceNumber, ShardFilter, ShardId, StreamMode, Tags};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The members of a request, with the account that it is addressed to.
pub(super) struct Body<'a> {
    pub json: &'a Json<'a>,
    pub account: &'a str,
}

/// Makes the request of a checked body. Errors: those that an operation finds in its arguments alone.
pub fn request(operation: &str, json: &Json<'_>, account: &str) -> Result<Request, ApiError> {
    let body = Body { json, account };
    match operation {
        "CreateStream" => body.create_stream(),
        "PutRecord" => body.put_record(),
        "PutRecords" => body.put_records(),
        "GetShardIterator" => body.get_shard_iterator(),
        "ListShards" => body.list_shards(),
        "GetRecords" => Ok(Request::GetRecords {
            shard_iterator: token::iterator(&body.text("ShardIterator").unwrap_or_default())
                .ok_or_else(|| ApiError::invalid("Invalid ShardIterator."))?,
            limit: body.number("Limit"),
        }),
        "DescribeLimits" => Ok(Request::DescribeLimits),
        "SubscribeToShard" => body.of_consumer(operation).map(Request::Consumer),
        name if name.contains("StreamConsumer") => body.of_consumer(operation).map(Request::Consumer),
        "ListStreams" => Ok(Request::ListStreams {
            limit: body.number("Limit"),
            exclusive_start_stream_name: match body.text("NextToken") {
                Some(token) => Some(name_in(&token).ok_or_else(|| ApiError::invalid("NextToken is invalid."))?),
                None => body.text("ExclusiveStartStreamName"),
            },
        }),
        _ => body.of_stream(operation),
    }
}

impl Body<'_> {
    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.json.get(name)? {
            Json::Text(text) => Some(text.to_string()),
            Json::Null | Json::Bool(_) | Json::Integer(_) | Json::Micros(_) | Json::List(_) | Json::Map(_) => None,
        }
    }
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.json.get(name).map(|number| u32::try_from(validate::whole(number)).unwrap_or(0))
    }
    pub(super) fn time(&self, name: &str) -> Option<Instant> {
        self.json.get(name).map(instant)
    }
    fn strings(&self, name: &str) -> Vec<String> {
        let Some(Json::List(items)) = self.json.get(name) else { return Vec::new() };
        let text = |item: &Json<'_>| if let Json::Text(text) = item { Some(text.to_string()) } else { None };
        items.iter().filter_map(text).collect()
    }
    fn tags(&self) -> Tags {
        let Some(Json::Map(members)) = self.json.get("Tags") else { return Tags::new() };
        let tag = |(key, value): &(_, _)| match value {
            Json::Text(value) => (ToString::to_string(key), value.to_string()),
            Json::Null | Json::Bool(_) | Json::Integer(_) | Json::Micros(_) | Json::List(_) | Json::Map(_) => {
                (ToString::to_string(key), String::new())
            }
        };
        let mut tags = Tags::new();
        for (key, value) in members.iter().map(tag) {
            tags.insert(key, value);
        }
        tags
    }

    /// The stream that StreamName or an ARN names.
    pub(super) fn stream(&self) -> Result<String, ApiError> {
        let arn = self.text("StreamARN").or_else(|| self.text("ResourceARN"));
        let of_arn = arn.as_deref().map(|arn| self.name_in_arn(arn)).transpose()?;
        match (self.text("StreamName"), of_arn) {
            (Some(name), Some(other)) if name != other => {
                let reason =
                    format!("StreamName {name} and StreamARN {} name different streams.", arn.unwrap_or_default());
                Err(ApiError::invalid(reason))
            }
            (Some(name), _) | (None, Some(name)) => Ok(name),
            (None, None) => Err(ApiError::invalid("Either StreamName or StreamARN should be provided.")),
        }
    }

    pub(super) fn name_in_arn(&self, arn: &str) -> Result<String, ApiError> {
        let mut parts = arn.splitn(6, ':').skip(3);
        let (region, account, resource) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
        let Some(name) = resource.strip_prefix("stream/").filter(|name| is_name(name)) else {
            return Err(ApiError::not_simulated(Service::Kinesis, &format!("The resource {resource}")));
        };
        if region != Some(REGION) || account != Some(self.account) {
            let account = account.unwrap_or_default();
            let reason = format!("Stream {name} under account {account} not found.");
            return Err(ApiError::new("ResourceNotFoundException", reason));
        }
        Ok(name.into())
    }

    /// A shard; AWS looks for its number before it looks for the stream.
    pub(super) fn shard(&self, name: &str) -> Result<ShardId, ApiError> {
        let given = self.text(name).unwrap_or_default();
        given.parse().map_err(|_| {
            let (stream, account) = (self.stream().unwrap_or_default(), self.account);
            let reason = format!("Could not find shard {given} in stream {stream} under account {account}.");
            ApiError::new("ResourceNotFoundException", reason)
        })
    }

    fn hash_key(&self, name: &str, operation: &str) -> Result<Option<HashKey>, ApiError> {
        let Some(given) = self.text(name) else { return Ok(None) };
        given.parse().map(Some).map_err(|_| {
            let (stream, account) = (self.stream().unwrap_or_default(), self.account);
            ApiError::invalid(format!(
                "Invalid {name}. {name} must be in the range: [0, 2^128-1]. Specified value was {given} in {operation} on \
                 stream {stream} under account {account}."
            ))
        })
    }

    fn create_stream(&self) -> Result<Request, ApiError> {
        if self.text("RecordDistributionStrategy").is_some_and(|strategy| strategy == "AUTO") {
            return Err(ApiError::not_simulated(Service::Kinesis, "RecordDistributionStrategy AUTO"));
        }
        if self.json.get("WarmThroughputMiBps").is_some() {
            return Err(ApiError::not_simulated(Service::Kinesis, "Warm throughput"));
        }
        let tags = self.tags();
        if tags.len() > crate::kinesis::quota::TAGS {
            return Err(ApiError::invalid("A stream cannot have more than 50 tags associated with it."));
        }
        Ok(Request::CreateStream {
            stream_name: self.stream()?,
            mode: self.mode().unwrap_or_default(),
            shard_count: self.number("ShardCount"),
            tags,
            max_record_size_in_kib: self.number("MaxRecordSizeInKiB"),
        })
    }

    fn mode(&self) -> Option<StreamMode> {
        let details = Body { json: self.json.get("StreamModeDetails")?, account: self.account };
        Some(if details.text("StreamMode")? == "ON_DEMAND" { StreamMode::OnDemand } else { StreamMode::Provisioned })
    }

    fn put_record(&self) -> Result<Request, ApiError> {
        let (stream_name, record) = (self.stream()?, self.record("PutRecord", "partitionKey")?);
        let ordering = match self.text("SequenceNumberForOrdering") {
            None => None,
            Some(given) => Some(given.parse::<SequenceNumber>().map_err(|_| {
                let account = self.account;
                ApiError::invalid(format!(
                    "ExclusiveMinimumSequenceNumber {given} used in PutRecord on stream {stream_name} under account \
                     {account} is invalid."
                ))
            })?),
        };
        Ok(Request::PutRecord {
            stream_name,
            partition_key: record.partition_key,
            explicit_hash_key: record.explicit_hash_key,
            data: record.data,
            sequence_number_for_ordering: ordering,
        })
    }

    /// A record. The model does not mark the key as required any more; a stream that spreads by keys needs it.
    fn record(&self, operation: &str, path: &str) -> Result<Record, ApiError> {
        let Some(partition_key) = self.text("PartitionKey") else {
            let reason = format!(
                "1 validation error detected: Value null at '{path}' failed to satisfy constraint: Member must not be null"
            );
            return Err(ApiError::new("ValidationException", reason));
        };
        let data = match self.json.get("Data") {
            Some(Json::Text(text)) => blob::decode(text).unwrap_or_default(),
            _ => Vec::new(),
        };
        Ok(Record { partition_key, explicit_hash_key: self.hash_key("ExplicitHashKey", operation)?, data })
    }

    fn put_records(&self) -> Result<Request, ApiError> {
        let stream_name = self.stream()?;
        let Some(Json::List(items)) = self.json.get("Records") else {
            return Err(ApiError::invalid("Records must be a list."));
        };
        let record = |(number, json): (usize, &Json<'_>)| {
            let entry = Body { json, account: self.account };
            // The path is only made where it is needed.
            let path = if json.get("PartitionKey").is_some() { String::new() } else { key_path(number) };
            entry.record("PutRecords", &path)
        };
        let records = items.iter().enumerate().map(record).collect::<Result<_, _>>()?;
        Ok(Request::PutRecords { stream_name, records })
    }

    fn get_shard_iterator(&self) -> Result<Request, ApiError> {
        let shard_id = self.shard("ShardId")?;
        let stream_name = self.stream()?;
        let kind = self.text("ShardIteratorType").unwrap_or_default();
        let number = self.text("StartingSequenceNumber");
        let either = |also: &str| {
            ApiError::invalid(format!(
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) \
                 TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified {kind} and {also} \
                 StartingSequenceNumber."
            ))
        };
        let parsed = || {
            match &number {
            None => Err(either("no")),
            Some(given) => given.parse::<SequenceNumber>().map_err(|_| {
                let account = self.account;
                ApiError::invalid(format!(
                    "StartingSequenceNumber {given} used in GetShardIterator on shard {shard_id} in stream {stream_name} \
                     under account {account} is invalid."
                ))
            }),
        }
        };
        let shard_iterator_type = match kind.as_str() {
            "TRIM_HORIZON" | "LATEST" if number.is_some() => return Err(either("also a")),
            "TRIM_HORIZON" => IteratorType::TrimHorizon,
            "LATEST" => IteratorType::Latest,
            "AT_SEQUENCE_NUMBER" => IteratorType::AtSequenceNumber(parsed()?),
            "AFTER_SEQUENCE_NUMBER" => IteratorType::AfterSequenceNumber(parsed()?),
            _ => IteratorType::AtTimestamp(self.time("Timestamp").ok_or_else(|| {
                ApiError::invalid(
                    "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no \
                     timestamp parameter.",
                )
            })?),
        };
        Ok(Request::GetShardIterator { stream_name, shard_id, shard_iterator_type })
    }

    fn list_shards(&self) -> Result<Request, ApiError> {
        let max_results = self.number("MaxResults");
        let named = self.json.get("StreamName").is_some() || self.json.get("StreamARN").is_some();
        let start = self.json.get("ExclusiveStartShardId").is_some();
        if let Some(given) = self.text("NextToken") {
            if named {
                return Err(ApiError::invalid("NextToken and StreamName cannot be provided together."));
            }
            if start || self.json.get("StreamCreationTimestamp").is_some() {
                let other = if start { "ExclusiveStartShardId" } else { "StreamCreationTimestamp" };
                return Err(ApiError::invalid(format!("NextToken and {other} cannot be provided together.")));
            }
            let next_token = token::list_shards(&given).ok_or_else(|| ApiError::invalid("NextToken is invalid."))?;
            return Ok(Request::ListMoreShards { next_token, max_results });
        }
        if !named {
            return Err(ApiError::invalid("Either NextToken or StreamName should be provided."));
        }
        let shard_filter = match (self.json.get("ShardFilter"), start) {
            (Some(_), true) => {
                return Err(ApiError::invalid("ShardFilter and ExclusiveStartShardId cannot be provided together."));
            }
            (Some(json), false) => Body { json, account: self.account }.shard_filter()?,
            (None, true) => ShardFilter::AfterShardId(self.shard("ExclusiveStartShardId")?),
            (None, false) => ShardFilter::default(),
        };
        Ok(Request::ListShards { stream_name: self.stream()?, shard_filter, max_results })
    }

    fn shard_filter(&self) -> Result<ShardFilter, ApiError> {
        let kind = self.text("Type").unwrap_or_default();
        let needs =
            |what: &str| ApiError::invalid(format!("{what} must be provided with a ShardFilter of type {kind}."));
        let time = || self.time("Timestamp").ok_or_else(|| needs("Timestamp"));
        Ok(match kind.as_str() {
            "AFTER_SHARD_ID" if self.json.get("ShardId").is_none() => return Err(needs("ShardId")),
            "AFTER_SHARD_ID" => ShardFilter::AfterShardId(self.shard("ShardId")?),
            "AT_TRIM_HORIZON" => ShardFilter::AtTrimHorizon,
            "AT_LATEST" => ShardFilter::AtLatest,
            "AT_TIMESTAMP" => ShardFilter::AtTimestamp(time()?),
            "FROM_TIMESTAMP" => ShardFilter::FromTimestamp(time()?),
            _ => ShardFilter::FromTrimHorizon,
        })
    }

    /// Operations whose request names a stream and little more.
    fn of_stream(&self, operation: &str) -> Result<Request, ApiError> {
        let number = |name| self.number(name).unwrap_or(0);
        let stream_name = self.stream()?;
        let resource = operation.ends_with("Resource");
        Ok(match operation {
            "DeleteStream" => Request::DeleteStream {
                stream_name,
                enforce_consumer_deletion: self.json.get("EnforceConsumerDeletion") == Some(&Json::Bool(true)),
            },
            "DescribeStream" => Request::DescribeStream {
                stream_name,
                limit: self.number("Limit"),
                exclusive_start_shard_id: match self.json.get("ExclusiveStartShardId") {
                    Some(_) => Some(self.shard("ExclusiveStartShardId")?),
                    None => None,
                },
            },
            "DescribeStreamSummary" => Request::DescribeStreamSummary { stream_name },
            "SplitShard" => Request::SplitShard {
                shard_to_split: self.shard("ShardToSplit")?,
                new_starting_hash_key: self.hash_key("NewStartingHashKey", operation)?.unwrap_or(HashKey(0)),
                stream_name,
            },
            "MergeShards" => Request::MergeShards {
                shard_to_merge: self.shard("ShardToMerge")?,
                adjacent_shard_to_merge: self.shard("AdjacentShardToMerge")?,
                stream_name,
            },
            "UpdateShardCount" => {
                Request::UpdateShardCount { stream_name, target_shard_count: number("TargetShardCount") }
            }
            "IncreaseStreamRetentionPeriod" => Request::IncreaseStreamRetentionPeriod {
                stream_name,
                retention_period_hours: number("RetentionPeriodHours"),
            },
            "DecreaseStreamRetentionPeriod" => Request::DecreaseStreamRetentionPeriod {
                stream_name,
                retention_period_hours: number("RetentionPeriodHours"),
            },
            "AddTagsToStream" | "TagResource" => Request::AddTags { stream_name, tags: self.tags(), resource },
            "RemoveTagsFromStream" | "UntagResource" => {
                Request::RemoveTags { stream_name, tag_keys: self.strings("TagKeys"), resource }
            }
            "ListTagsForStream" | "ListTagsForResource" => Request::ListTags {
                stream_name,
                exclusive_start_tag_key: self.text("ExclusiveStartTagKey"),
                limit: self.number("Limit"),
                resource,
            },
            "StartStreamEncryption" | "StopStreamEncryption" => self.encryption(operation, stream_name)?,
            "UpdateStreamMode" => Request::UpdateStreamMode { stream_name, mode: self.mode().unwrap_or_default() },
            "UpdateMaxRecordSize" => {
                Request::UpdateMaxRecordSize { stream_name, max_record_size_in_kib: number("MaxRecordSizeInKiB") }
            }
            "EnableEnhancedMonitoring" => Request::EnableEnhancedMonitoring { stream_name, metrics: self.metrics() },
            "DisableEnhancedMonitoring" => Request::DisableEnhancedMonitoring { stream_name, metrics: self.metrics() },
            other => return Err(ApiError::not_simulated(Service::Kinesis, other)),
        })
    }

    fn encryption(&self, operation: &str, stream_name: String) -> Result<Request, ApiError> {
        let key_id = self.text("KeyId").unwrap_or_default();
        if self.text("EncryptionType").is_none_or(|kind| kind != "KMS") {
            return Err(ApiError::invalid("EncryptionType must be KMS."));
        }
        Ok(match operation {
            "StartStreamEncryption" => Request::StartStreamEncryption { stream_name, key_id },
            _ => Request::StopStreamEncryption { stream_name, key_id },
        })
    }

    fn metrics(&self) -> Vec<Metric> {
        let names = self.strings("ShardLevelMetrics");
        let wanted = |metric: &Metric| names.iter().any(|name| name == "ALL" || *name == format!("{metric:?}"));
        Metric::ALL.into_iter().filter(wanted).collect()
    }
}

fn key_path(number: usize) -> String {
    format!("records.{}.member.partitionKey", number + 1)
}

/// A timestamp, in seconds since 1970, as a moment.
fn instant(json: &Json<'_>) -> Instant {
    let micros = match json {
        Json::Integer(seconds) => seconds.saturating_mul(1_000_000),
        Json::Micros(micros) => *micros,
        Json::Null | Json::Bool(_) | Json::Text(_) | Json::List(_) | Json::Map(_) => 0,
    };
    // What has no date is the last moment that has one.
    Instant::from_micros(u64::try_from(micros).unwrap_or(0).min(Instant::LAST_SECOND * 1_000_000))
}

/// Whether a stream can have this name.
fn is_name(name: &str) -> bool {
    name.len() <= 128 && Pattern::Name.matches(name)
}

/// The name in a token of ListStreams.
fn name_in(token: &str) -> Option<String> {
    blob::decode(token).and_then(|bytes| String::from_utf8(bytes).ok()).filter(|name| is_name(name))
}
