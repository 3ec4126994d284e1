// The page from outside and through time: the console, calls, scrubber, branches, links, messages, and hostile input.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { STORIES, allRuns, button, fixture, journeys, menu, open, script, serve, state, until } from "./lib/site.mjs";
import { readFileSync } from "node:fs";

const started = fixture();
const journey = journeys(started);
const cli = (page, line) => page.evaluate((line) => window.shardscope.cli(line), line);
const says = (page, text) =>
  page.waitForFunction((text) => document.body.textContent.includes(text), { timeout: 30_000 }, text);
const corpus = (name) => readFileSync(new URL(`../corpus/${name}`, import.meta.url), "utf8");

describe("the console", () => {
  journey("takes lines of the AWS CLI, shows answers and errors, and completes", {}, async (page) => {
    await page.keyboard.press("c");
    const prompt = await page.waitForSelector(".prompt input");
    const enter = async (line) => {
      await prompt.type(line);
      await prompt.press("Enter");
    };
    await enter("aws kinesis list-shards --stream-name gps --query 'Shards[].ShardId' --output text");
    await says(page, "shardId-000000000000\tshardId-000000000001");
    await enter("aws kinesis describe-stream --stream-name none");
    await says(page, "An error occurred (ResourceNotFoundException) when calling the DescribeStream operation: Stream none");
    // Every line that a script takes for what AWS has not.
    await enter("application fleet --stream-name gps --workers 2");
    await until(page, () => window.shardscope.state().applications.length === 1);
    await enter("lambda f --stream-name gps --tumbling-window 30s");
    await until(page, () => window.shardscope.state().functions.length === 1);
    const { producers, readers } = await state(page);
    const application = producers.length + readers.length;
    for (const line of [`set-worker ${application} 0 --speed 50%`, `fault stall ${application} 0 --for 5s`, `add-worker ${application}`]) {
      assert.deepEqual(await cli(page, line), { code: 0, stdout: "", stderr: "" }, line);
    }
    assert.match((await cli(page, "fault melt 1")).stderr, /found 'melt'/);
    assert.match((await cli(page, "help fault")).stdout, /stop-agent/);
    await enter("aws kinesis split-shards");
    await says(page, "is it split-shard?");
    await prompt.type("aws kinesis spl");
    await prompt.press("Tab");
    await page.waitForFunction(() => document.querySelector(".prompt input").value === "aws kinesis split-shard ");
    await prompt.type("--stream-name gps --shard-to-split ");
    await prompt.press("Tab");
    await page.waitForFunction(() => document.querySelectorAll(".candidates button").length === 5);
    await page.click(".candidates button:nth-child(3)");
    await prompt.type("--new-starting-hash-key 170141183460469231731687303715884105728");
    await prompt.press("Enter");
    await until(page, () => window.shardscope.state().streams[0].status === "UPDATING");
    await prompt.press("ArrowUp");
    await prompt.press("ArrowUp");
    assert.equal(await prompt.evaluate((e) => e.value), "aws kinesis split-shards");
    await prompt.evaluate((e) => e.blur());
    await button(page, "Clear").click();
    await page.waitForFunction(() => document.querySelectorAll(".console-lines li").length === 1);
  });

  journey("answers by each door in its own form", { query: "?scenario=empty&clock=manual" }, async (page) => {
    const answers = await page.evaluate(async () => {
      const { aws } = window.shardscope;
      const signed = { authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b", "x-amz-date": "20260101T000000Z" };
      const form = (text) => aws("", `Version=2010-03-31&${text}`, { ...signed, "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" });
      const cbor = (target, hex) => aws(`Kinesis_20131202.${target}`, Uint8Array.fromHex(hex), { ...signed, "content-type": "application/x-amz-cbor-1.1" });
      const made = await form("Action=CreateTopic&Name=t");
      const missing = await form("Action=GetTopicAttributes&TopicArn=arn:aws:sns:us-east-1:123456789012:x");
      const limits = await cbor("DescribeLimits", "a0");
      const wrong = await cbor("DescribeLimits", "ff");
      return [made.status, made.headers["Content-Type"], made.body, missing.status, missing.body, limits.status, limits.headers["Content-Type"], limits.body.toHex(), wrong.status];
    });
    assert.deepEqual([answers[0], answers[1], answers[3], answers[5], answers[6], answers[8]], [200, "text/xml", 404, 200, "application/x-amz-cbor-1.1", 400]);
    assert.match(answers[2], /^<CreateTopicResponse .*<TopicArn>arn:aws:sns:us-east-1:123456789012:t<\/TopicArn>/);
    assert.match(answers[4], /<Code>NotFound<\/Code>/);
    // A map whose first name is ShardLimit, 20,000.
    assert.match(answers[7], /^a46a53686172644c696d6974194e20/);
    assert.equal((await state(page)).topics.length, 1);
  });

  journey("answers as a shell would", { query: "?scenario=empty&clock=manual" }, async (page) => {
    assert.deepEqual(await cli(page, "aws kinesis create-stream --stream-name s --shard-count 2"), {
      code: 0,
      stdout: "",
      stderr: "",
    });
    await page.evaluate(() => window.shardscope.step(31_000));
    const put = await cli(page, "aws kinesis put-record --stream-name s --partition-key k --data aGk= --query ShardId");
    assert.deepEqual(put, { code: 0, stdout: '"shardId-000000000001"', stderr: "" });
    const late = await cli(page, "aws kinesis split-shard --stream-name s --shard-to-split 9 --new-starting-hash-key 5");
    assert.equal(late.code, 254);
    assert.match(late.stderr, /^An error occurred \(ResourceNotFoundException\) when calling the SplitShard operation: /);
    // A service that had another protocol before is quoted by the codes of that one, as by the AWS CLI.
    const none = await cli(page, "aws sqs get-queue-url --queue-name none");
    assert.match(none.stderr, /^An error occurred \(AWS\.SimpleQueueService\.NonExistentQueue\) when calling the GetQueueUrl /);
    assert.equal((await cli(page, "aws kinesis split-shard --stream-name s")).code, 252);
    assert.equal((await cli(page, "aws kinesis list-streams --query '['")).code, 255);
    assert.match((await cli(page, "help put-record")).stdout, /--partition-key/);
    assert.equal((await cli(page, "producer p --stream-name s --rate 50")).code, 0);
    assert.match((await cli(page, "producer p --stream-name s --rate fast")).stderr, /^column 35: --rate: expected a whole/);
    // What would go too deep is refused, and breaks nothing after it.
    const ones = `\`[${Array(600).fill(1)}]\``;
    const far = await cli(page, "aws kinesis list-streams --query 'StreamNames[1::2147483647]'");
    assert.match(far.stderr, /a number in it has more than 9 digits/);
    for (const query of ["[".repeat(20_000), "!".repeat(3_000), "a.".repeat(2_000), `${ones}[].[${ones}][][].[${ones}][][]`]) {
      // ListStreams may be called five times a second, and the clock stands.
      await page.evaluate(() => window.shardscope.step(1_000));
      const deep = await cli(page, `aws kinesis list-streams --query '${query}'`);
      assert.equal(deep.code, 255);
      assert.match(deep.stderr, /Bad value for --query .{80}…: it has \d+ (characters|brackets, commas and operators); \d+ at most are taken/);
    }
    const table = await cli(page, "aws kinesis list-streams --output table");
    assert.match(table.stdout, /^\+-+\+\n\|\s+ListStreams\s+\|/);
    assert.equal((await state(page)).producers.length, 1);
  });

  journey("is shown the call of whatever is done by hand", {}, async (page) => {
    await page.keyboard.press("Space");
    await page.focus(".picture");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("s");
    const code = () => page.$eval(".call code", (e) => e.textContent);
    await page.waitForSelector(".call code");
    const line = await code();
    assert.equal(
      line,
      "aws kinesis split-shard --stream-name gps --shard-to-split shardId-000000000000 " +
        "--new-starting-hash-key 34028236692093846346337460743176821146",
    );
    await button(page, "boto3").click();
    await page.waitForFunction(() => document.querySelector(".call code").textContent.startsWith("kinesis.split_shard("));
    await button(page, "JS").click();
    await page.waitForFunction(() => document.querySelector(".call code").textContent.includes("SplitShardCommand({"));
    // The line does the same on the run as it was.
    const by_hand = (await state(page)).streams[0];
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    await until(page, () => window.shardscope.state().streams[0].status === "ACTIVE");
    assert.equal((await cli(page, line)).code, 0);
    assert.deepEqual((await state(page)).streams[0], by_hand);
  });

  journey("subscribes by a line, and answers the next request as ever", { query: "?scenario=empty&clock=manual" }, async (page) => {
    const lines = [
      "aws kinesis create-stream --stream-name s --shard-count 1",
      "aws kinesis register-stream-consumer --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/s --consumer-name c",
    ];
    for (const line of lines) {
      assert.equal((await cli(page, line)).code, 0);
      await page.evaluate(() => window.shardscope.step(31_000));
    }
    const listed = await cli(page, "aws kinesis list-stream-consumers --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/s");
    const { ConsumerARN: arn } = JSON.parse(listed.stdout).Consumers[0];
    const place = "--shard-id shardId-000000000000 --starting-position Type=LATEST";
    assert.equal((await cli(page, `aws kinesis subscribe-to-shard --consumer-arn ${arn} ${place}`)).code, 0);
    const answer = await page.evaluate(() => window.shardscope.aws("Kinesis_20131202.ListStreams", {}));
    assert.deepEqual(answer.body.StreamNames, ["s"]);
  });

  journey("reads a subscription on, also when time has gone back, and what is new on another branch", { query: "?scenario=empty&clock=manual" }, async (page) => {
    for (const line of [
      "aws kinesis create-stream --stream-name s --shard-count 1",
      "aws kinesis register-stream-consumer --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/s --consumer-name c",
      "producer p --stream-name s --rate 20",
    ]) {
      assert.equal((await cli(page, line)).code, 0);
      await page.evaluate(() => window.shardscope.step(31_000));
    }
    // Letters of the data of all records that have come, one chunk after the other.
    await page.evaluate(() => {
      const { aws, state } = window.shardscope;
      const StartingPosition = { Type: "LATEST" };
      const ConsumerARN = state().streams[0].registered_consumers[0].arn;
      const answer = aws("Kinesis_20131202.SubscribeToShard", { ConsumerARN, ShardId: "shardId-000000000000", StartingPosition });
      const reader = answer.body.getReader();
      window.come = "";
      const on = ({ done, value }) => done || ((window.come += new TextDecoder("latin1").decode(value)), reader.read().then(on));
      reader.read().then(on);
    });
    const records = async () => (await page.evaluate(async () => (await new Promise((done) => setTimeout(done, 50)), window.come))).split('"SequenceNumber"').length - 1;
    const near = (number, wanted) => assert.ok(Math.abs(number - wanted) < 10, `${number} records, not about ${wanted}`);
    await page.evaluate(() => window.shardscope.step(10_000));
    near(await records(), 200);
    await page.evaluate(() => window.shardscope.seek(window.shardscope.now() - 5_000));
    near(await records(), 200);
    await page.evaluate(() => window.shardscope.step(15_000));
    near(await records(), 400);
    // Back, and on by another branch: what is put there has the number of a record that has come.
    await page.evaluate(() => window.shardscope.seek(window.shardscope.now() - 5_000));
    await page.evaluate(() => window.shardscope.aws("Kinesis_20131202.PutRecord", { StreamName: "s", Data: "bWFya2Vy", PartitionKey: "marker" }));
    await page.evaluate(() => window.shardscope.step(1_000));
    await records();
    assert.ok(await page.evaluate(() => window.come.includes("bWFya2Vy")), "what was put on the other branch comes");
  });
});

describe("time", () => {
  journey("goes anywhere by the scrubber, back and ahead, and is the same again", {}, async (page) => {
    await page.keyboard.press("Space");
    const end = await state(page);
    const scrub = (part) =>
      page.$eval(
        ".scrubber input",
        (input, part) => {
          input.value = String(part);
          input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        },
        part,
      );
    await scrub(5_000);
    // The thirty seconds in which the stream was made are folded away…
    const half = (end) => 30e6 + (end - 30e6) / 2;
    await until(page, ([half, end]) => Math.abs(window.shardscope.state().now_micros - half) < end / 5_000, [half(end.end_micros), end.end_micros]);
    // … unless the run is there.
    await page.evaluate(() => window.shardscope.seek(20_000));
    assert.equal((await state(page)).streams[0].status, "CREATING");
    await page.waitForFunction(() => document.querySelector(".scrubber input").value > 5_000);
    await scrub(5_000);
    await until(page, (end) => Math.abs(window.shardscope.state().now_micros - end / 2) < end / 5_000, end.end_micros);
    await scrub(10_000);
    await until(page, (end) => window.shardscope.state().now_micros === end, end.end_micros);
    assert.deepEqual(await state(page), end);
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("r");
    await until(page, (then) => window.shardscope.state().now_micros < then - 500_000, end.now_micros);
    await page.keyboard.press("Space");
  });

  journey("branches where somebody acts in the past, and shows two branches on one clock", {}, async (page) => {
    await page.keyboard.press("Space");
    await page.evaluate(() => window.shardscope.seek(31_000));
    await page.keyboard.press("h");
    await until(page, () => window.shardscope.state().branches.length === 2);
    assert.deepEqual((await state(page)).branches, ["main", "branch 1"]);
    await page.click("button[aria-label='main beside this one']");
    await page.waitForFunction(() => document.querySelectorAll(".picture canvas").length === 2);
    await page.evaluate(() => window.shardscope.step(3_000));
    const names = () => page.$$eval(".branch-name", (all) => all.map((e) => e.textContent));
    assert.deepEqual(await names(), ["branch 1", "main"]);
    await page.waitForFunction(() => document.querySelectorAll(".stage")[0].querySelector(".segment.throttled"));
    assert.equal(await page.$$eval(".stage", (all) => all[1].querySelectorAll(".segment.throttled").length), 0);
    // Over to the other one, at the same moment; the first stays as it is.
    const now = (await state(page)).now_micros;
    await page.click(".branch:not(.current) button");
    await until(page, () => window.shardscope.state().branch === 0);
    assert.ok((await state(page)).now_micros <= now);
    assert.equal((await state(page)).producers.length, 1);
    // A seventeenth is refused, and none is lost.
    for (let branches = 2; branches < 16; branches++) {
      await page.keyboard.press("f");
      await until(page, (n) => window.shardscope.state().branches.length === n, branches + 1);
    }
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.querySelector(".notice.error")?.textContent.includes("16 branches are kept"));
    assert.equal((await state(page)).branches.length, 16);
    await page.click("button[aria-label='Forget branch 3']");
    await until(page, () => window.shardscope.state().branches.length === 15);
    await page.keyboard.press("f");
    await until(page, () => window.shardscope.state().branches.length === 16);
  });

  journey("takes back and does again", {}, async (page) => {
    await page.keyboard.press("Space");
    const before = await state(page);
    await page.keyboard.press("h");
    await until(page, () => window.shardscope.state().producers.length === 2);
    await button(page, "Undo").click();
    await until(page, () => window.shardscope.state().producers.length === 1);
    // It goes there frame by frame.
    await until(page, (now) => window.shardscope.state().now_micros === now, before.now_micros);
    await button(page, "Redo").click();
    await until(page, () => window.shardscope.state().producers.length === 2);
  });

  journey("stands with a manual clock until it is stepped", { query: "?scenario=trucks&clock=manual" }, async (page) => {
    const before = await state(page);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.keyboard.press("Space");
    await assert.rejects(
      page.evaluate(() => window.shardscope.play()),
      /the clock is manual/,
    );
    assert.equal((await state(page)).now_micros, before.now_micros);
    await page.evaluate(() => window.shardscope.step(1_500));
    assert.equal((await state(page)).now_micros, before.now_micros + 1_500_000);
    assert.equal(await page.evaluate(() => window.shardscope.now()), before.now_micros / 1_000 + 1_500);
  });
});

describe("a run", () => {
  journey("goes through a link and is the same there", {}, async (page) => {
    await page.keyboard.press("Space");
    await page.keyboard.press("h");
    await button(page, "Share").click();
    const field = await page.waitForSelector(".copy input");
    const link = await field.evaluate((e) => e.value);
    assert.match(link, /#run=[A-Za-z0-9_-]+$/);
    assert.ok(link.length < 2_000, `${link.length} characters`);
    const [text, run] = await page.evaluate(() => [window.shardscope.save(), window.shardscope.state()]);
    const other = await open(started.browser, started.site.base, { query: link.slice(link.indexOf("#")) });
    await until(other, (now) => window.shardscope.state().now_micros === now, run.now_micros);
    assert.equal(await other.evaluate(() => window.shardscope.save()), text);
    assert.deepEqual({ ...(await state(other)), playing: false }, { ...run, playing: false });
    assert.deepEqual(other.complaints, []);
    // A link that is pasted into an open page is opened: where it was changed, after asking.
    assert.equal(await other.evaluate(() => window.shardscope.export("link")), link);
    await other.goto(`${started.site.base}?scenario=countries`);
    await other.waitForSelector(".transport");
    const paste = () => other.evaluate((hash) => (location.hash = hash), link.slice(link.indexOf("#")));
    const arrived = () => until(other, (producers) => window.shardscope.state().producers.length === producers, run.producers.length);
    await paste();
    await arrived();
    await other.evaluate(() => window.shardscope.cli(`producer more --stream-name ${window.shardscope.state().streams[0].name} --rate 5`));
    await until(other, (producers) => window.shardscope.state().producers.length === producers, run.producers.length + 1);
    await other.evaluate(() => (location.hash = ""));
    await paste();
    await other.waitForSelector("[aria-label='Open the link?']");
    await button(other, "Stay here").click();
    await other.waitForSelector("[role=dialog]", { hidden: true });
    assert.equal((await state(other)).producers.length, run.producers.length + 1);
    await other.evaluate(() => (location.hash = ""));
    await paste();
    await other.waitForSelector("[aria-label='Open the link?']");
    await button(other, "Open the link").click();
    await arrived();
    assert.deepEqual(other.complaints, []);
    await other.close();
  });

  journey("comes back on the next visit; a first one sees the scenarios with pictures", { query: "#" }, async (page) => {
    // A first visit begins with a story; all runs, with their pictures, are one step away.
    await page.waitForSelector(".story");
    await menu(page, "Build");
    const offered = await page.$$eval(".areas .menu .item", (all) => all.length - 1);
    await page.keyboard.press("Escape");
    await allRuns(page);
    // Each story and each run but the empty one has a picture; it moves while one points at it.
    assert.equal(await page.$$eval(".scenario canvas", (all) => all.length), STORIES.length + offered - 1);
    assert.equal(await page.$(".last"), null);
    await page.waitForFunction(() => {
      const scratch = new OffscreenCanvas(64, 40).getContext("2d", { willReadFrequently: true });
      const drawn = (canvas) => {
        scratch.drawImage(canvas, 0, 0, 64, 40);
        return canvas.width === 640 && new Set(scratch.getImageData(0, 0, 64, 40).data).size > 8;
      };
      return [...document.querySelectorAll(".scenario canvas")].every(drawn);
    });
    const pixels = () => page.$eval(".scenario canvas", (canvas) => canvas.toDataURL());
    const still = await pixels();
    await page.hover(".scenario");
    await until(page, (still) => document.querySelector(".scenario canvas").toDataURL() !== still, still);
    await button(page, "How to use this").click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("h");
    await until(page, () => window.shardscope.state().producers.length === 2);
    await page.waitForFunction(() => document.querySelector(".route .chip:nth-child(2)"));
    const saved = await page.evaluate(() => window.shardscope.save());
    await page.goto("about:blank");
    await page.goto(`${started.site.base}#`);
    // The same address in the same tab: it comes back by itself.
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("As you left it"));
    await until(page, () => window.shardscope.state().producers.length === 2);
    const lines = (text) => text.split("\n").filter((line) => line.startsWith("at "));
    assert.deepEqual(lines(await page.evaluate(() => window.shardscope.save())), lines(saved));
  });

  journey("comes out as files", {}, async (page) => {
    await page.keyboard.press("Space");
    const file = (kind) => page.evaluate((kind) => window.shardscope.export(kind), kind);
    const trace = (await file("trace.ndjson")).trim().split("\n").map(JSON.parse);
    assert.ok(trace.length > 1_000);
    assert.deepEqual(trace[0], { at_millis: 0, event: { Kinesis: { StatusChanged: { stream: 0, status: "Creating" } } } });
    const rows = (await file("trace.csv")).trim().split("\n");
    assert.equal(rows.length, trace.length + 1);
    assert.equal(rows[1], "0.0,StatusChanged,status=Creating stream=0");
    const run = await state(page);
    const points = (await file("charts.ndjson")).trim().split("\n").map(JSON.parse);
    const seconds = points.filter((point) => point.seconds === 1);
    const sum = seconds.reduce((sum, point) => sum + point.counts.incoming_records, 0);
    assert.equal(sum, run.streams[0].total.incoming_records);
    assert.equal((await file("charts.csv")).trim().split("\n").length, points.length + 1);
    assert.equal(await file("script"), await page.evaluate(() => window.shardscope.save()));
    await assert.rejects(file("tar"), /there is no export/);
    const told = await page.evaluate((since) => window.shardscope.trace(since), 33_000);
    assert.ok(told.complete && told.events.length > 100 && told.events.every((e) => e.at_millis >= 33_000));
    // The picture, labels and all.
    await button(page, "Share").click();
    const size = await page.evaluate(async () => {
      const made = URL.createObjectURL;
      let blob;
      URL.createObjectURL = (b) => ((blob = b), made(b));
      [...document.querySelectorAll("button")].find((b) => b.textContent === "Picture (PNG)").click();
      while (!blob) await new Promise(requestAnimationFrame);
      const bitmap = await createImageBitmap(blob);
      return [blob.type, bitmap.width, bitmap.height, blob.size];
    });
    const canvas = await page.$eval(".picture canvas", (c) => [c.width, c.height]);
    assert.deepEqual(size.slice(0, 3), ["image/png", ...canvas]);
    assert.ok(size[3] > 5_000);
  });

  journey("of the version before scripts still opens", { query: "?scenario=empty" }, async (page) => {
    const old = JSON.stringify({
      version: 1,
      scenario: "trucks",
      config: {
        seed: 7,
        epoch: 1767225600000000,
        account: { account_id: "123456789012", shard_limit: 20000, lifecycle: 30000000 },
        memory_limit: 268435456,
      },
      commands: [
        { at_micros: 0, command: { Kinesis: { CreateStream: { stream_name: "gps", mode: "Provisioned", shard_count: 5 } } } },
      ],
      until_micros: 34000000,
    });
    await button(page, "Your data").click();
    const input = await page.waitForSelector("input[type=file]");
    await input.evaluate((element, text) => {
      const files = new DataTransfer();
      files.items.add(new File([text], "old.json"));
      element.files = files.files;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }, old);
    await until(page, () => window.shardscope.state().now_micros === 34_000_000);
    assert.equal((await state(page)).streams[0].open_shards.length, 5);
  });
});

describe("other pages", () => {
  // A page on another origin that holds ours in a frame, and says what came back.
  const embed = async (page, allow) => {
    let origin;
    // The page's author names the origins that may drive it.
    const named = () => `name="shardscope-origins" content="${origin}"`;
    const ours = await serve((html) => (allow ? html.replace(/name="?shardscope-origins"?( content(="")?)?/, named) : html));
    const host = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<!doctype html><iframe src="${ours.base}?scenario=trucks" width="900" height="600"></iframe>`);
    });
    await new Promise((done) => host.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${host.address().port}`;
    await page.goto(origin);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame.waitForSelector(".transport");
    const ask = (verb, ...args) =>
      page.evaluate(
        (verb, args) =>
          new Promise((done) => {
            const id = Math.random();
            const late = setTimeout(() => done("silence"), 1_500);
            addEventListener("message", ({ data }) => {
              if (data?.id !== id) return;
              clearTimeout(late);
              done(data);
            });
            document.querySelector("iframe").contentWindow.postMessage({ type: "shardscope", id, verb, args }, "*");
          }),
        verb,
        args,
      );
    const close = () => {
      host.close();
      host.closeAllConnections();
      ours.close();
    };
    return { ask, frame, close };
  };

  it("may drive this one where its author allows it", { timeout: 60_000 }, async () => {
    const page = await started.browser.newPage();
    const { ask, frame, close } = await embed(page, true);
    await ask("pause");
    const now = (await ask("now")).result;
    assert.equal(typeof now, "number");
    await ask("step", 2_000);
    assert.equal((await ask("now")).result, now + 2_000);
    const listed = (await ask("aws", "Kinesis_20131202.ListStreams", {})).result;
    assert.deepEqual([listed.status, listed.body.StreamNames], [200, ["gps"]]);
    assert.equal((await ask("cli", "aws kinesis list-streams --query 'StreamNames[0]' --output text")).result.stdout, "gps");
    assert.match((await ask("seek", "far")).error, /expected a number/);
    assert.match((await ask("crash")).error, /there is no verb/);
    assert.match((await ask("now", 1, 2, 3, 4, 5)).error, /4 arguments at most/);
    // Whatever is sent, the page goes on.
    await page.evaluate(() => {
      const to = document.querySelector("iframe").contentWindow;
      let seed = 1;
      const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
      const some = (depth) => {
        const make = [
          () => random(1e9) - 5e8,
          () => "x".repeat(random(50)),
          () => null,
          () => undefined,
          () => NaN,
          () => Array.from({ length: random(5) }, () => (depth ? some(depth - 1) : 0)),
          () => ({ a: depth ? some(depth - 1) : 0, StreamName: "gps" }),
          () => new Uint8Array(random(9)),
          () => new Map([[1, 2]]),
          () => "Kinesis_20131202.PutRecords",
          () => "shardscope 1\nat 1s note x",
        ];
        return make[random(make.length)]();
      };
      const verbs = ["aws", "cli", "state", "trace", "load", "save", "pause", "step", "seek", "speed", "now", "export", "", "__proto__"];
      for (let n = 0; n < 150; n++) {
        const verb = random(8) ? verbs[random(verbs.length)] : some(1);
        to.postMessage({ type: random(20) ? "shardscope" : some(1), id: n, verb, args: random(8) ? [some(2), some(3)] : some(2) }, "*");
      }
    });
    await ask("load", "shardscope 1\nat 0s aws kinesis create-stream --stream-name after --shard-count 1\nuntil 40s");
    await ask("seek", 40_000);
    const after = (await ask("state")).result;
    assert.equal(after.streams[0].name, "after");
    assert.equal(await frame.$("#recovery"), null);
    close();
    await page.close();
  });

  it("are not heard otherwise", { timeout: 60_000 }, async () => {
    const page = await started.browser.newPage();
    const { ask, close } = await embed(page, false);
    assert.equal(await ask("now"), "silence");
    assert.equal(await ask("pause"), "silence");
    close();
    await page.close();
  });

  journey("hear when a run starts, pauses, ends and panics", { query: "?scenario=trucks&memory=1" }, async (page) => {
    await page.evaluate(() => {
      window.heard = [];
      for (const name of ["start", "pause", "end", "panic"])
        addEventListener(`shardscope-${name}`, () => window.heard.push(name));
    });
    await page.keyboard.press("Space");
    await page.waitForFunction(() => window.heard.includes("pause"));
    await page.keyboard.press("Space");
    await page.waitForFunction(() => window.heard.includes("start"));
    await page.evaluate(() => window.shardscope.speed(100));
    await page.waitForFunction(() => window.heard.includes("end"), { timeout: 60_000 });
    await page.evaluate(() => {
      try {
        window.shardscope.crash();
      } catch {
        // That is the point.
      }
    });
    await page.waitForFunction(() => window.heard.includes("panic"));
    page.complaints.length = 0;
  });
});

describe("hostile input", () => {
  journey("in links is refused with a reason, and the page goes on", {}, async (page) => {
    const url = script("browser.js");
    const results = await page.evaluate(
      async (url, text) => {
        const { pack, unpack } = await import(new URL(url, document.baseURI).href);
        const good = await pack(text);
        if ((await unpack(good, 1 << 20)) !== text) throw new Error("a link does not come back");
        let seed = 7;
        const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
        const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ %é";
        const counts = { texts: 0, errors: 0, reasons: new Set() };
        for (let n = 0; n < 300; n++) {
          let link = good;
          for (let m = random(4); m >= 0; m--) {
            const at = random(link.length);
            link = link.slice(0, at) + letters[random(letters.length)] + link.slice(at + random(3));
          }
          try {
            const unpacked = await unpack(link, 1 << 20);
            if (unpacked.length > 1 << 20) throw new Error("too long");
            counts.texts += 1;
          } catch (error) {
            counts.errors += 1;
            counts.reasons.add(typeof error.message);
          }
        }
        // A bomb: a small link that unpacks to 64 MiB.
        const bomb = await pack("0".repeat(64 << 20));
        const told = await unpack(bomb, 1 << 20).catch((error) => error.message);
        return { ...counts, reasons: [...counts.reasons], bomb: bomb.length, told };
      },
      url,
      corpus("everything.txt"),
    );
    assert.equal(results.texts + results.errors, 300);
    assert.ok(results.errors > 100);
    assert.deepEqual(results.reasons, ["string"]);
    assert.ok(results.bomb < 200_000);
    assert.match(results.told, /unpacks to more than 1048576 bytes/);
    for (const hash of ["#run=", "#run=!!!", "#run=AAAA", `#run=${"A".repeat(200_000)}`]) {
      const other = await open(started.browser, started.site.base, { query: hash });
      await other.waitForSelector(".notice.error");
      assert.equal((await state(other)).scenario, "first-minute");
      assert.deepEqual(other.complaints, []);
      await other.close();
    }
  });

  journey("to the verbs throws and changes nothing", { query: "?scenario=trucks&clock=manual" }, async (page) => {
    const before = await page.evaluate(() => window.shardscope.save());
    const thrown = await page.evaluate(async () => {
      const { shardscope } = window;
      const said = [];
      for (const call of [
        () => shardscope.aws(),
        () => shardscope.aws(7, {}),
        () => shardscope.load("nonsense"),
        () => shardscope.load("shardscope 1\nat 5s fly"),
        () => shardscope.load({}),
        () => shardscope.seek(-1),
        () => shardscope.seek(Infinity),
        () => shardscope.step("1"),
        () => shardscope.speed(0),
        () => shardscope.trace(),
        () => shardscope.cli(7),
        () => shardscope.export("x"),
      ]) {
        try {
          await call();
          said.push("nothing");
        } catch (error) {
          said.push(error.message);
        }
      }
      const cycle = {};
      cycle.cycle = cycle;
      try {
        shardscope.aws("Kinesis_20131202.PutRecord", cycle);
      } catch (error) {
        said.push(error.constructor.name);
      }
      return said;
    });
    assert.equal(thrown.filter((text) => text === "nothing").length, 0, thrown.join("\n"));
    assert.match(thrown[3], /^line 2, column 7: there is no command/);
    assert.equal(await page.evaluate(() => window.shardscope.save()), before);
    // Who waits for a run that another takes the place of is told so.
    const waiting = await page.evaluate(async () => {
      const { shardscope } = window;
      const long = (name) => `shardscope 1\ntitle ${name}\nat 0s aws kinesis create-stream --stream-name ${name} --shard-count 9\n`
        + `at 31s producer p --stream-name ${name} --rate 5000\nuntil 60s\n`;
      const first = shardscope.load(long("first")).then(() => "kept", (error) => error.message);
      const step = shardscope.step(3_600_000).then(() => "kept", (error) => error.message);
      await new Promise((then) => setTimeout(then, 1));
      const second = shardscope.load(long("second")).then(() => "kept", (error) => error.message);
      return [await first, await step, await second, shardscope.state().title];
    });
    const replaced = "another run has taken the place of this one";
    assert.deepEqual(waiting, [replaced, replaced, "kept", "second"]);
  });
});
