// The ordering lab through the built site: five lanes side by side, drawing a shape, and the table of what differs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe } from "node:test";
import { button, fixture, journeys, open, state, until } from "./lib/site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const started = fixture();
const journey = journeys(started);

// What axe finds in a part of the page.
async function barriers(page, part) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((part) => window.axe.run(part), part);
  return violations.map(({ id, nodes }) => [id, nodes[0].html]);
}

// Sets something in every lane.
const set = (page, label, value) =>
  page.$eval(
    `.lab-all input[aria-label="${label}"]`,
    (field, value) => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    value,
  );

describe("the ordering lab", () => {
  journey("compares five ways to the consumers in the ordering lab", { query: "?scenario=lab" }, async (page) => {
    await page.waitForSelector(".lane");
    const read = (lane) =>
      page.evaluate((name) => {
        const card = [...document.querySelectorAll(".lane")].find((card) => card.getAttribute("aria-label") === name);
        const [parallel, idle] = [...card.querySelectorAll(".receiver p b")].map((b) => Number(b.textContent));
        return { parallel, idle, verdict: card.querySelector("output").textContent, text: card.textContent };
      }, lane);
    const lane_says = (name, part) =>
      until(page, (name, part) => [...document.querySelectorAll(".lane")].find((c) => c.getAttribute("aria-label") === name).textContent.includes(part), name, part);
    await lane_says("Kinesis", "5 in parallel, 5 idle");
    await lane_says("FIFO, one group", "1 in parallel, 9 idle");
    // Consumers crash now and then: what should break breaks within ten seconds, without any knob.
    await until(page, () => ["SQS standard", "SNS, three queues"].every((name) => document.querySelector(`.lane[aria-label="${name}"] output`).textContent === "out of order"));
    for (const name of ["Kinesis", "FIFO, one group", "FIFO, group per truck"]) {
      assert.match((await read(name)).verdict, /in order|duplicates/, name);
    }
    assert.match((await read("SNS, three queues")).text, /gps-map.*gps-alerts.*gps-archive/s);
    // A wrong value stays with its reason beside the field; a crash doubles what was not deleted yet.
    await set(page, "Consumers", "300");
    await page.waitForFunction(() => document.querySelector(".lab-all .field-error")?.textContent.includes("0 to 200"));
    await set(page, "Consumers", "10");
    await set(page, "Crashes", "20");
    await page.keyboard.press("]");
    await page.keyboard.press("]");
    await until(page, () => window.shardscope.save().includes("set-lane") && [...document.querySelectorAll(".lane")].every((card) => !card.querySelector("output").textContent.includes("in order")));
    assert.deepEqual(await barriers(page, ".lab"), []);
    await button(page, "Show the stream").click();
    await page.waitForSelector(".picture");
    await button(page, "Show the ordering lab").click();
    await page.waitForSelector(".lane");
  });
});

// Sets a field of a form: the section by its heading, the field by its name.
const fill = (page, section, name, value) =>
  page.evaluate(
    (section, name, value) => {
      const form = [...document.querySelectorAll(".dialog section")].find((each) => each.querySelector("h3")?.textContent.startsWith(section));
      const field = [...form.querySelectorAll("label")].find((label) => label.textContent.startsWith(name)).querySelector("input, select");
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    section,
    name,
    value,
  );

describe("queues by hand", () => {
  journey("are refused in the service's words, beside the field in question", { query: "?scenario=lab" }, async (page) => {
    await page.waitForSelector(".lane");
    await button(page, "Queues").click();
    const refused = (field, part) =>
      until(
        page,
        (field, part) => {
          const wrong = [...document.querySelectorAll(".dialog .field")].filter((each) => each.querySelector(".field-error"));
          return wrong.length === 1 && wrong[0].querySelector(".field-name").textContent.startsWith(field) && wrong[0].querySelector(".field-error").textContent.includes(part);
        },
        field,
        part,
      );
    const good = (part) => until(page, (part) => document.querySelector(".dialog p.good")?.textContent.includes(part), part);
    await fill(page, "CreateQueue", "Type", "fifo");
    await button(page, "Create").click();
    await refused("Name", "must end with .fifo suffix");
    await fill(page, "CreateQueue", "Name", "mine.fifo");
    await fill(page, "CreateQueue", "VisibilityTimeout", "43201");
    await button(page, "Create").click();
    await refused("VisibilityTimeout", "InvalidAttributeValue");
    assert.deepEqual(await barriers(page, ".dialog"), []);
    await fill(page, "CreateQueue", "VisibilityTimeout", "43200");
    await button(page, "Create").click();
    await good("Created: mine.fifo");

    await fill(page, "SendMessage", "Queue", "https://sqs.us-east-1.amazonaws.com/123456789012/mine.fifo");
    await button(page, "Send").click();
    await refused("MessageGroupId", "MissingParameter");
    await fill(page, "SendMessage", "MessageGroupId", "g");
    await button(page, "Send").click();
    await refused("MessageDeduplicationId", "ContentBasedDeduplication");
    await fill(page, "SendMessage", "MessageDeduplicationId", "1");
    await fill(page, "SendMessage", "DelaySeconds", "5");
    await button(page, "Send").click();
    await refused("DelaySeconds", "not valid for this queue type");
    await fill(page, "SendMessage", "DelaySeconds", "");
    await fill(page, "SendMessage", "MessageBody", "1|2|3|4|5|6|7|8|9|10|11");
    await button(page, "Send").click();
    await refused("MessageBody", "You have sent 11");
    await fill(page, "SendMessage", "MessageBody", "1|2");
    await fill(page, "SendMessageBatch", "Entry ids", "a|a");
    await button(page, "Send").click();
    await refused("Entry ids", "Id a repeated");
    await fill(page, "SendMessageBatch", "Entry ids", "");
    await button(page, "Send").click();
    await good("2 sent, 0 refused");
    // Both have one deduplication id: one of them is there.
    await until(page, () => [...document.querySelectorAll(".queues li")].some((li) => /mine\.fifo1 to receive/.test(li.textContent)));
    await page.keyboard.press("Escape");
  });

  journey("get a lane, and lose it again", { query: "?scenario=lab" }, async (page) => {
    await page.waitForSelector(".lane");
    await button(page, "Queues").click();
    await page.waitForSelector(".queues li");
    await button(page, "Add a lane").click();
    await page.keyboard.press("Escape");
    await until(page, () => document.querySelectorAll(".lane").length === 6);
    await page.$eval(".lane:last-child details:last-of-type", (details) => (details.open = true));
    await page.click(".lane:last-child details:last-of-type .buttons button");
    await until(page, () => document.querySelectorAll(".lane").length === 5);
  });
});

describe("a queue's picture", () => {
  const RUN = `shardscope 1
at 0s aws sqs create-queue --queue-name q
at 1s lane l --queue-name q --rate 50 --consumers 0`;
  journey("says which message lies under the pointer", { query: "?scenario=empty" }, async (page) => {
    await page.evaluate(async (text) => (await window.shardscope.load(text), window.shardscope.pause(), await window.shardscope.step(5_000)), RUN);
    const chip = await page.waitForSelector(`xpath///nav[@class="route"]//button[contains(@class, "chip")][b[.="q"]]`);
    await chip.click();
    await page.waitForSelector("xpath///h2[.='q']");
    const { x, y, width, height } = await page.$eval(".picture canvas", (of) => of.getBoundingClientRect().toJSON());
    const said = new Set();
    for (let right = 10; right < width / 2; right += 12) {
      await page.mouse.move(x + right, y + height * 0.2);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      said.add(await page.$eval(".pointed", (of) => of.textContent).catch(() => ""));
    }
    said.delete("");
    assert.ok(said.size > 5, `${said.size} messages`);
    assert.ok([...said].every((text) => /^Message .*: sent at .*not received yet/.test(text)), [...said][0]);
    // What was said stays when the pointer leaves.
    await page.mouse.move(1, 1);
    assert.ok(await page.$(".pointed"));
  });
});

// What a card shows: its verdict, how many pixels of its sheet are drawn on, and what the sheet says of itself.
const card = (page, name) =>
  page.$eval(`.lane[aria-label="${name}"]`, (lane) => {
    const sheet = lane.querySelector(".sheet");
    const [points, broken] = sheet.getAttribute("aria-label").match(/\d+/g).map(Number);
    const counts = lane.querySelector(".counts").textContent;
    const pixels = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height).data;
    const lit = pixels.reduce((sum, value, at) => sum + Number(at % 4 === 3 && value > 128), 0);
    return { verdict: lane.querySelector("output").textContent, lit, points, broken, counts };
  });
const pad = (page) => page.$eval(".pad path", (path) => path.getAttribute("d"));
// All points of the sheet have come, everywhere.
const arrived = (page, points) =>
  until(
    page,
    (points) =>
      [...document.querySelectorAll(".lane .counts")].every((counts) => {
        const [order, late, , to_come] = [...counts.querySelectorAll("dd")].map((dd) => Number(dd.textContent.replace(",", "")));
        return order + late === points && to_come === 0;
      }),
    points,
  );

describe("draw a shape", () => {
  journey("is redrawn as it is received: whole with an order, broken without", { query: "?scenario=draw" }, async (page) => {
    await page.waitForSelector(".pad");
    await arrived(page, 259);
    const whole = await card(page, "Kinesis, one key");
    assert.deepEqual([whole.verdict, whole.points, whole.broken], ["in order", 259, 0]);
    assert.ok(whole.lit > 1_000, `${whole.lit} pixels`);
    // Strokes that are added one by one meet a little differently.
    const fifo = await card(page, "SQS FIFO");
    assert.ok(Math.abs(fifo.lit / whole.lit - 1) < 0.03, `${fifo.lit} and ${whole.lit} pixels`);
    for (const name of ["Kinesis, many keys", "SQS standard"]) {
      const { verdict, broken, lit } = await card(page, name);
      assert.equal(verdict, "out of order", name);
      assert.ok(broken > 10, `${name}: ${broken}`);
      assert.ok(lit > whole.lit * 1.05, `${name}: ${lit} and ${whole.lit} pixels`);
    }
    assert.equal(await page.$$eval('.lane[aria-label="SNS, three queues"] .sheet', (all) => all.length), 3);
    assert.deepEqual(await barriers(page, ".lab"), []);
  });

  // On a phone, too: the sheet stays while its receivers pass under it.
  journey("shows the sheet and receivers together", { query: "?scenario=draw", width: 390, height: 844, touch: true }, async (page) => {
    await page.waitForSelector(".draws");
    const seen = (name) =>
      page.$$eval(name, (all) => {
        const whole = ({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
        return all.map((of) => whole(of.getBoundingClientRect()));
      });
    const received = ".draws .receiver canvas";
    const first = await seen(received);
    assert.deepEqual([await seen(".pad"), first.slice(0, 2)], [[true], [true, true]], "before anybody scrolls");
    await page.$eval(".drawings > .draws:last-child", (of) => of.scrollIntoView({ block: "end" }));
    const last = await seen(received);
    assert.deepEqual([await seen(".pad"), last.slice(-3)], [[true], [true, true, true]], "at the end");
    const wide = await page.$$eval(".drawings > .draws", (all) => all.filter((of) => of.scrollWidth > of.clientWidth).length);
    assert.equal(wide, 0, "no card is wider than its place");
  });

  journey("takes what the mouse draws, point by point, and goes through a link", { query: "?scenario=draw" }, async (page) => {
    await page.waitForSelector(".pad");
    await button(page, "New sheet").click();
    await until(page, () => document.querySelector(".pad path").getAttribute("d") === "");
    const { x, y, width, height } = await page.$eval(".pad", (e) => e.getBoundingClientRect().toJSON());
    const at = (across, down) => [x + width * across, y + height * down];
    // Before the pen is down nothing is drawn, nor after it is lifted; a click is a dot.
    await page.mouse.move(...at(0.1, 0.2));
    await page.mouse.down();
    await page.mouse.move(...at(0.5, 0.8), { steps: 12 });
    await page.mouse.move(...at(0.9, 0.2), { steps: 12 });
    await page.mouse.up();
    await page.mouse.move(...at(0.5, 0.5), { steps: 4 });
    await page.mouse.click(...at(0.5, 0.1));
    // The points of a stroke go into the run a few at a time: the dot is the last stroke of its text.
    await until(page, () => window.shardscope.save().match(/M\d+,\d+/g).length >= 6 && !/until 33s/.test(window.shardscope.save()));
    const sheet = await pad(page);
    assert.equal(sheet.match(/M/g).length, 2, "two strokes");
    const points = sheet.match(/L/g).length;
    assert.ok(points > 60 && points < 140, `${points} points`);
    const [, left, top] = sheet.match(/^M(\d+),(\d+)/);
    assert.ok(Math.abs(left - 100) < 8 && Math.abs(top - 120) < 8, "where the pen was");
    await arrived(page, points);
    const fifo = await card(page, "SQS FIFO");
    assert.deepEqual([fifo.points, fifo.broken], [points, 0]);

    await button(page, "Share").click();
    const link = await (await page.waitForSelector(".copy input")).evaluate((e) => e.value);
    assert.ok(link.length < 4_000, `${link.length} characters`);
    const other = await open(started.browser, started.site.base, { query: link.slice(link.indexOf("#")) });
    await until(other, (sheet) => document.querySelector(".pad path")?.getAttribute("d") === sheet, sheet);
    await arrived(other, points);
    // Drawn all at once it is the same picture as point by point.
    const again = await card(other, "SQS FIFO");
    assert.deepEqual([again.points, again.broken], [points, 0]);
    assert.ok(Math.abs(again.lit / fifo.lit - 1) < 0.03, `${again.lit} and ${fifo.lit} pixels`);
    assert.deepEqual(other.complaints, []);
    await other.close();
  });

  journey("sends a shape again, faster, with crashes that double points", { query: "?scenario=draw" }, async (page) => {
    await page.waitForSelector(".pad");
    await button(page, "Star").click();
    await until(page, () => window.shardscope.save().includes("draw --new-sheet"));
    const star = await pad(page);
    await button(page, "Send again").click();
    await until(page, () => window.shardscope.save().split("draw --new-sheet").length === 3);
    assert.equal(await pad(page), star, "the same again");
    await set(page, "Points a second", "400");
    await set(page, "Crashes", "40");
    // What a crash left undone comes back when its visibility timeout of 30 s has passed.
    await page.keyboard.press("]");
    await page.keyboard.press("]");
    await until(page, () => /duplicates[1-9]/.test(document.querySelector('.lane[aria-label="SQS standard"] .counts').textContent));
    const { points, counts } = await card(page, "SQS standard");
    const [order, late, duplicates] = counts.match(/\d+/g).map(Number);
    assert.equal(points, order + late + duplicates, "every point that came is drawn");
  });
});

describe("what differs", () => {
  journey("is a table whose cells open the run that shows them", { query: "?scenario=lab" }, async (page) => {
    await page.waitForSelector(".lane");
    await button(page, "What differs").click();
    await page.waitForSelector(".differs");
    assert.equal(await page.$$eval(".differs tbody tr", (rows) => rows.length), 8);
    assert.equal(await page.$$eval(".differs td a", (cells) => cells.filter((cell) => cell.textContent.length > 10).length), 32);
    assert.deepEqual(await barriers(page, ".dialog"), []);
    for (const [row, column, name, part] of [
      [0, 3, "SNS", "nothing: a topic keeps no message"],
      [5, 0, "Kinesis", "by any consumer"],
      [6, 2, "SQS FIFO", "3,000/s accepted"],
    ]) {
      if (!(await page.$(".differs"))) await button(page, "What differs").click();
      await page.waitForSelector(".differs");
      const address = await page.evaluate((row, column) => {
        const cell = document.querySelectorAll(".differs tbody tr")[row].querySelectorAll("a")[column];
        cell.click();
        return cell.getAttribute("href");
      }, row, column);
      await until(page, (name, part) => document.querySelector(`.lane[aria-label="${name}"]`)?.textContent.includes(part), name, part);
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), name, "the lane in question");
      assert.equal((await state(page)).scenario, address.split("=")[1]);
    }
    // The same as a link of its own.
    const other = await open(started.browser, started.site.base, { query: "?scenario=differs-price" });
    await other.waitForSelector(".lane-note");
    assert.equal((await state(other)).title, "Price");
    assert.deepEqual(other.complaints, []);
    await other.close();
  });
});

describe("a lab in numbers", () => {
  journey("tells queues, topics and lanes", { query: "?scenario=lab" }, async (page) => {
    await until(page, () => window.shardscope.state().lanes?.every((lane) => lane.receivers[0].in_order > 100));
    const { queues, topics, lanes } = await state(page);
    assert.equal(queues.length, 6);
    assert.deepEqual(topics.map(({ name, subscriptions }) => [name, subscriptions]), [["gps", 3]]);
    assert.deepEqual(lanes.map((lane) => lane.receivers.length), [1, 1, 1, 1, 3]);
    assert.equal(lanes[2].receivers[0].queue, "gps-one-group.fifo");
    assert.equal(queues.find(({ name }) => name === "gps-standard").number_of_messages_sent, lanes[1].sent);
  });
});
