//! The command: what is tried, kept, and printed.
use super::{Outcome, Runner, Site, plant, sample, sites};
use shardscope_core::base::mix;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Of a hundred mutants, how many have to be caught.
const SHARE_LEAST: f64 = 90.0;
/// Seconds that one may take, on average.
const SECONDS_MOST: f64 = 45.0;

/// Samples, plants, builds and runs; with `--reach 1` it only says which places of the sample no test comes by. Errors: arguments that are none, a tree that does not build, too many mutants missed.
pub fn main(arguments: Vec<String>) -> Result<(), String> {
    let mut args: BTreeMap<String, u64> = BTreeMap::new();
    let mut words = arguments.into_iter();
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        args.insert(name, value.parse().map_err(|_| format!("expected a number, found '{value}'"))?);
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?.as_secs();
    let seed = args.get("--seed").copied().unwrap_or(now % 100_000);
    let count = args.get("--sample").copied().unwrap_or(150) as usize;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("tests lies in the workspace")?.to_path_buf();
    let all = sites(&root);
    println!("seed {seed}: {count} of {} places", all.len());
    let chosen = sample(all, count, seed);

    let folder = root.join("target/mutants");
    let tree = folder.join(format!("tree-{seed}-{count}"));
    // What a source was called before would stay.
    let _ = fs::remove_dir_all(&tree);
    copy(&root, &tree).map_err(|error| error.to_string())?;
    plant(&tree, &root, &chosen).map_err(|error| error.to_string())?;
    let runner = Runner::build(&tree, &folder.join("target"))?;
    if args.contains_key("--reach") {
        return reach(&runner, &root, &chosen, &folder.join("reached.txt"));
    }

    // Of other sources other places are drawn: what was found of those says nothing.
    let which =
        chosen.iter().flat_map(|site| site.planted(0).into_bytes()).fold(seed, |sum, byte| mix(sum, byte.into()));
    let kept = folder.join(format!("{seed}-{count}-{which:016x}.txt"));
    let done: Vec<(usize, String)> = fs::read_to_string(&kept).unwrap_or_default().lines().filter_map(read).collect();
    let mut file = OpenOptions::new().create(true).append(true).open(&kept).map_err(|error| error.to_string())?;
    let (mut caught, mut missed, begin, mut tried) = (0, Vec::new(), Instant::now(), 0);
    for (place, site) in chosen.iter().enumerate() {
        let number = place + 1;
        let outcome = match done.iter().find(|(of, _)| *of == number) {
            Some((_, outcome)) => outcome.clone(),
            None => {
                tried += 1;
                let outcome = match runner.test(number) {
                    Outcome::Caught => "caught",
                    Outcome::TimedOut => "timed out",
                    Outcome::Missed => "missed",
                };
                writeln!(file, "{number}\t{outcome}").map_err(|error| error.to_string())?;
                outcome.to_string()
            }
        };
        let place = site.file.strip_prefix(&root).unwrap_or(&site.file).display().to_string();
        let line = format!("{place}:{}  {}", site.line, site.about());
        if outcome == "missed" {
            missed.push(line)
        } else {
            caught += 1
        }
        if tried > 0 && tried % 10 == 0 {
            println!(
                "  {number} of {}: {caught} caught, {:.0} s a mutant",
                chosen.len(),
                begin.elapsed().as_secs_f64() / f64::from(tried)
            );
        }
    }
    println!("\nmissed:");
    missed.iter().for_each(|line| println!("  {line}"));
    let share = 100.0 * f64::from(caught) / chosen.len() as f64;
    println!(
        "\n{caught} of {} caught, {share:.0} % (at least {SHARE_LEAST}), {:.0} s a mutant (at most {SECONDS_MOST})",
        chosen.len(),
        begin.elapsed().as_secs_f64() / f64::from(tried.max(1))
    );
    let slow = begin.elapsed().as_secs_f64() / f64::from(tried.max(1)) > SECONDS_MOST;
    match (share >= SHARE_LEAST, slow) {
        (true, false) => Ok(()),
        (false, _) => Err("too many are missed".into()),
        (true, true) => Err("it takes too long".into()),
    }
}

/// Prints the places that no test comes by: a mistake there is noticed by nobody.
fn reach(runner: &Runner, root: &Path, chosen: &[Site], file: &Path) -> Result<(), String> {
    let _ = fs::remove_file(file);
    runner.reach(file)?;
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let reached: BTreeSet<usize> = text.lines().filter_map(|line| line.parse().ok()).collect();
    for (_, site) in (1..).zip(chosen).filter(|(number, _)| !reached.contains(number)) {
        let place = site.file.strip_prefix(root).unwrap_or(&site.file).display();
        println!("  {place}:{}  {}", site.line, site.about());
    }
    println!("{} of {} places are reached", reached.len(), chosen.len());
    Ok(())
}

fn read(line: &str) -> Option<(usize, String)> {
    let (number, outcome) = line.split_once('\t')?;
    Some((number.parse().ok()?, outcome.into()))
}

/// Copies the sources that a build needs.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "clippy.toml",
        "core",
        "tests/Cargo.toml",
        "tests/src",
        "tests/tests",
        "tests/corpus",
        "tests/figures",
        "web",
        "xtask",
        "static",
        "docs",
        "messages",
        "reader",
    ] {
        copy_all(&from.join(name), &to.join(name))?;
    }
    for entry in fs::read_dir(from.join("tests"))?.flatten().filter(|entry| entry.path().is_file()) {
        copy_all(&entry.path(), &to.join("tests").join(entry.file_name()))?;
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        return fs::read_dir(from)?
            .flatten()
            .try_for_each(|entry| copy_all(&entry.path(), &to.join(entry.file_name())));
    }
    if from.is_file() {
        to.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::copy(from, to).map(drop)?;
    }
    Ok(())
}
