// What the page exports for AWS does the same elsewhere: run by the AWS CLI against an emulator, moto.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import * as python from "./lib/python.mjs";
import { BIN, install, surroundings } from "./lib/python.mjs";
import { chromium, open, serve } from "./lib/site.mjs";

let site, browser, moto, folder, env;

before(
  async () => {
    install();
    folder = mkdtempSync(join(tmpdir(), "shardscope-aws-"));
    let endpoint;
    [moto, endpoint] = await emulator();
    env = surroundings(folder, endpoint);
    site = await serve();
    browser = await chromium();
  },
  { timeout: 600_000 },
);
after(async () => {
  await browser?.close();
  site?.close();
  moto?.kill();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const run = (command, args, environment = env, input = "") => python.run(command, args, { env: environment, cwd: folder, input });

const aws = (...args) => {
  const text = run("aws", [...args, "--output", "json"]);
  return text && JSON.parse(text);
};

// moto's server on a port that it chooses and prints.
function emulator() {
  const child = spawn(join(BIN, "moto_server"), ["-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Promise((done, fail) => {
    let said = "";
    child.on("error", fail);
    child.on("exit", () => fail(new Error(`moto_server ended: ${said}`)));
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said += text;
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (address) done([child, address[1]]);
    });
  });
}

// The page with a run that has been played to its end.
async function played(script, millis) {
  const page = await open(browser, site.base, { query: "?scenario=empty&clock=manual" });
  await page.evaluate((text) => window.shardscope.load(text), script);
  await page.evaluate((ms) => window.shardscope.seek(ms), millis);
  return page;
}

const by_start = (a, b) => (BigInt(a[0]) < BigInt(b[0]) ? -1 : 1);
const open_ranges = (shards) =>
  shards
    .filter((shard) => !shard.SequenceNumberRange.EndingSequenceNumber)
    .map(({ HashKeyRange: { StartingHashKey, EndingHashKey } }) => [StartingHashKey, EndingHashKey])
    .sort(by_start);
const as_object = (tags) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

// What is in a stream, as the page and the CLI both answer it.
const contents = async (call, name) => {
  const { StreamDescriptionSummary: summary } = await call("DescribeStreamSummary", name);
  const { Shards: shards } = await call("ListShards", name);
  const { Tags: tags } = await call("ListTagsForStream", name);
  return {
    open: open_ranges(shards),
    retention: summary.RetentionPeriodHours,
    encryption: summary.EncryptionType,
    tags: as_object(tags),
  };
};
const in_page = (page) => async (operation, name) => {
  const answer = await page.evaluate((...call) => window.shardscope.aws(...call), `Kinesis_20131202.${operation}`, {
    StreamName: name,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};
const kebab = (operation) => operation.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
const by_cli = async (operation, name) => aws("kinesis", kebab(operation), "--stream-name", name);

// Every record that moto holds, as "key: base64". It copies records when shards are merged: each counts once.
function records(name) {
  const found = new Set();
  for (const { ShardId: id } of aws("kinesis", "list-shards", "--stream-name", name).Shards) {
    const place = ["--stream-name", name, "--shard-id", id, "--shard-iterator-type", "TRIM_HORIZON"];
    let { ShardIterator: next } = aws("kinesis", "get-shard-iterator", ...place);
    for (;;) {
      const page = aws("kinesis", "get-records", "--shard-iterator", next.trim());
      for (const { PartitionKey: key, Data: data } of page.Records) found.add(`${key}: ${data}`);
      if (page.Records.length === 0) break;
      next = page.NextShardIterator;
    }
  }
  return [...found].sort();
}

const base64 = (data) => Buffer.from(data).toString("base64");
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const RECORDS = [
  ["truck_1", "hello"],
  ["truck_3", EVERY_BYTE],
  ["truck_5", "line one\nline two\n"],
  ["日本 é😀", "Größe: 5 € — 日本 é😀"],
  ['it\'s "quoted" $HOME `true` \\ !', "$(not run) 'nor this' \"nor that\""],
  ["-dash", "--data"],
  ["truck_8", new Uint8Array([0])],
  // Text that is base64 itself, which versions 1 and 2 of the CLI take differently where it stands bare.
  ["truck_10", "aGVsbG8="],
].map(([key, data]) => ({ key, data: base64(data) }));

const ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/";
// Names of the consumers that are registered with a stream, as the CLI lists them.
function consumers(name) {
  const summary = aws("kinesis", "describe-stream-summary", "--stream-name", name).StreamDescriptionSummary;
  const list = aws("kinesis", "list-stream-consumers", "--stream-arn", summary.StreamARN).Consumers;
  return list.map((consumer) => consumer.ConsumerName);
}

const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const at = (seconds, command, ...options) =>
  [`at ${seconds}s aws kinesis ${command} --stream-name orders`, ...options].join(" ");
const put = (seconds, { key, data }) => at(seconds, "put-record", `--partition-key=${quote(key)}`, `--data ${data}`);
const HALF = 170141183460469231731687303715884105728n;
const THREE_QUARTERS = 255211775190703847597530955573826158592n;

it(
  "a run, exported as a script, makes the same streams and records with the AWS CLI",
  { timeout: 300_000 },
  async () => {
    const script = [
      "shardscope 1",
      "seed 7",
      at(0, "create-stream", "--shard-count 2"),
      ...RECORDS.slice(0, 4).map((record) => put(31, record)),
      at(32, "add-tags-to-stream", "--tags team=fleet,stage=test"),
      at(33, "increase-stream-retention-period", "--retention-period-hours 48"),
      `at 33s aws kinesis register-stream-consumer --stream-arn ${ARN}orders --consumer-name stays`,
      ...RECORDS.slice(4, 6).map((record) => put(34, record)),
      at(70, "split-shard", "--shard-to-split shardId-000000000001", `--new-starting-hash-key ${THREE_QUARTERS}`),
      ...RECORDS.slice(6).map((record) => put(110, record)),
      at(
        120,
        "merge-shards",
        "--shard-to-merge shardId-000000000000",
        "--adjacent-shard-to-merge shardId-000000000002",
      ),
      "until 200s",
      "",
    ].join("\n");
    const page = await played(script, 200_000);
    const want = await contents(in_page(page), "orders");
    assert.deepEqual(want.open, [
      ["0", String(THREE_QUARTERS - 1n)],
      [String(THREE_QUARTERS), String(2n * HALF - 1n)],
    ]);
    assert.equal(want.retention, 48);
    assert.deepEqual(want.tags, { team: "fleet", stage: "test" });

    const file = join(folder, "run.sh");
    writeFileSync(file, await page.evaluate(() => window.shardscope.export("shell")));
    assert.deepEqual(page.complaints, []);
    await page.close();
    run("bash", ["-n", file]);
    run("bash", [file]);
    assert.deepEqual(await contents(by_cli, "orders"), want);
    assert.deepEqual(consumers("orders"), ["stays"]);
    assert.deepEqual(records("orders"), RECORDS.map(({ key, data }) => `${key}: ${data}`).sort());
  },
);

it("a run, exported as a CloudFormation template, is deployed with its shards", { timeout: 300_000 }, async () => {
  const script = [
    "shardscope 1",
    "seed 7",
    "at 0s aws kinesis create-stream --stream-name parcels --shard-count 3",
    "at 31s aws kinesis increase-stream-retention-period --stream-name parcels --retention-period-hours 72",
    "at 70s aws kinesis add-tags-to-stream --stream-name parcels --tags team=fleet",
    `at 70s aws kinesis register-stream-consumer --stream-arn ${ARN}parcels --consumer-name tracking`,
    "until 80s",
    "",
  ].join("\n");
  const page = await played(script, 80_000);
  const want = await contents(in_page(page), "parcels");
  assert.equal(want.open.length, 3);
  assert.equal(want.retention, 72);

  const template = await page.evaluate(() => window.shardscope.export("cloudformation"));
  writeFileSync(join(folder, "template"), template);
  // moto takes resources of consumers, and makes none of them.
  const { Resources: made } = JSON.parse(template);
  const consumer = Object.values(made).find((resource) => resource.Type === "AWS::Kinesis::StreamConsumer");
  const [stream] = Object.keys(made).filter((name) => made[name].Type === "AWS::Kinesis::Stream");
  assert.deepEqual(consumer.Properties, { ConsumerName: "tracking", StreamARN: { "Fn::GetAtt": [stream, "Arn"] } });
  assert.deepEqual(page.complaints, []);
  await page.close();
  aws("cloudformation", "create-stack", "--stack-name", "parcels", "--template-body", "file://template");
  aws("cloudformation", "wait", "stack-create-complete", "--stack-name", "parcels");
  const { StackResources: resources } = aws("cloudformation", "describe-stack-resources", "--stack-name", "parcels");
  const streams = resources.filter((resource) => resource.ResourceType === "AWS::Kinesis::Stream");
  assert.equal(streams.length, 1);
  assert.equal(streams[0].ResourceStatus, "CREATE_COMPLETE");
  assert.deepEqual(await contents(by_cli, streams[0].PhysicalResourceId), want);
});

it("queues and topics are made on whichever account runs the script", { timeout: 120_000 }, async () => {
  // Another account than moto's: what names it must be asked for.
  const sqs = "arn:aws:sqs:us-east-1:210987654321:";
  const topic = "arn:aws:sns:us-east-1:210987654321:points";
  const redrive = JSON.stringify({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `${sqs}dead`, maxReceiveCount: 3 }) });
  const script = [
    "shardscope 1",
    "account 210987654321",
    "at 0s aws sqs create-queue --queue-name dead",
    `at 0s aws sqs create-queue --queue-name map --attributes ${quote(redrive)}`,
    "at 1s aws sns create-topic --name points",
    `at 2s aws sns subscribe --topic-arn ${topic} --protocol sqs --notification-endpoint ${sqs}map --attributes RawMessageDelivery=true`,
    `at 3s aws sns publish --topic-arn ${topic} --message ${quote("it's here: $HOME é")}`,
    "at 4s aws sqs send-message --queue-url https://sqs.us-east-1.amazonaws.com/210987654321/dead --message-body 'by hand'",
    "at 5s aws sqs receive-message --queue-url https://sqs.us-east-1.amazonaws.com/210987654321/dead",
    "until 6s",
    "",
  ].join("\n");
  const page = await played(script, 6_000);
  const file = join(folder, "queues.sh");
  writeFileSync(file, await page.evaluate(() => window.shardscope.export("shell")));
  assert.deepEqual(page.complaints, []);
  await page.close();
  run("bash", [file]);
  // Version 1 of the CLI takes the endpoint of queues from nowhere else.
  const queues = (...args) => aws("sqs", ...args, "--endpoint-url", env.AWS_ENDPOINT_URL);
  const body = (name) => {
    const { QueueUrl: url } = queues("get-queue-url", "--queue-name", name);
    return queues("receive-message", "--queue-url", url).Messages.map((message) => message.Body);
  };
  assert.deepEqual([body("map"), body("dead")], [["it's here: $HOME é"], ["by hand"]]);
  const { QueueUrl: url } = queues("get-queue-url", "--queue-name", "map");
  const { Attributes: made } = queues("get-queue-attributes", "--queue-url", url, "--attribute-names", "RedrivePolicy");
  assert.equal(JSON.parse(made.RedrivePolicy).deadLetterTargetArn, "arn:aws:sqs:us-east-1:123456789012:dead");
});

it("a template makes queues with their dead letters, and topics", { timeout: 120_000 }, async () => {
  const script = [
    "shardscope 1",
    "at 0s aws sqs create-queue --queue-name template-dead",
    `at 0s aws sqs create-queue --queue-name template-jobs --attributes ${quote(JSON.stringify({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:template-dead", maxReceiveCount: 3 }) }))}`,
    "at 1s aws sns create-topic --name template-points",
    "at 2s aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:template-points --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:template-jobs --attributes RawMessageDelivery=true",
    "until 3s",
    "",
  ].join("\n");
  const page = await played(script, 3_000);
  const template = await page.evaluate(() => window.shardscope.export("cloudformation"));
  writeFileSync(join(folder, "messaging"), template);
  assert.deepEqual(page.complaints, []);
  await page.close();
  aws("cloudformation", "create-stack", "--stack-name", "messaging", "--template-body", "file://messaging");
  aws("cloudformation", "wait", "stack-create-complete", "--stack-name", "messaging");
  const { StackResources: made } = aws("cloudformation", "describe-stack-resources", "--stack-name", "messaging");
  const topic = made.find((of) => of.ResourceType === "AWS::SNS::Topic").PhysicalResourceId;
  assert.equal(topic, "arn:aws:sns:us-east-1:123456789012:template-points");
  const queues = (...args) => aws("sqs", ...args, "--endpoint-url", env.AWS_ENDPOINT_URL);
  const { QueueUrl: url } = queues("get-queue-url", "--queue-name", "template-jobs");
  const { Attributes: attributes } = queues("get-queue-attributes", "--queue-url", url, "--attribute-names", "All");
  assert.deepEqual(JSON.parse(attributes.RedrivePolicy), { deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:template-dead", maxReceiveCount: 3 });
  // moto takes subscriptions and policies of queues, and makes none of them.
  const of = (type) => Object.values(JSON.parse(template).Resources).find((resource) => resource.Type === type).Properties;
  const jobs = { "Fn::GetAtt": ["Queue2templatejobs", "Arn"] };
  assert.deepEqual(of("AWS::SNS::Subscription"), { Endpoint: jobs, Protocol: "sqs", RawMessageDelivery: true, TopicArn: { Ref: "Topic1templatepoints" } });
  assert.deepEqual(of("AWS::SQS::QueuePolicy").PolicyDocument.Statement[0].Resource, jobs);
});

it("the service model is the one that AWS's own clients ship", { timeout: 120_000 }, async () => {
  const path = run(join(BIN, "python"), ["-c", "import botocore; print(botocore.__path__[0])"]).trim();
  const unpack = "import gzip,sys; sys.stdout.write(gzip.open(sys.argv[1],'rt').read())";
  const model = (file) => JSON.parse(run(join(BIN, "python"), ["-c", unpack, join(path, "data", file, "service-2.json.gz")]));
  const page = await open(browser, site.base, { query: "?scenario=empty&clock=manual" });
  const services = JSON.parse(await page.evaluate(() => window.shardscope.export("model")));
  await page.close();
  assert.deepEqual(Object.keys(services).sort(), ["kinesis", "sns", "sqs"]);
  same_model(services.kinesis, model("kinesis/2013-12-02"), 36);
  same_model(services.sqs, model("sqs/2012-11-05"), 23);
  same_model(services.sns, model("sns/2010-03-31"), 16);
});

// Every operation of ours with its members is as in the model, and no operation of the model is forgotten.
function same_model(ours, theirs, count) {
  const members = ({ members = {}, required = [] }) =>
    Object.fromEntries(
      Object.entries(members).map(([name, { shape }]) => [name, { ...said(shape), required: required.includes(name) }]),
    );
  function said(name) {
    const { type, min, max, pattern, enum: values, member, key, value, ...rest } = theirs.shapes[name];
    const same = { type: type === "long" ? "integer" : type };
    if (values) return { ...same, enum: values };
    if (type === "string") same.pattern = (pattern ?? ".*").replace(/^\^/, "").replace(/\$$/, "").replace(/^\((0\|.*)\)$/, "$1");
    if (type === "list") same.member = said(member.shape);
    if (type === "map") Object.assign(same, { key: said(key.shape), value: said(value.shape) });
    if (type === "structure") same.members = members(rest);
    if (min !== undefined) same.min = min;
    if (max !== undefined) same.max = max;
    return same;
  }
  assert.equal(Object.keys(ours.operations).length, count);
  for (const [name, operation] of Object.entries(ours.operations)) {
    assert.deepEqual(operation, members(theirs.shapes[theirs.operations[name].input.shape]), name);
  }
  const all = [...Object.keys(ours.operations), ...ours.not_simulated].sort();
  assert.deepEqual(all, Object.keys(theirs.operations).sort());
}
