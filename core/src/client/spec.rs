//! What a user says about a producer or a reader, and what of it is refused.
use super::{AgentSettings, Field, KplSettings, PartitionKey};
use crate::kinesis::quota;
use alloc::format;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// What a producer's records are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Workload {
    /// Trucks `truck_1` … that report their position.
    Trucks,
    /// Page views by user, `user-1` ….
    Clicks,
    /// Readings of `sensor-001` ….
    Sensors,
    /// Visitors by country of origin, most of them from the first of [`COUNTRIES`].
    Countries,
    /// Keys `prefix1`, `prefix2`, … with opaque data.
    Custom { prefix: String },
    /// A single key.
    HotKey { partition_key: String },
    /// Rows of a file that the user supplied, by the number that [`Sim`](crate::sim::Sim) gave it.
    File { dataset: u32, own_timestamps: bool },
}

/// Partition keys of [`Workload::Countries`].
pub const COUNTRIES: [&str; 24] = [
    "US", "DE", "IN", "BR", "CN", "GB", "FR", "JP", "CA", "MX", "ES", "IT", "NL", "PL", "SE", "NO", "AU", "ZA", "KR",
    "AR", "NG", "EG", "TR", "ID",
];

/// Which key the next record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Distribution {
    /// One key after the other.
    Even,
    /// Any key, equally likely.
    Uniform,
    /// The k-th key has weight `1 / k^(exponent_hundredths / 100)`; 0 … 300, at most 100,000 keys.
    Zipf { exponent_hundredths: u32 },
    /// This share, in thousandths, goes to the first key; the rest is uniform.
    Share { per_mille: u32 },
    /// Every record has a key of its own.
    Unique,
}

/// Which call a producer makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Api {
    PutRecord,
    /// Calls of up to so many records (1 … 500), sent when full or after 100 ms.
    PutRecords {
        batch: u32,
    },
    /// The Kinesis Producer Library: user records packed by the shard that they will go to, and those
    /// into one PutRecords.
    Kpl(KplSettings),
    /// The Kinesis agent, which tails a log file of the workload's data, a line for each record.
    Agent(AgentSettings),
}

/// What a producer does with a refused record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Retry {
    /// It is lost.
    Never,
    /// It is sent again as soon as the refusal is known.
    AtOnce,
    /// It is sent again after a random part of 100 ms, 200 ms, … 20 s, doubling with each attempt.
    Backoff,
}

/// A producer, as a user describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerSpec {
    pub name: String,
    pub stream_name: String,
    pub workload: Workload,
    /// Records a second, 0 … 1,000,000.
    pub rate: u32,
    /// Bytes of data in a record, up to 1 MiB; at least 128 where the data is JSON.
    pub record_bytes: u32,
    /// Different partition keys, 1 … 1,000,000.
    pub keys: u32,
    pub distribution: Distribution,
    pub api: Api,
    pub retry: Retry,
    /// Whether a record waits until the one before it about the same subject has arrived: strict order, at the
    /// price of one call per subject at a time.
    pub keep_order: bool,
    /// One way, in milliseconds, 0 … 60,000; a call takes up to a quarter longer.
    pub latency_millis: u32,
    /// Whether the producer encrypts the data itself, with AES-128-GCM: 28 bytes more. Keys stay readable.
    #[serde(default)]
    pub encrypted: bool,
    /// What its records are put with. An agent has a setting of its own, and a file's rows have their own keys.
    #[serde(default)]
    pub partition_key: PartitionKey,
    /// What its records are about. Of a file's rows a column says it.
    #[serde(default)]
    pub subject: Field,
}

/// Where an application without a position starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StartingPosition {
    TrimHorizon,
    Latest,
}

/// A polling application, as a user describes it. It reads each shard with a process of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderSpec {
    pub name: String,
    pub stream_name: String,
    /// Milliseconds between two GetRecords on a shard, 1 … 3,600,000.
    pub polling_millis: u32,
    /// Records a second that each process handles, 1 … 1,000,000.
    pub records_per_second: u32,
    pub start: StartingPosition,
    /// Whether children wait until their parents have been read to the end.
    pub parents_first: bool,
    /// Milliseconds from a GetRecords call to its answer, 0 … 10,000.
    #[serde(default = "read_latency")]
    pub latency_millis: u32,
}

/// From a GetRecords call to its answer by default: one reader that polls five times a second then gets its records 200 ms after
/// their arrival on average, as the guide says of one consumer (KDS "Propagation delay").
pub const READ_LATENCY_MILLIS: u32 = 100;

pub(super) const fn read_latency() -> u32 {
    READ_LATENCY_MILLIS
}

/// A value that a producer or reader cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct InvalidSpec {
    /// Name of the setting.
    pub field: &'static str,
    pub reason: String,
}

impl InvalidSpec {
    /// `field` is the name of the setting.
    pub fn new(field: &'static str, reason: impl Into<String>) -> Self {
        Self { field, reason: reason.into() }
    }
}

pub(super) fn named(name: &str) -> Result<(), InvalidSpec> {
    match name.trim().chars().count() {
        0 => Err(InvalidSpec::new("name", "a name is needed")),
        1..=64 => Ok(()),
        _ => Err(InvalidSpec::new("name", "a name has 64 characters at most")),
    }
}

impl Workload {
    /// Least bytes of data that this workload's records can have.
    pub const fn least_bytes(&self) -> u32 {
        match self {
            Self::Trucks | Self::Clicks | Self::Sensors | Self::Countries => 128,
            Self::Custom { .. } | Self::HotKey { .. } | Self::File { .. } => 1,
        }
    }
}

impl ProducerSpec {
    /// Whether what was said goes together. Errors: what does not.
    pub(super) fn agrees(&self) -> Result<(), InvalidSpec> {
        let outside = |field, value: u32, most: u32| {
            let reason = format!("{value} is not between 0 and {most}");
            if value > most { Err(InvalidSpec::new(field, reason)) } else { Ok(()) }
        };
        match self.api {
            Api::PutRecords { batch } if !(1..=quota::PUT_RECORDS_ENTRIES as u32).contains(&batch) => {
                return Err(InvalidSpec::new("batch", format!("{batch} is not between 1 and 500")));
            }
            Api::Agent(_) if self.keep_order => {
                let reason = "the agent puts lines as it reads them, without regard to keys";
                return Err(InvalidSpec::new("keep-order", reason));
            }
            Api::PutRecord | Api::PutRecords { .. } | Api::Kpl(_) | Api::Agent(_) => {}
        }
        match self.distribution {
            Distribution::Zipf { exponent_hundredths } => outside("skew", exponent_hundredths, 300)?,
            Distribution::Share { per_mille } => outside("share", per_mille, 1_000)?,
            Distribution::Even | Distribution::Uniform | Distribution::Unique => {}
        }
        self.key_agrees()
    }

    fn key_agrees(&self) -> Result<(), InvalidSpec> {
        let (text, room) = match &self.workload {
            Workload::Custom { prefix } if prefix.len() > 54 => {
                // With the ten digits of a number, a key is kept in 64 bytes.
                return Err(InvalidSpec::new("prefix", format!("54 bytes at most, this has {}", prefix.len())));
            }
            Workload::Custom { prefix } => (prefix, 54),
            Workload::HotKey { partition_key } => (partition_key, 256),
            Workload::Trucks | Workload::Clicks | Workload::Sensors | Workload::Countries | Workload::File { .. } => {
                return Ok(());
            }
        };
        let single = matches!(self.workload, Workload::HotKey { .. });
        match text.chars().count() {
            0 if single => Err(InvalidSpec::new("key", "a partition key has at least 1 character")),
            chars if chars > room => {
                Err(InvalidSpec::new("key", format!("{room} characters at most, this has {chars}")))
            }
            _ if single && self.keys != 1 => Err(InvalidSpec::new("keys", "a hot key is one key")),
            _ => Ok(()),
        }
    }
}
