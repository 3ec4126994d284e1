//! How large the event is that a function gets: its records as JSON, their data in base64. Lambda developer guide, "Process
//! Amazon Kinesis Data Streams records with Lambda".

/// Largest payload of one invocation. Lambda developer guide, "Lambda quotas".
pub const PAYLOAD_MOST: u64 = 6 << 20;

/// The event without its records or messages.
pub const FRAME: u64 = r#"{"Records":[]}"#.len() as u64;

/// A record without what differs, with the comma behind it; and the digits of a sequence number, which comes twice.
const AROUND: usize = r#"{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"","sequenceNumber":"","data":"","approximateArrivalTimestamp":1545084650.987},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000000:","eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::123456789012:role/","awsRegion":"us-east-1","eventSourceARN":"arn:aws:kinesis:us-east-1:123456789012:stream/"},"#.len();
const DIGITS: usize = 56;

/// Bytes of a record of a stream beside its key and its data. The function's role has the function's name.
pub const fn around(function_name: &str, stream_name: &str) -> u32 {
    (AROUND + 2 * DIGITS + function_name.len() + stream_name.len()) as u32
}

/// Bytes of a text within quotes: JSON escapes quotes, backslashes and control characters.
pub fn text_bytes(text: &[u8]) -> u32 {
    let escaped = |byte: &u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 8 | 12 => 2,
        0..0x20 => 6,
        _ => 1,
    };
    text.iter().map(escaped).sum()
}

/// Bytes of data in base64.
pub const fn data_bytes(data: u32) -> u32 {
    data.div_ceil(3) * 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Value, base64};
    use alloc::format;
    use alloc::string::String;

    #[test]
    fn an_event_has_the_bytes_that_are_counted() {
        let key = "a\"\\\n\u{1}ä";
        let record = format!(
            r#"{{"kinesis":{{"kinesisSchemaVersion":"1.0","partitionKey":{},"sequenceNumber":"{number}","data":"{}","approximateArrivalTimestamp":1767225600.123}},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:{number}","eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::123456789012:role/f","awsRegion":"us-east-1","eventSourceARN":"arn:aws:kinesis:us-east-1:123456789012:stream/gps"}}"#,
            Value::text(key).print(),
            base64::encode(b"hello"),
            number = "4".repeat(56),
        );
        let counted = around("f", "gps") + text_bytes(key.as_bytes()) + data_bytes(5);
        assert_eq!(counted as usize, record.len() + 1, "with a comma");
        let event: String = format!(r#"{{"Records":[{record},{record}]}}"#);
        assert_eq!(FRAME as usize + 2 * counted as usize, event.len() + 1, "the last has none");
    }
}
