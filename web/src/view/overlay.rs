//! What lies over the page or beside it: the console, calls, a file on its way in.
use crate::data::{Loaded, Peek};
use crate::terminal::Ran;
use std::rc::Rc;

/// Languages in which a call can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Cli,
    Python,
    JavaScript,
}

/// A line that was entered, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleLine {
    pub line: String,
    /// `None` while it runs.
    pub ran: Option<Ran>,
}

/// What the console shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConsoleView {
    pub open: bool,
    pub lines: Vec<ConsoleLine>,
}

/// A call, as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CallView {
    pub language: Language,
    pub text: String,
    /// Whether AWS has it: otherwise it is a line of our own, in one language only.
    pub is_aws: bool,
}

/// How far a file has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FileStage {
    #[default]
    None,
    Looking,
    Peeked(Rc<Peek>),
    Reading(f64),
    Loaded(Rc<Loaded>),
    Failed(String),
}

/// What the dialog shows of a file.
pub type FileView = FileStage;

/// What the share dialog shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShareView {
    pub link: Option<Result<String, String>>,
}
