//! An option's words as the JSON value that its shape wants.
use super::shorthand;
use crate::base::Instant;
use crate::wire::Shape;
use crate::wire::{Value, base64};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Reads the words of one option. `raw` takes blobs as they are instead of as base64. Errors: what was expected.
pub fn read(shape: &Shape, words: &[&str], raw: bool) -> Result<Value<'static>, String> {
    match (shape, words) {
        (Shape::List { .. }, [one]) if one.starts_with('[') => json(shape, one, raw),
        (Shape::List { of, .. }, words) => {
            Ok(Value::List(words.iter().map(|word| read(of, &[word], raw)).collect::<Result<_, _>>()?))
        }
        (Shape::Map { .. } | Shape::Structure { .. }, [one]) if one.trim_start().starts_with('{') => {
            json(shape, one, raw)
        }
        (Shape::Map { .. } | Shape::Structure { .. }, [one]) => shaped(shape, shorthand::object(one)?, raw),
        (_, [one]) => scalar(shape, one, raw),
        (_, []) => Err("expected a value".into()),
        (_, words) => Err(format!("expected one value, found {}", words.len())),
    }
}

fn json(shape: &Shape, text: &str, raw: bool) -> Result<Value<'static>, String> {
    let json = Value::parse(text).map_err(|error| format!("expected JSON: {error}"))?;
    shaped(shape, json.into_owned(), raw)
}

/// A value in JSON or in the short form: texts become what their shapes want; wrong types are the service's to refuse.
pub fn shaped(shape: &Shape, value: Value<'static>, raw: bool) -> Result<Value<'static>, String> {
    match (shape, value) {
        (Shape::List { of, .. }, Value::List(items)) => {
            Ok(Value::List(items.into_iter().map(|item| shaped(of, item, raw)).collect::<Result<_, _>>()?))
        }
        (Shape::Map { value: of, .. }, Value::Map(members)) => {
            let member = |(key, value)| Ok((key, shaped(of, value, raw)?));
            Ok(Value::Map(members.into_iter().map(member).collect::<Result<_, String>>()?))
        }
        (Shape::Structure { members: known, .. }, Value::Map(members)) => {
            let member = |(key, value): (Cow<'static, str>, Value<'static>)| {
                let Some(member) = known.iter().find(|member| member.name == key) else {
                    let names: Vec<_> = known.iter().map(|member| member.name).collect();
                    return Err(format!("unknown member '{key}'; there are {}", names.join(", ")));
                };
                let value = shaped(member.shape, value, raw)?;
                Ok((key, value))
            };
            Ok(Value::Map(members.into_iter().map(member).collect::<Result<_, String>>()?))
        }
        (Shape::Integer { .. } | Shape::Boolean | Shape::Timestamp | Shape::Blob { .. }, Value::Text(text)) => {
            scalar(shape, &text, raw)
        }
        (_, value) => Ok(value),
    }
}

fn scalar(shape: &Shape, text: &str, raw: bool) -> Result<Value<'static>, String> {
    if text.starts_with("file://") || text.starts_with("fileb://") {
        return Err(format!("a page cannot read files: '{text}'"));
    }
    match shape {
        Shape::Integer { .. } => {
            let number = text.parse::<i64>().map(Value::Integer);
            number.map_err(|_| format!("expected a whole number, found '{text}'"))
        }
        Shape::Boolean => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            other => Err(format!("expected true or false, found '{other}'")),
        },
        Shape::Blob { .. } if raw => Ok(Value::bytes(text.as_bytes())),
        Shape::Blob { .. } => base64::decode(text).map(Value::bytes).ok_or_else(|| {
            let (reason, begins) =
                (base64::mistake(text).unwrap_or_default(), text.chars().take(80).collect::<String>());
            format!("Invalid base64: \"{begins}\": {reason}")
        }),
        Shape::Timestamp => moment(text).map(Value::Time).ok_or_else(|| {
            format!("expected a time such as 2026-01-01T00:00:00Z, or seconds since 1970, found '{text}'")
        }),
        Shape::String { .. } | Shape::Enum(_) | Shape::List { .. } | Shape::Map { .. } | Shape::Structure { .. } => {
            Ok(Value::text(text))
        }
    }
}

/// Seconds since 1970, or a date.
fn moment(text: &str) -> Option<Instant> {
    if let Some(at) = Instant::from_iso(text) {
        return Some(at);
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 9 || !digits(whole) || !digits(part) {
        return None;
    }
    let six: String = part.chars().chain("000000".chars()).take(6).collect();
    let seconds_whole = whole.parse::<u64>().ok().filter(|&seconds| seconds <= Instant::LAST_SECOND)?;
    let micros = seconds_whole * 1_000_000 + six.parse::<u64>().ok()?;
    Some(Instant::from_micros(micros))
}

/// A value as one word of a command line, for [`read`] to read back.
pub fn word(value: &Value<'_>) -> String {
    match value {
        Value::Time(at) => at.iso(),
        Value::Bytes(bytes) => base64::encode(bytes),
        Value::Text(text) => text.to_string(),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Micros(_) | Value::List(_) | Value::Map(_) => {
            value.to_string()
        }
    }
}
