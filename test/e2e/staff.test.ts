import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hashPin } from "../../electron/config/staff-pin.ts";
import { MSISDN, pressesKey, Shop } from "./shop.ts";

const PIN = "246810";
const staff = { pin: hashPin(PIN, "000102030405060708090a0b0c0d0e0f") };

/** Moves on with one key until the thing whose name begins so has the focus, then chooses it. */
async function choosesByKeys(shop: Shop, begins: string): Promise<void> {
  const { page } = shop;
  const held = () => page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? "");
  for (let presses = 0; presses < 60 && !(await held()).startsWith(begins); presses += 1) {
    const before = await page.evaluateHandle(() => document.activeElement);
    await pressesKey(shop.terminal, "Down");
    await page.waitForFunction((was) => document.activeElement !== was, before);
  }
  expect(await held()).toMatch(new RegExp(`^${begins}`));
  await pressesKey(shop.terminal, "Enter");
}

async function typesPin(shop: Shop, pin: string): Promise<void> {
  for (const digit of pin) await pressesKey(shop.terminal, digit);
  await shop.customer.hears("staff-dots", new RegExp(`^${"•".repeat(pin.length)}$`));
  await pressesKey(shop.terminal, "Enter");
}

async function staffSheetIsGone(page: Page): Promise<void> {
  await page.getByTestId("staff").waitFor({ state: "detached" });
}

test("with keys alone staff are refused with a wrong PIN, let in with theirs, hand an order over, give it back and leave", async (context) => {
  const settings = { staff, captureAt: "on-handover", keys: { moves: "up-down" } };
  const shop = await Shop.openFor(context, { mode: "kiosk", settings });
  const { customer, page, phone, terminal } = shop;
  await customer.wakes();
  await customer.chooses("coffee");
  const reference = await shop.asksByNumber();
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  expect(await phone.ledger()).toMatchObject([{ authorized: 3_900, captured: 0 }]);
  await customer.touches("finish");
  await customer.sees("attract");

  await pressesKey(terminal, "F1", ["shift"]);
  await customer.seesPart("staff");
  await typesPin(shop, "111111");
  await customer.seesPart("staff-refused");
  expect(await page.getByTestId("staff-look-again").count()).toBe(0);
  await typesPin(shop, PIN);
  await customer.seesPart("staff-look-again");
  expect(await page.getByTestId("staff-dots").count()).toBe(0);

  await choosesByKeys(shop, "hand-over-");
  await customer.seesPart("staff-said");
  await page.locator('[data-testid^="hand-over-"]').waitFor({ state: "detached" });
  // Whoever works by keys goes on where the row was.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H2");
  await phone.bankSays((row) => row.reference === reference && row.captured === 3_900);

  await expect
    .poll(
      async () => {
        await customer.touches("staff-look-again");
        return page.locator('[data-testid^="give-back-"]').count();
      },
      { timeout: 15_000 },
    )
    .toBe(1);
  await choosesByKeys(shop, "give-back-");
  await choosesByKeys(shop, "give-back-all");
  expect(await phone.bankSays((row) => row.reference === reference && row.refunded > 0)).toMatchObject({
    captured: 3_900,
    refunded: 3_900,
  });
  await pressesKey(terminal, "Escape");
  await staffSheetIsGone(page);
  await customer.sees("attract");
});

test("a slot that dropped nothing is locked until staff say what they did, and is then sold from again", async (context) => {
  const shop = await Shop.openFor(context, { mode: "vending", settings: { staff } });
  const { around, customer, page, phone, terminal } = shop;
  around.board.bench.jam("A3");
  await customer.wakes();
  await customer.chooses("chips-paprika-1");
  await customer.asksByCode();
  await phone.act(MSISDN, await phone.pointsAtCode(MSISDN), "approve");
  await customer.sees("ended");
  await customer.touches("finish");
  await customer.sees("attract");

  await pressesKey(terminal, "F1", ["shift"]);
  await customer.seesPart("staff");
  await customer.types(PIN);
  const open = page.getByTestId("staff-open");
  const [box, height] = [await open.boundingBox(), await page.evaluate(() => innerHeight)];
  expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  await open.click();
  await customer.touches("unlock-A3-cleared");
  await customer.seesPart("staff-said");
  await page.getByTestId("unlock-A3-cleared").waitFor({ state: "detached" });
  await customer.touches("staff-close");
  await staffSheetIsGone(page);
  await customer.wakes();
  await expect.poll(() => page.getByTestId("good-chips-paprika-1").isEnabled(), { timeout: 10_000 }).toBe(true);
});
