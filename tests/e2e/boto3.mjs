// boto3 against the built site, by the bridge: AWS's client for Python, its examples, and its library for packed records.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { bridge } from "./bridge.mjs";
import { install, running, surroundings } from "./lib/python.mjs";
import { chromium, open, serve } from "./lib/site.mjs";

const script = (name) => fileURLToPath(new URL(`python/${name}`, import.meta.url));
const started = {};
let folder;

before(
  async () => {
    install();
    folder = mkdtempSync(join(tmpdir(), "shardscope-boto3-"));
    started.site = await serve();
    started.browser = await chromium();
  },
  { timeout: 600_000 },
);
after(async () => {
  await started.browser?.close();
  started.site?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

// A page behind a bridge, and a way to run programs against it.
async function against(query, walk) {
  const page = await open(started.browser, started.site.base, { query });
  const { url, close } = await bridge(page);
  const env = surroundings(folder, url);
  await walk(page, (...args) => running("python", args, { env, cwd: folder }));
  assert.deepEqual(page.complaints, []);
  await close();
  await page.close();
}

it("its examples run", { timeout: 180_000 }, () =>
  against("?scenario=empty&lifecycle=500ms", async (page, python) => {
    await page.evaluate(() => window.shardscope.play());
    assert.deepEqual((await python(script("clients.py"))).trim().split("\n"), [
      "a_stream_is_created_once",
      "what_a_shard_refuses_is_put_again",
      "a_consumer_keeps_its_checkpoints_across_a_split",
      "queues_take_messages_and_give_them_back",
      "a_topic_fans_out_into_queues",
    ]);
  }));

it("takes apart what the KPL packed here, and the other way round", { timeout: 120_000 }, () =>
  against("?scenario=empty&lifecycle=500ms&clock=manual", async (page, python) => {
    const say = (line) => page.evaluate((text) => window.shardscope.cli(text), line);
    const step = (millis) => page.evaluate((ms) => window.shardscope.step(ms), millis);
    for (const name of ["packed", "theirs"]) await say(`aws kinesis create-stream --stream-name ${name} --shard-count 1`);
    await step(1_000);
    await say("producer p --stream-name packed --rate 500 --record-bytes 150 --keys 20 --api kpl");
    await step(5_000);
    await say("set-producer p --rate 0");
    await step(3_000);
    const made = await page.evaluate(() => window.shardscope.state().producers[0]);
    const { users, outer } = JSON.parse(await python(script("packed.py"), "read"));
    assert.equal(users.length, made.accepted);
    assert.ok(outer * 10 < users.length, `${users.length} user records in ${outer}`);
    assert.deepEqual([...new Set(users.map(([key]) => key))].length, 20);
    assert.ok(users.every(([, bytes]) => bytes === 150));
    await say("application a --stream-name theirs --start TRIM_HORIZON");
    await step(2_000);
    await python(script("packed.py"), "write", "40");
    await step(5_000);
    const [application] = await page.evaluate(() => window.shardscope.state().applications);
    assert.equal(application.processed, 40);
  }));
