import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { modulesOf, modulesOnScreen } from "./code-on-screen.ts";
import { MSISDN, Shop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ mode: "kiosk" });
});
beforeEach(async (context) => {
  await shop.rests();
  shop.tellsIfItFails(context);
});
afterAll(() => shop.close());

test("a customer types a number, approves on the phone, and gets an order number, a receipt and one charge", async () => {
  const { customer, phone, around } = shop;
  await customer.wakes();
  await customer.chooses("coffee", "cinnamon-bun");
  expect(await customer.reads("basket-total")).toBe("81,00 kr");
  const reference = await shop.asksByNumber();
  await customer.hears("money-words", /Ingenting er reservert/);
  await phone.act(MSISDN, reference, "approve");

  await customer.sees("done");
  expect(await customer.reads("order-number")).toMatch(/^[1-9]\d*$/);
  await customer.hears("money-words", /81\skr er betalt/);
  await customer.hears("receipt-words", /Ta kvitteringen/);
  expect(await phone.ledger()).toMatchObject([
    { reference, authorized: 8_100, captured: 8_100, cancelled: 0, refunded: 0 },
  ]);
  const receipt = await around.receiptPrinted(5_000);
  expect(receipt).toContain("ØVING - INGEN BETALING");
  expect(receipt).toContain("Salgskvittering");
  expect(receipt).toMatch(/Filterkaffe +39,00/);
  expect(receipt).toMatch(/Kanelbolle +42,00/);
  expect(receipt).toMatch(/Sum +NOK 81,00/);
  expect(receipt).toMatch(/MVA 15,00 % av 70,43 +10,57/);
  expect(receipt).toContain(`Referanse ${reference}`);

  await customer.touches("finish");
  await customer.sees("attract");
});

test("the code on the screen is the wallet's own, square by square, and a customer who scans it pays", async () => {
  const { customer, phone, around, terminal } = shop;
  const paidBefore = (await phone.ledger()).length;
  await customer.wakes();
  await customer.chooses("tea");
  await customer.asksByCode();
  const content = await phone.codeOnScreen();
  expect(await modulesOnScreen(terminal)).toEqual(modulesOf(content));

  const reference = await phone.pointsAtCode(MSISDN);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /36\skr er betalt/);
  await customer.hears("receipt-words", /Ta kvitteringen/);
  expect((await phone.ledger()).slice(paidBefore)).toMatchObject([
    { reference, authorized: 3_600, captured: 3_600, cancelled: 0, refunded: 0 },
  ]);
  expect(around.receipts().at(-1)).toContain(`Referanse ${reference}`);
  await customer.touches("finish");
  await customer.sees("attract");
});

test("through the older API a kiosk sells just the same", async (context) => {
  const older = await Shop.openFor(context, { mode: "kiosk", api: "ecom" });
  const { customer, phone, around } = older;
  await customer.wakes();
  await customer.chooses("coffee");
  const reference = await older.asksByNumber();
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /39\skr er betalt/);
  expect(await phone.ledger()).toMatchObject([{ api: "ecom", reference, authorized: 3_900, captured: 3_900 }]);
  expect(await around.receiptPrinted(5_000)).toContain(`Referanse ${reference}`);
});

test("a malformed number is said on the screen, and the wallet is asked nothing", async () => {
  const { customer, phone, page } = shop;
  const paymentsBefore = (await phone.calls()).filter(isCreate).length;
  await customer.wakes();
  await customer.chooses("coffee");
  await customer.goesToPay();
  await customer.sees("number");
  await customer.types("9123");
  await customer.touches("send-request");
  await customer.hears("complaint", /ikke ut som et helt mobilnummer/);
  expect(await page.getByTestId("screen-number").isVisible()).toBe(true);
  expect((await phone.calls()).filter(isCreate)).toHaveLength(paymentsBefore);

  // The rest of the number mends it.
  await customer.types("4567");
  await customer.touches("send-request");
  await customer.sees("paying");
  const reference = await phone.rings(MSISDN);
  await customer.touches("cancel");
  await customer.hears("ended-words", /Ingenting ble trukket/);
  expect((await phone.ledger()).find((row) => row.reference === reference)).toMatchObject({
    authorized: 0,
    captured: 0,
    cancelled: 3_900,
  });

  // What was chosen is there for another try, and is nobody else's.
  await customer.touches("try-again");
  await customer.hears("basket-total", /^39,00/);
  await customer.asksByCode();
  await customer.touches("cancel");
  await customer.hears("ended-words", /Ingenting ble trukket/);
  await customer.touches("finish");
  await customer.wakes();
  await customer.hears("basket-total", /^0,00/);
  await customer.touches("start-over");
});

function isCreate(call: { readonly method: string; readonly path: string }): boolean {
  return call.method === "POST" && call.path.endsWith("/payments");
}

test("a coffee is chosen large with oat milk, and basket, charge and receipt say so", async () => {
  const { customer, phone, around } = shop;
  await customer.wakes();
  await customer.chooses("cappuccino");
  await customer.touches("option-large");
  await customer.touches("option-oat");
  await customer.touches("choice-add");
  await customer.hears("basket-line-cappuccino.large.oat", /Stor, Havremelk/);
  await customer.hears("basket-total", /^67,00/);
  const reference = await shop.asksByNumber();
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /67\skr er betalt/);
  expect((await phone.ledger()).find((row) => row.reference === reference)).toMatchObject({ captured: 6_700 });
  await customer.hears("receipt-words", /Ta kvitteringen/);
  expect(around.receipts().at(-1)).toMatch(/Cappuccino, Stor, Havremelk +67,00/);
  await customer.touches("finish");
});

test("whoever eats here says so before paying, may change their mind, and the receipt has the VAT of a meal", async () => {
  const { customer, phone, around, page } = shop;
  await customer.wakes();
  await customer.chooses("coffee", "sandwich");
  await customer.hears("basket-total", /^118,00/);
  await customer.touches("pay");
  await page.getByRole("dialog", { name: "Spise her eller ta med?" }).waitFor();
  // Closing the question answers nothing.
  await page.keyboard.press("Escape");
  await customer.touches("serve-take-away");
  await customer.touches("serve-eat-in");
  await customer.hears("basket-total", /^128,00/);
  await customer.hears("good-sandwich", /89\skr/);
  const reference = await shop.asksByNumber();
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /128\skr er betalt/);
  expect((await phone.ledger()).find((row) => row.reference === reference)).toMatchObject({ captured: 12_800 });
  await customer.hears("receipt-words", /Ta kvitteringen/);
  const receipt = around.receipts().at(-1);
  expect(receipt).toMatch(/Rundstykke med ost og skinke +89,00/);
  expect(receipt).toMatch(/MVA 25,00 % av 102,40 +25,60/);
  expect(receipt).toContain("Spise her");
  await customer.touches("finish");
});
