//! Message attributes, and what of them is refused.
use super::MessageAttribute;
use crate::wire::Blob;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Characters of an attribute's name. M.
const NAME_CHARS: usize = 256;

/// Why something is no message attribute.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnAttribute(pub String);

/// A message attribute as a body has it: one of the two values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AttributeValue {
    pub data_type: String,
    pub string_value: Option<String>,
    pub binary_value: Option<Blob>,
}

/// Whether a body or a value has the characters of XML alone. API reference of SQS, SendMessage.
pub fn is_allowed(text: &str) -> bool {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().all(allowed)
}

/// A message attribute. Errors: why the services do not take it, in their words.
pub fn attribute(
    name: &str,
    data_type: &str,
    text: Option<&str>,
    binary: Option<&Blob>,
) -> Result<MessageAttribute, NotAnAttribute> {
    let wrong = |reason: String| Err(NotAnAttribute(reason));
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let dots = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    let reserved = ["aws.", "amazon."].iter().any(|start| name.to_ascii_lowercase().starts_with(start));
    if name.is_empty() || name.chars().count() > NAME_CHARS || !name.chars().all(plain) || dots || reserved {
        return wrong(format!("The message attribute name '{name}' is invalid."));
    }
    let (kind, value) = match (data_type.split('.').next().unwrap_or_default(), text, binary) {
        ("String" | "Number", Some(text), _) => ("String", text.as_bytes().to_vec()),
        ("String" | "Number", None, _) => ("String", Vec::new()),
        ("Binary", _, Some(binary)) => ("Binary", binary.0.clone()),
        ("Binary", _, None) => ("Binary", Vec::new()),
        _ => {
            return wrong(format!(
                "The type of message (user) attribute '{name}' is invalid. You must use only the following supported type \
                 prefixes: Binary, Number, String."
            ));
        }
    };
    if value.is_empty() {
        return wrong(format!(
            "The message (user) attribute '{name}' must contain a non-empty message attribute value for message attribute type \
             ({kind})."
        ));
    }
    if kind == "String" && text.is_some_and(|text| !is_allowed(text)) {
        return wrong(format!(
            "Invalid binary character was found in the value of message (user) attribute '{name}', the set of allowed \
             characters is #x9 | #xA | #xD | [#x20 to #xD7FF] | [#xE000 to #xFFFD] | [#x10000 to #x10FFFF]"
        ));
    }
    if data_type.starts_with("Number") && text.is_none_or(|text| !is_number(text)) {
        let text = text.unwrap_or_default();
        return wrong(format!("Can't cast the value of message (user) attribute '{name}' to a number: {text}."));
    }
    Ok(MessageAttribute { name: name.to_string(), data_type: data_type.to_string(), value })
}

/// A decimal number with sign, fraction and exponent.
fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let unsigned = |text: &str| text.strip_prefix(['-', '+']).unwrap_or(text).to_string();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa = unsigned(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((&mantissa, "0"));
    digits(&unsigned(exponent)) && digits(whole) && digits(fraction)
}
