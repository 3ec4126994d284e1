// A lesson from the first prediction to the solved challenge: by keyboard alone, by touch, on a projector with a remote, in a frame of another
// page; what is kept of it; and every step of the course at three sizes.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { button, chromium, fixture, journeys, open, until } from "./lib/site.mjs";

const started = fixture();
const journey = journeys(started);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LESSONS = readdirSync(new URL("../../web/lessons/", import.meta.url)).filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -3));

const opened = (page, title) => until(page, (title) => document.querySelector(".story h2")?.textContent === title, title);
const at = (page, step) => until(page, (step) => document.querySelector(".story header .muted")?.textContent.startsWith(`${step} of`), step);
const says = (page, selector, text) => until(page, (selector, text) => document.querySelector(selector)?.textContent.includes(text), selector, text);
// The run goes on by itself meanwhile, or not, as before.
const pass = (page, millis) => page.evaluate((millis) => window.shardscope.step(millis), millis);

// Up to the question of the third step, which waits.
async function toTheQuestion(page) {
  await opened(page, "Hot partition");
  for (const step of [2, 3]) {
    await page.keyboard.press("PageDown");
    await at(page, step);
  }
  await says(page, ".choices", "The run waits for your prediction.");
}

// What solves the challenge, typed into the console.
async function solve(page, tab) {
  await tab();
  await page.keyboard.type("set-producer hot --keys 4");
  await page.keyboard.press("Enter");
  await says(page, ".console", "set-producer hot --keys 4");
  // Nothing is refused any more once what was given up has gone; then it has to be so for a minute.
  for (let seconds = 0; seconds < 300 && !(await page.$(".contest > .predicted.good")); seconds += 10) await pass(page, 10_000);
  await says(page, ".contest", "Solved");
}

describe("a whole lesson", () => {
  journey("by keyboard alone, with what is announced", { query: "?lesson=hot-partition", width: 1280, height: 800 }, async (page) => {
    const focus = async (what) => {
      for (let tabs = 0; tabs < 80; tabs++) {
        if (await page.evaluate((what) => document.activeElement.matches(what), what)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`${what} is not to be reached`);
    };
    await toTheQuestion(page);
    assert.equal(await page.$eval(".step", (e) => e.getAttribute("aria-live")), "polite");
    assert.equal(await page.$(".measured"), null, "nothing gives the answer away");
    await focus(".choice input");
    await page.keyboard.press("Space");
    await says(page, ".how-sure", "How sure are you?");
    assert.equal(await page.$eval(".how-sure", (e) => e.getAttribute("aria-label")), "How sure are you?");
    await focus(".how-sure button:last-of-type");
    await page.keyboard.press("Enter");
    await until(page, () => !document.querySelector(".how-sure"));
    await pass(page, 31_000);
    await says(page, ".measured", "Not as you predicted (certain)");
    const [before, after] = await page.$$eval(".measured td", (cells) => cells.map((cell) => Number(cell.textContent.replaceAll(",", ""))));
    assert.ok(after > before * 0.7, `${before}, ${after}`);
    assert.equal(await page.$eval(".choice.right", (e) => e.textContent), "They stay, or grow");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("PageDown");
    await says(page, ".measured", "refused after the split");
    await page.keyboard.press("PageDown");
    await says(page, ".contest", "Nothing is refused");
    await until(page, () => [...document.querySelectorAll(".goal .visually-hidden")].map((mark) => mark.textContent).join() === "Not yet:,Not yet:,Not yet:,Met:");
    await focus(".contest .buttons button");
    await page.keyboard.press("Enter");
    await says(page, ".hints", "How many shards can one key use?");
    await page.evaluate(() => document.activeElement.blur());
    await solve(page, () => page.keyboard.press("c"));
    assert.equal(await page.$eval(".contest > .predicted", (e) => e.getAttribute("role")), "status");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("PageDown");
    await says(page, ".story h3", "One key, one shard");
  });

  journey("by touch, on a phone", { query: "?lesson=key-to-shard", width: 390, height: 844, touch: true }, async (page) => {
    await opened(page, "Key to shard");
    await page.tap(".story .next");
    await at(page, 2);
    await page.tap(".answer:nth-of-type(2) .choice");
    await page.tap(".how-sure button");
    await pass(page, 13_000);
    await says(page, ".measured", "As you predicted (guessing)");
    for (const step of [3, 4]) {
      await page.tap(".story .next");
      await at(page, step);
    }
    // Whatever the challenge needs is on the sheet, below the goals.
    const keys = "::-p-xpath(//section//summary[contains(., 'Settings')])";
    await page.waitForSelector(keys);
    await page.$eval(".producers .card summary", (e) => e.scrollIntoView());
    assert.ok(await page.$eval(".producers .card", (e) => e.getBoundingClientRect().height > 50));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  });

  journey("on a projector, by a remote", { query: "?lesson=merge&present", theme: "projector", width: 1280, height: 720 }, async (page) => {
    await opened(page, "Merge");
    await page.keyboard.press("PageDown");
    await says(page, ".choices", "The run waits");
    // A question that nobody answers is passed over.
    await page.keyboard.press("PageDown");
    await pass(page, 9_000);
    for (const step of [3, 4, 5]) {
      await page.keyboard.press("PageDown");
      await at(page, step);
      // Steps that are entered at one instant are left together.
      await pass(page, 500);
    }
    await says(page, ".story h3", "Merge neighbours that have room together");
    await page.keyboard.press("PageUp");
    await says(page, ".contest", "Two shards at most");
  });
});

describe("what is kept of a lesson", () => {
  journey("outlives a reload, with prediction, place and hints", { query: "?lesson=hot-partition" }, async (page) => {
    await toTheQuestion(page);
    await page.click(".answer:nth-of-type(3) .choice");
    await button(page, "Fairly sure").click();
    await pass(page, 31_000);
    await says(page, ".measured", "As you predicted (fairly sure)");
    for (const step of [4, 5]) {
      await page.keyboard.press("PageDown");
      await at(page, step);
    }
    await button(page, "A hint").click();
    await says(page, ".hints", "How many shards");
    const saved = await page.evaluate(() => window.shardscope.save());
    assert.match(saved, /note 'answer: 3, sure 2'/);
    assert.match(saved, /note 'hint: 1'/);
    await page.reload();
    await at(page, 5);
    await says(page, ".hints", "How many shards");
    await page.keyboard.press("PageUp");
    await says(page, ".step > .predicted", "As you predicted: They stay, or grow");
  });

  journey("is in the list of the course, and in a file", { query: "?lesson=hot-partition" }, async (page) => {
    await toTheQuestion(page);
    await page.click(".choice");
    await button(page, "Guessing").click();
    await pass(page, 31_000);
    await says(page, ".measured", "Not as you predicted");
    const progress = () => page.evaluate(() => JSON.parse(localStorage["shardscope.progress"]));
    const [told] = Object.values((await progress()).lessons["Hot partition"].predictions);
    assert.deepEqual({ ...told }, { answer: 1, text: "They stop: two shards take twice as much", sure: 1, right: false });
    // What another browser has done is added; what is no such file is refused with its reason.
    const other = { shardscope_progress: 1, lessons: { Merge: { solved_after_millis: 61_000, hints: 2, predictions: {} } } };
    const drop = (name, text) =>
      page.evaluate(({ name, text }) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        document.querySelector(".page").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
      }, { name, text });
    await drop("progress.json", JSON.stringify(other));
    await says(page, ".dialog", "Progress loaded");
    await says(page, ".progress", "Hot partition0 of 1 right");
    await says(page, ".progress", "Merge–solved in 61 s");
    await drop("progress.json", JSON.stringify({ shardscope_progress: 9, lessons: {} }));
    await says(page, ".page", "later version (9)");
    assert.deepEqual(Object.keys((await progress()).lessons), ["Hot partition", "Merge"]);
    await page.keyboard.press("Escape");
    await until(page, () => !document.querySelector(".dialog"));
    await page.click(".brand button");
    await says(page, ".lessons", "5Merge✓ solved");
    await says(page, ".lessons", "3Hot partitionbegun");
    await button(page, "Your progress").click();
    await page.waitForSelector(".progress table");
  });

  journey("a line that does not count is named, and another try begins where the challenge did", { query: "?lesson=hot-partition" }, async (page) => {
    await opened(page, "Hot partition");
    for (const step of [2, 3, 3, 4, 5]) {
      await page.keyboard.press("PageDown");
      await pass(page, 1_000);
      await at(page, step);
    }
    const run = (line) => page.evaluate((line) => window.shardscope.cli(line), line);
    await run("set-producer trucks --rate 10");
    await says(page, ".contest", "This is not part of the challenge");
    await says(page, ".contest code", "set-producer");
    await button(page, "Try again").click();
    await until(page, () => !document.querySelector(".contest code"));
    // What was done in the first try is on its branch: it does not happen again.
    await pass(page, 10_000);
    await pass(page, 10_000);
    const { branches, producers } = await page.evaluate(() => window.shardscope.state());
    assert.deepEqual([branches.length, producers.find(({ name }) => name === "trucks").rate], [2, 300]);
    assert.equal(await page.$(".contest code"), null);
  });
});

describe("a class", () => {
  journey("votes by hand and by codes, beside what is measured", { query: "?lesson=merge&present&step=2", theme: "projector", width: 1280, height: 720 }, async (page) => {
    await opened(page, "Merge");
    await says(page, ".choices", "The run waits");
    const desk = await started.browser.createBrowserContext();
    const student = await open(desk, started.site.base, { query: "?lesson=merge&step=2", width: 390, height: 844 });
    await says(student, ".choices", "The run waits");
    await student.click(".answer:nth-of-type(2) .choice");
    await button(student, "Certain").click();
    const code = await (await student.waitForSelector(".answer-code")).evaluate((e) => e.textContent);
    assert.match(code, /^[A-Z]{4}$/);
    await desk.close();
    await page.bringToFront();
    const votes = () => page.$$eval(".votes b", (all) => all.map((e) => Number(e.textContent)));
    for (const [place, times] of [[1, 3], [2, 1]]) {
      for (let n = 0; n < times; n++) await page.click(`.answer:nth-of-type(${place}) .votes button:last-of-type`);
    }
    await page.click(".answer:nth-of-type(1) .votes button:first-of-type");
    assert.deepEqual(await votes(), [2, 1]);
    const type = async (text) => {
      await page.type(".desk input", text);
      await page.keyboard.press("Enter");
    };
    await type(code.toLowerCase());
    await until(page, () => document.querySelectorAll(".votes b")[1].textContent === "2");
    await type(code);
    await says(page, ".desk", `${code} is counted already`);
    await type("AAAA");
    await says(page, ".desk", "AAAA is no code of this question");
    assert.deepEqual(await votes(), [2, 2]);
    await button(page, "Link for the class").click();
    await says(page, ".class-link code", "?lesson=merge&step=2");
    const { violations } = await page.evaluate(`${axe}; axe.run({ exclude: [[".overlay"]] })`);
    assert.deepEqual(violations.map((v) => v.id), []);
    await page.keyboard.press("Escape");
    await until(page, () => !document.querySelector(".dialog"));
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("PageDown");
    await pass(page, 9_000);
    await says(page, ".measured", "open shards afterwards");
    assert.equal(await page.$$eval(".votes .bar", (bars) => bars.length), 2);
    assert.equal(await page.$eval(".choice.right", (e) => e.textContent), "No");
    await page.reload();
    await opened(page, "Merge");
    await until(page, () => [...document.querySelectorAll(".votes b")].map((e) => e.textContent).join() === "2,2");
  });
});

// A film of one picture, as Chromium's camera of tests plays it: the QR code that a page shows, held into a grey room.
async function film(page, path) {
  const [width, height] = [640, 480];
  const light = await page.evaluate(async ([width, height]) => {
    const drawing = document.querySelector(".qr");
    const image = new Image();
    image.src = `data:image/svg+xml;base64,${btoa(new XMLSerializer().serializeToString(drawing))}`;
    await image.decode();
    const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
    context.fillStyle = "#777";
    context.fillRect(0, 0, width, height);
    context.setTransform(0.98, 0.17, -0.17, 0.98, 220, 90);
    context.drawImage(image, 0, 0, 260, 260);
    return [...context.getImageData(0, 0, width, height).data].filter((_, at) => at % 4 === 1);
  }, [width, height]);
  const colours = Buffer.alloc((width * height) / 2, 128);
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`), Buffer.from(light), colours]));
}

describe("a camera", () => {
  journey("counts the code that a student holds up, once, and keeps it", { query: "?lesson=merge&step=2&lang=de", width: 390, height: 844 }, async (student) => {
    await says(student, ".choices", "Der Lauf wartet");
    await student.click(".answer:nth-of-type(2) .choice");
    await button(student, "Ganz sicher").click();
    await button(student, "Der Kamera zeigen").click();
    await student.waitForSelector(".qr");
    const folder = mkdtempSync(join(tmpdir(), "shardscope-"));
    await film(student, join(folder, "film.y4m"));
    const camera = await chromium(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${join(folder, "film.y4m")}`]);
    // The teacher's page speaks another language: it is the same question.
    const page = await open(camera, started.site.base, { query: "?lesson=merge&present&step=2", theme: "projector" });
    const votes = () => page.$$eval(".votes b", (all) => all.map((e) => Number(e.textContent)));
    await says(page, ".choices", "The run waits");
    assert.deepEqual(await votes(), [0, 0]);
    await button(page, "By camera").click();
    await says(page, ".camera", "Votes: 1");
    await page.keyboard.press("Escape");
    await until(page, () => !document.querySelector("video"));
    assert.deepEqual(await votes(), [0, 1]);
    const code = (await page.evaluate(() => window.shardscope.save())).match(/note 'code: ([A-Z]{4}-[0-9A-F]+)'/)[1];
    await page.reload();
    await until(page, () => [...document.querySelectorAll(".votes b")].map((e) => e.textContent).join() === "0,1");
    await page.type(".desk input", code.slice(0, 4));
    await page.keyboard.press("Enter");
    await says(page, ".desk", "counted already");
    assert.deepEqual([await votes(), page.complaints], [[0, 1], []]);
    await camera.close();
    rmSync(folder, { recursive: true });
  });

  journey("that is refused is said to be, and codes can be typed", { query: "?lesson=merge&present&step=2", theme: "projector" }, async (page) => {
    await says(page, ".choices", "The run waits");
    await button(page, "By camera").click();
    await says(page, ".camera", "No camera:");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".desk input");
  });
});

describe("the console", () => {
  journey("answers what a lesson would measure", { query: "?scenario=trucks" }, async (page) => {
    await until(page, () => window.shardscope?.state?.());
    await pass(page, 20_000);
    const run = (line) => page.evaluate((line) => window.shardscope.cli(line), line);
    assert.deepEqual(await run("measure length(streams[0].open_shards) >= 5"), { code: 0, stdout: "true: 5 >= 5", stderr: "" });
    const rate = Number((await run("measure rate(streams[0].total.incoming_records, 5s)")).stdout);
    assert.ok(rate > 900 && rate < 1_100, `${rate}`);
    const wrong = await run(`measure ${"[".repeat(20_000)}`);
    assert.ok(wrong.code === 252 && /4096 at most/.test(wrong.stderr), JSON.stringify(wrong));
  });
});

const SIZES = [
  { name: "presenting", width: 1280, height: 720, theme: "projector", query: "&present" },
  { name: "large", width: 1920, height: 1080, theme: "dark", query: "" },
  { name: "phone", width: 390, height: 844, theme: "light", query: "" },
];

// Each lesson at one of the sizes: all of them at all sizes would take ten minutes.
describe("each step of each lesson", () => {
  for (const [place, lesson] of LESSONS.entries()) {
    const { name, width, height, theme, query } = SIZES[place % SIZES.length];
    it(`is whole, and clean to axe (${lesson}, ${name})`, { timeout: 120_000 }, async () => {
      const context = await started.browser.createBrowserContext();
      const page = await open(context, started.site.base, { query: `?lesson=${lesson}${query}`, width, height, theme });
      await page.evaluate(axe);
      const title = readFileSync(new URL(`../../web/lessons/${lesson}.md`, import.meta.url), "utf8").split("\n")[0].slice(2);
      await opened(page, title);
      const steps = Number(await page.$eval(".story header .muted", (e) => e.textContent.split(" of ")[1]));
      assert.ok(steps >= 4, lesson);
      for (let step = 1; step <= steps; step++) {
        await at(page, step);
        if (await page.$(".choice input:not(:disabled)")) {
          await page.click(".choice");
          await page.waitForSelector(".how-sure button");
          await page.click(".how-sure button");
        }
        await pass(page, 4_000);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `step ${step}: ${wide}`);
        const { violations } = await page.evaluate(() => window.axe.run({ exclude: [[".overlay"]] }));
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], `step ${step}`);
        if (step < steps) await page.keyboard.press("PageDown");
      }
      assert.deepEqual(page.complaints, []);
      await context.close();
    });
  }
});
