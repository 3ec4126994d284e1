//! A message, and how it is named.
use super::{Error, quota};
use crate::base::{Instant, mix};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A message's number within its account: never reused. Copies of one message have the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MessageId(pub u64);

impl MessageId {
    /// As AWS writes it: a UUID of version 4, made of the number.
    pub fn uuid(self) -> String {
        let (high, low) = (mix(self.0, 1), mix(self.0, 2));
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 48 & 0x3fff | 0x8000,
            low & 0xffff_ffff_ffff
        )
    }
}

/// What names one receive of one message: only the latest one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReceiptHandle {
    pub queue: super::QueueId,
    /// Which stored copy.
    pub copy: u64,
    /// Which of its receives.
    pub receive: u32,
}

/// A message attribute, as the sender gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageAttribute {
    pub name: String,
    /// `String`, `Number` or `Binary`, and perhaps a label after a point.
    pub data_type: String,
    /// The text, or the bytes of `Binary`.
    pub value: Vec<u8>,
}

/// A message that a user sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplied {
    pub body: String,
    pub attributes: Vec<MessageAttribute>,
}

/// What a message consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Made up by the simulator, and made again when somebody looks.
    Made {
        source: u16,
        index: u32,
    },
    Supplied(Arc<Supplied>),
}

/// A message in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub content: Content,
    /// Body and attributes.
    pub bytes: u32,
    pub sent_at: Instant,
    /// From when retention counts: in a dead-letter queue of standard queues as before.
    pub retained_from: Instant,
    pub first_received_at: Option<Instant>,
    pub receive_count: u32,
    /// Number of its group among the queue's; compulsory in a FIFO queue.
    pub group: Option<u32>,
    pub deduplication_id: Option<Arc<str>>,
    /// `SequenceNumber` of a FIFO queue: rises within it.
    pub sequence_number: u64,
    /// Until when it is hidden: by a delay, or because somebody has received it.
    pub hidden_until: Instant,
    /// Where it stands in line.
    pub(super) order: u64,
    /// Which partition holds it.
    pub(super) partition: u32,
    /// The queue that it came from, in a dead-letter queue.
    pub dead_letter_source: Option<super::QueueId>,
}

impl Message {
    /// Bytes that it points to.
    pub(super) fn bytes_behind(&self) -> u64 {
        let content = match &self.content {
            Content::Made { .. } => 0,
            // Texts and attributes beside their bytes.
            Content::Supplied(supplied) => u64::from(self.bytes) + 96 + 80 * supplied.attributes.len() as u64,
        };
        content + self.deduplication_id.as_ref().map_or(0, |id| id.len() as u64 + 32)
    }

    /// Whether somebody has received it and neither deleted it nor let the time pass.
    pub fn is_in_flight(&self, now: Instant) -> bool {
        self.receive_count > 0 && self.hidden_until > now
    }
}

/// In front of every handle, as AWS's begin.
const HANDLE: &str = "AQEB";

impl core::fmt::Display for ReceiptHandle {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let check = mix(mix(self.copy, u64::from(self.queue.0)), u64::from(self.receive));
        write!(f, "{HANDLE}{:08x}{:016x}{:08x}{check:016x}", self.queue.0, self.copy, self.receive)
    }
}

impl core::str::FromStr for ReceiptHandle {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix(HANDLE).filter(|digits| digits.len() == 48 && digits.is_ascii()).ok_or(())?;
        let number = |from: usize, to: usize| u64::from_str_radix(&digits[from..to], 16).map_err(drop);
        let handle =
            Self { queue: super::QueueId(number(0, 8)? as u32), copy: number(8, 24)?, receive: number(24, 32)? as u32 };
        // Whatever differs in a digit, or in the case of one, is no handle.
        if handle.to_string() == text { Ok(handle) } else { Err(()) }
    }
}

impl Supplied {
    /// Bytes of body and attributes: names, types and values count. Developer guide, "Message quotas".
    pub fn bytes(&self) -> u32 {
        let attribute = |of: &MessageAttribute| of.name.len() + of.data_type.len() + of.value.len();
        (self.body.len() + self.attributes.iter().map(attribute).sum::<usize>()) as u32
    }
}

/// What a body may consist of. API reference, SendMessage.
pub(super) fn check_body(body: &str) -> Result<(), Error> {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if body.chars().all(allowed) {
        return Ok(());
    }
    Err(Error::InvalidMessageContents(
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 \
         to #x10FFFF"
            .to_string(),
    ))
}

/// A message attribute. Errors: `InvalidParameterValue`.
pub(crate) fn attribute(
    name: &str,
    data_type: &str,
    text: Option<&str>,
    binary: Option<&str>,
) -> Result<MessageAttribute, Error> {
    let wrong = |reason: String| Err(Error::InvalidParameterValue(reason));
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let dots = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    let reserved = ["aws.", "amazon."].iter().any(|start| name.to_ascii_lowercase().starts_with(start));
    if name.is_empty()
        || name.chars().count() > quota::ATTRIBUTE_NAME_CHARS
        || !name.chars().all(plain)
        || dots
        || reserved
    {
        return wrong(format!("The message attribute name '{name}' is invalid."));
    }
    let (kind, value) = match (data_type.split('.').next().unwrap_or_default(), text, binary) {
        ("String" | "Number", Some(text), _) => ("String", text.as_bytes().to_vec()),
        ("String" | "Number", None, _) => ("String", Vec::new()),
        ("Binary", _, Some(binary)) => ("Binary", decoded(binary).unwrap_or_default()),
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

/// Bytes of a base64 text. Its form has been checked where it came in.
fn decoded(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}
