//! Wording: whatever is more than a label, and no kind's own.
use crate::kinds;
use shardscope_core::api;
use shardscope_core::client::Workload;
use shardscope_core::sim::{Error, Fault};
use yew::prelude::*;

pub const OUT_OF_MEMORY: &str = "The records kept have reached the memory budget. Nothing was dropped; time stands still. Allow more, shorten the \
     retention of a stream, delete one, or start again.";
pub const FILE_STAYS: &str = "The file is read in this page and never leaves your browser.";

pub use kinds::answer;

/// An error as the page shows it: AWS's name where it has one, and the reason.
pub fn error(error: &Error) -> (String, String) {
    if let Error::Invalid(invalid) = error {
        return (invalid.field.replace('-', " "), invalid.reason.clone());
    }
    if let Error::NoSuchActor = error {
        return ("gone".into(), error.to_string());
    }
    (api::of_error(error.clone()).code().into(), error.to_string())
}

pub const fn workload(workload: &Workload) -> &'static str {
    match workload {
        Workload::Trucks => "trucks",
        Workload::Clicks => "clicks",
        Workload::Sensors => "sensors",
        Workload::Countries => "visitors by country",
        Workload::Custom { .. } => "custom",
        Workload::HotKey { .. } => "one key",
        Workload::File { .. } => "your file",
    }
}

/// The number by which lines of scripts and the console name an actor.
pub fn number(id: u32) -> Html {
    html! { <small class="muted" title="Its number in scripts and in the console">{ format!(" {id}") }</small> }
}

/// A fault, in short.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Crash { worker, .. } => format!("worker-{} crashes", worker.0),
        Fault::Stall { worker, .. } => format!("worker-{} stalls", worker.0),
        Fault::Slow { worker, per_cent, .. } => format!("worker-{} at {per_cent} %", worker.0),
        Fault::CutFromTable { worker, .. } => format!("worker-{} is cut off", worker.0),
        Fault::Skew { worker, .. } => format!("the clock of worker-{} jumps", worker.0),
        Fault::Poison { shard: id, .. } => format!("poison for shard {}", id.0),
        Fault::Heal { .. } => "poison removed".into(),
        Fault::LoseAnswers { .. } => "answers get lost".into(),
        Fault::PoisonFunction { shard: id, .. } => format!("poison for shard {}", id.0),
        Fault::HealFunction { .. } => "poison removed".into(),
        Fault::StopAgent { .. } => "the agent stops".into(),
    }
}

/// What is said of an opened run that sends the rows of a file.
pub const FILE_MISSING: &str = "It sends the rows of a file, and a run keeps no files: their producer is left out. Choose the file again under Your data.";
