//! What tells everything that acts in a run apart.
use serde::{Deserialize, Serialize};

/// The number of a producer, reader, application, function or lane: one row of numbers for all of them, in the order in
/// which they were added, and none is used twice in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorId(pub u32);
