//! The service models as data: which operations there are, what their requests consist of, and within which bounds.
//!
//! Everything that is generic goes by it: the checks of a request, the translation of command lines, completion and
//! help, and the same call in other languages. A test compares them with the models that AWS's clients ship.
mod kinesis;
mod service;
mod shapes;
mod sns;
mod sqs;

pub use service::Service;

use alloc::string::String;

/// An operation and the members of its request.
#[derive(Debug)]
pub struct Operation {
    pub name: &'static str,
    pub members: &'static [Member],
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    pub name: &'static str,
    pub shape: &'static Shape,
    pub required: bool,
}

/// What a value consists of. Bounds are inclusive; lengths are in characters, those of blobs in bytes.
#[derive(Debug)]
pub enum Shape {
    String { least: usize, most: usize, pattern: Pattern },
    Enum(&'static [&'static str]),
    Integer { least: i64, most: i64 },
    Boolean,
    Blob { most: usize },
    Timestamp,
    List { of: &'static Shape, least: usize, most: usize },
    Map { key: &'static Shape, value: &'static Shape, least: usize, most: usize },
    Structure { name: &'static str, members: &'static [Member] },
}

/// The patterns that the model's strings have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    Any,
    Name,
    HashKey,
    SequenceNumber,
    StreamArn,
    ConsumerArn,
    ResourceArn,
    StreamId,
}

const fn must(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, required: true }
}
const fn may(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, required: false }
}

impl Operation {
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

impl Pattern {
    /// As AWS's messages quote it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Any => ".*",
            Self::Name => "[a-zA-Z0-9_.-]+",
            Self::HashKey => "0|([1-9]\\d{0,38})",
            Self::SequenceNumber => "0|([1-9]\\d{0,128})",
            Self::StreamArn => "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+",
            Self::ConsumerArn => {
                "(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+"
            }
            Self::ResourceArn => "arn:aws.*:kinesis:.*:\\d{12}:.*(stream|channel|queue)/\\S+",
            Self::StreamId => "[a-z0-9]{20}-[a-z0-9]{3}",
        }
    }

    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Name => !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b)),
            Self::HashKey => decimal(text, 39),
            Self::SequenceNumber => decimal(text, 129),
            Self::StreamArn => arn(text, &["stream/"]),
            Self::ConsumerArn => arn(text, &["stream/"]) && names_consumer(text),
            Self::ResourceArn => arn(text, &["stream/", "channel/", "queue/"]),
            Self::StreamId => {
                let plain = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
                text.split_once('-').is_some_and(|(a, b)| a.len() == 20 && b.len() == 3 && plain(a) && plain(b))
            }
        }
    }
}

fn decimal(text: &str, most: usize) -> bool {
    let digits = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    digits && (text == "0" || !text.starts_with('0'))
}

/// `arn:aws…:kinesis:…:123456789012:stream/name`.
fn arn(text: &str, kinds: &[&str]) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (arn, aws, kinesis, _region, account, resource) = (next(), next(), next(), next(), next(), next());
    let account = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    let named = |kind: &&str| {
        let name = resource.find(*kind).map(|at| &resource[at + kind.len()..]);
        name.is_some_and(|name| !name.is_empty() && !name.contains(char::is_whitespace))
    };
    arn == "arn" && aws.starts_with("aws") && kinesis == "kinesis" && account && kinds.iter().any(named)
}

/// `…/consumer/name:1767225600` at its end.
fn names_consumer(text: &str) -> bool {
    let named = text.split_once("/consumer/").and_then(|(_, consumer)| consumer.rsplit_once(':'));
    named.is_some_and(|(name, second)| {
        Pattern::Name.matches(name) && !second.is_empty() && second.bytes().all(|b| b.is_ascii_digit())
    })
}

/// `StreamName` as paths and messages have it: `streamName`.
pub fn lower_camel(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold() {
        let arn = "arn:aws:kinesis:us-east-1:123456789012:stream/gps";
        for (pattern, good, bad) in [
            (Pattern::Name, "a_B.9-", "a b"),
            (Pattern::HashKey, "340282366920938463463374607431768211455", "01"),
            (Pattern::HashKey, "0", "1000000000000000000000000000000000000000"),
            (Pattern::SequenceNumber, "495903382714902566", "-1"),
            (Pattern::StreamArn, arn, "arn:aws:kinesis:us-east-1:12345678901:stream/gps"),
            (Pattern::StreamArn, arn, "arn:aws:kinesis:us-east-1:123456789012:stream/"),
            (Pattern::ResourceArn, arn, "gps"),
            (Pattern::StreamId, "abcdefghij0123456789-abc", "abc"),
        ] {
            assert!(pattern.matches(good), "{pattern:?} {good}");
            assert!(!pattern.matches(bad), "{pattern:?} {bad}");
        }
    }
}
