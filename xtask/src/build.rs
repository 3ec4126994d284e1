//! The release site.
use crate::run::{root, run, step};
use crate::tools::{self, Tools};
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is to be transferred until the first scenario runs, each file gzipped, at most.
const TRANSFER_MOST: u64 = 450 * 1024;

/// Sets up what is missing and builds the site. Returns its folder and the tools.
pub fn site() -> Result<(PathBuf, Tools)> {
    let tools = tools::set_up()?;
    step("building the release site", "about 2 minutes the first time, 40 s after a change");
    let mut command = Command::new(&tools.trunk);
    command.args(["build", "--release"]).current_dir(root()).env("PATH", tools.path()?);
    // Trunk takes any value of NO_COLOR but true and false for a mistake.
    command.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
    run(&mut command, "trunk build --release, with trunk, wasm-bindgen and wasm-opt on the PATH")?;
    let dist = root().join("dist");
    relative(&dist)?;
    println!("   the site is in {}", dist.display());
    Ok((dist, tools))
}

/// The page must name its files without a leading slash, or it works from no folder.
fn relative(dist: &Path) -> Result<()> {
    let page = std::fs::read_to_string(dist.join("index.html")).context("the build left no index.html")?;
    for bad in ["href=\"/", "src=\"/", "from '/", "'/shardscope"] {
        if page.contains(bad) {
            bail!("dist/index.html has {bad}…: it would not work from a sub-path");
        }
    }
    Ok(())
}

/// Gzipped size of each file, largest first: path, bytes, and whether the first scenario needs it.
pub fn transfer(dist: &Path) -> Result<Vec<(String, u64, bool)>> {
    let mut sizes = Vec::new();
    let mut folders = vec![dist.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(dist).unwrap_or(&path).to_string_lossy().into_owned();
            // The sample file, and what the console and the exports need, is fetched when somebody asks for it; the later
            // part of the page, when the first scenario runs.
            let first = !["sample", "desk", "later"].iter().any(|part| name.starts_with(part));
            sizes.push((name, gzipped(&std::fs::read(&path)?)?, first));
        }
    }
    sizes.sort_by_key(|(_, size, _)| std::cmp::Reverse(*size));
    Ok(sizes)
}

fn gzipped(bytes: &[u8]) -> Result<u64> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

/// Prints what is transferred; fails if the first scenario takes more than it may.
pub fn check_transfer(dist: &Path) -> Result<()> {
    let sizes = transfer(dist)?;
    let kib = |bytes: u64| bytes as f64 / 1024.0;
    for (name, size, first) in &sizes {
        println!("   {:8.1} KiB  {name}{}", kib(*size), if *first { "" } else { "  (on demand)" });
    }
    let sum = |wanted: &dyn Fn(bool) -> bool| sizes.iter().filter(|s| wanted(s.2)).map(|s| s.1).sum::<u64>();
    let (first, all) = (sum(&|first| first), sum(&|_| true));
    println!(
        "transfer until the first scenario runs: {:.1} KiB gzipped (at most {}); all files: {:.1} KiB",
        kib(first),
        TRANSFER_MOST / 1024,
        kib(all)
    );
    if first > TRANSFER_MOST {
        bail!("the site is too large");
    }
    Ok(())
}
