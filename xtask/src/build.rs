//! The release site.
use crate::module;
use crate::offline;
use crate::policy;
use crate::run::{cargo, root, run, step};
use crate::tools::{self, Tools};
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the site is made of: where one of them changes, it is built anew.
const SOURCES: [&str; 15] = [
    "core",
    "messages",
    "reader",
    "web",
    "static",
    "xtask/src/build.rs",
    "xtask/src/module.rs",
    "xtask/src/offline.rs",
    "xtask/src/policy.rs",
    "xtask/src/tools.rs",
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
];
/// What the site was made of when it was built last.
const STAMP: &str = "target/site.stamp";

/// Where the site is built, and how.
#[derive(Clone, Copy)]
pub enum Kind {
    Release,
    /// Without link-time optimisation, in a folder of its own: what changes is seen soon.
    Watch,
}

/// Sets up what is missing and builds the site, unless it is there. Returns its folder and the tools.
pub fn site() -> Result<(PathBuf, Tools)> {
    let tools = tools::set_up()?;
    let dist = folder(Kind::Release);
    if !is_current(&dist)? {
        build(&tools, Kind::Release)?;
        relative(&dist)?;
        preload_first(&dist)?;
        policy::put(&dist)?;
        let template = std::fs::read_to_string(root().join("static/service-worker.js"))?;
        offline::put(&dist, &files(&dist)?, &template)?;
        compress(&dist)?;
        std::fs::write(root().join(STAMP), stamp(&dist)?)?;
    }
    println!("   the site is in {}", dist.display());
    Ok((dist, tools))
}

/// The folder of the release site, if it was built of what is there now: nothing has to be set up then.
pub fn current() -> Result<Option<PathBuf>> {
    let dist = folder(Kind::Release);
    Ok(is_current(&dist)?.then_some(dist))
}

fn is_current(dist: &Path) -> Result<bool> {
    let before = std::fs::read_to_string(root().join(STAMP)).unwrap_or_default();
    Ok(dist.join("index.html").is_file() && stamp(dist)? == before)
}

/// Builds the module, and the site around it with Trunk. Returns its folder.
pub fn build(tools: &Tools, kind: Kind) -> Result<PathBuf> {
    let folder = folder(kind);
    match kind {
        Kind::Release => step("building the release site", "about 3 minutes the first time, 1 minute after a change"),
        Kind::Watch => step("building the site", "about 2 minutes the first time, half a minute after a change"),
    }
    let module = module::build(tools, kind)?;
    if let Err(error) = with_trunk(&tools.trunk, &folder) {
        let own = tools::own_trunk()?;
        if own == tools.trunk {
            return Err(error);
        }
        println!("   {error:#}\n   trying another Trunk");
        with_trunk(&own, &folder)?;
    }
    module::put(&module, &folder)?;
    put_languages(&folder)?;
    put_reader(tools, &folder)?;
    Ok(folder)
}

/// Builds the site but for its module.
fn with_trunk(trunk: &Path, folder: &Path) -> Result<()> {
    let mut command = Command::new(trunk);
    command.args(["build", "--dist"]).arg(folder).current_dir(root());
    // Trunk takes any value of NO_COLOR but true and false for a mistake.
    command.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
    run(&mut command, "cargo xtask dist, with Trunk on the PATH")
}

fn folder(kind: Kind) -> PathBuf {
    root().join(match kind {
        Kind::Release => "dist",
        Kind::Watch => "target/watch-site",
    })
}

/// The words of languages other than English lie beside the page, which fetches those that it speaks.
fn put_languages(folder: &Path) -> Result<()> {
    for language in shardscope_messages::languages(&root())? {
        let (name, text) = language.file();
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// The module that reads codes from a camera is one of its own: whoever has no class does not wait for it.
fn put_reader(tools: &Tools, folder: &Path) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let wanted = ["--release", "--locked", "--package", "shardscope-reader", "--target", TARGET];
    // Where it lies has to be known, whatever folder a user's own settings name.
    let target = root().join("target");
    run(
        cargo(&["build", "--quiet", "--target-dir"]).arg(&target).args(wanted),
        "cargo build --release --package shardscope-reader --target wasm32-unknown-unknown",
    )?;
    let module = target.join(TARGET).join("release/shardscope_reader.wasm");
    let mut bind = Command::new(&tools.wasm_bindgen);
    bind.args(["--target", "web", "--no-typescript", "--out-name", "reader", "--out-dir"]).arg(folder).arg(module);
    run(&mut bind, "wasm-bindgen --target web --out-name reader --out-dir dist …/shardscope_reader.wasm")
}

/// The page must name its files without a leading slash, or it works from no folder.
fn relative(dist: &Path) -> Result<()> {
    let page = std::fs::read_to_string(dist.join("index.html")).context("the build left no index.html")?;
    for bad in ["href=\"/", "src=\"/", "import(\"/", "module_or_path: \"/"] {
        if page.contains(bad) {
            bail!("dist/index.html has {bad}…: it would not work from a sub-path");
        }
    }
    Ok(())
}

/// What the page says is to be loaded early is said first: below a style sheet and a script the browser meets it only when
/// both are there.
fn preload_first(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let text = std::fs::read_to_string(&page).context("the build left no index.html")?;
    std::fs::write(&page, preloads_first(&text)?)?;
    Ok(())
}

fn preloads_first(page: &str) -> Result<String> {
    let (mut rest, mut early) = (page.to_string(), Vec::new());
    for begins in ["<link rel=\"preload\"", "<link rel=\"modulepreload\""] {
        // The module before its scripts: it is the largest.
        while let Some(at) = rest.find(begins) {
            let end = rest[at..].find('>').context("a link of dist/index.html has no end")? + at + 1;
            early.push(rest[at..end].to_string());
            rest.replace_range(at..end, "");
        }
    }
    let place = rest.find(policy::PLACE).map(|at| at + policy::PLACE.len());
    let Some(place) = place.filter(|_| !early.is_empty()) else {
        bail!("dist/index.html has nothing that is loaded early, or no {}", policy::PLACE);
    };
    rest.insert_str(place, &format!("\n    {}", early.join("\n    ")));
    Ok(rest)
}

/// A checksum of all that the site is made of.
pub fn sources() -> Result<u32> {
    let mut sum = crc32fast::Hasher::new();
    for source in SOURCES {
        for path in files(&root().join(source))? {
            sum.update(path.to_string_lossy().as_bytes());
            sum.update(&std::fs::read(&path)?);
        }
    }
    Ok(sum.finalize())
}

/// The sources, and the files that were built of them.
fn stamp(dist: &Path) -> Result<String> {
    let mut stamp = format!("{:08x}\n", sources()?);
    for path in files(dist)? {
        stamp += &format!("{} {}\n", path.display(), std::fs::metadata(&path)?.len());
    }
    Ok(stamp)
}

/// A file, or all files of a folder and its folders, in order.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(if path.is_file() { vec![path.into()] } else { Vec::new() });
    }
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    let mut all = Vec::new();
    for entry in entries {
        all.extend(files(&entry)?);
    }
    Ok(all)
}

/// Files that are worth a compressed copy; the others hold what is compressed already, or next to nothing.
const COMPRESSED: [&str; 9] = ["html", "js", "json", "wasm", "css", "svg", "csv", "md", "webmanifest"];

/// Puts a gzip and a brotli copy beside each file, for hosts that serve them.
fn compress(dist: &Path) -> Result<()> {
    step("gzip and brotli copies", "about 20 seconds");
    for path in files(dist)? {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !COMPRESSED.contains(&extension) {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let beside = |more: &str| path.with_extension(format!("{extension}.{more}"));
        // Smaller than what gzip makes of it; more iterations gain next to nothing.
        let once = zopfli::Options { iteration_count: std::num::NonZeroU64::MIN, ..zopfli::Options::default() };
        let mut gzip = Vec::new();
        zopfli::compress(once, zopfli::Format::Gzip, &bytes[..], &mut gzip)?;
        std::fs::write(beside("gz"), gzip)?;
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
        brotli.write_all(&bytes)?;
        std::fs::write(beside("br"), brotli.into_inner())?;
    }
    Ok(())
}

/// Prints each file with its size, gzipped and with brotli, in KiB.
pub fn print_sizes(dist: &Path) -> Result<()> {
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |meta| meta.len()) as f64 / 1024.0;
    println!("     KiB    gzip  brotli");
    for path in files(dist)?.iter().filter(|path| !path.extension().is_some_and(|of| of == "gz" || of == "br")) {
        let beside = |more: &str| size(Path::new(&format!("{}.{more}", path.display())));
        let name = path.strip_prefix(dist).unwrap_or(path).display();
        println!("{:8.1}{:8.1}{:8.1}  {name}", size(path), beside("gz"), beside("br"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_loaded_early_stands_first_the_module_before_its_scripts() {
        let (script, module) = ("<link rel=\"modulepreload\" href=\"a.js\">", "<link rel=\"preload\" href=\"a.wasm\">");
        let page = format!("<head>{}<link rel=\"stylesheet\">{script}{module}</head>", policy::PLACE);
        let moved = format!("<head>{}\n    {module}\n    {script}<link rel=\"stylesheet\"></head>", policy::PLACE);
        assert_eq!(preloads_first(&page).unwrap(), moved);
        assert!(preloads_first("<head></head>").is_err());
    }
}
