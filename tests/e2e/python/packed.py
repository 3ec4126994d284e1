"""Records that the KPL of the page packed, taken apart by AWS's library; and records that this library packed, put into a stream."""
import base64
import json
import sys

import boto3
from aws_kinesis_agg.aggregator import RecordAggregator
from aws_kinesis_agg.deaggregator import iter_deaggregate_records

kinesis = boto3.client("kinesis")


def taken_apart():
    """Partition key and data of every user record of stream "packed", and how many records held them."""
    iterator = kinesis.get_shard_iterator(
        StreamName="packed", ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    outer = []
    while True:
        page = kinesis.get_records(ShardIterator=iterator)
        outer += page["Records"]
        if page["MillisBehindLatest"] == 0:
            break
        iterator = page["NextShardIterator"]
    users = [user["kinesis"] for user in iter_deaggregate_records(outer, "Boto3")]
    alone = [user for user in users if not user.get("aggregated")]
    sizes = [len(user["data"] if user in alone else base64.b64decode(user["data"])) for user in users]
    return [(user["partitionKey"], size) for user, size in zip(users, sizes)], len(outer)


def packed(count):
    """Puts so many user records in one."""
    aggregator = RecordAggregator()
    for number in range(count):
        assert aggregator.add_user_record(f"key-{number}", json.dumps({"number": number}).encode()) is None
    key, hash_key, data = aggregator.clear_and_get().get_contents()
    explicit = {"ExplicitHashKey": hash_key} if hash_key else {}
    kinesis.put_record(StreamName="theirs", PartitionKey=key, Data=data, **explicit)


if sys.argv[1] == "read":
    users, outer = taken_apart()
    print(json.dumps({"users": users, "outer": outer}))
else:
    packed(int(sys.argv[2]))
