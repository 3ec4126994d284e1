//! Makes code of the message files (`messages/`): what code asks for has to be there, or the page is not built.
use std::path::Path;
use std::{env, fs, process};

fn main() {
    let folder = Path::new("../messages/en");
    println!("cargo::rerun-if-changed={}", folder.display());
    let messages = shardscope_messages::read(folder).unwrap_or_else(|error| {
        println!("cargo::error={}/{error}", folder.display());
        process::exit(1);
    });
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("messages.rs");
    fs::write(out, shardscope_messages::rust(&messages, &["settings"])).expect("cargo's own folder can be written");
}
