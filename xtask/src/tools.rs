//! The tools that a build needs, each of a known version, in the user's cache folder.
use crate::run::{cargo, on_path, output, root, run, step};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const TRUNK: &str = "0.21.14";
pub const BINARYEN: &str = "132.0.0";

/// Where the tools are.
pub struct Tools {
    /// Folders to put in front of the PATH.
    folders: Vec<PathBuf>,
    pub wasm_bindgen: PathBuf,
    pub wasm_bindgen_test_runner: PathBuf,
    pub wasm_opt: PathBuf,
    pub trunk: PathBuf,
    pub npm: PathBuf,
    pub node: PathBuf,
}

impl Tools {
    /// The PATH with the tools in front.
    pub fn path(&self) -> Result<std::ffi::OsString> {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let all = self.folders.iter().cloned().chain(std::env::split_paths(&old));
        std::env::join_paths(all).context("the PATH has a folder whose name cannot be in it")
    }
}

/// The user's cache folder for this project.
pub fn cache() -> Result<PathBuf> {
    let var = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = var("SHARDSCOPE_CACHE") {
        return Ok(folder);
    }
    let home = || var("HOME").or_else(|| var("USERPROFILE"));
    let base = if cfg!(windows) {
        var("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        var("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    let base = base.context("no home folder is known: set SHARDSCOPE_CACHE to a folder for the tools")?;
    Ok(base.join("shardscope"))
}

/// Sets up all that a build of the site needs.
pub fn set_up() -> Result<Tools> {
    let folder = cache()?.join("tools");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    wasm_target("wasm32-unknown-unknown")?;
    let (node, npm) = node()?;
    let bindgen = locked_version("wasm-bindgen")?;
    let bindgen = cargo_tool(&folder, "wasm-bindgen-cli", "wasm-bindgen", &bindgen, "about 3 minutes, once")?;
    // Any that is there is tried; `own_trunk` is for where it fails.
    let trunk = on_path("trunk").map_or_else(own_trunk, Ok)?;
    let wasm_opt = binaryen(&folder, &npm)?;
    Ok(Tools {
        wasm_bindgen: bindgen.join(exe("wasm-bindgen")),
        wasm_bindgen_test_runner: bindgen.join(exe("wasm-bindgen-test-runner")),
        trunk,
        wasm_opt: wasm_opt.join(if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" }),
        folders: vec![bindgen],
        npm,
        node,
    })
}

/// The Trunk that the site is known to be built with.
pub fn own_trunk() -> Result<PathBuf> {
    let folder = cache()?.join("tools");
    Ok(cargo_tool(&folder, "trunk", "trunk", TRUNK, "about 5 minutes, once")?.join(exe("trunk")))
}

/// Adds a target to the pinned toolchain.
pub fn wasm_target(target: &str) -> Result<()> {
    let by_hand = format!("rustup target add {target}");
    let sysroot = output(Path::new("rustc"), &["--print", "sysroot"]).context("rustc is not on the PATH")?;
    if Path::new(&sysroot).join("lib/rustlib").join(target).join("lib").is_dir() {
        return Ok(());
    }
    step(&format!("Rust's target {target}"), "a few seconds, once");
    run(Command::new("rustup").args(["target", "add", target]).current_dir(root()), &by_hand)
}

fn node() -> Result<(PathBuf, PathBuf)> {
    match (on_path("node"), on_path("npm")) {
        (Some(node), Some(npm)) => Ok((node, npm)),
        _ => bail!(
            "Node.js with npm is needed, for wasm-opt and the tests of the built site, and was not found on the PATH.\n  \
             by hand: install Node.js 20 or later (Debian: apt-get install nodejs npm; others: nodejs.org)"
        ),
    }
}

fn exe(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The version of a package in Cargo.lock: the CLI has to be of exactly the same.
pub fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let after = lock.split_once(&format!("name = \"{package}\"\nversion = \"")).map(|(_, after)| after);
    let version = after.and_then(|after| after.split('"').next());
    version.map(String::from).with_context(|| format!("{package} is not in Cargo.lock"))
}

/// Builds a tool from its crate, once. Returns the folder of its programs.
fn cargo_tool(folder: &Path, package: &str, program: &str, version: &str, how_long: &str) -> Result<PathBuf> {
    let place = folder.join(format!("{package}-{version}"));
    let bin = place.join("bin");
    let works = || output(&bin.join(exe(program)), &["--version"]).is_some_and(|said| said.contains(version));
    if works() {
        return Ok(bin);
    }
    step(&format!("building {package} {version}"), how_long);
    let install = |locked: bool| {
        let mut command = cargo(&["install", package, "--version", version, "--root"]);
        command.arg(&place).env("CARGO_TARGET_DIR", folder.join("build"));
        // The project's own settings are not meant for its tools. Quick to build is better here than quick.
        command.env_remove("RUSTFLAGS").current_dir(folder);
        for (setting, value) in [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "64"), ("STRIP", "true")] {
            command.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
        }
        if locked {
            command.arg("--locked");
        }
        run(&mut command, &format!("cargo install {package} --version {version} --root {}", place.display()))
    };
    if let Err(error) = install(true) {
        println!("   {package}'s own lock file did not do: {error:#}\n   trying without it");
        install(false)?;
    }
    // What a build leaves behind is large, and of no use any more. If it stays, nothing breaks.
    let _ = std::fs::remove_dir_all(folder.join("build"));
    if works() {
        Ok(bin)
    } else {
        bail!("{package} was built, but {} does not say {version}", bin.join(exe(program)).display())
    }
}

/// wasm-opt, from npm's package binaryen. Debian's is too old for what rustc emits.
fn binaryen(folder: &Path, npm: &Path) -> Result<PathBuf> {
    let place = folder.join(format!("binaryen-{BINARYEN}"));
    let bin = place.join("node_modules/.bin");
    if !bin.join("wasm-opt").is_file() {
        step(&format!("wasm-opt from npm's binaryen {BINARYEN}"), "about 10 seconds, once");
        std::fs::create_dir_all(&place)?;
        let package = format!("binaryen@{BINARYEN}");
        let mut command = Command::new(npm);
        command.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(&place).arg(&package);
        run(&mut command, &format!("npm install --prefix {} {package}", place.display()))?;
    }
    Ok(bin)
}
