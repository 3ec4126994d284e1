//! Help, by the service model.
use crate::words::{self, Plain};
use shardscope_core::api::Service;
use shardscope_core::cli::{GLOBALS, kebab, option, pascal_of_kebab};
use shardscope_core::client::Kind;
use shardscope_core::client::settings::{Form, Listed};
use shardscope_core::wire::{Member, Operation, Shape};
use std::fmt::Write as _;

/// Help on a command, or, without one, on all.
pub fn help(topic: &str) -> String {
    if topic.is_empty() {
        let mut text = String::new();
        for service in Service::ALL {
            text.push_str(&t!(terminal.commands_of, service = service.command(), title = service.title()));
            text.push('\n');
            for operation in service.operations() {
                let _ = writeln!(text, "  {}", kebab(operation.name));
            }
            text.push('\n');
        }
        let _ = writeln!(text, "{}", t!(terminal.options_of_every_command));
        for global in GLOBALS.iter().filter(|global| global.about != "ignored") {
            let _ = writeln!(text, "  --{:<20} {}", global.name, global.about);
        }
        let _ = write!(text, "\n{}\n\n{}", t!(terminal.own_lines), t!(terminal.help_says_more));
        return text;
    }
    // `sqs send-message`, or the command by itself.
    let (services, topic) = match topic.split_once(' ') {
        Some((service, topic)) => (Service::of_command(service).into_iter().collect(), topic),
        None => (Service::ALL.to_vec(), topic),
    };
    let found: Vec<String> = services.into_iter().filter_map(|service| about_command(service, topic)).collect();
    if !found.is_empty() {
        return found.join("\n\n");
    }
    own(topic).unwrap_or_else(|| t!(terminal.no_such_command, topic = topic))
}

fn about_command(service: Service, topic: &str) -> Option<String> {
    let name = pascal_of_kebab(service, topic).or_else(|| service.operation(topic).map(|operation| operation.name))?;
    Some(match service.operation(name) {
        Some(operation) => of(service, operation),
        None => t!(terminal.not_modelled, name = name, title = service.title()),
    })
}

/// The lines of our own that begin with a word; of an actor, its settings.
fn own(topic: &str) -> Option<String> {
    let word = topic.trim_start_matches("set-").trim_start_matches("remove-");
    if let Some(kind) = Kind::ALL.iter().find(|kind| kind.word() == word) {
        let lines = t!(terminal.lines_of_an_actor, word = word) + "\n\n";
        let settings: Vec<String> = kind.listed().iter().map(|of| setting(*kind, of)).collect();
        return Some(lines + &settings.join("\n"));
    }
    let begins = |line: &&str| line.starts_with("  ") && line.split([' ', '/', '|']).any(|word| word == topic);
    let found: Vec<&str> = t!(terminal.own_lines).lines().skip(1).filter(begins).map(str::trim_start).collect();
    (!found.is_empty()).then(|| found.join("\n"))
}

/// A setting with its form, its default and what it does.
fn setting(kind: Kind, of: &Listed) -> String {
    let form = match &of.form {
        Form::Flag => t!(terminal.a_flag).into(),
        Form::Text => t!(terminal.text_form).into(),
        Form::Words(words) => words.join(" | "),
        Form::Range(least, most) => t!(terminal.range, least = least, most = most),
    };
    let default = of.default.as_ref().map(|text| t!(terminal.by_default, text = text)).unwrap_or_default();
    let help = words::of_setting(&format!("{}-{}-help", kind.word(), of.name)).map_or("", Plain::text);
    format!("  --{:<24} {form}{default}. {help}", of.name)
}

fn of(service: Service, operation: &Operation) -> String {
    let mut text = format!("aws {} {}", service.command(), kebab(operation.name));
    for member in operation.members.iter().filter(|member| member.required) {
        let _ = write!(text, " --{} …", option(member.name));
    }
    text.push_str("\n\n");
    for member in operation.members.iter().filter(|member| member.name != "StreamId") {
        let _ = writeln!(text, "  --{:<28} {}", option(member.name), about(member));
    }
    let _ = write!(text, "\n{}", t!(terminal.named_in_the_reference, name = operation.name));
    text
}

fn about(member: &Member) -> String {
    let required = if member.required { t!(terminal.required) } else { "" };
    format!("{required}{}", shape(member.shape))
}

fn shape(of: &Shape) -> String {
    match of {
        Shape::String { least, most, pattern } => {
            let bounds =
                if *most == usize::MAX { String::new() } else { t!(terminal.characters, least = least, most = most) };
            match pattern.about {
                "" => t!(terminal.text_of, pattern = pattern.text, bounds = bounds),
                "text" => t!(terminal.text_within, bounds = bounds),
                about => about.into(),
            }
        }
        Shape::Enum(values) => values.join(" | "),
        Shape::Integer { least, most } => match (*least, *most) {
            (i64::MIN, _) => t!(terminal.a_whole_number).into(),
            (least, i64::MAX) => t!(terminal.a_whole_number_from, least = least),
            (least, most) => t!(terminal.a_whole_number_within, least = least, most = most),
        },
        Shape::Boolean => t!(terminal.a_flag).into(),
        Shape::Blob { .. } => t!(terminal.bytes_in_base64).into(),
        Shape::Timestamp => t!(terminal.a_time_such_as).into(),
        Shape::List { of, least, most } => t!(terminal.some_of, least = least, most = most, shape = shape(of)),
        Shape::Map { .. } => t!(terminal.key_value_or_json).into(),
        Shape::Structure { members, .. } => {
            let members: Vec<_> = members.iter().map(|member| format!("{}=…", member.name)).collect();
            t!(terminal.members_or_json, members = members.join(","))
        }
    }
}
