//! The settings of an actor as a form shows them.
use super::row::{Is, Unit};
use super::table::Described;
use alloc::string::String;
use alloc::vec::Vec;

/// A setting that can be changed while the actor is there, and its value now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// As it stands behind `--` in a line.
    pub name: &'static str,
    pub input: Input,
}

/// How a setting is put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A whole number from `least` to `most`; a line says it as [`Unit::text`] does.
    Number {
        value: u32,
        unit: Unit,
        least: u32,
        most: u32,
    },
    Flag(bool),
    /// A text, and what may stand there or examples of it; none where any text may.
    Choice {
        text: String,
        values: &'static [&'static str],
    },
}

/// The settings of `of` that can be changed and apply to it, in the order of the table.
pub fn form<S: Described>(of: &S) -> Vec<Field> {
    let rows = S::rows().iter().filter(|row| !row.fixed);
    let field = rows.filter_map(|row| {
        let input = match &row.is {
            Is::Number(number) => {
                let (least, most) = (number.bounds)(of);
                Input::Number { value: (number.get)(of)?, unit: number.unit, least, most }
            }
            Is::Flag(flag) => Input::Flag((flag.get)(of)),
            Is::Choice(choice) => Input::Choice { text: (choice.get)(of)?, values: choice.values },
        };
        Some(Field { name: row.name, input })
    });
    field.collect()
}
