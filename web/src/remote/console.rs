//! Command lines: the AWS CLI's, and the lines of our own that scripts have.
use crate::player::{Asked, Player, Poll};
use crate::terminal;
use crate::terminal::Ran;
use shardscope_core::api::{Service, Value};
use shardscope_core::cli::{self, Invocation, Output};
use shardscope_core::script;
use std::cell::RefCell;
use std::rc::Rc;

/// Carries out a line. The codes are those of the AWS CLI: 252 for a line that cannot be read, 254 for what the service
/// refuses, 255 for the rest.
pub async fn command_line(player: Rc<RefCell<Player>>, line: &str) -> Ran {
    let line = line.trim();
    if line.is_empty() {
        return Ran::default();
    }
    if let Some(topic) = help_topic(line) {
        return Ran::said(terminal::help(&topic));
    }
    let first = line.split_whitespace().next().unwrap_or_default();
    match first {
        "aws" => {}
        // The page makes branches itself; what a script says about them is its own affair.
        "branch" => {
            return Ran::failed(252, "column 1: a branch begins where somebody acts in the past, or by 'b'".into());
        }
        "measure" => return measure(&player, line["measure".len()..].trim()),
        _ => return own(&player, line),
    }
    let invocation = match cli::parse(line) {
        Ok(invocation) => invocation,
        Err(mistake) => return Ran::failed(252, format!("{mistake}")),
    };
    let asked = match player.try_borrow_mut() {
        Ok(mut player) => player.ask(&invocation),
        Err(_) => return Ran::failed(255, "the run is busy".into()),
    };
    let poll = player.try_borrow_mut().ok().and_then(|mut player| player.polling.take());
    let asked = match poll {
        Some(poll) => waited(&player, &poll).await,
        None => asked,
    };
    print(&invocation, asked).await
}

/// What a lesson would measure, now.
fn measure(player: &Rc<RefCell<Player>>, text: &str) -> Ran {
    let Ok(player) = player.try_borrow() else { return Ran::failed(255, t!(measure.busy).into()) };
    player.measure(text).map_or_else(|why| Ran::failed(252, why), Ran::said)
}

/// Waits for the messages of a receive: as long as it lasts in the run.
async fn waited(player: &Rc<RefCell<Player>>, poll: &Poll) -> Asked {
    loop {
        if let Some(body) = player.try_borrow().ok().and_then(|player| player.late_body(poll)) {
            return Ok(body);
        }
        gloo::timers::future::sleep(LOOK_EVERY).await;
    }
}

/// Real time between two looks at whether a message has come.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_millis(50);

/// `help`, `aws help`, `aws kinesis help`, `aws kinesis put-record help`.
fn help_topic(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let known = |word: &str| Service::of_command(word).is_some();
    match words.as_slice() {
        ["help"] | ["aws"] | ["aws", "help"] => Some(String::new()),
        ["aws", service] | ["aws", service, "help"] if known(service) => Some(String::new()),
        ["aws", service, topic, "help"] if known(service) => Some(format!("{service} {topic}")),
        ["help", topic] => Some((*topic).into()),
        ["help", service, topic] => Some(format!("{service} {topic}")),
        _ => None,
    }
}

fn own(player: &Rc<RefCell<Player>>, line: &str) -> Ran {
    if line.contains('\n') {
        return Ran::failed(252, "one line at a time".into());
    }
    let Ok(mut player) = player.try_borrow_mut() else { return Ran::failed(255, "the run is busy".into()) };
    match script::read_line(line) {
        Err(mistake) => Ran::failed(252, format!("column {}: {}", mistake.column, mistake.reason)),
        Ok(command) => {
            let done = player.submit(command).map(drop);
            done.map_or_else(|error| Ran::failed(254, error.to_string()), |()| Ran::default())
        }
    }
}

async fn print(invocation: &Invocation, asked: Asked) -> Ran {
    let mut answer = match asked {
        Ok(Some(answer)) => answer,
        Ok(None) => return Ran::default(),
        Err(error) => {
            let (kind, operation) = (error.code(), invocation.operation);
            let message = error.message.as_deref().unwrap_or("Unknown");
            return Ran::failed(
                254,
                format!("An error occurred ({kind}) when calling the {operation} operation: {message}"),
            );
        }
    };
    dates(&mut answer);
    if let Some(most) = invocation.max_items {
        cut(&mut answer, most as usize);
    }
    if invocation.query.is_none() && invocation.output == Output::Json {
        return Ran::said(pretty(&answer));
    }
    let query = invocation.query.as_deref().unwrap_or("@");
    let output = match invocation.output {
        Output::Json => "json",
        Output::Table => "table",
        Output::Text => "text",
    };
    match terminal::print(&answer.to_string(), query, output, invocation.operation) {
        Ok(text) => Ran::said(text),
        Err(reason) => Ran::failed(255, reason),
    }
}

/// Leaves so many items of the lists that are paged.
fn cut(answer: &mut Value<'static>, most: usize) {
    let Value::Map(members) = answer else { return };
    for (name, value) in members {
        match value {
            Value::List(items)
                if matches!(name.as_ref(), "StreamNames" | "StreamSummaries" | "Shards" | "QueueUrls") =>
            {
                items.truncate(most)
            }
            Value::Map(_) if name == "StreamDescription" => cut(value, most),
            Value::Null
            | Value::Bool(_)
            | Value::Integer(_)
            | Value::Micros(_)
            | Value::Text(_)
            | Value::Bytes(_)
            | Value::Time(_)
            | Value::List(_)
            | Value::Map(_) => {}
        }
    }
}

/// Version 2 of the CLI prints times as ISO 8601.
fn dates(answer: &mut Value<'static>) {
    match answer {
        Value::List(items) => items.iter_mut().for_each(dates),
        Value::Map(members) => members.iter_mut().for_each(|(_, value)| dates(value)),
        Value::Time(at) => *answer = Value::text(format!("{}+00:00", at.iso().trim_end_matches('Z'))),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Micros(_) | Value::Text(_) | Value::Bytes(_) => {}
    }
}

/// As the AWS CLI prints JSON: with four spaces.
fn pretty(answer: &Value<'_>) -> String {
    use serde::Serialize as _;
    let mut text = Vec::new();
    let format = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, format);
    // Writing to memory, names are text: nothing that can fail.
    let _ = answer.serialize(&mut serializer);
    String::from_utf8(text).unwrap_or_default()
}
