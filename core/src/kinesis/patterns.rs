//! The patterns that the texts of requests follow.
use crate::wire::Pattern;

pub static NAME: Pattern = Pattern {
    text: "[a-zA-Z0-9_.-]+",
    about: "",
    matches: |text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b)),
};
pub static HASH_KEY: Pattern =
    Pattern { text: "0|([1-9]\\d{0,38})", about: "a hash key, 0 to 2^128-1", matches: |text| decimal(text, 39) };
pub static SEQUENCE_NUMBER: Pattern =
    Pattern { text: "0|([1-9]\\d{0,128})", about: "a sequence number", matches: |text| decimal(text, 129) };
pub static STREAM_ARN: Pattern = Pattern {
    text: "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+",
    about: "an ARN",
    matches: |text| arn(text, &["stream/"]),
};
pub static CONSUMER_ARN: Pattern = Pattern {
    text: "(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+",
    about: "",
    matches: |text| arn(text, &["stream/"]) && names_consumer(text),
};
pub static RESOURCE_ARN: Pattern = Pattern {
    text: "arn:aws.*:kinesis:.*:\\d{12}:.*(stream|channel|queue)/\\S+",
    about: "an ARN",
    matches: |text| arn(text, &["stream/", "channel/", "queue/"]),
};
pub static STREAM_ID: Pattern = Pattern {
    text: "[a-z0-9]{20}-[a-z0-9]{3}",
    about: "",
    matches: |text| {
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        text.split_once('-').is_some_and(|(a, b)| a.len() == 20 && b.len() == 3 && plain(a) && plain(b))
    },
};

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
        (NAME.matches)(name) && !second.is_empty() && second.bytes().all(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold() {
        let arn = "arn:aws:kinesis:us-east-1:123456789012:stream/gps";
        for (pattern, good, bad) in [
            (&NAME, "a_B.9-", "a b"),
            (&HASH_KEY, "340282366920938463463374607431768211455", "01"),
            (&HASH_KEY, "0", "1000000000000000000000000000000000000000"),
            (&SEQUENCE_NUMBER, "495903382714902566", "-1"),
            (&STREAM_ARN, arn, "arn:aws:kinesis:us-east-1:12345678901:stream/gps"),
            (&STREAM_ARN, arn, "arn:aws:kinesis:us-east-1:123456789012:stream/"),
            (&RESOURCE_ARN, arn, "gps"),
            (&STREAM_ID, "abcdefghij0123456789-abc", "abc"),
            (&CONSUMER_ARN, &alloc::format!("{arn}/consumer/a:1"), arn),
        ] {
            assert!((pattern.matches)(good), "{} {good}", pattern.text);
            assert!(!(pattern.matches)(bad), "{} {bad}", pattern.text);
        }
    }
}
