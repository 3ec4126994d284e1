//! Messages as code that the page includes.
use crate::Message;
use std::fmt::Write;

/// A module for each file with a constant for each message, and the texts in the same order: Rust source for a build script to
/// write. The module that includes it has two types: `Plain` with `const fn new(at: u16)` for messages that take no values, and
/// `Message` with `const fn new(at: u16, takes: &'static [&'static str])` for the others.
///
/// Of the `named` files, whose messages take no values, there is a list of names and messages, too: for names that are only known later.
pub fn rust(messages: &[Message], named: &[&str]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for file in messages.chunk_by(|one, next| one.file == next.file) {
        let name = &file[0].file;
        let _ = writeln!(
            out,
            "#[allow(non_upper_case_globals, unused_imports)]\npub mod {name} {{\n    use super::{{Message, Plain}};"
        );
        for message in file {
            let _ = match message.takes.as_slice() {
                [] => writeln!(out, "    pub const {}: Plain = Plain::new({at});", message.name),
                takes => writeln!(out, "    pub const {}: Message = Message::new({at}, &{takes:?});", message.name),
            };
            at += 1;
        }
        if named.contains(&name.as_str()) {
            out.push_str(&by_name(file));
        }
        out.push_str("}\n");
    }
    let texts: Vec<&str> = messages.iter().map(|message| message.packed.as_str()).collect();
    let _ = writeln!(out, "static ENGLISH: [&str; {}] = {texts:?};", texts.len());
    out
}

/// The messages of a file with their names, in order.
fn by_name(file: &[Message]) -> String {
    let rows: Vec<String> = file.iter().map(|of| format!("({:?}, {})", of.name.replace('_', "-"), of.name)).collect();
    format!("    pub static NAMED: [(&str, Plain); {}] = [{}];\n", rows.len(), rows.join(", "))
}
