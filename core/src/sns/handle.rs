//! Carries out the requests of the API.
use super::attributes::queue_of;
use super::error::wrong;
use super::request::{CreateTopic, MessageInput, Publish, PublishBatch, Subscribe, Tag};
use super::{
    Endpoint, Entry, Error, Out, Request, Sent, Sns, Subscription, SubscriptionAttributes, SubscriptionId, Topic,
    TopicAttributes, TopicId, quota,
};
use crate::base::Instant;
use crate::message::{Content, MessageId, Supplied, attribute};
use crate::service::Context;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// What a request answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Done,
    Topic(TopicId),
    Subscription(SubscriptionId),
    /// A page, and the token of the next.
    Topics(Vec<TopicId>, Option<String>),
    Subscriptions(Vec<SubscriptionId>, Option<String>),
    Attributes(BTreeMap<String, String>),
    Tags(BTreeMap<String, String>),
    Sent(Sent),
    SentBatch(Vec<Result<Sent, Error>>),
}

/// The ARN of a topic.
pub fn topic_arn(account: &str, name: &str) -> String {
    format!("arn:aws:sns:us-east-1:{account}:{name}")
}

/// The ARN of a queue.
fn queue_arn(account: &str, name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:{account}:{name}")
}

impl Sns {
    /// Carries out a request. Errors: those of its operation.
    pub(super) fn carry_out(
        &mut self,
        context: &Context<'_>,
        request: &Request,
        out: &mut Out,
    ) -> Result<Reply, Error> {
        let now = context.now;
        let done = |()| Reply::Done;
        match request {
            Request::CreateTopic(of) => self.create(now, of, out).map(Reply::Topic),
            Request::DeleteTopic(of) => match self.topic_at(&of.topic_arn) {
                Err(Error::NoSuchTopic) => Ok(Reply::Done),
                id => self.delete_topic(id?, out).map(done),
            },
            Request::GetTopicAttributes(of) => {
                let topic = &self.topics[&self.topic_at(&of.topic_arn)?];
                Ok(Reply::Attributes(self.attributes_of_topic(topic)))
            }
            Request::SetTopicAttributes(of) => {
                let (id, value) = (self.topic_at(&of.topic_arn)?, of.attribute_value.as_deref());
                self.set_topic_attribute(id, &of.attribute_name, value.unwrap_or_default()).map(done)
            }
            Request::Subscribe(of) => self.subscribe_to(now, of, out).map(Reply::Subscription),
            Request::Unsubscribe(of) => {
                if let Ok(id) = self.subscription_at(&of.subscription_arn) {
                    self.unsubscribe(id, out);
                }
                Ok(Reply::Done)
            }
            Request::GetSubscriptionAttributes(of) => {
                let subscription = &self.subscriptions[&self.subscription_at(&of.subscription_arn)?];
                Ok(Reply::Attributes(self.attributes_of_subscription(subscription)))
            }
            Request::SetSubscriptionAttributes(of) => {
                let (id, value) = (self.subscription_at(&of.subscription_arn)?, of.attribute_value.as_deref());
                self.set_subscription_attribute(now, id, &of.attribute_name, value.unwrap_or_default(), out).map(done)
            }
            Request::ListTopics(of) => {
                let (page, token) = page(self.topics().map(|topic| topic.id).collect(), of.next_token.as_deref())?;
                Ok(Reply::Topics(page, token))
            }
            Request::ListSubscriptions(of) => {
                let (page, token) = page(self.subscriptions.keys().copied().collect(), of.next_token.as_deref())?;
                Ok(Reply::Subscriptions(page, token))
            }
            Request::ListSubscriptionsByTopic(of) => {
                let topic = self.topic_at(&of.topic_arn)?;
                let all = self.of_topic(topic).map(|subscription| subscription.id).collect();
                let (page, token) = page(all, of.next_token.as_deref())?;
                Ok(Reply::Subscriptions(page, token))
            }
            Request::Publish(of) => self.publish_one(context, of, out).map(Reply::Sent),
            Request::PublishBatch(of) => self.publish_entries(context, of, out).map(Reply::SentBatch),
            Request::TagResource(of) => self.tag(self.topic_at(&of.resource_arn)?, of_tags(&of.tags)).map(done),
            Request::UntagResource(of) => self.untag(self.topic_at(&of.resource_arn)?, &of.tag_keys).map(done),
            Request::ListTagsForResource(of) => {
                Ok(Reply::Tags(self.topics[&self.topic_at(&of.resource_arn)?].tags.clone()))
            }
        }
    }

    fn create(&mut self, now: Instant, of: &CreateTopic, out: &mut Out) -> Result<TopicId, Error> {
        let mut attributes = TopicAttributes::default();
        of.attributes.iter().try_for_each(|(name, value)| attributes.set(name, value))?;
        self.create_topic(now, &of.name, attributes, of_tags(&of.tags), out)
    }

    fn subscribe_to(&mut self, now: Instant, of: &Subscribe, out: &mut Out) -> Result<SubscriptionId, Error> {
        let topic = self.topic_at(&of.topic_arn)?;
        let arn = of.endpoint.as_deref().unwrap_or_default();
        let endpoint = endpoint(&of.protocol, arn)?;
        if !arn.contains(&*self.account_id) {
            return Err(wrong("Endpoint", "This simulator has one account: the endpoint must be of it"));
        }
        let mut attributes = SubscriptionAttributes::default();
        of.attributes.iter().try_for_each(|(name, value)| attributes.set(name, value))?;
        self.subscribe(now, topic, endpoint, attributes, out)
    }

    fn publish_one(&mut self, context: &Context<'_>, of: &Publish, out: &mut Out) -> Result<Sent, Error> {
        let Some(arn) = of.topic_arn.as_deref().or(of.target_arn.as_deref()) else {
            let reason = "This simulator publishes to topics only";
            return Err(wrong(if of.phone_number.is_some() { "PhoneNumber" } else { "TopicArn" }, reason));
        };
        let topic = self.topic_at(arn)?;
        let content = content(&of.message)?;
        self.publish(context, topic, &entry(&of.message, content), out)
    }

    /// A message that is wrong in itself does not keep the others of its batch out.
    fn publish_entries(
        &mut self,
        context: &Context<'_>,
        of: &PublishBatch,
        out: &mut Out,
    ) -> Result<Vec<Result<Sent, Error>>, Error> {
        let topic = self.topic_at(&of.topic_arn)?;
        let all = &of.publish_batch_request_entries;
        distinct(all.iter().map(|entry| &*entry.id))?;
        let contents: Vec<Result<Supplied, Error>> = all.iter().map(|entry| content(&entry.message)).collect();
        let good = all.iter().zip(&contents).filter_map(|(of, content)| Some((of, content.as_ref().ok()?)));
        let good: Vec<Entry<'_>> = good.map(|(of, content)| entry(&of.message, content.clone())).collect();
        let sent = if good.is_empty() { Vec::new() } else { self.publish_batch(context, topic, &good, out)? };
        debug_assert!(sent.is_empty() || sent.len() == good.len(), "each message has a result");
        let mut sent = sent.into_iter();
        Ok(contents
            .into_iter()
            .map(|content| content.and_then(|_| sent.next().unwrap_or(Err(Error::NoSuchTopic))))
            .collect())
    }

    /// The topic of an ARN. Errors: `InvalidParameter` for what is none, `NotFound`.
    pub fn topic_at(&self, arn: &str) -> Result<TopicId, Error> {
        let name = arn.rsplit(':').next().unwrap_or_default();
        if !arn.starts_with("arn:aws:sns:") || arn.split(':').count() != 6 {
            return Err(wrong(
                "TopicArn",
                &format!("An ARN must have at least 6 elements, not {}", arn.split(':').count()),
            ));
        }
        let topic = self.named(name).filter(|topic| &*topic.arn == arn);
        topic.map(|topic| topic.id).ok_or(Error::NoSuchTopic)
    }

    /// The subscription of an ARN. Errors: as for a topic.
    pub fn subscription_at(&self, arn: &str) -> Result<SubscriptionId, Error> {
        if !arn.starts_with("arn:aws:sns:") || arn.split(':').count() != 7 {
            return Err(wrong(
                "SubscriptionArn",
                &format!("An ARN must have 7 elements, not {}", arn.split(':').count()),
            ));
        }
        let found = self.subscriptions.values().find(|subscription| self.subscription_arn(subscription) == arn);
        found.map(|subscription| subscription.id).ok_or(Error::NoSuchSubscription)
    }

    /// The ARN of a subscription.
    pub fn subscription_arn(&self, subscription: &Subscription) -> String {
        let topic = self.topics.get(&subscription.topic).map_or("", |topic| &*topic.arn);
        // Numbers of subscriptions and of messages are told apart by the highest bit.
        let uuid = MessageId(1 << 63 | u64::from(subscription.id.0)).uuid();
        format!("{topic}:{uuid}")
    }

    fn attributes_of_topic(&self, topic: &Topic) -> BTreeMap<String, String> {
        let mut all = topic.attributes.texts();
        let confirmed = self.of_topic(topic.id).count().to_string();
        for (name, value) in [
            ("TopicArn", topic.arn.to_string()),
            ("Owner", self.account_id.clone()),
            ("SubscriptionsConfirmed", confirmed),
            ("SubscriptionsPending", "0".to_string()),
            ("SubscriptionsDeleted", "0".to_string()),
        ] {
            all.insert(name.to_string(), value);
        }
        if let Some(at) = topic.archive_begins() {
            all.insert("BeginningArchiveTime".to_string(), at.iso());
        }
        all
    }

    fn attributes_of_subscription(&self, of: &Subscription) -> BTreeMap<String, String> {
        let account = &self.account_id;
        let topic = self.topics.get(&of.topic).map_or("", |topic| &*topic.arn);
        let (protocol, endpoint) = of.endpoint.texts(account);
        let mut all = BTreeMap::new();
        let mut add = |name: &str, value: String| drop(all.insert(name.to_string(), value));
        add("SubscriptionArn", self.subscription_arn(of));
        add("TopicArn", topic.to_string());
        add("Owner", account.clone());
        add("Protocol", protocol.to_string());
        add("Endpoint", endpoint);
        add("PendingConfirmation", "false".to_string());
        add("RawMessageDelivery", of.attributes.raw_message_delivery.to_string());
        if let Some(policy) = &of.attributes.filter_policy {
            let scope = if of.attributes.filter_policy_scope == super::filter::Scope::MessageBody {
                "MessageBody"
            } else {
                "MessageAttributes"
            };
            add("FilterPolicy", policy.clone());
            add("FilterPolicyScope", scope.to_string());
        }
        if let Some(name) = &of.attributes.dead_letter_target {
            let arn = queue_arn(account, name);
            add("RedrivePolicy", format!(r#"{{"deadLetterTargetArn":"{arn}"}}"#));
        }
        if of.attributes.replay_policy.is_some() {
            add("ReplayStatus", if of.replay.is_some() { "In progress" } else { "Completed" }.to_string());
        }
        all
    }
}

impl Endpoint {
    /// Its protocol and its ARN.
    pub fn texts(&self, account: &str) -> (&'static str, String) {
        match self {
            Self::Sqs(name) => ("sqs", queue_arn(account, name)),
            Self::Lambda(name) => ("lambda", format!("arn:aws:lambda:us-east-1:{account}:function:{name}")),
        }
    }
}

fn endpoint(protocol: &str, arn: &str) -> Result<Endpoint, Error> {
    match protocol {
        "sqs" => {
            queue_of(arn).map(Endpoint::Sqs).ok_or_else(|| wrong("SQS endpoint ARN", "it must be the ARN of a queue"))
        }
        "lambda" => {
            let name = arn.strip_prefix("arn:aws:lambda:us-east-1:").and_then(|rest| rest.split_once(":function:"));
            let name = name.map(|(_, name)| name).filter(|name| !name.is_empty());
            let reason = "it must be the ARN of a function";
            name.map(|name| Endpoint::Lambda(name.to_string())).ok_or_else(|| wrong("Lambda endpoint ARN", reason))
        }
        "http" | "https" | "email" | "email-json" | "sms" | "application" | "firehose" => {
            Err(wrong("Protocol", "This simulator delivers to sqs and to lambda only"))
        }
        other => Err(Error::InvalidParameter(format!("Does not support this protocol string: {other}"))),
    }
}

fn of_tags(tags: &[Tag]) -> BTreeMap<String, String> {
    tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()
}

/// Checks the ids of a batch. API reference, PublishBatch.
fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    for id in ids {
        count += 1;
        let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if id.is_empty() || id.len() > quota::ENTRY_ID_CHARS || !plain {
            return Err(Error::InvalidBatchEntryId);
        }
        if !seen.insert(id) {
            return Err(Error::BatchEntryIdsNotDistinct);
        }
    }
    match count {
        0 => Err(Error::EmptyBatchRequest),
        count if count > quota::BATCH_ENTRIES => Err(Error::TooManyEntriesInBatchRequest),
        _ => Ok(()),
    }
}

/// The body and attributes of a message. Errors: `InvalidParameter`.
fn content(message: &MessageInput) -> Result<Supplied, Error> {
    if message.message_structure.is_some() {
        return Err(wrong("MessageStructure", "This simulator sends the same message to every protocol"));
    }
    if message.message.is_empty() {
        return Err(Error::InvalidParameter("Empty message".to_string()));
    }
    let attributes = message.message_attributes.iter().map(|(name, value)| {
        attribute(name, &value.data_type, value.string_value.as_deref(), value.binary_value.as_ref())
            .map_err(|error| Error::InvalidParameter(error.to_string()))
    });
    let (body, attributes) = (message.message.clone(), attributes.collect::<Result<_, _>>()?);
    Ok(Supplied { body, attributes, ..Supplied::default() })
}

fn entry(message: &MessageInput, content: Supplied) -> Entry<'_> {
    Entry {
        bytes: content.bytes(),
        content: Content::Supplied(Arc::new(content)),
        subject: message.subject.as_deref(),
        message_group_id: message.message_group_id.as_deref(),
        message_deduplication_id: message.message_deduplication_id.as_deref(),
        body_digest: None,
    }
}

/// A page, by a token that says where it begins. Errors: `InvalidParameter` for a token that is none.
fn page<T: Copy>(all: Vec<T>, token: Option<&str>) -> Result<(Vec<T>, Option<String>), Error> {
    let from = match token {
        Some(token) => token.parse().map_err(|_| Error::InvalidParameter("NextToken".to_string()))?,
        None => 0,
    };
    let page: Vec<T> = all.iter().skip(from).take(quota::PAGE).copied().collect();
    let to = from + page.len();
    Ok((page, (to < all.len()).then(|| to.to_string())))
}
