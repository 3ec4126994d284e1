//! The service in one account: topics and subscriptions.
use super::delivery::Delivery;
use super::error::wrong;
use super::filter::FilterPolicy;
use super::topic::{Rate, SubscriptionCounts, TopicCounts};
use super::{
    Effect, Endpoint, Error, Event, Out, Reply, Request, Subscription, SubscriptionAttributes, SubscriptionId, Timer,
    Topic, TopicAttributes, TopicId, quota,
};
use crate::base::Instant;
use crate::engine::ChunkMap;
use crate::service::{Context, Service};
use crate::wire::{Model, Value};
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The service in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sns {
    pub(super) account_id: String,
    pub(super) topics: BTreeMap<TopicId, Topic>,
    names: BTreeMap<String, TopicId>,
    pub(super) subscriptions: BTreeMap<SubscriptionId, Subscription>,
    /// What endpoints have not taken yet.
    pub(super) deliveries: ChunkMap<u64, Delivery, 64>,
    /// Bytes of the messages that wait.
    pub(super) delivery_bytes: u64,
    pub(super) standard_rate: Rate,
    next_topic: u32,
    next_subscription: u32,
    pub(super) next_message: u64,
    pub(super) next_delivery: u64,
}

impl Sns {
    pub fn new(account_id: String) -> Self {
        Self {
            account_id,
            topics: BTreeMap::new(),
            names: BTreeMap::new(),
            subscriptions: BTreeMap::new(),
            deliveries: ChunkMap::default(),
            delivery_bytes: 0,
            standard_rate: Rate::default(),
            next_topic: 0,
            next_subscription: 0,
            // Apart from those of queues: an id says which message it is.
            next_message: 1 << 62,
            next_delivery: 0,
        }
    }

    /// The topics, by name.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.names.values().map(|id| &self.topics[id])
    }
    pub fn topic(&self, id: TopicId) -> Option<&Topic> {
        self.topics.get(&id)
    }
    pub fn named(&self, name: &str) -> Option<&Topic> {
        self.names.get(name).map(|id| &self.topics[id])
    }
    /// The subscriptions, in the order in which they were made.
    pub fn subscriptions(&self) -> impl Iterator<Item = &Subscription> {
        self.subscriptions.values()
    }
    pub fn subscription(&self, id: SubscriptionId) -> Option<&Subscription> {
        self.subscriptions.get(&id)
    }
    /// The subscriptions of a topic.
    pub fn of_topic(&self, topic: TopicId) -> impl Iterator<Item = &Subscription> {
        self.subscriptions.values().filter(move |subscription| subscription.topic == topic)
    }

    /// CreateTopic. A topic of that name is given back; another attribute is refused.
    ///
    /// Errors: what [`TopicAttributes::validate`] says; `InvalidParameter` for a topic with other attributes or tags;
    /// `TopicLimitExceeded`, `TagLimitExceeded`.
    pub fn create_topic(
        &mut self,
        now: Instant,
        name: &str,
        attributes: TopicAttributes,
        tags: BTreeMap<String, String>,
        out: &mut Out,
    ) -> Result<TopicId, Error> {
        attributes.validate(name)?;
        if let Some(topic) = self.named(name) {
            let mine = topic.attributes.texts();
            let same = attributes.texts().iter().all(|(name, value)| mine.get(name) == Some(value));
            if !same {
                return Err(wrong("Attributes", "Topic already exists with different attributes"));
            }
            if tags != topic.tags {
                return Err(wrong("Tags", "Topic already exists with different tags"));
            }
            return Ok(topic.id);
        }
        let of_kind = self.topics.values().filter(|topic| topic.is_fifo() == attributes.fifo).count();
        if of_kind >= if attributes.fifo { quota::TOPICS.1 } else { quota::TOPICS.0 } {
            return Err(Error::TopicLimitExceeded);
        }
        if tags.len() > quota::TAGS {
            return Err(Error::TagLimitExceeded);
        }
        let id = TopicId(self.next_topic);
        self.next_topic += 1;
        let topic = Topic {
            id,
            name: name.to_string(),
            arn: super::topic_arn(&self.account_id, name).into(),
            created_at: now,
            attributes,
            tags,
            total: TopicCounts::default(),
            next_sequence: 0,
            rate: Rate::default(),
            groups: BTreeMap::new(),
            known: ChunkMap::default(),
            known_since: ChunkMap::default(),
            known_bytes: 0,
            archive: ChunkMap::default(),
            archive_bytes: 0,
        };
        debug_assert!(!self.topics.contains_key(&id) && !self.names.contains_key(name), "number and name are new");
        self.topics.insert(id, topic);
        self.names.insert(name.to_string(), id);
        out.emit(Event::Created { topic: id });
        Ok(id)
    }

    /// DeleteTopic: with its subscriptions. One that is not there is no error.
    ///
    /// Errors: `InvalidState` for a topic with an archive. Guide, "Message archiving for FIFO topic owners".
    pub fn delete_topic(&mut self, id: TopicId, out: &mut Out) -> Result<(), Error> {
        let Some(topic) = self.topics.get(&id) else { return Ok(()) };
        if topic.attributes.archive_days.is_some() {
            let reason = "Cannot delete a topic with an ArchivePolicy: take the policy away first.";
            return Err(Error::InvalidState(reason.to_string()));
        }
        self.names.remove(&topic.name);
        debug_assert!(self.topics[&id].archive.is_empty(), "a topic with an archive stays");
        self.topics.remove(&id);
        let subscriptions: Vec<SubscriptionId> = self.of_topic(id).map(|subscription| subscription.id).collect();
        subscriptions.into_iter().for_each(|id| self.unsubscribe(id, out));
        out.emit(Event::Deleted { topic: id });
        Ok(())
    }

    /// SetTopicAttributes. Whether a topic is a FIFO topic stays as it is. Errors: `NotFound`, `InvalidParameter`.
    pub fn set_topic_attribute(&mut self, id: TopicId, name: &str, value: &str) -> Result<(), Error> {
        let topic = self.topics.get_mut(&id).ok_or(Error::NoSuchTopic)?;
        let mut attributes = topic.attributes.clone();
        attributes.set(name, value)?;
        if attributes.fifo != topic.attributes.fifo {
            return Err(wrong("FifoTopic", "it cannot be changed"));
        }
        attributes.validate(&topic.name)?;
        if attributes.archive_days.is_none() {
            topic.archive.clear();
            topic.archive_bytes = 0;
        }
        debug_assert_eq!(attributes.fifo, topic.name.ends_with(".fifo"), "the kind of a topic is in its name");
        topic.attributes = attributes;
        Ok(())
    }

    /// Subscribe. The same endpoint again, with the same attributes, is the same subscription.
    ///
    /// Errors: `NotFound`; `InvalidParameter` for a FIFO queue at a standard topic, a function at a FIFO topic, other
    /// attributes than the subscription has, or a filter that cannot be read; `SubscriptionLimitExceeded`,
    /// `FilterPolicyLimitExceeded`.
    pub fn subscribe(
        &mut self,
        now: Instant,
        topic: TopicId,
        endpoint: Endpoint,
        attributes: SubscriptionAttributes,
        out: &mut Out,
    ) -> Result<SubscriptionId, Error> {
        let state = self.topics.get(&topic).ok_or(Error::NoSuchTopic)?;
        match (&endpoint, state.is_fifo()) {
            (Endpoint::Sqs(name), false) if name.ends_with(".fifo") => {
                let reason = "Please use FIFO topic: FIFO SQS Queues can not be subscribed to standard SNS topics";
                return Err(wrong("Invalid parameter: Endpoint", reason));
            }
            (Endpoint::Lambda(_), true) => {
                return Err(wrong("Protocol", "FIFO topics deliver to SQS queues only"));
            }
            _ => {}
        }
        let filter = self.checked(topic, None, &attributes)?;
        if let Some(known) = self.of_topic(topic).find(|subscription| subscription.endpoint == endpoint) {
            if known.attributes != attributes {
                return Err(wrong("Attributes", "Subscription already exists with different attributes"));
            }
            return Ok(known.id);
        }
        let (standard, fifo) = quota::SUBSCRIPTIONS;
        let is_fifo = self.topics.get(&topic).is_some_and(Topic::is_fifo);
        if self.of_topic(topic).count() >= if is_fifo { fifo } else { standard } {
            return Err(Error::SubscriptionLimitExceeded);
        }
        let id = SubscriptionId(self.next_subscription);
        self.next_subscription += 1;
        let replay = attributes.replay_policy;
        let (total, lines) = (SubscriptionCounts::default(), ChunkMap::default());
        let subscription = Subscription { id, topic, endpoint, attributes, filter, total, lines, replay: None };
        debug_assert!(!self.subscriptions.contains_key(&id), "a number is new");
        self.subscriptions.insert(id, subscription);
        if let Some(policy) = replay
            && let Err(error) = self.begin_replay(now, id, policy, out)
        {
            self.subscriptions.remove(&id);
            return Err(error);
        }
        out.emit(Event::Subscribed { topic, subscription: id });
        Ok(id)
    }

    /// Whether a subscription can have these attributes. Returns its filter.
    fn checked(
        &self,
        topic: TopicId,
        own: Option<SubscriptionId>,
        attributes: &SubscriptionAttributes,
    ) -> Result<Option<FilterPolicy>, Error> {
        let scope = attributes.filter_policy_scope;
        let filter = attributes.filter_policy.as_ref().map(|text| FilterPolicy::read(text, scope)).transpose()?;
        let others = self.of_topic(topic).filter(|other| other.filter.is_some() && Some(other.id) != own);
        if filter.is_some() && others.count() >= quota::FILTER_POLICIES {
            return Err(Error::FilterPolicyLimitExceeded);
        }
        Ok(filter)
    }

    /// SetSubscriptionAttributes. AWS takes up to 15 minutes for a filter; here it holds at once.
    ///
    /// Errors: `NotFound`, `InvalidParameter`, `FilterPolicyLimitExceeded`; `InvalidState` for a replay without an archive.
    pub fn set_subscription_attribute(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        name: &str,
        value: &str,
        out: &mut Out,
    ) -> Result<(), Error> {
        let subscription = self.subscriptions.get(&id).ok_or(Error::NoSuchSubscription)?;
        let mut attributes = subscription.attributes.clone();
        attributes.set(name, value)?;
        let filter = self.checked(subscription.topic, Some(id), &attributes)?;
        if name == "ReplayPolicy"
            && let Some(policy) = attributes.replay_policy
        {
            self.begin_replay(now, id, policy, out)?;
        }
        if let Some(subscription) = self.subscriptions.get_mut(&id) {
            if attributes.replay_policy.is_none() {
                subscription.replay = None;
            }
            debug_assert_eq!(filter.is_some(), attributes.filter_policy.is_some(), "a filter is what its policy says");
            (subscription.attributes, subscription.filter) = (attributes, filter);
        }
        Ok(())
    }

    /// Unsubscribe. One that is not there is no error.
    pub fn unsubscribe(&mut self, id: SubscriptionId, out: &mut Out) {
        if self.subscriptions.remove(&id).is_some() {
            self.forget_deliveries(id);
            debug_assert!(self.subscription(id).is_none(), "it is gone");
            out.emit(Event::Unsubscribed { subscription: id });
        }
    }

    /// TagResource. Errors: `NotFound`, `TagLimitExceeded`.
    pub fn tag(&mut self, id: TopicId, tags: BTreeMap<String, String>) -> Result<(), Error> {
        let topic = self.topics.get_mut(&id).ok_or(Error::NoSuchTopic)?;
        let new = tags.keys().filter(|key| !topic.tags.contains_key(*key)).count();
        if topic.tags.len() + new > quota::TAGS {
            return Err(Error::TagLimitExceeded);
        }
        topic.tags.extend(tags);
        debug_assert!(topic.tags.len() <= quota::TAGS, "{} tags", topic.tags.len());
        Ok(())
    }

    /// UntagResource. Errors: `NotFound`.
    pub fn untag(&mut self, id: TopicId, keys: &[String]) -> Result<(), Error> {
        let topic = self.topics.get_mut(&id).ok_or(Error::NoSuchTopic)?;
        topic.tags.retain(|key, _| !keys.contains(key));
        Ok(())
    }
}

impl Service for Sns {
    const MODEL: &'static Model = &super::model::MODEL;
    type Request = Request;
    type Reply = Reply;
    type Error = Error;
    type Event = Event;
    type Timer = Timer;
    type Effect = Effect;

    fn handle(&mut self, context: &Context<'_>, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        self.carry_out(context, request, out)
    }

    fn answer(&self, _: &Context<'_>, request: &Request, reply: &Reply) -> Option<Value<'static>> {
        super::answer::body(self, request, reply)
    }

    fn wake(&mut self, context: &Context<'_>, timer: Timer, out: &mut Out) {
        match timer {
            Timer::Retry(delivery) => self.retry(delivery, out),
            Timer::Replay(subscription) => self.go_on_replaying(context, subscription, out),
        }
    }

    /// Drops what is too old for an archive, and deduplication ids of more than five minutes ago.
    fn trim(&mut self, context: &Context<'_>, _: &mut Out) {
        self.topics.values_mut().for_each(|topic| topic.trim(context.now));
    }

    /// A message that waits counts with each of its deliveries.
    fn heap_bytes(&self) -> u64 {
        let lines: u64 = self.subscriptions.values().map(|of| of.lines.heap_bytes() + of.own_bytes()).sum();
        let topics: u64 = self.topics.values().map(Topic::heap_bytes).sum();
        topics + lines + self.deliveries.heap_bytes() + self.delivery_bytes
    }

    fn bytes_beside(&self, other: &Self) -> u64 {
        let topic = |own: &Topic| other.topics.get(&own.id).map_or(own.heap_bytes(), |other| own.bytes_beside(other));
        let lines = |own: &Subscription| match other.subscriptions.get(&own.id) {
            Some(other) => own.lines.bytes_beside(&other.lines, |_, ()| 0) + own.own_bytes(),
            None => own.lines.heap_bytes() + own.own_bytes(),
        };
        let deliveries = self.deliveries.bytes_beside(&other.deliveries, |_, delivery| delivery.bytes_behind());
        self.topics.values().map(topic).sum::<u64>() + self.subscriptions.values().map(lines).sum::<u64>() + deliveries
    }

    fn check(&self) {
        self.topics.values().for_each(Topic::check);
        let in_lines: u64 = self.subscriptions.values().map(Subscription::waiting).sum();
        assert!(in_lines <= self.deliveries.len(), "who stands in a line is to be delivered");
        assert_eq!(self.delivery_bytes, self.deliveries.values().map(Delivery::bytes_behind).sum::<u64>());
    }
}
