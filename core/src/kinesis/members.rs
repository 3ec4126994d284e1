//! Members that many requests have: how they name a stream, a consumer and a mode.
use super::{IteratorType, SequenceNumber, StreamMode};
use crate::base::Instant;
use crate::wire::REGION;
use alloc::format;
use alloc::string::{String, ToString};
use serde::{Deserialize, Serialize};

/// How a request names its stream: by its name, by its ARN, or by both if they agree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StreamInput {
    pub stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    pub stream_arn: Option<String>,
}

impl StreamInput {
    /// By an ARN.
    pub fn by_arn(account: &str, stream_name: &str) -> Self {
        Self { stream_name: None, stream_arn: Some(arn(account, stream_name)) }
    }

    /// The name of the stream, without a look at whose it is.
    pub fn name(&self) -> &str {
        let in_arn = || self.stream_arn.as_deref().map(|arn| arn.rsplit('/').next().unwrap_or_default());
        self.stream_name.as_deref().or_else(in_arn).unwrap_or_default()
    }
}

impl From<&str> for StreamInput {
    fn from(stream_name: &str) -> Self {
        Self { stream_name: Some(stream_name.to_string()), stream_arn: None }
    }
}

/// How a request names a registered consumer: by its ARN, or by the stream's ARN and its name; by both, if they agree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConsumerInput {
    #[serde(rename = "ConsumerARN")]
    pub consumer_arn: Option<String>,
    #[serde(rename = "StreamARN")]
    pub stream_arn: Option<String>,
    pub consumer_name: Option<String>,
}

impl ConsumerInput {
    /// Names of the stream and of the consumer, without a look at whose they are.
    pub fn names(&self) -> (&str, &str) {
        let arn = self.consumer_arn.as_deref().or(self.stream_arn.as_deref()).unwrap_or_default();
        let (stream, consumer) = arn.split_once("/consumer/").unwrap_or((arn, ""));
        let consumer = consumer.rsplit_once(':').map_or(consumer, |(name, _)| name);
        (stream.rsplit('/').next().unwrap_or_default(), self.consumer_name.as_deref().unwrap_or(consumer))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StreamModeDetails {
    pub stream_mode: String,
}

impl From<StreamMode> for StreamModeDetails {
    fn from(mode: StreamMode) -> Self {
        Self { stream_mode: mode.name().into() }
    }
}

impl StreamModeDetails {
    pub fn mode(&self) -> StreamMode {
        if self.stream_mode == StreamMode::OnDemand.name() { StreamMode::OnDemand } else { StreamMode::Provisioned }
    }
}

impl IteratorType {
    /// Its name, and the number or time that goes with it.
    pub const fn members(self) -> (&'static str, Option<SequenceNumber>, Option<Instant>) {
        match self {
            Self::TrimHorizon => ("TRIM_HORIZON", None, None),
            Self::Latest => ("LATEST", None, None),
            Self::AtSequenceNumber(number) => ("AT_SEQUENCE_NUMBER", Some(number), None),
            Self::AfterSequenceNumber(number) => ("AFTER_SEQUENCE_NUMBER", Some(number), None),
            Self::AtTimestamp(at) => ("AT_TIMESTAMP", None, Some(at)),
        }
    }
}

/// A stream's ARN.
pub fn arn(account: &str, stream_name: &str) -> String {
    format!("arn:aws:kinesis:{REGION}:{account}:stream/{stream_name}")
}

/// A consumer's ARN: it has the second in which the consumer was registered.
pub fn consumer_arn(account: &str, stream_name: &str, consumer_name: &str, second: u64) -> String {
    format!("{}/consumer/{consumer_name}:{second}", arn(account, stream_name))
}
