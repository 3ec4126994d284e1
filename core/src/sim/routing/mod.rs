//! What services ask of others, and who does it: a file for each service.
mod kinesis;
mod sns;
mod sqs;

use super::{Config, Sim, Sink};
use crate::service::Service;
use alloc::sync::Arc;

/// What only the simulator knows of a service.
pub(super) trait Routed: Service {
    /// As it is at the beginning of a run.
    fn begin(config: &Config) -> Self;
    /// Its place in a copy of the run: shared until one of the two changes it.
    fn copy(place: &Arc<Self>) -> Arc<Self> {
        place.clone()
    }
    /// Carries out what it asked for.
    fn route(sim: &mut Sim, effect: Self::Effect, trace: &mut dyn Sink);
}
