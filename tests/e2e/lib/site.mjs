// Serves the built site on loopback and opens it in a real browser.
import assert from "node:assert/strict";
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { after, before, it } from "node:test";
import puppeteer from "puppeteer-core";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".csv": "text/csv",
  ".webmanifest": "application/manifest+json",
};

export const dist = resolve(process.env.SHARDSCOPE_DIST ?? "../../dist");

// Where a script of the page lies in the site, by its name.
export const script = (name) => readdirSync(dist, { recursive: true }).find((path) => path.endsWith(`/js/${name}`));

// A sub-path, so that whatever assumes the root of a host fails.
const PREFIX = "/some/folder";

// The page of the site without its service worker: what one journey has loaded is nothing to the next.
const WORKER = /<meta name="?shardscope-service-worker"? content="?service-worker\.js"?\s*\/?>/;

// `change` may rewrite the page itself, as somebody who hosts it could; `more` are headers of every answer; `packing` says which of the
// compressed copies the host serves, where there is one; `offline`: with the service worker. `own` are texts of files that the host has in
// place of the site's, by their names; they may change.
export async function serve(change, more = {}, packing = "gzip", offline = false, own = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = join(dist, normalize(path.replace(PREFIX, "")).replace(/^(\.\.[/\\])+/, ""));
    const found = existsSync(file) && statSync(file).isDirectory() ? join(file, "index.html") : file;
    if (!path.startsWith(PREFIX) || !existsSync(found)) {
      response.writeHead(404).end();
      return;
    }
    const text = own[path.slice(PREFIX.length + 1)];
    const headers = { "content-type": TYPES[extname(found)] ?? "application/octet-stream", ...more };
    if ((change || !offline) && extname(found) === ".html") {
      const page = readFileSync(found, "utf8");
      response.writeHead(200, headers);
      return response.end((change ?? ((page) => page))(offline ? page : page.replace(WORKER, "")));
    }
    if (text !== undefined) return response.writeHead(200, headers).end(text);
    // As a host does that serves the compressed copies.
    const copy = `${found}.${packing === "br" ? "br" : "gz"}`;
    const packed = existsSync(copy) && request.headers["accept-encoding"]?.includes(packing);
    response.writeHead(200, packed ? { ...headers, "content-encoding": packing } : headers);
    createReadStream(packed ? copy : found).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}${PREFIX}/`, close: () => (server.close(), server.closeAllConnections()) };
}

const CHROMIUM = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function chromium(more = []) {
  const executablePath = process.env.SHARDSCOPE_CHROMIUM;
  if (!executablePath) throw new Error("SHARDSCOPE_CHROMIUM names the browser; `cargo xtask test` sets it");
  return puppeteer.launch({ executablePath, headless: true, args: [...CHROMIUM, ...more] });
}

export async function firefox() {
  const executablePath = process.env.SHARDSCOPE_FIREFOX;
  return puppeteer.launch({ browser: "firefox", executablePath, headless: true });
}

// Opens the site. What the page complains about is collected in `page.complaints`.
// `prepare` runs in the page before anything of ours.
export async function open(browser, base, { query = "", width = 1280, height = 720, theme = "dark", touch = false, prepare } = {}) {
  const page = await browser.newPage();
  page.waitForFunction = (condition, options = {}, ...args) => poll(page, condition, options.timeout ?? 30_000, args);
  // Once it stands still: what is pressed while the page is laid out may have moved away.
  page.click = (selector, options) => page.locator(selector).click(options);
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  await page.setViewport({ width, height, hasTouch: touch });
  await page.evaluateOnNewDocument((name) => {
    try {
      localStorage.setItem("shardscope.theme", JSON.stringify(name));
    } catch {
      // about:blank has no storage.
    }
  }, theme);
  if (prepare) await page.evaluateOnNewDocument(prepare);
  // Without a wish the page opens with a story; most journeys begin with a run that has none.
  await page.goto(base + (query || "?scenario=trucks"));
  await page.waitForSelector(".transport", { timeout: 60_000 });
  return page;
}

export const state = (page) => page.evaluate(() => window.shardscope.state());

// Asks again and again, once per animation frame, so that no time is guessed. The driver's own way makes a function of a text, which
// the page's policy forbids.
async function poll(page, condition, timeout, args) {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await page.evaluate(condition, ...args).catch((error) => {
      // While another page is loaded there is nobody to ask.
      if (!/context was destroyed|detached|no such frame|navigat/i.test(error.message)) throw error;
    });
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited for ${timeout} ms: ${condition}`);
    await page.evaluate(() => new Promise((done) => (document.hidden ? setTimeout(done) : requestAnimationFrame(done)))).catch(() => {});
  }
}

// Waits until the run says so.
export const until = (page, condition, ...args) => poll(page, condition, 60_000, args);

// Serves the site and starts Chromium before the tests of a file, and ends both after them.
export function fixture() {
  const started = {};
  before(async () => {
    started.site = await serve();
    started.browser = await chromium();
  });
  after(async () => {
    await started.browser?.close();
    started.site?.close();
  });
  return started;
}

// Makes a test of a walk through the page, in a context of its own: nothing is remembered from another. Whatever the
// page complained about fails it.
export const journeys = (started) => (name, options, walk) =>
  it(name, { timeout: 120_000 }, async () => {
    const context = await started.browser.createBrowserContext();
    const page = await open(context, started.site.base, options);
    await walk(page);
    assert.deepEqual(page.complaints, []);
    await context.close();
  });

// A button by what is written on it.
export const button = (page, text) => page.locator(`::-p-xpath(//button[normalize-space(.)=${JSON.stringify(text)}])`);

// One of the things that a menu of values offers.
export const pick = async (page, label, value) => {
  await page.click(`.menu-head[aria-label^="${label}"]`);
  await page.click(`.pick .item[data-value="${value}"]`);
};

// Opens a menu of the top bar by what is written on it.
export const menu = async (page, text) => {
  await button(page, text).click();
  await page.waitForSelector(".areas .menu");
};

// The page of all runs, with their pictures and those of earlier visits.
export const allRuns = async (page) => {
  await menu(page, "Build");
  await button(page, "All of them, with pictures").click();
  await page.waitForSelector(".scenarios");
};

// The stories that come with the page, by their names in its address.
export const STORIES = readdirSync(new URL("../../../web/stories/", import.meta.url)).filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -3));
