//! Registered consumers: those that enhanced fan-out pushes to. An application that polls is none.
//!
//! Owns their names, states and limits; what they are sent is in [`fan_out`](super::fan_out).
use super::control::{in_range, validate_name};
use super::members;
use super::{Error, Event, Kinesis, Operation, Out, StreamId, StreamStatus, Timer, quota};
use crate::base::Instant;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A consumer's number within its account: never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConsumerId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerStatus {
    Creating,
    Active,
    Deleting,
}

impl ConsumerStatus {
    /// AWS's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creating => "CREATING",
            Self::Active => "ACTIVE",
            Self::Deleting => "DELETING",
        }
    }
}

/// A registered consumer of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consumer {
    pub id: ConsumerId,
    pub name: String,
    pub status: ConsumerStatus,
    pub created_at: Instant,
    /// Its resource policy, as it was given.
    pub policy: Option<String>,
}

/// A consumer that a request names: the stream and its name, and the creation second if it gave the ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerRef {
    pub stream_name: String,
    pub consumer_name: String,
    pub creation_second: Option<u64>,
}

impl ConsumerRef {
    /// Whether it names this consumer of its stream.
    fn is(&self, consumer: &Consumer) -> bool {
        consumer.name == self.consumer_name
            && self.creation_second.is_none_or(|second| second == consumer.created_at.as_secs())
    }

    fn not_found(&self, account: &str) -> Error {
        let (name, stream) = (&self.consumer_name, &self.stream_name);
        Error::ResourceNotFound(format!("Consumer {name} under stream {stream} under account {account} not found."))
    }
}

/// Where a list of consumers goes on; valid for 300 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsumersToken {
    pub stream: StreamId,
    pub after: ConsumerId,
    pub issued_at: Instant,
}

impl Kinesis {
    /// RegisterStreamConsumer: the consumer is CREATING, and ACTIVE after one lifecycle time.
    ///
    /// Errors: `Validation`, `ResourceNotFound`, `ResourceInUse` for a name that the stream has and for a stream that
    /// is not ACTIVE or UPDATING, `LimitExceeded` over 20 consumers, 5 CREATING in the account, or 5 calls a second.
    pub fn register_consumer(
        &mut self,
        now: Instant,
        stream: &str,
        name: &str,
        out: &mut Out,
    ) -> Result<ConsumerId, Error> {
        validate_name("consumerName", name)?;
        self.calls.admit(Operation::RegisterStreamConsumer, None, now)?;
        let id = self.stream_named(stream)?.id;
        if !self.streams[&id].is_serving() {
            return Err(self.in_use(id));
        }
        let consumers = &self.streams[&id].fan_out.consumers;
        if consumers.iter().any(|consumer| consumer.name == name) {
            let account = self.account.account_id.clone();
            return Err(Error::ConsumerInUse(format!(
                "Consumer {name} under stream {stream} under account {account} already exists."
            )));
        }
        if consumers.len() >= quota::CONSUMERS_PER_STREAM {
            let most = quota::CONSUMERS_PER_STREAM;
            return Err(Error::LimitExceeded(format!("At most {most} consumers may be registered with a stream.")));
        }
        let all = self.streams.values().flat_map(|stream| &stream.fan_out.consumers);
        if all.filter(|consumer| consumer.status == ConsumerStatus::Creating).count() >= quota::CONSUMERS_CREATING {
            let most = quota::CONSUMERS_CREATING;
            return Err(Error::LimitExceeded(format!("At most {most} consumers may be CREATING at once.")));
        }
        let consumer = ConsumerId(self.next_consumer);
        self.next_consumer += 1;
        debug_assert!(self.streams[&id].fan_out.consumers.iter().all(|of| of.id < consumer), "a number is new");
        let status = ConsumerStatus::Creating;
        let made = Consumer { id: consumer, name: name.to_string(), status, created_at: now, policy: None };
        self.get_mut(id).fan_out.consumers.push(made);
        out.emit(Event::ConsumerStatusChanged { stream: id, consumer, status });
        out.wake(now + self.account.lifecycle, Timer::ConsumerCreated(id, consumer));
        Ok(consumer)
    }

    /// DeregisterStreamConsumer: what it was subscribed to ends at once; it is gone after one lifecycle time.
    ///
    /// Errors: `ResourceNotFound`, `LimitExceeded` over 5 calls a second.
    pub fn deregister_consumer(&mut self, now: Instant, of: &ConsumerRef, out: &mut Out) -> Result<(), Error> {
        let (stream, consumer) = self.called_on_consumer(Operation::DeregisterStreamConsumer, of, now)?;
        self.drop_consumer(now, stream, consumer, out);
        Ok(())
    }

    pub(super) fn drop_consumer(&mut self, now: Instant, id: StreamId, consumer: ConsumerId, out: &mut Out) {
        let lifecycle = self.account.lifecycle;
        let stream = self.get_mut(id);
        let Some(state) = stream.fan_out.consumers.iter_mut().find(|state| state.id == consumer) else { return };
        if state.status == ConsumerStatus::Deleting {
            return;
        }
        state.status = ConsumerStatus::Deleting;
        out.emit(Event::ConsumerStatusChanged { stream: id, consumer, status: ConsumerStatus::Deleting });
        stream.end_subscriptions(|subscription| subscription.consumer == consumer, out);
        debug_assert!(
            stream.fan_out.subscriptions.iter().all(|of| of.consumer != consumer || !of.is_open),
            "nothing is pushed to it"
        );
        out.wake(now + lifecycle, Timer::ConsumerDeleted(id, consumer));
    }

    /// DescribeStreamConsumer. Errors: `ResourceNotFound`, `LimitExceeded` over 20 calls a second.
    pub fn describe_consumer(&mut self, now: Instant, of: &ConsumerRef) -> Result<(StreamId, ConsumerId), Error> {
        self.called_on_consumer(Operation::DescribeStreamConsumer, of, now)
    }

    /// ListStreamConsumers: consumers after `after`, oldest first, 1 … 10,000 (by default 100) of them, and whether
    /// there are more.
    ///
    /// Errors: `Validation`, `ResourceNotFound`, `LimitExceeded` over 5 calls a second.
    pub fn list_consumers(
        &mut self,
        now: Instant,
        name: &str,
        after: Option<ConsumerId>,
        most: Option<u32>,
    ) -> Result<(StreamId, Vec<ConsumerId>, bool), Error> {
        let (usual, largest) = quota::LIST_CONSUMERS_PAGE;
        let most = in_range("maxResults", most.unwrap_or(usual), 1, largest)? as usize;
        let id = self.called(Operation::ListStreamConsumers, name, now)?;
        let ids = self.streams[&id].fan_out.consumers.iter().map(|consumer| consumer.id);
        let mut page: Vec<ConsumerId> = ids.filter(|id| after.is_none_or(|after| *id > after)).collect();
        debug_assert!(page.is_sorted(), "oldest first");
        let more = page.len() > most;
        page.truncate(most);
        Ok((id, page, more))
    }

    pub(super) fn consumer_created(&mut self, id: StreamId, consumer: ConsumerId, out: &mut Out) {
        let Some(stream) = self.streams.get_mut(&id) else { return };
        let Some(state) = stream.fan_out.consumers.iter_mut().find(|state| state.id == consumer) else { return };
        if state.status == ConsumerStatus::Creating {
            state.status = ConsumerStatus::Active;
            out.emit(Event::ConsumerStatusChanged { stream: id, consumer, status: ConsumerStatus::Active });
        }
    }

    pub(super) fn consumer_deleted(&mut self, id: StreamId, consumer: ConsumerId, out: &mut Out) {
        let Some(stream) = self.streams.get_mut(&id) else { return };
        debug_assert!(
            stream.fan_out.consumers.iter().all(|of| of.id != consumer || of.status == ConsumerStatus::Deleting),
            "it was DELETING before"
        );
        stream.fan_out.consumers.retain(|state| state.id != consumer);
        stream.fan_out.subscriptions.retain(|subscription| subscription.consumer != consumer);
        out.emit(Event::ConsumerDeleted { stream: id, consumer });
    }

    /// The consumer that a request names.
    pub fn consumer(&self, of: &ConsumerRef) -> Result<(StreamId, ConsumerId), Error> {
        let stream = self.stream_named(&of.stream_name)?;
        let found = stream.fan_out.consumers.iter().find(|consumer| of.is(consumer));
        found.map(|found| (stream.id, found.id)).ok_or_else(|| of.not_found(&self.account.account_id))
    }

    /// A consumer of a stream, to be changed. Errors: `ResourceNotFound`, `ResourceInUse` unless it is ACTIVE.
    pub(super) fn active_consumer(&mut self, stream: StreamId, of: &ConsumerRef) -> Result<&mut Consumer, Error> {
        let account = self.account.account_id.clone();
        let all = &mut self.get_mut(stream).fan_out.consumers;
        let consumer = all.iter_mut().find(|consumer| of.is(consumer)).ok_or_else(|| of.not_found(&account))?;
        if consumer.status == ConsumerStatus::Active {
            return Ok(consumer);
        }
        Err(Error::ConsumerInUse(format!(
            "Consumer {} with creation timestamp {} under stream {} and account {account} is not in ACTIVE status.",
            consumer.name,
            consumer.created_at.as_secs(),
            of.stream_name
        )))
    }

    fn called_on_consumer(
        &mut self,
        operation: Operation,
        of: &ConsumerRef,
        now: Instant,
    ) -> Result<(StreamId, ConsumerId), Error> {
        let found = self.consumer(of);
        let stream = self.stream_named(&of.stream_name).ok().map(|stream| stream.id);
        self.calls.admit(operation, stream, now)?;
        found
    }

    /// Whether a stream that is to be deleted has consumers that nobody allowed to go with it.
    pub(super) fn check_no_consumers(&self, id: StreamId, enforce: bool) -> Result<(), Error> {
        let stream = &self.streams[&id];
        if enforce || stream.fan_out.consumers.is_empty() || stream.status == StreamStatus::Deleting {
            return Ok(());
        }
        let (name, arn) = (&stream.name, members::arn(&self.account.account_id, &stream.name));
        Err(Error::ConsumerInUse(format!(
            "DeleteStream can't delete {arn} because there are consumers associated with this data stream. To delete {name} \
             anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are \
             associated with it."
        )))
    }
}
