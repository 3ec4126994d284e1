//! SendMessage and SendMessageBatch.
use super::queue::{Action, Known, Queue};
use super::{BatchError, DeduplicationScope, Error, Event, Message, Out, QueueId, Sqs, ThroughputLimit, quota};
use crate::base::{Duration, Instant, below, mix};
use crate::message::{Content, MessageId, content_id};
use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A message to send.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub content: Content,
    /// Body and attributes.
    pub bytes: u32,
    pub delay_seconds: Option<u32>,
    pub message_group_id: Option<&'a str>,
    pub message_deduplication_id: Option<&'a str>,
    /// SHA-256 of the body as hexadecimal digits, of content that is made up: what content-based deduplication goes by.
    pub body_digest: Option<&'a str>,
}

/// What a message that was taken is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: MessageId,
    /// Of FIFO queues.
    pub sequence_number: Option<u64>,
    /// A message with this deduplication id was sent before: this one is not delivered.
    pub is_duplicate: bool,
}

impl Sqs {
    /// SendMessage.
    ///
    /// Errors: `QueueDoesNotExist`; `InvalidParameterValue` for a message that is empty or too long, a delay outside its range
    /// or on a message of a FIFO queue, ids of more than 128 characters; `MissingParameter` without a group on a FIFO queue;
    /// `RequestThrottled` over the throughput of one.
    pub fn send(&mut self, now: Instant, queue: QueueId, entry: &Entry<'_>, out: &mut Out) -> Result<Sent, Error> {
        let state = self.refreshed(queue, now, out)?;
        let checked = check(state, entry)?;
        state.admit_send(core::slice::from_ref(&checked), now, out)?;
        state.total.requests += requests(entry.bytes.into());
        let sent = self.put(now, queue, entry, &checked, out);
        self.serve(queue, now, out);
        Ok(sent)
    }

    /// SendMessageBatch: a result for each entry, in the order of the request.
    ///
    /// Errors: as SendMessage, for the whole batch `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`, `BatchRequestTooLong`.
    pub fn send_batch(
        &mut self,
        now: Instant,
        queue: QueueId,
        entries: &[Entry<'_>],
        out: &mut Out,
    ) -> Result<Vec<Result<Sent, BatchError>>, Error> {
        let state = self.refreshed(queue, now, out)?;
        match entries.len() {
            0 => return Err(Error::EmptyBatchRequest("SendMessageBatchRequestEntry")),
            count if count > quota::BATCH_ENTRIES => return Err(Error::TooManyEntriesInBatchRequest(count)),
            _ => {}
        }
        let bytes: u64 = entries.iter().map(|entry| u64::from(entry.bytes)).sum();
        if bytes > u64::from(quota::MESSAGE_BYTES) {
            return Err(Error::BatchRequestTooLong(bytes));
        }
        let checked: Vec<_> = entries.iter().map(|entry| check(state, entry)).collect();
        let good: Vec<Checked> = checked.iter().filter_map(|checked| checked.as_ref().ok().cloned()).collect();
        state.admit_send(&good, now, out)?;
        state.total.requests += requests(bytes);
        let put = |(entry, checked): (&Entry<'_>, Result<Checked, Error>)| match checked {
            Ok(checked) => Ok(self.put(now, queue, entry, &checked, out)),
            Err(error) => Err(error.into()),
        };
        let sent = entries.iter().zip(checked).map(put).collect();
        self.serve(queue, now, out);
        Ok(sent)
    }

    fn put(&mut self, now: Instant, id: QueueId, entry: &Entry<'_>, checked: &Checked, out: &mut Out) -> Sent {
        let (number, seed) = (self.next_message, self.seed);
        let Some(queue) = self.queues.get_mut(&id) else { return Sent::gone() };
        if let Some(known) = queue.known_as(checked, now) {
            queue.total.deduplicated += 1;
            out.emit(Event::Sent { queue: id, messages: 0, deduplicated: 1 });
            return Sent { id: known.id, sequence_number: Some(known.sequence_number), is_duplicate: true };
        }
        self.next_message += 1;
        let message_id = MessageId(number);
        // A FIFO queue has a delay, its messages have none of their own: 0 is taken, and means the queue's.
        let own = entry.delay_seconds.filter(|_| !queue.attributes.fifo);
        let delay = own.unwrap_or(queue.attributes.delay_seconds);
        queue.next_sequence += 1;
        let message = Message {
            id: message_id,
            content: entry.content.clone(),
            bytes: entry.bytes,
            sent_at: now,
            retained_from: now,
            first_received_at: None,
            receive_count: 0,
            group: checked.group,
            deduplication_id: checked.deduplication_id.clone(),
            sequence_number: queue.next_sequence,
            hidden_until: now + Duration::from_secs(u64::from(delay)),
            order: queue.next_copy,
            partition: 0,
            dead_letter_source: None,
        };
        debug_assert!(!queue.attributes.fifo || message.group.is_some(), "a FIFO queue's messages have a group");
        queue.total.number_of_messages_sent += 1;
        queue.total.sent_message_size += u64::from(entry.bytes);
        if queue.attributes.fifo {
            queue.remember(checked, now, message_id);
            queue.store(message, now);
        } else {
            // Which servers hold a message is chance; so is whether one more than needed does.
            let random = mix(seed ^ u64::from(id.0), number);
            let partition = below(random, quota::PARTITIONS as u64) as u32;
            let twice = below(mix(random, 1), 1_000_000) < quota::DUPLICATES_PER_MILLION;
            if twice {
                let other = (partition + 1) % quota::PARTITIONS as u32;
                queue.total.stored_twice += 1;
                queue.store(Message { partition: other, ..message.clone() }, now);
            }
            queue.store(Message { partition, ..message }, now);
        }
        out.emit(Event::Sent { queue: id, messages: 1, deduplicated: 0 });
        let sequence_number = queue.attributes.fifo.then_some(queue.next_sequence);
        Sent { id: message_id, sequence_number, is_duplicate: false }
    }
}

impl Sent {
    fn gone() -> Self {
        Self { id: MessageId(0), sequence_number: None, is_duplicate: false }
    }
}

/// Requests that a call counts for on the bill: each 64 KiB is one. SQS pricing.
pub(super) const fn requests(bytes: u64) -> u64 {
    let parts = bytes.div_ceil(64 << 10);
    if parts == 0 { 1 } else { parts }
}

pub(super) const NO_DEDUPLICATION_ID: &str =
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";

/// A message whose parameters are right.
#[derive(Clone, Debug)]
struct Checked {
    group: Option<u32>,
    deduplication_id: Option<Arc<str>>,
}

fn check(queue: &mut Queue, entry: &Entry<'_>) -> Result<Checked, Error> {
    let most = queue.attributes.maximum_message_size;
    if entry.bytes == 0 {
        return Err(Error::MissingParameter("MessageBody".to_string()));
    }
    if entry.bytes > most {
        return Err(Error::InvalidParameterValue(format!(
            "One or more parameters are invalid. Reason: Message must be shorter than {most} bytes."
        )));
    }
    if let Some(delay) = entry.delay_seconds {
        if queue.attributes.fifo && delay > 0 {
            return Err(Error::not_for_this_queue("DelaySeconds", delay));
        }
        if delay > quota::DELAY_SECONDS {
            return Err(Error::outside("DelaySeconds", delay, 0, quota::DELAY_SECONDS));
        }
    }
    let group = match entry.message_group_id {
        Some(name) => Some(checked_id("MessageGroupId", name)?),
        None if queue.attributes.fifo => return Err(Error::MissingParameter("MessageGroupId".to_string())),
        None => None,
    };
    let given = entry.message_deduplication_id.map(|id| checked_id("MessageDeduplicationId", id)).transpose()?;
    if !queue.attributes.fifo {
        return match given {
            Some(id) => Err(Error::not_for_this_queue("MessageDeduplicationId", id)),
            None => Ok(Checked { group: queue.numbered(group), deduplication_id: None }),
        };
    }
    let deduplication_id: Arc<str> = match (given, queue.attributes.content_based_deduplication) {
        // What is given comes before what would be computed.
        (Some(id), _) => id.into(),
        (None, true) => match &entry.content {
            Content::Supplied(supplied) => content_id(supplied.body.as_bytes()).into(),
            Content::Made { .. } => entry.body_digest.unwrap_or_default().into(),
        },
        (None, false) => {
            return Err(Error::InvalidParameterValue(NO_DEDUPLICATION_ID.to_string()));
        }
    };
    Ok(Checked { group: queue.numbered(group), deduplication_id: Some(deduplication_id) })
}

/// 1 to 128 letters, digits and punctuation. API reference, SendMessage.
fn checked_id<'a>(parameter: &str, id: &'a str) -> Result<&'a str, Error> {
    let right = (1..=quota::ID_CHARS).contains(&id.chars().count()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    right.then_some(id).ok_or_else(|| {
        Error::InvalidParameterValue(format!(
            "Value {id} for parameter {parameter} is invalid. Reason: {parameter} can only include alphanumeric and \
             punctuation characters. 1 to 128 in length."
        ))
    })
}

impl Queue {
    /// A group's number: new for one that was not seen before.
    fn numbered(&mut self, group: Option<&str>) -> Option<u32> {
        group.map(|name| self.groups.number(name))
    }

    /// Which partition of a high-throughput queue a group belongs to; the only one of any other FIFO queue.
    fn throughput_partition(&self, group: Option<u32>) -> u32 {
        let name = group.and_then(|group| self.group_name(group)).unwrap_or_default();
        match self.attributes.fifo_throughput_limit {
            ThroughputLimit::PerQueue => 0,
            ThroughputLimit::PerMessageGroupId => {
                let hash = name.bytes().fold(7_u64, |hash, byte| mix(hash, u64::from(byte)));
                below(hash, u64::from(quota::HIGH_THROUGHPUT_PARTITIONS)) as u32
            }
        }
    }

    fn admit_send(&mut self, messages: &[Checked], now: Instant, out: &mut Out) -> Result<(), Error> {
        if !self.attributes.fifo {
            return Ok(());
        }
        let mut partitions: Vec<u32> =
            messages.iter().map(|message| self.throughput_partition(message.group)).collect();
        partitions.sort_unstable();
        partitions.dedup();
        if !partitions.iter().all(|&partition| self.admits(Action::Send, partition, quota::FIFO_CALLS, now)) {
            self.total.throttled += 1;
            out.emit(Event::Throttled { queue: self.id, action: "SendMessage" });
            return Err(Error::RequestThrottled("SendMessage"));
        }
        debug_assert!(partitions.windows(2).all(|two| two[0] < two[1]), "a partition is charged once");
        partitions.into_iter().for_each(|partition| self.spend(Action::Send, partition));
        Ok(())
    }

    /// What was sent before is new again.
    pub(super) fn forget_deduplication(&mut self) {
        (self.known, self.known_until, self.known_bytes) = Default::default();
    }

    fn known_as(&self, checked: &Checked, now: Instant) -> Option<Known> {
        let key = self.dedup_key(checked)?;
        self.known.get(&key).copied().filter(|known| known.until > now)
    }

    fn dedup_key(&self, checked: &Checked) -> Option<super::queue::DedupKey> {
        let scope = match self.attributes.deduplication_scope {
            DeduplicationScope::Queue => None,
            DeduplicationScope::MessageGroup => checked.group,
        };
        Some((scope, checked.deduplication_id.clone()?))
    }

    fn remember(&mut self, checked: &Checked, now: Instant, id: MessageId) {
        let Some(key) = self.dedup_key(checked) else { return };
        let until = now + quota::DEDUPLICATION;
        debug_assert!(self.known_until.get(&(until, self.next_sequence)).is_none(), "a message is remembered once");
        self.known.insert(key.clone(), Known { until, id, sequence_number: self.next_sequence });
        self.known_bytes += key.1.len() as u64 + 32;
        self.known_until.insert((until, self.next_sequence), key);
    }
}
