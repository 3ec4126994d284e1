// How many records a second PutRecords takes: in the page under test, and in two emulators that run as servers.
// Prints one line per figure. The exit code is 1 where the page is not TARGET times as fast as the faster emulator.
import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { SIGNED } from "./lib/sdk.mjs";
import { chromium, open, serve } from "./lib/site.mjs";

const TARGET = 20;
const SECONDS = 5;
const WARM_UP_CALLS = 40;
// A browser compiles hot code better after a while.
const PAGE_WARM_UP_CALLS = 400;
const RECORDS = 500;
const CONNECTIONS = 8;
// Each contestant has the number of shards with which it was fastest of those that refuse nothing. The emulators refuse
// nothing however few they are.
const EMULATOR_SHARDS = { kinesalite: 1, "kinesis-local": 1_000 };
// In the page a shard takes 1,000 records while its clock stands. A round puts half of that on the average shard, so
// that chance does not fill one; then the clock is stepped by a second, which is not measured.
const PAGE_SHARDS = 200;
const ROUND_CALLS = (PAGE_SHARDS * 1_000) / 2 / RECORDS;

const STREAM = "speed";
const DATA = Buffer.from("x".repeat(100)).toString("base64");
const require = createRequire(import.meta.url);

// The n-th call of every contestant. It runs in the page too, so it knows nothing but its arguments.
function body(n, { STREAM, DATA, RECORDS }) {
  const records = [];
  for (let i = 0; i < RECORDS; i++) records.push({ Data: DATA, PartitionKey: `key-${n * RECORDS + i}` });
  return { StreamName: STREAM, Records: records };
}
const CALL = { STREAM, DATA, RECORDS };

// Records per second through `window.shardscope.aws`, with the text made before and read after each call.
export async function page_rate(browser, base, seconds = SECONDS) {
  const query = "?scenario=empty&clock=manual&lifecycle=500ms&shard-limit=20000&memory=4096";
  const page = await open(browser, base, { query });
  await page.evaluate(`globalThis.body = ${body}`);
  const all = await page.evaluate(
    async (call, { shards, calls, warm, most }) => {
      const { aws, step } = window.shardscope;
      const made = aws("Kinesis_20131202.CreateStream", { StreamName: call.STREAM, ShardCount: shards });
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
      await step(1_000);
      const all = { millis: 0, accepted: 0, refused: 0 };
      // Ten calls at once between two looks at the clock, which is coarse in a page.
      for (let n = 0; all.millis < most; n += 10) {
        if (n % calls === 0) await step(1_000);
        const bodies = Array.from({ length: 10 }, (_, i) => body(n + i, call));
        let taken = 0;
        const begin = performance.now();
        for (const one of bodies) {
          const answer = aws("Kinesis_20131202.PutRecords", JSON.stringify(one));
          for (const record of JSON.parse(answer.body).Records ?? []) if (!record.ErrorCode) taken += 1;
        }
        if (n < warm) continue;
        all.millis += performance.now() - begin;
        all.accepted += taken;
        all.refused += 10 * call.RECORDS - taken;
      }
      return all;
    },
    CALL,
    { shards: PAGE_SHARDS, calls: ROUND_CALLS, warm: PAGE_WARM_UP_CALLS, most: seconds * 1_000 },
  );
  await page.close();
  return { rate: (all.accepted * 1_000) / all.millis, refused: all.refused };
}

const free_port = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const EMULATORS = {
  kinesalite(port) {
    const module = JSON.stringify(require.resolve("kinesalite"));
    const code = `require(${module})({ createStreamMs: 0 }).listen(${port}, "127.0.0.1")`;
    return spawn(process.execPath, ["-e", code], { stdio: ["ignore", "ignore", "inherit"] });
  },
  async "kinesis-local"(port) {
    const main = require.resolve("kinesis-local");
    // It opens a second port for HTTPS, which nobody uses here, and looks for its certificate in its own folder.
    const ports = { KINESIS_MOCK_PLAIN_PORT: port, KINESIS_MOCK_TLS_PORT: await free_port() };
    const env = { ...process.env, ...ports, CREATE_STREAM_DURATION: "1ms", LOG_LEVEL: "ERROR", SHARD_LIMIT: "10000" };
    return spawn(process.execPath, [main], { cwd: dirname(main), env, stdio: "ignore" });
  },
};

// Records per second over HTTP, with CONNECTIONS calls in flight.
export async function emulator_rate(name, seconds = SECONDS, shards = EMULATOR_SHARDS[name]) {
  const port = await free_port();
  const child = await EMULATORS[name](port);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const aws = caller(port, agent);
    await until_answers(child, () => aws("ListStreams", {}));
    await aws("CreateStream", { StreamName: STREAM, ShardCount: shards });
    await until_answers(child, async () => {
      const { StreamDescription: stream } = await aws("DescribeStream", { StreamName: STREAM });
      if (stream.StreamStatus !== "ACTIVE") throw new Error(stream.StreamStatus);
    });
    let next = 0;
    const put = async (done) => {
      const counts = { accepted: 0, refused: 0 };
      const one = async () => {
        while (!done()) {
          const { Records: records } = await aws("PutRecords", body(next++, CALL));
          const accepted = records.filter((record) => !record.ErrorCode).length;
          counts.accepted += accepted;
          counts.refused += RECORDS - accepted;
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, one));
      return counts;
    };
    await put(() => next >= WARM_UP_CALLS);
    const begin = performance.now();
    const { accepted, refused } = await put(() => performance.now() - begin > seconds * 1_000);
    return { rate: (accepted * 1_000) / (performance.now() - begin), refused };
  } finally {
    agent.destroy();
    child.kill();
  }
}

const caller = (port, agent) => (operation, body) =>
  new Promise((done, fail) => {
    const headers = { ...SIGNED, "x-amz-target": `Kinesis_20131202.${operation}` };
    const sent = request({ host: "127.0.0.1", port, agent, method: "POST", headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", fail);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 200) done(text && JSON.parse(text));
        else fail(new Error(`${operation}: ${response.statusCode} ${text}`));
      });
    });
    sent.on("error", fail);
    sent.end(JSON.stringify(body));
  });

// Asks until there is an answer; a server that ended will give none.
async function until_answers(child, ask) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

async function main() {
  const site = await serve();
  const browser = await chromium();
  const rates = {};
  const report = (name, { rate, refused }) => {
    rates[name] = rate;
    const note = refused ? ` (${refused} refused, not counted)` : "";
    console.log(`${name.padEnd(27)} ${Math.round(rate).toLocaleString("en")} records per second${note}`);
  };
  console.log(`PutRecords with ${RECORDS} records of 100 bytes each, for ${SECONDS} s after a warm-up:`);
  try {
    report("in the page", await page_rate(browser, site.base));
  } finally {
    await browser.close();
    site.close();
  }
  for (const name of Object.keys(EMULATORS)) report(name, await emulator_rate(name));
  const best = Object.keys(EMULATORS).reduce((a, b) => (rates[a] > rates[b] ? a : b));
  const ratio = rates["in the page"] / rates[best];
  console.log(
    `The emulators are reached over keep-alive HTTP with ${CONNECTIONS} connections; the page is called directly.`,
  );
  console.log(`page / ${best}`.padEnd(27), `${ratio.toFixed(1)} (at least ${TARGET})`);
  process.exitCode = ratio >= TARGET ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
