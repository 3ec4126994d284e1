//! Runs the tests against mutants.
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What the tests say of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Caught,
    /// It works longer than any test may.
    TimedOut,
    Missed,
}

/// The test programs of a tree, quickest first, with the processor time that each takes without a mutant.
pub struct Runner {
    tests: Vec<(PathBuf, Duration)>,
    folder: PathBuf,
}

impl Runner {
    /// Builds the tests of the core in a tree and runs them once. Errors: a build that fails, a test that fails without a
    /// mutant.
    pub fn build(tree: &Path, target: &Path) -> Result<Self, String> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "test",
                "--no-run",
                "--locked",
                "--message-format=json",
                "--package",
                "shardscope-core",
                "--package",
                "shardscope-tests",
                "--package",
                "shardscope-web",
            ])
            .current_dir(tree)
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTFLAGS", "-Awarnings")
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err("a mutant does not compile".into());
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let messages = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let programs = messages.filter(|message| message["profile"]["test"] == true);
        // What reads the sources sees that they are others, and the page needs a browser.
        let skipped = ["layers", "dom"];
        let programs =
            programs.filter(|message| !skipped.contains(&message["target"]["name"].as_str().unwrap_or_default()));
        let paths: Vec<PathBuf> =
            programs.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).collect();
        let mut runner = Self { tests: Vec::new(), folder: tree.join("tests") };
        for path in paths {
            let (outcome, time) = runner.one(&path, 0, Duration::from_secs(600));
            if outcome != Outcome::Missed {
                return Err(format!("{} fails without a mutant", path.display()));
            }
            runner.tests.push((path, time));
        }
        runner.tests.sort_by_key(|(_, time)| *time);
        Ok(runner)
    }

    /// Runs all tests without a mutant, and has each place that they come by written to a file.
    pub fn reach(&self, reached: &Path) -> Result<(), String> {
        for (path, _) in &self.tests {
            let mut command = self.command(path, 0);
            let status = command.env("SHARDSCOPE_REACHED", reached).status().map_err(|error| error.to_string())?;
            if !status.success() {
                return Err(format!("{} fails without a mutant", path.display()));
            }
        }
        Ok(())
    }

    /// Runs the tests with a mutant until one of them fails.
    pub fn test(&self, number: usize) -> Outcome {
        let outcomes =
            self.tests.iter().map(|(path, usual)| self.one(path, number, *usual * 5 + Duration::from_secs(10)).0);
        outcomes.into_iter().find(|outcome| *outcome != Outcome::Missed).unwrap_or(Outcome::Missed)
    }

    fn one(&self, path: &Path, number: usize, most: Duration) -> (Outcome, Duration) {
        self.command(path, number).spawn().map_or((Outcome::Caught, Duration::ZERO), |child| wait(child, most))
    }

    fn command(&self, path: &Path, number: usize) -> Command {
        let mut command = Command::new(path);
        command
            .current_dir(&self.folder)
            .env("SHARDSCOPE_MUTANT", number.to_string())
            .env("PROPTEST_FAILURE_PERSISTENCE", "off")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

/// Waits for a program, and tells the processor time it took. Time on the wall would catch mutants on a busy machine that
/// nothing catches; where the system does not tell the other, it has to do.
fn wait(mut child: Child, most: Duration) -> (Outcome, Duration) {
    let begin = Instant::now();
    let mut used = Duration::ZERO;
    loop {
        used = processor_time(child.id()).unwrap_or_else(|| begin.elapsed()).max(used);
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return (Outcome::Missed, used),
            Ok(Some(_)) | Err(_) => return (Outcome::Caught, used),
            Ok(None) if used > most || begin.elapsed() > most * STANDSTILL => {
                let _ = child.kill();
                let _ = child.wait();
                return (Outcome::TimedOut, used);
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// How much longer than its processor time a program may take before it counts as one that waits for ever.
const STANDSTILL: u32 = 20;

/// Processor time of a process and of those it has waited for, by Linux's `/proc/ID/stat`; `None` on other systems.
fn processor_time(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in parentheses, may hold anything; the fields are counted behind it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11..15)?.iter().filter_map(|field| field.parse::<u64>().ok()).sum();
    (ticks > 0).then(|| Duration::from_millis(ticks * 10))
}
