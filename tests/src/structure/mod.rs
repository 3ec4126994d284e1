//! The structure of a crate's sources, read by a parser: which file uses which.
mod count;
mod graph;
mod literals;
mod paths;

pub use count::Counts;
pub use graph::Graph;
pub use literals::{Literal, literals};

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use syn::Item;

/// Files and folders of the youngest service, whatever crate they lie in: SNS, whose things are topics.
const OWN: [&str; 4] = ["sns", "sns.rs", "topic", "topic.rs"];

/// The sources outside a checkout's folders of the youngest service that name it, tests left out.
pub fn naming_the_youngest(root: &Path) -> Vec<String> {
    let mut naming = Vec::new();
    for file in ["core/src", "web/src"].into_iter().flat_map(|of| files(&root.join(of))) {
        let place = file.strip_prefix(root).unwrap_or(&file);
        let mut parts = place.components().map(|part| part.as_os_str().to_string_lossy());
        if parts.any(|part| OWN.contains(&&*part) || part.contains("tests")) {
            continue;
        }
        if fs::read_to_string(&file).unwrap_or_default().to_lowercase().contains("sns") {
            naming.push(place.display().to_string());
        }
    }
    naming
}

/// A source file as a module.
pub struct Module {
    /// Its place in the crate: `["sim", "lab"]`; empty for the root.
    pub path: Vec<String>,
    pub file: PathBuf,
    pub syntax: syn::File,
}

/// A crate's modules by their paths, tests left out.
pub struct Modules(pub BTreeMap<Vec<String>, Module>);

impl Modules {
    /// Reads all sources below a crate's `src`. Panics at a file that cannot be read or parsed.
    pub fn read(source: &Path) -> Self {
        let mut modules = BTreeMap::new();
        for file in files(source) {
            let path = module_path(file.strip_prefix(source).expect("below it"));
            if path.iter().any(|part| part == "tests" || part == "main") {
                continue;
            }
            let text = fs::read_to_string(&file).expect("readable");
            let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            modules.insert(path.clone(), Module { path, file, syntax });
        }
        Self(modules)
    }

    /// The module that a path goes into, as it is written.
    pub fn named(&self, path: &[String]) -> Option<&Module> {
        (0..=path.len()).rev().find_map(|length| self.0.get(&path[..length]))
    }

    /// The module in which a path of the crate lies: of `["sns", "Sns"]` the file that defines `Sns`, through what modules
    /// on the way re-export by `pub use`. `None` for what is no part of the crate.
    pub fn owner(&self, path: &[String]) -> Option<&Module> {
        let mut path = path.to_vec();
        // A chain of `pub use` has an end.
        for _ in 0..8 {
            let known = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
            let module = &self.0[&path[..known]];
            let Some(item) = path.get(known) else { return Some(module) };
            match paths::handed_on(module, item) {
                Some(further) => path = further,
                None => return Some(module),
            }
        }
        None
    }
}

/// All Rust files below a folder, in the order of their names.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn module_path(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        file.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// Whether an item is there for tests only.
pub fn is_test(item: &Item) -> bool {
    let attributes = match item {
        Item::Fn(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && quoted(attribute).contains("test"))
}

fn quoted(attribute: &syn::Attribute) -> String {
    attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default()
}
