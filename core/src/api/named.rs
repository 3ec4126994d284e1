//! Requests that have AWS's own names in the core, too, so that serde reads and writes them.
//!
//! The service models of SQS and SNS have no bounds. What is checked before the service sees a request: types, and
//! members that must be there.
use super::error::ApiError;
use super::json::Json;
use super::model::{Member, Operation, Service, Shape};
use super::validate;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a request; `missing` says what is answered where a member is not there. Errors: SerializationException, that.
pub fn read<R: DeserializeOwned>(
    operation: &'static Operation,
    body: &Json<'_>,
    missing: fn(String) -> ApiError,
) -> Result<R, ApiError> {
    let text = body_of(operation, body, missing)?;
    serde_json::from_str(&text).map_err(|mistake| ApiError::serialization(mistake.to_string()))
}

/// The checked body as serde expects it: under the name of the operation.
fn body_of(operation: &Operation, body: &Json<'_>, missing: fn(String) -> ApiError) -> Result<String, ApiError> {
    validate::types_of_members(operation.members, body)?;
    if let Some(path) = absent(operation.members, body, "") {
        return Err(missing(path));
    }
    Ok(Json::Map(vec![(Cow::Borrowed(operation.name), trimmed(operation.members, body))]).print())
}

/// The operation and body of a request.
pub fn write(service: Service, request: &impl Serialize) -> Option<(Service, &'static str, Json<'static>)> {
    of_text(service, &serde_json::to_string(request).ok()?)
}

fn of_text(service: Service, text: &str) -> Option<(Service, &'static str, Json<'static>)> {
    let Json::Map(mut outer) = Json::parse(text).ok()?.into_owned() else { return None };
    let (name, body) = outer.pop()?;
    let operation = service.operation(&name)?;
    Some((service, operation.name, without_empty(operation.members, body)))
}

/// Where a member is missing that must be there.
fn absent(members: &[Member], body: &Json<'_>, path: &str) -> Option<String> {
    members.iter().find_map(|member| match body.get(member.name) {
        None => member.required.then(|| format!("{path}{}", member.name)),
        Some(Json::List(items)) => {
            let Shape::List { of: Shape::Structure { name, members }, .. } = member.shape else { return None };
            items.iter().enumerate().find_map(|(place, item)| absent(members, item, &format!("{name}.{}.", place + 1)))
        }
        Some(_) => None,
    })
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

/// Without what was not given: null, and lists and maps with nothing in them that need not be there.
fn without_empty(members: &[Member], value: Json<'static>) -> Json<'static> {
    let Json::Map(given) = value else { return value };
    let of = |name: &str| members.iter().find(|member| member.name == name);
    let kept = given.into_iter().filter_map(|(name, value)| {
        let empty = match &value {
            Json::Null => return None,
            Json::List(items) => items.is_empty(),
            Json::Map(members) => members.is_empty(),
            Json::Bool(_) | Json::Integer(_) | Json::Micros(_) | Json::Text(_) => false,
        };
        let member = of(&name)?;
        (!empty || member.required).then(|| (name, within(member.shape, value)))
    });
    Json::Map(kept.collect())
}

fn within(shape: &Shape, value: Json<'static>) -> Json<'static> {
    match (shape, value) {
        (Shape::Structure { members, .. }, value) => without_empty(members, value),
        (Shape::List { of, .. }, Json::List(items)) => {
            Json::List(items.into_iter().map(|item| within(of, item)).collect())
        }
        (Shape::Map { value: of, .. }, Json::Map(items)) => {
            Json::Map(items.into_iter().map(|(name, value)| (name, within(of, value))).collect())
        }
        (_, value) => value,
    }
}
