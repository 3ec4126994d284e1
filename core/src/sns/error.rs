//! What AWS answers when it refuses.
use crate::wire::ApiError;
use alloc::format;
use alloc::string::{String, ToString};

/// A refusal, with AWS's words where they are public.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("Topic does not exist")]
    NoSuchTopic,
    #[error("Subscription does not exist")]
    NoSuchSubscription,
    #[error("Invalid parameter: {0}")]
    InvalidParameter(String),
    #[error("The request must contain the parameter {0}")]
    MissingParameter(String),
    #[error("Rate exceeded")]
    Throttled,
    #[error("The account has as many topics as it may have")]
    TopicLimitExceeded,
    #[error("The topic has as many subscriptions as it may have")]
    SubscriptionLimitExceeded,
    #[error("The topic has as many filter policies as it may have")]
    FilterPolicyLimitExceeded,
    #[error("{0}")]
    InvalidState(String),
    #[error("Could not complete request: tag quota of per resource exceeded")]
    TagLimitExceeded,
    #[error("The batch request doesn't contain any entries.")]
    EmptyBatchRequest,
    #[error("The batch request contains more entries than permissible.")]
    TooManyEntriesInBatchRequest,
    #[error("Two or more batch entries in the request have the same Id.")]
    BatchEntryIdsNotDistinct,
    #[error("The Id of a batch entry in a batch request doesn't abide by the specification.")]
    InvalidBatchEntryId,
    #[error("The length of all the batch messages put together is more than the limit.")]
    BatchRequestTooLong,
}

impl Error {
    /// The name of the error, and the status of an answer with it.
    pub const fn aws_code(&self) -> (&'static str, u16) {
        match self {
            Self::NoSuchTopic | Self::NoSuchSubscription => ("NotFound", 404),
            Self::InvalidParameter(_) => ("InvalidParameter", 400),
            Self::MissingParameter(_) => ("MissingParameter", 400),
            Self::Throttled => ("Throttled", 429),
            Self::TopicLimitExceeded => ("TopicLimitExceeded", 403),
            Self::SubscriptionLimitExceeded => ("SubscriptionLimitExceeded", 403),
            Self::FilterPolicyLimitExceeded => ("FilterPolicyLimitExceeded", 403),
            Self::InvalidState(_) => ("InvalidState", 400),
            Self::TagLimitExceeded => ("TagLimitExceeded", 400),
            Self::EmptyBatchRequest => ("EmptyBatchRequest", 400),
            Self::TooManyEntriesInBatchRequest => ("TooManyEntriesInBatchRequest", 400),
            Self::BatchEntryIdsNotDistinct => ("BatchEntryIdsNotDistinct", 400),
            Self::InvalidBatchEntryId => ("InvalidBatchEntryId", 400),
            Self::BatchRequestTooLong => ("BatchRequestTooLong", 400),
        }
    }
}

/// The refusal of a parameter, or of an attribute.
pub(super) fn wrong(name: &str, reason: &str) -> Error {
    Error::InvalidParameter(format!("{name} Reason: {reason}"))
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let (name, status) = error.aws_code();
        Self { status, ..Self::new(name, error.to_string()) }
    }
}
