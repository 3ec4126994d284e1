// The site without a line after one visit, and inside a page of another site.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { playHotPartition } from "./lib/lesson.mjs";
import { button, dist, fixture, open, serve, until } from "./lib/site.mjs";

const started = fixture();
const opened = (page, title) => until(page, (title) => document.querySelector(".story h2")?.textContent === title, title);

describe("without a line", () => {
  it("a site that was visited once opens any lesson", { timeout: 120_000 }, async () => {
    const site = await serve(undefined, {}, "gzip", true);
    const context = await started.browser.createBrowserContext();
    const page = await open(context, site.base, { query: "?lesson=hot-partition" });
    await opened(page, "Hot partition");
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const kept = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
    });
    for (const end of ["/", ".wasm", ".js", ".css", "lessons/merge.md", "sample/flights.csv", "manifest.webmanifest"]) assert.ok(kept.some((path) => path.endsWith(end)), `${end} of ${kept}`);
    assert.ok(!kept.some((path) => /\.(gz|br)$/.test(path)), "no compressed copies");
    site.close();
    await page.reload();
    await opened(page, "Hot partition");
    await page.goto(`${site.base}?lesson=merge`);
    await opened(page, "Merge");
    await page.keyboard.press("PageDown");
    await until(page, () => document.querySelector(".choices")?.textContent.includes("The run waits"));
    // What the browser's own console says of a line that is not there is no complaint of ours.
    assert.deepEqual(page.complaints.filter((of) => !/ERR_|Failed to load resource|service worker|ServiceWorker/i.test(of)), []);
    await context.close();
  });

  it("a whole lesson is played there", { timeout: 180_000 }, async () => {
    const site = await serve(undefined, {}, "gzip", true);
    const context = await started.browser.createBrowserContext();
    const page = await open(context, site.base, {});
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    site.close();
    await page.goto(`${site.base}?lesson=hot-partition`);
    await playHotPartition(page);
    // In another language, too, which this browser never spoke.
    await page.goto(`${site.base}?lesson=merge&lang=es`);
    await until(page, () => document.documentElement.lang === "es" && document.querySelector(".story h2")?.textContent === "Fusionar");
    await context.close();
  });

  it("a newer version is offered, and used with the run that is played", { timeout: 120_000 }, async () => {
    const own = {};
    const site = await serve(undefined, {}, "gzip", true, own);
    const context = await started.browser.createBrowserContext();
    const page = await open(context, site.base, {});
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.reload();
    await until(page, () => navigator.serviceWorker.controller && window.shardscope?.state?.());
    const versions = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("shardscope-")));
    const [before] = await versions();
    await page.evaluate(() => (window.shardscope.pause(), window.shardscope.cli("set-producer trucks --rate 1234")));
    own["service-worker.js"] = readFileSync(`${dist}/service-worker.js`, "utf8").replace(before.slice("shardscope-".length), "0123456789abcdef");
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration()).update()));
    await until(page, () => document.querySelector(".notice")?.textContent.includes("There is a newer version"));
    assert.deepEqual(new Set(await versions()), new Set([before, "shardscope-0123456789abcdef"]), "the old one is used as long as nobody asks");
    await button(page, "Use it now").click();
    await until(page, async () => (await caches.keys()).join() === "shardscope-0123456789abcdef");
    await until(page, () => window.shardscope?.state?.().producers[0]?.rate === 1234);
    site.close();
    await page.reload();
    await until(page, () => window.shardscope?.state?.().producers[0]?.rate === 1234);
    await context.close();
  });

  it("can be installed: its manifest names what is there", { timeout: 60_000 }, async () => {
    const page = await started.browser.newPage();
    await page.goto(started.site.base);
    const manifest = await page.evaluate(async () => {
      const link = document.querySelector("link[rel=manifest]");
      const manifest = await (await fetch(link.href)).json();
      return { ...manifest, icon: (await fetch(new URL(manifest.icons[0].src, link.href))).status };
    });
    assert.deepEqual([manifest.name, manifest.start_url, manifest.display, manifest.icon], ["Shardscope", "./", "standalone", 200]);
    await page.close();
  });
});

// A page of another origin with the element in it, far down where it is not seen at first, or not.
async function hosted(page, allow, attributes) {
  let origin;
  const named = () => `name="shardscope-origins" content="${origin}"`;
  const ours = await serve((html) => (allow ? html.replace(/name="?shardscope-origins"?( content(="")?)?/, named) : html));
  const host = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><script src="${ours.base}shard-scope.js"></script><shard-scope ${attributes}></shard-scope><div style="height:3000px"></div>`);
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${host.address().port}`;
  await page.goto(origin);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  const close = () => (host.close(), host.closeAllConnections(), ours.close());
  return { frame, close };
}

describe("in a page of another origin", () => {
  it("a lesson is told in the element, which answers and pauses out of sight", { timeout: 120_000 }, async () => {
    const page = await started.browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const { frame, close } = await hosted(page, true, 'lesson="key-to-shard" height="700"');
    await frame.waitForFunction(() => document.querySelector(".story h2")?.textContent === "Key to shard", { timeout: 60_000 });
    assert.equal(await page.$eval("iframe", (e) => e.getBoundingClientRect().height), 700);
    const ask = (verb, ...args) => page.evaluate((verb, args) => document.querySelector("shard-scope").ask(verb, ...args), verb, args);
    assert.equal((await ask("state")).streams[0].name, "gps");
    await assert.rejects(ask("nothing"), /there is no verb/);
    assert.equal((await ask("state")).playing, true);
    await page.evaluate(() => scrollTo(0, 2_500));
    await until(page, async () => !(await document.querySelector("shard-scope").ask("state")).playing);
    await page.evaluate(() => scrollTo(0, 0));
    await until(page, async () => (await document.querySelector("shard-scope").ask("state")).playing);
    // Another lesson, and away.
    await page.evaluate(() => document.querySelector("shard-scope").setAttribute("lesson", "merge"));
    await until(page, async () => (await document.querySelector("shard-scope").ask("state")).streams[0]?.name === "depots");
    await page.evaluate(() => document.querySelector("shard-scope").remove());
    close();
    await page.close();
  });

  it("a whole lesson is played in the element", { timeout: 180_000 }, async () => {
    const page = await started.browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const { frame, close } = await hosted(page, true, 'lesson="hot-partition" lang="en" height="760"');
    await playHotPartition(frame);
    const state = await page.evaluate(() => document.querySelector("shard-scope").ask("state"));
    assert.ok(state.streams[0].total.incoming_records > 10_000, "who holds the element is answered of the same run");
    close();
    await page.close();
  });

  it("it shows the lesson where the site allows nobody, and says so to who asks", { timeout: 120_000 }, async () => {
    const page = await started.browser.newPage();
    const { frame, close } = await hosted(page, false, 'lesson="merge"');
    await frame.waitForFunction(() => document.querySelector(".story h2")?.textContent === "Merge", { timeout: 60_000 });
    await assert.rejects(page.evaluate(() => document.querySelector("shard-scope").ask("state")), /does the site allow/);
    close();
    await page.close();
  });
});
