//! Messages, as queues and topics share them: what they consist of, and how they are named.
//!
//! A message that a topic hands to a queue stays the same message, with its attributes; so neither service owns it.
mod attribute;
mod content;

pub use attribute::{AttributeValue, NotAnAttribute, attribute, is_allowed};
pub use content::{Content, MessageAttribute, MessageId, Supplied, content_id, supplied};
