//! The operations of Kinesis and their members, in the order of the service model (2013-12-02, as of 2026-11-17).
use super::shapes::*;
use crate::wire::model::{Checks, Model, Operation, may, must};

pub static MODEL: Model = Model {
    command: "kinesis",
    title: "Kinesis",
    target: Some("Kinesis_20131202."),
    json: Some("application/x-amz-json-1.1"),
    cbor: Some("application/x-amz-cbor-1.1"),
    query: None,
    client: ("KinesisClient", "@aws-sdk/client-kinesis"),
    operations: OPERATIONS,
    not_simulated: NOT_SIMULATED,
    checks: Checks::Bounds,
};

/// What is simulated.
static OPERATIONS: &[Operation] = &[
    Operation {
        name: "AddTagsToStream",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("Tags", &TAG_MAP),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "CreateStream",
        members: &[
            must("StreamName", &STREAM_NAME),
            may("ShardCount", &POSITIVE_INTEGER_OBJECT),
            may("StreamModeDetails", &STREAM_MODE_DETAILS),
            may("Tags", &TAG_MAP),
            may("WarmThroughputMiBps", &NATURAL_INTEGER_OBJECT),
            may("MaxRecordSizeInKiB", &MAX_RECORD_SIZE_IN_KI_B),
            may("RecordDistributionStrategy", &RECORD_DISTRIBUTION_STRATEGY),
        ],
    },
    Operation {
        name: "DecreaseStreamRetentionPeriod",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("RetentionPeriodHours", &RETENTION_PERIOD_HOURS),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "DeleteResourcePolicy",
        members: &[must("ResourceARN", &RESOURCE_ARN), may("StreamId", &STREAM_ID)],
    },
    Operation {
        name: "DeleteStream",
        members: &[
            may("StreamName", &STREAM_NAME),
            may("EnforceConsumerDeletion", &BOOLEAN_OBJECT),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "DeregisterStreamConsumer",
        members: &[
            may("StreamARN", &STREAM_ARN),
            may("ConsumerName", &CONSUMER_NAME),
            may("ConsumerARN", &CONSUMER_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation { name: "DescribeLimits", members: &[] },
    Operation {
        name: "DescribeStream",
        members: &[
            may("StreamName", &STREAM_NAME),
            may("Limit", &DESCRIBE_STREAM_INPUT_LIMIT),
            may("ExclusiveStartShardId", &SHARD_ID),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "DescribeStreamConsumer",
        members: &[
            may("StreamARN", &STREAM_ARN),
            may("ConsumerName", &CONSUMER_NAME),
            may("ConsumerARN", &CONSUMER_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "DescribeStreamSummary",
        members: &[may("StreamName", &STREAM_NAME), may("StreamARN", &STREAM_ARN), may("StreamId", &STREAM_ID)],
    },
    Operation {
        name: "DisableEnhancedMonitoring",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("ShardLevelMetrics", &METRICS_NAME_LIST),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "EnableEnhancedMonitoring",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("ShardLevelMetrics", &METRICS_NAME_LIST),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "GetRecords",
        members: &[
            must("ShardIterator", &SHARD_ITERATOR),
            may("Limit", &GET_RECORDS_INPUT_LIMIT),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
            may("DryRun", &BOOLEAN_OBJECT),
        ],
    },
    Operation {
        name: "GetResourcePolicy",
        members: &[must("ResourceARN", &RESOURCE_ARN), may("StreamId", &STREAM_ID)],
    },
    Operation {
        name: "GetShardIterator",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("ShardId", &SHARD_ID),
            must("ShardIteratorType", &SHARD_ITERATOR_TYPE),
            may("StartingSequenceNumber", &SEQUENCE_NUMBER),
            may("Timestamp", &TIMESTAMP),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
            may("DryRun", &BOOLEAN_OBJECT),
        ],
    },
    Operation {
        name: "IncreaseStreamRetentionPeriod",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("RetentionPeriodHours", &RETENTION_PERIOD_HOURS),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "ListShards",
        members: &[
            may("StreamName", &STREAM_NAME),
            may("NextToken", &NEXT_TOKEN),
            may("ExclusiveStartShardId", &SHARD_ID),
            may("MaxResults", &LIST_SHARDS_INPUT_LIMIT),
            may("StreamCreationTimestamp", &TIMESTAMP),
            may("ShardFilter", &SHARD_FILTER),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "ListStreamConsumers",
        members: &[
            must("StreamARN", &STREAM_ARN),
            may("NextToken", &NEXT_TOKEN),
            may("MaxResults", &LIST_STREAM_CONSUMERS_INPUT_LIMIT),
            may("StreamCreationTimestamp", &TIMESTAMP),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "ListStreams",
        members: &[
            may("Limit", &LIST_STREAMS_INPUT_LIMIT),
            may("ExclusiveStartStreamName", &STREAM_NAME),
            may("NextToken", &NEXT_TOKEN),
        ],
    },
    Operation {
        name: "ListTagsForResource",
        members: &[must("ResourceARN", &RESOURCE_ARN), may("StreamId", &STREAM_ID)],
    },
    Operation {
        name: "ListTagsForStream",
        members: &[
            may("StreamName", &STREAM_NAME),
            may("ExclusiveStartTagKey", &TAG_KEY),
            may("Limit", &LIST_TAGS_FOR_STREAM_INPUT_LIMIT),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "MergeShards",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("ShardToMerge", &SHARD_ID),
            must("AdjacentShardToMerge", &SHARD_ID),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "PutRecord",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("Data", &DATA),
            may("PartitionKey", &PARTITION_KEY),
            may("ExplicitHashKey", &HASH_KEY),
            may("SequenceNumberForOrdering", &SEQUENCE_NUMBER),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
            may("DryRun", &BOOLEAN_OBJECT),
        ],
    },
    Operation {
        name: "PutRecords",
        members: &[
            must("Records", &PUT_RECORDS_REQUEST_ENTRY_LIST),
            may("StreamName", &STREAM_NAME),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
            may("DryRun", &BOOLEAN_OBJECT),
        ],
    },
    Operation {
        name: "PutResourcePolicy",
        members: &[must("ResourceARN", &RESOURCE_ARN), may("StreamId", &STREAM_ID), must("Policy", &POLICY)],
    },
    Operation {
        name: "RegisterStreamConsumer",
        members: &[
            must("StreamARN", &STREAM_ARN),
            must("ConsumerName", &CONSUMER_NAME),
            may("StreamId", &STREAM_ID),
            may("Tags", &TAG_MAP),
        ],
    },
    Operation {
        name: "RemoveTagsFromStream",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("TagKeys", &TAG_KEY_LIST),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "SplitShard",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("ShardToSplit", &SHARD_ID),
            must("NewStartingHashKey", &HASH_KEY),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "StartStreamEncryption",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("EncryptionType", &ENCRYPTION_TYPE),
            must("KeyId", &KEY_ID),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "StopStreamEncryption",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("EncryptionType", &ENCRYPTION_TYPE),
            must("KeyId", &KEY_ID),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "SubscribeToShard",
        members: &[
            must("ConsumerARN", &CONSUMER_ARN),
            may("StreamId", &STREAM_ID),
            must("ShardId", &SHARD_ID),
            must("StartingPosition", &STARTING_POSITION),
            may("DryRun", &BOOLEAN_OBJECT),
        ],
    },
    Operation {
        name: "TagResource",
        members: &[must("Tags", &TAG_MAP), must("ResourceARN", &RESOURCE_ARN), may("StreamId", &STREAM_ID)],
    },
    Operation {
        name: "UntagResource",
        members: &[must("TagKeys", &TAG_KEY_LIST), must("ResourceARN", &RESOURCE_ARN), may("StreamId", &STREAM_ID)],
    },
    Operation {
        name: "UpdateMaxRecordSize",
        members: &[
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
            must("MaxRecordSizeInKiB", &MAX_RECORD_SIZE_IN_KI_B),
        ],
    },
    Operation {
        name: "UpdateShardCount",
        members: &[
            may("StreamName", &STREAM_NAME),
            must("TargetShardCount", &POSITIVE_INTEGER_OBJECT),
            must("ScalingType", &SCALING_TYPE),
            may("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
        ],
    },
    Operation {
        name: "UpdateStreamMode",
        members: &[
            must("StreamARN", &STREAM_ARN),
            may("StreamId", &STREAM_ID),
            must("StreamModeDetails", &STREAM_MODE_DETAILS),
            may("WarmThroughputMiBps", &NATURAL_INTEGER_OBJECT),
        ],
    },
];

/// Operations of the service that are not simulated.
static NOT_SIMULATED: &[&str] = &[
    "AcknowledgeDeadLetterQueueRecords",
    "AcknowledgeQueueRecords",
    "CreateChannel",
    "CreateQueue",
    "DeleteChannel",
    "DeleteQueue",
    "DescribeAccountSettings",
    "DescribeChannel",
    "DescribeQueue",
    "ListChannels",
    "ListQueues",
    "ReceiveDeadLetterQueueRecords",
    "ReceiveQueueRecords",
    "RestoreDeadLetterQueueRecords",
    "UpdateAccountSettings",
    "UpdateChannel",
    "UpdateDeadLetterQueueRecordsVisibility",
    "UpdateQueue",
    "UpdateQueueRecordsVisibility",
    "UpdateStreamRecordDistributionStrategy",
    "UpdateStreamWarmThroughput",
];
