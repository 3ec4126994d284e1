//! What all tables of settings can do.
use super::row::{Is, Row};
use crate::base::nearest;
use crate::client::InvalidSpec;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A description of an actor with a table of settings.
pub trait Described: Clone + PartialEq + 'static {
    /// With the default of everything, and nothing that has to be said.
    fn unnamed() -> Self;
    /// In the order in which they are read: one that decides the default of another comes before it.
    fn rows() -> &'static [Row<Self>];
    /// What has to be said and was not: as a line would say it.
    fn missing(&self) -> Option<&'static str>;
    /// Errors: the first value that is out of bounds, or does not go with the others.
    fn validate(&self) -> Result<(), InvalidSpec>;
}

/// Why a setting cannot be what somebody wants it to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// With the option that was meant, or all there are.
    #[error("unknown option '--{0}'; {1}")]
    Unknown(String, String),
    /// The others do not leave room for it: an option of the library's on a producer that does not use it.
    #[error("'--{0}' does not go with the other options")]
    DoesNotApply(&'static str),
    #[error("--{0}: {1}")]
    Value(&'static str, String),
}

/// The row that an option's name stands for, and whether it is one of `--no-name`.
pub fn find<S: Described>(name: &str) -> Option<(&'static Row<S>, bool)> {
    let row = |name: &str| S::rows().iter().find(|row| row.name == name);
    match (row(name), name.strip_prefix("no-").and_then(row)) {
        (Some(row), _) => Some((row, false)),
        (None, Some(row)) if matches!(row.is, Is::Flag(_)) => Some((row, true)),
        (None, _) => None,
    }
}

/// Sets one thing. Errors: [`Fault`]; the description is then as it was.
pub fn set<S: Described>(of: &mut S, name: &str, value: &str) -> Result<(), Fault> {
    let Some((row, negated)) = find::<S>(name) else {
        let names: Vec<String> = S::rows().iter().map(|row| format!("--{}", row.name)).collect();
        let meant = nearest::nearest(name, &names).map(|meant| format!("is it {meant}?"));
        return Err(Fault::Unknown(name.into(), meant.unwrap_or_else(|| format!("there are {}", names.join(", ")))));
    };
    if !row.applies(of) {
        return Err(Fault::DoesNotApply(row.name));
    }
    match &row.is {
        Is::Number(number) => {
            let value = number.unit.read(value).map_err(|reason| Fault::Value(row.name, reason))?;
            (number.set)(of, value);
        }
        Is::Flag(flag) => (flag.set)(of, !negated),
        Is::Choice(choice) => (choice.set)(of, value).map_err(|reason| Fault::Value(row.name, reason))?,
    }
    Ok(())
}

/// The options that make `of` out of `from`: what differs, in the order of the table, `no-name` for a flag that is off. What
/// a setting brings along by default is not said again.
pub fn printed<S: Described>(from: &S, of: &S) -> Vec<(String, String)> {
    let (mut now, mut options) = (from.clone(), Vec::new());
    for row in S::rows() {
        match &row.is {
            Is::Flag(flag) => {
                let wanted = (flag.get)(of);
                if wanted != (flag.get)(&now) {
                    (flag.set)(&mut now, wanted);
                    let no = if wanted { "" } else { "no-" };
                    options.push((format!("{no}{}", row.name), String::new()));
                }
            }
            Is::Number(_) | Is::Choice(_) => {
                let Some(text) = row.text(of).filter(|text| row.text(&now).as_ref() != Some(text)) else { continue };
                if set(&mut now, row.name, &text).is_ok() {
                    options.push((row.name.to_string(), text));
                }
            }
        }
    }
    options
}

/// Checks the bounds of all numbers. Errors: the first that is outside.
pub fn check<S: Described>(of: &S) -> Result<(), InvalidSpec> {
    for row in S::rows() {
        let Is::Number(number) = &row.is else { continue };
        let Some(value) = (number.get)(of) else { continue };
        let (least, most) = (number.bounds)(of);
        if !(least..=most).contains(&value) {
            return Err(InvalidSpec::new(row.name, out_of_bounds(number.member, value, least, most)));
        }
    }
    Ok(())
}

/// Why a number is refused: in AWS's words, where it has a name for it.
pub fn out_of_bounds(member: &str, value: u32, least: u32, most: u32) -> String {
    if member.is_empty() {
        return format!("{value} is not between {least} and {most}");
    }
    let constraint = match value {
        value if value < least => format!("greater than or equal to {least}"),
        _ => format!("less than or equal to {most}"),
    };
    format!(
        "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have value \
         {constraint}"
    )
}

/// Names of what stays as it is and differs nevertheless.
pub fn fields<S: Described>(one: &S, other: &S) -> Vec<&'static str> {
    let differs = |row: &&Row<S>| row.fixed && row.text(one) != row.text(other);
    S::rows().iter().filter(differs).map(|row| row.name).collect()
}

/// The names of the settings, each with what may stand there; nothing for a flag, and for what cannot be proposed.
pub fn proposals<S: Described>() -> Vec<(&'static str, Vec<String>)> {
    let of = |row: &'static Row<S>| match &row.is {
        Is::Choice(choice) => (row.name, choice.values.iter().map(|value| (*value).to_string()).collect()),
        // A plain number needs no example.
        Is::Number(number) => {
            let usual = (number.get)(&S::unnamed()).unwrap_or_else(|| (number.bounds)(&S::unnamed()).0);
            let text = number.unit.text(usual);
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
            (row.name, if is_plain { Vec::new() } else { alloc::vec![text] })
        }
        Is::Flag(_) => (row.name, Vec::new()),
    };
    S::rows().iter().map(of).collect()
}

/// A setting as help and documents list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// As it stands behind `--` in a line.
    pub name: &'static str,
    pub form: Form,
    /// Its value where nothing is said; `None` where it has none, and of a flag that is off.
    pub default: Option<String>,
    /// Whether it stays as it is once the actor is there.
    pub fixed: bool,
}

/// What may stand behind an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Flag,
    Text,
    /// One of these, or examples.
    Words(&'static [&'static str]),
    /// From one to another, as a line has them: `0` to `1000000`, `1s` to `15m`.
    Range(String, String),
}

fn form<S: Described>(row: &Row<S>) -> Form {
    match &row.is {
        Is::Flag(_) => Form::Flag,
        Is::Choice(choice) if choice.values.is_empty() || choice.values[0].starts_with('{') => Form::Text,
        Is::Choice(choice) => Form::Words(choice.values),
        Is::Number(number) => {
            let (least, most) = (number.bounds)(&S::unnamed());
            Form::Range(number.unit.text(least), number.unit.text(most))
        }
    }
}

/// All settings, in the order of the table.
pub fn listed<S: Described>() -> Vec<Listed> {
    let of = |row: &'static Row<S>| {
        let default = row.text(&S::unnamed()).filter(|text| !text.is_empty());
        Listed { name: row.name, form: form(row), default, fixed: row.fixed }
    };
    S::rows().iter().map(of).collect()
}
