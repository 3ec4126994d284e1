//! Numbers of the service, us-east-1, November 2026. Sources: "Amazon SNS endpoints and quotas" and the developer guide.
use crate::base::Duration;

/// Topics of an account: standard, FIFO.
pub const TOPICS: (usize, usize) = (100_000, 1_000);
/// Subscriptions of a topic: standard, FIFO.
pub const SUBSCRIPTIONS: (usize, usize) = (12_500_000, 100);
/// Characters of a topic's name. API reference, CreateTopic.
pub const NAME_CHARS: usize = 256;
/// Bytes of a message, where the topic does not say; least and most that it can say.
pub const MESSAGE_BYTES: u32 = 256 << 10;
pub const MAXIMUM_MESSAGE_SIZE: (u32, u32) = (1_024, 1 << 20);
/// Entries of PublishBatch.
pub const BATCH_ENTRIES: usize = 10;
/// Messages a second: of the account's standard topics, of a FIFO topic whose throughput is the topic's, of a group.
pub const STANDARD_MESSAGES: u32 = 30_000;
pub const FIFO_MESSAGES: u32 = 3_000;
pub const GROUP_MESSAGES: u32 = 300;
/// How long a deduplication id is remembered. Guide, "Message deduplication for FIFO topics".
pub const DEDUPLICATION: Duration = Duration::from_secs(300);
/// Characters of a group or deduplication id. API reference, Publish.
pub const ID_CHARS: usize = 128;
/// Filter policies of a topic. Quotas.
pub const FILTER_POLICIES: usize = 200;
/// Combinations of values of a filter policy, and its keys. Guide, "Filter policy constraints".
pub const FILTER_COMBINATIONS: usize = 150;
pub const FILTER_KEYS: usize = 5;
/// Days of an archive. Guide, "Message archiving".
pub const ARCHIVE_DAYS: (u32, u32) = (1, 365);
/// Tags of a topic.
pub const TAGS: usize = 50;
/// Characters of a subject. API reference, Publish.
pub const SUBJECT_CHARS: usize = 100;
/// Topics or subscriptions of a page. API reference, ListTopics.
pub const PAGE: usize = 100;
/// Messages of a replay that are handed over every [`REPLAY_EVERY`]. Ours: AWS gives no number.
pub const REPLAY_MESSAGES: usize = 30;
pub const REPLAY_EVERY: Duration = Duration::from_millis(100);

/// Retries of a message to an AWS endpoint. Guide, "Message delivery retries": three at once, two after a second each, ten
/// from 1 s to 20 s, each longer than the one before, and 100,000 after 20 s each: 23 days.
pub const RETRIES: u32 = 100_015;
const BACKOFF_MILLIS: [u64; 10] = [1_000, 1_395, 1_946, 2_714, 3_786, 5_281, 7_368, 10_278, 14_338, 20_000];

/// How long the retry of that number, from 1 on, waits after the attempt before it. `None` after the last.
pub fn retry_after(retry: u32) -> Option<Duration> {
    let millis = match retry {
        0..=3 => 0,
        4..=5 => 1_000,
        6..=15 => BACKOFF_MILLIS[retry as usize - 6],
        16..=RETRIES => 20_000,
        _ => return None,
    };
    Some(Duration::from_millis(millis))
}
/// Characters of the id of an entry of a batch. API reference, PublishBatchRequestEntry.
pub const ENTRY_ID_CHARS: usize = 80;
