//! Time and randomness, the two things that a deterministic simulator must own itself.
mod actor;
mod calendar;
pub mod quantity;
mod rng;
mod time;

pub use self::time::{Duration, Instant};
pub use actor::ActorId;
pub use rng::{Rng, below, mix};
