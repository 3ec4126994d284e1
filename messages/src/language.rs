//! A language other than English, as the page fetches it.
use crate::{Error, Message, read};
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The language of the code's own order, and of everything that another language does not have.
pub const ENGLISH: &str = "en";

/// What the page fetches of a language, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Packed, in the order of the English ones.
    pub messages: Vec<String>,
    /// Stories by name.
    pub stories: BTreeMap<String, String>,
}

/// All that the page says in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its code of BCP 47: `de`.
    pub code: String,
    /// What it calls itself: `Deutsch`.
    pub name: String,
    pub words: Words,
    /// Titles of stories, lessons and runs, with the English ones.
    pub titles: Vec<(String, String)>,
}

impl Language {
    /// Reads a language's messages, and its stories and lessons below `web`. Errors: something that English has is not there, takes
    /// other values, or is not in English.
    pub fn read(root: &Path, code: &str) -> Result<Self, Error> {
        let english = read(&root.join("messages").join(ENGLISH))?;
        let own = read(&root.join("messages").join(code))?;
        compare(code, &english, &own)?;
        let name = own.iter().find(|of| of.file == "language" && of.name == "name");
        let name = name.map(|of| of.packed.clone()).unwrap_or_default();
        let mut titles: Vec<_> = own
            .iter()
            .zip(&english)
            .filter(|(of, _)| of.file == "runs" && !of.name.ends_with("_about"))
            .map(packed)
            .collect();
        let messages = own.into_iter().map(|of| of.packed).collect();
        let (web, mut stories) = (root.join("web"), BTreeMap::new());
        for (story, text, other) in translated(&web.join("stories"), code)? {
            titles.push((title(&text), title(&other)));
            stories.insert(story, text);
        }
        titles
            .extend(translated(&web.join("lessons"), code)?.iter().map(|(_, text, other)| (title(text), title(other))));
        Ok(Self { code: code.into(), name, words: Words { messages, stories }, titles })
    }

    /// Where its words lie beside the page, and they themselves: others have another name, so that no browser shows old ones.
    pub fn file(&self) -> (String, String) {
        let text = serde_json::to_string(&self.words).expect("texts by their names are JSON");
        let hash: String = Md5::digest(&text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        (format!("languages/{}-{hash}.json", self.code), text)
    }
}

/// The languages that there are besides English, by code.
pub fn languages(root: &Path) -> Result<Vec<Language>, Error> {
    let folder = root.join("messages");
    let broken = |why| broken(&folder, why);
    let mut codes = Vec::new();
    for entry in fs::read_dir(&folder).map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let code = entry.file_name().to_string_lossy().into_owned();
        if code.len() == 2 && code != ENGLISH && entry.path().is_dir() {
            codes.push(code);
        }
    }
    codes.sort();
    codes.iter().map(|code| Language::read(root, code)).collect()
}

fn packed((own, english): (&Message, &Message)) -> (String, String) {
    (own.packed.clone(), english.packed.clone())
}

/// What a language's messages lack beside the English ones, or have too much. Both are in the order of file and name.
fn compare(code: &str, english: &[Message], own: &[Message]) -> Result<(), Error> {
    let key = |of: &Message| (of.file.clone(), of.name.clone());
    let named = |of: &Message| format!("{code}/{}.ftl: {}", of.file, of.name.replace('_', "-"));
    let wrong = |of: &Message, why: &str| Err(Error { file: named(of), why: why.into() });
    if let Some(of) = english.iter().find(|of| own.binary_search_by_key(&key(of), key).is_err()) {
        return wrong(of, "it is missing");
    }
    if let Some(of) = own.iter().find(|of| english.binary_search_by_key(&key(of), key).is_err()) {
        return wrong(of, "it is not in English");
    }
    match english.iter().zip(own).find(|(english, own)| english.takes != own.takes) {
        None => Ok(()),
        Some((english, own)) => wrong(own, &format!("it takes {:?}, in English {:?}", own.takes, english.takes)),
    }
}

/// Stories of a folder in a language: name, text and English text, by name. Errors: one of them is in one language only.
fn translated(folder: &Path, code: &str) -> Result<Vec<(String, String, String)>, Error> {
    let (english, own) = (stories(folder)?, stories(&folder.join(code))?);
    if let Some(alone) = english.iter().chain(&own).find(|(name, _)| {
        let is_in = |of: &[(String, String)]| of.iter().any(|(other, _)| other == name);
        !(is_in(&english) && is_in(&own))
    }) {
        return Err(Error {
            file: format!("{}/{code}/{}.md", folder.display(), alone.0),
            why: "it is in one language only".into(),
        });
    }
    Ok(own.into_iter().zip(english).map(|((name, text), (_, other))| (name, text, other)).collect())
}

fn stories(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let broken = |why| broken(folder, why);
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(broken)? {
        let path = entry.map_err(broken)?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            all.push((name, fs::read_to_string(&path).map_err(broken)?));
        }
    }
    all.sort();
    Ok(all)
}

fn title(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_start_matches("# ").into()
}

fn broken(folder: &Path, why: std::io::Error) -> Error {
    Error { file: folder.display().to_string(), why: why.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn what_a_language_lacks_or_has_too_much_is_named() {
        let english = parse("stream", "a = A\nb = B { $x }").unwrap();
        let said =
            |text: &str| compare("de", &english, &parse("stream", text).unwrap()).map_err(|error| error.to_string());
        assert_eq!(said("b = { $x } B\na = A"), Ok(()));
        assert_eq!(said("a = A"), Err("de/stream.ftl: b: it is missing".into()));
        assert_eq!(said("a = A\nb = B { $x }\nc = C"), Err("de/stream.ftl: c: it is not in English".into()));
        let other = said("a = A\nb = B { $y }").unwrap_err();
        assert_eq!(other, "de/stream.ftl: b: it takes [\"y\"], in English [\"x\"]");
    }
}
