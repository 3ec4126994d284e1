//! Frames of an event stream (`application/vnd.amazon.eventstream`), as SubscribeToShard answers.
//!
//! A frame: its length and that of its headers (4 bytes each, big-endian), the CRC-32 of these eight, headers, payload,
//! and the CRC-32 of all that. A header: length and letters of its name, 7 for text, two bytes of length, the text. A payload
//! has the form of the request's door, whose content type a header names.
use super::Asked;
use crate::wire::{ApiError, Value};
use alloc::vec::Vec;

pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

/// What every stream begins with.
pub fn begin(to: &Asked) -> Vec<u8> {
    message(to, "event", (":event-type", "initial-response"), &Value::Map(Vec::new()))
}

pub fn event(to: &Asked, body: &Value<'_>) -> Vec<u8> {
    message(to, "event", (":event-type", "SubscribeToShardEvent"), body)
}

pub fn exception(to: &Asked, error: &ApiError) -> Vec<u8> {
    message(to, "exception", (":exception-type", &error.kind), &error.body())
}

fn message(to: &Asked, kind: &str, what: (&str, &str), body: &Value<'_>) -> Vec<u8> {
    let headers = [(":message-type", kind), what, (":content-type", to.content_type())];
    frame(&headers, &to.printed(body))
}

fn frame(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    let length: usize = headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
    let mut frame = Vec::with_capacity(length + payload.len() + 16);
    frame.extend_from_slice(&((length + payload.len() + 16) as u32).to_be_bytes());
    frame.extend_from_slice(&(length as u32).to_be_bytes());
    frame.extend_from_slice(&crc32fast::hash(&frame).to_be_bytes());
    for (name, value) in headers {
        frame.push(name.len() as u8);
        frame.extend_from_slice(name.as_bytes());
        frame.push(7);
        frame.extend_from_slice(&(value.len() as u16).to_be_bytes());
        frame.extend_from_slice(value.as_bytes());
    }
    frame.extend_from_slice(payload);
    frame.extend_from_slice(&crc32fast::hash(&frame).to_be_bytes());
    frame
}
