//! The machinery below every service: what happens next, how fast it may, and where records are kept.
//! Nothing in here knows which services exist.
mod alias;
mod bucket;
mod chunks;
mod log;
mod queue;

pub use alias::AliasTable;
pub use bucket::TokenBucket;
pub use chunks::ChunkMap;
pub use log::{Log, Origins, Run, Slot, Supplied};
pub use queue::EventQueue;
