//! Help, by the service model.
use shardscope_core::api::Service;
use shardscope_core::cli::{GLOBALS, kebab, option, pascal_of_kebab};
use shardscope_core::client::Kind;
use shardscope_core::wire::{Member, Operation, Shape};
use std::fmt::Write as _;

const OWN: &str = "\
Lines of this simulator, for what AWS has no call for:
  producer|reader|application|lambda NAME --stream-name S [options]
  message-lambda NAME [--queue-name Q] [options]
  lane NAME --stream-name S|--queue-name Q|--topic-name T [options]
  set-producer NAME|N [options] / set-reader / set-application / set-lambda / set-message-lambda / set-lane
  remove-producer NAME|N / remove-reader / remove-application / remove-lambda / remove-message-lambda / remove-lane
  add-worker APPLICATION / set-worker APPLICATION WORKER --speed 50% / stop-worker APPLICATION WORKER
  draw [--new-sheet] M120,40 130,44 … M500,300 …   (M begins a stroke; a sheet goes to 999,599)
  burst PRODUCER [--factor 5] [--for 10s]
  fault pause-zone a|b|c [--for 30s] / resume-zone a|b|c
  fault crash APPLICATION WORKER [--restart-after 30s] / stall|cut-from-table APPLICATION WORKER [--for 30s]
  fault slow APPLICATION WORKER [--to 10%] [--for 30s] / skew APPLICATION WORKER --ahead|--back 30s [--for 30s]
  fault poison APPLICATION SHARD [--for 30s] / heal APPLICATION / poison-lambda FUNCTION SHARD / heal-lambda FUNCTION
  fault lose-answers|stop-agent PRODUCER [--for 10s]
  note 'text'
An actor is given by its name or number. 'help producer' lists the options of a producer; set-producer changes those that
it names, one or more, and leaves the others: set-producer hot --rate 900.
";

/// Help on a command, or, without one, on all.
pub fn help(topic: &str) -> String {
    if topic.is_empty() {
        let mut text = String::new();
        for service in Service::ALL {
            let _ = writeln!(text, "aws {} <command> [options]\n\nCommands of {}:", service.command(), service.title());
            for operation in service.operations() {
                let _ = writeln!(text, "  {}", kebab(operation.name));
            }
            text.push('\n');
        }
        text.push_str("Options of every command:\n");
        for global in GLOBALS.iter().filter(|global| global.about != "ignored") {
            let _ = writeln!(text, "  --{:<20} {}", global.name, global.about);
        }
        let _ = write!(text, "\n{OWN}\nhelp <command> says more. Tab completes; the arrows bring back earlier lines.");
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
    own(topic).unwrap_or_else(|| format!("There is no command '{topic}'. 'help' lists all."))
}

fn about_command(service: Service, topic: &str) -> Option<String> {
    let name = pascal_of_kebab(service, topic).or_else(|| service.operation(topic).map(|operation| operation.name))?;
    Some(match service.operation(name) {
        Some(operation) => of(service, operation),
        None => format!("{name} is part of {}, but this simulator does not model it.", service.title()),
    })
}

/// The lines of our own that begin with a word; of an actor, its settings.
fn own(topic: &str) -> Option<String> {
    let word = topic.trim_start_matches("set-").trim_start_matches("remove-");
    if let Some(kind) = Kind::ALL.iter().find(|kind| kind.word() == word) {
        let lines = format!("{word} NAME …\nset-{word} NAME|N …\nremove-{word} NAME|N\n\n");
        return Some(lines + kind.help().trim_end());
    }
    let begins = |line: &&str| line.starts_with("  ") && line.split([' ', '/', '|']).any(|word| word == topic);
    let found: Vec<&str> = OWN.lines().skip(1).filter(begins).map(str::trim_start).collect();
    (!found.is_empty()).then(|| found.join("\n"))
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
    let _ = write!(text, "\nThe API reference has it as {}.", operation.name);
    text
}

fn about(member: &Member) -> String {
    let required = if member.required { "required; " } else { "" };
    format!("{required}{}", shape(member.shape))
}

fn shape(of: &Shape) -> String {
    match of {
        Shape::String { least, most, pattern } => {
            let bounds = if *most == usize::MAX { String::new() } else { format!(", {least} to {most} characters") };
            match pattern.about {
                "" => format!("text of {}{bounds}", pattern.text),
                "text" => format!("text{bounds}"),
                about => about.into(),
            }
        }
        Shape::Enum(values) => values.join(" | "),
        Shape::Integer { least, most } => match (*least, *most) {
            (i64::MIN, _) => "a whole number".into(),
            (least, i64::MAX) => format!("a whole number from {least}"),
            (least, most) => format!("a whole number, {least} to {most}"),
        },
        Shape::Boolean => "a flag".into(),
        Shape::Blob { .. } => "bytes in base64, or as text with --cli-binary-format raw-in-base64-out".into(),
        Shape::Timestamp => "a time such as 2026-01-01T00:00:00Z, or seconds since 1970".into(),
        Shape::List { of, least, most } => format!("{least} to {most} of: {}", shape(of)),
        Shape::Map { .. } => "key=value,key=value or JSON".into(),
        Shape::Structure { members, .. } => {
            let members: Vec<_> = members.iter().map(|member| format!("{}=…", member.name)).collect();
            format!("{} or JSON", members.join(","))
        }
    }
}
