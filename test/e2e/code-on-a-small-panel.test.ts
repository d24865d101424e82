import { expect, test } from "vitest";
import { Shop } from "./shop.ts";

/** A panel of seven inches, 154 mm wide. */
const PANEL = { width: 800, height: 480, pixelsPerInch: 132 };

test("a machine of seven inches that asks for a code beside the number shows the code alone, 35 mm, and the number one touch away", async (context) => {
  const shop = await Shop.openFor(context, {
    mode: "vending",
    display: PANEL,
    settings: { pay: { first: "side-by-side" } },
  });
  const { customer, page } = shop;
  await customer.wakes();
  await customer.chooses("chips-paprika-1");
  await customer.touches("pay");
  await customer.sees("paying");
  const code = page.getByTestId("qr");
  await code.waitFor();
  const seen = await code.evaluate((drawn) => {
    const { top, right, bottom, width } = drawn.getBoundingClientRect();
    const modules = Number(drawn.getAttribute("viewBox")?.split(" ").at(-1));
    return { top, right, bottom, wide: (width * (modules - 8)) / modules, page: [innerWidth, innerHeight] };
  });
  // In the page's own pixels: a smaller desk shows the whole window smaller.
  expect(seen.page).toEqual([PANEL.width, PANEL.height]);
  expect((seen.wide / PANEL.pixelsPerInch) * 25.4).toBeGreaterThanOrEqual(35);
  expect(seen.top).toBeGreaterThan(0);
  expect(seen.bottom).toBeLessThan(PANEL.height);
  expect(await page.locator(".keypad").count()).toBe(0);
  await page.getByTestId("use-number").click();
  await customer.sees("number");
  expect(await page.locator(".keypad").isVisible()).toBe(true);
});
