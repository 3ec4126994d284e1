//! Words that several kinds use.
use crate::card::Seen;
use shardscope_core::client::Distribution;
use shardscope_core::kinesis::{Limit, ShardId};

/// Shards that menus list.
const SHARDS: usize = 50;

/// The open shards of the stream that is shown, as far as a menu has room.
pub fn shards(seen: Seen<'_>) -> Vec<ShardId> {
    let stream = seen.stream.and_then(|id| seen.sim.kinesis().stream(id));
    stream.into_iter().flat_map(|stream| stream.open_shards()).map(|shard| shard.id).take(SHARDS).collect()
}

/// `shard 3`, as people say it.
pub fn shard(id: ShardId) -> String {
    format!("shard {}", id.0)
}

pub const fn zone(zone: u8) -> &'static str {
    match zone {
        0 => "a",
        1 => "b",
        _ => "c",
    }
}

pub const fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::WriteBytes => "1 MiB per second and shard",
        Limit::WriteRecords => "1,000 records per second and shard",
        Limit::ReadBytes => "2 MiB read per second and shard",
        Limit::ReadRecords => "2,000 records read per second and shard",
        Limit::GetRecordsCalls => "5 GetRecords per second and shard",
        Limit::GetShardIteratorCalls => "5 GetShardIterator per second and shard",
    }
}

pub const fn distribution(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Even => "one after the other",
        Distribution::Uniform => "at random",
        Distribution::Zipf { .. } => "skewed (Zipf)",
        Distribution::Share { .. } => "a share to one key",
        Distribution::Unique => "each record its own",
    }
}

pub const ONE_KEY_CANNOT_BE_SPLIT: &str = "All records of one key hash to one place, so they go to one shard, whatever it is cut into. \
     A hot key needs another key: truck and trip, for instance.";

/// What consumers that poll share, and what helps.
pub fn shared(by: Limit) -> String {
    let (share, helps) = match by {
        Limit::GetRecordsCalls => ("five calls", "Polling less often helps; so does enhanced fan-out."),
        Limit::ReadRecords => ("2,000 records", "More shards help; so does enhanced fan-out."),
        Limit::ReadBytes => ("2 MiB", "More shards help; so does enhanced fan-out."),
        Limit::WriteBytes | Limit::WriteRecords | Limit::GetShardIteratorCalls => return format!("{}.", limit(by)),
    };
    format!("all that poll a shard share {share} a second. {helps}")
}

/// `1 retry`, `2 retries`.
pub fn retries(number: u64) -> String {
    if number == 1 { "1 retry".into() } else { format!("{} retries", crate::format::grouped(number)) }
}
