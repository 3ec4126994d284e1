//! The operations of SNS and their members, in the order of the service model (2010-03-31, as of November 2026).
//!
//! What is out of range the service itself refuses, in its own words. Its clients speak the query protocol.
use super::Error;
use crate::wire::model::{ANY, Checks, Member, Model, Operation, Query, Shape, may, must};

static QUERY: Query = Query {
    version: "2010-03-31",
    namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    maps: &["Attributes"],
    empty_results: &["TagResource", "UntagResource"],
};

pub static MODEL: Model = Model {
    command: "sns",
    title: "SNS",
    target: None,
    json: None,
    cbor: None,
    query: Some(&QUERY),
    client: ("SNSClient", "@aws-sdk/client-sns"),
    operations: OPERATIONS,
    not_simulated: NOT_SIMULATED,
    checks: Checks::Presence(|path| Error::MissingParameter(path).into()),
};

static TEXT: Shape = Shape::String { least: 0, most: usize::MAX, pattern: &ANY };
static BINARY: Shape = Shape::Blob { most: usize::MAX };
static BOOLEAN: Shape = Shape::Boolean;
static ATTRIBUTES: Shape = Shape::Map { key: &TEXT, value: &TEXT, least: 0, most: usize::MAX };
static TAG_KEY: Shape = Shape::String { least: 1, most: 128, pattern: &ANY };
static TAG_VALUE: Shape = Shape::String { least: 0, most: 256, pattern: &ANY };
static RESOURCE: Shape = Shape::String { least: 1, most: 1011, pattern: &ANY };
static TAG: Shape = Shape::Structure { name: "Tag", members: &[must("Key", &TAG_KEY), must("Value", &TAG_VALUE)] };
static TAGS: Shape = Shape::List { of: &TAG, least: 0, most: usize::MAX };
static TAG_KEYS: Shape = Shape::List { of: &TAG_KEY, least: 0, most: usize::MAX };
static MESSAGE_ATTRIBUTE_VALUE: Shape = Shape::Structure {
    name: "MessageAttributeValue",
    members: &[must("DataType", &TEXT), may("StringValue", &TEXT), may("BinaryValue", &BINARY)],
};
static MESSAGE_ATTRIBUTES: Shape =
    Shape::Map { key: &TEXT, value: &MESSAGE_ATTRIBUTE_VALUE, least: 0, most: usize::MAX };
static ENTRY: Shape = Shape::Structure {
    name: "PublishBatchRequestEntry",
    members: &[
        must("Id", &TEXT),
        must("Message", &TEXT),
        may("Subject", &TEXT),
        may("MessageStructure", &TEXT),
        may("MessageAttributes", &MESSAGE_ATTRIBUTES),
        may("MessageDeduplicationId", &TEXT),
        may("MessageGroupId", &TEXT),
    ],
};
static ENTRIES: Shape = Shape::List { of: &ENTRY, least: 0, most: usize::MAX };

const TOPIC: Member = must("TopicArn", &TEXT);
const SUBSCRIPTION: Member = must("SubscriptionArn", &TEXT);

/// What is simulated.
static OPERATIONS: &[Operation] = &[
    Operation {
        name: "CreateTopic",
        members: &[
            must("Name", &TEXT),
            may("Attributes", &ATTRIBUTES),
            may("Tags", &TAGS),
            may("DataProtectionPolicy", &TEXT),
        ],
    },
    Operation { name: "DeleteTopic", members: &[TOPIC] },
    Operation { name: "GetSubscriptionAttributes", members: &[SUBSCRIPTION] },
    Operation { name: "GetTopicAttributes", members: &[TOPIC] },
    Operation { name: "ListSubscriptions", members: &[may("NextToken", &TEXT)] },
    Operation { name: "ListSubscriptionsByTopic", members: &[TOPIC, may("NextToken", &TEXT)] },
    Operation { name: "ListTagsForResource", members: &[must("ResourceArn", &RESOURCE)] },
    Operation { name: "ListTopics", members: &[may("NextToken", &TEXT)] },
    Operation {
        name: "Publish",
        members: &[
            may("TopicArn", &TEXT),
            may("TargetArn", &TEXT),
            may("PhoneNumber", &TEXT),
            must("Message", &TEXT),
            may("Subject", &TEXT),
            may("MessageStructure", &TEXT),
            may("MessageAttributes", &MESSAGE_ATTRIBUTES),
            may("MessageDeduplicationId", &TEXT),
            may("MessageGroupId", &TEXT),
        ],
    },
    Operation { name: "PublishBatch", members: &[TOPIC, must("PublishBatchRequestEntries", &ENTRIES)] },
    Operation {
        name: "SetSubscriptionAttributes",
        members: &[SUBSCRIPTION, must("AttributeName", &TEXT), may("AttributeValue", &TEXT)],
    },
    Operation {
        name: "SetTopicAttributes",
        members: &[TOPIC, must("AttributeName", &TEXT), may("AttributeValue", &TEXT)],
    },
    Operation {
        name: "Subscribe",
        members: &[
            TOPIC,
            must("Protocol", &TEXT),
            may("Endpoint", &TEXT),
            may("Attributes", &ATTRIBUTES),
            may("ReturnSubscriptionArn", &BOOLEAN),
        ],
    },
    Operation { name: "TagResource", members: &[must("ResourceArn", &RESOURCE), must("Tags", &TAGS)] },
    Operation { name: "Unsubscribe", members: &[SUBSCRIPTION] },
    Operation { name: "UntagResource", members: &[must("ResourceArn", &RESOURCE), must("TagKeys", &TAG_KEYS)] },
];

/// Operations of the service that are not simulated.
static NOT_SIMULATED: &[&str] = &[
    "AddPermission",
    "CheckIfPhoneNumberIsOptedOut",
    "ConfirmSubscription",
    "CreatePlatformApplication",
    "CreatePlatformEndpoint",
    "CreateSMSSandboxPhoneNumber",
    "DeleteEndpoint",
    "DeletePlatformApplication",
    "DeleteSMSSandboxPhoneNumber",
    "GetDataProtectionPolicy",
    "GetEndpointAttributes",
    "GetPlatformApplicationAttributes",
    "GetSMSAttributes",
    "GetSMSSandboxAccountStatus",
    "ListEndpointsByPlatformApplication",
    "ListOriginationNumbers",
    "ListPhoneNumbersOptedOut",
    "ListPlatformApplications",
    "ListSMSSandboxPhoneNumbers",
    "OptInPhoneNumber",
    "PutDataProtectionPolicy",
    "RemovePermission",
    "SetEndpointAttributes",
    "SetPlatformApplicationAttributes",
    "SetSMSAttributes",
    "VerifySMSSandboxPhoneNumber",
];
