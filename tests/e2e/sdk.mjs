// What a program sees that uses the AWS SDK: the unchanged SDK, answered by the page under test.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import {
  ExpiredIteratorException,
  ExpiredNextTokenException,
  InvalidArgumentException,
  Kinesis,
  LimitExceededException,
  paginateListStreamConsumers,
  paginateListStreams,
  ProvisionedThroughputExceededException,
  ResourceInUseException,
  ResourceNotFoundException,
  ValidationException,
  waitUntilStreamExists,
  waitUntilStreamNotExists,
} from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { bridge, BODY_MOST } from "./bridge.mjs";
import { ACCESS, client, SIGNED } from "./lib/sdk.mjs";
import { fixture, open } from "./lib/site.mjs";

const ACCOUNT = "123456789012";
const ORDERS = { StreamName: "orders" };
const ARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/orders`;
const KEYS = 2n ** 128n;
const SHARD = { ...ORDERS, ShardId: "shardId-000000000000" };
const text = (bytes) => Buffer.from(bytes).toString();
const bytes = (text) => Buffer.from(text);
const shard_id = (number) => `shardId-${String(number).padStart(12, "0")}`;

const started = fixture();

// One empty account per journey. Its clock stands unless the journey moves it, so that nothing depends on how fast
// this machine is; with a standing clock the SDK's own retries would change nothing, so there are none.
const journey = (name, { query = "&clock=manual", ...sdk }, walk) =>
  it(name, { timeout: 120_000 }, async () => {
    const page = await open(started.browser, started.site.base, { query: `?scenario=empty&lifecycle=500ms${query}` });
    const kinesis = client(page, { maxAttempts: 1, ...sdk });
    await walk({ page, kinesis, step: (millis) => page.evaluate((ms) => window.shardscope.step(ms), millis) });
    kinesis.destroy();
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

// A second is more than the lifecycle time, and fills what limits the calls of a second.
const SECOND = 1_000;

async function create({ kinesis, step }, input = {}) {
  await kinesis.createStream({ ...ORDERS, ShardCount: 1, ...input });
  await step(SECOND);
}

const shards = async ({ kinesis }, input = ORDERS) => (await kinesis.listShards(input)).Shards;
const open_shards = async (desk) => (await shards(desk)).filter((s) => !s.SequenceNumberRange.EndingSequenceNumber);
const range = ({ HashKeyRange: { StartingHashKey: start, EndingHashKey: end } }) => [BigInt(start), BigInt(end)];
const iterator = async ({ kinesis }, input) => (await kinesis.getShardIterator({ ...SHARD, ...input })).ShardIterator;

// Everything that is in a shard from a place on, a second between the calls if not told otherwise.
async function read(desk, input = { ShardIteratorType: "TRIM_HORIZON" }, pause = SECOND) {
  const records = [];
  let next = await iterator(desk, input);
  for (;;) {
    const answer = await desk.kinesis.getRecords({ ShardIterator: next });
    records.push(...answer.Records);
    await desk.step(pause);
    next = answer.NextShardIterator;
    if (!next) return { records, children: answer.ChildShards };
    // At the tip; the end of a closed shard may take one more call to show.
    if (answer.Records.length === 0 && answer.MillisBehindLatest === 0) return { records, next };
  }
}

// A request past the SDK, which would not send what is wrong with it.
const raw = async ({ page }, operation, body, headers) => {
  const target = operation.includes(".") ? operation : `Kinesis_20131202.${operation}`;
  const answer = await page.evaluate((...call) => window.shardscope.aws(...call), target, body, headers);
  return { ...answer, body: typeof answer.body === "string" && answer.body ? JSON.parse(answer.body) : answer.body };
};
async function refused(desk, operation, body, type, message) {
  const answer = await raw(desk, operation, typeof body === "string" ? body : JSON.stringify(body));
  assert.equal(answer.status, 400);
  assert.equal(answer.body.__type, type);
  // Only SerializationException writes it with a capital.
  const said = answer.body[type === "SerializationException" ? "Message" : "message"];
  if (message instanceof RegExp) assert.match(said, message);
  else assert.equal(said, message);
}

describe("a stream", () => {
  journey(
    "is created, waited for, described, listed and deleted",
    { query: "", maxAttempts: 5 },
    async ({ kinesis }) => {
      const begin = Date.now();
      const wait = { client: kinesis, minDelay: 0.1, maxDelay: 0.4, maxWaitTime: 60 };
      await kinesis.createStream({ ...ORDERS, ShardCount: 2 });
      assert.equal((await waitUntilStreamExists(wait, ORDERS)).state, "SUCCESS");
      const { StreamDescription: stream } = await kinesis.describeStream(ORDERS);
      assert.equal(stream.StreamName, "orders");
      assert.equal(stream.StreamARN, ARN);
      assert.equal(stream.StreamStatus, "ACTIVE");
      assert.deepEqual(stream.StreamModeDetails, { StreamMode: "PROVISIONED" });
      assert.equal(stream.RetentionPeriodHours, 24);
      assert.equal(stream.EncryptionType, "NONE");
      assert.equal(stream.HasMoreShards, false);
      assert.deepEqual(stream.EnhancedMonitoring, [{ ShardLevelMetrics: [] }]);
      assert.ok(stream.StreamCreationTimestamp instanceof Date);
      // An empty account begins when its page is loaded, which was less than two minutes before this journey.
      assert.ok(Math.abs(stream.StreamCreationTimestamp - begin) < 120_000, String(stream.StreamCreationTimestamp));
      assert.deepEqual(
        stream.Shards.map((s) => s.ShardId),
        [shard_id(0), shard_id(1)],
      );
      assert.deepEqual(stream.Shards.map(range), [
        [0n, KEYS / 2n - 1n],
        [KEYS / 2n, KEYS - 1n],
      ]);
      for (const shard of stream.Shards) assert.match(shard.SequenceNumberRange.StartingSequenceNumber, /^49\d{54}$/);

      const { StreamDescriptionSummary: summary } = await kinesis.describeStreamSummary({ StreamARN: ARN });
      assert.equal(summary.StreamStatus, "ACTIVE");
      assert.equal(summary.OpenShardCount, 2);
      assert.equal(summary.ConsumerCount, 0);
      assert.equal(summary.MaxRecordSizeInKiB, 1_024);
      const list = await kinesis.listStreams({});
      assert.deepEqual(list.StreamNames, ["orders"]);
      assert.equal(list.HasMoreStreams, false);
      assert.equal(list.StreamSummaries[0].StreamARN, ARN);
      const limits = await kinesis.describeLimits({});
      assert.equal(limits.OpenShardCount, 2);
      assert.equal(limits.ShardLimit, 20_000);

      await kinesis.deleteStream(ORDERS);
      assert.equal((await waitUntilStreamNotExists(wait, ORDERS)).state, "SUCCESS");
      assert.deepEqual((await kinesis.listStreams({})).StreamNames, []);
    },
  );

  journey("takes its time to be created, changed and deleted", {}, async (desk) => {
    const { kinesis, step } = desk;
    const status = async () => (await kinesis.describeStreamSummary(ORDERS)).StreamDescriptionSummary.StreamStatus;
    const put = () => kinesis.putRecord({ ...ORDERS, PartitionKey: "a", Data: bytes("b") });
    await kinesis.createStream({ ...ORDERS, ShardCount: 1 });
    assert.equal(await status(), "CREATING");
    await assert.rejects(put(), ResourceNotFoundException);
    await step(499);
    assert.equal(await status(), "CREATING");
    await step(1);
    assert.equal(await status(), "ACTIVE");
    await put();
    const split = { ...ORDERS, ShardToSplit: shard_id(0), NewStartingHashKey: String(KEYS / 2n) };
    await kinesis.splitShard(split);
    assert.equal(await status(), "UPDATING");
    await put();
    await assert.rejects(kinesis.splitShard(split), ResourceInUseException);
    await step(SECOND);
    assert.equal(await status(), "ACTIVE");
    await kinesis.deleteStream(ORDERS);
    assert.equal(await status(), "DELETING");
    await assert.rejects(put(), ResourceNotFoundException);
    await step(SECOND);
    await assert.rejects(status(), ResourceNotFoundException);
  });

  journey("has five shards as AWS prints them", {}, async (desk) => {
    await create(desk, { ShardCount: 5 });
    const ranges = (await shards(desk)).map(range);
    assert.equal(ranges[0][1], 68056473384187692692674921486353642290n);
    assert.equal(ranges[4][0], 272225893536750770770699685945414569164n);
    ranges.forEach(([start], i) => assert.equal(start, i ? ranges[i - 1][1] + 1n : 0n));
    assert.equal(ranges[4][1], KEYS - 1n);
  });

  journey("keeps tags", {}, async ({ kinesis, step, ...desk }) => {
    await create({ kinesis, step, ...desk }, { Tags: { born: "with it" } });
    await kinesis.addTagsToStream({ ...ORDERS, Tags: { team: "fleet", "cost centre": "42 é" } });
    const { Tags: tags, HasMoreTags: more } = await kinesis.listTagsForStream(ORDERS);
    assert.deepEqual(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), {
      born: "with it",
      team: "fleet",
      "cost centre": "42 é",
    });
    assert.equal(more, false);
    const first = await kinesis.listTagsForStream({ ...ORDERS, Limit: 2 });
    assert.equal(first.Tags.length, 2);
    assert.equal(first.HasMoreTags, true);
    const rest = await kinesis.listTagsForStream({ ...ORDERS, ExclusiveStartTagKey: first.Tags[1].Key });
    assert.deepEqual([...first.Tags, ...rest.Tags], tags);
    await kinesis.removeTagsFromStream({ ...ORDERS, TagKeys: ["born", "never there"] });
    await step(SECOND);
    await kinesis.tagResource({ ResourceARN: ARN, Tags: { team: "trucks" } });
    await kinesis.untagResource({ ResourceARN: ARN, TagKeys: ["cost centre"] });
    const left = await kinesis.listTagsForResource({ ResourceARN: ARN });
    assert.deepEqual(left.Tags, [{ Key: "team", Value: "trucks" }]);
  });

  journey("encrypts what is written while it is told to", {}, async (desk) => {
    const { kinesis, step } = desk;
    const KEY = { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" };
    const put = (data) => kinesis.putRecord({ ...ORDERS, PartitionKey: "a", Data: bytes(data) });
    await create(desk);
    await put("plain");
    await kinesis.startStreamEncryption({ ...ORDERS, ...KEY });
    await step(SECOND);
    const { StreamDescription: stream } = await kinesis.describeStream(ORDERS);
    assert.equal(stream.EncryptionType, "KMS");
    assert.equal(stream.KeyId, KEY.KeyId);
    assert.equal((await put("secret")).EncryptionType, "KMS");
    await kinesis.stopStreamEncryption({ ...ORDERS, ...KEY });
    await step(SECOND);
    const { StreamDescriptionSummary: summary } = await kinesis.describeStreamSummary(ORDERS);
    assert.equal(summary.EncryptionType, "NONE");
    const { records } = await read(desk);
    assert.deepEqual(
      records.map((r) => text(r.Data)),
      ["plain", "secret"],
    );
    assert.equal(records[1].EncryptionType, "KMS");
  });

  journey("changes its mode", {}, async (desk) => {
    const { kinesis, step } = desk;
    const mode = async () => (await kinesis.describeStreamSummary(ORDERS)).StreamDescriptionSummary.StreamModeDetails;
    await create(desk);
    await kinesis.updateStreamMode({ StreamARN: ARN, StreamModeDetails: { StreamMode: "ON_DEMAND" } });
    await step(SECOND);
    assert.deepEqual(await mode(), { StreamMode: "ON_DEMAND" });
    const scale = { ...ORDERS, TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" };
    await assert.rejects(kinesis.updateShardCount(scale), { $fault: "client" });
    await kinesis.updateStreamMode({ StreamARN: ARN, StreamModeDetails: { StreamMode: "PROVISIONED" } });
    await step(SECOND);
    assert.deepEqual(await mode(), { StreamMode: "PROVISIONED" });
    const third = { StreamARN: ARN, StreamModeDetails: { StreamMode: "ON_DEMAND" } };
    await assert.rejects(kinesis.updateStreamMode(third), LimitExceededException);
    const on_demand = { StreamName: "elastic", StreamModeDetails: { StreamMode: "ON_DEMAND" } };
    await kinesis.createStream(on_demand);
    await step(SECOND);
    assert.equal((await shards(desk, { StreamName: "elastic" })).length, 4);
  });

  journey("says which metrics of its shards are on", {}, async (desk) => {
    const { kinesis, step } = desk;
    const metrics = async () => (await kinesis.describeStream(ORDERS)).StreamDescription.EnhancedMonitoring;
    await create(desk);
    const on = await kinesis.enableEnhancedMonitoring({
      ...ORDERS,
      ShardLevelMetrics: ["IncomingBytes", "OutgoingRecords"],
    });
    assert.deepEqual(on.CurrentShardLevelMetrics, []);
    assert.deepEqual([...on.DesiredShardLevelMetrics].sort(), ["IncomingBytes", "OutgoingRecords"]);
    await step(SECOND);
    assert.deepEqual([...(await metrics())[0].ShardLevelMetrics].sort(), ["IncomingBytes", "OutgoingRecords"]);
    const off = await kinesis.disableEnhancedMonitoring({ ...ORDERS, ShardLevelMetrics: ["IncomingBytes"] });
    assert.deepEqual(off.DesiredShardLevelMetrics, ["OutgoingRecords"]);
    await step(SECOND);
    assert.deepEqual(await metrics(), [{ ShardLevelMetrics: ["OutgoingRecords"] }]);
  });

  journey("forgets records after its retention period", {}, async (desk) => {
    const { kinesis, step } = desk;
    const hours = async () => (await kinesis.describeStream(ORDERS)).StreamDescription.RetentionPeriodHours;
    const keep = (operation, hours) => kinesis[operation]({ ...ORDERS, RetentionPeriodHours: hours });
    const HOUR = 3_600_000;
    await create(desk);
    await assert.rejects(keep("decreaseStreamRetentionPeriod", 23), InvalidArgumentException);
    await assert.rejects(keep("increaseStreamRetentionPeriod", 8_761), InvalidArgumentException);
    await keep("increaseStreamRetentionPeriod", 25);
    await step(SECOND);
    assert.equal(await hours(), 25);
    await assert.rejects(keep("increaseStreamRetentionPeriod", 24), InvalidArgumentException);
    await kinesis.putRecord({ ...ORDERS, PartitionKey: "a", Data: bytes("old") });
    await step(24.5 * HOUR);
    assert.equal((await read(desk)).records.length, 1);
    await keep("decreaseStreamRetentionPeriod", 24);
    await step(SECOND);
    assert.equal(await hours(), 24);
    assert.equal((await read(desk)).records.length, 0);
  });
});

describe("pages of answers", () => {
  journey("list streams through the SDK's paginator, and by hand", {}, async ({ kinesis, step }) => {
    for (const name of ["apples", "bananas", "cherries"])
      await kinesis.createStream({ StreamName: name, ShardCount: 1 });
    await step(SECOND);
    const pages = [];
    for await (const page of paginateListStreams({ client: kinesis, pageSize: 1 }, {})) pages.push(page.StreamNames);
    assert.deepEqual(pages, [["apples"], ["bananas"], ["cherries"]]);
    await step(SECOND);
    const first = await kinesis.listStreams({ Limit: 2 });
    assert.equal(first.HasMoreStreams, true);
    const rest = await kinesis.listStreams({ ExclusiveStartStreamName: first.StreamNames[1] });
    assert.deepEqual(rest.StreamNames, ["cherries"]);
    assert.equal(rest.HasMoreStreams, false);
  });

  // The SDK has no paginator for the next two.
  journey("list shards by their tokens", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk, { ShardCount: 5 });
    const pages = [];
    let input = { ...ORDERS, MaxResults: 2 };
    while (input) {
      const { Shards: some, NextToken: token } = await kinesis.listShards(input);
      pages.push(some.map((s) => s.ShardId));
      input = token && { NextToken: token, MaxResults: 2 };
    }
    assert.deepEqual(pages, [[0, 1].map(shard_id), [2, 3].map(shard_id), [shard_id(4)]]);
    const last = await shards(desk, { ...ORDERS, ExclusiveStartShardId: shard_id(3) });
    assert.deepEqual(
      last.map((s) => s.ShardId),
      [shard_id(4)],
    );
    const { NextToken: token } = await kinesis.listShards({ ...ORDERS, MaxResults: 1 });
    await assert.rejects(kinesis.listShards({ ...ORDERS, NextToken: token }), InvalidArgumentException);
    await step(301_000);
    await assert.rejects(kinesis.listShards({ NextToken: token }), ExpiredNextTokenException);
  });

  journey("describe a stream's shards piece by piece", {}, async (desk) => {
    await create(desk, { ShardCount: 3 });
    const seen = [];
    let more = true;
    while (more) {
      const start = seen.length ? { ExclusiveStartShardId: seen.at(-1) } : {};
      const { StreamDescription: stream } = await desk.kinesis.describeStream({ ...ORDERS, Limit: 2, ...start });
      assert.ok(stream.Shards.length <= 2);
      seen.push(...stream.Shards.map((s) => s.ShardId));
      more = stream.HasMoreShards;
    }
    assert.deepEqual(seen, [0, 1, 2].map(shard_id));
  });
});

describe("writing", () => {
  journey("keeps every byte, key and time", {}, async (desk) => {
    const { kinesis, step } = desk;
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await create(desk);
    const first = await kinesis.putRecord({ ...ORDERS, PartitionKey: "日本 é😀", Data: every });
    await step(7_250);
    const second = await kinesis.putRecord({ ...ORDERS, PartitionKey: "k".repeat(256), Data: new Uint8Array() });
    assert.equal(first.ShardId, shard_id(0));
    assert.match(first.SequenceNumber, /^49\d{54}$/);
    assert.ok(BigInt(second.SequenceNumber) > BigInt(first.SequenceNumber));
    const { records } = await read(desk);
    assert.deepEqual(
      records.map((r) => r.PartitionKey),
      ["日本 é😀", "k".repeat(256)],
    );
    assert.deepEqual(
      records.map((r) => r.SequenceNumber),
      [first.SequenceNumber, second.SequenceNumber],
    );
    assert.deepEqual(Buffer.from(records[0].Data), Buffer.from(every));
    assert.equal(records[1].Data.length, 0);
    const [one, two] = records.map((r) => r.ApproximateArrivalTimestamp);
    assert.ok(one instanceof Date);
    assert.equal(two - one, 7_250);
  });

  journey("finds the shard of a key", {}, async (desk) => {
    const { kinesis } = desk;
    const put = async (key, more) =>
      (await kinesis.putRecord({ ...ORDERS, PartitionKey: key, Data: bytes("x"), ...more })).ShardId;
    await create(desk, { ShardCount: 3 });
    // MD5 of the key's UTF-8, as a number, in thirds of 2^128.
    const owners = { truck_1: 1, truck_3: 2, truck_5: 0, a: 0, é: 1, 日本: 0, "😀": 0 };
    for (const [key, shard] of Object.entries(owners)) assert.equal(await put(key), shard_id(shard), key);
    assert.equal(await put("a", { ExplicitHashKey: String(KEYS - 1n) }), shard_id(2));
    assert.equal(await put("truck_3", { ExplicitHashKey: "0" }), shard_id(0));
    await assert.rejects(put("a", { ExplicitHashKey: String(KEYS) }), InvalidArgumentException);
  });

  journey("says what did not fit, and takes it when it is sent again", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    const all = Array.from({ length: 1_500 }, (_, i) => ({ PartitionKey: `k${i}`, Data: bytes(`record ${i}`) }));
    let waiting = all;
    let failures = 0;
    for (let rounds = 0; waiting.length > 0; rounds++) {
      assert.ok(rounds < 5, `${waiting.length} records are still out`);
      const again = [];
      for (let at = 0; at < waiting.length; at += 400) {
        const some = waiting.slice(at, at + 400);
        const answer = await kinesis.putRecords({ ...ORDERS, Records: some });
        assert.equal(answer.Records.length, some.length);
        const failed = some.filter((_, i) => answer.Records[i].ErrorCode);
        assert.equal(answer.FailedRecordCount, failed.length);
        for (const { ErrorCode: code, ErrorMessage: why, SequenceNumber: number, ShardId: shard } of answer.Records) {
          if (code) {
            assert.equal(code, "ProvisionedThroughputExceededException");
            assert.equal(why, `Rate exceeded for shard ${shard_id(0)} in stream orders under account ${ACCOUNT}.`);
          }
          assert.equal(Boolean(number), !code);
          assert.equal(Boolean(shard), !code);
        }
        again.push(...failed);
      }
      failures += again.length;
      waiting = again;
      await step(SECOND);
    }
    // A shard takes 1,000 records at once.
    assert.equal(failures, 500);
    const { records } = await read(desk);
    assert.deepEqual(records.map((r) => text(r.Data)).sort(), all.map((r) => text(r.Data)).sort());
  });

  journey(
    "refuses when a shard is full, and the SDK's own retries cure it",
    { query: "", maxAttempts: 12 },
    async (desk) => {
      const { page, kinesis, step } = desk;
      await create(desk);
      await page.evaluate(() => window.shardscope.pause());
      const mebibyte = { ...ORDERS, PartitionKey: "a", Data: new Uint8Array((1 << 20) - 1) };
      await step(SECOND);
      await kinesis.putRecord(mebibyte);
      // Time goes on when the second one has been refused.
      const refusals = [];
      const watch = (next) => (args) =>
        next(args).catch(async (error) => {
          refusals.push(error);
          await page.evaluate(() => window.shardscope.play());
          throw error;
        });
      kinesis.middlewareStack.add(watch, { step: "deserialize", priority: "high" });
      const { $metadata: told } = await kinesis.putRecord(mebibyte);
      assert.ok(refusals.length > 0);
      for (const error of refusals) assert.ok(error instanceof ProvisionedThroughputExceededException, String(error));
      assert.equal(told.attempts, refusals.length + 1);
      assert.equal(told.httpStatusCode, 200);
    },
  );

  journey("takes larger records once it is told to", {}, async (desk) => {
    const { kinesis, step } = desk;
    // So many bytes with the partition key, which counts.
    const put = (length) =>
      kinesis.putRecord({ ...ORDERS, PartitionKey: "a", Data: Buffer.alloc(length - 1, "0123456789") });
    // AWS does not document by which name it refuses; it is the caller's mistake.
    const too_large = (error) => error instanceof ValidationException || error instanceof InvalidArgumentException;
    await create(desk);
    await put(1 << 20);
    await step(10 * SECOND);
    await assert.rejects(put((1 << 20) + 1), too_large);
    await kinesis.updateMaxRecordSize({ StreamARN: ARN, MaxRecordSizeInKiB: 2_048 });
    await step(SECOND);
    const { StreamDescriptionSummary: summary } = await kinesis.describeStreamSummary(ORDERS);
    assert.equal(summary.MaxRecordSizeInKiB, 2_048);
    await put(2 << 20);
    await step(10 * SECOND);
    await assert.rejects(put((2 << 20) + 1), too_large);
    await assert.rejects(
      kinesis.updateMaxRecordSize({ StreamARN: ARN, MaxRecordSizeInKiB: 10_241 }),
      ValidationException,
    );
    // Three MiB in one answer: the shard takes more than a second to allow the next call.
    const { records } = await read(desk, undefined, 5 * SECOND);
    assert.deepEqual(
      records.map((r) => r.Data.length),
      [(1 << 20) - 1, (2 << 20) - 1],
    );
    assert.deepEqual(Buffer.from(records[1].Data), Buffer.alloc((2 << 20) - 1, "0123456789"));
  });
});

describe("reading", () => {
  journey("begins where the iterator says", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    const put = (data) => kinesis.putRecord({ ...ORDERS, PartitionKey: "a", Data: bytes(data) });
    const numbers = [];
    for (const data of ["one", "two", "three", "four"]) {
      numbers.push((await put(data)).SequenceNumber);
      await step(SECOND);
    }
    const words = async (input) => (await read(desk, input)).records.map((r) => text(r.Data));
    const { records } = await read(desk);
    assert.deepEqual(
      records.map((r) => text(r.Data)),
      ["one", "two", "three", "four"],
    );
    const at = { StartingSequenceNumber: numbers[2] };
    assert.deepEqual(await words({ ShardIteratorType: "AT_SEQUENCE_NUMBER", ...at }), ["three", "four"]);
    assert.deepEqual(await words({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", ...at }), ["four"]);
    const when = records[2].ApproximateArrivalTimestamp;
    assert.deepEqual(await words({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: when }), ["three", "four"]);
    const later = new Date(when.getTime() + 1);
    assert.deepEqual(await words({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: later }), ["four"]);

    const tip = await read(desk, { ShardIteratorType: "LATEST" });
    assert.deepEqual(tip.records, []);
    await put("five");
    const { Records: news } = await kinesis.getRecords({ ShardIterator: tip.next });
    assert.deepEqual(
      news.map((r) => text(r.Data)),
      ["five"],
    );
    const future = { ShardIteratorType: "AT_TIMESTAMP", Timestamp: new Date(when.getTime() + 3_600_000) };
    await assert.rejects(iterator(desk, future), InvalidArgumentException);
  });

  journey("goes on page by page, and tells how far behind it is", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    for (const data of ["one", "two", "three"]) {
      await kinesis.putRecord({ ...ORDERS, PartitionKey: "a", Data: bytes(data) });
      await step(SECOND);
    }
    const first = await kinesis.getRecords({
      ShardIterator: await iterator(desk, { ShardIteratorType: "TRIM_HORIZON" }),
      Limit: 2,
    });
    assert.deepEqual(
      first.Records.map((r) => text(r.Data)),
      ["one", "two"],
    );
    assert.ok(first.MillisBehindLatest > 0);
    const second = await kinesis.getRecords({ ShardIterator: first.NextShardIterator, Limit: 2 });
    assert.deepEqual(
      second.Records.map((r) => text(r.Data)),
      ["three"],
    );
    assert.equal(second.MillisBehindLatest, 0);
    assert.ok(second.NextShardIterator.length <= 512);
    // An iterator may be used again.
    const again = await kinesis.getRecords({ ShardIterator: first.NextShardIterator });
    assert.deepEqual(
      again.Records.map((r) => text(r.Data)),
      ["three"],
    );
  });

  journey("is refused at the sixth call in a second", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    const ShardIterator = await iterator(desk, { ShardIteratorType: "LATEST" });
    for (let calls = 0; calls < 5; calls++) await kinesis.getRecords({ ShardIterator });
    await assert.rejects(kinesis.getRecords({ ShardIterator }), (error) => {
      assert.ok(error instanceof ProvisionedThroughputExceededException);
      assert.match(
        error.message,
        /^Rate exceeded for shard shardId-000000000000 in stream orders under account \d{12}\.$/,
      );
      return true;
    });
    await step(SECOND);
    await kinesis.getRecords({ ShardIterator });
  });

  journey("needs a new iterator after five minutes", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    const ShardIterator = await iterator(desk, { ShardIteratorType: "TRIM_HORIZON" });
    await step(299_000);
    await kinesis.getRecords({ ShardIterator });
    await step(2_000);
    await assert.rejects(kinesis.getRecords({ ShardIterator }), (error) => {
      assert.ok(error instanceof ExpiredIteratorException);
      const UTC = "\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}";
      assert.match(error.message, new RegExp(`${UTC}.*${UTC}.* 300000 milliseconds`));
      return true;
    });
    await assert.rejects(kinesis.getRecords({ ShardIterator: "AAAAAAAAAAE=" }), InvalidArgumentException);
  });

  journey("goes from a closed shard to its children, and keeps each key's order", {}, async (desk) => {
    const { kinesis, step } = desk;
    const keys = ["truck_1", "truck_3", "truck_5", "truck_8"];
    let count = 0;
    const put = async () => {
      const Records = keys.map((key) => ({ PartitionKey: key, Data: bytes(String(count++)) }));
      assert.equal((await kinesis.putRecords({ ...ORDERS, Records })).FailedRecordCount, 0);
      await step(SECOND);
    };
    await create(desk);
    await put();
    await kinesis.splitShard({ ...ORDERS, ShardToSplit: shard_id(0), NewStartingHashKey: String(KEYS / 2n) });
    await step(SECOND);
    await put();
    await kinesis.mergeShards({ ...ORDERS, ShardToMerge: shard_id(1), AdjacentShardToMerge: shard_id(2) });
    await step(SECOND);
    await put();

    const seen = [];
    const done = new Set();
    const waiting = [shard_id(0)];
    const children = {};
    while (waiting.length > 0) {
      const id = waiting.shift();
      if (done.has(id)) continue;
      const shard = await read(desk, { ShardId: id, ShardIteratorType: "TRIM_HORIZON" });
      done.add(id);
      seen.push(...shard.records);
      children[id] = shard.children;
      // A child of two is read when both have been.
      for (const child of shard.children ?? [])
        if (child.ParentShards.every((p) => done.has(p))) waiting.push(child.ShardId);
    }
    assert.deepEqual([...done], [0, 1, 2, 3].map(shard_id));
    assert.deepEqual(
      children[shard_id(0)].map((c) => c.ShardId),
      [shard_id(1), shard_id(2)],
    );
    assert.deepEqual(children[shard_id(0)].map(range), [
      [0n, KEYS / 2n - 1n],
      [KEYS / 2n, KEYS - 1n],
    ]);
    for (const parent of [1, 2]) {
      assert.deepEqual(
        children[shard_id(parent)].map((c) => c.ShardId),
        [shard_id(3)],
      );
      assert.deepEqual([...children[shard_id(parent)][0].ParentShards].sort(), [shard_id(1), shard_id(2)]);
    }
    assert.equal(children[shard_id(3)], undefined);
    for (const [i, key] of keys.entries()) {
      const mine = seen.filter((r) => r.PartitionKey === key);
      assert.deepEqual(
        mine.map((r) => Number(text(r.Data))),
        [i, i + keys.length, i + 2 * keys.length],
      );
      // The numbers grow down the lineage too.
      const numbers = mine.map((r) => BigInt(r.SequenceNumber));
      assert.ok(numbers[0] < numbers[1] && numbers[1] < numbers[2]);
    }
  });
});

describe("a registered consumer", () => {
  const NAME = { StreamARN: ARN, ConsumerName: "dashboard" };
  const register = async (desk, input = NAME) => {
    const { Consumer: consumer } = await desk.kinesis.registerStreamConsumer(input);
    await desk.step(SECOND);
    return consumer.ConsumerARN;
  };
  // Reads events until `enough` says so; the clock stands until it is stepped, so it is stepped until there is one.
  const events = async ({ step }, { EventStream: stream }, enough) => {
    const read = [];
    const all = stream[Symbol.asyncIterator]();
    while (!enough(read)) {
      let waits = true;
      const next = all.next().finally(() => (waits = false));
      const steps = async () => {
        while (waits) await step(100);
      };
      const [{ done, value }] = await Promise.all([next, steps()]);
      if (done) break;
      read.push(value.SubscribeToShardEvent);
    }
    return read;
  };
  const from = (arn, StartingPosition, ShardId = SHARD.ShardId) => ({ ConsumerARN: arn, ShardId, StartingPosition });
  const records = (events) => events.flatMap((event) => event.Records);

  journey("is created, described, listed page by page and deregistered", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    const { Consumer: made } = await kinesis.registerStreamConsumer(NAME);
    assert.equal(made.ConsumerStatus, "CREATING");
    assert.match(made.ConsumerARN, new RegExp(`^${ARN}/consumer/dashboard:\\d{10}$`));
    await step(SECOND);
    const { ConsumerDescription: found } = await kinesis.describeStreamConsumer({ ConsumerARN: made.ConsumerARN });
    assert.equal(found.ConsumerStatus, "ACTIVE");
    assert.equal(found.StreamARN, ARN);
    assert.deepEqual(found.ConsumerCreationTimestamp, made.ConsumerCreationTimestamp);
    await register(desk, { ...NAME, ConsumerName: "archive" });
    const names = [];
    for await (const page of paginateListStreamConsumers({ client: kinesis, pageSize: 1 }, { StreamARN: ARN })) {
      names.push(...page.Consumers.map((consumer) => consumer.ConsumerName));
    }
    assert.deepEqual(names, ["dashboard", "archive"]);
    const { StreamDescriptionSummary: summary } = await kinesis.describeStreamSummary(ORDERS);
    assert.equal(summary.ConsumerCount, 2);
    await assert.rejects(kinesis.registerStreamConsumer(NAME), ResourceInUseException);
    await assert.rejects(kinesis.deleteStream(ORDERS), ResourceInUseException);
    await kinesis.deregisterStreamConsumer(NAME);
    await step(SECOND);
    await assert.rejects(kinesis.describeStreamConsumer(NAME), ResourceNotFoundException);
    await kinesis.deleteStream({ ...ORDERS, EnforceConsumerDeletion: true });
  });

  journey("is pushed what is written, and goes on where it was", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    const arn = await register(desk);
    const first = await kinesis.subscribeToShard(from(arn, { Type: "LATEST" }));
    await kinesis.putRecord({ ...ORDERS, Data: bytes("one"), PartitionKey: "a" });
    await kinesis.putRecord({ ...ORDERS, Data: bytes("two"), PartitionKey: "b" });
    const got = await events(desk, first, (read) => records(read).length === 2);
    assert.deepEqual(records(got).map((record) => [text(record.Data), record.PartitionKey]), [["one", "a"], ["two", "b"]]);
    assert.equal(got.at(-1).MillisBehindLatest, 0);
    const place = got.at(-1).ContinuationSequenceNumber;
    await assert.rejects(kinesis.subscribeToShard(from(arn, { Type: "LATEST" })), LimitExceededException);
    await step(SECOND);
    await assert.rejects(kinesis.subscribeToShard(from(arn, { Type: "LATEST" })), ResourceInUseException);
    await step(5 * SECOND);
    await kinesis.putRecord({ ...ORDERS, Data: bytes("three"), PartitionKey: "c" });
    const second = await kinesis.subscribeToShard(
      from(arn, { Type: "AFTER_SEQUENCE_NUMBER", SequenceNumber: place }),
    );
    // The first connection is told that another has taken over.
    await assert.rejects(events(desk, first, () => false), ResourceInUseException);
    const rest = await events(desk, second, (read) => records(read).length === 1);
    assert.equal(text(records(rest)[0].Data), "three");
  });

  journey("is told the children of a shard that was split, and that this was all", {}, async (desk) => {
    const { kinesis } = desk;
    await create(desk);
    const arn = await register(desk);
    const subscription = await kinesis.subscribeToShard(from(arn, { Type: "TRIM_HORIZON" }));
    await kinesis.splitShard({ ...ORDERS, ShardToSplit: SHARD.ShardId, NewStartingHashKey: String(KEYS / 2n) });
    const all = await events(desk, subscription, () => false);
    assert.deepEqual(all.at(-1).ChildShards.map((child) => child.ShardId), [shard_id(1), shard_id(2)]);
    assert.equal(all.at(-1).ContinuationSequenceNumber, undefined);
  });

  journey("hears for five minutes, and what goes away says so", {}, async (desk) => {
    const { kinesis, step } = desk;
    await create(desk);
    const arn = await register(desk);
    const subscription = await kinesis.subscribeToShard(from(arn, { Type: "LATEST" }));
    await step(301 * SECOND);
    const all = await events(desk, subscription, () => false);
    assert.equal(all.length, 59, "one every five seconds");
    const other = await kinesis.subscribeToShard(from(arn, { Type: "LATEST" }));
    await kinesis.deregisterStreamConsumer({ ConsumerARN: arn });
    await assert.rejects(events(desk, other, () => false), ResourceNotFoundException);
  });
});

describe("resharding", () => {
  journey("splits and merges", {}, async (desk) => {
    const { kinesis, step } = desk;
    const split = (shard, at) =>
      kinesis.splitShard({ ...ORDERS, ShardToSplit: shard_id(shard), NewStartingHashKey: String(at) });
    const merge = (one, other) =>
      kinesis.mergeShards({ ...ORDERS, ShardToMerge: shard_id(one), AdjacentShardToMerge: shard_id(other) });
    const cut = 212676479325586539664609129644855132160n;
    await create(desk, { ShardCount: 4 });
    await split(2, cut);
    await step(SECOND);
    let all = await shards(desk);
    assert.ok(all[2].SequenceNumberRange.EndingSequenceNumber);
    assert.deepEqual(all.slice(4).map(range), [
      [KEYS / 2n, cut - 1n],
      [cut, (KEYS / 4n) * 3n - 1n],
    ]);
    for (const child of all.slice(4)) {
      assert.equal(child.ParentShardId, shard_id(2));
      assert.equal(child.AdjacentParentShardId, undefined);
      const [start, end] = [
        child.SequenceNumberRange.StartingSequenceNumber,
        all[2].SequenceNumberRange.EndingSequenceNumber,
      ];
      assert.ok(BigInt(start) > BigInt(end));
    }
    await assert.rejects(split(2, cut), (error) => {
      assert.ok(error instanceof InvalidArgumentException);
      assert.match(
        error.message,
        /has already been merged or split, and thus is not eligible for merging or splitting/,
      );
      return true;
    });
    // The first child needs two keys, and so does the second.
    await assert.rejects(split(0, 1n), InvalidArgumentException);
    await assert.rejects(split(0, KEYS / 4n - 1n), InvalidArgumentException);
    await step(SECOND);
    await assert.rejects(merge(0, 3), (error) => {
      assert.ok(error instanceof InvalidArgumentException);
      assert.match(error.message, /not an adjacent pair/);
      return true;
    });
    await assert.rejects(merge(1, 0), InvalidArgumentException);
    await assert.rejects(merge(0, 9), ResourceNotFoundException);
    await merge(0, 1);
    await step(SECOND);
    all = await shards(desk);
    assert.equal(all[6].ParentShardId, shard_id(0));
    assert.equal(all[6].AdjacentParentShardId, shard_id(1));
    assert.deepEqual(range(all[6]), [0n, KEYS / 2n - 1n]);
    assert.deepEqual(
      (await open_shards(desk)).map((s) => s.ShardId),
      [3, 4, 5, 6].map(shard_id),
    );
    const latest = await shards(desk, { ...ORDERS, ShardFilter: { Type: "AT_LATEST" } });
    assert.deepEqual(
      latest.map((s) => s.ShardId),
      [3, 4, 5, 6].map(shard_id),
    );
  });

  journey("updates the number of shards", {}, async (desk) => {
    const { kinesis, step } = desk;
    const update = (count) =>
      kinesis.updateShardCount({ ...ORDERS, TargetShardCount: count, ScalingType: "UNIFORM_SCALING" });
    await create(desk, { ShardCount: 2 });
    const answer = await update(4);
    assert.equal(answer.StreamName, "orders");
    assert.equal(answer.CurrentShardCount, 2);
    assert.equal(answer.TargetShardCount, 4);
    await assert.rejects(update(3), ResourceInUseException);
    await step(10 * SECOND);
    assert.deepEqual(
      (await open_shards(desk)).map((s) => s.ShardId),
      [2, 3, 4, 5].map(shard_id),
    );
    assert.deepEqual(
      (await open_shards(desk)).map(range),
      Array.from({ length: 4 }, (_, i) => [(KEYS / 4n) * BigInt(i), (KEYS / 4n) * BigInt(i + 1) - 1n]),
    );
    const out_of_bounds = (error) =>
      error instanceof LimitExceededException || error instanceof InvalidArgumentException;
    await assert.rejects(update(9), out_of_bounds);
    await assert.rejects(update(1), out_of_bounds);
  });

  journey("leaves the shards that AWS was seen to leave from four to three", {}, async (desk) => {
    await create(desk, { ShardCount: 4 });
    await desk.kinesis.updateShardCount({ ...ORDERS, TargetShardCount: 3, ScalingType: "UNIFORM_SCALING" });
    await desk.step(20 * SECOND);
    assert.equal((await shards(desk)).length, 11);
    assert.deepEqual(
      (await open_shards(desk)).map((s) => s.ShardId),
      [6, 9, 10].map(shard_id),
    );
  });
});

describe("what is wrong", () => {
  journey("has a type and AWS's words", { query: "&clock=manual&shard-limit=50" }, async (desk) => {
    const { kinesis } = desk;
    const rejects = (call, type, message) =>
      assert.rejects(call, (error) => {
        assert.ok(error instanceof type, `${error.name}: ${error.message}`);
        assert.equal(error.$metadata.httpStatusCode, 400);
        assert.ok(error.$metadata.requestId);
        assert.match(error.message, message);
        return true;
      });
    await create(desk);
    const nowhere = { StreamName: "nowhere" };
    const not_found = /^Stream nowhere under account 123456789012 not found\.$/;
    await rejects(kinesis.describeStream(nowhere), ResourceNotFoundException, not_found);
    await rejects(
      kinesis.putRecord({ ...nowhere, PartitionKey: "a", Data: bytes("b") }),
      ResourceNotFoundException,
      not_found,
    );
    await rejects(
      iterator(desk, { ShardId: shard_id(7), ShardIteratorType: "LATEST" }),
      ResourceNotFoundException,
      /shardId-000000000007/,
    );
    await rejects(
      kinesis.createStream({ ...ORDERS, ShardCount: 1 }),
      ResourceInUseException,
      /^Stream orders under account 123456789012 already exists\.$/,
    );
    await rejects(
      kinesis.createStream({ StreamName: "many", ShardCount: 50 }),
      LimitExceededException,
      /shard limit.* Limit: 50\./,
    );
    await rejects(
      kinesis.getRecords({ ShardIterator: "x", Limit: 10_001 }),
      ValidationException,
      /^1 validation error detected: Value '10001' at 'limit' .*Member must have value less than or equal to 10000$/,
    );
  });

  journey("is limited in calls a second", {}, async ({ kinesis, step }) => {
    for (let calls = 0; calls < 5; calls++) await kinesis.listStreams({});
    await assert.rejects(kinesis.listStreams({}), LimitExceededException);
    await step(SECOND);
    await kinesis.listStreams({});
  });

  journey("fails a constraint in the words of ValidationException", {}, async (desk) => {
    const says = (operation, body, message) => refused(desk, operation, body, "ValidationException", message);
    const failed = (value, path, constraint) =>
      `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`;
    const NAME = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
    const one = (...clause) => `1 validation error detected: ${failed(...clause)}`;
    const record = { Data: "", PartitionKey: "a" };
    await says("CreateStream", { StreamName: "no spaces", ShardCount: 1 }, one("'no spaces'", "streamName", NAME));
    await says("CreateStream", { ShardCount: 1 }, one("null", "streamName", "Member must not be null"));
    await says(
      "CreateStream",
      { StreamName: "a", ShardCount: 0 },
      one("'0'", "shardCount", "Member must have value greater than or equal to 1"),
    );
    // An empty name fails both constraints. In which order AWS says so is not relied on.
    for (const constraint of [NAME, "Member must have length greater than or equal to 1"]) {
      const answer = await raw(desk, "DescribeStream", '{"StreamName":""}');
      assert.match(answer.body.message, /^2 validation errors detected: /);
      assert.ok(answer.body.message.includes(failed("''", "streamName", constraint)), answer.body.message);
    }
    // Lists count from 1.
    await says(
      "PutRecords",
      { ...ORDERS, Records: [record, { ...record, PartitionKey: "" }] },
      one("''", "records.2.member.partitionKey", "Member must have length greater than or equal to 1"),
    );
    await says(
      "PutRecords",
      { ...ORDERS, Records: Array.from({ length: 501 }, () => record) },
      /^1 validation error detected: Value '.*' at 'records' .*Member must have length less than or equal to 500$/s,
    );
    await says(
      "PutRecords",
      { ...ORDERS, Records: [] },
      /at 'records' .*Member must have length greater than or equal to 1$/,
    );
    await says(
      "GetShardIterator",
      { ...SHARD, ShardIteratorType: "EARLIEST" },
      /^1 validation error detected: Value 'EARLIEST' at 'shardIteratorType' .*Member must satisfy enum value set: \[/,
    );
  });

  journey("has a wrong form in the words of SerializationException", {}, async (desk) => {
    const says = (operation, body, message) => refused(desk, operation, body, "SerializationException", message);
    const NUMBER = "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";
    await says("DescribeStream", { StreamName: 5 }, `${NUMBER} can not be converted to an String`);
    await says("DescribeStream", { StreamName: true }, "class java.lang.Boolean can not be converted to an String");
    await says(
      "CreateStream",
      { ...ORDERS, ShardCount: "two" },
      "class java.lang.String can not be converted to an Integer",
    );
    await says("DescribeStream", { StreamName: ["a"] }, "Start of list found where not expected");
    await says("DescribeStream", { StreamName: {} }, "Start of structure or map found where not expected.");
    await says("PutRecords", { ...ORDERS, Records: "all" }, "Expected list or null");
    await says("PutRecord", { ...ORDERS, PartitionKey: "a", Data: "abc" }, /^'abc' can not be converted to a Blob: /);
    for (const body of ["{", "5", "not JSON"]) {
      const answer = await raw(desk, "ListStreams", body);
      assert.equal(answer.status, 400);
      assert.equal(answer.body.__type, "SerializationException");
    }
  });

  journey("is not signed, not known or not simulated", {}, async (desk) => {
    const { kinesis } = desk;
    const { authorization, ...unsigned } = SIGNED;
    const missing = await raw(desk, "ListStreams", "{}", unsigned);
    assert.equal(missing.status, 400);
    assert.deepEqual(missing.body, {
      __type: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    });
    const signed = await raw(desk, "ListStreams", "{}", { ...unsigned, authorization });
    assert.equal(signed.status, 200);
    const half = await raw(desk, "ListStreams", "{}", { ...unsigned, authorization: "AWS4-HMAC-SHA256 Credential=a" });
    assert.deepEqual([half.status, half.body.__type], [400, "IncompleteSignatureException"]);
    assert.match(half.body.message, /requires 'Signature' parameter\. .*requires 'SignedHeaders' parameter\./);
    for (const target of [
      "Kinesis_20131202.Nonsense",
      "Kinesis_20991202.ListStreams",
      "DynamoDB_20120810.ListTables",
      ".",
    ]) {
      const answer = await raw(desk, target, "{}");
      assert.equal(answer.status, 400, target);
      assert.equal(answer.body.__type, "UnknownOperationException", target);
    }
    await assert.rejects(kinesis.describeAccountSettings({}), (error) => {
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.match(error.message, /DescribeAccountSettings/);
      assert.match(error.message, /simulat/);
      return true;
    });
  });

  journey("does not stop the next call, and an answer has the form of its request", {}, async (desk) => {
    const forms = await desk.page.evaluate(() => {
      const { aws } = window.shardscope;
      const target = "Kinesis_20131202.ListStreams";
      const bad = aws(target, "{");
      const [string, object, bytes] = [aws(target, "{}"), aws(target, {}), aws(target, new TextEncoder().encode("{}"))];
      const text = new TextDecoder().decode(bytes.body);
      const wrong = aws("Kinesis_20131202.DescribeStream", { StreamName: "nowhere" });
      return { bad: bad.status, string, object, text, binary: bytes.body instanceof Uint8Array, wrong };
    });
    assert.equal(forms.bad, 400);
    assert.equal(typeof forms.string.body, "string");
    assert.deepEqual(JSON.parse(forms.string.body).StreamNames, []);
    assert.deepEqual(forms.object.body, JSON.parse(forms.string.body));
    assert.ok(forms.binary);
    assert.equal(forms.text, forms.string.body);
    assert.equal(forms.wrong.body.__type, "ResourceNotFoundException");
    const headers = [forms.string, forms.object].map((answer) =>
      Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value])),
    );
    assert.match(headers[0]["x-amzn-requestid"], /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.notEqual(headers[0]["x-amzn-requestid"], headers[1]["x-amzn-requestid"]);
    assert.equal(Buffer.from(headers[0]["x-amz-id-2"], "base64").length, 72);
    assert.equal(headers[0]["content-type"], "application/x-amz-json-1.1");
    // The SDKs correct their clocks by it, and simulated time is not theirs.
    assert.equal(headers[0].date, undefined);
  });
});

describe("the bridge", () => {
  const crossing = (name, walk) =>
    journey(name, {}, async (desk) => {
      const { url, close } = await bridge(desk.page);
      try {
        await walk({ ...desk, url });
      } finally {
        await close();
      }
    });

  crossing("answers plain HTTP", async ({ url }) => {
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const post = (body, headers) => fetch(url, { method: "POST", body, headers });
    const signed = { ...SIGNED, "x-amz-target": "Kinesis_20131202.ListStreams" };
    const { authorization, ...unsigned } = signed;
    const answer = await post("{}", signed);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/x-amz-json-1.1");
    assert.equal(answer.headers.get("date"), null);
    assert.ok(answer.headers.get("x-amzn-requestid"));
    assert.deepEqual((await answer.json()).StreamNames, []);
    assert.equal((await (await post("{}", unsigned)).json()).__type, "MissingAuthenticationTokenException");
    assert.equal((await fetch(url, { headers: signed })).status, 403);
    assert.equal((await fetch(`${url}/elsewhere`, { method: "POST" })).status, 404);
    // The longest body that it takes is no JSON; one byte more is not looked at.
    const longest = await post(Buffer.alloc(BODY_MOST, " "), signed);
    assert.equal((await longest.json()).__type, "SerializationException");
    assert.equal((await post(Buffer.alloc(BODY_MOST + 1, " "), signed)).status, 413);
    assert.equal((await post("{}", signed)).status, 200);
  });

  crossing("answers the SDK over its own HTTP", async (desk) => {
    const kinesis = new Kinesis({
      ...ACCESS,
      endpoint: desk.url,
      requestHandler: new NodeHttpHandler(),
      maxAttempts: 1,
    });
    const over_http = { ...desk, kinesis };
    await create(over_http);
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await kinesis.putRecord({ ...ORDERS, PartitionKey: "é", Data: every });
    const Records = Array.from({ length: 500 }, (_, i) => ({ PartitionKey: `k${i}`, Data: bytes(String(i)) }));
    const several = await Promise.all(
      [1, 2].map(() => kinesis.putRecords({ ...ORDERS, Records: Records.slice(0, 250) })),
    );
    assert.deepEqual(
      several.map((answer) => answer.FailedRecordCount),
      [0, 0],
    );
    const { records } = await read(over_http);
    assert.equal(records.length, 501);
    assert.deepEqual(Buffer.from(records[0].Data), every);
    await assert.rejects(kinesis.describeStream({ StreamName: "nowhere" }), ResourceNotFoundException);
    // Both are the same account.
    assert.deepEqual((await desk.kinesis.listStreams({})).StreamNames, ["orders"]);
    kinesis.destroy();
  });

  it("runs as a command of its own", { timeout: 120_000 }, async () => {
    const command = ["bridge.mjs", "--query", "?scenario=empty&lifecycle=100ms"];
    const child = spawn(process.execPath, command, { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "inherit"] });
    const exit = once(child, "exit");
    try {
      const said = once(child.stdout.setEncoding("utf8"), "data");
      const line = await Promise.race([said.then(([line]) => line.trim()), exit.then(() => "it ended")]);
      assert.match(line, /^http:\/\/127\.0\.0\.1:\d+$/);
      const kinesis = new Kinesis({ ...ACCESS, endpoint: line, requestHandler: new NodeHttpHandler() });
      await kinesis.createStream({ ...ORDERS, ShardCount: 1 });
      await waitUntilStreamExists({ client: kinesis, minDelay: 0.1, maxDelay: 0.4, maxWaitTime: 60 }, ORDERS);
      kinesis.destroy();
    } finally {
      child.kill();
    }
    await exit;
  });
});
