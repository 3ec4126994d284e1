//! Base64 as AWS reads it, with its words for what is wrong.
use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The letters of base64.
static LETTERS: [bool; 256] = {
    let (mut letters, mut at) = ([false; 256], 0);
    while at < 256 {
        letters[at] = (at as u8).is_ascii_alphanumeric() || at as u8 == b'+' || at as u8 == b'/';
        at += 1;
    }
    letters
};

/// What is wrong with a text as base64, if anything is.
pub fn mistake(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(4) {
        let found = bytes.len();
        return Some(format!("Base64 encoded length is expected a multiple of 4 bytes but found: {found}"));
    }
    let padding = bytes.iter().rev().take(2).take_while(|&&b| b == b'=').count();
    let body = &text[..text.len() - padding];
    // Bytes first: bodies are long, and mistakes are rare.
    if !body.bytes().all(|b| LETTERS[usize::from(b)]) {
        let strange = body.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/'))).unwrap_or('=');
        return Some(format!("Invalid Base64 character: '{strange}'"));
    }
    // What the last characters say beyond the last byte must be zero.
    let last = body.bytes().last().filter(|_| padding > 0).map_or(0, value);
    let spare = if padding == 1 { 0b11 } else { 0b1111 };
    (padding > 0 && last & spare != 0).then(|| "Invalid last non-pad Base64 character dectected".into())
}

fn value(letter: u8) -> u8 {
    match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

pub fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn mistakes_are_those_that_a_library_finds() {
        for text in ["", "aGVsbG8=", "aGVsbG8h", "aA==", "aB==", "aGVsbG9=", "a", "a===", "=aaa", "aa=a", "ä===", "aé="]
        {
            assert_eq!(mistake(text).is_none(), decode(text).is_some(), "{text}");
            if let Some(bytes) = decode(text) {
                assert_eq!(encode(&bytes), text.to_string());
            }
        }
    }
}
