//! How large the event is that a function gets from its queue: messages as JSON.

use crate::client::lambda::event::text_bytes;
pub use crate::client::lambda::event::{FRAME, PAYLOAD_MOST};

/// A message without what differs, with the comma behind it. Lambda developer guide, "Using Lambda with Amazon SQS".
const AROUND: u64 = r#"{"messageId":"059f36b4-87a3-44ab-83d2-661975830a7d","receiptHandle":"AQEB00000000000000000000000000000000000000000000","body":"","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1545082649185"},"messageAttributes":{},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:","awsRegion":"us-east-1"},"#.len() as u64;

/// Bytes of a message of a queue in an event. Attributes count as they are.
pub fn message_bytes(queue_name: &str, body: &str, bytes: u32) -> u64 {
    let attributes = u64::from(bytes).saturating_sub(body.len() as u64);
    AROUND + queue_name.len() as u64 + attributes + u64::from(text_bytes(body.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Value;
    use alloc::format;

    #[test]
    fn a_message_has_the_bytes_that_are_counted() {
        let body = "{\"a\": \"b\\c\"}\n\u{1}ä";
        let message = format!(
            r#"{{"messageId":"059f36b4-87a3-44ab-83d2-661975830a7d","receiptHandle":"AQEB00000000000000000000000000000000000000000000","body":{},"attributes":{{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1545082649185"}},"messageAttributes":{{}},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:jobs","awsRegion":"us-east-1"}},"#,
            Value::text(body).print()
        );
        assert_eq!(message_bytes("jobs", body, body.len() as u32), message.len() as u64);
    }
}
