// The page in German and Spanish: chosen by the browser, by its reader, by its address; a run keeps its story whatever is spoken.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { button, fixture, journeys, open, STORIES, until } from "./lib/site.mjs";

const started = fixture();
const journey = journeys(started);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LESSONS = readdirSync(new URL("../../web/lessons/", import.meta.url)).filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -3));
const LANGUAGES = { de: "Deutsch", es: "Español" };
const title = (folder, language, name) => readFileSync(new URL(`../../web/${folder}/${language === "en" ? "" : `${language}/`}${name}.md`, import.meta.url), "utf8").split("\n")[0].slice(2);

const told = (page, title) => until(page, (title) => document.querySelector(".story h2")?.textContent === title, title);
const language = (page) => page.evaluate(() => document.documentElement.lang);
const inMore = async (page, text) => {
  await page.click(".menu-place.end > button, .menu-place.end > .menu-head");
  await button(page, text).click();
};
// A browser whose reader wants these languages.
const wants = (languages) => `Object.defineProperty(navigator, "languages", { get: () => ${JSON.stringify(languages)} })`;

// A browser that keeps nothing for any site.
const blocked = `for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, { get: () => { throw new DOMException("blocked", "SecurityError"); } })`;

describe("the page's language", () => {
  it("is the browser's, with its numbers", { timeout: 120_000 }, async () => {
    for (const [languages, code, learn, number] of [
      [["fr-FR", "de-AT", "en"], "de", "Lernen", /\d\.\d{3}/],
      [["es-MX"], "es", "Aprender", /\d(\.|,)?\d{3}/],
      [["fr"], "en", "Learn", /\d,\d{3}/],
    ]) {
      const context = await started.browser.createBrowserContext();
      const page = await open(context, started.site.base, { prepare: wants(languages) });
      assert.equal(await language(page), code);
      await until(page, (learn) => document.querySelector(".areas").textContent.includes(learn), learn);
      await page.evaluate(() => window.shardscope.step(60_000));
      await until(page, (source) => new RegExp(source).test(document.querySelector(".producers").textContent), number.source);
      assert.deepEqual(page.complaints, []);
      await context.close();
    }
  });

  journey("is chosen in the menu: the run goes on, and it is remembered", {}, async (page) => {
    await page.evaluate(() => (window.shardscope.pause(), window.shardscope.cli("set-producer trucks --rate 1234")));
    for (const [code, name] of Object.entries(LANGUAGES)) {
      await inMore(page, name);
      await until(page, (code) => document.documentElement.lang === code && window.shardscope?.state?.(), code);
      await until(page, () => window.shardscope.state().producers[0]?.rate === 1234);
    }
    await page.goto(`${started.site.base}?scenario=trucks&lang=de`);
    await until(page, () => document.documentElement.lang === "de", undefined);
    await page.goto(`${started.site.base}?scenario=sensors`);
    await until(page, () => document.documentElement.lang === "es");
  });

  journey("is English where another cannot be loaded, and says so", { query: "?scenario=trucks" }, async (page) => {
    await page.setRequestInterception(true);
    page.on("request", (request) => (request.url().includes("/languages/") ? request.respond({ status: 404 }) : request.continue()));
    await page.goto(`${started.site.base}?scenario=trucks&lang=de`);
    await until(page, () => document.querySelector(".notice")?.textContent.includes("Deutsch could not be loaded"));
    assert.equal(await language(page), "en");
    page.complaints = page.complaints.filter((text) => !text.includes("404"));
  });
});

describe("a run when another language is chosen", () => {
  journey("is where it was, though little has been done and the address names a language", { query: "?lang=es&lesson=split" }, async (page) => {
    await told(page, title("lessons", "es", "split"));
    await page.keyboard.press("PageDown");
    await until(page, () => document.querySelector(".story header .muted").textContent.startsWith("2 de"));
    await inMore(page, "English");
    await told(page, title("lessons", "en", "split"));
    await until(page, () => document.querySelector(".story header .muted").textContent.startsWith("2 of"));
    assert.equal(await page.evaluate(() => location.search), "?lesson=split");
    assert.equal(await page.$(".notice"), null, "nothing has to be said of it");
  });

  journey("is not lost where the browser keeps nothing", { query: "?scenario=trucks", prepare: blocked }, async (page) => {
    await page.evaluate(() => (window.shardscope.pause(), window.shardscope.cli("set-producer trucks --rate 1234")));
    await until(page, () => document.querySelector(".notice")?.textContent.includes("not remembered"));
    await inMore(page, "Deutsch");
    await until(page, () => document.querySelector(".notice")?.textContent.includes("This run would be lost"));
    assert.deepEqual([await language(page), await page.evaluate(() => window.shardscope.state().producers[0].rate)], ["en", 1234]);
    // Where there is nothing to lose, the address remembers the language.
    await page.goto(`${started.site.base}?scenario=sensors`);
    await inMore(page, "Deutsch");
    await until(page, () => document.documentElement.lang === "de" && new URLSearchParams(location.search).get("lang") === "de");
  });

  journey("begins in English where the words of another never come", { query: "?scenario=trucks" }, async (page) => {
    await page.setRequestInterception(true);
    page.on("request", (request) => request.url().includes("/languages/") || request.continue());
    await page.goto(`${started.site.base}?lesson=merge&lang=de`, { waitUntil: "domcontentloaded" });
    await told(page, title("lessons", "en", "merge"));
    assert.ok((await page.$eval(".notice", (e) => e.textContent)).includes("Deutsch could not be loaded"));
  });
});

describe("what is told", () => {
  journey("goes on in another language, at its step, with its answers", { query: "?lesson=hot-partition&lang=de" }, async (page) => {
    await told(page, title("lessons", "de", "hot-partition"));
    for (const step of [2, 3]) {
      await page.keyboard.press("PageDown");
      await until(page, (step) => document.querySelector(".story header .muted")?.textContent.startsWith(`${step} von`), step);
    }
    await page.waitForSelector(".choice input:not(:disabled)");
    await page.click(".answer:nth-of-type(2) .choice");
    await page.click(".how-sure button:last-of-type");
    await page.evaluate(() => window.shardscope.step(31_000));
    await page.waitForSelector(".choice.right");
    await inMore(page, "Español");
    await told(page, title("lessons", "es", "hot-partition"));
    await until(page, () => document.querySelector(".story header .muted").textContent.startsWith("3 de"));
    await until(page, () => document.querySelector(".answer:nth-of-type(2) input")?.checked);
    // What was done is known by its lesson, not by its words.
    const lessons = await page.evaluate(() => Object.keys(JSON.parse(localStorage.getItem("shardscope.progress")).lessons));
    assert.deepEqual(lessons, ["Hot partition"]);
  });

  it("is told in the language of whoever opens the link", { timeout: 120_000 }, async () => {
    const german = await started.browser.createBrowserContext();
    const page = await open(german, started.site.base, { query: "?story=worker&lang=de" });
    await told(page, title("stories", "de", "worker"));
    const run = await page.evaluate(() => window.shardscope.save());
    assert.ok(run.includes(title("stories", "de", "worker")));
    const english = await started.browser.createBrowserContext();
    const other = await open(english, started.site.base, {});
    await other.evaluate((run) => window.shardscope.load(run), run);
    await told(other, title("stories", "en", "worker"));
    assert.deepEqual([...page.complaints, ...other.complaints], []);
    await Promise.all([german.close(), english.close()]);
  });
});

const SIZES = [
  { name: "presenting", width: 1280, height: 720, theme: "projector", query: "&present" },
  { name: "large", width: 1920, height: 1080, theme: "dark", query: "" },
  { name: "phone", width: 390, height: 844, theme: "light", query: "" },
];

// Words are longer than in English: each story and lesson at one size and in one language, its steps one after another.
describe("each step in other words", () => {
  const all = [...STORIES.map((name) => ["stories", "story", name]), ...LESSONS.map((name) => ["lessons", "lesson", name])];
  for (const [place, [folder, parameter, name]] of all.entries()) {
    const { name: size, width, height, theme, query } = SIZES[place % SIZES.length];
    const code = Object.keys(LANGUAGES)[Math.floor(place / SIZES.length) % 2];
    it(`is whole, and clean to axe (${name}, ${code}, ${size})`, { timeout: 120_000 }, async () => {
      const context = await started.browser.createBrowserContext();
      const page = await open(context, started.site.base, { query: `?${parameter}=${name}&lang=${code}${query}`, width, height, theme });
      await page.evaluate(axe);
      await told(page, title(folder, code, name));
      const [, steps] = (await page.$eval(".story header .muted", (e) => e.textContent)).match(/\d+ \S+ (\d+)/);
      for (let step = 1; step <= Number(steps); step++) {
        await until(page, (step) => document.querySelector(".story header .muted").textContent.startsWith(`${step} `), step);
        if (await page.$(".choice input:not(:disabled)")) {
          await page.click(".choice");
          const sure = await page.$(".how-sure button");
          await sure?.click();
        }
        await page.evaluate(() => window.shardscope.step(4_000));
        const cut = await page.evaluate(() => {
          const wide = document.documentElement.scrollWidth > innerWidth;
          const out = [...document.querySelectorAll("button, h2, .chip, .tab")].filter((of) => of.offsetParent && of.scrollWidth > of.clientWidth + 1 && getComputedStyle(of).overflowX === "visible" && of.clientWidth > 0 && of.textContent.length > 1);
          return [wide ? "the page scrolls to the side" : "", ...out.map((of) => of.textContent)].filter(Boolean);
        });
        assert.deepEqual(cut, [], `step ${step}`);
        if (step < Number(steps)) await page.keyboard.press("PageDown");
      }
      const { violations } = await page.evaluate(() => window.axe.run({ exclude: [[".overlay"]] }));
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
      assert.deepEqual(page.complaints, []);
      await context.close();
    });
  }
});
