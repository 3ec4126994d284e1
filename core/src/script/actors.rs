//! Actors as lines: `producer trucks --stream-name gps --rate 1000`, `set-producer trucks --rate 2000`, `remove-producer trucks`.
use super::who::Who;
use crate::cli::{Mistake, Word, quote};
use crate::client::settings::Fault;
use crate::client::{ActorSpec, Kind, Setting};
use crate::sim::Command;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// An option with its value, both as they stand in the line.
type Given<'a> = Vec<(&'a Word, Option<&'a Word>)>;

/// The kind and the verb of a line's first word: `set-producer` is "set" of a producer.
pub fn verb(first: &str) -> Option<(&'static str, Kind)> {
    let kind = |word: &str| Kind::ALL.iter().copied().find(|kind| kind.word() == word);
    let of = |verb: &'static str| Some((verb, kind(first.strip_prefix(verb)?.strip_prefix('-')?)?));
    kind(first).map(|kind| ("add", kind)).or_else(|| of("set")).or_else(|| of("remove"))
}

pub fn read(verb: &str, kind: Kind, words: &[Word], end: usize, who: &Who) -> Result<Command, Mistake> {
    match verb {
        "add" => add(kind, words, end),
        "set" => set(kind, words, end, who),
        _ => Ok(Command::Remove(kind, who.alone(kind, words, end)?)),
    }
}

fn add(kind: Kind, words: &[Word], end: usize) -> Result<Command, Mistake> {
    let (name, options) = match words {
        [name, options @ ..] if !name.text.starts_with("--") => (name, options),
        [other, ..] => return Err(Mistake::at(other, format!("expected a name, found '{}'", other.text))),
        [] => return Err(Mistake { column: end, reason: "expected a name".into() }),
    };
    let spec = whole(kind, Some(&name.text), ordered(kind, given(kind, options)?), end)?;
    Ok(Command::Add(spec))
}

/// A line that says where the actor belongs says all of it: what it leaves out is as usual. Any other changes what it names.
fn set(kind: Kind, words: &[Word], end: usize, who: &Who) -> Result<Command, Mistake> {
    let (id, options) = who.first(kind, words, end)?;
    let given = ordered(kind, given(kind, options)?);
    let says_all = |(word, _): &(&Word, _)| ["--stream-name", "--queue-name", "--topic-name"].contains(&&*word.text);
    if given.iter().any(says_all) {
        let spec = whole(kind, None, given, end)?;
        let named = (!spec.name().is_empty()).then_some(spec);
        let reason = "expected --name: a line that says where it belongs says all of it".into();
        return Ok(Command::Set(id, named.ok_or(Mistake { column: end, reason })?));
    }
    let mut settings = Vec::new();
    for (option, value) in given {
        let name = option.text.trim_start_matches("--");
        let value = value.map_or("", |word| &word.text);
        check(kind, option, name, value)?;
        settings.push((name.to_string(), value.to_string()));
    }
    if settings.is_empty() {
        return Err(Mistake { column: end, reason: "expected an option to change, such as --rate 900".into() });
    }
    Ok(Command::Change(id, kind, settings))
}

/// Whether a value can be read. Whether it goes with the actor's other settings shows when it is changed.
fn check(kind: Kind, option: &Word, name: &str, value: &str) -> Result<(), Mistake> {
    match kind.unnamed().set(name, value) {
        Ok(()) | Err(Fault::DoesNotApply(_)) => Ok(()),
        Err(fault) => Err(Mistake::at(option, fault.to_string())),
    }
}

fn given(kind: Kind, words: &[Word]) -> Result<Given<'_>, Mistake> {
    super::options::split(words, |name| kind.is_flag(name))
}

/// Options in the order of the table: one that decides what another begins with comes before it.
fn ordered(kind: Kind, mut given: Given<'_>) -> Given<'_> {
    let known: Vec<&str> = kind.options().into_iter().map(|(name, _)| name).collect();
    given.sort_by_key(|(option, _)| {
        let name = option.text.trim_start_matches("--");
        known.iter().position(|of| *of == name || name.strip_prefix("no-") == Some(of))
    });
    given
}

/// An actor by its options.
fn whole(kind: Kind, name: Option<&str>, given: Given<'_>, end: usize) -> Result<ActorSpec, Mistake> {
    let mut spec = kind.unnamed();
    if let Some(name) = name {
        // A name is any text.
        let _ = spec.set("name", name);
    }
    for (option, value) in given {
        let value_text = value.map_or("", |word| &word.text);
        let set = spec.set(option.text.trim_start_matches("--"), value_text);
        set.map_err(|fault| {
            let at = if let Fault::Value(..) = fault { value.unwrap_or(option) } else { option };
            Mistake::at(at, fault.to_string())
        })?;
    }
    match spec.missing() {
        Some(reason) => Err(Mistake { column: end, reason: reason.into() }),
        None => Ok(spec),
    }
}

/// A new actor as a line.
pub fn add_text(spec: &ActorSpec) -> String {
    let name = spec.name();
    let mut usual = spec.kind().unnamed();
    let leads = !name.starts_with("--");
    if leads {
        let _ = usual.set("name", name);
    }
    let name = if leads { quote(name) } else { "-".into() };
    format!("{} {name}{}", spec.kind().word(), options(&spec.settings(&usual)))
}

/// All of an actor that is there, as a line.
pub fn set_text(who: &str, spec: &ActorSpec) -> String {
    format!("set-{} {}{}", spec.kind().word(), who, options(&spec.settings(&spec.kind().unnamed())))
}

/// What is changed of one, as a line.
pub fn change_text(who: &str, kind: Kind, settings: &[Setting]) -> String {
    format!("set-{} {who}{}", kind.word(), options(settings))
}

fn options(settings: &[Setting]) -> String {
    let option = |(name, value): &Setting| match value.is_empty() && !NAMES.contains(&&**name) {
        true => format!(" --{name}"),
        false => format!(" --{name} {}", quote(value)),
    };
    settings.iter().map(option).collect()
}

/// Settings whose value may be an empty text.
const NAMES: [&str; 2] = ["name", "note"];
