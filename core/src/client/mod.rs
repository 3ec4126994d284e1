//! What calls the service: producers with their workloads, batches and retries, and polling readers.
//!
//! Owns what a client keeps: schedules, buffers, positions, order checks. Never calls a service: `sim` carries
//! calls and answers across the network. Records that a workload makes up are a function of (producer,
//! index), so nobody has to store them.
pub mod aggregate;
mod dataset;
pub mod kcl;
mod key_report;
pub mod lambda;
mod order;
mod payload;
mod pending;
mod producer;
mod reader;
mod source;
mod spec;

pub use dataset::{Dataset, DatasetBuilder, DatasetFull};
pub use key_report::{KeyReport, REPORT_SHARDS, ShardFit};
pub use order::{Order, OrderBook};
pub use pending::{Batch, Pending};
pub use producer::{BURST, Burst, KeyRate, Producer, ProducerId, ProducerStats, Tick};
pub use reader::{Position, Reader, ReaderId, ReaderStats, ShardReader};
pub use source::Source;
pub use spec::{
    Api, COUNTRIES, Distribution, InvalidSpec, ProducerSpec, ReaderSpec, Retry, StartingPosition, Workload,
};
