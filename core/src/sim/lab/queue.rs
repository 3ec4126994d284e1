//! The way to a queue.
use super::Lab;
use super::sending::{Message, Sent};
use crate::client::lab::Lane;
use crate::sqs::{self, Sqs};
use alloc::vec::Vec;

impl Lab<'_> {
    pub(super) fn send_batch(&mut self, lane: &Lane, name: &str, batch: &[u32]) -> Result<Sent, &'static str> {
        let queue = self.sim.services.sqs.named(name).ok_or("QueueDoesNotExist")?;
        let (queue, is_fifo) = (queue.id, queue.is_fifo());
        let messages = self.messages(lane, batch, is_fifo);
        let mut entries = Vec::new();
        for Message { content, bytes, group, id } in &messages {
            entries.push(sqs::Entry {
                content: content.clone(),
                bytes: *bytes,
                delay_seconds: None,
                message_group_id: group.as_deref(),
                message_deduplication_id: id.as_deref(),
                body_digest: None,
            });
        }
        let result = self.call(lane.id, |sqs: &mut Sqs, context, out| match &entries[..] {
            [one] => sqs.send(context.now, queue, one, out).map(|_| Sent::default()),
            many => sqs.send_batch(context.now, queue, many, out).map(|each| Sent::of(batch, &each)),
        });
        result.map_err(|error| error.aws_code().0)
    }
}
