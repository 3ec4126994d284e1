//! Time and randomness, the two things that a deterministic simulator must own itself.
mod rng;
mod time;

pub use rng::{Rng, below, mix};
pub use time::{Duration, Instant};
