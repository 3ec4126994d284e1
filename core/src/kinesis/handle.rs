//! Carries out the requests.
use super::arguments::{invalid, metrics_in, number_in, starting_position_in};
use super::members::StreamInput;
use super::request::{
    CreateStream, GetShardIterator, ListShards, ListStreamConsumers, ListStreams, PutRecord, PutRecords,
    RegisterStreamConsumer, StreamEncryption, SubscribeToShard, UpdateShardCount,
};
use super::{
    ConsumerId, ConsumersToken, Error, GetRecordsOutput, Kinesis, ListShardsPage, Metric, Out, Put, Request,
    SequenceNumber, ShardId, ShardIterator, StreamId, StreamMode, SubscriptionId, patterns, quota, token,
};
use crate::base::Instant;
use crate::wire::base64;
use alloc::string::String;
use alloc::vec::Vec;

/// What a request answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Done,
    Created(StreamId),
    Put { shard: ShardId, sequence_number: SequenceNumber },
    Puts { stream: StreamId, now: Instant, puts: Vec<Put> },
    ShardCount { current: u32, target: u32 },
    Shards { stream: StreamId, page: ListShardsPage },
    Iterator(ShardIterator),
    Records { stream: StreamId, shard: ShardId, output: GetRecordsOutput },
    Stream { stream: StreamId, shards: Vec<ShardId>, has_more_shards: bool },
    Summary(StreamId),
    Limits { open_shards: u32, on_demand_streams: u32 },
    Streams { streams: Vec<StreamId>, has_more_streams: bool },
    Policy(String),
    Tags { tags: Vec<(String, String)>, has_more_tags: bool },
    Monitoring { before: Vec<Metric>, after: Vec<Metric> },
    Registered(StreamId, ConsumerId),
    Consumer(StreamId, ConsumerId),
    Consumers { stream: StreamId, consumers: Vec<ConsumerId>, next_token: Option<ConsumersToken> },
    Subscribed(SubscriptionId),
}

impl Kinesis {
    /// Carries out one request at `now`. Errors are those of the operation.
    #[expect(clippy::too_many_lines, reason = "a table: a row or two for each operation")]
    pub(super) fn carry_out(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        use Request as R;
        let done = |()| Reply::Done;
        let monitoring = |(before, after)| Reply::Monitoring { before, after };
        let tags = |(tags, has_more_tags)| Reply::Tags { tags, has_more_tags };
        match request {
            R::AddTagsToStream(of) => self.add_tags(now, self.name_of(&of.stream)?, &of.tags).map(done),
            R::TagResource(of) => self.add_tags(now, self.name_in_arn(&of.resource_arn)?, &of.tags).map(done),
            R::RemoveTagsFromStream(of) => self.remove_tags(now, self.name_of(&of.stream)?, &of.tag_keys).map(done),
            R::UntagResource(of) => self.remove_tags(now, self.name_in_arn(&of.resource_arn)?, &of.tag_keys).map(done),
            R::ListTagsForStream(of) => {
                let after = of.exclusive_start_tag_key.as_deref();
                self.list_tags(now, self.name_of(&of.stream)?, after, of.limit).map(tags)
            }
            R::ListTagsForResource(of) => {
                self.list_tags(now, self.name_in_arn(&of.resource_arn)?, None, None).map(tags)
            }
            R::PutResourcePolicy(of) => self.put_resource_policy(now, &of.resource_arn, &of.policy).map(done),
            R::GetResourcePolicy(of) => self.get_resource_policy(now, &of.resource_arn).map(Reply::Policy),
            R::DeleteResourcePolicy(of) => self.delete_resource_policy(now, &of.resource_arn).map(done),
            R::CreateStream(of) => self.create(now, of, out).map(Reply::Created),
            R::DeleteStream(of) => {
                let enforce = of.enforce_consumer_deletion == Some(true);
                self.delete_stream(now, self.name_of(&of.stream)?, enforce, out).map(done)
            }
            R::DescribeStream(of) => {
                let name = self.name_of(&of.stream)?;
                let after =
                    of.exclusive_start_shard_id.as_deref().map(|id| self.shard_in(id, &of.stream)).transpose()?;
                let (stream, shards, has_more_shards) = self.describe_stream(now, name, of.limit, after)?;
                Ok(Reply::Stream { stream, shards, has_more_shards })
            }
            R::DescribeStreamSummary(of) => {
                self.describe_stream_summary(now, self.name_of(&of.stream)?).map(Reply::Summary)
            }
            R::DescribeLimits => {
                let (open_shards, on_demand_streams) = self.describe_limits(now)?;
                Ok(Reply::Limits { open_shards, on_demand_streams })
            }
            R::ListStreams(of) => self.list(now, of),
            R::PutRecord(of) => self.put_one(now, of, out),
            R::PutRecords(of) => self.put_all(now, of, out),
            R::SplitShard(of) => {
                let (name, shard) = (self.name_of(&of.stream)?, self.shard_in(&of.shard_to_split, &of.stream)?);
                self.split_shard(now, name, shard, &of.new_starting_hash_key, out).map(done)
            }
            R::MergeShards(of) => {
                let name = self.name_of(&of.stream)?;
                let shard = self.shard_in(&of.shard_to_merge, &of.stream)?;
                let adjacent = self.shard_in(&of.adjacent_shard_to_merge, &of.stream)?;
                self.merge_shards(now, name, shard, adjacent, out).map(done)
            }
            R::UpdateShardCount(of) => self.scale_to(now, of, out),
            R::IncreaseStreamRetentionPeriod(of) => {
                self.increase_retention(now, self.name_of(&of.stream)?, of.retention_period_hours, out).map(done)
            }
            R::DecreaseStreamRetentionPeriod(of) => {
                self.decrease_retention(now, self.name_of(&of.stream)?, of.retention_period_hours, out).map(done)
            }
            R::StartStreamEncryption(of) => self.encrypt(now, of, Some(&of.key_id), out).map(done),
            R::StopStreamEncryption(of) => self.encrypt(now, of, None, out).map(done),
            R::UpdateStreamMode(of) => {
                let mode = of.stream_mode_details.mode();
                self.update_stream_mode(now, self.name_of(&of.stream)?, mode, out).map(done)
            }
            R::UpdateMaxRecordSize(of) => {
                self.update_max_record_size(now, self.name_of(&of.stream)?, of.max_record_size_in_kib, out).map(done)
            }
            R::EnableEnhancedMonitoring(of) => {
                let metrics = metrics_in(&of.shard_level_metrics);
                self.set_monitoring(now, self.name_of(&of.stream)?, &metrics, true).map(monitoring)
            }
            R::DisableEnhancedMonitoring(of) => {
                let metrics = metrics_in(&of.shard_level_metrics);
                self.set_monitoring(now, self.name_of(&of.stream)?, &metrics, false).map(monitoring)
            }
            R::ListShards(of) => self.shards(now, of),
            R::GetShardIterator(of) => self.iterator(now, of).map(Reply::Iterator),
            R::GetRecords(of) => {
                let read = token::iterator(&of.shard_iterator);
                let iterator = read.ok_or_else(|| invalid("Invalid ShardIterator."))?;
                let output = self.get_records(now, iterator, of.limit, out)?;
                Ok(Reply::Records { stream: iterator.stream, shard: iterator.shard, output })
            }
            R::RegisterStreamConsumer(of) => self.register(now, of, out),
            R::DeregisterStreamConsumer(of) => self.deregister_consumer(now, &self.consumer_in(of)?, out).map(done),
            R::DescribeStreamConsumer(of) => {
                let (stream, id) = self.describe_consumer(now, &self.consumer_in(of)?)?;
                Ok(Reply::Consumer(stream, id))
            }
            R::ListStreamConsumers(of) => self.consumers_page(now, of),
            R::SubscribeToShard(of) => self.subscribe_to(now, of, out).map(Reply::Subscribed),
        }
    }

    fn create(&mut self, now: Instant, of: &CreateStream, out: &mut Out) -> Result<StreamId, Error> {
        if of.record_distribution_strategy.as_deref() == Some("AUTO") {
            return Err(Error::Unsupported("RecordDistributionStrategy AUTO".into()));
        }
        if of.warm_throughput_mibps.is_some() {
            return Err(Error::Unsupported("Warm throughput".into()));
        }
        super::settings::check_tags(&of.tags)?;
        if of.tags.len() > quota::TAGS {
            return Err(invalid("A stream cannot have more than 50 tags associated with it."));
        }
        let mode = of.stream_mode_details.as_ref().map_or(StreamMode::Provisioned, |details| details.mode());
        let id = self.create_stream(now, &of.stream_name, mode, of.shard_count, out)?;
        let settings = &mut self.get_mut(id).settings;
        settings.tags.clone_from(&of.tags);
        settings.max_record_kib = of.max_record_size_in_kib.unwrap_or(settings.max_record_kib);
        Ok(id)
    }

    fn list(&mut self, now: Instant, of: &ListStreams) -> Result<Reply, Error> {
        let in_token = |token: &String| {
            let name = base64::decode(token).and_then(|bytes| String::from_utf8(bytes).ok());
            let name = name.filter(|name| name.len() <= 128 && (patterns::NAME.matches)(name));
            name.ok_or_else(|| invalid("NextToken is invalid."))
        };
        let token = of.next_token.as_ref().map(in_token).transpose()?;
        let after = token.as_deref().or(of.exclusive_start_stream_name.as_deref());
        let (streams, has_more_streams) = self.list_streams(now, after, of.limit)?;
        Ok(Reply::Streams { streams, has_more_streams })
    }

    fn put_one(&mut self, now: Instant, of: &PutRecord, out: &mut Out) -> Result<Reply, Error> {
        let name = self.name_of(&of.stream)?;
        let given = (&of.partition_key, &of.explicit_hash_key, &*of.data.0);
        let entry = self.entry_in(given, "PutRecord", &of.stream, || "partitionKey".into())?;
        let wrong = |given: &str| {
            let account = &self.account.account_id;
            invalid(alloc::format!(
                "ExclusiveMinimumSequenceNumber {given} used in PutRecord on stream {name} under account {account} is invalid."
            ))
        };
        let ordering = of.sequence_number_for_ordering.as_deref().map(|given| number_in(given, wrong)).transpose()?;
        let (shard, sequence_number) = self.put_record(now, name, &entry, ordering, out)?;
        Ok(Reply::Put { shard, sequence_number })
    }

    fn put_all(&mut self, now: Instant, of: &PutRecords, out: &mut Out) -> Result<Reply, Error> {
        let name = self.name_of(&of.stream)?;
        let mut entries = Vec::with_capacity(of.records.len());
        for (place, record) in of.records.iter().enumerate() {
            let given = (&record.partition_key, &record.explicit_hash_key, &*record.data.0);
            let path = || alloc::format!("records.{}.member.partitionKey", place + 1);
            entries.push(self.entry_in(given, "PutRecords", &of.stream, path)?);
        }
        let mut puts = Vec::with_capacity(entries.len());
        self.put_records(now, name, &entries, &mut puts, out)?;
        Ok(Reply::Puts { stream: self.stream_named(name)?.id, now, puts })
    }

    fn scale_to(&mut self, now: Instant, of: &UpdateShardCount, out: &mut Out) -> Result<Reply, Error> {
        let target = of.target_shard_count;
        let current = self.update_shard_count(now, self.name_of(&of.stream)?, target, out)?;
        Ok(Reply::ShardCount { current, target })
    }

    fn encrypt(
        &mut self,
        now: Instant,
        of: &StreamEncryption,
        key_id: Option<&str>,
        out: &mut Out,
    ) -> Result<(), Error> {
        let name = self.name_of(&of.stream)?;
        if of.encryption_type != "KMS" {
            return Err(invalid("EncryptionType must be KMS."));
        }
        self.set_encryption(now, name, key_id, out)
    }

    fn iterator(&mut self, now: Instant, of: &GetShardIterator) -> Result<ShardIterator, Error> {
        let shard = self.shard_in(&of.shard_id, &of.stream)?;
        let name = self.name_of(&of.stream)?;
        // Whether there is something to read comes before where to begin.
        self.stream_to_read(now, name, shard)?;
        let kind = self.iterator_type_in(of, shard)?;
        self.get_shard_iterator(now, name, shard, kind)
    }

    fn shards(&mut self, now: Instant, of: &ListShards) -> Result<Reply, Error> {
        let named = of.stream != Default::default();
        let not_both = |a: &str, b: &str| Err(invalid(alloc::format!("{a} and {b} cannot be provided together.")));
        let Some(given) = &of.next_token else {
            if !named {
                return Err(invalid("Either NextToken or StreamName should be provided."));
            }
            let (filter, name) = (self.shard_filter_in(of)?, self.name_of(&of.stream)?);
            let page = self.list_shards(now, name, filter, of.max_results)?;
            return Ok(Reply::Shards { stream: self.stream_named(name)?.id, page });
        };
        if named {
            return not_both("NextToken", "StreamName");
        }
        if of.exclusive_start_shard_id.is_some() {
            return not_both("NextToken", "ExclusiveStartShardId");
        }
        if of.stream_creation_timestamp.is_some() {
            return not_both("NextToken", "StreamCreationTimestamp");
        }
        let token = token::list_shards(given).ok_or_else(|| invalid("NextToken is invalid."))?;
        let page = self.list_more_shards(now, token, of.max_results)?;
        Ok(Reply::Shards { stream: token.stream, page })
    }

    fn register(&mut self, now: Instant, of: &RegisterStreamConsumer, out: &mut Out) -> Result<Reply, Error> {
        if !of.tags.is_empty() {
            return Err(Error::Unsupported("Tags of a consumer".into()));
        }
        let name = self.name_in_arn(&of.stream_arn)?;
        let id = self.register_consumer(now, name, &of.consumer_name, out)?;
        Ok(Reply::Registered(self.stream_named(name)?.id, id))
    }

    fn consumers_page(&mut self, now: Instant, of: &ListStreamConsumers) -> Result<Reply, Error> {
        if of.stream_creation_timestamp.is_some() && of.next_token.is_some() {
            return Err(invalid("NextToken and StreamCreationTimestamp cannot be provided together."));
        }
        let name = self.name_in_arn(&of.stream_arn)?;
        let read = |given: &String| token::consumers(given).ok_or_else(|| invalid("NextToken is invalid."));
        let token = of.next_token.as_ref().map(read).transpose()?;
        if token.is_some_and(|token| now.since(token.issued_at) > quota::NEXT_TOKEN_LIFE) {
            return Err(Error::ExpiredNextToken);
        }
        if let (Some(token), Ok(stream)) = (token, self.stream_named(name))
            && token.stream != stream.id
        {
            return Err(invalid("NextToken is invalid."));
        }
        let after = token.map(|token| token.after);
        let (stream, consumers, more) = self.list_consumers(now, name, after, of.max_results)?;
        let last = consumers.last().filter(|_| more);
        let next_token = last.map(|&after| ConsumersToken { stream, after, issued_at: now });
        Ok(Reply::Consumers { stream, consumers, next_token })
    }

    fn subscribe_to(&mut self, now: Instant, of: &SubscribeToShard, out: &mut Out) -> Result<SubscriptionId, Error> {
        let (consumer, shard) =
            (self.consumer_in(&of.consumer)?, self.shard_in(&of.shard_id, &StreamInput::default())?);
        let start = starting_position_in(&of.starting_position)?;
        self.subscribe(now, &consumer, shard, start, false, out)
    }
}
