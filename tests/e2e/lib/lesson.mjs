// A whole lesson, hot-partition, played with what the page shows: the same in a page and in a frame of another one.
import assert from "node:assert/strict";
import { until } from "./site.mjs";

const says = (page, selector, text) => until(page, (selector, text) => document.querySelector(selector)?.textContent.includes(text), selector, text);
const at = (page, step) => until(page, (step) => document.querySelector(".story header .muted")?.textContent.startsWith(`${step} of`), step);
const pass = (page, millis) => page.evaluate((millis) => window.shardscope.step(millis), millis);
const click = async (page, selector) => (await page.waitForSelector(selector)).evaluate((e) => e.click());

// From its first step to its last: a wrong prediction, what was measured, the challenge and what solves it.
export async function playHotPartition(page) {
  await until(page, () => document.querySelector(".story h2")?.textContent === "Hot partition");
  for (const step of [2, 3]) {
    await click(page, ".story .next");
    await at(page, step);
  }
  await says(page, ".choices", "The run waits for your prediction.");
  await click(page, ".choice input:not(:disabled)");
  await click(page, ".how-sure button:last-of-type");
  await pass(page, 31_000);
  await says(page, ".measured", "Not as you predicted (certain)");
  for (const step of [4, 5]) {
    await click(page, ".story .next");
    await at(page, step);
    await pass(page, 500);
  }
  await says(page, ".contest", "Nothing is refused");
  const answer = await page.evaluate(() => window.shardscope.cli("set-producer hot --keys 4"));
  assert.equal(answer.code, 0, JSON.stringify(answer));
  for (let seconds = 0; seconds < 300 && !(await page.$(".contest > .predicted.good")); seconds += 10) await pass(page, 10_000);
  await says(page, ".contest", "Solved");
  await click(page, ".story .next");
  await says(page, ".story h3", "One key, one shard");
}
