//! From a run to text.
use super::who::Actors;
use super::{Script, actors, drawing, duration_text, faults, header};
use crate::api;
use crate::base::{ActorId, Duration};
use crate::cli::{self, quote};
use crate::client::{Kind, Roll};
use crate::sim::Command;
use alloc::format;
use alloc::string::String;

impl Script {
    /// The text that [`Script::parse`] reads back.
    pub fn print(&self) -> String {
        let mut text = header::print(self);
        let mut actors = Actors::default();
        for logged in &self.commands {
            let at = duration_text(Duration::from_micros(logged.at_micros));
            let line = line_of(&logged.command, &self.config.account.account_id, &actors.roll);
            actors.follow(&logged.command);
            text.push_str(&format!("at {at} {line}\n"));
        }
        text.push_str(&format!("until {}\n", duration_text(self.until)));
        text
    }
}

/// A command as a line, without its time: for a request to the service, a line of the AWS CLI. Actors are named by number.
pub fn command_line(command: &Command, account: &str) -> String {
    line_of(command, account, &Roll::default())
}

/// The same, with actors by their names where these say who is meant.
pub fn line_of(command: &Command, account: &str, roll: &Roll) -> String {
    let application = |id: &ActorId| roll.text(Kind::Application, *id);
    match command {
        Command::Kinesis(_) | Command::Sqs(_) | Command::Sns(_) => {
            let call = api::encode(command, account);
            call.map(|(service, operation, body)| cli::line(service, operation, &body)).unwrap_or_default()
        }
        Command::Add(spec) => actors::add_text(spec),
        Command::Set(id, spec) => actors::set_text(*id, spec, roll),
        Command::Change(id, kind, settings) => actors::change_text(*id, *kind, settings, roll),
        Command::Remove(kind, id) => format!("remove-{} {}", kind.word(), roll.text(*kind, *id)),
        Command::Burst { producer, factor, length } => {
            format!("burst {} --factor {factor} --for {}", roll.text(Kind::Producer, *producer), duration_text(*length))
        }
        Command::ForATime(fault, length) => {
            format!("{} --for {}", line_of(fault, account, roll), duration_text(*length))
        }
        Command::SetWorker { application: of, worker, per_cent } => {
            format!("set-worker {} {} --speed {per_cent}%", application(of), worker.0)
        }
        Command::PauseZone(zone) => format!("fault pause-zone {}", zone_name(*zone)),
        Command::ResumeZone(zone) => format!("fault resume-zone {}", zone_name(*zone)),
        Command::AddWorker(id) => format!("add-worker {}", application(id)),
        Command::StopWorker(id, worker) => format!("stop-worker {} {}", application(id), worker.0),
        Command::Fault(fault) => format!("fault {}", faults::text(fault, roll)),
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
