// How fast runs are when much is asked for, and how smooth they are on slower machines, on the release site without a GPU.
// Prints one line per figure; the exit code is 1 where a figure misses its target.
import { chromium, open, serve } from "./lib/site.mjs";

const SECONDS = 6;
// Scenario, speed that is asked for: reached for ten real seconds, after one of settling.
const SPEEDS = [["hot-key", 100]];
// Scenario, slowdown of the processor, frames in the worst of ten seconds after the first two.
const FRAMES = [["trucks", 6, 42]];
const SIZES = [[1280, 720], [1920, 1080]];

const site = await serve();
const browser = await chromium();
const fine = [];
for (const [scenario, speed] of SPEEDS) fine.push(await reached(scenario, speed));
for (const [scenario, slowdown, least] of FRAMES) {
  for (const size of SIZES) fine.push(await frames(scenario, slowdown, least, size));
}

await browser.close();
site.close();
process.exitCode = fine.every(Boolean) ? 0 : 1;

async function reached(scenario, speed) {
  const page = await open(browser, site.base, { query: `?scenario=${scenario}` });
  await page.evaluate((speed) => (window.shardscope.speed(speed), window.shardscope.play()), speed);
  const moments = await page.evaluate(async (seconds) => {
    const now = () => [performance.now(), window.shardscope.state().now_micros / 1_000];
    const wait = (millis) => new Promise((done) => setTimeout(done, millis));
    await wait(1_000);
    const moments = [now()];
    for (let second = 0; second < seconds; second++) {
      await wait(1_000);
      moments.push(now());
    }
    return moments;
  }, SECONDS);
  const rates = moments.slice(1).map(([real, run], at) => (run - moments[at][1]) / (real - moments[at][0]));
  const mean = (moments.at(-1)[1] - moments[0][1]) / (moments.at(-1)[0] - moments[0][0]);
  const memory = await page.evaluate(() => document.querySelector(".notice")?.textContent ?? "");
  console.log(`${scenario} at ${speed}x`);
  console.log(`  reached                   ${mean.toFixed(0)}x in ten seconds, by the second ${rates.map((rate) => rate.toFixed(0)).join(" ")} (at least ${speed * 0.97})`);
  if (memory) console.log(`  the page says             ${memory}`);
  await page.close();
  return mean >= speed * 0.97;
}

async function frames(scenario, slowdown, least, [width, height]) {
  const page = await open(browser, site.base, { query: `?scenario=${scenario}`, width, height });
  await page.emulateCPUThrottling(slowdown);
  await page.evaluate(() => window.shardscope.play());
  await page.evaluate(() => new Promise((done) => setTimeout(done, 2_000)));
  const counts = await page.evaluate(async (seconds) => {
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
  await page.close();
  console.log(`${scenario}, processor ${slowdown} times slower, ${width}x${height}`);
  console.log(`  frames in each second     ${counts.join(" ")} (at least ${least})`);
  return Math.min(...counts) >= least;
}

// An hour of 4,000 records a second over 100 keys and 5 shards, PutRecords of 500, one polling reader, nothing refused.
async function hour() {
  const page = await open(browser, site.base, { query: "?scenario=empty&memory=1024" });
  const script = `shardscope 1
title 'An hour'
memory 1GiB
at 0s aws kinesis create-stream --stream-name gps --shard-count 5
at 30s producer trucks --stream-name gps --rate 4000 --record-bytes 128 --distribution uniform --api put-records:500
at 30s reader positions --stream-name gps --records-per-second 100000
until 1h30s
`;
  const [millis, state] = await page.evaluate(async (script) => {
    const began = performance.now();
    await window.shardscope.load(script);
    return [performance.now() - began, window.shardscope.state()];
  }, script);
  await page.close();
  const { incoming_records: records, throttled_records: refused } = state.streams[0].total;
  console.log("an hour of 4,000 records a second, from load to the end");
  console.log(`  seconds                   ${(millis / 1_000).toFixed(2)} for ${records} records, ${refused} of them refused (at most 3)`);
  return millis <= 3_000 && refused === 0;
}
