// How long it takes to go to a random moment of an hour: 5,000 records a second over 100 keys, in Chromium.
// Prints one line per figure; the exit code is 1 where a figure misses its target.
import { chromium, open, serve } from "./lib/site.mjs";

const TARGET_MILLIS = 150;
const TARGETS = 50;
const HOUR = 3_600_000;

const site = await serve();
const browser = await chromium();
const page = await open(browser, site.base, { query: "?scenario=empty&clock=manual&memory=512" });
const { millis, same, records } = await page.evaluate(
  async (count, hour) => {
    const { shardscope } = window;
    const script = [
      "shardscope 1",
      "memory 512MiB",
      "at 0s aws kinesis create-stream --stream-name gps --shard-count 8",
      "at 30s producer trucks --stream-name gps --workload trucks --rate 5000 --keys 100 --api put-records:50",
      "at 30s reader positions --stream-name gps --records-per-second 5000",
      "until 1h",
    ];
    await shardscope.load(script.join("\n"));
    const end = JSON.stringify(shardscope.state());
    let seed = 11;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const millis = [];
    for (let n = 0; n < count; n++) {
      const target = Math.round(random() * hour);
      const begin = performance.now();
      await shardscope.seek(target);
      millis.push(performance.now() - begin);
      if (shardscope.now() !== target) throw new Error(`at ${shardscope.now()} instead of ${target}`);
    }
    await shardscope.seek(hour);
    const state = shardscope.state();
    return { millis, same: JSON.stringify(state) === end, records: state.streams[0].total.incoming_records };
  },
  TARGETS,
  HOUR,
);
await browser.close();
site.close();

millis.sort((a, b) => a - b);
const p = (part) => millis[Math.min(millis.length - 1, Math.floor(millis.length * part))];
console.log(`an hour with                ${(records / 1e6).toFixed(1)} M records`);
console.log(`seek, median                ${p(0.5).toFixed(0)} ms`);
console.log(`seek, 95th percentile       ${p(0.95).toFixed(0)} ms of ${TARGETS} random targets (at most ${TARGET_MILLIS})`);
console.log(`and back at the end         ${same ? "the same state" : "ANOTHER STATE"}`);
if (p(0.95) > TARGET_MILLIS || !same) process.exitCode = 1;
