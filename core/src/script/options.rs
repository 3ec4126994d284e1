//! `--name value` of our own lines.
use crate::base::quantity::number;
use crate::cli::{Mistake, Word};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The options of a line, each to be taken once.
pub struct Options<'a> {
    given: Vec<(&'a Word, Option<&'a Word>)>,
}

impl<'a> Options<'a> {
    /// Takes words apart. Errors: what stands where an option should.
    pub fn of(words: &'a [Word]) -> Result<Self, Mistake> {
        Ok(Self { given: split(words, |_| false)? })
    }

    fn remove(&mut self, name: &str) -> Option<(&'a Word, Option<&'a Word>)> {
        let at = self.given.iter().position(|(word, _)| word.text.strip_prefix("--") == Some(name))?;
        Some(self.given.remove(at))
    }

    /// The value of an option, read by `read`, if it is there.
    pub fn take<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, Mistake> {
        let Some((_, Some(word))) = self.remove(name) else { return Ok(None) };
        read(&word.text).map(Some).map_err(|reason| Mistake::at(word, format!("--{name}: {reason}")))
    }

    pub fn number(&mut self, name: &str) -> Result<Option<u32>, Mistake> {
        self.take(name, number)
    }

    /// Errors: an option that nobody took.
    pub fn finish(self, known: &str) -> Result<(), Mistake> {
        match self.given.first() {
            None => Ok(()),
            Some((word, _)) => Err(Mistake::at(word, format!("unknown option '{}'; there are {known}", word.text))),
        }
    }
}

/// Takes words apart into options with their values. Errors: what stands where an option should, and options without a value.
pub fn split(words: &[Word], is_flag: impl Fn(&str) -> bool) -> Result<Vec<(&Word, Option<&Word>)>, Mistake> {
    let mut given: Vec<(&Word, Option<&Word>)> = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let Some(name) = word.text.strip_prefix("--") else {
            return Err(Mistake::at(word, format!("expected an option, found '{}'", word.text)));
        };
        if given.iter().any(|(other, _)| other.text == word.text) {
            return Err(Mistake::at(word, format!("'--{name}' is there twice")));
        }
        let value = match is_flag(name) {
            true => None,
            false => Some(words.next().ok_or_else(|| Mistake::at(word, format!("expected a value after --{name}")))?),
        };
        given.push((word, value));
    }
    Ok(given)
}
