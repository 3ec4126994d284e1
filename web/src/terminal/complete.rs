//! What a line could go on with: commands, options, and values that the run has right now.
use crate::terminal::live::Live;
use crate::terminal::own;
use shardscope_core::api::Service;
use shardscope_core::cli;
use shardscope_core::cli::{GLOBALS, Word, kebab, pascal_of_kebab, words};
use shardscope_core::wire::{Member, Operation, Shape};

/// The candidates, and from which character of the line on they go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completion {
    pub from: usize,
    pub candidates: Vec<String>,
}

/// Candidates that are shown.
const MOST: usize = 60;

/// What could stand where the line ends.
pub fn candidates(line: &str, live: &Live) -> Completion {
    // Within quotes that are not closed there is nothing to propose.
    let Ok(all) = words(line) else { return Completion { from: line.chars().count(), candidates: Vec::new() } };
    let open = line.chars().next_back().is_some_and(|last| !last.is_whitespace());
    let (done, last) = match all.split_last() {
        Some((last, done)) if open => (done, Some(last)),
        _ => (&all[..], None),
    };
    let begun = last.map_or("", |word| word.text.as_str());
    let from = last.map_or(line.chars().count(), |word| word.column - 1);
    let mut candidates: Vec<String> = possible(done, begun, live);
    candidates.retain(|candidate| candidate.starts_with(begun) && candidate != begun);
    candidates.truncate(MOST);
    Completion { from, candidates }
}

fn possible(done: &[Word], begun: &str, live: &Live) -> Vec<String> {
    let text = |at: usize| done.get(at).map(|word| word.text.as_str());
    match (text(0), text(1), text(2)) {
        (None, ..) => ["aws", "help"].map(String::from).into_iter().chain(own::verbs()).collect(),
        (Some("aws"), None, _) => Service::ALL.map(|service| service.command().into()).to_vec(),
        (Some("help"), None, _) => Service::ALL.into_iter().flat_map(commands).collect(),
        (Some("aws"), Some(service), command) => match (Service::of_command(service), command) {
            (None, _) => Vec::new(),
            (Some(service), None) => commands(service),
            (Some(service), Some(command)) => {
                let operation = pascal_of_kebab(service, command).and_then(|name| service.operation(name));
                operation.map_or_else(Vec::new, |operation| of_operation(operation, &done[3..], begun, live))
            }
        },
        _ => own::possible(done, live),
    }
}

fn commands(service: Service) -> Vec<String> {
    service.operations().iter().map(|operation| kebab(operation.name)).collect()
}

fn stream_names(live: &Live) -> Vec<String> {
    live.streams.iter().map(|(name, _)| name.clone()).collect()
}

fn of_operation(operation: &'static Operation, done: &[Word], begun: &str, live: &Live) -> Vec<String> {
    let option = done.last().and_then(|word| word.text.strip_prefix("--"));
    if let Some(option) = option.filter(|_| !begun.starts_with("--")) {
        if option == "output" {
            return ["json", "table", "text"].map(String::from).to_vec();
        }
        if let Some(member) = operation.members.iter().find(|member| cli::option(member.name) == option) {
            let named = done.windows(2).find(|pair| pair[0].text == "--stream-name").map(|pair| pair[1].text.as_str());
            return values(member, named, live);
        }
    }
    let given = |name: &str| done.iter().any(|word| word.text.strip_prefix("--") == Some(name));
    let mut options: Vec<String> = Vec::new();
    // What has to be there comes first.
    for required in [true, false] {
        let members =
            operation.members.iter().filter(|member| member.required == required && member.name != "StreamId");
        options.extend(members.map(|member| cli::option(member.name)));
    }
    options.extend(GLOBALS.iter().filter(|global| global.about != "ignored").map(|global| global.name.to_string()));
    options.into_iter().filter(|name| !given(name)).map(|name| format!("--{name}")).collect()
}

fn values(member: &Member, stream: Option<&str>, live: &Live) -> Vec<String> {
    match member.shape {
        Shape::Enum(values) => values.iter().map(|value| (*value).to_string()).collect(),
        Shape::List { of: Shape::Enum(values), .. } => values.iter().map(|value| (*value).to_string()).collect(),
        Shape::Structure { members: [Member { name, shape: Shape::Enum(values), .. }, ..], .. } => {
            values.iter().map(|value| format!("{name}={value}")).collect()
        }
        Shape::String { .. }
        | Shape::Integer { .. }
        | Shape::Boolean
        | Shape::Blob { .. }
        | Shape::Timestamp
        | Shape::List { .. }
        | Shape::Map { .. }
        | Shape::Structure { .. } => match member.name {
            "StreamName" | "ExclusiveStartStreamName" => stream_names(live),
            "ShardId" | "ShardToSplit" | "ShardToMerge" | "AdjacentShardToMerge" | "ExclusiveStartShardId" => {
                let here = live.streams.iter().filter(|(name, _)| stream.is_none_or(|stream| stream == name));
                here.flat_map(|(_, shards)| shards.iter().cloned()).collect()
            }
            name => live.of_member(name),
        },
    }
}
