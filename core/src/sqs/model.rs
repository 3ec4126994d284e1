//! The operations of SQS and their members, in the order of the service model (2012-11-05, as of November 2026).
//!
//! That model has no bounds: what is out of range the service itself refuses, in its own words.
use super::Error;
use super::attributes::ATTRIBUTE_NAMES;
use crate::wire::model::{ANY, Checks, Member, Model, Operation, Shape, may, must};

pub static MODEL: Model = Model {
    command: "sqs",
    title: "SQS",
    target: Some("AmazonSQS."),
    json: Some("application/x-amz-json-1.0"),
    cbor: None,
    query: None,
    client: ("SQSClient", "@aws-sdk/client-sqs"),
    operations: OPERATIONS,
    not_simulated: &[],
    checks: Checks::Presence(|path| Error::MissingParameter(path).into()),
};

static TEXT: Shape = Shape::String { least: 0, most: usize::MAX, pattern: &ANY };
static INTEGER: Shape = Shape::Integer { least: i64::MIN, most: i64::MAX };
static BINARY: Shape = Shape::Blob { most: usize::MAX };
static TEXTS: Shape = Shape::List { of: &TEXT, least: 0, most: usize::MAX };
static TAGS: Shape = Shape::Map { key: &TEXT, value: &TEXT, least: 0, most: usize::MAX };
static QUEUE_ATTRIBUTE_NAME: Shape = Shape::Enum(&ATTRIBUTE_NAMES);
static QUEUE_ATTRIBUTE_NAMES: Shape = Shape::List { of: &QUEUE_ATTRIBUTE_NAME, least: 0, most: usize::MAX };
static QUEUE_ATTRIBUTES: Shape = Shape::Map { key: &QUEUE_ATTRIBUTE_NAME, value: &TEXT, least: 0, most: usize::MAX };
static SYSTEM_ATTRIBUTE_NAME: Shape = Shape::Enum(&[
    "All",
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
]);
static SYSTEM_ATTRIBUTE_NAMES: Shape = Shape::List { of: &SYSTEM_ATTRIBUTE_NAME, least: 0, most: usize::MAX };
static SENDS: Shape = Shape::Enum(&["AWSTraceHeader"]);
static BINARIES: Shape = Shape::List { of: &BINARY, least: 0, most: usize::MAX };
static MESSAGE_ATTRIBUTE_VALUE: Shape = Shape::Structure {
    name: "MessageAttributeValue",
    members: &[
        may("StringValue", &TEXT),
        may("BinaryValue", &BINARY),
        may("StringListValues", &TEXTS),
        may("BinaryListValues", &BINARIES),
        must("DataType", &TEXT),
    ],
};
static SYSTEM_ATTRIBUTES: Shape =
    Shape::Map { key: &SENDS, value: &MESSAGE_ATTRIBUTE_VALUE, least: 0, most: usize::MAX };
static ATTRIBUTE_MAP: Shape = Shape::Map { key: &TEXT, value: &MESSAGE_ATTRIBUTE_VALUE, least: 0, most: usize::MAX };

macro_rules! entries {
    ($name:literal, $members:expr) => {
        Shape::List { of: &Shape::Structure { name: $name, members: $members }, least: 0, most: usize::MAX }
    };
}
static SEND_ENTRIES: Shape = entries!(
    "SendMessageBatchRequestEntry",
    &[
        must("Id", &TEXT),
        must("MessageBody", &TEXT),
        may("DelaySeconds", &INTEGER),
        may("MessageAttributes", &ATTRIBUTE_MAP),
        may("MessageSystemAttributes", &SYSTEM_ATTRIBUTES),
        may("MessageDeduplicationId", &TEXT),
        may("MessageGroupId", &TEXT),
    ]
);
static DELETE_ENTRIES: Shape =
    entries!("DeleteMessageBatchRequestEntry", &[must("Id", &TEXT), must("ReceiptHandle", &TEXT)]);
static CHANGE_ENTRIES: Shape = entries!(
    "ChangeMessageVisibilityBatchRequestEntry",
    &[must("Id", &TEXT), must("ReceiptHandle", &TEXT), may("VisibilityTimeout", &INTEGER)]
);

const QUEUE: Member = must("QueueUrl", &TEXT);

/// What is simulated.
static OPERATIONS: &[Operation] = &[
    Operation {
        name: "AddPermission",
        members: &[QUEUE, must("Label", &TEXT), must("AWSAccountIds", &TEXTS), must("Actions", &TEXTS)],
    },
    Operation { name: "CancelMessageMoveTask", members: &[must("TaskHandle", &TEXT)] },
    Operation {
        name: "ChangeMessageVisibility",
        members: &[QUEUE, must("ReceiptHandle", &TEXT), must("VisibilityTimeout", &INTEGER)],
    },
    Operation { name: "ChangeMessageVisibilityBatch", members: &[QUEUE, must("Entries", &CHANGE_ENTRIES)] },
    Operation {
        name: "CreateQueue",
        members: &[must("QueueName", &TEXT), may("Attributes", &QUEUE_ATTRIBUTES), may("tags", &TAGS)],
    },
    Operation { name: "DeleteMessage", members: &[QUEUE, must("ReceiptHandle", &TEXT)] },
    Operation { name: "DeleteMessageBatch", members: &[QUEUE, must("Entries", &DELETE_ENTRIES)] },
    Operation { name: "DeleteQueue", members: &[QUEUE] },
    Operation { name: "GetQueueAttributes", members: &[QUEUE, may("AttributeNames", &QUEUE_ATTRIBUTE_NAMES)] },
    Operation { name: "GetQueueUrl", members: &[must("QueueName", &TEXT), may("QueueOwnerAWSAccountId", &TEXT)] },
    Operation {
        name: "ListDeadLetterSourceQueues",
        members: &[QUEUE, may("NextToken", &TEXT), may("MaxResults", &INTEGER)],
    },
    Operation { name: "ListMessageMoveTasks", members: &[must("SourceArn", &TEXT), may("MaxResults", &INTEGER)] },
    Operation { name: "ListQueueTags", members: &[QUEUE] },
    Operation {
        name: "ListQueues",
        members: &[may("QueueNamePrefix", &TEXT), may("NextToken", &TEXT), may("MaxResults", &INTEGER)],
    },
    Operation { name: "PurgeQueue", members: &[QUEUE] },
    Operation {
        name: "ReceiveMessage",
        members: &[
            QUEUE,
            may("AttributeNames", &QUEUE_ATTRIBUTE_NAMES),
            may("MessageSystemAttributeNames", &SYSTEM_ATTRIBUTE_NAMES),
            may("MessageAttributeNames", &TEXTS),
            may("MaxNumberOfMessages", &INTEGER),
            may("VisibilityTimeout", &INTEGER),
            may("WaitTimeSeconds", &INTEGER),
            may("ReceiveRequestAttemptId", &TEXT),
        ],
    },
    Operation { name: "RemovePermission", members: &[QUEUE, must("Label", &TEXT)] },
    Operation {
        name: "SendMessage",
        members: &[
            QUEUE,
            must("MessageBody", &TEXT),
            may("DelaySeconds", &INTEGER),
            may("MessageAttributes", &ATTRIBUTE_MAP),
            may("MessageSystemAttributes", &SYSTEM_ATTRIBUTES),
            may("MessageDeduplicationId", &TEXT),
            may("MessageGroupId", &TEXT),
        ],
    },
    Operation { name: "SendMessageBatch", members: &[QUEUE, must("Entries", &SEND_ENTRIES)] },
    Operation { name: "SetQueueAttributes", members: &[QUEUE, must("Attributes", &QUEUE_ATTRIBUTES)] },
    Operation {
        name: "StartMessageMoveTask",
        members: &[
            must("SourceArn", &TEXT),
            may("DestinationArn", &TEXT),
            may("MaxNumberOfMessagesPerSecond", &INTEGER),
        ],
    },
    Operation { name: "TagQueue", members: &[QUEUE, must("Tags", &TAGS)] },
    Operation { name: "UntagQueue", members: &[QUEUE, must("TagKeys", &TEXTS)] },
];
