//! What makes the site work without a line after one visit: a service worker that knows every file of this build.
use crate::policy::PLACE;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The file of the service worker; its scope is the folder of the site.
const WORKER: &str = "service-worker.js";
/// Where the page reads that there is one.
const META: &str = "\n    <meta name=\"shardscope-service-worker\" content=\"service-worker.js\" />";
/// What a browser never asks for: copies that a host serves in a file's place, and what is meant for the host.
const NOT_KEPT: [&str; 3] = [".gz", ".br", ".txt"];

/// Puts the service worker into the site, with the list of its files, and says so in the page.
pub fn put(dist: &Path, files: &[std::path::PathBuf], template: &str) -> Result<()> {
    let page = dist.join("index.html");
    let text = std::fs::read_to_string(&page).context("the build left no index.html")?;
    let Some(place) = text.find(PLACE).map(|place| place + PLACE.len()) else {
        bail!("dist/index.html has no {PLACE}: the service worker has no place");
    };
    std::fs::write(&page, format!("{}{META}{}", &text[..place], &text[place..]))?;
    let (mut names, mut version) = (vec!["./".to_string()], Sha256::new());
    for path in files {
        let name = path.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        if NOT_KEPT.iter().any(|end| name.ends_with(end)) || name == WORKER {
            continue;
        }
        version.update(&name);
        version.update(std::fs::read(path)?);
        if name != "index.html" {
            names.push(format!("./{name}"));
        }
    }
    let version: String = version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(dist.join(WORKER), filled(template, &version, &names)?)?;
    Ok(())
}

fn filled(template: &str, version: &str, names: &[String]) -> Result<String> {
    let list: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let filled = template.replace("\"BUILD\"", &format!("\"{version}\"")).replace("\"FILES\"", &list.join(", "));
    if !template.contains("\"BUILD\"") || !template.contains("\"FILES\"") {
        bail!("static/service-worker.js has no place for its version and its files");
    }
    Ok(filled)
}

/// The page without the word of it: what is served here is to be seen as it is now.
pub fn without(page: &str) -> String {
    page.replace(META, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_knows_version_and_files() {
        let names = ["./".to_string(), "./a \"b\".js".to_string()];
        let worker = filled("const V = \"BUILD\"; const F = [\"FILES\"];", "12ab", &names).unwrap();
        assert_eq!(worker, "const V = \"12ab\"; const F = [\"./\", \"./a \\\"b\\\".js\"];");
        assert!(filled("", "1", &names).is_err());
        let page = format!("<head>{PLACE}{META}</head>");
        assert_eq!(without(&page), format!("<head>{PLACE}</head>"));
    }
}
