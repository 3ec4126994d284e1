//! The words of the page, as message files: a folder for each language, in the syntax of Fluent (<https://projectfluent.org>).
//!
//! ```text
//! # What a log says at its foot.
//! closed = { $shard } closed, readable until it expires
//! waiting = { $count ->
//!     [one] { $count } message waits
//!    *[other] { $count } messages wait
//! }
//! ```
//!
//! A file's name and a message's name are how code asks for it: `t!(stream.closed, shard = name)` is the message `closed` of
//! `stream.ftl`. The files are read when the page is built ([`read`]), so that a message that is missing, or that is given other
//! values than it has places for, is an error of the compiler. What the page carries is one short text for each message
//! ([`Message::packed`]), which it fills with a few lines of its own: a library that reads Fluent in the browser would be larger
//! than all words.
//!
//! Of Fluent there are messages, comments, texts of several lines, `{ $value }`, `{ "text" }` and choices by plural category
//! (<https://cldr.unicode.org/index/cldr-spec/plural-rules>) or by a value itself. Terms, attributes, functions and references are
//! refused, with file and message.
mod language;
mod pack;
mod rust;

pub use language::{ENGLISH, Language, Words, languages};
pub use rust::rust;

use fluent_syntax::ast::Entry;
use std::path::Path;
use std::{fmt, fs};

/// A message as it is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its file, without the ending: `stream`.
    pub file: String,
    /// As code writes it: `-` in the file is `_` here.
    pub name: String,
    /// The values that it takes, in the order of their names.
    pub takes: Vec<String>,
    /// Its text as the page carries it; [`mod@marks`] says how.
    pub packed: String,
}

/// What stands for the parts of a message in [`Message::packed`]: control characters, which no message has.
///
/// A place is `VALUE name END`. A choice is `CHOICE name`, then for each case `CASE key TEXT text`, the default last, then `END`;
/// texts of cases have places, and no choices.
pub mod marks {
    pub const VALUE: char = '\u{1}';
    pub const END: char = '\u{2}';
    pub const CHOICE: char = '\u{3}';
    pub const CASE: char = '\u{4}';
    pub const TEXT: char = '\u{5}';
}

/// What is wrong with a message file, and where.
#[derive(Debug)]
pub struct Error {
    pub file: String,
    pub why: String,
}

impl fmt::Display for Error {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.file, self.why)
    }
}

impl std::error::Error for Error {}

/// All messages of a language, in the order of file and name.
pub fn read(folder: &Path) -> Result<Vec<Message>, Error> {
    let broken = |why: std::io::Error| Error { file: folder.display().to_string(), why: why.to_string() };
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map_err(broken)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, _>>()
        .map_err(broken)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "ftl"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        all.extend(parse(&file, &fs::read_to_string(&path).map_err(broken)?)?);
    }
    Ok(all)
}

/// The messages of one file, by name.
pub fn parse(file: &str, text: &str) -> Result<Vec<Message>, Error> {
    let failed = |why: String| Error { file: format!("{file}.ftl"), why };
    let resource = fluent_syntax::parser::parse(text).map_err(|(_, errors)| {
        let said: Vec<String> =
            errors.iter().map(|error| format!("line {}: {error}", line(text, error.pos.start))).collect();
        failed(said.join("; "))
    })?;
    let mut all: Vec<Message> = Vec::new();
    for entry in &resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Term(term) => return Err(failed(format!("-{}: there are no terms here", term.id.name))),
            Entry::Junk { content } => return Err(failed(format!("this is no message: {content}"))),
        };
        let name = message.id.name.replace('-', "_");
        let (takes, packed) = pack::pack(message).map_err(|why| failed(format!("{}: {why}", message.id.name)))?;
        if all.iter().any(|other| other.name == name) {
            return Err(failed(format!("{} is there twice", message.id.name)));
        }
        all.push(Message { file: file.into(), name, takes, packed });
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(all)
}

/// The line of a place in a text, from 1.
fn line(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests;
