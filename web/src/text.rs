//! Wording: whatever is more than a label, and no kind's own.
use crate::kinds;
use crate::words::Plain;
use shardscope_core::api;
use shardscope_core::client::Workload;
use shardscope_core::sim::{Error, Fault};
use yew::prelude::*;

pub const OUT_OF_MEMORY: Plain = message!(page.the_records_kept_have_reached_the);
pub const FILE_STAYS: Plain = message!(page.the_file_is_read_in_this);

pub use kinds::answer;

/// An error as the page shows it: AWS's name where it has one, and the reason.
pub fn error(error: &Error) -> (String, String) {
    if let Error::Invalid(invalid) = error {
        return (invalid.field.replace('-', " "), invalid.reason.clone());
    }
    if let Error::NoSuchActor = error {
        return (t!(page.gone).into(), error.to_string());
    }
    (api::of_error(error.clone()).code().into(), error.to_string())
}

pub fn workload(workload: &Workload) -> &'static str {
    match workload {
        Workload::Trucks => t!(page.trucks),
        Workload::Clicks => t!(page.clicks),
        Workload::Sensors => t!(page.sensors),
        Workload::Countries => t!(page.visitors_by_country),
        Workload::Custom { .. } => t!(page.custom),
        Workload::HotKey { .. } => t!(page.one_key),
        Workload::File { .. } => t!(page.your_file),
    }
}

/// The number by which lines of scripts and the console name an actor.
pub fn number(id: u32) -> Html {
    html! { <small class="muted" title={t!(page.its_number_in_scripts_and_in)}>{ format!(" {id}") }</small> }
}

/// A fault, in short.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Crash { worker, .. } => t!(page.worker_crashes, worker = worker.0),
        Fault::Stall { worker, .. } => t!(page.worker_stalls, worker = worker.0),
        Fault::Slow { worker, per_cent, .. } => t!(page.worker_at, worker = worker.0, per_cent = per_cent),
        Fault::CutFromTable { worker, .. } => t!(page.worker_is_cut_off, worker = worker.0),
        Fault::Skew { worker, .. } => t!(page.the_clock_of_worker_jumps, worker = worker.0),
        Fault::Poison { shard: id, .. } => t!(page.poison_for_shard, id = id.0),
        Fault::Heal { .. } => t!(page.poison_removed).into(),
        Fault::LoseAnswers { .. } => t!(page.answers_get_lost).into(),
        Fault::PoisonFunction { shard: id, .. } => t!(page.poison_for_shard, id = id.0),
        Fault::HealFunction { .. } => t!(page.poison_removed).into(),
        Fault::StopAgent { .. } => t!(page.the_agent_stops).into(),
    }
}

/// What is said of an opened run that sends the rows of a file.
pub const FILE_MISSING: Plain = message!(page.it_sends_the_rows_of_a);
