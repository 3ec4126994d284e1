//! What the page calls the actors of a run by: the names of their kinds.
use crate::card::Subject;
use shardscope_core::client::{ActorId, Kind};
use shardscope_core::sim::Sim;

pub const fn of(kind: Kind) -> &'static str {
    match kind {
        Kind::Producer => "producer",
        Kind::Reader => "reader",
        Kind::Application => "application",
        Kind::Function => "function",
        Kind::Lane => "lane",
        Kind::MessageFunction => "message-function",
    }
}

/// An actor of the run; nothing, where it is gone.
pub fn subject(sim: &Sim, id: ActorId) -> Option<Subject> {
    sim.actor(id).map(|actor| Subject::new(of(actor.kind()), id.0))
}
