//! The JSON API of SQS: AWS JSON 1.0.
//!
//! Errors carry the name that they had in the protocol before JSON, which clients still go by.
mod answer;
mod digest;
#[cfg(test)]
mod tests;

pub use answer::{answer, received};

use super::error::ApiError;
use super::json::Json;
use super::model::{Operation, Service};
use super::{REGION, named};
use crate::sim::Command;
use crate::sqs::{self, Request};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};

/// A queue's address.
pub fn url(account: &str, name: &str) -> String {
    format!("https://sqs.{REGION}.amazonaws.com/{account}/{name}")
}

/// Reads and checks a request. Errors: SerializationException, MissingParameter.
pub fn command(operation: &'static Operation, body: &Json<'_>) -> Result<Command, ApiError> {
    named::read(operation, body, |path| error(&sqs::Error::MissingParameter(path))).map(Command::Sqs)
}

/// The operation and body of a request.
pub fn encode(request: &Request) -> Option<(Service, &'static str, Json<'static>)> {
    named::write(Service::Sqs, request)
}

/// A refusal of the service as AWS answers it.
pub fn error(error: &sqs::Error) -> ApiError {
    let (name, query) = error.aws_code();
    let kind = Cow::Owned(format!("com.amazonaws.sqs#{name}"));
    ApiError { kind, query_code: Some(query), ..ApiError::new("", error.to_string()) }
}
