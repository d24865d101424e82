// Measures codes where the density of the screen is known: node renderer/dev/code-size.mjs [FOLDER]
// Every screen that shows a code, on small panels with many pixels to the inch, six languages, two text sizes. A code is 35 mm
// without its quiet zone, whole, in sight, and nothing lies on it; alone on the screen it stays so, and its other way is in sight;
// where the number stands beside it, keys lie on nothing. With a folder, pictures go there.
// Prints one line per finding; ends with 1 if any.

import { join } from "node:path";
import { densityCss } from "../../electron/config/density-css.ts";
import { payOnScreen } from "../../electron/config/pay-on-screen.ts";
import { LANGUAGES, screensOf, settle } from "./every.mjs";
import { SAMPLE_QR } from "./sample-qr.ts";
import { SIZES, stand } from "./stand.mjs";

const LEAST_MM = 35;

/** Window, and the panel's diagonals in inches. */
const PANELS = [
  ["vending-800", [5, 7]],
  ["vending-1024", [7]],
  ["vending-portrait", [10.1]],
  ["kiosk-portrait", [10.1]],
  ["kiosk-landscape", [10.1]],
  ["counter-1366", [10.1]],
  ["customer-800", [5, 7]],
  ["customer-1024", [7]],
];

/** Large text in one language: it scrolls, and its words take the code no room. */
function looksOf(mode) {
  const normal = LANGUAGES.map((language) => `${language}/light/normal/practice`);
  return mode === "customer" ? normal : [...normal, "fi/light/large/practice"];
}

/** Runs in the page: how wide the code's own modules are drawn, and what is wrong with where it lies. */
function lookAt(modules) {
  const code = document.querySelector('[data-testid="qr"]');
  if (code === null) return undefined;
  code.scrollIntoView({ block: "nearest" });
  const box = code.getBoundingClientRect();
  const faults = [];
  const edge = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  for (let around = code.parentElement; around !== null; around = around.parentElement) {
    if (getComputedStyle(around).overflow === "visible" || around === document.documentElement) continue;
    const { left, top, right, bottom } = around.getBoundingClientRect();
    edge.left = Math.max(edge.left, left);
    edge.top = Math.max(edge.top, top);
    edge.right = Math.min(edge.right, right);
    edge.bottom = Math.min(edge.bottom, bottom);
  }
  const isCut =
    box.left < edge.left - 1 ||
    box.right > edge.right + 1 ||
    box.top < edge.top - 1 ||
    box.bottom > edge.bottom + 1;
  if (isCut) faults.push("the code is cut");
  for (const other of document.querySelectorAll("button, p, h1, .amount, .number-field, .practice")) {
    if (!other.checkVisibility() || other.matches(".unseen")) continue;
    const { left, top, right, bottom } = other.getBoundingClientRect();
    const wide = Math.min(right, box.right) - Math.max(left, box.left);
    const high = Math.min(bottom, box.bottom) - Math.max(top, box.top);
    if (wide > 1 && high > 1) faults.push(`${other.dataset.testid ?? `"${other.textContent}"`} lies on the code`);
  }
  for (const key of document.querySelectorAll(".pad-key")) {
    const at = key.getBoundingClientRect();
    if (Math.min(at.width, at.height) < 43.5) faults.push(`${key.dataset.testid} is smaller than a finger`);
    for (const other of document.querySelectorAll("button:not(.pad-key), .number-field")) {
      const { left, top, right, bottom } = other.getBoundingClientRect();
      const sticks = document.documentElement.dataset.text === "large" && other.closest(".screen-actions, .bar");
      if (left < at.right - 1 && right > at.left + 1 && top < at.bottom - 1 && bottom > at.top + 1 && !sticks)
        faults.push(`${key.dataset.testid} and ${other.dataset.testid} lie on each other`);
    }
  }
  const number = document.querySelector('[data-testid="use-number"]');
  if (number !== null && document.documentElement.dataset.text === "normal") {
    const { top, bottom, right } = number.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight || right > innerWidth) faults.push("the way to the number is out of sight");
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page is wider than its window");
  // Four modules on each side are the quiet zone.
  return { wide: (box.width * (modules - 8)) / modules, faults };
}

const [folder] = process.argv.slice(2);
const { open, close, refused } = await stand();
const found = [...refused].map((text) => `refused: ${text}`);
let measured = 0;
let least = Number.POSITIVE_INFINITY;
for (const [size, diagonals] of PANELS) {
  const [mode, width, height] = SIZES[size];
  const page = await open(size, `${mode}/paying-qr/nb/light`);
  for (const inches of diagonals) {
    const pixelsPerInch = Math.round(Math.hypot(width, height) / inches);
    const [, pixels] = /--qr-least: (\d+px)/.exec(densityCss({ pixelsPerInch }));
    await page.evaluate((value) => document.documentElement.style.setProperty("--qr-least", value), pixels);
    const isBeside = payOnScreen("side-by-side", { width, height, pixelsPerInch }) === "side-by-side";
    const shown = isBeside ? /^paying-(qr|beside)/ : /^paying-qr/;
    for (const screen of screensOf(mode).filter((name) => shown.test(name)))
      for (const look of looksOf(mode)) {
        await page.evaluate(settle, `${mode}/${screen}/${look}`);
        const seen = await page.evaluate(lookAt, SAMPLE_QR.modules);
        const where = `${size} of ${inches} inches, ${screen}, ${look}`;
        if (folder !== undefined)
          await page.screenshot({ path: join(folder, `${where.replace(/[ ,/]+/g, "-")}.png`) });
        if (seen === undefined) {
          found.push(`${where}: no code is shown`);
          continue;
        }
        measured += 1;
        const mm = (seen.wide / pixelsPerInch) * 25.4;
        least = Math.min(least, mm);
        if (mm < LEAST_MM) found.push(`${where}: the code is ${mm.toFixed(1)} mm`);
        for (const fault of new Set(seen.faults)) found.push(`${where}: ${fault}`);
      }
  }
  await page.close();
}
await close();
for (const each of found) console.log(each);
console.log(
  `${measured} codes, the smallest ${least.toFixed(1)} mm: ${found.length === 0 ? "nothing" : found.length} found`,
);
process.exitCode = found.length === 0 ? 0 : 1;
