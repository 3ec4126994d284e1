//! Publish and PublishBatch.
use super::topic::{DedupKey, Known, Rate, Topic};
use super::{Error, Event, Out, Published, Sns, TopicId, quota};
use crate::base::Instant;
use crate::message::{Content, MessageId, content_id};
use crate::service::Context;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A message to publish.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub content: Content,
    /// Body and attributes.
    pub bytes: u32,
    pub subject: Option<&'a str>,
    pub message_group_id: Option<&'a str>,
    pub message_deduplication_id: Option<&'a str>,
    /// SHA-256 of the body as hexadecimal digits, of content that is made up.
    pub body_digest: Option<&'a str>,
}

/// What a message that was taken is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: MessageId,
    /// Of FIFO topics.
    pub sequence_number: Option<u64>,
    pub is_duplicate: bool,
}

impl Sns {
    /// Publish. Errors: `NotFound`; `InvalidParameter` for a message that is empty or too long, a group that is missing in a
    /// FIFO topic, ids that are none; `Throttled` over the rate of the topic or its group.
    pub fn publish(
        &mut self,
        context: &Context<'_>,
        topic: TopicId,
        entry: &Entry<'_>,
        out: &mut Out,
    ) -> Result<Sent, Error> {
        let state = self.topics.get(&topic).ok_or(Error::NoSuchTopic)?;
        let checked = check(state, entry)?;
        self.admit(context.now, topic, core::slice::from_ref(&checked), out)?;
        self.count_requests(topic, u64::from(entry.bytes));
        Ok(self.put(context, topic, entry, checked, out))
    }

    /// PublishBatch: a result for each entry, in the order of the request.
    ///
    /// Errors: as for Publish; for the whole batch `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`, `BatchRequestTooLong`.
    pub fn publish_batch(
        &mut self,
        context: &Context<'_>,
        topic: TopicId,
        entries: &[Entry<'_>],
        out: &mut Out,
    ) -> Result<Vec<Result<Sent, Error>>, Error> {
        let state = self.topics.get(&topic).ok_or(Error::NoSuchTopic)?;
        match entries.len() {
            0 => return Err(Error::EmptyBatchRequest),
            count if count > quota::BATCH_ENTRIES => return Err(Error::TooManyEntriesInBatchRequest),
            _ => {}
        }
        let bytes: u64 = entries.iter().map(|entry| u64::from(entry.bytes)).sum();
        if bytes > u64::from(state.attributes.maximum_message_size) {
            return Err(Error::BatchRequestTooLong);
        }
        let checked: Vec<_> = entries.iter().map(|entry| check(state, entry)).collect();
        let good: Vec<Checked> = checked.iter().filter_map(|checked| checked.as_ref().ok().cloned()).collect();
        self.admit(context.now, topic, &good, out)?;
        self.count_requests(topic, bytes);
        let each = entries.iter().zip(checked);
        Ok(each.map(|(entry, checked)| Ok(self.put(context, topic, entry, checked?, out))).collect())
    }

    fn count_requests(&mut self, topic: TopicId, bytes: u64) {
        if let Some(topic) = self.topics.get_mut(&topic) {
            debug_assert!(bytes <= u64::from(topic.attributes.maximum_message_size), "{bytes} bytes were admitted");
            topic.total.requests += bytes.div_ceil(64 << 10).max(1);
        }
    }

    fn admit(&mut self, now: Instant, id: TopicId, messages: &[Checked], out: &mut Out) -> Result<(), Error> {
        let second = now.as_secs();
        let standard = &mut self.standard_rate;
        let topic = self.topics.get_mut(&id).ok_or(Error::NoSuchTopic)?;
        let many = messages.len() as u32;
        let fits = if topic.is_fifo() {
            topic.fits(second, messages)
        } else {
            standard.fits(second, many, quota::STANDARD_MESSAGES)
        };
        if !fits {
            topic.total.throttled += 1;
            out.emit(Event::Throttled { topic: id });
            return Err(Error::Throttled);
        }
        if topic.is_fifo() {
            debug_assert!(topic.fits(second, messages), "only what fits is spent");
            topic.spend(second, messages);
        } else {
            standard.spend(second, many);
        }
        Ok(())
    }

    fn put(&mut self, context: &Context<'_>, id: TopicId, entry: &Entry<'_>, checked: Checked, out: &mut Out) -> Sent {
        let (now, number) = (context.now, self.next_message);
        let Some(topic) = self.topics.get_mut(&id) else { return Sent::gone() };
        if let Some(known) = topic.known_as(&checked, now) {
            topic.total.deduplicated += 1;
            out.emit(Event::Deduplicated { topic: id });
            return Sent { id: known.id, sequence_number: Some(known.sequence_number), is_duplicate: true };
        }
        self.next_message += 1;
        topic.next_sequence += 1;
        debug_assert!(!topic.is_fifo() || checked.group.is_some(), "a FIFO topic's messages have a group");
        let message = Arc::new(Published {
            id: MessageId(number),
            topic: id,
            topic_arn: topic.arn.clone(),
            content: entry.content.clone(),
            bytes: entry.bytes,
            subject: entry.subject.map(ToString::to_string),
            published_at: now,
            group: checked.group.clone(),
            deduplication_id: checked.deduplication_id.clone(),
            sequence_number: topic.next_sequence,
        });
        topic.total.number_of_messages_published += 1;
        topic.total.publish_size += u64::from(entry.bytes);
        topic.remember(&checked, &message);
        topic.keep(&message);
        let is_fifo = topic.is_fifo();
        self.hand_over(context, id, &message, out);
        Sent { id: message.id, sequence_number: is_fifo.then_some(message.sequence_number), is_duplicate: false }
    }
}

impl Sent {
    const fn gone() -> Self {
        Self { id: MessageId(0), sequence_number: None, is_duplicate: false }
    }
}

/// A message whose parameters are right.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    group: Option<Arc<str>>,
    deduplication_id: Option<Arc<str>>,
}

fn check(topic: &Topic, entry: &Entry<'_>) -> Result<Checked, Error> {
    let invalid = |reason: &str| Err(Error::InvalidParameter(reason.to_string()));
    if entry.bytes == 0 {
        return invalid("Empty message");
    }
    if entry.bytes > topic.attributes.maximum_message_size {
        return invalid("Message too long");
    }
    let subject =
        |text: &str| (1..=quota::SUBJECT_CHARS).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if entry.subject.is_some_and(|text| !subject(text)) {
        return invalid("Subject");
    }
    let group = entry.message_group_id.map(|id| id_of("MessageGroupId", id)).transpose()?;
    let given = entry.message_deduplication_id.map(|id| id_of("MessageDeduplicationId", id)).transpose()?;
    if !topic.is_fifo() {
        return match given {
            Some(_) => invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
            ),
            None => Ok(Checked { group, deduplication_id: None }),
        };
    }
    if group.is_none() {
        return invalid("The MessageGroupId parameter is required for FIFO topics");
    }
    let deduplication_id = match (given, topic.attributes.content_based_deduplication) {
        (Some(id), _) => id,
        (None, true) => match &entry.content {
            Content::Supplied(supplied) => content_id(supplied.body.as_bytes()).into(),
            Content::Made { .. } => entry.body_digest.unwrap_or_default().into(),
        },
        (None, false) => {
            return invalid(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
            );
        }
    };
    Ok(Checked { group, deduplication_id: Some(deduplication_id) })
}

/// 1 to 128 letters, digits and punctuation. API reference, Publish.
fn id_of(parameter: &str, id: &str) -> Result<Arc<str>, Error> {
    let right = (1..=quota::ID_CHARS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    right.then(|| id.into()).ok_or_else(|| {
        let reason = "can only include alphanumeric and punctuation characters. 1 to 128 in length";
        Error::InvalidParameter(String::from(parameter) + " Reason: The " + parameter + " " + reason)
    })
}

impl Rate {
    fn fits(&self, second: u64, messages: u32, most: u32) -> bool {
        let used = if self.second == second { self.messages } else { 0 };
        used + messages <= most
    }

    fn spend(&mut self, second: u64, messages: u32) {
        if self.second != second {
            *self = Self { second, messages: 0 };
        }
        debug_assert!(second >= self.second, "time does not run back");
        self.messages += messages;
    }
}

impl Topic {
    fn fits(&self, second: u64, messages: &[Checked]) -> bool {
        let whole = self.attributes.per_group || self.rate.fits(second, messages.len() as u32, quota::FIFO_MESSAGES);
        let of = |group: &Option<Arc<str>>| messages.iter().filter(|message| message.group == *group).count() as u32;
        let group = |message: &Checked| {
            let rate = message.group.as_ref().and_then(|group| self.groups.get(group)).copied().unwrap_or_default();
            rate.fits(second, of(&message.group), quota::GROUP_MESSAGES)
        };
        whole && messages.iter().all(group)
    }

    fn spend(&mut self, second: u64, messages: &[Checked]) {
        if self.rate.second != second {
            // Only this second's groups count.
            self.groups.retain(|_, rate| rate.second == second);
        }
        self.rate.spend(second, messages.len() as u32);
        for group in messages.iter().filter_map(|message| message.group.clone()) {
            self.groups.entry(group).or_default().spend(second, 1);
        }
    }

    fn key(&self, checked: &Checked) -> Option<DedupKey> {
        let scope = if self.attributes.per_group { checked.group.clone() } else { None };
        Some((scope, checked.deduplication_id.clone()?))
    }

    fn known_as(&self, checked: &Checked, now: Instant) -> Option<Known> {
        let known = self.known.get(&self.key(checked)?)?;
        Some(*known).filter(|known| now.since(known.published_at) < quota::DEDUPLICATION)
    }

    fn remember(&mut self, checked: &Checked, message: &Published) {
        if let Some(key) = self.key(checked) {
            let (id, sequence_number, published_at) = (message.id, message.sequence_number, message.published_at);
            self.known_bytes += key.1.len() as u64 + 32;
            debug_assert!(
                self.known_since.get(&(published_at, sequence_number)).is_none(),
                "a message is remembered once"
            );
            self.known_since.insert((published_at, sequence_number), key.clone());
            self.known.insert(key, Known { id, sequence_number, published_at });
        }
    }
}
