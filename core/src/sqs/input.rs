//! Reads what requests give: numbers, handles, ids of batches, messages.
use super::request::{MessageInput, ReceiveMessage, SendEntry};
use super::sending::NO_DEDUPLICATION_ID;
use super::{Entry, Error, ReceiptHandle, ReceiveOptions, message, quota};
use crate::message::{AttributeValue, Content, Supplied, attribute, is_allowed};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Refuses a whole batch to a FIFO queue in which an entry has no group, or no id where the queue does not derive one from the
/// body. Recorded on AWS; the reference does not mention it.
pub(super) fn complete(entries: &[SendEntry], content_based_deduplication: bool) -> Result<(), Error> {
    for SendEntry { message, .. } in entries {
        let id = &message.message_deduplication_id;
        let lacks = match &message.message_group_id {
            None => "The request must contain the parameter MessageGroupId.",
            Some(_) if id.is_none() && !content_based_deduplication => NO_DEDUPLICATION_ID,
            Some(_) => continue,
        };
        return Err(Error::InvalidParameterValue(lacks.to_string()));
    }
    Ok(())
}

/// A number within its range, in AWS's words where it is not.
pub(super) fn unsigned(name: &str, value: Option<i32>, least: u32, most: u32) -> Result<Option<u32>, Error> {
    let Some(value) = value else { return Ok(None) };
    let number = u32::try_from(value).ok().filter(|number| (least..=most).contains(number));
    number.map(Some).ok_or_else(|| Error::outside(name, value, least, most))
}

pub(super) fn handle(text: &str) -> Result<ReceiptHandle, Error> {
    text.parse().map_err(|_| {
        Error::ReceiptHandleIsInvalid(format!("The input receipt handle \"{text}\" is not a valid receipt handle."))
    })
}

/// Checks the ids of a batch. API reference, SendMessageBatch.
pub(super) fn distinct<'a>(entry: &'static str, ids: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    for id in ids {
        count += 1;
        let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if id.is_empty() || id.len() > quota::NAME_CHARS || !plain {
            return Err(Error::InvalidBatchEntryId);
        }
        if !seen.insert(id) {
            return Err(Error::BatchEntryIdsNotDistinct(id.to_string()));
        }
    }
    match count {
        0 => Err(Error::EmptyBatchRequest(entry)),
        count if count > quota::BATCH_ENTRIES => Err(Error::TooManyEntriesInBatchRequest(count)),
        _ => Ok(()),
    }
}

pub(super) fn options(of: &ReceiveMessage) -> Result<ReceiveOptions<'_>, Error> {
    Ok(ReceiveOptions {
        max_number_of_messages: unsigned("MaxNumberOfMessages", of.max_number_of_messages, 1, quota::RECEIVE_MOST)?,
        visibility_timeout: unsigned("VisibilityTimeout", of.visibility_timeout, 0, quota::VISIBILITY_SECONDS.0)?,
        wait_time_seconds: unsigned("WaitTimeSeconds", of.wait_time_seconds, 0, quota::WAIT_SECONDS)?,
        receive_request_attempt_id: of.receive_request_attempt_id.as_deref(),
    })
}

/// The body and attributes of a message. Errors: `InvalidMessageContents`, `InvalidParameterValue` for an attribute.
pub(super) fn content(message: &MessageInput) -> Result<Supplied, Error> {
    if message.message_body.is_empty() {
        return Err(Error::MissingParameter("MessageBody".to_string()));
    }
    message::check_body(&message.message_body)?;
    let read = |(name, value): (&String, &AttributeValue)| {
        attribute(name, &value.data_type, value.string_value.as_deref(), value.binary_value.as_ref())
    };
    let attributes: Vec<_> = message.message_attributes.iter().map(read).collect::<Result<_, _>>()?;
    if attributes.len() > quota::MESSAGE_ATTRIBUTES {
        return Err(Error::InvalidParameterValue(format!(
            "Number of message attributes [{}] exceeds the allowed maximum [{}].",
            attributes.len(),
            quota::MESSAGE_ATTRIBUTES
        )));
    }
    Ok(Supplied { body: message.message_body.clone(), attributes, trace_header: trace_header(message)? })
}

/// The one system attribute that a sender gives. Errors: `InvalidParameterValue`.
fn trace_header(message: &MessageInput) -> Result<Option<String>, Error> {
    let mut header = None;
    for (name, value) in &message.message_system_attributes {
        let wrong = |reason: &str| {
            Error::InvalidParameterValue(format!("Message system attribute name '{name}' is invalid. Reason: {reason}"))
        };
        if name != "AWSTraceHeader" {
            return Err(wrong("Must be AWSTraceHeader."));
        }
        let text = value.string_value.as_ref().filter(|text| !text.is_empty() && value.data_type == "String");
        let text = text.ok_or_else(|| wrong("Must have a value of type String."))?;
        if !is_allowed(text) {
            return Err(wrong("Its value has characters that are not allowed."));
        }
        header = Some(text.clone());
    }
    Ok(header)
}

pub(super) fn entry(message: &MessageInput, content: Supplied) -> Result<Entry<'_>, Error> {
    let bytes = content.bytes();
    Ok(Entry {
        content: Content::Supplied(Arc::new(content)),
        bytes,
        delay_seconds: unsigned("DelaySeconds", message.delay_seconds, 0, quota::DELAY_SECONDS)?,
        message_group_id: message.message_group_id.as_deref(),
        message_deduplication_id: message.message_deduplication_id.as_deref(),
        body_digest: None,
    })
}
