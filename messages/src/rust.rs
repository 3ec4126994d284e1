//! Messages as code that the page includes.
use crate::Message;
use std::fmt::Write;

/// A module for each file with a constant for each message, and the texts in the same order: Rust source for a build script to
/// write. The module that includes it has a type `Message` with `const fn new(at: u16, takes: &'static [&'static str])`.
pub fn rust(messages: &[Message]) -> String {
    let mut out = String::new();
    let mut open = "";
    for (at, message) in messages.iter().enumerate() {
        if message.file != open {
            if !open.is_empty() {
                out.push_str("}\n");
            }
            open = &message.file;
            let _ = writeln!(out, "#[allow(non_upper_case_globals)]\npub mod {open} {{\n    use super::Message;");
        }
        let _ = writeln!(out, "    pub const {}: Message = Message::new({at}, &{:?});", message.name, message.takes);
    }
    if !open.is_empty() {
        out.push_str("}\n");
    }
    let texts: Vec<&str> = messages.iter().map(|message| message.packed.as_str()).collect();
    let _ = writeln!(out, "static ENGLISH: [&str; {}] = {texts:?};", texts.len());
    out
}
