import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MSISDN, pressesKey, Shop, typesNumber } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ mode: "counter" });
});
beforeEach(async (context) => {
  await shop.rests();
  shop.tellsIfItFails(context);
});
afterAll(() => shop.close());

test("the cashier searches, presses a quick key, types the customer's number and never leaves the keyboard", async () => {
  const { customer, phone, around, terminal } = shop;
  const types = async (...keys: readonly string[]) => {
    for (const key of keys) await pressesKey(terminal, key);
  };
  await customer.wakes();
  await types(..."bringe");
  await customer.seesPart("good-jam-raspberry");
  await types("Enter");
  await customer.seesPart("basket-line-jam-raspberry");
  await customer.chooses("eggs-12");
  await customer.hears("basket-total", /154,00/);

  await types("F9");
  await customer.sees("number");
  await typesNumber(shop.terminal);
  await types("Enter");
  await customer.sees("paying");
  const reference = await phone.rings(MSISDN);
  await phone.act(MSISDN, reference, "approve");

  await customer.sees("done");
  await customer.hears("money-words", /154\skr er betalt/);
  await customer.hears("receipt-words", /Gi kunden kvitteringen/);
  expect(await phone.ledger()).toMatchObject([{ reference, authorized: 15_400, captured: 15_400, cancelled: 0 }]);
  const receipt = await around.receiptPrinted(5_000);
  expect(receipt).toMatch(/Bringebærsyltetøy +89,00/);
  expect(receipt).toMatch(/Egg, 12 stk\. +65,00/);
  expect(receipt).toContain(reference);
  await customer.touches("finish");
  await customer.sees("goods");
});

test("the customer at the counter scans the shown code, and the basket is empty for the next one", async () => {
  const { customer, phone, around } = shop;
  await customer.wakes();
  await customer.chooses("honey-350", "honey-350", "flowers");
  await customer.asksByCode();
  const reference = await phone.pointsAtCode(MSISDN);
  await phone.act(MSISDN, reference, "approve");

  await customer.sees("done");
  await customer.hears("money-words", /387\skr er betalt/);
  await customer.hears("receipt-words", /Gi kunden kvitteringen/);
  expect((await phone.ledger()).find((row) => row.reference === reference)).toMatchObject({
    authorized: 38_700,
    captured: 38_700,
    cancelled: 0,
  });
  const receipt = around.receipts().at(-1) ?? "";
  expect(receipt).toMatch(/Honning, 350 g +238,00\n +2 x 119,00/);
  expect(receipt).toMatch(/MVA 15,00 % av 206,96 +31,04/);
  expect(receipt).toMatch(/MVA 25,00 % av 119,20 +29,80/);
  await customer.touches("finish");
  await customer.hears("basket-total", /^0,00/);
});

test("the cashier answers for the customer's age by a key: no takes the cider out again, yes leads to the payment", async () => {
  const { customer, phone, page, terminal } = shop;
  const types = async (...keys: readonly string[]) => {
    for (const key of keys) await pressesKey(terminal, key);
  };
  const question = page.getByRole("dialog", { name: "Er kunden fylt 18 år?" });
  const cider = async () => {
    await types(..."sulfitt");
    await customer.seesPart("good-cider-33");
    await types("Enter");
    await customer.seesPart("basket-line-cider-33");
    await types("F9");
    await question.waitFor();
  };
  await customer.wakes();
  await customer.chooses("eggs-12");
  await cider();
  // A scanner's Enter, or a second F9, is no answer about anybody's age.
  await types("F9", "Enter", "Escape");
  await question.waitFor({ state: "detached" });
  await customer.hears("basket-total", /^144,00/);
  await types("F9");
  await question.waitFor();
  await types("F7");
  await customer.hears("too-young", /varer fra 18 år er tatt ut av kurven/);
  await customer.hears("basket-total", /^65,00/);

  await cider();
  await types("F6");
  await customer.sees("number");
  await typesNumber(shop.terminal);
  await types("Enter");
  await customer.sees("paying");
  const reference = await phone.rings(MSISDN);
  await phone.act(MSISDN, reference, "approve");
  await customer.hears("money-words", /144\skr er betalt/);
  expect((await phone.ledger()).find((row) => row.reference === reference)).toMatchObject({ captured: 14_400 });
  await customer.touches("finish");
});
