// Frames and script time on the release site, 1280x720, no GPU: five shards at 1,000 records a second each, and twenty
// workers of an application on fifty shards at 50,000 records a second in all, and the five lanes of the ordering lab with
// 1,000 messages a second each, and a drawing that grows to 2,400 points in each of seven places.
// Prints one line per figure; the exit code is 1 where a figure misses its target.
import { chromium, open, serve, state } from "./lib/site.mjs";

const SECONDS = 10;
const SCRIPT = new Set(["FireAnimationFrame", "TimerFire", "EventDispatch", "RunMicrotasks", "FunctionCall", "v8.callFunction"]);
const FRAMES = 58;

const WORKERS = `shardscope 1
title 'Twenty workers'
at 0s aws kinesis create-stream --stream-name busy --shard-count 50
${Array.from({ length: 5 }, (_, i) => `at 30s producer p${i} --stream-name busy --workload keys:k --keys 100000 --distribution uniform --rate 10000 --api put-records:500 --record-bytes 100`).join("\n")}
at 30s application fleet --stream-name busy --workers 20 --work 50us --retrieval polling:1s
until 240s
`;

const site = await serve();
const browser = await chromium();
const fine = [
  await measure("five shards, 5,000 records/s", 8, "?scenario=full"),
  await measure("20 workers, 50 shards, 50,000 records/s", 10, "?scenario=empty", WORKERS),
  await measure("the ordering lab, five lanes of 1,000 messages/s", 10, "?scenario=lab", undefined, lab),
  await measure("a drawing that grows to 2,400 points in seven places", 10, "?scenario=draw", undefined, drawing),
];
await browser.close();
site.close();
process.exitCode = fine.every(Boolean) ? 0 : 1;

// Every lane is offered 1,000 a second; one group with a work of 10 ms falls behind, and shows it.
async function lab(page) {
  await page.waitForSelector(".lane");
  await page.$eval('.lab-all input[aria-label="Messages a second"]', (field) => {
    field.value = "1000";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.waitForFunction(() => [...document.querySelectorAll(".lane .flow b")].every((b) => Number(b.textContent.replace(",", "")) >= 990), { timeout: 30_000 });
}

// Truck after truck on one sheet; the lines grow while they are watched.
async function drawing(page) {
  await page.waitForSelector(".lane");
  await page.$eval('.lab-all input[aria-label="Points a second"]', (field) => {
    field.value = "200";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.evaluate(() => {
    const truck = window.shardscope.save().match(/draw (M[^\n]*)/)[1];
    const script = window.shardscope.save().replace(/until .*/, `at 60s draw ${Array(10).fill(truck).join(" ")}\nuntil 60s`);
    return window.shardscope.load(script);
  });
  await page.evaluate(() => window.shardscope.play());
  await page.waitForFunction(() => window.shardscope.state().now_micros > 60_000_000, { timeout: 60_000 });
}

async function measure(name, most, query, script, prepare) {
  const page = await open(browser, site.base, { query });
  if (script) await page.evaluate((text) => window.shardscope.load(text), script);
  await page.evaluate(() => window.shardscope.play());
  await prepare?.(page);
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
  await page.close();
  const scripts = scriptMillisPerFrame(trace.traceEvents);
  const p = (part) => scripts[Math.min(scripts.length - 1, Math.floor(scripts.length * part))];
  const simulated = (after.now_micros - before.now_micros) / 1e6;
  const put = after.streams[0].total.incoming_records - before.streams[0].total.incoming_records;
  const worked = (run) => run.applications.reduce((sum, application) => sum + application.processed, 0);
  console.log(name);
  console.log(`  records written           ${Math.round(put / simulated)} per simulated second`);
  if (script) console.log(`  records processed        ${Math.round((worked(after) - worked(before)) / simulated)} per simulated second`);
  console.log(`  frames in each second     ${frames.join(" ")} (at least ${FRAMES})`);
  console.log(`  script time in a frame    median ${p(0.5).toFixed(2)} ms, 95th percentile ${p(0.95).toFixed(2)} ms (at most ${most})`);
  console.log(`  simulated per real second ${(simulated / SECONDS).toFixed(2)}`);
  return Math.min(...frames) >= FRAMES && p(0.95) <= most;
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
