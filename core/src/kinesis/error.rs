//! What an AWS client can see go wrong, by AWS's names.
use super::{ShardId, StreamStatus};
use crate::base::Instant;
use crate::wire::ApiError;
use alloc::format;
use alloc::string::String;

/// Which of a shard's limits refused a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// 1 MiB a second written.
    WriteBytes,
    /// 1,000 records a second written.
    WriteRecords,
    /// 2 MiB a second read.
    ReadBytes,
    /// 2,000 records a second read.
    ReadRecords,
    /// 5 GetRecords a second.
    GetRecordsCalls,
    /// 5 GetShardIterator a second.
    GetShardIteratorCalls,
}

impl Error {
    /// Which of a shard's limits refused the call, if one did.
    pub const fn limit(&self) -> Option<Limit> {
        if let Self::ProvisionedThroughputExceeded { limit, .. } = self { Some(*limit) } else { None }
    }
}

/// An error that AWS would answer; [`aws_code`](Self::aws_code) is its name there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("Rate exceeded for shard {shard_id} in stream {stream} under account {account}.")]
    ProvisionedThroughputExceeded { stream: String, account: String, shard_id: ShardId, limit: Limit },
    #[error(
        "Iterator expired. The iterator was created at time {} while right now it is {} which is further in the \
         future than the tolerated delay of 300000 milliseconds.",
        issued_at.utc(), now.utc()
    )]
    ExpiredIterator { issued_at: Instant, now: Instant },
    #[error("The NextToken was issued more than 300 seconds ago.")]
    ExpiredNextToken,
    #[error("{0}")]
    InvalidArgument(String),
    #[error("{0}")]
    LimitExceeded(String),
    /// A stream of that name exists, or it is not ACTIVE.
    #[error("Stream {stream} under account {account} {}", in_use(*status))]
    ResourceInUse { stream: String, account: String, status: Option<StreamStatus> },
    #[error("{0}")]
    ResourceNotFound(String),
    /// `ResourceInUseException` of a consumer: it exists, it is not ACTIVE, or it holds a subscription.
    #[error("{0}")]
    ConsumerInUse(String),
    /// A value outside the constraints of the API's model.
    #[error("Value at '{field}' failed to satisfy constraint: {constraint}")]
    Validation { field: &'static str, constraint: String },
    /// `ValidationException` of an operation for streams of the other mode.
    #[error("This API is only supported for data streams with the provisioned capacity mode.")]
    OnDemand,
    /// A member is not there, at this path, that an operation cannot do without.
    #[error("Value null at '{0}' failed to satisfy constraint: Member must not be null")]
    Missing(String),
    /// The service has it, the simulator has not.
    #[error("{0} is part of Kinesis, but this simulator does not model it.")]
    Unsupported(String),
    #[error("Internal Service Failure")]
    InternalFailure,
}

impl Error {
    /// The name that AWS gives this error.
    pub const fn aws_code(&self) -> &'static str {
        match self {
            Self::ProvisionedThroughputExceeded { .. } => "ProvisionedThroughputExceededException",
            Self::ExpiredIterator { .. } => "ExpiredIteratorException",
            Self::ExpiredNextToken => "ExpiredNextTokenException",
            Self::InvalidArgument(_) => "InvalidArgumentException",
            Self::LimitExceeded(_) => "LimitExceededException",
            Self::ResourceInUse { .. } | Self::ConsumerInUse(_) => "ResourceInUseException",
            Self::ResourceNotFound(_) => "ResourceNotFoundException",
            Self::Validation { .. } | Self::OnDemand | Self::Missing(_) => "ValidationException",
            Self::Unsupported(_) => "UnsupportedOperationException",
            Self::InternalFailure => "InternalFailure",
        }
    }
}

/// What AWS says of a stream in use: that it exists, or that it is not ACTIVE.
fn in_use(status: Option<StreamStatus>) -> String {
    match status {
        None => "already exists.".into(),
        Some(status) => format!("not ACTIVE, instead in state {status}"),
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            // AWS says no more.
            Error::InternalFailure => Self { status: 500, ..Self::plain(error.aws_code()) },
            Error::Validation { .. } | Error::Missing(_) => {
                Self::new(error.aws_code(), format!("1 validation error detected: {error}"))
            }
            Error::ProvisionedThroughputExceeded { .. }
            | Error::ExpiredIterator { .. }
            | Error::ExpiredNextToken
            | Error::InvalidArgument(_)
            | Error::LimitExceeded(_)
            | Error::ResourceInUse { .. }
            | Error::ResourceNotFound(_)
            | Error::ConsumerInUse(_)
            | Error::OnDemand
            | Error::Unsupported(_) => Self::new(error.aws_code(), format!("{error}")),
        }
    }
}
