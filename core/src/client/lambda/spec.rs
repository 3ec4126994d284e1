//! What a user says about an event source mapping and its function, and what of it is refused.
use crate::client::kcl::Idempotence;
use crate::client::settings::out_of_bounds;
use crate::client::{InvalidSpec, READ_LATENCY_MILLIS, StartingPosition};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// A function with the mapping that feeds it, by the names of CreateEventSourceMapping. Ranges are those of the Lambda API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingSpec {
    pub function_name: String,
    pub stream_name: String,
    /// The consumer of the stream to which the function's records are pushed (enhanced fan-out); empty: they are polled.
    #[serde(default)]
    pub consumer_name: String,
    /// 1 … 10,000.
    pub batch_size: u32,
    /// `MaximumBatchingWindowInSeconds`, 0 … 300.
    pub window_seconds: u32,
    /// `TumblingWindowInSeconds`, 0 … 900; 0 is none.
    pub tumbling_seconds: u32,
    /// 1 … 10 lanes for each shard.
    pub parallelization_factor: u32,
    pub start: StartingPosition,
    /// `MaximumRetryAttempts`, 0 … 10,000; without one, until the records expire.
    pub maximum_retry_attempts: Option<u32>,
    /// `MaximumRecordAgeInSeconds`, 60 … 604,800; without one, until the records expire.
    pub maximum_record_age_seconds: Option<u32>,
    /// `BisectBatchOnFunctionError`.
    pub bisect: bool,
    /// `ReportBatchItemFailures`: the function says at which record it failed.
    pub report_failures: bool,
    /// Whether what is given up is noted in an on-failure destination.
    pub destination: bool,
    /// Reserved concurrency, 1 … 1,000.
    pub concurrency: u32,
    /// Milliseconds of an invocation, besides its records, 0 … 900,000.
    pub invocation_millis: u32,
    /// Microseconds for each record, 1 … 10,000,000.
    pub work_micros: u32,
    /// Milliseconds from a GetRecords call to its answer, 0 … 10,000.
    #[serde(default = "crate::client::spec::read_latency")]
    pub latency_millis: u32,
    pub idempotence: Idempotence,
}

impl MappingSpec {
    /// A mapping of Lambda's defaults.
    pub fn new(function_name: &str, stream_name: &str) -> Self {
        Self {
            function_name: function_name.into(),
            stream_name: stream_name.into(),
            consumer_name: String::new(),
            batch_size: 100,
            window_seconds: 0,
            tumbling_seconds: 0,
            parallelization_factor: 1,
            start: StartingPosition::TrimHorizon,
            maximum_retry_attempts: None,
            maximum_record_age_seconds: None,
            bisect: false,
            report_failures: false,
            destination: false,
            concurrency: 1_000,
            invocation_millis: 20,
            work_micros: 200,
            latency_millis: READ_LATENCY_MILLIS,
            idempotence: Idempotence::None,
        }
    }

    /// Whether what was said goes together. Errors: what does not.
    pub(in crate::client) fn agrees(&self) -> Result<(), InvalidSpec> {
        let legal = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
        if self.consumer_name.len() > 128 || !self.consumer_name.bytes().all(legal) {
            let reason = "a consumer's name has up to 128 letters, digits, '_', '.' and '-'";
            return Err(InvalidSpec::new("consumer-name", reason));
        }
        if self.tumbling_seconds > 0 && self.parallelization_factor > 1 {
            let reason = "a window has one state for each shard: with tumbling windows the parallelization factor is 1";
            return Err(InvalidSpec::new("tumbling-window", reason));
        }
        let retries = self.maximum_retry_attempts.unwrap_or(0);
        within("retries", "maximumRetryAttempts", retries, 0, 10_000)?;
        // The API takes -1 for no limit, and nothing between that and a minute.
        let age = self.maximum_record_age_seconds.unwrap_or(60);
        within("age", "maximumRecordAgeInSeconds", age, 60, 604_800)
    }
}

fn within(field: &'static str, member: &str, value: u32, least: u32, most: u32) -> Result<(), InvalidSpec> {
    let wrong = || InvalidSpec::new(field, out_of_bounds(member, value, least, most));
    (least..=most).contains(&value).then_some(()).ok_or_else(wrong)
}
