//! What everything else stands on: time and randomness, which a deterministic simulator must own itself; quantities; and
//! hints at mistyped words.
mod actor;
mod calendar;
pub mod nearest;
pub mod quantity;
mod rng;
mod time;

pub use self::time::{Duration, Instant};
pub use actor::ActorId;
pub use rng::{Rng, below, mix};
