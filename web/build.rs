//! Has the linker write down where it puts which constant: `cargo xtask split` goes by it.
use std::{env, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return;
    }
    // …/release/build/shardscope-web-…/out
    let out = env::var("OUT_DIR").unwrap_or_default();
    if let Some(folder) = Path::new(&out).ancestors().nth(3) {
        println!("cargo::rustc-link-arg-bin=shardscope=-Map={}", folder.join("shardscope.map").display());
    }
}
