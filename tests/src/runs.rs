//! Runs that are kept as text.
use std::path::{Path, PathBuf};

/// Those of the corpus, the scenarios, and the rows of the table of what differs. Panics where one cannot be read.
pub fn runs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = Vec::new();
    for folder in ["tests/corpus", "web/scenarios", "web/scenarios/differs"] {
        let files = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        all.extend(files.map(|file| file.expect("it can be read").path()));
    }
    // Lines and bodies are no runs.
    all.retain(|path| path.is_file() && read(path).lines().any(|line| line == "shardscope 1"));
    all.sort();
    all
}

/// The text of one. Panics where it cannot be read.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a text")
}
