// Lets axe-core judge the screens by the rules for WCAG 2.0 to 2.2, A and AA: node renderer/dev/axe.mjs [--all] [MODE ...]
// Every screen in every theme, and every screen in every language; the sheets too. Colours hang on the theme and words on
// the language, so the languages are judged without the rule about contrast. --all judges everything with everything.
// Modes choose among kiosk, counter, vending and customer.
// Prints what it found; ends with 1 if anything.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LANGUAGES, openSheet, screensOf, settle, THEMES } from "./every.mjs";
import { SAMPLE_STAFF } from "./sample-views.ts";
import { stand } from "./stand.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SHEETS = ["help-menu", "language-menu", "easier-menu"];
const all = process.argv.includes("--all");
const modes = process.argv.slice(2).filter((word) => !word.startsWith("--"));

/** Runs in the page. */
function judge({ rules, withContrast }) {
  const off = withContrast ? {} : { "color-contrast": { enabled: false } };
  // Of what axe would fetch before it begins, only sound has a rule among these; style sheets have none.
  const preload = { assets: ["media"] };
  return globalThis.axe
    .run(document, { runOnly: rules, rules: off, resultTypes: ["violations"], preload })
    .then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(" ")}`));
}

function pictures(mode) {
  const list = [];
  for (const language of LANGUAGES)
    for (const theme of THEMES) {
      const withContrast = all || language === "nb";
      if (!withContrast && theme !== "light") continue;
      const add = (screen, flags, sheet) =>
        list.push({ hash: `${mode}/${screen}/${language}/${theme}/${flags}`, sheet, withContrast });
      for (const screen of screensOf(mode)) add(screen, "practice");
      // Nothing opens on the screen that a customer at a counter looks at.
      if (mode === "customer") continue;
      add("paying", "leaving/practice");
      add("attract", "staff-door");
      add("attract", "staff/setup");
      add("attract", "staff/receipt", `receipt-${SAMPLE_STAFF.sales[0].reference}`);
      add("attract", "staff/give-back", `give-back-${SAMPLE_STAFF.sales[0].reference}`);
      add("goods", "soldout/troubles");
      for (const sheet of SHEETS) add("number", `voice/${sheet}`, sheet);
      add("goods", "voice/help-menu", "help-menu");
      if (mode !== "vending") add("goods-full", "pay", "pay");
      if (mode === "counter") {
        add("goods-discount", "discount", "discount-menu");
        add("goods", "hold", "hold-menu");
        add("goods-empty", "held", "hold-menu");
        add("goods", "count", "count-menu");
        add("goods", "price", "good-loose");
      }
    }
  return list;
}

const began = performance.now();
const { open, close } = await stand();
const found = new Map();
let judged = 0;
for (const [size, mode] of [
  ["kiosk-portrait", "kiosk"],
  ["counter-1366", "counter"],
  ["vending-800", "vending"],
  ["customer-1024", "customer"],
]) {
  if (modes.length > 0 && !modes.includes(mode)) continue;
  const page = await open(size, `${mode}/attract/nb/light`);
  await page.evaluate(AXE);
  for (const { hash, sheet, withContrast } of pictures(mode)) {
    await page.evaluate(settle, hash);
    if (sheet !== undefined) await page.evaluate(openSheet, sheet);
    for (const fault of await page.evaluate(judge, { rules: RULES, withContrast }))
      found.set(fault, [...(found.get(fault) ?? []), hash]);
    judged += 1;
  }
  await page.close();
}
await close();
for (const [fault, where] of found) console.log(`${fault}\n    ${where.length} ×: ${where.slice(0, 3).join("; ")}`);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  `${judged} pictures judged in ${seconds} s: ${found.size === 0 ? "nothing found" : `${found.size} faults`}`,
);
process.exitCode = found.size > 0 ? 1 : 0;
