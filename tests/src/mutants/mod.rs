//! Mutants: the core with one small mistake each, all in one build, switched on by an environment variable. What the tests do
//! not notice they do not hold.
mod report;
mod run;
mod sites;

pub use report::main;
pub use run::{Outcome, Runner};
pub use sites::{Site, all};

use crate::structure::Modules;
use shardscope_core::base::{below, mix};
use std::fs;
use std::path::Path;

/// So many of all sites, by a seed; no two of them lie within each other.
pub fn sample(mut sites: Vec<Site>, count: usize, seed: u64) -> Vec<Site> {
    let mut chosen: Vec<Site> = Vec::new();
    let mut draw = 0;
    while chosen.len() < count && !sites.is_empty() {
        draw += 1;
        let site = sites.swap_remove(below(mix(seed, draw), sites.len() as u64) as usize);
        if chosen.iter().all(|other| !other.overlaps(&site)) {
            chosen.push(site);
        }
    }
    chosen
}

/// Every site of the core below `root`.
pub fn sites(root: &Path) -> Vec<Site> {
    Modules::read(&root.join("core/src")).0.values().flat_map(sites::all).collect()
}

/// Writes the mutants into a copy of the sources: number 1 is the first. None is on until its number is in the environment.
pub fn plant(tree: &Path, root: &Path, sites: &[Site]) -> std::io::Result<()> {
    let mut numbered: Vec<(usize, &Site)> = sites.iter().enumerate().map(|(place, site)| (place + 1, site)).collect();
    // From the end of a file to its beginning, so that places stay what they are.
    numbered.sort_by_key(|(_, site)| std::cmp::Reverse((site.file.clone(), site.from)));
    for (number, site) in numbered {
        let file = tree.join(site.file.strip_prefix(root).expect("it is a source of this project"));
        let mut text = fs::read_to_string(&file)?;
        text.replace_range(site.from..site.to, &site.planted(number));
        fs::write(&file, text)?;
    }
    let lib = tree.join("core/src/lib.rs");
    fs::write(&lib, fs::read_to_string(&lib)? + SWITCH)
}

const SWITCH: &str = r#"
extern crate std;

/// Whether a mutant is on.
pub fn mutant(number: u32) -> bool {
    static ACTIVE: std::sync::LazyLock<u32> = std::sync::LazyLock::new(|| {
        std::env::var("SHARDSCOPE_MUTANT").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
    });
    static REACHED: std::sync::LazyLock<Option<std::sync::Mutex<(std::fs::File, std::collections::BTreeSet<u32>)>>> =
        std::sync::LazyLock::new(|| {
            let path = std::env::var_os("SHARDSCOPE_REACHED")?;
            let file = std::fs::OpenOptions::new().create(true).append(true).open(path).ok()?;
            Some(std::sync::Mutex::new((file, std::collections::BTreeSet::new())))
        });
    if let Some(reached) = &*REACHED
        && let Ok(mut reached) = reached.lock()
        && reached.1.insert(number)
    {
        let _ = std::io::Write::write_all(&mut reached.0, std::format!("{number}\n").as_bytes());
    }
    *ACTIVE == number
}
"#;
