//! Command lines of the AWS CLI, and the same calls in other languages: one translation for every operation, by the
//! service model.
//!
//! Owns the way between a line such as `aws kinesis split-shard --stream-name trucks …` and an operation with a JSON
//! body. Blobs are read as version 2 of the CLI reads them: base64, unless `--cli-binary-format raw-in-base64-out` says
//! otherwise. Leaves to others: carrying a call out, `--query`, and how answers are printed.
mod names;
mod parse;
mod print;
mod shorthand;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use names::{kebab, option, pascal_of_kebab, snake};
pub use parse::{GLOBALS, Global, Invocation, Output, parse, parse_words};
pub use print::{boto3, javascript, line, quote};
pub use words::{Word, words};

use alloc::string::String;

/// Most characters of a command line: a PutRecords of 10 MiB in base64, and what is around it.
pub const LINE_MOST: usize = 32 << 20;

/// What is wrong with a line, and where: columns count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {reason}")]
pub struct Mistake {
    pub column: usize,
    pub reason: String,
}

impl Mistake {
    pub fn at(word: &Word, reason: impl Into<String>) -> Self {
        Self { column: word.column, reason: reason.into() }
    }
}
