// What is there before the page is: the run and its picture, out of the first piece of the module.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import { dist, fixture, until } from "./lib/site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const started = fixture();
const PAGE = /split_page.*\.wasm/;

// Opens the site and keeps one of its files back, until it is answered: `release` lets it through, `refuse` does not.
async function held(file, { query = "", width = 1280, height = 720, theme = "dark" } = {}) {
  const context = await started.browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  await page.evaluateOnNewDocument((name) => localStorage.setItem("shardscope.theme", JSON.stringify(name)), theme);
  await page.setRequestInterception(true);
  const waiting = [];
  let answer = (request) => waiting.push(request);
  page.on("request", (request) => void (file.test(request.url()) ? answer(request) : request.continue()));
  const asked = async () => {
    while (waiting.length === 0) await new Promise((done) => page.once("request", () => setImmediate(done)));
  };
  const arrives = asked();
  await page.goto(started.site.base + query);
  await arrives;
  const decide = (how) => {
    answer = how;
    waiting.splice(0).forEach(how);
  };
  return { context, page, answer: decide, release: () => decide((request) => request.continue()), refuse: () => decide((request) => request.abort()) };
}

const accessible = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map((of) => `${of.id}: ${of.nodes[0].html}`), []);
};
const there = (page) => until(page, () => window.shardscope?.now);
const place = (page) =>
  page.evaluate(() => {
    const { x, y, width, height } = document.querySelector(".picture").getBoundingClientRect();
    return [x, y, width, height].map(Math.round);
  });
// Waits until two frames of the picture differ.
const moves = (page) =>
  until(page, () => {
    const now = document.querySelector(".still canvas")?.toDataURL();
    const before = (window.pictures ??= []);
    if (now && now !== before.at(-1)) before.push(now);
    return before.length > 3;
  });

describe("before the page is there", () => {
  for (const [width, height, theme] of [
    [1280, 720, "dark"],
    [1440, 900, "dark"],
    [1920, 1080, "light"],
    [1280, 720, "projector"],
    [1920, 1080, "projector"],
    [390, 844, "dark"],
    [390, 844, "projector"],
    [844, 390, "light"],
  ]) {
    it(`the run plays where the page will show it: ${width}x${height}, ${theme}`, { timeout: 60_000 }, async () => {
      const { context, page, release } = await held(PAGE, { width, height, theme });
      await moves(page);
      assert.match(await page.evaluate(() => document.querySelector(".still .opening").innerText), /One key, one shard[^]*loading/i);
      await accessible(page);
      const before = await place(page);
      const began = await page.evaluate(() => performance.now());
      await until(page, (began) => performance.now() - began > 1_000, began);
      release();
      await there(page);
      const now = await page.evaluate(() => window.shardscope.now());
      // The story begins after five seconds; the second before was not in vain.
      assert.ok(now > 5_800, `${now} ms`);
      const after = await place(page);
      assert.ok(before.every((pixel, at) => Math.abs(pixel - after[at]) <= 2), `${before} became ${after}`);
      assert.equal(await page.evaluate(() => document.querySelector(".still")), null);
      await context.close();
    });
  }

  it("a run that is shown elsewhere waits for the page", { timeout: 60_000 }, async () => {
    const link = readFileSync(new URL("../corpus/links.txt", import.meta.url), "utf8").match(/^[a-z]\S* (\S+)/m)[1];
    for (const query of ["?scenario=lab", "?lesson=merge&step=2", "?scenario=empty", `#run=${link}`]) {
      const { context, page, release } = await held(PAGE, { query });
      await until(page, () => document.documentElement.dataset.reducedMotion);
      assert.equal(await page.evaluate(() => document.querySelector(".still canvas")), null, query);
      release();
      await there(page);
      await context.close();
    }
  });

  it("it speaks the page's language, and keys that come too early do no harm", { timeout: 60_000 }, async () => {
    const { context, page, release } = await held(PAGE, { query: "?lang=de" });
    await moves(page);
    assert.match(await page.evaluate(() => document.querySelector(".still").innerText), /wird noch geladen/);
    for (const key of ["Space", "PageDown", "c", "Escape"]) await page.keyboard.press(key);
    release();
    await there(page);
    await until(page, () => document.querySelector(".story header .muted")?.textContent.startsWith("1 von"));
    await context.close();
  });

  for (const [what, file, said] of [
    ["the page", PAGE, /could not be loaded/],
    ["the module", /shardscope_bg\.wasm/, /Shardscope could not be loaded/],
    ["a script", /shardscope\.js$/, /Shardscope could not be loaded/],
    ["the loader", /__wasm_split\.js$/, /Shardscope could not be loaded/],
  ]) {
    it(`${what} that cannot be loaded is said, and loaded again`, { timeout: 60_000 }, async () => {
      const { context, page, refuse, release } = await held(file);
      refuse();
      const alert = await page.waitForSelector(".still [role=alert]");
      assert.match(await alert.evaluate((of) => of.innerText), said);
      await accessible(page);
      if (file === PAGE) {
        // What it says keeps playing does.
        await page.evaluate(() => delete window.pictures);
        await moves(page);
      }
      release();
      await page.locator(".still button").click();
      await there(page);
      await context.close();
    });
  }

  it("a host may call the second piece whatever it likes", { timeout: 60_000 }, async () => {
    const { context, page, answer } = await held(PAGE);
    const [file] = readdirSync(dist, { recursive: true }).filter((path) => PAGE.test(path) && path.endsWith(".wasm"));
    answer((request) => request.respond({ status: 200, contentType: "application/octet-stream", body: readFileSync(join(dist, file)) }));
    await there(page);
    await context.close();
  });

  it("a browser without scripts is told that they are needed", { timeout: 60_000 }, async () => {
    const context = await started.browser.createBrowserContext();
    for (const [width, height] of [[1280, 720], [390, 844]]) {
      const page = await context.newPage();
      await page.setViewport({ width, height });
      await page.setJavaScriptEnabled(false);
      await page.goto(started.site.base);
      for (const text of await page.$$("noscript p")) {
        const box = await text.boundingBox();
        assert.ok(box && box.y > 0 && box.y + box.height <= height && box.x + box.width <= width, JSON.stringify(box));
      }
      await page.close();
    }
    await context.close();
  });

  it("what only the page needs is not in the first piece", () => {
    const sizes = readdirSync(dist, { recursive: true }).filter((path) => /module-.*\.wasm\.gz$/.test(path)).map((path) => [path, statSync(join(dist, path)).size]);
    const all = sizes.reduce((sum, [, size]) => sum + size, 0);
    const first = sizes.find(([path]) => path.includes("shardscope_bg"))[1];
    assert.ok(sizes.length === 2 && first < 0.65 * all, `${first} of ${all} bytes`);
  });
});
