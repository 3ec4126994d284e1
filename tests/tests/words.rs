//! What the page says lies in message files, none of it in the code.
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
const NAMES: [&str; 24] = [
    // Keys, as browsers report them.
    "Enter",
    "Escape",
    "Tab",
    "Space",
    "Esc",
    "Page Down, Page Up",
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

/// Signs of units, which are the same everywhere.
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
    text.starts_with(['.', '#', '-']) || text.contains("px") || text.starts_with("shardscope ") || text.contains("://")
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

#[test]
fn each_message_is_asked_for() {
    let base = root().join("web/src");
    let code: String = files(&base).iter().map(|file| fs::read_to_string(file).expect("readable")).collect();
    let words: std::collections::HashSet<&str> =
        code.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '.')).collect();
    let unasked: Vec<String> = english()
        .into_iter()
        // Those of settings are asked for by the settings' names (web/src/form/settings.rs has that test), titles of scenarios by
        // a macro.
        .filter(|message| message.file != "settings" && message.file != "runs")
        .map(|message| format!("{}.{}", message.file, message.name))
        .filter(|name| !words.contains(name.as_str()))
        .collect();
    assert!(unasked.is_empty(), "nobody asks for these messages:\n{}", unasked.join("\n"));
}
