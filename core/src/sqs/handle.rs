//! Carries out the requests of the JSON API.
use super::attributes::{ATTRIBUTE_NAMES, arn};
use super::input::{complete, content, distinct, entry, handle, options, unsigned};
use super::request::{Batch, ListQueues, Request, SendEntry, StartMessageMoveTask};
use super::{
    Attributes, BatchError, Entry, Error, MoveTask, MoveTaskId, Out, PollId, QueueId, ReceiptHandle, Receive, Received,
    Sent, Sqs, quota,
};
use crate::base::Instant;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What a request answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Done,
    /// CreateQueue and GetQueueUrl: the name of the queue.
    Url(String),
    /// Names of queues, and where the next page begins.
    Urls(Vec<String>, Option<String>),
    Attributes(BTreeMap<String, String>),
    Tags(BTreeMap<String, String>),
    Sent(Sent),
    SentBatch(Vec<Result<Sent, BatchError>>),
    Received(Vec<Received>),
    /// The messages come later.
    Waits(PollId),
    /// An entry for each of DeleteMessageBatch or ChangeMessageVisibilityBatch.
    Batch(Vec<Result<(), BatchError>>),
    Task(MoveTaskId),
    Tasks(Vec<MoveTask>),
    Moved(u64),
}

/// Queues of one page of a list. A.
const PAGE: u32 = 1_000;

impl Sqs {
    pub(super) fn set(&self, attributes: &mut Attributes, texts: &BTreeMap<String, String>) -> Result<(), Error> {
        let was_fifo = attributes.fifo;
        texts.iter().try_for_each(|(name, value)| attributes.set(name, value))?;
        if texts.contains_key("FifoQueue") && !attributes.fifo {
            // A standard queue does not know the attribute, not even as false.
            let unknown = || Error::unknown_attribute("FifoQueue");
            return Err(if was_fifo { Error::InvalidAttributeValue("FifoQueue".to_string()) } else { unknown() });
        }
        attributes.encrypt_once(texts)?;
        let policy = texts.get("RedrivePolicy").filter(|text| !text.is_empty());
        match (policy, &attributes.redrive_policy) {
            // A dead-letter queue is of the same account and region.
            (Some(text), Some(policy))
                if !text.contains(&arn(&self.account.account_id, &policy.dead_letter_target)) =>
            {
                Err(Error::InvalidParameterValue(format!(
                    "Value {text} for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn."
                )))
            }
            _ => Ok(()),
        }
    }

    /// Carries out a request. Errors: what AWS refuses it for.
    pub(super) fn carry_out(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        let done = |()| Reply::Done;
        match request {
            Request::CreateQueue(of) => {
                self.create_queue(now, &of.queue_name, &of.attributes, of.tags.clone(), out)?;
                Ok(Reply::Url(of.queue_name.clone()))
            }
            Request::SetQueueAttributes(of) => {
                let queue = self.at(&of.queue_url)?;
                let mut attributes = self.queues[&queue].attributes.clone();
                self.set(&mut attributes, &of.attributes)?;
                self.set_attributes(now, queue, attributes, out).map(done)
            }
            Request::GetQueueAttributes(of) => {
                let queue = self.at(&of.queue_url)?;
                self.attributes_of(queue, &of.attribute_names, now, out).map(Reply::Attributes)
            }
            Request::GetQueueUrl(of) => {
                let name = &of.queue_name;
                self.named(name).map(|_| Reply::Url(name.clone())).ok_or(Error::QueueDoesNotExist)
            }
            Request::ListQueues(of) => self.list(of),
            Request::ListQueueTags(of) => Ok(Reply::Tags(self.queues[&self.at(&of.queue_url)?].tags.clone())),
            Request::TagQueue(of) => self.tag(self.at(&of.queue_url)?, of.tags.clone()).map(done),
            Request::UntagQueue(of) => self.untag(self.at(&of.queue_url)?, &of.tag_keys).map(done),
            Request::AddPermission(of) => self.add_permission(now, self.at(&of.queue_url)?, of).map(done),
            Request::RemovePermission(of) => self.remove_permission(now, self.at(&of.queue_url)?, &of.label).map(done),
            Request::DeleteQueue(of) => self.delete_queue(now, self.at(&of.queue_url)?, out).map(done),
            Request::PurgeQueue(of) => self.purge_queue(now, self.at(&of.queue_url)?, out).map(done),
            Request::ListDeadLetterSourceQueues(of) => {
                let sources = self.dead_letter_sources(self.at(&of.queue_url)?);
                let mut names: Vec<String> = sources.iter().map(|id| self.queues[id].name.clone()).collect();
                // A page begins behind a name.
                names.sort_unstable();
                page(names, of.next_token.as_deref(), of.max_results)
            }
            Request::StartMessageMoveTask(of) => self.start(now, of, out).map(Reply::Task),
            Request::CancelMessageMoveTask(of) => {
                let id = of.task_handle.parse().map_err(|_| Error::ResourceNotFound("Task does not exist.".into()))?;
                self.cancel_move(id).map(Reply::Moved)
            }
            Request::ListMessageMoveTasks(of) => {
                let queue = self.at_arn(&of.source_arn)?;
                let most = unsigned("MaxResults", of.max_results, 1, 10)?.unwrap_or(1);
                Ok(Reply::Tasks(self.moves_of(queue).take(most as usize).cloned().collect()))
            }
            Request::ChangeMessageVisibility(_)
            | Request::ChangeMessageVisibilityBatch(_)
            | Request::DeleteMessage(_)
            | Request::DeleteMessageBatch(_)
            | Request::ReceiveMessage(_)
            | Request::SendMessage(_)
            | Request::SendMessageBatch(_) => self.handle_message(now, request, out),
        }
    }

    /// Requests about messages.
    fn handle_message(&mut self, now: Instant, request: &Request, out: &mut Out) -> Result<Reply, Error> {
        match request {
            Request::SendMessage(of) => {
                let queue = self.at(&of.queue_url)?;
                let content = content(&of.message)?;
                let entry = entry(&of.message, content)?;
                self.send(now, queue, &entry, out).map(Reply::Sent)
            }
            Request::SendMessageBatch(of) => self.send_entries(now, of, out).map(Reply::SentBatch),
            Request::ReceiveMessage(of) => {
                let queue = self.at(&of.queue_url)?;
                match self.receive_or_wait(now, queue, &options(of)?, out)? {
                    Receive::Now(received) => Ok(Reply::Received(received)),
                    Receive::Waits(id) => Ok(Reply::Waits(id)),
                }
            }
            Request::DeleteMessage(of) => {
                let queue = self.at(&of.queue_url)?;
                self.delete(now, queue, handle(&of.receipt_handle)?, out).map(|()| Reply::Done)
            }
            Request::ChangeMessageVisibility(of) => {
                let queue = self.at(&of.queue_url)?;
                let handle = handle(&of.receipt_handle)?;
                self.change_to(now, queue, handle, of.visibility_timeout, out).map(|()| Reply::Done)
            }
            Request::DeleteMessageBatch(of) => {
                let queue = self.at(&of.queue_url)?;
                distinct("DeleteMessageBatchRequestEntry", of.entries.iter().map(|entry| &*entry.id))?;
                self.admit_delete_batch(now, queue, out)?;
                let each = of.entries.iter().map(|entry| {
                    let handle = handle(&entry.receipt_handle)?;
                    self.delete_one(now, queue, handle, out)
                });
                let results = each.map(|result| result.map_err(BatchError::from)).collect();
                self.serve(queue, now, out);
                Ok(Reply::Batch(results))
            }
            Request::ChangeMessageVisibilityBatch(of) => {
                let queue = self.at(&of.queue_url)?;
                distinct("ChangeMessageVisibilityBatchRequestEntry", of.entries.iter().map(|entry| &*entry.id))?;
                let each = of.entries.iter().map(|entry| {
                    let handle = handle(&entry.receipt_handle)?;
                    self.change_to(now, queue, handle, entry.visibility_timeout, out)
                });
                Ok(Reply::Batch(each.map(|result| result.map_err(BatchError::from)).collect()))
            }
            // Everything else was carried out before.
            Request::AddPermission(_)
            | Request::CancelMessageMoveTask(_)
            | Request::CreateQueue(_)
            | Request::DeleteQueue(_)
            | Request::GetQueueAttributes(_)
            | Request::GetQueueUrl(_)
            | Request::ListDeadLetterSourceQueues(_)
            | Request::ListMessageMoveTasks(_)
            | Request::ListQueueTags(_)
            | Request::ListQueues(_)
            | Request::PurgeQueue(_)
            | Request::RemovePermission(_)
            | Request::SetQueueAttributes(_)
            | Request::StartMessageMoveTask(_)
            | Request::TagQueue(_)
            | Request::UntagQueue(_) => Ok(Reply::Done),
        }
    }

    /// The queue that a URL names, `https://…/123456789012/name`; AWS takes the name alone too.
    fn at(&self, url: &str) -> Result<QueueId, Error> {
        let wrong = || Error::InvalidAddress(url.to_string());
        if !url.contains('/') {
            return self.named(url).map(|queue| queue.id).ok_or(Error::QueueDoesNotExist);
        }
        let (rest, name) = url.rsplit_once('/').ok_or_else(wrong)?;
        let account = rest.rsplit('/').next().unwrap_or_default();
        if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let mine = account == self.account.account_id;
        self.named(name).filter(|_| mine).map(|queue| queue.id).ok_or(Error::QueueDoesNotExist)
    }

    fn at_arn(&self, given: &str) -> Result<QueueId, Error> {
        let name = given.rsplit(':').next().unwrap_or_default();
        let queue = self.named(name).filter(|_| arn(&self.account.account_id, name) == given);
        queue.map(|queue| queue.id).ok_or_else(|| {
            Error::ResourceNotFound(
                "The resource that you specified for the SourceArn parameter doesn't exist.".to_string(),
            )
        })
    }

    fn start(&mut self, now: Instant, of: &StartMessageMoveTask, out: &mut Out) -> Result<MoveTaskId, Error> {
        let source = self.at_arn(&of.source_arn)?;
        let destination = of.destination_arn.as_deref().map(|arn| self.at_arn(arn)).transpose()?;
        let name = "MaxNumberOfMessagesPerSecond";
        let per_second = unsigned(name, of.max_number_of_messages_per_second, 1, quota::MOVE_PER_SECOND)?;
        debug_assert!(
            per_second.is_none_or(|rate| (1..=quota::MOVE_PER_SECOND).contains(&rate)),
            "the rate was checked"
        );
        self.start_move(now, source, destination, per_second, out)
    }

    fn change_to(
        &mut self,
        now: Instant,
        queue: QueueId,
        handle: ReceiptHandle,
        seconds: i32,
        out: &mut Out,
    ) -> Result<(), Error> {
        let seconds = unsigned("VisibilityTimeout", Some(seconds), 0, quota::VISIBILITY_SECONDS.0)?.unwrap_or(0);
        debug_assert!(seconds <= quota::VISIBILITY_SECONDS.0, "{seconds} s were checked");
        self.change_visibility(now, queue, handle, seconds, out)
    }

    /// A message that is wrong in itself does not keep the others of its batch out.
    fn send_entries(
        &mut self,
        now: Instant,
        of: &Batch<SendEntry>,
        out: &mut Out,
    ) -> Result<Vec<Result<Sent, BatchError>>, Error> {
        let queue = self.at(&of.queue_url)?;
        distinct("SendMessageBatchRequestEntry", of.entries.iter().map(|entry| &*entry.id))?;
        let attributes = &self.queues[&queue].attributes;
        if attributes.fifo {
            complete(&of.entries, attributes.content_based_deduplication)?;
        }
        let contents: Vec<_> = of.entries.iter().map(|of| content(&of.message)).collect();
        let entries: Vec<Result<Entry<'_>, Error>> = (of.entries.iter().zip(contents))
            .map(|(of, content)| content.and_then(|content| entry(&of.message, content)))
            .collect();
        let good: Vec<Entry<'_>> = entries.iter().filter_map(|entry| entry.as_ref().ok().cloned()).collect();
        let sent = if good.is_empty() { Vec::new() } else { self.send_batch(now, queue, &good, out)? };
        debug_assert!(sent.is_empty() || sent.len() == good.len(), "each message has a result");
        let mut sent = sent.into_iter();
        let each = entries.into_iter().map(|entry| match entry {
            Ok(_) => sent.next().unwrap_or_else(|| Err(Error::QueueDoesNotExist.into())),
            Err(error) => Err(error.into()),
        });
        Ok(each.collect())
    }

    fn list(&self, of: &ListQueues) -> Result<Reply, Error> {
        let prefix = of.queue_name_prefix.as_deref().unwrap_or_default();
        let names = self.queues().map(|queue| queue.name.clone()).filter(|name| name.starts_with(prefix)).collect();
        page(names, of.next_token.as_deref(), of.max_results)
    }

    /// GetQueueAttributes: those that are asked for, or all.
    fn attributes_of(
        &mut self,
        queue: QueueId,
        names: &[String],
        now: Instant,
        out: &mut Out,
    ) -> Result<BTreeMap<String, String>, Error> {
        let account = self.account.account_id.clone();
        let state = self.refreshed(queue, now, out)?;
        let depth = state.depth(now);
        let mut all = state.attributes.texts(&account);
        let seconds = |at: Instant| (at.as_micros() / 1_000_000).to_string();
        for (name, value) in [
            ("ApproximateNumberOfMessages", depth.approximate_number_of_messages_visible.to_string()),
            ("ApproximateNumberOfMessagesNotVisible", depth.approximate_number_of_messages_not_visible.to_string()),
            ("ApproximateNumberOfMessagesDelayed", depth.approximate_number_of_messages_delayed.to_string()),
            ("CreatedTimestamp", seconds(state.created_at)),
            ("LastModifiedTimestamp", seconds(state.modified_at)),
            ("QueueArn", arn(&account, &state.name)),
        ] {
            all.insert(name.to_string(), value);
        }
        let is_fifo = all.contains_key("FifoQueue");
        let is_known = |name: &&String| ATTRIBUTE_NAMES.contains(&name.as_str()) && (is_fifo || *name != "FifoQueue");
        if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
            return Err(Error::unknown_attribute(unknown));
        }
        if !names.iter().any(|name| name == "All") {
            all.retain(|name, _| names.contains(name));
        }
        Ok(all)
    }
}

/// A page of names: those after the token's, so many at most.
fn page(names: Vec<String>, token: Option<&str>, most: Option<i32>) -> Result<Reply, Error> {
    let most = unsigned("MaxResults", most, 1, PAGE)?;
    let after = names.into_iter().filter(|name| token.is_none_or(|token| name.as_str() > token));
    let mut names: Vec<String> = after.collect();
    let size = most.unwrap_or(PAGE) as usize;
    let is_more = names.len() > size;
    names.truncate(size);
    // Only who asks for pages gets a token. API reference, ListQueues.
    let token = names.last().cloned().filter(|_| is_more && most.is_some());
    Ok(Reply::Urls(names, token))
}
