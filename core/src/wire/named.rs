//! Requests by AWS's own names: serde reads them from a value, and writes them as one.
use super::model::{Member, Operation, Shape};
use super::value::Value;
use super::{ApiError, de, ser};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Makes a request of a body whose types and bounds have been checked. Errors: SerializationException.
pub fn read<R: DeserializeOwned>(operation: &'static Operation, body: Value<'_>) -> Result<R, ApiError> {
    let value = Value::Map(vec![(Cow::Borrowed(operation.name), body)]);
    R::deserialize(de::Reader(value)).map_err(|mistake| ApiError::serialization(mistake.to_string()))
}

/// The operation of a request, one of those given, and its body.
pub fn write(
    operations: &'static [Operation],
    request: &impl Serialize,
) -> Option<(&'static Operation, Value<'static>)> {
    let Value::Map(mut outer) = request.serialize(ser::Writer).ok()? else { return None };
    let (name, body) = outer.pop()?;
    let operation = operations.iter().find(|operation| operation.name == name)?;
    Some((operation, without_empty(operation.members, body)))
}

/// Bytes that what a request carries takes at most, the same on every machine.
pub fn weight(request: &impl Serialize) -> u64 {
    request.serialize(ser::Writer).map_or(0, |value| value.weight())
}

/// Bytes that texts by name take at most, the same on every machine: tags, and attributes that are kept as they were given.
pub fn texts_weight(texts: &BTreeMap<String, String>) -> u64 {
    texts.iter().map(|(name, text)| (name.len() + text.len()) as u64 + TEXT_BYTES).sum()
}

/// What counts for an entry of a map of texts beside what the texts say.
const TEXT_BYTES: u64 = 96;

/// The path of a member that is missing and must be there.
pub fn missing(members: &[Member], body: &Value<'_>) -> Option<String> {
    absent(members, body, "")
}

fn absent(members: &[Member], body: &Value<'_>, path: &str) -> Option<String> {
    members.iter().find_map(|member| match body.get(member.name) {
        None => member.required.then(|| format!("{path}{}", member.name)),
        Some(Value::List(items)) => {
            let Shape::List { of: Shape::Structure { name, members }, .. } = member.shape else { return None };
            items.iter().enumerate().find_map(|(place, item)| absent(members, item, &format!("{name}.{}.", place + 1)))
        }
        Some(_) => None,
    })
}

/// Without lists and maps that have nothing in them and need not be there.
fn without_empty(members: &[Member], value: Value<'static>) -> Value<'static> {
    let Value::Map(given) = value else { return value };
    let kept = given.into_iter().filter_map(|(name, value)| {
        let member = members.iter().find(|member| member.name == name)?;
        (!is_empty(&value) || member.required).then(|| (name, within(member.shape, value)))
    });
    Value::Map(kept.collect())
}

fn is_empty(value: &Value<'_>) -> bool {
    matches!(value, Value::List(items) if items.is_empty()) || matches!(value, Value::Map(of) if of.is_empty())
}

fn within(shape: &Shape, value: Value<'static>) -> Value<'static> {
    match (shape, value) {
        (Shape::Structure { members, .. }, value) => without_empty(members, value),
        (Shape::List { of, .. }, Value::List(items)) => {
            Value::List(items.into_iter().map(|item| within(of, item)).collect())
        }
        (Shape::Map { value: of, .. }, Value::Map(items)) => {
            Value::Map(items.into_iter().map(|(name, value)| (name, within(of, value))).collect())
        }
        (_, value) => value,
    }
}
