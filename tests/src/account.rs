//! An account to ask things of, line by line.
use crate::mixes::command;
use shardscope_core::api::{self, ApiError};
use shardscope_core::base::Duration;
use shardscope_core::script::Script;
use shardscope_core::sim::Sim;
use shardscope_core::timeline::Timeline;

/// An empty account whose changes take a second.
pub fn account() -> Sim {
    Timeline::<()>::of(Script::parse("shardscope 1\nlifecycle 1s").expect("a script")).sim().clone()
}

/// Lets so many milliseconds pass.
pub fn pass(sim: &mut Sim, millis: u64) {
    sim.step(sim.now() + Duration::from_millis(millis), u64::MAX, &mut ());
}

/// Carries out a line: what it is answered, nothing where AWS answers with an empty body. Errors: as AWS answers them.
pub fn ask(sim: &mut Sim, line: &str) -> Result<String, ApiError> {
    let command = command(line);
    let reply = sim.submit(&command, &mut ()).map_err(api::of_error)?;
    Ok(api::answer(sim, &command, &reply).map(|answer| answer.to_string()).unwrap_or_default())
}
