//! A run as text: a line for each thing done, with its time in front.
//!
//! ```text
//! shardscope 1
//! seed 7
//! at 0s aws kinesis create-stream --stream-name gps --shard-count 5
//! at 30s producer trucks --stream-name gps --workload trucks --rate 1000
//! at 30s reader positions --stream-name gps
//! at 45s aws kinesis split-shard --stream-name gps --shard-to-split shardId-000000000002 --new-starting-hash-key …
//! until 2m
//! ```
//!
//! Lines of the AWS CLI for what AWS has, lines of our own for what it has not: producers, readers, bursts, faults,
//! notes. It is the save file, the share link, the test fixture and the bug report. [`Script::parse`] and
//! [`Script::print`] are inverse; a mistake has its line, its column and what was expected. Empty lines and lines that
//! begin with `#` say nothing.
mod actors;
mod drawing;
mod faults;
mod header;
mod options;
mod parse;
mod print;
mod who;

#[cfg(test)]
mod tests;

pub use crate::base::quantity::{LONGEST, duration, duration_text};
pub use parse::read_line;
pub use print::command_line;

use crate::base::Duration;
use crate::sim::{Command, Config};
use alloc::string::String;
use alloc::vec::Vec;

/// The version of the format that is written. Every version up to it can be read.
pub const VERSION: u32 = 1;
/// Most characters of a script.
pub const SCRIPT_MOST: usize = 256 << 20;
/// Most commands of a script.
pub const COMMANDS_MOST: usize = 10_000_000;

/// A command and when it was given, in microseconds after the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    pub at_micros: u64,
    pub command: Command,
}

/// A run: what it starts from, what is done and when, and up to where it has been played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// What people call it; 100 characters at most.
    pub title: String,
    pub config: Config,
    /// In the order of their times.
    pub commands: Vec<Logged>,
    pub until: Duration,
}

/// What is wrong with a script, and where; lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct ScriptError {
    pub line: usize,
    pub column: usize,
    pub reason: String,
}
