//! Tests and figures.
use crate::browser::{self, Browsers};
use crate::build;
use crate::run::{cargo, root, run, step};
use crate::tools::{self, Tools};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

pub fn setup() -> Result<()> {
    tools::set_up()?;
    tools::wasm_target("wasm32v1-none")?;
    browser::set_up()?;
    browser::python()?;
    println!("everything is set up");
    Ok(())
}

/// Every test. Stops at the first part that fails.
pub fn test() -> Result<()> {
    setup()?;
    step("formatting", "2 s");
    run(&mut cargo(&["fmt", "--all", "--check"]), "cargo fmt --all --check")?;
    step("lints", "1 minute the first time");
    run(
        &mut cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
        "cargo clippy --workspace --all-targets -- -D warnings",
    )?;
    step("the core for wasm32v1-none: no clock, no entropy, no files, no std", "10 s");
    run(
        &mut cargo(&["build", "--package", "shardscope-core", "--target", "wasm32v1-none", "--locked"]),
        "cargo build --package shardscope-core --target wasm32v1-none",
    )?;
    step("native tests", "2 minutes the first time");
    run(&mut cargo(&["test", "--workspace", "--locked", "--quiet"]), "cargo test --workspace")?;
    let browsers = browser::set_up()?;
    let tools = tools::set_up()?;
    step("tests in headless Chromium", "1 minute the first time");
    let tests =
        ["test", "--package", "shardscope-tests", "--package", "shardscope-web", "--test", "wasm", "--test", "dom"];
    in_chromium(&tools, &browsers, &tests)?;
    let (dist, tools) = build::site()?;
    step("the built site in Chromium and Firefox", "about two minutes");
    // One file after the other: each opens browsers of its own.
    let order = "--test-concurrency=1";
    node(
        &tools,
        &browsers,
        &dist,
        &[
            "--test",
            order,
            "anywhere.mjs",
            "journeys.mjs",
            "keeping.mjs",
            "lab.mjs",
            "languages.mjs",
            "lessons.mjs",
            "outside.mjs",
            "stories.mjs",
            "meetings.mjs",
            "opening.mjs",
        ],
    )?;
    step("the lesson page as Lighthouse sees it", "about a minute");
    node(&tools, &browsers, &dist, &["--test", order, "lighthouse.mjs"])?;
    step("the AWS SDK against the built site", "about half a minute");
    node(&tools, &browsers, &dist, &["--test", order, "sdk.mjs", "sqs.mjs"])?;
    step("boto3 against the built site", "half a minute, and a minute the first time");
    node(&tools, &browsers, &dist, &["--test", "boto3.mjs"])?;
    step("exported runs with the AWS CLI and an emulator", "half a minute");
    node(&tools, &browsers, &dist, &["--test", "take_to_aws.mjs"])?;
    println!("\nevery test passed");
    Ok(())
}

/// Prints the figures, each as one run on this machine gives it.
pub fn bench() -> Result<()> {
    let (dist, tools) = build::site()?;
    let browsers = browser::set_up()?;
    step("hashing and records, natively", "about a minute");
    let native = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--release", "--quiet", "--locked", "--package", "shardscope-tests", "--bin", "bench"])
        .current_dir(root())
        .output()
        .context("the benchmark could not be started")?;
    let is_well = native.status.success();
    let native = String::from_utf8_lossy(&native.stdout).into_owned();
    print!("{native}");
    step("the same in Chromium", "about a minute");
    let rate = |name: &str| {
        let line = native.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().rev().nth(2).unwrap_or("0").to_string()
    };
    // What the browser's figures are compared with is compiled into its test.
    let rates = format!("{},{}", rate("native whole way, new"), rate("native whole way, 100"));
    let mut command = chromium_command(
        &tools,
        &browsers,
        &["test", "--release", "--package", "shardscope-tests", "--test", "wasm_bench", "--", "--nocapture"],
    )?;
    run(command.env("SHARDSCOPE_NATIVE", rates), "see the command above")?;
    // All figures are printed before one that missed its target ends the command.
    let figures = [
        ("frames in Chromium without a GPU", "half a minute", "frames.mjs"),
        ("speeds that are asked for, and slower machines", "two minutes", "speeds.mjs"),
        ("seeking in an hour", "about a minute", "seek.mjs"),
        ("the first moving picture on emulated lines", "about a minute", "loading.mjs"),
        ("every scenario after ten minutes", "about three minutes", "ten_minutes.mjs"),
        ("PutRecords beside two emulators", "about half a minute", "emulators.mjs"),
    ]
    .map(|(what, takes, file)| {
        step(what, takes);
        node(&tools, &browsers, &dist, &[file])
    });
    step("what is transferred", "1 s");
    build::print_sizes(&dist)?;
    anyhow::ensure!(is_well, "the native benchmark failed, or a figure of it misses its target");
    figures.into_iter().collect()
}

/// Small mistakes in the core, and how many of them the tests notice.
pub fn mutants(args: &[String]) -> Result<()> {
    let mut words = vec!["run", "--package", "shardscope-tests", "--bin", "mutants", "--"];
    words.extend(args.iter().map(String::as_str));
    run(&mut cargo(&words), "see the command above")
}

/// Pictures of every step of every story, as sheets to be looked at in target/pictures/.
pub fn pictures(args: &[String]) -> Result<()> {
    let (dist, tools) = build::site()?;
    let browsers = browser::set_up()?;
    step("pictures of the stories", "about fifteen minutes for all of them");
    let words: Vec<&str> = std::iter::once("pictures.mjs").chain(args.iter().map(String::as_str)).collect();
    node(&tools, &browsers, &dist, &words)
}

/// Answers AWS clients over loopback HTTP from the built site, in a headless browser.
pub fn bridge(port: u16, query: &str) -> Result<()> {
    let (dist, tools) = build::site()?;
    let browsers = browser::set_up()?;
    node(&tools, &browsers, &dist, &["bridge.mjs", "--port", &port.to_string(), "--query", query])
}

fn chromium_command(tools: &Tools, browsers: &Browsers, args: &[&str]) -> Result<Command> {
    let mut words = args.to_vec();
    let target = ["--target", "wasm32-unknown-unknown", "--locked"];
    words.splice(1..1, target);
    let mut command = cargo(&words);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &tools.wasm_bindgen_test_runner);
    command.env("CHROMEDRIVER", &browsers.chromedriver).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    // The runner reads webdriver.json from the folder of the package under test.
    command.env("PATH", tools.path()?);
    Ok(command)
}

fn in_chromium(tools: &Tools, browsers: &Browsers, args: &[&str]) -> Result<()> {
    run(&mut chromium_command(tools, browsers, args)?, "cargo xtask test")
}

/// Runs a script against the built site.
fn node(tools: &Tools, browsers: &Browsers, dist: &Path, args: &[&str]) -> Result<()> {
    let folder = root().join("tests/e2e");
    // What is installed there is written down by npm; a changed list is installed anew.
    let written = |file: &str| std::fs::metadata(folder.join(file)).and_then(|meta| meta.modified()).ok();
    if written("node_modules/.package-lock.json") < written("package-lock.json") {
        step("what the tests need from npm", "about 20 seconds, once per clone");
        run(
            Command::new(&tools.npm).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder),
            "cd tests/e2e && npm ci",
        )?;
    }
    let mut command = Command::new(&tools.node);
    command.args(args).current_dir(&folder);
    command.env("SHARDSCOPE_CHROMIUM", &browsers.chromium).env("SHARDSCOPE_FIREFOX", &browsers.firefox);
    command.env("SHARDSCOPE_DIST", dist).env("SHARDSCOPE_VENV", tools::cache()?.join("tools/aws"));
    run(&mut command, &format!("cd tests/e2e && SHARDSCOPE_CHROMIUM=… SHARDSCOPE_FIREFOX=… node {}", args.join(" ")))
}
