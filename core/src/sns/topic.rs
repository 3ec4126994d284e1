//! Topics and subscriptions, and what they have counted.
use super::attributes::ReplayPolicy;
use super::filter::FilterPolicy;
use super::{Endpoint, SubscriptionAttributes, TopicAttributes};
use crate::base::Instant;
use crate::engine::ChunkMap;
use crate::message::{Content, MessageId};
use crate::wire::texts_weight;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use serde::{Deserialize, Serialize};

/// A topic's number within its account: never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TopicId(pub u32);

/// A subscription's number within its account: never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubscriptionId(pub u32);

/// A message, as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub id: MessageId,
    pub topic: TopicId,
    pub topic_arn: Arc<str>,
    pub content: Content,
    /// Body and attributes.
    pub bytes: u32,
    pub subject: Option<String>,
    pub published_at: Instant,
    /// Compulsory in a FIFO topic; a standard topic passes it on.
    pub group: Option<Arc<str>>,
    pub deduplication_id: Option<Arc<str>>,
    /// `SequenceNumber` of a FIFO topic: rises within it.
    pub sequence_number: u64,
}

/// What a topic has counted since it was created.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TopicCounts {
    /// `NumberOfMessagesPublished`.
    pub number_of_messages_published: u64,
    /// `PublishSize`, in bytes.
    pub publish_size: u64,
    /// Messages that a deduplication id kept out.
    pub deduplicated: u64,
    pub throttled: u64,
    /// Requests on the bill: each 64 KiB of a publish is one. SNS pricing.
    pub requests: u64,
}

/// A deduplication id, and the group where that is its scope.
pub(super) type DedupKey = (Option<Arc<str>>, Arc<str>);

/// How many messages were taken in a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rate {
    pub second: u64,
    pub messages: u32,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub name: String,
    pub arn: Arc<str>,
    pub created_at: Instant,
    pub attributes: TopicAttributes,
    pub tags: BTreeMap<String, String>,
    pub total: TopicCounts,
    pub(super) next_sequence: u64,
    pub(super) rate: Rate,
    pub(super) groups: BTreeMap<Arc<str>, Rate>,
    /// Known deduplication ids, and the message that had each.
    pub(super) known: ChunkMap<DedupKey, Known, 56>,
    /// The same, in the order of their messages.
    pub(super) known_since: ChunkMap<(Instant, u64), DedupKey, 48>,
    /// Bytes of deduplication ids.
    pub(super) known_bytes: u64,
    /// By sequence number.
    pub(super) archive: ChunkMap<u64, Arc<Published>, 16>,
    pub(super) archive_bytes: u64,
}

/// What is remembered of a message for its deduplication: not the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub id: MessageId,
    pub sequence_number: u64,
    pub published_at: Instant,
}

/// What a subscription has counted since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubscriptionCounts {
    /// `NumberOfNotificationsDelivered`.
    pub number_of_notifications_delivered: u64,
    /// `NumberOfNotificationsFilteredOut`.
    pub number_of_notifications_filtered_out: u64,
    /// `NumberOfNotificationsFailed`: given up, with or without a dead-letter queue.
    pub number_of_notifications_failed: u64,
    /// `NumberOfNotificationsRedrivenToDlq`.
    pub number_of_notifications_redriven_to_dlq: u64,
    /// Attempts that an endpoint did not take.
    pub attempts_failed: u64,
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: SubscriptionId,
    pub topic: TopicId,
    pub endpoint: Endpoint,
    pub attributes: SubscriptionAttributes,
    /// What `attributes` says as text, understood.
    pub(super) filter: Option<FilterPolicy>,
    pub total: SubscriptionCounts,
    /// Deliveries that wait, by group: behind the first of each, which is being tried again.
    pub(super) lines: ChunkMap<(Arc<str>, u64), (), 24>,
    pub(super) replay: Option<Replay>,
}

impl Published {
    /// Bytes of a message: what of it is made up takes none.
    pub(super) fn bytes_behind(&self) -> u64 {
        let content = if let Content::Supplied(_) = self.content { u64::from(self.bytes) + 96 } else { 0 };
        content + 240
    }
}

impl Topic {
    pub const fn is_fifo(&self) -> bool {
        self.attributes.fifo
    }

    /// Messages in the archive.
    pub fn archived(&self) -> u64 {
        self.archive.len()
    }

    /// Bytes on the heap, by lengths.
    pub(super) fn heap_bytes(&self) -> u64 {
        let known = self.known.heap_bytes() + self.known_since.heap_bytes() + self.known_bytes;
        known + self.archive.heap_bytes() + self.archive_bytes + self.small_bytes()
    }

    /// Bytes that this copy keeps alive beside another.
    pub(super) fn bytes_beside(&self, other: &Self) -> u64 {
        let known = self.known.bytes_beside(&other.known, |(_, id), _| id.len() as u64 + 32)
            + self.known_since.bytes_beside(&other.known_since, |_, _| 0);
        let archive = self.archive.bytes_beside(&other.archive, |_, message| message.bytes_behind());
        known + archive + self.small_bytes()
    }

    fn small_bytes(&self) -> u64 {
        texts_weight(&self.tags) + texts_weight(&self.attributes.others) + self.groups.len() as u64 * 128 + 1_024
    }

    /// Fails where what the topic keeps does not agree.
    pub(super) fn check(&self) {
        assert_eq!(self.known_bytes, self.known_since.values().map(|(_, id)| id.len() as u64 + 32).sum::<u64>());
        assert!(self.known.len() <= self.known_since.len(), "what is known has its time to be forgotten");
        assert_eq!(self.archive_bytes, self.archive.values().map(|message| message.bytes_behind()).sum::<u64>());
    }
}

/// What counts for each byte of a filter policy: a rule takes 56, and may be two bytes of the text.
const FILTER_BYTES: u64 = 32;

impl Subscription {
    /// Bytes of what every copy has for itself.
    pub(super) fn own_bytes(&self) -> u64 {
        self.attributes.filter_policy.as_ref().map_or(0, |text| text.len() as u64 * FILTER_BYTES) + 1_024
    }

    /// Deliveries that wait for their turn or their next attempt.
    pub fn waiting(&self) -> u64 {
        self.lines.len()
    }
}

/// A replay under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Replay {
    pub policy: ReplayPolicy,
    /// The sequence number that is next.
    pub next: u64,
    pub messages: u64,
}
