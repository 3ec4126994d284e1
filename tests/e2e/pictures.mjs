// Every step of every story at three sizes and in three themes, as sheets of 24 pictures each in target/pictures/, to be looked at.
// `node pictures.mjs worker groups` takes some stories; `--theme dark` takes one theme. The picture at the top of the README is one of them.
import { mkdirSync, writeFileSync } from "node:fs";
import { STORIES, chromium, open, serve, until } from "./lib/site.mjs";

const FOLDER = new URL("../../target/pictures/", import.meta.url);
const README = new URL("../../docs/first-minute.png", import.meta.url);
const SHEET = 24;
const SIZES = [
  { width: 1280, height: 720, query: "&present" },
  { width: 1920, height: 1080, query: "" },
  { width: 390, height: 844, query: "" },
];
const words = process.argv.slice(2);
const at = words.indexOf("--theme");
const themes = at < 0 ? ["dark", "light", "projector"] : words.splice(at, 2).slice(1);
const stories = words.length ? words : STORIES;

mkdirSync(FOLDER, { recursive: true });
const site = await serve();
const browser = await chromium();
for (const theme of themes) {
  for (const { width, height, query } of SIZES) {
    let pictures = [];
    let sheets = 0;
    const put = async () => {
      if (!pictures.length) return;
      const page = await browser.newPage();
      const columns = width < 900 ? 8 : 4;
      await page.setViewport({ width: 2_000, height: 100 });
      const figure = ({ name, data }) => `<figure style="margin:0"><img src="data:image/png;base64,${data}" style="width:100%"><figcaption>${name}</figcaption></figure>`;
      await page.setContent(`<body style="margin:8px;font:14px sans-serif;display:grid;grid-template-columns:repeat(${columns},1fr);gap:8px">${pictures.map(figure).join("")}`);
      await page.screenshot({ path: new URL(`${theme}-${width}-${++sheets}.png`, FOLDER).pathname, fullPage: true });
      await page.close();
      pictures = [];
    };
    for (const story of stories) {
      // A profile of its own: nobody has been here before.
      const context = await browser.createBrowserContext();
      const page = await open(context, site.base, { query: `?story=${story}${query}`, width, height, theme });
      await page.waitForSelector(".story");
      const steps = Number(await page.$eval(".story header .muted", (e) => e.textContent.split(" of ")[1]));
      for (let step = 1; step <= steps; step++) {
        await until(page, (text) => document.querySelector(".story header .muted").textContent === text, `${step} of ${steps}`);
        await page.evaluate(() => window.shardscope.step(8_000));
        await page.evaluate(() => window.shardscope.play());
        const then = await page.evaluate(() => window.shardscope.state().now_micros);
        await until(page, (then) => window.shardscope.state().now_micros > then + 5e5, then);
        const data = await page.screenshot({ encoding: "base64" });
        pictures.push({ name: `${story} ${step}`, data });
        if (theme === "dark" && width === 1280 && story === "first-minute" && step === 3) writeFileSync(README, Buffer.from(data, "base64"));
        if (pictures.length === SHEET) await put();
        if (step < steps) await page.keyboard.press("PageDown");
      }
      await context.close();
    }
    await put();
    console.log(`${theme}, ${width}x${height}: ${sheets} sheets`);
  }
}
await browser.close();
site.close();
