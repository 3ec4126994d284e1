//! What a user says about a function that messages invoke, and what of it is refused.
use super::BATCHES_MOST;
use crate::client::InvalidSpec;
use crate::client::kcl::Idempotence;
use crate::client::settings::out_of_bounds;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// A function that messages invoke, by the names of CreateEventSourceMapping and PutFunctionEventInvokeConfig. Ranges are those
/// of the Lambda API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageFunctionSpec {
    pub function_name: String,
    /// The queue that its mapping reads; empty where only topics invoke it.
    pub queue_name: String,
    /// 1 … 10,000; more than 10 need a window, and a FIFO queue has 10 at most.
    pub batch_size: u32,
    /// `MaximumBatchingWindowInSeconds`, 0 … 300; none of a FIFO queue.
    pub window_seconds: u32,
    /// `MaximumConcurrency`, 2 … 1,000 batches at once; without one 1,250.
    pub maximum_concurrency: Option<u32>,
    /// `ReportBatchItemFailures`: the function says which messages failed.
    pub report_failures: bool,
    /// Reserved concurrency, 1 … 1,000.
    pub concurrency: u32,
    /// The function's timeout, 1 … 900.
    pub timeout_seconds: u32,
    /// Milliseconds of an invocation, besides its messages, 0 … 900,000.
    pub invocation_millis: u32,
    /// Microseconds for each message, 1 … 60,000,000.
    pub work_micros: u32,
    /// Of 1,000 messages, at how many the function fails at first: drawn anew at each attempt.
    pub failures_per_mille: u32,
    /// Of 1,000 messages, at how many it fails each time.
    pub poison_per_mille: u32,
    /// `MaximumRetryAttempts` of an asynchronous invocation, 0 … 2.
    pub maximum_retry_attempts: u32,
    /// `MaximumEventAgeInSeconds` of an asynchronous invocation, 60 … 21,600.
    pub maximum_event_age_seconds: u32,
    pub idempotence: Idempotence,
}

impl MessageFunctionSpec {
    /// A function with Lambda's defaults.
    pub fn new(function_name: &str, queue_name: &str) -> Self {
        Self {
            function_name: function_name.into(),
            queue_name: queue_name.into(),
            batch_size: 10,
            window_seconds: 0,
            maximum_concurrency: None,
            report_failures: false,
            concurrency: 1_000,
            timeout_seconds: 3,
            invocation_millis: 20,
            work_micros: 5_000,
            failures_per_mille: 0,
            poison_per_mille: 0,
            maximum_retry_attempts: 2,
            maximum_event_age_seconds: 21_600,
            idempotence: Idempotence::None,
        }
    }

    /// Batches of its queue that it may process at once.
    pub fn batches_most(&self) -> u32 {
        self.maximum_concurrency.unwrap_or(BATCHES_MOST)
    }

    /// Whether what was said goes together. Errors: what does not.
    pub(in crate::client) fn agrees(&self) -> Result<(), InvalidSpec> {
        if let Some(most) = self.maximum_concurrency.filter(|most| !(2..=1_000).contains(most)) {
            let reason = out_of_bounds("maximumConcurrency", most, 2, 1_000);
            return Err(InvalidSpec::new("maximum-concurrency", reason));
        }
        match self.idempotence {
            Idempotence::SequenceNumber => {
                let reason = "a message has no sequence number to go by: none or conditional-put:24h";
                return Err(InvalidSpec::new("idempotence", reason));
            }
            Idempotence::ConditionalPut { ttl_seconds } if !(1..=31_536_000).contains(&ttl_seconds) => {
                let reason = alloc::format!("{ttl_seconds} is not between 1 and 31536000");
                return Err(InvalidSpec::new("idempotence", reason));
            }
            Idempotence::None | Idempotence::ConditionalPut { .. } => {}
        }
        if self.batch_size > 10 && self.window_seconds == 0 {
            let reason = "a batch of more than 10 messages needs a window of a second or more";
            return Err(InvalidSpec::new("batch-size", reason));
        }
        Ok(())
    }

    /// Whether a mapping of these settings can read a standard or a FIFO queue. Errors: what such a queue does not allow.
    pub(crate) fn suits(&self, is_fifo: bool) -> Result<(), InvalidSpec> {
        if is_fifo && self.batch_size > 10 {
            return Err(InvalidSpec::new("batch-size", out_of_bounds("batchSize", self.batch_size, 1, 10)));
        }
        if is_fifo && self.window_seconds > 0 {
            return Err(InvalidSpec::new("window", "Batching window is not supported for FIFO queues"));
        }
        Ok(())
    }

    /// Whether a mapping can be made for a queue with so many seconds of visibility timeout: AWS looks at it then, and not when
    /// one of both is changed. Errors: CreateEventSourceMapping's, in its words.
    pub(crate) fn ends_in_time(&self, visibility_seconds: u32) -> Result<(), InvalidSpec> {
        if visibility_seconds < self.timeout_seconds {
            let reason = alloc::format!(
                "Queue visibility timeout: {visibility_seconds} seconds is less than Function timeout: {} seconds",
                self.timeout_seconds
            );
            return Err(InvalidSpec::new("timeout", reason));
        }
        Ok(())
    }
}
