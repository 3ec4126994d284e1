//! Makes code of the message files (`messages/`): what code asks for has to be there, in each language, or the page is not built.
use shardscope_messages::{ENGLISH, Error, Language, languages, read, rust};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs, process};

fn main() {
    for read in ["../messages", "stories", "lessons"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let code = code(Path::new("..")).unwrap_or_else(|error| {
        println!("cargo::error={error}");
        process::exit(1);
    });
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("messages.rs");
    fs::write(out, code).expect("cargo's own folder can be written");
}

fn code(root: &Path) -> Result<String, Error> {
    let english = read(&root.join("messages").join(ENGLISH))?;
    let mut code = rust(&english, &["settings", "notes"]);
    let name = english.iter().find(|of| of.file == "language" && of.name == "name").map_or("", |of| &of.packed);
    let languages = languages(root)?;
    let row =
        |code: &str, name: &str, file: &str| format!("Language {{ code: {code:?}, name: {name:?}, file: {file:?} }}");
    let mut rows = vec![row(ENGLISH, name, "")];
    rows.extend(languages.iter().map(|of: &Language| row(&of.code, &of.name, &of.file().0)));
    let _ = writeln!(code, "pub static LANGUAGES: [Language; {}] = [{}];", rows.len(), rows.join(", "));
    let titles: Vec<_> = languages.iter().flat_map(|of| &of.titles).collect();
    let _ = writeln!(code, "static TITLES: [(&str, &str); {}] = {titles:?};", titles.len());
    Ok(code)
}
