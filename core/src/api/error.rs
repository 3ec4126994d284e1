//! Errors as the wire has them.
use super::json::Json;
use super::model::Service;
use crate::kinesis;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;

/// An error of an answer: status, `__type`, and its message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {}", message.as_deref().unwrap_or_default())]
pub struct ApiError {
    pub status: u16,
    pub kind: Cow<'static, str>,
    pub message: Option<String>,
    /// What the protocol before JSON called it, where a service still says so.
    pub query_code: Option<&'static str>,
}

impl ApiError {
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { status: 400, kind: Cow::Borrowed(kind), message: Some(message.into()), query_code: None }
    }
    /// Without a message.
    fn plain(kind: &'static str) -> Self {
        Self { status: 400, kind: Cow::Borrowed(kind), message: None, query_code: None }
    }
    /// The body has a form that cannot be read as the request.
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new("InvalidArgumentException", message)
    }
    pub fn not_simulated(service: Service, what: &str) -> Self {
        let message = format!("{what} is part of {}, but this simulator does not model it.", service.title());
        Self::new("UnsupportedOperationException", message)
    }
    /// The body of the answer. SerializationException writes its message with a capital M.
    pub fn body(&self) -> Json<'static> {
        let name = if self.kind == "SerializationException" { "Message" } else { "message" };
        let mut members = vec![(Cow::Borrowed("__type"), Json::Text(self.kind.clone()))];
        members.extend(self.message.clone().map(|message| (Cow::Borrowed(name), Json::text(message))));
        Json::Map(members)
    }
}

impl From<kinesis::Error> for ApiError {
    fn from(error: kinesis::Error) -> Self {
        let message = match &error {
            // AWS says no more.
            kinesis::Error::InternalFailure => {
                return Self { status: 500, ..Self::plain(error.aws_code()) };
            }
            kinesis::Error::Validation { field, constraint } => {
                format!("1 validation error detected: Value at '{field}' failed to satisfy constraint: {constraint}")
            }
            other @ (kinesis::Error::ProvisionedThroughputExceeded { .. }
            | kinesis::Error::ExpiredIterator { .. }
            | kinesis::Error::ExpiredNextToken
            | kinesis::Error::InvalidArgument(_)
            | kinesis::Error::LimitExceeded(_)
            | kinesis::Error::ResourceInUse { .. }
            | kinesis::Error::ResourceNotFound(_)
            | kinesis::Error::ConsumerInUse(_)) => other.to_string(),
        };
        Self::new(error.aws_code(), message)
    }
}
