//! Names as command lines and Python have them: the rule of botocore, which both follow.
use crate::api::Service;
use alloc::string::String;

/// `MaxRecordSizeInKiB` as `max-record-size-in-ki-b`.
pub fn kebab(name: &str) -> String {
    separated(name, '-')
}

/// The option of a member: by the rule, but for the one that the AWS CLI renames, since `--endpoint-url` begins alike.
pub fn option(member: &str) -> String {
    if member == "Endpoint" { "notification-endpoint".into() } else { kebab(member) }
}

/// `StreamARN` as `stream_arn`.
pub fn snake(name: &str) -> String {
    separated(name, '_')
}

/// A separator goes before a capital that begins a word (a small letter follows) or ends one (one went before).
fn separated(name: &str, separator: char) -> String {
    let bytes = name.as_bytes();
    let small = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let mut text = String::with_capacity(name.len() + 8);
    for (at, letter) in name.chars().enumerate() {
        let begins = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        if at > 0 && letter.is_ascii_uppercase() && (begins || small(at - 1)) {
            text.push(separator);
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// The operation of a service that a command names.
pub fn pascal_of_kebab(service: Service, command: &str) -> Option<&'static str> {
    let names = service.operations().iter().map(|operation| operation.name);
    let names = names.chain(service.model().not_simulated.iter().copied());
    names.into_iter().find(|name| kebab(name) == command)
}
