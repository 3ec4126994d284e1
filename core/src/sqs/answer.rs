//! From what the service replied to the body of an answer.
use super::attributes::{arn, url};
use super::digest;
use super::request::{Batch, MessageInput, ReceiveMessage, Request};
use super::{BatchError, MoveTask, MoveTaskStatus, Received, Reply, Sent, Sqs};
use crate::message::{Content, MessageAttribute, supplied};
use crate::service::Context;
use crate::wire::Value;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

type Members = Vec<(Cow<'static, str>, Value<'static>)>;

/// The body of an answer; `None` where it is empty.
pub(super) fn body(sqs: &Sqs, context: &Context<'_>, request: &Request, reply: &Reply) -> Option<Value<'static>> {
    let account = &sqs.account.account_id;
    let url = |name: &String| Value::text(url(account, name));
    match (reply, request) {
        (Reply::Done, _) => None,
        (Reply::Url(name), _) => Some(Value::object([("QueueUrl", Some(url(name)))])),
        (Reply::Urls(names, token), request) => {
            let is_sources = matches!(request, Request::ListDeadLetterSourceQueues(_));
            let name = if is_sources { "queueUrls" } else { "QueueUrls" };
            let urls = (!names.is_empty() || is_sources).then(|| Value::List(names.iter().map(url).collect()));
            Some(Value::object([(name, urls), ("NextToken", token.clone().map(Value::text))]))
        }
        (Reply::Attributes(texts), _) => Some(Value::object([("Attributes", of_texts(texts))])),
        (Reply::Tags(texts), _) => Some(Value::object([("Tags", of_texts(texts))])),
        (Reply::Sent(sent), Request::SendMessage(of)) => Some(Value::Map(self::sent(sent, &of.message))),
        (Reply::SentBatch(results), Request::SendMessageBatch(of)) => {
            let good = |place: usize, sent: &Sent| self::sent(sent, &of.entries[place].message);
            Some(batch(of.entries.iter().map(|entry| &entry.id), results, good))
        }
        (Reply::Batch(results), Request::DeleteMessageBatch(of)) => Some(of_ids(of, |entry| &entry.id, results)),
        (Reply::Batch(results), Request::ChangeMessageVisibilityBatch(of)) => {
            Some(of_ids(of, |entry| &entry.id, results))
        }
        (Reply::Received(messages), Request::ReceiveMessage(asked)) => received(sqs, context, asked, messages),
        // A caller that cannot wait sees nothing.
        (Reply::Waits(_), Request::ReceiveMessage(asked)) => received(sqs, context, asked, &[]),
        (Reply::Task(id), _) => Some(Value::object([("TaskHandle", Some(Value::text(id.to_string())))])),
        (Reply::Tasks(tasks), _) => {
            let tasks = tasks.iter().map(|task| self::task(sqs, task)).collect();
            Some(Value::object([("Results", Some(Value::List(tasks)))]))
        }
        (Reply::Moved(count), _) => {
            Some(Value::object([("ApproximateNumberOfMessagesMoved", Some(Value::Integer(*count as i64)))]))
        }
        // Nothing else is answered with these.
        (Reply::Sent(_) | Reply::SentBatch(_) | Reply::Batch(_) | Reply::Received(_) | Reply::Waits(_), _) => None,
    }
}

fn of_texts(texts: &BTreeMap<String, String>) -> Option<Value<'static>> {
    let text = |(name, value): (&String, &String)| (Cow::Owned(name.clone()), Value::text(value.as_str()));
    (!texts.is_empty()).then(|| Value::Map(texts.iter().map(text).collect()))
}

/// A message that was taken. A duplicate answers with the digest of what was sent now.
fn sent(sent: &Sent, message: &MessageInput) -> Members {
    let members = [
        ("MD5OfMessageBody", Some(Value::text(digest::of_body(&message.message_body)))),
        ("MD5OfMessageAttributes", digest::of_input(message).map(Value::text)),
        ("MD5OfMessageSystemAttributes", digest::of_system(message).map(Value::text)),
        ("MessageId", Some(Value::text(sent.id.uuid()))),
        ("SequenceNumber", sent.sequence_number.map(|number| Value::text(sequence_number(number)))),
    ];
    there(members)
}

fn there<const N: usize>(members: [(&'static str, Option<Value<'static>>); N]) -> Members {
    members.into_iter().filter_map(|(name, value)| Some((Cow::Borrowed(name), value?))).collect()
}

/// Twenty digits, as AWS has.
fn sequence_number(number: u64) -> String {
    format!("{:020}", 18_850_000_000_000_000_000_u128 + u128::from(number))
}

fn of_ids<E>(of: &Batch<E>, id: fn(&E) -> &String, results: &[Result<(), BatchError>]) -> Value<'static> {
    batch(of.entries.iter().map(id), results, |_, ()| Vec::new())
}

/// What became of each entry, those that went well first.
fn batch<'a, T>(
    ids: impl Iterator<Item = &'a String>,
    results: &[Result<T, BatchError>],
    good: impl Fn(usize, &T) -> Members,
) -> Value<'static> {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (place, (id, result)) in ids.zip(results).enumerate() {
        let id = ("Id", Some(Value::text(id.as_str())));
        match result {
            Ok(value) => {
                let mut members = there([id]);
                members.extend(good(place, value));
                successful.push(Value::Map(members));
            }
            Err(BatchError { code, message, sender_fault }) => failed.push(Value::object([
                id,
                ("SenderFault", Some(Value::Bool(*sender_fault))),
                ("Code", Some(Value::text(code.as_str()))),
                ("Message", Some(Value::text(message.as_str()))),
            ])),
        }
    }
    let list = |items: Vec<_>| (!items.is_empty()).then_some(Value::List(items));
    Value::object([("Successful", list(successful)), ("Failed", list(failed))])
}

/// The messages of a ReceiveMessage, with what it asked for; an object with nothing in it where there are none.
pub(super) fn received(
    sqs: &Sqs,
    context: &Context<'_>,
    asked: &ReceiveMessage,
    received: &[Received],
) -> Option<Value<'static>> {
    let messages: Vec<_> = received.iter().map(|one| message(sqs, context, asked, one)).collect();
    Some(Value::object([("Messages", (!messages.is_empty()).then_some(Value::List(messages)))]))
}

fn message(sqs: &Sqs, context: &Context<'_>, asked: &ReceiveMessage, received: &Received) -> Value<'static> {
    let content = supplied(context.contents, &received.message.content);
    let wanted: Vec<&MessageAttribute> =
        content.attributes.iter().filter(|of| wants(&asked.message_attribute_names, &of.name)).collect();
    let attribute = |of: &&MessageAttribute| {
        let value = if of.data_type.starts_with("Binary") {
            ("BinaryValue", Some(Value::bytes(of.value.clone())))
        } else {
            ("StringValue", Some(Value::text(String::from_utf8_lossy(&of.value).into_owned())))
        };
        let data_type = ("DataType", Some(Value::text(of.data_type.as_str())));
        (Cow::Owned(of.name.clone()), Value::object([value, data_type]))
    };
    let attributes = (!wanted.is_empty()).then(|| Value::Map(wanted.iter().map(attribute).collect()));
    Value::object([
        ("MessageId", Some(Value::text(received.message.id.uuid()))),
        ("ReceiptHandle", Some(Value::text(received.handle.to_string()))),
        ("MD5OfBody", Some(Value::text(digest::of_body(&content.body)))),
        ("Body", Some(Value::text(content.body.as_str()))),
        ("Attributes", system_attributes(sqs, asked, received)),
        ("MD5OfMessageAttributes", digest::of_attributes(wanted.into_iter()).map(Value::text)),
        ("MessageAttributes", attributes),
    ])
}

/// Whether a name is among those asked for: `All`, `.*`, and `start.*` are patterns; AWS takes `*` too. API reference,
/// ReceiveMessage.
fn wants(names: &[String], name: &str) -> bool {
    names.iter().any(|wanted| match wanted.strip_suffix(".*") {
        Some(start) => name.starts_with(start),
        None => wanted == "All" || wanted == "*" || wanted == name,
    })
}

fn system_attributes(sqs: &Sqs, asked: &ReceiveMessage, received: &Received) -> Option<Value<'static>> {
    let message = &received.message;
    let queue = sqs.queue(received.handle.queue);
    let account = &sqs.account.account_id;
    let millis = |at: crate::base::Instant| (at.as_micros() / 1_000).to_string();
    let group = queue.zip(message.group).and_then(|(queue, group)| queue.group_name(group)).map(ToString::to_string);
    let is_fifo = queue.is_some_and(crate::sqs::Queue::is_fifo);
    let source = message.dead_letter_source.and_then(|id| sqs.queue(id)).map(|queue| arn(account, &queue.name));
    let trace_header = match &message.content {
        Content::Supplied(supplied) => supplied.trace_header.clone(),
        Content::Made { .. } => None,
    };
    let all = [
        ("SenderId", Some(account.clone())),
        ("SentTimestamp", Some(millis(message.sent_at))),
        ("ApproximateReceiveCount", Some(message.receive_count.to_string())),
        ("ApproximateFirstReceiveTimestamp", message.first_received_at.map(millis)),
        ("SequenceNumber", is_fifo.then(|| sequence_number(message.sequence_number))),
        ("MessageDeduplicationId", message.deduplication_id.as_deref().map(ToString::to_string)),
        ("MessageGroupId", group),
        ("AWSTraceHeader", trace_header),
        ("DeadLetterQueueSourceArn", source),
    ];
    let names = |name: &str| {
        let listed = |list: &[String]| list.iter().any(|wanted| wanted == "All" || wanted == name);
        listed(&asked.attribute_names) || listed(&asked.message_system_attribute_names)
    };
    let wanted = all.into_iter().filter(|(name, _)| names(name));
    let members: Members =
        wanted.filter_map(|(name, value)| Some((Cow::Borrowed(name), Value::text(value?)))).collect();
    (!members.is_empty()).then_some(Value::Map(members))
}

fn task(sqs: &Sqs, task: &MoveTask) -> Value<'static> {
    let account = &sqs.account.account_id;
    let arn_of = |id| sqs.queue(id).map(|queue| Value::text(arn(account, &queue.name)));
    let status = match task.status {
        MoveTaskStatus::Running => "RUNNING",
        MoveTaskStatus::Completed => "COMPLETED",
        MoveTaskStatus::Cancelled => "CANCELLED",
        MoveTaskStatus::Failed => "FAILED",
    };
    let is_running = task.status == MoveTaskStatus::Running;
    Value::object([
        // Only of a task that runs.
        ("TaskHandle", is_running.then(|| Value::text(task.id.to_string()))),
        ("Status", Some(Value::text(status))),
        ("SourceArn", arn_of(task.source)),
        ("DestinationArn", task.destination.and_then(arn_of)),
        ("MaxNumberOfMessagesPerSecond", Some(Value::Integer(i64::from(task.per_second)))),
        ("ApproximateNumberOfMessagesMoved", Some(Value::Integer(task.moved as i64))),
        ("ApproximateNumberOfMessagesToMove", Some(Value::Integer(task.to_move as i64))),
        ("StartedTimestamp", Some(Value::Integer((task.started_at.as_micros() / 1_000) as i64))),
    ])
}

impl Sqs {
    /// The body of a ReceiveMessage whose messages came later; `None` for any other request.
    pub fn late_answer(
        &self,
        context: &Context<'_>,
        request: &Request,
        received: &[Received],
    ) -> Option<Value<'static>> {
        let Request::ReceiveMessage(asked) = request else { return None };
        self::received(self, context, asked, received)
    }
}
