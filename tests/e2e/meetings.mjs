// Everything meets everything, in the page: each run that is kept, with a reader of every kind on each of its streams, for ten
// simulated minutes; a run that works harder than the machine; and what whoever asks is told when the module has stopped.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fixture, journeys, open, script } from "./lib/site.mjs";

const root = join(import.meta.dirname, "../..");
const READERS = readFileSync(join(root, "tests/corpus/readers.txt"), "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"));

// The scripts of the corpus, the scenarios, and the rows of the table of what differs.
const runs = ["tests/corpus", "web/scenarios", "web/scenarios/differs"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".txt"))
    .map((file) => ({ name: file, text: readFileSync(join(root, folder, file), "utf8") }))
    .filter(({ text }) => text.split("\n").includes("shardscope 1")),
);

// A thousand shards with eight more readers take the page minutes for one of theirs: one has to do.
const SLOW = "thousand.txt";
// Bytes that the page may hold besides what runs count.
const BESIDES = 64 << 20;

const started = fixture();
const journey = journeys(started);

describe("a reader of every kind", () => {
  assert.ok(runs.length > 25, `${runs.length} runs`);
  for (const { name, text } of runs) {
    it(`reads the streams of ${name} for ten minutes`, { timeout: 600_000 }, async () => {
      const context = await started.browser.createBrowserContext();
      const page = await open(context, started.site.base, { query: "?scenario=empty" });
      const result = await page.evaluate(
        async (text, readers) => {
          const { load, pause, state, cli } = window.shardscope;
          const full = (error) => assert(/memory budget/.test(error.message), error.message);
          const assert = (holds, what) => {
            if (!holds) throw new Error(what);
          };
          await load(text).catch(full);
          pause();
          const streams = state().streams.map((stream) => stream.name);
          const refused = [];
          for (const line of streams.flatMap((stream) => readers.map((line) => line.replaceAll("STREAM", stream)))) {
            const { code, stderr } = await cli(line);
            if (code) refused.push(stderr);
          }
          return { streams, refused };
        },
        text,
        READERS,
      );
      // Minute by minute: the browser's driver gives up on a call that takes three.
      for (let minute = 0; minute < (name === SLOW ? 1 : 10); minute++) {
        const { isFull, ...rest } = await page.evaluate(async () => {
          const { step, now, aws, memory } = window.shardscope;
          const before = now();
          const reason = await step(60_000).then(() => "", (error) => error.message);
          const status = aws("Kinesis_20131202.ListStreams", {}).status;
          return { isFull: /memory budget/.test(reason), reason, passed: now() - before, memory: memory(), status };
        });
        Object.assign(result, rest);
        if (isFull) break;
        assert.deepEqual([result.reason, result.passed], ["", 60_000]);
      }
      assert.equal(result.status, 200);
      // What is counted is what the page needs: a quarter more, and what it has besides.
      const { run, checkpoints, page: held } = result.memory;
      assert.ok(held <= 1.25 * (run + checkpoints) + BESIDES, `${held} bytes held, ${run} and ${checkpoints} counted`);
      // What a run may not have any more of is said; anything else is our mistake.
      const limits = /20 lanes|20 consumers|is being deleted|not ACTIVE|under deletion/;
      assert.deepEqual(result.refused.filter((reason) => !limits.test(reason)), []);
      assert.deepEqual(page.complaints, []);
      await context.close();
    });
  }
});

// Long tasks, and how long clicks waited, from now on.
const watch = (page) =>
  page.evaluate(() => {
    window.slow = { tasks: [], clicks: [] };
    const seen = (type, options, keep) => new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, ...options });
    seen("longtask", {}, (entry) => window.slow.tasks.push(Math.round(entry.duration)));
    seen("event", { durationThreshold: 16 }, (entry) =>
      window.slow.clicks.push(Math.round(entry.processingEnd - entry.startTime)),
    );
  });

describe("links of before", () => {
  const links = readFileSync(join(root, "tests/corpus/links.txt"), "utf8").split("\n").filter((line) => /^[a-z]/.test(line));
  journey("open as the runs that they were", { query: "?scenario=empty" }, async (page) => {
    assert.ok(links.length > 20, `${links.length} links`);
    for (const [name, link] of links.map((line) => line.split(" "))) {
      // Lines are written in another way now than then, so it is the runs that are compared: the link's, and what it is saved as.
      const { was, saved, is, again, complaint } = await page.evaluate(
        async (url, link) => {
          const { unpack } = await import(new URL(url, document.baseURI).href);
          const text = await unpack(link, 1 << 20);
          const opened = async (run) => {
            await window.shardscope.load(run);
            return [window.shardscope.state(), window.shardscope.save()];
          };
          const [was, saved] = await opened(text);
          const [is, again] = await opened(saved);
          return { was, saved, is, again, complaint: document.querySelector(".notice.error")?.textContent };
        },
        script("browser.js"),
        link,
      );
      assert.equal(again, saved, name);
      assert.deepEqual(is, was, name);
      assert.equal(complaint, undefined, name);
    }
  });
});

describe("ten minutes of the lab", () => {
  journey("take 256 MiB at most", { query: "?scenario=lab" }, async (page) => {
    await page.evaluate(() => window.shardscope.step(600_000));
    const memory = await page.evaluate(() => window.shardscope.memory());
    assert.ok(memory.page <= 256 << 20, JSON.stringify(memory));
    assert.ok(memory.page <= 1.25 * (memory.run + memory.checkpoints) + BESIDES, JSON.stringify(memory));
  });
});

describe("a run that works harder than the machine", () => {
  const storm = `shardscope 1
at 0s aws kinesis create-stream --stream-name s --shard-count 1
at 30s producer storm --stream-name s --workload trucks --rate 5000 --api put-record --retry at-once --latency 0ms
until 32s
`;
  journey("leaves the page alive, whatever is done to it", { query: "?scenario=empty" }, async (page) => {
    await page.evaluate((text) => window.shardscope.load(text), storm);
    await watch(page);
    await page.evaluate(() => window.shardscope.play());
    // What people do: inject, look ahead, act while it is on its way, go back, let time run back, take back, pause.
    for (const key of ["h", ">", "h", "ArrowRight", "r", "r", " ", " ", "h", "b", "."]) {
      await page.keyboard.press(key);
      await page.mouse.click(640, 360);
      for (let frame = 0; frame < 60; frame++) await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    const { tasks, clicks } = await page.evaluate(() => window.slow);
    assert.ok(clicks.length > 5, "clicks were seen");
    assert.deepEqual(tasks.filter((task) => task > 200), [], "tasks of more than 200 ms");
    assert.deepEqual(clicks.filter((click) => click > 100), [], "clicks that waited for more than 100 ms");
  });
});

describe("after a panic", () => {
  journey("whoever asks is answered, and save() gives the run", { query: "?scenario=trucks" }, async (page) => {
    // What is touched is handed over, so that it outlives the module.
    await page.keyboard.press("h");
    const said = await page.evaluate(async () => {
      const { shardscope } = window;
      const error = (ask) => {
        try {
          const answer = ask();
          return answer?.then ? answer.then(() => "answered", (reason) => reason.message) : Promise.resolve("answered");
        } catch (reason) {
          return Promise.resolve(reason.message);
        }
      };
      // One that waits while it happens, and each verb afterwards.
      const waiting = error(() => shardscope.step(3_600_000));
      const crash = await error(() => shardscope.crash());
      const verbs = {};
      for (const verb of Object.keys(shardscope).filter((name) => typeof shardscope[name] === "function" && name !== "save"))
        verbs[verb] = await error(() => shardscope[verb]());
      const message = new Promise((done) => addEventListener("message", ({ data }) => data.error && done(data.error)));
      window.postMessage({ type: "shardscope", id: 1, verb: "now" }, "*");
      return { crash, waiting: await waiting, verbs, saved: shardscope.save(), message: await message };
    });
    for (const [who, reason] of Object.entries({ crash: said.crash, waiting: said.waiting, message: said.message, ...said.verbs }))
      assert.match(reason, /^Shardscope has stopped: .*crash/s, who);
    assert.equal(Object.keys(said.verbs).length, 14);
    assert.match(said.saved, /^shardscope 1\n/);
    await page.waitForSelector("#recovery");
    page.complaints.length = 0;
  });
});
