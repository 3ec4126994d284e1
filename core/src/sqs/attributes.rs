//! What a queue is set to, by AWS's names.
use super::{Error, quota};
use crate::wire::{REGION, Value};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use serde::{Deserialize, Serialize};

/// How far a deduplication id reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeduplicationScope {
    #[default]
    Queue,
    MessageGroup,
}

/// What the calls of a FIFO queue are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThroughputLimit {
    #[default]
    PerQueue,
    PerMessageGroupId,
}

/// Where messages go that are received too often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedrivePolicy {
    /// Name of the queue in this account; ARNs of others are refused.
    pub dead_letter_target: String,
    /// 1 … 1,000.
    pub max_receive_count: u32,
}

impl RedrivePolicy {
    /// Reads what AWS takes: a map in JSON, its number also as text. No text takes the policy away.
    ///
    /// Errors: `InvalidParameterValue`.
    fn read(text: &str) -> Result<Option<Self>, Error> {
        if text.is_empty() {
            return Ok(None);
        }
        let invalid = |reason: &str| {
            Error::InvalidParameterValue(format!(
                "Value {text} for parameter RedrivePolicy is invalid. Reason: {reason}"
            ))
        };
        let map: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(text).map_err(|_| invalid("Redrive policy is not a valid JSON map."))?;
        let mandatory = |name: &str| {
            map.get(name)
                .ok_or_else(|| invalid(&format!("Redrive policy does not contain mandatory attribute: {name}.")))
        };
        let target = mandatory("deadLetterTargetArn")?.as_str().unwrap_or_default();
        let (start, name) = target.rsplit_once(':').unwrap_or_default();
        if name.is_empty() || !start.starts_with("arn:aws:sqs:") {
            return Err(invalid("Invalid value for deadLetterTargetArn."));
        }
        let count = mandatory("maxReceiveCount")?;
        let number =
            count.as_u64().or_else(|| count.as_str()?.parse().ok()).and_then(|count| u32::try_from(count).ok());
        let max_receive_count = number
            .ok_or_else(|| invalid("Invalid value for maxReceiveCount: it must be a whole number from 1 to 1000."))?;
        Ok(Some(Self { dead_letter_target: name.to_string(), max_receive_count }))
    }
}

/// Attributes of a queue. Ranges and defaults are in [`quota`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    pub delay_seconds: u32,
    pub maximum_message_size: u32,
    pub message_retention_period: u32,
    pub receive_message_wait_time_seconds: u32,
    pub visibility_timeout: u32,
    pub redrive_policy: Option<RedrivePolicy>,
    pub fifo: bool,
    pub content_based_deduplication: bool,
    pub deduplication_scope: DeduplicationScope,
    pub fifo_throughput_limit: ThroughputLimit,
    /// Texts that change nothing here: `Policy`, `RedriveAllowPolicy`, `KmsMasterKeyId` and their like.
    pub others: BTreeMap<String, String>,
}

impl Default for Attributes {
    fn default() -> Self {
        Self {
            delay_seconds: 0,
            maximum_message_size: quota::MESSAGE_BYTES,
            message_retention_period: quota::RETENTION_SECONDS.2,
            receive_message_wait_time_seconds: 0,
            visibility_timeout: quota::VISIBILITY_SECONDS.1,
            redrive_policy: None,
            fifo: false,
            content_based_deduplication: false,
            deduplication_scope: DeduplicationScope::Queue,
            fifo_throughput_limit: ThroughputLimit::PerQueue,
            others: BTreeMap::new(),
        }
    }
}

/// Attributes that are kept as they came.
const OTHERS: [&str; 5] =
    ["Policy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"];

/// Whether a text may be a queue's policy: a JSON object of so many bytes at most. SQS quotas.
fn is_policy(text: &str) -> bool {
    text.len() <= quota::POLICY_BYTES && matches!(Value::parse(text), Ok(Value::Map(_)))
}

/// The ARN of a queue of this account.
pub fn arn(account: &str, name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{account}:{name}")
}

/// A queue's address.
pub fn url(account: &str, name: &str) -> String {
    format!("https://sqs.{REGION}.amazonaws.com/{account}/{name}")
}

impl Attributes {
    /// Sets one attribute from its text.
    ///
    /// Errors: `InvalidAttributeName`, `InvalidAttributeValue`; attributes of FIFO queues on a standard one.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let number = |least: u32, most: u32| {
            let number = value.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
            number.ok_or_else(|| Error::InvalidAttributeValue(name.to_string()))
        };
        // As clients in Python write them too.
        let boolean = || match value {
            "true" | "True" => Ok(true),
            "false" | "False" => Ok(false),
            _ => Err(Error::InvalidAttributeValue(name.to_string())),
        };
        match name {
            "DelaySeconds" => self.delay_seconds = number(0, quota::DELAY_SECONDS)?,
            "MaximumMessageSize" => {
                self.maximum_message_size = number(quota::MAXIMUM_MESSAGE_SIZE.0, quota::MAXIMUM_MESSAGE_SIZE.1)?;
            }
            "MessageRetentionPeriod" => {
                self.message_retention_period = number(quota::RETENTION_SECONDS.0, quota::RETENTION_SECONDS.1)?;
            }
            "ReceiveMessageWaitTimeSeconds" => {
                self.receive_message_wait_time_seconds = number(0, quota::WAIT_SECONDS)?;
            }
            "VisibilityTimeout" => self.visibility_timeout = number(0, quota::VISIBILITY_SECONDS.0)?,
            "FifoQueue" => self.fifo = boolean()?,
            "ContentBasedDeduplication" => self.content_based_deduplication = boolean()?,
            "DeduplicationScope" => {
                self.deduplication_scope = match value {
                    "queue" => DeduplicationScope::Queue,
                    "messageGroup" => DeduplicationScope::MessageGroup,
                    _ => return Err(Error::InvalidAttributeValue(name.to_string())),
                }
            }
            "FifoThroughputLimit" => {
                self.fifo_throughput_limit = match value {
                    "perQueue" => ThroughputLimit::PerQueue,
                    "perMessageGroupId" => ThroughputLimit::PerMessageGroupId,
                    _ => return Err(Error::InvalidAttributeValue(name.to_string())),
                }
            }
            "RedrivePolicy" => self.redrive_policy = RedrivePolicy::read(value)?,
            "SqsManagedSseEnabled" => drop(self.others.insert(name.to_string(), boolean()?.to_string())),
            "Policy" if !value.is_empty() && !is_policy(value) => {
                return Err(Error::InvalidAttributeValue(name.to_string()));
            }
            other if OTHERS.contains(&other) && value.is_empty() => drop(self.others.remove(name)),
            other if OTHERS.contains(&other) => drop(self.others.insert(name.to_string(), value.to_string())),
            _ => return Err(Error::unknown_attribute(name)),
        }
        Ok(())
    }

    /// A queue is encrypted by a key of KMS or of the service: setting one switches the other off.
    ///
    /// Errors: `InvalidAttributeName` where `texts`, which were set before, ask for both.
    pub(super) fn encrypt_once(&mut self, texts: &BTreeMap<String, String>) -> Result<(), Error> {
        let given = |name: &str, off: &[&str]| texts.get(name).is_some_and(|text| !off.contains(&text.as_str()));
        let (kms, sqs) = (given("KmsMasterKeyId", &[""]), given("SqsManagedSseEnabled", &["false", "False"]));
        if kms && sqs {
            return Err(Error::InvalidAttributeName(
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
                    .to_string(),
            ));
        }
        if kms {
            self.others.remove("SqsManagedSseEnabled");
        }
        if sqs {
            self.others.remove("KmsMasterKeyId");
        }
        Ok(())
    }

    /// Whether the attributes go together, for a queue of this name.
    ///
    /// Errors: `InvalidAttributeName` for attributes of FIFO queues on a standard one, `InvalidParameterValue` for a name
    /// that does not fit, or high throughput per group without deduplication per group.
    pub fn validate(&self, name: &str) -> Result<(), Error> {
        let plain = |text: &str| {
            (1..=quota::NAME_CHARS).contains(&name.chars().count())
                && !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        match (self.fifo, name.strip_suffix(".fifo")) {
            (true, Some(start)) if plain(start) => {}
            (true, _) => {
                return Err(Error::InvalidParameterValue(
                    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end \
                     with .fifo suffix and be 1 to 80 in length."
                        .to_string(),
                ));
            }
            (false, None) if plain(name) => {}
            (false, _) => {
                return Err(Error::InvalidParameterValue(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length".to_string(),
                ));
            }
        }
        if !self.fifo {
            let first = [
                (self.content_based_deduplication, "ContentBasedDeduplication"),
                (self.deduplication_scope != DeduplicationScope::Queue, "DeduplicationScope"),
                (self.fifo_throughput_limit != ThroughputLimit::PerQueue, "FifoThroughputLimit"),
            ];
            if let Some((_, name)) = first.iter().find(|(set, _)| *set) {
                return Err(Error::unknown_attribute(name));
            }
        }
        if self.fifo_throughput_limit == ThroughputLimit::PerMessageGroupId
            && self.deduplication_scope != DeduplicationScope::MessageGroup
        {
            return Err(Error::InvalidParameterValue(
                "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup."
                    .to_string(),
            ));
        }
        Ok(())
    }

    /// The attributes that can be set, as texts by AWS's names.
    pub fn texts(&self, account: &str) -> BTreeMap<String, String> {
        let mut all = self.others.clone();
        // Since 2022 a queue is encrypted with a key of the service unless it has one of KMS.
        let has_key = all.contains_key("KmsMasterKeyId");
        all.entry("SqsManagedSseEnabled".to_string()).or_insert_with(|| (!has_key).to_string());
        let mut add = |name: &str, value: String| drop(all.insert(name.to_string(), value));
        add("DelaySeconds", self.delay_seconds.to_string());
        add("MaximumMessageSize", self.maximum_message_size.to_string());
        add("MessageRetentionPeriod", self.message_retention_period.to_string());
        add("ReceiveMessageWaitTimeSeconds", self.receive_message_wait_time_seconds.to_string());
        add("VisibilityTimeout", self.visibility_timeout.to_string());
        if let Some(RedrivePolicy { dead_letter_target, max_receive_count }) = &self.redrive_policy {
            let arn = arn(account, dead_letter_target);
            add("RedrivePolicy", format!(r#"{{"deadLetterTargetArn":"{arn}","maxReceiveCount":{max_receive_count}}}"#));
        }
        if self.fifo {
            let scope = if self.deduplication_scope == DeduplicationScope::Queue { "queue" } else { "messageGroup" };
            let limit =
                if self.fifo_throughput_limit == ThroughputLimit::PerQueue { "perQueue" } else { "perMessageGroupId" };
            add("FifoQueue", "true".to_string());
            add("ContentBasedDeduplication", self.content_based_deduplication.to_string());
            add("DeduplicationScope", scope.to_string());
            add("FifoThroughputLimit", limit.to_string());
        }
        all
    }
}

/// What GetQueueAttributes can be asked for. A.
pub const ATTRIBUTE_NAMES: [&str; 22] = [
    "All",
    "Policy",
    "VisibilityTimeout",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "QueueArn",
    "ApproximateNumberOfMessagesDelayed",
    "DelaySeconds",
    "ReceiveMessageWaitTimeSeconds",
    "RedrivePolicy",
    "FifoQueue",
    "ContentBasedDeduplication",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "DeduplicationScope",
    "FifoThroughputLimit",
    "RedriveAllowPolicy",
    "SqsManagedSseEnabled",
];
