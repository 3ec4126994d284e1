//! Service models as data: which operations a service has, what their requests consist of, and within which bounds.
//!
//! Everything that is generic goes by it: the checks of a request, the translation of command lines, completion and help, and
//! the same call in other languages. A test compares them with the models that AWS's clients ship.
use super::ApiError;
use alloc::string::String;

/// A service, as its clients see it.
#[derive(Debug)]
pub struct Model {
    /// As command lines name it: `aws kinesis …`.
    pub command: &'static str,
    /// As people name it.
    pub title: &'static str,
    /// In front of an operation's name in `X-Amz-Target`. None where clients speak the query protocol.
    pub target: Option<&'static str>,
    /// The content types of requests and answers as JSON and as CBOR, as far as clients use them.
    pub json: Option<&'static str>,
    pub cbor: Option<&'static str>,
    /// How it speaks the query protocol, where clients do.
    pub query: Option<&'static Query>,
    /// The class of its clients in the SDK for JavaScript, and its package.
    pub client: (&'static str, &'static str),
    /// What is simulated of it.
    pub operations: &'static [Operation],
    /// What else it has.
    pub not_simulated: &'static [&'static str],
    pub checks: Checks,
}

/// How a service speaks the query protocol.
#[derive(Debug)]
pub struct Query {
    /// What a request says as its `Version`.
    pub version: &'static str,
    /// The namespace of its answers.
    pub namespace: &'static str,
    /// Members of answers that are maps; any other collection of names is a structure.
    pub maps: &'static [&'static str],
    /// Operations whose answers say that they have nothing to say; others leave the element out.
    pub empty_results: &'static [&'static str],
}

/// What is checked of a request before the service sees it, besides its types.
#[derive(Debug)]
pub enum Checks {
    /// The bounds of the model.
    Bounds,
    /// Only that members are there that must be: what a missing one is refused with, by its path.
    Presence(fn(String) -> ApiError),
}

/// An operation and the members of its request.
#[derive(Debug)]
pub struct Operation {
    pub name: &'static str,
    pub members: &'static [Member],
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    pub name: &'static str,
    pub shape: &'static Shape,
    pub required: bool,
}

/// What a value consists of. Bounds are inclusive; lengths are in characters, those of blobs in bytes.
#[derive(Debug)]
pub enum Shape {
    String { least: usize, most: usize, pattern: &'static Pattern },
    Enum(&'static [&'static str]),
    Integer { least: i64, most: i64 },
    Boolean,
    Blob { most: usize },
    Timestamp,
    List { of: &'static Shape, least: usize, most: usize },
    Map { key: &'static Shape, value: &'static Shape, least: usize, most: usize },
    Structure { name: &'static str, members: &'static [Member] },
}

/// A pattern of the model's strings.
#[derive(Debug)]
pub struct Pattern {
    /// As AWS's messages quote it.
    pub text: &'static str,
    /// What such a text is, as help says it; empty where the pattern says enough.
    pub about: &'static str,
    pub matches: fn(&str) -> bool,
}

/// Any text.
pub static ANY: Pattern = Pattern { text: ".*", about: "text", matches: |_| true };

/// A member that must be there.
pub const fn must(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, required: true }
}
/// A member that may be there.
pub const fn may(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, required: false }
}

impl Model {
    /// The operation of that name.
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|operation| operation.name == name)
    }
}

impl Operation {
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

/// `StreamName` as paths and messages have it: `streamName`.
pub(super) fn lower_camel(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}
