// What is loaded when: the first scenario runs without the part of the module that comes later (web/later.txt).
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { button, fixture, open, state } from "./lib/site.mjs";

const started = fixture();

// A page whose later part is not to be had while `cut` says so; `asked` counts how often it was wanted.
const pageWithout = async (query) => {
  const context = await started.browser.createBrowserContext();
  const line = { cut: true, asked: 0 };
  const page = await open(
    {
      newPage: async () => {
        const page = await context.newPage();
        await page.setRequestInterception(true);
        page.on("request", (request) => {
          const later = /\/later-[0-9a-f]{8}\.wasm$/.test(request.url());
          line.asked += later;
          if (later && line.cut) request.respond({ status: 503 });
          else request.continue();
        });
        return page;
      },
    },
    started.site.base,
    { query },
  );
  return { page, line, close: () => context.close() };
};
const frame = (page) => page.evaluate(() => new Promise(requestAnimationFrame));
const eventually = async (page, condition) => {
  for (let frames = 0; !condition(); frames++) {
    assert.ok(frames < 1800, "not within 1,800 frames");
    await frame(page);
  }
};
// Simulated seconds go by on the page's clock.
const runs = async (page, seconds) => {
  const clock = (after) =>
    page.waitForFunction(
      (after) => {
        const [minutes, seconds] = document.querySelector(".clock").textContent.match(/[\d.]+/g).slice(-2).map(Number);
        const now = minutes * 60 + seconds;
        return now >= after && now + 1e-9;
      },
      { timeout: 30_000, polling: "raf" },
      after,
    );
  const from = await (await clock(0)).jsonValue();
  await clock(from + seconds);
};
// Complaints of ours: the browser's own words about the answer 503 are to be expected.
const own = (page) => page.complaints.filter((text) => !text.includes("503"));
describe("without the later part", () => {
  it("the start page starts the first scenario, and the picture moves", { timeout: 60_000 }, async () => {
    const { page, line, close } = await pageWithout("#");
    await eventually(page, () => line.asked === 1);
    await (await page.waitForSelector("[role=dialog] .scenario")).click();
    await page.waitForSelector("[role=dialog]", { hidden: true });
    await runs(page, 5);
    assert.equal(line.asked, 1, "nothing that ran needed it");
    assert.deepEqual(own(page), []);
    await close();
  });

  it("what needs it says so, and works when it is back", { timeout: 60_000 }, async () => {
    const { page, line, close } = await pageWithout("?scenario=trucks");
    await runs(page, 1);
    await page.keyboard.press("c");
    await page.waitForFunction(() => document.body.textContent.includes("could not be loaded"), { timeout: 10_000 });
    await runs(page, 1);
    await assert.rejects(
      page.evaluate(() => window.shardscope.cli("aws kinesis list-streams").then((ran) => ran.code)),
      /could not be loaded/,
    );
    line.cut = false;
    await page.keyboard.press("c");
    await page.waitForSelector(".prompt input");
    assert.equal(await page.evaluate(() => window.shardscope.cli("aws kinesis list-streams").then((ran) => ran.code)), 0);
    assert.ok((await state(page)).streams.length > 0);
    assert.deepEqual(own(page), []);
    await close();
  });
});

it("the later part comes by itself, once", { timeout: 60_000 }, async () => {
  const { page, line, close } = await pageWithout("?scenario=trucks");
  await eventually(page, () => line.asked === 1);
  await frame(page);
  line.cut = false;
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await eventually(page, () => line.asked === 2);
  await button(page, "Console").click();
  await page.waitForSelector(".prompt input");
  assert.equal(line.asked, 2);
  assert.deepEqual(own(page), []);
  await close();
});
