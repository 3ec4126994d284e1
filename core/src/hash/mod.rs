//! The key space: 0 … 2^128-1, MD5 routing into it, and inclusive ranges of it.
//!
//! Source: Amazon Kinesis Data Streams Developer Guide, "Key concepts"; API reference, `HashKeyRange`.
mod hash_key;
pub mod lanes;
mod range;

pub use hash_key::{HashKey, ParseHashKeyError};
pub use range::{HashKeyRange, uniform_ranges};
