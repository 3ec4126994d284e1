//! What AWS answers when it refuses.
use crate::message::NotAnAttribute;
use crate::wire::ApiError;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};

/// A refusal, with AWS's words where they are public.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("The specified queue does not exist.")]
    QueueDoesNotExist,
    #[error("The address {0} is not valid for this endpoint.")]
    InvalidAddress(String),
    #[error("A queue already exists with the same name and a different value for attribute {0}")]
    QueueNameExists(String),
    #[error("You must wait 60 seconds after deleting a queue before you can create another with the same name.")]
    QueueDeletedRecently,
    #[error("Only one PurgeQueue operation on {0} is allowed every 60 seconds.")]
    PurgeQueueInProgress(String),
    #[error("{0}")]
    InvalidAttributeName(String),
    #[error("Invalid value for the parameter {0}.")]
    InvalidAttributeValue(String),
    #[error("{0}")]
    InvalidParameterValue(String),
    #[error("The request must contain the parameter {0}.")]
    MissingParameter(String),
    #[error("{0}")]
    InvalidMessageContents(String),
    #[error("{0}")]
    ReceiptHandleIsInvalid(String),
    #[error("The message referred to is not in flight.")]
    MessageNotInflight,
    #[error("{0}")]
    OverLimit(String),
    #[error("Rate exceeded for {0}: 300 calls a second.")]
    RequestThrottled(&'static str),
    #[error("{0}")]
    UnsupportedOperation(String),
    #[error("{0}")]
    ResourceNotFound(String),
    #[error("There should be at least one {0} in the request.")]
    EmptyBatchRequest(&'static str),
    #[error("Maximum number of entries per request are 10. You have sent {0}.")]
    TooManyEntriesInBatchRequest(usize),
    #[error("Id {0} repeated.")]
    BatchEntryIdsNotDistinct(String),
    #[error(
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."
    )]
    InvalidBatchEntryId,
    #[error("Batch requests cannot be longer than {most} bytes. You have sent {0} bytes.", most = super::quota::MESSAGE_BYTES)]
    BatchRequestTooLong(u64),
}

impl Error {
    /// The name in the service model, and the one that the query protocol had, where that is another.
    pub const fn aws_code(&self) -> (&'static str, &'static str) {
        match self {
            Self::QueueDoesNotExist => ("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"),
            Self::InvalidAddress(_) => ("InvalidAddress", "InvalidAddress"),
            Self::QueueNameExists(_) => ("QueueNameExists", "QueueAlreadyExists"),
            Self::QueueDeletedRecently => ("QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently"),
            Self::PurgeQueueInProgress(_) => ("PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress"),
            Self::InvalidAttributeName(_) => ("InvalidAttributeName", "InvalidAttributeName"),
            Self::InvalidAttributeValue(_) => ("InvalidAttributeValue", "InvalidAttributeValue"),
            Self::InvalidParameterValue(_) => ("InvalidParameterValue", "InvalidParameterValue"),
            Self::MissingParameter(_) => ("MissingParameter", "MissingParameter"),
            Self::InvalidMessageContents(_) => ("InvalidMessageContents", "InvalidMessageContents"),
            Self::ReceiptHandleIsInvalid(_) => ("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid"),
            Self::MessageNotInflight => ("MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight"),
            Self::OverLimit(_) => ("OverLimit", "OverLimit"),
            Self::RequestThrottled(_) => ("RequestThrottled", "RequestThrottled"),
            Self::UnsupportedOperation(_) => ("UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"),
            Self::ResourceNotFound(_) => ("ResourceNotFoundException", "ResourceNotFoundException"),
            Self::EmptyBatchRequest(_) => ("EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest"),
            Self::TooManyEntriesInBatchRequest(_) => {
                ("TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest")
            }
            Self::BatchEntryIdsNotDistinct(_) => {
                ("BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct")
            }
            Self::InvalidBatchEntryId => ("InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId"),
            Self::BatchRequestTooLong(_) => ("BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong"),
        }
    }

    /// An attribute that a queue does not have, or not this kind of queue.
    pub(super) fn unknown_attribute(name: &str) -> Self {
        Self::InvalidAttributeName(format!("Unknown Attribute {name}."))
    }

    /// More in flight than a queue keeps.
    pub(super) fn too_many_in_flight() -> Self {
        Self::OverLimit(format!(
            "The number of messages in flight has reached its limit of {}.",
            super::quota::IN_FLIGHT
        ))
    }

    /// A number outside its range, in AWS's words.
    pub(super) fn outside(parameter: &str, value: impl core::fmt::Display, least: u32, most: u32) -> Self {
        // Of one parameter AWS tells the range in other words.
        let range = match parameter {
            "MaxNumberOfMessages" => format!("between {least} and {most}"),
            _ => format!(">= {least} and <= {most}"),
        };
        Self::InvalidParameterValue(format!(
            "Value {value} for parameter {parameter} is invalid. Reason: Must be {range}, if provided."
        ))
    }

    /// A parameter that this kind of queue does not take.
    pub(super) fn not_for_this_queue(parameter: &str, value: impl core::fmt::Display) -> Self {
        Self::InvalidParameterValue(format!(
            "Value {value} for parameter {parameter} is invalid. Reason: The request include parameter that is not valid for \
             this queue type."
        ))
    }
}

/// What became of an entry of a batch that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    pub code: String,
    pub message: String,
    /// The caller's fault, not the service's.
    pub sender_fault: bool,
}

impl From<Error> for BatchError {
    fn from(error: Error) -> Self {
        Self { code: error.aws_code().1.to_string(), message: error.to_string(), sender_fault: true }
    }
}

impl From<NotAnAttribute> for Error {
    fn from(why: NotAnAttribute) -> Self {
        Self::InvalidParameterValue(why.0)
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let (name, query) = error.aws_code();
        // What the service's model does not have comes from the framework around it.
        let kind = if let Error::InvalidParameterValue(_) = error {
            Cow::Borrowed("com.amazon.coral.service#InvalidParameterValueException")
        } else if let Error::MissingParameter(_) = error {
            Cow::Borrowed("com.amazon.coral.service#MissingRequiredParameterException")
        } else {
            Cow::Owned(format!("com.amazonaws.sqs#{name}"))
        };
        let status = if matches!(error, Error::PurgeQueueInProgress(_)) { 403 } else { 400 };
        Self { status, kind, query_code: Some(query), ..Self::new("", error.to_string()) }
    }
}
