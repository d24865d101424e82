// Lets axe-core judge every screen in every mode and theme by the rules for WCAG 2.0 to 2.2, A and AA:
// node renderer/dev/axe.mjs. Prints what it found; ends with 1 if anything.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { stand } from "./stand.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SCREENS = [
  "attract",
  "attract-away",
  "goods",
  "goods-empty",
  "goods-full",
  "number",
  "number-complaint",
  "paying",
  "paying-offer",
  "paying-qr",
  "late",
  "done",
  "ended",
  "ended-checking",
];
const OF_MODE = { kiosk: [], counter: [], vending: ["dispensing", "done-vending", "ended-not-dropped"] };

const { open, close } = await stand();
const found = new Map();
let judged = 0;
for (const [size, mode] of [
  ["kiosk-portrait", "kiosk"],
  ["counter-1366", "counter"],
  ["vending-800", "vending"],
])
  for (const theme of ["light", "dark", "contrast"]) {
    const hashes = [...SCREENS, ...OF_MODE[mode]].map((screen) => `${mode}/${screen}/nb/${theme}/practice`);
    const page = await open(size, hashes[0]);
    await page.evaluate(AXE);
    for (const hash of [...hashes, `${mode}/paying/nb/${theme}/leaving/practice`]) {
      await page.evaluate(
        (next) =>
          new Promise((resolve) => {
            location.hash = next;
            requestAnimationFrame(() => requestAnimationFrame(resolve));
          }),
        hash,
      );
      const faults = await page.evaluate(
        (rules) =>
          globalThis.axe
            .run(document, { runOnly: rules })
            .then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(" ")}`)),
        RULES,
      );
      for (const fault of faults) found.set(fault, [...(found.get(fault) ?? []), hash]);
      judged += 1;
    }
    await page.close();
  }
await close();
for (const [fault, where] of found) console.log(`${fault}\n    ${where.length} ×: ${where.slice(0, 3).join("; ")}`);
console.log(`${judged} screens judged: ${found.size === 0 ? "nothing found" : `${found.size} faults`}`);
process.exitCode = found.size > 0 ? 1 : 0;
