//! Serves the built site on loopback; with `--watch`, as the sources are now.
use crate::build::{self, Kind};
use crate::offline;
use crate::tools;
use anyhow::{Result, anyhow};
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tiny_http::{Header, Request, Response, Server};

/// How often the sources are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Where the page of `--watch` asks which build it is of.
const BUILD: &str = "/.build";
/// Loads the page anew when there is another build.
const RELOAD: &str = r#"<script>
(() => {
  setInterval(async () => {
    const now = await fetch("./.build", { cache: "no-store" }).then((answer) => answer.text(), () => "BUILD");
    if (now !== "BUILD") location.reload();
  }, 1000);
})();
</script>"#;

pub fn serve(port: u16, open: bool, watch: bool) -> Result<()> {
    let server = Server::http(("127.0.0.1", port)).map_err(|error| {
        anyhow!("port {port} cannot be used: {error}\n  by hand: cargo xtask serve --port N, with a port that is free")
    })?;
    let site = if watch { Site::watched()? } else { Site::built()? };
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nShardscope is at {address} (Ctrl-C ends it)");
    if open {
        open_browser(&address);
    }
    for request in server.incoming_requests() {
        if let Err(error) = site.answer(request) {
            // A browser that went away meanwhile is no reason to stop.
            eprintln!("   a request could not be answered: {error}");
        }
    }
    Ok(())
}

/// What is served.
struct Site {
    folder: PathBuf,
    /// Number of the build, where they follow each other.
    build: Option<Arc<AtomicU32>>,
}

impl Site {
    fn built() -> Result<Self> {
        let folder = match build::current()? {
            Some(folder) => folder,
            None => build::site()?.0,
        };
        Ok(Self { folder, build: None })
    }

    /// Built now, and again whenever a source changes.
    fn watched() -> Result<Self> {
        let tools = tools::set_up()?;
        let mut of = build::sources()?;
        let folder = build::build(&tools, Kind::Watch)?;
        // A page of an earlier server is of another build.
        let number = Arc::new(AtomicU32::new(std::process::id() << 10));
        let count = number.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(LOOK_EVERY);
                // A file that is being written is looked at again.
                let Ok(now) = build::sources() else { continue };
                if now == of {
                    continue;
                }
                of = now;
                match build::build(&tools, Kind::Watch) {
                    Ok(_) => drop(count.fetch_add(1, Ordering::Relaxed)),
                    Err(error) => eprintln!("   {error:#}\n   the page is as before; the next change is tried again"),
                }
            }
        });
        Ok(Self { folder, build: Some(number) })
    }

    fn answer(&self, request: Request) -> std::io::Result<()> {
        if let (Some(build), BUILD) = (&self.build, request.url()) {
            return request.respond(Response::from_string(build.load(Ordering::Relaxed).to_string()));
        }
        let Some(path) = file_of(&self.folder, request.url()) else {
            return request.respond(Response::from_string("not found").with_status_code(404));
        };
        if path.ends_with("index.html") {
            let mut page = offline::without(&std::fs::read_to_string(&path)?);
            if let Some(build) = &self.build {
                let reload = RELOAD.replace("BUILD", &build.load(Ordering::Relaxed).to_string());
                page = page.replace("</body>", &format!("{reload}</body>"));
            }
            return request.respond(Response::from_string(page).with_header(content_type(&path)));
        }
        request.respond(Response::from_file(File::open(&path)?).with_header(content_type(&path)))
    }
}

/// The file that a request names, if it lies in the site.
fn file_of(dist: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    Some(dist.join(path)).filter(|file| inside && file.is_file())
}

fn content_type(path: &Path) -> Header {
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("csv") => "text/csv; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    };
    Header::from_bytes("Content-Type", kind).expect("a plain header")
}

fn open_browser(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if let Err(error) = Command::new(program).arg(address).spawn() {
        println!("   {program} could not be started ({error}): open {address} yourself");
    }
}

#[cfg(test)]
mod tests {
    use super::file_of;
    use std::path::Path;

    #[test]
    fn nothing_outside_the_site_is_served() {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(file_of(dist, "/Cargo.toml?x=1").is_some());
        for url in ["/../Cargo.toml", "//etc/passwd", "/src/../../Cargo.toml", "/src", "/nothing"] {
            assert_eq!(file_of(dist, url), None, "{url}");
        }
    }
}
