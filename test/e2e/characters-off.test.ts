import { expect, test } from "vitest";
import { pressesKey, Shop } from "./shop.ts";

// WCAG 2.1.4: single characters that press something can be switched off.

test("with characters switched off, letters and digits press nothing at a machine, and its moving keys do everything", async (context) => {
  const settings = { keys: { moves: "up-down", characters: false } };
  const shop = await Shop.openFor(context, { mode: "vending", settings });
  const { customer, page, terminal } = shop;
  await customer.wakes();
  for (const key of ["a", "1"]) await pressesKey(terminal, key);
  await pressesUntil(shop, "slot-key-A");
  await pressesKey(terminal, "Enter");
  await pressesUntil(shop, "slot-key-1");
  await pressesKey(terminal, "Enter");
  await customer.seesPart("basket-total");
  // One, chosen by the moving keys: the characters before have chosen none.
  await expect.poll(() => page.getByTestId("pay").isEnabled()).toBe(true);
  expect(await page.locator('[data-testid^="basket-line-"]').count()).toBe(1);
  await customer.goesToPay();
  await customer.sees("number");
  for (const key of ["9", "1", "2"]) await pressesKey(terminal, key);
  await pressesUntil(shop, "key-4");
  await pressesKey(terminal, "Enter");
  await expect.poll(() => page.getByTestId("number-field").innerText()).toContain("4");
  expect(await page.getByTestId("number-field").innerText()).not.toMatch(/[912]/);
});

/** Down, until this has the focus. */
async function pressesUntil({ page, terminal }: Shop, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const at = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["testid"]);
    if (at === name) return;
    await pressesKey(terminal, "Down");
  }
  throw new Error(`no number of presses of Down comes to ${name}`);
}
