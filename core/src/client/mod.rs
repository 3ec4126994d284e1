//! What calls the service: producers with their workloads, batches and retries, and polling readers.
//!
//! Owns what a client keeps: schedules, buffers, positions, order checks. Never calls a service: `sim` carries
//! calls and answers across the network. Records that a workload makes up are a function of (producer,
//! index), so nobody has to store them.
mod actors;
mod agent;
pub mod aggregate;
mod dataset;
mod fetched;
mod field;
pub mod kcl;
mod key_meter;
mod key_report;
mod kpl;
pub mod lab;
pub mod lambda;
pub mod message_lambda;
mod numbered;
mod order;
mod payload;
mod pending;
mod producer;
mod propagation;
mod reader;
mod refusals;
mod sealed;
pub mod settings;
mod source;
mod spec;

pub use crate::base::ActorId;
pub use actors::{ActorSpec, Kind, Roll, Setting};
pub use agent::{AgentKey, AgentSettings, FilePosition};
pub use dataset::{Dataset, DatasetBuilder, DatasetFull};
pub(crate) use fetched::Fetched;
pub use field::{Field, PartitionKey};
pub use key_meter::KeyRate;
pub use key_report::{KeyReport, REPORT_SHARDS, ShardFit};
pub(crate) use kpl::collect;
pub use kpl::{Bundle, DRAIN_EVERY, KplSettings, Limiter};
pub use order::{Order, OrderBook, Overtaken};
pub use pending::{Batch, Pending, Records};
pub(crate) use producer::WAITING_MOST;
pub use producer::{BURST, Burst, Producer, ProducerStats, Tick};
pub use propagation::Propagation;
pub(crate) use reader::UnderWay;
pub use reader::{Position, Reader, ReaderStats, ShardReader};
pub use refusals::Refusals;
pub use source::Source;
pub use spec::{
    Api, COUNTRIES, Distribution, InvalidSpec, ProducerSpec, READ_LATENCY_MILLIS, ReaderSpec, Retry, StartingPosition,
    Workload,
};
