//! The layers of the core: each folder imports only those before it, and no file grows beyond a page or so.
use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: [&str; 12] =
    ["base", "hash", "engine", "sqs", "sns", "kinesis", "client", "sim", "api", "cli", "script", "timeline"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lies in the workspace").to_path_buf()
}

#[test]
fn each_layer_imports_only_those_below_it() {
    for (place, layer) in LAYERS.iter().enumerate() {
        for file in sources(&root().join("core/src").join(layer)) {
            let text = fs::read_to_string(&file).expect("readable");
            for above in &LAYERS[place + 1..] {
                let import = format!("crate::{above}::");
                let named =
                    text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|l| l.contains(&import));
                assert!(!named, "{} imports {above}", file.display());
            }
        }
    }
}

#[test]
fn the_core_has_no_float_and_no_clock() {
    for file in sources(&root().join("core/src")) {
        let text = fs::read_to_string(&file).expect("readable");
        // A body may hold a number with a fraction: it becomes whole microseconds where it is read, and is one again where
        // it is written. Those two places, and no others.
        let wire = |line: &&str| {
            let (read, written) =
                ("fn visit_f64<E>(self, number: f64)", "serializer.serialize_f64(*number as f64 / 1e6)");
            file.ends_with("api/json.rs") && (line.contains(read) || line.contains(written))
        };
        for word in ["f32", "f64", "std::time", "HashMap", "SystemTime"] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//") && !wire(line));
            assert!(!code.into_iter().any(|line| line.contains(word)), "{} has {word}", file.display());
        }
    }
}

#[test]
fn files_stay_readable() {
    for (folder, most) in [("core/src", 400), ("web/src", 250)] {
        for file in sources(&root().join(folder)) {
            let lines = fs::read_to_string(&file).expect("readable").lines().filter(|l| !l.trim().is_empty()).count();
            assert!(lines <= most, "{} has {lines} lines: it wants another shape", file.display());
        }
    }
}
