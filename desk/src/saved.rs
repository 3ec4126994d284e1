//! Runs that were saved as JSON, before there were scripts.
use serde::Deserialize;
use shardscope_core::base::Duration;
use shardscope_core::script::{Logged, Script};
use shardscope_core::sim::Config;

#[derive(Deserialize)]
struct Saved {
    version: u32,
    config: Config,
    commands: Vec<Logged>,
    until_micros: u64,
}

/// The script of a run that an earlier version saved. Errors: text that is none.
pub fn old_save(text: &str) -> Result<String, String> {
    let saved: Saved = serde_json::from_str(text).map_err(|error| format!("This is not a saved run: {error}."))?;
    if saved.version != 1 {
        let version = saved.version;
        return Err(format!("This run was saved as JSON of version {version}; there has only been version 1."));
    }
    let until = Duration::from_micros(saved.until_micros);
    let script = Script { title: String::new(), config: saved.config, commands: saved.commands, until };
    // What a script cannot say cannot be opened.
    let text = script.print();
    Script::parse(&text).map(|_| text.clone()).map_err(|error| format!("This run cannot be a script: {error}"))
}
