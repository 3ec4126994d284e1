//! The way to a topic, and to the queues that subscribe to it.
use super::Lab;
use super::sending::{Message, Sent};
use crate::client::lab::Lane;
use crate::sim::{Error, Sim};
use crate::sns::{self, Endpoint, Sns};
use crate::sqs::QueueId;
use alloc::vec::Vec;

impl Lab<'_> {
    pub(super) fn publish(&mut self, lane: &Lane, name: &str, batch: &[u32]) -> Result<Sent, &'static str> {
        let topic = self.sim.services.sns.named(name).ok_or("NotFound")?;
        let (topic, is_fifo) = (topic.id, topic.is_fifo());
        let messages = self.messages(lane, batch, is_fifo);
        let mut entries = Vec::new();
        for Message { content, bytes, group, id } in &messages {
            entries.push(sns::Entry {
                content: content.clone(),
                bytes: *bytes,
                subject: None,
                message_group_id: group.as_deref(),
                message_deduplication_id: id.as_deref(),
                body_digest: None,
            });
        }
        let result = self.call(lane.id, |sns: &mut Sns, context, out| match &entries[..] {
            [one] => sns.publish(context, topic, one, out).map(|_| Sent::default()),
            many => sns.publish_batch(context, topic, many, out).map(|each| Sent::of(batch, &each)),
        });
        result.map_err(|error| error.aws_code().0)
    }
}

impl Sim {
    /// Errors: there is no such topic.
    pub(in crate::sim) fn topic_is_there(&self, name: &str) -> Result<(), Error> {
        self.services.sns.named(name).map(|_| ()).ok_or(sns::Error::NoSuchTopic.into())
    }

    /// The queues that subscribe to a topic.
    pub(in crate::sim) fn queues_of(&self, topic: &str) -> Vec<QueueId> {
        let (sns, sqs) = (self.sns(), self.sqs());
        let topic = sns.named(topic).into_iter().flat_map(|topic| sns.of_topic(topic.id));
        let queue = topic.filter_map(|subscription| match &subscription.endpoint {
            Endpoint::Sqs(name) => sqs.named(name),
            Endpoint::Lambda(_) => None,
        });
        queue.map(|queue| queue.id).collect()
    }
}
