// Every scenario after ten simulated minutes: how long it takes to go to a random moment, and what memory it needs; then one after
// the other in one page. Prints a line for each; the exit code is 1 where a figure misses its target. `node ten_minutes.mjs lab full`
// tries some of them.
import { readFileSync, readdirSync } from "node:fs";
import { chromium, open, serve } from "./lib/site.mjs";

const TARGET_MILLIS = 300;
const TARGETS = 40;
const MINUTES = 10;
// Memory that a run has left is used by the next: so much of the largest alone.
const TOGETHER = 1.1;

const site = await serve();
const browser = await chromium();
const MIB = 1 << 20;

const play = (page, minutes, targets) =>
  page.evaluate(
    async (minutes, targets) => {
      const { shardscope } = window;
      shardscope.pause();
      await shardscope.step(minutes * 60_000);
      let seed = 11;
      const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
      const [end, millis] = [shardscope.now(), []];
      for (let n = 0; n < targets; n++) {
        const target = Math.round(random() * end);
        const begin = performance.now();
        await shardscope.seek(target);
        millis.push(performance.now() - begin);
      }
      return { millis: millis.sort((a, b) => a - b), bytes: shardscope.memory().page };
    },
    minutes,
    targets,
  );

let page;
const folder = new URL("../../web/scenarios/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".txt") && file !== "empty.txt")
  .map((file) => file.slice(0, -4));
const some = process.argv.slice(2);
const chosen = names.filter((name) => !some.length || some.includes(name));
let missed = false;
let largest = 0;
for (const name of chosen) {
  page = await open(browser, site.base, { query: `?scenario=${name}` });
  const { millis, bytes } = await play(page, MINUTES, TARGETS);
  // The shortest time that this part of them does not exceed.
  const p = (part) => millis[Math.ceil(millis.length * part) - 1];
  largest = Math.max(largest, bytes);
  missed ||= p(0.95) > TARGET_MILLIS;
  console.log(
    `${name.padEnd(18)} seek: median ${p(0.5).toFixed(0).padStart(4)} ms, 95th percentile ${p(0.95).toFixed(0).padStart(4)} ms ` +
      `(at most ${TARGET_MILLIS}), ${(bytes / MIB).toFixed(0)} MiB`,
  );
  await page.close();
}
page = await open(browser, site.base, { query: `?scenario=${chosen[0]}` });
let bytes = 0;
for (const name of chosen.slice(0, 10)) {
  await page.evaluate((text) => window.shardscope.load(text), readFileSync(new URL(`${name}.txt`, folder), "utf8"));
  ({ bytes } = await play(page, MINUTES, 0));
}
missed ||= bytes > largest * TOGETHER;
console.log(`one after the other, ten at most: ${(bytes / MIB).toFixed(0)} MiB (at most ${((largest * TOGETHER) / MIB).toFixed(0)})`);
await browser.close();
site.close();
process.exitCode = missed ? 1 : 0;
