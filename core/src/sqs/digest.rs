//! MD5 digests, by which a client sees that its message arrived as it was sent.
use super::request::MessageInput;
use crate::message::{AttributeValue, MessageAttribute};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use md5::{Digest, Md5};

fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `MD5OfMessageBody`.
pub fn of_body(body: &str) -> String {
    hex(Md5::digest(body.as_bytes()))
}

/// `MD5OfMessageAttributes`: name, type and value in the order of the names, each behind its length in four bytes. `None`
/// without attributes. Developer guide, "Calculating the MD5 message digest for message attributes".
pub fn of_attributes<'a>(attributes: impl Iterator<Item = &'a MessageAttribute>) -> Option<String> {
    of_parts(attributes.map(|of| (&*of.name, &*of.data_type, &*of.value)))
}

/// The same of a message that is sent.
pub fn of_input(message: &MessageInput) -> Option<String> {
    of_given(&message.message_attributes)
}

/// `MD5OfMessageSystemAttributes`, by the same rule.
pub fn of_system(message: &MessageInput) -> Option<String> {
    of_given(&message.message_system_attributes)
}

fn of_given(attributes: &BTreeMap<String, AttributeValue>) -> Option<String> {
    of_parts(attributes.iter().map(|(name, of)| {
        let binary = || of.binary_value.as_ref().map_or(&[][..], |bytes| &bytes.0);
        let value = of.string_value.as_deref().map_or_else(binary, str::as_bytes);
        (&**name, &*of.data_type, value)
    }))
}

fn of_parts<'a>(attributes: impl Iterator<Item = (&'a str, &'a str, &'a [u8])>) -> Option<String> {
    let mut sorted: Vec<_> = attributes.collect();
    if sorted.is_empty() {
        return None;
    }
    sorted.sort_by_key(|(name, ..)| *name);
    let mut md5 = Md5::new();
    for (name, data_type, value) in sorted {
        let kind = [if data_type.starts_with("Binary") { 2 } else { 1 }];
        let length = |bytes: &[u8]| (bytes.len() as u32).to_be_bytes();
        for part in [name.as_bytes(), data_type.as_bytes()] {
            md5.update(length(part));
            md5.update(part);
        }
        md5.update(kind);
        md5.update(length(value));
        md5.update(value);
    }
    Some(hex(md5.finalize()))
}
