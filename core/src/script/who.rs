//! Who is meant by a line: by number or by name.
use crate::base::ActorId;
use crate::base::quantity::number;
use crate::cli::{Mistake, Word};
use crate::client::{Kind, Roll};
use crate::sim::Command;
use alloc::format;

/// Whom the lines of a script can mean: who was added before.
#[derive(Default)]
pub(super) struct Actors {
    next: u32,
    pub roll: Roll,
}

impl Actors {
    pub fn follow(&mut self, command: &Command) {
        match command {
            Command::Add(spec) => {
                self.roll.add(ActorId(self.next), spec.kind(), spec.name());
                self.next += 1;
            }
            Command::Set(id, spec) => self.roll.rename(*id, spec.name()),
            Command::Change(id, _, settings) => {
                let name = settings.iter().find(|(setting, _)| setting == "name");
                name.into_iter().for_each(|(_, name)| self.roll.rename(*id, name));
            }
            Command::Remove(_, id) => self.roll.remove(*id),
            // No other line makes or ends an actor.
            Command::Kinesis(_)
            | Command::Burst { .. }
            | Command::AddWorker(_)
            | Command::StopWorker(..)
            | Command::Fault(_)
            | Command::ForATime(..)
            | Command::SetWorker { .. }
            | Command::Draw(_)
            | Command::PauseZone(_)
            | Command::ResumeZone(_)
            | Command::Branch(_)
            | Command::Note(_)
            | Command::Sqs(_)
            | Command::Sns(_) => {}
        }
    }
}

/// Reads who is meant: a number, or a name.
pub(super) struct Who<'a> {
    pub roll: &'a Roll,
}

impl Who<'_> {
    /// The actor that stands first, and the words after it.
    pub fn first<'w>(&self, kind: Kind, words: &'w [Word], end: usize) -> Result<(ActorId, &'w [Word]), Mistake> {
        let [word, rest @ ..] = words else {
            return Err(Mistake { column: end, reason: format!("expected the name or number of a {}", kind.word()) });
        };
        let is_number = !word.text.is_empty() && word.text.bytes().all(|byte| byte.is_ascii_digit());
        let found = match is_number {
            true => number(&word.text).map(ActorId),
            false => self.roll.find(kind, &word.text),
        };
        Ok((found.map_err(|reason| Mistake::at(word, reason))?, rest))
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
