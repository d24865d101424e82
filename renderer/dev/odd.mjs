// Names that nobody drew the screens for, shown as text and nothing else: node renderer/dev/odd.mjs
// Prints what is wrong, and ends with 1 if anything is. Their layout is judged by measure.mjs.

import { ODD_NAMES } from "./odd-goods.ts";
import { stand } from "./stand.mjs";

/** Window, address, and the part whose words are names. */
const LOOKED_AT = [
  ["kiosk-portrait", "kiosk/goods-full/nb/light/odd", ".good-name"],
  ["kiosk-portrait", "kiosk/goods-full/nb/light/odd", ".line-name"],
  ["counter-1366", "counter/goods-full/nb/light/odd", ".good-name"],
  ["customer-1366", "customer/goods-full/nb/light/odd", ".line-name"],
  ["vending-800", "vending/goods/nb/light/odd", ".good-name"],
  ["vending-800", "vending/dispensing/nb/light/odd", ".item-name"],
];

const { open, close, refused } = await stand();
const found = [];
for (const [size, hash, part] of LOOKED_AT) {
  const page = await open(size, hash);
  const where = `${size} ${hash} ${part}`;
  const title = await page.title();
  page.on("dialog", (dialog) => {
    found.push(`${where}: "${dialog.message()}" was said by a name`);
    dialog.dismiss();
  });
  const names = await page.locator(part).evaluateAll((parts) => parts.map((each) => each.textContent));
  if (names.length === 0) found.push(`${where}: no name is shown`);
  for (const name of names)
    if (!ODD_NAMES.includes(name)) found.push(`${where}: ${JSON.stringify(name)} is no name`);
  const foreign = await page.locator("#root :is(script, iframe, b, img:not(.picture))").count();
  if (foreign > 0) found.push(`${where}: ${foreign} elements came out of names`);
  const halves = await page.evaluate(() => document.body.innerText.includes("\ufffd"));
  if (halves) found.push(`${where}: half a sign stands where a whole one was meant`);
  if ((await page.title()) !== title) found.push(`${where}: a name changed the page`);
  await page.close();
}
const page = await open("kiosk-landscape", "kiosk/paying-beside-checking/en/light");
const money = await page.getByTestId("money-words").getAttribute("class");
if (!money?.includes("money-being-checked")) found.push(`beside a code that is being checked: ${money}`);
if ((await page.getByTestId("cancel").count()) > 0) found.push("what cannot be cancelled offers to be");
await close();
for (const text of refused) found.push(`refused: ${text}`);
for (const each of found) console.log(each);
console.log(`${LOOKED_AT.length} screens: ${found.length === 0 ? "nothing" : found.length} found`);
process.exitCode = found.length === 0 ? 0 : 1;
