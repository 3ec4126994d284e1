//! The page's module: built by cargo, cut in two, bound to its JavaScript, made smaller.
//!
//! The first piece makes the run and draws it; the page is the second one. Both lie in a folder that is named after what is in them, so
//! that a browser never puts pieces of two builds together.
use crate::build::Kind;
use crate::run::{cargo, root, run, step};
use crate::tools::{BINARYEN, Tools, locked_version};
use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_split_cli_support::{Options, transform};

const TARGET: &str = "wasm32-unknown-unknown";
/// What the pieces and their scripts are called.
const NAME: &str = "shardscope";
/// The script that fetches the second piece.
const LOADER: &str = "__wasm_split.js";
/// What rustc emits, whatever a piece says of itself.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
    "--enable-reference-types",
];
/// Larger functions are not put into their only caller: what is rarely needed is then not compiled with what always is.
const OPTIMISED: [&str; 3] = ["-O3", "--low-memory-unused", "--one-caller-inline-max-function-size=200"];

/// Builds the module. Returns its folder, whose name is what it is to be called in the site.
pub fn build(tools: &Tools, kind: Kind) -> Result<PathBuf> {
    let wasm = compile(kind)?;
    let all = root().join("target/module").join(profile(kind));
    let done = all.join(name(&wasm)?);
    if done.is_dir() {
        return Ok(done);
    }
    forget_others(&all)?;
    // Another process may be building the same.
    let work = all.join(std::process::id().to_string());
    let (split, folder) = (work.join("split"), work.join("bound"));
    cut(&wasm, &split)?;
    bind(tools, &split, &folder)?;
    for piece in pieces(&split)? {
        let to = folder.join(piece.file_name().context("a piece has a name")?);
        std::fs::copy(&piece, to)?;
    }
    if matches!(kind, Kind::Release) {
        step("making the module smaller", "half a minute");
        for piece in pieces(&folder)? {
            optimise(tools, &piece)?;
        }
    }
    // Only what is complete has its name.
    std::fs::rename(&folder, &done)?;
    std::fs::remove_dir_all(&work)?;
    Ok(done)
}

/// Removes what was made of other sources.
fn forget_others(all: &Path) -> Result<()> {
    std::fs::create_dir_all(all)?;
    for entry in std::fs::read_dir(all)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("module-")) {
            std::fs::remove_dir_all(&path).with_context(|| format!("{} could not be removed", path.display()))?;
        }
    }
    Ok(())
}

/// The profile that it is compiled with.
const fn profile(kind: Kind) -> &'static str {
    match kind {
        Kind::Release => "release",
        Kind::Watch => "watch",
    }
}

/// Compiles the page, with all that the cut has to know of it.
fn compile(kind: Kind) -> Result<PathBuf> {
    // Where it lies has to be known, whatever folder a user's own settings name.
    let target = root().join("target");
    let profile = profile(kind);
    let wanted = ["--locked", "--package", "shardscope-web", "--bin", NAME, "--target", TARGET, "--profile", profile];
    let mut command = cargo(&["rustc", "--target-dir"]);
    command.arg(&target).args(wanted).args(["--", "-C", "link-arg=--emit-relocs"]);
    let by_hand =
        format!("cargo rustc --profile {profile} --package shardscope-web --bin {NAME} --target {TARGET} -- …");
    run(&mut command, &by_hand)?;
    Ok(target.join(TARGET).join(profile).join(NAME).with_extension("wasm"))
}

/// Cuts the module where the page begins (`web/src/main.rs`).
fn cut(wasm: &Path, into: &Path) -> Result<()> {
    let bytes = std::fs::read(wasm)?;
    let (first, script) = (into.join(NAME).with_extension("wasm"), format!("./{NAME}.js"));
    let mut options = Options::new(&bytes);
    options.output_dir = into;
    options.main_out_path = &first;
    options.main_module = &script;
    let pieces = transform(options).map_err(|error| anyhow!("the module could not be cut: {error:#}"))?;
    match pieces.split_modules.as_slice() {
        [_] => Ok(()),
        others => bail!("the module was cut into {} pieces besides the first, not 1", others.len()),
    }
}

/// A name for what is in the module, and how it is made.
fn name(wasm: &Path) -> Result<String> {
    let mut digest = Sha256::new();
    digest.update(std::fs::read(wasm).with_context(|| format!("{} was not built", wasm.display()))?);
    digest.update(include_bytes!("module.rs"));
    digest.update(BINARYEN);
    digest.update(locked_version("wasm_split_cli_support")?);
    let digits: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("module-{digits}"))
}

/// Writes the JavaScript of the first piece, and both pieces' loader beside it.
fn bind(tools: &Tools, split: &Path, folder: &Path) -> Result<()> {
    let mut command = Command::new(&tools.wasm_bindgen);
    command.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", NAME, "--out-dir"]);
    command.arg(folder).arg(split.join(NAME).with_extension("wasm"));
    run(&mut command, "wasm-bindgen --target web --keep-lld-exports --out-dir … target/module/split/shardscope.wasm")?;
    let loader = std::fs::read_to_string(split.join(LOADER)).context("the cut left no loader")?;
    std::fs::write(folder.join(LOADER), for_any_host(&loader)?)?;
    Ok(())
}

/// A host may call the second piece something else than `application/wasm`, as wasm-bindgen allows it for the first one.
fn for_any_host(loader: &str) -> Result<String> {
    const STRICT: &str = "WebAssembly.instantiateStreaming(src, imports)";
    const ANY: &str = "src.then(async (answer) => {
        if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
        const streams = answer.headers.get(\"content-type\")?.startsWith(\"application/wasm\");
        return streams ? WebAssembly.instantiateStreaming(answer, imports) : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
    })";
    match loader.contains(STRICT) {
        true => Ok(loader.replace(STRICT, ANY)),
        false => bail!("{LOADER} does not load a piece as it did: {STRICT} is not in it"),
    }
}

/// The pieces of a folder, but for the first one as it was before wasm-bindgen made another of it.
fn pieces(folder: &Path) -> Result<Vec<PathBuf>> {
    let is_first = |path: &Path| path.file_stem().is_some_and(|stem| stem == NAME);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|of| of == "wasm") && !is_first(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn optimise(tools: &Tools, piece: &Path) -> Result<()> {
    let mut command = Command::new(&tools.wasm_opt);
    command.args(OPTIMISED).args(FEATURES).arg("-o").arg(piece).arg(piece);
    run(&mut command, "wasm-opt -O3 … (npm's package binaryen)")
}

/// Puts the module into the site, and its name into the page.
pub fn put(folder: &Path, dist: &Path) -> Result<()> {
    let name = folder.file_name().context("the module's folder has a name")?.to_string_lossy().into_owned();
    let (to, mut scripts) = (dist.join(&name), Vec::new());
    for path in crate::build::files(folder)? {
        let inside = path.strip_prefix(folder)?;
        let copy = to.join(inside);
        std::fs::create_dir_all(copy.parent().unwrap_or(&to))?;
        std::fs::copy(&path, copy)?;
        if inside.extension().is_some_and(|of| of == "js") {
            scripts.push(inside.to_string_lossy().replace('\\', "/"));
        }
    }
    let page = dist.join("index.html");
    let text = std::fs::read_to_string(&page).context("the build left no index.html")?;
    std::fs::write(&page, with_module(&text, &name, &scripts)?)?;
    Ok(())
}

/// The page with what loads the module.
fn with_module(page: &str, name: &str, scripts: &[String]) -> Result<String> {
    let early: String =
        scripts.iter().map(|script| format!("    <link rel=\"modulepreload\" href=\"./{name}/{script}\">\n")).collect();
    let module = format!("./{name}/{NAME}_bg.wasm");
    let head = format!(
        "    <link rel=\"preload\" href=\"{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n{early}    \
         <script type=\"module\">\n      import(\"./{name}/{NAME}.js\")\n        \
         .then(({{ default: init }}) => init({{ module_or_path: \"{module}\" }}))\n        \
         .catch(window.shardscopeRecovery.unloaded);\n    </script>\n  </head>"
    );
    match page.contains("  </head>") {
        true => Ok(page.replacen("  </head>", &head, 1)),
        false => bail!("static/index.html has no </head>"),
    }
}

#[cfg(test)]
mod tests {
    use super::with_module;

    #[test]
    fn the_page_names_the_module_by_relative_addresses() {
        let page = with_module("<head>\n  </head>\n<body></body>", "module-1", &["a.js".into()]).unwrap();
        assert!(page.contains("href=\"./module-1/a.js\"") && page.contains("import(\"./module-1/shardscope.js\")"));
        assert_eq!(page.matches("./module-1/shardscope_bg.wasm").count(), 2);
        assert!(with_module("<body></body>", "module-1", &[]).is_err());
    }
}
