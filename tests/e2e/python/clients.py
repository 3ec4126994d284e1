"""boto3 as a client of the page, as AWS's own examples use it: what each part finds is asserted, its name is printed."""
import hashlib
import json
import random
import time

import boto3
from botocore.exceptions import ClientError

kinesis, sqs, sns = (boto3.client(name) for name in ("kinesis", "sqs", "sns"))
HALF = 1 << 127


def code_of(call, **arguments):
    """The code of the error that a call is refused with."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    raise AssertionError(f"{arguments} was not refused")


def a_stream_is_created_once():
    kinesis.create_stream(StreamName="sensors", ShardCount=1)
    assert code_of(kinesis.create_stream, StreamName="sensors", ShardCount=1) == "ResourceInUseException"
    kinesis.get_waiter("stream_exists").wait(StreamName="sensors", WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    described = kinesis.describe_stream_summary(StreamName="sensors")["StreamDescriptionSummary"]
    assert (described["StreamStatus"], described["OpenShardCount"]) == ("ACTIVE", 1), described


def put_all(readings):
    """Puts readings as PutRecords takes them, and those that a shard refused again. Returns how many that were."""
    waiting, refused = list(readings), 0
    while waiting:
        records = [{"Data": json.dumps(of).encode(), "PartitionKey": of["sensor_id"]} for of in waiting[:500]]
        answer = kinesis.put_records(StreamName="sensors", Records=records)
        failed = [of for of, result in zip(waiting, answer["Records"]) if "ErrorCode" in result]
        assert len(failed) == answer["FailedRecordCount"]
        codes = {result["ErrorCode"] for result in answer["Records"] if "ErrorCode" in result}
        assert codes <= {"ProvisionedThroughputExceededException"}, codes
        refused += len(failed)
        waiting = failed + waiting[500:]
        if failed:
            time.sleep(0.1)
    return refused


def sensor_readings(sensors, each):
    random.seed(7)
    return [
        {"sensor_id": f"sensor-{sensor}", "number": number, "celsius": round(random.uniform(-20, 40), 2)}
        for number in range(each)
        for sensor in range(sensors)
    ]


def what_a_shard_refuses_is_put_again():
    readings = sensor_readings(50, 60)
    assert put_all(readings) > 0, "3,000 readings at once are more than a shard takes in a second"
    assert len(read_all({})) == len(readings)


def page_of(iterator):
    """A page of records; where the shard's reads are used up, by this reader or another, after a while."""
    while True:
        try:
            return kinesis.get_records(ShardIterator=iterator, Limit=1000)
        except kinesis.exceptions.ProvisionedThroughputExceededException:
            time.sleep(1)


def read_all(checkpoints):
    """Reads every shard from its checkpoint to the tip or its end, parents first, and moves the checkpoints on."""
    shards = {shard["ShardId"]: shard for shard in kinesis.list_shards(StreamName="sensors")["Shards"]}
    read, done = [], set()
    while len(done) < len(shards):
        for name, shard in shards.items():
            parents = {shard.get("ParentShardId"), shard.get("AdjacentParentShardId")} & set(shards)
            if name in done or not parents <= done:
                continue
            at = checkpoints.get(name)
            start = {"ShardIteratorType": "TRIM_HORIZON"}
            if at:
                start = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": at}
            iterator = kinesis.get_shard_iterator(StreamName="sensors", ShardId=name, **start)["ShardIterator"]
            while iterator:
                page = page_of(iterator)
                for record in page["Records"]:
                    read.append(json.loads(record["Data"]))
                    checkpoints[name] = record["SequenceNumber"]
                if not page["Records"] and page["MillisBehindLatest"] == 0:
                    break
                iterator = page.get("NextShardIterator")
                time.sleep(0.25)
            done.add(name)
    return read


def a_consumer_keeps_its_checkpoints_across_a_split():
    checkpoints = {}
    before = read_all(checkpoints)
    assert list(checkpoints) == ["shardId-000000000000"]
    kinesis.split_shard(
        StreamName="sensors", ShardToSplit="shardId-000000000000", NewStartingHashKey=str(HALF)
    )
    time.sleep(0.7)
    kinesis.get_waiter("stream_exists").wait(StreamName="sensors", WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    more = [{**of, "number": of["number"] + 60} for of in sensor_readings(50, 10)]
    put_all(more)
    after = read_all(checkpoints)
    assert sorted(map(str, after)) == sorted(map(str, more)), "what is new, and nothing twice"
    assert set(checkpoints) == {f"shardId-{number:012}" for number in range(3)}
    numbers = {}
    for of in before + after:
        numbers.setdefault(of["sensor_id"], set()).add(of["number"])
    assert all(of == set(range(70)) for of in numbers.values()) and len(numbers) == 50


def queues_take_messages_and_give_them_back():
    url = sqs.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "5"})["QueueUrl"]
    sent = sqs.send_message(
        QueueUrl=url, MessageBody="first", MessageAttributes={"kind": {"DataType": "String", "StringValue": "a"}}
    )
    assert sent["MD5OfMessageBody"] == hashlib.md5(b"first").hexdigest()
    entries = [{"Id": str(number), "MessageBody": f"m{number}"} for number in range(10)]
    assert len(sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]) == 10
    bodies = set()
    while len(bodies) < 11:
        answer = sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1, MessageAttributeNames=["All"]
        )
        for message in answer.get("Messages", []):
            bodies.add(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert bodies == {"first", *(f"m{number}" for number in range(10))}
    sqs.add_permission(QueueUrl=url, Label="one", AWSAccountIds=["111122223333"], Actions=["SendMessage"])
    policy = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]
    assert json.loads(policy)["Statement"][0]["Sid"] == "one"
    fifo = sqs.create_queue(
        QueueName="jobs.fifo", Attributes={"FifoQueue": "True", "ContentBasedDeduplication": "True"}
    )["QueueUrl"]
    for body in ("a", "b", "a"):
        sqs.send_message(QueueUrl=fifo, MessageBody=body, MessageGroupId="g")
    received = sqs.receive_message(QueueUrl=fifo, MaxNumberOfMessages=10, WaitTimeSeconds=1)["Messages"]
    assert [message["Body"] for message in received] == ["a", "b"], "a body counts once, and in order"
    assert code_of(sqs.send_message, QueueUrl=fifo, MessageBody="c") == "MissingParameter"


def a_topic_fans_out_into_queues():
    topic = sns.create_topic(Name="alarms")["TopicArn"]
    urls = {}
    for name, policy in (("all", None), ("cold", {"celsius": [{"numeric": ["<", 0]}]})):
        urls[name] = sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=urls[name], AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        attributes = {"RawMessageDelivery": "true"} | ({"FilterPolicy": json.dumps(policy)} if policy else {})
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes, ReturnSubscriptionArn=True)
    for celsius in (-5, 20):
        attributes = {"celsius": {"DataType": "Number", "StringValue": str(celsius)}}
        sns.publish(TopicArn=topic, Message=f"{celsius} degrees", MessageAttributes=attributes)
    listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert len(listed) == 2, listed

    def bodies(url, count):
        found = []
        while len(found) < count:
            answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
            found += [message["Body"] for message in answer.get("Messages", [])]
        return sorted(found)

    assert bodies(urls["all"], 2) == ["-5 degrees", "20 degrees"]
    assert bodies(urls["cold"], 1) == ["-5 degrees"]
    assert code_of(sns.publish, TopicArn=topic + "x", Message="m") in ("NotFound", "NotFoundException")


for part in (
    a_stream_is_created_once,
    what_a_shard_refuses_is_put_again,
    a_consumer_keeps_its_checkpoints_across_a_split,
    queues_take_messages_and_give_them_back,
    a_topic_fans_out_into_queues,
):
    part()
    print(part.__name__, flush=True)
