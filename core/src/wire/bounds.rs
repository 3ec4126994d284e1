//! The second check of a request: are the values within the bounds of the model? Up to ten mistakes are counted in one
//! ValidationException.
use super::ApiError;
use super::model::{Member, Operation, Shape, lower_camel};
use super::types::{QUOTED, quoted, whole};
use super::value::Value;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Most mistakes that one answer lists.
const CLAUSES: usize = 10;

/// Checks a request whose types have been checked. Errors: `ValidationException`.
pub fn check(operation: &Operation, body: &Value<'_>) -> Result<(), ApiError> {
    let mut clauses = Vec::new();
    constraints_of_members(operation.members, body, &String::new, &mut clauses);
    if clauses.is_empty() {
        return Ok(());
    }
    let (count, s) = (clauses.len(), if clauses.len() == 1 { "" } else { "s" });
    Err(ApiError::new("ValidationException", format!("{count} validation error{s} detected: {}", clauses.join("; "))))
}

/// A path is made only where something is wrong: a call has hundreds of records.
fn constraints_of_members(members: &[Member], value: &Value<'_>, path: &dyn Fn() -> String, clauses: &mut Vec<String>) {
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

fn constraints(shape: &Shape, value: &Value<'_>, path: &dyn Fn() -> String, clauses: &mut Vec<String>) {
    let mut fail = |constraint: String| {
        if clauses.len() < CLAUSES {
            clauses.push(clause(&format!("'{}'", shown(shape, value)), &path(), &constraint));
        }
    };
    match (shape, value) {
        (Shape::String { least, most, pattern }, Value::Text(text)) => {
            if !(pattern.matches)(text) {
                fail(format!("Member must satisfy regular expression pattern: {}", pattern.text));
            }
            length(characters(text), *least, *most, &mut fail);
        }
        (Shape::Enum(values), Value::Text(text)) if !values.contains(&text.as_ref()) => {
            fail(format!("Member must satisfy enum value set: [{}]", values.join(", ")));
        }
        (Shape::Integer { least, most }, Value::Integer(_)) => {
            let number = whole(value);
            if number < *least {
                fail(format!("Member must have value greater than or equal to {least}"));
            }
            if number > *most {
                fail(format!("Member must have value less than or equal to {most}"));
            }
        }
        (Shape::Blob { most }, Value::Bytes(bytes)) => length(bytes.len(), 0, *most, &mut fail),
        (Shape::List { of, least, most }, Value::List(items)) => {
            length(items.len(), *least, *most, &mut fail);
            for (number, item) in items.iter().enumerate() {
                if *item == Value::Null && clauses.len() < CLAUSES {
                    let path = format!("{}.{}.member", path(), number + 1);
                    clauses.push(clause("null", &path, "Member must not be null"));
                }
                constraints(of, item, &|| format!("{}.{}.member", path(), number + 1), clauses);
            }
        }
        (Shape::Map { key, value: of, least, most }, Value::Map(members)) => {
            length(members.len(), *least, *most, &mut fail);
            entries(key, "Map keys", members.iter().map(|(key, _)| key.as_ref()), &mut fail);
            let texts = members.iter().filter_map(|(_, value)| value.as_text());
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

/// A value as a message shows it: in the words of Java.
fn shown(shape: &Shape, value: &Value<'_>) -> String {
    match (shape, value) {
        (Shape::Blob { .. }, Value::Bytes(bytes)) => {
            let length = bytes.len();
            format!("java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]")
        }
        (Shape::List { of, .. }, Value::List(items)) => {
            let items: Vec<_> = items.iter().take(QUOTED).map(|item| shown(of, item)).collect();
            format!("[{}]", items.join(", "))
        }
        (Shape::Map { value: of, .. }, Value::Map(members)) => {
            let member = |(key, value): &(_, _)| format!("{key}={}", shown(of, value));
            let members: Vec<_> = members.iter().take(QUOTED).map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        (Shape::Structure { name, .. }, _) => format!("com.amazonaws.kinesis.v20131202.{name}@c965e310"),
        (Shape::Integer { .. }, _) => whole(value).to_string(),
        (_, Value::Text(text)) => quoted(text),
        _ => value.to_string(),
    }
}

/// Characters of a text; most are ASCII.
fn characters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}
