//! What a message consists of.
use crate::base::mix;
use crate::service::Contents;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplied {
    pub body: String,
    pub attributes: Vec<MessageAttribute>,
    /// `AWSTraceHeader`, the one system attribute that a sender gives. It does not count towards a message's bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace_header: Option<String>,
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

impl Content {
    /// Bytes that it points to, by lengths.
    pub fn bytes_behind(&self) -> u64 {
        match self {
            Self::Made { .. } => 0,
            Self::Supplied(supplied) => supplied.bytes_behind(),
        }
    }
}

impl Supplied {
    /// Texts and attributes, beside their bytes.
    fn bytes_behind(&self) -> u64 {
        let header = self.trace_header.as_ref().map_or(0, |text| text.len() as u64);
        u64::from(self.bytes()) + 96 + 80 * self.attributes.len() as u64 + header
    }

    /// Bytes of body and attributes: names, types and values count. Developer guide, "Message quotas".
    pub fn bytes(&self) -> u32 {
        let attribute = |of: &MessageAttribute| of.name.len() + of.data_type.len() + of.value.len();
        (self.body.len() + self.attributes.iter().map(attribute).sum::<usize>()) as u32
    }
}

/// Body and attributes of a message, made up or sent by a user.
pub fn supplied(contents: &dyn Contents, content: &Content) -> Arc<Supplied> {
    match content {
        Content::Supplied(supplied) => supplied.clone(),
        Content::Made { source, index } => {
            let body = String::from_utf8_lossy(&contents.data(*source, *index)).into_owned();
            Arc::new(Supplied { body, ..Supplied::default() })
        }
    }
}

/// The deduplication id of a body. SQS API reference, SendMessage.
pub fn content_id(body: &[u8]) -> String {
    Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect()
}
