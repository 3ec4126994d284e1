//! Every number that AWS sets, each with its source. `B` is the service model of 2026-11-17 (the API
//! reference), `G` the developer guide's "Quotas and limits" page as of October 2026.
use crate::base::Duration;

/// Bytes a second that may be written to a shard, data and partition keys. G.
pub const WRITE_BYTES_PER_SECOND: u32 = 1 << 20;
/// Records a second that may be written to a shard. G.
pub const WRITE_RECORDS_PER_SECOND: u32 = 1_000;
/// Bytes a second that may be read from a shard, by all GetRecords callers together. G.
pub const READ_BYTES_PER_SECOND: u32 = 2 << 20;
/// Records a second that may be read from a shard, by all GetRecords callers together. G.
pub const READ_RECORDS_PER_SECOND: u32 = 2_000;
/// GetRecords calls a second on a shard, by all callers together. G.
pub const GET_RECORDS_PER_SECOND: u32 = 5;
/// GetShardIterator calls a second on a shard. G.
pub const GET_SHARD_ITERATOR_PER_SECOND: u32 = 5;
/// Most bytes that one GetRecords answers. B.
pub const GET_RECORDS_BYTES: u32 = 10 << 20;
/// Most records that one GetRecords answers, and the default of its `Limit`. B.
pub const GET_RECORDS_LIMIT: u32 = 10_000;
/// How long a shard iterator may be used after it was issued. B.
pub const SHARD_ITERATOR_LIFE: Duration = Duration::from_secs(300);
/// How long a `NextToken` of ListShards may be used. B.
pub const NEXT_TOKEN_LIFE: Duration = Duration::from_secs(300);
/// Most entries of one PutRecords. B.
pub const PUT_RECORDS_ENTRIES: usize = 500;
/// Most bytes of one PutRecords, partition keys included. B (5 MiB until October 2025).
pub const PUT_RECORDS_BYTES: u64 = 10 << 20;
/// Most characters of a partition key; at least 1. B.
pub const PARTITION_KEY_CHARS: usize = 256;
/// Least and most of `MaxRecordSizeInKiB`. B (fixed at 1 MiB until October 2025).
pub const MAX_RECORD_KIB: (u32, u32) = (1_024, 10_240);
/// Tags of one stream. B, TagResource.
pub const TAGS: usize = 50;
/// StartStreamEncryption, and StopStreamEncryption, of a stream in any 24 hours. B.
pub const ENCRYPTION_CHANGES_PER_DAY: usize = 25;
/// UpdateStreamMode of a stream in any 24 hours. B.
pub const MODE_CHANGES_PER_DAY: usize = 2;
/// Least and most hours of retention; the least is the default. B.
pub const RETENTION_HOURS: (i32, i32) = (24, 8_760);
/// Shards per account in us-east-1. G.
pub const SHARDS_PER_ACCOUNT: u32 = 20_000;
/// Streams that may be CREATING at once. B, CreateStream.
pub const STREAMS_CREATING: u32 = 5;
/// On-demand streams per account. G.
pub const ON_DEMAND_STREAMS: usize = 50;
/// Shards with which an on-demand stream starts. G.
pub const ON_DEMAND_SHARDS: u32 = 4;
/// Bytes and records a second over which a shard of an on-demand stream is split. G: 500 KB; the records are ours, half of
/// what a shard takes, too.
pub const ON_DEMAND_SPLIT: (u64, u64) = (500_000, 500);
/// Largest target of UpdateShardCount. G.
pub const UPDATE_SHARD_COUNT_MAX: u32 = 10_000;
/// UpdateShardCount calls per stream in any 24 hours. B.
pub const UPDATE_SHARD_COUNT_PER_DAY: usize = 10;
/// Shards of one ListShards page. B.
pub const LIST_SHARDS_PAGE: u32 = 1_000;
/// Shards of one DescribeStream page, default and most. B.
pub const DESCRIBE_STREAM_PAGE: (u32, u32) = (100, 10_000);
/// Streams of one ListStreams page, default and most. B.
pub const LIST_STREAMS_PAGE: (u32, u32) = (100, 10_000);
/// Consumers that may be registered with a stream. B (50 where on-demand Advantage is switched on).
pub const CONSUMERS_PER_STREAM: usize = 20;
/// Consumers that may be CREATING at once. B, RegisterStreamConsumer.
pub const CONSUMERS_CREATING: usize = 5;
/// Consumers of one ListStreamConsumers page, default and most. B.
pub const LIST_CONSUMERS_PAGE: (u32, u32) = (100, 10_000);
/// Bytes a second that are pushed for one consumer and shard. B, RegisterStreamConsumer.
pub const FAN_OUT_BYTES_PER_SECOND: u32 = 2 << 20;
/// From a record's arrival to its push, on average; between two pushes of what waits already. G, "about 70 ms".
pub const FAN_OUT_LATENCY: Duration = Duration::from_millis(70);
/// What arrives between two moments is pushed together; each window has one, drawn evenly. Ours: on average a record waits for
/// seven twelfths of it.
pub const FAN_OUT_WINDOW: Duration = Duration::from_millis(60);
/// From such a moment to the push. Ours: with the wait for the moment the mean is 70 ms.
pub const FAN_OUT_DELAY: Duration = Duration::from_millis(35);
/// Longest time between two events of a subscription. Read off what AWS sends.
pub const FAN_OUT_HEARTBEAT: Duration = Duration::from_secs(5);
/// How long a subscription lives. B, SubscribeToShard.
pub const SUBSCRIPTION_LIFE: Duration = Duration::from_secs(300);
/// Time between two SubscribeToShard calls for one consumer and shard. B.
pub const SUBSCRIBE_EVERY: Duration = Duration::SECOND;
/// How old a subscription must be for another call to take it over. B, SubscribeToShard.
pub const SUBSCRIPTION_TAKE_OVER: Duration = Duration::from_secs(5);
/// Bytes of a resource policy. Ours: AWS publishes no limit.
pub const POLICY_BYTES: usize = 20_480;
/// How long a stream stays CREATING, UPDATING or DELETING unless the account says otherwise. The developer
/// guide says seconds to tens of seconds; its FAQ says about 30 s for a split or merge.
pub const LIFECYCLE: Duration = Duration::from_secs(30);

/// Calls a second of each operation, for the account or for one stream. G.
pub const fn calls_per_second(operation: super::Operation) -> (u32, super::CallScope) {
    use super::CallScope::{Account, Stream};
    use super::Operation as Op;
    match operation {
        Op::CreateStream | Op::DeleteStream | Op::ListStreams | Op::RegisterStreamConsumer => (5, Account),
        Op::DeregisterStreamConsumer | Op::ListStreamConsumers => (5, Stream),
        Op::PutResourcePolicy | Op::GetResourcePolicy | Op::DeleteResourcePolicy => (5, Account),
        Op::DescribeStreamConsumer => (20, Stream),
        Op::DescribeStream => (10, Account),
        Op::DescribeStreamSummary => (20, Account),
        Op::ListShards => (1_000, Stream),
        Op::SplitShard | Op::MergeShards => (5, Stream),
        Op::UpdateShardCount => (10, Stream),
        Op::IncreaseStreamRetentionPeriod | Op::DecreaseStreamRetentionPeriod => (5, Stream),
        Op::DescribeLimits => (1, Account),
        Op::AddTagsToStream => (5, Account),
        Op::RemoveTagsFromStream | Op::ListTagsForStream => (5, Stream),
        Op::StartStreamEncryption | Op::StopStreamEncryption => (5, Stream),
        Op::UpdateStreamMode | Op::UpdateMaxRecordSize => (5, Stream),
        Op::EnableEnhancedMonitoring | Op::DisableEnhancedMonitoring => (5, Stream),
    }
}
