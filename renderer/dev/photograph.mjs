// Photographs sample screens: node renderer/dev/photograph.mjs OUT [WORD ...]
// Takes every picture whose name has all the words. Needs a Chromium (CHROMIUM, else /usr/bin/chromium). Reports what
// the content policy refused.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { SIZES, stand } from "./stand.mjs";

const [out = "demo-output/screens", ...wanted] = process.argv.slice(2);

const EVERY = [
  "attract",
  "attract-away",
  "goods",
  "goods-empty",
  "goods-full",
  "number",
  "number-complaint",
  "paying",
  "paying-offer",
  "paying-picked-up",
  "paying-approved",
  "paying-cancelling",
  "paying-checking",
  "paying-qr",
  "late",
  "dispensing",
  "done",
  "done-vending",
  "ended",
  "ended-not-dropped",
];

/** name → [size, hash] */
function shots() {
  const list = [];
  for (const [size, [mode]] of Object.entries(SIZES)) {
    for (const screen of EVERY) {
      list.push([`${size}_${screen}_nb_light`, size, `${mode}/${screen}/nb/light`]);
      list.push([`${size}_${screen}_nb_light_practice`, size, `${mode}/${screen}/nb/light/practice`]);
    }
    for (const screen of ["goods", "number", "paying-offer", "paying-qr", "done", "ended"]) {
      list.push([`${size}_${screen}_fi_light_large`, size, `${mode}/${screen}/fi/light/large/euro`]);
      list.push([`${size}_${screen}_en_contrast`, size, `${mode}/${screen}/en/contrast/practice/troubles/soldout`]);
      list.push([`${size}_${screen}_sv_dark`, size, `${mode}/${screen}/sv/dark`]);
      list.push([`${size}_${screen}_da_light_low`, size, `${mode}/${screen}/da/light/low`]);
    }
    list.push([`${size}_paying_en_light_leaving`, size, `${mode}/paying/en/light/leaving/practice`]);
    list.push([`${size}_attract_nn_light_practice`, size, `${mode}/attract/nn/light/practice/troubles`]);
  }
  return list.filter(([name]) => wanted.every((word) => name.includes(word)));
}

await mkdir(out, { recursive: true });
const { open, close, refused } = await stand();
for (const [name, size, hash] of shots()) {
  const page = await open(size, hash);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await page.close();
}
await close();
for (const text of refused) console.error(`refused: ${text}`);
process.exitCode = refused.size > 0 ? 1 : 0;
