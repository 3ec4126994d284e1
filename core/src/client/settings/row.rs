//! A row: one setting of one kind of actor.
use crate::base::Duration;
use crate::base::quantity::{duration, duration_text, fraction, fraction_text, number};
use alloc::format;
use alloc::string::{String, ToString};

/// A setting of what `S` describes.
pub struct Row<S: 'static> {
    /// As it stands behind `--` in a line.
    pub name: &'static str,
    /// Whether it stays as it is once the actor is there.
    pub fixed: bool,
    pub is: Is<S>,
}

/// What a setting consists of.
pub enum Is<S> {
    Number(Number<S>),
    Flag(Flag<S>),
    Choice(Choice<S>),
}

/// A whole number within bounds.
pub struct Number<S> {
    pub unit: Unit,
    /// Least and most, both allowed; they may depend on other settings.
    pub bounds: fn(&S) -> (u32, u32),
    /// Its name in a message of AWS that refuses it; empty for a message of ours.
    pub member: &'static str,
    /// `None` where the setting does not apply.
    pub get: fn(&S) -> Option<u32>,
    pub set: fn(&mut S, u32),
}

/// Something that is so or not: `--name`, or `--no-name`.
pub struct Flag<S> {
    pub get: fn(&S) -> bool,
    pub set: fn(&mut S, bool),
}

/// Words, or a text of a form of its own.
pub struct Choice<S> {
    /// What may stand there, or examples of it: `keys:`, `zipf:1.1`.
    pub values: &'static [&'static str],
    /// `None` where the setting does not apply.
    pub get: fn(&S) -> Option<String>,
    /// Errors: what was expected.
    pub set: fn(&mut S, &str) -> Result<(), String>,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// By itself: how many.
    Count,
    Bytes,
    PerSecond,
    /// Milliseconds, written as a length of time: `1.5s`.
    Millis,
    /// Microseconds, written as a length of time.
    Micros,
    /// Seconds, written as a length of time.
    Seconds,
    /// `150%`.
    PerCent,
    /// Thousandths, written in per cent: `0.5%`.
    PerMille,
}

impl Unit {
    /// Reads a number. Errors: what was expected.
    pub fn read(self, text: &str) -> Result<u32, String> {
        let of_time = |micros: u64, unit: &str| {
            let length = duration(text)?.as_micros();
            let whole = length.is_multiple_of(micros).then_some(length / micros);
            let number = whole.and_then(|number| u32::try_from(number).ok());
            number.ok_or_else(|| format!("expected whole {unit}, found '{text}'"))
        };
        match self {
            Self::Count | Self::Bytes | Self::PerSecond => number(text),
            Self::Millis => of_time(1_000, "milliseconds"),
            Self::Micros => of_time(1, "microseconds, an hour at most"),
            Self::Seconds => of_time(1_000_000, "seconds"),
            Self::PerCent => number(text.trim_end_matches('%')),
            Self::PerMille => {
                let share = text.strip_suffix('%');
                fraction(share.ok_or_else(|| format!("expected a share such as 0.5%, found '{text}'"))?, 10)
            }
        }
    }

    /// A number as [`read`](Self::read) reads it.
    pub fn text(self, value: u32) -> String {
        let time = |micros: u64| duration_text(Duration::from_micros(u64::from(value) * micros));
        match self {
            Self::Count | Self::Bytes | Self::PerSecond => value.to_string(),
            Self::Millis => time(1_000),
            Self::Micros => time(1),
            Self::Seconds => time(1_000_000),
            Self::PerCent => format!("{value}%"),
            Self::PerMille => format!("{}%", fraction_text(value, 10)),
        }
    }

    /// As it stands behind a number in a form, which shows the number alone.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Count => "",
            Self::Bytes => "bytes",
            Self::PerSecond => "/s",
            Self::Millis => "ms",
            Self::Micros => "µs",
            Self::Seconds => "s",
            Self::PerCent => "%",
            Self::PerMille => "‰",
        }
    }
}

impl<S> Row<S> {
    pub const fn number(
        name: &'static str,
        unit: Unit,
        bounds: fn(&S) -> (u32, u32),
        get: fn(&S) -> Option<u32>,
        set: fn(&mut S, u32),
    ) -> Self {
        Self { name, fixed: false, is: Is::Number(Number { unit, bounds, member: "", get, set }) }
    }

    pub const fn flag(name: &'static str, get: fn(&S) -> bool, set: fn(&mut S, bool)) -> Self {
        Self { name, fixed: false, is: Is::Flag(Flag { get, set }) }
    }

    pub const fn choice(
        name: &'static str,
        values: &'static [&'static str],
        get: fn(&S) -> Option<String>,
        set: fn(&mut S, &str) -> Result<(), String>,
    ) -> Self {
        Self { name, fixed: false, is: Is::Choice(Choice { values, get, set }) }
    }

    /// It stays as it is once the actor is there.
    pub const fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// As AWS names it in its refusals.
    pub const fn of_aws(mut self, member: &'static str) -> Self {
        if let Is::Number(number) = &mut self.is {
            number.member = member;
        }
        self
    }

    /// Its value as a line has it; `None` where it does not apply, and for a flag that is off.
    pub fn text(&self, of: &S) -> Option<String> {
        match &self.is {
            Is::Number(number) => (number.get)(of).map(|value| number.unit.text(value)),
            Is::Flag(flag) => (flag.get)(of).then(String::new),
            Is::Choice(choice) => (choice.get)(of),
        }
    }

    /// Whether it can be set, as the others are.
    pub fn applies(&self, to: &S) -> bool {
        match &self.is {
            Is::Number(number) => (number.get)(to).is_some(),
            Is::Flag(_) => true,
            Is::Choice(choice) => (choice.get)(to).is_some(),
        }
    }
}
