//! From a run to text.
use super::{Script, actors, drawing, duration_text, faults, header};
use crate::api;
use crate::base::{ActorId, Duration};
use crate::cli::{self, quote};
use crate::sim::Command;
use alloc::format;
use alloc::string::{String, ToString};

impl Script {
    /// The text that [`Script::parse`] reads back.
    pub fn print(&self) -> String {
        let mut text = header::print(self);
        for logged in &self.commands {
            let at = duration_text(Duration::from_micros(logged.at_micros));
            let line = command_line(&logged.command);
            text.push_str(&format!("at {at} {line}\n"));
        }
        text.push_str(&format!("until {}\n", duration_text(self.until)));
        text
    }
}

/// A command as a line, without its time: for a request to the service, a line of the AWS CLI.
pub fn command_line(command: &Command) -> String {
    line_of(command, None)
}

/// A command as a line; of an actor by its name, where there is one.
fn line_of(command: &Command, name: Option<&str>) -> String {
    let who = |id: &ActorId| name.map_or_else(|| id.0.to_string(), quote);
    match command {
        Command::Request(_) => {
            let call = api::encode(command);
            call.map(|(service, operation, body)| cli::line(service, operation, &body)).unwrap_or_default()
        }
        Command::ByName(_, name, command) => line_of(command, Some(name)),
        Command::Add(spec) => actors::add_text(spec),
        Command::Set(id, spec) => actors::set_text(&who(id), spec),
        Command::Change(id, kind, settings) => actors::change_text(&who(id), *kind, settings),
        Command::Remove(kind, id) => format!("remove-{} {}", kind.word(), who(id)),
        Command::Burst { producer, factor, length } => {
            format!("burst {} --factor {factor} --for {}", who(producer), duration_text(*length))
        }
        Command::ForATime(fault, length) => {
            format!("{} --for {}", line_of(fault, name), duration_text(*length))
        }
        Command::SetWorker { application: of, worker, per_cent } => {
            format!("set-worker {} {} --speed {per_cent}%", who(of), worker.0)
        }
        Command::PauseZone(zone) => format!("fault pause-zone {}", zone_name(*zone)),
        Command::ResumeZone(zone) => format!("fault resume-zone {}", zone_name(*zone)),
        Command::AddWorker(id) => format!("add-worker {}", who(id)),
        Command::StopWorker(id, worker) => format!("stop-worker {} {}", who(id), worker.0),
        Command::Fault(fault) => format!("fault {}", faults::text(fault, &who)),
        Command::Draw(drawn) => drawing::draw_text(drawn),
        Command::Branch(branch) => format!("branch {}", branch.0),
        Command::Note(text) => format!("note {}", quote(text)),
    }
}

const fn zone_name(zone: u8) -> char {
    match zone {
        0 => 'a',
        1 => 'b',
        _ => 'c',
    }
}
