// Journeys of the three users through the built site, in Chromium, and a look at it in Firefox.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { button, firefox, fixture, journeys, open, pick, state, until } from "./lib/site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const started = fixture();
const journey = journeys(started);

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const open_shards = (page) => state(page).then((run) => run.streams[0].open_shards.map((id) => Number(id.slice(-6))));

// A shard's segment on the bar, as the labels over the picture say.
const segment = (page, name) =>
  page.evaluate((wanted) => {
    const label = [...document.querySelectorAll(".segment")].find((s) => s.querySelector("b").textContent === wanted);
    const { x, y, width, height } = label.getBoundingClientRect();
    return { x, y, width, height, middle: x + width / 2, height_middle: y + height / 2 };
  }, name);

describe("the lecturer", () => {
  journey("sees a running scenario within a second", {}, async (page) => {
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
    assert.ok(paint < 1_000, `first paint after ${paint} ms`);
    const first = await state(page);
    assert.equal(first.scenario, "trucks");
    assert.equal(first.streams[0].open_shards.length, 5);
    assert.ok(first.streams[0].total.incoming_records > 0);
    await until(page, (then) => window.shardscope.state().now_micros > then, first.now_micros);
  });

  journey("breaks the stream with a hot key and mends it by withdrawing it", {}, async (page) => {
    await press(page, "h", "]", "]");
    await until(page, () => window.shardscope.state().streams[0].total.throttled_records > 500);
    await page.waitForSelector(".segment.throttled");
    await page.waitForFunction(() => document.body.textContent.includes("ProvisionedThroughputExceededException"));
    await button(page, "Withdraw").click();
    await page.waitForFunction(() => !document.querySelector(".segment.throttled"), { timeout: 60_000 });
  });

  journey("splits by dragging a boundary and merges by dragging a shard", {}, async (page) => {
    const shard = await segment(page, "shard 1");
    await page.mouse.move(shard.x + 1, shard.height_middle);
    await page.mouse.down();
    await page.mouse.move(shard.x + 30, shard.height_middle, { steps: 4 });
    await page.mouse.move(shard.middle, shard.height_middle, { steps: 4 });
    await page.waitForSelector(".preview");
    assert.match(await page.$eval(".preview", (e) => e.textContent), /^split shard 1: \d+ \/ \d+ %$/);
    await page.mouse.up();
    await page.waitForSelector(".status.updating");
    // A second split must wait: the refusal has AWS's name, and the run is untouched.
    const other = await segment(page, "shard 3");
    await page.mouse.click(other.middle, other.height_middle, { count: 2 });
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("ResourceInUseException"));
    await press(page, "Escape");
    await button(page, "+30 s").click();
    await page.waitForSelector(".status.active");
    assert.deepEqual(await open_shards(page), [0, 5, 6, 2, 3, 4]);

    const [from, to] = [await segment(page, "5"), await segment(page, "6")];
    await page.mouse.move(from.middle, from.height_middle);
    await page.mouse.down();
    await page.mouse.move(from.middle + 12, from.height_middle, { steps: 3 });
    await page.mouse.move(to.middle, to.height_middle, { steps: 5 });
    await page.waitForFunction(() => document.querySelector(".preview")?.textContent.startsWith("merge"));
    await page.mouse.up();
    await page.waitForSelector(".status.updating");
    await button(page, "+30 s").click();
    await page.waitForSelector(".status.active");
    assert.deepEqual(await open_shards(page), [0, 7, 2, 3, 4]);
    const orders = (await state(page)).readers.map((reader) => reader.out_of_order);
    assert.deepEqual(orders, [0, 0], "parents were read before children");
  });

  journey("is told why two shards that are not neighbours do not merge", {}, async (page) => {
    const [from, to] = [await segment(page, "shard 0"), await segment(page, "shard 3")];
    await page.mouse.move(from.middle, from.height_middle);
    await page.mouse.down();
    await page.mouse.move(to.middle, to.height_middle, { steps: 6 });
    await page.waitForFunction(() => document.querySelector(".preview")?.textContent.includes("are no neighbours"));
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("InvalidArgumentException"));
    assert.deepEqual(await open_shards(page), [0, 1, 2, 3, 4]);
  });

  journey("does it all by keyboard", {}, async (page) => {
    await press(page, "Space");
    await until(page, () => !window.shardscope.state().playing);
    await page.focus(".picture");
    await press(page, "ArrowRight", "ArrowRight", "s");
    await page.waitForSelector(".status.updating");
    await button(page, "+30 s").click();
    await page.waitForSelector(".status.active");
    await page.evaluate(() => document.activeElement.blur());
    await press(page, "Escape");
    await page.focus(".picture");
    await press(page, "ArrowRight", "ArrowRight", "m");
    await page.waitForSelector(".status.updating");
    await button(page, "+30 s").click();
    await page.evaluate(() => document.activeElement.blur());
    await page.waitForSelector(".status.active");
    assert.deepEqual(await open_shards(page), [0, 7, 2, 3, 4]);
    await press(page, "]", "]", "[");
    assert.equal((await state(page)).speed, 2);
    await press(page, "/");
    await page.keyboard.type("truck_62");
    await press(page, "Enter");
    await page.waitForFunction(() => document.querySelector(".inspected")?.textContent.includes("truck_62"));
    await page.evaluate(() => document.activeElement.blur());
    // A key that nobody sends has a place all the same: md5("nobody-sends-this") is in the second fifth, which is shard 7 now.
    await press(page, "/");
    await page.$eval("#key-search", (input) => input.select());
    await page.keyboard.type("nobody-sends-this");
    await press(page, "Enter");
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("5d3432dacec96ee8e0fe82962e5e07a2: it would go to shard 7"));
    await page.evaluate(() => document.activeElement.blur());
    // One record on, and back to it.
    const records = async () => ({ now: await page.evaluate(() => window.shardscope.now()), ...(await state(page)).streams[0].totals });
    const shifted = async (key) => {
      await page.keyboard.down("Shift");
      await press(page, key);
      await page.keyboard.up("Shift");
    };
    const before = await records();
    await shifted("ArrowRight");
    const after = await records();
    assert.ok(after.now > before.now && after.now < before.now + 100, `${before.now} ${after.now}`);
    await shifted("ArrowRight");
    await shifted("ArrowLeft");
    await until(page, (now) => window.shardscope.now() === now, after.now);
    await press(page, "?");
    await page.waitForSelector("[role=dialog]");
    await press(page, "Escape");
    await page.waitForFunction(() => !document.querySelector("[role=dialog]"));
  });

  journey("plays a thousand shards", { query: "?scenario=thousand" }, async (page) => {
    const then = await state(page);
    assert.equal(then.streams[0].open_shards.length, 1_000);
    await until(page, (now) => window.shardscope.state().now_micros > now + 2e6, then.now_micros);
    await press(page, "t");
    await page.waitForFunction(() => document.querySelector(".tables")?.textContent.includes("too many to list"));
  });
});

describe("the student", () => {
  journey("gets a reason beside each field, and the run goes on untouched", {}, async (page) => {
    const before = (await state(page)).producers.length;
    for (const [text, reason] of [
      ["abc", "not a whole number"],
      ["9999999", "out of range"],
      ["", "a number is needed"],
    ]) {
      const rate = await page.$(".producers input.number");
      await rate.click({ count: 3 });
      await page.keyboard.press("Backspace");
      await page.keyboard.type(text);
      await page.waitForFunction((r) => document.querySelector(".producers .field-error")?.textContent.includes(r), {}, reason);
    }
    assert.equal((await state(page)).producers.length, before);
    assert.match(await page.$eval(".producers .card output", (e) => e.textContent), /1,000\/s/);
  });

  journey("starts with an empty account and builds a stream", { query: "?scenario=empty" }, async (page) => {
    await button(page, "Create a stream").click();
    await page.waitForSelector("[role=dialog]");
    const name = await page.$("[role=dialog] input[type=text]");
    await name.click({ count: 3 });
    await page.keyboard.type("no spaces");
    await page.waitForSelector("[role=dialog] .field-error");
    await name.click({ count: 3 });
    await page.keyboard.type("mine");
    await button(page, "Create").click();
    await page.waitForSelector(".status.creating");
    await button(page, "+30 s").click();
    await page.waitForSelector(".status.active");
    await pick(page, "Add a producer", "trucks");
    await pick(page, "Add a consumer", "trim");
    await button(page, "+30 s").click();
    await until(page, () => window.shardscope.state().readers[0]?.records > 20_000);
    assert.equal((await state(page)).streams[0].name, "mine");
  });

  journey("pauses a zone and loses nothing", {}, async (page) => {
    await page.locator("button[aria-label='Pause zone a']").click();
    await button(page, "+30 s").click();
    await page.waitForFunction(() => /zone a.*paused, [\d,]+ behind/.test(document.querySelector(".zones").textContent));
    await page.locator("button[aria-label='Resume zone a']").click();
    await button(page, "+30 s").click();
    await page.waitForFunction(() => !document.querySelector(".zones").textContent.includes("behind"));
    const run = await state(page);
    assert.equal(run.producers[0].refused + run.producers[0].lost, 0);
  });

  // The figure is the way to its cause, wherever it stands.
  journey("asks each red figure why", { query: "?scenario=hot-key" }, async (page) => {
    await page.evaluate(() => (window.shardscope.pause(), window.shardscope.step(40_000)));
    const chain = (text) => page.waitForFunction((text) => document.querySelector(".inspected .chain")?.textContent.includes(text), {}, text);
    const figure = (card, name) => `xpath///article[contains(@class, "card")][@aria-label="${card}"]//dt[.="${name}"]/following-sibling::dd/button`;
    for (const [card, name, cause] of [["positions", "out of order", "which was made later"], ["trucks", "refused", "refuses"], ["alerts", "refused", "GetRecords"]]) {
      await (await page.waitForSelector(figure(card, name))).click();
      await chain(cause);
    }
    // The key that a shard cannot take is named at its pin.
    const hot = await page.waitForSelector(".pin.hot");
    assert.match(await hot.evaluate((of) => of.textContent), /^truck_62: 1,[34]\d\d records\/s$/);
    await hot.click();
    await page.waitForFunction(() => document.querySelector(".inspected").textContent.includes("truck_62"));
  });

  // A consumer that is far behind says so at its shards.
  journey("asks a lag why", { query: "?scenario=slow-reader" }, async (page) => {
    await page.evaluate(() => (window.shardscope.pause(), window.shardscope.step(60_000)));
    for (const lag of ["button.tab.late", ".overlay button.lag"]) {
      await page.click(".picture canvas", { offset: { x: 4, y: 4 } });
      await (await page.waitForSelector(lag)).click();
      await page.waitForFunction(() => /is the furthest behind/.test(document.querySelector(".inspected .chain")?.textContent));
    }
  });

  journey("looks at a record", {}, async (page) => {
    await press(page, "Space");
    const shard = await segment(page, "shard 2");
    await page.mouse.click(shard.middle, shard.y + shard.height + 80);
    await page.waitForFunction(() => document.querySelector(".inspected pre")?.textContent.includes('"truck_id"'));
    assert.match(await page.$eval(".inspected", (e) => e.textContent), /sequence no\.49670424472\d{45}arrived/);
  });

  journey("sees the memory budget reached, and goes on", { query: "?scenario=trucks&memory=1" }, async (page) => {
    await press(page, "Space");
    for (let skips = 0; skips < 4; skips++) await button(page, "+30 s").click();
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("Memory budget reached"));
    const stopped = (await state(page)).now_micros;
    await button(page, "Allow 2.00 MiB").click();
    await until(page, (then) => window.shardscope.state().now_micros > then, stopped);
  });
});

describe("the engineer", () => {
  const drop = async (page, name, text) => {
    await button(page, "Your data").click();
    const input = await page.waitForSelector("input[type=file]");
    await input.evaluate(
      (element, name, text) => {
        const files = new DataTransfer();
        const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
        files.items.add(new File([bytes], name));
        element.files = files.files;
        element.dispatchEvent(new Event("change", { bubbles: true }));
      },
      name,
      text,
    );
  };
  const says = (page, text) => page.waitForFunction((t) => document.querySelector("[role=dialog]").textContent.includes(t), {}, text);

  journey("learns whether a key is hot, and sends the rows", {}, async (page) => {
    let text = "when,user,page\n";
    for (let row = 0; row < 3_000; row++) text += `2026-01-01 00:00:0${row % 2},user-${row % 2 ? 1 : row % 40},/p${row}\n`;
    text += "2026-01-01 00:00:03,user-1\nsoon,user-2,/x\n2026-01-01 00:00:03,,/y\n";
    await drop(page, "clicks.csv", text);
    await says(page, "comma-separated");
    await button(page, "Read the file").click();
    await says(page, "3 rows cannot be used; 3,000 can. Line 3002: 2 fields instead of 3.");
    await says(page, "“user” as the key: no number of shards would do. One key alone has 1,500 records");
    await page.click("details.problems summary");
    for (const line of ["line 3002: 2 fields instead of 3", "line 3003: when: “soon” is not a date", "line 3004: the key (user) is empty"]) {
      await says(page, line);
    }
    const before = (await state(page)).producers.length;
    await button(page, "Send them to gps at their own times").click();
    await until(page, (count) => window.shardscope.state().producers.length > count, before);
    await button(page, "+30 s").click();
    await until(page, () => window.shardscope.state().producers.at(-1).made === 3_000);
  });

  journey("is told what is wrong with a file that is no table", {}, async (page) => {
    await drop(page, "array.json", '[{"a":1}]');
    await says(page, "Write one object per line");
    await press(page, "Escape");
    await drop(page, "empty.csv", "");
    await says(page, "The file is empty.");
  });

  journey("reads a spreadsheet's export, sees which column is the better key, and tries it in an account of its own", {}, async (page) => {
    // UTF-16 with tabs, the day first.
    let text = "carrier\tairport\tat\n";
    for (let row = 0; row < 4_000; row++) text += `${row % 8 ? "Größe" : "B"}\tA${row % 50}\t31/01/2026 12:00:0${row < 2_000 ? 0 : 1}\n`;
    const bytes = [0xff, 0xfe];
    for (const letter of text) bytes.push(letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8);
    await drop(page, "export.txt", bytes.map((byte) => String.fromCharCode(byte)).join(""));
    await says(page, "tab-separated");
    const chosen = (label) => page.evaluate((label) => [...document.querySelectorAll("[role=dialog] label")].find((of) => of.textContent.startsWith(label))?.querySelector("select")?.selectedOptions[0].textContent, label);
    assert.deepEqual([await chosen("Letters"), await chosen("Written as")], ["UTF-16", "day, month, year"]);
    await button(page, "Read the file").click();
    await says(page, "“carrier” as the key: no number of shards would do.");
    await says(page, "“airport” spreads better: its most frequent value is in 2.0 % of the rows, at most 40 of them in a second.");
    await button(page, "Use “airport”").click();
    await says(page, "“airport” as the key: ");
    await page.locator("::-p-xpath(//button[starts-with(normalize-space(.), 'Try it: ')])").click();
    await until(page, () => window.shardscope.state().producers.length === 1 && window.shardscope.state().streams.length === 1);
    await page.waitForFunction(() => !document.querySelector("[role=dialog]"));
    await until(page, () => window.shardscope.state().producers[0].accepted === 4_000);
    const { producers, streams } = await state(page);
    assert.deepEqual([producers[0].refused, streams[0].name], [0, "file"]);
    // The run is kept, its file is not: that is said when it comes back.
    await page.reload();
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("Choose the file again"));
  });

  journey("saves a run and goes on with it", {}, async (page) => {
    await press(page, "h", "Space");
    await until(page, () => !window.shardscope.state().playing);
    const text = await page.evaluate(async () => {
      const made = URL.createObjectURL;
      let blob;
      URL.createObjectURL = (b) => ((blob = b), made(b));
      document.querySelector("button[aria-label='More']").click();
      let save;
      while (!(save = [...document.querySelectorAll(".menu button")].find((b) => b.textContent.startsWith("Save")))) await new Promise(requestAnimationFrame);
      save.click();
      while (!blob) await new Promise(requestAnimationFrame);
      return blob.text();
    });
    const before = await state(page);
    await page.reload();
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("As you left it"));
    await drop(page, "shardscope-trucks.json", text);
    // The run that came back stands at the same moment: what is asked about is the one that was dropped.
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("Run loaded"));
    await until(page, (then) => window.shardscope.state().now_micros === then && !window.shardscope.state().playing, before.now_micros);
    assert.deepEqual(await state(page), before);
    await drop(page, "broken.json", '{"version":1,"scenario":7}');
    await page.waitForFunction(() => document.body.textContent.includes("Run not loaded"));
    assert.deepEqual(await state(page), before);
  });

  journey("tries the sample", {}, async (page) => {
    await button(page, "Your data").click();
    await button(page, "Try the sample: 5,000 flights").click();
    await button(page, "Read the file").click();
    await says(page, "5,000 rows");
    await says(page, "The peak second needs 1 shard, the average load 1 shard.");
    await says(page, "ORD");
    await button(page, "Back to the columns").click();
    // Three months of flights at a rate are five seconds.
    await page.waitForSelector("select[aria-label='Timestamp column']");
    await page.select("select[aria-label='Timestamp column']", "rate");
    await button(page, "Read the file").click();
    await says(page, "5,000 rows");
    await button(page, "Let the Kinesis agent tail it").click();
    await page.waitForSelector("[role=dialog]", { hidden: true });
    await page.evaluate(() => window.shardscope.step(600_000));
    const sent = (await state(page)).producers.at(-1);
    assert.deepEqual([sent.made, sent.accepted], [5_000, 5_000]);
    await page.waitForFunction(() => document.querySelector(".producers").textContent.includes("checkpoint: line 5,000"));
  });
});

describe("the page", () => {
  const blocked = () =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  const full = () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  };
  for (const [what, prepare] of [["blocked", blocked], ["full", full]])
    journey(`works where the browser's store for settings is ${what}`, { prepare }, async (page) => {
      // What was entered before comes back for as long as the page is open.
      await page.keyboard.press("c");
      await (await page.waitForSelector(".prompt input")).type("help put-record\n");
      await page.waitForSelector(".console-lines li");
      await page.keyboard.press("ArrowUp");
      await page.waitForFunction(() => document.querySelector(".prompt input").value === "help put-record");
    });
  journey("runs nothing but what was built", {}, async (page) => {
    const said = await page.evaluate(async () => {
      const attempt = (what) => {
        try {
          what();
          return "done";
        } catch (error) {
          return error.name;
        }
      };
      const element = document.createElement("div");
      const script = document.createElement("script");
      return {
        policy: document.querySelector("meta[http-equiv]").content,
        // While the driver's own call lasts, the browser allows it.
        code: await new Promise((done) => setTimeout(() => done(attempt(() => new Function("return 1")())))),
        html: attempt(() => (element.innerHTML = "<b>x</b>")),
        script: attempt(() => (script.text = "window.ran = true")),
      };
    });
    // The page complains of each of these: that is what it is for.
    assert.ok(page.complaints.length >= 1 && page.complaints.every((text) => /Content Security Policy|TrustedHTML|TrustedScript/.test(text)), page.complaints.join("\n"));
    page.complaints.length = 0;
    assert.deepEqual([said.code, said.html, said.script], ["EvalError", "TypeError", "TypeError"]);
    const header = await page.evaluate(() => fetch("content-security-policy.txt").then((answer) => answer.text()));
    assert.equal(header.trim(), said.policy);
    assert.doesNotMatch(said.policy, /'unsafe-eval'|frame-ancestors/);
  });
  for (const theme of ["dark", "light", "projector"]) {
    journey(`is accessible with applications and their dialogs in the ${theme} theme`, { theme, query: "?scenario=agent" }, async (page) => {
      await page.evaluate(axe);
      const look = async (what) => {
        const { violations } = await page.evaluate(() => window.axe.run({ exclude: [[".overlay"]] }));
        assert.deepEqual(violations.map((v) => `${what}: ${v.id}: ${v.nodes[0].html}`), []);
      };
      await page.waitForSelector(".application");
      await page.click(".producers details summary");
      await page.waitForSelector('input[aria-label="maxBufferSizeRecords"]');
      await look("cards");
      for (const name of ["Faults", "Results", "Lease table"]) {
        await button(page, name).click();
        await page.waitForSelector("[role=dialog]");
        await look(name);
        await page.keyboard.press("Escape");
        await page.waitForSelector("[role=dialog]", { hidden: true });
      }
      await page.keyboard.press("t");
      await page.waitForSelector(".metrics");
      await look("tables");
    });
    journey(`is accessible in the ${theme} theme`, { theme, query: "?scenario=hot-key" }, async (page) => {
      await until(page, () => window.shardscope.state().streams[0].total.throttled_records > 0);
      await page.waitForSelector(".segment.throttled");
      await page.evaluate(axe);
      // Text over the picture has a halo in the page's colour, which the tool cannot see.
      const { violations } = await page.evaluate(() => window.axe.run({ exclude: [[".overlay"]] }));
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
    });
    for (const [width, height] of [[390, 844], [1280, 720], [1920, 1080]]) {
      journey(`does not scroll sideways at ${width}x${height} in the ${theme} theme`, { theme, width, height }, async (page) => {
        const wide = await page.evaluate(() => {
          const over = [...document.querySelectorAll("header, .column, .bottom, .stage, .card")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
          return { page: document.documentElement.scrollWidth - innerWidth, over: over.map((e) => e.className) };
        });
        assert.deepEqual(wide, { page: 0, over: [] });
      });
    }
  }

  it("survives a panic: a readable page, and the run comes back", { timeout: 60_000 }, async () => {
    const page = await open(started.browser, started.site.base);
    await press(page, "h", "Space");
    await until(page, () => !window.shardscope.state().playing && window.shardscope.state().producers.length === 2);
    await page.evaluate(() => {
      try {
        window.shardscope.crash();
      } catch {
        // The trap is what is wanted.
      }
    });
    await page.waitForSelector("#recovery");
    await Promise.all([page.waitForNavigation(), page.click("#recovery button")]);
    await page.waitForSelector(".transport");
    await until(page, () => window.shardscope.state().producers.length === 2);
    await page.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("Run restored"));
    await page.close();
  });

  it("runs in Firefox", { timeout: 120_000 }, async () => {
    const fox = await firefox();
    try {
      const page = await fox.newPage();
      await page.setViewport({ width: 1280, height: 720 });
      await page.goto(started.site.base);
      await page.waitForSelector(".transport");
      const then = (await state(page)).now_micros;
      await until(page, (now) => window.shardscope.state().now_micros > now, then);
      // A frame may come a moment after the time that it shows.
      await until(page, () => {
        const canvas = document.querySelector("canvas");
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(data.buffer)).size > 20;
      });
    } finally {
      await fox.close();
    }
  });
});

describe("whoever runs an application", () => {
  const card = (page) => page.$eval(".application", (card) => card.textContent);
  const says = (page, text) =>
    page.waitForFunction((text) => document.querySelector(".application").textContent.includes(text), {}, text);

  journey("sees a worker die, its leases go over, and what is processed twice", {}, async (page) => {
    await pick(page, "Add a consumer", "kcl");
    await page.waitForSelector(".application");
    await page.evaluate(() => window.shardscope.step(60_000));
    await says(page, "worker-1");
    assert.match(await card(page), /5 leases/);
    await pick(page, "Do something to worker-0", "kill");
    await says(page, "crashed");
    await page.evaluate(() => window.shardscope.step(45_000));
    const run = await state(page);
    const [application] = run.applications;
    assert.equal(application.workers[1].leases, 5);
    assert.ok(application.duplicates > 0, JSON.stringify(application));
    await button(page, "Lease table").click();
    const sheet = await page.waitForSelector("[role=dialog] .tables");
    const table = await sheet.evaluate((table) => table.textContent);
    for (const word of ["leaseKey", "leaseCounter", "shardId-000000000004", "worker-1"]) assert.ok(table.includes(word), word);
    await page.keyboard.press("Escape");
    await button(page, "Poison a record").click();
    await page.evaluate(() => window.shardscope.step(10_000));
    assert.ok((await state(page)).applications[0].lost > 0);
    // The run is text, faults and all.
    const script = await page.evaluate(() => window.shardscope.save());
    for (const line of ["application kcl-", "fault crash ", "fault poison "]) assert.ok(script.includes(line), line);
    await page.evaluate((script) => window.shardscope.load(script), script);
    assert.deepEqual((await state(page)).applications[0].duplicates, application.duplicates);
  });

  journey("sees a poison record hold up a Lambda function, and lets it bisect", {}, async (page) => {
    await pick(page, "Add a consumer", "lambda");
    const card = await page.waitForSelector(".lambda");
    await page.evaluate(() => window.shardscope.step(20_000));
    assert.ok((await state(page)).functions[0].processed > 10_000);
    await page.evaluate(() => document.querySelector(".lambda .danger").click());
    await page.evaluate(() => window.shardscope.step(20_000));
    const held = (text) =>
      page.waitForFunction((text) => document.querySelector(".lambda").textContent.includes(text), {}, text);
    await held("is held up by a batch that has failed");
    await card.evaluate((card) => (card.querySelector("details").open = true));
    // With retries alone the whole batch would be given up, in the time between two clicks.
    await page.locator("::-p-xpath(//label[contains(., 'Bisect on error')]/input)").click();
    await page.waitForFunction(() => window.shardscope.save().includes("--bisect"));
    await page.locator('.lambda input[aria-label="Retries"]').fill("3");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => window.shardscope.save().includes("--retries 3"));
    await page.evaluate(() => window.shardscope.step(20_000));
    await held("RetryAttemptsExhausted");
    const [{ lost, discarded }] = (await state(page)).functions;
    assert.deepEqual([lost, discarded], [1, 1]);
  });

  journey("packs records as the KPL does, and sees the PUT units saved", {}, async (page) => {
    await page.click(".producers details summary");
    await page.waitForSelector('select[aria-label="Call"]');
    await page.select('select[aria-label="Call"]', "kpl");
    await page.evaluate(() => window.shardscope.step(20_000));
    await page.waitForFunction(() => document.querySelector(".producers").textContent.includes("PUT units saved"));
    const [{ packed, payload_units: units }] = (await state(page)).producers;
    assert.ok(packed > 100 && packed < 5_000 && units < 5_000, `${packed} ${units}`);
  });

  journey("reads by enhanced fan-out", {}, async (page) => {
    await pick(page, "Add a consumer", "fan-out");
    await page.waitForSelector(".application");
    await page.evaluate(() => window.shardscope.step(90_000));
    await says(page, "enhanced fan-out");
    const { applications, streams } = await state(page);
    assert.ok(applications[0].processed > 30_000);
    assert.equal(streams[0].consumers, 1);
  });

  journey("sets what the library offers, and sees a wrong value refused in its place", {}, async (page) => {
    await page.click(".producers details summary");
    await page.waitForSelector('select[aria-label="Call"]');
    await page.select('select[aria-label="Call"]', "kpl");
    const field = await page.waitForSelector('input[aria-label="RecordTtl"]');
    const enter = async (text) => {
      await field.click({ count: 3 });
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    };
    await enter("99");
    await page.waitForFunction(() => document.querySelector(".producers .field-error")?.textContent.includes("100 to"));
    await enter("5000");
    await page.waitForFunction(() => !document.querySelector(".producers .field-error"));
    assert.match(await page.evaluate(() => window.shardscope.save()), /--record-ttl 5s/);
    await page.locator("::-p-xpath(//label[contains(., 'Encrypts the data')]/input)").click();
    await page.evaluate(() => window.shardscope.step(5_000));
    assert.match(await page.evaluate(() => window.shardscope.save()), /set-producer 0 --encrypted\n/);
  });

  journey("stops the agent of a log file, and finds the lines that came twice", { query: "?scenario=agent" }, async (page) => {
    await page.evaluate(() => (window.shardscope.pause(), window.shardscope.step(30_000)));
    const { applications, producers } = await state(page);
    assert.ok(applications.every((application) => application.duplicates === 200), JSON.stringify(applications));
    assert.equal(applications[1].kept_out, 200);
    assert.ok(producers[0].accepted > producers[0].made, JSON.stringify(producers));
    await page.waitForFunction(() => document.querySelector(".producers").textContent.includes("checkpoint: line"));
    await button(page, "Results").click();
    const table = await page.waitForSelector("[role=dialog] table");
    assert.match(await table.evaluate((table) => table.textContent), /truck_1counted too often[\s\S]*lat [\d.]+, lon/);
    await page.keyboard.press("Escape");
    await page.locator("::-p-xpath((//button[text()='Results'])[2])").click();
    await page.waitForFunction(() => document.querySelector("[role=dialog]").textContent.includes("External table of ids"));
  });

  journey("does a fault for as long as wanted", { query: "?scenario=workers" }, async (page) => {
    await page.evaluate(() => window.shardscope.pause());
    await button(page, "Faults").click();
    await page.waitForSelector('[role=dialog] select[aria-label="To"]');
    const whom = await page.$$eval('select[aria-label="To"] option', (all) => all.map((one) => [one.textContent, one.value]));
    await page.select('select[aria-label="To"]', whom.find(([text]) => text === "zone b")[1]);
    const seconds = await page.$('[role=dialog] input[aria-label="For"]');
    await seconds.click({ count: 3 });
    await page.keyboard.type("12");
    await page.keyboard.press("Tab");
    await button(page, "Do it").click();
    await page.waitForSelector("[role=dialog]", { hidden: true });
    assert.match(await page.evaluate(() => window.shardscope.save()), /fault pause-zone b --for 12s/);
    const paused = () => page.$eval(".readers", (column) => /zone bpaused/.test(column.textContent.replaceAll(/\s/g, "")) || column.textContent.includes("paused"));
    await page.evaluate(() => window.shardscope.step(11_000));
    assert.ok(await paused());
    await page.evaluate(() => window.shardscope.step(2_000));
    await page.waitForFunction(() => !document.querySelector(".readers").textContent.includes("paused"));
  });

  journey("reads windows and every metric off the tables", {}, async (page) => {
    await pick(page, "Add a consumer", "lambda-window");
    await page.waitForSelector(".lambda");
    await page.evaluate(() => window.shardscope.step(100_000));
    await page.waitForFunction(() => document.querySelector(".lambda").textContent.includes("Window of shard"));
    await page.keyboard.press("t");
    const metrics = await page.waitForSelector(".metrics");
    const rows = await metrics.$$eval("tbody tr", (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    const of = (name) => Number(rows.find(([metric]) => metric === name)[2].replaceAll(",", ""));
    assert.ok(of("IncomingRecords") > 50_000, JSON.stringify(rows));
    assert.equal(of("PutRecord.Success"), of("IncomingRecords"));
    assert.equal(of("PutRecords.TotalRecords"), 0);
    assert.ok(of("GetRecords.Success") > 300);
    assert.equal((await metrics.$$("svg")).length, rows.length * 2);
  });
});
