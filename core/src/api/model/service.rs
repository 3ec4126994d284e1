//! The services that answer requests, and what tells their requests apart.
use super::{Operation, kinesis, sns, sqs};

/// A service of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    Kinesis,
    Sqs,
    Sns,
}

impl Service {
    pub const ALL: [Self; 3] = [Self::Kinesis, Self::Sqs, Self::Sns];

    /// As command lines name it: `aws kinesis …`.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Kinesis => "kinesis",
            Self::Sqs => "sqs",
            Self::Sns => "sns",
        }
    }

    /// As people name it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Kinesis => "Kinesis",
            Self::Sqs => "SQS",
            Self::Sns => "SNS",
        }
    }

    /// In front of an operation's name in `X-Amz-Target`. None for SNS, whose clients speak the query protocol: its requests
    /// come as command lines.
    pub const fn target(self) -> &'static str {
        match self {
            Self::Kinesis => "Kinesis_20131202.",
            Self::Sqs => "AmazonSQS.",
            Self::Sns => "",
        }
    }

    /// The content type of requests and answers.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Kinesis => "application/x-amz-json-1.1",
            Self::Sqs | Self::Sns => "application/x-amz-json-1.0",
        }
    }

    /// The class of its clients in the SDK for JavaScript, and its package.
    pub const fn client(self) -> (&'static str, &'static str) {
        match self {
            Self::Kinesis => ("KinesisClient", "@aws-sdk/client-kinesis"),
            Self::Sqs => ("SQSClient", "@aws-sdk/client-sqs"),
            Self::Sns => ("SNSClient", "@aws-sdk/client-sns"),
        }
    }

    /// What is simulated of it.
    pub const fn operations(self) -> &'static [Operation] {
        match self {
            Self::Kinesis => kinesis::OPERATIONS,
            Self::Sqs => sqs::OPERATIONS,
            Self::Sns => sns::OPERATIONS,
        }
    }

    /// What else it has.
    pub const fn not_simulated(self) -> &'static [&'static str] {
        match self {
            Self::Kinesis => kinesis::NOT_SIMULATED,
            Self::Sqs => sqs::NOT_SIMULATED,
            Self::Sns => sns::NOT_SIMULATED,
        }
    }

    /// The operation of that name.
    pub fn operation(self, name: &str) -> Option<&'static Operation> {
        self.operations().iter().find(|operation| operation.name == name)
    }

    /// The service that a command line names.
    pub fn of_command(command: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.command() == command)
    }

    /// The service and the operation that a target names.
    pub fn of_target(target: &str) -> Option<(Self, &str)> {
        let with_target = Self::ALL.into_iter().filter(|service| !service.target().is_empty());
        { with_target }.find_map(|service| Some((service, target.strip_prefix(service.target())?)))
    }
}
