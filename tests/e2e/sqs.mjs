// What a program sees that uses the AWS SDK's SQS client: the unchanged SDK, answered by the page under test.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  BatchEntryIdsNotDistinct,
  EmptyBatchRequest,
  paginateListQueues,
  QueueDoesNotExist,
  QueueNameExists,
  RequestThrottled,
  TooManyEntriesInBatchRequest,
} from "@aws-sdk/client-sqs";
import { queues } from "./lib/sdk.mjs";
import { fixture, open } from "./lib/site.mjs";

const ACCOUNT = "123456789012";
const url = (name) => `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`;
const arn = (name) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

const started = fixture();

// One empty account per journey, with a clock that stands unless the journey moves it.
const journey = (name, walk) =>
  it(name, { timeout: 120_000 }, async () => {
    const page = await open(started.browser, started.site.base, { query: "?scenario=empty&clock=manual" });
    let heard;
    const sqs = queues(page, { maxAttempts: 1, asked: () => heard?.() });
    // Asks, and goes on when the request is on its way, whenever its answer comes.
    const begin = async (ask) => {
      const on_its_way = new Promise((resolve) => (heard = resolve));
      const coming = ask();
      await on_its_way;
      return { coming };
    };
    await walk({ page, sqs, begin, step: (seconds) => page.evaluate((ms) => window.shardscope.step(ms), seconds * 1_000) });
    sqs.destroy();
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

const named = (name) => (error) => {
  assert.equal(error.name, name);
  return true;
};

async function fifo(sqs, name = "orders.fifo", attributes = {}) {
  const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "true", ...attributes };
  await sqs.createQueue({ QueueName: name, Attributes });
  return { QueueUrl: url(name) };
}

describe("queues through the AWS SDK", () => {
  journey("a message is sent, received, and gone when it is deleted", async ({ sqs, step }) => {
    const created = await sqs.createQueue({ QueueName: "gps", tags: { team: "fleet" } });
    assert.equal(created.QueueUrl, url("gps"));
    const queue = { QueueUrl: url("gps") };
    const attributes = {
      truck: { DataType: "String", StringValue: "lkw-7 é" },
      place: { DataType: "Number.float", StringValue: "52.5" },
      raw: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255) },
    };
    // The SDK works out the digests of body and attributes itself, and fails where they differ.
    const sent = await sqs.sendMessage({ ...queue, MessageBody: "📍 52.5, 13.4", MessageAttributes: attributes });
    assert.match(sent.MessageId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const ask = {
      ...queue,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["ApproximateReceiveCount", "SentTimestamp"],
      WaitTimeSeconds: 1,
    };
    const [message] = (await sqs.receiveMessage(ask)).Messages;
    assert.equal(message.Body, "📍 52.5, 13.4");
    assert.equal(message.MessageId, sent.MessageId);
    assert.equal(message.MessageAttributes.truck.StringValue, "lkw-7 é");
    assert.deepEqual([...message.MessageAttributes.raw.BinaryValue], [0, 255]);
    assert.equal(message.Attributes.ApproximateReceiveCount, "1");
    // In flight: nobody else sees it, until its visibility timeout is over.
    assert.equal((await sqs.receiveMessage(queue)).Messages, undefined);
    const counts = async () => (await sqs.getQueueAttributes({ ...queue, AttributeNames: ["All"] })).Attributes;
    assert.equal((await counts()).ApproximateNumberOfMessagesNotVisible, "1");
    await step(31);
    const [again] = (await sqs.receiveMessage(ask)).Messages;
    assert.equal(again.Attributes.ApproximateReceiveCount, "2");
    assert.notEqual(again.ReceiptHandle, message.ReceiptHandle);
    await sqs.deleteMessage({ ...queue, ReceiptHandle: again.ReceiptHandle });
    await step(31);
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: flying } = await counts();
    assert.deepEqual([visible, flying], ["0", "0"]);
    assert.deepEqual((await sqs.listQueueTags(queue)).Tags, { team: "fleet" });
  });

  journey("a receive waits for a message, twenty seconds at most", async ({ sqs, step, begin }) => {
    await sqs.createQueue({ QueueName: "gps", Attributes: { ReceiveMessageWaitTimeSeconds: "20" } });
    const queue = { QueueUrl: url("gps") };
    const { coming: waiting } = await begin(() => sqs.receiveMessage(queue));
    let came = false;
    waiting.then(() => (came = true));
    await step(5);
    assert.equal(came, false);
    await sqs.sendMessage({ ...queue, MessageBody: "late" });
    await step(0.1);
    assert.equal((await waiting).Messages[0].Body, "late");
    const nothing = await begin(() => sqs.receiveMessage({ ...queue, WaitTimeSeconds: 2 }));
    await step(3);
    assert.equal((await nothing.coming).Messages, undefined);
  });

  journey("a FIFO queue keeps the order of a group, and takes a message once", async ({ sqs, step }) => {
    const queue = await fifo(sqs);
    const send = (MessageBody, MessageGroupId) => sqs.sendMessage({ ...queue, MessageBody, MessageGroupId });
    const first = await send("a1", "a");
    const second = await send("a1", "a");
    assert.equal(first.MessageId, second.MessageId, "the same content within five minutes");
    assert.ok(BigInt(first.SequenceNumber) > 0n);
    for (const body of ["a2", "a3"]) await send(body, "a");
    await send("b1", "b");
    const receive = async (most) => (await sqs.receiveMessage({ ...queue, MaxNumberOfMessages: most })).Messages ?? [];
    const one = await receive(1);
    assert.deepEqual(one.map((m) => m.Body), ["a1"]);
    // The group is locked while one of its messages is in flight.
    assert.deepEqual((await receive(10)).map((m) => m.Body), ["b1"]);
    await sqs.deleteMessage({ ...queue, ReceiptHandle: one[0].ReceiptHandle });
    assert.deepEqual((await receive(10)).map((m) => m.Body), ["a2", "a3"]);
    await step(301);
    const third = await send("a1", "a");
    assert.notEqual(third.MessageId, first.MessageId, "after five minutes it is another message");
  });

  journey("300 calls in a second, or 3,000 messages in batches", async ({ sqs }) => {
    const queue = await fifo(sqs);
    const many = async (send) => {
      let taken = 0;
      try {
        for (; taken < 400; taken++) await send(taken);
      } catch (error) {
        assert.ok(error instanceof RequestThrottled, String(error));
      }
      return taken;
    };
    const taken = await many((n) => sqs.sendMessage({ ...queue, MessageBody: `${n}`, MessageGroupId: "g" }));
    assert.equal(taken, 300);
    const other = await fifo(sqs, "batches.fifo");
    const batch = (n) =>
      Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, MessageBody: `${n}-${i}`, MessageGroupId: `${i}` }));
    assert.equal(await many((n) => sqs.sendMessageBatch({ ...other, Entries: batch(n) })), 300);
  });

  journey("what fails too often goes to the dead-letter queue, and back", async ({ sqs, step, begin }) => {
    await sqs.createQueue({ QueueName: "dead" });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 2 });
    await sqs.createQueue({ QueueName: "gps", Attributes: { RedrivePolicy, VisibilityTimeout: "1" } });
    const queue = { QueueUrl: url("gps") };
    const dead = { QueueUrl: url("dead"), WaitTimeSeconds: 1, MessageSystemAttributeNames: ["All"] };
    await sqs.sendMessage({ ...queue, MessageBody: "poison" });
    for (const _ of [1, 2]) {
      assert.equal((await sqs.receiveMessage({ ...queue, WaitTimeSeconds: 1 })).Messages.length, 1);
      await step(2);
    }
    const gone = await begin(() => sqs.receiveMessage({ ...queue, WaitTimeSeconds: 1 }));
    await step(2);
    assert.equal((await gone.coming).Messages, undefined);
    const [message] = (await sqs.receiveMessage({ ...dead, VisibilityTimeout: 0 })).Messages;
    assert.equal(message.Body, "poison");
    assert.equal(message.Attributes.DeadLetterQueueSourceArn, arn("gps"));
    const sources = await sqs.listDeadLetterSourceQueues({ QueueUrl: url("dead") });
    assert.deepEqual(sources.queueUrls, [url("gps")]);
    await sqs.startMessageMoveTask({ SourceArn: arn("dead") });
    await step(5);
    const [back] = (await sqs.receiveMessage({ ...queue, WaitTimeSeconds: 1 })).Messages;
    assert.equal(back.Body, "poison");
    const [task] = (await sqs.listMessageMoveTasks({ SourceArn: arn("dead") })).Results;
    assert.deepEqual([task.Status, task.ApproximateNumberOfMessagesMoved], ["COMPLETED", 1]);
  });

  journey("each refusal is the SDK's own exception", async ({ sqs }) => {
    await sqs.createQueue({ QueueName: "gps" });
    const queue = { QueueUrl: url("gps") };
    const ordered = await fifo(sqs);
    const entries = (count, id = (n) => `${n}`) =>
      Array.from({ length: count }, (_, n) => ({ Id: id(n), MessageBody: "x" }));
    await assert.rejects(sqs.getQueueUrl({ QueueName: "none" }), QueueDoesNotExist);
    await assert.rejects(
      sqs.createQueue({ QueueName: "gps", Attributes: { DelaySeconds: "5" } }),
      QueueNameExists,
    );
    await assert.rejects(sqs.sendMessageBatch({ ...queue, Entries: [] }), EmptyBatchRequest);
    await assert.rejects(sqs.sendMessageBatch({ ...queue, Entries: entries(11) }), TooManyEntriesInBatchRequest);
    await assert.rejects(
      sqs.sendMessageBatch({ ...queue, Entries: entries(2, () => "same") }),
      BatchEntryIdsNotDistinct,
    );
    await assert.rejects(
      sqs.createQueue({ QueueName: "orders", Attributes: { FifoQueue: "true" } }),
      named("InvalidParameterValue"),
    );
    await assert.rejects(sqs.sendMessage({ ...ordered, MessageBody: "x" }), named("MissingParameter"));
    await assert.rejects(
      sqs.sendMessage({ ...ordered, MessageBody: "x", MessageGroupId: "g", DelaySeconds: 1 }),
      named("InvalidParameterValue"),
    );
    await assert.rejects(
      sqs.receiveMessage({ ...queue, VisibilityTimeout: 43_201 }),
      named("InvalidParameterValue"),
    );
    const permission = { ...queue, Label: "l", AWSAccountIds: ["111122223333"], Actions: ["SendMessage"] };
    await sqs.addPermission(permission);
    await assert.rejects(sqs.addPermission(permission), /Already exists/);
    const policy = await sqs.getQueueAttributes({ ...queue, AttributeNames: ["Policy"] });
    assert.equal(JSON.parse(policy.Attributes.Policy).Statement[0].Principal.AWS, "arn:aws:iam::111122223333:root");
    await sqs.removePermission({ ...queue, Label: "l" });
    // Without a group nothing of a batch is taken; any other wrong entry does not keep the others out.
    const ungrouped = [{ Id: "good", MessageBody: "x", MessageGroupId: "g" }, { Id: "bad", MessageBody: "x" }];
    await assert.rejects(sqs.sendMessageBatch({ ...ordered, Entries: ungrouped }), named("InvalidParameterValue"));
    const mixed = await sqs.sendMessageBatch({
      ...ordered,
      Entries: [
        { Id: "good", MessageBody: "x", MessageGroupId: "g" },
        { Id: "bad", MessageBody: "x", MessageGroupId: "g", DelaySeconds: 1 },
      ],
    });
    assert.deepEqual(mixed.Successful.map((entry) => entry.Id), ["good"]);
    assert.deepEqual(mixed.Failed.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]), [
      ["bad", "InvalidParameterValue", true],
    ]);
  });

  journey("lists come page by page; time runs back over queues, and a script has them", async ({ page, sqs, step }) => {
    for (const name of ["a", "b", "c"]) await sqs.createQueue({ QueueName: name });
    const names = [];
    for await (const { QueueUrls } of paginateListQueues({ client: sqs, pageSize: 2 }, {})) names.push(...QueueUrls);
    assert.deepEqual(names, ["a", "b", "c"].map(url));
    await step(10);
    await sqs.sendMessage({ QueueUrl: url("a"), MessageBody: "one" });
    const depth = async () => {
      const asked = { QueueUrl: url("a"), AttributeNames: ["ApproximateNumberOfMessages"] };
      return (await sqs.getQueueAttributes(asked)).Attributes.ApproximateNumberOfMessages;
    };
    assert.equal(await depth(), "1");
    await step(5);
    const script = await page.evaluate(() => window.shardscope.save());
    assert.ok(script.includes(`aws sqs send-message --queue-url ${url("a")} --message-body one`), script);
    const seek = (seconds) => page.evaluate((ms) => window.shardscope.seek(ms), seconds * 1_000);
    await seek(9);
    assert.equal(await depth(), "0");
    // The run as a text, read again, is the same run.
    await page.evaluate((script) => window.shardscope.load(script), script);
    await seek(12);
    assert.equal(await depth(), "1");
  });
});
