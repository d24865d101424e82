// A shop of 2,000 goods in forty categories, in every window with tabs along the top: node renderer/dev/crowd.mjs. The goods
// keep their room beside a full basket, and the last category is two presses away. Ends with 1 if either fails.

import { SIZES, stand } from "./stand.mjs";

/** Two tiles with their names, in the smallest window there is. */
const GOODS_LEAST_PX = 190;

const { open, close } = await stand();
const found = [];
let looked = 0;
for (const [size, [mode]] of Object.entries(SIZES).filter(([, [mode]]) => mode === "kiosk" || mode === "counter")) {
  const page = await open(size, `${mode}/goods/fi/light/many`);
  const room = await page.locator(".good-sections .scroller-inside").evaluate((box) => box.clientHeight);
  if (room < GOODS_LEAST_PX)
    found.push(`${size}: ${room} px are left for the goods, at least ${GOODS_LEAST_PX} wanted`);
  await page.getByTestId("all-categories").click();
  const last = page.locator(".panel .tab").last();
  const name = await last.textContent();
  await last.click();
  const top = page.locator(`[data-section="${name}"] .good`).first();
  await page
    .waitForFunction(
      ([section]) => {
        const box = document.querySelector(".good-sections .scroller-inside").getBoundingClientRect();
        const good = document.querySelector(`[data-section="${section}"] .good`).getBoundingClientRect();
        return good.top >= box.top - 1 && good.bottom <= box.bottom + 1;
      },
      [name],
      { timeout: 5_000 },
    )
    .catch(async () => found.push(`${size}: ${name} is not in sight: ${JSON.stringify(await top.boundingBox())}`));
  if ((await page.locator(".panel").count()) > 0) found.push(`${size}: the list stays open`);
  looked += 1;
  await page.close();
}
await close();
for (const each of found) console.log(each);
console.log(`${looked} windows: ${found.length === 0 ? "nothing" : found.length} found`);
process.exitCode = found.length === 0 ? 0 : 1;
