//! The course: lessons beside the page, each fetched when it is opened.

/// Their names, in the order in which they are taught: `lessons/NAME.md`.
pub const LESSONS: &[&str] = &["hot-partition"];

#[cfg(test)]
mod tests;
