// The three ways through each mode, picture by picture, as one sheet a mode: node renderer/dev/walks.mjs [--out FOLDER].
// Somebody who has never seen the terminal must be able to buy, to call off and to walk away by these pictures alone.

import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { settle } from "./every.mjs";
import { stand } from "./stand.mjs";

const { values } = parseArgs({ options: { out: { type: "string", default: "docs/pictures" } } });
const out = resolve(values.out);

/** name → [window, width of one picture, walks]; a step is a sample screen and, after a slash, its flag. */
const WALKS = {
  kiosk: [
    "kiosk-portrait",
    270,
    {
      Buying: ["attract", "goods-empty", "goods", "number", "paying", "paying-approved", "done"],
      "Calling it off": ["goods", "number", "paying", "paying-cancelling", "ended"],
      "Walking away": ["goods", "number", "paying", "paying/leaving", "attract"],
    },
  ],
  counter: [
    "counter-1366",
    480,
    {
      Buying: ["goods-empty", "goods", "number", "paying", "paying-approved", "done"],
      "Calling it off": ["goods", "paying-qr", "paying-cancelling", "ended"],
      "The customer walks away, the cashier calls it off": [
        "paying-offer",
        "paying-cancelling",
        "ended",
        "goods-empty",
      ],
    },
  ],
  vending: [
    "vending-800",
    380,
    {
      Buying: ["attract", "goods-empty", "goods", "number", "paying", "dispensing", "done-vending"],
      "Calling it off": ["goods", "number", "paying", "paying-cancelling", "ended"],
      "Walking away": ["goods", "paying-qr", "paying/leaving", "attract"],
    },
  ],
};

const sheetOf = (rows, width) => `<!doctype html><meta charset="utf-8"><title>Walks</title>
<style>
body { margin: 0; padding: 24px; font: 16px sans-serif; background: #d9dcd9; color: #16201c; width: max-content }
h2 { margin: 16px 0 8px; font-size: 20px }
ol { display: flex; gap: 12px; margin: 0; padding: 0; list-style: none }
img { display: block; width: ${width}px; box-shadow: 0 1px 3px rgb(0 0 0 / 40%) }
</style>
${rows.map(({ title, files }) => `<h2>${title}</h2><ol>${files.map((file, at) => `<li>${at + 1}<img src="${file}" alt=""></li>`).join("")}</ol>`).join("\n")}`;

const shots = join(out, "..", "..", "demo-output", "walks");
await mkdir(shots, { recursive: true });
const { open, close, browser, refused } = await stand();
for (const [mode, [size, width, walks]] of Object.entries(WALKS)) {
  const page = await open(size, `${mode}/attract/en/light`);
  const rows = [];
  for (const [title, steps] of Object.entries(walks)) {
    const files = [];
    for (const step of steps) {
      const [screen, ...flags] = step.split("/");
      await page.evaluate(settle, [mode, screen, "en", "light", ...flags].join("/"));
      const file = `${mode}_${step.replaceAll("/", "_")}.png`;
      await page.screenshot({ path: join(shots, file) });
      files.push(file);
    }
    rows.push({ title, files });
  }
  await page.close();
  const html = join(shots, `${mode}.html`);
  await writeFile(html, sheetOf(rows, width));
  const sheet = await browser.newPage({ viewport: { width: 400, height: 400 } });
  await sheet.goto(pathToFileURL(html).href);
  await sheet.locator("body").screenshot({ path: join(out, `walk-${mode}.jpg`), type: "jpeg", quality: 80 });
  await sheet.close();
}
await close();
for (const text of refused) console.error(`refused: ${text}`);
process.exitCode = refused.size > 0 ? 1 : 0;
