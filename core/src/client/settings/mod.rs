//! What can be set of an actor: a row for each setting.
//!
//! A row says the name and form of a setting, its bounds, and how to read it from a description and write it there. Lines of
//! scripts, their completion and help, forms, checks and docs/SETTINGS.md go by the rows: a new setting is a field of the
//! description and a row here, and its bounds stand nowhere else.
mod application;
mod form;
mod function;
mod lane;
mod message_function;
mod producer;
mod reader;
mod row;
mod table;

pub use form::{Field, Input, form};
pub use row::{Choice, Flag, Is, Number, Row, Unit};
pub use table::{Described, Fault, Form, Listed, check, fields, find, listed, out_of_bounds, printed, proposals, set};
