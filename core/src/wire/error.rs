//! Errors as the wire has them.
use super::Value;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
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
    pub fn plain(kind: &'static str) -> Self {
        Self { status: 400, kind: Cow::Borrowed(kind), message: None, query_code: None }
    }
    /// The body has a form that cannot be read as the request.
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new("InvalidArgumentException", message)
    }
    /// What the service of that title has, and the simulator has not.
    pub fn not_simulated(title: &str, what: &str) -> Self {
        let message = format!("{what} is part of {title}, but this simulator does not model it.");
        Self::new("UnsupportedOperationException", message)
    }
    /// As the AWS CLI calls it: by the old code of a service that has one, without the name of the model.
    pub fn code(&self) -> &str {
        self.query_code.unwrap_or(self.kind.rsplit('#').next().unwrap_or_default())
    }
    /// The body of an answer. SerializationException writes its message with a capital M.
    pub fn body(&self) -> Value<'static> {
        let name = if self.kind == "SerializationException" { "Message" } else { "message" };
        let mut members = vec![(Cow::Borrowed("__type"), Value::Text(self.kind.clone()))];
        members.extend(self.message.clone().map(|message| (Cow::Borrowed(name), Value::text(message))));
        Value::Map(members)
    }
}
