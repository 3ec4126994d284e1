// What the browser keeps of runs: nothing that was done is lost, however one comes back.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe } from "node:test";
import { allRuns, button, fixture, journeys, open, serve, until } from "./lib/site.mjs";

const started = fixture();
const journey = journeys(started);

const site = () => started.site.base;
const said = (page, text) =>
  page.waitForFunction((text) => document.querySelector(".notice")?.textContent.includes(text), {}, text);
const notes = (page) => page.evaluate(() => window.shardscope.save().split("\n").filter((line) => line.includes(" note ")).length);
// A run that is still on its way takes no act.
const note = (page, text) =>
  page.waitForFunction(async (text) => (await window.shardscope.cli(`note '${text}'`)).code === 0, {}, text);

// What is in the browser's store, by the text of each run.
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((done, fail) => {
        const opening = indexedDB.open("shardscope", 1);
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction("texts").objectStore("texts").getAll();
          all.onsuccess = () => (opening.result.close(), done(all.result));
        };
      }),
  );
const isKept = (page, text) => until(page, (text) =>
  new Promise((done) => {
    const opening = indexedDB.open("shardscope", 1);
    opening.onsuccess = () => {
      const all = opening.result.transaction("texts").objectStore("texts").getAll();
      all.onsuccess = () => (opening.result.close(), done(all.result.some((run) => run.includes(text))));
    };
  }), text);

describe("a run that was worked on", () => {
  journey("comes back with a reload, where it was and as fast", { query: "?scenario=hot-key" }, async (page) => {
    await note(page, "mine");
    await page.evaluate(() => window.shardscope.speed(5));
    await page.evaluate(() => window.shardscope.step(20_000));
    await isKept(page, "mine");
    const before = await page.evaluate(() => window.shardscope.save());
    await page.reload();
    await said(page, "As you left it");
    await until(page, () => window.shardscope.save().includes("mine"));
    const after = await page.evaluate(() => window.shardscope.save());
    const lines = (text) => text.split("\n").filter((line) => line.startsWith("at "));
    assert.deepEqual(lines(after), lines(before));
    assert.ok(parseFloat(/until (.*)s/.exec(after)[1]) >= parseFloat(/until (.*)s/.exec(before)[1]) - 6, after);
    assert.match(await page.$eval(".transport", (bar) => bar.textContent), /5\s?[x×]/);
    // What follows goes into the same record.
    await note(page, "more");
    await isKept(page, "more");
    assert.equal((await kept(page)).length, 1);
    // And it can be left for what the address says.
    await page.reload();
    await said(page, "As you left it");
    await button(page, "Start anew").click();
    await until(page, () => document.querySelector(".transport") && !window.shardscope.save().includes("mine"));
    // The page of all runs has it still.
    assert.equal((await kept(page)).length, 1);
    await page.goto(site());
    await allRuns(page);
    await button(page, "Resume").click();
    await until(page, () => window.shardscope.save().includes("mine"));
  });

  journey("of a link comes back as well, not the link", {}, async (page) => {
    const link = await page.evaluate(() => window.shardscope.export("link"));
    await page.goto("about:blank");
    await page.goto(link);
    await said(page, "Run loaded");
    await note(page, "on the link");
    await isKept(page, "on the link");
    await page.reload();
    await said(page, "As you left it");
    assert.equal(await notes(page), 1);
  });

  journey("is kept with the last act before the page goes", {}, async (page) => {
    await note(page, "first");
    await isKept(page, "first");
    await page.evaluate(() => {
      window.shardscope.cli("note 'at the last moment'");
      location.href = "about:blank";
    });
    await until(page, () => location.href === "about:blank");
    const again = await open(page.browserContext(), site(), { query: "?scenario=trucks" });
    await isKept(again, "at the last moment");
  });

  journey("is offered in another tab, by a scenario's address, and not again when it was declined", {}, async (page) => {
    await note(page, "left");
    await isKept(page, "left");
    const context = page.browserContext();
    // While it is open, it is nobody else's.
    const beside = await open(context, site(), { query: "?scenario=hot-key" });
    await beside.waitForFunction(() => navigator.locks.query().then(({ held }) => held.length === 2));
    await note(beside, "beside");
    await isKept(beside, "beside");
    assert.equal((await kept(beside)).length, 2, "two tabs, two runs");
    await page.close();
    // What a tab writes as it goes may take its time: the other one is worked on after that.
    await beside.waitForFunction(() => navigator.locks.query().then(({ held }) => held.length === 1));
    await note(beside, "beside, later");
    await isKept(beside, "beside, later");
    await beside.close();
    const another = await open(context, site(), { query: "?scenario=trucks" });
    await said(another, "You left a run");
    await button(another, "Resume").click();
    await said(another, "Run loaded");
    assert.match(await another.evaluate(() => window.shardscope.save()), /beside/);
    await another.close();
    const third = await open(context, site(), { query: "?scenario=lab" });
    await said(third, "You left a run");
    await button(third, "Dismiss").click();
    await third.waitForSelector(".notice", { hidden: true });
    await third.close();
    const fourth = await open(context, site(), { query: "?scenario=trucks" });
    await fourth.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    assert.equal(await fourth.$(".notice"), null, "the one that was declined is not offered again");
    // The page of all runs has both.
    await fourth.goto(site());
    await allRuns(fourth);
    await fourth.waitForFunction(() => document.querySelectorAll(".last").length === 2);
    assert.deepEqual(fourth.complaints, []);
  });

  journey("is there after the tab has crashed", {}, async (page) => {
    await note(page, "before the crash");
    await isKept(page, "before the crash");
    const context = page.browserContext();
    const client = await page.createCDPSession();
    const crashed = new Promise((done) => page.once("error", done));
    client.send("Page.crash").catch(() => {});
    await crashed;
    const again = await open(context, site(), { query: "?scenario=trucks" });
    await said(again, "You left a run");
    await button(again, "Resume").click();
    await until(again, () => window.shardscope.save().includes("before the crash"));
  });

  journey("that an earlier version kept is offered once, and then kept like others", {
    query: "?scenario=trucks",
    prepare: () => {
      if (location.protocol.startsWith("http") && !localStorage.getItem("put")) {
        localStorage.setItem("put", "1");
        localStorage.setItem("shardscope.run", JSON.stringify("shardscope 1\ntitle 'of old'\nat 1s note 'before'\nuntil 2s\n"));
      }
    },
  }, async (page) => {
    await said(page, "of old");
    await button(page, "Resume").click();
    await until(page, () => window.shardscope.save().includes("before"));
    assert.equal(await page.evaluate(() => localStorage.getItem("shardscope.run")), null);
    assert.equal((await kept(page)).length, 1);
  });

  journey("makes room for itself: twelve are kept, the newest", {}, async (page) => {
    for (let run = 0; run < 14; run += 1) {
      await page.evaluate((run) => window.shardscope.load(`shardscope 1\nat 1s note 'loaded ${run}'\nuntil 2s\n`), run);
      await note(page, `run ${run}.`);
      await isKept(page, `run ${run}.`);
    }
    await page.waitForFunction(() =>
      new Promise((done) => {
        const opening = indexedDB.open("shardscope", 1);
        opening.onsuccess = () => {
          const count = opening.result.transaction("heads").objectStore("heads").count();
          count.onsuccess = () => (opening.result.close(), done(count.result === 12));
        };
      }));
    const texts = await kept(page);
    assert.ok(texts.some((text) => text.includes("run 13.")) && !texts.some((text) => text.includes("run 1.")), `${texts}`);
  });
});

describe("a full store", () => {
  journey("lets the oldest go, and no more than it must", {
    prepare: () => {
      // Room for three runs.
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...values) {
        const request = put.apply(this, values);
        if (this.name === "heads" && window.room) {
          const count = this.count();
          count.onsuccess = () => {
            if (count.result <= window.room) return;
            Object.defineProperty(this.transaction, "error", { value: new DOMException("no room", "QuotaExceededError") });
            this.transaction.abort();
          };
          this.transaction.commit = () => {};
        }
        return request;
      };
    },
  }, async (page) => {
    await page.evaluate(() => (window.room = 3));
    for (let run = 0; run < 6; run += 1) {
      await page.evaluate((run) => window.shardscope.load(`shardscope 1\nat 1s note 'loaded ${run}'\nuntil 2s\n`), run);
      await note(page, `run ${run}.`);
      await isKept(page, `run ${run}.`);
    }
    const texts = await kept(page);
    assert.deepEqual([0, 1, 2, 3, 4, 5].filter((run) => texts.some((text) => text.includes(`run ${run}.`))), [3, 4, 5]);
  });
});

describe("a browser that keeps nothing", () => {
  const refuses = () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  };
  const fails = () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      const request = put.apply(this, values);
      this.transaction.abort();
      return request;
    };
  };
  const none = () => delete window.indexedDB;
  for (const [what, prepare] of Object.entries({ refuses, fails, none }))
    journey(`(${what}) does not stop the page, and is spoken of once`, { prepare }, async (page) => {
      await page.keyboard.press("h");
      await said(page, "This run is not remembered");
      await page.click(".notice button");
      await page.waitForSelector(".notice", { hidden: true });
      await note(page, "second");
      await button(page, "Undo").click();
      await until(page, () => !window.shardscope.save().includes("second"));
      assert.equal(await page.$(".notice"), null);
    });

  journey("lets a frame without an origin work, on a host that shares its files with all", {}, async (page) => {
    const shared = await serve(undefined, { "access-control-allow-origin": "*" });
    const host = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<!doctype html><iframe sandbox="allow-scripts" src="${shared.base}?scenario=trucks" width="1200" height="680"></iframe>`);
    });
    await new Promise((done) => host.listen(0, "127.0.0.1", done));
    await page.goto(`http://127.0.0.1:${host.address().port}`);
    try {
      const frame = await (await page.waitForSelector("iframe")).contentFrame();
      await frame.waitForSelector(".transport", { timeout: 20_000 });
      await frame.evaluate(() => window.shardscope.cli("note 'in a frame'"));
      assert.match(await frame.evaluate(() => window.shardscope.save()), /in a frame/);
      await frame.waitForSelector(".notice", { timeout: 20_000 });
      assert.match(await frame.$eval(".notice", (notice) => notice.textContent), /not remembered/);
    } finally {
      host.close();
      host.closeAllConnections();
      shared.close();
    }
  });
});
