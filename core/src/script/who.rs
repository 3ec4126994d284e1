//! Who is meant by a line: by number or by name.
use crate::base::ActorId;
use crate::base::quantity::number;
use crate::cli::{Mistake, Word};
use crate::client::Kind;
use crate::sim::Command;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::cell::RefCell;

/// Reads who is meant: a number, or a name. Whom a name means shows when the line is carried out.
#[derive(Default)]
pub(super) struct Who {
    /// The name that was read.
    named: RefCell<Option<(Kind, String)>>,
}

impl Who {
    /// The actor that stands first, and the words after it.
    pub fn first<'w>(&self, kind: Kind, words: &'w [Word], end: usize) -> Result<(ActorId, &'w [Word]), Mistake> {
        let [word, rest @ ..] = words else {
            return Err(Mistake { column: end, reason: format!("expected the name or number of a {}", kind.word()) });
        };
        if !word.text.is_empty() && word.text.bytes().all(|byte| byte.is_ascii_digit()) {
            let id = number(&word.text).map_err(|reason| Mistake::at(word, reason))?;
            return Ok((ActorId(id), rest));
        }
        self.named.replace(Some((kind, word.text.clone())));
        Ok((ActorId::default(), rest))
    }

    /// The command that was read, of whom it means.
    pub fn of(self, command: Command) -> Command {
        match self.named.into_inner() {
            Some((kind, name)) => Command::ByName(kind, name, Box::new(command)),
            None => command,
        }
    }

    /// The actor with nothing after it.
    pub fn alone(&self, kind: Kind, words: &[Word], end: usize) -> Result<ActorId, Mistake> {
        match self.first(kind, words, end)? {
            (id, []) => Ok(id),
            (_, [other, ..]) => Err(nothing_more(other)),
        }
    }
}

fn nothing_more(other: &Word) -> Mistake {
    Mistake::at(other, format!("expected nothing more, found '{}'", other.text))
}

pub(super) fn numbered(words: &[Word], end: usize) -> Result<(u32, &[Word]), Mistake> {
    let [number, rest @ ..] = words else { return Err(Mistake { column: end, reason: "expected a number".into() }) };
    let number = crate::base::quantity::number(&number.text).map_err(|reason| Mistake::at(number, reason))?;
    Ok((number, rest))
}

/// A number with nothing after it.
pub(super) fn last(words: &[Word], end: usize) -> Result<u32, Mistake> {
    match numbered(words, end)? {
        (number, []) => Ok(number),
        (_, [other, ..]) => Err(nothing_more(other)),
    }
}
