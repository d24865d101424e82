// Photographs screens small and lays them out on one sheet, to be looked at as a stranger would, from three metres:
// node renderer/dev/contact-sheet.mjs [--out FOLDER] [--all] [WORD ...]
// By default every screen in every window in Norwegian, and the walk from goods to receipt in every theme and language;
// --all takes every screen in every window, theme and language (some thousands, a quarter of an hour). Words choose among
// names such as "kiosk-portrait/paying/fi/dark". Writes sheet.html, its pictures, and sheet.jpg.

import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { LANGUAGES, screensOf, settle, THEMES } from "./every.mjs";
import { SIZES, stand } from "./stand.mjs";

const { values, positionals: words } = parseArgs({
  options: {
    out: { type: "string", default: "demo-output/contact-sheet" },
    all: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const out = resolve(values.out);
/** Width of a small picture in pixels. */
const SMALL = { upright: 150, lying: 240 };
const WALK = /^(attract|goods|number|paying|paying-qr|done|done-vending|ended)$/;
/** The staff's sheet, which lies above whatever screen there is. */
const STAFF = ["staff-door", "staff"];

function pictures(mode, size) {
  const list = [];
  for (const screen of [...screensOf(mode), ...(mode === "customer" ? [] : STAFF)])
    for (const language of LANGUAGES)
      for (const theme of THEMES)
        list.push({ screen, language, theme, name: `${size}/${screen}/${language}/${theme}` });
  const isUsual = ({ screen, language, theme }) =>
    (language === "nb" && theme === "light") ||
    (WALK.test(screen) && (theme === "light" || language === "nb" || language === "fi"));
  return list.filter((one) => (values.all || isUsual(one)) && words.every((word) => one.name.includes(word)));
}

const page = (rows) => `<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>
body { margin: 24px; font: 14px sans-serif; background: #d9dcd9; color: #16201c; width: max-content }
h2 { margin: 24px 0 8px; font-size: 20px }
div { display: flex; flex-wrap: wrap; gap: 8px; max-width: 2000px }
figure { margin: 0 } img { display: block; box-shadow: 0 1px 3px rgb(0 0 0 / 40%) } figcaption { font-size: 11px }
</style>
${rows.map(({ size, shots }) => `<h2>${size}</h2><div>${shots.map(({ file, caption, width }) => `<figure><img src="${file}" width="${width}" alt="${caption}"><figcaption>${caption}</figcaption></figure>`).join("\n")}</div>`).join("\n")}`;

await mkdir(out, { recursive: true });
const { open, close, browser, refused } = await stand();
const rows = [];
for (const [size, [mode, width, height]] of Object.entries(SIZES)) {
  const wanted = pictures(mode, size);
  if (wanted.length === 0) continue;
  const small = height > width ? SMALL.upright : SMALL.lying;
  // Twice as fine as it is shown, for a look from nearby.
  const screen = await open(size, `${mode}/attract/nb/light`, (2 * small) / width);
  const shots = [];
  for (const { name, screen: at, language, theme } of wanted) {
    const shown = STAFF.includes(at) ? `attract/${language}/${theme}/${at}` : `${at}/${language}/${theme}`;
    await screen.evaluate(settle, `${mode}/${shown}`);
    const file = `${name.replaceAll("/", "_")}.jpg`;
    await screen.screenshot({ path: join(out, file), type: "jpeg", quality: 80 });
    shots.push({ file, caption: `${at} ${language} ${theme}`, width: small });
  }
  rows.push({ size, shots });
  await screen.close();
}
const html = join(out, "sheet.html");
await writeFile(html, page(rows));
const sheet = await browser.newPage({ viewport: { width: 2060, height: 1000 } });
await sheet.goto(pathToFileURL(html).href);
await sheet.screenshot({ path: join(out, "sheet.jpg"), type: "jpeg", quality: 70, fullPage: true });
await close();
for (const text of refused) console.error(`refused: ${text}`);
console.log(`${rows.reduce((sum, { shots }) => sum + shots.length, 0)} pictures: ${html}`);
process.exitCode = refused.size > 0 ? 1 : 0;
