//! The query protocol: a request is a form, an answer is XML. AWS SDK documentation, "AWS Query protocol".
//!
//! `Tags.member.1.Key=a` is the first item of a list, `Attributes.entry.1.key=a` the first entry of a map. Names say nothing of
//! kinds: the tree is built by the shapes of the model.
use super::model::{Member, Operation, Query, Shape};
use super::{ApiError, VALUES_MOST, Value, base64};
use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Bound;

/// The fields of a form, decoded. Of two with one name the first counts.
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// `None` where it is no form, or has more fields than a body has values.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(body).ok()?;
        let mut fields = BTreeMap::new();
        for (number, pair) in text.split('&').filter(|pair| !pair.is_empty()).enumerate() {
            if number == VALUES_MOST as usize {
                return None;
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            fields.entry(name).or_insert(value);
        }
        Some(Self(fields))
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| &**value)
    }

    /// What follows, in the names of the fields that begin so.
    fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.0.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map_while(move |(name, _)| name.strip_prefix(prefix))
    }

    /// The numbers of a list's items, in their order: none has to follow the one before. Errors: MalformedInput, for an
    /// item that has none.
    fn numbers(&self, prefix: &str) -> Result<BTreeSet<u32>, ApiError> {
        let number = |rest: &str| {
            let digits = rest.split('.').next().unwrap_or(rest);
            digits.parse().ok().filter(|number: &u32| number.to_string() == digits)
        };
        let wrong =
            |rest: &str| ApiError::new("MalformedInput", format!("{prefix}{rest}: expected a number of an item"));
        self.below(prefix).map(|rest| number(rest).ok_or_else(|| wrong(rest))).collect()
    }
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

/// A request's tree. Errors: MalformedInput, for a number that is none, and an entry without a key.
pub fn read(operation: &Operation, form: &Form) -> Result<Value<'static>, ApiError> {
    structure(operation.members, form, "")
}

fn structure(members: &[Member], form: &Form, at: &str) -> Result<Value<'static>, ApiError> {
    let mut map = Vec::new();
    for member in members {
        if let Some(value) = of_shape(member.shape, form, &format!("{at}{}", member.name))? {
            map.push((Cow::Borrowed(member.name), value));
        }
    }
    Ok(Value::Map(map))
}

/// The value at a place; none where no field is about it.
fn of_shape(shape: &Shape, form: &Form, at: &str) -> Result<Option<Value<'static>>, ApiError> {
    let below = format!("{at}.");
    match shape {
        Shape::Structure { members, .. } => {
            if form.below(&below).next().is_some() {
                structure(members, form, &below).map(Some)
            } else {
                Ok(None)
            }
        }
        Shape::List { of, .. } => {
            let mut items = Vec::new();
            for number in form.numbers(&format!("{below}member."))? {
                items.push(of_shape(of, form, &format!("{below}member.{number}"))?.unwrap_or(Value::Null));
            }
            // An empty list is said by its name alone.
            Ok((!items.is_empty() || form.get(at).is_some()).then_some(Value::List(items)))
        }
        Shape::Map { value, .. } => {
            let mut entries = Vec::new();
            for number in form.numbers(&format!("{below}entry."))? {
                let entry = format!("{below}entry.{number}.");
                // Maps of attributes of messages have names of their own for the two.
                let key = ["key", "Name"].iter().find_map(|name| form.get(&format!("{entry}{name}")));
                let missing = || ApiError::new("MalformedInput", format!("{entry}key is missing"));
                let key = key.map(String::from).ok_or_else(missing)?;
                let of = ["value", "Value"].iter().map(|name| of_shape(value, form, &format!("{entry}{name}")));
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
        | Shape::Timestamp => form.get(at).map(|text| of_text(shape, text, at)).transpose(),
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
    let nothing = query.empty_results.contains(&operation).then_some(&Value::Null);
    if let Some(body) = body.or(nothing) {
        element(&mut text, &format!("{operation}Result"), body, query);
    }
    text.push_str(&format!(
        "<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{operation}Response>"
    ));
    text
}

/// An error in the words of the protocol. AWS's common errors of the query protocol: an unsigned request is 403 here.
pub fn common((action, version): (&str, &str), error: ApiError) -> ApiError {
    let (status, kind, message) = match &*error.kind {
        "UnknownOperationException" if action.is_empty() => (400, "MissingAction", "The request must name an action."),
        "UnknownOperationException" => {
            let message = format!("Could not find operation {action} for version {version}");
            return ApiError::new("InvalidAction", message);
        }
        "MissingAuthenticationTokenException" => (403, "MissingAuthenticationToken", "Missing Authentication Token"),
        "IncompleteSignatureException" => return ApiError { kind: Cow::Borrowed("IncompleteSignature"), ..error },
        "InvalidSignatureException" => {
            return ApiError { status: 403, kind: Cow::Borrowed("SignatureDoesNotMatch"), ..error };
        }
        "AccessDeniedException" => return ApiError { kind: Cow::Borrowed("AccessDenied"), ..error },
        _ => return error,
    };
    ApiError { status, ..ApiError::new(kind, message) }
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
            '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'.. => to.push(letter),
            _ => to.push('\u{fffd}'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded() {
        let form = Form::parse(b"a=1&b=x+y%26%C3%BC&c&&a=2").expect("a form");
        assert_eq!(["a", "b", "c", "d"].map(|name| form.get(name)), [Some("1"), Some("x y&ü"), Some(""), None]);
        for wrong in [&b"a=%"[..], b"a=%4", b"a=%zz", b"a=%ff", b"\xff"] {
            assert!(Form::parse(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn text_is_escaped() {
        let mut text = String::new();
        escaped(&mut text, "<a href=\"x\">&\u{1}\u{fffe}\u{ffff}\u{1f600}\r\n</a>");
        assert_eq!(text, "&lt;a href=&quot;x&quot;&gt;&amp;\u{fffd}\u{fffd}\u{fffd}\u{1f600}&#13;\n&lt;/a&gt;");
    }

    #[test]
    fn an_error_says_whose_fault_it_is() {
        let query = Query { version: "", namespace: "urn:x", maps: &[], empty_results: &[] };
        let side = |status| error(&query, &ApiError { status, ..ApiError::new("Some", "text") }, "id");
        assert!(side(400).contains("<Type>Sender</Type>") && side(499).contains("<Type>Sender</Type>"));
        assert!(side(500).contains("<Type>Receiver</Type>") && side(503).contains("<Type>Receiver</Type>"));
    }
}
