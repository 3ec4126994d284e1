//! Chromium and its driver for the tests, and Firefox where it is.
use crate::run::{on_path, output, run, step};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Browsers {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    pub firefox: PathBuf,
}

/// Finds the browsers, or installs them where apt may.
pub fn set_up() -> Result<Browsers> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if on_path("chromedriver").is_none() {
        missing.push("chromium-driver");
    }
    if firefox().is_none() {
        missing.push("firefox-esr");
    }
    if !missing.is_empty() {
        install(&missing)?;
    }
    let (Some(chromium), Some(chromedriver), Some(firefox)) = (chromium(), on_path("chromedriver"), firefox()) else {
        bail!("{} still cannot be found after their installation", missing.join(", "));
    };
    Ok(Browsers { chromium, chromedriver, firefox })
}

fn chromium() -> Option<PathBuf> {
    const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    let named = std::env::var_os("SHARDSCOPE_CHROMIUM").map(PathBuf::from);
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let mac = Some(PathBuf::from(MAC)).filter(|path| path.is_file());
    named.or_else(|| names.into_iter().find_map(on_path)).or(mac)
}

fn firefox() -> Option<PathBuf> {
    let mac = Some(PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox")).filter(|path| path.is_file());
    on_path("firefox-esr").or_else(|| on_path("firefox")).or(mac)
}

/// Python with its venv, for the AWS CLI and the emulator that exported scripts are tried with.
pub fn python() -> Result<()> {
    let works = || {
        let python = on_path("python3");
        python
            .is_some_and(|python| output(&python, &["-c", "import venv, ensurepip; print(1)"]).as_deref() == Some("1"))
    };
    if !works() {
        install(&["python3", "python3-venv"])?;
    }
    if works() { Ok(()) } else { bail!("python3 with its module venv still cannot be found after its installation") }
}

fn install(missing: &[&str]) -> Result<()> {
    let packages = missing.join(" ");
    // On Debian chromium is a package; Ubuntu's is a stub for snap, which does not run everywhere.
    let apt = on_path("apt-get").filter(|_| output(Path::new("id"), &["-u"]).as_deref() == Some("0"));
    let Some(apt) = apt else {
        bail!(
            "for the tests these are needed and were not found on the PATH: {packages}\n  by hand: sudo apt-get install {packages} \
             (Debian, Ubuntu), or install Google Chrome with a chromedriver of the same version, Firefox, and Python 3"
        );
    };
    step(&format!("installing {packages} with apt"), "about a minute, once");
    let by_hand = format!("apt-get update && apt-get install {packages}");
    let mut update = Command::new(&apt);
    run(update.args(["update", "-q"]), &by_hand)?;
    let mut command = Command::new(&apt);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run(command.args(["install", "-qy", "--no-install-recommends"]).args(missing), &by_hand)
}
