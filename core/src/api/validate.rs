//! The two checks that come before an operation's own: are the types right, and are the values within bounds.
//!
//! AWS runs them over the whole request one after the other: first the types, where the first mistake is answered as
//! a SerializationException in the words of its Java JSON reader, then the constraints, where up to ten mistakes are
//! counted in one ValidationException. Members that the model does not know are ignored.
use super::blob;
use super::error::ApiError;
use super::json::Json;
use super::model::{Member, Operation, Shape, lower_camel};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Most mistakes that one answer lists.
const CLAUSES: usize = 10;
/// Characters of a value that a message quotes; AWS quotes all of it.
const QUOTED: usize = 1_024;

/// Checks a request. Errors: `SerializationException`, `ValidationException`.
pub fn check(operation: &Operation, body: &Json<'_>) -> Result<(), ApiError> {
    types_of_members(operation.members, body)?;
    let mut clauses = Vec::new();
    constraints_of_members(operation.members, body, &String::new, &mut clauses);
    if clauses.is_empty() {
        return Ok(());
    }
    let (count, s) = (clauses.len(), if clauses.len() == 1 { "" } else { "s" });
    Err(ApiError::new("ValidationException", format!("{count} validation error{s} detected: {}", clauses.join("; "))))
}

/// What a single value of a wrong type is answered with.
const LIST_START: &str = "Start of list found where not expected";
const MAP_START: &str = "Start of structure or map found where not expected.";
const NUMBER: &str = "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";

pub(super) fn types_of_members(members: &[Member], value: &Json<'_>) -> Result<(), ApiError> {
    match value {
        Json::Null => Ok(()),
        Json::Map(_) => members.iter().try_for_each(|member| match value.get(member.name) {
            Some(value) => types(member.shape, value),
            None => Ok(()),
        }),
        Json::List(_) => Err(ApiError::serialization(LIST_START)),
        Json::Bool(_) | Json::Integer(_) | Json::Micros(_) | Json::Text(_) => {
            Err(ApiError::serialization("Expected null"))
        }
    }
}

fn types(shape: &Shape, value: &Json<'_>) -> Result<(), ApiError> {
    let wrong = |reason: String| Err(ApiError::serialization(reason));
    // A collection where a single value is expected, or the other way round.
    match (shape, value) {
        (_, Json::Null) => return Ok(()),
        (Shape::List { .. }, Json::List(items)) => {
            let Shape::List { of, .. } = shape else { return Ok(()) };
            return items.iter().try_for_each(|item| types(of, item));
        }
        (Shape::Map { value: of, .. }, Json::Map(members)) => {
            return members.iter().try_for_each(|(_, value)| types(of, value));
        }
        (Shape::Structure { members, .. }, _) => return types_of_members(members, value),
        (_, Json::List(_)) => return wrong(LIST_START.into()),
        (_, Json::Map(_)) => return wrong(MAP_START.into()),
        _ => {}
    }
    let class = match value {
        Json::Bool(_) => "class java.lang.Boolean".to_string(),
        Json::Integer(_) | Json::Micros(_) => NUMBER.into(),
        Json::Null | Json::Text(_) | Json::List(_) | Json::Map(_) => "class java.lang.String".into(),
    };
    match (shape, value) {
        (Shape::String { .. } | Shape::Enum(_), Json::Text(_))
        | (Shape::Integer { .. } | Shape::Timestamp, Json::Integer(_) | Json::Micros(_))
        | (Shape::Boolean, Json::Bool(_)) => Ok(()),
        (Shape::Blob { .. }, Json::Text(text)) => match blob::mistake(text) {
            None => Ok(()),
            Some(reason) => wrong(format!("'{}' can not be converted to a Blob: {reason}", quoted(text))),
        },
        (Shape::List { .. }, _) => wrong("Expected list or null".into()),
        (Shape::Map { .. }, _) => wrong("Expected map or null".into()),
        (Shape::Blob { .. }, _) => wrong(format!("{class} can not be converted to a Blob")),
        (Shape::Timestamp, _) => wrong(format!("{class} can not be converted to milliseconds since epoch")),
        (Shape::Boolean, Json::Text(text)) => {
            wrong(format!("'{}' can not be converted to an Boolean", quoted(text).to_ascii_uppercase()))
        }
        (Shape::Boolean, _) => wrong(format!("{class} can not be converted to an Boolean")),
        (Shape::Integer { .. }, _) => wrong(format!("{class} can not be converted to an Integer")),
        _ => wrong(format!("{class} can not be converted to an String")),
    }
}

/// A path is made only where something is wrong: a call has hundreds of records.
fn constraints_of_members(members: &[Member], value: &Json<'_>, path: &dyn Fn() -> String, clauses: &mut Vec<String>) {
    for member in members {
        if clauses.len() >= CLAUSES {
            return;
        }
        match value.get(member.name) {
            Some(value) => constraints(member.shape, value, &|| below(&path(), member.name), clauses),
            None if member.required => {
                clauses.push(clause("null", &below(&path(), member.name), "Member must not be null"));
            }
            None => {}
        }
    }
}

fn below(path: &str, name: &str) -> String {
    let name = lower_camel(name);
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

fn constraints(shape: &Shape, value: &Json<'_>, path: &dyn Fn() -> String, clauses: &mut Vec<String>) {
    let mut fail = |constraint: String| {
        if clauses.len() < CLAUSES {
            clauses.push(clause(&format!("'{}'", shown(shape, value)), &path(), &constraint));
        }
    };
    match (shape, value) {
        (Shape::String { least, most, pattern }, Json::Text(text)) => {
            if !pattern.matches(text) {
                fail(format!("Member must satisfy regular expression pattern: {}", pattern.text()));
            }
            length(characters(text), *least, *most, &mut fail);
        }
        (Shape::Enum(values), Json::Text(text)) if !values.contains(&text.as_ref()) => {
            fail(format!("Member must satisfy enum value set: [{}]", values.join(", ")));
        }
        (Shape::Integer { least, most }, Json::Integer(_) | Json::Micros(_)) => {
            let number = whole(value);
            if number < *least {
                fail(format!("Member must have value greater than or equal to {least}"));
            }
            if number > *most {
                fail(format!("Member must have value less than or equal to {most}"));
            }
        }
        (Shape::Blob { most }, Json::Text(text)) => length(blob::decoded_length(text), 0, *most, &mut fail),
        (Shape::List { of, least, most }, Json::List(items)) => {
            length(items.len(), *least, *most, &mut fail);
            for (number, item) in items.iter().enumerate() {
                if *item == Json::Null && clauses.len() < CLAUSES {
                    let path = format!("{}.{}.member", path(), number + 1);
                    clauses.push(clause("null", &path, "Member must not be null"));
                }
                constraints(of, item, &|| format!("{}.{}.member", path(), number + 1), clauses);
            }
        }
        (Shape::Map { key, value: of, least, most }, Json::Map(members)) => {
            length(members.len(), *least, *most, &mut fail);
            entries(key, "Map keys", members.iter().map(|(key, _)| key.as_ref()), &mut fail);
            let texts = members.iter().filter_map(|(_, value)| match value {
                Json::Text(text) => Some(text.as_ref()),
                Json::Null | Json::Bool(_) | Json::Integer(_) | Json::Micros(_) | Json::List(_) | Json::Map(_) => None,
            });
            entries(of, "Map value", texts, &mut fail);
        }
        (Shape::Structure { members, .. }, _) => constraints_of_members(members, value, path, clauses),
        _ => {}
    }
}

fn length(length: usize, least: usize, most: usize, fail: &mut dyn FnMut(String)) {
    if length < least {
        fail(format!("Member must have length greater than or equal to {least}"));
    }
    if length > most {
        fail(format!("Member must have length less than or equal to {most}"));
    }
}

/// Keys or values of a map, which AWS checks together.
fn entries<'a>(shape: &Shape, what: &str, mut texts: impl Iterator<Item = &'a str>, fail: &mut dyn FnMut(String)) {
    let Shape::String { least, most, .. } = shape else { return };
    if texts.any(|text| !(*least..=*most).contains(&text.chars().count())) {
        fail(format!(
            "{what} must satisfy constraint: [Member must have length less than or equal to {most}, Member must have \
             length greater than or equal to {least}]"
        ));
    }
}

fn clause(value: &str, path: &str, constraint: &str) -> String {
    format!("Value {value} at '{path}' failed to satisfy constraint: {constraint}")
}

/// A number as an integer of AWS's: fractions are cut off, and it has 32 bits.
pub fn whole(value: &Json<'_>) -> i64 {
    let number = match value {
        Json::Integer(number) => *number,
        Json::Micros(micros) => micros.div_euclid(1_000_000),
        Json::Null | Json::Bool(_) | Json::Text(_) | Json::List(_) | Json::Map(_) => 0,
    };
    number.clamp(i64::from(i32::MIN), i64::from(i32::MAX))
}

fn quoted(text: &str) -> String {
    let most = text.char_indices().nth(QUOTED);
    most.map_or_else(|| text.to_string(), |(at, _)| format!("{}…", &text[..at]))
}

/// A value as a message shows it: in the words of Java.
fn shown(shape: &Shape, value: &Json<'_>) -> String {
    match (shape, value) {
        (Shape::Blob { .. }, Json::Text(text)) => {
            let length = blob::decoded_length(text);
            format!("java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]")
        }
        (Shape::List { of, .. }, Json::List(items)) => {
            let items: Vec<_> = items.iter().take(QUOTED).map(|item| shown(of, item)).collect();
            format!("[{}]", items.join(", "))
        }
        (Shape::Map { value: of, .. }, Json::Map(members)) => {
            let member = |(key, value): &(_, _)| format!("{key}={}", shown(of, value));
            let members: Vec<_> = members.iter().take(QUOTED).map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        (Shape::Structure { name, .. }, _) => format!("com.amazonaws.kinesis.v20131202.{name}@c965e310"),
        (Shape::Integer { .. }, _) => whole(value).to_string(),
        (_, Json::Text(text)) => quoted(text),
        _ => value.to_string(),
    }
}

/// Characters of a text; most are ASCII.
fn characters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}
