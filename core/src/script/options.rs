//! `--name value` of our own lines.
use crate::cli::{Mistake, Word};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Display;
use core::str::FromStr;

/// The options of a line, each to be taken once.
pub struct Options<'a> {
    given: Vec<(&'a Word, Option<&'a Word>)>,
    /// The column after the last word.
    end: usize,
}

impl<'a> Options<'a> {
    /// Takes words apart. `flags` are the options without a value. Errors: what stands where an option should.
    pub fn of(words: &'a [Word], flags: &[&str], end: usize) -> Result<Self, Mistake> {
        let mut given: Vec<(&Word, Option<&Word>)> = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let Some(name) = word.text.strip_prefix("--") else {
                return Err(Mistake::at(word, format!("expected an option, found '{}'", word.text)));
            };
            if given.iter().any(|(other, _)| other.text == word.text) {
                return Err(Mistake::at(word, format!("'--{name}' is there twice")));
            }
            let value = match flags.contains(&name) {
                true => None,
                false => {
                    Some(words.next().ok_or_else(|| Mistake::at(word, format!("expected a value after --{name}")))?)
                }
            };
            given.push((word, value));
        }
        Ok(Self { given, end })
    }

    fn remove(&mut self, name: &str) -> Option<(&'a Word, Option<&'a Word>)> {
        let at = self.given.iter().position(|(word, _)| word.text.strip_prefix("--") == Some(name))?;
        Some(self.given.remove(at))
    }

    pub fn flag(&mut self, name: &str) -> bool {
        self.remove(name).is_some()
    }

    /// The value of an option, read by `read`, if it is there.
    pub fn take<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, Mistake> {
        let Some((_, Some(word))) = self.remove(name) else { return Ok(None) };
        read(&word.text).map(Some).map_err(|reason| Mistake::at(word, format!("--{name}: {reason}")))
    }

    pub fn text(&mut self, name: &str) -> Result<Option<String>, Mistake> {
        self.take(name, |text| Ok(text.into()))
    }

    pub fn number(&mut self, name: &str) -> Result<Option<u32>, Mistake> {
        self.take(name, number)
    }

    pub fn required(&mut self, name: &str) -> Result<String, Mistake> {
        let missing = Mistake { column: self.end, reason: format!("expected --{name}") };
        self.text(name)?.ok_or(missing)
    }

    /// Errors: an option that nobody took.
    pub fn finish(self, known: &str) -> Result<(), Mistake> {
        match self.given.first() {
            None => Ok(()),
            Some((word, _)) => Err(Mistake::at(word, format!("unknown option '{}'; there are {known}", word.text))),
        }
    }
}

/// A whole number. Errors: what was expected.
pub fn number<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("expected a whole number, found '{text}'"))
}

/// A number with up to two decimals, in hundredths (or with one, in tenths: `unit` is 100 or 10).
pub fn fraction(text: &str, unit: u32) -> Result<u32, String> {
    let wrong = || format!("expected a number such as 1.1, found '{text}'");
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let places = if unit == 100 { 2 } else { 1 };
    if part.is_empty() || part.len() > places || whole.len() > 6 {
        return Err(wrong());
    }
    let (whole, digits) = (whole.parse::<u32>().map_err(|_| wrong())?, part.parse::<u32>().map_err(|_| wrong())?);
    Ok(whole * unit + digits * 10_u32.pow((places - part.len()) as u32))
}

/// Hundredths or tenths as [`fraction`] reads them.
pub fn fraction_text(value: u32, unit: u32) -> String {
    let (whole, part) = (value / unit, value % unit);
    let places = if unit == 100 { 2 } else { 1 };
    if part == 0 { format!("{whole}") } else { format!("{whole}.{part:0places$}").trim_end_matches('0').into() }
}
