//! A line as a shell takes it apart: quotes and backslashes, and where each word stands.
use super::{LINE_MOST, Mistake};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A word and the column, from 1, of its first character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub column: usize,
}

/// Takes a line apart. Nothing is expanded: no variables, no wildcards, no pipes.
///
/// Errors: a quote that is not closed, a line of more than 16 MiB.
pub fn words(line: &str) -> Result<Vec<Word>, Mistake> {
    if line.len() > LINE_MOST {
        return Err(Mistake { column: 1, reason: format!("a line has {LINE_MOST} characters at most") });
    }
    let mut chars = line.chars().zip(1..).peekable();
    let mut words: Vec<Word> = Vec::new();
    let mut word: Option<Word> = None;
    while let Some((letter, column)) = chars.next() {
        let open = |word: &mut Option<Word>| {
            if word.is_none() {
                *word = Some(Word { text: String::new(), column });
            }
        };
        match letter {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            // What bash calls ANSI-C quoting: the way to say a line break in one line.
            '$' if chars.peek().is_some_and(|&(next, _)| next == '\'') => {
                open(&mut word);
                chars.next();
                let text = &mut word.as_mut().expect("opened").text;
                loop {
                    match chars.next() {
                        None => return Err(Mistake { column, reason: "this $' is not closed".into() }),
                        Some(('\'', _)) => break,
                        Some(('\\', at)) => text.push(escaped(&mut chars, at)?),
                        Some((other, _)) => text.push(other),
                    }
                }
            }
            '\'' | '"' => {
                open(&mut word);
                let text = &mut word.as_mut().expect("opened").text;
                loop {
                    match chars.next() {
                        None => {
                            let reason = format!("this {letter} is not closed");
                            return Err(Mistake { column, reason });
                        }
                        Some((end, _)) if end == letter => break,
                        // Within double quotes a backslash only stands before these.
                        Some(('\\', _)) if letter == '"' => match chars.next() {
                            Some((escaped @ ('"' | '\\' | '$' | '`'), _)) => text.push(escaped),
                            Some(('\n', _)) => {}
                            Some((other, _)) => text.extend(['\\', other]),
                            None => text.push('\\'),
                        },
                        Some((other, _)) => text.push(other),
                    }
                }
            }
            // A backslash at the end of a line goes on with the next line.
            '\\' if chars.peek().is_none_or(|&(next, _)| next == '\n') => {
                chars.next();
            }
            '\\' => {
                open(&mut word);
                let escaped = chars.next().map(|(escaped, _)| escaped);
                word.as_mut().expect("opened").text.extend(escaped);
            }
            other => {
                open(&mut word);
                word.as_mut().expect("opened").text.push(other);
            }
        }
    }
    words.extend(word);
    Ok(words)
}

/// What stands after a backslash in `$'…'`.
fn escaped(chars: &mut impl Iterator<Item = (char, usize)>, column: usize) -> Result<char, Mistake> {
    let wrong = || Mistake { column, reason: r"expected \n, \r, \t, \\, \' or \uXXXX".into() };
    match chars.next().ok_or_else(wrong)?.0 {
        'n' => Ok('\n'),
        'r' => Ok('\r'),
        't' => Ok('\t'),
        same @ ('\\' | '\'' | '"') => Ok(same),
        'u' => {
            let digits: String = chars.take(4).map(|(digit, _)| digit).collect();
            let code = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 4);
            code.and_then(char::from_u32).ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}
