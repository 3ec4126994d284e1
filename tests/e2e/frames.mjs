// Frames and script time on the release site: five shards at 1,000 records a second each, 1280x720, no GPU.
// Prints one line per figure; with --check it fails where a figure misses its target.
import { chromium, open, serve, state } from "./lib/site.mjs";

const SECONDS = 10;
const TARGET = { frames: 58, millis: 8 };
const SCRIPT = new Set(["FireAnimationFrame", "TimerFire", "EventDispatch", "RunMicrotasks", "FunctionCall", "v8.callFunction"]);

const site = await serve();
const browser = await chromium();
const page = await open(browser, site.base, { query: "?scenario=full" });
// The first two seconds do not count: the page is still warming up.
await page.evaluate(() => new Promise((done) => setTimeout(done, 2_000)));

const before = await state(page);
await page.tracing.start({ categories: ["devtools.timeline", "blink.user_timing"] });
const frames = await page.evaluate(async (seconds) => {
  const counts = new Array(seconds).fill(0);
  const begin = performance.now();
  await new Promise((done) => {
    const count = (now) => {
      const second = Math.floor((now - begin) / 1_000);
      if (second >= seconds) return done();
      if (second >= 0) counts[second] += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  return counts;
}, SECONDS);
const trace = JSON.parse(Buffer.from(await page.tracing.stop()).toString());
const after = await state(page);
await browser.close();
site.close();

const scripts = scriptMillisPerFrame(trace.traceEvents);
const p = (part) => scripts[Math.min(scripts.length - 1, Math.floor(scripts.length * part))];
const put = after.streams[0].total.incoming_records - before.streams[0].total.incoming_records;
const simulated = (after.now_micros - before.now_micros) / 1e6;
console.log(`records written             ${Math.round(put / simulated)} per simulated second`);
console.log(`frames in each second       ${frames.join(" ")} (at least ${TARGET.frames})`);
console.log(`script time in a frame      median ${p(0.5).toFixed(2)} ms, 95th percentile ${p(0.95).toFixed(2)} ms (at most ${TARGET.millis})`);
console.log(`simulated per real second   ${(simulated / SECONDS).toFixed(2)}`);
if (process.argv.includes("--check")) {
  const fine = Math.min(...frames) >= TARGET.frames && p(0.95) <= TARGET.millis;
  process.exitCode = fine ? 0 : 1;
}

// All callbacks between two animation frames, nested ones counted once.
function scriptMillisPerFrame(events) {
  const main = events.find((event) => event.name === "FireAnimationFrame");
  const mine = events.filter((e) => e.ph === "X" && e.pid === main.pid && e.tid === main.tid && SCRIPT.has(e.name));
  mine.sort((a, b) => a.ts - b.ts);
  const top = [];
  let end = 0;
  for (const event of mine) {
    if (event.ts >= end) {
      top.push(event);
      end = event.ts + event.dur;
    }
  }
  // Callbacks of one frame follow each other closely; the next frame begins at least 8 ms later.
  const starts = top.filter((event) => event.name === "FireAnimationFrame").map((event) => event.ts);
  const begins = starts.filter((ts, index) => index === 0 || ts - starts[index - 1] > 8_000);
  const sums = begins.map(() => 0);
  for (const event of top) {
    const frame = begins.findLastIndex((ts) => event.ts >= ts);
    if (frame >= 0) sums[frame] += event.dur / 1_000;
  }
  return sums.sort((a, b) => a - b);
}
