// Photographs the few screens that the visual comparison guards, small and without motion:
// node renderer/dev/photograph-references.mjs OUT [NAME ...], all or those named. Prints the browser's version.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { stand } from "./stand.mjs";

/** name → [size, hash]; one of each kind, each theme and four languages among them. */
const GUARDED = {
  "kiosk-waiting": ["kiosk-portrait", "kiosk/paying-offer/en/dark"],
  "kiosk-code": ["kiosk-landscape", "kiosk/paying-qr/sv/light"],
  "kiosk-done": ["kiosk-portrait", "kiosk/done/da/contrast"],
  "counter-number": ["counter-1366", "counter/number-complaint/en/dark"],
  "vending-dispensing": ["vending-800", "vending/dispensing/fi/contrast"],
  "vending-staff-door": ["vending-800", "vending/attract/sv/light/staff-door"],
  "customer-basket": ["customer-1366", "customer/goods-discount/nn/dark"],
  "customer-code": ["customer-1024", "customer/paying-qr/en/light"],
  "kiosk-leaving-large": ["kiosk-portrait", "kiosk/paying/fi/light/large/leaving"],
};
/** Of the window's own pixels; small files, and still every line of text in its place. */
const SCALE = 0.5;

const [out = "demo-output/references", ...only] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const { open, close, browser } = await stand();
for (const [name, [size, hash]] of Object.entries(GUARDED)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const page = await open(size, hash, SCALE);
  await page.screenshot({ path: join(out, `${name}.png`), animations: "disabled", caret: "hide" });
  await page.close();
}
console.log(browser.version());
await close();
