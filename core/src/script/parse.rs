//! From text to a run.
use super::options::Options;
use super::who::{Who, last, numbered};
use super::{
    COMMANDS_MOST, LONGEST, Logged, SCRIPT_MOST, Script, ScriptError, VERSION, actors, drawing, faults, header,
};
use crate::api::{self, Service};
use crate::base::{Duration, nearest, quantity};
use crate::cli::{self, Mistake, Word, words};
use crate::client::Kind;
use crate::client::kcl::WorkerId;
use crate::client::settings::Unit;
use crate::kinesis::BranchId;
use crate::sim::{Command, Config};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

impl Script {
    /// Reads a script. Nothing is carried out: whether AWS would refuse a request shows when it is played.
    ///
    /// Errors: the first mistake, with its place.
    pub fn parse(text: &str) -> Result<Self, ScriptError> {
        let place = |line, column, reason: String| ScriptError { line, column, reason };
        if text.len() > SCRIPT_MOST {
            return Err(place(1, 1, format!("a script has {SCRIPT_MOST} characters at most")));
        }
        let mut reader = Reader::default();
        for (number, line) in text.lines().enumerate() {
            reader.line(line).map_err(|mistake| place(number + 1, mistake.column, mistake.reason))?;
        }
        if !reader.begun {
            return Err(place(1, 1, format!("expected 'shardscope {VERSION}' as the first line")));
        }
        let last =
            reader.script.commands.last().map_or(Duration::ZERO, |logged| Duration::from_micros(logged.at_micros));
        reader.script.until = reader.until.unwrap_or(last).max(last);
        Ok(reader.script)
    }
}

struct Reader {
    script: Script,
    begun: bool,
    until: Option<Duration>,
}

impl Default for Reader {
    fn default() -> Self {
        let (config, until) = (Config::default(), Duration::ZERO);
        let script = Script { title: String::new(), config, commands: Vec::new(), until };
        Self { script, begun: false, until: None }
    }
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), Mistake> {
        if line.trim_start().starts_with('#') {
            return Ok(());
        }
        let words = words(line)?;
        let Some(first) = words.first() else { return Ok(()) };
        if !self.begun {
            self.begun = true;
            return version(&words);
        }
        if let Some(late) = self.until {
            let after = quantity::duration_text(late);
            return Err(Mistake::at(first, format!("expected nothing after 'until {after}'")));
        }
        let end = line.chars().count() + 1;
        match first.text.as_str() {
            "at" => self.at(&words, end),
            "until" => {
                let word = words.get(1).ok_or(Mistake { column: end, reason: "expected a time".into() })?;
                self.until = Some(time(word)?);
                Ok(())
            }
            _ if self.script.commands.is_empty() && header::read(&mut self.script, &words)? => Ok(()),
            other => {
                let reason = format!(
                    "expected at, until, or before the first of them title, seed, epoch, account, shard-limit, streams-creating, lifecycle, \
                     short-polls-sampled or memory; found '{other}'"
                );
                Err(Mistake::at(first, reason))
            }
        }
    }

    fn at(&mut self, words: &[Word], end: usize) -> Result<(), Mistake> {
        let when = words.get(1).ok_or(Mistake { column: end, reason: "expected a time such as 20s".into() })?;
        let at = time(when)?;
        let before = self.script.commands.last().map_or(0, |logged| logged.at_micros);
        if at.as_micros() < before {
            let earlier = quantity::duration_text(Duration::from_micros(before));
            return Err(Mistake::at(when, format!("expected {earlier} or later: the lines are in the order of time")));
        }
        if self.script.commands.len() >= COMMANDS_MOST {
            return Err(Mistake::at(when, format!("a script has {COMMANDS_MOST} commands at most")));
        }
        let command = command(&words[2..], end)?;
        self.script.commands.push(Logged { at_micros: at.as_micros(), command });
        Ok(())
    }
}

fn version(words: &[Word]) -> Result<(), Mistake> {
    let expected = format!("expected 'shardscope {VERSION}' as the first line");
    match words {
        [name, number] if name.text == "shardscope" => match number.text.parse::<u32>() {
            Ok(1..=VERSION) => Ok(()),
            Ok(later @ 2..) => {
                let reason = format!("this script is of version {later}; this program knows versions up to {VERSION}");
                Err(Mistake::at(number, reason))
            }
            _ => Err(Mistake::at(number, expected)),
        },
        [first, ..] => Err(Mistake::at(first, expected)),
        [] => Err(Mistake { column: 1, reason: expected }),
    }
}

fn time(word: &Word) -> Result<Duration, Mistake> {
    let length = quantity::duration(&word.text).map_err(|reason| Mistake::at(word, reason))?;
    debug_assert!(length <= LONGEST);
    Ok(length)
}

/// Highest number of a branch.
const BRANCHES_MOST: u32 = 1_000_000;

const COMMANDS: &str = "aws, producer, reader, set-producer, set-reader, remove-producer, remove-reader, application, \
                        set-application, remove-application, add-worker, set-worker, stop-worker, lambda, set-lambda, remove-lambda, message-lambda, set-message-lambda, remove-message-lambda, lane, set-lane, remove-lane, draw, burst, fault, note or branch";

/// Reads a line of our own or of the AWS CLI, without its time.
///
/// Errors: the first mistake, with its column.
pub fn read_line(line: &str) -> Result<Command, Mistake> {
    command(&words(line)?, line.chars().count() + 1)
}

fn command(words: &[Word], end: usize) -> Result<Command, Mistake> {
    let who = Who::default();
    let command = of_whom(words, end, &who)?;
    Ok(who.of(command))
}

fn of_whom(words: &[Word], end: usize, who: &Who) -> Result<Command, Mistake> {
    let [first, rest @ ..] = words else {
        return Err(Mistake { column: end, reason: format!("expected {COMMANDS}") });
    };
    if let Some((verb, kind)) = actors::verb(&first.text) {
        return actors::read(verb, kind, rest, end, who);
    }
    match first.text.as_str() {
        "aws" => aws(words, end),
        "branch" => match last(rest, end)? {
            number @ ..=BRANCHES_MOST => Ok(Command::Branch(BranchId(number))),
            _ => Err(Mistake::at(&rest[0], format!("expected {BRANCHES_MOST} at most"))),
        },
        "burst" => burst(rest, end, who),
        "draw" => Ok(Command::Draw(drawing::draw(rest, end)?)),
        "add-worker" => Ok(Command::AddWorker(who.alone(Kind::Application, rest, end)?)),
        "stop-worker" => {
            let (id, rest) = who.first(Kind::Application, rest, end)?;
            Ok(Command::StopWorker(id, WorkerId(last(rest, end)?)))
        }
        "set-worker" => {
            let (application, rest) = who.first(Kind::Application, rest, end)?;
            let (worker, rest) = numbered(rest, end)?;
            let mut options = Options::of(rest)?;
            let per_cent = options.take("speed", |text| Unit::PerCent.read(text))?.unwrap_or(100);
            options.finish("--speed")?;
            Ok(Command::SetWorker { application, worker: WorkerId(worker), per_cent })
        }
        "fault" => faults::read(rest, end, who),
        "note" => match rest {
            [text] => Ok(Command::Note(text.text.clone())),
            [] => Err(Mistake { column: end, reason: "expected a text".into() }),
            [_, other, ..] => Err(Mistake::at(other, "expected one text in quotes")),
        },
        other => Err(Mistake::at(first, unknown(other))),
    }
}

/// Letters of a mistaken word that are said again.
const SAID_MOST: usize = 40;

/// What is said of a line that begins with a word of no line: the one that was meant, or where all are.
fn unknown(word: &str) -> String {
    if let Some(service) = Service::of_command(&word.to_ascii_lowercase()) {
        return format!("a command of {} begins with 'aws {}'", service.title(), service.command());
    }
    let verbs = COMMANDS.split([',', ' ']).filter(|verb| !["", "or"].contains(verb));
    let meant = nearest::hint(word, verbs);
    let word: String = word.chars().take(SAID_MOST).collect();
    match meant.is_empty() {
        true => format!("there is no command '{word}'; 'help' in the console lists all"),
        false => format!("there is no command '{word}'{meant}"),
    }
}

/// A line of the AWS CLI. What the service model refuses is a mistake here, with AWS's words; what the
/// service refuses shows when the line is carried out.
fn aws(words: &[Word], end: usize) -> Result<Command, Mistake> {
    let invocation = cli::parse_words(words, end)?;
    let first = &words[0];
    if invocation.query.is_some() || invocation.output != cli::Output::Json || invocation.max_items.is_some() {
        return Err(Mistake::at(first, "a script prints nothing: leave out --query, --output and --max-items"));
    }
    let operation = (invocation.service)
        .operation(invocation.operation)
        .ok_or_else(|| Mistake::at(first, format!("{} is not simulated", invocation.operation)))?;
    let call = api::of_body(invocation.service, operation, invocation.body)
        .map_err(|error| Mistake::at(first, format!("{error}")))?;
    if call.dry_run {
        return Err(Mistake::at(first, "a dry run changes nothing: leave it out"));
    }
    Ok(call.command)
}

fn burst(words: &[Word], end: usize, who: &Who) -> Result<Command, Mistake> {
    let (producer, options) = who.first(Kind::Producer, words, end)?;
    let mut options = Options::of(options)?;
    let factor = options.number("factor")?.unwrap_or(5);
    let length = options.take("for", quantity::duration)?.unwrap_or(Duration::from_secs(10));
    options.finish("--factor and --for")?;
    Ok(Command::Burst { producer, factor, length })
}
