//! The service's rules, each told as a short story.
mod dead_letters;
mod fifo;
mod standard;
mod waiting;

use super::*;
use crate::base::{Duration, Instant};
use crate::message::{Content, MessageId, Supplied};
use crate::service::{Context, Service};
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

/// An account with one queue, whose timers are carried out as time goes on.
pub(super) struct World {
    pub sqs: Sqs,
    pub now: Instant,
    pub queue: QueueId,
    pub out: Out,
}

pub(super) fn supplied(body: &str) -> Content {
    Content::Supplied(Arc::new(Supplied { body: body.to_string(), ..Supplied::default() }))
}

pub(super) fn entry(body: &str) -> Entry<'_> {
    Entry {
        content: supplied(body),
        bytes: body.len() as u32,
        delay_seconds: None,
        message_group_id: None,
        message_deduplication_id: None,
        body_digest: None,
    }
}

impl World {
    pub fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        Self::sampling(quota::SHORT_POLLS_SAMPLED_PER_MILLE, name, attributes)
    }
    /// The same, with so many of a thousand short polls that ask only some partitions.
    pub fn sampling(short_polls_sampled_per_mille: u32, name: &str, attributes: &[(&str, &str)]) -> Self {
        let account = Account { account_id: "123456789012".to_string(), short_polls_sampled_per_mille };
        let mut world = Self {
            sqs: Sqs::new(account, 7),
            now: Instant::from_secs(1_767_225_600),
            queue: QueueId(0),
            out: Out::default(),
        };
        world.queue = world.create(name, attributes).unwrap();
        world
    }
    pub fn create(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<QueueId, Error> {
        let given = attributes.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        self.sqs.create_queue(self.now, name, &given, BTreeMap::new(), &mut self.out)
    }
    pub fn after(&mut self, millis: u64) {
        let until = self.now + Duration::from_millis(millis);
        while let Some(due) = self.out.timers.iter().map(|(at, _)| *at).min().filter(|at| *at <= until) {
            let place = self.out.timers.iter().position(|(at, _)| *at == due).unwrap();
            let (at, timer) = self.out.timers.remove(place);
            self.now = at.max(self.now);
            self.sqs.wake(&Context::of_user(self.now, &()), timer, &mut self.out);
            self.sqs.check();
        }
        self.now = until;
    }
    pub fn send(&mut self, entry: &Entry<'_>) -> Result<Sent, Error> {
        self.sqs.send(self.now, self.queue, entry, &mut self.out)
    }
    /// A message of a FIFO queue whose deduplication id is its body.
    pub fn send_to(&mut self, group: &str, body: &str) -> Sent {
        let entry = Entry { message_group_id: Some(group), message_deduplication_id: Some(body), ..entry(body) };
        self.send(&entry).unwrap()
    }
    /// A long poll for as many as possible.
    pub fn receive(&mut self) -> Vec<Received> {
        self.poll(ReceiveOptions {
            max_number_of_messages: Some(10),
            wait_time_seconds: Some(1),
            ..ReceiveOptions::default()
        })
        .unwrap()
    }
    pub fn poll(&mut self, options: ReceiveOptions<'_>) -> Result<Vec<Received>, Error> {
        self.sqs.receive(self.now, self.queue, &options, &mut self.out)
    }
    pub fn delete(&mut self, received: &Received) -> Result<(), Error> {
        self.sqs.delete(self.now, received.handle.queue, received.handle, &mut self.out)
    }
    pub fn state(&self) -> &Queue {
        self.sqs.queue(self.queue).unwrap()
    }
    pub fn depth(&self) -> (u64, u64, u64) {
        let depth = self.state().depth(self.now);
        (
            depth.approximate_number_of_messages_visible,
            depth.approximate_number_of_messages_not_visible,
            depth.approximate_number_of_messages_delayed,
        )
    }
}

fn body(one: &Received) -> &str {
    match &one.message.content {
        Content::Supplied(supplied) => &supplied.body,
        Content::Made { .. } => "",
    }
}

pub(super) fn bodies(received: &[Received]) -> Vec<&str> {
    received.iter().map(body).collect()
}

#[track_caller]
pub(super) fn refused<T: core::fmt::Debug>(result: Result<T, Error>, code: &str, text: &str) {
    let error = result.expect_err("this should be refused");
    assert_eq!(error.aws_code().0, code, "{error}");
    assert!(error.to_string().contains(text), "{error}");
}

#[test]
fn queues_have_names_and_attributes() {
    let mut world = World::new("jobs", &[]);
    assert_eq!(world.create("jobs", &[]), Ok(QueueId(0)), "the same again is no error");
    refused(world.create("jobs", &[("VisibilityTimeout", "60")]), "QueueNameExists", "VisibilityTimeout");
    for (name, attributes, code, text) in [
        ("a b", &[][..], "InvalidParameterValue", "alphanumeric"),
        ("", &[], "InvalidParameterValue", "1 to 80"),
        ("jobs.fifo", &[], "InvalidParameterValue", "alphanumeric"),
        ("jobs2", &[("FifoQueue", "true")], "InvalidParameterValue", ".fifo suffix"),
        ("x", &[("ContentBasedDeduplication", "true")], "InvalidAttributeName", "ContentBasedDeduplication"),
        ("x", &[("VisibilityTimeout", "43201")], "InvalidAttributeValue", "VisibilityTimeout"),
        ("x", &[("MessageRetentionPeriod", "59")], "InvalidAttributeValue", "MessageRetentionPeriod"),
        ("x", &[("MaximumMessageSize", "1048577")], "InvalidAttributeValue", "MaximumMessageSize"),
        ("x", &[("DelaySeconds", "901")], "InvalidAttributeValue", "DelaySeconds"),
        ("x", &[("ReceiveMessageWaitTimeSeconds", "21")], "InvalidAttributeValue", "ReceiveMessageWaitTimeSeconds"),
        ("x", &[("Colour", "red")], "InvalidAttributeName", "Colour"),
        (
            "x.fifo",
            &[("FifoQueue", "true"), ("FifoThroughputLimit", "perMessageGroupId")],
            "InvalidParameterValue",
            "DeduplicationScope is messageGroup",
        ),
    ] {
        refused(world.create(name, attributes), code, text);
    }
    let id = world.queue;
    world.sqs.delete_queue(world.now, id, &mut world.out).unwrap();
    refused(world.receive_error(), "QueueDoesNotExist", "does not exist");
    refused(world.create("jobs", &[]), "QueueDeletedRecently", "60 seconds");
    world.after(60_000);
    assert_eq!(world.create("jobs", &[]), Ok(QueueId(1)));
}

impl World {
    fn receive_error(&mut self) -> Result<Vec<Received>, Error> {
        self.poll(ReceiveOptions::default())
    }
}

#[test]
fn a_queue_is_purged_once_a_minute() {
    let mut world = World::new("jobs", &[]);
    (0..5).for_each(|n| drop(world.send(&entry(&n.to_string()))));
    world.receive();
    let purge = |world: &mut World| world.sqs.purge_queue(world.now, world.queue, &mut world.out);
    purge(&mut world).unwrap();
    assert_eq!(world.depth(), (0, 0, 0));
    refused(purge(&mut world), "PurgeQueueInProgress", "every 60 seconds");
    world.after(60_000);
    assert_eq!(purge(&mut world), Ok(()));
}
