//! What the texts of a request mean: its stream, shards, numbers, tokens. What cannot be read is refused before a call is counted.
use super::consumer::ConsumerRef;
use super::members::{ConsumerInput, StreamInput};
use super::request::{GetShardIterator, ListShards, StartingPosition};
use super::{Entry, Error, IteratorType, Kinesis, Metric, SequenceNumber, ShardFilter, ShardId, patterns};
use crate::hash::HashKey;
use crate::wire::{REGION, Timestamp};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub(super) fn invalid(reason: impl Into<String>) -> Error {
    Error::InvalidArgument(reason.into())
}

impl Kinesis {
    /// The name of the stream that a request is about. Errors: `InvalidArgument`, `ResourceNotFound`, `Unsupported`.
    pub(super) fn name_of<'a>(&self, stream: &'a StreamInput) -> Result<&'a str, Error> {
        let of_arn = stream.stream_arn.as_deref().map(|arn| self.name_in_arn(arn)).transpose()?;
        match (stream.stream_name.as_deref(), of_arn) {
            (Some(name), Some(other)) if name != other => {
                let arn = stream.stream_arn.as_deref().unwrap_or_default();
                Err(invalid(format!("StreamName {name} and StreamARN {arn} name different streams.")))
            }
            (Some(name), _) | (None, Some(name)) => Ok(name),
            (None, None) => Err(invalid("Either StreamName or StreamARN should be provided.")),
        }
    }

    /// The stream's name in an ARN of this account.
    pub(super) fn name_in_arn<'a>(&self, arn: &'a str) -> Result<&'a str, Error> {
        let mut parts = arn.splitn(6, ':').skip(3);
        let (region, account, resource) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
        let is_name = |name: &&str| name.len() <= 128 && (patterns::NAME.matches)(name);
        let Some(name) = resource.strip_prefix("stream/").filter(is_name) else {
            return Err(Error::Unsupported(format!("The resource {resource}")));
        };
        if region != Some(REGION) || account != Some(&self.account.account_id) {
            let account = account.unwrap_or_default();
            return Err(Error::ResourceNotFound(format!("Stream {name} under account {account} not found.")));
        }
        Ok(name)
    }

    /// The number of a shard; AWS looks for it before it looks for the stream.
    pub(super) fn shard_in(&self, given: &str, stream: &StreamInput) -> Result<ShardId, Error> {
        given.parse().map_err(|_| {
            let (stream, account) = (stream.name(), &self.account.account_id);
            let reason = format!("Could not find shard {given} in stream {stream} under account {account}.");
            Error::ResourceNotFound(reason)
        })
    }

    /// A hash key of an operation's member.
    pub(super) fn hash_key_in(
        &self,
        given: &str,
        (member, operation): (&str, &str),
        stream: &StreamInput,
    ) -> Result<HashKey, Error> {
        given.parse().map_err(|_| {
            let (stream, account) = (stream.name(), &self.account.account_id);
            invalid(format!(
                "Invalid {member}. {member} must be in the range: [0, 2^128-1]. Specified value was {given} in {operation} on \
                 stream {stream} under account {account}."
            ))
        })
    }

    /// A record that was given; `path` is where its key would stand.
    pub(super) fn entry_in<'a>(
        &self,
        (partition_key, explicit_hash_key, data): (&'a Option<String>, &Option<String>, &'a [u8]),
        operation: &str,
        stream: &StreamInput,
        path: impl FnOnce() -> String,
    ) -> Result<Entry<'a>, Error> {
        let partition_key = partition_key.as_deref().ok_or_else(|| Error::Missing(path()))?;
        let read = |given: &str| self.hash_key_in(given, ("ExplicitHashKey", operation), stream);
        Entry::supplied(partition_key, explicit_hash_key.as_deref().map(read).transpose()?, data)
    }

    /// By its ARN, or by the stream's ARN and its name; both, if they agree.
    pub(super) fn consumer_in(&self, of: &ConsumerInput) -> Result<ConsumerRef, Error> {
        let by_arn = of.consumer_arn.as_deref().map(|arn| self.consumer_in_arn(arn)).transpose()?;
        let named = match (&of.consumer_name, &of.stream_arn) {
            (Some(consumer_name), Some(arn)) => {
                let (stream_name, consumer_name) = (self.name_in_arn(arn)?.to_string(), consumer_name.clone());
                Some(ConsumerRef { stream_name, consumer_name, creation_second: None })
            }
            _ => None,
        };
        match (by_arn, named) {
            (Some(arn), Some(named))
                if (&arn.stream_name, &arn.consumer_name) != (&named.stream_name, &named.consumer_name) =>
            {
                Err(invalid("ConsumerARN, and StreamARN and ConsumerName, name different consumers."))
            }
            (Some(found), _) | (None, Some(found)) => Ok(found),
            (None, None) => Err(invalid("Either ConsumerARN, or StreamARN and ConsumerName, should be provided.")),
        }
    }

    pub(super) fn consumer_in_arn(&self, arn: &str) -> Result<ConsumerRef, Error> {
        let (stream, consumer) = arn.split_once("/consumer/").unwrap_or((arn, ""));
        let (name, second) = consumer.rsplit_once(':').unwrap_or((consumer, ""));
        let stream_name = self.name_in_arn(stream)?.to_string();
        // A number of 20 digits and more is no second that there was.
        let creation_second = Some(second.parse().unwrap_or(u64::MAX));
        Ok(ConsumerRef { stream_name, consumer_name: name.into(), creation_second })
    }

    /// Where GetShardIterator begins.
    pub(super) fn iterator_type_in(&self, of: &GetShardIterator, shard_id: ShardId) -> Result<IteratorType, Error> {
        let (kind, number) = (&*of.shard_iterator_type, of.starting_sequence_number.as_deref());
        let either = |also: &str| {
            invalid(format!(
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) \
                 TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified {kind} and {also} \
                 StartingSequenceNumber."
            ))
        };
        let (stream, account) = (of.stream.name(), &self.account.account_id);
        let wrong = |given: &str| {
            invalid(format!(
                "StartingSequenceNumber {given} used in GetShardIterator on shard {shard_id} in stream {stream} under account \
                 {account} is invalid."
            ))
        };
        match kind {
            "TRIM_HORIZON" | "LATEST" if number.is_some() => Err(either("also a")),
            _ => iterator_type(
                kind,
                || number_in(number.ok_or_else(|| either("no"))?, wrong),
                of.timestamp,
                || {
                    invalid(
                        "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no \
                         timestamp parameter.",
                    )
                },
            ),
        }
    }

    /// Which shards ListShards lists.
    pub(super) fn shard_filter_in(&self, of: &ListShards) -> Result<ShardFilter, Error> {
        let (filter, start) = (&of.shard_filter, of.exclusive_start_shard_id.as_deref());
        let Some(filter) = filter else {
            let after = start.map(|id| self.shard_in(id, &of.stream)).transpose()?;
            return Ok(after.map_or(ShardFilter::default(), ShardFilter::AfterShardId));
        };
        if start.is_some() {
            return Err(invalid("ShardFilter and ExclusiveStartShardId cannot be provided together."));
        }
        let kind = &*filter.kind;
        let needs = |what: &str| invalid(format!("{what} must be provided with a ShardFilter of type {kind}."));
        let time = || filter.timestamp.map(|at| at.0).ok_or_else(|| needs("Timestamp"));
        Ok(match kind {
            "AFTER_SHARD_ID" => {
                let id = filter.shard_id.as_deref().ok_or_else(|| needs("ShardId"))?;
                ShardFilter::AfterShardId(self.shard_in(id, &StreamInput::default())?)
            }
            "AT_TRIM_HORIZON" => ShardFilter::AtTrimHorizon,
            "AT_LATEST" => ShardFilter::AtLatest,
            "AT_TIMESTAMP" => ShardFilter::AtTimestamp(time()?),
            "FROM_TIMESTAMP" => ShardFilter::FromTimestamp(time()?),
            _ => ShardFilter::FromTrimHorizon,
        })
    }
}

/// Where SubscribeToShard begins.
pub(super) fn starting_position_in(of: &StartingPosition) -> Result<IteratorType, Error> {
    let kind = &*of.kind;
    let missing = |what: &str| invalid(format!("{what} must be provided with a StartingPosition of type {kind}."));
    let wrong = |given: &str| invalid(format!("SequenceNumber {given} used in SubscribeToShard is invalid."));
    let number = of.sequence_number.as_deref();
    iterator_type(
        kind,
        || number_in(number.ok_or_else(|| missing("SequenceNumber"))?, wrong),
        of.timestamp,
        || missing("Timestamp"),
    )
}

fn iterator_type(
    kind: &str,
    number: impl Fn() -> Result<SequenceNumber, Error>,
    at: Option<Timestamp>,
    no_time: impl Fn() -> Error,
) -> Result<IteratorType, Error> {
    Ok(match kind {
        "TRIM_HORIZON" => IteratorType::TrimHorizon,
        "LATEST" => IteratorType::Latest,
        "AT_SEQUENCE_NUMBER" => IteratorType::AtSequenceNumber(number()?),
        "AFTER_SEQUENCE_NUMBER" => IteratorType::AfterSequenceNumber(number()?),
        _ => IteratorType::AtTimestamp(at.ok_or_else(no_time)?.0),
    })
}

pub(super) fn number_in(given: &str, wrong: impl Fn(&str) -> Error) -> Result<SequenceNumber, Error> {
    given.parse().map_err(|_| wrong(given))
}

/// The metrics of a list of names.
pub(super) fn metrics_in(names: &[String]) -> Vec<Metric> {
    let wanted = |metric: &Metric| names.iter().any(|name| name == "ALL" || *name == format!("{metric:?}"));
    Metric::ALL.into_iter().filter(wanted).collect()
}
