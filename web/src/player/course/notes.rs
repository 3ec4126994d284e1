//! What a run's notes keep of its story: the step it is in, the word, answers, hints, votes, codes that were counted. So they outlive a reload, and are in links and
//! saved runs.
use shardscope_core::script::Logged;
use shardscope_core::sim::Command;

const WORD: &str = "word: ";
const ANSWER: &str = "answer: ";
const HINT: &str = "hint: ";
const VOTES: &str = "votes: ";
const CODE: &str = "code: ";
/// Longest of what a note keeps of a code, in bytes: four letters, and the student's number.
const CODE_MOST: usize = 16;
/// Most votes for an answer.
pub const VOTES_MOST: u32 = 9_999;

/// What somebody predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The answer's place, from 0.
    pub choice: usize,
    /// How sure they were, from 1, guessing, to 3, certain; where a lesson asks for that.
    pub sure: Option<u8>,
}

/// How sure somebody may be.
pub const SUREST: u8 = 3;

pub fn note(logged: &Logged) -> Option<&str> {
    if let Command::Note(text) = &logged.command { Some(text) } else { None }
}

/// Whether a note keeps something of a story that nobody has to read.
pub fn keeps_a_word(note: &str) -> bool {
    let keeps = [answer(note).is_some(), hint(note).is_some(), votes(note).is_some(), code(note).is_some()];
    note.starts_with(WORD) || keeps.contains(&true)
}

/// The number of the step that a note is about.
pub fn number(note: &str) -> Option<usize> {
    note.split_once(" · ")?.0.parse().ok()
}

/// The word that a note keeps.
pub fn word(logged: &Logged) -> Option<&str> {
    note(logged)?.strip_prefix(WORD)
}

/// The answer that a note keeps.
pub fn answer(note: &str) -> Option<Prediction> {
    let text = note.strip_prefix(ANSWER)?;
    let (choice, sure) = text.split_once(", sure ").map_or((text, None), |(choice, sure)| (choice, Some(sure)));
    let sure = sure.map(|sure| sure.parse().ok().filter(|sure| (1..=SUREST).contains(sure)));
    let choice = choice.parse::<usize>().ok()?.checked_sub(1)?;
    // A note that says something else is one that somebody wrote.
    let is_read = sure != Some(None);
    is_read.then(|| Prediction { choice, sure: sure.flatten() })
}

/// How many hints a note says have been shown.
pub fn hint(note: &str) -> Option<usize> {
    note.strip_prefix(HINT)?.parse().ok()
}

/// How many of a class are for each answer, as a note says.
pub fn votes(note: &str) -> Option<Vec<u32>> {
    note.strip_prefix(VOTES)?.split(' ').map(|votes| votes.parse().ok().filter(|votes| *votes <= VOTES_MOST)).collect()
}

/// The code of somebody's answer that a note says was taken.
pub fn code(note: &str) -> Option<&str> {
    note.strip_prefix(CODE).filter(|code| code_fits(code))
}

/// Whether a note can keep such a code.
pub fn code_fits(code: &str) -> bool {
    code.len() <= CODE_MOST && code.bytes().all(|of| of.is_ascii_alphanumeric() || of == b'-')
}

pub fn of_code(code: &str) -> Command {
    Command::Note(format!("{CODE}{code}"))
}

pub fn of_votes(votes: &[u32]) -> Command {
    let votes: Vec<String> = votes.iter().map(u32::to_string).collect();
    Command::Note(format!("{VOTES}{}", votes.join(" ")))
}

pub fn of_word(word: &str) -> Command {
    Command::Note(format!("{WORD}{word}"))
}

pub fn of_answer(answer: Prediction) -> Command {
    let sure = answer.sure.map_or_else(String::new, |sure| format!(", sure {sure}"));
    Command::Note(format!("{ANSWER}{}{sure}", answer.choice + 1))
}

pub fn of_hint(shown: usize) -> Command {
    Command::Note(format!("{HINT}{shown}"))
}

pub fn of_step(place: usize, title: &str) -> Command {
    Command::Note(format!("{} · {title}", place + 1))
}
