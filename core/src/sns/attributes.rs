//! What topics and subscriptions are set to, by AWS's names.
use super::error::wrong;
use super::{Error, filter::Scope, quota};
use crate::base::Instant;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use serde_json::Value;

/// Attributes of a topic that change nothing here and are given back as they came.
const TOPIC_OTHERS: [&str; 10] = [
    "Policy",
    "DisplayName",
    "DeliveryPolicy",
    "KmsMasterKeyId",
    "SignatureVersion",
    "TracingConfig",
    "SQSSuccessFeedbackRoleArn",
    "SQSFailureFeedbackRoleArn",
    "LambdaSuccessFeedbackRoleArn",
    "LambdaFailureFeedbackRoleArn",
];

/// Attributes of a topic. Ranges and defaults are in [`quota`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicAttributes {
    pub fifo: bool,
    pub content_based_deduplication: bool,
    /// Whether throughput and deduplication are those of each group, not of the topic. `FifoThroughputScope`.
    pub per_group: bool,
    /// Bytes.
    pub maximum_message_size: u32,
    /// Days for which an archive keeps messages.
    pub archive_days: Option<u32>,
    pub others: BTreeMap<String, String>,
}

impl Default for TopicAttributes {
    fn default() -> Self {
        Self {
            fifo: false,
            content_based_deduplication: false,
            per_group: false,
            maximum_message_size: quota::MESSAGE_BYTES,
            archive_days: None,
            others: BTreeMap::new(),
        }
    }
}

fn boolean(name: &str, value: &str) -> Result<bool, Error> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(wrong(name, "it must be true or false")),
    }
}

/// A member of a policy that is a map in JSON; `None` for a policy that is taken away.
fn member(policy: &str, text: &str, name: &str) -> Result<Option<Value>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let map: Value = serde_json::from_str(text).map_err(|_| wrong(policy, "it must be a map in JSON"))?;
    match map.get(name) {
        Some(value) => Ok(Some(value.clone())),
        None if map == Value::Object(serde_json::Map::new()) => Ok(None),
        None => Err(wrong(policy, &format!("it must have {name}"))),
    }
}

impl TopicAttributes {
    /// Sets one attribute from its text. Errors: `InvalidParameter`.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        match name {
            "FifoTopic" => self.fifo = boolean(name, value)?,
            "ContentBasedDeduplication" => self.content_based_deduplication = boolean(name, value)?,
            "FifoThroughputScope" => {
                self.per_group = match value {
                    "Topic" => false,
                    "MessageGroup" => true,
                    _ => return Err(wrong(name, "it must be Topic or MessageGroup")),
                }
            }
            "MaximumMessageSize" => {
                let (least, most) = quota::MAXIMUM_MESSAGE_SIZE;
                let bytes = value.parse().ok().filter(|bytes| (least..=most).contains(bytes));
                self.maximum_message_size =
                    bytes.ok_or_else(|| wrong(name, &format!("it must be from {least} to {most}")))?;
            }
            "ArchivePolicy" => {
                let (least, most) = quota::ARCHIVE_DAYS;
                self.archive_days = match member(name, value, "MessageRetentionPeriod")? {
                    Some(days) => {
                        let number = days.as_u64().or_else(|| days.as_str()?.parse().ok());
                        let days = number.and_then(|days| u32::try_from(days).ok());
                        let days = days.filter(|days| (least..=most).contains(days));
                        Some(days.ok_or_else(|| wrong(name, &format!("it must be from {least} to {most} days")))?)
                    }
                    None => None,
                };
            }
            other if TOPIC_OTHERS.contains(&other) => drop(self.others.insert(name.to_string(), value.to_string())),
            _ => return Err(Error::InvalidParameter("AttributeName".to_string())),
        }
        Ok(())
    }

    /// Whether the attributes go together, for a topic of this name. Errors: `InvalidParameter`.
    pub fn validate(&self, name: &str) -> Result<(), Error> {
        let plain = |text: &str| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        let short = (1..=quota::NAME_CHARS).contains(&name.chars().count());
        match (self.fifo, name.strip_suffix(".fifo")) {
            (true, Some(start)) if short && plain(start) => {}
            (true, _) => {
                return Err(wrong(
                    "Topic Name",
                    "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, \
                     numbers, underscores, and hyphens, and must be between 1 and 256 characters long.",
                ));
            }
            (false, None) if short && plain(name) => {}
            (false, _) => return Err(Error::InvalidParameter("Topic Name".to_string())),
        }
        let of_fifo = [
            (self.content_based_deduplication, "ContentBasedDeduplication"),
            (self.per_group, "FifoThroughputScope"),
            (self.archive_days.is_some(), "ArchivePolicy"),
        ];
        match of_fifo.iter().find(|(set, _)| *set && !self.fifo) {
            Some((_, name)) => Err(wrong(name, "only FIFO topics have it")),
            None => Ok(()),
        }
    }

    /// The attributes that can be set, as texts by AWS's names.
    pub fn texts(&self) -> BTreeMap<String, String> {
        let mut all = self.others.clone();
        let mut add = |name: &str, value: String| drop(all.insert(name.to_string(), value));
        if self.maximum_message_size != quota::MESSAGE_BYTES {
            add("MaximumMessageSize", self.maximum_message_size.to_string());
        }
        if self.fifo {
            add("FifoTopic", "true".to_string());
            add("ContentBasedDeduplication", self.content_based_deduplication.to_string());
            add("FifoThroughputScope", if self.per_group { "MessageGroup" } else { "Topic" }.to_string());
        }
        if let Some(days) = self.archive_days {
            add("ArchivePolicy", format!(r#"{{"MessageRetentionPeriod":{days}}}"#));
        }
        all
    }
}

/// From when to when a subscription gets the archive again; without an end, all that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplayPolicy {
    pub starting_point: Instant,
    pub ending_point: Option<Instant>,
}

/// Attributes of a subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubscriptionAttributes {
    /// Without the envelope in JSON.
    pub raw_message_delivery: bool,
    pub filter_policy: Option<String>,
    pub filter_policy_scope: Scope,
    /// Name of the queue for what cannot be delivered.
    pub dead_letter_target: Option<String>,
    pub replay_policy: Option<ReplayPolicy>,
}

impl SubscriptionAttributes {
    /// Sets one attribute from its text. Errors: `InvalidParameter`. The filter's grammar is looked at later, with its scope.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        match name {
            "RawMessageDelivery" => self.raw_message_delivery = boolean(name, value)?,
            "FilterPolicy" => {
                self.filter_policy = Some(value.to_string()).filter(|text| !text.is_empty() && text != "{}")
            }
            "FilterPolicyScope" => {
                self.filter_policy_scope = match value {
                    "MessageAttributes" => Scope::MessageAttributes,
                    "MessageBody" => Scope::MessageBody,
                    _ => return Err(wrong(name, "it must be MessageAttributes or MessageBody")),
                }
            }
            "RedrivePolicy" => {
                let target = member(name, value, "deadLetterTargetArn")?;
                let arn = target.as_ref().map(|arn| arn.as_str().unwrap_or_default());
                self.dead_letter_target = match arn {
                    Some(arn) => {
                        Some(queue_of(arn).ok_or_else(|| wrong(name, "deadLetterTargetArn is an invalid arn"))?)
                    }
                    None => None,
                };
            }
            "ReplayPolicy" => self.replay_policy = replay(name, value)?,
            _ => return Err(Error::InvalidParameter("AttributeName".to_string())),
        }
        Ok(())
    }
}

/// The name of the queue in an ARN.
pub(super) fn queue_of(arn: &str) -> Option<String> {
    let rest = arn.strip_prefix("arn:aws:sqs:us-east-1:")?;
    rest.split_once(':').filter(|(_, name)| !name.is_empty()).map(|(_, name)| name.to_string())
}

fn replay(name: &str, text: &str) -> Result<Option<ReplayPolicy>, Error> {
    let Some(start) = member(name, text, "StartingPoint")? else { return Ok(None) };
    let kind = member(name, text, "PointType")?;
    if kind.as_ref().and_then(Value::as_str) != Some("Timestamp") {
        return Err(wrong(name, "PointType must be Timestamp"));
    }
    let point = |value: &Value| value.as_str().and_then(Instant::from_iso);
    let starting_point = point(&start).ok_or_else(|| wrong(name, "StartingPoint must be a time in ISO 8601"))?;
    let map: Value = serde_json::from_str(text).unwrap_or_default();
    let ending_point = match map.get("EndingPoint") {
        Some(end) => Some(point(end).ok_or_else(|| wrong(name, "EndingPoint must be a time in ISO 8601"))?),
        None => None,
    };
    if ending_point.is_some_and(|end| end < starting_point) {
        return Err(wrong(name, "EndingPoint must not be before StartingPoint"));
    }
    Ok(Some(ReplayPolicy { starting_point, ending_point }))
}
