//! Words that several kinds use.
use crate::card::Seen;
use crate::words::Plain;
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
    t!(kinds.shard, id = id.0)
}

pub const fn zone(zone: u8) -> &'static str {
    match zone {
        0 => "a",
        1 => "b",
        _ => "c",
    }
}

pub fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::WriteBytes => t!(kinds.write_bytes),
        Limit::WriteRecords => t!(kinds.write_records),
        Limit::ReadBytes => t!(kinds.read_bytes),
        Limit::ReadRecords => t!(kinds.read_records),
        Limit::GetRecordsCalls => t!(kinds.getrecords_calls),
        Limit::GetShardIteratorCalls => t!(kinds.getsharditerator_calls),
    }
}

pub fn distribution(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Even => t!(kinds.one_after_the_other),
        Distribution::Uniform => t!(kinds.at_random),
        Distribution::Zipf { .. } => t!(kinds.skewed_zipf),
        Distribution::Share { .. } => t!(kinds.a_share_to_one_key),
        Distribution::Unique => t!(kinds.each_record_its_own),
    }
}

pub const ONE_KEY_CANNOT_BE_SPLIT: Plain = message!(kinds.all_records_of_one_key_hash);

/// What consumers that poll share, and what helps.
pub fn shared(by: Limit) -> String {
    let (share, helps) = match by {
        Limit::GetRecordsCalls => (t!(kinds.five_calls), t!(kinds.polling_less_often_helps_so_does)),
        Limit::ReadRecords => (t!(kinds.two_thousand_records), t!(kinds.more_shards_help_so_does_enhanced)),
        Limit::ReadBytes => (t!(kinds.two_mib), t!(kinds.more_shards_help_so_does_enhanced)),
        Limit::WriteBytes | Limit::WriteRecords | Limit::GetShardIteratorCalls => return format!("{}.", limit(by)),
    };
    t!(kinds.all_that_poll_a_shard_share, share = share, helps = helps)
}

/// `1 retry`, `2 retries`.
pub fn retries(number: u64) -> String {
    crate::format::count(number, message!(nouns.retry))
}
