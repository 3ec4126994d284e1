//! The query protocol: a request is a form, an answer is XML. AWS SDK documentation, "AWS Query protocol".
//!
//! `Tags.member.1.Key=a` is the first item of a list, `Attributes.entry.1.key=a` the first entry of a map. Names say nothing of
//! kinds: the tree is built by the shapes of the model.
use super::model::{Member, Operation, Query, Shape};
use super::{ApiError, Value, base64};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The fields of a form: names and values, decoded. `None` where it is none.
pub fn fields(body: &[u8]) -> Option<Vec<(String, String)>> {
    let text = core::str::from_utf8(body).ok()?;
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(name)?, decoded(value)?))
        })
        .collect()
}

/// Percent-decoded; a plus is a space.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                (digit(rest.next())? * 16 + digit(rest.next())?) as u8
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The value of a field.
pub fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(of, _)| of == name).map(|(_, value)| &**value)
}

/// A request's tree. Errors: MalformedInput, for a number that is none.
pub fn read(operation: &Operation, fields: &[(String, String)]) -> Result<Value<'static>, ApiError> {
    structure(operation.members, fields, "")
}

fn structure(members: &[Member], fields: &[(String, String)], at: &str) -> Result<Value<'static>, ApiError> {
    let mut map = Vec::new();
    for member in members {
        if let Some(value) = of_shape(member.shape, fields, &format!("{at}{}", member.name))? {
            map.push((Cow::Borrowed(member.name), value));
        }
    }
    Ok(Value::Map(map))
}

/// The value at a place; none where no field is about it.
fn of_shape(shape: &Shape, fields: &[(String, String)], at: &str) -> Result<Option<Value<'static>>, ApiError> {
    let below = format!("{at}.");
    match shape {
        Shape::Structure { members, .. } => {
            let is_there = fields.iter().any(|(name, _)| name.starts_with(&below));
            if is_there { structure(members, fields, &below).map(Some) } else { Ok(None) }
        }
        Shape::List { of, .. } => {
            let mut items = Vec::new();
            while let Some(item) = of_shape(of, fields, &format!("{below}member.{}", items.len() + 1))? {
                items.push(item);
            }
            // An empty list is said by its name alone.
            Ok((!items.is_empty() || field(fields, at).is_some()).then_some(Value::List(items)))
        }
        Shape::Map { value, .. } => {
            let mut entries = Vec::new();
            loop {
                let entry = format!("{below}entry.{}.", entries.len() + 1);
                // Maps of attributes of messages have names of their own for the two.
                let key = ["key", "Name"].iter().find_map(|name| field(fields, &format!("{entry}{name}")));
                let Some(key) = key.map(String::from) else { break };
                let of = ["value", "Value"].iter().map(|name| of_shape(value, fields, &format!("{entry}{name}")));
                let found = of.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().next();
                entries.push((Cow::Owned(key), found.unwrap_or(Value::Null)));
            }
            Ok((!entries.is_empty()).then_some(Value::Map(entries)))
        }
        Shape::String { .. }
        | Shape::Enum(_)
        | Shape::Integer { .. }
        | Shape::Boolean
        | Shape::Blob { .. }
        | Shape::Timestamp => field(fields, at).map(|text| of_text(shape, text, at)).transpose(),
    }
}

/// A single value from its text.
fn of_text(shape: &Shape, text: &str, at: &str) -> Result<Value<'static>, ApiError> {
    let wrong = |what: &str| ApiError::new("MalformedInput", format!("{at}: expected {what}, found '{text}'"));
    match shape {
        Shape::Integer { .. } => text.parse().map(Value::Integer).map_err(|_| wrong("a whole number")),
        Shape::Boolean => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(wrong("true or false")),
        },
        Shape::Blob { .. } => base64::decode(text).map(Value::bytes).ok_or_else(|| wrong("base64")),
        Shape::String { .. }
        | Shape::Enum(_)
        | Shape::Timestamp
        | Shape::List { .. }
        | Shape::Map { .. }
        | Shape::Structure { .. } => Ok(Value::text(text)),
    }
}

/// An answer as XML: the members of the body, and the number of the request.
pub fn answer(query: &Query, operation: &str, body: Option<&Value<'_>>, request_id: &str) -> String {
    let mut text = format!("<{operation}Response xmlns=\"{}\">", query.namespace);
    if let Some(body) = body {
        element(&mut text, &format!("{operation}Result"), body, query);
    }
    text.push_str(&format!(
        "<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{operation}Response>"
    ));
    text
}

/// An error as XML.
pub fn error(query: &Query, error: &ApiError, request_id: &str) -> String {
    let side = if error.status < 500 { "Sender" } else { "Receiver" };
    let mut text = format!("<ErrorResponse xmlns=\"{}\"><Error><Type>{side}</Type>", query.namespace);
    let code = error.query_code.unwrap_or(&error.kind);
    element(&mut text, "Code", &Value::text(code), query);
    element(&mut text, "Message", &Value::text(error.message.clone().unwrap_or_default()), query);
    text.push_str(&format!("</Error><RequestId>{request_id}</RequestId></ErrorResponse>"));
    text
}

fn element(text: &mut String, name: &str, value: &Value<'_>, query: &Query) {
    text.push_str(&format!("<{name}>"));
    match value {
        Value::Map(entries) if query.maps.contains(&name) => {
            for (key, value) in entries {
                text.push_str("<entry>");
                element(text, "key", &Value::Text(Cow::Borrowed(key)), query);
                element(text, "value", value, query);
                text.push_str("</entry>");
            }
        }
        Value::Map(members) => members.iter().for_each(|(name, value)| element(text, name, value, query)),
        Value::List(items) => items.iter().for_each(|item| element(text, "member", item, query)),
        Value::Null => {}
        Value::Text(of) => escaped(text, of),
        Value::Bytes(bytes) => text.push_str(&base64::encode(bytes)),
        Value::Time(at) => text.push_str(&at.iso()),
        Value::Bool(_) | Value::Integer(_) | Value::Micros(_) => text.push_str(&value.to_string()),
    }
    text.push_str(&format!("</{name}>"));
}

/// Text between tags. What XML has no character for becomes the sign of what cannot be shown.
fn escaped(to: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\r' => to.push_str("&#13;"),
            '\t' | '\n' | ' '.. => to.push(letter),
            _ => to.push('\u{fffd}'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn forms_are_decoded() {
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(fields(b"a=1&b=x+y%26%C3%BC&c&"), Some(vec![pair("a", "1"), pair("b", "x y&ü"), pair("c", "")]));
        for wrong in [&b"a=%"[..], b"a=%4", b"a=%zz", b"a=%ff", b"\xff"] {
            assert_eq!(fields(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn text_is_escaped() {
        let mut text = String::new();
        escaped(&mut text, "<a href=\"x\">&\u{1}\r\n</a>");
        assert_eq!(text, "&lt;a href=&quot;x&quot;&gt;&amp;\u{fffd}&#13;\n&lt;/a&gt;");
    }
}
