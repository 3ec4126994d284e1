// What is there before the page is: the run and its picture, out of the first piece of the module.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fixture, until } from "./lib/site.mjs";

const started = fixture();
const PAGE = /split_page.*\.wasm/;

// Opens the site and keeps one of its files back: until `release` is called, or for ever with `refuse`.
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
  return { context, page, release: () => decide((request) => request.continue()), refuse: () => decide((request) => request.abort()) };
}

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
    [1920, 1080, "light"],
    [1280, 720, "projector"],
    [390, 844, "dark"],
  ]) {
    it(`the run plays where the page will show it: ${width}x${height}, ${theme}`, { timeout: 60_000 }, async () => {
      const { context, page, release } = await held(PAGE, { width, height, theme });
      await moves(page);
      assert.match(await page.evaluate(() => document.querySelector(".still .story").innerText), /One key, one shard[^]*on its way/i);
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
    for (const query of ["?scenario=lab", "?lesson=merge&step=2", "?scenario=empty"]) {
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
    await until(page, () => document.querySelector(".story header")?.innerText.includes("1"));
    await context.close();
  });

  for (const [what, file, said] of [
    ["page", PAGE, /could not be loaded.*plays on/],
    ["module", /shardscope_bg\.wasm/, /Shardscope could not be loaded/],
  ]) {
    it(`the ${what} that cannot be loaded is said, and loaded again`, { timeout: 60_000 }, async () => {
      const { context, page, refuse, release } = await held(file);
      refuse();
      const alert = await page.waitForSelector(".still [role=alert]");
      assert.match(await alert.evaluate((of) => of.innerText), said);
      release();
      await page.locator(".still button").click();
      await there(page);
      await context.close();
    });
  }
});
