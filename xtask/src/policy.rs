//! The content security policy of the release site: in the page itself, and as a text for hosts that send headers.
//!
//! Nothing runs but what was built: no code from texts, scripts of the page by their hash, no HTML from texts where the
//! browser has Trusted Types. Who may embed the page is not said, so everybody may.
use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The file with the policy as one line, for a host's header.
const HEADER: &str = "content-security-policy.txt";
/// In front of everything that the policy is about.
pub const PLACE: &str = "<meta charset=\"utf-8\" />";

/// Puts the policy of the page's scripts into the page, and beside it.
pub fn put(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let text = std::fs::read_to_string(&page).context("the build left no index.html")?;
    let policy = of(&inline_scripts(&text)?);
    let Some(place) = text.find(PLACE).map(|place| place + PLACE.len()) else {
        bail!("dist/index.html has no {PLACE}: the policy has no place");
    };
    let meta = format!("\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\" />");
    std::fs::write(&page, format!("{}{meta}{}", &text[..place], &text[place..]))?;
    std::fs::write(dist.join(HEADER), policy + "\n")?;
    Ok(())
}

/// The texts of scripts that stand in a page.
fn inline_scripts(page: &str) -> Result<Vec<&str>> {
    let mut scripts = Vec::new();
    for rest in page.split("<script").skip(1) {
        let (attributes, rest) = rest.split_once('>').context("a script tag has no end")?;
        let (script, _) = rest.split_once("</script>").context("a script has no end")?;
        if !attributes.contains("src=") {
            scripts.push(script);
        }
    }
    Ok(scripts)
}

fn of(scripts: &[&str]) -> String {
    let hash = |script: &&str| format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script.as_bytes())));
    let hashes: String = scripts.iter().map(hash).collect();
    [
        "default-src 'none'",
        &format!("script-src 'self' 'wasm-unsafe-eval'{hashes}"),
        // Positions and colours are attributes; a style sheet comes from the site alone.
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        // The address of the service worker is the only text that becomes a script.
        "trusted-types service-worker",
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_the_page_are_named_by_their_hash() {
        let page = "<script type=\"module\">a</script><script src=\"b.js\"></script>\n<script>\n1\n</script>";
        let scripts = inline_scripts(page).unwrap();
        assert_eq!(scripts, ["a", "\n1\n"]);
        let policy = of(&scripts);
        // echo -n a | openssl dgst -sha256 -binary | base64
        assert!(policy.contains("'wasm-unsafe-eval' 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=' 'sha256-"));
        assert!(!policy.contains("'unsafe-eval'") && !policy.contains("frame-ancestors"));
        assert!(inline_scripts("<script>a").is_err());
    }
}
