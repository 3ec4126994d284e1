//! The functions that the page calls once it has loaded this. Text in, text out.
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// An answer as the AWS CLI prints it. Errors: a query that is none.
#[wasm_bindgen]
pub fn print(answer: &str, query: &str, output: &str, operation: &str) -> Result<String, String> {
    shardscope_desk::print(answer, query, output, operation)
}

/// Help on a command, or on all of them.
#[wasm_bindgen]
pub fn help(topic: &str) -> String {
    shardscope_desk::help(topic)
}

/// What a line could go on with, as JSON: `{ from, candidates }`.
#[wasm_bindgen]
pub fn complete(line: &str, live: &str) -> String {
    shardscope_desk::complete(line, live)
}

/// A file of a kind, from a script, events or points. Errors: a script that is none, another kind.
#[wasm_bindgen]
pub fn export_run(kind: &str, script: &str) -> Result<String, String> {
    shardscope_desk::export_run(kind, script)
}

/// The script of a run that an earlier version saved as JSON. Errors: text that is none.
#[wasm_bindgen]
pub fn old_save(text: &str) -> Result<String, String> {
    shardscope_desk::old_save(text)
}

/// The service model as JSON, to be laid beside AWS's.
#[wasm_bindgen]
pub fn model() -> String {
    shardscope_desk::model()
}
