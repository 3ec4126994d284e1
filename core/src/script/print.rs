//! From a run to text.
use super::{Script, actors, applications, duration_text, faults, header, lambdas, lanes};
use crate::api;
use crate::base::Duration;
use crate::cli::{self, quote};
use crate::sim::Command;
use alloc::format;
use alloc::string::String;

impl Script {
    /// The text that [`Script::parse`] reads back.
    pub fn print(&self) -> String {
        let mut text = header::print(self);
        for logged in &self.commands {
            let at = duration_text(Duration::from_micros(logged.at_micros));
            let line = command_line(&logged.command, &self.config.account.account_id);
            text.push_str(&format!("at {at} {line}\n"));
        }
        text.push_str(&format!("until {}\n", duration_text(self.until)));
        text
    }
}

/// A command as a line, without its time: for a request to the service, a line of the AWS CLI.
pub fn command_line(command: &Command, account: &str) -> String {
    match command {
        Command::Kinesis(_) | Command::Sqs(_) | Command::Sns(_) => {
            let call = api::encode(command, account);
            call.map(|(service, operation, body)| cli::line(service, operation, &body)).unwrap_or_default()
        }
        Command::AddProducer(spec) => format!("producer {} {}", name(&spec.name), actors::producer_text(spec)),
        Command::SetProducer(id, spec) => {
            format!("set-producer {} --name {} {}", id.0, quote(&spec.name), actors::producer_text(spec))
        }
        Command::RemoveProducer(id) => format!("remove-producer {}", id.0),
        Command::Burst { producer, factor, length } => {
            format!("burst {} --factor {factor} --for {}", producer.0, duration_text(*length))
        }
        Command::AddReader(spec) => format!("reader {} {}", name(&spec.name), actors::reader_text(spec)),
        Command::SetReader(id, spec) => {
            format!("set-reader {} --name {} {}", id.0, quote(&spec.name), actors::reader_text(spec))
        }
        Command::RemoveReader(id) => format!("remove-reader {}", id.0),
        Command::ForATime(fault, length) => {
            format!("{} --for {}", command_line(fault, account), duration_text(*length))
        }
        Command::SetWorker { application, worker, per_cent } => {
            format!("set-worker {} {} --speed {per_cent}%", application.0, worker.0)
        }
        Command::PauseZone(zone) => format!("fault pause-zone {}", zone_name(*zone)),
        Command::ResumeZone(zone) => format!("fault resume-zone {}", zone_name(*zone)),
        Command::AddApplication(spec) => format!("application {} {}", name(&spec.name), applications::text(spec)),
        Command::SetApplication(id, spec) => {
            format!("set-application {} --name {} {}", id.0, quote(&spec.name), applications::text(spec))
        }
        Command::RemoveApplication(id) => format!("remove-application {}", id.0),
        Command::AddWorker(id) => format!("add-worker {}", id.0),
        Command::StopWorker(id, worker) => format!("stop-worker {} {}", id.0, worker.0),
        Command::Fault(fault) => format!("fault {}", faults::text(fault)),
        Command::AddMapping(spec) => format!("lambda {} {}", name(&spec.function_name), lambdas::text(spec)),
        Command::SetMapping(id, spec) => {
            format!("set-lambda {} --name {} {}", id.0, quote(&spec.function_name), lambdas::text(spec))
        }
        Command::RemoveMapping(id) => format!("remove-lambda {}", id.0),
        Command::PoisonMapping(id, shard) => format!("fault poison-lambda {} {}", id.0, shard.0),
        Command::HealMapping(id) => format!("fault heal-lambda {}", id.0),
        Command::AddLane(spec) => format!("lane {} {}", name(&spec.name), lanes::text(spec)),
        Command::SetLane(id, spec) => format!("set-lane {} --name {} {}", id.0, quote(&spec.name), lanes::text(spec)),
        Command::RemoveLane(id) => format!("remove-lane {}", id.0),
        Command::Draw(drawn) => lanes::draw_text(drawn),
        Command::Branch(branch) => format!("branch {}", branch.0),
        Command::Note(text) => format!("note {}", quote(text)),
    }
}

/// A name in front of options; one that looks like an option is said by `--name`.
fn name(name: &str) -> String {
    if name.starts_with("--") { format!("- --name {}", quote(name)) } else { quote(name) }
}

const fn zone_name(zone: u8) -> char {
    match zone {
        0 => 'a',
        1 => 'b',
        _ => 'c',
    }
}
