//! `cargo xtask mutants`: a random sample of small mistakes in the core, and how many of them the tests notice.
//! `mutants [--seed N] [--sample N] [--reach 1]`. What was found is kept by seed: the same command goes on where it was stopped.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), String> {
    shardscope_tests::mutants::main(std::env::args().skip(1).collect())
}
