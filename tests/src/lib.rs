//! What native tests, browser tests and benchmarks share.
pub mod account;
pub mod bench;
pub mod faults;
pub mod golden;
pub mod mixes;
#[cfg(not(target_arch = "wasm32"))]
pub mod mutants;
#[cfg(not(target_arch = "wasm32"))]
pub mod runs;
#[cfg(not(target_arch = "wasm32"))]
pub mod structure;
pub mod vectors;
pub mod world;
