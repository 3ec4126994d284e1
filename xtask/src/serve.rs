//! Serves the built site on loopback.
use crate::build;
use anyhow::{Result, anyhow};
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use tiny_http::{Header, Response, Server};

pub fn serve(port: u16, open: bool) -> Result<()> {
    let (dist, _) = build::site()?;
    let server = Server::http(("127.0.0.1", port)).map_err(|error| {
        anyhow!("port {port} cannot be used: {error}\n  by hand: cargo xtask serve --port N, with a port that is free")
    })?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nShardscope is at {address} (Ctrl-C ends it)");
    if open {
        open_browser(&address);
    }
    for request in server.incoming_requests() {
        let file = file_of(&dist, request.url());
        let answered = match file.as_deref().and_then(|path| File::open(path).ok().zip(Some(path))) {
            Some((file, path)) => request.respond(Response::from_file(file).with_header(content_type(path))),
            None => request.respond(Response::from_string("not found").with_status_code(404)),
        };
        if let Err(error) = answered {
            // A browser that went away meanwhile is no reason to stop.
            eprintln!("   a request could not be answered: {error}");
        }
    }
    Ok(())
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
