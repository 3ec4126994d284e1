//! `cargo xtask …`: the only automation of this project.
//!
//! Each command sets up what is missing first. Tools go into the user's cache folder, by version, so that a second
//! clone finds them; nothing else on the machine is changed, but for Chromium where apt may install it.
mod browser;
mod build;
mod check;
mod module;
mod offline;
mod policy;
mod run;
mod serve;
mod tools;

use anyhow::{Result, bail};
use lexopt::prelude::*;

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N] [--open]   set up, build the release site, serve it at http://127.0.0.1:8080/
        [--watch]             the same, built quickly, again whenever a source changes
  dist                        set up, leave the release site in dist/: it works from any folder of any static host
  test                        set up, run every test: formatting, lints, native, headless Chromium, the built site
  bench                       set up, print the figures: hashing, records, memory, frames, transfer
  bridge [--port N] [--query Q]   set up, open the page, answer AWS clients from it at http://127.0.0.1:4567/
  mutants [--seed N] [--sample N] [--reach 1]   a sample of small mistakes in the core, and how many the tests notice
  pictures [STORY …] [--theme NAME]   every step of every story as sheets in target/pictures/, to be looked at
  setup                       only set up
";

fn main() {
    if let Err(error) = work() {
        eprintln!("\nxtask: {error:#}");
        std::process::exit(1);
    }
}

fn work() -> Result<()> {
    let mut args = lexopt::Parser::from_env();
    let (mut command, mut port, mut open, mut watch) = (None, None, false, false);
    let mut query = String::from("?scenario=empty");
    let (mut mutants, mut pictures) = (Vec::new(), Vec::new());
    while let Some(arg) = args.next()? {
        match arg {
            Value(name) if command.is_none() => command = Some(name.string()?),
            Long("port") => port = Some(args.value()?.parse()?),
            Value(story) if command.as_deref() == Some("pictures") => pictures.push(story.string()?),
            Long("theme") => pictures.extend(["--theme".into(), args.value()?.string()?]),
            Long(name @ ("seed" | "sample" | "reach")) => {
                let name = format!("--{name}");
                mutants.extend([name, args.value()?.string()?]);
            }
            Long("query") => query = args.value()?.string()?,
            Long("open") => open = true,
            Long("watch") => watch = true,
            Long("help") | Short('h') => {
                print!("{USAGE}");
                return Ok(());
            }
            Short(_) | Long(_) | Value(_) => return Err(arg.unexpected().into()),
        }
    }
    match command.as_deref() {
        Some("serve") => serve::serve(port.unwrap_or(8080), open, watch),
        Some("dist") => build::site().map(drop),
        Some("test") => check::test(),
        Some("bench") => check::bench(),
        Some("bridge") => check::bridge(port.unwrap_or(4567), &query),
        Some("mutants") => check::mutants(&mutants),
        Some("pictures") => check::pictures(&pictures),
        Some("setup") => check::setup(),
        Some(other) => bail!("no command named {other}\n\n{USAGE}"),
        None => {
            print!("{USAGE}");
            Ok(())
        }
    }
}
