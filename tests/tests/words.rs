//! What the page says lies in message files, none of it in the code.
use shardscope_core::client::{ActorSpec, Kind};
use shardscope_core::script::Script;
use shardscope_core::sim::Command;
use shardscope_messages::Message;
use shardscope_tests::structure::{Literal, files, literals};
use std::fs;
use std::path::{Path, PathBuf};

/// Sources whose texts are no words of the page, and what they are.
const NOT_OF_THE_PAGE: [(&str, &str); 10] = [
    ("remote/", "answers to programs"),
    ("player/aws.rs", "errors of the API"),
    ("terminal/calls.rs", "lines of a shell script"),
    ("terminal/own.rs", "lines of scripts"),
    ("terminal/shell.rs", "lines of a shell script"),
    ("terminal/cloudformation/", "a template"),
    ("/template.rs", "a template"),
    ("terminal/output.rs", "values as the AWS CLI prints them"),
    ("view/agreement.rs", "a test"),
    ("tests", "tests"),
];

/// Names that are the same in each language: products, keys, what AWS calls its operations and fields.
const NAMES: [&str; 21] = [
    // Keys, as browsers report them.
    "Enter",
    "Escape",
    "Tab",
    // Products.
    "Shardscope",
    "Kinesis",
    "SQS standard",
    "SQS FIFO",
    // CloudWatch's metrics and AWS's operations and fields.
    "Invocations",
    "Errors",
    "Throttles",
    "Subscribe",
    "Unsubscribe",
    "Protocol",
    "Endpoint",
    "Name",
    "Id",
    // Producers in scripts, a mark in notes of scripts, a class.
    "hot key",
    "hot key {partition_key}",
    "log file",
    "Here",
    "lane draws",
];

/// Signs of units and the name of a format, which are the same everywhere.
const UNITS: [&str; 9] = ["ms", "min", "KiB", "MiB", "GiB", "TiB", "rec", "px", "NDJSON"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lies in the workspace").to_path_buf()
}

fn english() -> Vec<Message> {
    shardscope_messages::read(&root().join("messages/en")).unwrap_or_else(|error| panic!("{error}"))
}

/// The sources of the page, without what is named above.
fn sources() -> Vec<(PathBuf, String)> {
    let base = root().join("web/src");
    let of = |path: PathBuf| {
        let place = path.strip_prefix(&base).expect("below it").to_path_buf();
        let name = place.display().to_string();
        let is_of_page = !NOT_OF_THE_PAGE.iter().any(|(part, _)| format!("/{name}").contains(part));
        is_of_page.then(|| (place, fs::read_to_string(&path).expect("readable")))
    };
    files(&base).into_iter().filter_map(of).collect()
}

/// Whether a text is said to people: a shown one with a word, or words one after another, or a capital and small letters.
fn is_said(literal: &Literal) -> bool {
    let text = without_places(&literal.text);
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 1).collect();
    let text = text.trim();
    if words.iter().all(|word| UNITS.contains(word))
        || NAMES.contains(&literal.text.trim())
        || is_code(text)
        || is_of_aws(text)
    {
        return false;
    }
    let parts =
        text.split_whitespace().filter(|part| part.chars().filter(|letter| letter.is_alphabetic()).count() > 1).count();
    let mut letters = text.chars();
    let is_title =
        letters.next().is_some_and(char::is_uppercase) && letters.all(|letter| letter.is_lowercase() || letter == '…');
    literal.is_shown || parts > 1 || is_title
}

/// Selectors, addresses, styles, lines of scripts.
fn is_code(text: &str) -> bool {
    [".", "#", "-", "(prefers-", "aws kinesis "].iter().any(|begin| text.starts_with(begin))
        || text.contains("px")
        || text.starts_with("shardscope ")
        || text.contains("://")
}

/// A name as AWS writes them: `PutRecord`, `CREATING`.
fn is_of_aws(text: &str) -> bool {
    let capitals = text.chars().filter(char::is_ascii_uppercase).count();
    capitals > 1
        && text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && text.chars().all(|of| of.is_ascii_alphanumeric())
}

/// A text without what stands in braces.
fn without_places(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = text.chars().filter(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

#[test]
fn no_word_of_the_page_is_in_its_code() {
    let all = sources().into_iter().flat_map(|(place, text)| literals(&place, &text));
    let said: Vec<String> = all
        .filter(is_said)
        .map(|literal| format!("web/src/{}:{}: {:?}", literal.file.display(), literal.line, literal.text))
        .collect();
    assert!(said.is_empty(), "these belong into messages/en:\n{}", said.join("\n"));
}

/// What no page says: the finder has to find it.
const PLANTED: &str = r##"
    const ROWS: [(&str, &str); 1] = [("a", "two words")];
    fn planted(number: u64) -> Html {
        let text = format!("{number} records lost");
        let class = if number > 1 { "card open" } else { "" };
        html! { <p class="one two" title="Title" {class}>{ "shown" }{ text }{ if number > 0 { "Later" } else { "" } }<b style="top:1px">{ "s" }</b></p> }
    }
    #[cfg(test)]
    mod tests { const TEXT: &str = "of a test"; }
"##;

#[test]
fn words_in_code_are_found() {
    let found = literals(Path::new("planted.rs"), PLANTED).into_iter().filter(is_said);
    let found: Vec<String> = found.map(|literal| literal.text).collect();
    assert_eq!(found, ["two words", "{number} records lost", "card open", "Title", "shown", "Later"]);
}

/// Every `t!(file.name` and `message!(file.name` of a source.
fn asked(code: &str) -> impl Iterator<Item = String> {
    let named = |rest: &str| -> String {
        rest.trim_start()
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || "_.".contains(*letter))
            .collect()
    };
    ["t!(", "message!("].into_iter().flat_map(move |ask| code.split(ask).skip(1).map(named).collect::<Vec<_>>())
}

#[test]
fn each_message_is_asked_for() {
    let base = root().join("web/src");
    let code: String = files(&base)
        .iter()
        .flat_map(|file| fs::read_to_string(file).expect("readable").lines().map(String::from).collect::<Vec<_>>())
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| line + "\n")
        .collect();
    let asked: std::collections::HashSet<String> = asked(&code).collect();
    // Titles of scenarios are asked for by a macro, with their names alone.
    let scenarios = fs::read_to_string(base.join("scenario.rs")).expect("readable");
    let by_macro = |name: &str| scenarios.contains(&format!("{name},")) || scenarios.contains(&format!("{name})"));
    let unasked: Vec<String> = english()
        .into_iter()
        .filter(|message| match message.file.as_str() {
            "settings" | "notes" => false,
            // The page is built with it.
            "language" if message.name == "name" => false,
            "runs" => !asked.contains(&format!("runs.{}", message.name)) && !by_macro(&message.name),
            _ => !asked.contains(&format!("{}.{}", message.file, message.name)),
        })
        .map(|message| format!("{}.{}", message.file, message.name))
        .collect();
    assert!(unasked.is_empty(), "nobody asks for these messages:\n{}", unasked.join("\n"));
}

#[test]
fn each_setting_has_its_words_and_no_word_is_left_over() {
    let settings = Kind::ALL.iter().flat_map(|kind| kind.listed().into_iter().map(move |of| (kind.word(), of.name)));
    let mut wanted: Vec<String> = settings
        .flat_map(|(kind, name)| [format!("{kind}-{name}"), format!("{kind}-{name}-help")])
        .map(|name| name.replace('-', "_"))
        .collect();
    wanted.sort();
    let there: Vec<String> =
        english().into_iter().filter(|message| message.file == "settings").map(|message| message.name).collect();
    assert_eq!(there, wanted);
}

#[test]
fn nouns_take_their_number() {
    let nouns: Vec<Message> = english().into_iter().filter(|message| message.file == "nouns").collect();
    assert!(nouns.len() > 20);
    for noun in nouns {
        assert_eq!(noun.takes, ["n"], "{}", noun.name);
    }
}

#[test]
fn every_language_says_everything_and_not_in_english() {
    let english = english();
    let languages = shardscope_messages::languages(&root()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(languages.iter().map(|of| of.code.as_str()).collect::<Vec<_>>(), ["de", "es"]);
    for language in languages {
        let pairs = english.iter().zip(&language.words.messages);
        let same: Vec<&str> = pairs
            .filter(|(of, own)| of.packed == **own && has_words(&of.packed, 5))
            .map(|(of, _)| of.packed.as_str())
            .collect();
        assert!(same.is_empty(), "{} says this in English:\n{}", language.code, same.join("\n"));
        assert!(language.titles.iter().any(|(_, english)| english == "Hot partition"), "{:?}", language.titles);
    }
}

/// Whether a text has so many words of small letters: names of metrics and operations are the same everywhere.
fn has_words(text: &str, least: usize) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(char::is_lowercase);
    text.split(' ').filter(is_word).count() >= least
}

#[test]
fn notes_of_the_runs_that_come_with_the_page_have_their_messages() {
    let folder = root().join("web/scenarios");
    let mut notes = std::collections::BTreeSet::new();
    for path in files_of(&folder).into_iter().chain(files_of(&folder.join("differs"))) {
        let script = Script::parse(&fs::read_to_string(&path).expect("readable")).expect("a scenario");
        notes.extend(script.commands.iter().filter_map(|logged| match &logged.command {
            Command::Note(note) => Some(note.clone()),
            Command::Add(ActorSpec::Lane(lane)) if !lane.note.is_empty() => Some(lane.note.clone()),
            _ => None,
        }));
    }
    let messages = english().into_iter().filter(|of| of.file == "notes").map(|of| of.packed).collect();
    assert_eq!(notes, messages);
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect()
}
