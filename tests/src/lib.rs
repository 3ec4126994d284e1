//! What native tests, browser tests and benchmarks share.
pub mod bench;
pub mod faults;
pub mod golden;
pub mod mixes;
pub mod vectors;
pub mod world;
