//! The shapes that requests consist of, by the names of the service model (2013-12-02, as of 2026-11-17).
use super::patterns;
use crate::wire::Shape;
use crate::wire::model::{ANY, may, must};

pub static STREAM_NAME: Shape = Shape::String { least: 1, most: 128, pattern: &patterns::NAME };
pub static TAG_KEY: Shape = Shape::String { least: 1, most: 128, pattern: &ANY };
pub static TAG_VALUE: Shape = Shape::String { least: 0, most: 256, pattern: &ANY };
pub static TAG_MAP: Shape = Shape::Map { key: &TAG_KEY, value: &TAG_VALUE, least: 1, most: 200 };
pub static STREAM_ARN: Shape = Shape::String { least: 1, most: 2048, pattern: &patterns::STREAM_ARN };
pub static STREAM_ID: Shape = Shape::String { least: 1, most: 24, pattern: &patterns::STREAM_ID };
pub static POSITIVE_INTEGER_OBJECT: Shape = Shape::Integer { least: 1, most: i64::MAX };
pub static STREAM_MODE: Shape = Shape::Enum(&["PROVISIONED", "ON_DEMAND"]);
pub static STREAM_MODE_DETAILS: Shape =
    Shape::Structure { name: "StreamModeDetails", members: &[must("StreamMode", &STREAM_MODE)] };
pub static NATURAL_INTEGER_OBJECT: Shape = Shape::Integer { least: 0, most: i64::MAX };
pub static MAX_RECORD_SIZE_IN_KI_B: Shape = Shape::Integer { least: 1024, most: 10240 };
pub static RECORD_DISTRIBUTION_STRATEGY: Shape = Shape::Enum(&["AUTO", "USER_PARTITION_KEY"]);
pub static RETENTION_PERIOD_HOURS: Shape = Shape::Integer { least: i64::MIN, most: i64::MAX };
pub static BOOLEAN_OBJECT: Shape = Shape::Boolean;
pub static DESCRIBE_STREAM_INPUT_LIMIT: Shape = Shape::Integer { least: 1, most: 10000 };
pub static CONSUMER_ARN: Shape = Shape::String { least: 1, most: 2048, pattern: &patterns::CONSUMER_ARN };
pub static CONSUMER_NAME: Shape = Shape::String { least: 1, most: 128, pattern: &patterns::NAME };
pub static LIST_STREAM_CONSUMERS_INPUT_LIMIT: Shape = Shape::Integer { least: 1, most: 10000 };
pub static STARTING_POSITION: Shape = Shape::Structure {
    name: "StartingPosition",
    members: &[
        must("Type", &SHARD_ITERATOR_TYPE),
        may("SequenceNumber", &SEQUENCE_NUMBER),
        may("Timestamp", &TIMESTAMP),
    ],
};
pub static POLICY: Shape = Shape::String { least: 0, most: usize::MAX, pattern: &ANY };
pub static SHARD_ID: Shape = Shape::String { least: 1, most: 128, pattern: &patterns::NAME };
pub static METRICS_NAME: Shape = Shape::Enum(&[
    "IncomingBytes",
    "IncomingRecords",
    "OutgoingBytes",
    "OutgoingRecords",
    "WriteProvisionedThroughputExceeded",
    "ReadProvisionedThroughputExceeded",
    "IteratorAgeMilliseconds",
    "ALL",
]);
pub static METRICS_NAME_LIST: Shape = Shape::List { of: &METRICS_NAME, least: 1, most: 7 };
pub static SHARD_ITERATOR: Shape = Shape::String { least: 1, most: 512, pattern: &ANY };
pub static GET_RECORDS_INPUT_LIMIT: Shape = Shape::Integer { least: 1, most: 10000 };
pub static SHARD_ITERATOR_TYPE: Shape =
    Shape::Enum(&["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"]);
pub static SEQUENCE_NUMBER: Shape = Shape::String { least: 0, most: usize::MAX, pattern: &patterns::SEQUENCE_NUMBER };
pub static TIMESTAMP: Shape = Shape::Timestamp;
pub static NEXT_TOKEN: Shape = Shape::String { least: 1, most: 1048576, pattern: &ANY };
pub static LIST_SHARDS_INPUT_LIMIT: Shape = Shape::Integer { least: 1, most: 10000 };
pub static SHARD_FILTER_TYPE: Shape = Shape::Enum(&[
    "AFTER_SHARD_ID",
    "AT_TRIM_HORIZON",
    "FROM_TRIM_HORIZON",
    "AT_LATEST",
    "AT_TIMESTAMP",
    "FROM_TIMESTAMP",
]);
pub static SHARD_FILTER: Shape = Shape::Structure {
    name: "ShardFilter",
    members: &[must("Type", &SHARD_FILTER_TYPE), may("ShardId", &SHARD_ID), may("Timestamp", &TIMESTAMP)],
};
pub static LIST_STREAMS_INPUT_LIMIT: Shape = Shape::Integer { least: 1, most: 10000 };
pub static RESOURCE_ARN: Shape = Shape::String { least: 1, most: 2048, pattern: &patterns::RESOURCE_ARN };
pub static LIST_TAGS_FOR_STREAM_INPUT_LIMIT: Shape = Shape::Integer { least: 1, most: 50 };
pub static DATA: Shape = Shape::Blob { most: 10485760 };
pub static PARTITION_KEY: Shape = Shape::String { least: 1, most: 256, pattern: &ANY };
pub static HASH_KEY: Shape = Shape::String { least: 0, most: usize::MAX, pattern: &patterns::HASH_KEY };
pub static PUT_RECORDS_REQUEST_ENTRY: Shape = Shape::Structure {
    name: "PutRecordsRequestEntry",
    members: &[must("Data", &DATA), may("ExplicitHashKey", &HASH_KEY), may("PartitionKey", &PARTITION_KEY)],
};
pub static PUT_RECORDS_REQUEST_ENTRY_LIST: Shape = Shape::List { of: &PUT_RECORDS_REQUEST_ENTRY, least: 1, most: 500 };
pub static TAG_KEY_LIST: Shape = Shape::List { of: &TAG_KEY, least: 1, most: 50 };
pub static ENCRYPTION_TYPE: Shape = Shape::Enum(&["NONE", "KMS"]);
pub static KEY_ID: Shape = Shape::String { least: 1, most: 2048, pattern: &ANY };
pub static SCALING_TYPE: Shape = Shape::Enum(&["UNIFORM_SCALING"]);
