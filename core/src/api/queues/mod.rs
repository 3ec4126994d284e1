//! The JSON API of SQS: AWS JSON 1.0.
//!
//! Its service model has no bounds, and its requests have AWS's own names here too, so that serde reads and writes them.
//! What is checked before the service sees a request: types, and members that must be there. Errors carry the name that
//! they had in the protocol before JSON, which clients still go by.
mod answer;
mod digest;
#[cfg(test)]
mod tests;

pub use answer::{answer, received};

use super::error::ApiError;
use super::json::Json;
use super::model::{Member, Operation, Service, Shape};
use super::{REGION, validate};
use crate::sim::Command;
use crate::sqs::{self, Request};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;

/// A queue's address.
pub fn url(account: &str, name: &str) -> String {
    format!("https://sqs.{REGION}.amazonaws.com/{account}/{name}")
}

/// Reads and checks a request. Errors: SerializationException, MissingParameter.
#[inline(never)]
pub fn command(operation: &'static Operation, body: &Json<'_>) -> Result<Command, ApiError> {
    validate::types_of_members(operation.members, body)?;
    required(operation.members, body, "").map_err(|error| self::error(&error))?;
    let known = Json::Map(vec![(Cow::Borrowed(operation.name), trimmed(operation.members, body))]);
    let request = serde_json::from_str::<Request>(&known.print());
    request.map(Command::Sqs).map_err(|mistake| ApiError::serialization(mistake.to_string()))
}

/// The operation and body of a request.
#[inline(never)]
pub fn encode(request: &Request) -> Option<(Service, &'static str, Json<'static>)> {
    let text = serde_json::to_string(request).ok()?;
    let Json::Map(mut outer) = Json::parse(&text).ok()?.into_owned() else { return None };
    let (name, body) = outer.pop()?;
    let operation = Service::Sqs.operation(&name)?;
    Some((Service::Sqs, operation.name, without_empty(body)))
}

/// A refusal of the service as AWS answers it.
#[inline(never)]
pub fn error(error: &sqs::Error) -> ApiError {
    let (name, query) = error.aws_code();
    let kind = Cow::Owned(format!("com.amazonaws.sqs#{name}"));
    ApiError { kind, query_code: Some(query), ..ApiError::new("", error.to_string()) }
}

fn required(members: &[Member], body: &Json<'_>, path: &str) -> Result<(), sqs::Error> {
    for member in members {
        match body.get(member.name) {
            None if member.required => return Err(sqs::Error::MissingParameter(format!("{path}{}", member.name))),
            Some(Json::List(items)) => {
                let Shape::List { of: Shape::Structure { name, members }, .. } = member.shape else { continue };
                for (place, item) in items.iter().enumerate() {
                    required(members, item, &format!("{name}.{}.", place + 1))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A body without what the model does not know and without null, its numbers whole.
fn trimmed(members: &[Member], body: &Json<'_>) -> Json<'static> {
    let of = |member: &Member| Some((Cow::Borrowed(member.name), shaped(member.shape, body.get(member.name)?)));
    Json::Map(members.iter().filter_map(of).collect())
}

fn shaped(shape: &Shape, value: &Json<'_>) -> Json<'static> {
    match (shape, value) {
        (Shape::Integer { .. }, number) => Json::Integer(validate::whole(number)),
        (Shape::Structure { members, .. }, value) => trimmed(members, value),
        (Shape::List { of, .. }, Json::List(items)) => Json::List(items.iter().map(|item| shaped(of, item)).collect()),
        (Shape::Map { value: of, .. }, Json::Map(items)) => {
            let there = items.iter().filter(|(_, value)| *value != Json::Null);
            Json::Map(there.map(|(name, value)| (Cow::Owned(name.to_string()), shaped(of, value))).collect())
        }
        (_, value) => value.clone().into_owned(),
    }
}

/// Without what was not given: null, and lists and maps with nothing in them.
fn without_empty(value: Json<'static>) -> Json<'static> {
    let empty = |value: &Json<'_>| match value {
        Json::Null => true,
        Json::List(items) => items.is_empty(),
        Json::Map(members) => members.is_empty(),
        _ => false,
    };
    match value {
        Json::List(items) => Json::List(items.into_iter().map(without_empty).collect()),
        Json::Map(members) => {
            let members = members.into_iter().map(|(name, value)| (name, without_empty(value)));
            Json::Map(members.filter(|(_, value)| !empty(value)).collect())
        }
        value => value,
    }
}
