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

/// The test programs of a tree, quickest first, with the time that each takes without a mutant.
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
        // What reads the sources sees that they are others, what counts memory takes its time, and the page needs a browser.
        let skipped = ["layers", "memory", "dom"];
        let programs =
            programs.filter(|message| !skipped.contains(&message["target"]["name"].as_str().unwrap_or_default()));
        let paths: Vec<PathBuf> =
            programs.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).collect();
        let mut runner = Self { tests: Vec::new(), folder: tree.join("tests") };
        for path in paths {
            let begin = Instant::now();
            match runner.one(&path, 0, Duration::from_secs(600)) {
                Outcome::Missed => runner.tests.push((path, begin.elapsed())),
                Outcome::Caught | Outcome::TimedOut => {
                    return Err(format!("{} fails without a mutant", path.display()));
                }
            }
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
            self.tests.iter().map(|(path, usual)| self.one(path, number, *usual * 5 + Duration::from_secs(10)));
        outcomes.into_iter().find(|outcome| *outcome != Outcome::Missed).unwrap_or(Outcome::Missed)
    }

    fn one(&self, path: &Path, number: usize, most: Duration) -> Outcome {
        self.command(path, number).spawn().map_or(Outcome::Caught, |child| wait(child, most))
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

fn wait(mut child: Child, most: Duration) -> Outcome {
    let begin = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Outcome::Missed,
            Ok(Some(_)) | Err(_) => return Outcome::Caught,
            Ok(None) if begin.elapsed() > most => {
                let _ = child.kill();
                let _ = child.wait();
                return Outcome::TimedOut;
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
