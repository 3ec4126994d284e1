//! A call as text: for the AWS CLI, for Python, for JavaScript. By the service model, with no code per operation.
use super::{kebab, snake, value};
use crate::api::Service;
use crate::wire::Shape;
use crate::wire::Value;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A word as a shell takes it, in single quotes where it needs them.
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_string();
    }
    if word.chars().any(char::is_control) {
        let escaped = word.chars().map(|c| match c {
            '\n' => "\\n".into(),
            '\\' => "\\\\".into(),
            '\'' => "\\'".into(),
            c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
            c => c.to_string(),
        });
        return format!("$'{}'", escaped.collect::<String>());
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn members<'a>(
    service: Service,
    operation: &str,
    body: &'a Value<'_>,
) -> Vec<(&'a str, &'static Shape, &'a Value<'a>)> {
    let (Some(operation), Value::Map(members)) = (service.operation(operation), body) else { return Vec::new() };
    let of = |(name, value)| Some((name, operation.member(name)?.shape, value));
    members.iter().map(|(name, value)| (name.as_ref(), value)).filter_map(of).collect()
}

/// The command line of the AWS CLI. Blobs are base64, as its version 2 takes them.
pub fn line(service: Service, operation: &str, body: &Value<'_>) -> String {
    let mut line = format!("aws {} {}", service.command(), kebab(operation));
    if is_address(body) {
        // The CLI would read the file of that name, or fetch the page: within JSON a text is a text.
        line.push_str(&format!(" --cli-input-json {}", quote(&body.to_string())));
        return line;
    }
    for (name, shape, value) in members(service, operation, body) {
        let option = super::option(name);
        match (shape, value) {
            (Shape::Boolean, Value::Bool(true)) => line.push_str(&format!(" --{option}")),
            (Shape::Boolean, _) => line.push_str(&format!(" --no-{option}")),
            (Shape::List { of: Shape::String { .. } | Shape::Enum(_), .. }, Value::List(items)) if plain(items) => {
                line.push_str(&format!(" --{option}"));
                items.iter().for_each(|item| line.push_str(&format!(" {}", quote(&value::word(item)))));
            }
            // A value that looks like an option has to hang on to its name.
            _ => {
                let word = value::word(value);
                let between = if word.starts_with('-') { '=' } else { ' ' };
                line.push_str(&format!(" --{option}{between}{}", quote(&word)));
            }
        }
    }
    line
}

/// Whether a text in it looks like an address that the CLI would follow.
fn is_address(value: &Value<'_>) -> bool {
    match value {
        Value::Text(text) => {
            ["file://", "fileb://", "http://", "https://"].iter().any(|scheme| text.starts_with(scheme))
        }
        Value::List(items) => items.iter().any(is_address),
        Value::Map(members) => members.iter().any(|(name, value)| !is_queue(name, value) && is_address(value)),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Micros(_) | Value::Bytes(_) | Value::Time(_) => false,
    }
}

/// The address of a queue is one that the CLI does not follow.
fn is_queue(name: &str, value: &Value<'_>) -> bool {
    name == "QueueUrl" && matches!(value, Value::Text(url) if url.starts_with("http"))
}

/// Whether a list can be written as words.
fn plain(items: &[Value<'_>]) -> bool {
    let free =
        |item: &Value<'_>| item.as_text().is_some_and(|text| !text.starts_with(['-', '[', '{']) && !text.is_empty());
    !items.is_empty() && items.iter().all(free)
}

/// The call in Python with boto3, after `kinesis = boto3.client("kinesis")`.
pub fn boto3(service: Service, operation: &str, body: &Value<'_>) -> String {
    let arguments = members(service, operation, body);
    let arguments = arguments.iter().map(|(name, shape, value)| format!("    {name}={},\n", python(shape, value)));
    let arguments: String = arguments.collect();
    let (open, close) = if arguments.is_empty() { ("(", ")") } else { ("(\n", ")") };
    format!("{}.{}{open}{arguments}{close}", service.command(), snake(operation))
}

/// The call in JavaScript, with a client of the service's package: `@aws-sdk/client-kinesis`, `@aws-sdk/client-sqs`.
pub fn javascript(service: Service, operation: &str, body: &Value<'_>) -> String {
    let arguments = members(service, operation, body);
    let arguments = arguments.iter().map(|(name, shape, value)| format!("  {name}: {},\n", script(shape, value)));
    let arguments: String = arguments.collect();
    let arguments = if arguments.is_empty() { "{}".into() } else { format!("{{\n{arguments}}}") };
    format!("await client.send(new {operation}Command({arguments}));")
}

fn python(shape: &Shape, value: &Value<'_>) -> String {
    match (shape, value) {
        (_, Value::Bool(is)) => if *is { "True" } else { "False" }.into(),
        (_, Value::Null) => "None".into(),
        (_, Value::Bytes(bytes)) => {
            let byte = |&byte: &u8| match byte {
                b'"' | b'\\' => format!("\\{}", char::from(byte)),
                b' '..=b'~' => char::from(byte).to_string(),
                other => format!("\\x{other:02x}"),
            };
            let bytes: String = bytes.iter().map(byte).collect();
            format!("b\"{bytes}\"")
        }
        (_, Value::Time(at)) => format!("datetime.fromisoformat(\"{}\")", at.iso()),
        _ => nested(shape, value, &python, "\"", "\""),
    }
}

fn script(shape: &Shape, value: &Value<'_>) -> String {
    match (shape, value) {
        (_, Value::Bytes(bytes)) => match core::str::from_utf8(bytes) {
            Ok(text) => format!("new TextEncoder().encode({})", Value::text(text)),
            Err(_) => format!("Uint8Array.from({bytes:?})"),
        },
        (_, Value::Time(at)) => format!("new Date(\"{}\")", at.iso()),
        _ => nested(shape, value, &script, "", ""),
    }
}

/// Collections, with names between the quotes given; the rest is the same in both languages as in JSON.
fn nested(
    shape: &Shape,
    value: &Value<'_>,
    each: &dyn Fn(&Shape, &Value<'_>) -> String,
    open: &str,
    close: &str,
) -> String {
    let of_member = |name: &str| match shape {
        Shape::Structure { members, .. } => {
            members.iter().find(|member| member.name == name).map(|member| member.shape)
        }
        Shape::Map { value, .. } => Some(*value),
        Shape::String { .. }
        | Shape::Enum(_)
        | Shape::Integer { .. }
        | Shape::Boolean
        | Shape::Blob { .. }
        | Shape::Timestamp
        | Shape::List { .. } => None,
    };
    match (shape, value) {
        (Shape::List { of, .. }, Value::List(items)) => {
            let items: Vec<_> = items.iter().map(|item| each(of, item)).collect();
            format!("[{}]", items.join(", "))
        }
        (Shape::Map { .. }, Value::Map(members)) => {
            let member = |(name, value): &(_, _)| format!("{}: {}", Value::text(ToString::to_string(name)), of(value));
            fn of(value: &Value<'_>) -> String {
                value.to_string()
            }
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        (_, Value::Map(members)) => {
            let member = |(name, value): &(alloc::borrow::Cow<'_, str>, Value<'_>)| {
                let value = of_member(name).map_or_else(|| value.to_string(), |shape| each(shape, value));
                format!("{open}{name}{close}: {value}")
            };
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        (_, value) => value.to_string(),
    }
}
