//! The language that the page speaks: English, which it carries, or one that it has fetched.
use super::{ENGLISH, LANGUAGES, Language, TITLES};
use crate::t;
use shardscope_messages::Words;
use std::sync::OnceLock;

/// How a language writes numbers; the browser knows it (`Intl.NumberFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Between groups of three digits.
    pub group: char,
    /// Before the first decimal.
    pub decimal: char,
    /// Numbers of fewer digits are not grouped: `1234`, but `12.345` in Spanish.
    pub least: usize,
}

impl Numbers {
    pub const ENGLISH: Self = Self { group: ',', decimal: '.', least: 4 };
}

/// What the page says in a language other than English.
struct Spoken {
    language: &'static Language,
    words: Words,
    numbers: Numbers,
}

/// Set once, before anything is shown: another language is another start of the page.
static SPOKEN: OnceLock<Spoken> = OnceLock::new();

impl Language {
    /// The language that the page speaks.
    pub fn current() -> &'static Self {
        SPOKEN.get().map_or(&LANGUAGES[0], |spoken| spoken.language)
    }

    /// The one of a code of BCP 47, such as `de-AT`, by its language.
    pub fn of_code(code: &str) -> Option<&'static Self> {
        let language = code.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.iter().find(|of| of.code.eq_ignore_ascii_case(language))
    }

    /// From now on the page speaks this language: `text` is its file, `numbers` how it writes them. Errors: the file is not the one
    /// that this page was built with; or a language is spoken already.
    pub fn speak(&'static self, text: &str, numbers: Numbers) -> Result<(), String> {
        let words: Words = serde_json::from_str(text).map_err(|error| format!("{}: {error}", self.file))?;
        if words.messages.len() != ENGLISH.len() {
            return Err(t!(language.of_another_version, file = self.file));
        }
        SPOKEN.set(Spoken { language: self, words, numbers }).map_err(|_| t!(language.spoken_already).into())
    }
}

/// The text of a message of that number.
pub(super) fn text(at: u16) -> &'static str {
    let at = usize::from(at);
    SPOKEN.get().map_or(ENGLISH[at], |spoken| &spoken.words.messages[at])
}

/// How the page writes numbers.
pub fn numbers() -> &'static Numbers {
    SPOKEN.get().map_or(&Numbers::ENGLISH, |spoken| &spoken.numbers)
}

/// A story that comes with the page, in a language other than English.
pub fn story(name: &str) -> Option<&'static str> {
    SPOKEN.get()?.words.stories.get(name).map(String::as_str)
}

/// The English title of a run, story or lesson that comes with the page: a run keeps the title that it was begun with, whatever language is
/// spoken later. A title that is not known is what it is.
pub fn english_title(title: &str) -> &str {
    TITLES.iter().find(|(of, _)| *of == title).map_or(title, |(_, english)| english)
}

/// A note of a run that comes with the page, in the page's language.
pub fn note(english: &str) -> Option<&'static str> {
    super::notes::NAMED.iter().map(|(_, note)| *note).find(|note| note.english() == english).map(super::Plain::text)
}

/// The plural category of a number as it is written (CLDR's `one`, `many`, `other`): `one` is 1 itself in each language that there is, `many`
/// is for whole millions in Spanish.
pub(super) fn category(number: &str) -> &'static str {
    category_in(Language::current().code, numbers().group, number)
}

pub(super) fn category_in(language: &str, group: char, number: &str) -> &'static str {
    if number == "1" {
        return "one";
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_whole = number.chars().all(|of| of.is_ascii_digit() || of == group);
    if is_whole && digits.len() > 6 && digits.ends_with("000000") && language == "es" {
        return "many";
    }
    "other"
}
