// How long it takes from the address to the first moving picture, and to the page around it, on two emulated lines: gzipped, and on the slow
// one with brotli. Prints the times of visits with an empty cache; the exit code is 1 where the middle one misses a target, or something is
// loaded once the page is there.
import { chromium, serve, until } from "./lib/site.mjs";

const LINES = [
  { megabits: 10, latency: 60, packing: "gzip", most: 1_500, there: 2_200, visits: 5 },
  { megabits: 1.6, latency: 150, packing: "br", most: 6_000, there: 9_000, visits: 3 },
];
// Milliseconds of a blank page.
const STILL = 1_000;
// Keys that open what is rarely needed: none of them may wait for the line.
const KEYS = ["c", "c", "?", "Escape", "h", "Space"];

const browser = await chromium();

async function visit(site, { megabits, latency }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  const client = await page.createCDPSession();
  await client.send("Network.enable");
  const throughput = (megabits * 1_000_000) / 8;
  const line = { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput };
  await client.send("Network.emulateNetworkConditions", line);
  let [bytes, files] = [0, 0];
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  // The typeface comes once the picture moves, and nobody waits for it.
  client.on("Network.requestWillBeSent", ({ request }) => (files += request.url.endsWith(".woff2") ? 0 : 1));
  // A picture moves when two frames of it differ.
  await page.evaluateOnNewDocument(() => {
    const small = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
    const pen = small.getContext("2d", { willReadFrequently: true });
    let before;
    const look = () => {
      const canvas = document.querySelector(".picture canvas");
      if (canvas && !window.moves) {
        pen.drawImage(canvas, 0, 0, small.width, small.height);
        const pixels = new Uint32Array(pen.getImageData(0, 0, small.width, small.height).data.buffer);
        const is_drawn = pixels.some((pixel) => pixel !== pixels[0]);
        if (is_drawn && before?.some((pixel, at) => pixel !== pixels[at])) window.moves = performance.now();
        if (is_drawn) before = pixels;
      }
      if (window.shardscope?.now) window.there = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(site.base);
  await until(page, () => window.moves);
  const kib = bytes / 1024;
  await until(page, () => window.there);
  const { moves, there, still } = await page.evaluate(() => ({
    moves: window.moves,
    there: window.there,
    still: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  }));
  const [all, before] = [bytes / 1024, files];
  let slowest = 0;
  for (const key of KEYS) {
    const begin = performance.now();
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    slowest = Math.max(slowest, performance.now() - begin);
  }
  await context.close();
  return { moves, there, still, kib, all, later: files - before, slowest };
}

let missed = false;
const seconds = (millis) => (millis / 1000).toFixed(2);
for (const line of LINES) {
  const site = await serve(undefined, {}, line.packing, true);
  const visits = [];
  for (let n = 0; n < line.visits; n++) visits.push(await visit(site, line));
  site.close();
  visits.sort((a, b) => a.moves - b.moves);
  const middle = visits[line.visits >> 1];
  const what = `${line.megabits} Mbit/s, ${line.latency} ms, ${line.packing}`;
  console.log(`transferred until the picture moves     ${middle.kib.toFixed(0)} KiB`);
  console.log(`something to see after                  ${seconds(middle.still)} s (at most ${seconds(STILL)})`);
  console.log(
    `first moving picture, ${what.padEnd(24)}${seconds(middle.moves)} s (at most ${seconds(line.most)}; of ${line.visits}: ` +
      `${seconds(visits[0].moves)} to ${seconds(visits.at(-1).moves)})`,
  );
  console.log(
    `the page around it                      ${seconds(middle.there)} s (at most ${seconds(line.there)}), ${middle.all.toFixed(0)} KiB`,
  );
  const later = Math.max(...visits.map((of) => of.later));
  console.log(`loaded once it is there, for any key    ${later} files (none); the slowest key ${middle.slowest.toFixed(0)} ms`);
  missed ||= middle.moves > line.most || middle.there > line.there || middle.still > STILL || later > 0;
}
await browser.close();
process.exitCode = missed ? 1 : 0;
