//! From what the service replied to the body of an answer.
use super::digest;
use crate::api::blob;
use crate::api::json::Json;
use crate::message::{MessageAttribute, Supplied};
use crate::sim::Sim;
use crate::sqs::attributes::arn;
use crate::sqs::request::{Batch, MessageInput, ReceiveMessage, Request};
use crate::sqs::{BatchError, MoveTask, MoveTaskStatus, Received, Reply, Sent};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

type Members = Vec<(Cow<'static, str>, Json<'static>)>;

/// The body of an answer; `None` where it is empty.
pub fn answer(sim: &Sim, request: &Request, reply: &Reply) -> Option<Json<'static>> {
    let account = &sim.config().account.account_id;
    let url = |name: &String| Json::text(super::url(account, name));
    match (reply, request) {
        (Reply::Done, _) => None,
        (Reply::Url(name), _) => Some(Json::object([("QueueUrl", Some(url(name)))])),
        (Reply::Urls(names, token), request) => {
            let is_sources = matches!(request, Request::ListDeadLetterSourceQueues(_));
            let name = if is_sources { "queueUrls" } else { "QueueUrls" };
            let urls = (!names.is_empty() || is_sources).then(|| Json::List(names.iter().map(url).collect()));
            Some(Json::object([(name, urls), ("NextToken", token.clone().map(Json::text))]))
        }
        (Reply::Attributes(texts), _) => Some(Json::object([("Attributes", of_texts(texts))])),
        (Reply::Tags(texts), _) => Some(Json::object([("Tags", of_texts(texts))])),
        (Reply::Sent(sent), Request::SendMessage(of)) => Some(Json::Map(self::sent(sent, &of.message))),
        (Reply::SentBatch(results), Request::SendMessageBatch(of)) => {
            let good = |place: usize, sent: &Sent| self::sent(sent, &of.entries[place].message);
            Some(batch(of.entries.iter().map(|entry| &entry.id), results, good))
        }
        (Reply::Batch(results), Request::DeleteMessageBatch(of)) => Some(of_ids(of, |entry| &entry.id, results)),
        (Reply::Batch(results), Request::ChangeMessageVisibilityBatch(of)) => {
            Some(of_ids(of, |entry| &entry.id, results))
        }
        (Reply::Received(messages), Request::ReceiveMessage(asked)) => received(sim, asked, messages),
        // Whoever cannot wait sees nothing.
        (Reply::Waits(_), Request::ReceiveMessage(asked)) => received(sim, asked, &[]),
        (Reply::Task(id), _) => Some(Json::object([("TaskHandle", Some(Json::text(id.to_string())))])),
        (Reply::Tasks(tasks), _) => {
            let tasks = tasks.iter().map(|task| self::task(sim, task)).collect();
            Some(Json::object([("Results", Some(Json::List(tasks)))]))
        }
        (Reply::Moved(count), _) => {
            Some(Json::object([("ApproximateNumberOfMessagesMoved", Some(Json::Integer(*count as i64)))]))
        }
        _ => None,
    }
}

fn of_texts(texts: &BTreeMap<String, String>) -> Option<Json<'static>> {
    let text = |(name, value): (&String, &String)| (Cow::Owned(name.clone()), Json::text(value.as_str()));
    (!texts.is_empty()).then(|| Json::Map(texts.iter().map(text).collect()))
}

/// A message that was taken. A duplicate answers with the digest of what was sent now.
fn sent(sent: &Sent, message: &MessageInput) -> Members {
    let members = [
        ("MD5OfMessageBody", Some(Json::text(digest::of_body(&message.message_body)))),
        ("MD5OfMessageAttributes", digest::of_input(message).map(Json::text)),
        ("MessageId", Some(Json::text(sent.id.uuid()))),
        ("SequenceNumber", sent.sequence_number.map(|number| Json::text(sequence_number(number)))),
    ];
    there(members)
}

fn there<const N: usize>(members: [(&'static str, Option<Json<'static>>); N]) -> Members {
    members.into_iter().filter_map(|(name, value)| Some((Cow::Borrowed(name), value?))).collect()
}

/// Twenty digits, as AWS has.
fn sequence_number(number: u64) -> String {
    format!("{:020}", 18_850_000_000_000_000_000_u128 + u128::from(number))
}

fn of_ids<E>(of: &Batch<E>, id: fn(&E) -> &String, results: &[Result<(), BatchError>]) -> Json<'static> {
    batch(of.entries.iter().map(id), results, |_, ()| Vec::new())
}

/// What became of each entry, those that went well first.
fn batch<'a, T>(
    ids: impl Iterator<Item = &'a String>,
    results: &[Result<T, BatchError>],
    good: impl Fn(usize, &T) -> Members,
) -> Json<'static> {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (place, (id, result)) in ids.zip(results).enumerate() {
        let id = ("Id", Some(Json::text(id.as_str())));
        match result {
            Ok(value) => {
                let mut members = there([id]);
                members.extend(good(place, value));
                successful.push(Json::Map(members));
            }
            Err(BatchError { code, message, sender_fault }) => failed.push(Json::object([
                id,
                ("SenderFault", Some(Json::Bool(*sender_fault))),
                ("Code", Some(Json::text(code.as_str()))),
                ("Message", Some(Json::text(message.as_str()))),
            ])),
        }
    }
    let list = |items: Vec<_>| (!items.is_empty()).then_some(Json::List(items));
    Json::object([("Successful", list(successful)), ("Failed", list(failed))])
}

/// The messages of a ReceiveMessage, with what it asked for; an object with nothing in it where there are none.
pub fn received(sim: &Sim, asked: &ReceiveMessage, received: &[Received]) -> Option<Json<'static>> {
    let messages: Vec<_> = received.iter().map(|one| message(sim, asked, one)).collect();
    Some(Json::object([("Messages", (!messages.is_empty()).then_some(Json::List(messages)))]))
}

fn message(sim: &Sim, asked: &ReceiveMessage, received: &Received) -> Json<'static> {
    let content: alloc::sync::Arc<Supplied> = sim.content(&received.message.content);
    let wanted: Vec<&MessageAttribute> =
        content.attributes.iter().filter(|of| wants(&asked.message_attribute_names, &of.name)).collect();
    let attribute = |of: &&MessageAttribute| {
        let value = if of.data_type.starts_with("Binary") {
            ("BinaryValue", Some(Json::text(blob::encode(&of.value))))
        } else {
            ("StringValue", Some(Json::text(String::from_utf8_lossy(&of.value).into_owned())))
        };
        let data_type = ("DataType", Some(Json::text(of.data_type.as_str())));
        (Cow::Owned(of.name.clone()), Json::object([value, data_type]))
    };
    let attributes = (!wanted.is_empty()).then(|| Json::Map(wanted.iter().map(attribute).collect()));
    Json::object([
        ("MessageId", Some(Json::text(received.message.id.uuid()))),
        ("ReceiptHandle", Some(Json::text(received.handle.to_string()))),
        ("MD5OfBody", Some(Json::text(digest::of_body(&content.body)))),
        ("Body", Some(Json::text(content.body.as_str()))),
        ("Attributes", system_attributes(sim, asked, received)),
        ("MD5OfMessageAttributes", digest::of_attributes(wanted.into_iter()).map(Json::text)),
        ("MessageAttributes", attributes),
    ])
}

/// Whether a name is among those asked for: `All`, `.*`, and `start.*` are patterns. API reference, ReceiveMessage.
fn wants(names: &[String], name: &str) -> bool {
    names.iter().any(|wanted| match wanted.strip_suffix(".*") {
        Some(start) => name.starts_with(start),
        None => wanted == "All" || wanted == name,
    })
}

fn system_attributes(sim: &Sim, asked: &ReceiveMessage, received: &Received) -> Option<Json<'static>> {
    let message = &received.message;
    let queue = queue_of(sim, received.handle.queue);
    let account = &sim.config().account.account_id;
    let millis = |at: crate::base::Instant| (at.as_micros() / 1_000).to_string();
    let group = queue.zip(message.group).and_then(|(queue, group)| queue.group_name(group)).map(ToString::to_string);
    let is_fifo = queue.is_some_and(crate::sqs::Queue::is_fifo);
    let source = message.dead_letter_source.and_then(|id| queue_of(sim, id)).map(|queue| arn(account, &queue.name));
    let all = [
        ("SenderId", Some(account.clone())),
        ("SentTimestamp", Some(millis(message.sent_at))),
        ("ApproximateReceiveCount", Some(message.receive_count.to_string())),
        ("ApproximateFirstReceiveTimestamp", message.first_received_at.map(millis)),
        ("SequenceNumber", is_fifo.then(|| sequence_number(message.sequence_number))),
        ("MessageDeduplicationId", message.deduplication_id.as_deref().map(ToString::to_string)),
        ("MessageGroupId", group),
        ("DeadLetterQueueSourceArn", source),
    ];
    let names = |name: &str| {
        let listed = |list: &[String]| list.iter().any(|wanted| wanted == "All" || wanted == name);
        listed(&asked.attribute_names) || listed(&asked.message_system_attribute_names)
    };
    let wanted = all.into_iter().filter(|(name, _)| names(name));
    let members: Members = wanted.filter_map(|(name, value)| Some((Cow::Borrowed(name), Json::text(value?)))).collect();
    (!members.is_empty()).then_some(Json::Map(members))
}

fn queue_of(sim: &Sim, id: crate::sqs::QueueId) -> Option<&crate::sqs::Queue> {
    sim.sqs().queue(id)
}

fn task(sim: &Sim, task: &MoveTask) -> Json<'static> {
    let account = &sim.config().account.account_id;
    let arn_of = |id| queue_of(sim, id).map(|queue| Json::text(arn(account, &queue.name)));
    let status = match task.status {
        MoveTaskStatus::Running => "RUNNING",
        MoveTaskStatus::Completed => "COMPLETED",
        MoveTaskStatus::Cancelled => "CANCELLED",
        MoveTaskStatus::Failed => "FAILED",
    };
    let is_running = task.status == MoveTaskStatus::Running;
    Json::object([
        // Only of a task that runs.
        ("TaskHandle", is_running.then(|| Json::text(task.id.to_string()))),
        ("Status", Some(Json::text(status))),
        ("SourceArn", arn_of(task.source)),
        ("DestinationArn", task.destination.and_then(arn_of)),
        ("MaxNumberOfMessagesPerSecond", Some(Json::Integer(i64::from(task.per_second)))),
        ("ApproximateNumberOfMessagesMoved", Some(Json::Integer(task.moved as i64))),
        ("ApproximateNumberOfMessagesToMove", Some(Json::Integer(task.to_move as i64))),
        ("StartedTimestamp", Some(Json::Integer((task.started_at.as_micros() / 1_000) as i64))),
    ])
}
