//! What a console prints, and the files that a run makes for a real account. No state: text in, text out.
//!
//! | module | what it does |
//! |---|---|
//! | [`output`] | answers as json, text and table |
//! | [`help`](mod@help) | the commands and their options, by the service model |
//! | [`complete`](mod@complete) | what a line could go on with |
//! | `own` | the same for lines that are the simulator's own |
//! | [`shell`], [`cloudformation`] | a run for a real account; `calls`: a request of it |
//! | [`tables`] | events and charts as CSV |
//! | [`schema`] | the service model as JSON, for a test |
//! | [`saved`] | runs that earlier versions saved |
mod calls;
pub mod cloudformation;
pub mod complete;
pub mod help;
mod live;
pub mod output;
mod own;
mod ran;
pub mod saved;
mod schema;
pub mod shell;
pub mod tables;

#[cfg(test)]
mod tests;

pub use complete::{Completion, candidates};
pub use help::help;
pub use live::Live;
pub use output::print;
pub use ran::Ran;
pub use saved::old_save;

use shardscope_core::script::Script;
use shardscope_core::timeline::Timeline;

/// A file of a kind, from a script, or from events or points as NDJSON. Errors: a script that is none, a kind that there
/// is not.
pub fn export(kind: &str, source: &str) -> Result<String, String> {
    let script = || Script::parse(source).map_err(|error| error.to_string());
    match kind {
        "shell" => script().map(shell::export),
        "cloudformation" => script().map(cloudformation::export),
        "trace.csv" => Ok(tables::trace_csv(source)),
        "charts.csv" => Ok(tables::charts_csv(source)),
        "script" | "trace.ndjson" | "charts.ndjson" => Ok(source.into()),
        "model" => Ok(schema::model()),
        other => Err(t!(terminal.there_is_no_export_there_are, other = format_args!("{:?}", other))),
    }
}

/// Bytes that a run may take while it is exported.
const MEMORY: u64 = 1 << 30;

/// The run of a script, at its end.
fn played(mut script: Script) -> Timeline<()> {
    script.config.memory_limit = MEMORY;
    let mut timeline = Timeline::of(script);
    timeline.seek(timeline.end());
    timeline
}
