//! Numbers of a run, and conditions over them: what lessons measure and ask for. docs/LESSONS.md has the grammar.
//!
//! | file | what it owns |
//! |---|---|
//! | [`query`] | a JMESPath, of a size that cannot hold the page up |
//! | [`number`] | a number, a condition, and what they are at a moment of a run |
//! | [`parse`] | from text to either |
//! | [`watch`] | the state of a run at some moments, as far as somebody asks for it |
//! | [`goals`] | what has to be true, for how long, and whether it has been |
//!
//! A number is a function of the run alone: it is the same whether the run was played, sought or loaded. Knows nothing of lessons
//! and of the page.
mod goals;
mod number;
mod parse;
mod query;
mod watch;

#[cfg(test)]
mod tests;

pub use goals::{Goal, Judge, Standing, When, stride};
pub use number::{Condition, Looks, Number, Op, Over, Sign};
pub use parse::{condition, is_label, number, split_at_last};
pub use query::{Query, select};
pub use watch::Watch;
