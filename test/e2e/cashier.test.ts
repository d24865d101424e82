import { expect, test } from "vitest";
import { hashPin } from "../../electron/config/staff-pin.ts";
import { MSISDN, pressesKey, Shop, typesNumber } from "./shop.ts";

const PIN = "246810";
const settings = {
  staff: { pin: hashPin(PIN, "000102030405060708090a0b0c0d0e0f") },
  discounts: { reasons: ["Ansatt", "Skadd vare"], withoutPinPercent: 20 },
};

test("by keys alone: several at once, a discount, held through a power cut, paid, found again and copied once", async (context) => {
  const shop = await Shop.openFor(context, { mode: "counter", settings });
  const { phone, around } = shop;
  const types = async (...keys: readonly string[]) => {
    for (const key of keys) await pressesKey(shop.terminal, key);
  };
  /** As a person types: what comes as fast as from a scanner would be a code. */
  const typesInto = async (field: string, text: string) => {
    const value = () => shop.page.getByTestId(field).inputValue();
    for (const [at, letter] of [...text].entries()) {
      await types(letter);
      await expect.poll(value, { timeout: 5_000, interval: 20 }).toBe(text.slice(0, at + 1));
    }
  };
  /** Moves on with Tab until the button has the focus, then presses it. */
  const tabsTo = async (begins: string) => {
    const held = () => shop.page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? "");
    for (let presses = 0; presses < 40 && !(await held()).startsWith(begins); presses += 1) {
      const before = await shop.page.evaluateHandle(() => document.activeElement);
      await types("Tab");
      await shop.page.waitForFunction((was) => document.activeElement !== was, before);
    }
    expect(await held()).toMatch(new RegExp(`^${begins}`));
    await types("Enter");
  };
  await shop.customer.wakes();

  await types("3", "*");
  await shop.customer.hears("count-said", /^3 ×$/);
  await types(..."bringe");
  await shop.customer.seesPart("good-jam-raspberry");
  await types("Enter");
  await shop.customer.hears("basket-total", /^267,00/);

  await types("F3");
  await shop.customer.seesPart("discount-amount");
  await typesInto("discount-amount", "10");
  await types("Enter");
  await shop.customer.hears("basket-reduction", /Rabatt Ansatt\s*−26,70/);
  await shop.customer.hears("basket-total", /^240,30/);

  await types("F3");
  await shop.customer.seesPart("discount-amount");
  await typesInto("discount-amount", "50");
  await types("Enter");
  await shop.customer.seesPart("discount-pin");
  await typesInto("discount-pin", PIN);
  await types("Enter");
  await shop.customer.hears("basket-total", /^133,50/);

  await types("F4");
  await shop.customer.seesPart("held-name");
  await types("Enter");
  await shop.customer.hears("basket-total", /^0,00/);
  await shop.terminal.kill();
  await shop.startAgain();
  await shop.customer.wakes();
  await types("F4");
  await shop.customer.seesPart("held-1");
  await tabsTo("held-1");
  await shop.customer.hears("basket-total", /^133,50/);
  expect(await shop.page.getByTestId("hold-menu").innerText()).not.toContain("(");

  await types("F9");
  await shop.customer.sees("number");
  await typesNumber(shop.terminal);
  await types("Enter");
  await shop.customer.sees("paying");
  const reference = await phone.rings(MSISDN);
  await phone.act(MSISDN, reference, "approve");
  await shop.customer.sees("done");
  await shop.customer.hears("receipt-words", /Gi kunden kvitteringen/);
  expect(await phone.ledger()).toMatchObject([{ reference, captured: 13_350 }]);
  const receipt = await around.receiptPrinted(5_000);
  expect(receipt).toMatch(/Bringebærsyltetøy +267,00\n +3 x 89,00\n *Rabatt Ansatt +-133,50/);
  await shop.customer.touches("finish");
  await shop.customer.sees("goods");

  // By weight: two prices of one good are two lines.
  for (const [price, total] of [
    ["45,5", /^45,50/],
    ["9", /^54,50/],
  ] as const) {
    await types(..."svekt");
    await shop.customer.seesPart("good-potatoes-loose");
    await types("Enter");
    await shop.customer.hears("price-typed", /^–$/);
    for (const [at, key] of [...price].entries()) {
      await types(key);
      await shop.customer.hears("price-typed", new RegExp(`^${price.slice(0, at + 1)}$`));
    }
    await types("Enter");
    await shop.customer.hears("basket-total", total);
  }
  await types("F8");
  await shop.customer.hears("basket-total", /^0,00/);

  await types("F10");
  await shop.customer.seesPart("staff");
  for (const [at, digit] of [...PIN].entries()) {
    await types(digit);
    await shop.customer.hears("staff-dots", new RegExp(`^•{${at + 1}}$`));
  }
  await types("Enter");
  await shop.customer.seesPart("find-typed");
  await typesInto("find-typed", "133,50");
  await types("Enter");
  await shop.page.locator('[data-testid^="found-receipt-"]').waitFor();
  // Up and down lead out of the line: nobody is caught in it.
  await types("Down");
  await shop.page.waitForFunction(() => document.activeElement?.getAttribute("data-testid") !== "find-typed");
  await tabsTo("found-receipt-");
  await shop.customer.hears("receipt-shown", /KOPI[\s\S]*Rabatt Ansatt/);
  const before = around.receipts().length;
  await tabsTo("found-copy-");
  await expect.poll(() => around.receipts().length, { timeout: 10_000 }).toBe(before + 1);
  expect(around.receipts().at(-1)).toMatch(/KOPI[\s\S]*Salgskvittering[\s\S]*133,50/);
  await shop.page.getByText("Kopiert").waitFor();
  expect(await shop.page.locator('[data-testid^="found-copy-"]').count()).toBe(0);
});

test("F1 lists every key of the screen in the language of the screen", async (context) => {
  const shop = await Shop.openFor(context, { mode: "counter", settings });
  await shop.customer.wakes();
  await pressesKey(shop.terminal, "F1");
  await shop.customer.hears(
    "key-list",
    /F3[\s\S]*rabatt[\s\S]*F4[\s\S]*parker[\s\S]*F9[\s\S]*betal[\s\S]*F10[\s\S]*finn et salg/,
  );
});
