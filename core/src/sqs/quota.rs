//! Numbers of the service. Sources: SQS developer guide, "Message quotas" (M), "Standard queue quotas" (S), "FIFO queue
//! quotas" (F), "High throughput for FIFO queues" (H), "Fair queues" (Q), API reference (A). Ours where it says so.
use crate::base::Duration;

/// Entries of one batch. A.
pub const BATCH_ENTRIES: usize = 10;
/// Messages of one ReceiveMessage. A.
pub const RECEIVE_MOST: u32 = 10;
/// Bytes of a message with its attributes, and of a batch. M, since August 2025.
pub const MESSAGE_BYTES: u32 = 1 << 20;
/// Least and most of `MaximumMessageSize`. A.
pub const MAXIMUM_MESSAGE_SIZE: (u32, u32) = (1_024, 1 << 20);
/// `MessageRetentionPeriod` in seconds: least, most, default. A.
pub const RETENTION_SECONDS: (u32, u32, u32) = (60, 1_209_600, 345_600);
/// Longest `VisibilityTimeout` in seconds, also in all since the first receive; and the default. A.
pub const VISIBILITY_SECONDS: (u32, u32) = (43_200, 30);
/// Longest `DelaySeconds`. A.
pub const DELAY_SECONDS: u32 = 900;
/// Longest `WaitTimeSeconds`. A.
pub const WAIT_SECONDS: u32 = 20;
/// Message attributes. M.
pub const MESSAGE_ATTRIBUTES: usize = 10;
/// Characters of a queue's name, of a group's, and of a deduplication id. A.
pub const NAME_CHARS: usize = 80;
pub const ID_CHARS: usize = 128;
/// Messages in flight. M; FIFO since November 2024.
pub const IN_FLIGHT: u64 = 120_000;
/// How long a deduplication id counts. A.
pub const DEDUPLICATION: Duration = Duration::from_secs(300);
/// Calls a second of each action of a FIFO queue, or with high throughput of one of its partitions. F, H.
pub const FIFO_CALLS: u32 = 300;
/// Calls a second of each action of a high-throughput FIFO queue in us-east-1. H.
pub const HIGH_THROUGHPUT_CALLS: u32 = 70_000;
/// Partitions of a high-throughput queue: as many as those calls need. H says that there are some, not how many: ours.
pub const HIGH_THROUGHPUT_PARTITIONS: u32 = HIGH_THROUGHPUT_CALLS.div_ceil(FIFO_CALLS);
/// `maxReceiveCount`: least, most, default. A.
pub const MAX_RECEIVE_COUNT: (u32, u32, u32) = (1, 1_000, 10);
/// Between two PurgeQueue of a queue, and between a deletion and a queue of the same name. A.
pub const PURGE_EVERY: Duration = Duration::from_secs(60);
pub const NAME_REST: Duration = Duration::from_secs(60);
/// Receives without a delete after which a message goes to the back. S; only with a `maxReceiveCount` above it.
pub const BACK_OF_QUEUE: u32 = 3;
/// A group is noisy from so many messages in flight on, and this part of all, in per cent. Q.
pub const NOISY: (u64, u64) = (30, 10);
/// How long a group stays noisy after it has last been. Q.
pub const NOISY_REST: Duration = Duration::from_secs(300);
/// Highest `MaxNumberOfMessagesPerSecond` of a message move task; and the rate that the service chooses. A; ours.
pub const MOVE_PER_SECOND: u32 = 500;
/// Tags of a queue. A.
pub const TAGS: usize = 50;
/// Actions of a statement that AddPermission makes, and statements of a policy. API reference, AddPermission; SQS quotas.
pub const POLICY_ACTIONS: usize = 7;
pub const POLICY_STATEMENTS: usize = 20;
/// Bytes of a policy. SQS quotas.
pub const POLICY_BYTES: usize = 8_192;

/// Partitions of a standard queue. AWS says that a queue is spread over many servers: ours.
pub const PARTITIONS: usize = 4;
/// Partitions that a short poll asks where it samples them. Ours.
pub const SHORT_POLL_PARTITIONS: usize = 2;
/// Of a thousand short polls, how many sample. AWS says that a short poll asks a sample of the servers, and that one of a
/// small queue may come back empty; its users rarely see that: ours, so that fewer than one in a thousand do.
pub const SHORT_POLLS_SAMPLED_PER_MILLE: u32 = 1;
/// Of a million messages of a standard queue, how many are stored twice and delivered twice. AWS says "occasionally": ours.
pub const DUPLICATES_PER_MILLION: u64 = 500;
