//! The step after a release build that splits the page's module: Trunk calls it, see Trunk.toml.
use crate::run::root;
use crate::split::{Split, split};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Where the build has put the site.
const FOLDER: &str = "TRUNK_STAGING_DIR";
/// Where the linker has put what, of the last build.
const MAP: &str = "target/wasm32-unknown-unknown/release/shardscope.map";
/// The place in the page for the later file's name.
const EMPTY: &str = "name=\"shardscope-later\" content=\"\"";

/// Splits the module in the folder that Trunk names. A debug build stays whole.
pub fn after_build() -> Result<()> {
    let folder = std::env::var_os(FOLDER).with_context(|| format!("{FOLDER} is not set: trunk calls this command"))?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "release") {
        return Ok(());
    }
    apart(Path::new(&folder))
}

fn apart(folder: &Path) -> Result<()> {
    let whole = module(folder)?;
    let parts = std::fs::read_to_string(root().join("web/later.txt")).context("web/later.txt")?;
    let map = std::fs::read_to_string(root().join(MAP)).with_context(|| format!("{MAP}: web/build.rs asks for it"))?;
    let Split { first, later, report, constants } = split(&std::fs::read(&whole)?, &parts, &map)?;
    std::fs::write(root().join("target/split.txt"), format!("{constants} bytes of constants come later\n{report}"))?;
    // Both names change with either content: a browser's cache must never put parts of two builds together.
    let mut crc = flate2::Crc::new();
    crc.update(&first);
    crc.update(&later);
    let (first_name, later_name) =
        (format!("shardscope-{:08x}_bg.wasm", crc.sum()), format!("later-{:08x}.wasm", crc.sum()));
    std::fs::remove_file(&whole)?;
    std::fs::write(folder.join(&first_name), first)?;
    std::fs::write(folder.join(&later_name), later)?;
    let page = folder.join("index.html");
    let text = std::fs::read_to_string(&page).context("the build left no index.html")?;
    let whole = whole.file_name().unwrap_or_default().to_string_lossy();
    if !text.contains(EMPTY) || !text.contains(&*whole) {
        bail!("index.html has no place for the later part, or does not name {whole}");
    }
    let filled = EMPTY.replace("content=\"\"", &format!("content=\"./{later_name}\""));
    Ok(std::fs::write(page, text.replace(EMPTY, &filled).replace(&*whole, &first_name))?)
}

/// The page's module, as the build left it.
fn module(folder: &Path) -> Result<PathBuf> {
    let files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("shardscope-") && name.ends_with("_bg.wasm")
    };
    files.into_iter().find(named).context("the build left no module of the page")
}
