//! The words of the page. They lie in `messages/`, a file for each part of the page; [`t!`] asks for one.
//!
//! ```ignore
//! t!(stream.stream_deleted)                      // &'static str
//! t!(stream.opened, shard = name)                // String
//! message!(stream.stream_deleted)                // a Plain, for tables: its text is asked for when it is shown
//! message!(stream.opened)                        // a Message: it is filled when it is shown
//! ```
//!
//! A message that is not there, and values that it does not take, are errors of the compiler. The page carries the English ones; those of
//! another language are fetched before anything is shown ([`mod@spoken`]).
mod spoken;

pub use spoken::{Numbers, english_title, note, numbers, story};

use shardscope_messages::marks::{CASE, CHOICE, END, TEXT, VALUE};
use std::fmt::{Display, Write};

/// A language that the page can speak.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Of BCP 47: `de`.
    pub code: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// Where its words lie beside the page; English has none.
    pub file: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A message that takes no values, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain(u16);

impl Plain {
    pub const fn new(at: u16) -> Self {
        Self(at)
    }

    pub fn text(self) -> &'static str {
        spoken::text(self.0)
    }

    /// Its text in English, by which things are known whatever the language.
    pub fn english(self) -> &'static str {
        ENGLISH[usize::from(self.0)]
    }
}

impl Display for Plain {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(self.text())
    }
}

/// A message that takes values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    at: u16,
    takes: &'static [&'static str],
}

impl Message {
    pub const fn new(at: u16, takes: &'static [&'static str]) -> Self {
        Self { at, takes }
    }

    /// The names of its values.
    pub const fn takes(self) -> &'static [&'static str] {
        self.takes
    }

    /// Its text with values by their names.
    pub fn fill(self, values: &[(&str, &dyn Display)]) -> String {
        self.fill_with(&mut |name, to| {
            if let Some((_, value)) = values.iter().find(|(of, _)| *of == name) {
                let _ = write!(to, "{value}");
            }
        })
    }

    /// Its text with values that are written when they are asked for.
    pub fn fill_with(self, value: &mut dyn FnMut(&str, &mut String)) -> String {
        let mut filled = String::new();
        fill(spoken::text(self.at), value, &mut filled);
        filled
    }

    /// Whether it takes just the values of these names.
    pub const fn takes_only(self, names: &[&str]) -> bool {
        let mut at = 0;
        while at < names.len() {
            let mut place = 0;
            while place < self.takes.len() && !same(self.takes[place], names[at]) {
                place += 1;
            }
            if place == self.takes.len() {
                return false;
            }
            at += 1;
        }
        names.len() == self.takes.len()
    }
}

/// The message of an actor's setting: `producer-rate`, or what it does: `producer-rate-help`.
pub fn of_setting(name: &str) -> Option<Plain> {
    settings::NAMED.iter().find(|(of, _)| *of == name).map(|(_, message)| *message)
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Writes a packed text (see [`shardscope_messages::marks`]) with its values.
fn fill(packed: &str, value: &mut dyn FnMut(&str, &mut String), to: &mut String) {
    let mut rest = packed;
    while let Some(at) = rest.find([VALUE, CHOICE]) {
        to.push_str(&rest[..at]);
        let is_choice = rest[at..].starts_with(CHOICE);
        let inside = &rest[at + 1..];
        rest = if is_choice { choose(inside, value, to) } else { put(inside, value, to) };
    }
    to.push_str(rest);
}

/// Writes one value; the text after it.
fn put<'a>(inside: &'a str, value: &mut dyn FnMut(&str, &mut String), to: &mut String) -> &'a str {
    let (name, after) = inside.split_once(END).unwrap_or((inside, ""));
    value(name, to);
    after
}

/// Writes the text of the case that fits; the text after the choice.
fn choose<'a>(inside: &'a str, value: &mut dyn FnMut(&str, &mut String), to: &mut String) -> &'a str {
    let (name, mut cases) = inside.split_once(CASE).unwrap_or((inside, ""));
    let mut by = String::new();
    value(name, &mut by);
    let mut is_written = false;
    loop {
        let (key, text) = cases.split_once(TEXT).unwrap_or((cases, ""));
        let end = end_of_case(text);
        let is_last = !text[end..].starts_with(CASE);
        if !is_written && (is_last || key == by || key == spoken::category(&by)) {
            fill(&text[..end], value, to);
            is_written = true;
        }
        cases = text.get(end + 1..).unwrap_or("");
        if is_last {
            return cases;
        }
    }
}

/// Where a case's text ends: at the next case, or at the end that belongs to no place within it.
fn end_of_case(text: &str) -> usize {
    let mut in_place = false;
    for (at, letter) in text.char_indices() {
        match letter {
            VALUE => in_place = true,
            END if in_place => in_place = false,
            END | CASE => return at,
            _ => {}
        }
    }
    text.len()
}

/// A message of a file, for a table.
#[macro_export]
macro_rules! message {
    ($file:ident.$name:ident) => {
        $crate::words::$file::$name
    };
}

/// The text of a message, with its values.
#[macro_export]
macro_rules! t {
    ($file:ident.$name:ident) => {
        $crate::words::$file::$name.text()
    };
    ($file:ident.$name:ident, $($value:ident = $of:expr),+ $(,)?) => {{
        const { assert!($crate::words::$file::$name.takes_only(&[$(stringify!($value)),+]), "this message takes other values") };
        $crate::words::$file::$name.fill(&[$((stringify!($value), &$of as &dyn ::std::fmt::Display)),+])
    }};
}

#[cfg(test)]
mod tests;
