//! The first of the two checks that come before an operation's own: are the types right? What is right becomes what its shape
//! says: bytes, times, whole numbers.
//!
//! The first mistake is answered as a SerializationException in the words of AWS's Java reader of JSON. Members that the model
//! does not know are ignored.
use super::model::{Member, Shape};
use super::value::Value;
use super::{ApiError, base64};
use crate::base::Instant;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};

/// Characters of a value that a message quotes; AWS quotes all of it.
pub(super) const QUOTED: usize = 1_024;

/// What a single value of a wrong type is answered with.
const LIST_START: &str = "Start of list found where not expected";
const MAP_START: &str = "Start of structure or map found where not expected.";
const NUMBER: &str = "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";

/// A structure with the members that the model knows, each as its shape wants it; without those that are null.
///
/// Errors: SerializationException.
pub fn typed<'a>(members: &[Member], value: Value<'a>) -> Result<Value<'a>, ApiError> {
    let mut given = match value {
        Value::Null => return Ok(Value::Null),
        Value::Map(given) => given,
        Value::List(_) => return Err(ApiError::serialization(LIST_START)),
        Value::Bool(_) | Value::Integer(_) | Value::Micros(_) | Value::Text(_) | Value::Bytes(_) | Value::Time(_) => {
            return Err(ApiError::serialization("Expected null"));
        }
    };
    let mut known = alloc::vec::Vec::with_capacity(given.len());
    for member in members {
        // Where a name comes twice, the last counts.
        let Some(place) = given.iter().rposition(|(name, _)| name == member.name) else { continue };
        let value = of_shape(member.shape, core::mem::replace(&mut given[place].1, Value::Null))?;
        if value != Value::Null {
            known.push((Cow::Borrowed(member.name), value));
        }
    }
    Ok(Value::Map(known))
}

fn of_shape<'a>(shape: &Shape, value: Value<'a>) -> Result<Value<'a>, ApiError> {
    let wrong = |reason: String| Err(ApiError::serialization(reason));
    match (shape, value) {
        (_, Value::Null) => Ok(Value::Null),
        (Shape::Structure { members, .. }, value) => typed(members, value),
        (Shape::List { of, .. }, Value::List(items)) => {
            Ok(Value::List(items.into_iter().map(|item| of_shape(of, item)).collect::<Result<_, _>>()?))
        }
        (Shape::Map { value: of, .. }, Value::Map(members)) => {
            let there = members.into_iter().filter(|(_, value)| *value != Value::Null);
            let of = |(name, value)| Ok((name, of_shape(of, value)?));
            Ok(Value::Map(there.map(of).collect::<Result<_, ApiError>>()?))
        }
        // A collection where a single value is expected.
        (_, Value::List(_)) => wrong(LIST_START.into()),
        (_, Value::Map(_)) => wrong(MAP_START.into()),
        (Shape::String { .. } | Shape::Enum(_), value @ Value::Text(_))
        | (Shape::Boolean, value @ Value::Bool(_))
        | (Shape::Blob { .. }, value @ Value::Bytes(_))
        | (Shape::Timestamp, value @ Value::Time(_)) => Ok(value),
        (Shape::Integer { .. }, value @ (Value::Integer(_) | Value::Micros(_))) => Ok(Value::Integer(whole(&value))),
        (Shape::Timestamp, Value::Integer(seconds)) => Ok(Value::Time(instant(seconds.saturating_mul(1_000_000)))),
        (Shape::Timestamp, Value::Micros(micros)) => Ok(Value::Time(instant(micros))),
        (Shape::Blob { .. }, Value::Text(text)) => match base64::decode(&text) {
            Some(bytes) => Ok(Value::bytes(bytes)),
            None => {
                let reason = base64::mistake(&text).unwrap_or_default();
                wrong(format!("'{}' can not be converted to a Blob: {reason}", quoted(&text)))
            }
        },
        (Shape::Boolean, Value::Text(text)) => {
            wrong(format!("'{}' can not be converted to an Boolean", quoted(&text).to_ascii_uppercase()))
        }
        (shape, value) => wrong(not_a(shape, &value)),
    }
}

/// What is said of a single value of another type.
fn not_a(shape: &Shape, value: &Value<'_>) -> String {
    let class = match value {
        Value::Bool(_) => "class java.lang.Boolean",
        Value::Integer(_) | Value::Micros(_) => NUMBER,
        Value::Bytes(_) => "class java.nio.HeapByteBuffer",
        Value::Time(_) => "class java.util.Date",
        Value::Null | Value::Text(_) | Value::List(_) | Value::Map(_) => "class java.lang.String",
    };
    match shape {
        Shape::List { .. } => "Expected list or null".into(),
        Shape::Map { .. } => "Expected map or null".into(),
        Shape::Blob { .. } => format!("{class} can not be converted to a Blob"),
        Shape::Timestamp => format!("{class} can not be converted to milliseconds since epoch"),
        Shape::Boolean => format!("{class} can not be converted to an Boolean"),
        Shape::Integer { .. } => format!("{class} can not be converted to an Integer"),
        Shape::String { .. } | Shape::Enum(_) | Shape::Structure { .. } => {
            format!("{class} can not be converted to an String")
        }
    }
}

/// A number as an integer of AWS's: fractions are cut off, and it has 32 bits.
pub fn whole(value: &Value<'_>) -> i64 {
    let number = match value {
        Value::Integer(number) => *number,
        Value::Micros(micros) => micros.div_euclid(1_000_000),
        Value::Null
        | Value::Bool(_)
        | Value::Text(_)
        | Value::Bytes(_)
        | Value::Time(_)
        | Value::List(_)
        | Value::Map(_) => 0,
    };
    number.clamp(i64::from(i32::MIN), i64::from(i32::MAX))
}

/// A timestamp as a moment. What has no date is the last moment that has one.
fn instant(micros: i64) -> Instant {
    Instant::from_micros(u64::try_from(micros).unwrap_or(0).min(Instant::LAST_SECOND * 1_000_000))
}

pub(super) fn quoted(text: &str) -> String {
    let most = text.char_indices().nth(QUOTED);
    most.map_or_else(|| text.to_string(), |(at, _)| format!("{}…", &text[..at]))
}
