//! From a command line to an operation with its body, by the service model.
use super::{Mistake, Word, kebab, option, pascal_of_kebab, value, words};
use crate::api::Service;
use crate::base::nearest;
use crate::wire::Value;
use crate::wire::{Member, Operation, Shape};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// How an answer is to be printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Output {
    #[default]
    Json,
    Table,
    Text,
}

/// A command line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    pub service: Service,
    pub operation: &'static str,
    pub body: Value<'static>,
    /// A JMESPath for the answer.
    pub query: Option<String>,
    pub output: Output,
    /// Whether further pages are asked for, as the CLI does unless told not to.
    pub paginate: bool,
    pub max_items: Option<u32>,
}

/// An option of every command: its name, whether a value follows, and what it does.
#[derive(Debug)]
pub struct Global {
    pub name: &'static str,
    pub takes_value: bool,
    pub about: &'static str,
}

const fn global(name: &'static str, takes_value: bool, about: &'static str) -> Global {
    Global { name, takes_value, about }
}

/// The options of every command.
pub static GLOBALS: &[Global] = &[
    global("query", true, "a JMESPath that picks from the answer"),
    global("output", true, "json, table or text"),
    global("cli-input-json", true, "the whole request as JSON"),
    global("cli-binary-format", true, "base64 (default) or raw-in-base64-out"),
    global("max-items", true, "items of a list to print, over all pages"),
    global("no-paginate", false, "the first page only"),
    global("region", true, "us-east-1: the simulator is one region"),
    global("profile", true, "ignored"),
    global("endpoint-url", true, "ignored"),
    global("color", true, "ignored"),
    global("no-cli-pager", false, "ignored"),
    global("no-sign-request", false, "ignored"),
    global("debug", false, "ignored"),
];

/// Reads `aws kinesis …` and `aws sqs …`. Errors: where, and what was expected.
pub fn parse(line: &str) -> Result<Invocation, Mistake> {
    let words = words(line)?;
    parse_words(&words, line.chars().count() + 1)
}

/// The same from words; `end` is the column after the last of them.
pub fn parse_words(words: &[Word], end: usize) -> Result<Invocation, Mistake> {
    let mut reader = Reader { words, at: 0, end, read: Read::default() };
    reader.expect("aws")?;
    reader.globals()?;
    let service = reader.service()?;
    reader.globals()?;
    let operation = reader.operation(service)?;
    reader.options(operation)?;
    reader.finish(service, operation)
}

/// What has been read of a line.
#[derive(Default)]
struct Read {
    /// Each option with the words that follow it.
    options: Vec<(usize, &'static Member, Given)>,
    globals: Vec<(&'static str, Word)>,
}

enum Given {
    Words(Vec<Word>),
    Flag(bool),
}

struct Reader<'a> {
    words: &'a [Word],
    at: usize,
    end: usize,
    read: Read,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn missing(&self, what: &str) -> Mistake {
        Mistake { column: self.end, reason: format!("expected {what}") }
    }

    fn expect(&mut self, word: &str) -> Result<(), Mistake> {
        match self.peek() {
            Some(found) if found.text == word => {
                self.at += 1;
                Ok(())
            }
            Some(found) => Err(Mistake::at(found, format!("expected '{word}', found '{}'", found.text))),
            None => Err(self.missing(&format!("'{word}'"))),
        }
    }

    fn service(&mut self) -> Result<Service, Mistake> {
        let names =
            Service::ALL.iter().map(|service| format!("'{}'", service.command())).collect::<Vec<_>>().join(", ");
        let Some(found) = self.peek() else { return Err(self.missing(&names)) };
        let service = Service::of_command(&found.text).ok_or_else(|| {
            let meant = nearest::hint(&found.text, Service::ALL.iter().map(|service| service.command()));
            Mistake::at(found, format!("expected {names}, found '{}'{meant}", found.text))
        })?;
        self.at += 1;
        Ok(service)
    }

    fn operation(&mut self, service: Service) -> Result<&'static Operation, Mistake> {
        let Some(found) = self.peek() else {
            let example = if service == Service::Kinesis { "list-streams" } else { "list-queues" };
            return Err(self.missing(&format!("a command, such as {example}")));
        };
        let title = service.title();
        let reason = match pascal_of_kebab(service, &found.text) {
            Some(name) => match service.operation(name) {
                Some(operation) => {
                    self.at += 1;
                    return Ok(operation);
                }
                None => format!("'{}' is a command of {title} that this simulator does not model", found.text),
            },
            None if found.text == "wait" => "'wait' is not simulated: let time pass instead".into(),
            None => format!("expected a command of {title}, found '{}'{}", found.text, meant(service, &found.text)),
        };
        Err(Mistake::at(found, reason))
    }

    /// Options of every command, where such stand.
    fn globals(&mut self) -> Result<(), Mistake> {
        while self.global()? {}
        Ok(())
    }

    fn global(&mut self) -> Result<bool, Mistake> {
        let Some(word) = self.peek().cloned() else { return Ok(false) };
        let Some(name) = word.text.strip_prefix("--") else { return Ok(false) };
        let (name, inline) = split_value(name);
        let Some(global) = GLOBALS.iter().find(|global| global.name == name) else { return Ok(false) };
        self.at += 1;
        let value = match (global.takes_value, inline) {
            (true, Some(inline)) => Word { text: inline.into(), column: word.column },
            (true, None) => {
                let value = self.peek().cloned().ok_or_else(|| self.missing(&format!("a value for --{name}")))?;
                self.at += 1;
                value
            }
            (false, _) => word,
        };
        self.read.globals.push((global.name, value));
        Ok(true)
    }

    fn options(&mut self, operation: &'static Operation) -> Result<(), Mistake> {
        while let Some(word) = self.peek().cloned() {
            if self.global()? {
                continue;
            }
            let Some(name) = word.text.strip_prefix("--") else {
                return Err(Mistake::at(&word, format!("expected an option, found '{}'", word.text)));
            };
            let (name, inline) = split_value(name);
            let named = |member: &&Member| option(member.name) == name;
            let negated = name.strip_prefix("no-");
            let is_negated = |member: &&Member| {
                matches!(member.shape, Shape::Boolean) && Some(option(member.name).as_str()) == negated
            };
            let found = operation.members.iter().find(named).or_else(|| operation.members.iter().find(is_negated));
            let Some(member) = found else {
                return Err(Mistake::at(&word, unknown_option(operation, name)));
            };
            self.at += 1;
            if self.read.options.iter().any(|(_, other, _)| other.name == member.name) {
                return Err(Mistake::at(&word, format!("'--{name}' is there twice")));
            }
            let given = match (member.shape, inline) {
                (Shape::Boolean, _) => Given::Flag(negated.is_none_or(|negated| option(member.name) != negated)),
                (_, Some(inline)) => Given::Words(alloc::vec![Word { text: inline.into(), column: word.column }]),
                (shape, None) => Given::Words(self.values(shape)),
            };
            self.read.options.push((word.column, member, given));
        }
        Ok(())
    }

    /// The words that belong to an option: one, or all up to the next option for a list.
    fn values(&mut self, shape: &Shape) -> Vec<Word> {
        let mut values = Vec::new();
        let most = if matches!(shape, Shape::List { .. }) { usize::MAX } else { 1 };
        while values.len() < most
            && let Some(word) = self.peek().filter(|word| !word.text.starts_with("--"))
        {
            values.push(word.clone());
            self.at += 1;
        }
        values
    }

    fn finish(self, service: Service, operation: &'static Operation) -> Result<Invocation, Mistake> {
        let global = |name: &str| self.read.globals.iter().rev().find(|(of, _)| *of == name).map(|(_, value)| value);
        let raw = match global("cli-binary-format").map(|word| (word, word.text.as_str())) {
            None | Some((_, "base64")) => false,
            Some((_, "raw-in-base64-out")) => true,
            Some((word, _)) => return Err(Mistake::at(word, "expected base64 or raw-in-base64-out")),
        };
        let mut members = match global("cli-input-json") {
            Some(word) => input_json(operation, word)?,
            None => Vec::new(),
        };
        for (column, member, given) in &self.read.options {
            let value = match given {
                Given::Flag(is) => Value::Bool(*is),
                Given::Words(words) => {
                    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                    let column = words.first().map_or(*column, |word| word.column);
                    let wrong = |reason| Mistake { column, reason: format!("--{}: {reason}", option(member.name)) };
                    value::read(member.shape, &texts, raw).map_err(wrong)?
                }
            };
            members.retain(|(name, _)| name != member.name);
            members.push((Cow::Borrowed(member.name), value));
        }
        let missing = operation.members.iter().filter(|member| member.required);
        let missing: Vec<_> = missing
            .filter(|member| !members.iter().any(|(name, _)| name == member.name))
            .map(|member| format!("--{}", option(member.name)))
            .collect();
        if !missing.is_empty() {
            let reason = format!("the following arguments are required: {}", missing.join(", "));
            return Err(Mistake { column: self.end, reason });
        }
        if let Some(region) = global("region").filter(|word| word.text != crate::wire::REGION) {
            return Err(Mistake::at(region, format!("the simulator is {}", crate::wire::REGION)));
        }
        let output = match global("output").map(|word| (word, word.text.as_str())) {
            None | Some((_, "json")) => Output::Json,
            Some((_, "table")) => Output::Table,
            Some((_, "text")) => Output::Text,
            Some((word, _)) => return Err(Mistake::at(word, "expected json, table or text")),
        };
        let max_items = match global("max-items") {
            None => None,
            Some(word) => Some(word.text.parse().map_err(|_| Mistake::at(word, "expected a whole number"))?),
        };
        Ok(Invocation {
            service,
            operation: operation.name,
            body: Value::Map(members),
            query: global("query").map(|word| word.text.clone()),
            output,
            paginate: global("no-paginate").is_none(),
            max_items,
        })
    }
}

/// `name=value` as one word.
fn split_value(option: &str) -> (&str, Option<&str>) {
    match option.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (option, None),
    }
}

/// Members of a request. In JSON, version 2 of the CLI takes blobs as base64, whatever the binary format.
fn input_json(operation: &Operation, word: &Word) -> Result<Vec<(Cow<'static, str>, Value<'static>)>, Mistake> {
    let wrong = |reason: String| Mistake::at(word, format!("--cli-input-json: {reason}"));
    let json = Value::parse(&word.text).map_err(|error| wrong(error.to_string()))?;
    let Value::Map(members) = json.into_owned() else { return Err(wrong("expected an object".into())) };
    let member = |(name, value): (Cow<'static, str>, Value<'static>)| {
        let known = operation.member(&name).ok_or_else(|| wrong(format!("unknown member '{name}'")))?;
        let value = value::shaped(known.shape, value, false).map_err(|reason| wrong(format!("{name}: {reason}")))?;
        Ok((name, value))
    };
    members.into_iter().map(member).collect()
}

/// A hint at the command that is most like a mistaken one.
fn meant(service: Service, given: &str) -> String {
    nearest::hint(given, service.operations().iter().map(|operation| kebab(operation.name)))
}

/// What is said of an option that there is not: the one that was meant, or else all there are.
fn unknown_option(operation: &Operation, name: &str) -> String {
    let known: Vec<_> = operation.members.iter().map(|member| format!("--{}", option(member.name))).collect();
    let of_all = GLOBALS.iter().map(|global| format!("--{}", global.name));
    let meant = nearest::hint(&format!("--{name}"), known.iter().cloned().chain(of_all));
    if !meant.is_empty() {
        return format!("unknown option '--{name}'{meant}");
    }
    match known.is_empty() {
        true => format!("unknown option '--{name}'; {} takes none", kebab(operation.name)),
        false => format!("unknown option '--{name}'; {} takes {}", kebab(operation.name), known.join(", ")),
    }
}
