//! Running other programs, with a message that helps when they fail.
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Says what happens now and how long it takes, on a machine of two cores.
pub fn step(what: &str, how_long: &str) {
    println!("\n── {what} ({how_long})");
}

/// A command's text, for messages.
pub fn text(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs a command to its end. `by_hand` says how to do it without this program.
///
/// Errors: names the command and the way by hand.
pub fn run(command: &mut Command, by_hand: &str) -> Result<()> {
    let begin = Instant::now();
    let line = text(command);
    let status = command.stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("this could not be started: {line}\n  by hand: {by_hand}"))?;
    if !status.success() {
        bail!("this failed ({status}): {line}\n  by hand: {by_hand}");
    }
    println!("   done in {} s", begin.elapsed().as_secs());
    Ok(())
}

/// What a command prints; `None` if it is not there or fails.
pub fn output(program: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// A program on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = if cfg!(windows) { vec![format!("{name}.exe"), format!("{name}.cmd")] } else { vec![name.to_string()] };
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_path_buf()
}

/// A cargo command in the workspace.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}
